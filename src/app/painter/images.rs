//! Pictures of pixels as textures, uploaded once each. For the painter alone.

use crate::scene::Pixels;
use eframe::egui;
use egui::{ColorImage, Context, TextureHandle, TextureOptions};
use std::collections::HashMap;
use std::sync::Arc;

/// Textures that were not drawn in the last pass are dropped, oldest first, beyond this.
const MAX_BYTES: usize = 32 << 20;

struct Kept {
    /// Keeps the address in the key from being used again.
    pixels: Arc<Pixels>,
    texture: TextureHandle,
    last_used: u64,
}

/// Textures of pictures drawn lately, by the address of their pixels.
#[derive(Default)]
pub(super) struct Images {
    kept: HashMap<usize, Kept>,
}

impl Images {
    /// The texture of a picture; `None` where its bytes do not match its size.
    pub(super) fn texture(&mut self, ctx: &Context, pixels: &Arc<Pixels>, now: u64) -> Option<TextureHandle> {
        let key = Arc::as_ptr(pixels) as usize;
        if let Some(kept) = self.kept.get_mut(&key) {
            kept.last_used = now;
            return Some(kept.texture.clone());
        }
        let size = [pixels.width as usize, pixels.height as usize];
        if size[0] == 0 || size[1] == 0 || size[0] * size[1] * 4 != pixels.rgba.len() {
            return None;
        }
        self.make_room(pixels.rgba.len(), now);
        let most = ctx.input(|input| input.max_texture_side).max(1);
        let image = thinned(pixels, size[0].max(size[1]).div_ceil(most));
        let texture = ctx.load_texture("picture", image, TextureOptions::LINEAR);
        let kept = Kept {
            pixels: Arc::clone(pixels),
            texture: texture.clone(),
            last_used: now,
        };
        self.kept.insert(key, kept);
        Some(texture)
    }

    /// Drops pictures that nobody else holds any more, then the longest unused until `more` bytes fit.
    fn make_room(&mut self, more: usize, now: u64) {
        self.kept
            .retain(|_, kept| kept.last_used == now || Arc::strong_count(&kept.pixels) > 1);
        while self.bytes() + more > MAX_BYTES {
            let unused = self.kept.iter().filter(|(_, kept)| kept.last_used < now);
            let Some((&oldest, _)) = unused.min_by_key(|(_, kept)| kept.last_used) else {
                return;
            };
            self.kept.remove(&oldest);
        }
    }

    /// Bytes of all textures.
    pub(super) fn bytes(&self) -> usize {
        self.kept.values().map(|kept| kept.pixels.rgba.len()).sum()
    }
}

/// Every `step`th pixel of every `step`th row: for pictures larger than the machine's textures.
fn thinned(pixels: &Pixels, step: usize) -> ColorImage {
    let (width, height) = (pixels.width as usize, pixels.height as usize);
    if step <= 1 {
        return ColorImage::from_rgba_unmultiplied([width, height], &pixels.rgba);
    }
    let rows = pixels.rgba.chunks_exact(width * 4).step_by(step);
    let rgba: Vec<u8> = rows
        .flat_map(|row| row.chunks_exact(4).step_by(step))
        .flatten()
        .copied()
        .collect();
    ColorImage::from_rgba_unmultiplied([width.div_ceil(step), height.div_ceil(step)], &rgba)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pixels(side: u32) -> Arc<Pixels> {
        let rgba = vec![200; (side * side * 4) as usize];
        Arc::new(Pixels {
            width: side,
            height: side,
            rgba,
        })
    }

    #[test]
    fn a_picture_is_uploaded_once_and_dropped_when_nobody_holds_it() {
        let ctx = Context::default();
        let mut images = Images::default();
        let flag = pixels(16);
        let first = images.texture(&ctx, &flag, 1).unwrap();
        assert_eq!(first.id(), images.texture(&ctx, &flag, 2).unwrap().id());
        drop(flag);
        images.texture(&ctx, &pixels(8), 3);
        assert_eq!(images.bytes(), 8 * 8 * 4);
        ctx.tex_manager().write().take_delta().clear();
    }

    #[test]
    fn a_picture_larger_than_the_machines_textures_is_made_coarser() {
        let ctx = Context::default();
        let most = ctx.input(|input| input.max_texture_side);
        let side = most + 100;
        let wide = Arc::new(Pixels {
            width: side as u32,
            height: 3,
            rgba: vec![9; side * 3 * 4],
        });
        let texture = Images::default().texture(&ctx, &wide, 1).unwrap();
        assert_eq!(texture.size(), [side.div_ceil(2), 2]);
        ctx.tex_manager().write().take_delta().clear();
    }

    #[test]
    fn bytes_that_do_not_match_the_size_are_no_picture() {
        let ctx = Context::default();
        let broken = Arc::new(Pixels {
            width: 4,
            height: 4,
            rgba: vec![0; 3],
        });
        assert!(Images::default().texture(&ctx, &broken, 1).is_none());
    }
}
