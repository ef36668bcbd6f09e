//! Finds the view that an exported picture carries. For `reading`: wherever a view is opened, a picture of
//! one can be opened too.

use std::borrow::Cow;

use super::ViewError;

/// How files begin that may be pictures.
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";
const PDF: &[u8] = b"%PDF-";
const XML: &[u8] = b"<";

/// The key that every view begins with, and its form in SVG, where quotation marks are escaped.
const KEY: &str = "\"periplus_view\"";
const ESCAPED_KEY: &str = "&quot;periplus_view&quot;";
const SVG_END: &[u8] = b"</periplus-view>";

/// The JSON of a view: the bytes themselves, or what a PNG, SVG or PDF carries. The writers put it there
/// as it is, uncompressed, so that it is found by its first key.
///
/// # Errors
/// When the bytes are a picture that carries no view.
pub(super) fn view_json(bytes: &[u8]) -> Result<Cow<'_, [u8]>, ViewError> {
    if bytes.starts_with(PNG) || bytes.starts_with(PDF) {
        let at = find(bytes, KEY.as_bytes()).ok_or(ViewError::NotInPicture)?;
        let start = bytes[..at].iter().rposition(|&b| b == b'{');
        let start = start.ok_or(ViewError::NotInPicture)?;
        return Ok(Cow::Borrowed(first_object(&bytes[start..])));
    }
    if bytes.trim_ascii_start().starts_with(XML) {
        let at = find(bytes, ESCAPED_KEY.as_bytes()).ok_or(ViewError::NotInPicture)?;
        let start = bytes[..at].iter().rposition(|&b| b == b'{');
        let start = start.ok_or(ViewError::NotInPicture)?;
        let length = find(&bytes[start..], SVG_END).ok_or(ViewError::NotInPicture)?;
        let escaped = String::from_utf8_lossy(&bytes[start..start + length]);
        let text = escaped
            .replace("&quot;", "\"")
            .replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&amp;", "&");
        return Ok(Cow::Owned(text.into_bytes()));
    }
    Ok(Cow::Borrowed(bytes))
}

/// The bytes of the JSON object that these begin with; all of them where it does not end, for the reader
/// to complain of.
fn first_object(bytes: &[u8]) -> &[u8] {
    let mut objects = serde_json::Deserializer::from_slice(bytes).into_iter::<serde::de::IgnoredAny>();
    match objects.next() {
        Some(Ok(_)) => &bytes[..objects.byte_offset()],
        _ => bytes,
    }
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).position(|w| w == wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_view_file_is_taken_as_it_is() {
        let json = br#"{"periplus_view": 1}"#;
        assert_eq!(view_json(json).unwrap(), json.as_slice());
    }

    #[test]
    fn a_picture_without_a_view_is_told_from_a_broken_view() {
        for picture in [b"\x89PNG\r\n\x1a\n....".as_slice(), b"%PDF-1.7", b"<svg/>"] {
            assert!(matches!(view_json(picture), Err(ViewError::NotInPicture)));
        }
    }

    #[test]
    fn a_view_is_cut_out_where_its_object_ends() {
        let file = [
            PDF,
            b"1 0 obj <<>> stream\n{\n  \"periplus_view\": 1, \"a\": \"}\"}\nendstream",
        ]
        .concat();
        let found = view_json(&file).unwrap();
        assert_eq!(
            found,
            br#"{
  "periplus_view": 1, "a": "}"}"#
                .as_slice()
        );
    }
}
