//! A view as the bytes of a file: composition and the writers put together. For `app` and `cli`, so that a
//! figure from the window and one from the command line are the same.

use crate::compose::{self, FigureParts, Style, StyleError, Words, World};
use crate::render::{self, PdfError, PdfOptions, PngError, PngOptions, SvgOptions};
use crate::scene::Size;
use crate::view::ViewSpec;

/// What a figure is written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FigureFormat {
    /// Pixels, at the asked dots per inch.
    Png,
    /// Vectors for the web and for drawing programs; text is text.
    Svg,
    /// A page; text is text.
    Pdf,
}

impl FigureFormat {
    /// Every format.
    pub const ALL: [Self; 3] = [Self::Png, Self::Svg, Self::Pdf];

    /// The ending of its files.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Png => "png",
            Self::Svg => "svg",
            Self::Pdf => "pdf",
        }
    }

    /// The format of a file's ending, whatever its case.
    pub fn from_extension(extension: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|f| f.extension().eq_ignore_ascii_case(extension))
    }
}

/// The page that a figure is put on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Page {
    /// Its size in points.
    pub size: Size,
    /// Dots per inch of a PNG.
    pub dpi: f64,
    /// What it is written as.
    pub format: FigureFormat,
}

/// Why there is no figure.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The view asks for a style that is not there.
    #[error("there is no style '{name}'; there are {known}")]
    NoStyle {
        /// The style asked for.
        name: String,
        /// Those that there are.
        known: String,
    },
    /// A style file is broken.
    #[error(transparent)]
    Style(#[from] StyleError),
    /// No PNG.
    #[error(transparent)]
    Png(#[from] PngError),
    /// No PDF.
    #[error(transparent)]
    Pdf(#[from] PdfError),
}

/// Composes a view as a page and writes it. The file carries the view, so that opening it gives the view
/// back.
///
/// # Errors
/// When the style is not there, or the writer cannot make a picture of this size.
pub fn figure(world: &World, view: &ViewSpec, words: &Words, page: Page) -> Result<Vec<u8>, ExportError> {
    let style = Style::embedded(&view.style).ok_or_else(|| ExportError::NoStyle {
        name: view.style.clone(),
        known: Style::embedded_names().collect::<Vec<_>>().join(", "),
    })??;
    let scene = compose::figure(world, view, &style, words, page.size, FigureParts::default());
    let metadata = Some(view.to_json());
    Ok(match page.format {
        FigureFormat::Png => {
            let options = PngOptions {
                dpi: page.dpi,
                metadata,
                cancel: None,
            };
            render::png(&scene, world.fonts, &options)?
        }
        FigureFormat::Svg => {
            let options = SvgOptions {
                metadata,
                ..SvgOptions::default()
            };
            render::svg(&scene, world.fonts, &options).into_bytes()
        }
        FigureFormat::Pdf => {
            let language = Some(view.language.clone());
            render::pdf(&scene, world.fonts, &PdfOptions { metadata, language })?
        }
    })
}
