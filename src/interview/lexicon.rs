//! Words that mean a part in a conversation, words that label things, words of promotion.
//!
//! Only kinds of words stand here; no person, account, outlet or platform does. Invariant: what names a part or a thing
//! is matched whole or at an end; what is matched anywhere is a phrase that an article's own words would hardly hold.

use super::reading::Role;

/// Words for somebody who asks.
#[rustfmt::skip]
const HOSTS: &[&str] = &[
    "主持人", "主持", "记者", "采访者", "采访人", "访谈者", "提问", "主播", "Q", "问", "Host",
    "Interviewer", "Moderator", "Question",
];
/// Words for somebody who answers.
#[rustfmt::skip]
const GUESTS: &[&str] = &[
    "嘉宾", "受访者", "受访人", "被采访者", "A", "答", "回答", "Guest", "Answer",
];
/// Words for somebody in the audience.
#[rustfmt::skip]
const AUDIENCE: &[&str] = &[
    "观众", "听众", "学生", "提问者", "网友", "读者", "现场提问", "现场观众", "观众提问", "听众提问",
    "用户提问", "同学", "Audience", "Student",
];
/// Voices whose part is neither.
const VOICES: &[&str] = &["旁白", "编者", "Narrator"];

/// Nouns that stand before a colon and do not speak. Matched whole, or at the end of a longer noun.
#[rustfmt::skip]
const THINGS: &[&str] = &[
    "图表", "资料", "来源", "图源", "编辑", "作者", "参与", "责编", "校对", "排版", "翻译", "编译",
    "撰文", "整理", "文字", "摄影", "微信", "邮箱", "电话", "地址", "时间", "日期", "地点", "主题",
    "标题", "摘要", "关键词", "链接", "原文", "论文", "代码", "项目", "视频", "参考", "注", "备注",
    "说明", "提示", "理由", "成就", "贡献", "职位", "机构", "代表作", "公司", "领域", "融资",
    "融资状态", "投资人", "官网", "网站", "产品", "功能", "优势", "劣势", "缺点", "优点", "指标",
    "类型", "成本", "价格", "收入", "年薪", "原料", "正例", "反例", "左边", "右边", "方法", "方案",
    "问题", "结论", "结果", "原因", "目标", "背景", "总结", "要点", "重点", "步骤", "案例", "例如",
    "比如", "例子", "例", "此外", "其中", "首先", "其次", "最后", "第一", "第二", "第三", "一", "二",
    "三", "如下", "注意", "推荐", "阅读", "投稿", "合作", "报名", "出品", "策划", "监制", "发件人",
    "收件人", "抄送", "核心", "简介", "介绍", "定义", "特点", "特征", "作用", "意义", "建议", "风险",
    "挑战", "机会", "趋势", "数据", "模型", "算法", "任务", "输入", "输出", "回复", "提示词", "指令",
    "系统", "版权", "声明", "来自", "原作者", "译者", "导读", "金句", "概要", "目录", "附", "字数",
    "阅读", "关注", "公众号", "播客", "嘉宾介绍", "本期嘉宾", "时间戳", "题图", "封面", "图", "表",
    "Note", "Notes", "Source", "Link", "Tips", "Tip", "PS", "P.S", "URL", "Email", "E-mail", "Title",
    "Author", "Date", "From", "To", "Subject", "User", "Assistant", "Prompt", "System", "Human", "AI",
    "Input", "Output", "Example", "Step", "Paper", "Code", "Github", "GitHub", "Model", "Response",
    "Abstract", "Keywords", "Summary", "Website", "Blog", "Twitter",
    "画外音",
];

/// Titles behind a name.
#[rustfmt::skip]
pub(super) const TITLES: &[&str] = &[
    "教授", "博士", "女士", "先生", "老师", "爵士", "院士", "总裁", "总监", "总", "同学", "院长",
    "主任", "医生", "律师",
];

/// Surnames of one character, by the census of 2020 and the Hundred Family Surnames.
const SURNAMES: &str = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤葛骆温薄季单柳殷施洪翁齐康伍倪聂章鲁安俞柯詹关符欧阮焦祝左甘项费岑庄盛车路毕巫裴霍戚喻娄耿荣包闵凌游祁屈卓宁穆桂瞿饶景蒙艾牛尤房纪解应原成时";

/// Surnames of two characters.
const DOUBLE_SURNAMES: &[&str] = &[
    "欧阳", "司马", "诸葛", "上官", "东方", "夏侯", "皇甫", "尉迟", "公孙", "慕容", "令狐", "司徒", "南宫",
    "端木",
];

/// The part that a word alone names, numbered or not (`观众2`, `提问者 3`).
pub(super) fn part(name: &str) -> Option<Role> {
    if is_numbered_question(name) {
        return Some(Role::Host);
    }
    let bare = name.trim_end_matches(|last: char| last.is_ascii_digit() || last == ' ' || last == '#');
    let bare = if bare.chars().count() > 1 {
        bare.strip_suffix(['一', '二', '三', '四', '五', 'A', 'B', 'C', 'D'])
            .filter(|rest| whole(rest).is_some())
            .unwrap_or(bare)
    } else {
        bare
    };
    whole(bare)
}

/// `问题3`, `问题一`: a question by its number.
pub(super) fn is_numbered_question(name: &str) -> bool {
    let rest = ["问题", "提问", "Question", "Q"].iter().find_map(|word| name.strip_prefix(word));
    rest.is_some_and(|rest| {
        let rest = rest.trim();
        !rest.is_empty()
            && rest
                .chars()
                .all(|character| character.is_ascii_digit() || "一二三四五六七八九十".contains(character))
    })
}

fn whole(name: &str) -> Option<Role> {
    let is = |list: &[&str]| list.iter().any(|word| word.eq_ignore_ascii_case(name));
    if is(HOSTS) {
        Some(Role::Host)
    } else if is(GUESTS) {
        Some(Role::Guest)
    } else if is(AUDIENCE) {
        Some(Role::Audience)
    } else if is(VOICES) {
        Some(Role::Unknown)
    } else {
        None
    }
}

/// Splits `主持人林若川` or `嘉宾 Mara Ellison` into the part and the name.
pub(super) fn split_part(name: &str) -> Option<(Role, &str)> {
    for (words, role) in [(HOSTS, Role::Host), (GUESTS, Role::Guest), (AUDIENCE, Role::Audience)] {
        for word in words.iter().filter(|word| word.chars().count() > 1) {
            if let Some(rest) = name.strip_prefix(word) {
                let rest = rest.trim_start_matches([' ', '·', '-', '：', '，', ',']);
                let number = rest.chars().all(|character| character.is_ascii_digit());
                let letter = rest.chars().count() == 1;
                if !rest.is_empty() && !number && !letter {
                    return Some((role, rest));
                }
            }
        }
    }
    None
}

/// Whether a word labels a thing and nobody's words.
pub(super) fn is_thing(name: &str) -> bool {
    let name = name.trim_start_matches(['★', '●', '•', '▎', '【', '▶', '☆', '◆', '■', '-', ' ']);
    let long = name.chars().count();
    THINGS.iter().any(|thing| {
        name == *thing
            || (!thing.is_ascii() && thing.chars().count() > 1 && long > 2 && name.ends_with(thing))
    })
}

/// Whether a name has the form of a person's: Latin words, `·` in a Han name, surname and given name, a title behind.
pub(super) fn is_person(name: &str) -> bool {
    let bare = TITLES.iter().find_map(|title| name.strip_suffix(title)).filter(|rest| !rest.is_empty());
    if bare.is_some_and(|rest| rest.chars().count() <= 12) {
        return true;
    }
    let has_han = name.chars().any(is_han);
    if !has_han {
        return is_latin_name(name);
    }
    if name.chars().all(|character| is_han(character) || matches!(character, '·' | '・' | '•' | '‧'))
        && name.contains(['·', '・', '•', '‧'])
    {
        return true;
    }
    let length = name.chars().count();
    let single =
        name.chars().next().is_some_and(|first| SURNAMES.contains(first)) && (2..=3).contains(&length);
    let double = DOUBLE_SURNAMES.iter().any(|surname| name.starts_with(surname)) && (3..=4).contains(&length);
    name.chars().all(is_han) && (single || double)
}

/// One to four words that begin with capitals, or initials.
fn is_latin_name(name: &str) -> bool {
    let mut words = 0;
    for word in name.split([' ', '·', '-', '.']).filter(|word| !word.is_empty()) {
        words += 1;
        let small =
            matches!(word, "de" | "van" | "von" | "der" | "da" | "la" | "le" | "di" | "al" | "bin" | "el");
        let capital = word.chars().next().is_some_and(char::is_uppercase);
        let letters =
            word.chars().all(|character| character.is_alphabetic() || matches!(character, '\'' | '’'));
        if !letters || !(capital || small) {
            return false;
        }
    }
    (1..=4).contains(&words) && name.chars().count() >= 2
}

pub(super) fn is_han(character: char) -> bool {
    matches!(u32::from(character), 0x3400..=0x4dbf | 0x4e00..=0x9fff | 0x20000..=0x3ffff)
}

/// Words in titles and introductions that announce a conversation.
#[rustfmt::skip]
pub(super) const ANNOUNCING: &[&str] =
    &[
    "访谈", "对话", "专访", "采访", "对谈", "问答", "Q&A", "interview", "Interview",
];

/// Headings of related sections: matched at the beginning, once decoration is gone.
#[rustfmt::skip]
pub(super) const RELATED: &[&str] = &[
    "往期回顾", "往期精选", "往期推荐", "往期文章", "往期精彩", "更多阅读", "推荐阅读", "更多内容",
    "延伸阅读", "相关文章", "相关推荐", "相关阅读", "近期好文", "近期阅读", "扩展阅读", "拓展阅读",
    "精选文章", "热门文章", "历史文章", "猜你喜欢",
];

/// Words of pleas: matched anywhere in a short paragraph.
#[rustfmt::skip]
pub(super) const PLEAS: &[&str] = &[
    "设为🌟标", "设为星标", "设🌟标", "加星标", "点星标", "点赞、", "点赞，", "、在看", "，在看",
    "一键三连", "点击上方", "点击关注", "点击蓝字", "蓝字关注", "长按识别", "扫码关注", "关注公众号",
    "关注我们", "欢迎关注", "点个关注", "点个在看", "记得关注", "求关注", "欢迎点击",
    "扫描二维码", "👇👇", "关注一下", "转发，在看", ];

/// Words of promotion: matched anywhere in a paragraph of an edge.
#[rustfmt::skip]
pub(super) const PROMOTION: &[&str] = &[
    "微信：", "微信号", "加微信", "添加微信", "合作请联系", "商务合作", "寻求报道", "投稿请",
    "欢迎投稿", "正在征集", "加入社群", "交流群", "读者群", "粉丝群",
    "知识星球", "付费会员", "主理人", "合作请",     "欢迎加入", "跳转到", "不构成任何投资建议", "会员专属",
    "不代表本", "请留言", "转载原创",
    "扫码加", "扫码入", "下方二维码", "图中二维码",
];

/// Words of notices.
#[rustfmt::skip]
pub(super) const NOTICES: &[&str] = &[
    "全文约", "阅读约需", "字，阅读", "字数约", "预计阅读", "未经许可", "不得转载", "转载请",
    "转载授权", "版权归", "素材来源", "侵删", "禁止转载", "谢绝转载",
];

/// Words that credit the original, at the beginning of a line.
#[rustfmt::skip]
pub(super) const CREDITS: &[&str] = &[
    "原文链接", "视频链接", "参考资料", "参考链接", "参考文献", "原视频", "原文地址", "原文：", "原文:",
    "来源：", "来源:", "来源链接", "音频链接", "论文链接", "资料来源", "信息来源", "采访链接",
    "播客链接", "参考：", "参考:", "Reference", "Source",
];
