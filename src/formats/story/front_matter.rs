//! The TOML between the `+++` lines of a scene as JSON values, each with where it stands.

use std::collections::BTreeMap;

use serde_json::{Map, Number, Value};
use toml::Spanned;
use toml::de::{DeInteger, DeTable, DeValue};

use super::TITLE;
use super::text::SceneText;
use crate::formats::problem::{At, Field, Problems, quoted};

/// The keys of a scene and their values.
#[derive(Debug)]
pub(super) struct FrontMatter {
    values: Map<String, Value>,
    /// Where each value stands, by its keys with full stops between them: `time.window`.
    places: BTreeMap<String, At>,
    /// Where the front matter begins.
    start: At,
}

impl FrontMatter {
    /// Reads the front matter. What is no TOML is reported, and the keys in it are left out.
    pub(super) fn read(text: &SceneText, problems: &mut Problems) -> Self {
        let range = text.front_matter();
        let toml = text.part(range.clone());
        let (table, errors) = DeTable::parse_recoverable(toml);
        let mut faults: Vec<usize> = Vec::new();
        for error in errors {
            let offset = error.span().map_or(0, |span| span.start);
            let line = line_around(toml, offset);
            if faults.iter().any(|fault| line.contains(fault)) {
                // One slip makes a parser stumble more than once.
                continue;
            }
            faults.push(offset);
            let what = format!("this is not TOML: {}", error.message());
            let remedy = "The key is left out. Texts and dates stand in quotation marks, as in time = { window = \"1979/1992\" }.";
            problems.error(text.at(range.start + offset), what, remedy);
        }
        let mut reading = Reading {
            text,
            toml,
            base: range.start,
            faults,
            places: BTreeMap::new(),
        };
        let values = reading.table(table.get_ref(), "");
        Self {
            values,
            places: reading.places,
            start: text.at(range.start),
        }
    }

    /// Takes the title out, which is no key of a view. Where it is missing, empty or no text, which is
    /// reported of `whose`, another one stands in.
    pub(super) fn take_title(&mut self, whose: &str, stand_in: &str, problems: &mut Problems) -> String {
        let what = match self.values.remove(TITLE) {
            Some(Value::String(title)) if !title.trim().is_empty() => return title.trim().to_owned(),
            Some(Value::String(_)) | None => format!("{whose} has no title"),
            Some(other) => format!("the title is {} and no text", quoted(&other.to_string())),
        };
        let remedy = format!(
            "It is shown as {}. Write title = \"…\", in quotation marks.",
            quoted(stand_in)
        );
        problems.error(self.at(TITLE), what, remedy);
        stand_in.to_owned()
    }

    /// Every key of the first level with its value.
    pub(super) fn keys(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.values.iter().map(|(key, value)| (key.as_str(), value))
    }

    /// Takes a key out.
    pub(super) fn take(&mut self, key: &str) -> Option<Value> {
        self.values.remove(key)
    }

    /// Where the value of some keys stands, `time.window`; where it lacks the last ones, the value that
    /// lacks them.
    pub(super) fn at(&self, keys: &str) -> At {
        let mut known = keys;
        loop {
            if let Some(at) = self.places.get(known) {
                return at.clone().in_field(Field::Key(keys.to_owned()));
            }
            match known.rsplit_once('.') {
                Some((rest, _)) => known = rest,
                None => return self.start.clone().in_field(Field::Key(keys.to_owned())),
            }
        }
    }
}

/// The line that an offset is on.
fn line_around(text: &str, offset: usize) -> std::ops::RangeInclusive<usize> {
    let bytes = text.as_bytes();
    let offset = offset.min(bytes.len());
    let is_end = |byte: &u8| *byte == b'\n';
    let start = bytes[..offset].iter().rposition(is_end).map_or(0, |at| at + 1);
    let end = bytes[offset..].iter().position(is_end);
    start..=end.map_or(bytes.len(), |at| offset + at)
}

/// TOML on its way to JSON.
struct Reading<'t> {
    text: &'t SceneText<'t>,
    toml: &'t str,
    /// Offset of the TOML in the file.
    base: usize,
    /// Offsets in the TOML of what could not be read.
    faults: Vec<usize>,
    places: BTreeMap<String, At>,
}

impl Reading<'_> {
    fn table(&mut self, table: &DeTable<'_>, above: &str) -> Map<String, Value> {
        let mut map = Map::new();
        for (key, value) in table {
            let name = key.get_ref().to_string();
            let end = line_around(self.toml, value.span().end);
            let line = key.span().start..=*end.end();
            if self.faults.iter().any(|fault| line.contains(fault)) {
                continue;
            }
            let keys = if above.is_empty() {
                name.clone()
            } else {
                format!("{above}.{name}")
            };
            let at = self.text.at(self.base + value.span().start);
            self.places.insert(keys.clone(), at);
            let value = self.value(value, &keys);
            map.insert(name, value);
        }
        map
    }

    fn value(&mut self, value: &Spanned<DeValue<'_>>, keys: &str) -> Value {
        let written = || self.toml.get(value.span()).unwrap_or_default();
        match value.get_ref() {
            DeValue::String(text) => Value::String(text.to_string()),
            DeValue::Boolean(yes) => Value::Bool(*yes),
            // A day without quotation marks is a value of TOML; a year is a number to it.
            DeValue::Datetime(_) => Value::String(written().to_owned()),
            DeValue::Integer(_) if keys.starts_with("time.") => Value::String(written().to_owned()),
            DeValue::Integer(integer) => whole_number(integer),
            DeValue::Float(float) => {
                let number = float.as_str().parse().ok().and_then(Number::from_f64);
                number.map_or_else(|| Value::String(written().to_owned()), Value::Number)
            }
            DeValue::Array(array) => array.iter().map(|item| self.value(item, keys)).collect(),
            DeValue::Table(table) => Value::Object(self.table(table, keys)),
        }
    }
}

fn whole_number(integer: &DeInteger<'_>) -> Value {
    match i64::from_str_radix(integer.as_str(), integer.radix()) {
        Ok(number) => Value::from(number),
        Err(_) => Value::String(integer.as_str().to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn read(toml: &str) -> (FrontMatter, Vec<String>) {
        let mut problems = Problems::default();
        let file = format!("+++\n{toml}\n+++\n");
        let text = SceneText::read("story/01-a.md", file.as_bytes(), &mut problems);
        let front_matter = FrontMatter::read(&text, &mut problems);
        let said = problems.sorted().iter().map(ToString::to_string).collect();
        (front_matter, said)
    }

    #[test]
    fn toml_of_every_kind_becomes_the_json_of_a_view_file() {
        let (front, said) = read(
            "time = { window = \"1979/1992\", cursor = 1979-02-17 }\nframing = { width_km = 1_000, height_km = 7.5 }\nlayers = { relief = false }\nclosed_passages = [\"suez\"]\n[selection]\nevent = \"war\"",
        );
        assert!(said.is_empty(), "{said:?}");
        let expected = json!({
            "time": {"window": "1979/1992", "cursor": "1979-02-17"},
            "framing": {"width_km": 1000, "height_km": 7.5},
            "layers": {"relief": false},
            "closed_passages": ["suez"],
            "selection": {"event": "war"},
        });
        assert_eq!(Value::Object(front.values), expected);
    }

    #[test]
    fn a_year_without_quotation_marks_is_taken_as_a_date() {
        let (front, _) = read("time = { cursor = 1973 }");
        assert_eq!(front.values["time"]["cursor"], json!("1973"));
    }

    #[test]
    fn what_is_no_toml_is_reported_once_and_costs_no_other_key() {
        let (front, said) = read("title = \"A\"\ntime = { window = 1979/1992 }\nstyle = \"dark\"");
        assert_eq!(said.len(), 1, "{said:?}");
        assert!(
            said[0].starts_with("story/01-a.md:3:1") && said[0].contains("this is not TOML:"),
            "{said:?}"
        );
        let keys: Vec<_> = front.keys().map(|(key, _)| key).collect();
        assert_eq!(keys, ["style", "title"]);
    }

    #[test]
    fn every_key_knows_its_line_and_one_that_is_not_there_that_of_what_lacks_it() {
        let (front, _) = read("title = \"A\"\ntime = { window = \"1979\" }");
        let at = |keys| {
            let at = front.at(keys);
            (at.line, at.column)
        };
        assert_eq!(at("time.window"), (Some(3), Some(19)));
        assert_eq!(at("time.cursor"), (Some(3), Some(8)));
        assert_eq!(at("framing"), (Some(2), Some(1)));
    }
}
