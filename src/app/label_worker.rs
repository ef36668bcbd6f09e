//! Places names off the UI thread: the latest job wins. For `pictures`.

use eframe::egui;

use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};

use crate::basemap::Basemap;
use crate::compose::{self, Furniture, Labels, Style, Words, World};
use crate::geography::Camera;
use crate::model::Dataset;
use crate::scene::FontStore;
use crate::view::{Lanes, Measurement, ViewSpec};

/// Everything that the placement of names reads.
pub(crate) struct LabelJob {
    pub(crate) dataset: Arc<Dataset>,
    /// Which data set it is, given back with the names: names of one must never meet the lights of another.
    pub(crate) generation: u64,
    /// Where its lanes run: names keep clear of them where they can.
    pub(crate) lanes: Arc<Lanes>,
    /// What is measured: names keep clear of its marks.
    pub(crate) measured: Option<Arc<Measurement>>,
    pub(crate) basemap: Arc<Basemap>,
    pub(crate) fonts: FontStore,
    pub(crate) words: Arc<Words>,
    pub(crate) style: Arc<Style>,
    pub(crate) view: ViewSpec,
    pub(crate) camera: Camera,
    pub(crate) furniture: Furniture,
    /// Woken when the names are there.
    pub(crate) wake: egui::Context,
}

impl LabelJob {
    fn place(&self) -> Labels {
        let world = World {
            dataset: &self.dataset,
            lanes: &self.lanes,
            measured: self.measured.as_deref(),
            basemap: &self.basemap,
            fonts: &self.fonts,
        };
        compose::map_labels(&compose::MapContext {
            world: &world,
            view: &self.view,
            style: &self.style,
            words: &self.words,
            camera: &self.camera,
            furniture: self.furniture,
        })
    }
}

/// Names that were placed.
struct Placed {
    /// The job's number.
    number: u64,
    /// The data set that they are of.
    generation: u64,
    labels: Labels,
}

/// The ways to the thread and back. Jobs are numbered, from 1.
type Line = (Sender<(u64, LabelJob)>, Receiver<Placed>);

/// A thread that places names; it starts with the first job and ends with the worker.
#[derive(Default)]
pub(crate) struct LabelWorker {
    line: Option<Line>,
    /// The number of the last job, and of the last whose names were taken.
    asked: u64,
    had: u64,
}

impl LabelWorker {
    /// Has names placed; jobs that have not begun are dropped.
    pub(crate) fn ask(&mut self, job: LabelJob) {
        self.asked += 1;
        let (jobs, _) = self.line.get_or_insert_with(start);
        if let Err(lost) = jobs.send((self.asked, job)) {
            // The thread is gone, which only a panic in it can bring about: a new one takes the job.
            let line = start();
            line.0.send(lost.0).ok();
            self.line = Some(line);
        }
    }

    /// The names of a data set that were placed since the last call, the newest.
    pub(crate) fn arrived(&mut self, generation: u64) -> Option<Labels> {
        let placed = self.line.as_ref()?.1.try_iter().last()?;
        self.had = placed.number;
        (placed.generation == generation).then_some(placed.labels)
    }

    /// Whether the names that were asked for last are here.
    pub(crate) fn is_done(&self) -> bool {
        self.had == self.asked
    }
}

fn start() -> Line {
    let (jobs, waiting) = channel::<(u64, LabelJob)>();
    let (done, labels) = channel();
    std::thread::spawn(move || {
        while let Ok((mut number, mut job)) = waiting.recv() {
            while let Ok(newer) = waiting.try_recv() {
                (number, job) = newer;
            }
            let placed = Placed {
                number,
                generation: job.generation,
                labels: job.place(),
            };
            if done.send(placed).is_err() {
                return;
            }
            job.wake.request_repaint();
        }
    });
    (jobs, labels)
}
