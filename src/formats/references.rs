//! Lists of ids, and the id that was likely meant by one that does not exist. For the readers of
//! [`super`].

use crate::model::fold;

/// The pieces of a list as tables write it: separated by semicolons, spaces around them left out.
pub(super) fn split_list(text: &str) -> impl Iterator<Item = &str> {
    text.split(';').map(str::trim).filter(|piece| !piece.is_empty())
}

/// The known word that an unknown one was likely meant to be: equal but for case, diacritics and
/// separators, or a few slips of the finger away (optimal string alignment distance of at most a third
/// of the length).
pub(super) fn nearest<'k>(word: &str, known: impl Iterator<Item = &'k str>) -> Option<&'k str> {
    let plain = plain(word);
    let allowed = (plain.chars().count() / 3).max(1);
    known
        .map(|k| (strsim::osa_distance(&plain, &self::plain(k)), k))
        .filter(|(distance, _)| *distance <= allowed)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, k)| k)
}

fn plain(word: &str) -> String {
    fold(word)
        .chars()
        .map(|c| if c == '_' || c.is_whitespace() { '-' } else { c })
        .collect()
}

/// "did you mean 'x'?" where something is near enough, with a space before it; else nothing.
pub(super) fn suggestion<'k>(word: &str, known: impl Iterator<Item = &'k str>) -> String {
    nearest(word, known).map_or_else(String::new, |near| format!(" Did you mean '{near}'?"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_finger_finds_what_was_meant_and_a_stranger_finds_nothing() {
        let known = ["cam-ranh-bay", "da-nang", "hanoi"];
        let near = |word| nearest(word, known.into_iter());
        assert_eq!(near("cam-rahn-bay"), Some("cam-ranh-bay"));
        assert_eq!(near("Đà Nẵng"), Some("da-nang"));
        assert_eq!(near("hanoy"), Some("hanoi"));
        assert_eq!(near("yokohama"), None);
        assert_eq!(near(""), None);
    }
}
