//! Why no window could be opened, in words that say what to do. For `run` and the command line.

use std::path::PathBuf;

use super::platform::{self, Display};

/// Why no window could be opened.
#[derive(Debug, thiserror::Error)]
pub enum WindowError {
    /// No display is named.
    #[error(
        "no window can be opened: neither DISPLAY nor WAYLAND_DISPLAY is set.\n\
         Run this in a desktop session (or under xvfb-run), or draw the map without a window:\n\n\
         \x20   periplus figure -o map.png"
    )]
    NoDisplay,
    /// The display that is named does not answer.
    #[error(
        "no window can be opened on the display that {variable} names: {reason}.\n\
         Set DISPLAY to a running X server or WAYLAND_DISPLAY to a running compositor, or draw the map without a window:\n\n\
         \x20   periplus figure -o map.png"
    )]
    Display {
        /// `DISPLAY` or `WAYLAND_DISPLAY`.
        variable: &'static str,
        /// What is wrong with it, in our own words.
        reason: String,
    },
    /// Libraries that a window needs are not installed.
    #[error(
        "no window can be opened: {} missing.\n\
         On Debian or Ubuntu: sudo apt install {}\n\
         Or draw the map without a window:\n\n\
         \x20   periplus figure -o map.png",
        list(libraries), packages.join(" ")
    )]
    Libraries {
        /// File names of the libraries.
        libraries: Vec<&'static str>,
        /// Debian packages that hold them.
        packages: Vec<&'static str>,
    },
    /// There is a display, but nothing that draws on it.
    #[error(
        "no window can be opened: OpenGL does not start ({0}).\n\
         On Debian or Ubuntu: sudo apt install libgl1 libgl1-mesa-dri libegl1\n\
         Or draw the map without a window:\n\n\
         \x20   periplus figure -o map.png"
    )]
    OpenGl(String),
    /// The package that was asked for cannot be opened.
    #[error("{0}")]
    Dataset(String),
    /// The view that was asked for cannot be read.
    #[error("the view {0}")]
    View(String),
    /// A style of the program is broken.
    #[error("the window's look cannot be read: {0}")]
    Style(#[from] crate::compose::StyleError),
    /// Anything else.
    #[error(
        "no window can be opened: {0}\n\
         The map can be drawn without a window:\n\n\
         \x20   periplus figure -o map.png"
    )]
    Other(String),
}

fn list(libraries: &[&str]) -> String {
    let verb = if libraries.len() == 1 { "is" } else { "are" };
    format!("{} {verb}", libraries.join(", "))
}

/// Looks for what a window needs before one is asked for.
///
/// # Errors
/// When a display variable or a library is missing.
pub(crate) fn probe() -> Result<Display, WindowError> {
    let display = platform::display().ok_or(WindowError::NoDisplay)?;
    missing(display, &platform::library_folders()).map_or(Ok(display), Err)
}

fn missing(display: Display, folders: &[PathBuf]) -> Option<WindowError> {
    let absent: Vec<_> = platform::window_libraries(display)
        .iter()
        .filter(|(file, _)| !folders.iter().any(|f| f.join(file).exists()))
        .collect();
    // Where not one of them is found, the folders are unlike any that are known here (Nix, Guix): let
    // the loader try.
    let all = platform::window_libraries(display).len();
    let strange = absent.len() == all && !folders.iter().any(|f| f.join("libc.so.6").exists());
    (!absent.is_empty() && !strange).then(|| WindowError::Libraries {
        libraries: absent.iter().map(|(file, _)| *file).collect(),
        packages: absent.iter().map(|(_, package)| *package).collect(),
    })
}

impl WindowError {
    /// The error for what eframe gave up on.
    pub(crate) fn from_eframe(error: &eframe::Error, display: Display) -> Self {
        let text = without_source(&error.to_string());
        match error {
            eframe::Error::Winit(_) | eframe::Error::WinitEventLoop(_) => Self::of_display(display, &text),
            eframe::Error::Glutin(_) | eframe::Error::NoGlutinConfigs(..) | eframe::Error::OpenGL(_) => {
                Self::OpenGl(text)
            }
            _ => Self::Other(text),
        }
    }

    /// The error for a panic of the windowing libraries.
    pub(crate) fn from_panic(text: &str, display: Display) -> Self {
        let known = platform::window_libraries(display)
            .iter()
            .find(|(file, _)| text.contains(file.split(".so").next().unwrap_or(file)));
        match known {
            Some((file, package)) => Self::Libraries {
                libraries: vec![file],
                packages: vec![package],
            },
            None if text.contains("XOpenDisplay") || text.contains("display") => {
                Self::of_display(display, text)
            }
            None => Self::Other(without_source(text)),
        }
    }

    /// The error for a display that does not open: in our own words where that is what the libraries say.
    fn of_display(display: Display, said: &str) -> Self {
        let (variable, reason) = match display {
            Display::X11 => ("DISPLAY", "no X server answers there"),
            Display::Wayland => ("WAYLAND_DISPLAY", "no compositor answers there"),
            Display::Native => return Self::Other(without_source(said)),
        };
        let unanswered = ["connection", "XOpenDisplay", "compositor", "Compositor"];
        let reason = if unanswered.iter().any(|word| said.contains(word)) {
            reason.to_owned()
        } else {
            without_source(said)
        };
        Self::Display { variable, reason }
    }
}

/// What a library says, without the line of its source that it says it from: `os error at /…/mod.rs:788:
/// Failed` and `panicked at /…/mod.rs:1:2:\nFailed` both become `Failed`.
fn without_source(text: &str) -> String {
    let behind = |(_, rest): (&str, &str)| {
        rest.trim_start_matches(|c: char| c.is_ascii_digit() || c == ':' || c.is_whitespace())
            .to_owned()
    };
    text.rsplit_once(".rs:").map_or_else(|| text.to_owned(), behind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_library_is_named_with_its_package() {
        let folder = tempfile::tempdir().unwrap();
        for (file, _) in platform::window_libraries(Display::X11) {
            if *file != "libXcursor.so.1" {
                std::fs::write(folder.path().join(file), "").unwrap();
            }
        }
        let error = missing(Display::X11, &[folder.path().to_owned()])
            .unwrap()
            .to_string();
        assert!(error.contains("libXcursor.so.1 is missing"), "{error}");
        assert!(error.contains("apt install libxcursor1\n"), "{error}");
        assert!(error.contains("periplus figure"), "{error}");
    }

    #[test]
    fn a_loader_with_unknown_folders_is_let_try() {
        let folder = tempfile::tempdir().unwrap();
        assert!(missing(Display::X11, &[folder.path().to_owned()]).is_none());
    }

    #[test]
    fn no_error_shows_the_source_of_a_library() {
        let said = "winit EventLoopError: os error at /home/x/winit/src/mod.rs:788: Failed to open a thing";
        assert_eq!(without_source(said), "Failed to open a thing");
        assert_eq!(without_source("panicked at src/a.rs:1:2:\nno luck"), "no luck");
        for display in [Display::X11, Display::Wayland, Display::Native] {
            let error = WindowError::of_display(display, said).to_string();
            assert!(!error.contains(".rs") && !error.contains("/home"), "{error}");
        }
        let error = WindowError::of_display(Display::X11, said).to_string();
        assert!(
            error.contains("DISPLAY") && error.contains("WAYLAND_DISPLAY"),
            "{error}"
        );
    }

    #[test]
    fn every_error_names_the_way_without_a_window() {
        let errors = [
            WindowError::NoDisplay,
            WindowError::OpenGl("no config".to_owned()),
            WindowError::from_panic("could not open libXi", Display::X11),
            WindowError::of_display(Display::X11, "refused"),
        ];
        for error in errors {
            assert!(
                error.to_string().contains("periplus figure -o map.png"),
                "{error}"
            );
        }
    }
}
