//! Words that say what part somebody plays, words that are no names, and the letters that names are made of.
//!
//! Nothing here is the name of a person or an outlet: roles, nouns and shapes decide. Lists are written as Chinese
//! writes them, with 、 between words.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::super::reading::Role;
use super::super::word_list::WordList;

/// Who asks.
const HOST: &str = "主持人、主持、记者、記者、採訪者、訪談者、提問人、采访者、采访人、访谈者、访谈人、访谈员、提问人、发问者、问、本刊、本报、编辑部、\
小编、主播、Host、Interviewer、Moderator、Anchor、Reporter";

/// Who answers.
const GUEST: &str =
    "嘉宾、嘉賓、受訪者、受访者、受访人、被访者、被采访者、答、演讲者、演讲嘉宾、Guest、Interviewee";

/// Who asks from the floor.
const AUDIENCE: &str = "观众提问、觀眾、聽眾、提問者、網友、讀者、學生、现场观众、现场提问者、现场提问、观众、听众、学生、提问者、提问同学、网友、读者、同学、\
群友、听友、水友、粉丝、学员、员工、台下、Audience、Student";

/// Voices whose part is not known.
const VOICE: &str = "旁白、发言人、说话人、讲者、全体、众人、两人、Speaker、Narrator";

/// Labels of numbered questions: with a number, or the letters alone, they ask.
pub(super) const QUESTION: &[&str] = &["问题", "提问", "问", "Question", "Q"];

/// Labels of answers.
pub(super) const ANSWER: &[&str] = &["回答", "答", "Answer", "A"];

/// What stands behind a name.
pub(super) const TITLES: &[&str] =
    &["教授", "博士", "女士", "先生", "爵士", "老师", "院士", "律师", "医生", "校长", "主席", "总裁", "小姐"];

/// What somebody does, before or behind the name.
const JOBS: &str = "创始人、创办人、创作者、CEO、CTO、COO、CFO、CPO、总裁、董事长、理事长、合伙人、总经理、经理、总监、院长、所长、\
主任、负责人、科学家、研究员、工程师、主编、导演、作家、学者、制片人、设计师、首席执行官、首席技术官、首席科学家、创始人兼CEO";

/// What stands before a Latin name.
pub(super) const HONORIFICS: &[&str] = &["Dr", "Mr", "Mrs", "Ms", "Prof", "Sir", "Professor"];

/// Nouns that stand before colons and never speak; a label that ends with one is none either.
const NOUNS: &str = "图表、来源、图源、出处、原文、链接、地址、网址、网站、官网、主页、项目、参考、资料、参考内容、文献、\
编辑、作者、参与、译者、翻译、编译、校对、审校、审核、排版、责编、监制、出品、策划、撰文、文字、\
整理、摄影、制图、配图、图片、视频、音频、投稿、合作、微信、微信号、公众号、邮箱、邮件、电话、电邮、\
公司、领域、融资、融资状态、状态、投资人、机构、理由、职位、职务、代表作、贡献、成就、成果、奖项、\
功能、优势、劣势、优点、缺点、特点、亮点、左边、右边、左图、右图、上图、下图、正例、反例、方法、\
方式、说明、原料、年薪、薪资、平均、注、注意、备注、编注、编者注、编者按、编按、按语、译按、译注、译者注、导语、导读、题记、引子、尾声、后记、编后记、编者的话、要点、\
摘要、总结、小结、结论、背景、前言、引言、序言、附录、目录、时间、地点、日期、主题、主体、标题、\
题目、发件人、收件人、抄送、提示、提示词、指令、用户、助手、系统、输入、输出、例、例如、例子、举例、\
比如、譬如、示例、案例、场景、步骤、释义、解释、定义、解析、解读、更新、点评、评论、观点、关键词、\
关键、结果、原因、目标、目的、挑战、机会、建议、意见、简介、介绍、价格、时长、字数、章、节、条、点、\
如下、以下、名单、指标、类型、类别、画外音、访谈、采访、对话、专访、对谈、播客、节目、内容、全文、\
正文、问题、提问、回答、答案、思路、代码、论文、数据、模型、方案、产品、技术、市场、成本、风险、\
趋势、影响、意义、价值、策略、战略、原则、规则、流程、工具、性能、参数、版本、平台、行业、阶段、\
层面、方面、维度、部分、核心、重点、难点、痛点、需求、应用、能力、使命、愿景、任务、角色、格式、\
要求、条件、假设、事实、真相、错觉、误区、教训、经验、启示、故事、预测、展望、未来、现在、过去、\
首先、其次、最后、第一、第二、第三、其中、另外、此外、因此、所以、但是、然而、也就是说、换句话说、\
答案是、表示、认为、指出、写道、说道、补充、提到、强调、宣布、回应、回复、问道、版权、声明、免责、\
转载、授权、报名、扫码、关注、订阅、下载、推荐、体验、演示、试用、往期、阅读、收录、报道、发布、\
来自、感谢、致谢、祝、附、附图、字幕、剪辑、收入、成立、总部、创始人、创始团队、团队、成员、员工数、\
官方、地区、国家、城市、正面、反面、正方、反方、支持者、反对者、赞成者、质疑者、乐观者、悲观者、乐观派、悲观派、利、弊、优、缺、对、错、是、否、有人说、有人问、\
User、Assistant、System、Prompt、Human、Input、Output、Source、Note、Notes、PS、Tips、Tip、Email、\
E-mail、Mail、Web、Website、Link、Links、URL、Github、GitHub、Twitter、Author、Editor、Title、Date、\
Subject、From、To、Cc、Re、Example、Step、Paper、Code、Demo、Model、Abstract、Summary、Update、\
TODO、Warning、Error、Figure、Table、Chapter、Part、Section、Day、Week、Pros、Cons、Memo、Chatbot、\
Bot、AI";

/// Words of a title or heading that announce a conversation.
const ANNOUNCING: &str = "访谈、訪談、專訪、對話、採訪、問答、對談、圓桌、實錄、对话、专访、采访、问答、对谈、圆桌、实录、独家、Q&A、Q\\&A、QA、播客、聊、AMA、interview、\
Interview、文稿、十问、快问";

/// Family names of one letter.
const SURNAMES: &str = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛\
奚范彭郎鲁韦昌马苗凤花方俞任袁柳酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹\
姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田\
樊胡凌霍虞万支柯昝管卢莫经房裘缪干解应宗丁宣贲邓郁单杭洪包诸左石崔吉钮龚程嵇邢滑裴陆荣翁荀羊於惠甄曲家封芮羿储靳\
汲邴糜松井段富巫乌焦巴弓牧隗山谷车侯宓蓬全郗班仰秋仲伊宫宁仇栾暴甘钭厉戎祖武符刘景詹束龙叶幸司韶郜黎蓟薄印宿白怀\
蒲邰从鄂索咸籍赖卓蔺屠蒙池乔阴胥能苍双闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍却璩桑桂濮牛寿通边扈燕冀郏浦尚农温别庄晏柴\
瞿阎充慕连茹习宦艾鱼容向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东欧殳沃利蔚越夔隆师巩厍聂晁勾敖融冷訾辛阚那\
简饶空曾毋沙乜养鞠须丰巢关蒯相查后荆红游竺权逯盖益桓公肖闫付覃丛岳战练苑佟趙錢孫馮陳褚衛蔣韓楊許呂張嚴華謝鄒喻竇雲蘇葛範魯韋馬鳳費賀倪湯羅畢鄔樂於時齊顧黃蕭貝計談龐紀項藍閔賈婁顏鍾駱\
樊萬盧莫經繆應鄧單諸鈕龔裴陸榮儲烏厲龍葉黎薊喬陰蒼聞譚勞酈壽農溫莊晏閻連習魚廣闕東師鞏聶簡饒豐關紅遊權蓋岳戰鄭吳孔曹";

/// Family names of two letters.
const LONG_SURNAMES: &str = "欧阳、司马、上官、诸葛、东方、皇甫、尉迟、公孙、慕容、司徒、令狐、夏侯、端木、宇文、长孙、南宫、\
独孤、轩辕、西门、申屠、澹台、赫连、闻人";

/// Letters that foreign names are written with.
const FOREIGN: &str = "阿埃艾安昂奥澳巴白拜班邦保鲍贝本比彼毕边宾波伯博布查昌达大戴丹道德邓狄迪蒂丁东杜多顿厄恩尔\
法凡范菲费芬丰冯佛夫弗福盖甘冈戈哥格葛根贡古瓜圭哈海汉杭豪赫黑亨洪侯胡华怀惠霍基吉加佳贾简杰捷金津卡凯坎康考柯\
科克肯孔库奎昆拉莱赖兰朗劳勒雷蕾里莉丽利丽立连廉列林琳刘龙隆娄卢鲁路罗洛吕伦马玛麦曼芒梅门蒙孟米密敏明缪摩莫墨\
默姆穆那娜纳乃奈南瑙内嫩尼倪涅宁纽农努女诺欧帕派潘庞佩彭皮匹平珀蒲普齐奇契恰钱乔切钦琼丘让热仁日荣茹儒瑞若撒萨\
塞赛桑瑟森沙珊尚绍舍申圣史士舒朔思斯丝司松苏孙索塔泰坦汤唐陶忒特腾提铁廷通图屯托脱瓦外万旺威韦维魏温文翁沃乌武西\
希锡喜夏显香肖谢辛兴休雪逊雅亚延扬尧耶叶伊依因英雍永尤于约赞泽扎詹章哲真芝治朱茱兹宗祖佐登颖";

const PARTS: &[(Option<Role>, &str)] =
    &[(None, VOICE), (Some(Role::Guest), GUEST), (Some(Role::Host), HOST), (Some(Role::Audience), AUDIENCE)];

static PART_BEFORE: LazyLock<WordList<Option<Role>>> = LazyLock::new(|| WordList::beginning(PARTS));

static PART_BEHIND: LazyLock<WordList<Option<Role>>> = LazyLock::new(|| WordList::ending(PARTS));

static NOUN: LazyLock<HashSet<String>> = LazyLock::new(|| {
    let words = NOUNS.split('、').filter(|word| word.is_ascii());
    words.flat_map(|word| [word.to_owned(), word.to_ascii_lowercase()]).collect()
});

static NOUN_BEHIND: LazyLock<WordList<()>> = LazyLock::new(|| WordList::ending(&[((), NOUNS)]));

static JOB: LazyLock<WordList<()>> = LazyLock::new(|| WordList::beginning(&[((), JOBS)]));

static ANNOUNCEMENT: LazyLock<WordList<()>> = LazyLock::new(|| WordList::beginning(&[((), ANNOUNCING)]));

static LONG_FAMILY: LazyLock<WordList<()>> = LazyLock::new(|| WordList::beginning(&[((), LONG_SURNAMES)]));

static FAMILIES: LazyLock<HashSet<char>> = LazyLock::new(|| SURNAMES.chars().collect());

static FOREIGN_LETTERS: LazyLock<HashSet<char>> = LazyLock::new(|| FOREIGN.chars().collect());

/// Where the last word for what somebody does ends in `text`.
pub(super) fn job_end(text: &str) -> Option<usize> {
    JOB.inside(text).map(|(at, word, ())| at + word.len()).max()
}

/// Whether `text` is a word for a part and nothing else.
pub(in crate::interview) fn is_part(text: &str) -> bool {
    let text = text.trim();
    PART_BEFORE.before(text).is_some_and(|(length, _)| length == text.len())
}

/// The longest word for a part that `text` begins with: the word's length, and the part.
pub(super) fn part_before(text: &str) -> Option<(usize, Option<Role>)> {
    PART_BEFORE.before(text)
}

/// The longest word for a part that `text` ends with: where the word begins, and the part.
pub(super) fn part_behind(text: &str) -> Option<(usize, Option<Role>)> {
    PART_BEHIND.behind(text).map(|(length, role)| (text.len() - length, role))
}

/// Whether a word for the part stands in `text`.
pub(super) fn names_part(text: &str, role: Role) -> bool {
    let list = match role {
        Role::Host => HOST,
        Role::Guest => GUEST,
        Role::Audience => AUDIENCE,
        Role::Unknown => VOICE,
    };
    list.split('、').any(|word| word.chars().count() > 1 && text.contains(word))
}

/// Whether `text` is a noun that never speaks, or ends with one of two letters or more.
pub(super) fn is_noun(text: &str) -> bool {
    if text.is_ascii() {
        // Three capitals may be somebody's initials, `TO` is not `To`.
        let capitals = text.len() <= 3 && text.bytes().all(|byte| byte.is_ascii_uppercase());
        return NOUN.contains(text) || !capitals && NOUN.contains(&text.to_ascii_lowercase());
    }
    // A single letter is a noun alone, but ends many a name; the end of a Latin name is no word.
    NOUN_BEHIND.behind(text).is_some_and(|(length, ())| {
        length == text.len() || (length > 3 && !text[text.len() - length..].is_ascii())
    })
}

/// Whether a title or heading announces a conversation.
pub(in crate::interview) fn announces(text: &str) -> bool {
    ANNOUNCEMENT.inside(text).next().is_some()
}

/// Whether `text` begins with a Chinese family name; how many bytes it has.
pub(in crate::interview) fn surname(text: &str) -> Option<usize> {
    if let Some((length, ())) = LONG_FAMILY.before(text) {
        return Some(length);
    }
    let first = text.chars().next()?;
    FAMILIES.contains(&first).then(|| first.len_utf8())
}

/// Whether a foreign name may be written like this.
pub(in crate::interview) fn is_foreign(text: &str) -> bool {
    text.chars().all(|letter| FOREIGN_LETTERS.contains(&letter))
}
