//! The integration tests: one binary, a module for each subject.

mod fonts;
mod render;
mod sample_scene;
