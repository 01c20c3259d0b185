//! `fangtan man` and `fangtan completions`: what the arguments' own description gives to man and to shells.

use clap::CommandFactory;

use super::args::{Args, Man};
use super::printer::Printer;
use super::{Exit, Failure};

pub(super) fn run(args: &Man, printer: &Printer) -> Result<Exit, Failure> {
    match &args.folder {
        Some(folder) => {
            let cannot = |error| format!("cannot write manual pages into {}: {error}", folder.display());
            std::fs::create_dir_all(folder).map_err(cannot)?;
            clap_mangen::generate_to(Args::command(), folder).map_err(cannot)?;
        }
        None => {
            let mut page = Vec::new();
            clap_mangen::Man::new(Args::command()).render(&mut page)?;
            printer.data(&String::from_utf8_lossy(&page))?;
        }
    }
    Ok(Exit::Clean)
}

pub(super) fn completion(shell: clap_complete::Shell, printer: &Printer) -> Result<Exit, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Args::command(), "fangtan", &mut script);
    printer.data(&String::from_utf8_lossy(&script))?;
    Ok(Exit::Clean)
}
