//! The thread that draws the ground: the latest job wins, older ones are cancelled. For `ground` alone.

use super::plan::{self, Held, Order, Seen};
use super::{BuildGround, GroundSource};
use crate::geography::{Camera, Framing, Kilometers, LonLat, ProjectionKind};
use crate::render::{RasterOptions, rasterize};
use crate::scene::{Color, FontStore, Rect, Scene, Size};
use eframe::egui::ColorImage;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};

/// The most threads that draw one picture.
const MOST_THREADS: usize = 4;
/// What is seen is drawn in at least so many pieces, which threads share.
const PIECES: i64 = 4;

/// A picture to be drawn.
pub(super) struct Job {
    pub(super) id: u64,
    pub(super) held: Held,
    order: Order,
    /// Pixels per point.
    scale: f64,
    /// The most pixels that a texture may have in a row or column.
    most: u32,
    background: Color,
    build: Arc<BuildGround>,
}

impl Job {
    pub(super) fn new(id: u64, order: Order, seen: &Seen, source: &GroundSource, most: u32) -> Self {
        let camera = seen.camera;
        let scale = f64::from(seen.columns) / camera.width();
        let middle = [camera.width() / 2.0, camera.height() / 2.0];
        let (camera, scale) = match order {
            Order::Sharp => (camera, scale),
            Order::Overview => (
                camera.zoomed(1.0 / plan::OVERVIEW_WIDER, middle),
                scale * plan::OVERVIEW_SCALE,
            ),
            Order::World => (whole_world(), 1.0),
        };
        Self {
            id,
            held: Held {
                camera,
                revision: seen.revision,
                columns: seen.columns,
            },
            order,
            scale,
            most: most.max(1),
            background: source.background,
            build: Arc::clone(&source.build),
        }
    }

    /// The parts of the picture in points, those of what is seen first, and how many these are. All edges
    /// are whole pixels, and none is larger than a texture.
    fn parts(&self) -> (Vec<Rect>, usize) {
        let camera = &self.held.camera;
        let pixels = |points: f64| ((points * self.scale).round() as i64).max(1);
        let (w, h) = (pixels(camera.width()), pixels(camera.height()));
        let mut parts = Vec::new();
        let pieces = PIECES.min(h);
        for i in 0..pieces {
            self.cut([0, h * i / pieces, w, h * (i + 1) / pieces], &mut parts);
        }
        let seen = parts.len();
        if self.order == Order::Sharp {
            let [x, y] = [w, h].map(|v| (v as f64 * plan::MARGIN).round() as i64);
            for margin in [
                [-x, 0, 0, h],
                [w, 0, w + x, h],
                [-x, -y, w + x, 0],
                [-x, h, w + x, h + y],
            ] {
                self.cut(margin, &mut parts);
            }
        }
        (parts, seen)
    }

    /// Cuts a rectangle of pixels (left, top, right, bottom) into equal pieces that textures can hold.
    fn cut(&self, [left, top, right, bottom]: [i64; 4], parts: &mut Vec<Rect>) {
        let most = i64::from(self.most);
        let pieces = |length: i64| (length + most - 1) / most;
        let (columns, rows) = (pieces(right - left), pieces(bottom - top));
        let edge = |from: i64, to: i64, i: i64, of: i64| (from + (to - from) * i / of) as f64 / self.scale;
        for row in 0..rows {
            for column in 0..columns {
                parts.push(Rect {
                    left: edge(left, right, column, columns),
                    top: edge(top, bottom, row, rows),
                    right: edge(left, right, column + 1, columns),
                    bottom: edge(top, bottom, row + 1, rows),
                });
            }
        }
    }
}

/// A camera of Mercator that sees the whole world at [`plan::WORLD_WIDTH`] points.
fn whole_world() -> Camera {
    let girth = Kilometers(40_075.0);
    let framing = Framing::new(LonLat::wrapped(0.0, 0.0), girth, girth);
    let small = Camera::new(
        &framing,
        ProjectionKind::Mercator,
        plan::WORLD_WIDTH,
        plan::WORLD_WIDTH,
    );
    let extent = small.projection().extent();
    let (width, height) = (extent.max.x - extent.min.x, extent.max.y - extent.min.y);
    // A hair more, so that rounding never puts the world's edge just inside the picture's last pixel: the
    // rasteriser (vello_common 0.2, clip.rs) overflows where a clip ends there.
    let zoom = plan::WORLD_WIDTH * (1.0 + 1e-9) / (width * small.points_per_world());
    let whole = small.zoomed(zoom, [plan::WORLD_WIDTH / 2.0; 2]);
    let scale = whole.points_per_world();
    whole.resized(width * scale, (height * scale).min(2.0 * plan::WORLD_WIDTH))
}

/// A drawn part of a job's picture.
pub(super) struct Part {
    pub(super) job: u64,
    /// Where it lies in the job's picture, in points.
    pub(super) rect: Rect,
    pub(super) image: ColorImage,
    /// Whether all that is seen is there with it.
    pub(super) seen: bool,
    /// Whether the picture is complete with it.
    pub(super) last: bool,
}

/// A thread that draws, and the ways to it and back. Dropped, it ends its work and goes.
pub(super) struct Worker {
    jobs: Sender<(Box<Job>, Arc<AtomicBool>)>,
    parts: Receiver<Part>,
    cancel: Arc<AtomicBool>,
}

impl Worker {
    /// Starts the thread; it calls `wake` whenever a part is there.
    ///
    /// # Errors
    /// If the system has no thread to give.
    pub(super) fn start(fonts: FontStore, wake: impl Fn() + Send + 'static) -> std::io::Result<Self> {
        let (jobs, inbox) = channel::<(Box<Job>, Arc<AtomicBool>)>();
        let (outbox, parts) = channel();
        std::thread::Builder::new()
            .name("ground".to_owned())
            .spawn(move || {
                while let Ok(mut next) = inbox.recv() {
                    while let Ok(newer) = inbox.try_recv() {
                        next = newer;
                    }
                    let (job, cancel) = next;
                    // A job that breaks down must not take the next one, already in the channel, with it.
                    let _ = catch_unwind(AssertUnwindSafe(|| {
                        draw(&job, &fonts, &cancel, |part| {
                            let received = outbox.send(part).is_ok();
                            wake();
                            received
                        });
                    }));
                }
            })?;
        Ok(Self {
            jobs,
            parts,
            cancel: Arc::default(),
        })
    }

    /// Cancels the job under way and gives another.
    ///
    /// # Errors
    /// The job, if the thread is gone.
    pub(super) fn give(&mut self, job: Box<Job>) -> Result<(), Box<Job>> {
        self.cancel.store(true, Ordering::Relaxed);
        self.cancel = Arc::default();
        let sent = self.jobs.send((job, Arc::clone(&self.cancel)));
        sent.map_err(|refused| refused.0.0)
    }

    /// A part that was drawn meanwhile.
    pub(super) fn arrived(&self) -> Option<Part> {
        self.parts.try_recv().ok()
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.cancel.store(true, Ordering::Relaxed);
    }
}

/// Draws a job's parts in turn until it is done, cancelled, or nobody takes them.
fn draw(job: &Job, fonts: &FontStore, cancel: &AtomicBool, mut give: impl FnMut(Part) -> bool) {
    let (parts, of_seen) = job.parts();
    let camera = &job.held.camera;
    let scene = |margin: f64| Scene {
        size: Size {
            width: camera.width(),
            height: camera.height(),
        },
        background: job.background,
        title: String::new(),
        nodes: (job.build)(camera, margin),
    };
    let mut scene_now = scene(0.0);
    let threads = std::thread::available_parallelism().map_or(1, |n| n.get().min(MOST_THREADS));
    let mut done = 0;
    // What is seen is built and drawn before the margin is looked at.
    for group in [&parts[..of_seen], &parts[of_seen..]] {
        if done > 0 && !group.is_empty() {
            if cancel.load(Ordering::Relaxed) {
                return;
            }
            scene_now = scene(-parts.iter().map(|p| p.left.min(p.top)).fold(0.0, f64::min));
        }
        for together in group.chunks(threads) {
            for (rect, image) in together
                .iter()
                .zip(draw_parts(job, &scene_now, fonts, cancel, together))
            {
                let Some(image) = image.filter(|_| !cancel.load(Ordering::Relaxed)) else {
                    return;
                };
                done += 1;
                let part = Part {
                    job: job.id,
                    rect: *rect,
                    image,
                    seen: done >= of_seen,
                    last: done == parts.len(),
                };
                if !give(part) {
                    return;
                }
            }
        }
    }
}

/// Draws parts side by side, the first on this thread. `None` for what was cancelled or cannot be drawn.
fn draw_parts(
    job: &Job,
    scene: &Scene,
    fonts: &FontStore,
    cancel: &AtomicBool,
    parts: &[Rect],
) -> Vec<Option<ColorImage>> {
    let one = &|rect: Rect| {
        let options = RasterOptions {
            scale: job.scale,
            region: Some(rect),
            cancel: Some(cancel),
        };
        let drawn = rasterize(scene, fonts, &options).ok()?;
        let size = [drawn.width as usize, drawn.height as usize];
        Some(ColorImage::from_rgba_premultiplied(size, &drawn.premultiplied))
    };
    let Some((&first, others)) = parts.split_first() else {
        return Vec::new();
    };
    std::thread::scope(|scope| {
        let helpers: Vec<_> = others
            .iter()
            .map(|&rect| {
                let helper = std::thread::Builder::new().spawn_scoped(scope, move || one(rect));
                (rect, helper)
            })
            .collect();
        let mut images = vec![one(first)];
        for (rect, helper) in helpers {
            // Where the system has no thread to give, this one does the work.
            images.push(match helper {
                Ok(helper) => helper.join().ok().flatten(),
                Err(_) => one(rect),
            });
        }
        images
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn parts_cover_picture_and_margin_once_and_fit_into_textures(
            width in 100.0..4000.0f64, height in 100.0..3000.0f64, ppp in 1.0..2.5f64, most in 500u32..9000,
        ) {
            let framing = Framing::new(LonLat::wrapped(110.0, 12.0), Kilometers(900.0), Kilometers(600.0));
            let seen = Seen {
                camera: Camera::new(&framing, ProjectionKind::default(), width, height),
                revision: 1,
                columns: (width * ppp).round() as u32,
            };
            let source = GroundSource {
                revision: 1,
                background: Color::CLEAR,
        sea: Color::CLEAR,
                build: Arc::new(|_, _| Vec::new()),
            };
            let job = Job::new(1, Order::Sharp, &seen, &source, most);
            let (parts, of_seen) = job.parts();
            let pixels = |r: &Rect| [r.left, r.top, r.right, r.bottom].map(|v| v * job.scale);
            let area = |rects: &[Rect]| rects.iter().map(|r| r.width() * r.height()).sum::<f64>();
            for part in &parts {
                let [left, top, right, bottom] = pixels(part);
                prop_assert!(right - left <= f64::from(most) + 1e-6 && bottom - top <= f64::from(most) + 1e-6);
                for edge in [left, top, right, bottom] {
                    prop_assert!((edge - edge.round()).abs() < 1e-6);
                }
            }
            let around = |rects: &[Rect]| rects.iter().copied().reduce(|a, b| a.union(&b)).unwrap();
            for rects in [&parts[..of_seen], &parts[..]] {
                let all = around(rects);
                prop_assert!((area(rects) / (all.width() * all.height()) - 1.0).abs() < 1e-9);
            }
            let seen = around(&parts[..of_seen]);
            prop_assert!((seen.width() - width).abs() < 0.01 && (seen.height() - height).abs() < 1.0);
            prop_assert!((around(&parts).width() / width - 1.5).abs() < 0.03);
        }
    }
}
