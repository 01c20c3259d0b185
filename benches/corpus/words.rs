//! What the made-up archive is made of.

pub(super) const FAMILY: &[&str] =
    &["林", "沈", "周", "顾", "程", "薛", "葛", "骆", "余", "温", "孟", "许", "陆", "傅", "秦", "梁"];
pub(super) const GIVEN: &str =
    "若川既白砚知微伯安秋澄小满霁望舒一苇景行南枝听雪怀瑾青禾明夷子衿采薇静姝清扬思远致和云深竹溪松涛";
pub(super) const NOUN: &[&str] = &[
    "训练数据",
    "评测题库",
    "推理成本",
    "标注员",
    "奖励函数",
    "上下文窗口",
    "小模型",
    "调度系统",
    "延迟",
    "错误率",
    "机房的电",
    "第一批用户",
    "开源协议",
    "检索",
    "记忆",
    "工具调用",
    "语音识别",
    "长尾问题",
    "数据清洗",
    "失败的实验",
    "反馈",
    "安全边界",
    "产品直觉",
    "合同",
];
pub(super) const VERB: &[&str] = &[
    "变慢了",
    "没有消失",
    "只是换了地方",
    "比预想的便宜",
    "需要人来看",
    "不能外包",
    "在夜里才出错",
    "被高估了",
    "会自己长大",
    "迟早要重写",
    "经得起复查",
    "说不清楚",
    "没有人负责",
    "从第三周开始好转",
];
pub(super) const ADVERB: &[&str] = &[
    "说实话",
    "回头看",
    "在那个阶段",
    "坦率地讲",
    "至少在我们这里",
    "后来",
    "换个角度",
    "一开始",
    "到了年底",
    "和直觉相反",
];
pub(super) const TERM: &[&str] =
    &["GPU", "RAG", "Transformer", "RLHF", "KV cache", "LoRA", "token", "benchmark", "agent", "MoE"];
pub(super) const OPENING: &[&str] = &[
    "先说一个具体的问题，",
    "你在文章里写过，",
    "很多人以为",
    "如果重来一次，",
    "外界最关心的是",
    "我想追问一句，",
];
pub(super) const QUESTION: &[&str] = &[
    "为什么会这样？",
    "是怎么发现的？",
    "到底难在哪里？",
    "你们当时是怎么决定的？",
    "还会持续多久？",
    "有没有反例？",
    "和别人有什么不同？",
    "最后是谁拍的板？",
];
pub(super) const HEADING: &[&str] =
    &["慢的代价", "一次失败", "数据从哪里来", "谁来负责", "没有写进论文的部分", "下一步"];
pub(super) const TAGS: &[&str] =
    &["模型", "数据", "产品", "创业", "安全", "硬件", "评测", "教育", "医疗", "语音", "机器人", "开源"];
pub(super) const CODE: &str = "```python\ndef reward(answer: str, reference: str) -> float:\n    \"\"\"长度惩罚之外，只看要点。\"\"\"\n    hit = sum(point in answer for point in reference.split(\"；\"))\n    return hit / max(1, len(answer) // 200)\n```";
pub(super) const TAIL: &str = "* * *\n\n![](https://pictures.example.org/code/640)\n\n****\n\n**我们与愿意慢慢谈的人一起做事。**\n\n#  长谈，从一个好问题开始\n\n# 订阅之后，每周一封信\n\n _**商务合作请加微信：changtan-lab**_\n\n _**\\--END--**_\n";
