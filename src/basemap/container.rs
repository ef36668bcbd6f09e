//! Reads `PBM1` files: tiles of features, compressed, decoded when asked (format: assets/basemap/SOURCES.md).
//! For the layers of this module only.

use std::io::Read;
use std::sync::Arc;

use super::BasemapError;
use crate::geography::{GeoBounds, LonLat};

/// A point in units of 1/10,000 degree: longitude, latitude.
pub(super) type UnitPoint = [i32; 2];

/// Units per degree of every file.
pub(super) const UNITS: f64 = 10_000.0;

/// One thing in a tile.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Feature {
    pub(super) kind: u8,
    pub(super) rank: u8,
    pub(super) value: u32,
    pub(super) strings: Vec<Arc<str>>,
    pub(super) parts: Vec<Vec<UnitPoint>>,
    /// The box around each part.
    pub(super) boxes: Vec<UnitBox>,
}

/// Where tiles lie, in units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Grid {
    west: i32,
    south: i32,
    width: i32,
    height: i32,
    columns: usize,
    rows: usize,
    overlap: i32,
}

impl Grid {
    /// Whether the grid lies about the globe, so that no sum of its numbers overflows.
    fn is_sound(&self) -> bool {
        const TURNS: i64 = 3 * 360 * UNITS as i64;
        let span = |start: i32, step: i32, count: usize| {
            let end = i64::from(start) + i64::from(step) * count as i64;
            step > 0 && count > 0 && i64::from(start).abs() < TURNS && end.abs() < TURNS
        };
        span(self.west, self.width, self.columns)
            && span(self.south, self.height, self.rows)
            && (0..TURNS).contains(&i64::from(self.overlap))
    }
}

/// A box in units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct UnitBox {
    pub(super) west: i32,
    pub(super) south: i32,
    pub(super) east: i32,
    pub(super) north: i32,
}

impl UnitBox {
    /// The smallest box around points; one that holds nothing where there are none.
    fn around(points: &[UnitPoint]) -> Self {
        let nothing = Self {
            west: i32::MAX,
            south: i32::MAX,
            east: i32::MIN,
            north: i32::MIN,
        };
        points.iter().fold(nothing, |b, p| Self {
            west: b.west.min(p[0]),
            south: b.south.min(p[1]),
            east: b.east.max(p[0]),
            north: b.north.max(p[1]),
        })
    }

    /// Whether a position in units lies in it.
    fn holds(&self, [x, y]: [f64; 2]) -> bool {
        (f64::from(self.west)..=f64::from(self.east)).contains(&x)
            && (f64::from(self.south)..=f64::from(self.north)).contains(&y)
    }
}

impl Feature {
    /// The rings that may hold a place: those around which a box does.
    pub(super) fn rings_near(&self, at: LonLat) -> impl Iterator<Item = &Vec<UnitPoint>> {
        let at = [at.lon(), at.lat()].map(|v| v * UNITS);
        let near = self.parts.iter().zip(&self.boxes);
        near.filter(move |(_, room)| room.holds(at)).map(|(ring, _)| ring)
    }
}

/// A tile's own box and the larger one that its fills reach.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Frame {
    pub(super) inner: UnitBox,
    pub(super) outer: UnitBox,
}

/// An opened file: only its table is read.
#[derive(Debug)]
pub(super) struct TiledFile {
    name: &'static str,
    grid: Grid,
    offsets: Vec<u32>,
    data: &'static [u8],
}

const HEADER: usize = 32;

impl TiledFile {
    /// Reads the header and the table.
    pub(super) fn open(name: &'static str, bytes: &'static [u8]) -> Result<Self, BasemapError> {
        let head = bytes
            .get(..HEADER)
            .filter(|h| h.starts_with(b"PBM1") && le_u32(h, 4) == UNITS as u32)
            .ok_or(BasemapError::WrongFormat { file: name })?;
        let grid = Grid {
            west: le_u32(head, 8) as i32,
            south: le_u32(head, 12) as i32,
            width: le_u32(head, 16) as i32,
            height: le_u32(head, 20) as i32,
            columns: usize::from(le_u16(head, 24)),
            rows: usize::from(le_u16(head, 26)),
            overlap: le_u32(head, 28) as i32,
        };
        if !grid.is_sound() {
            return Err(BasemapError::WrongFormat { file: name });
        }
        let (offsets, data) = read_offsets(&bytes[HEADER..], grid.columns * grid.rows)
            .ok_or(BasemapError::BrokenTable { file: name })?;
        Ok(Self {
            name,
            grid,
            offsets,
            data,
        })
    }

    /// Number of tiles, empty ones included.
    #[cfg(test)]
    pub(super) fn len(&self) -> usize {
        self.offsets.len() - 1
    }

    /// Indices of the tiles that meet a box and hold something.
    pub(super) fn tiles_in(&self, bounds: &GeoBounds) -> impl Iterator<Item = usize> + '_ {
        let g = &self.grid;
        let span = |low: f64, high: f64, start: i32, step: i32, count: usize| {
            let index = |v: f64| ((v * UNITS - f64::from(start)) / f64::from(step)).floor();
            let first = index(low).max(0.0);
            let last = index(high).min(count as f64 - 1.0);
            if first > last {
                0..0
            } else {
                first as usize..last as usize + 1
            }
        };
        let columns = span(bounds.west, bounds.east, g.west, g.width, g.columns);
        let rows = span(bounds.south, bounds.north, g.south, g.height, g.rows);
        rows.flat_map(move |row| columns.clone().map(move |column| row * g.columns + column))
            .filter(|&tile| self.offsets[tile] < self.offsets[tile + 1])
    }

    /// The boxes of a tile.
    pub(super) fn frame(&self, tile: usize) -> Frame {
        let g = &self.grid;
        let west = g.west + (tile % g.columns) as i32 * g.width;
        let south = g.south + (tile / g.columns) as i32 * g.height;
        let inner = UnitBox {
            west,
            south,
            east: west + g.width,
            north: south + g.height,
        };
        let outer = UnitBox {
            west: inner.west - g.overlap,
            south: inner.south - g.overlap,
            east: inner.east + g.overlap,
            north: inner.north + g.overlap,
        };
        Frame { inner, outer }
    }

    /// Decodes a tile; no features for an empty one.
    pub(super) fn decode(&self, tile: usize) -> Result<Vec<Feature>, BasemapError> {
        let broken = |reason| BasemapError::BrokenTile {
            file: self.name,
            tile,
            reason,
        };
        let (Some(&from), Some(&to)) = (self.offsets.get(tile), self.offsets.get(tile + 1)) else {
            return Err(broken("no such tile"));
        };
        if from == to {
            return Ok(Vec::new());
        }
        let blob = &self.data[from as usize..to as usize];
        let mut raw = Vec::with_capacity(blob.len() * 3);
        flate2::read::ZlibDecoder::new(blob)
            .read_to_end(&mut raw)
            .map_err(|_| broken("not a zlib stream"))?;
        let mut cursor = Cursor { bytes: &raw };
        cursor.features().ok_or_else(|| broken("ends too early"))
    }
}

/// The offsets at the start of `bytes` and the data after them, if they are sound.
pub(super) fn read_offsets(bytes: &'static [u8], tiles: usize) -> Option<(Vec<u32>, &'static [u8])> {
    let table = bytes.get(..(tiles + 1) * 4)?;
    let offsets: Vec<u32> = table.chunks_exact(4).map(|c| le_u32(c, 0)).collect();
    let data = &bytes[table.len()..];
    let sound = offsets.is_sorted() && offsets.last().is_some_and(|&last| last as usize <= data.len());
    sound.then_some((offsets, data))
}

/// Little-endian, where the caller has checked the length (0 beyond it).
pub(super) fn le_u32(bytes: &[u8], at: usize) -> u32 {
    bytes
        .get(at..at + 4)
        .and_then(|b| b.try_into().ok())
        .map_or(0, u32::from_le_bytes)
}

/// Little-endian, where the caller has checked the length (0 beyond it).
pub(super) fn le_u16(bytes: &[u8], at: usize) -> u16 {
    bytes
        .get(at..at + 2)
        .and_then(|b| b.try_into().ok())
        .map_or(0, u16::from_le_bytes)
}

struct Cursor<'a> {
    bytes: &'a [u8],
}

impl Cursor<'_> {
    fn byte(&mut self) -> Option<u8> {
        let (&first, rest) = self.bytes.split_first()?;
        self.bytes = rest;
        Some(first)
    }

    fn varint(&mut self) -> Option<u32> {
        let mut value = 0u32;
        for shift in (0..35).step_by(7) {
            let byte = self.byte()?;
            value |= u32::from(byte & 0x7f).checked_shl(shift)?;
            if byte < 0x80 {
                return Some(value);
            }
        }
        None
    }

    /// A count of things that take at least one byte each, so that damage cannot ask for endless memory.
    fn count(&mut self) -> Option<usize> {
        let count = self.varint()? as usize;
        (count <= self.bytes.len()).then_some(count)
    }

    fn difference(&mut self) -> Option<i32> {
        let raw = self.varint()?;
        Some((raw >> 1) as i32 ^ -((raw & 1) as i32))
    }

    fn text(&mut self) -> Option<Arc<str>> {
        let length = self.count()?;
        let (text, rest) = self.bytes.split_at(length);
        self.bytes = rest;
        std::str::from_utf8(text).ok().map(Arc::from)
    }

    fn features(&mut self) -> Option<Vec<Feature>> {
        let strings: Vec<Arc<str>> = (0..self.count()?).map(|_| self.text()).collect::<Option<_>>()?;
        let mut at = [0i32; 2];
        (0..self.count()?)
            .map(|_| self.feature(&strings, &mut at))
            .collect()
    }

    fn feature(&mut self, strings: &[Arc<str>], at: &mut UnitPoint) -> Option<Feature> {
        let (kind, rank, value) = (self.byte()?, self.byte()?, self.varint()?);
        let named = (0..self.count()?)
            .map(|_| strings.get(self.varint()? as usize).cloned())
            .collect::<Option<_>>()?;
        let parts = (0..self.count()?)
            .map(|_| {
                let points = self.varint()? as usize >> 1;
                if points > self.bytes.len() {
                    return None;
                }
                (0..points)
                    .map(|_| {
                        at[0] = at[0].checked_add(self.difference()?)?;
                        at[1] = at[1].checked_add(self.difference()?)?;
                        Some(*at)
                    })
                    .collect()
            })
            .collect::<Option<Vec<Vec<UnitPoint>>>>()?;
        Some(Feature {
            boxes: parts.iter().map(|part| UnitBox::around(part)).collect(),
            kind,
            rank,
            value,
            strings: named,
            parts,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const LAND: &[u8] = include_bytes!("../../assets/basemap/gshhg/land_coarse.bin");

    fn leaked(bytes: Vec<u8>) -> &'static [u8] {
        Vec::leak(bytes)
    }

    #[test]
    fn a_file_of_another_kind_is_refused() {
        assert_eq!(
            TiledFile::open("x", b"\x89PNG and much more than thirty-two bytes").err(),
            Some(BasemapError::WrongFormat { file: "x" })
        );
        assert!(TiledFile::open("x", b"").is_err());
    }

    #[test]
    fn a_file_cut_short_is_refused() {
        let short = leaked(LAND[..LAND.len() - 1].to_vec());
        assert_eq!(
            TiledFile::open("x", short).err(),
            Some(BasemapError::BrokenTable { file: "x" })
        );
    }

    #[test]
    fn a_damaged_header_is_an_error_and_never_a_panic() {
        for at in 0..HEADER {
            for value in [0, 1, 0x7f, 0x80, 0xff] {
                let mut bytes = LAND.to_vec();
                bytes[at] = value;
                if let Ok(file) = TiledFile::open("x", leaked(bytes)) {
                    let _ = file.tiles_in(&GeoBounds::WORLD).count();
                    let _ = (file.frame(0), file.frame(file.len() - 1));
                }
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]
        #[test]
        fn a_damaged_file_is_an_error_and_never_a_panic(at in 0..LAND.len(), value in any::<u8>()) {
            let mut bytes = LAND[..60_000].to_vec();
            let at = at % bytes.len();
            bytes[at] = value;
            bytes.resize(LAND.len(), 0);
            if let Ok(file) = TiledFile::open("x", leaked(bytes)) {
                for tile in 0..file.len().min(12) {
                    let _ = file.frame(tile);
                    let _ = file.decode(tile);
                }
            }
        }
    }
}
