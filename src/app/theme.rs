//! Dresses egui in a [`Style`]: fonts, sizes of type, colours, spacing. Panels name text styles from here
//! and never a size or a colour of their own.

use eframe::egui;

use std::sync::Arc;

use egui::{
    Color32, CornerRadius, FontFamily, FontId, Margin, Stroke, TextStyle, Vec2, style::WidgetVisuals,
};

use crate::compose::Style;
use crate::scene::{Color, FontStore};

/// Families beyond egui's own two, by the name of their first font.
const FAMILIES: [(&str, &str); 5] = [
    ("sans-semibold", "SourceSans3-Semibold"),
    ("sans-italic", "SourceSans3-It"),
    ("serif", "SourceSerif4-Regular"),
    ("serif-semibold", "SourceSerif4-Semibold"),
    ("serif-italic", "SourceSerif4-It"),
];
const SANS: &str = "SourceSans3-Regular";

/// The roles of text in the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Type {
    /// A title in the reading pane.
    Title,
    /// Running text.
    Reading,
    /// Running text that leans: what an author reads into things.
    ReadingItalic,
    /// Running text that stands out.
    ReadingStrong,
    /// Notes and sources.
    Note,
    /// Labels of tools.
    Tool,
    /// Labels of tools that stand out.
    ToolStrong,
    /// Dates and counts.
    Small,
    /// Heads of sections, in capitals.
    Head,
    /// The name of the data set in the bar.
    Masthead,
}

impl Type {
    /// The font and size, in points of the window.
    pub(crate) fn font(self) -> FontId {
        let named = |name: &str, size| FontId::new(size, FontFamily::Name(name.into()));
        match self {
            Self::Title => named("serif-semibold", 22.0),
            Self::Reading => named("serif", 15.5),
            Self::ReadingItalic => named("serif-italic", 15.5),
            Self::ReadingStrong => named("serif-semibold", 15.5),
            Self::Note => FontId::proportional(13.5),
            Self::Tool => FontId::proportional(14.0),
            Self::ToolStrong => named("sans-semibold", 14.0),
            Self::Small => FontId::proportional(12.5),
            Self::Head => FontId::proportional(11.5),
            Self::Masthead => named("serif-semibold", 17.0),
        }
    }

    /// Distance between lines, in points.
    pub(crate) fn line_height(self) -> Option<f32> {
        match self {
            Self::Title => Some(28.0),
            Self::Reading | Self::ReadingItalic | Self::ReadingStrong => Some(23.0),
            Self::Note => Some(19.0),
            _ => None,
        }
    }
}

/// A colour of the style as egui's.
pub(crate) fn color(c: Color) -> Color32 {
    Color32::from_rgba_unmultiplied(c.r, c.g, c.b, c.a)
}

/// Gives egui the fonts of the program, and no other.
pub(crate) fn install_fonts(ctx: &egui::Context, store: &FontStore) {
    let mut fonts = egui::FontDefinitions::empty();
    let mut others = Vec::new();
    for id in store.ids() {
        let Some((data, index)) = store.data(id) else {
            continue;
        };
        let name = store.name(id).to_owned();
        if !name.starts_with("Source") {
            others.push(name.clone());
        }
        let data = egui::FontData::from_blob(Arc::new(data), index);
        fonts.font_data.insert(name, Arc::new(data));
    }
    let chain = |first: &str| -> Vec<String> {
        let mut names = vec![first.to_owned()];
        if first != SANS {
            names.push(SANS.to_owned());
        }
        names.extend(others.iter().cloned());
        names
    };
    for family in [FontFamily::Proportional, FontFamily::Monospace] {
        fonts.families.insert(family, chain(SANS));
    }
    for (family, first) in FAMILIES {
        fonts
            .families
            .insert(FontFamily::Name(family.into()), chain(first));
    }
    ctx.set_fonts(fonts);
}

/// Gives egui the colours, sizes and spacing of a style.
pub(crate) fn dress(ctx: &egui::Context, style: &Style) {
    let theme = if style.dark {
        egui::Theme::Dark
    } else {
        egui::Theme::Light
    };
    ctx.set_theme(theme);
    ctx.style_mut_of(theme, |dress| {
        dress.text_styles.insert(TextStyle::Body, Type::Tool.font());
        dress.text_styles.insert(TextStyle::Button, Type::Tool.font());
        dress.text_styles.insert(TextStyle::Small, Type::Small.font());
        dress.text_styles.insert(TextStyle::Monospace, Type::Tool.font());
        dress
            .text_styles
            .insert(TextStyle::Heading, Type::Masthead.font());
        space(&mut dress.spacing);
        colour(&mut dress.visuals, style);
        dress.interaction.tooltip_delay = 0.35;
        dress.url_in_tooltip = true;
    });
}

fn space(spacing: &mut egui::style::Spacing) {
    spacing.item_spacing = Vec2::new(8.0, 5.0);
    spacing.button_padding = Vec2::new(9.0, 4.0);
    spacing.interact_size = Vec2::new(28.0, 26.0);
    spacing.menu_margin = Margin::symmetric(8, 8);
    spacing.window_margin = Margin::same(18);
    spacing.icon_width = 15.0;
    spacing.scroll = egui::style::ScrollStyle::thin();
}

fn colour(visuals: &mut egui::Visuals, style: &Style) {
    let chrome = &style.chrome;
    let [text, muted, rule, accent] = [chrome.text, chrome.muted, chrome.rule, chrome.accent].map(color);
    *visuals = if style.dark {
        egui::Visuals::dark()
    } else {
        egui::Visuals::light()
    };
    visuals.weak_text_color = Some(muted);
    visuals.hyperlink_color = accent;
    visuals.panel_fill = color(chrome.panel);
    visuals.window_fill = color(chrome.raised);
    visuals.window_stroke = Stroke::new(1.0, rule);
    visuals.extreme_bg_color = color(chrome.raised);
    visuals.text_edit_bg_color = Some(color(chrome.raised));
    visuals.faint_bg_color = color(chrome.hover);
    visuals.warn_fg_color = color(chrome.warning);
    visuals.error_fg_color = color(chrome.error);
    visuals.window_corner_radius = CornerRadius::same(8);
    visuals.menu_corner_radius = CornerRadius::same(6);
    visuals.window_shadow = egui::Shadow {
        offset: [0, 4],
        blur: 18,
        spread: 0,
        color: Color32::from_black_alpha(if style.dark { 120 } else { 28 }),
    };
    visuals.popup_shadow = egui::Shadow {
        blur: 12,
        ..visuals.window_shadow
    };
    visuals.selection.bg_fill = color(chrome.selection);
    visuals.selection.stroke = Stroke::new(1.5, accent);
    let widget = |ground: Color32, line: Color32, width: f32, letters: Color32| WidgetVisuals {
        bg_fill: ground,
        weak_bg_fill: ground,
        bg_stroke: Stroke::new(width, line),
        corner_radius: CornerRadius::same(5),
        fg_stroke: Stroke::new(1.0, letters),
        expansion: 0.0,
    };
    let (raised, hover) = (color(chrome.raised), color(chrome.hover));
    let widgets = &mut visuals.widgets;
    widgets.noninteractive = widget(color(chrome.panel), rule, 1.0, text);
    widgets.inactive = widget(raised, rule, 1.0, text);
    widgets.hovered = widget(hover, rule, 1.0, text);
    // egui dresses what has the keyboard as active: the ring is the accent, for every widget alike.
    widgets.active = widget(hover, accent, 1.5, text);
    widgets.open = widget(hover, rule, 1.0, text);
}
