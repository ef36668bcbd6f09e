//! The integration tests: one binary, one module for each subject.

mod chronology;
mod fonts;
mod render;
mod sample_scene;
