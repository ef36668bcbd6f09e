//! Reads style files. What a file leaves out is as in the style that it extends, and what is wrong with one of
//! its values costs no other.

use serde::Deserialize;
use toml::de::{DeTable, DeValue};
use toml::{Spanned, Table, Value};

use super::{Style, book::embedded_text};

/// The style that a file extends which does not say so.
const BASE: &str = "light";
/// The key with the name of the style that a file extends.
const EXTENDS: &str = "extends";
/// Sizes of type, in points.
const SIZES: std::ops::RangeInclusive<f32> = 1.0..=200.0;

/// Why there is no style.
#[derive(Debug, thiserror::Error)]
pub enum StyleError {
    /// Not a style file at all; the message names line and column.
    #[error("this is no style: {0}")]
    Toml(#[from] toml::de::Error),
    /// It extends a style that is not there.
    #[error("the style extends '{0}', which is not among the styles of the program")]
    NoBase(String),
    /// The file inside the program is broken.
    #[error("a style of the program is broken: {0}")]
    Broken(String),
}

/// What is wrong with one value of a style file. The value is left out.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}, column {column}: '{key}': {what}. It is left out")]
pub struct StyleProblem {
    /// From 1.
    pub line: usize,
    /// From 1, in characters.
    pub column: usize,
    /// The keys with full stops between them: `map.sea`.
    pub key: String,
    /// What is wrong.
    pub what: String,
}

impl Style {
    /// Reads a style file. What it leaves out, and values that cannot be read, are as in the style that its
    /// key `extends` names, else as in the light one.
    ///
    /// # Errors
    /// When it is no TOML, or extends a style that the program does not have.
    pub fn read(text: &str) -> Result<(Self, Vec<StyleProblem>), StyleError> {
        let mut own: Table = toml::from_str(text)?;
        let mut merged = match own.remove(EXTENDS) {
            Some(Value::String(name)) => base(&name)?,
            Some(other) => return Err(StyleError::NoBase(other.to_string())),
            None => base(BASE)?,
        };
        let base = merged.clone();
        lay_over(&mut merged, own);
        if let Ok(style) = checked(merged) {
            return Ok((style, Vec::new()));
        }
        value_by_value(text, base)
    }
}

/// The table of a style of the program, with what it extends.
fn base(name: &str) -> Result<Table, StyleError> {
    let text = embedded_text(name).ok_or_else(|| StyleError::NoBase(name.to_owned()))?;
    let mut own: Table = toml::from_str(text)?;
    match own.remove(EXTENDS) {
        Some(Value::String(other)) if other != name => {
            let mut merged = base(&other)?;
            lay_over(&mut merged, own);
            Ok(merged)
        }
        _ => Ok(own),
    }
}

fn lay_over(below: &mut Table, above: Table) {
    for (key, value) in above {
        match (below.get_mut(&key), value) {
            (Some(Value::Table(below)), Value::Table(above)) => lay_over(below, above),
            (_, value) => {
                below.insert(key, value);
            }
        }
    }
}

/// The style of a table, if every value is one that can be drawn with.
fn checked(table: Table) -> Result<Style, String> {
    let style = Style::deserialize(Value::Table(table)).map_err(|e| e.message().to_owned())?;
    let sizes = &style.sizes;
    let all = [
        sizes.least,
        sizes.title,
        sizes.sea_large,
        sizes.sea_small,
        sizes.country,
        sizes.river,
        sizes.site,
        sizes.town,
        sizes.small,
        sizes.tick,
    ];
    let map = &style.map;
    let lines = [
        map.coast,
        map.lake,
        map.river,
        map.border,
        map.border_casing,
        map.graticule,
        map.lane,
        map.lane_casing,
        map.lane_ghost,
        map.gate,
        map.closed_gate,
        map.measure_great_circle,
        map.measure_rhumb_line,
        map.measure_by_sea,
        map.measure_casing,
        map.area,
        map.leader,
        map.town,
    ];
    let within = |value: f64, range: std::ops::RangeInclusive<f64>| range.contains(&value);
    let rules = [
        (
            !map.tints.is_empty(),
            "the list of tints needs one colour at least",
        ),
        (
            !style.timeline.period_tints.is_empty(),
            "the list of tints of periods needs one colour at least",
        ),
        (
            all.iter().all(|size| SIZES.contains(size)),
            "a size of type is from 1 to 200 points",
        ),
        (
            lines.iter().all(|line| (0.0..=50.0).contains(&line.width)),
            "the width of a line is from 0 to 50 points",
        ),
        (
            within(style.labels.density, 0.1..=10.0),
            "the density of names is from 0.1 to 10",
        ),
        (
            within(map.symbol_scale, 0.2..=5.0),
            "the scale of symbols is from 0.2 to 5",
        ),
        (
            (0.0..=50.0).contains(&map.lane_widest),
            "the width of the widest lane is from 0 to 50 points",
        ),
        (
            within(sizes.least_of_height, 0.0..=0.1),
            "the part of the height is from 0 to 0.1",
        ),
    ];
    match rules.iter().find(|(holds, _)| !holds) {
        Some((_, rule)) => Err((*rule).to_owned()),
        None => Ok(style),
    }
}

/// Lays the values of a file over its base one by one, and leaves out those that make no style.
fn value_by_value(text: &str, base: Table) -> Result<(Style, Vec<StyleProblem>), StyleError> {
    let document = DeTable::parse(text)?;
    let mut leaves = Vec::new();
    collect(document.get_ref(), &mut Vec::new(), &mut leaves);
    leaves.sort_by_key(|(_, offset, _)| *offset);
    let mut good = base;
    let mut problems = Vec::new();
    for (path, offset, value) in leaves {
        if path == [EXTENDS] {
            continue;
        }
        let mut tried = good.clone();
        let mut one = Table::new();
        put(&mut one, &path, value);
        lay_over(&mut tried, one);
        match checked(tried.clone()) {
            Ok(_) => good = tried,
            Err(what) => {
                let before = &text[..offset];
                problems.push(StyleProblem {
                    line: before.matches('\n').count() + 1,
                    column: before.rsplit('\n').next().unwrap_or_default().chars().count() + 1,
                    key: path.join("."),
                    what,
                });
            }
        }
    }
    let style = checked(good).map_err(StyleError::Broken)?;
    Ok((style, problems))
}

/// Every value that is no table, with its keys and where it stands.
fn collect<'t>(table: &DeTable<'t>, path: &mut Vec<String>, leaves: &mut Vec<(Vec<String>, usize, Value)>) {
    for (key, value) in table {
        path.push(key.get_ref().to_string());
        match value.get_ref() {
            DeValue::Table(inner) => collect(inner, path, leaves),
            other => leaves.push((path.clone(), value.span().start, plain(other))),
        }
        path.pop();
    }
}

/// A value without the places of its parts.
fn plain(value: &DeValue<'_>) -> Value {
    match value {
        DeValue::String(text) => Value::String(text.to_string()),
        DeValue::Boolean(yes) => Value::Boolean(*yes),
        DeValue::Integer(number) => i64::from_str_radix(number.as_str(), number.radix())
            .map_or_else(|_| Value::String(number.as_str().to_owned()), Value::Integer),
        DeValue::Float(number) => number
            .as_str()
            .parse()
            .map_or_else(|_| Value::String(number.as_str().to_owned()), Value::Float),
        DeValue::Datetime(date) => Value::Datetime(*date),
        DeValue::Array(items) => {
            let items = items.iter().map(Spanned::get_ref);
            Value::Array(items.map(plain).collect())
        }
        DeValue::Table(inner) => {
            let parts = inner.iter();
            Value::Table(
                parts
                    .map(|(key, value)| (key.get_ref().to_string(), plain(value.get_ref())))
                    .collect(),
            )
        }
    }
}

fn put(table: &mut Table, path: &[String], value: Value) {
    match path {
        [] => {}
        [last] => {
            table.insert(last.clone(), value);
        }
        [first, rest @ ..] => {
            let inner = table
                .entry(first.clone())
                .or_insert_with(|| Value::Table(Table::new()));
            if let Value::Table(inner) = inner {
                put(inner, rest, value);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::Color;

    #[test]
    fn what_a_style_leaves_out_is_as_in_the_one_that_it_extends() {
        let (style, problems) =
            Style::read("name = \"mine\"\nextends = \"dark\"\n[map]\nsea = \"#010203\"\n").unwrap();
        let (dark, _) = Style::read(embedded_text("dark").unwrap()).unwrap();
        assert_eq!(problems, []);
        assert_eq!((style.name.as_str(), style.dark), ("mine", true));
        assert_eq!(style.map.sea, Color::rgb(1, 2, 3));
        assert_eq!(style.map.land, dark.map.land);
    }

    #[test]
    fn a_wrong_value_is_named_with_its_place_and_costs_no_other() {
        let text = "name = \"mine\"\n[map]\nsea = \"blue\"\nland = \"#102030\"\nlane = { color = \"#ff0000\", width = -2.0 }\nsand = \"#ffffff\"\n[type]\ntown = 0\n";
        let (style, problems) = Style::read(text).unwrap();
        let said: Vec<String> = problems.iter().map(ToString::to_string).collect();
        assert_eq!(said.len(), 4, "{said:?}");
        assert!(
            said[0].starts_with("line 3, column 7: 'map.sea': 'blue' is not a colour"),
            "{said:?}"
        );
        assert!(
            said.iter()
                .any(|s| s.starts_with("line 5, column 37: 'map.lane.width': the width"))
        );
        assert!(said.iter().any(|s| s.contains("'map.sand': unknown field")));
        assert!(said.iter().any(|s| s.contains("'type.town': a size of type")));
        assert_eq!(style.map.land, Color::rgb(16, 32, 48));
        assert_eq!(style.map.lane.color, Color::rgb(255, 0, 0));
    }

    #[test]
    fn what_is_no_style_says_why() {
        assert!(Style::read("name = ").unwrap_err().to_string().contains("line 1"));
        let missing = Style::read("extends = \"neon\"").unwrap_err().to_string();
        assert!(missing.contains("'neon'"), "{missing}");
    }
}
