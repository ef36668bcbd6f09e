//! JSON with positions: each value knows where in the file it stands, so that a wrong one can be
//! reported with line and column. For the JSON readers of [`super`].

use std::fmt;

use serde::Deserialize;
use serde::de::{MapAccess, Visitor};
use serde_json::Value;
use serde_json::value::RawValue;

use crate::model::Localized;
use crate::view::json_error_in_words;

use super::position::{LineIndex, Position};
use super::problem::{At, Field, Problems, quoted};
use super::references::{nearest, split_list};

/// The text of a JSON file.
#[derive(Debug)]
pub(super) struct Document<'a> {
    file: &'a str,
    text: &'a str,
    lines: LineIndex,
}

/// A value in a document: a stretch of its text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Node<'a> {
    raw: &'a str,
}

impl<'a> Document<'a> {
    pub(super) fn new(file: &'a str, text: &'a str) -> Self {
        Self {
            file,
            text,
            lines: LineIndex::new(text.as_bytes()),
        }
    }

    /// The outermost value, unless the text is no JSON, which is reported.
    pub(super) fn root(&self, problems: &mut Problems) -> Option<Node<'a>> {
        match serde_json::from_str::<&'a RawValue>(self.text) {
            Ok(raw) => Some(Node { raw: raw.get() }),
            Err(error) => {
                self.report_syntax(&error, problems);
                None
            }
        }
    }

    /// Where a value stands.
    pub(super) fn at(&self, node: Node<'a>) -> At {
        self.at_offset(self.offset(node))
    }

    /// Where a value stands that a key leads to.
    pub(super) fn at_key(&self, node: Node<'a>, key: &str) -> At {
        self.at(node).in_field(Field::Key(key.to_owned()))
    }

    fn at_offset(&self, offset: usize) -> At {
        At::position(self.file, self.lines.position(self.text.as_bytes(), offset))
    }

    /// Nodes are slices of the document's text, so their distance from its start is their offset.
    fn offset(&self, node: Node<'a>) -> usize {
        let distance = (node.raw.as_ptr() as usize).wrapping_sub(self.text.as_ptr() as usize);
        distance.min(self.text.len())
    }

    fn report_syntax(&self, error: &serde_json::Error, problems: &mut Problems) {
        // serde says 0 where it stands before any text.
        let position = Position {
            line: u32::try_from(error.line().max(1)).unwrap_or(u32::MAX),
            column: u32::try_from(error.column().max(1)).unwrap_or(u32::MAX),
        };
        let what = json_error_in_words(error);
        problems.error(
            At::position(self.file, position),
            format!("this is not JSON: {what}"),
            "Nothing of the file is read. Was it cut off or edited by hand? A JSON editor shows the spot.",
        );
    }
}

impl<'a> Node<'a> {
    /// The values of a list, if it is one.
    pub(super) fn items(self) -> Option<Vec<Self>> {
        let items: Vec<&'a RawValue> = serde_json::from_str(self.raw).ok()?;
        Some(items.into_iter().map(|raw| Node { raw: raw.get() }).collect())
    }

    /// The text of a string, if it is one.
    pub(super) fn string(self) -> Option<String> {
        serde_json::from_str(self.raw).ok()
    }

    /// The number, if it is one.
    pub(super) fn number(self) -> Option<f64> {
        serde_json::from_str(self.raw).ok()
    }

    pub(super) fn is_null(self) -> bool {
        self.raw == "null"
    }

    /// The whole value; null where it is nested deeper than anything sensible.
    pub(super) fn value(self) -> Value {
        serde_json::from_str(self.raw).unwrap_or_default()
    }

    /// The text of the value as it stands in the file.
    pub(super) fn raw(self) -> &'a str {
        self.raw
    }

    /// What kind of value it is, for messages.
    pub(super) fn kind(self) -> &'static str {
        match self.raw.as_bytes().first() {
            Some(b'{') => "an object",
            Some(b'[') => "a list",
            Some(b'"') => "a text",
            Some(b't' | b'f') => "true or false",
            Some(b'n') => "null",
            _ => "a number",
        }
    }
}

/// The keys and values of an object in their order.
struct Entries<'a>(Vec<(String, &'a RawValue)>);

impl<'de: 'a, 'a> Deserialize<'de> for Entries<'a> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Collect;
        impl<'de> Visitor<'de> for Collect {
            type Value = Vec<(String, &'de RawValue)>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Self::Value, M::Error> {
                let mut entries = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    entries.push(entry);
                }
                Ok(entries)
            }
        }
        deserializer.deserialize_map(Collect).map(Entries)
    }
}

/// An object of a document, read key by key.
#[derive(Debug)]
pub(super) struct Object<'d, 'a> {
    pub(super) document: &'d Document<'a>,
    pub(super) node: Node<'a>,
    entries: Vec<(String, Node<'a>)>,
}

impl<'d, 'a> Object<'d, 'a> {
    /// The object that a value is; another kind of value is reported as no `what`.
    pub(super) fn read(
        document: &'d Document<'a>,
        node: Node<'a>,
        what: &str,
        problems: &mut Problems,
    ) -> Option<Self> {
        let Ok(Entries(raw)) = serde_json::from_str::<Entries<'a>>(node.raw) else {
            problems.error(
                document.at(node),
                format!("{} stands where {what} is expected", node.kind()),
                "It is left out. Write an object in curly brackets.",
            );
            return None;
        };
        let mut entries: Vec<(String, Node<'a>)> = Vec::with_capacity(raw.len());
        for (key, raw) in raw {
            let node = Node { raw: raw.get() };
            if entries.iter().any(|(known, _)| *known == key) {
                problems.warning(
                    document.at_key(node, &key),
                    format!("the key {} is given twice", quoted(&key)),
                    "The first one is read. Delete the other.",
                );
            } else {
                entries.push((key, node));
            }
        }
        Some(Self {
            document,
            node,
            entries,
        })
    }

    /// Where the object begins.
    pub(super) fn at(&self) -> At {
        self.document.at(self.node)
    }

    /// Where a key's value stands, or the object where it lacks the key.
    pub(super) fn at_key(&self, key: &str) -> At {
        self.document.at_key(self.get(key).unwrap_or(self.node), key)
    }

    /// The value of a key that is there and not null.
    pub(super) fn get(&self, key: &str) -> Option<Node<'a>> {
        let found = self.entries.iter().find(|(k, _)| k == key);
        found.map(|(_, node)| *node).filter(|node| !node.is_null())
    }

    /// Every key with its value and where that stands.
    pub(super) fn values(&self) -> Vec<(String, Value, At)> {
        let entries = self.entries.iter();
        let located =
            |(key, node): &(String, Node<'a>)| (key.clone(), node.value(), self.document.at_key(*node, key));
        entries.map(located).collect()
    }

    /// The trimmed text of a key; another kind of value is reported. `None` for an empty text.
    pub(super) fn text(&self, key: &str, problems: &mut Problems) -> Option<String> {
        let node = self.get(key)?;
        let Some(text) = node.string() else {
            self.report_kind(key, node, "a text in quotation marks", problems);
            return None;
        };
        Some(text.trim().to_owned()).filter(|t| !t.is_empty())
    }

    /// A text with its translations `key@lang`; empty where there is none.
    pub(super) fn localized(&self, key: &str, problems: &mut Problems) -> Localized {
        let mut text = Localized::new(self.text(key, problems).unwrap_or_default());
        for (name, _) in &self.entries {
            if let Some(("", language)) = name.strip_prefix(key).and_then(|rest| rest.split_once('@')) {
                let translation = self.text(name, problems).unwrap_or_default();
                text = text.with(language, translation);
            }
        }
        text
    }

    /// The objects of a list.
    pub(super) fn objects(&self, key: &str, what: &str, problems: &mut Problems) -> Vec<Self> {
        let Some(node) = self.get(key) else {
            return Vec::new();
        };
        let Some(items) = self.items(key, node, problems) else {
            return Vec::new();
        };
        items
            .into_iter()
            .filter_map(|item| Self::read(self.document, item, what, problems))
            .collect()
    }

    /// The texts of a list of texts, or of one text with `; ` between them. Numbers are taken as text.
    pub(super) fn texts(&self, key: &str, problems: &mut Problems) -> Vec<String> {
        let Some(node) = self.get(key) else {
            return Vec::new();
        };
        if let Some(text) = node.string() {
            return split_list(&text).map(str::to_owned).collect();
        }
        let mut texts = Vec::new();
        for item in self.items(key, node, problems).unwrap_or_default() {
            match (item.string(), item.number()) {
                (Some(text), _) => texts.push(text.trim().to_owned()),
                (None, Some(_)) => texts.push(item.raw().to_owned()),
                (None, None) => self.report_kind(key, item, "a text in quotation marks", problems),
            }
        }
        texts
    }

    /// Warns of keys that are not in `known` (nor a translation of one), and says which was likely meant.
    pub(super) fn report_unknown(&self, known: &[&str], problems: &mut Problems) {
        for (key, node) in &self.entries {
            let base = key.split_once('@').map_or(key.as_str(), |(base, _)| base);
            if known.contains(&base) {
                continue;
            }
            let remedy = nearest(base, known.iter().copied()).map_or_else(
                || "It is not read.".to_owned(),
                |near| format!("It is not read; did you mean '{near}'?"),
            );
            let what = format!("the key {} is not known", quoted(key));
            problems.warning(self.document.at_key(*node, key), what, remedy);
        }
    }

    fn items(&self, key: &str, node: Node<'a>, problems: &mut Problems) -> Option<Vec<Node<'a>>> {
        let items = node.items();
        if items.is_none() {
            self.report_kind(key, node, "a list in square brackets", problems);
        }
        items
    }

    /// Reports a value of the wrong kind.
    pub(super) fn report_kind(&self, key: &str, node: Node<'a>, wanted: &str, problems: &mut Problems) {
        problems.error(
            self.document.at_key(node, key),
            format!("{} stands where {wanted} is expected", node.kind()),
            "It is left out.",
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_value_knows_its_line_and_column() {
        let text = "{\n  \"a\": [1,\n    {\"Đ\": true}]\n}";
        let document = Document::new("x.json", text);
        let mut problems = Problems::default();
        let root = document.root(&mut problems).unwrap();
        let object = Object::read(&document, root, "x", &mut problems).unwrap();
        let items = object.get("a").unwrap().items().unwrap();
        let at = document.at(items[1]);
        assert_eq!((at.line, at.column), (Some(3), Some(5)));
        let inner = Object::read(&document, items[1], "x", &mut problems).unwrap();
        let at = inner.at_key("Đ");
        assert_eq!((at.line, at.column), (Some(3), Some(11)));
        assert!(problems.sorted().is_empty());
    }

    #[test]
    fn a_syntax_error_is_reported_where_it_is() {
        let document = Document::new("x.json", "{\n  \"a\": 1,\n  oops\n}");
        let mut problems = Problems::default();
        assert!(document.root(&mut problems).is_none());
        let problems = problems.sorted();
        assert_eq!((problems[0].at.line, problems[0].at.column), (Some(3), Some(3)));
        assert!(
            problems[0].what.starts_with("this is not JSON: "),
            "{}",
            problems[0]
        );
    }

    #[test]
    fn lists_of_texts_are_read_as_lists_and_as_a_spreadsheet_writes_them() {
        let text = r#"{"a": ["x", "y"], "b": "x; y;", "c": [704], "d": 1}"#;
        let document = Document::new("x.json", text);
        let mut problems = Problems::default();
        let root = document.root(&mut problems).unwrap();
        let object = Object::read(&document, root, "x", &mut problems).unwrap();
        assert_eq!(object.texts("a", &mut problems), ["x", "y"]);
        assert_eq!(object.texts("b", &mut problems), ["x", "y"]);
        assert_eq!(object.texts("c", &mut problems), ["704"]);
        assert!(object.texts("d", &mut problems).is_empty());
        assert_eq!(problems.sorted().len(), 1);
    }
}
