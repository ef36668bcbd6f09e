//! Sets text along a line on the map: names of seas and rivers. Reached through `FontStore::shape_along`.

use super::{FontStore, Glyph, ShapedText, TextStyle};
use std::sync::Arc;

/// A polyline that can be walked by length.
struct Track {
    points: Vec<[f64; 2]>,
    /// Length from the start to each point.
    reach: Vec<f64>,
}

impl Track {
    /// `None` for a line without length.
    fn new(points: impl Iterator<Item = [f64; 2]>) -> Option<Self> {
        let mut track = Self {
            points: Vec::new(),
            reach: Vec::new(),
        };
        for p in points {
            match (track.points.last(), track.reach.last()) {
                (Some(q), Some(&reach)) => {
                    let (dx, dy) = (p[0] - q[0], p[1] - q[1]);
                    let step = (dx * dx + dy * dy).sqrt();
                    // Twice the same point has no direction.
                    if step > 0.0 {
                        track.points.push(p);
                        track.reach.push(reach + step);
                    }
                }
                _ => {
                    track.points.push(p);
                    track.reach.push(0.0);
                }
            }
        }
        (track.points.len() > 1).then_some(track)
    }

    fn length(&self) -> f64 {
        self.reach.last().copied().unwrap_or(0.0)
    }

    /// The point at a length along the track.
    fn at(&self, length: f64) -> [f64; 2] {
        let i = self
            .reach
            .partition_point(|&r| r < length)
            .clamp(1, self.points.len() - 1);
        let (p, q) = (self.points[i - 1], self.points[i]);
        let t = (length - self.reach[i - 1]) / (self.reach[i] - self.reach[i - 1]);
        [p[0] + (q[0] - p[0]) * t, p[1] + (q[1] - p[1]) * t]
    }
}

impl FontStore {
    /// A line of text along a curve given as a polyline in points, centred on it, in the curve's own
    /// coordinates. The curve is walked so that the letters stand upright, whatever its direction.
    /// `None` where the text is empty, longer than the curve, or would stand on its head halfway.
    ///
    /// Each cluster stays whole and turns about its middle, so that marks keep to their letters.
    pub fn shape_along(&self, text: &str, style: &TextStyle, curve: &[[f64; 2]]) -> Option<ShapedText> {
        let flat = self.shape(text, style);
        let width = f64::from(flat.width) - trailing_space(&flat, style);
        let track = upright(curve, width)?;
        if flat.runs.is_empty() || width <= 0.0 || width > track.length() {
            return None;
        }
        let start = (track.length() - width) / 2.0;
        let mut bent = ShapedText::clone(&flat);
        for run in &mut bent.runs {
            for cluster in run.glyphs.chunk_by_mut(|a, b| a.cluster == b.cluster) {
                bend(cluster, &track, start)?;
            }
        }
        Some(bent)
    }
}

/// The letter space after the last letter, which is no part of what is centred.
fn trailing_space(flat: &Arc<ShapedText>, style: &TextStyle) -> f64 {
    if flat.runs.is_empty() {
        0.0
    } else {
        f64::from(style.letter_spacing * style.size).max(0.0)
    }
}

/// The track in the direction in which text of this width, centred, has most of its length from left to right.
fn upright(curve: &[[f64; 2]], width: f64) -> Option<Track> {
    let track = Track::new(curve.iter().copied())?;
    let start = track.length() / 2.0 - width / 2.0;
    let (mut rightwards, mut down) = (0.0, 0.0);
    for (points, reach) in track.points.windows(2).zip(track.reach.windows(2)) {
        let seen = reach[1].min(start + width) - reach[0].max(start);
        if seen <= 0.0 {
            continue;
        }
        let (dx, dy) = (points[1][0] - points[0][0], points[1][1] - points[0][1]);
        down += dy * seen / (reach[1] - reach[0]);
        if dx.abs() > 1e-6 * dy.abs() {
            rightwards += dx.signum() * seen;
        }
    }
    // Straight up and down, letters read upwards, as on the spine of a map's frame.
    let backwards = if rightwards == 0.0 {
        down > 0.0
    } else {
        rightwards < 0.0
    };
    if backwards {
        Track::new(curve.iter().rev().copied())
    } else {
        Some(track)
    }
}

/// The cosine of the angle at which a letter would be read as standing on its head: a little beyond the vertical.
const MOST_LEANING: f64 = -0.15;

/// Moves one cluster from the straight line onto the track; `None` where it would stand on its head.
fn bend(cluster: &mut [Glyph], track: &Track, start: f64) -> Option<()> {
    let left = f64::from(cluster.iter().map(|g| g.x).fold(f32::INFINITY, f32::min));
    let advance: f64 = cluster.iter().map(|g| f64::from(g.advance)).sum();
    let middle = left + advance / 2.0;
    // The chord under the cluster: steadier than the tangent at corners of a rough polyline.
    let half = (advance / 2.0).max(0.01);
    let (a, b) = (track.at(start + middle - half), track.at(start + middle + half));
    let angle = (b[1] - a[1]).atan2(b[0] - a[0]);
    if angle.cos() < MOST_LEANING {
        return None;
    }
    let on = track.at(start + middle);
    let (sin, cos) = angle.sin_cos();
    for glyph in cluster {
        let (x, y) = (f64::from(glyph.x) - middle, f64::from(glyph.y));
        glyph.x = (on[0] + x * cos - y * sin) as f32;
        glyph.y = (on[1] + x * sin + y * cos) as f32;
        glyph.angle = angle as f32;
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn style() -> TextStyle {
        TextStyle {
            size: 10.0,
            letter_spacing: 0.2,
            ..TextStyle::default()
        }
    }

    fn places(text: &ShapedText) -> Vec<[f32; 3]> {
        let glyphs = text.runs.iter().flat_map(|r| &r.glyphs);
        glyphs.map(|g| [g.x, g.y, g.angle]).collect()
    }

    #[test]
    fn text_on_a_straight_line_is_centred_and_flat() {
        let fonts = FontStore::embedded();
        let along = fonts
            .shape_along("SEA", &style(), &[[0.0, 50.0], [100.0, 50.0], [200.0, 50.0]])
            .unwrap();
        let placed = places(&along);
        assert!(
            placed
                .iter()
                .all(|p| (p[1] - 50.0).abs() < 1e-4 && p[2].abs() < 1e-6)
        );
        let flat = fonts.shape("SEA", &style());
        let right = 200.0 - placed[0][0] - (flat.width - 2.0);
        assert!((placed[0][0] - right).abs() < 0.01, "{placed:?}");
    }

    #[test]
    fn a_curve_drawn_backwards_gives_the_same_text() {
        let fonts = FontStore::embedded();
        let mut curve: Vec<_> = (0..=40)
            .map(|i| {
                let t = f64::from(i) / 40.0;
                [t * 200.0, 40.0 - 30.0 * (t * 3.0).sin()]
            })
            .collect();
        let forth = fonts.shape_along("Biển Đông", &style(), &curve).unwrap();
        curve.reverse();
        let back = fonts.shape_along("Biển Đông", &style(), &curve).unwrap();
        for (a, b) in places(&forth).iter().zip(places(&back)) {
            assert!(a.iter().zip(b).all(|(a, b)| (a - b).abs() < 1e-3));
        }
    }

    #[test]
    fn text_longer_than_its_curve_is_not_set() {
        let fonts = FontStore::embedded();
        assert_eq!(
            fonts.shape_along("South China Sea", &style(), &[[0.0, 0.0], [20.0, 0.0]]),
            None
        );
        assert_eq!(
            fonts.shape_along("South China Sea", &style(), &[[5.0, 5.0], [5.0, 5.0]]),
            None
        );
        assert_eq!(fonts.shape_along("South China Sea", &style(), &[]), None);
    }

    #[test]
    fn a_cluster_turns_as_one() {
        let fonts = FontStore::embedded();
        let along = fonts
            .shape_along("ភ្នំពេញ", &style(), &[[0.0, 0.0], [60.0, 40.0], [120.0, 40.0]])
            .unwrap();
        for run in &along.runs {
            for cluster in run.glyphs.chunk_by(|a, b| a.cluster == b.cluster) {
                assert!(cluster.iter().all(|g| g.angle == cluster[0].angle));
            }
        }
    }
}
