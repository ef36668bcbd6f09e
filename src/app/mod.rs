//! The window: panels, commands, undo, settings. `main` calls [`run`]; everything that needs no window is
//! reached without this module.

mod apply;
mod apply_filter;
mod apply_time;
mod camera_moves;
mod command;
mod double_click;
mod effects;
mod flight;
mod furniture;
pub mod ground;
mod history;
mod jobs;
mod label_worker;
mod measuring;
mod package;
pub mod painter;
mod panel_sizes;
mod panels;
mod pictures;
mod platform;
mod play;
mod presenting;
mod registry;
mod services;
mod settings;
mod snapping;
mod state;
mod story;
#[cfg(test)]
mod test_state;
mod theme;
mod time_moves;
mod timeline_pictures;
mod trace;
mod what_if;
mod window;
mod window_error;
mod window_input;
mod words;

pub use command::{Choice, Command, FigureOf, Gesture, ListFace, ListMove, Pane};
pub use package::Package;
pub use play::{Speed, SpeedUnit};
pub use registry::{Category, Context, ENTRIES, Entry};
pub use services::{FindSeaNetwork, MakeFigure, OpenPackage, ResolveLanes, Services};
pub use window::Window;
pub use window_error::WindowError;

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use eframe::egui;

use crate::view::ViewSpec;
use settings::Settings;

/// How the window starts.
#[derive(Debug)]
pub struct Options {
    /// The package to open; `None` for the one of the last session, or the one inside the program.
    pub dataset: Option<PathBuf>,
    /// A view file to start with; `None` for the last view of the package, or its opening view.
    pub view: Option<PathBuf>,
    /// What the window asks of the rest of the program.
    pub services: Services,
}

/// Opens the window and returns when it is closed.
///
/// # Errors
/// When no window can be opened, or the package or view that was asked for cannot be read.
pub fn run(options: Options) -> Result<(), WindowError> {
    let display = window_error::probe()?;
    let folder = platform::config_folder();
    let (settings, complaint) = folder.as_deref().map(Settings::load).unwrap_or_default();
    let start = Start::new(&options, &settings)?;
    let native = eframe::NativeOptions {
        viewport: viewport(&settings, start.package.dataset.title()),
        system_font_fallback: false,
        ..Default::default()
    };
    let message = start.message.clone().or(complaint);
    let create: eframe::AppCreator<'_> = Box::new(move |cc| {
        let Start { package, view, .. } = start;
        let ctx = &cc.egui_ctx;
        let mut window = Window::new(ctx, package, view, options.services, settings, folder)?;
        if let Some(message) = message {
            window.state.warn(message);
        }
        Ok(Box::new(window))
    });
    run_quietly(native, create).map_err(|failure| match failure {
        Failure::Eframe(error) => WindowError::from_eframe(&error, display),
        Failure::Panic(text) => WindowError::from_panic(&text, display),
    })
}

enum Failure {
    Eframe(eframe::Error),
    Panic(String),
}

/// Runs eframe. A panic before the first frame is the windowing libraries' way to say that they miss
/// something: it becomes an error. A later one is ours, and goes on as a panic.
fn run_quietly(native: eframe::NativeOptions, create: eframe::AppCreator<'_>) -> Result<(), Failure> {
    let created = Arc::new(Mutex::new(false));
    let told = Arc::new(Mutex::new(String::new()));
    let hook = std::panic::take_hook();
    let previous: Arc<dyn Fn(&std::panic::PanicHookInfo<'_>) + Send + Sync> = Arc::from(hook);
    {
        let (created, told, previous) = (Arc::clone(&created), Arc::clone(&told), Arc::clone(&previous));
        std::panic::set_hook(Box::new(move |info| {
            if *created.lock().unwrap_or_else(PoisonError::into_inner) {
                previous(info);
            } else {
                *told.lock().unwrap_or_else(PoisonError::into_inner) = info.to_string();
            }
        }));
    }
    let mark = Arc::clone(&created);
    let create: eframe::AppCreator<'_> = Box::new(move |cc| {
        *mark.lock().unwrap_or_else(PoisonError::into_inner) = true;
        create(cc)
    });
    let run = std::panic::AssertUnwindSafe(|| eframe::run_native("periplus", native, create));
    let ended = std::panic::catch_unwind(run);
    std::panic::set_hook(Box::new(move |info| previous(info)));
    match ended {
        Ok(result) => result.map_err(Failure::Eframe),
        Err(payload) if *created.lock().unwrap_or_else(PoisonError::into_inner) => {
            std::panic::resume_unwind(payload)
        }
        Err(_) => Err(Failure::Panic(
            told.lock().unwrap_or_else(PoisonError::into_inner).clone(),
        )),
    }
}

/// What the window starts with.
struct Start {
    package: Package,
    view: Option<ViewSpec>,
    message: Option<String>,
}

impl Start {
    /// What was asked for must be there; what is only remembered may be gone, and then the bundled
    /// package is shown with a line that says so.
    fn new(options: &Options, settings: &Settings) -> Result<Self, WindowError> {
        let services = &options.services;
        let mut message = None;
        let package = match (&options.dataset, &settings.dataset) {
            (Some(path), _) => open(services, path).map_err(WindowError::Dataset)?,
            (None, Some(path)) => open(services, path).unwrap_or_else(|reason| {
                message = Some(reason);
                (services.bundled)()
            }),
            (None, None) => (services.bundled)(),
        };
        let mut view = None;
        if let Some(path) = &options.view {
            let failed = |reason: String| WindowError::View(format!("{}: {reason}", path.display()));
            let bytes = std::fs::read(path).map_err(|e| failed(e.to_string()))?;
            let (read, warnings) = ViewSpec::read(&bytes, &package.opening, &package.dataset)
                .map_err(|e| failed(e.to_string()))?;
            message = warnings.first().map(ToString::to_string).or(message);
            view = Some(read);
        } else if let Some(last) = settings.views.get(&Settings::key(package.path.as_deref())) {
            let last = ViewSpec::from_value(last.clone(), &package.opening, &package.dataset);
            view = last.ok().map(|(view, _)| view);
        } else if let Some(style) = &settings.style {
            view = Some(ViewSpec {
                style: style.clone(),
                ..package.opening.clone()
            });
        }
        Ok(Self {
            package,
            view,
            message,
        })
    }
}

fn open(services: &Services, path: &Path) -> Result<Package, String> {
    let mut package = (services.open)(path)?;
    package.path = Some(std::path::absolute(path).unwrap_or_else(|_| path.to_owned()));
    Ok(package)
}

fn viewport(settings: &Settings, title: &str) -> egui::ViewportBuilder {
    let mut viewport = egui::ViewportBuilder::default()
        .with_title(format!("{title} – Periplus"))
        .with_app_id("periplus")
        .with_inner_size([1440.0, 900.0])
        .with_min_inner_size([760.0, 520.0])
        .with_drag_and_drop(true);
    if let Some([left, top, width, height]) = settings.window
        && [left, top, width, height].iter().all(|n| n.is_finite())
    {
        viewport = viewport
            .with_position([left.max(0.0), top.max(0.0)])
            .with_inner_size([width.max(760.0), height.max(520.0)]);
    }
    viewport.with_maximized(settings.maximized)
}
