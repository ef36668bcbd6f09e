//! The only way a picture comes to be: a world and a view become a scene. One file for each part of the
//! picture. Pure functions; reads no file, no clock, no earlier frame.

mod events;
mod figure;
mod flow;
mod furniture;
mod graticule;
mod ground;
mod indicators;
mod labels;
mod lane_strip;
mod lanes;
mod legend;
mod locator;
mod map;
mod measure;
mod moved;
mod numbers;
mod places;
mod scale;
mod straits;
mod style;
mod symbols;
mod text;
mod timeline;
mod words;
mod world;

pub use figure::{FigureContents, FigureParts, figure};
pub use ground::ground_color;
pub use indicators::{
    Annotation, DOT, Figure, Note, PlottedSeries, PreparedPlot, PreparedPlots, Reading, Scale, Told,
};
pub use labels::{AskedFor, Labels};
pub use lane_strip::{
    LaneLog, LoggedStop, StopMark, StopSign, StripContext, StripForm, StripPicture, StripTooHigh, StripWords,
    WrittenDistance, lane_figure, lane_strip,
};
pub use map::{
    Furniture, LegendPlace, MapContext, map_currents, map_ground, map_labels, map_labels_asked_for,
    map_overlay,
};
pub use measure::{path_on_map, way_stroke};
pub use numbers::{knots_in_words, signed, thousands, value_in_words, value_with_unit};
pub use style::{
    Chrome, LabelColors, LineStyle, MapStyle, Style, StyleError, StyleProblem, Styles, TimelineStyle,
    TypeSizes,
};
pub use timeline::{
    CountMark, TimelineContext, TimelineForm, TimelineLayout, TimelinePicture, TimelinePlaces, TimelineRows,
    draw_timeline, place_timeline, timeline,
};
pub use words::Words;
pub use world::{World, item_of, key_of, key_of_passage, passage_of};
