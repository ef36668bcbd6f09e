//! Writers of a scene: pixels and PNG, SVG, PDF. Three small ones that mirror each other: each walks the
//! nodes once, in order, and decides nothing that composition has not decided. Only this module names the
//! rasteriser and the PDF crate.

mod outline;
mod pdf;
mod pdf_paint;
mod pixels;
mod png;
mod sample;
mod svg;
mod svg_path;
mod svg_text;
mod thin;
mod woff;

pub use pdf::{PdfError, PdfOptions, pdf};
pub use pixels::{Raster, RasterError, RasterOptions, rasterize};
pub use png::{METADATA_KEY, PngError, PngOptions, png};
pub use svg::{SvgOptions, svg};
