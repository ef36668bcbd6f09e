//! The integration tests: one binary, one module for each subject.

mod architecture;
mod check;
mod chronology;
mod packages;
