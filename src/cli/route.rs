//! `periplus route`: the way by sea between two places, how long it is, what it goes through, and what there
//! is when a passage is closed.

use std::path::PathBuf;

use clap::Args;

use crate::basemap::Basemap;
use crate::formats::{FilesError, OpenError};
use crate::geography::{
    ClosedPassages, GeoBounds, Knots, NoRoute, NoSpeed, PassageId, SeaNetwork, SeaNetworkError,
};
use crate::view::{Gazetteer, NamedPlace, NoSuchPassage, NoSuchPlace, find_passage};

use super::drawing::{self, FigureError};
use super::report::{complain, say};
use super::route_report::{Voyage, refusal};
use super::{DONE, FAILED, UNUSABLE};

pub(super) const AFTER_HELP: &str = "\
A place is one of the data set, a port of the sea network, a passage or a town of the map, by any of its
names, whatever their case and accents; or a position, latitude first: 11.88,109.17 or 11.88N,109.17E or
\"11°53′N 109°10′E\". Lengths are those of a shortest way on the sea network, not of a ship's track. The
Bering Strait and the Northwest Passage are closed unless --open opens them.

Examples:
  periplus route \"Ras Tanura\" Yokohama
  periplus route \"Ras Tanura\" Yokohama --closed malacca --alternatives 3
  periplus route Suez \"Da Nang\" --via Colombo --via Singapore --speed 18
  periplus route 26.6N,50.2E yokohama --json
  periplus route Carthage Muziris --data my-history/ --speed 5

With --json the answer is an object with the keys from, to, nautical_miles, kilometres, days, passages and
closed (ids in order), path (longitude and latitude of each point); with --alternatives also alternatives,
a list of objects with the same keys from nautical_miles on, and avoids.

Exit codes:
  0  the way is found
  1  there is no way by sea
  2  a place, a passage, an option or the data set cannot be used";

/// What the command takes.
#[derive(Clone, Debug, Args)]
pub struct RouteArgs {
    /// Where the way begins: a name, or a position, latitude first.
    #[arg(allow_hyphen_values = true)]
    pub from: String,
    /// Where it ends.
    #[arg(allow_hyphen_values = true)]
    pub to: String,
    /// A place to go by; may be given several times, in the order of sailing.
    #[arg(long, value_name = "PLACE", allow_hyphen_values = true)]
    pub via: Vec<String>,
    /// A strait, canal or cape that is closed, by its id or name; may be given several times.
    #[arg(long, value_name = "PASSAGE")]
    pub closed: Vec<String>,
    /// A passage that is closed by default, to be opened.
    #[arg(long, value_name = "PASSAGE")]
    pub open: Vec<String>,
    /// The ship's speed in knots, for the days under way.
    #[arg(long, value_name = "KNOTS", value_parser = speed, default_value = "14")]
    pub speed: Knots,
    /// How many next-best ways to tell as well, each through other passages.
    #[arg(long, value_name = "NUMBER", default_value_t = 0)]
    pub alternatives: usize,
    /// Writes the answer as JSON.
    #[arg(long)]
    pub json: bool,
    /// The data set whose places may be named: a folder, a zip, or a datapackage.json. Without it, the
    /// bundled one.
    #[arg(long, value_name = "DATASET")]
    pub data: Option<PathBuf>,
}

fn speed(text: &str) -> Result<Knots, String> {
    let knots: f64 = text
        .parse()
        .map_err(|_| "a speed is a number of knots".to_owned())?;
    Knots::new(knots).map_err(|error: NoSpeed| error.to_string())
}

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
enum RouteError {
    #[error(transparent)]
    Files(#[from] FilesError),
    #[error(transparent)]
    Open(#[from] OpenError),
    #[error(transparent)]
    Data(#[from] FigureError),
    #[error(transparent)]
    SeaNetwork(#[from] SeaNetworkError),
    #[error(transparent)]
    Place(#[from] NoSuchPlace),
    #[error("{problem}\nThere are: {known}")]
    Passage { problem: NoSuchPassage, known: String },
    #[error("{0}")]
    NoWay(String),
}

impl RouteError {
    fn exit_code(&self) -> u8 {
        match self {
            Self::NoWay(_) | Self::SeaNetwork(_) => FAILED,
            Self::Data(error) => error.exit_code(),
            _ => UNUSABLE,
        }
    }
}

/// Finds the way, says it and gives the exit code.
pub(super) fn run(args: &RouteArgs) -> u8 {
    match answer(args) {
        Ok(text) => {
            say(&text);
            DONE
        }
        Err(error) => {
            complain(&error);
            error.exit_code()
        }
    }
}

fn answer(args: &RouteArgs) -> Result<String, RouteError> {
    let network = SeaNetwork::embedded()?;
    let closed = closed(args, &network)?;
    let places = places(args, &network)?;
    let via: Vec<_> = places.iter().map(|place| place.at).collect();
    let no_way = |error: NoRoute| RouteError::NoWay(refusal(&error, &places, &network));
    let route = network.route(&via, &closed).map_err(no_way)?;
    let alternatives = match args.alternatives {
        0 => None,
        most => Some(network.alternatives(&via, &closed, most).map_err(no_way)?),
    };
    let voyage = Voyage {
        network: &network,
        places: &places,
        closed: &closed,
        speed: args.speed,
        route: &route,
        alternatives: alternatives.as_deref(),
    };
    Ok(if args.json { voyage.json() } else { voyage.text() })
}

/// The places in the order of sailing.
fn places(args: &RouteArgs, network: &SeaNetwork) -> Result<Vec<NamedPlace>, RouteError> {
    let opened = drawing::open(args.data.as_deref())?;
    let map = Basemap::embedded();
    let towns = map.places(&GeoBounds::WORLD, u8::MAX).map(|town| {
        let names = vec![&*town.name, &*town.vi];
        (names, &*town.country, town.at)
    });
    let gazetteer = Gazetteer::of(&opened.dataset, network).with_towns(towns);
    let asked = [&args.from].into_iter().chain(&args.via).chain([&args.to]);
    let found = asked.map(|text| Ok(gazetteer.find(text)?));
    found.collect()
}

/// The passages that are closed: those of the default and of the arguments.
fn closed(args: &RouteArgs, network: &SeaNetwork) -> Result<ClosedPassages, RouteError> {
    let find = |text: &String| -> Result<PassageId, RouteError> {
        match find_passage(network, text) {
            Ok(passage) => Ok(passage.id.clone()),
            Err(problem) => {
                let known = network.passages().iter().map(|p| p.id.as_str());
                let known = known.collect::<Vec<_>>().join(", ");
                Err(RouteError::Passage { problem, known })
            }
        }
    };
    let mut closed = ClosedPassages::default();
    for text in &args.open {
        closed = closed.without(&find(text)?);
    }
    for text in &args.closed {
        closed = closed.with(find(text)?);
    }
    Ok(closed)
}
