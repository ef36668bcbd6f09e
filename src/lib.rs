//! Periplus.
