//! The `fangtan` command.

fn main() -> std::process::ExitCode {
    std::process::ExitCode::SUCCESS
}
