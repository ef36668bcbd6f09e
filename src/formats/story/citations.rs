//! Citations as Pandoc writes them: `[@key]`, `[see @a, p. 3; @b]`. Cuts a bracket into its works; whether
//! they exist, others ask.

/// One work of a bracket.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Cited<'a> {
    /// The id of the work.
    pub(super) key: &'a str,
    /// Where its `@` stands in the bracket, in bytes.
    pub(super) offset: usize,
    /// Words before it.
    pub(super) prefix: String,
    /// Words after it, without the comma before them.
    pub(super) locator: String,
}

/// Whether the words of a bracket cite something.
pub(super) fn is_citation(words: &str) -> bool {
    first_key(words).is_some()
}

/// The works in a text of one or more brackets. A piece between semicolons that names no work belongs to
/// the work before it, or to the first one.
pub(super) fn cited(brackets: &str) -> Vec<Cited<'_>> {
    let mut works: Vec<Cited<'_>> = Vec::new();
    let mut before = String::new();
    let mut offset = 0;
    for piece in brackets.split_inclusive([';', ']', '[']) {
        let words = piece.trim_end_matches([';', ']', '[']);
        match first_key(words) {
            Some((at, key)) => {
                let prefix = words[..at].trim().trim_end_matches('-');
                works.push(Cited {
                    key,
                    offset: offset + at,
                    prefix: joined(std::mem::take(&mut before), prefix),
                    locator: joined(String::new(), words[at + 1 + key.len()..].trim_start_matches(',')),
                });
            }
            None => match works.last_mut() {
                Some(work) => work.locator = joined(std::mem::take(&mut work.locator), words),
                None => before = joined(before, words),
            },
        }
        offset += piece.len();
    }
    works
}

/// Two pieces with a semicolon between them, spaces and line breaks as single spaces.
fn joined(first: String, second: &str) -> String {
    let words: Vec<&str> = second.split_whitespace().collect();
    let second = words.join(" ");
    match (first.is_empty(), second.is_empty()) {
        (_, true) => first,
        (true, false) => second,
        (false, false) => format!("{first}; {second}"),
    }
}

/// The first `@` that begins a key, and the key. A key begins with a letter, a digit or `_` and may have
/// punctuation inside, but does not end with it.
pub(super) fn first_key(words: &str) -> Option<(usize, &str)> {
    words.match_indices('@').find_map(|(at, _)| {
        // An address of electronic mail cites nobody.
        let begins = !words[..at].ends_with(|c: char| c.is_alphanumeric());
        let behind = &words[at + 1..];
        let is_inside = |c: char| c.is_alphanumeric() || "_:.#$%&-+?<>~/".contains(c);
        let end = behind.find(|c| !is_inside(c)).unwrap_or(behind.len());
        let key = behind[..end].trim_end_matches(|c: char| !(c.is_alphanumeric() || c == '_' || c == '/'));
        let is_key = key.starts_with(|c: char| c.is_alphanumeric() || c == '_');
        (begins && is_key).then_some((at, key))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(brackets: &str) -> Vec<(String, String, String)> {
        let works = cited(brackets).into_iter();
        works
            .map(|c| {
                assert!(brackets[c.offset..].starts_with(&format!("@{}", c.key)));
                (c.prefix, c.key.to_owned(), c.locator)
            })
            .collect()
    }

    fn work(prefix: &str, key: &str, locator: &str) -> (String, String, String) {
        (prefix.to_owned(), key.to_owned(), locator.to_owned())
    }

    #[test]
    fn a_bracket_names_works_with_words_before_and_behind_each() {
        assert_eq!(told("[@zhang-niu-2017]"), [work("", "zhang-niu-2017", "")]);
        assert_eq!(
            told("[see @a, p. 3; also -@b:2.1, ch.\n 4]"),
            [work("see", "a", "p. 3"), work("also", "b:2.1", "ch. 4")]
        );
        assert_eq!(told("[@a][@b]"), [work("", "a", ""), work("", "b", "")]);
        assert_eq!(
            told("[first; see @a, p. 3; p. 9]"),
            [work("first; see", "a", "p. 3; p. 9")]
        );
        assert_eq!(told("[@a.]"), [work("", "a", ".")]);
    }

    #[test]
    fn an_address_of_mail_cites_nobody() {
        assert!(!is_citation("me@example.org") && !is_citation("@") && !is_citation("sic"));
        assert!(is_citation("-@a") && is_citation("see @a"));
    }
}
