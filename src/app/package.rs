//! An opened data package as the window holds it.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::formats::{self, OpenError, PackageFiles};
use crate::model::{Dataset, DatasetBuilder};
use crate::view::ViewSpec;

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

    /// A package that holds nothing.
    pub fn empty() -> Self {
        Self::of(DatasetBuilder::new(String::new()).build())
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
