//! What the writer of HTML is told: where it writes for, what may pass, what the site knows of addresses.

use std::borrow::Cow;

use crate::config::HtmlPolicy;

/// How Markdown becomes HTML.
#[derive(Clone, Copy)]
pub struct Options<'a> {
    /// What becomes of raw HTML.
    pub policy: HtmlPolicy,
    /// Who reads it.
    pub flavour: Flavour<'a>,
    /// What the site knows of addresses.
    pub links: &'a dyn Links,
    /// The few words that the writer adds, in the page's language.
    pub wording: &'static Wording,
    /// Ids that the page around the text uses; no heading gets one of them.
    pub reserved: &'a [&'a str],
}

impl Default for Options<'_> {
    fn default() -> Self {
        Self {
            policy: HtmlPolicy::Safe,
            flavour: Flavour::Page,
            links: &NoLinks,
            wording: &Wording::CHINESE,
            reserved: &[],
        }
    }
}

impl std::fmt::Debug for Options<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Options")
            .field("policy", &self.policy)
            .field("flavour", &self.flavour)
            .finish()
    }
}

/// Who reads the HTML.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Flavour<'a> {
    /// A page with the theme's style sheet.
    #[default]
    Page,
    /// A feed reader: absolute addresses, no classes, no ids.
    Feed {
        /// Absolute address of the article's page.
        page: &'a str,
    },
}

/// What the site knows of the addresses that a text names.
pub trait Links: Sync {
    /// Where a link leads, if the site knows better than the text; `None` leaves it as written.
    fn link(&self, url: &str) -> Option<Target<'_>>;

    /// What the site knows of a picture; `None` leaves it as written.
    fn picture(&self, url: &str) -> Option<Picture<'_>>;
}

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target<'a> {
    /// An address of this site, percent-encoded where it must be.
    pub url: Cow<'a, str>,
    /// The target's title, for links that have no text of their own.
    pub title: Option<&'a str>,
}

/// A picture that the site knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture<'a> {
    /// Its address, percent-encoded where it must be.
    pub url: Cow<'a, str>,
    /// Width and height in pixels, where known.
    pub size: Option<(u32, u32)>,
}

/// Knows nothing: every address stays as written.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoLinks;

impl Links for NoLinks {
    fn link(&self, _: &str) -> Option<Target<'_>> {
        None
    }

    fn picture(&self, _: &str) -> Option<Picture<'_>> {
        None
    }
}

/// The few words that the writer of HTML adds to a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wording {
    /// Name of a table's region.
    pub table: &'static str,
    /// Name of the list of footnotes.
    pub notes: &'static str,
    /// Name of a reference to a footnote, before its number.
    pub note: &'static str,
    /// Name of a link from a footnote to where it is referred to.
    pub back: &'static str,
    /// Name of a linked picture without a text, before the host.
    pub picture_link: &'static str,
    /// Name of a done task's box.
    pub done: &'static str,
    /// Name of an open task's box.
    pub open: &'static str,
    /// Summary of `details` that have none.
    pub details: &'static str,
    /// Titles of `[!NOTE]`, `[!TIP]`, `[!IMPORTANT]`, `[!WARNING]` and `[!CAUTION]`.
    pub alerts: [&'static str; 5],
}

impl Wording {
    /// Chinese.
    pub const CHINESE: Self = Self {
        table: "表格",
        notes: "注释",
        note: "注",
        back: "返回正文",
        picture_link: "图片链接",
        done: "已完成",
        open: "未完成",
        details: "详情",
        alerts: ["注意", "提示", "重要", "警告", "小心"],
    };

    /// English.
    pub const ENGLISH: Self = Self {
        table: "Table",
        notes: "Notes",
        note: "Note ",
        back: "Back to the text",
        picture_link: "Picture link",
        done: "done",
        open: "open",
        details: "Details",
        alerts: ["Note", "Tip", "Important", "Warning", "Caution"],
    };

    /// The wording for a BCP 47 tag: Chinese for Chinese, English for all else.
    pub fn of(language: &str) -> &'static Self {
        if language.get(..2).is_some_and(|start| start.eq_ignore_ascii_case("zh")) {
            &Self::CHINESE
        } else {
            &Self::ENGLISH
        }
    }
}
