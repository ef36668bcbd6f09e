//! The strip of a lane as the reading pane shows it: composed when something changed, painted, asked where its stops
//! are.

use std::sync::Arc;

use eframe::egui;

use crate::app::painter::PaintedScene;
use crate::app::state::State;
use crate::compose::{LaneLog, StripContext, StripForm, StripPicture, lane_strip};
use crate::geography::Knots;
use crate::model::LaneIx;
use crate::view::NameChoice;

use super::{Pictures, lanes_of};

/// What decides how a strip looks.
#[derive(Clone, PartialEq)]
struct StripKey {
    lane: LaneIx,
    width: f64,
    style: u64,
    language: String,
    names: NameChoice,
    dataset: u64,
    /// Which lanes, by their generation.
    lanes: u64,
    ship_speed: Knots,
}

/// A strip that was composed.
pub(crate) struct DrawnStrip {
    key: StripKey,
    /// What is written on it.
    pub(crate) log: LaneLog,
    /// What is drawn, and where; `None` where the pane is too narrow for any.
    pub(crate) picture: Option<StripPicture>,
}

/// The strip that was composed last, and its triangles.
#[derive(Default)]
pub(super) struct StripPictures {
    drawn: Option<Arc<DrawnStrip>>,
    painted: PaintedScene,
    revision: u64,
}

impl Pictures {
    /// The strip of a lane in one column of a width, in points of the window.
    pub(crate) fn lay_out_strip(&mut self, lane: LaneIx, width: f32, state: &State) -> Arc<DrawnStrip> {
        let lanes = lanes_of(state);
        let view = state.view();
        let key = StripKey {
            lane,
            width: f64::from(width),
            style: state.style_generation,
            language: view.language.clone(),
            names: view.names.clone(),
            dataset: state.dataset_generation,
            lanes: state.lanes_generation,
            ship_speed: view.ship_speed,
        };
        if let Some(drawn) = self.strip.drawn.as_ref().filter(|drawn| drawn.key == key) {
            return Arc::clone(drawn);
        }
        let world = self.world(state, &lanes);
        let context = StripContext {
            world: &world,
            view,
            style: state.style(),
            words: &self.words,
            ground: state.style().chrome.panel,
        };
        let log = context.log(lane);
        let picture = lane_strip(&context, &log, key.width, StripForm::Column, None).ok();
        let drawn = Arc::new(DrawnStrip { key, log, picture });
        self.strip.revision += 1;
        self.strip.drawn = Some(Arc::clone(&drawn));
        drawn
    }

    /// Paints the strip that was laid out last.
    pub(crate) fn paint_strip(&mut self, ui: &egui::Ui, at: egui::Pos2) {
        let Self { strip, painter, .. } = self;
        let picture = strip.drawn.as_ref().and_then(|drawn| drawn.picture.as_ref());
        if let Some(picture) = picture {
            let painted = &mut strip.painted;
            painter.repaint(painted, ui.painter(), at, strip.revision, &picture.nodes);
        }
    }
}
