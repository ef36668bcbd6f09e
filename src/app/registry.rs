//! The commands that have a name, a place in the menus and keys. Menus, shortcuts, the palette and the
//! help window all read this one table.

use eframe::egui;
use egui::{Key, KeyboardShortcut, Modifiers};

use crate::export::FigureFormat;
use crate::geography::ProjectionKind;
use crate::view::{RowsBy, TimeMode};

use super::command::{Command, FigureOf, ListMove, Pane};

/// Where a key means what it means. The focused context wins over the global one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Context {
    /// Everywhere; in a text field only keys that typing does not need.
    Global,
    /// The map has the keyboard, or nothing has.
    Map,
    /// The map has the keyboard while something is measured on it: these keys win over its own.
    Measuring,
    /// The timeline has the keyboard.
    Timeline,
    /// The list has the keyboard.
    List,
    /// A scene of the story is read, whichever panel has the keyboard: these keys win over the panel's.
    Story,
    /// The story is presented: of the other keys, only those that hold everywhere are left.
    Presenting,
    /// A text field has the keyboard: plain keys are letters there.
    TextField,
}

impl Context {
    /// Every context that bears keys, in the order of the help window.
    pub const ALL: [Self; 7] = [
        Self::Global,
        Self::Map,
        Self::Measuring,
        Self::Timeline,
        Self::List,
        Self::Story,
        Self::Presenting,
    ];

    /// The key of its words.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Global => "context-global",
            Self::Map => "context-map",
            Self::Measuring => "context-measuring",
            Self::Timeline => "context-timeline",
            Self::List => "context-list",
            Self::Story => "context-story",
            Self::Presenting => "context-presenting",
            Self::TextField => "context-text-field",
        }
    }
}

/// Under which heading a command stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Category {
    /// Opening and writing.
    File,
    /// What is seen.
    View,
    /// Moving in space and time.
    Go,
    /// Reading and presenting the story.
    Story,
    /// Help.
    Help,
    /// Only by key: moves within a panel.
    Keys,
}

/// A named command.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    /// Stable id; its words are under `command-<id>`.
    pub id: &'static str,
    /// The command.
    pub make: fn() -> Command,
    /// Its heading.
    pub category: Category,
    /// Its keys and where they hold; the first that holds outside a presentation is shown in menus.
    pub keys: &'static [(Context, KeyboardShortcut)],
}

impl Entry {
    /// The key of its words.
    pub(crate) fn word(&self) -> String {
        // Ten keys of one kind have one name.
        let id = if self.id.starts_with("scene-digit-") {
            "scene-digit"
        } else {
            self.id
        };
        format!("command-{id}")
    }

    /// The key that stands with it in menus: the first that holds before something is presented, unless it
    /// is a command of the presentation alone.
    pub(crate) fn shown_key(&self) -> Option<&'static KeyboardShortcut> {
        let is_of_presentation = matches!(
            (self.make)(),
            Command::EndPresenting | Command::BlankScreen | Command::ToggleSpeakerWindow
        );
        let shown = |context: Context| context != Presenting || is_of_presentation;
        let mut keys = self.keys.iter().filter(|(context, _)| shown(*context));
        keys.next().map(|(_, key)| key)
    }
}

const fn plain(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::NONE, key)
}

const fn shift(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::SHIFT, key)
}

/// Ctrl, on a Mac the command key.
const fn ctrl(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::COMMAND, key)
}

const fn ctrl_shift(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::COMMAND.plus(Modifiers::SHIFT), key)
}

use Context::{Global, Presenting};

macro_rules! entries {
    ($($id:literal, $category:ident, $command:expr, [$(($context:ident, $key:expr)),*];)*) => {
        /// Every named command, in the order of the menus.
        pub const ENTRIES: &[Entry] = &[$(Entry {
            id: $id,
            make: || $command,
            category: Category::$category,
            keys: &[$((Context::$context, $key)),*],
        }),*];
    };
}

entries! {
    "open-dataset", File, Command::OpenDataset, [(Global, ctrl(Key::O))];
    "open-bundled", File, Command::OpenBundled, [];
    "open-view", File, Command::OpenView, [(Global, ctrl_shift(Key::O))];
    "save-view", File, Command::SaveView, [(Global, ctrl(Key::S))];
    "copy-view-for-scene", File, Command::CopyViewForScene, [];
    "export-png", File, Command::ExportFigure(FigureOf::View, FigureFormat::Png), [(Global, ctrl(Key::E))];
    "export-svg", File, Command::ExportFigure(FigureOf::View, FigureFormat::Svg), [];
    "export-pdf", File, Command::ExportFigure(FigureOf::View, FigureFormat::Pdf), [(Global, ctrl_shift(Key::E))];
    "export-timeline-png", File, Command::ExportFigure(FigureOf::Timeline, FigureFormat::Png), [];
    "export-timeline-svg", File, Command::ExportFigure(FigureOf::Timeline, FigureFormat::Svg), [];
    "export-timeline-pdf", File, Command::ExportFigure(FigureOf::Timeline, FigureFormat::Pdf), [];
    "export-lane-png", File, Command::ExportFigure(FigureOf::Lane, FigureFormat::Png), [];
    "export-lane-svg", File, Command::ExportFigure(FigureOf::Lane, FigureFormat::Svg), [];
    "export-lane-pdf", File, Command::ExportFigure(FigureOf::Lane, FigureFormat::Pdf), [];
    "quit", File, Command::Quit, [(Global, ctrl(Key::Q))];

    "undo", View, Command::Undo, [(Global, ctrl(Key::Z))];
    "redo", View, Command::Redo, [(Global, ctrl_shift(Key::Z)), (Global, ctrl(Key::Y))];
    "zoom-in", View, Command::ZoomIn, [(Map, plain(Key::Plus)), (Map, plain(Key::Equals)), (Presenting, plain(Key::Plus)), (Presenting, plain(Key::Equals))];
    "zoom-out", View, Command::ZoomOut, [(Map, plain(Key::Minus)), (Presenting, plain(Key::Minus))];
    "home-view", View, Command::HomeView, [(Map, plain(Key::Home)), (Global, ctrl(Key::Home))];
    "fit-selection", View, Command::FitSelection, [(Map, plain(Key::F)), (Timeline, plain(Key::F)), (List, plain(Key::F))];
    "measure", View, Command::Measure, [(Map, plain(Key::M))];
    "measure-add-selected", View, Command::MeasureAddSelected, [(Measuring, plain(Key::S))];
    "measure-clear", View, Command::MeasureClear, [(Measuring, plain(Key::Delete))];
    "whole-time", View, Command::WholeTime, [(Timeline, plain(Key::A)), (Map, plain(Key::A))];
    "show-everything", View, Command::ShowEverything, [];
    "light-everything", View, Command::LightEverything, [];
    "clear-filter", View, Command::ClearFilter, [(Map, plain(Key::X)), (Timeline, plain(Key::X)), (List, plain(Key::X))];
    "filter-words", View, Command::FocusFilter, [(Global, ctrl_shift(Key::F))];
    "filter-to-map", View, Command::FilterToMap, [(Map, plain(Key::B))];
    "filter-to-window", View, Command::FilterToWindow, [(Timeline, plain(Key::B))];
    "rows-theme", View, Command::SetRows(RowsBy::Theme), [];
    "rows-actor", View, Command::SetRows(RowsBy::Actor), [];
    "rows-place", View, Command::SetRows(RowsBy::Place), [];
    "rows-basis", View, Command::SetRows(RowsBy::Basis), [];
    "toggle-list", View, Command::Toggle(Pane::List), [(Global, ctrl(Key::Num1))];
    "toggle-reading", View, Command::Toggle(Pane::Reading), [(Global, ctrl(Key::Num2))];
    "toggle-timeline", View, Command::Toggle(Pane::Timeline), [(Global, ctrl(Key::Num3))];
    "toggle-indicators", View, Command::Toggle(Pane::Indicators), [(Global, ctrl(Key::Num4))];
    "toggle-lane-list", View, Command::ToggleLaneList, [(Global, ctrl(Key::Num6))];
    "reset-passages", View, Command::ResetPassages, [(Map, shift(Key::X)), (List, shift(Key::X))];
    "toggle-flat", View, Command::ToggleFlat, [];
    "projection-mercator", View, Command::SetProjection(ProjectionKind::Mercator), [];
    "projection-lambert-conformal", View, Command::SetProjection(ProjectionKind::LambertConformal), [];
    "projection-equal-earth", View, Command::SetProjection(ProjectionKind::EqualEarth), [];
    "projection-globe", View, Command::SetProjection(ProjectionKind::Globe), [];
    "open-style", View, Command::OpenStyle, [];
    "toggle-style", View, Command::ToggleStyle, [(Global, ctrl_shift(Key::L))];
    "reduced-motion", View, Command::ToggleReducedMotion, [];
    "moving-dashes", View, Command::ToggleMovingDashes, [];
    "fullscreen", View, Command::Fullscreen, [(Global, plain(Key::F11))];

    "play-pause", Go, Command::PlayPause, [(Timeline, plain(Key::Space)), (Map, plain(Key::Space))];
    "next-event", Go, Command::NextEvent, [(Timeline, ctrl(Key::ArrowRight)), (Map, plain(Key::N)), (Timeline, plain(Key::N)), (List, plain(Key::N))];
    "previous-event", Go, Command::PreviousEvent, [(Timeline, ctrl(Key::ArrowLeft)), (Map, plain(Key::P)), (Timeline, plain(Key::P)), (List, plain(Key::P))];
    "go-to-date", Go, Command::FocusDate, [(Global, ctrl(Key::G))];
    "faster", Go, Command::Faster, [(Timeline, plain(Key::Period))];
    "slower", Go, Command::Slower, [(Timeline, plain(Key::Comma))];
    "play-by-event", Go, Command::TogglePlayByEvent, [(Timeline, plain(Key::E))];
    "toggle-loop", Go, Command::ToggleLoop, [(Timeline, plain(Key::L))];
    "toggle-ease", Go, Command::ToggleEase, [];
    "time-mode-moment", Go, Command::SetTimeMode(TimeMode::Moment), [(Timeline, plain(Key::Num1))];
    "time-mode-window", Go, Command::SetTimeMode(TimeMode::Window), [(Timeline, plain(Key::Num2))];
    "time-mode-cumulative", Go, Command::SetTimeMode(TimeMode::Cumulative), [(Timeline, plain(Key::Num3))];
    "fit-window", Go, Command::FitWindow, [(Timeline, plain(Key::W)), (Map, plain(Key::W))];
    "window-from-cursor", Go, Command::WindowFromCursor, [(Timeline, plain(Key::OpenBracket))];
    "window-to-cursor", Go, Command::WindowToCursor, [(Timeline, plain(Key::CloseBracket))];
    "open-count", Go, Command::OpenCount, [(Timeline, plain(Key::Enter))];
    "first-day", Go, Command::FirstDay, [(Timeline, plain(Key::Home))];
    "last-day", Go, Command::LastDay, [(Timeline, plain(Key::End))];
    "clear-selection", Go, Command::ClearSelection, [(Map, plain(Key::Escape)), (Timeline, plain(Key::Escape)), (List, plain(Key::Escape))];
    "search", Go, Command::FocusSearch, [(Global, ctrl(Key::F))];
    "palette", Go, Command::Toggle(Pane::Palette), [(Global, ctrl(Key::K))];
    "next-panel", Go, Command::NextPanel, [(Global, plain(Key::F6))];
    "previous-panel", Go, Command::PreviousPanel, [(Global, shift(Key::F6))];

    "next-scene", Story, Command::NextScene, [(Story, plain(Key::PageDown)), (Map, plain(Key::PageDown)), (Presenting, plain(Key::PageDown)), (Presenting, plain(Key::ArrowRight)), (Presenting, plain(Key::ArrowDown)), (Presenting, plain(Key::Space))];
    "previous-scene", Story, Command::PreviousScene, [(Story, plain(Key::PageUp)), (Presenting, plain(Key::PageUp)), (Presenting, plain(Key::ArrowLeft)), (Presenting, plain(Key::ArrowUp))];
    "first-scene", Story, Command::FirstScene, [(Presenting, plain(Key::Home))];
    "last-scene", Story, Command::LastScene, [(Presenting, plain(Key::End))];
    "return-to-scene", Story, Command::ReturnToScene, [(Story, plain(Key::Backspace)), (Presenting, plain(Key::Backspace))];
    "leave-story", Story, Command::LeaveStory, [];
    "toggle-story-list", Story, Command::ToggleStoryList, [(Global, ctrl(Key::Num5))];
    "toggle-scene-notes", Story, Command::ToggleSceneNotes, [];
    "present", Story, Command::Present, [(Global, plain(Key::F5))];
    "present-from-start", Story, Command::PresentFromStart, [(Global, shift(Key::F5))];
    "end-presenting", Story, Command::EndPresenting, [(Presenting, plain(Key::Escape))];
    "blank-screen", Story, Command::BlankScreen, [(Presenting, plain(Key::B)), (Presenting, plain(Key::Period))];
    "speaker-window", Story, Command::ToggleSpeakerWindow, [(Presenting, plain(Key::N))];

    "help", Help, Command::Toggle(Pane::Help), [(Global, plain(Key::F1))];
    "problems", Help, Command::Toggle(Pane::Problems), [];
    "about", Help, Command::Toggle(Pane::About), [];

    "measure-add-middle", Keys, Command::MeasureAddMiddle, [(Measuring, plain(Key::C))];
    "measure-back", Keys, Command::MeasureBack, [(Measuring, plain(Key::Backspace))];
    "measure-end", Keys, Command::EndMeasure, [(Measuring, plain(Key::Enter)), (Measuring, plain(Key::Escape))];
    "pan-left", Keys, Command::Pan(80.0, 0.0), [(Map, plain(Key::ArrowLeft))];
    "pan-right", Keys, Command::Pan(-80.0, 0.0), [(Map, plain(Key::ArrowRight))];
    "pan-up", Keys, Command::Pan(0.0, 80.0), [(Map, plain(Key::ArrowUp))];
    "pan-down", Keys, Command::Pan(0.0, -80.0), [(Map, plain(Key::ArrowDown))];
    "step-back", Keys, Command::StepTime(-1), [(Timeline, plain(Key::ArrowLeft))];
    "step-forward", Keys, Command::StepTime(1), [(Timeline, plain(Key::ArrowRight))];
    "leap-back", Keys, Command::StepTime(-10), [(Timeline, shift(Key::ArrowLeft)), (Timeline, plain(Key::PageUp))];
    "leap-forward", Keys, Command::StepTime(10), [(Timeline, shift(Key::ArrowRight)), (Timeline, plain(Key::PageDown))];
    "zoom-time-in", Keys, Command::ZoomTime(1.5), [(Timeline, plain(Key::Plus)), (Timeline, plain(Key::Equals)), (Timeline, plain(Key::ArrowUp))];
    "zoom-time-out", Keys, Command::ZoomTime(1.0 / 1.5), [(Timeline, plain(Key::Minus)), (Timeline, plain(Key::ArrowDown))];
    "list-up", Keys, Command::MoveInList(ListMove::Up), [(List, plain(Key::ArrowUp))];
    "list-down", Keys, Command::MoveInList(ListMove::Down), [(List, plain(Key::ArrowDown))];
    "list-page-up", Keys, Command::MoveInList(ListMove::PageUp), [(List, plain(Key::PageUp))];
    "list-page-down", Keys, Command::MoveInList(ListMove::PageDown), [(List, plain(Key::PageDown))];
    "list-top", Keys, Command::MoveInList(ListMove::Top), [(List, plain(Key::Home))];
    "list-bottom", Keys, Command::MoveInList(ListMove::Bottom), [(List, plain(Key::End))];
    "scene-digit-0", Keys, Command::SceneDigit(0), [(Presenting, plain(Key::Num0))];
    "scene-digit-1", Keys, Command::SceneDigit(1), [(Presenting, plain(Key::Num1))];
    "scene-digit-2", Keys, Command::SceneDigit(2), [(Presenting, plain(Key::Num2))];
    "scene-digit-3", Keys, Command::SceneDigit(3), [(Presenting, plain(Key::Num3))];
    "scene-digit-4", Keys, Command::SceneDigit(4), [(Presenting, plain(Key::Num4))];
    "scene-digit-5", Keys, Command::SceneDigit(5), [(Presenting, plain(Key::Num5))];
    "scene-digit-6", Keys, Command::SceneDigit(6), [(Presenting, plain(Key::Num6))];
    "scene-digit-7", Keys, Command::SceneDigit(7), [(Presenting, plain(Key::Num7))];
    "scene-digit-8", Keys, Command::SceneDigit(8), [(Presenting, plain(Key::Num8))];
    "scene-digit-9", Keys, Command::SceneDigit(9), [(Presenting, plain(Key::Num9))];
    "scene-of-number", Keys, Command::GoToTypedScene, [(Presenting, plain(Key::Enter))];
    "list-open", Keys, Command::MoveInList(ListMove::Open), [(List, plain(Key::Enter))];
}

/// A shortcut as it stands in menus, help and README: modifiers in words, signs as signs.
pub(crate) fn in_writing(key: &KeyboardShortcut, is_mac: bool) -> String {
    let names = &egui::ModifierNames::NAMES;
    let modifiers = names.format(&key.modifiers, is_mac);
    let join = if modifiers.is_empty() { "" } else { names.concat };
    let sign = match key.logical_key {
        Key::Plus => "+",
        Key::Equals => "=",
        Key::Minus => "-",
        Key::Period => ".",
        Key::Comma => ",",
        Key::OpenBracket => "[",
        Key::CloseBracket => "]",
        other => other.name(),
    };
    format!("{modifiers}{join}{sign}")
}

/// Whether typing needs a key, so that a text field keeps it: plain and shifted keys other than the
/// function keys, and the editing shortcuts.
fn typing_needs(shortcut: &KeyboardShortcut) -> bool {
    use Key::{A, ArrowLeft, ArrowRight, Backspace, C, Delete, End, Home, V, X, Y, Z};
    use Key::{F1, F2, F3, F4, F5, F6, F7, F8, F9, F10, F11, F12};
    let key = shortcut.logical_key;
    if shortcut.modifiers.command || shortcut.modifiers.ctrl {
        matches!(
            key,
            A | C | V | X | Y | Z | ArrowLeft | ArrowRight | Home | End | Backspace | Delete
        )
    } else {
        !matches!(key, F1 | F2 | F3 | F4 | F5 | F6 | F7 | F8 | F9 | F10 | F11 | F12)
    }
}

/// Takes the keys that mean a command in a context out of the input and returns those commands. While a
/// scene is read, its own keys hold first in every panel; `story` says whether one is. Those of measuring come before
/// them.
///
/// Keys with more modifiers are asked first, because egui lets Shift ride along with a shorter one.
pub(crate) fn take_commands(input: &mut egui::InputState, context: Context, story: bool) -> Vec<Command> {
    if !input
        .events
        .iter()
        .any(|e| matches!(e, egui::Event::Key { pressed: true, .. }))
    {
        return Vec::new();
    }
    let story = story && !matches!(context, Context::TextField | Presenting);
    let holds = |c: Context, key: &KeyboardShortcut| match c {
        Global => !(context == Context::TextField && typing_needs(key)),
        Context::Story => story,
        Context::Map => matches!(context, Context::Map | Context::Measuring),
        other => other == context,
    };
    let mut bound: Vec<_> = ENTRIES
        .iter()
        .flat_map(|e| e.keys.iter().map(move |(c, key)| (e, *c, key)))
        .filter(|(_, c, key)| holds(*c, key))
        .collect();
    let rank = |key: &KeyboardShortcut| {
        u8::from(key.modifiers.shift) + u8::from(key.modifiers.command) + u8::from(key.modifiers.alt)
    };
    let place = |context: Context| match context {
        Context::Measuring => 0,
        Context::Story => 1,
        Global => 3,
        _ => 2,
    };
    bound.sort_by_key(|(_, c, key)| (std::cmp::Reverse(rank(key)), place(*c)));
    let mut commands = Vec::new();
    for (entry, _, key) in bound {
        for _ in 0..input.count_and_consume_key(key.modifiers, key.logical_key) {
            commands.push((entry.make)());
        }
    }
    commands
}

#[cfg(test)]
mod tests;
