//! Every key of the configuration, and where it goes.
//!
//! In comes the parsed file, section by section; a [`Config`] that holds the defaults is filled. Invariant: a key that
//! is not named here is reported as unknown.

use toml::Spanned;
use toml::de::DeValue;

use super::section::{File, Section};
use super::{
    Config, DeclaredRole, DeclaredSpeaker, FeedKind, HtmlPolicy, MenuLink, Output, Redirect, SpeakerEntry,
    zone,
};
use crate::diagnostic::{Code, Diagnostic, Place};

/// What stands above the first section.
const TOP: &[&str] = &["title", "base_url", "description", "language", "author", "timezone"];

impl Config {
    /// Takes everything that the file says.
    pub(super) fn fill(&mut self, file: &mut File<'_>, mut top: Section<'_>) {
        top.fill(file, "title", &mut self.title);
        top.fill(file, "description", &mut self.description);
        top.fill(file, "language", &mut self.language);
        top.fill(file, "author", &mut self.author);
        self.fill_base_url(file, &mut top);
        self.fill_timezone(file, &mut top);

        let section = top.section(file, "output");
        self.output.fill(file, section);

        let mut paginate = top.section(file, "paginate");
        paginate.fill_count(file, "by", 1, &mut self.paginate_by);
        paginate.finish(file, TOP);

        let mut feed = top.section(file, "feed");
        feed.fill_count(file, "items", 1, &mut self.feed_items);
        feed.finish(file, TOP);

        let section = top.section(file, "permalink");
        self.fill_permalink(file, section);
        let section = top.section(file, "interview");
        self.fill_interview(file, section);
        let section = top.section(file, "speakers");
        self.fill_speakers(file, section);

        let mut related = top.section(file, "related");
        related.fill_list(file, "headings", &mut self.rules.related_headings);
        related.fill_count(file, "fill", 0, &mut self.related_fill);
        related.finish(file, TOP);

        let section = top.section(file, "markdown");
        self.fill_markdown(file, section);

        let mut theme = top.section(file, "theme");
        let name = theme.text(file, "name");
        (self.theme_options, self.theme_places) = theme.rest(file);
        if let Some(name) = name {
            let place = Place::in_text(file.path, file.text, name.span());
            self.theme_places.insert("name".to_owned(), place);
            self.theme = name.into_inner();
        }

        let section = top.section(file, "site");
        self.fill_site(file, section);
        let section = top.section(file, "redirects");
        self.fill_redirects(file, section);
        top.finish(file, &[]);
    }

    fn fill_base_url(&mut self, file: &mut File<'_>, top: &mut Section<'_>) {
        let Some(value) = top.take("base_url") else {
            let message = format!("no base_url; {} stands in", self.base_url);
            let fault = Diagnostic::warning(Code::NoBaseUrl, message).at(Place::file(file.path));
            file.diagnostics
                .push(fault.help("write `base_url = \"https://…/\"` with the address of the site"));
            return;
        };
        match value.get_ref().as_str().and_then(Self::normal_base_url) {
            Some(url) => self.base_url = url,
            None => {
                let written = value.get_ref().as_str().unwrap_or_default().trim_matches(['/', ' ']);
                let help = match written {
                    host if host.contains('.') && !host.contains([':', ' ']) => {
                        format!("write `base_url = \"https://{host}/\"`")
                    }
                    _ => "write `base_url = \"https://…/\"`, with scheme and host".to_owned(),
                };
                file.refuse(value.span(), "\"base_url\" takes an address with scheme and host".into(), help);
            }
        }
    }

    fn fill_timezone(&mut self, file: &mut File<'_>, top: &mut Section<'_>) {
        let Some(text) = top.text(file, "timezone") else { return };
        match zone::offset(text.get_ref()) {
            Some(offset) => {
                self.offset = offset;
                self.rules.offset = offset;
            }
            None => {
                let message = format!("\"{}\" is no offset from UTC", text.get_ref());
                file.refuse(
                    text.span(),
                    message,
                    "write `timezone = \"+08:00\"`; a zone with summer time has no one offset",
                );
            }
        }
    }

    fn fill_permalink(&mut self, file: &mut File<'_>, mut section: Section<'_>) {
        if let Some(pattern) = section.text(file, "article") {
            let goes_up = pattern.get_ref().split('/').any(|part| matches!(part, "." | ".."));
            let is_whole = !goes_up && !pattern.get_ref().contains("//");
            if pattern.get_ref().starts_with('/') && pattern.get_ref().contains(':') && is_whole {
                self.permalink = pattern.into_inner();
            } else {
                let message = format!("\"{}\" is no pattern of an address", pattern.get_ref());
                file.refuse(pattern.span(), message, "write `article = \"/:slug/\"`");
            }
        }
        section.finish(file, TOP);
    }

    fn fill_interview(&mut self, file: &mut File<'_>, mut section: Section<'_>) {
        section.fill_list(file, "hosts", &mut self.rules.hosts);
        section.fill_list(file, "ignore", &mut self.rules.ignore);
        section.fill_switch(file, "keep_tail", &mut self.rules.keep_tail);
        section.finish(file, TOP);
    }

    fn fill_speakers(&mut self, file: &mut File<'_>, mut section: Section<'_>) {
        for (name, mut speaker) in section.named(file) {
            let mut declared = DeclaredSpeaker { name: name.clone(), ..DeclaredSpeaker::default() };
            speaker.fill_list(file, "aliases", &mut declared.aliases);
            declared.role = choose(
                file,
                &mut speaker,
                "role",
                DeclaredRole::parse,
                "\"host\", \"guest\" or \"audience\"",
            );
            let url = address(file, &mut speaker).map(Spanned::into_inner);
            let bio = speaker.text(file, "bio").map(Spanned::into_inner);
            speaker.finish(file, TOP);
            self.rules.speakers.push(declared);
            self.speakers.insert(name, SpeakerEntry { url, bio });
        }
    }

    fn fill_markdown(&mut self, file: &mut File<'_>, mut section: Section<'_>) {
        let parse = |text: &str| match text {
            "safe" => Some(HtmlPolicy::Safe),
            "text" => Some(HtmlPolicy::Text),
            "raw" => Some(HtmlPolicy::Raw),
            _ => None,
        };
        let html = choose(file, &mut section, "html", parse, "\"safe\", \"text\" or \"raw\"");
        self.html = html.unwrap_or_default();
        section.finish(file, TOP);
    }

    fn fill_site(&mut self, file: &mut File<'_>, mut section: Section<'_>) {
        self.icp = section.text(file, "icp").map(Spanned::into_inner);
        self.police = section.text(file, "police").map(Spanned::into_inner);
        self.license = section.text(file, "license").map(Spanned::into_inner);
        if let Some(menu) = section.take("menu") {
            self.menu = menu_links(file, menu);
        }
        section.finish(file, TOP);
    }
}

impl Config {
    fn fill_redirects(&mut self, file: &mut File<'_>, mut section: Section<'_>) {
        for (from, to) in section.pairs(file, "redirects") {
            let place = Place::in_text(file.path, file.text, to.span());
            self.redirects.push(Redirect { from, to: to.into_inner(), place });
        }
        self.redirects.sort_by(|one, other| one.from.cmp(&other.from));
    }
}

impl Output {
    fn fill(&mut self, file: &mut File<'_>, mut section: Section<'_>) {
        section.fill_switch(file, "markdown", &mut self.markdown);
        section.fill_switch(file, "json", &mut self.json);
        section.fill_switch(file, "search", &mut self.search);
        section.fill_switch(file, "speakers", &mut self.speakers);
        section.fill_switch(file, "questions", &mut self.questions);
        section.fill_switch(file, "map", &mut self.map);
        section.fill_switch(file, "llms", &mut self.llms);
        if let Some(feeds) = section.texts(file, "feeds") {
            self.feeds = feeds.into_iter().filter_map(|feed| feed_kind(file, &feed)).collect();
            self.feeds.dedup();
        }
        section.finish(file, TOP);
    }
}

fn feed_kind(file: &mut File<'_>, feed: &Spanned<String>) -> Option<FeedKind> {
    match feed.get_ref().as_str() {
        "rss" => Some(FeedKind::Rss),
        "atom" => Some(FeedKind::Atom),
        "json" => Some(FeedKind::Json),
        other => {
            let message = format!("\"{other}\" is no kind of feed");
            file.refuse(feed.span(), message, "take \"rss\", \"atom\" or \"json\"");
            None
        }
    }
}

/// One of a few words.
fn choose<T>(
    file: &mut File<'_>,
    section: &mut Section<'_>,
    key: &'static str,
    parse: impl Fn(&str) -> Option<T>,
    words: &str,
) -> Option<T> {
    let text = section.text(file, key)?;
    let chosen = parse(text.get_ref());
    if chosen.is_none() {
        let message = format!("\"{key}\" takes {words}, not \"{}\"", text.get_ref());
        file.refuse(text.span(), message, format!("write {words}"));
    }
    chosen
}

/// Where a link leads: whoever copies a line into a configuration is not to run a script with it.
fn address(file: &mut File<'_>, section: &mut Section<'_>) -> Option<Spanned<String>> {
    let url = section.text(file, "url")?;
    let scheme = url.get_ref().split_once(':').map(|(scheme, _)| scheme);
    let scheme = scheme.filter(|scheme| !scheme.contains(['/', '?', '#']));
    let known =
        |scheme: &str| ["http", "https", "mailto", "tel"].iter().any(|it| scheme.eq_ignore_ascii_case(it));
    if scheme.is_none_or(known) {
        return Some(url);
    }
    let message = format!("\"{}\" is no address that a page may link to", url.get_ref());
    file.refuse(url.span(), message, "write one that begins with https:, http:, mailto:, tel: or a slash");
    None
}

fn menu_links(file: &mut File<'_>, menu: Spanned<DeValue<'_>>) -> Vec<MenuLink> {
    const HELP: &str = "write `menu = [{ name = \"…\", url = \"/…/\" }]`";
    let span = menu.span();
    let DeValue::Array(list) = menu.into_inner() else {
        file.refuse(span, "\"site.menu\" takes a list of links".into(), HELP);
        return Vec::new();
    };
    let mut links = Vec::with_capacity(list.len());
    for element in list {
        let span = element.span();
        let DeValue::Table(table) = element.into_inner() else {
            file.refuse(span, "a link of the menu takes a name and a url".into(), HELP);
            continue;
        };
        let mut link = Section::new("site.menu", table);
        let name = link.text(file, "name");
        let faults = file.diagnostics.len();
        let url = address(file, &mut link);
        let refused = file.diagnostics.len() > faults;
        link.finish(file, &[]);
        match (name, url) {
            (Some(name), Some(url)) => {
                links.push(MenuLink { name: name.into_inner(), url: url.into_inner() });
            }
            _ if refused => {}
            _ => file.refuse(span, "a link of the menu takes a name and a url".into(), HELP),
        }
    }
    links
}
