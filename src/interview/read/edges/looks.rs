//! Forms that tell boilerplate: end marks, pleas, offers, notices, cards of accounts; and what looks like it: credits.
//!
//! Each test asks for a whole line, so that a sentence of an answer that speaks of following somebody is none of them.

use super::super::super::finding::{Count, edge};
use super::super::super::plain::{has_address, plain};
use super::super::super::reading::Role;
use super::super::is_subheading;
use std::sync::LazyLock;

use super::super::super::word_list::WordList;
use super::english;
use super::lexicon::{self, Found};
use crate::article::Block;

/// Letters of a line that asks for something.
const LONGEST_PLEA: usize = 160;
/// Letters of running text.
const LONG: usize = 60;
/// Han characters of an end mark.
const MOST_AT_END: u32 = 4;
/// Letters of a line with an arrow.
const MOST_AT_POINTER: usize = 40;

/// What a line looks like.
pub(super) fn of(block: Block, text: &str, shown: &str, count: Count, author: &str) -> u32 {
    let letters = shown.chars().count();
    let says = shown.chars().any(char::is_alphanumeric);
    let pictures = shown.is_empty() && text.contains("![");
    let short = letters <= LONGEST_PLEA;
    let found = if letters <= 2 * LONGEST_PLEA { lexicon::look(shown) } else { Found::default() };
    let form = bits(&[
        (pictures, edge::PICTURE),
        (block == Block::Rule || (!says && !pictures), edge::RULE),
        (matches!(block, Block::Heading(_)) || (says && is_subheading(text)), edge::HEADING),
        (count.characters <= MOST_AT_END && is_end(shown), edge::END),
        (
            letters <= MOST_AT_POINTER && found.has(lexicon::POINTER)
                || (pictures && text.trim_start().starts_with("[!")),
            edge::POINTER,
        ),
    ]);
    if matches!(block, Block::Code | Block::Table) {
        return form | edge::KEPT;
    }
    if letters > 2 * LONGEST_PLEA && says {
        return form | edge::LONG;
    }
    let words = bits(&[
        (short && (is_plea(found, letters) || count.characters == 0 && english::asks(shown)), edge::PLEA),
        (is_promotion(found, letters, shown) || introduces_itself(found, shown, author), edge::PROMOTION),
        (short && is_notice(found, shown, text), edge::NOTICE),
    ]);
    let credit = is_credit(shown);
    let content = bits(&[
        (credit || is_reference(shown), edge::CREDIT),
        (credit && is_vague(shown), edge::VAGUE),
        (found.has(lexicon::SOFT) || shown.contains('@') || shown.contains('©'), edge::SOFT),
        (is_of_sheet(shown), edge::SHEET),
        (words == 0 && (is_byline(found, shown) || is_stage_direction(shown) && !is_end(shown)), edge::KEPT),
        (says && letters > LONG && words == 0, edge::LONG),
    ]);
    form | words | content
}

fn bits(all: &[(bool, u32)]) -> u32 {
    all.iter().filter(|(set, _)| *set).fold(0, |bits, (_, flag)| bits | flag)
}

/// 完, END, THE END, 全文完.
fn is_end(shown: &str) -> bool {
    let bare = shown.trim_matches(|letter: char| !letter.is_alphanumeric());
    let bare: String = bare.chars().filter(|letter| !letter.is_whitespace()).collect();
    ["完", "END", "THEEND", "FIN", "正文完", "全文完", "本文完", "正文结束", "全文结束", "完结", "结束"]
        .iter()
        .any(|end| bare.eq_ignore_ascii_case(end))
}

/// Asks the reader to follow, star, share. A long line that only speaks of it asks for nothing.
fn is_plea(found: Found, letters: usize) -> bool {
    use lexicon::{ACCOUNT, ASK, FOLLOW, LIKE, OTHERS, SHARE, STAR};
    /// Letters of a line that asks for one thing alone.
    const SHORT: usize = 24;
    let asks = letters <= LONG || found.has(ASK);
    let names = found.has(FOLLOW | ACCOUNT) || found.has(STAR | ACCOUNT);
    let short = letters <= LONG;
    let shares = found.shares >= 3 && (short || found.has(ASK))
        || (found.shares >= 2 && short && found.has(SHARE | ASK));
    let one = found.has(LIKE | ASK) && letters <= SHORT || found.has(SHARE | ASK | OTHERS) && short;
    (names && asks) || (found.has(STAR | ASK) && letters <= LONG) || shares || one
}

/// Offers, invites, says how to get in touch, forbids.
fn is_promotion(found: Found, letters: usize, shown: &str) -> bool {
    use lexicon::{ASK, CODE, DISCLAIM, INVITE, MESSENGER, OFFER, OPINION, REACH};
    /// Letters of a line that says how to get in touch, if it asks for nothing.
    const CONTACT: usize = 40;
    // 长按识别二维码，加入读者群。 What to do, and what for, each at the head of its clause: that is a bidding, full stop or
    // not. 扫码付款的人多了，我们也跟着加入。 is a sentence.
    let bids = || {
        let rest = lexicon::behind(shown, CODE).filter(|_| letters <= CONTACT);
        rest.is_some_and(|rest| {
            [rest]
                .into_iter()
                .chain(rest.split(['，', ',', ' ']).skip(1))
                .any(|clause| lexicon::behind(clause, INVITE).is_some())
        })
    };
    (found.has(MESSENGER | REACH) && (letters <= CONTACT || found.has(ASK)))
        || (found.has(CODE | INVITE) && (found.has(ASK) || !is_sentence(shown) || bids()))
        || found.has(OFFER)
        || found.has(DISCLAIM | OPINION)
}

/// Ends as a sentence does.
fn is_sentence(shown: &str) -> bool {
    shown.trim_end().ends_with(['。', '”', '」'])
}

/// （掌声）: what happens in the room.
fn is_stage_direction(shown: &str) -> bool {
    const LONGEST: usize = 12;
    let shown = shown.trim();
    let inner =
        shown.strip_prefix(['（', '(', '[', '【']).and_then(|it| it.strip_suffix(['）', ')', ']', '】']));
    inner.is_some_and(|inner| inner.chars().count() <= LONGEST && inner.contains(char::is_alphabetic))
}

/// The account speaks of itself.
fn introduces_itself(found: Found, shown: &str, author: &str) -> bool {
    author.chars().count() >= 2 && found.has(lexicon::OURS | lexicon::DOES) && shown.contains(author)
}

/// Reading time, what the exporter says of itself.
fn is_notice(found: Found, shown: &str, text: &str) -> bool {
    let counts = || shown.contains('字') && shown.bytes().any(|byte| byte.is_ascii_digit());
    (found.has(lexicon::TIME) && counts() && shown.chars().count() <= LONG)
        || (found.has(lexicon::EXPORTED) && text.contains("]("))
}

/// Names the writer, the desk, the translator: content, though it recurs.
fn is_byline(found: Found, shown: &str) -> bool {
    const WORDS: &str = "作者、编辑、编译、翻译、译者、撰文、文字、文、责编、采访、整理、校对、排版、图片来源、出品、监制、记者、参与、\
访谈、嘉宾、主持";
    static BYLINE: LazyLock<WordList<()>> = LazyLock::new(|| WordList::beginning(&[((), WORDS)]));
    let letters = shown.chars().count();
    let named = BYLINE.before(shown).is_some_and(|(length, ())| {
        shown[length..].trim_start().starts_with(['：', ':', '|', '｜', '/', '丨', '\\'])
    });
    letters <= 80 && (named || (letters <= 40 && (found.has(lexicon::DESK) || shown.contains("| 公众号"))))
}

/// What a credit begins with.
const CREDITS: &str = "原文链接、原文地址、原文出处、原文、视频链接、原视频链接、原视频、视频地址、视频来源、音频链接、\
播客链接、播客地址、节目链接、参考链接、参考资料、参考内容、参考文献、参考来源、参考、论文链接、\
论文地址、论文、项目地址、项目主页、项目链接、来源、信息来源、内容来源、文章来源、资料来源、\
素材来源、图片来源、图源、本文来源、本文来自、本文译自、本文编译自、编译自、译自、转载自、出处、\
英文原文、链接、References、Reference、Source、Sources、Via、via";
/// Marks that may stand before it.
const BEFORE_CREDIT: &[char] =
    &['*', '_', ' ', '>', '▶', '◆', '●', '·', '-', '（', '(', '【', '📎', '🔗', '\\'];

/// Whether a line may credit a source: it begins like that.
pub(super) fn may_be_credit(text: &str) -> bool {
    CREDIT.before(text.trim_start_matches(BEFORE_CREDIT)).is_some()
}

static CREDIT: LazyLock<WordList<()>> = LazyLock::new(|| WordList::beginning(&[((), CREDITS)]));

/// Credits where the text comes from.
pub(super) fn is_credit(shown: &str) -> bool {
    let shown = shown.trim_start_matches(BEFORE_CREDIT);
    let Some((length, ())) = CREDIT.before(shown) else { return false };
    let rest = &shown[length..];
    let words: usize = without_addresses(rest).chars().filter(|letter| letter.is_alphabetic()).count();
    let parted = rest.is_empty()
        || rest.starts_with(['：', ':', '｜', '|', ' ', '】', '（', '(', '）', 'h', '官', '网', '/']);
    parted && words <= 80
}

/// `公司：北窗科技`: a word or two, a colon, what it is.
fn is_of_sheet(shown: &str) -> bool {
    const LONGEST_KEY: usize = 8;
    let beginning = &shown[..shown.floor_char_boundary(4 * LONGEST_KEY)];
    let key = beginning.split_once(['：', ':']).map_or("", |(key, _)| key.trim());
    !key.is_empty() && key.chars().count() <= LONGEST_KEY && !key.contains(['，', '。', '“'])
}

/// A credit that names neither an address nor a list behind it: it may say the same under every article.
fn is_vague(shown: &str) -> bool {
    !shown.contains("://") && !shown.trim_end().ends_with(['：', ':']) && shown.chars().count() > 8
}

/// A line of a list of references: an address, or a number in brackets.
pub(super) fn is_reference(shown: &str) -> bool {
    let shown = shown.trim();
    if !has_address(shown.as_bytes()) {
        return false;
    }
    let numbered = shown.starts_with(['[', '【', '［', '①', '②', '③']) && !shown.starts_with("[[");
    let bare = without_addresses(shown);
    bare.chars().filter(|letter| letter.is_alphabetic()).count() <= 40
        || (numbered && shown.chars().count() <= 300)
}

fn without_addresses(text: &str) -> String {
    let mut words = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("://") {
        let scheme = rest[..at].trim_end_matches(|letter: char| letter.is_ascii_alphabetic()).len();
        words.push_str(&rest[..scheme]);
        let address = &rest[at..];
        let end = address.find(|letter: char| !letter.is_ascii_graphic()).unwrap_or(address.len());
        rest = &address[end..];
    }
    words.push_str(rest);
    words
}

/// Whether one of several lines may say that the rest has to be paid for.
pub(super) fn may_hold_paywall(text: &str) -> bool {
    ["付费", "订阅后", "会员专属", "剩余内容", "试读"]
        .iter()
        .any(|word| memchr::memmem::find(text.as_bytes(), word.as_bytes()).is_some())
}

/// Says that the rest has to be paid for.
pub(super) fn is_paywall(text: &str) -> bool {
    let any = |words: &str| words.split('、').any(|word| text.contains(word));
    text.len() < 600
        && any("付费会员、付费内容、付费阅读、订阅后、会员专属、付费后、剩余内容、试读")
        && any("后续、剩余、全文、继续阅读、解锁、专属、查看")
}

/// Words for who speaks, before the names of a credit.
const SPEAKERS: &[(Role, &str)] = &[
    (Role::Guest, "嘉宾、访谈嘉宾、对话嘉宾、受访者、受访嘉宾、演讲、受访、本期嘉宾、Guest"),
    (Role::Host, "主持、主持人、访谈、采访、主播、提问、对话、采访者、本期主播、Host"),
];

static SPEAKER: LazyLock<WordList<Role>> = LazyLock::new(|| WordList::beginning(SPEAKERS));

/// `嘉宾：…` and the like, in few words: part and names.
pub(super) fn credit_of_speaker(text: &str) -> Option<(Role, Box<str>)> {
    const MOST: usize = 60;
    let text = text.trim_start_matches(['>', '-', '*', ' ', '•', '·']);
    if !(text.starts_with(['_', '`', '[', '\\', '<']) || SPEAKER.before(text).is_some()) {
        return None;
    }
    let shown = plain(text);
    let (part, names) = shown.split_once(['：', ':', '｜', '|', '丨'])?;
    let (_, role) = SPEAKER.before(part.trim()).filter(|(length, _)| *length == part.trim().len())?;
    let names = names.trim();
    let plausible = !names.is_empty() && !names.contains(['？', '?', '。']) && shown.chars().count() <= MOST;
    plausible.then(|| (role, names.into()))
}
