//! What can be wrong with basemap files. Used by this module and shown by whoever opens the basemap.

/// Why a part of the basemap could not be read. The rest is still there.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BasemapError {
    /// The file does not begin as its format demands.
    #[error("{file}: not a basemap file of the expected kind")]
    WrongFormat {
        /// The file's name.
        file: &'static str,
    },
    /// The file ends before its table says, or its table runs backwards.
    #[error("{file}: cut short or with a broken table")]
    BrokenTable {
        /// The file's name.
        file: &'static str,
    },
    /// A tile does not decode.
    #[error("{file}: tile {tile} is damaged ({reason})")]
    BrokenTile {
        /// The file's name.
        file: &'static str,
        /// Index of the tile, row by row from the south-west.
        tile: usize,
        /// What failed.
        reason: &'static str,
    },
    /// A row of a text file does not parse.
    #[error("{file}, line {line}: {reason}")]
    BrokenRow {
        /// The file's name.
        file: &'static str,
        /// Line in the file, from 1.
        line: u64,
        /// What failed.
        reason: String,
    },
}
