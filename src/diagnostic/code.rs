//! The closed list of fault kinds: names, not numbers, as messages print them and the documentation explains them.

use serde::{Deserialize, Serialize};

macro_rules! codes {
    ($($(#[doc = $doc:literal])* $name:ident = $text:literal,)*) => {
        /// What kind of fault a diagnostic speaks of.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum Code {
            $($(#[doc = $doc])* #[serde(rename = $text)] $name,)*
        }

        impl Code {
            /// Every code there is, in the order of the documentation.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// The printed name, `stage/what-is-wrong`.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text,)* }
            }

            /// What it is, in a sentence.
            pub fn summary(self) -> &'static str {
                match self { $(Self::$name => concat!($($doc),*).trim_ascii(),)* }
            }
        }
    };
}

/// The page of the documentation that has a section for every code.
const EXPLAINED: &str = include_str!("../../docs/content/diagnostics.md");

impl Code {
    /// What the documentation says of it.
    pub fn explanation(self) -> &'static str {
        let section = EXPLAINED.split("\n## ").find_map(|section| {
            let text = section.strip_prefix(self.as_str())?;
            text.starts_with('\n').then_some(text.trim())
        });
        section.unwrap_or(self.summary())
    }
}

codes! {
    /// A file or folder below `content/` cannot be read.
    Unreadable = "source/unreadable",
    /// A folder whose name ends in `.md`.
    FolderNamedLikeArticle = "source/folder-named-like-article",
    /// A content file is not UTF-8.
    NotUtf8 = "source/not-utf8",
    /// A content file holds no text.
    Empty = "source/empty",
    /// `fangtan.toml` does not parse, or a value has the wrong type.
    BadConfig = "config/invalid",
    /// A key of `fangtan.toml` that nothing reads.
    UnknownConfigKey = "config/unknown-key",
    /// `base_url` is not given.
    NoBaseUrl = "config/no-base-url",
    /// The ledger of copied pictures cannot be read, or names what is none.
    BadLedger = "picture/ledger",
    /// A copied picture that is not there, or is not the one that was copied.
    LostCopy = "picture/lost-copy",
    /// A remote picture that could not be copied.
    NotCopied = "picture/not-copied",
    /// The front matter is no YAML, or a value has the wrong type.
    BadFrontMatter = "article/front-matter",
    /// The front matter never ends.
    UnclosedFrontMatter = "article/unclosed-front-matter",
    /// A front matter key one letter or so off a known one.
    MisspelledKey = "article/misspelled-key",
    /// A date that is none.
    BadDate = "article/bad-date",
    /// An article without a date.
    NoDate = "article/no-date",
    /// An article without a title.
    NoTitle = "article/no-title",
    /// A quote whose first line looks like the kind of an aside, and is none.
    UnknownAside = "markdown/unknown-aside",
    /// Words behind a code fence that nothing reads.
    Fence = "markdown/fence",
    /// The reading is doubtful; the message says what was taken and why.
    DoubtfulInterview = "interview/doubtful",
    /// The front matter names a speaker who never speaks.
    UnknownSpeaker = "interview/unknown-speaker",
    /// The article is only the free beginning of a paid one.
    PaidStub = "interview/paid-stub",
    /// Two articles claim one WeChat identity.
    SameIdentity = "graph/same-identity",
    /// Two pages claim one address.
    Collision = "page/collision",
    /// A slug, alias or permalink that cannot be an address.
    BadSlug = "page/bad-slug",
    /// Two tags differ only in case or width.
    SimilarTags = "page/similar-tags",
    /// A tag too long to be one.
    LongTag = "page/long-tag",
    /// A link into the site whose target is not there.
    BrokenLink = "page/broken-link",
    /// A picture of the site that is not there.
    MissingPicture = "page/missing-picture",
    /// An article is no longer where it was published, and nothing else is.
    VanishedAddress = "page/vanished-address",
    /// A picture of a feed on a host that refuses foreign readers.
    ForeignPicture = "page/foreign-picture",
    /// A cover that is an SVG, which only browsers show.
    DrawnCover = "page/drawn-cover",
    /// Two articles say nearly the same.
    Twins = "review/twins",
    /// Only the lists of all articles lead to it.
    Orphan = "review/orphan",
    /// A picture without words.
    NoAlt = "review/no-alt",
    /// An article without a cover.
    NoCover = "review/no-cover",
    /// Nobody answers at an address that an article links to.
    DeadLink = "review/dead-link",
    /// 往期回顾 of the site's own account that is not here.
    UnresolvedRelated = "review/unresolved-related",
    /// A template does not parse.
    BadTemplate = "render/template",
    /// A theme is missing, or its `theme.toml` is wrong.
    BadTheme = "render/theme",
}
