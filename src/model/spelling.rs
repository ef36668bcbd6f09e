//! What a word was likely meant to be: for the readers of files and for places that people type.

use super::fold;

/// The text for comparison: folded, and words parted by single hyphens whatever parts them.
fn plain(text: &str) -> String {
    let folded = fold(text);
    let words = folded.split(|c: char| c.is_whitespace() || c == '_' || c == '-');
    words
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join("-")
}

/// Whether two texts are the same but for case, diacritics and what parts their words.
pub fn same_words(one: &str, other: &str) -> bool {
    plain(one) == plain(other)
}

/// Whether a text begins with these words, the last of which may be cut short; whatever the case, the
/// diacritics and what parts the words. No words begin nothing.
pub fn begins_with_words(text: &str, words: &str) -> bool {
    let words = plain(words);
    !words.is_empty() && plain(text).starts_with(&words)
}

/// The known words that an unknown one was likely meant to be, the nearest first: equal but for case,
/// diacritics and separators, or a few slips of the finger away (optimal string alignment distance of at
/// most a third of the length, and always of one).
pub fn likely_meant<'k>(word: &str, known: impl Iterator<Item = &'k str>) -> Vec<&'k str> {
    let word = plain(word);
    let allowed = (word.chars().count() / 3).max(1);
    let mut near: Vec<(usize, &str)> = known
        .map(|k| (strsim::osa_distance(&word, &plain(k)), k))
        .filter(|(distance, _)| *distance <= allowed)
        .collect();
    near.sort_by_key(|(distance, _)| *distance);
    near.into_iter().map(|(_, k)| k).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_parts_words_does_not_matter() {
        assert!(same_words("Bab el-Mandeb", "bab_el mandeb"));
        assert!(same_words("Đà  Nẵng", "da-nang"));
        assert!(!same_words("Da Nang", "Danang"));
    }

    #[test]
    fn a_text_begins_with_its_first_words_and_letters() {
        assert!(begins_with_words("Ho Chi Minh City", "hồ chí"));
        assert!(begins_with_words("Singapore Strait", "singap"));
        assert!(!begins_with_words("Port of Singapore", "singapore"));
        assert!(!begins_with_words("Singapore", " "));
    }

    #[test]
    fn the_nearest_word_comes_first_and_a_stranger_finds_nothing() {
        let known = ["Haiphong", "Hai Phong", "Singapore"];
        assert_eq!(
            likely_meant("hai-phong", known.into_iter()),
            ["Hai Phong", "Haiphong"]
        );
        assert_eq!(likely_meant("Signapore", known.into_iter()), ["Singapore"]);
        assert!(likely_meant("Yokohama", known.into_iter()).is_empty());
    }
}
