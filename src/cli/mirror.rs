//! `fangtan mirror`: copies what articles show from elsewhere, and says what could not be copied and why.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::args::{self, Global, Mirror};
use super::printer::Printer;
use super::{Exit, Failure, now, prune};
use crate::diagnostic::{self, Code, Diagnostic, Place};
use crate::mirror::{Error, Order, Patience, Reason, Report, mirror};
use crate::picture::{FOLDER, Kind, name_of_address};
use crate::pipeline::{Pipeline, RemotePictures};

pub(super) fn run(global: &Global, args: &Mirror, printer: &Printer) -> Result<Exit, Failure> {
    let root = global.root();
    if args.prune {
        let shown = Pipeline::new(&root, global.options(None)).remote_pictures(now());
        return prune::run(global, &shown, args.yes, printer);
    }
    let shown = chosen(Pipeline::new(&root, global.options(None)).remote_pictures(now()), global, args)?;
    let wanted: Vec<String> = shown.iter().flat_map(|article| article.addresses.clone()).collect();
    let order = Order {
        root: &root,
        most_bytes: args.max_size,
        kinds: if args.types.is_empty() { Kind::ALL.to_vec() } else { args.types.clone() },
        private: args::private(args.allow_private.as_deref()),
        dry_run: args.dry_run,
        patience: patience(args),
    };
    let tenths = AtomicUsize::new(0);
    let told = |done: usize, all: usize| {
        printer.progress("copying", done, all);
        let tenth = 10 * done / all.max(1);
        if tenths.fetch_max(tenth, Ordering::Relaxed) < tenth {
            printer.progress_line(&format!("copying: {done} of {all}"));
        }
    };
    let report = match mirror(&order, &wanted, &told) {
        Ok(report) => report,
        Err(Error::Ledger(faults)) => {
            printer.diagnostics(&faults);
            return Err(Error::Ledger(faults).into());
        }
        Err(error) => return Err(error.into()),
    };
    if args.dry_run {
        printer.data(&report.copied.iter().map(|address| format!("{address}\n")).collect::<String>())?;
    }
    printer.diagnostics(&faults(&report, &shown, &root));
    printer.status(&closing(&report, args.dry_run));
    Ok(if report.failures.is_empty() { Exit::Clean } else { Exit::Faulty })
}

/// What the articles show that were asked for.
fn chosen(
    mut shown: Vec<RemotePictures>,
    global: &Global,
    args: &Mirror,
) -> Result<Vec<RemotePictures>, String> {
    let Some(only) = &args.only else { return Ok(shown) };
    let real = only.canonicalize().or_else(|_| global.root().join(only).canonicalize()).ok();
    shown.retain(|it| real.is_some() && global.root().join(&*it.article).canonicalize().ok() == real);
    if shown.is_empty() {
        return Err(format!("{} is no article of the site", only.display()));
    }
    Ok(shown)
}

/// One time limit for all that a host may take its time with.
fn patience(args: &Mirror) -> Patience {
    let Some(seconds) = args.timeout else { return Patience::default() };
    let limit = std::time::Duration::from_secs_f64(seconds);
    Patience { connection: limit, answer: limit, bytes: limit, ..Patience::default() }
}

/// A warning for each picture that was not copied, at the first article that shows it.
fn faults(report: &Report, shown: &[RemotePictures], root: &std::path::Path) -> Vec<Diagnostic> {
    let mut by_name: BTreeMap<u128, BTreeSet<&Arc<str>>> = BTreeMap::new();
    for (article, address) in shown.iter().flat_map(|it| it.addresses.iter().map(|at| (&it.article, at))) {
        by_name.entry(name_of_address(address)).or_default().insert(article);
    }
    let mut texts: BTreeMap<&str, String> = BTreeMap::new();
    let mut faults: Vec<Diagnostic> = Vec::new();
    for failure in &report.failures {
        let articles = by_name.get(&name_of_address(&failure.address)).cloned().unwrap_or_default();
        let Some(first) = articles.first() else { continue };
        let text = texts
            .entry(first)
            .or_insert_with(|| std::fs::read_to_string(root.join(&***first)).unwrap_or_default());
        let range = text.find(&failure.address).map(|at| at..at + failure.address.len());
        let place = range.map_or(Place::file(first), |range| Place::in_text(first, text, range));
        let more = match articles.len() {
            1 => String::new(),
            count => format!(" (shown in {count} articles)"),
        };
        let fault = Diagnostic::warning(Code::NotCopied, format!("{}{more}", failure.reason)).at(place);
        faults.push(match help(&failure.reason) {
            "" => fault,
            help => fault.help(help),
        });
    }
    for (file, count) in &report.stand_ins {
        let message = format!("{count} addresses gave one and the same picture, {FOLDER}/{file}");
        let place = Place::file(&format!("{FOLDER}/{file}").into());
        faults.push(Diagnostic::warning(Code::NotCopied, message).at(place).help(
            "look at it: if a host shows it instead of pictures, delete it and run `fangtan mirror` later",
        ));
    }
    diagnostic::sort(&mut faults);
    faults
}

/// What can be done.
fn help(reason: &Reason) -> &'static str {
    match reason {
        Reason::Private(_) => {
            "if you trust the address, or a proxy of yours answers for every host, add `--allow-private`"
        }
        Reason::TooLong(_) => "allow more with `--max-size`",
        Reason::Late | Reason::Silent | Reason::Broken(_) | Reason::CutOff | Reason::Busy(_) => {
            "run `fangtan mirror` again later; what was copied is not copied again"
        }
        Reason::Status(403 | 404 | 410) => "put a picture of your own below static/ and name it here",
        Reason::Harm(_) => "draw it anew, or save it as a PNG below static/",
        _ => "",
    }
}

/// `120 copied (34 MiB), 3 of them twice there, 12 there before, 2 failed`
fn closing(report: &Report, dry_run: bool) -> String {
    let copied = report.copied.len();
    let there = report.there;
    if dry_run {
        return format!("{copied} would be copied, {there} there before");
    }
    let same = match report.same {
        0 => String::new(),
        same => format!(", {same} of them the same as another"),
    };
    let bytes = match report.bytes {
        0 => "0 KiB".to_owned(),
        bytes if bytes < 1 << 20 => format!("{} KiB", bytes.div_ceil(1 << 10)),
        bytes => format!("{:.1} MiB", bytes as f64 / f64::from(1 << 20)),
    };
    format!("{copied} copied ({bytes}){same}, {there} there before, {} failed", report.failures.len())
}
