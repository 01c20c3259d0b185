//! The `fangtan` command: exit codes and nothing else.

use std::process::ExitCode;

fn main() -> ExitCode {
    ExitCode::from(fangtan::cli::run(std::env::args_os()).code())
}
