//! Periplus.
fn main() {}
