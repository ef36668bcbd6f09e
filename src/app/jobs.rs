//! Slow work beside the window: file dialogs, opening packages, writing figures. Each job ends in an
//! [`Outcome`] that wakes the window.

use eframe::egui;

use std::future::Future;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::task::{Context, Poll, Wake, Waker};
use std::thread::Thread;
use std::time::{Duration, Instant};

use crate::export::FigureFormat;

use super::command::{Command, FigureOf};
use super::package::Package;

/// What a path is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum PathWish {
    /// To open a data package: its folder's `datapackage.json`, or a zip of it.
    OpenDataset,
    /// To read a view, from its file or from a picture.
    OpenView,
    /// To read a style.
    OpenStyle,
    /// To write the view, to a file of this name.
    SaveView(String),
    /// To write a figure, to a file of this name.
    ExportFigure(FigureOf, FigureFormat, String),
}

/// Nobody reads a dialog and closes it faster.
const QUICKEST_HAND: Duration = Duration::from_millis(250);

/// What a job came to.
#[derive(Debug)]
pub(crate) enum Outcome {
    /// A choice was made: go on with this.
    Do(Command),
    /// A dialog was closed without a choice.
    Nothing,
    /// The system has no file dialog to show.
    NoDialog(PathWish),
    /// The work broke down.
    Broken,
    /// A package was read.
    Opened(PathBuf, Result<Box<Package>, String>),
    /// A view file was read.
    ViewRead(PathBuf, Result<Vec<u8>, String>),
    /// A style file was read.
    StyleRead(PathBuf, Result<String, String>),
    /// A file was written.
    Written(PathBuf, Result<(), String>),
}

/// The jobs under way.
#[derive(Debug)]
pub(crate) struct Jobs {
    ctx: egui::Context,
    sender: Sender<Outcome>,
    receiver: Receiver<Outcome>,
    running: usize,
}

impl Jobs {
    pub(crate) fn new(ctx: egui::Context) -> Self {
        let (sender, receiver) = channel();
        Self {
            ctx,
            sender,
            receiver,
            running: 0,
        }
    }

    /// Whether any job is under way.
    pub(crate) fn is_busy(&self) -> bool {
        self.running > 0
    }

    /// Runs work on a thread of its own. A panic in it is an outcome like any other failure.
    pub(crate) fn spawn(&mut self, work: impl FnOnce() -> Outcome + Send + 'static) {
        let (sender, ctx) = (self.sender.clone(), self.ctx.clone());
        self.running += 1;
        std::thread::spawn(move || {
            let done = std::panic::catch_unwind(std::panic::AssertUnwindSafe(work));
            // The window may be gone by now; then nobody waits for this.
            let _ = sender.send(done.unwrap_or(Outcome::Broken));
            ctx.request_repaint();
        });
    }

    /// What ended since the last call.
    pub(crate) fn outcomes(&mut self) -> Vec<Outcome> {
        let done: Vec<_> = self.receiver.try_iter().collect();
        self.running = self.running.saturating_sub(done.len());
        done
    }

    /// Asks for a file: one to be read, or where to write one.
    pub(crate) fn pick(&mut self, title: &str, filter: &str, wish: PathWish) {
        let dialog = rfd::AsyncFileDialog::new().set_title(title);
        match &wish {
            PathWish::OpenDataset => {
                let dialog = dialog.add_filter(filter, &["json", "zip"]);
                self.wait_for(dialog.pick_file(), wish);
            }
            PathWish::OpenView => {
                let dialog = dialog.add_filter(filter, &["json", "png", "svg", "pdf"]);
                self.wait_for(dialog.pick_file(), wish);
            }
            PathWish::OpenStyle => {
                let dialog = dialog.add_filter(filter, &["toml"]);
                self.wait_for(dialog.pick_file(), wish);
            }
            PathWish::SaveView(name) => {
                let dialog = dialog.add_filter(filter, &["json"]).set_file_name(name);
                self.wait_for(dialog.save_file(), wish);
            }
            PathWish::ExportFigure(_, format, name) => {
                let dialog = dialog
                    .add_filter(filter, &[format.extension()])
                    .set_file_name(name);
                self.wait_for(dialog.save_file(), wish);
            }
        }
    }

    /// The dialog is made by the caller, as macOS wants it on the main thread, and awaited on a thread.
    fn wait_for(
        &mut self,
        dialog: impl Future<Output = Option<rfd::FileHandle>> + Send + 'static,
        wish: PathWish,
    ) {
        let asked = Instant::now();
        self.spawn(move || match block_on(dialog) {
            Some(file) => Outcome::Do(wish.command(file.path().to_owned())),
            // Where no dialog can be shown there is the same answer as from one that was closed, but at once.
            None if asked.elapsed() < QUICKEST_HAND => Outcome::NoDialog(wish),
            None => Outcome::Nothing,
        });
    }
}

impl PathWish {
    /// What to do with the path.
    pub(crate) fn command(self, path: PathBuf) -> Command {
        match self {
            Self::OpenDataset => Command::OpenDatasetAt(package_of(path)),
            Self::OpenView => Command::OpenViewAt(path),
            Self::OpenStyle => Command::OpenStyleAt(path),
            Self::SaveView(_) => Command::SaveViewAt(path),
            Self::ExportFigure(of, format, _) => Command::ExportFigureAt(of, format, path),
        }
    }
}

/// The package that a chosen file stands for: the folder of a `datapackage.json`, or the file itself.
pub(crate) fn package_of(path: PathBuf) -> PathBuf {
    let is_descriptor = path.extension().is_some_and(|e| e == "json") && path.is_file();
    match path.parent() {
        Some(folder) if is_descriptor => folder.to_owned(),
        _ => path,
    }
}

/// Writes a file beside its place and puts it there when it is whole, so that a failure leaves what was there
/// before.
pub(crate) fn write_whole(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let mut beside = path.as_os_str().to_owned();
    beside.push(".part");
    let beside = PathBuf::from(beside);
    let written = std::fs::write(&beside, bytes).and_then(|()| std::fs::rename(&beside, path));
    if written.is_err() {
        // What is left of it is of no use to anyone.
        let _ = std::fs::remove_file(&beside);
    }
    written
}

struct Unpark(Thread);

impl Wake for Unpark {
    fn wake(self: Arc<Self>) {
        self.0.unpark();
    }
}

/// Waits for a future on this thread.
fn block_on<T>(future: impl Future<Output = T>) -> T {
    let mut future = std::pin::pin!(future);
    let waker = Waker::from(Arc::new(Unpark(std::thread::current())));
    let mut context = Context::from_waker(&waker);
    loop {
        match future.as_mut().poll(&mut context) {
            Poll::Ready(value) => return value,
            Poll::Pending => std::thread::park(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_job_that_panics_is_told_of() {
        let mut jobs = Jobs::new(egui::Context::default());
        jobs.spawn(|| std::panic::resume_unwind(Box::new(())));
        while jobs.is_busy() {
            for outcome in jobs.outcomes() {
                assert!(matches!(outcome, Outcome::Broken));
            }
        }
    }

    #[test]
    fn a_chosen_descriptor_stands_for_its_folder() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("datapackage.json");
        std::fs::write(&file, "{}").unwrap();
        assert_eq!(package_of(file), folder.path());
        assert_eq!(package_of("/x/y.zip".into()), PathBuf::from("/x/y.zip"));
    }
}
