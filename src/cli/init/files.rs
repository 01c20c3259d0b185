//! The files of a new site: configuration, an example that explains itself, and what each host asks for.

use std::path::PathBuf;

use jiff::civil::DateTime;

use crate::cli::args::{Host, SchemaOf};
use crate::cli::schema;
use crate::render::plain_policy;

/// A file to be written.
pub(super) struct File {
    /// Below the site's folder.
    pub(super) path: PathBuf,
    /// What stands in it.
    pub(super) text: String,
}

/// What the publisher answered.
pub(super) struct Answers {
    pub(super) title: String,
    /// `None` if it is not known yet.
    pub(super) base_url: Option<String>,
    pub(super) language: String,
    /// The folder's name, from which hosts get a project's name.
    pub(super) folder: String,
}

const CONFIG: &str = include_str!("site/fangtan.toml");
const EXAMPLE: &str = include_str!("site/example.md");
const EDITOR: &str = include_str!("site/settings.json");
const IGNORE: &str = "# What `fangtan build` writes, and what it remembers.\n/public/\n/.fangtan/\n";

/// What each host asks for, and where it looks for it.
fn of_host(host: Host) -> &'static [(&'static str, &'static str)] {
    const BUILD: (&str, &str) = ("deploy/build.sh", include_str!("site/build.sh"));
    match host {
        Host::Github => &[(".github/workflows/publish.yml", include_str!("site/publish.yml"))],
        Host::Cloudflare => &[BUILD, ("wrangler.toml", include_str!("site/wrangler.toml"))],
        Host::Netlify => &[BUILD, ("netlify.toml", include_str!("site/netlify.toml"))],
        Host::Vercel => &[BUILD, ("vercel.json", include_str!("site/vercel.json"))],
        Host::Nginx => &[("deploy/nginx.conf", include_str!("site/nginx.conf"))],
        Host::Caddy => &[("deploy/Caddyfile", include_str!("site/Caddyfile"))],
        Host::None => &[],
    }
}

/// Everything but the example, for these hosts.
pub(super) fn of_site(answers: &Answers, hosts: &[Host]) -> Result<Vec<File>, serde_json::Error> {
    let mut files = vec![File { path: "fangtan.toml".into(), text: configuration(answers) }];
    files.push(File { path: ".gitignore".into(), text: IGNORE.into() });
    files.extend(editor()?);
    let project = project(&answers.folder);
    for (path, text) in hosts.iter().flat_map(|host| of_host(*host)) {
        let path = PathBuf::from(path);
        if files.iter().all(|file| file.path != path) {
            let text = text
                .replace("{version}", env!("CARGO_PKG_VERSION"))
                .replace("{policy}", &plain_policy())
                .replace("{project}", &project);
            files.push(File { path, text });
        }
    }
    Ok(files)
}

/// What ties the schemas of front matter and configuration to an editor: VS Code's settings, which others read, too.
fn editor() -> Result<Vec<File>, serde_json::Error> {
    let file = |name: &str, text: String| File { path: format!(".vscode/{name}").into(), text };
    Ok(vec![
        file("settings.json", EDITOR.to_owned()),
        file("fangtan.schema.json", schema::text(SchemaOf::Config)?),
        file("front-matter.schema.json", schema::text(SchemaOf::FrontMatter)?),
    ])
}

/// The first article, which explains the format by being one.
pub(super) fn example(now: DateTime) -> File {
    let text = EXAMPLE.replace("{date}", &now.strftime("%Y-%m-%d %H:%M").to_string());
    File { path: format!("content/{}-first-interview.md", now.date()).into(), text }
}

fn configuration(answers: &Answers) -> String {
    let base_url = match &answers.base_url {
        Some(url) => format!("base_url = {}", quoted(url)),
        None => "#base_url = \"https://example.org/\"".into(),
    };
    CONFIG
        .replace("{title}", &quoted(&answers.title))
        .replace("{base_url}", &base_url)
        .replace("{language}", &quoted(&answers.language))
}

/// A JSON string is a TOML string, whatever stands in it.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// A name that every host takes: small Latin letters, digits and hyphens.
fn project(folder: &str) -> String {
    let plain = |letter: char| if letter.is_ascii_alphanumeric() { letter.to_ascii_lowercase() } else { '-' };
    let name: String = folder.chars().map(plain).collect();
    let parts: Vec<&str> = name.split('-').filter(|part| !part.is_empty()).collect();
    if parts.is_empty() { "interviews".to_owned() } else { parts.join("-") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answers() -> Answers {
        Answers {
            title: "问 \"与\" 答".into(),
            base_url: Some("https://example.org/".into()),
            language: "zh-CN".into(),
            folder: "我的 Interviews".into(),
        }
    }

    /// The configuration with every option that is a comment switched on.
    fn with_every_option(text: &str) -> String {
        let option = |line: &str| line.starts_with('#') && !line.starts_with("# ") && !line.starts_with("#:");
        let line = |line: &str| if option(line) { format!("{}\n", &line[1..]) } else { format!("{line}\n") };
        text.lines().map(line).collect()
    }

    #[test]
    fn every_option_that_is_a_comment_is_an_option_and_says_its_default() {
        let text = configuration(&answers());
        let before = crate::config::Config::parse(&"fangtan.toml".into(), &text);
        let after = crate::config::Config::parse(&"fangtan.toml".into(), &with_every_option(&text));
        assert_eq!((before.diagnostics, after.diagnostics), (vec![], vec![]));
        let mut after = after.value;
        assert_eq!(after.speakers.keys().collect::<Vec<_>>(), ["阮听泉"]);
        after.speakers.clear();
        after.rules.speakers.clear();
        after.theme_places.clear();
        assert_eq!((after.menu.drain(..).count(), after.redirects.drain(..).count()), (2, 1));
        for text in [&mut after.icp, &mut after.police, &mut after.license] {
            assert_eq!(text.take().as_deref(), Some(""));
        }
        assert_eq!(after, before.value);
        assert_eq!(after.title, "问 \"与\" 答");
    }

    #[test]
    fn no_placeholder_is_left_in_a_file() {
        for file in of_site(&answers(), Host::ALL).unwrap() {
            for name in ["{version}", "{policy}", "{project}", "{title}", "{base_url}", "{language}"] {
                assert!(!file.text.contains(name), "{name} in {}", file.path.display());
            }
        }
    }

    #[test]
    fn a_project_has_a_name_that_hosts_take() {
        assert_eq!(project("我的 Interviews_2"), "interviews-2");
        assert_eq!(project("访谈"), "interviews");
    }
}
