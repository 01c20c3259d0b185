//! What fangtan says, in the reader's language.
//!
//! Messages are made in English, where what they tell is known; here whole messages are turned into another language
//! just before they are printed. In comes an English message, out goes the same in Chinese. Invariant: what has no
//! entry in the table stays English, whole; names, paths and numbers in a message pass as they are.
//!
//! The table's entries are patterns with `{}` where the author's own words stand, as in gettext's `msgid`. Since the
//! match is on the finished message, faults that a memo replays and those that are new are said alike.

mod chinese;
mod pattern;

use std::borrow::Cow;
use std::sync::OnceLock;

use pattern::Table;

/// A language that fangtan speaks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Language {
    /// English, in which messages are made.
    #[default]
    English,
    /// Chinese, in simplified characters.
    Chinese,
}

impl Language {
    /// The language of a POSIX locale: `zh_CN.UTF-8` is Chinese, `C` and everything else English.
    pub fn of_locale(locale: &str) -> Self {
        let language = locale.split(['_', '.', '-', '@']).next().unwrap_or_default();
        if language.eq_ignore_ascii_case("zh") { Self::Chinese } else { Self::English }
    }

    /// The language of the environment: the first of `LC_ALL`, `LC_MESSAGES` and `LANG` that says one (POSIX.1-2017,
    /// XBD 8.2).
    pub fn of_environment() -> Self {
        let said = |name| std::env::var(name).ok().filter(|locale| !locale.is_empty());
        let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(said);
        locale.map_or_else(Self::default, |locale| Self::of_locale(&locale))
    }

    /// A message in this language.
    pub fn say(self, message: &str) -> Cow<'_, str> {
        match self {
            Self::English => Cow::Borrowed(message),
            Self::Chinese => self.entry(message).map_or(Cow::Borrowed(message), Cow::Owned),
        }
    }

    /// A message in this language, if the table knows it.
    pub fn entry(self, message: &str) -> Option<String> {
        static CHINESE: OnceLock<Table> = OnceLock::new();
        match self {
            Self::English => Some(message.to_owned()),
            Self::Chinese => CHINESE.get_or_init(|| Table::new(chinese::all())).find(message),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_is_that_of_the_locale() {
        for (locale, language) in [
            ("zh_CN.UTF-8", Language::Chinese),
            ("zh-Hans-CN", Language::Chinese),
            ("ZH", Language::Chinese),
            ("C.UTF-8", Language::English),
            ("za_CN", Language::English),
            ("", Language::English),
        ] {
            assert_eq!(Language::of_locale(locale), language, "{locale}");
        }
    }

    #[test]
    fn what_the_author_wrote_passes_as_it_is() {
        let said = Language::Chinese.say("\"昨天 {} is no date\" is no date").into_owned();
        assert_eq!(said, "“昨天 {} is no date”不是日期");
    }

    #[test]
    fn parts_of_a_message_are_said_too() {
        assert_eq!(
            Language::Chinese.say("2 errors, 1 warning; nothing was written"),
            "2 个错误，1 个警告；没有写入任何文件"
        );
        assert_eq!(
            Language::Chinese.say("\"tags\" takes a list of texts, not a number"),
            "“tags”要写文字的列表，不是数字"
        );
    }

    #[test]
    fn what_is_not_in_the_table_stays_english() {
        assert_eq!(Language::Chinese.say("flux capacitor missing"), "flux capacitor missing");
    }
}
