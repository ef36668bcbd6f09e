//! Sets the words of a scene: paragraphs, lists, quotes, links, citations, in any size. For the reading pane,
//! the presenter and the speaker's notes.

use eframe::egui;
use egui::{FontId, Response, RichText, Stroke, Ui, pos2, vec2};

use crate::app::state::State;
use crate::app::theme::{Type, color};
use crate::model::{Block, BlockKind, Citation, Inline, LinkTarget, Prose, SourceIx};

use super::Commands;
use super::map::tooltip;

/// The sizes of letters, in points of the window.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Letters {
    /// Running text.
    pub(crate) size: f32,
    /// From line to line.
    pub(crate) line: f32,
    /// Citations; none are set where there is no size for them.
    pub(crate) citation: Option<f32>,
}

impl Letters {
    /// Those of the reading pane.
    pub(crate) fn reading() -> Self {
        let size = Type::Reading.font().size;
        Self {
            size,
            line: Type::Reading.line_height().unwrap_or(size * 1.48),
            citation: Some(Type::Small.font().size),
        }
    }

    /// Running text of a size, without citations.
    pub(crate) fn of_size(size: f32) -> Self {
        Self {
            size,
            line: (size * 1.4).round(),
            citation: None,
        }
    }

    fn text(self, words: &str, role: Type) -> RichText {
        RichText::new(words)
            .font(FontId::new(self.size, role.font().family))
            .line_height(Some(self.line))
    }
}

/// Sets words in what is free; gives back the work whose citation was clicked.
pub(crate) fn show(
    ui: &mut Ui,
    state: &State,
    prose: &Prose,
    letters: Letters,
    out: &mut Commands,
) -> Option<SourceIx> {
    let mut clicked = None;
    for (number, block) in prose.blocks.iter().enumerate() {
        if number > 0 {
            ui.add_space(letters.line * if in_list(block) { 0.12 } else { 0.42 });
        }
        let mut setter = Setter {
            state,
            letters,
            role: Type::Reading,
            out,
            clicked: &mut clicked,
        };
        match block.kind {
            BlockKind::Paragraph => setter.line(ui, block),
            BlockKind::Heading => {
                setter.role = Type::ReadingStrong;
                setter.line(ui, block);
            }
            BlockKind::Quote => setter.quote(ui, block),
            BlockKind::Item { depth, number } => setter.item(ui, block, depth, number),
        }
    }
    clicked
}

/// What follows each piece of a line.
fn next_of(content: &[Inline]) -> impl Iterator<Item = Option<&Inline>> {
    let after = content.iter().skip(1).map(Some);
    after.chain(std::iter::once(None))
}

/// The stops that a piece of a line begins with: they stand with a bracket before them, so that no line
/// begins with one.
fn leading_stop(inline: &Inline) -> &str {
    let Inline::Text { text, .. } = inline else {
        return "";
    };
    let rest = text.trim_start_matches(['.', ',', ';', ':', '!', '?']);
    &text[..text.len() - rest.len()]
}

fn in_list(block: &Block) -> bool {
    matches!(block.kind, BlockKind::Item { .. })
}

struct Setter<'a> {
    state: &'a State,
    letters: Letters,
    /// How plain words are set.
    role: Type,
    out: &'a mut Commands,
    clicked: &'a mut Option<SourceIx>,
}

impl Setter<'_> {
    fn line(&mut self, ui: &mut Ui, block: &Block) {
        ui.scope(|ui| {
            ui.spacing_mut().item_spacing = egui::Vec2::ZERO;
            ui.spacing_mut().interact_size.y = self.letters.line;
            ui.horizontal_wrapped(|ui| {
                let mut follows_bracket = false;
                for (inline, next) in block.content.iter().zip(next_of(&block.content)) {
                    let before_bracket = matches!(next, Some(Inline::Cite(_)));
                    let ends = next.map_or("", leading_stop);
                    match inline {
                        Inline::Cite(citations) => self.bracket(ui, citations, ends),
                        _ => {
                            let begin = if follows_bracket {
                                leading_stop(inline).len()
                            } else {
                                0
                            };
                            self.inline(
                                ui,
                                inline,
                                begin,
                                before_bracket && self.letters.citation.is_none(),
                            );
                        }
                    }
                    follows_bracket = matches!(inline, Inline::Cite(_)) && self.letters.citation.is_some();
                }
            });
        });
    }

    fn quote(&mut self, ui: &mut Ui, block: &Block) {
        let margin = egui::Margin {
            left: (self.letters.size * 0.9) as i8,
            ..egui::Margin::ZERO
        };
        let shown = egui::Frame::new()
            .inner_margin(margin)
            .show(ui, |ui| self.line(ui, block));
        let rect = shown.response.rect;
        let rule = Stroke::new(self.letters.size / 10.0, color(self.state.style().chrome.rule));
        ui.painter().vline(rect.left() + 1.5, rect.y_range(), rule);
    }

    fn item(&mut self, ui: &mut Ui, block: &Block, depth: u8, number: Option<u64>) {
        let indent = self.letters.size * 1.25;
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing = egui::Vec2::ZERO;
            ui.add_space(indent * f32::from(depth));
            let (rect, _) = ui.allocate_exact_size(vec2(indent, self.letters.line), egui::Sense::hover());
            let ink = ui.visuals().text_color();
            match number {
                None => {
                    let at = pos2(rect.left() + self.letters.size * 0.4, rect.center().y);
                    ui.painter().circle_filled(at, self.letters.size * 0.13, ink);
                }
                Some(number) => {
                    let font = FontId::new(self.letters.size, self.role.font().family);
                    let at = rect.left_center();
                    ui.painter()
                        .text(at, egui::Align2::LEFT_CENTER, format!("{number}."), font, ink);
                }
            }
            ui.vertical(|ui| self.line(ui, block));
        });
    }

    /// A piece of a line from byte `begin` on, for what is set already; `closes_up` says that the space at the
    /// end belongs to a bracket that is not set.
    fn inline(&mut self, ui: &mut Ui, inline: &Inline, begin: usize, closes_up: bool) {
        match inline {
            Inline::Text {
                text,
                emphasis,
                strong,
            } => {
                let role = match (strong, emphasis) {
                    (true, _) => Type::ReadingStrong,
                    (false, true) => Type::ReadingItalic,
                    (false, false) => self.role,
                };
                let text = &text[begin..];
                let text = if closes_up { text.trim_end() } else { text };
                let words = text.trim_start();
                let is_within_line = ui.cursor().left() > ui.max_rect().left() + 0.5;
                if words.len() < text.len() && is_within_line {
                    // A space between words, but none at the start of a line.
                    let font = FontId::new(self.letters.size, role.font().family);
                    let width = ui.fonts_mut(|fonts| fonts.glyph_width(&font, ' '));
                    ui.add_space(width);
                }
                if !words.is_empty() {
                    ui.label(self.letters.text(words, role));
                }
            }
            Inline::Link { text, target } => {
                let link = ui.link(self.letters.text(text, self.role).underline());
                let link = self.told(link, target);
                if link.clicked() {
                    self.out.push(State::command_of_link(target));
                }
            }
            Inline::Cite(_) => {}
            Inline::Break => {
                ui.end_row();
            }
        }
    }

    /// What a link leads to, for the pointer that rests on it.
    fn told(&self, link: Response, target: &LinkTarget) -> Response {
        match target {
            LinkTarget::Item(item) => link.on_hover_ui(|ui| tooltip(ui, self.state, *item)),
            LinkTarget::Scene(scene) => {
                let args = [
                    ("number", (scene.index() + 1).into()),
                    ("title", self.state.scene_title(*scene).into()),
                ];
                link.on_hover_text(self.state.words().with("scene-of-number", &args))
            }
            LinkTarget::Url(url) => link.on_hover_text(url),
        }
    }

    /// Citations in one bracket: each a link to the work in the list of sources. `stop` is what follows it.
    fn bracket(&mut self, ui: &mut Ui, citations: &[Citation], stop: &str) {
        let Some(size) = self.letters.citation else {
            return;
        };
        let muted = color(self.state.style().chrome.muted);
        let small = |words: String| {
            RichText::new(words)
                .font(FontId::new(size, Type::Small.font().family))
                .line_height(Some(self.letters.line))
                .color(muted)
        };
        for (number, citation) in citations.iter().enumerate() {
            let source = self.state.dataset().source(citation.source);
            let open = if number == 0 { "(" } else { "" };
            let close = if number + 1 == citations.len() { ")" } else { "; " };
            let stop = if number + 1 == citations.len() { stop } else { "" };
            let words = format!("{open}{}{close}{stop}", cited(&source.short, citation));
            let link = ui.link(small(words)).on_hover_text(&source.citation);
            if link.clicked() {
                *self.clicked = Some(citation.source);
            }
        }
    }
}

/// A work within a bracket: `see Zhang and Niu 2017, p. 3`.
fn cited(short: &str, citation: &Citation) -> String {
    let prefix = citation.prefix.trim();
    let locator = citation.locator.trim().trim_start_matches(',').trim_start();
    let mut words = String::new();
    if !prefix.is_empty() {
        words.push_str(prefix);
        words.push(' ');
    }
    words.push_str(short);
    if !locator.is_empty() {
        words.push_str(", ");
        words.push_str(locator);
    }
    words
}
