//! What the pages of the reading pane share: kicker, date, links, rows, notes, sources.

use eframe::egui;
use egui::{Stroke, Ui, pos2, vec2};

use crate::app::command::Command;
use crate::app::panels::Commands;
use crate::app::panels::event_list::kind_word;
use crate::app::panels::parts::{chip, differs_sign, head, link, text};
use crate::app::pictures::Pictures;
use crate::app::state::State;
use crate::app::theme::{Type, color};
use crate::chronology::{Edtf, in_words};
use crate::compose::{knots_in_words, thousands};
use crate::geography::{Kilometers, Meters, NauticalMiles};
use crate::model::{EventIx, Item, LaneIx, SourceIx};

/// Rows of a list of events before the rest is only counted.
const MOST_EVENTS: usize = 60;

/// A page while it is set.
pub(super) struct Page<'a> {
    pub(super) state: &'a State,
    pub(super) pictures: &'a mut Pictures,
    pub(super) out: &'a mut Commands,
    /// The work that a citation has led to.
    pub(super) mark: Option<Mark>,
}

/// A work that is marked in the list of sources.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mark {
    pub(super) source: SourceIx,
    /// Whether it has yet to come into view.
    pub(super) scroll: bool,
}

impl Page<'_> {
    /// The small line above a title.
    pub(super) fn kicker(&self, ui: &mut Ui, words: &str) {
        self.coloured_kicker(ui, words, color(self.state.style().chrome.muted));
    }

    pub(super) fn coloured_kicker(&self, ui: &mut Ui, words: &str, letters: egui::Color32) {
        let letters = text(words.to_uppercase(), Type::Head)
            .extra_letter_spacing(0.9)
            .color(letters);
        ui.label(letters);
    }

    pub(super) fn title(&self, ui: &mut Ui, item: Item) {
        let title = egui::Label::new(text(self.state.title(item), Type::Title)).wrap();
        ui.add(title);
    }

    /// A date in words, and as written where that says more.
    pub(super) fn date(&self, ui: &mut Ui, when: &Edtf) {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = 0.0;
            ui.label(text(in_words(when), Type::Tool));
            ui.label(text(" · ", Type::Tool).weak());
            let written = ui.label(text(when.as_str(), Type::Tool).weak());
            written.on_hover_text(self.state.words().get("date-as-written"));
        });
    }

    /// Running text in paragraphs.
    pub(super) fn reading(&self, ui: &mut Ui, words: &str, role: Type) {
        for paragraph in words.split("\n\n").map(str::trim).filter(|p| !p.is_empty()) {
            ui.add_space(4.0);
            ui.label(text(paragraph, role));
        }
    }

    /// Places and actors as chips.
    pub(super) fn chips(&mut self, ui: &mut Ui, items: impl Iterator<Item = Item>) {
        let mut items = items.peekable();
        if items.peek().is_none() {
            return;
        }
        ui.add_space(3.0);
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(6.0, 5.0);
            for item in items {
                let kind = self.state.words().get(kind_word(item));
                let chip = chip(ui, self.state.title(item), self.state.style()).on_hover_text(kind);
                if chip.clicked() {
                    self.out.push(Command::GoTo(item));
                }
            }
        });
    }

    /// A link to a thing, with its date to the left where it has one.
    pub(super) fn item_row(&mut self, ui: &mut Ui, item: Item) {
        let response = link(ui, self.state.title(item));
        if response.clicked() {
            self.out.push(Command::GoTo(item));
        }
        if let Some(when) = self.state.date(item) {
            ui.label(text(in_words(when), Type::Small).weak());
            ui.add_space(3.0);
        }
    }

    /// Events in order of time; many are counted, not listed.
    pub(super) fn events(&mut self, ui: &mut Ui, events: &[EventIx]) {
        if events.is_empty() {
            return;
        }
        let words = self.state.words();
        head(ui, &words.with("events-count", &[("count", events.len().into())]));
        for ix in events.iter().take(MOST_EVENTS) {
            self.item_row(ui, Item::Event(*ix));
        }
        if let Some(more) = events.len().checked_sub(MOST_EVENTS).filter(|n| *n > 0) {
            ui.label(text(words.with("events-more", &[("count", more.into())]), Type::Note).weak());
        }
    }

    /// A lane with its line, its name and its length.
    pub(super) fn lane_row(&mut self, ui: &mut Ui, ix: LaneIx) {
        let length = self.lane_length(ix);
        ui.horizontal_wrapped(|ui| {
            let (rect, _) = ui.allocate_exact_size(vec2(14.0, 18.0), egui::Sense::hover());
            let stroke = Stroke::new(2.4, color(self.state.style().map.lane.color));
            ui.painter().hline(rect.x_range(), rect.center().y, stroke);
            if link(ui, self.state.title(Item::Lane(ix))).clicked() {
                self.out.push(Command::GoTo(Item::Lane(ix)));
            }
            if let Some(length) = length {
                ui.label(text(self.length_short(length), Type::Small).weak());
            }
        });
    }

    pub(super) fn lane_length(&self, ix: LaneIx) -> Option<Meters> {
        Some(self.state.lanes()?.lane(ix).ok()?.length)
    }

    /// Nautical miles and days at sea: `6,690 nm · 19.9 d at 14 kn`.
    pub(super) fn length_short(&self, length: Meters) -> String {
        let args = self.length_args(length);
        self.state.words().with("length-short", &args)
    }

    /// Nautical miles, kilometres, days, and the assumption behind the days.
    pub(super) fn length_long(&self, length: Meters) -> String {
        let args = self.length_args(length);
        self.state.words().with("length-long", &args)
    }

    fn length_args(&self, length: Meters) -> [(&'static str, fluent_bundle::FluentValue<'static>); 4] {
        let miles = NauticalMiles::from(length).0;
        let km = Kilometers::from(length).0;
        let speed = self.state.view().ship_speed;
        [
            ("nm", thousands(miles).into()),
            ("km", thousands(km).into()),
            ("days", format!("{:.1}", speed.time_for(length).0).into()),
            ("knots", knots_in_words(speed).into()),
        ]
    }

    /// The editor's note, set off by a rule: where sources differ, the works that say otherwise, and how.
    pub(super) fn note(&self, ui: &mut Ui, note: &str, differs: &[SourceIx]) {
        if note.trim().is_empty() && differs.is_empty() {
            return;
        }
        ui.add_space(8.0);
        let bar = color(self.state.style().chrome.warning);
        let frame = egui::Frame::new().inner_margin(egui::Margin {
            left: 13,
            ..egui::Margin::ZERO
        });
        let words = self.state.words();
        let response = frame.show(ui, |ui| {
            if differs.is_empty() {
                ui.label(text(words.get("note"), Type::ToolStrong));
            } else {
                self.differing(ui, differs, bar);
            }
            if !note.trim().is_empty() {
                ui.label(text(note.trim(), Type::Note));
            }
        });
        let rect = response.response.rect;
        let line = [
            pos2(rect.left() + 1.5, rect.top()),
            pos2(rect.left() + 1.5, rect.bottom()),
        ];
        ui.painter().line_segment(line, Stroke::new(2.5, bar));
    }

    /// "Sources differ", and the works that say otherwise, each with its whole citation under the pointer.
    fn differing(&self, ui: &mut Ui, differs: &[SourceIx], ink: egui::Color32) {
        let words = self.state.words();
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 5.0;
            let (rect, _) = ui.allocate_exact_size(vec2(12.0, 18.0), egui::Sense::hover());
            differs_sign(ui.painter(), rect.center(), 10.0, ink);
            ui.label(text(words.get("sources-differ"), Type::ToolStrong));
        });
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = 4.0;
            ui.label(text(words.get("says-otherwise"), Type::Note).weak());
            for (number, ix) in (1..).zip(differs) {
                let source = self.state.dataset().source(*ix);
                let comma = if number < differs.len() { ";" } else { "" };
                let short = text(format!("{}{comma}", source.short), Type::Note);
                ui.label(short).on_hover_text(&source.citation);
            }
        });
    }

    /// The sources of something and those that differ from it, each once.
    pub(super) fn sources_of(&mut self, ui: &mut Ui, sources: &[SourceIx], differs: &[SourceIx]) {
        let mut all = sources.to_vec();
        all.extend(differs.iter().filter(|ix| !sources.contains(ix)));
        self.sources(ui, &all);
    }

    /// Numbered sources, each with its citation to copy.
    pub(super) fn sources(&mut self, ui: &mut Ui, sources: &[SourceIx]) {
        if sources.is_empty() {
            return;
        }
        let words = self.state.words();
        head(ui, words.get("sources"));
        for (number, ix) in (1..).zip(sources) {
            let source = self.state.dataset().source(*ix);
            let marked = self.mark.filter(|mark| mark.source == *ix);
            let ground = ui.painter().add(egui::Shape::Noop);
            let row = ui.horizontal_top(|ui| {
                ui.spacing_mut().item_spacing.x = 7.0;
                ui.label(text(format!("{number}"), Type::Note).weak());
                ui.vertical(|ui| {
                    ui.add(egui::Label::new(text(&source.citation, Type::Note)).wrap());
                    ui.horizontal_wrapped(|ui| {
                        ui.spacing_mut().item_spacing.x = 12.0;
                        let copy = ui.link(text(words.get("copy-citation"), Type::Small));
                        let name =
                            words.with("copy-citation-of", &[("source", source.short.as_str().into())]);
                        if copy.accessible_name(name).clicked() {
                            self.out.push(Command::Copy(source.citation.clone()));
                        }
                        if let Some(url) = &source.url {
                            let open = ui
                                .link(text(words.get("open-source"), Type::Small))
                                .on_hover_text(url);
                            if open.clicked() {
                                self.out.push(Command::OpenUrl(url.clone()));
                            }
                        }
                    });
                });
            });
            if let Some(mark) = marked {
                let chrome = &self.state.style().chrome;
                let rect = row.response.rect.expand2(vec2(6.0, 3.0));
                let shape = egui::Shape::rect_filled(rect, 4.0, color(chrome.selection));
                ui.painter().set(ground, shape);
                if mark.scroll {
                    row.response.scroll_to_me(Some(egui::Align::Center));
                    ui.ctx().request_repaint();
                }
            }
            ui.add_space(3.0);
        }
    }
}
