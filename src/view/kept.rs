//! What a filter keeps of a data set, and how many events each choice of the filter would keep.

use std::collections::BTreeSet;

use crate::model::{Basis, Dataset, EventIx, SeriesIx, Subject, fold};

use super::{Facet, Filter, Light};

/// What a filter keeps of a data set.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Kept {
    /// Of each event, a bit for each [`Facet`] that leaves it out.
    left_out_by: Vec<u8>,
    count: usize,
    series: Vec<bool>,
}

/// How many events there would be of each choice, were it the only one of its part of the filter, with the other
/// parts as they are. Lists are by position in the data set.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FacetCounts {
    /// Of each theme.
    pub themes: Vec<usize>,
    /// Records and assessments.
    pub bases: [usize; 2],
    /// Of each actor.
    pub actors: Vec<usize>,
    /// Of each place.
    pub places: Vec<usize>,
    /// Of each source.
    pub sources: Vec<usize>,
}

/// Which positions of a list have one of some ids.
fn chosen(ids: &BTreeSet<String>, len: usize, position: impl Fn(&str) -> Option<usize>) -> Vec<bool> {
    let mut chosen = vec![false; len];
    for at in ids.iter().filter_map(|id| position(id)) {
        chosen[at] = true;
    }
    chosen
}

impl Kept {
    /// Goes through all events once.
    pub fn new(dataset: &Dataset, filter: &Filter) -> Self {
        let mut kept = Self {
            left_out_by: vec![0; dataset.columns().len()],
            count: 0,
            series: Vec::new(),
        };
        kept.sift_kinds(dataset, filter);
        kept.sift_lists(dataset, filter);
        kept.sift_texts(dataset, filter);
        if let Some(span) = filter.time {
            let mut meets = vec![false; kept.left_out_by.len()];
            for ix in dataset.events_meeting(span) {
                meets[ix.index()] = true;
            }
            kept.leave_out(Facet::Time, |event| !meets[event]);
        }
        kept.count = kept.left_out_by.iter().filter(|by| **by == 0).count();
        kept.series = dataset
            .all_series()
            .map(|ix| keeps_series(dataset, filter, ix))
            .collect();
        kept
    }

    fn leave_out(&mut self, facet: Facet, is_out: impl Fn(usize) -> bool) {
        for (event, by) in self.left_out_by.iter_mut().enumerate() {
            if is_out(event) {
                *by |= facet.bit();
            }
        }
    }

    fn sift_kinds(&mut self, dataset: &Dataset, filter: &Filter) {
        let columns = dataset.columns();
        if !filter.is_open(Facet::Theme) {
            let hidden = chosen(&filter.hidden_themes, dataset.themes().len(), |id| {
                Some(dataset.theme_by_id(id)?.index())
            });
            self.leave_out(Facet::Theme, |event| hidden[columns.themes()[event].index()]);
        }
        if !filter.is_open(Facet::Basis) {
            self.leave_out(Facet::Basis, |event| match columns.bases()[event] {
                Basis::Record => filter.hide_record,
                Basis::Assessment => filter.hide_assessment,
            });
        }
    }

    fn sift_lists(&mut self, dataset: &Dataset, filter: &Filter) {
        let columns = dataset.columns();
        let names_one = |list: &[u32], chosen: &[bool]| list.iter().any(|at| chosen[*at as usize]);
        let at = |event: usize| dataset.event_at(event);
        if !filter.is_open(Facet::Actor) {
            let actors = chosen(&filter.actors, dataset.actors().len(), |id| {
                Some(dataset.actor_by_id(id)?.index())
            });
            self.leave_out(Facet::Actor, |event| {
                at(event).is_none_or(|ix| !names_one(columns.actors(ix), &actors))
            });
        }
        if !filter.is_open(Facet::Place) {
            let places = chosen(&filter.places, dataset.places().len(), |id| {
                Some(dataset.place_by_id(id)?.index())
            });
            self.leave_out(Facet::Place, |event| {
                at(event).is_none_or(|ix| !names_one(columns.places(ix), &places))
            });
        }
        if !filter.is_open(Facet::Source) {
            let sources = chosen(&filter.sources, dataset.sources().len(), |id| {
                Some(dataset.source_by_id(id)?.index())
            });
            self.leave_out(Facet::Source, |event| {
                at(event).is_none_or(|ix| !names_one(columns.sources(ix), &sources))
            });
        }
        if let Some(area) = filter.area {
            let inside: Vec<bool> = dataset
                .places()
                .map(|ix| area.contains_on_globe(dataset.place(ix).anchor))
                .collect();
            self.leave_out(Facet::Area, |event| {
                at(event).is_none_or(|ix| !names_one(columns.places(ix), &inside))
            });
        }
    }

    fn sift_texts(&mut self, dataset: &Dataset, filter: &Filter) {
        if filter.is_open(Facet::Text) {
            return;
        }
        let query = fold(&filter.text);
        let words: Vec<&str> = query.split_whitespace().collect();
        let texts = dataset.folded_texts();
        self.leave_out(Facet::Text, |event| {
            !words.iter().all(|word| texts[event].contains(word))
        });
    }

    /// Whether an event stays.
    pub fn event(&self, ix: EventIx) -> bool {
        self.left_out_by.get(ix.index()).is_some_and(|by| *by == 0)
    }

    /// Whether an indicator series stays: one about a chosen actor or place, or a place in the area; cited to a chosen
    /// source; with the words in its title, unit or notes; with a figure of the span of time.
    pub fn series(&self, ix: SeriesIx) -> bool {
        self.series.get(ix.index()).copied().unwrap_or(false)
    }

    /// The light of every event as long as no window lights any.
    pub(super) fn lights(&self) -> Vec<Light> {
        let light = |by: &u8| if *by == 0 { Light::Receding } else { Light::Hidden };
        self.left_out_by.iter().map(light).collect()
    }

    /// How many events stay.
    pub fn count(&self) -> usize {
        self.count
    }

    /// How many events each choice has. Goes through all events once.
    pub fn counts(&self, dataset: &Dataset) -> FacetCounts {
        let columns = dataset.columns();
        let mut counts = FacetCounts {
            themes: vec![0; dataset.themes().len()],
            bases: [0; 2],
            actors: vec![0; dataset.actors().len()],
            places: vec![0; dataset.places().len()],
            sources: vec![0; dataset.sources().len()],
        };
        for ix in dataset.events() {
            let by = self.left_out_by[ix.index()];
            let but_for = |facet: Facet| by & !facet.bit() == 0;
            if but_for(Facet::Theme) {
                counts.themes[columns.themes()[ix.index()].index()] += 1;
            }
            if but_for(Facet::Basis) {
                counts.bases[usize::from(columns.bases()[ix.index()] == Basis::Assessment)] += 1;
            }
            let add = |facet: Facet, list: &[u32], counts: &mut [usize]| {
                if but_for(facet) {
                    for at in list {
                        counts[*at as usize] += 1;
                    }
                }
            };
            add(Facet::Actor, columns.actors(ix), &mut counts.actors);
            add(Facet::Place, columns.places(ix), &mut counts.places);
            add(Facet::Source, columns.sources(ix), &mut counts.sources);
        }
        counts
    }
}

fn keeps_series(dataset: &Dataset, filter: &Filter, ix: SeriesIx) -> bool {
    let series = dataset.series(ix);
    let about = |is_one: &dyn Fn(Subject) -> bool| series.about.iter().any(|subject| is_one(*subject));
    let by_actor = filter.is_open(Facet::Actor)
        || about(
            &|subject| matches!(subject, Subject::Actor(a) if filter.actors.contains(&dataset.actor(a).id)),
        );
    let by_place = filter.is_open(Facet::Place)
        || about(
            &|subject| matches!(subject, Subject::Place(p) if filter.places.contains(&dataset.place(p).id)),
        );
    let by_area = filter.area.is_none_or(|area| {
        about(&|subject| matches!(subject, Subject::Place(p) if area.contains_on_globe(dataset.place(p).anchor)))
    });
    let mut cited = series.points.iter().flat_map(|p| &p.sources);
    let by_source = filter.is_open(Facet::Source)
        || cited.any(|source| filter.sources.contains(&dataset.source(*source).id));
    let by_text = filter.is_open(Facet::Text) || {
        let notes = series.points.iter().map(|p| p.note.as_str());
        let all: Vec<&str> = series
            .title
            .all()
            .chain([series.unit.as_str()])
            .chain(notes)
            .collect();
        let text = fold(&all.join("\n"));
        fold(&filter.text)
            .split_whitespace()
            .all(|word| text.contains(word))
    };
    let by_time = filter
        .time
        .is_none_or(|span| series.points.iter().any(|p| p.when.span().meets(span)));
    by_actor && by_place && by_area && by_source && by_text && by_time
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geography::GeoBounds;
    use crate::model::sample;

    fn ids(filter: &Filter) -> Vec<String> {
        let set = sample::dataset();
        let kept = Kept::new(&set, filter);
        assert_eq!(kept.count(), set.events().filter(|ix| kept.event(*ix)).count());
        let events = set.events().filter(|ix| kept.event(*ix));
        events.map(|ix| set.event(ix).id.clone()).collect()
    }

    fn check(edit: impl Fn(&mut Filter), expected: &[&str]) {
        let mut filter = Filter::default();
        edit(&mut filter);
        assert!(!filter.is_empty());
        assert_eq!(ids(&filter), expected, "{filter:?}");
        for facet in Facet::ALL {
            filter.open(facet);
        }
        assert!(filter.is_empty());
    }

    #[test]
    fn each_part_of_the_filter_keeps_what_it_says() {
        check(|f| f.hide_assessment = true, &["war", "voyage", "call"]);
        check(
            |f| f.hidden_themes = ["war".to_owned()].into(),
            &["reading", "voyage", "call"],
        );
        check(|f| f.places = ["da-nang".to_owned()].into(), &["call"]);
        check(|f| f.text = "  CALL đa nang ".to_owned(), &["call"]);
        check(
            |f| f.time = Some("1980-01-01/1981-12-31".parse().unwrap()),
            &["war"],
        );
        check(
            |f| {
                f.area = Some(GeoBounds {
                    west: 107.0,
                    south: 15.0,
                    east: 109.0,
                    north: 17.0,
                });
            },
            &["call"],
        );
    }

    #[test]
    fn a_count_tells_what_a_choice_would_keep_beside_the_other_parts() {
        let set = sample::dataset();
        let mut filter = Filter {
            hide_assessment: true,
            ..Filter::default()
        };
        let counts = Kept::new(&set, &filter).counts(&set);
        assert_eq!(counts.bases, [3, 1]);
        for theme in set.themes() {
            let mut only = filter.clone();
            let others = set.themes().filter(|t| *t != theme);
            only.hidden_themes = others.map(|t| set.theme(t).id.clone()).collect();
            assert_eq!(counts.themes[theme.index()], Kept::new(&set, &only).count());
        }
        for place in set.places() {
            filter.places = [set.place(place).id.clone()].into();
            assert_eq!(counts.places[place.index()], Kept::new(&set, &filter).count());
        }
    }

    #[test]
    fn an_area_across_the_antimeridian_holds_what_lies_on_both_sides() {
        let area = GeoBounds {
            west: 170.0,
            south: -10.0,
            east: 190.0,
            north: 10.0,
        };
        let at = |lon| area.contains_on_globe(crate::geography::LonLat::wrapped(lon, 0.0));
        assert!(at(175.0) && at(-175.0) && !at(160.0) && !at(-160.0));
    }

    #[test]
    fn a_series_stays_by_what_it_is_about_and_when() {
        let set = sample::dataset();
        let ships = set.series_by_id("ships").unwrap();
        let keeps = |filter: Filter| Kept::new(&set, &filter).series(ships);
        assert!(keeps(Filter::default()));
        let time = |span: &str| Filter {
            time: Some(span.parse().unwrap()),
            ..Filter::default()
        };
        assert!(keeps(time("2015-01-01/2015-12-31")));
        assert!(!keeps(time("2001-01-01/2001-12-31")));
    }
}
