//! The resting map as pictures: drawn off the UI thread by the rasteriser that exports use, shown moved and
//! scaled with the camera until the fresh one is there. For the map panel.

mod picture;
mod plan;
#[cfg(test)]
mod tests;
mod worker;

use self::picture::Picture;
use self::plan::{Held, Order, Seen};
use self::worker::{Job, Part, Worker};
use crate::geography::{Camera, WorldPoint};
use crate::scene::{Color, FontStore, Node};
use eframe::egui;
use egui::{Color32, Rect};
use std::sync::Arc;
use std::time::Duration;

/// Makes the ground's nodes for a camera, reaching so many points beyond the picture on every side. Called
/// on the worker's thread.
pub type BuildGround = dyn Fn(&Camera, f64) -> Vec<Node> + Send + Sync;

/// What the ground is made from. Cheap to clone.
#[derive(Clone)]
pub struct GroundSource {
    /// Another one whenever data, style, layers or projection make another ground; the camera is not part
    /// of it.
    pub revision: u64,
    /// The colour below everything.
    pub background: Color,
    /// The colour of the sea, where the map ends within the picture and is drawn on a ground of that shape.
    pub sea: Color,
    /// Makes the nodes.
    pub build: Arc<BuildGround>,
}

/// The last job given to the worker.
#[derive(Clone, Copy)]
struct Ordered {
    id: u64,
    order: Order,
    held: Held,
    /// Whether its first part is here, all that is seen, and its last part.
    begun: bool,
    seen: bool,
    done: bool,
}

/// The ground of one map panel: its pictures and the worker that draws them.
pub struct GroundView {
    fonts: FontStore,
    worker: Option<Worker>,
    ordered: Option<Ordered>,
    jobs: u64,
    current: Option<Picture>,
    previous: Option<Picture>,
    /// A coarse picture of a wider part, below the others.
    overview: Option<Picture>,
    /// A small picture of the whole world, below all.
    world: Option<Picture>,
    last: Option<Seen>,
    moved_at: f64,
    fresh: bool,
    settled: bool,
}

impl GroundView {
    /// A ground with no picture yet; the worker starts with the first job.
    pub fn new(fonts: FontStore) -> Self {
        Self {
            fonts,
            worker: None,
            ordered: None,
            jobs: 0,
            current: None,
            previous: None,
            overview: None,
            world: None,
            last: None,
            moved_at: f64::NEG_INFINITY,
            fresh: false,
            settled: false,
        }
    }

    /// Shows the ground in `rect` for a camera whose picture fills it, and has a fresh picture drawn where
    /// one is due. Asks for a frame only when a picture arrives or the camera may have come to rest.
    pub fn show(&mut self, on: &egui::Painter, rect: Rect, camera: &Camera, source: &GroundSource) {
        let ctx = on.ctx();
        let now = ctx.input(|input| input.time);
        let seen = Seen {
            camera: *camera,
            revision: source.revision,
            columns: (rect.width() * on.pixels_per_point()).round().max(1.0) as u32,
        };
        if self.last.is_some_and(|last| last != seen) {
            self.moved_at = now;
        }
        self.last = Some(seen);
        while let Some(part) = self.worker.as_ref().and_then(Worker::arrived) {
            self.take(ctx, part);
        }
        self.order(ctx, &seen, source, now);
        self.fresh = self.current.as_ref().is_some_and(|p| {
            p.is_whole() && p.camera == *camera && p.revision == source.revision && p.columns == seen.columns
        });
        self.draw(on, rect, camera, source);
    }

    /// Whether the picture shown last was drawn for the very camera and revision that were asked for.
    pub fn is_fresh(&self) -> bool {
        self.fresh
    }

    /// Whether nothing is left to be drawn for the camera and revision that were asked for last: margins and
    /// the coarse pictures are there too.
    pub fn is_settled(&self) -> bool {
        self.fresh && self.settled
    }

    /// Bytes of all textures.
    pub fn texture_bytes(&self) -> usize {
        self.pictures().map(Picture::bytes).sum()
    }

    fn pictures(&self) -> impl Iterator<Item = &Picture> {
        [&self.world, &self.overview, &self.previous, &self.current]
            .into_iter()
            .flatten()
    }

    /// Takes a drawn part in. What was drawn for a job that is no longer wanted is dropped.
    fn take(&mut self, ctx: &egui::Context, part: Part) {
        let Some(ordered) = self.ordered.as_mut().filter(|ordered| ordered.id == part.job) else {
            return;
        };
        let first = !ordered.begun;
        ordered.begun = true;
        ordered.seen = part.seen;
        ordered.done = part.last;
        let held = ordered.held;
        let coarse = match ordered.order {
            Order::Sharp => None,
            Order::Overview => Some(&mut self.overview),
            Order::World => Some(&mut self.world),
        };
        if let Some(coarse) = coarse {
            if first {
                *coarse = Some(Picture::new(&held));
            }
            if let Some(coarse) = coarse {
                coarse.add(ctx, part);
            }
            return;
        }
        if first {
            let old = self.current.replace(Picture::new(&held));
            // Of two half-known pictures the one with its margins covers more.
            let keep = old.as_ref().is_some_and(|old| old.complete) || self.previous.is_none();
            if keep {
                self.previous = old;
            }
        }
        if let Some(current) = &mut self.current {
            current.add(ctx, part);
            if current.complete {
                self.previous = None;
            }
        }
    }

    fn order(&mut self, ctx: &egui::Context, seen: &Seen, source: &GroundSource, now: f64) {
        let sharp = match self.ordered {
            Some(ordered) if ordered.order == Order::Sharp => Some(ordered.held),
            _ => self.current.as_ref().map(Picture::held),
        };
        let view = plan::View {
            seen: *seen,
            rested: now - self.moved_at >= plan::REST,
            waiting: self.ordered.is_some_and(|o| o.order == Order::Sharp && !o.seen),
            busy: self.ordered.is_some_and(|o| !o.done),
        };
        let there = plan::There {
            sharp,
            overview: self.overview.as_ref().map(Picture::held),
            world: self.world.as_ref().map(Picture::held),
        };
        let order = plan::next(&view, &there);
        self.settled = order.is_none() && view.rested && !view.busy;
        if !view.rested {
            ctx.request_repaint_after(Duration::from_secs_f64(plan::REST));
        }
        let Some(order) = order else {
            return;
        };
        self.jobs += 1;
        let most = ctx.input(|input| input.max_texture_side);
        let most = u32::try_from(most).unwrap_or(u32::MAX);
        let job = Job::new(self.jobs, order, seen, source, most);
        self.ordered = Some(Ordered {
            id: job.id,
            order,
            held: job.held,
            begun: false,
            seen: false,
            done: false,
        });
        self.give(ctx, Box::new(job));
    }

    /// Gives a job to the worker, to a new one if there is none or it broke down.
    fn give(&mut self, ctx: &egui::Context, job: Box<Job>) {
        let refused = match &mut self.worker {
            Some(worker) => worker.give(job).err(),
            None => Some(job),
        };
        if let Some(job) = refused {
            let ctx = ctx.clone();
            self.worker = Worker::start(self.fonts.clone(), move || ctx.request_repaint()).ok();
            let given = self
                .worker
                .as_mut()
                .is_some_and(|worker| worker.give(job).is_ok());
            if !given {
                self.ordered = None;
            }
        }
    }

    fn draw(&self, on: &egui::Painter, rect: Rect, camera: &Camera, source: &GroundSource) {
        let on = on.with_clip_rect(on.clip_rect().intersect(rect));
        let opaque = |color: Color| Color32::from_rgb(color.r, color.g, color.b);
        on.rect_filled(rect, 0.0, opaque(source.background));
        if let Some(outline) = camera.projection().outline() {
            let per_point = f64::from(rect.width()) / camera.width();
            let on_screen = |[x, y]: [f64; 2]| {
                let [x, y] = camera
                    .screen_from_world(WorldPoint { x, y })
                    .map(|points| (points * per_point) as f32);
                egui::pos2(rect.left() + x, rect.top() + y)
            };
            let ring = outline.into_iter().map(on_screen).collect();
            let shape = egui::Shape::convex_polygon(ring, opaque(source.sea), egui::Stroke::NONE);
            on.add(shape);
        }
        let enough = self.current.as_ref().is_some_and(|p| p.covers(camera));
        for picture in self.pictures() {
            let is_current = self.current.as_ref().is_some_and(|p| std::ptr::eq(p, picture));
            if is_current || !enough {
                picture.draw(&on, rect, camera);
            }
        }
    }
}
