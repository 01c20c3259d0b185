//! `fangtan check --external`: links that lead to nobody, each where it is written.

use std::collections::{BTreeMap, BTreeSet};

use super::args::{self, Check, Global};
use super::printer::Printer;
use super::{Failure, now};
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::external::{Order, check};
use crate::mirror::{Patience, Reason};
use crate::pipeline::RemoteLinks;

/// A warning at each place that links to an address where nobody answers.
pub(super) fn links(
    articles: &[RemoteLinks],
    global: &Global,
    args: &Check,
    printer: &Printer,
) -> Result<Vec<Diagnostic>, Failure> {
    let root = global.root();
    let order = Order {
        root: root.clone(),
        private: args::private(args.allow_private.as_deref()),
        patience: Patience::default(),
        now: now(),
    };
    let addresses =
        articles.iter().flat_map(|article| article.addresses.iter().map(|it| bare(it).to_owned()));
    let failures = check(&order, addresses, &|done, all| printer.progress("asking", done, all))?;
    let dead: BTreeMap<&str, &Reason> =
        failures.iter().map(|failure| (failure.address.as_str(), &failure.reason)).collect();
    let mut faults = Vec::new();
    for article in articles {
        let mut texts = None;
        let addresses: BTreeSet<&String> = article.addresses.iter().collect();
        for address in addresses {
            let Some(reason) = dead.get(bare(address)) else { continue };
            let text: &String = texts.get_or_insert_with(|| {
                std::fs::read_to_string(root.join(&*article.article)).unwrap_or_default()
            });
            let place = match text.find(address.as_str()) {
                Some(at) => Place::in_text(&article.article, text, at..at + address.len()),
                None => Place::file(&article.article),
            };
            let fault = Diagnostic::warning(Code::DeadLink, format!("{address}: {reason}")).at(place);
            faults.push(fault.help("correct the address, or link to a copy in an archive"));
        }
    }
    Ok(faults)
}

/// An address without its fragment, which no host is told.
fn bare(address: &str) -> &str {
    address.split_once('#').map_or(address, |(bare, _)| bare)
}
