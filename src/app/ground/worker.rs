//! The thread that draws the ground: the latest job wins, older ones are cancelled. For `ground` alone.

use super::plan::{self, Held, Order, Seen};
use super::{BuildGround, GroundSource};
use crate::geography::Camera;
use crate::render::{RasterOptions, rasterize};
use crate::scene::{Color, FontStore, Rect, Scene, Size};
use eframe::egui::ColorImage;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};

/// A picture to be drawn.
pub(super) struct Job {
    pub(super) id: u64,
    pub(super) held: Held,
    order: Order,
    /// Pixels per point.
    scale: f64,
    background: Color,
    build: Arc<BuildGround>,
}

impl Job {
    pub(super) fn new(id: u64, order: Order, seen: &Seen, source: &GroundSource) -> Self {
        let camera = seen.camera;
        let scale = f64::from(seen.columns) / camera.width();
        let middle = [camera.width() / 2.0, camera.height() / 2.0];
        let (camera, scale) = match order {
            Order::Sharp => (camera, scale),
            Order::Overview => (
                camera.zoomed(1.0 / plan::OVERVIEW_WIDER, middle),
                scale * plan::OVERVIEW_SCALE,
            ),
            Order::World => (whole_world(&camera), 1.0),
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
            background: source.background,
            build: Arc::clone(&source.build),
        }
    }

    /// The parts of the picture in points, what is seen first, and how far beyond it each reaches. All
    /// edges are whole pixels.
    fn parts(&self) -> Vec<Rect> {
        let camera = &self.held.camera;
        let pixels = |points: f64| (points * self.scale).round().max(1.0);
        let (w, h) = (pixels(camera.width()), pixels(camera.height()));
        let part = |left: f64, top: f64, right: f64, bottom: f64| Rect {
            left: left / self.scale,
            top: top / self.scale,
            right: right / self.scale,
            bottom: bottom / self.scale,
        };
        let mut parts = vec![part(0.0, 0.0, w, h)];
        if self.order == Order::Sharp {
            let (x, y) = ((w * plan::MARGIN).round(), (h * plan::MARGIN).round());
            parts.extend([
                part(-x, 0.0, 0.0, h),
                part(w, 0.0, w + x, h),
                part(-x, -y, w + x, 0.0),
                part(-x, h, w + x, h + y),
            ]);
        }
        parts
    }
}

/// A camera that sees the whole world at [`plan::WORLD_WIDTH`] points.
fn whole_world(camera: &Camera) -> Camera {
    let extent = camera.projection().extent();
    let (width, height) = (extent.max.x - extent.min.x, extent.max.y - extent.min.y);
    let zoom = plan::WORLD_WIDTH / (width * camera.points_per_world());
    let small = camera.zoomed(zoom, [camera.width() / 2.0, camera.height() / 2.0]);
    let scale = small.points_per_world();
    let center = small.center();
    let middle = [
        (extent.min.x + extent.max.x) / 2.0,
        (extent.min.y + extent.max.y) / 2.0,
    ];
    small
        .panned((center.x - middle[0]) * scale, (middle[1] - center.y) * scale)
        .resized(width * scale, (height * scale).min(2.0 * plan::WORLD_WIDTH))
}

/// A drawn part of a job's picture.
pub(super) struct Part {
    pub(super) job: u64,
    /// Where it lies in the job's picture, in points.
    pub(super) rect: Rect,
    pub(super) image: ColorImage,
    /// Whether the picture is complete with it.
    pub(super) last: bool,
}

/// A thread that draws, and the ways to it and back. Dropped, it ends its work and goes.
pub(super) struct Worker {
    jobs: Sender<(Job, Arc<AtomicBool>)>,
    parts: Receiver<Part>,
    cancel: Arc<AtomicBool>,
}

impl Worker {
    /// Starts the thread; it calls `wake` whenever a part is there.
    ///
    /// # Errors
    /// If the system has no thread to give.
    pub(super) fn start(fonts: FontStore, wake: impl Fn() + Send + 'static) -> std::io::Result<Self> {
        let (jobs, inbox) = channel::<(Job, Arc<AtomicBool>)>();
        let (outbox, parts) = channel();
        std::thread::Builder::new()
            .name("ground".to_owned())
            .spawn(move || {
                while let Ok(mut next) = inbox.recv() {
                    while let Ok(newer) = inbox.try_recv() {
                        next = newer;
                    }
                    let (job, cancel) = next;
                    draw(&job, &fonts, &cancel, |part| {
                        let received = outbox.send(part).is_ok();
                        wake();
                        received
                    });
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
    pub(super) fn give(&mut self, job: Job) -> Result<(), Job> {
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
    let parts = job.parts();
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
    // What is seen is built and drawn before the margin is looked at.
    let mut seen = scene(0.0);
    for (i, &rect) in parts.iter().enumerate() {
        if cancel.load(Ordering::Relaxed) {
            return;
        }
        if i == 1 {
            seen = scene(-parts.iter().map(|p| p.left.min(p.top)).fold(0.0, f64::min));
        }
        let options = RasterOptions {
            scale: job.scale,
            region: Some(rect),
            cancel: Some(cancel),
        };
        let Ok(drawn) = rasterize(&seen, fonts, &options) else {
            return;
        };
        let size = [drawn.width as usize, drawn.height as usize];
        let part = Part {
            job: job.id,
            rect,
            image: ColorImage::from_rgba_premultiplied(size, &drawn.premultiplied),
            last: i + 1 == parts.len(),
        };
        if cancel.load(Ordering::Relaxed) || !give(part) {
            return;
        }
    }
}
