//! The integration tests: one binary, one module for each subject.

#![allow(clippy::unwrap_used, reason = "in a test, a panic is the report")]

mod architecture;
mod bundled_story;
mod check;
mod chronology;
mod colors;
mod consequences;
mod edtf_lists;
mod exploring_time;
mod fonts;
mod indicator_pairs;
mod indicator_series;
mod indicators;
mod labels;
mod lane_pictures;
mod lane_strip;
mod measure;
mod names;
mod nine_words;
mod opening;
mod packages;
mod pictures;
mod places;
mod pointer;
mod presenting;
mod provenance;
mod reading_story;
mod render;
mod route;
mod sample_scene;
mod sea_distances;
mod sea_lanes;
mod sea_properties;
mod session;
mod slow_placer;
mod story;
mod story_figures;
mod styles;
mod timeline;
mod what_if;
mod window;
