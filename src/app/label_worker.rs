//! Places names off the UI thread: the latest job wins. For `pictures`.

use eframe::egui;

use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};

use crate::basemap::Basemap;
use crate::compose::{self, Furniture, Labels, Style, Words, World};
use crate::geography::Camera;
use crate::model::Dataset;
use crate::scene::FontStore;
use crate::view::{Lanes, ViewSpec};

/// Everything that the placement of names reads.
pub(crate) struct LabelJob {
    pub(crate) dataset: Arc<Dataset>,
    /// Which data set it is, given back with the names: names of one must never meet the lights of another.
    pub(crate) generation: u64,
    /// Where its lanes run: names keep clear of them where they can.
    pub(crate) lanes: Arc<Lanes>,
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

/// Names, and the data set that they are of.
type Placed = (u64, Labels);

/// A thread that places names; it starts with the first job and ends with the worker.
#[derive(Default)]
pub(crate) struct LabelWorker {
    line: Option<(Sender<LabelJob>, Receiver<Placed>)>,
}

impl LabelWorker {
    /// Has names placed; jobs that have not begun are dropped.
    pub(crate) fn ask(&mut self, job: LabelJob) {
        let (jobs, _) = self.line.get_or_insert_with(start);
        if let Err(lost) = jobs.send(job) {
            // The thread is gone, which only a panic in it can bring about: a new one takes the job.
            let line = start();
            line.0.send(lost.0).ok();
            self.line = Some(line);
        }
    }

    /// The names of a data set that were placed since the last call, the newest.
    pub(crate) fn arrived(&self, generation: u64) -> Option<Labels> {
        let placed = self.line.as_ref()?.1.try_iter().last()?;
        (placed.0 == generation).then_some(placed.1)
    }
}

fn start() -> (Sender<LabelJob>, Receiver<Placed>) {
    let (jobs, waiting) = channel::<LabelJob>();
    let (done, labels) = channel();
    std::thread::spawn(move || {
        while let Ok(mut job) = waiting.recv() {
            while let Ok(newer) = waiting.try_recv() {
                job = newer;
            }
            if done.send((job.generation, job.place())).is_err() {
                return;
            }
            job.wake.request_repaint();
        }
    });
    (jobs, labels)
}
