//! What of the map a name would lie across: lanes and coasts, looked up in small cells of the picture. For the
//! placement of names.

use crate::basemap::LevelOfDetail;
use crate::geography::{Camera, WorldPoint};
use crate::scene::{Affine, Polylines, Rect};

use super::super::lanes::{LaneLine, lines};
use super::super::world::{picture_rect, screen_from_world, seen_copies, world_copies};
use super::super::{Style, World};

/// Edge of a cell in points.
const CELL: f64 = 4.0;
/// The part of a box's cells from which on a line runs all through it: along a letter, or along a whole word.
const WHOLLY: f64 = 0.25;
/// The most pieces that one segment is looked at in.
const MOST_STEPS: f64 = 4000.0;
/// Crossings are told in so many steps, so that a cell more or less does not turn the order of positions.
const STEPS: f64 = 8.0;

/// The cells of a picture that lines run through.
pub(in crate::compose) struct Cells {
    columns: usize,
    rows: usize,
    /// Where the first cell begins, up to a cell beyond the picture: cells keep to the map while it is moved, so that
    /// the same letters lie on the same cells.
    origin: [f64; 2],
    filled: Vec<bool>,
}

/// Where the first cell of so many points begins on a picture, for cells that keep to the map.
pub(super) fn first_cell(camera: &Camera, cell: f64) -> [f64; 2] {
    let fixed = camera.screen_from_world(WorldPoint { x: 0.0, y: 0.0 });
    fixed.map(|v| v.rem_euclid(cell) - cell)
}

impl Cells {
    fn new(camera: &Camera) -> Self {
        let size = [camera.width(), camera.height()];
        let [columns, rows] = size.map(|v| (v / CELL).ceil().max(1.0) as usize + 1);
        Self {
            columns,
            rows,
            origin: first_cell(camera, CELL),
            filled: vec![false; columns * rows],
        }
    }

    /// The cells that some lines run through, in points of the picture.
    pub(in crate::compose) fn of_lines(lines: &[Vec<[f64; 2]>], camera: &Camera) -> Self {
        let mut cells = Self::new(camera);
        cells.mark_lines(lines, camera);
        cells
    }

    /// These cells and those that some lines run through.
    pub(super) fn mark_lines(&mut self, lines: &[Vec<[f64; 2]>], camera: &Camera) {
        lines.iter().for_each(|line| self.mark(line, camera));
    }

    /// The cells that lanes run through.
    pub(in crate::compose) fn of_lanes(world: &World, camera: &Camera) -> Self {
        let mut cells = Self::new(camera);
        for ix in world.dataset.lanes() {
            let Ok(lane) = world.lanes.lane(ix) else { continue };
            let points: Vec<[f64; 2]> = lane
                .path
                .iter()
                .filter_map(|&p| camera.screen_from_lon_lat(p))
                .collect();
            cells.mark(&points, camera);
        }
        cells
    }

    /// The cells that the lines of lanes run through as they are drawn, and the ways that they would take if nothing
    /// were closed.
    pub(super) fn of_lane_lines(world: &World, style: &Style, camera: &Camera) -> Self {
        let mut cells = Self::new(camera);
        for points in lines(world, style, camera).iter().flat_map(LaneLine::points) {
            for shift in world_copies(camera, 0.0) {
                let by = shift * camera.points_per_world();
                let moved: Vec<[f64; 2]> = points.iter().map(|[x, y]| [x + by, *y]).collect();
                cells.mark(&moved, camera);
            }
        }
        for detour in world.dataset.lanes().filter_map(|ix| world.lanes.detour(ix)) {
            for part in detour.left {
                let path = detour.open.path[part.clone()].iter();
                let points: Vec<[f64; 2]> = path.filter_map(|&p| camera.screen_from_lon_lat(p)).collect();
                cells.mark(&points, camera);
            }
        }
        cells
    }

    /// The filled cells beside which one is not: of land, its coast.
    pub(super) fn edges(&self) -> Self {
        let mut edges = vec![false; self.filled.len()];
        let rows = self.filled.chunks_exact(self.columns);
        let below = self.filled.chunks_exact(self.columns).skip(1);
        for ((row, below), edges) in rows.zip(below).zip(edges.chunks_exact_mut(self.columns)) {
            let right = &row[1..];
            for (((here, right), below), edge) in row.iter().zip(right).zip(below).zip(edges) {
                *edge = (here != right) | (here != below);
            }
        }
        Self {
            filled: edges,
            ..*self
        }
    }

    /// The cells whose middles lie on land.
    pub(super) fn of_land(world: &World, camera: &Camera) -> Self {
        let mut cells = Self::new(camera);
        let level = LevelOfDetail::for_scale(camera.points_per_degree() / 2.0);
        let mut crossings = vec![Vec::new(); cells.rows];
        for (shift, seen) in seen_copies(camera, 0.0) {
            let transform = screen_from_world(camera, shift);
            for bounds in seen {
                for tile in world.basemap.land(level, &bounds, camera.projection()) {
                    cells.fill_inside(&tile.ground, &transform, &mut crossings);
                }
            }
        }
        cells
    }

    /// Fills what lies inside rings, row by row (non-zero winding). `crossings` is a list for each row, empty before
    /// and after: where edges cross the row's middle, and whether they run down.
    fn fill_inside(&mut self, rings: &Polylines, transform: &Affine, crossings: &mut [Vec<(f64, i32)>]) {
        let row_of = |y: f64, rows: usize| ((y / CELL - 0.5).ceil().max(0.0) as usize).min(rows);
        for ring in rings.lines() {
            let Some(last) = ring.last() else { continue };
            let local = |point: &[f64; 2]| {
                let [x, y] = transform.apply(*point);
                [x - self.origin[0], y - self.origin[1]]
            };
            let mut from = local(last);
            for point in ring {
                let to = local(point);
                let (top, bottom, turn) = if from[1] <= to[1] {
                    (from, to, 1)
                } else {
                    (to, from, -1)
                };
                let first = row_of(top[1], self.rows);
                let met = &mut crossings[first..row_of(bottom[1], self.rows)];
                for (row, found) in met.iter_mut().enumerate() {
                    let y = ((first + row) as f64 + 0.5) * CELL;
                    let part = (y - top[1]) / (bottom[1] - top[1]);
                    found.push((top[0] + (bottom[0] - top[0]) * part, turn));
                }
                from = to;
            }
        }
        for (row, found) in crossings
            .iter_mut()
            .enumerate()
            .filter(|(_, found)| !found.is_empty())
        {
            found.sort_by(|a, b| a.0.total_cmp(&b.0));
            let column = |x: f64| ((x / CELL - 0.5).ceil().max(0.0) as usize).min(self.columns);
            let mut winding = 0;
            for pair in found.windows(2) {
                winding += pair[0].1;
                if winding != 0 {
                    let start = row * self.columns;
                    self.filled[start + column(pair[0].0)..start + column(pair[1].0)].fill(true);
                }
            }
            found.clear();
        }
    }

    /// The part of some points, moved `by`, whose cells are filled, 0 to 1.
    pub(super) fn under(&self, points: &[[f64; 2]], by: [f64; 2]) -> f64 {
        let holds = |at: &&[f64; 2]| {
            let [x, y] = [0, 1].map(|k| at[k] + by[k] - self.origin[k]);
            if x < 0.0 || y < 0.0 {
                return false;
            }
            let (column, row) = ((x / CELL) as usize, (y / CELL) as usize);
            column < self.columns && row < self.rows && self.filled[row * self.columns + column]
        };
        points.iter().filter(holds).count() as f64 / points.len().max(1) as f64
    }

    /// The part of some boxes that is filled, 0 to 1.
    pub(super) fn share(&self, boxes: &[Rect]) -> f64 {
        let part = |room: &Rect| {
            let (filled, all) = self.count(room);
            filled as f64 / all as f64
        };
        boxes.iter().map(part).sum::<f64>() / boxes.len().max(1) as f64
    }

    /// The cells that boxes cover.
    pub(super) fn of_boxes(boxes: impl IntoIterator<Item = Rect>, camera: &Camera) -> Self {
        let mut cells = Self::new(camera);
        let picture = picture_rect(camera);
        for room in boxes {
            if room.overlaps(&picture) {
                let ([left, right], [top, bottom]) = cells.span(&room);
                for y in top..=bottom {
                    cells.filled[y * cells.columns + left..=y * cells.columns + right].fill(true);
                }
            }
        }
        cells
    }

    fn mark(&mut self, points: &[[f64; 2]], camera: &Camera) {
        let room = picture_rect(camera);
        for pair in points.windows(2) {
            let [a, b] = [pair[0], pair[1]];
            let around = Rect {
                left: a[0].min(b[0]),
                top: a[1].min(b[1]),
                right: a[0].max(b[0]),
                bottom: a[1].max(b[1]),
            };
            // A step over the map's seam runs all across the picture.
            if !around.overlaps(&room.grown(CELL)) || around.width() > 4.0 * room.width() {
                continue;
            }
            let steps = (around.width().max(around.height()) / CELL * 1.5)
                .ceil()
                .min(MOST_STEPS);
            for step in 0..=steps as u32 {
                let part = f64::from(step) / steps.max(1.0);
                self.fill([0, 1].map(|k| a[k] + (b[k] - a[k]) * part));
            }
        }
    }

    fn fill(&mut self, at: [f64; 2]) {
        let at = [at[0] - self.origin[0], at[1] - self.origin[1]];
        if at[0] < 0.0 || at[1] < 0.0 {
            return;
        }
        let [x, y] = at.map(|v| (v / CELL) as usize);
        if x < self.columns && y < self.rows {
            self.filled[y * self.columns + x] = true;
        }
    }

    /// The first and last column and row of a box within the picture.
    fn span(&self, room: &Rect) -> ([usize; 2], [usize; 2]) {
        let cell = |v: f64, most: usize| ((v.max(0.0) / CELL) as usize).min(most - 1);
        (
            [room.left, room.right].map(|v| cell(v - self.origin[0], self.columns)),
            [room.top, room.bottom].map(|v| cell(v - self.origin[1], self.rows)),
        )
    }

    /// The filled cells of a box, and how many it has within the picture.
    fn count(&self, room: &Rect) -> (usize, usize) {
        let ([left, right], [top, bottom]) = self.span(room);
        let rows = (top..=bottom).map(|y| &self.filled[y * self.columns + left..=y * self.columns + right]);
        let filled = rows.map(|row| row.iter().filter(|f| **f).count()).sum();
        (filled, (right - left + 1) * (bottom - top + 1))
    }

    /// About how long the lines within a box are, in points.
    pub(in crate::compose) fn length_in(&self, room: &Rect) -> f64 {
        self.count(room).0 as f64 * CELL
    }

    /// The part of some boxes that a line runs through at all, 0 to 1.
    pub(super) fn meeting(&self, boxes: &[Rect]) -> f64 {
        let met = boxes.iter().filter(|room| self.count(room).0 > 0).count();
        met as f64 / boxes.len().max(1) as f64
    }

    /// How much of some boxes lies across lines, 0 to 1: a line along a word is more than one across it.
    pub(super) fn crossing(&self, boxes: &[Rect]) -> f64 {
        let part = |room: &Rect| {
            let (filled, all) = self.count(room);
            (filled as f64 / all as f64 / WHOLLY).min(1.0)
        };
        let mean = boxes.iter().map(part).sum::<f64>() / boxes.len().max(1) as f64;
        (mean * STEPS).round() / STEPS
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geography::{Framing, Kilometers, LonLat, ProjectionKind};

    #[test]
    fn a_line_along_a_word_counts_for_more_than_one_across_it_and_one_beside_it_for_nothing() {
        let framing = Framing::new(LonLat::NULL_ISLAND, Kilometers(100.0), Kilometers(100.0));
        let camera = Camera::new(&framing, ProjectionKind::Mercator, 400.0, 400.0);
        let mut cells = Cells::new(&camera);
        cells.mark(&[[0.0, 102.0], [399.0, 102.0]], &camera);
        cells.mark(&[[202.0, 200.0], [202.0, 399.0]], &camera);
        let word = |x: f64, y: f64| [Rect::from_xywh(x, y, 80.0, 12.0)];
        let (along, across, beside) = (word(100.0, 97.0), word(160.0, 300.0), word(20.0, 300.0));
        assert!(cells.crossing(&along) > 2.0 * cells.crossing(&across));
        assert!(cells.crossing(&across) > 0.0);
        assert_eq!(cells.crossing(&beside), 0.0);
        assert_eq!(
            [&along, &across, &beside].map(|word| cells.meeting(word)),
            [1.0, 1.0, 0.0]
        );
    }

    #[test]
    fn what_lies_inside_a_ring_is_filled_and_a_hole_is_not() {
        let framing = Framing::new(LonLat::NULL_ISLAND, Kilometers(100.0), Kilometers(100.0));
        let camera = Camera::new(&framing, ProjectionKind::Mercator, 400.0, 400.0);
        let mut cells = Cells::new(&camera);
        let square = |from: f64, to: f64| vec![[from, from], [to, from], [to, to], [from, to]];
        let mut hole = square(100.0, 300.0);
        hole.reverse();
        cells.fill_inside(
            &Polylines::new([square(-50.0, 360.0), hole], true),
            &Affine::IDENTITY,
            &mut vec![Vec::new(); 101],
        );
        let share = |x: f64, y: f64| cells.share(&[Rect::from_xywh(x, y, 30.0, 30.0)]);
        assert_eq!(
            [share(20.0, 20.0), share(200.0, 200.0), share(368.0, 20.0)],
            [1.0, 0.0, 0.0]
        );
        let half = share(285.0, 200.0);
        assert!((0.4..0.6).contains(&half), "{half}");
    }
}
