//! The styles that a picture can be drawn in: those of the program, and those that a reader has added.

use std::sync::Arc;

use super::{Style, StyleError};

/// The styles inside the program, in the order of menus.
const EMBEDDED: [(&str, &str); 6] = [
    ("light", include_str!("../../../assets/styles/light.toml")),
    ("dark", include_str!("../../../assets/styles/dark.toml")),
    ("projector", include_str!("../../../assets/styles/projector.toml")),
    ("print", include_str!("../../../assets/styles/print.toml")),
    ("greyscale", include_str!("../../../assets/styles/greyscale.toml")),
    ("blank", include_str!("../../../assets/styles/blank.toml")),
];

/// The text of a style inside the program.
pub(super) fn embedded_text(name: &str) -> Option<&'static str> {
    EMBEDDED
        .iter()
        .find(|(known, _)| *known == name)
        .map(|(_, text)| *text)
}

/// Every style that there is, by name. Never empty.
#[derive(Clone, Debug)]
pub struct Styles {
    all: Vec<Arc<Style>>,
}

impl Styles {
    /// The styles inside the program.
    ///
    /// # Errors
    /// When one of them is broken: never for those that ship, a test reads each.
    pub fn embedded() -> Result<Self, StyleError> {
        let read = |(name, text): &(&str, &str)| match Style::read(text)? {
            (style, problems) if problems.is_empty() => Ok(Arc::new(style)),
            (_, problems) => Err(StyleError::Broken(format!("{name}: {}", problems[0]))),
        };
        let all = EMBEDDED.iter().map(read).collect::<Result<_, _>>()?;
        Ok(Self { all })
    }

    /// Adds a style. One of the same name gives way to it.
    pub fn add(&mut self, style: Style) -> Arc<Style> {
        let style = Arc::new(style);
        self.all.retain(|known| known.name != style.name);
        self.all.push(Arc::clone(&style));
        style
    }

    /// A style by its name.
    pub fn named(&self, name: &str) -> Option<&Arc<Style>> {
        self.all.iter().find(|style| style.name == name)
    }

    /// A style by its name, else the first one.
    pub fn named_or_first(&self, name: &str) -> &Arc<Style> {
        self.named(name).unwrap_or(&self.all[0])
    }

    /// The names of all, those of the program first.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.all.iter().map(|style| style.name.as_str())
    }

    /// Every style.
    pub fn iter(&self) -> impl Iterator<Item = &Arc<Style>> {
        self.all.iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_style_that_ships_can_be_read_and_bears_its_name() {
        let styles = Styles::embedded().unwrap();
        let names: Vec<&str> = styles.names().collect();
        assert_eq!(names, EMBEDDED.map(|(name, _)| name));
    }

    #[test]
    fn a_readers_style_takes_the_place_of_one_with_its_name() {
        let mut styles = Styles::embedded().unwrap();
        let (mut own, _) = Style::read("name = \"print\"").unwrap();
        own.dark = true;
        styles.add(own);
        assert!(styles.named("print").unwrap().dark);
        assert_eq!(styles.names().filter(|name| *name == "print").count(), 1);
        assert!(styles.named("neon").is_none());
        assert_eq!(styles.named_or_first("neon").name, "light");
    }
}
