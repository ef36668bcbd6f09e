//! A field for a path, where the system has no file dialog to show. For `window`.

use std::path::{Path, PathBuf};

use eframe::egui;
use egui::{Context, Key, vec2};

use crate::app::jobs::PathWish;
use crate::app::state::State;
use crate::app::theme::Type;

use super::Commands;
use super::parts::text;

/// The field; there while a path is asked for.
#[derive(Debug, Default)]
pub(crate) struct PathField {
    wish: Option<PathWish>,
    typed: String,
    /// What there is to say of the path, found when it changed: disks may be slow.
    fault: Option<&'static str>,
    /// Whether the field has yet to take the keyboard.
    is_new: bool,
}

impl PathField {
    /// Asks for a path, with the name of a file to be written in the folder where the program was started.
    pub(crate) fn ask(&mut self, wish: PathWish) {
        let folder = std::env::current_dir().unwrap_or_default();
        let start = match wish.file_name() {
            Some(name) => folder.join(name),
            None => folder.join(""),
        };
        self.typed = start.display().to_string();
        self.wish = Some(wish);
        self.is_new = true;
    }

    /// Shows the field if a path is asked for; gives the command that goes on with the path.
    pub(crate) fn show(&mut self, ctx: &Context, state: &State, out: &mut Commands) {
        let Some(wish) = self.wish.clone() else { return };
        let words = state.words();
        let modal = egui::Modal::new(egui::Id::unique("path-field"))
            .frame(egui::Frame::window(&ctx.global_style()))
            .backdrop_color(super::parts::veil());
        let mut is_done = false;
        let shown = modal.show(ctx, |ui| {
            let room = ui.ctx().content_rect().size() - vec2(80.0, 140.0);
            ui.set_width(room.x.min(620.0));
            ui.label(text(words.get(wish.title()), Type::Title));
            ui.label(text(words.get("path-why"), Type::Note));
            let field = egui::TextEdit::singleline(&mut self.typed).desired_width(f32::INFINITY);
            let field = ui.add(field);
            field.widget_info(|| {
                egui::WidgetInfo::text_edit(true, "", self.typed.as_str(), words.get("path-name"))
            });
            let path = PathBuf::from(self.typed.trim());
            if self.is_new || field.changed() {
                self.fault = fault(&wish, &path);
            }
            if std::mem::take(&mut self.is_new) {
                field.request_focus();
            }
            ui.label(text(self.fault.map_or("", |key| words.get(key)), Type::Small));
            let may_go_on = !matches!(self.fault, Some("path-missing" | "path-no-folder"));
            ui.horizontal(|ui| {
                let accept = egui::Button::new(text(words.get(wish.title()), Type::Tool));
                let entered = field.lost_focus() && ui.input(|i| i.key_pressed(Key::Enter));
                is_done = may_go_on && (ui.add_enabled(may_go_on, accept).clicked() || entered);
                if ui.button(text(words.get("cancel"), Type::Tool)).clicked() {
                    ui.close();
                }
            });
            if is_done {
                out.push(wish.clone().command(path));
            }
        });
        if is_done || shown.should_close() {
            self.wish = None;
        }
    }
}

/// What there is to say of a path, as a key of the words.
fn fault(wish: &PathWish, path: &Path) -> Option<&'static str> {
    if wish.file_name().is_none() {
        return (!path.exists()).then_some("path-missing");
    }
    let folder = path.parent().unwrap_or(Path::new(""));
    if path.is_dir() || !(folder.as_os_str().is_empty() || folder.is_dir()) {
        Some("path-no-folder")
    } else {
        path.exists().then_some("path-replaces")
    }
}

impl PathWish {
    /// The key of what is done with the path.
    fn title(&self) -> &'static str {
        match self {
            Self::OpenDataset => "command-open-dataset",
            Self::OpenView => "command-open-view",
            Self::OpenStyle => "command-open-style",
            Self::SaveView(_) => "command-save-view",
            Self::ExportFigure(..) => "export-title",
        }
    }

    /// The name of the file to be written.
    fn file_name(&self) -> Option<&str> {
        match self {
            Self::OpenDataset | Self::OpenView | Self::OpenStyle => None,
            Self::SaveView(name) | Self::ExportFigure(_, _, name) => Some(name),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_looked_at_before_it_is_taken() {
        let folder = tempfile::tempdir().unwrap();
        let (save, open) = (PathWish::SaveView("a.view.json".into()), PathWish::OpenView);
        let file = folder.path().join("a.view.json");
        assert_eq!(fault(&save, &file), None);
        assert_eq!(fault(&open, &file), Some("path-missing"));
        std::fs::write(&file, "{}").unwrap();
        assert_eq!(fault(&save, &file), Some("path-replaces"));
        assert_eq!(fault(&open, &file), None);
        assert_eq!(fault(&save, folder.path()), Some("path-no-folder"));
        assert_eq!(
            fault(&save, &folder.path().join("no/a.json")),
            Some("path-no-folder")
        );
    }
}
