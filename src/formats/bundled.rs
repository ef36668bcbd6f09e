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
        "story/01-the-question.md",
        "story/02-aid-first.md",
        "story/03-sanctions.md",
        "story/04-return.md",
        "story/05-visits.md",
        "story/06-three-issues.md",
        "story/07-mechanisms.md",
        "story/08-vessels-and-exercises.md",
        "story/09-cam-ranh.md",
        "story/10-aid-investment-trade.md",
        "story/11-people.md",
        "story/12-environment.md",
        "story/13-sea-lane.md",
        "story/14-balance.md",
        "story/15-layout.md",
        "story/16-vietnam-development.md",
        "story/17-vietnam-balancing.md",
        "story/18-limits.md",
        "story/19-advice.md",
        "story/20-reading.md",
    )
}
