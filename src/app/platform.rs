//! The only file that knows what system the program runs on: where settings live, and what a window needs.

use std::path::PathBuf;

/// The folder of the program's settings: `PERIPLUS_CONFIG_DIR` where it is set, else where the system
/// wants it. `None` where the system does not say.
pub(crate) fn config_folder() -> Option<PathBuf> {
    let var = |name: &str| {
        std::env::var_os(name)
            .filter(|v| !v.is_empty())
            .map(PathBuf::from)
    };
    if let Some(folder) = var("PERIPLUS_CONFIG_DIR") {
        return Some(folder);
    }
    if cfg!(windows) {
        var("APPDATA").map(|f| f.join("Periplus"))
    } else if cfg!(target_os = "macos") {
        var("HOME").map(|f| f.join("Library/Application Support/Periplus"))
    } else {
        var("XDG_CONFIG_HOME")
            .or_else(|| var("HOME").map(|f| f.join(".config")))
            .map(|f| f.join("periplus"))
    }
}

/// Whether the environment asks for a trace of frames: `PERIPLUS_TRACE` is set.
pub(crate) fn is_traced() -> bool {
    std::env::var_os("PERIPLUS_TRACE").is_some_and(|v| !v.is_empty())
}

/// How this system shows windows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Display {
    /// A Wayland compositor.
    Wayland,
    /// An X server.
    X11,
    /// The system's own.
    Native,
}

/// The display that the environment names; `None` where a system that needs one names none.
pub(crate) fn display() -> Option<Display> {
    if cfg!(windows) || cfg!(target_os = "macos") {
        return Some(Display::Native);
    }
    let is_set = |name: &str| std::env::var_os(name).is_some_and(|v| !v.is_empty());
    if is_set("WAYLAND_DISPLAY") || is_set("WAYLAND_SOCKET") {
        Some(Display::Wayland)
    } else if is_set("DISPLAY") {
        Some(Display::X11)
    } else {
        None
    }
}

/// Libraries that are opened only when the window is, each with the Debian package that holds it.
pub(crate) fn window_libraries(display: Display) -> &'static [(&'static str, &'static str)] {
    match display {
        Display::X11 => &[
            ("libX11.so.6", "libx11-6"),
            ("libX11-xcb.so.1", "libx11-xcb1"),
            ("libXcursor.so.1", "libxcursor1"),
            ("libXi.so.6", "libxi6"),
            ("libxkbcommon-x11.so.0", "libxkbcommon-x11-0"),
            ("libGL.so.1", "libgl1"),
        ],
        Display::Wayland => &[
            ("libwayland-client.so.0", "libwayland-client0"),
            ("libwayland-egl.so.1", "libwayland-egl1"),
            ("libEGL.so.1", "libegl1"),
            ("libxkbcommon.so.0", "libxkbcommon0"),
        ],
        Display::Native => &[],
    }
}

/// The folders in which the loader of a Unix looks for libraries, as far as files tell.
pub(crate) fn library_folders() -> Vec<PathBuf> {
    let mut folders: Vec<PathBuf> = std::env::var_os("LD_LIBRARY_PATH")
        .map(|paths| std::env::split_paths(&paths).collect())
        .unwrap_or_default();
    let mut lists = vec![PathBuf::from("/etc/ld.so.conf")];
    if let Ok(entries) = std::fs::read_dir("/etc/ld.so.conf.d") {
        lists.extend(entries.flatten().map(|e| e.path()));
    }
    for list in lists {
        let text = std::fs::read_to_string(list).unwrap_or_default();
        folders.extend(
            text.lines()
                .map(str::trim)
                .filter(|l| l.starts_with('/'))
                .map(PathBuf::from),
        );
    }
    folders.extend(["/lib", "/usr/lib", "/lib64", "/usr/lib64", "/usr/local/lib"].map(PathBuf::from));
    folders
}
