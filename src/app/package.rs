//! An opened data package as the window holds it, and what the window asks of the rest of the program.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::formats::{self, OpenError, PackageFiles};
use crate::geography::ClosedPassages;
use crate::model::Dataset;
use crate::view::{Lanes, ViewSpec};

use super::command::FigureFormat;

/// A data set, how it wants to be seen, and what was wrong with its files.
#[derive(Clone, Debug)]
pub struct Package {
    /// What is known.
    pub dataset: Arc<Dataset>,
    /// The view that it opens with.
    pub opening: ViewSpec,
    /// One line for each problem of its files: where, what, and what to do about it.
    pub problems: Vec<String>,
    /// The folder or zip that it came from; `None` for the one inside the program.
    pub path: Option<PathBuf>,
}

impl Package {
    /// A package of a data set that was made in memory: no problems, seen as a whole.
    pub fn of(dataset: Dataset) -> Self {
        Self {
            opening: ViewSpec::for_dataset(&dataset),
            dataset: Arc::new(dataset),
            problems: Vec::new(),
            path: None,
        }
    }

    /// Reads a package from a folder or a zip.
    ///
    /// # Errors
    /// When nothing of it can be shown, in words that say why.
    pub fn open(path: &Path) -> Result<Self, String> {
        let files = PackageFiles::open(path).map_err(|e| e.to_string())?;
        let package = Self::read(&files)?;
        Ok(Self {
            path: Some(path.to_owned()),
            ..package
        })
    }

    /// Reads a package from its files.
    ///
    /// # Errors
    /// When nothing of it can be shown, in words that say why.
    pub fn read(files: &PackageFiles) -> Result<Self, String> {
        let opened = formats::open(files).map_err(|e| in_full(&e))?;
        Ok(Self {
            dataset: opened.dataset,
            opening: opened.opening_view,
            problems: opened.problems.iter().map(ToString::to_string).collect(),
            path: None,
        })
    }
}

/// An error with the first problems that led to it.
fn in_full(error: &OpenError) -> String {
    let mut text = error.to_string();
    for problem in error.problems().iter().take(3) {
        text.push_str("; ");
        text.push_str(&problem.to_string());
    }
    text
}

/// Reads the package at a path, or says why it cannot.
pub type OpenPackage = dyn Fn(&Path) -> Result<Package, String> + Send + Sync;
/// Finds the lanes of a data set.
pub type ResolveLanes = dyn Fn(&Dataset, &ClosedPassages) -> Lanes + Send + Sync;
/// Makes the bytes of a figure.
pub type MakeFigure = dyn Fn(&Package, &ViewSpec, FigureFormat) -> Result<Vec<u8>, String> + Send + Sync;

/// What the window asks of the layers below it, so that it names no file format and tests can hand it
/// their own.
#[derive(Clone)]
pub struct Services {
    /// The package inside the program.
    pub bundled: Arc<dyn Fn() -> Package + Send + Sync>,
    /// Reads a package.
    pub open: Arc<OpenPackage>,
    /// Finds lanes; `None` where there is no sea network.
    pub lanes: Option<Arc<ResolveLanes>>,
    /// Makes figures; `None` where there is no composition.
    pub figure: Option<Arc<MakeFigure>>,
}

impl std::fmt::Debug for Services {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Services")
            .field("lanes", &self.lanes.is_some())
            .field("figure", &self.figure.is_some())
            .finish_non_exhaustive()
    }
}
