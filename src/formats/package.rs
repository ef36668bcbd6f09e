//! Opens a data package: every file in the order in which references can be resolved. Whatever is
//! wrong becomes a [`Problem`], and the rest opens.

use std::sync::Arc;

use serde_json::Value;

use crate::model::Dataset;
use crate::view::{ViewSpec, ViewWarning};

use super::datapackage::Descriptor;
use super::files::{DATAPACKAGE, PackageFiles};
use super::loading::Loading;
use super::problem::{At, Problem, Problems};
use super::{
    actors_csv, datapackage, events_csv, indicators_csv, lanes_csv, periods_csv, places_geojson, sources_csl,
    story,
};

/// The data files of a package.
pub(super) const DATA_FILES: [&str; 7] = [
    events_csv::FILE,
    periods_csv::FILE,
    places_geojson::FILE,
    actors_csv::FILE,
    lanes_csv::FILE,
    indicators_csv::FILE,
    sources_csl::FILE,
];

/// An opened package.
#[derive(Clone, Debug)]
pub struct Opened {
    /// What it holds.
    pub dataset: Arc<Dataset>,
    /// What is shown first, and what a view leaves out.
    pub opening_view: ViewSpec,
    /// What is wrong with it, by file and line.
    pub problems: Vec<Problem>,
}

/// Why a package cannot be opened at all.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The files hold no descriptor.
    #[error("there is no {DATAPACKAGE} in {0}, so it is no data package; give the folder that holds one")]
    NoDataPackage(String),
    /// Not one event, period, place or figure could be read.
    #[error(
        "nothing of {name} can be read: it has no event, period, place or figure that is sound. \
         Mend what is listed, or add one of them"
    )]
    Nothing {
        /// The folder's or zip's name.
        name: String,
        /// Why, by file and line.
        problems: Vec<Problem>,
    },
}

impl OpenError {
    /// What was found wrong before it was given up.
    pub fn problems(&self) -> &[Problem] {
        match self {
            Self::NoDataPackage(_) => &[],
            Self::Nothing { problems, .. } => problems,
        }
    }
}

/// Opens a package.
///
/// # Errors
/// Only where nothing at all can be shown: no `datapackage.json`, or neither event, period, place nor
/// figure that can be read.
pub fn open(files: &PackageFiles) -> Result<Opened, OpenError> {
    if files.get(DATAPACKAGE).is_none() {
        return Err(OpenError::NoDataPackage(files.name().to_owned()));
    }
    let mut problems = Problems::default();
    let (builder, descriptor) = datapackage::read(files, &mut problems);
    let mut loading = Loading::new(builder, problems);
    // Each file may refer to those before it.
    type Reader = fn(&[u8], &mut Loading);
    let readers: [(&'static str, Reader); 7] = [
        (sources_csl::FILE, sources_csl::read),
        (actors_csv::FILE, actors_csv::read),
        (places_geojson::FILE, places_geojson::read),
        (lanes_csv::FILE, lanes_csv::read),
        (events_csv::FILE, events_csv::read),
        (periods_csv::FILE, periods_csv::read),
        (indicators_csv::FILE, indicators_csv::read),
    ];
    for (file, read) in readers {
        match files.get(file) {
            Some(bytes) => read(bytes, &mut loading),
            None => {
                let is_named = descriptor.resources.iter().any(|path| path == file);
                loading.ledger.note_missing(file, is_named);
            }
        }
    }
    if files.get(events_csv::FILE).is_none() {
        let remedy = "Add a table with the columns id, title, when, where, theme, basis.";
        let at = At::file(events_csv::FILE);
        loading.problems.error(at, "the file is missing", remedy);
    }
    let Loading {
        builder,
        mut problems,
        ledger,
        ..
    } = loading;
    let dataset = builder.build();
    if is_bare(&dataset) {
        return Err(OpenError::Nothing {
            name: files.name().to_owned(),
            problems: problems.sorted(),
        });
    }
    // Words lead to things and scenes, an opening view may name a scene, and what a scene shows is laid over
    // the opening view.
    let drafts = story::read(files, &dataset, &ledger, &mut problems);
    let dataset = dataset.with_story(drafts.iter().map(|draft| draft.scene.clone()).collect());
    let opening_view = opening_view(descriptor, &dataset, &mut problems);
    let scenes = story::with_views(drafts, (&dataset, &ledger), &opening_view, &mut problems);
    let dataset = dataset.with_story(scenes);
    Ok(Opened {
        dataset: Arc::new(dataset),
        opening_view,
        problems: problems.sorted(),
    })
}

/// Whether a data set holds nothing that a map, a timeline or a plot could show.
fn is_bare(dataset: &Dataset) -> bool {
    dataset.events().len() == 0
        && dataset.periods().len() == 0
        && dataset.places().len() == 0
        && dataset.all_series().len() == 0
}

/// Whether a data set has none at all of a kind of thing that can be selected.
fn has_no(dataset: &Dataset, kind: &str) -> bool {
    let count = match kind {
        "event" => dataset.events().len(),
        "place" => dataset.places().len(),
        "lane" => dataset.lanes().len(),
        "period" => dataset.periods().len(),
        "actor" => dataset.actors().len(),
        _ => dataset.all_series().len(),
    };
    count == 0
}

/// The view that the package asks for over the one that its data suggest. It is read key by key, so
/// that one wrong value costs no other.
fn opening_view(descriptor: Descriptor, dataset: &Dataset, problems: &mut Problems) -> ViewSpec {
    let mut view = ViewSpec::for_dataset(dataset);
    let mut said: Vec<ViewWarning> = Vec::new();
    for (key, value, at) in descriptor.opening_view {
        let given = Value::Object([(key, value)].into_iter().collect());
        match ViewSpec::from_value(given, &view, dataset) {
            Ok((next, warnings)) => {
                view = next;
                for warning in warnings {
                    if !said.contains(&warning) {
                        let remedy = "Save a view in the window and compare.";
                        match warning {
                            ViewWarning::NothingSelected { kind, .. } if has_no(dataset, kind) => {
                                problems.follow_warning(at.clone(), warning.to_string(), remedy);
                            }
                            _ => problems.warning(at.clone(), warning.to_string(), remedy),
                        }
                        said.push(warning);
                    }
                }
            }
            Err(error) => {
                let remedy =
                    "It is passed over; the rest of the view stands. Save a view in the window and compare.";
                problems.error(at, error.to_string(), remedy);
            }
        }
    }
    view
}
