//! The options of a figure's page, the same wherever figures are drawn: size, letters, parts, style and
//! language.

use std::path::Path;

use clap::{Args, ValueEnum, builder::RangedI64ValueParser};

use crate::compose::FigureParts;
use crate::export::{FigureFormat, Page};
use crate::geography::ProjectionKind;
use crate::view::{DisputedNames, ViewSpec};

use super::drawing::{FigureError, Studio};
use super::size::PageSize;

/// What a figure's page is like.
#[derive(Clone, Debug, Args)]
pub struct PageArgs {
    /// Width and height, in mm, cm, in, pt, or px of the picture [default: 160x100mm; a lane's strip is 240 mm wide
    /// and as high as it takes].
    #[arg(long, value_name = "WxH", allow_hyphen_values = true)]
    pub size: Option<PageSize>,
    /// Dots per inch of a PNG; SVG and PDF have none.
    #[arg(long, default_value_t = 300, allow_hyphen_values = true, value_parser = RangedI64ValueParser::<u32>::new().range(36..=2400))]
    pub dpi: u32,
    /// The size of letters, symbols and lines in per cent of the usual one.
    #[arg(long, default_value_t = 100, value_name = "PERCENT", allow_hyphen_values = true, value_parser = RangedI64ValueParser::<u32>::new().range(40..=400))]
    pub text_size: u32,
    /// A part to leave out; may be given more than once. Without the map, the timeline has the whole page.
    #[arg(long, value_enum, value_name = "PART")]
    pub without: Vec<Part>,
    /// A part to add: the indicators that the view chooses, below the timeline.
    #[arg(long, value_enum, value_name = "PART")]
    pub with: Vec<Addition>,
    /// The style, by name, or a style file, which ends in .toml.
    #[arg(long, value_name = "NAME|FILE")]
    pub style: Option<String>,
    /// How the globe is laid flat.
    #[arg(long, value_enum, value_name = "PROJECTION")]
    pub projection: Option<Flattened>,
    /// The language of names on the map, where not that of texts: a tag, or 'local' for each place's own.
    #[arg(long, value_name = "LANG")]
    pub names: Option<String>,
    /// The language of second names below the first: a tag, or 'local'.
    #[arg(long, value_name = "LANG")]
    pub second_names: Option<String>,
    /// How disputed waters and islands are named.
    #[arg(long, value_enum, value_name = "POLICY")]
    pub disputed: Option<Policy>,
    /// The language of names and texts, such as en or vi.
    #[arg(long, value_name = "LANG", value_parser = language)]
    pub language: Option<unic_langid::LanguageIdentifier>,
}

/// How the globe is laid flat.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Flattened {
    /// Rhumb lines are straight, angles true.
    Mercator,
    /// A conformal conic about the middle: for a region in print.
    LambertConformal,
    /// The whole world with true areas.
    EqualEarth,
    /// The globe from far above.
    Globe,
}

/// How disputed waters and islands are named.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Policy {
    /// As the language of names has it.
    ByLanguage,
    /// In English, as in documents of the United Nations.
    English,
    /// In English, with all other names that are known.
    All,
}

/// A part of a figure that can be left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Part {
    /// The title and the window of time in words.
    Title,
    /// The map, with what belongs to it.
    Map,
    /// The timeline below the map.
    Timeline,
}

/// A part that a figure can have besides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Addition {
    /// Plots of the indicators that the view chooses, below the timeline, with the sources of their figures.
    Indicators,
}

impl PageArgs {
    /// The page for a figure of a format.
    pub(super) fn page(&self, format: FigureFormat) -> Result<Page, FigureError> {
        let page = self.empty_page(format, PageSize::USUAL)?;
        let parts = self.parts();
        if !parts.timeline && !parts.map {
            return Err(FigureError::NoParts);
        }
        if !parts.timeline && parts.indicators {
            return Err(FigureError::NoTimeline);
        }
        Ok(page.with(parts))
    }

    /// The page for the strip of a lane, whose contents are not known yet.
    ///
    /// # Errors
    /// When the page cannot be, or is asked to have what a strip has not.
    pub(super) fn page_of_strip(&self, format: FigureFormat) -> Result<Page, FigureError> {
        let is_of_view = |part: &Part| *part != Part::Title;
        if !self.with.is_empty() || self.without.iter().any(is_of_view) {
            return Err(FigureError::StripAlone);
        }
        let page = self.empty_page(format, PageSize::OF_STRIP)?;
        Ok(match self.size {
            Some(_) => page,
            None => page.fitting_strip(),
        })
    }

    fn empty_page(&self, format: FigureFormat, usual: PageSize) -> Result<Page, FigureError> {
        let dpi = f64::from(self.dpi);
        let size = self.size.unwrap_or(usual);
        let page = size.page(dpi)?.enlarged(f64::from(self.text_size) / 100.0);
        if format == FigureFormat::Png {
            size.check_pixels(dpi)?;
        }
        Ok(page)
    }

    /// Which parts the figure has.
    pub(super) fn parts(&self) -> FigureParts {
        FigureParts {
            title: !self.without.contains(&Part::Title),
            map: !self.without.contains(&Part::Map),
            timeline: !self.without.contains(&Part::Timeline),
            indicators: self.with.contains(&Addition::Indicators),
        }
    }

    /// Lays style, projection, language and choice of names over a view, where they are given. A style file is taken into the studio.
    ///
    /// # Errors
    /// When there is no such style, or its file cannot be read.
    pub(super) fn dress(&self, view: &mut ViewSpec, studio: &mut Studio) -> Result<(), FigureError> {
        if let Some(language) = &self.language {
            view.language = language.to_string();
        }
        if let Some(projection) = self.projection {
            view.projection = match projection {
                Flattened::Mercator => ProjectionKind::Mercator,
                Flattened::LambertConformal => ProjectionKind::LambertConformal,
                Flattened::EqualEarth => ProjectionKind::EqualEarth,
                Flattened::Globe => ProjectionKind::Globe,
            };
        }
        let names = &mut view.names;
        names.language = self.names.clone().or_else(|| names.language.take());
        names.second = self.second_names.clone().or_else(|| names.second.take());
        if let Some(policy) = self.disputed {
            names.disputed = match policy {
                Policy::ByLanguage => DisputedNames::ByLanguage,
                Policy::English => DisputedNames::English,
                Policy::All => DisputedNames::All,
            };
        }
        if let Some(style) = &self.style {
            view.style = if style.ends_with(".toml") {
                studio.add_style(Path::new(style))?
            } else {
                style.clone()
            };
        }
        studio.check_style(&view.style)
    }
}

fn language(text: &str) -> Result<unic_langid::LanguageIdentifier, String> {
    text.parse()
        .map_err(|_| "write a language tag such as en, vi, ja or zh-Hant".to_owned())
}
