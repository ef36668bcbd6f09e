//! `datapackage.json` (Frictionless Data Package): title, licence, resources, and under the key
//! `periplus` our own settings: themes, languages, opening view.

use serde_json::Value;

use crate::model::{DatasetBuilder, MarkerShape, Rgb, Theme};

use super::files::{DATAPACKAGE, PackageFiles};
use super::json::{Document, Object};
use super::loading::THEME_WITHOUT_COLOR;
use super::position::{is_unreadable, text};
use super::problem::{At, Problems, quoted};
use super::references::suggestion;

const SETTINGS: [&str; 4] = ["format", "themes", "languages", "opening_view"];

/// The version of the settings that this program reads, under `periplus.format`.
const FORMAT: f64 = 1.0;

const THEME_KEYS: [&str; 4] = ["id", "title", "color", "shape"];

/// What the descriptor says, but for what went into the data set.
#[derive(Debug, Default)]
pub(super) struct Descriptor {
    /// The keys of the opening view as they are written, each with where it stands.
    pub(super) opening_view: Vec<(String, Value, At)>,
    /// The paths that it names as resources, whether or not there are such files.
    pub(super) resources: Vec<String>,
}

/// Reads the descriptor: the data set with its title and themes, without any data yet. One that cannot
/// be read is reported and stands for an empty one.
pub(super) fn read(files: &PackageFiles, problems: &mut Problems) -> (DatasetBuilder, Descriptor) {
    let unnamed = || (named(files.name(), files.name()), Descriptor::default());
    let bytes = files.get(DATAPACKAGE).unwrap_or_default();
    if is_unreadable(DATAPACKAGE, bytes, problems) {
        return unnamed();
    }
    let text = text(DATAPACKAGE, bytes, problems);
    let document = Document::new(DATAPACKAGE, &text);
    let root = document.root(problems);
    let root = root.and_then(|root| Object::read(&document, root, "a data package", problems));
    match root {
        Some(root) => read_root(&root, files, problems),
        None => unnamed(),
    }
}

fn named(title: &str, name: &str) -> DatasetBuilder {
    let mut builder = DatasetBuilder::new(title);
    let languages = vec![DEFAULT_LANGUAGE.to_owned()];
    builder.set_meta(name.to_owned(), String::new(), String::new(), languages);
    builder
}

/// The language of a package that names none.
const DEFAULT_LANGUAGE: &str = "en";

fn read_root(
    root: &Object<'_, '_>,
    files: &PackageFiles,
    problems: &mut Problems,
) -> (DatasetBuilder, Descriptor) {
    let name = root.text("name", problems).unwrap_or_else(|| {
        let remedy = "The folder's name is taken. Write one in small letters and hyphens.";
        problems.warning(root.at_key("name"), "the package has no name", remedy);
        files.name().to_owned()
    });
    let title = root.text("title", problems).unwrap_or_else(|| {
        let remedy = format!("It is shown as {}. Write a title.", quoted(&name));
        problems.error(root.at_key("title"), "the package has no title", remedy);
        name.clone()
    });
    let mut descriptor = Descriptor {
        resources: check_resources(root, files, problems),
        ..Descriptor::default()
    };
    let licence = licence(root, problems);
    let description = root.text("description", problems).unwrap_or_default();
    let mut builder = DatasetBuilder::new(title);
    let settings = root
        .get("periplus")
        .and_then(|node| Object::read(root.document, node, "settings", problems));
    let mut languages = vec![DEFAULT_LANGUAGE.to_owned()];
    if let Some(settings) = &settings {
        settings.report_unknown(&SETTINGS, problems);
        languages = read_languages(settings, problems);
        read_themes(settings, &mut builder, problems);
        check_format(settings, problems);
        let view = settings.get("opening_view");
        let view = view.and_then(|node| Object::read(root.document, node, "a view", problems));
        descriptor.opening_view = view.map(|view| view.values()).unwrap_or_default();
    }
    if builder.themes().next().is_none() {
        let at = settings.as_ref().unwrap_or(root).at();
        let remedy = "Each theme that an event names is shown in grey. Name themes under 'periplus', each with id, title, color and shape.";
        problems.warning(at, "the package names no themes", remedy);
    }
    builder.set_meta(name, licence, description, languages);
    (builder, descriptor)
}

fn check_format(settings: &Object<'_, '_>, problems: &mut Problems) {
    let Some(node) = settings.get("format") else {
        return;
    };
    if node.number().is_none_or(|format| format > FORMAT) {
        let what = format!("the format {} is not known to this version", quoted(node.raw()));
        let remedy = format!("It is read as format {FORMAT}. A newer version may show more of it.");
        problems.warning(settings.at_key("format"), what, remedy);
    }
}

/// The licences in words, for the credit line.
fn licence(root: &Object<'_, '_>, problems: &mut Problems) -> String {
    let mut words = Vec::new();
    for licence in root.objects("licenses", "a licence", problems) {
        match licence
            .text("title", problems)
            .or_else(|| licence.text("name", problems))
        {
            Some(name) => words.push(name),
            None => {
                let what = "a licence has neither title nor name";
                problems.warning(licence.at(), what, "It is left out of the credit line.");
            }
        }
    }
    if words.is_empty() {
        let remedy = "Nobody may use it then. Write one, such as [{\"name\": \"CC-BY-4.0\"}].";
        problems.warning(root.at_key("licenses"), "the package has no licence", remedy);
    }
    words.join("; ")
}

/// Resources and files should match: a stranger's tool reads what is named only. Gives what is named.
fn check_resources(root: &Object<'_, '_>, files: &PackageFiles, problems: &mut Problems) -> Vec<String> {
    let mut named = Vec::new();
    for resource in root.objects("resources", "a resource", problems) {
        let Some(node) = resource.get("path") else {
            continue;
        };
        let paths = match node.string() {
            Some(path) => vec![path],
            None => resource.texts("path", problems),
        };
        for path in paths {
            if files.get(&path).is_none() && !path.contains("://") {
                let what = format!("there is no file {}", quoted(&path));
                let near = suggestion(&path, files.paths());
                let remedy = format!("It is named as a resource.{near} Add it or correct the path.");
                problems.error(resource.at_key("path"), what, remedy);
            }
            named.push(path);
        }
    }
    for path in super::package::DATA_FILES {
        if files.get(path).is_some() && !named.iter().any(|p| p == path) {
            let what = format!("the file '{path}' is not named as a resource");
            let remedy = "It is read all the same; other tools pass it over. Add it to 'resources'.";
            problems.warning(root.at_key("resources"), what, remedy);
        }
    }
    named
}

fn read_languages(settings: &Object<'_, '_>, problems: &mut Problems) -> Vec<String> {
    let mut languages = settings.texts("languages", problems);
    languages.retain(|language| {
        let good = language.parse::<unic_langid::LanguageIdentifier>().is_ok();
        if !good {
            let what = format!("{} is no language tag", quoted(language));
            let remedy = "It is left out. Write a BCP 47 tag such as en, vi or zh-Hant.";
            problems.error(settings.at_key("languages"), what, remedy);
        }
        good
    });
    if languages.is_empty() {
        languages.push(DEFAULT_LANGUAGE.to_owned());
    }
    languages
}

fn read_themes(settings: &Object<'_, '_>, builder: &mut DatasetBuilder, problems: &mut Problems) {
    for (index, theme) in settings.objects("themes", "a theme", problems).iter().enumerate() {
        theme.report_unknown(&THEME_KEYS, problems);
        let Some(id) = theme.text("id", problems) else {
            let remedy = "The theme is left out. Give it the id that events name.";
            problems.error(theme.at(), "the theme has no id", remedy);
            continue;
        };
        let mut title = theme.localized("title", problems);
        if title.base().is_empty() {
            let remedy = format!("It is shown as {}. Write a title.", quoted(&id));
            problems.error(theme.at_key("title"), "the theme has no title", remedy);
            title = title.with_base(id.clone());
        }
        let added = builder.add_theme(Theme {
            title,
            color: color(theme, problems),
            shape: shape(theme, index, problems),
            id,
        });
        if let Err(duplicate) = added {
            let remedy = "The first theme is shown. Delete one of the two.";
            problems.error(theme.at_key("id"), duplicate.to_string(), remedy);
        }
    }
}

fn color(theme: &Object<'_, '_>, problems: &mut Problems) -> Rgb {
    let text = theme.text("color", problems).unwrap_or_default();
    let parsed = parse_color(&text);
    if parsed.is_none() {
        let what = match text.as_str() {
            "" => "the theme has no color".to_owned(),
            other => format!("{} is no color", quoted(other)),
        };
        let remedy = "It is shown in grey. Write it as #RRGGBB, such as #0072B2.";
        problems.error(theme.at_key("color"), what, remedy);
    }
    parsed.unwrap_or(THEME_WITHOUT_COLOR)
}

fn parse_color(text: &str) -> Option<Rgb> {
    let digits = text.strip_prefix('#')?;
    if digits.len() != 6 || !digits.bytes().all(|b| b.is_ascii_hexdigit()) {
        return None;
    }
    let [_, red, green, blue] = u32::from_str_radix(digits, 16).ok()?.to_be_bytes();
    Some(Rgb(red, green, blue))
}

fn shape(theme: &Object<'_, '_>, index: usize, problems: &mut Problems) -> MarkerShape {
    let free = MarkerShape::ALL[index % MarkerShape::ALL.len()];
    let Some(name) = theme.text("shape", problems) else {
        return free;
    };
    MarkerShape::from_name(&name).unwrap_or_else(|| {
        let names: Vec<_> = MarkerShape::ALL.iter().map(|shape| shape.name()).collect();
        let near = suggestion(&name, names.iter().copied());
        let what = format!("there is no shape {}", quoted(&name));
        let remedy = format!(
            "It is shown as {}.{near} Shapes are {}.",
            free.name(),
            names.join(", ")
        );
        problems.error(theme.at_key("shape"), what, remedy);
        free
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colors_are_six_digits_behind_a_hash() {
        assert_eq!(parse_color("#0072B2"), Some(Rgb(0, 0x72, 0xB2)));
        for wrong in ["0072B2", "#072", "#0072BG", "#0072B2FF", "", "#é72B2"] {
            assert_eq!(parse_color(wrong), None, "{wrong}");
        }
    }
}
