//! The two pictures of the window, map and timeline, as the panels need them: composed when something
//! changed, painted, picked. The only file between the panels and composition.

use eframe::egui;

mod placed;
mod strip;

use std::sync::Arc;

use crate::basemap::Basemap;
use crate::compose::{self, CountMark, TimelineLayout, Words, World};
use crate::geography::{Camera, PassageId, ProjectionKind};
use crate::model::{EventIx, Item};
use crate::scene::{FontStore, Scene, Size, pick};
use crate::view::{Lanes, Layers};

use super::furniture::furniture;
use super::ground::{GroundSource, GroundView};
use super::label_worker::{LabelJob, LabelWorker};
use super::painter::{PaintedScene, Painter, Placement};
use super::services::Services;
use super::state::State;
use super::timeline_pictures::TimelinePictures;
use placed::{LabelKey, Placed};
use strip::StripPictures;

/// How far from a line or a letter a pick still counts, in points.
const PICK_TOLERANCE: f64 = 4.0;
/// Seconds in which changed names come and go.
const FADE: f64 = 0.16;
/// Seconds that the camera rests before names are placed anew.
const REST: f64 = 0.06;

/// The pictures of the frame.
pub(crate) struct Pictures {
    basemap: Arc<Basemap>,
    fonts: FontStore,
    words: Arc<Words>,
    painter: Painter,
    ground: GroundView,
    ground_look: Option<GroundLook>,
    ground_revision: u64,
    labels: Placed,
    map: Option<MapPicture>,
    map_painted: PaintedScene,
    timeline: TimelinePictures,
    timeline_painted: PaintedScene,
    strip: StripPictures,
    revision: u64,
    /// How many of the window's points one point of a picture takes.
    magnification: f64,
}

impl std::fmt::Debug for Pictures {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Pictures")
            .field("revision", &self.revision)
            .finish_non_exhaustive()
    }
}

/// What decides how the ground looks, besides the camera.
#[derive(Clone, PartialEq)]
struct GroundLook {
    style: u64,
    layers: Layers,
    projection: ProjectionKind,
}

/// What decides what lies over the ground.
#[derive(Clone, PartialEq)]
struct MapKey {
    labels: LabelKey,
    placement: u64,
    lights: u64,
    /// Where lanes are seen, by the stage of their way.
    lanes: u64,
}

struct MapPicture {
    key: MapKey,
    scene: Scene,
    revision: u64,
}

/// What can be picked on the map.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum OnMap {
    /// A part of the data set.
    Item(Item),
    /// A strait, canal or cape.
    Strait(PassageId),
}

impl Pictures {
    pub(crate) fn new(services: &Services) -> Self {
        Self {
            basemap: Arc::clone(&services.basemap),
            fonts: services.fonts.clone(),
            words: Arc::new(crate::i18n::Messages::english().picture_words()),
            painter: Painter::new(services.fonts.clone()),
            ground: GroundView::new(services.fonts.clone()),
            ground_look: None,
            ground_revision: 0,
            labels: Placed {
                worker: LabelWorker::default(),
                labels: Arc::default(),
                fading: None,
                between: None,
                number: 0,
                asked: None,
                wanted: None,
                changed_at: f64::NEG_INFINITY,
            },
            map: None,
            map_painted: PaintedScene::default(),
            timeline: TimelinePictures::default(),
            timeline_painted: PaintedScene::default(),
            strip: StripPictures::default(),
            revision: 0,
            magnification: 1.0,
        }
    }

    /// Has letters, signs and lines so many times as large from now on: pictures are composed for a smaller
    /// size and painted larger. The ground keeps its detail.
    pub(crate) fn magnify(&mut self, factor: f64) {
        self.magnification = factor;
    }

    /// How many of the window's points one point of a picture takes.
    pub(crate) fn magnification(&self) -> f64 {
        self.magnification
    }

    fn placement(&self, at: egui::Pos2) -> Placement {
        Placement {
            origin: at,
            scale: self.magnification as f32,
        }
    }

    /// Paints the map into a rectangle of the window.
    pub(crate) fn paint_map(&mut self, ui: &egui::Ui, rect: egui::Rect, state: &State) {
        let view = state.view();
        let (width, height) = (f64::from(rect.width()), f64::from(rect.height()));
        let camera = Camera::new(&view.framing, view.projection, width, height);
        let source = self.ground_source(state);
        self.ground.show(ui.painter(), rect, &camera, &source);
        let size = [width, height].map(|points| points / self.magnification);
        let camera = Camera::new(&view.framing, view.projection, size[0], size[1]);
        let at = self.placement(rect.left_top());
        let key = self.place_labels(ui.ctx(), state, &camera);
        self.compose_map(state, &camera, key);
        if let Some(map) = &self.map {
            self.painter.repaint(
                &mut self.map_painted,
                ui.painter(),
                at,
                map.revision,
                &map.scene.nodes,
            );
        }
        if state.moves_dashes() {
            let (lanes, seconds) = (shown_lanes_of(state), ui.input(|i| i.time));
            let world = self.world(state, &lanes);
            let nodes =
                compose::map_currents(&self.context(state, &world, &camera), state.highlights(), seconds);
            self.painter.paint(ui.painter(), at, &nodes);
        }
    }

    /// Whether the map is drawn in full for where the camera is: fresh ground, names in their places.
    pub(crate) fn map_is_complete(&self) -> bool {
        let names = &self.labels;
        let names_stand = names.asked == names.wanted && names.worker.is_done() && names.fading.is_none();
        self.ground.is_fresh() && names_stand
    }

    /// What lies under a point of the map, in points of the window.
    pub(crate) fn pick_on_map(&self, at: [f64; 2], state: &State) -> Option<OnMap> {
        let at = at.map(|points| points / self.magnification);
        let key = self.map.as_ref()?.scene.pick(at, PICK_TOLERANCE)?;
        let strait = || {
            let strait = compose::passage_of(key, state.lanes()?)?;
            Some(OnMap::Strait(strait.passage.id.clone()))
        };
        compose::item_of(key, state.dataset())
            .map(OnMap::Item)
            .or_else(strait)
    }

    fn world<'a>(&'a self, state: &'a State, lanes: &'a Lanes) -> World<'a> {
        World {
            dataset: state.dataset(),
            lanes,
            measured: state.measured().map(Arc::as_ref),
            basemap: &self.basemap,
            fonts: &self.fonts,
        }
    }

    fn context<'a>(
        &'a self,
        state: &'a State,
        world: &'a World<'a>,
        camera: &'a Camera,
    ) -> compose::MapContext<'a> {
        compose::MapContext {
            world,
            view: state.view(),
            style: state.style(),
            words: &self.words,
            camera,
            furniture: furniture(state),
        }
    }

    /// Lays the timeline out on a picture of some size.
    pub(crate) fn lay_out_timeline(&mut self, size: Size, state: &State) -> TimelineLayout {
        let lanes = lanes_of(state);
        let world = World {
            dataset: state.dataset(),
            lanes: &lanes,
            measured: None,
            basemap: &self.basemap,
            fonts: &self.fonts,
        };
        self.timeline
            .refresh(size, state, &world, &self.words)
            .layout
            .clone()
    }

    /// Paints the timeline that was laid out last.
    pub(crate) fn paint_timeline(&mut self, ui: &egui::Ui, rect: egui::Rect) {
        let at = self.placement(rect.left_top());
        if let Some(drawn) = self.timeline.drawn() {
            self.painter.repaint(
                &mut self.timeline_painted,
                ui.painter(),
                at,
                drawn.revision,
                &drawn.nodes,
            );
        }
    }

    /// The count under a point of the timeline's picture.
    pub(crate) fn count_on_timeline(&self, at: [f64; 2]) -> Option<CountMark> {
        let mut counts = self.timeline.drawn()?.counts.iter();
        counts.find(|count| count.rect.contains(at)).copied()
    }

    /// The events that a count stands for, the weightiest first.
    pub(crate) fn events_of_count(&self, count: CountMark, state: &State) -> Vec<EventIx> {
        self.timeline.events_of(state.dataset(), count)
    }

    /// The count nearest to the cursor of the timeline.
    pub(crate) fn count_near_cursor(&self) -> Option<CountMark> {
        let shown = self.timeline.drawn()?;
        let distance = |count: &CountMark| (count.rect.center()[0] - shown.layout.cursor_x).abs();
        let counts = shown.counts.iter();
        counts.min_by(|a, b| distance(a).total_cmp(&distance(b))).copied()
    }

    /// What lies under a point of the timeline's picture.
    pub(crate) fn pick_on_timeline(&self, at: [f64; 2], state: &State) -> Option<Item> {
        let key = pick(&self.timeline.drawn()?.nodes, at, PICK_TOLERANCE)?;
        compose::item_of(key, state.dataset())
    }

    fn ground_source(&mut self, state: &State) -> GroundSource {
        let view = state.view();
        let look = GroundLook {
            style: state.style_generation,
            layers: view.layers.ground(),
            projection: view.projection,
        };
        if self.ground_look.as_ref() != Some(&look) {
            self.ground_revision += 1;
            self.ground_look = Some(look.clone());
        }
        let (basemap, style) = (Arc::clone(&self.basemap), Arc::clone(state.style()));
        GroundSource {
            revision: self.ground_revision,
            background: compose::ground_color(state.style(), &state.camera()),
            sea: state.style().map.sea,
            build: Arc::new(move |camera: &Camera, margin: f64| {
                compose::map_ground(&basemap, &look.layers, &style, camera, margin)
            }),
        }
    }

    /// Has names placed where the camera has come to rest or the view has changed; takes in those that
    /// are ready. Gives the key of the view as it is now.
    fn place_labels(&mut self, ctx: &egui::Context, state: &State, camera: &Camera) -> LabelKey {
        let view = state.view();
        let key = LabelKey {
            camera: *camera,
            style: state.style_generation,
            layers: view.layers.clone(),
            language: view.language.clone(),
            names: view.names.clone(),
            focus: view.focus.clone(),
            selection: view.selection.clone(),
            dataset: state.dataset_generation,
            furniture: furniture(state),
            lanes: state.lanes_generation,
            ship_speed: view.ship_speed,
            measured: state.measure_generation,
        };
        let now = ctx.input(|i| i.time);
        let placed = &mut self.labels;
        if placed.wanted.as_ref().is_some_and(|w| w.dataset != key.dataset) {
            placed.labels = Arc::default();
            placed.number += 1;
        }
        if let Some(labels) = placed.worker.arrived(key.dataset) {
            let before = std::mem::replace(&mut placed.labels, Arc::new(labels));
            placed.fading = (!before.is_empty() && !state.reduced_motion).then_some((before, now));
            placed.number += 1;
        }
        placed.fade(ctx, now, camera);
        if placed.wanted.as_ref() != Some(&key) {
            // A first view and a change of anything but the camera are asked for at once.
            let moved_only = placed.wanted.as_ref().is_some_and(|w| {
                LabelKey {
                    camera: *camera,
                    ..w.clone()
                } == key
            });
            placed.changed_at = if moved_only { now } else { f64::NEG_INFINITY };
            placed.wanted = Some(key.clone());
        }
        if placed.asked.as_ref() != Some(&key) {
            let waited = now - placed.changed_at;
            if waited >= REST {
                placed.asked = Some(key.clone());
                placed.worker.ask(LabelJob {
                    dataset: Arc::clone(&state.package().dataset),
                    generation: key.dataset,
                    lanes: lanes_of(state),
                    measured: state.measured().cloned(),
                    basemap: Arc::clone(&self.basemap),
                    fonts: self.fonts.clone(),
                    words: Arc::clone(&self.words),
                    style: Arc::clone(state.style()),
                    view: view.clone(),
                    camera: *camera,
                    furniture: key.furniture,
                    wake: ctx.clone(),
                });
            } else {
                ctx.request_repaint_after(std::time::Duration::from_secs_f64(REST - waited + 0.001));
            }
        }
        key
    }

    fn compose_map(&mut self, state: &State, camera: &Camera, labels: LabelKey) {
        let key = MapKey {
            labels,
            placement: self.labels.number,
            lights: state.light_generation,
            lanes: state.lanes_stage,
        };
        if self.map.as_ref().is_some_and(|m| m.key == key) {
            return;
        }
        let lanes = shown_lanes_of(state);
        let world = self.world(state, &lanes);
        let map = self.context(state, &world, camera);
        let nodes = compose::map_overlay(&map, state.highlights(), self.labels.shown());
        self.revision += 1;
        let size = Size {
            width: camera.width(),
            height: camera.height(),
        };
        self.map = Some(MapPicture {
            key,
            scene: scene(size, nodes),
            revision: self.revision,
        });
    }
}

/// Where the lanes run; nowhere while that is not known.
fn lanes_of(state: &State) -> Arc<Lanes> {
    or_unresolved(state.lanes(), state)
}

/// Where the lanes are seen now, on their way while they move.
fn shown_lanes_of(state: &State) -> Arc<Lanes> {
    or_unresolved(state.shown_lanes(), state)
}

fn or_unresolved(lanes: Option<&Arc<Lanes>>, state: &State) -> Arc<Lanes> {
    match lanes {
        Some(lanes) => Arc::clone(lanes),
        None => Arc::new(Lanes::unresolved(state.dataset())),
    }
}

fn scene(size: Size, nodes: Vec<crate::scene::Node>) -> Scene {
    Scene {
        size,
        background: crate::scene::Color::CLEAR,
        title: String::new(),
        nodes,
    }
}
