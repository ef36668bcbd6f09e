//! The panels of the window. Each reads the state, keeps at most its own unfinished input (a half-typed
//! search, a scroll position), and returns commands.

use eframe::egui;
pub(crate) mod bar;
pub(crate) mod count_list;
pub(crate) mod dialogs;
pub(crate) mod event_list;
pub(crate) mod filter_chips;
pub(crate) mod filters;
pub(crate) mod indicators;
pub(crate) mod list_faces;
pub(crate) mod map;
pub(crate) mod map_brush;
pub(crate) mod measure;
pub(crate) mod measure_pointer;
pub(crate) mod palette;
pub(crate) mod parts;
pub(crate) mod path_field;
pub(crate) mod play_menu;
pub(crate) mod presenter;
pub(crate) mod prose;
pub(crate) mod reading;
pub(crate) mod refusal;
pub(crate) mod rows;
pub(crate) mod scene_list;
pub(crate) mod speaker;
pub(crate) mod status;
pub(crate) mod timeline;
pub(crate) mod timeline_bar;
pub(crate) mod timeline_drag;
pub(crate) mod what_if;

use super::command::Command;
use super::registry::Context;

/// The commands that a panel returns.
pub(crate) type Commands = Vec<Command>;

/// A part of the window that the keyboard can go to as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Area {
    /// The list of events.
    List,
    /// The map.
    Map,
    /// The reading pane.
    Reading,
    /// The timeline.
    Timeline,
}

impl Area {
    /// In the order in which F6 goes through them.
    pub(crate) const ALL: [Self; 4] = [Self::List, Self::Map, Self::Reading, Self::Timeline];

    /// The id under which egui knows the area.
    pub(crate) fn id(self) -> egui::Id {
        egui::Id::unique(("area", self as u8))
    }

    /// The area that has the keyboard.
    pub(crate) fn focused(ctx: &egui::Context) -> Option<Self> {
        let focused = ctx.memory(egui::Memory::focused)?;
        Self::ALL.into_iter().find(|a| a.id() == focused)
    }
}

/// Where keys go now: what has the keyboard decides; when nothing has, the map.
pub(crate) fn context(ctx: &egui::Context) -> Context {
    if ctx.text_edit_focused() {
        return Context::TextField;
    }
    match Area::focused(ctx) {
        Some(Area::Map) => Context::Map,
        Some(Area::Timeline) => Context::Timeline,
        Some(Area::List) => Context::List,
        Some(Area::Reading) => Context::Global,
        None if ctx.memory(egui::Memory::focused).is_none() => Context::Map,
        None => Context::Global,
    }
}
