//! The data package that is part of the program.

use super::files::PackageFiles;

/// A package of `data/` with the files of these names.
macro_rules! package {
    ($name:literal: $($file:literal),+ $(,)?) => {
        PackageFiles::from_embedded(
            $name,
            &[$(($file, include_bytes!(concat!("../../data/", $name, "/", $file)))),+],
        )
    };
}

/// The package that opens when nobody asks for another: the Japan–Vietnam partnership, 1973–2016. Every
/// file of its folder is named here, its scenes too; a test fails on one that is not.
pub fn bundled() -> PackageFiles {
    package!(
        "japan-vietnam":
        "datapackage.json",
        "events.csv",
        "periods.csv",
        "places.geojson",
        "actors.csv",
        "lanes.csv",
        "indicators.csv",
        "sources.json",
    )
}
