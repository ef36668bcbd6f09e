//! Packs a font file as WOFF 1.0 (W3C Recommendation of 2012), which is the same font compressed table by
//! table: nothing is changed, as the licence of the fonts asks. For `svg` alone.

use flate2::Compression;
use flate2::write::ZlibEncoder;
use std::io::Write;

/// The packed font, or `None` where the bytes are no single font file (such as a collection).
pub(super) fn pack(font: &[u8]) -> Option<Vec<u8>> {
    let flavor = font.get(..4)?;
    if flavor == b"ttcf" {
        return None;
    }
    let count = usize::from(u16::from_be_bytes([*font.get(4)?, *font.get(5)?]));
    let directory = 44 + 20 * count;
    let mut entries = Vec::with_capacity(20 * count);
    let mut tables = Vec::with_capacity(font.len() / 2);
    let mut plain_size = 12 + 16 * count;
    for record in font.get(12..12 + 16 * count)?.chunks_exact(16) {
        let field = |i: usize| u32::from_be_bytes([record[i], record[i + 1], record[i + 2], record[i + 3]]);
        let (checksum, offset, length) = (field(4), field(8) as usize, field(12) as usize);
        let table = font.get(offset..offset.checked_add(length)?)?;
        let packed = deflate(table)?;
        let kept = if packed.len() < length { &packed } else { table };
        entries.extend_from_slice(&record[..4]);
        for number in [directory + tables.len(), kept.len(), length] {
            entries.extend_from_slice(&u32::try_from(number).ok()?.to_be_bytes());
        }
        entries.extend_from_slice(&checksum.to_be_bytes());
        tables.extend_from_slice(kept);
        tables.resize(tables.len().next_multiple_of(4), 0);
        plain_size += length.next_multiple_of(4);
    }
    let mut woff = Vec::with_capacity(directory + tables.len());
    woff.extend_from_slice(b"wOFF");
    woff.extend_from_slice(flavor);
    woff.extend_from_slice(&u32::try_from(directory + tables.len()).ok()?.to_be_bytes());
    woff.extend_from_slice(&u16::try_from(count).ok()?.to_be_bytes());
    woff.extend_from_slice(&[0; 2]);
    woff.extend_from_slice(&u32::try_from(plain_size).ok()?.to_be_bytes());
    // Version 1.0; no extended metadata, no private block.
    woff.extend_from_slice(&[0, 1, 0, 0]);
    woff.extend_from_slice(&[0; 20]);
    woff.extend_from_slice(&entries);
    woff.extend_from_slice(&tables);
    Some(woff)
}

fn deflate(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::new(6));
    encoder.write_all(bytes).ok()?;
    encoder.finish().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::{FontId, FontStore};
    use flate2::read::ZlibDecoder;
    use std::io::Read;

    #[test]
    fn unpacking_every_table_gives_the_font_back() {
        let fonts = FontStore::embedded();
        for id in [0, 7, 12].map(FontId) {
            let (data, _) = fonts.data(id).unwrap();
            let font = data.as_ref();
            let woff = pack(font).unwrap();
            assert!(
                woff.len() < font.len() * 3 / 4,
                "{} of {}",
                woff.len(),
                font.len()
            );
            let number = |at: usize| u32::from_be_bytes(woff[at..at + 4].try_into().unwrap()) as usize;
            assert_eq!(number(8), woff.len());
            let count = usize::from(u16::from_be_bytes([woff[12], woff[13]]));
            for (i, record) in font[12..12 + 16 * count].chunks_exact(16).enumerate() {
                let entry = 44 + 20 * i;
                let (offset, packed, length) = (number(entry + 4), number(entry + 8), number(entry + 12));
                let mut table = Vec::new();
                if packed < length {
                    ZlibDecoder::new(&woff[offset..offset + packed])
                        .read_to_end(&mut table)
                        .unwrap();
                } else {
                    table.extend_from_slice(&woff[offset..offset + packed]);
                }
                let start = u32::from_be_bytes(record[8..12].try_into().unwrap()) as usize;
                assert!(table == font[start..start + length], "table {i}");
            }
        }
    }

    #[test]
    fn what_is_no_font_is_not_packed() {
        for bytes in [
            &b""[..],
            b"ttcf\0\0\0\0",
            b"\0\x01\0\0\0\x09",
            b"\0\x01\0\0\0\x01\0\0\0\0\0\0glyf\0\0\0\0\xff\xff\xff\xff\xff\xff\xff\xff",
        ] {
            assert_eq!(pack(bytes), None);
        }
    }
}
