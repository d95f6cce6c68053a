//! Pakownia: opens the window, or runs one of the headless commands.

use std::process::ExitCode;

fn main() -> ExitCode {
    pakownia::cli::main()
}
