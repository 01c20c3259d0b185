//! What metadata keys are called: one table for front matter and export headers of every origin.
//!
//! In comes a key as written, out goes the [`Field`] that it fills. Invariant: the first name of a field is the one that
//! the documentation uses; of two names in one file the earlier in the table wins.

use crate::diagnostic::nearest;

/// A field of `Metadata` that a file can fill.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Field {
    Title,
    Date,
    Updated,
    Author,
    Translator,
    Editor,
    Place,
    Source,
    Cover,
    Summary,
    Tags,
    Series,
    Slug,
    Aliases,
    Kind,
    Draft,
    Interview,
    Hosts,
    Speakers,
    KeepTail,
    Related,
    Lang,
    License,
    WechatShort,
}

impl Field {
    /// How many there are.
    pub(super) const COUNT: usize = Self::WechatShort as usize + 1;
}

/// A name that a field goes by.
pub(super) struct Key {
    /// The field that it fills.
    pub(super) field: Field,
    /// Where the name stands among the field's names: the lower, the better.
    pub(super) rank: u8,
}

/// The names in front matter: the documented one first, then those of Hugo, Hexo, Jekyll, Zola, Obsidian Web Clipper,
/// Cubox and of notes written by hand.
const NAMES: &[(Field, &[&str])] = &[
    (Field::Title, &["title", "标题", "pagetitle", "文章标题"]),
    (
        Field::Date,
        &[
            "date",
            "published",
            "发布时间",
            "发布日期",
            "日期",
            "发表时间",
            "时间",
            "发布于",
            "date_published",
            "published_at",
            "publish_date",
            "publishdate",
            "pubdate",
            "create_date",
        ],
    ),
    (Field::Updated, &["updated", "lastmod", "last_modified", "modified", "更新时间"]),
    (
        Field::Author,
        &["author", "authors", "文章作者", "公众号", "作者", "byline", "account", "来源公众号", "公众号名称"],
    ),
    (Field::Translator, &["translator", "translators", "译者", "翻译"]),
    (Field::Editor, &["editor", "editors", "编辑"]),
    (Field::Place, &["place", "发布地", "location", "地点"]),
    (
        Field::Source,
        &[
            "source",
            "原文链接",
            "url",
            "source_url",
            "original_url",
            "canonical",
            "canonical_url",
            "link",
            "原文",
            "链接",
            "原文地址",
            "文章链接",
            "文章地址",
            "来源链接",
            "来源",
        ],
    ),
    (Field::Cover, &["cover", "封面图链接", "封面", "cover_image", "image", "thumbnail"]),
    (Field::Summary, &["summary", "description", "excerpt", "摘要"]),
    (Field::Tags, &["tags", "tag", "keywords", "标签"]),
    (Field::Series, &["series", "系列", "专栏"]),
    (Field::Slug, &["slug"]),
    (Field::Aliases, &["aliases", "alias", "redirect_from"]),
    (Field::Kind, &["kind"]),
    (Field::Draft, &["draft"]),
    (Field::Interview, &["interview"]),
    (Field::Hosts, &["hosts", "host", "主持人"]),
    (Field::Speakers, &["speakers"]),
    (Field::KeepTail, &["keep_tail"]),
    (Field::Related, &["related"]),
    (Field::Lang, &["lang", "language"]),
    (Field::License, &["license", "licence"]),
    (Field::WechatShort, &["wechat_short"]),
];

/// The names that exporters write above a body, outside front matter.
const EXPORT_NAMES: &[(Field, &[&str])] = &[
    (Field::Date, &["发布时间", "发布日期"]),
    (Field::Author, &["文章作者", "公众号"]),
    (Field::Place, &["发布地"]),
    (Field::Source, &["原文链接"]),
    (Field::Cover, &["封面图链接"]),
];

/// The names that people write there; a body may begin with one of them too (`作者：你为什么写它？`).
const NOTE_NAMES: &[(Field, &[&str])] = &[
    (Field::Title, &["标题", "文章标题"]),
    (Field::Date, &["日期", "时间", "发表时间", "发布于", "date", "published"]),
    (Field::Author, &["作者", "来源公众号", "公众号名称", "author"]),
    (
        Field::Source,
        &["链接", "来源", "原文", "原文地址", "文章链接", "文章地址", "来源链接", "url", "link", "source"],
    ),
    (Field::Cover, &["封面"]),
    (Field::Tags, &["标签"]),
];

/// Keys of other tools that look like slips of ours.
const FOREIGN: &[&str] = &["created", "posts", "dates"];

/// The front matter keys that the documentation speaks of, in its order.
pub fn front_matter_keys() -> impl Iterator<Item = &'static str> {
    NAMES.iter().map(|(_, names)| names[0])
}

/// Every name of front matter that is not the documented one, with the documented one.
pub fn other_front_matter_keys() -> impl Iterator<Item = (&'static str, &'static str)> {
    NAMES.iter().flat_map(|(_, names)| names[1..].iter().map(|name| (*name, names[0])))
}

/// The field that a front matter key fills.
pub(super) fn in_front_matter(name: &str) -> Option<Key> {
    find(NAMES, name)
}

/// The field that an exporter's line above the body fills.
pub(super) fn in_export(name: &str) -> Option<Field> {
    find(EXPORT_NAMES, name).map(|key| key.field)
}

/// The field that a line above the body may fill if its value fits.
pub(super) fn in_note(name: &str) -> Option<Field> {
    find(NOTE_NAMES, name).map(|key| key.field)
}

/// The documented key that an unknown one was probably meant to be.
pub(super) fn meant_by(name: &str) -> Option<&'static str> {
    if FOREIGN.contains(&name) {
        return None;
    }
    nearest(name, front_matter_keys())
}

fn find(table: &[(Field, &'static [&'static str])], name: &str) -> Option<Key> {
    let matches = |known: &&str| {
        known.eq_ignore_ascii_case(name) || (known.contains('_') && same_but_dashes(known, name))
    };
    table.iter().find_map(|(field, names)| {
        let rank = names.iter().position(matches)?;
        Some(Key { field: *field, rank: rank as u8 })
    })
}

fn same_but_dashes(known: &str, name: &str) -> bool {
    known.len() == name.len()
        && known
            .bytes()
            .zip(name.bytes())
            .all(|(a, b)| a.eq_ignore_ascii_case(&b) || (a == b'_' && b == b'-'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_belongs_to_one_field() {
        let mut names: Vec<&str> = NAMES.iter().flat_map(|(_, names)| names.iter().copied()).collect();
        names.sort_unstable();
        let all = names.len();
        names.dedup();
        assert_eq!(names.len(), all);
    }

    #[test]
    fn header_names_are_front_matter_names_of_the_same_field() {
        for (field, names) in EXPORT_NAMES.iter().chain(NOTE_NAMES) {
            for name in *names {
                assert_eq!(in_front_matter(name).map(|key| key.field), Some(*field), "{name}");
            }
        }
    }

    #[test]
    fn keys_of_other_tools_are_no_slips_of_ours() {
        for name in [
            "id",
            "layout",
            "created",
            "category",
            "categories",
            "status",
            "type",
            "weight",
            "permalink",
            "template",
            "comments",
            "photos",
            "toc",
            "top",
            "cubox_url",
            "clip_date",
            "area",
            "people",
            "taxonomies",
            "math",
            "outputs",
            "cascade",
            "menu",
            "menus",
            "rating",
            "read",
            "state",
            "name",
            "topic",
            "highlights",
        ] {
            assert_eq!(in_front_matter(name).map(|key| key.field).or(None), None, "{name} is known");
            assert_eq!(meant_by(name), None, "{name}");
        }
    }

    #[test]
    fn slips_are_seen() {
        assert_eq!(meant_by("titel"), Some("title"));
        assert_eq!(meant_by("intervew"), Some("interview"));
        assert_eq!(in_front_matter("keep-tail").map(|key| key.field), Some(Field::KeepTail));
        assert_eq!(in_front_matter("Title").map(|key| key.field), Some(Field::Title));
    }
}
