//! Markdown on standard input to HTML on standard output: as articles are written, or with `--chinese` or `--plain`
//! without the program's own rules, to be compared with other implementations.

use std::io::{Read, Write};

use fangtan::markdown::html::{Dialect, Options, to_html};

fn main() -> std::io::Result<()> {
    let dialect = match std::env::args().nth(1).as_deref() {
        Some("--chinese") => Dialect::Chinese,
        Some("--plain") => Dialect::Plain,
        _ => Dialect::Article,
    };
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text)?;
    let mut html = String::new();
    to_html(&text, dialect, &Options::default(), &mut html);
    std::io::stdout().write_all(html.as_bytes())
}
