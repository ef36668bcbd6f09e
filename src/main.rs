//! The program: reads the arguments, then opens the window or runs a command.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;

use periplus::app;
use periplus::cli::Cli;

fn main() -> ExitCode {
    let cli = Cli::parse();
    match cli.command {
        Some(command) => command.run(),
        None => window(cli.dataset, cli.view),
    }
}

/// Opens the window; where none can be opened, says why and what works without one.
fn window(dataset: Option<PathBuf>, view: Option<PathBuf>) -> ExitCode {
    let options = app::Options {
        dataset,
        view,
        services: app::Services::of_program(),
    };
    match app::run(options) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            writeln!(std::io::stderr(), "periplus: {error}").ok();
            ExitCode::FAILURE
        }
    }
}
