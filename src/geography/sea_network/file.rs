//! Reads `sea_network.bin`, whose layout `assets/sea_network/SOURCES.md` tells. Every count and number is
//! checked, so that no later step can meet an index that is not there.

use std::io::Read;

use super::super::LonLat;
use super::water::{WaterGrid, WaterMask};
use super::{Edge, SeaNetworkError, TrackKind};

const MAGIC: &[u8] = b"PERIPLUS-SEA\x01";
/// Positions are whole numbers of 1e-4 degree.
const UNIT: f64 = 1e-4;
/// No network unpacks to more than this; a damaged length must not ask for all memory.
const MOST_BYTES: u64 = 1 << 28;

/// No grid of water has more words of 64 cells, for the same reason (64 MB).
const MOST_WORDS: usize = 1 << 23;

/// The file's content, numbers checked.
pub(super) struct RawNetwork {
    pub(super) region_error: f64,
    pub(super) world_error: f64,
    pub(super) nodes: Vec<LonLat>,
    pub(super) edges: Vec<Edge>,
    /// The length of each edge on the ellipsoid.
    pub(super) metres: Vec<u32>,
    pub(super) edge_passages: Vec<u8>,
    pub(super) port_nodes: Vec<u32>,
    pub(super) waters: Vec<WaterMask>,
}

impl RawNetwork {
    pub(super) fn read(bytes: &[u8]) -> Result<Self, SeaNetworkError> {
        let packed = bytes.strip_prefix(MAGIC).ok_or(SeaNetworkError::Unknown)?;
        let mut unpacked = Vec::new();
        flate2::read::ZlibDecoder::new(packed)
            .take(MOST_BYTES)
            .read_to_end(&mut unpacked)?;
        let mut cursor = Cursor { bytes: &unpacked };
        let region_error = f64::from(cursor.u32()?) * UNIT;
        let world_error = f64::from(cursor.u32()?) * UNIT;
        let nodes = read_nodes(&mut cursor)?;
        let mut raw = Self {
            region_error,
            world_error,
            nodes,
            edges: Vec::new(),
            metres: Vec::new(),
            edge_passages: Vec::new(),
            port_nodes: Vec::new(),
            waters: Vec::new(),
        };
        raw.read_edges(&mut cursor)?;
        for _ in 0..cursor.u32()? {
            let node = cursor.u32()?;
            raw.check(node)?;
            raw.port_nodes.push(node);
        }
        for _ in 0..cursor.u32()? {
            raw.waters.push(read_water(&mut cursor)?);
        }
        Ok(raw)
    }

    fn check(&self, node: u32) -> Result<(), SeaNetworkError> {
        if (node as usize) < self.nodes.len() {
            Ok(())
        } else {
            Err(SeaNetworkError::Damaged("a node number is too large"))
        }
    }

    fn read_edges(&mut self, cursor: &mut Cursor<'_>) -> Result<(), SeaNetworkError> {
        for from in (0u32..).take(self.nodes.len()) {
            let mut to = from;
            for _ in 0..cursor.u32()? {
                to = to
                    .checked_add(cursor.u32()?)
                    .ok_or(SeaNetworkError::Damaged("a node number is too large"))?;
                self.check(to)?;
                let word = cursor.u64()?;
                let metres = u32::try_from(word >> 1)
                    .map_err(|_| SeaNetworkError::Damaged("a track is longer than the Earth"))?;
                let first_passage = u32::try_from(self.edge_passages.len())
                    .map_err(|_| SeaNetworkError::Damaged("too many passages"))?;
                let (kind, passage_count) = if word & 1 == 1 {
                    self.read_special(cursor)?
                } else {
                    (TrackKind::Open, 0)
                };
                self.edges.push(Edge {
                    from,
                    to,
                    kind,
                    first_passage,
                    passage_count,
                });
                self.metres.push(metres);
            }
        }
        Ok(())
    }

    fn read_special(&mut self, cursor: &mut Cursor<'_>) -> Result<(TrackKind, u8), SeaNetworkError> {
        let kind = match cursor.u32()? {
            0 => TrackKind::Open,
            1 => TrackKind::Inshore,
            2 => TrackKind::Canal,
            3 => TrackKind::Local,
            _ => return Err(SeaNetworkError::Damaged("a track is of an unknown kind")),
        };
        let count = u8::try_from(cursor.u32()?)
            .map_err(|_| SeaNetworkError::Damaged("a track has too many passages"))?;
        for _ in 0..count {
            let number = u8::try_from(cursor.u32()?).ok().filter(|n| *n < 64);
            self.edge_passages
                .push(number.ok_or(SeaNetworkError::Damaged("a passage number is too large"))?);
        }
        Ok((kind, count))
    }
}

fn read_nodes(cursor: &mut Cursor<'_>) -> Result<Vec<LonLat>, SeaNetworkError> {
    let (mut lon, mut lat) = (0i64, 0i64);
    (0..cursor.u32()?)
        .map(|_| {
            lon = lon.saturating_add(cursor.i64()?);
            lat = lat.saturating_add(cursor.i64()?);
            degrees(lon, lat)
        })
        .collect()
}

fn degrees(lon: i64, lat: i64) -> Result<LonLat, SeaNetworkError> {
    let small = |value: i64| i32::try_from(value).map(|v| f64::from(v) * UNIT);
    let (Ok(lon), Ok(lat)) = (small(lon), small(lat)) else {
        return Err(SeaNetworkError::Damaged("a position is not on the globe"));
    };
    LonLat::new(lon, lat).map_err(|_| SeaNetworkError::Damaged("a position is not on the globe"))
}

fn read_water(cursor: &mut Cursor<'_>) -> Result<WaterMask, SeaNetworkError> {
    let damaged = SeaNetworkError::Damaged("the water's grid does not add up");
    let mut signed = || {
        cursor.i64().and_then(|v| {
            i32::try_from(v).map_err(|_| SeaNetworkError::Damaged("the water's grid is not on the globe"))
        })
    };
    let (west, top) = (f64::from(signed()?) * UNIT, f64::from(signed()?) * UNIT);
    let cell = f64::from(cursor.u32()?) * UNIT;
    let (width, height) = (cursor.u32()? as usize, cursor.u32()? as usize);
    let grid = WaterGrid {
        west,
        top,
        cell,
        width,
        height,
    };
    let words = grid.words();
    if cell <= 0.0 || width == 0 || words.saturating_mul(height) > MOST_WORDS {
        return Err(damaged);
    }
    let mut bits = vec![0u64; words * height];
    for row in 0..height {
        let mut column = 0usize;
        for run in 0..cursor.u32()? {
            let length = cursor.u32()? as usize;
            if length > width - column {
                return Err(damaged);
            }
            if run % 2 == 1 {
                set(&mut bits[row * words..(row + 1) * words], column, length);
            }
            column += length;
        }
    }
    Ok(WaterMask::new(grid, bits))
}

/// Sets `length` bits from the bit `first` on, 64 to a word, low ones first.
fn set(words: &mut [u64], first: usize, length: usize) {
    let end = first + length;
    for (number, word) in words
        .iter_mut()
        .enumerate()
        .take(end.div_ceil(64))
        .skip(first / 64)
    {
        let low = u64::MAX << first.saturating_sub(64 * number);
        let beyond = (64 * (number + 1)).saturating_sub(end);
        *word |= low & u64::MAX >> beyond;
    }
}

/// Varints (seven bits a byte, low ones first), signed ones in zig-zag.
struct Cursor<'a> {
    bytes: &'a [u8],
}

impl Cursor<'_> {
    fn u64(&mut self) -> Result<u64, SeaNetworkError> {
        let mut value = 0u64;
        for shift in (0..64).step_by(7) {
            let (&byte, rest) = self
                .bytes
                .split_first()
                .ok_or(SeaNetworkError::Damaged("it ends too early"))?;
            self.bytes = rest;
            value |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Ok(value);
            }
        }
        Err(SeaNetworkError::Damaged("a number has no end"))
    }

    fn u32(&mut self) -> Result<u32, SeaNetworkError> {
        u32::try_from(self.u64()?).map_err(|_| SeaNetworkError::Damaged("a number is too large"))
    }

    fn i64(&mut self) -> Result<i64, SeaNetworkError> {
        let value = self.u64()?;
        Ok((value >> 1).cast_signed() ^ -(value & 1).cast_signed())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_run_sets_its_own_bits_and_no_others(first in 0..300usize, length in 0..300usize) {
            let mut words = [0u64; 10];
            set(&mut words, first, length);
            for bit in 0..640 {
                let is_set = words[bit / 64] >> (bit % 64) & 1 == 1;
                prop_assert_eq!(is_set, (first..first + length).contains(&bit));
            }
        }
    }
}
