//! Finds parts of a data set by text, whatever the case and the diacritics: `da nang` finds Đà Nẵng.

use unicode_normalization::UnicodeNormalization;

use super::{Dataset, Item, SceneIx};

/// A part of a data set that a text was found in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found {
    /// The part.
    pub item: Item,
    /// How well it matches: smaller is better. 0: it is a title; 1: a title starts with it; 2: a word of
    /// a title does; 3: it stands in a title; 4: in other text; 5: each of its words does, or in a title.
    pub grade: u8,
}

/// A scene of the story that a text was found in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FoundScene {
    /// The scene.
    pub scene: SceneIx,
    /// How well it matches, as for [`Found`].
    pub grade: u8,
}

/// The text without case and diacritics, for comparison: decomposed (NFKD), combining marks dropped,
/// lower case, `đ` and other stroked letters as their plain ones.
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    text.nfkd()
        .filter(|c| !unicode_normalization::char::is_combining_mark(*c))
        .flat_map(char::to_lowercase)
        .map(|c| match c {
            'đ' => 'd',
            'ø' => 'o',
            'ł' => 'l',
            'ı' => 'i',
            '’' | 'ʼ' => '\'',
            '–' | '—' => '-',
            other => other,
        })
        .collect()
}

fn grade_of_title(title: &str, query: &str) -> Option<u8> {
    let folded = fold(title);
    let at = folded.find(query)?;
    if at == 0 {
        return Some(u8::from(folded.len() > query.len()));
    }
    let at_word = folded.match_indices(query).any(|(i, _)| {
        folded[..i]
            .chars()
            .next_back()
            .is_some_and(|c| !c.is_alphanumeric())
    });
    Some(if at_word { 2 } else { 3 })
}

fn grade<'a>(
    titles: impl Iterator<Item = &'a str> + Clone,
    others: impl Iterator<Item = &'a str> + Clone,
    query: &str,
) -> Option<u8> {
    let best = titles.clone().filter_map(|t| grade_of_title(t, query)).min();
    if best.is_some() {
        return best;
    }
    let texts: Vec<String> = titles.chain(others).map(fold).collect();
    let stands = |words: &str| texts.iter().any(|text| text.contains(words));
    if stands(query) {
        Some(4)
    } else {
        query.split_whitespace().all(stands).then_some(5)
    }
}

impl Dataset {
    /// Everything that a text is found in, best first, then events in order of time before places,
    /// lanes, periods, actors and series. An empty text finds nothing.
    pub fn search(&self, text: &str) -> Vec<Found> {
        let query = fold(text.trim());
        if query.is_empty() {
            return Vec::new();
        }
        let mut found = Vec::new();
        let mut add = |item: Item, grade: Option<u8>| {
            if let Some(grade) = grade {
                found.push(Found { item, grade });
            }
        };
        for ix in self.events() {
            let e = self.event(ix);
            let places = e.places.iter().flat_map(|&p| {
                let place = self.place(p);
                place
                    .names
                    .iter()
                    .map(|n| n.text.as_str())
                    .chain(place.aliases.iter().map(String::as_str))
            });
            let actors = e.actors.iter().flat_map(|&a| self.actor(a).name.all());
            let others = e
                .summary
                .all()
                .chain(places)
                .chain(actors)
                .chain([e.when.as_str(), e.id.as_str()]);
            add(Item::Event(ix), grade(e.title.all(), others, &query));
        }
        for ix in self.places() {
            let p = self.place(ix);
            let names = p.names.iter().map(|n| n.text.as_str());
            let titles = names.chain(p.aliases.iter().map(String::as_str));
            add(
                Item::Place(ix),
                grade(titles, std::iter::once(p.id.as_str()), &query),
            );
        }
        for ix in self.lanes() {
            let l = self.lane(ix);
            add(Item::Lane(ix), grade(l.title.all(), l.summary.all(), &query));
        }
        for ix in self.periods() {
            let p = self.period(ix);
            add(Item::Period(ix), grade(p.title.all(), p.summary.all(), &query));
        }
        for ix in self.actors() {
            let a = self.actor(ix);
            add(
                Item::Actor(ix),
                grade(a.name.all(), std::iter::once(a.id.as_str()), &query),
            );
        }
        for ix in self.all_series() {
            let s = self.series(ix);
            add(
                Item::Series(ix),
                grade(s.title.all(), std::iter::once(s.unit.as_str()), &query),
            );
        }
        found.sort_by_key(|f| (f.grade, f.item));
        found
    }

    /// The scenes of the story that a text is found in, by their titles and what is told in every language,
    /// best first, then in their order. An empty text finds nothing.
    pub fn search_scenes(&self, text: &str) -> Vec<FoundScene> {
        let query = fold(text.trim());
        if query.is_empty() {
            return Vec::new();
        }
        let graded = self.scenes().filter_map(|scene| {
            let words = &self.scene(scene).words;
            let told: Vec<String> = words.iter().map(|words| words.body.plain_text()).collect();
            let titles = words.iter().map(|words| words.title.as_str());
            let grade = grade(titles, told.iter().map(String::as_str), &query)?;
            Some(FoundScene { scene, grade })
        });
        let mut found: Vec<FoundScene> = graded.collect();
        found.sort_by_key(|f| (f.grade, f.scene));
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_drops_case_diacritics_and_strokes() {
        assert_eq!(fold("Đà Nẵng"), "da nang");
        assert_eq!(fold("Vịnh Cam Ranh"), "vinh cam ranh");
        assert_eq!(fold("ÅLESUND"), "alesund");
        assert_eq!(fold("日本"), "日本");
    }

    fn found(text: &str) -> Vec<(String, u8)> {
        let set = crate::model::sample::dataset();
        let name = |item| match item {
            Item::Event(ix) => set.event(ix).id.clone(),
            Item::Place(ix) => set.place(ix).id.clone(),
            Item::Lane(ix) => set.lane(ix).id.clone(),
            Item::Period(ix) => set.period(ix).id.clone(),
            Item::Actor(ix) => set.actor(ix).id.clone(),
            Item::Series(ix) => set.series(ix).id.clone(),
        };
        let found = set.search(text).into_iter();
        found.map(|f| (name(f.item), f.grade)).collect()
    }

    #[test]
    fn plain_letters_find_the_place_and_then_what_happened_there() {
        let expected = [("da-nang", 0), ("voyage", 4), ("call", 4)];
        assert_eq!(
            found(" da nang"),
            expected.map(|(id, grade)| (id.to_owned(), grade))
        );
        assert_eq!(found("ĐÀ NẴNG"), found("da nang"));
    }

    #[test]
    fn titles_come_before_words_within_them_and_those_before_other_text() {
        assert_eq!(found("port call")[0], ("call".to_owned(), 2));
        assert_eq!(found("a port")[0], ("call".to_owned(), 1));
        assert_eq!(found("ort cal")[0], ("call".to_owned(), 3));
        assert_eq!(found("hoang de")[0], ("emperor".to_owned(), 0));
        assert_eq!(found("alias of malacca")[0], ("malacca".to_owned(), 0));
    }

    #[test]
    fn words_in_any_order_find_what_has_them_all() {
        assert_eq!(found("call port"), [("call".to_owned(), 5)]);
        assert!(found("call atlantis").is_empty());
    }

    #[test]
    fn nothing_is_found_by_nothing_or_by_what_is_nowhere() {
        assert!(found("").is_empty() && found("  ").is_empty() && found("atlantis").is_empty());
    }
}
