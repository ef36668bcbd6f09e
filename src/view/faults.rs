//! Finds the value for which a view cannot be read, by its keys and by line and column. For `reading`.

use serde::Deserialize;
use serde_json::Value;

use super::json_words::in_words;
use super::reading::{FORMAT_KEY, merge};
use super::{ViewError, ViewSpec};

/// The view of a JSON object laid over another one.
fn over(base: &Value, given: Value) -> Result<ViewSpec, serde_json::Error> {
    let mut whole = base.clone();
    merge(&mut whole, given);
    ViewSpec::deserialize(&whole)
}

/// The error for a value of a view that cannot be read as a whole, found by laying each key of it over
/// a sound view by itself, ever deeper.
pub(super) fn fault(base: &Value, whole: &Value, error: &serde_json::Error) -> ViewError {
    let mut keys: Vec<&str> = Vec::new();
    let mut part = whole;
    let mut why = in_words(error);
    while let Value::Object(entries) = part {
        let faulty = entries.iter().find_map(|(key, value)| {
            let path = keys.iter().copied().chain([key.as_str()]);
            let alone = path.rev().fold(value.clone(), |inner, key| {
                Value::Object([(key.to_owned(), inner)].into_iter().collect())
            });
            Some((key, value, over(base, alone).err()?))
        });
        let Some((key, value, error)) = faulty else {
            break;
        };
        keys.push(key);
        why = in_words(&error);
        part = value;
    }
    ViewError::Value {
        at: None,
        key: keys.join("."),
        why,
    }
}

pub(super) fn whole_fault(error: &serde_json::Error) -> ViewError {
    ViewError::Value {
        at: None,
        key: FORMAT_KEY.to_owned(),
        why: in_words(error),
    }
}

/// Line and column of the value that some keys lead to, each looked for behind the one before.
pub(super) fn position_of(json: &[u8], keys: &str) -> Option<(usize, usize)> {
    let text = std::str::from_utf8(json).ok()?;
    let mut at = 0;
    for key in keys.split('.') {
        let quoted = serde_json::to_string(key).ok()?;
        let rest = text.get(at..)?;
        let behind = |(start, _): (usize, &str)| {
            let behind = rest[start + quoted.len()..].trim_start();
            let value = behind.strip_prefix(':')?.trim_start();
            Some(rest.len() - value.len())
        };
        at += rest.match_indices(&quoted).find_map(behind)?;
    }
    let before = &text[..at];
    let line_start = before.rfind('\n').map_or(0, |end| end + 1);
    let line = before.matches('\n').count() + 1;
    Some((line, before[line_start..].chars().count() + 1))
}
