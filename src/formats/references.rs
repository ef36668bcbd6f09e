//! Lists of ids, and the id that was likely meant by one that does not exist. For the readers of
//! [`super`].

use crate::model::likely_meant;

/// The pieces of a list as tables write it: separated by semicolons, spaces around them left out.
pub(super) fn split_list(text: &str) -> impl Iterator<Item = &str> {
    text.split(';').map(str::trim).filter(|piece| !piece.is_empty())
}

/// The known word that an unknown one was likely meant to be.
pub(super) fn nearest<'k>(word: &str, known: impl Iterator<Item = &'k str>) -> Option<&'k str> {
    likely_meant(word, known).into_iter().next()
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
