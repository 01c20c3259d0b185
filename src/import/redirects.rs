//! Former addresses of lists and feeds, in the site's configuration.
//!
//! In come pairs of addresses; what `[redirects]` lacks of them is added at the end of `fangtan.toml`. Invariant: every
//! byte that is there stays, and a configuration that cannot be read, or that goes on behind `[redirects]`, is not
//! touched: its publisher is told what to add.

use std::collections::BTreeMap;
use std::{fs, io};

use super::{Error, Order, Report};
use crate::config::toml_string;
use crate::output;

const HEADING: &str = "[redirects]";

pub(super) fn write(
    order: &Order<'_>,
    former: &BTreeMap<String, String>,
    report: &mut Report,
) -> Result<(), Error> {
    let text = match fs::read_to_string(&order.config) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
        Err(error) => return Err(Error::Read(order.config.clone(), error)),
    };
    let table = text.parse::<toml::Table>().ok();
    let known = table.as_ref().and_then(|table| table.get("redirects"));
    let is_lacking = |from: &str| known.is_none_or(|known| known.get(from).is_none());
    let lacking = former.iter().filter(|(from, _)| is_lacking(from));
    let lines: Vec<String> =
        lacking.map(|(from, to)| format!("{} = {}", toml_string(from), toml_string(to))).collect();
    if lines.is_empty() {
        return Ok(());
    }
    let heading = text.lines().map(str::trim).rfind(|line| line.starts_with('['));
    let goes_on = heading.is_some_and(|line| line.starts_with(HEADING));
    if table.is_none() || (known.is_some() && !goes_on) {
        report.redirects_left = lines;
        return Ok(());
    }
    report.redirects = lines.len();
    if order.dry_run {
        return Ok(());
    }
    let mut whole = text;
    if !whole.is_empty() && !whole.ends_with('\n') {
        whole.push('\n');
    }
    if !goes_on {
        whole.push_str(if whole.is_empty() { "" } else { "\n" });
        whole.push_str(&format!("{HEADING}\n"));
    }
    whole.push_str(&lines.join("\n"));
    whole.push('\n');
    output::replace(&order.config, whole.as_bytes())
        .map_err(|error| Error::Write(order.config.clone(), io::Error::other(error.to_string())))
}
