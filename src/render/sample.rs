//! The part of an image that a raster shows, no finer than the raster needs. For `pixels` alone.

use crate::scene::{Affine, Pixels, Rect};
use vello_cpu::Pixmap;
use vello_cpu::color::PremulRgba8;

/// The pixels of an image that lie in a window, and the way from those pixels to the window's.
///
/// `target` is where the whole image lies. Where several of its pixels fall on one of the window's, squares
/// of them are averaged first: bilinear sampling alone looks at four and would skip the others. `None`
/// where nothing is seen.
pub(super) fn visible_part(image: &Pixels, target: &Rect, window: &Rect) -> Option<(Pixmap, Affine)> {
    let (width, height) = (image.width as usize, image.height as usize);
    if !target.overlaps(window) || image.rgba.len() < width * height * 4 {
        return None;
    }
    // Window pixels for each image pixel.
    let (sx, sy) = (
        target.width() / f64::from(image.width),
        target.height() / f64::from(image.height),
    );
    let (bx, by) = (block(sx, width), block(sy, height));
    let columns = blocks(
        window.left - target.left,
        window.right - target.left,
        sx * bx as f64,
        width.div_ceil(bx),
    )?;
    let rows = blocks(
        window.top - target.top,
        window.bottom - target.top,
        sy * by as f64,
        height.div_ceil(by),
    )?;
    let (out_width, out_height) = (
        u16::try_from(columns.len()).ok()?,
        u16::try_from(rows.len()).ok()?,
    );
    let mut data = Vec::with_capacity(columns.len() * rows.len());
    for row in rows.clone() {
        for column in columns.clone() {
            let xs = column * bx..((column + 1) * bx).min(width);
            let ys = row * by..((row + 1) * by).min(height);
            data.push(average(image, xs, ys));
        }
    }
    let place = Affine::translation(columns.start as f64, rows.start as f64)
        .then(&Affine::scaling(sx * bx as f64, sy * by as f64))
        .then(&Affine::translation(target.left, target.top));
    Some((Pixmap::from_parts(data, out_width, out_height), place))
}

/// How many image pixels to average in one direction.
fn block(scale: f64, limit: usize) -> usize {
    ((1.0 / scale).floor() as usize).clamp(1, limit.max(1))
}

/// The blocks that a stretch of the window shows, and one more on each side for the sampler.
fn blocks(from: f64, to: f64, step: f64, count: usize) -> Option<std::ops::Range<usize>> {
    let first = ((from / step).floor() - 1.0).max(0.0) as usize;
    let last = (((to / step).ceil() + 1.0).max(0.0) as usize).min(count);
    (first < last).then_some(first..last)
}

/// The mean of a block, colours weighed by their alpha.
fn average(image: &Pixels, xs: std::ops::Range<usize>, ys: std::ops::Range<usize>) -> PremulRgba8 {
    let count = (xs.len() * ys.len()).max(1) as u32;
    let mut sum = [0u32; 4];
    for y in ys {
        for pixel in image.rgba[(y * image.width as usize + xs.start) * 4..][..xs.len() * 4].chunks_exact(4) {
            let alpha = u32::from(pixel[3]);
            for channel in 0..3 {
                sum[channel] += (u32::from(pixel[channel]) * alpha + 127) / 255;
            }
            sum[3] += alpha;
        }
    }
    let [r, g, b, a] = sum.map(|s| ((s + count / 2) / count) as u8);
    PremulRgba8 { r, g, b, a }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grey(width: u32, height: u32, value: impl Fn(u32, u32) -> u8) -> Pixels {
        let values = (0..height).flat_map(|y| (0..width).map(move |x| (x, y)));
        Pixels {
            width,
            height,
            rgba: values.flat_map(|(x, y)| [value(x, y), 0, 0, 255]).collect(),
        }
    }

    const WINDOW: Rect = Rect {
        left: 0.0,
        top: 0.0,
        right: 100.0,
        bottom: 100.0,
    };

    #[test]
    fn only_the_seen_part_of_a_large_image_is_taken() {
        let image = grey(200, 200, |x, _| x as u8);
        let target = Rect::from_xywh(-1000.0, -1000.0, 2000.0, 2000.0);
        let (part, place) = visible_part(&image, &target, &WINDOW).unwrap();
        assert!(part.width() <= 13 && part.height() <= 13);
        let first = part.sample(0, 0).r;
        let [x, _] = place.apply([0.0, 0.0]);
        assert!(
            (x - (-1000.0 + f64::from(first) * 10.0)).abs() < 1e-9,
            "it stands where it stood"
        );
    }

    #[test]
    fn a_fine_image_is_averaged_down() {
        let image = grey(1000, 1000, |x, y| if (x + y) % 2 == 0 { 0 } else { 200 });
        let (part, _) = visible_part(&image, &WINDOW, &WINDOW).unwrap();
        assert_eq!((part.width(), part.height()), (100, 100));
        assert!(part.data().iter().all(|p| p.r == 100));
    }

    #[test]
    fn an_image_out_of_sight_or_cut_short_is_left_out() {
        let mut image = grey(2, 2, |_, _| 9);
        assert!(visible_part(&image, &Rect::from_xywh(200.0, 0.0, 10.0, 10.0), &WINDOW).is_none());
        image.rgba.pop();
        assert!(visible_part(&image, &WINDOW, &WINDOW).is_none());
    }
}
