//! A scene as a PNG file: pixels at a resolution, with what is needed to make the picture again.

use super::pixels::{RasterError, RasterOptions, rasterize};
use crate::scene::{FontStore, Pixels, Scene};
use std::sync::atomic::AtomicBool;

/// How to write a PNG.
#[derive(Clone, Debug)]
pub struct PngOptions<'a> {
    /// Pixels per inch of the page, above zero.
    pub dpi: f64,
    /// Points on the page for one point of the scene, above zero.
    pub magnification: f64,
    /// Written as international text under the keyword `METADATA_KEY`.
    pub metadata: Option<String>,
    /// Set by another thread to make the work end early.
    pub cancel: Option<&'a AtomicBool>,
}

impl Default for PngOptions<'_> {
    fn default() -> Self {
        Self {
            dpi: 96.0,
            magnification: 1.0,
            metadata: None,
            cancel: None,
        }
    }
}

/// The keyword of the text chunk, the attachment and the element that carry the metadata.
pub const METADATA_KEY: &str = "periplus-view";

/// Why there is no PNG.
#[derive(Debug, thiserror::Error)]
pub enum PngError {
    /// No pixels.
    #[error(transparent)]
    Raster(#[from] RasterError),
    /// The encoder refused them.
    #[error("the PNG could not be encoded: {0}")]
    Encoding(#[from] png::EncodingError),
}

/// Draws a scene and encodes it: RGB where the ground is opaque, else RGBA.
///
/// # Errors
/// If the size is none that can be drawn, or the work was cancelled.
pub fn png(scene: &Scene, fonts: &FontStore, options: &PngOptions<'_>) -> Result<Vec<u8>, PngError> {
    let raster = rasterize(
        scene,
        fonts,
        &RasterOptions {
            scale: options.dpi / 72.0 * options.magnification,
            region: None,
            cancel: options.cancel,
        },
    )?;
    let opaque = scene.background.a == 255;
    let (width, height) = (raster.width, raster.height);
    let data = if opaque {
        raster
            .premultiplied
            .chunks_exact(4)
            .flat_map(|p| [p[0], p[1], p[2]])
            .collect()
    } else {
        raster.into_pixels().rgba
    };
    let mut file = Vec::with_capacity(data.len() / 4);
    let mut encoder = encoder(&mut file, width, height, opaque);
    // Pixels per metre: an inch is 0.0254 m.
    let per_metre = (options.dpi / 0.0254).round() as u32;
    encoder.set_pixel_dims(Some(png::PixelDimensions {
        xppu: per_metre,
        yppu: per_metre,
        unit: png::Unit::Meter,
    }));
    if !scene.title.is_empty() {
        encoder.add_itxt_chunk("Title".to_owned(), scene.title.clone())?;
    }
    if let Some(metadata) = &options.metadata {
        encoder.add_itxt_chunk(METADATA_KEY.to_owned(), metadata.clone())?;
    }
    let mut writer = encoder.write_header()?;
    writer.write_image_data(&data)?;
    writer.finish()?;
    Ok(file)
}

fn encoder(file: &mut Vec<u8>, width: u32, height: u32, opaque: bool) -> png::Encoder<'_, &mut Vec<u8>> {
    let mut encoder = png::Encoder::new(file, width, height);
    encoder.set_color(if opaque {
        png::ColorType::Rgb
    } else {
        png::ColorType::Rgba
    });
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_compression(png::Compression::Fast);
    encoder.set_source_srgb(png::SrgbRenderingIntent::Perceptual);
    encoder
}

/// An image of a scene as a PNG file with alpha; `None` where it has no pixels or too few bytes.
pub(super) fn encode_straight(pixels: &Pixels) -> Option<Vec<u8>> {
    let mut file = Vec::new();
    let encoder = encoder(&mut file, pixels.width, pixels.height, false);
    let mut writer = encoder.write_header().ok()?;
    writer.write_image_data(&pixels.rgba).ok()?;
    writer.finish().ok()?;
    Some(file)
}
