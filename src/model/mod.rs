//! What is known: a data set with every reference resolved. Immutable once built; callers reach its
//! parts through queries, so that another store can stand behind them later.

mod builder;
mod columns;
mod dataset;
mod parts;
#[cfg(test)]
pub(crate) mod sample;
mod search;
mod spelling;
mod story;
mod text;

pub use builder::{DatasetBuilder, DuplicateId};
pub use columns::EventColumns;
pub use dataset::{Dataset, Item};
pub use parts::{
    Actor, ActorIx, Basis, Event, EventIx, Lane, LaneIx, MarkerShape, Period, PeriodIx, Place, PlaceGeometry,
    PlaceIx, PlaceName, Rgb, Series, SeriesIx, SeriesPoint, Source, SourceIx, Subject, Theme, ThemeIx,
};
pub use search::{Found, FoundScene, fold};
pub use spelling::{begins_with_words, likely_meant, same_words};
pub use story::{Block, BlockKind, Citation, Inline, LinkTarget, Prose, Scene, SceneIx, SceneWords};
pub use text::Localized;
