//! Data packages: bytes to model, one file for each format, with everything that is wrong reported by
//! file, line and column. May use model, view, chronology and geography; knows no scene and no window.

mod actors_csv;
mod bundled;
mod csv_scan;
mod datapackage;
mod events_csv;
mod files;
mod files_error;
mod geometry;
mod indicators_csv;
mod json;
mod lanes_csv;
mod ledger;
mod loading;
mod package;
mod periods_csv;
mod places_geojson;
mod position;
mod problem;
mod references;
mod sources_csl;
mod story;
mod table;

pub use bundled::bundled;
pub use files::{DATAPACKAGE, PackageFiles};
pub use files_error::{FilesError, reason};
pub use package::{OpenError, Opened, open};
pub use problem::{At, Field, Problem, Severity};
