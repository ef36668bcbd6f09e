//! The only way a picture comes to be: a world and a view become a scene. One file for each part of the
//! picture. Pure functions; reads no file, no clock, no earlier frame.

mod style;

pub use style::{Chrome, LabelColors, LineStyle, MapStyle, Style, StyleError, TimelineStyle, TypeSizes};
