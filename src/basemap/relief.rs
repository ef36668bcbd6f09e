//! The grey hillshade: reads `PBR1` files and lays what a view needs into one picture, projected.

use std::ops::Range;
use std::sync::Arc;

use super::BasemapError;
use super::cache::Cache;
use super::container::{UNITS, le_u16, le_u32, read_offsets};
use crate::geography::{DegreePoint, GeoBounds, LonLat, Projection, WorldBounds, WorldPoint};

/// No shading: multiply the map's colours by value / 128.
pub const NO_SHADING: u8 = 128;

/// Hillshade of a part of the map, to be stretched over its world box.
#[derive(Clone, Debug, PartialEq)]
pub struct ReliefImage {
    /// Pixels in a row.
    pub width: usize,
    /// Rows.
    pub height: usize,
    /// `width * height` grey values about [`NO_SHADING`], row by row from the north, equally spaced in
    /// the projection.
    pub pixels: Vec<u8>,
    /// Where its edges lie.
    pub world: WorldBounds,
}

/// An opened file of square tiles: only its table is read.
#[derive(Debug)]
pub(super) struct ReliefFile {
    name: &'static str,
    west: f64,
    south: f64,
    tile_degrees: f64,
    columns: usize,
    rows: usize,
    tile_pixels: usize,
    offsets: Vec<u32>,
    data: &'static [u8],
    decoded: Cache<usize, Tile>,
}

/// The grey pixels of a tile, none where it has no shading; or why there are none.
type Tile = Result<Vec<u8>, BasemapError>;

const HEADER: usize = 24;

impl ReliefFile {
    /// Reads the header and the table.
    pub(super) fn open(name: &'static str, bytes: &'static [u8]) -> Result<Self, BasemapError> {
        let head = bytes
            .get(..HEADER)
            .filter(|h| h.starts_with(b"PBR1"))
            .ok_or(BasemapError::WrongFormat { file: name })?;
        let (columns, rows) = (usize::from(le_u16(head, 16)), usize::from(le_u16(head, 18)));
        let (tile, tile_pixels) = (le_u32(head, 12), le_u32(head, 20) as usize);
        if tile == 0 || columns == 0 || rows == 0 || !(1..=4096).contains(&tile_pixels) {
            return Err(BasemapError::WrongFormat { file: name });
        }
        let (offsets, data) =
            read_offsets(&bytes[HEADER..], columns * rows).ok_or(BasemapError::BrokenTable { file: name })?;
        Ok(Self {
            name,
            west: f64::from(le_u32(head, 4) as i32) / UNITS,
            south: f64::from(le_u32(head, 8) as i32) / UNITS,
            tile_degrees: f64::from(tile) / UNITS,
            columns,
            rows,
            tile_pixels,
            offsets,
            data,
            decoded: Cache::new(6 << 20),
        })
    }

    /// Pixels per degree.
    pub(super) fn scale(&self) -> f64 {
        self.tile_pixels as f64 / self.tile_degrees
    }

    /// The box that the file covers.
    pub(super) fn bounds(&self) -> GeoBounds {
        GeoBounds {
            west: self.west,
            south: self.south,
            east: self.west + self.tile_degrees * self.columns as f64,
            north: self.south + self.tile_degrees * self.rows as f64,
        }
    }

    /// Lays the part inside `wanted` into a picture. `None` where nothing of the file is wanted.
    /// For projections in which parallels and meridians are straight.
    pub(super) fn picture(
        &self,
        wanted: &GeoBounds,
        projection: &Projection,
        problems: &mut Vec<BasemapError>,
    ) -> Option<ReliefImage> {
        let (all, scale) = (self.bounds(), self.scale());
        let world_edge = projection.domain();
        let pixel = |v: f64, start: f64| ((v - start).abs() * scale).round() as usize;
        let left = pixel((wanted.west - 1.0 / scale).clamp(all.west, all.east), all.west);
        let right = pixel((wanted.east + 1.0 / scale).clamp(all.west, all.east), all.west);
        let south = wanted.south.max(world_edge.south).clamp(all.south, all.north);
        let north = wanted.north.min(world_edge.north).clamp(all.south, all.north);
        let height = pixel(north, all.south).saturating_sub(pixel(south, all.south));
        if left >= right || height == 0 {
            return None;
        }
        let lon = |column: usize| all.west + column as f64 / scale;
        let min = projection.world_from_degrees(DegreePoint {
            lon: lon(left),
            lat: south,
        });
        let max = projection.world_from_degrees(DegreePoint {
            lon: lon(right),
            lat: north,
        });
        self.decode_all(left..right, pixel(all.north, north)..pixel(all.north, south));
        let mut pixels = vec![NO_SHADING; (right - left) * height];
        for (row, line) in pixels.chunks_exact_mut(right - left).enumerate() {
            let y = max.y + (min.y - max.y) * (row as f64 + 0.5) / height as f64;
            let Some(at) = projection.lon_lat_from_world(WorldPoint { x: min.x, y }) else {
                continue;
            };
            let source_row =
                (((all.north - at.lat()) * scale) as usize).min(self.rows * self.tile_pixels - 1);
            self.copy_row(source_row, left, line, problems);
        }
        Some(ReliefImage {
            width: right - left,
            height,
            pixels,
            world: WorldBounds { min, max },
        })
    }

    /// Lays the shading over a grid of places, one grey value for each; [`NO_SHADING`] where a place is `None`
    /// or not in the file, which the second part of the answer tells by `false`.
    pub(super) fn at_places(
        &self,
        places: &[Option<LonLat>],
        wanted: &GeoBounds,
        problems: &mut Vec<BasemapError>,
    ) -> Vec<(u8, bool)> {
        let (all, scale) = (self.bounds(), self.scale());
        let (columns, rows) = (self.columns * self.tile_pixels, self.rows * self.tile_pixels);
        let pixel = |v: f64, most: usize| ((v * scale).max(0.0) as usize).min(most);
        self.decode_all(
            pixel(wanted.west - all.west, columns)..pixel(wanted.east - all.west, columns),
            pixel(all.north - wanted.north, rows)..pixel(all.north - wanted.south, rows),
        );
        // Neighbouring places mostly lie in one tile.
        let mut last: Option<(usize, Arc<Tile>)> = None;
        let mut value = |x: usize, y: usize| -> u8 {
            let index = (self.rows - 1 - y / self.tile_pixels) * self.columns + x / self.tile_pixels;
            if last.as_ref().is_none_or(|(known, _)| *known != index) {
                last = Some((index, self.tile(index)));
            }
            let inside = (y % self.tile_pixels) * self.tile_pixels + x % self.tile_pixels;
            match last.as_ref().map(|(_, tile)| &**tile) {
                Some(Ok(tile)) => tile.get(inside).copied().unwrap_or(NO_SHADING),
                Some(Err(problem)) => {
                    if !problems.contains(problem) {
                        problems.push(problem.clone());
                    }
                    NO_SHADING
                }
                None => NO_SHADING,
            }
        };
        places
            .iter()
            .map(|place| match place {
                Some(p) if wanted.contains(*p) && all.contains(*p) => {
                    let x = ((p.lon() - all.west) * scale - 0.5).clamp(0.0, columns as f64 - 1.001);
                    let y = ((all.north - p.lat()) * scale - 0.5).clamp(0.0, rows as f64 - 1.001);
                    let (left, top) = (x as usize, y as usize);
                    let (right, below) = (x - left as f64, y - top as f64);
                    let mut row = |y: usize| {
                        let (a, b) = (f64::from(value(left, y)), f64::from(value(left + 1, y)));
                        a + (b - a) * right
                    };
                    let (upper, lower) = (row(top), row(top + 1));
                    ((upper + (lower - upper) * below).round() as u8, true)
                }
                _ => (NO_SHADING, false),
            })
            .collect()
    }

    /// Decodes the tiles of a part (columns from the west, rows from the north) on all processors, so that
    /// [`Self::tile`] finds them: WebP is by far the slowest of the basemap's codings.
    fn decode_all(&self, columns: Range<usize>, rows: Range<usize>) {
        let side = self.tile_pixels;
        let last_row = self.rows - 1;
        let tile_rows = rows.start / side..rows.end.div_ceil(side).min(self.rows);
        let tiles: Vec<usize> = tile_rows
            .flat_map(|row| {
                let tile_columns = columns.start / side..columns.end.div_ceil(side).min(self.columns);
                tile_columns.map(move |column| (last_row - row) * self.columns + column)
            })
            .collect();
        let threads = std::thread::available_parallelism().map_or(1, usize::from);
        let share = tiles.len().div_ceil(threads).max(1);
        std::thread::scope(|scope| {
            for some in tiles.chunks(share).skip(1) {
                scope.spawn(|| some.iter().for_each(|&tile| drop(self.tile(tile))));
            }
            let first = tiles.iter().take(share);
            first.for_each(|&tile| drop(self.tile(tile)));
        });
    }

    /// Copies a part of a row (counted from the north) that starts at a column of the whole picture.
    fn copy_row(&self, row: usize, left: usize, line: &mut [u8], problems: &mut Vec<BasemapError>) {
        let tile_row = self.rows - 1 - row / self.tile_pixels;
        let inside = row % self.tile_pixels;
        let mut done = 0;
        while done < line.len() {
            let column = left + done;
            let (tile_column, from) = (column / self.tile_pixels, column % self.tile_pixels);
            let count = (self.tile_pixels - from).min(line.len() - done);
            match &*self.tile(tile_row * self.columns + tile_column) {
                Ok(tile) if tile.is_empty() => {}
                Ok(tile) => {
                    let start = inside * self.tile_pixels + from;
                    line[done..done + count].copy_from_slice(&tile[start..start + count]);
                }
                Err(problem) if problems.contains(problem) => {}
                Err(problem) => problems.push(problem.clone()),
            }
            done += count;
        }
    }

    /// The grey pixels of a tile; none where it has no shading.
    fn tile(&self, index: usize) -> Arc<Tile> {
        self.decoded.get_or_make(index, || {
            let tile = self.decode(index);
            let weight = tile.as_ref().map_or(0, Vec::len) + 64;
            (tile, weight)
        })
    }

    fn decode(&self, index: usize) -> Tile {
        let broken = |reason| BasemapError::BrokenTile {
            file: self.name,
            tile: index,
            reason,
        };
        let (Some(&from), Some(&to)) = (self.offsets.get(index), self.offsets.get(index + 1)) else {
            return Err(broken("no such tile"));
        };
        if from == to {
            return Ok(Vec::new());
        }
        let blob = std::io::Cursor::new(&self.data[from as usize..to as usize]);
        let mut decoder = image_webp::WebPDecoder::new(blob).map_err(|_| broken("not WebP"))?;
        let side = self.tile_pixels;
        let channels = if decoder.has_alpha() { 4 } else { 3 };
        if decoder.dimensions() != (side as u32, side as u32) {
            return Err(broken("of another size"));
        }
        let mut colours = vec![0; side * side * channels];
        decoder
            .read_image(&mut colours)
            .map_err(|_| broken("damaged WebP"))?;
        // The pictures are grey: the channels differ by rounding alone.
        Ok(colours.chunks_exact(channels).map(|c| c[1]).collect())
    }
}
