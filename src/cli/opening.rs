//! Opens addresses with the program that the system has for them: pages in a browser, files in an editor.

use std::process::{Command, Stdio};

use super::printer::Printer;

/// Opens an address; a system that cannot is a line, not a failure.
pub(super) fn open(address: &str, printer: &Printer) {
    let mut command = if cfg!(target_os = "macos") {
        Command::new("open")
    } else if cfg!(windows) {
        let mut command = Command::new("cmd");
        command.args(["/c", "start", ""]);
        command
    } else {
        Command::new("xdg-open")
    };
    let started =
        command.arg(address).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn();
    if let Err(error) = started {
        printer.error(&format!("cannot open {address}: {error}"));
    }
}
