//! What the window remembers from one session to the next: a JSON file in the system's folder for it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::command::Pane;
use super::jobs::write_whole;
use super::play::{EVENT_SECONDS, PlayStyle, Speed};

/// What is remembered.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Settings {
    /// Left, top, width and height of the window in points.
    pub(crate) window: Option<[f32; 4]>,
    /// Whether it filled the screen's working area.
    pub(crate) maximized: bool,
    /// The package opened last; none for the one inside the program.
    pub(crate) dataset: Option<PathBuf>,
    /// The last view of each package, by its path (empty: the one inside the program).
    pub(crate) views: BTreeMap<String, Value>,
    /// Style files of the reader's own.
    pub(crate) style_files: Vec<PathBuf>,
    /// Style chosen last.
    pub(crate) style: Option<String>,
    /// Widths and heights that the panels had last, in points, by name.
    pub(crate) panels: BTreeMap<String, f32>,
    /// Those that the reader has chosen; the others follow the window's size.
    pub(crate) chosen: BTreeMap<String, f32>,
    /// Panels that were closed.
    pub(crate) closed: Vec<String>,
    /// Whether the map jumps instead of flying.
    pub(crate) reduced_motion: bool,
    /// Whether dashes run along lit lanes while time plays.
    pub(crate) moving_dashes: bool,
    /// How play goes, but for its speed, which goes by the data.
    pub(crate) play: PlaySettings,
    /// Whether the left panel lists the scenes of a story.
    pub(crate) lists_scenes: bool,
    /// Whether it lists straits and lanes.
    pub(crate) lists_lanes: bool,
    /// Whether the speaker's notes below a scene are open.
    pub(crate) notes_are_open: bool,
    /// Keys of a newer version, kept.
    #[serde(flatten)]
    pub(crate) unknown: BTreeMap<String, Value>,
}

/// How play goes.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct PlaySettings {
    pub(crate) loops: bool,
    pub(crate) by_event: bool,
    pub(crate) eases: bool,
    pub(crate) event_seconds: f64,
}

impl Default for PlaySettings {
    fn default() -> Self {
        PlayStyle::default().into()
    }
}

impl From<PlayStyle> for PlaySettings {
    fn from(style: PlayStyle) -> Self {
        Self {
            loops: style.loops,
            by_event: style.by_event,
            eases: style.eases,
            event_seconds: style.event_seconds,
        }
    }
}

impl PlaySettings {
    /// These ways of play at a speed.
    pub(crate) fn with_speed(self, speed: Speed) -> PlayStyle {
        PlayStyle {
            speed,
            loops: self.loops,
            by_event: self.by_event,
            eases: self.eases,
            event_seconds: self
                .event_seconds
                .clamp(*EVENT_SECONDS.start(), *EVENT_SECONDS.end()),
        }
    }
}

/// How many packages' views are kept.
const VIEWS_KEPT: usize = 40;

impl Settings {
    /// Reads the settings of a folder. Settings that cannot be read are set aside under another name,
    /// and the second part says so; the session starts with none.
    pub(crate) fn load(folder: &Path) -> (Self, Option<String>) {
        let path = folder.join("settings.json");
        let bytes = match std::fs::read(&path) {
            Ok(bytes) => bytes,
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => return (Self::default(), None),
            Err(e) => return (Self::default(), Some(format!("{}: {e}", path.display()))),
        };
        match serde_json::from_slice(&bytes) {
            Ok(settings) => (settings, None),
            Err(error) => {
                let aside = folder.join("settings.unreadable.json");
                let kept = std::fs::rename(&path, &aside).map(|()| aside.display().to_string());
                let kept = kept.unwrap_or_else(|e| e.to_string());
                (
                    Self::default(),
                    Some(format!("{}: {error} → {kept}", path.display())),
                )
            }
        }
    }

    /// Writes the settings: to a file beside, which then takes the place of the old one, so that a
    /// crash leaves either the old or the new.
    ///
    /// # Errors
    /// When the folder cannot be made or written to.
    pub(crate) fn save(&self, folder: &Path) -> std::io::Result<()> {
        std::fs::create_dir_all(folder)?;
        let json = serde_json::to_vec_pretty(self)?;
        write_whole(&folder.join("settings.json"), &json)
    }

    /// The key of a package among the views.
    pub(crate) fn key(path: Option<&Path>) -> String {
        path.map(|p| p.display().to_string()).unwrap_or_default()
    }

    /// Remembers the view of a package.
    pub(crate) fn keep_view(&mut self, path: Option<&Path>, view: Value) {
        let key = Self::key(path);
        if self.views.len() >= VIEWS_KEPT
            && !self.views.contains_key(&key)
            && let Some(first) = self.views.keys().find(|k| !k.is_empty()).cloned()
        {
            self.views.remove(&first);
        }
        self.views.insert(key, view);
    }
}

/// Parts of the window that are remembered as open or closed.
pub(crate) const REMEMBERED: [(Pane, &str); 4] = [
    (Pane::List, "list"),
    (Pane::Reading, "reading"),
    (Pane::Timeline, "timeline"),
    (Pane::Indicators, "indicators"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_written_and_read_are_the_same() {
        let folder = tempfile::tempdir().unwrap();
        let mut settings = Settings {
            window: Some([10.0, 20.0, 1600.0, 1000.0]),
            dataset: Some("/data/silk-roads".into()),
            style: Some("dark".into()),
            ..Settings::default()
        };
        settings.keep_view(None, serde_json::json!({ "language": "vi" }));
        settings.unknown.insert("from_tomorrow".into(), Value::Bool(true));
        let inner = folder.path().join("not/made/yet");
        settings.save(&inner).unwrap();
        assert_eq!(Settings::load(&inner), (settings, None));
    }

    #[test]
    fn unreadable_settings_are_set_aside_and_said_so() {
        let folder = tempfile::tempdir().unwrap();
        for broken in ["{ \"window\": [1, 2", "[]", "\u{0}"] {
            std::fs::write(folder.path().join("settings.json"), broken).unwrap();
            let (settings, message) = Settings::load(folder.path());
            assert_eq!(settings, Settings::default());
            assert!(message.unwrap().contains("settings.unreadable.json"));
            let aside = std::fs::read_to_string(folder.path().join("settings.unreadable.json")).unwrap();
            assert_eq!(aside, broken);
        }
    }

    #[test]
    fn the_views_of_only_so_many_packages_are_kept() {
        let mut settings = Settings::default();
        settings.keep_view(None, Value::Null);
        for n in 0..100 {
            settings.keep_view(Some(Path::new(&format!("/p{n:03}"))), Value::Null);
        }
        assert_eq!(settings.views.len(), VIEWS_KEPT);
        assert!(settings.views.contains_key("") && settings.views.contains_key("/p099"));
    }
}
