//! The integration tests: one binary, one module for each subject.

#![allow(clippy::unwrap_used, reason = "in a test, a panic is the report")]

mod architecture;
mod check;
mod chronology;
mod consequences;
mod fonts;
mod packages;
mod pictures;
mod pointer;
mod render;
mod sample_scene;
mod sea_lanes;
mod session;
mod story;
mod story_figures;
mod window;
