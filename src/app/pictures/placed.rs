//! The names on the map as they were placed last, and as they come and go.

use std::sync::Arc;

use eframe::egui;

use crate::app::label_worker::LabelWorker;
use crate::compose::{Furniture, Labels};
use crate::geography::{Camera, Knots};
use crate::view::{Focus, Layers, NameChoice, Selection};

use super::FADE;

/// What decides which names stand where.
#[derive(Clone, PartialEq)]
pub(super) struct LabelKey {
    pub(super) camera: Camera,
    pub(super) style: u64,
    pub(super) layers: Layers,
    pub(super) language: String,
    pub(super) names: NameChoice,
    pub(super) focus: Focus,
    pub(super) selection: Option<Selection>,
    pub(super) dataset: u64,
    pub(super) furniture: Furniture,
    /// Which lanes, by their generation.
    pub(super) lanes: u64,
    pub(super) ship_speed: Knots,
    /// Which measure, by its generation.
    pub(super) measured: u64,
}

/// Names as they were placed last, and the worker that places them.
pub(super) struct Placed {
    pub(super) worker: LabelWorker,
    pub(super) labels: Arc<Labels>,
    /// The names before these and when these came, while the one becomes the other.
    pub(super) fading: Option<(Arc<Labels>, f64)>,
    /// Those on the way, while there are such.
    pub(super) between: Option<Labels>,
    /// Grows with each new placement.
    pub(super) number: u64,
    pub(super) asked: Option<LabelKey>,
    pub(super) wanted: Option<LabelKey>,
    pub(super) changed_at: f64,
}

impl Placed {
    /// Goes on from the names before to those that came, and asks for frames until it is done.
    pub(super) fn fade(&mut self, ctx: &egui::Context, now: f64, camera: &Camera) {
        let Some((before, since)) = &self.fading else {
            return;
        };
        let part = (now - since) / FADE;
        self.number += 1;
        if part < 1.0 {
            self.between = Some(Labels::between(before, &self.labels, part as f32, camera));
            ctx.request_repaint();
        } else {
            self.between = None;
            self.fading = None;
        }
    }

    /// The names as they are seen now.
    pub(super) fn shown(&self) -> &Labels {
        self.between.as_ref().unwrap_or(&self.labels)
    }
}
