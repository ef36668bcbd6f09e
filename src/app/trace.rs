//! Tells `benches/whole-process` what the window does, where the environment asks for it: one line on
//! standard error for each frame, and one when the first complete picture is on the screen. For `window`.

use std::io::Write;

use eframe::egui;

use super::platform;

/// What was told so far.
#[derive(Debug, Default)]
pub(crate) struct Trace {
    frames: u64,
    /// Whether a complete picture was drawn, and whether that was told.
    complete: bool,
    told: bool,
}

impl Trace {
    /// A trace where `PERIPLUS_TRACE` is set. It names no times: the reader's clock began with the process.
    pub(crate) fn asked_for() -> Option<Self> {
        platform::is_traced().then(Self::default)
    }

    /// A frame begins; by now the one before is on the screen.
    pub(crate) fn begin(&mut self) {
        let mut out = std::io::stderr().lock();
        self.frames += 1;
        writeln!(out, "frame {}", self.frames).ok();
        if self.complete && !self.told {
            self.told = true;
            writeln!(out, "complete").ok();
        }
    }

    /// A frame is laid out, and `complete` whether nothing is missing in it.
    pub(crate) fn end(&mut self, ctx: &egui::Context, complete: bool) {
        if complete && !self.complete {
            self.complete = true;
            ctx.request_repaint();
        }
    }
}
