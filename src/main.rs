//! The program: reads the arguments, then opens the window or runs a command.

use std::process::ExitCode;

use clap::Parser;

use periplus::cli::Cli;

fn main() -> ExitCode {
    let cli = Cli::parse();
    match cli.command {
        Some(command) => command.run(),
        None => window(),
    }
}

/// Opens the window.
fn window() -> ExitCode {
    use std::io::Write;
    let said = "periplus: this build has no window yet; see 'periplus --help' for the commands";
    writeln!(std::io::stderr(), "{said}").ok();
    ExitCode::FAILURE
}
