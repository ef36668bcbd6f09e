//! The command line: what the arguments mean, and the commands that need no window. The edge of the
//! program: it may read files and the environment, and errors become one readable report here.

mod check;
mod drawing;
mod figure;
mod page;
mod report;
mod route;
mod route_report;
mod size;
mod story;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

pub use figure::{FigureArgs, Output};
pub use page::{Addition, Flattened, PageArgs, Part, Policy};
pub use route::RouteArgs;
pub use size::PageSize;
pub use story::{Format, StoryArgs};

/// Everything was done.
const DONE: u8 = 0;
/// Something is wrong with the data, or the output cannot be written.
const FAILED: u8 = 1;
/// The data set or the view cannot be opened, or the arguments make no sense.
const UNUSABLE: u8 = 2;

const AFTER_HELP: &str = "\
Examples:
  periplus                              the data set that was open last in a window, at first the bundled one
  periplus my-history/                  another one: a folder with a datapackage.json
  periplus my-history.zip               or a zip of it
  periplus check my-history/            what is wrong with it, by file, line and column
  periplus figure -o map.pdf            the opening view as a figure
  periplus figure --at 2016-04-12 --size 84x60mm -o visit.png
  periplus story                        the scenes of the story
  periplus story --out slides           each scene as a figure
  periplus route \"Ras Tanura\" Yokohama --closed malacca
                                        the way by sea round a closed strait

A folder that is named like a command is given with a path: ./check";

/// A map and a timeline of history: places in order of time, joined by sea lanes.
#[derive(Debug, Parser)]
#[command(version, after_help = AFTER_HELP, args_conflicts_with_subcommands = true)]
pub struct Cli {
    /// The data set to open in a window: a folder, a zip, or its datapackage.json. Without one, the
    /// data set that was open last, at first the bundled one.
    pub dataset: Option<PathBuf>,
    /// A view to open with: a file that the window saved.
    #[arg(long, value_name = "FILE")]
    pub view: Option<PathBuf>,
    /// A command that opens no window.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// A command that opens no window.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Says what is wrong with a data set, by file, line and column.
    #[command(after_help = check::AFTER_HELP)]
    Check {
        /// A folder, a zip, or a datapackage.json. Without one, the bundled data set.
        dataset: Option<PathBuf>,
    },
    /// Draws a view of a data set as PNG, SVG or PDF.
    #[command(after_help = figure::AFTER_HELP)]
    Figure(Box<FigureArgs>),
    /// Lists the scenes of a data set's story, or draws each as a figure.
    #[command(after_help = story::AFTER_HELP)]
    Story(Box<StoryArgs>),
    /// Finds the way by sea between two places: its length, its passages, its days.
    #[command(after_help = route::AFTER_HELP)]
    Route(Box<RouteArgs>),
}

impl Command {
    /// Runs the command, writes what it says to standard output and errors to standard error, and
    /// gives the exit code.
    pub fn run(self) -> ExitCode {
        let code = match self {
            Self::Check { dataset } => check::run(dataset.as_deref()),
            Self::Figure(args) => figure::run(&args),
            Self::Story(args) => story::run(&args),
            Self::Route(args) => route::run(&args),
        };
        ExitCode::from(code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    fn parse(arguments: &[&str]) -> Result<Cli, clap::Error> {
        Cli::try_parse_from(std::iter::once("periplus").chain(arguments.iter().copied()))
    }

    #[test]
    fn the_arguments_are_consistent() {
        Cli::command().debug_assert();
    }

    #[test]
    fn a_word_is_a_command_or_a_data_set_and_never_both() {
        assert!(parse(&[]).unwrap().dataset.is_none());
        let folder = parse(&["my-history"]).unwrap();
        assert_eq!(folder.dataset, Some(PathBuf::from("my-history")));
        let check = parse(&["check", "my-history"]).unwrap();
        assert!(matches!(check.command, Some(Command::Check { .. })));
        assert!(parse(&["my-history", "check", "other"]).is_err());
        let bundled = parse(&["check"]).unwrap();
        assert!(matches!(bundled.command, Some(Command::Check { dataset: None })));
    }

    #[test]
    fn every_option_and_command_is_explained() {
        for command in Cli::command().get_subcommands() {
            assert!(command.get_about().is_some(), "{}", command.get_name());
            for argument in command.get_arguments() {
                assert!(
                    argument.get_help().is_some(),
                    "{} {}",
                    command.get_name(),
                    argument.get_id()
                );
            }
        }
    }
}
