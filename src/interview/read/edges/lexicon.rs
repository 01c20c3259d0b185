//! Words of boilerplate by what they do, and one pass over a line that finds them all.
//!
//! They are words of every publisher; none names one. Invariant: linear in the line's length.

use std::sync::LazyLock;

use super::super::super::word_list::WordList;

/// Follows an account.
pub(super) const FOLLOW: u32 = 1;
/// Stars an account.
pub(super) const STAR: u32 = 1 << 1;
/// Says which account, or why.
pub(super) const ACCOUNT: u32 = 1 << 2;
/// Likes, shares, saves.
pub(super) const SHARE: u32 = 1 << 3;
/// Asks for it.
pub(super) const ASK: u32 = 1 << 4;
/// A messenger.
pub(super) const MESSENGER: u32 = 1 << 5;
/// Gets in touch.
pub(super) const REACH: u32 = 1 << 6;
/// A code to scan.
pub(super) const CODE: u32 = 1 << 7;
/// Invites to something.
pub(super) const INVITE: u32 = 1 << 8;
/// An offer or a prohibition by itself.
pub(super) const OFFER: u32 = 1 << 9;
/// Does not stand for.
pub(super) const DISCLAIM: u32 = 1 << 10;
/// Whose opinion.
pub(super) const OPINION: u32 = 1 << 11;
/// How long reading takes.
pub(super) const TIME: u32 = 1 << 12;
/// What an exporter adds.
pub(super) const EXPORTED: u32 = 1 << 13;
/// A desk or account beside a byline.
pub(super) const DESK: u32 = 1 << 14;

/// Speaks of itself.
pub(super) const OURS: u32 = 1 << 15;
/// What an outlet does.
pub(super) const DOES: u32 = 1 << 16;
/// Likes.
pub(super) const LIKE: u32 = 1 << 18;
/// Whom to share with.
pub(super) const OTHERS: u32 = 1 << 19;
/// Speaks to readers, of the account, of what it sells; weak by itself.
pub(super) const SOFT: u32 = 1 << 20;
/// Points to what stands beside.
pub(super) const POINTER: u32 = 1 << 17;

const WORDS: &[(u32, &str)] = &[
    (FOLLOW, "关注、關注"),
    (STAR, "星标、星標、🌟、⭐、设星、加星"),
    (
        ACCOUNT,
        "公众号、公眾號、关注我、關注我、点这里、👇、视频号、账号、不错过、不迷路、二维码、名片、卡片、蓝字",
    ),
    (SHARE, "点赞、点个赞、點贊、點讚、在看、转发、轉發、分享、收藏、打赏、三连"),
    (LIKE, "点赞、点个赞、點贊、點讚、在看、三连"),
    (
        ASK,
        "点击、點擊、欢迎、歡迎、一键、请、記得、记得、帮忙、别忘、用你的、三连、随手、顺手、点个、设为、设🌟、设⭐",
    ),
    (OTHERS, "朋友、更多人、身边人、需要的人"),
    (MESSENGER, "微信、VX、vx、V信、wechat、WeChat、企微"),
    (REACH, "联系、添加、加我、加微、请加、备注、咨询、主理人、小助手、负责人、扫码、聯繫"),
    (
        CODE,
        "扫码、二维码、扫描二维码、识别二维码、长按、扫描下方、扫一扫、识别图中、掃碼、二維碼、長按、掃描",
    ),
    (
        INVITE,
        "加入、关注、添加、报名、联系、进群、交流群、社群、领取、了解、咨询、购买、下载、订阅、關注、觀看、收看、收听",
    ),
    (
        OFFER,
        "商务合作、合作请联系、寻求报道、投稿请、欢迎投稿、投稿或、转载请、转载原创、转载须、转载授权、谢绝转载、不得转载、\
禁止转载、请勿转载、未经许可、未经授权、版权所有、获得授权、申请转载、阅读原文、文末原文、欢迎各大、免责声明、点击关注、\
知识星球、付费会员、加入会员、限时优惠、立即购买、欢迎关注、请关注、记得关注、关注一下、订阅我们、收听我们、我们的播客、开放服务、企业客户、\
原创不易、不构成任何投资、不构成投资、征集中、正在征集、评选报名、招聘中、正在招聘、正在招募、招募中、简历请、简历投递、投递简历、轉載請、未經授權、歡迎關注、不得轉載",
    ),
    (DISCLAIM, "不代表"),
    (OPINION, "立场、观点"),
    (TIME, "分钟、阅读约、阅读时长、阅读时间、阅读需"),
    (EXPORTED, "跳转到、Read in、Read Original、Open in、在原网页、查看原网页"),
    (DESK, "发自、报道"),
    (OURS, "我们"),
    (
        SOFT,
        "后台回复、回复关键词、进群、入群、读者群、社群、粉丝群、交流群、各大平台、平台搜索、搜索并、收听、小程序、邮箱、招募、招聘、\
稿酬、投稿、实习、下期、感谢阅读、感谢收听、感谢观看、感谢您的、感谢你的、独立媒体、商务、小红书、微博、播客、抖音、知乎、下单、购买、报名、优惠、\
会员、加入我们、评论区、留言区、读者朋友、推荐给、联系我们、店铺、小店、合集、往期、简历、欢迎来、欢迎各、欢迎在、本号、服务号、订阅号、新媒体、\
訂閱、留言、商務、投稿",
    ),
    (POINTER, "👇、👆、↓、↑、⬇、⬆、▼、▲、👉、👈、☟、☝"),
    (DOES, "专注于、时刻关注、致力于、垂直媒体、定期发布、持续报道、持续关注"),
];

/// Kinds of words that speak to readers or of the account.
const OF_READERS: u32 = FOLLOW | STAR | ACCOUNT | SHARE | CODE | OFFER | REACH | MESSENGER;

/// What was found in a line.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Found {
    /// Which kinds of words.
    kinds: u32,
    /// How many words that share.
    pub(super) shares: u32,
}

impl Found {
    /// Whether words of each of these kinds were found.
    pub(super) fn has(self, kinds: u32) -> bool {
        self.kinds & kinds == kinds
    }
}

static LEXICON: LazyLock<WordList<u32>> = LazyLock::new(|| WordList::beginning(WORDS));

/// What stands behind the word of this kind that `text` begins with.
pub(super) fn behind(text: &str, kind: u32) -> Option<&str> {
    let (length, found) = LEXICON.before(text)?;
    (found == kind).then(|| &text[length..])
}

/// Finds the words of a line.
pub(super) fn look(text: &str) -> Found {
    let mut found = Found::default();
    for (_, _, kind) in LEXICON.inside(text) {
        found.kinds |= if kind & OF_READERS == 0 { kind } else { kind | SOFT };
        found.shares += u32::from(kind == SHARE);
    }
    found
}
