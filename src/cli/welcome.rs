//! `fangtan` alone: what to type next, here.

use super::args::Global;
use super::printer::Printer;
use super::{Exit, Failure};

const IN_A_SITE: &str = "  fangtan serve --watch --open   write, and see every edit in the browser
  fangtan build                  write the site into public/
  fangtan check                  what is wrong, where, and what to do
  fangtan inspect FILE           who speaks in an article, and what was cut
  fangtan new TITLE              begin an article
";

const ELSEWHERE: &str = "  fangtan init NAME              begin a site in a new folder
  fangtan import PATH            bring in exports, saved pages, or a site of Hexo, Hugo, Jekyll or Zola
  fangtan inspect FILE           who speaks in an article, and what would be cut
";

const TITLE: &str =
    concat!("fangtan ", env!("CARGO_PKG_VERSION"), ", a static site generator that understands interviews");
const MORE: &str = "`fangtan --help` lists every command and option.";

pub(super) fn run(global: &Global, printer: &Printer) -> Exit {
    let site = global.root().join("content").is_dir();
    let [title, next, more] =
        [TITLE, if site { IN_A_SITE } else { ELSEWHERE }, MORE].map(|it| printer.say(it));
    let done: Result<(), Failure> = printer.data(&format!("{title}\n\n{next}\n{more}\n"));
    done.map_or_else(|error| printer.fail(&*error), |()| Exit::Clean)
}
