//! A view as the bytes of a file: composition and the writers put together. For `app` and `cli`, so that a
//! figure from the window and one from the command line are the same.

use crate::compose::{self, FigureContents, StripContext, StripTooHigh, Style, Words, World};
use crate::render::{self, PdfError, PdfOptions, PngError, PngOptions, SvgOptions};
use crate::scene::{Scene, Size};
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
    size: Size,
    /// Dots per inch of a PNG.
    dpi: f64,
    /// Points of the page for one point of composition.
    magnification: f64,
    /// What stands on it.
    contents: FigureContents,
    /// Whether a strip's page is as high as the strip takes, whatever the size says.
    fits_strip: bool,
}

/// Composition's sizes are those of a screen at arm's length; a page is held nearer, and its letters are
/// smaller by this.
const PRINT: f64 = 0.63;
/// The long edge of A4, points. A larger page is looked at from farther away, and its letters grow.
const HAND_HELD: f64 = 297.0 / 25.4 * 72.0;
/// The short edge of a picture for a screen in points of composition: what a slide holds with letters that
/// the last row reads.
const SLIDE: f64 = 700.0;

/// The least page, in points of composition.
const LEAST: Size = Size {
    width: 230.0,
    height: 230.0,
};

impl Page {
    /// A page of paper. Its letters have the sizes of an atlas up to A4, and grow with the square root of
    /// its long edge beyond.
    pub fn paper(size: Size, dpi: f64) -> Self {
        let long = size.width.max(size.height);
        Self {
            size,
            dpi,
            magnification: PRINT * (long / HAND_HELD).max(1.0).sqrt(),
            contents: FigureContents::default(),
            fits_strip: false,
        }
    }

    /// A picture for a screen, of any number of pixels: the same layout at each.
    pub fn screen(width: f64, height: f64, dpi: f64) -> Self {
        let points = |pixels: f64| pixels / dpi * 72.0;
        Self {
            size: Size {
                width: points(width),
                height: points(height),
            },
            dpi,
            magnification: points(width.min(height)) / SLIDE,
            contents: FigureContents::default(),
            fits_strip: false,
        }
    }

    /// The page with letters, symbols and lines so many times as large.
    pub fn enlarged(self, factor: f64) -> Self {
        Self {
            magnification: self.magnification * factor,
            ..self
        }
    }

    /// The page with letters as large as a style asks for on a page of its height.
    fn legible(self, style: &Style) -> Self {
        Self {
            magnification: self.magnification.max(style.magnification(self.size.height)),
            ..self
        }
    }

    /// The page with these contents, or with these parts of the view.
    pub fn with(self, contents: impl Into<FigureContents>) -> Self {
        Self {
            contents: contents.into(),
            ..self
        }
    }

    /// The page, as high as the strip takes that stands on it.
    pub fn fitting_strip(self) -> Self {
        Self {
            fits_strip: true,
            ..self
        }
    }

    /// Its size in points.
    pub fn size(self) -> Size {
        self.size
    }

    /// The size that the picture is composed in, in points.
    pub fn composed(self) -> Size {
        Size {
            width: self.size.width / self.magnification,
            height: self.size.height / self.magnification,
        }
    }
}

/// Why there is no figure.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// A page without room for a map and its credit line.
    #[error(
        "the page is too small for a map with its credit: it takes {width:.0} by {height:.0} mm, or smaller letters"
    )]
    TooSmall {
        /// The least width in millimetres.
        width: f64,
        /// The least height in millimetres.
        height: f64,
    },
    /// A page too low for the strip of a lane.
    #[error("the page is too low for this strip: at this width it takes {0:.0} mm, or smaller letters")]
    LowForStrip(
        /// The least height in millimetres.
        f64,
    ),
    /// A page that holds no strip, however high it is.
    #[error("the page is too narrow for this strip: it takes a wider one, or smaller letters")]
    NarrowForStrip,
    /// No PNG.
    #[error(transparent)]
    Png(#[from] PngError),
    /// No PDF.
    #[error(transparent)]
    Pdf(#[from] PdfError),
}

/// Composes a view as a page under a title and writes it. The file carries the view, so that opening it gives
/// the view back.
///
/// # Errors
/// When the page is too small, or the writer cannot make a picture of this size.
pub fn figure(
    world: &World,
    view: &ViewSpec,
    style: &Style,
    words: &Words,
    page: Page,
    format: FigureFormat,
    title: &str,
) -> Result<Vec<u8>, ExportError> {
    let page = page.legible(style);
    let composed = page.composed();
    let mm = |points: f64| (points * page.magnification / 72.0 * 25.4).ceil();
    // A hair less is rounding. How high a strip is, it says itself.
    let is_low = composed.height < LEAST.height - 0.01 && matches!(page.contents, FigureContents::View(_));
    if composed.width < LEAST.width - 0.01 || is_low {
        return Err(ExportError::TooSmall {
            width: mm(LEAST.width),
            height: mm(LEAST.height),
        });
    }
    let scene = match page.contents {
        FigureContents::View(parts) => compose::figure(world, view, style, words, composed, parts, title),
        FigureContents::Strip {
            lane,
            title: has_title,
        } => {
            let context = StripContext::on_page(world, view, style, words);
            let height = (!page.fits_strip).then_some(composed.height);
            let drawn = compose::lane_figure(&context, lane, composed.width, height, title, has_title);
            drawn.map_err(|StripTooHigh(height)| match height.is_finite() {
                true => ExportError::LowForStrip(mm(height)),
                false => ExportError::NarrowForStrip,
            })?
        }
    };
    write(&scene, world, view, page, format)
}

/// The bytes of a composed figure.
fn write(
    scene: &Scene,
    world: &World,
    view: &ViewSpec,
    page: Page,
    format: FigureFormat,
) -> Result<Vec<u8>, ExportError> {
    let metadata = Some(view.to_json());
    let magnification = page.magnification;
    Ok(match format {
        FigureFormat::Png => {
            let options = PngOptions {
                dpi: page.dpi,
                magnification,
                metadata,
                cancel: None,
            };
            render::png(scene, world.fonts, &options)?
        }
        FigureFormat::Svg => {
            let options = SvgOptions {
                magnification,
                metadata,
                ..SvgOptions::default()
            };
            render::svg(scene, world.fonts, &options).into_bytes()
        }
        FigureFormat::Pdf => {
            let language = Some(view.language.clone());
            let options = PdfOptions {
                magnification,
                metadata,
                language,
            };
            render::pdf(scene, world.fonts, &options)?
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_for_a_screen_has_one_layout_at_any_number_of_pixels() {
        let hd = Page::screen(1920.0, 1080.0, 300.0).composed();
        let uhd = Page::screen(3840.0, 2160.0, 96.0).composed();
        assert!((hd.width - uhd.width).abs() < 1e-9 && (hd.height - uhd.height).abs() < 1e-9);
    }

    #[test]
    fn letters_grow_on_pages_that_are_not_held_in_hand() {
        let page = |mm: f64| {
            let points = mm / 25.4 * 72.0;
            Page::paper(
                Size {
                    width: points,
                    height: points,
                },
                300.0,
            )
            .magnification
        };
        assert_eq!(page(84.0), page(297.0));
        assert!(page(1189.0) > 1.5 * page(297.0) && page(1189.0) < 3.0 * page(297.0));
    }

    #[test]
    fn larger_letters_leave_room_for_less() {
        let page = Page::screen(1920.0, 1080.0, 96.0);
        let larger = page.enlarged(1.5);
        assert_eq!(larger.size(), page.size());
        assert!((larger.composed().width * 1.5 - page.composed().width).abs() < 1e-9);
    }
}
