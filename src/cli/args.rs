//! What may be typed. The help texts are the documentation of the commands.

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};

use crate::config::Config;
use crate::diagnostic::Format;

/// A static site generator that understands interviews
#[derive(Debug, Parser)]
#[command(name = "fangtan", version, max_term_width = 100)]
pub(super) struct Args {
    #[command(flatten)]
    pub(super) global: Global,
    #[command(subcommand)]
    pub(super) command: Option<Command>,
}

/// What every command takes.
#[derive(Debug, clap::Args)]
pub(super) struct Global {
    /// The site's folder [default: the current one]
    #[arg(long, value_name = "DIR", global = true)]
    pub(super) root: Option<PathBuf>,
    /// The configuration [default: fangtan.toml in the site's folder]
    #[arg(long, value_name = "FILE", global = true)]
    pub(super) config: Option<PathBuf>,
    /// Print diagnostics and nothing else
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    pub(super) quiet: bool,
    /// Print what was decided, too
    #[arg(short, long, global = true)]
    pub(super) verbose: bool,
    /// Colours
    #[arg(long, value_name = "WHEN", value_enum, default_value_t, global = true)]
    pub(super) color: Color,
    /// How diagnostics are written
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t, global = true)]
    pub(super) format: DiagnosticFormat,
    /// The language of messages [default: that of the system]
    #[arg(long, value_name = "LANGUAGE", value_parser = ["en", "zh"], global = true)]
    pub(super) lang: Option<String>,
}

/// When to colour.
#[derive(Debug, Clone, Copy, Default, ValueEnum)]
pub(super) enum Color {
    /// On a terminal, unless `NO_COLOR` is set
    #[default]
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// How diagnostics are written.
#[derive(Debug, Clone, Copy, Default, ValueEnum)]
pub(super) enum DiagnosticFormat {
    /// For people
    #[default]
    Human,
    /// One JSON array
    Json,
    /// SARIF 2.1.0
    Sarif,
    /// Workflow commands of GitHub Actions
    Github,
}

impl From<DiagnosticFormat> for Format {
    fn from(format: DiagnosticFormat) -> Self {
        match format {
            DiagnosticFormat::Human => Self::Human,
            DiagnosticFormat::Json => Self::Json,
            DiagnosticFormat::Sarif => Self::Sarif,
            DiagnosticFormat::Github => Self::GitHub,
        }
    }
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Write the site into public/
    Build(Build),
    /// Serve the site from memory, drafts and future articles included
    #[cfg(feature = "serve")]
    Serve(Serve),
    /// Print every diagnostic, write nothing
    Check(Check),
    /// Show how one article was read
    Inspect(Inspect),
    /// Begin an article
    New(New),
    /// Begin a site
    Init(Init),
    /// Bring in exports, saved pages and the articles of other generators
    Import(Import),
    /// Copy the pictures that articles show from elsewhere into the site
    #[cfg(feature = "mirror")]
    Mirror(Mirror),
    /// Print completions for a shell
    Completions(Completions),
    /// Print a JSON Schema, for editors
    Schema(Schema),
    /// Print the manual page
    Man(Man),
}

/// Which articles, for which address.
#[derive(Debug, clap::Args)]
pub(super) struct Selection {
    /// Where the site will stand, instead of the configured address
    #[arg(long, value_name = "URL", value_parser = base_url)]
    pub(super) base_url: Option<String>,
    /// With drafts
    #[arg(long)]
    pub(super) drafts: bool,
    /// With articles dated in the future
    #[arg(long)]
    pub(super) future: bool,
}

#[derive(Debug, clap::Args)]
pub(super) struct Build {
    /// Where to write [default: public in the site's folder]
    #[arg(short, long, value_name = "DIR")]
    pub(super) output: Option<PathBuf>,
    #[command(flatten)]
    pub(super) selection: Selection,
    /// Write nothing if there is a warning
    #[arg(long)]
    pub(super) deny_warnings: bool,
    /// Print how long each stage took
    #[arg(long)]
    pub(super) stats: bool,
}

#[cfg(feature = "serve")]
#[derive(Debug, clap::Args)]
pub(super) struct Serve {
    /// Build again when a file changes, and show it in the open pages
    #[arg(short, long)]
    pub(super) watch: bool,
    /// The port; if it is in use, the next that is free [default: 4000]
    #[arg(short, long, value_name = "N")]
    pub(super) port: Option<u16>,
    /// The address to listen on; 0.0.0.0 lets other machines in
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1")]
    pub(super) host: std::net::IpAddr,
    /// Open the site in the browser
    #[arg(long)]
    pub(super) open: bool,
    /// What opens files: vscode, cursor, zed, idea, sublime, vim, emacs …, or an address with {path}, {line} and
    /// {column}
    #[arg(long, value_name = "EDITOR", default_value = "vscode")]
    pub(super) editor: crate::serve::Editor,
    /// Look through the folders every so many milliseconds instead of waiting for events: for network
    /// drives, and for Windows drives below WSL
    #[arg(long, value_name = "MS", num_args = 0..=1, default_missing_value = "250")]
    pub(super) poll: Option<u64>,
}

#[derive(Debug, clap::Args)]
pub(super) struct Check {
    #[command(flatten)]
    pub(super) selection: Selection,
    /// List the articles that are pointed to and not here
    #[arg(long)]
    pub(super) missing: bool,
    /// Ask whether the addresses that articles link to still answer
    #[cfg(feature = "mirror")]
    #[arg(long)]
    pub(super) external: bool,
    /// With --external: ask addresses of this machine and of private networks, too
    #[cfg(feature = "mirror")]
    #[arg(
        long,
        requires = "external",
        value_name = "ADDRESSES",
        num_args = 0..,
        require_equals = true,
        value_delimiter = ','
    )]
    pub(super) allow_private: Option<Vec<std::net::IpAddr>>,
    /// Mend slips of the hand: shows a diff, then asks
    #[arg(long)]
    pub(super) fix: bool,
    /// Write what --fix shows without asking
    #[arg(long, requires = "fix")]
    pub(super) yes: bool,
    /// End with code 1 if there is a warning
    #[arg(long)]
    pub(super) deny_warnings: bool,
}

#[derive(Debug, clap::Args)]
pub(super) struct Inspect {
    /// A Markdown file, in a site or anywhere
    #[arg(required_unless_present = "speakers")]
    pub(super) file: Option<PathBuf>,
    /// Everyone who speaks on the site, with their spellings and why they are one person
    #[arg(long, conflicts_with = "file")]
    pub(super) speakers: bool,
    /// As JSON
    #[arg(long)]
    pub(super) json: bool,
}

#[derive(Debug, Default, clap::Args)]
pub(super) struct New {
    /// The article's title
    pub(super) title: String,
    /// Who answers
    #[arg(long, value_name = "NAME")]
    pub(super) guest: Option<String>,
    /// Who asks
    #[arg(long, value_name = "NAME")]
    pub(super) host: Option<String>,
    /// Open the draft in the editor, and in the browser if the site is being served
    #[cfg(feature = "serve")]
    #[arg(long)]
    pub(super) open: bool,
    /// What opens files: vscode, cursor, zed, idea, sublime, vim, emacs …, or an address with {path}, {line} and
    /// {column}
    #[cfg(feature = "serve")]
    #[arg(long, value_name = "EDITOR", default_value = "vscode")]
    pub(super) editor: crate::serve::Editor,
}

#[derive(Debug, clap::Args)]
pub(super) struct Init {
    /// The site's folder [default: the current one]
    #[arg(value_name = "DIR")]
    pub(super) folder: Option<PathBuf>,
    /// Name of the site, instead of being asked
    #[arg(long)]
    pub(super) title: Option<String>,
    /// Where it will stand, instead of being asked
    #[arg(long, value_name = "URL", value_parser = base_url)]
    pub(super) base_url: Option<String>,
    /// Its language, instead of being asked
    #[arg(long, value_name = "TAG")]
    pub(super) language: Option<String>,
    /// Hosts to write files for [default: all]
    #[arg(long, value_name = "HOST", value_enum, value_delimiter = ',')]
    pub(super) deploy: Vec<Host>,
}

/// Where a site may be published.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Host {
    /// GitHub Pages
    Github,
    /// Cloudflare Pages
    Cloudflare,
    /// Netlify
    Netlify,
    /// Vercel
    Vercel,
    /// A server of one's own, with nginx
    Nginx,
    /// A server of one's own, with Caddy
    Caddy,
    /// Nowhere yet
    None,
}

impl Host {
    /// Those that need files.
    pub(super) const ALL: &[Self] =
        &[Self::Github, Self::Cloudflare, Self::Netlify, Self::Vercel, Self::Nginx, Self::Caddy];
}

#[derive(Debug, clap::Args)]
pub(super) struct Import {
    /// Exports of an account, saved WeChat pages, the sites of Hexo, Hugo, Jekyll and Zola
    #[arg(value_name = "PATH", required = true)]
    pub(super) paths: Vec<PathBuf>,
    /// Where they go, below the site's content folder [default: content]
    #[arg(long, value_name = "DIR")]
    pub(super) into: Option<PathBuf>,
    /// Write export headers as YAML front matter
    #[arg(long)]
    pub(super) convert: bool,
    /// Say what would be done, and do nothing
    #[arg(short = 'n', long)]
    pub(super) dry_run: bool,
}

#[cfg(feature = "mirror")]
#[derive(Debug, clap::Args)]
pub(super) struct Mirror {
    /// Of this article alone
    #[arg(long, value_name = "ARTICLE")]
    pub(super) only: Option<PathBuf>,
    /// Print the addresses that would be asked, and ask nobody
    #[arg(short = 'n', long)]
    pub(super) dry_run: bool,
    /// List the copies that no article shows any more, and ask nobody
    #[arg(long, conflicts_with_all = ["only", "dry_run"])]
    pub(super) prune: bool,
    /// With --prune: remove them
    #[arg(short, long, requires = "prune")]
    pub(super) yes: bool,
    /// Longest picture: bytes, or with K or M
    #[arg(long, value_name = "SIZE", default_value = "20M", value_parser = size)]
    pub(super) max_size: u64,
    /// Kinds that are wanted, separated by commas [default: avif,bmp,gif,jpeg,png,svg,webp]
    #[arg(long, value_name = "KINDS", value_delimiter = ',', value_parser = kind)]
    pub(super) types: Vec<crate::picture::Kind>,
    /// Ask addresses of this machine and of private networks, too
    #[arg(long, value_name = "ADDRESSES", num_args = 0.., require_equals = true, value_delimiter = ',')]
    pub(super) allow_private: Option<Vec<std::net::IpAddr>>,
    /// How long a host may take to answer, and to go on [default: 10 to 20]
    #[arg(long, value_name = "SECONDS", value_parser = seconds)]
    pub(super) timeout: Option<f64>,
}

/// What `--allow-private` allows: the addresses that it names, and without any every one.
#[cfg(feature = "mirror")]
pub(super) fn private(told: Option<&[std::net::IpAddr]>) -> crate::mirror::Private {
    use crate::mirror::Private;
    match told {
        None => Private::Refused,
        Some([]) => Private::Allowed,
        Some(addresses) => Private::These(addresses.to_vec()),
    }
}

#[derive(Debug, clap::Args)]
pub(super) struct Completions {
    /// Which shell
    #[arg(value_enum)]
    pub(super) shell: clap_complete::Shell,
}

#[derive(Debug, clap::Args)]
pub(super) struct Schema {
    /// Of what
    #[arg(value_enum)]
    pub(super) of: SchemaOf,
}

/// What a JSON Schema describes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum SchemaOf {
    /// Front matter of an article
    FrontMatter,
    /// fangtan.toml
    Config,
    /// What inspect --json prints
    Inspect,
}

#[derive(Debug, clap::Args)]
pub(super) struct Man {
    /// Write a page for every command into this folder instead
    #[arg(value_name = "DIR")]
    pub(super) folder: Option<PathBuf>,
}

fn base_url(url: &str) -> Result<String, &'static str> {
    Config::normal_base_url(url).ok_or("an address with scheme and host is needed: https://…/")
}

#[cfg(feature = "mirror")]
fn size(text: &str) -> Result<u64, &'static str> {
    let upper = text.to_ascii_uppercase();
    let (number, unit) = match upper.strip_suffix('K') {
        Some(number) => (number, 1 << 10),
        None => upper.strip_suffix('M').map_or((upper.as_str(), 1), |number| (number, 1 << 20)),
    };
    let bytes = number.parse::<u64>().ok().and_then(|number| number.checked_mul(unit));
    bytes.filter(|bytes| *bytes > 0).ok_or("a number of bytes is needed, as 500K or 20M")
}

#[cfg(feature = "mirror")]
fn kind(name: &str) -> Result<crate::picture::Kind, &'static str> {
    crate::picture::Kind::named(name).ok_or("one of avif, bmp, gif, jpeg, png, svg and webp is needed")
}

#[cfg(feature = "mirror")]
fn seconds(text: &str) -> Result<f64, &'static str> {
    let seconds = text.parse::<f64>().ok().filter(|seconds| (0.01..=3600.0).contains(seconds));
    seconds.ok_or("a number of seconds is needed, at most 3600")
}
