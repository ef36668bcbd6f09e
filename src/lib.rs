//! Periplus: places in order of time, joined by sea lanes.
//!
//! Layers, lowest first; a layer may use those below it and never one above (`tests/it/architecture.rs`):
//!
//! ```text
//!   app (egui)            cli
//!        \               /
//!   render   compose   formats
//!      |    /   |   \     |
//!    scene  basemap   view
//!      |        |      |
//!      |        |    model
//!   chronology      geography
//! ```
//!
//! A picture comes to be in one way only: [`compose`] turns a data set, a
//! [`view::ViewSpec`] and a style into a [`scene::Scene`], and a writer of [`render`] turns that into
//! pixels, SVG or PDF. The window of [`app`] shows scenes made the same way.

pub mod app;
pub mod basemap;
pub mod chronology;
pub mod cli;
pub mod compose;
pub mod export;
pub mod formats;
pub mod geography;
pub mod i18n;
pub mod model;
pub mod render;
pub mod scene;
pub mod view;
