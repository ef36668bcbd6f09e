//! The bundled data and the article that they are drawn from: the README's tables lead from each of its
//! paragraphs and notes to what holds it and back, and everything cites a source.

use std::collections::BTreeSet;

use periplus::formats::{self, PackageFiles};
use periplus::model::{Dataset, Item, SourceIx};

use crate::packages::fixture_path;

const DATA: &str = "data/japan-vietnam";

/// How many paragraphs and notes the article has.
const PARAGRAPHS: usize = 24;
const NOTES: usize = 28;

struct Bundled {
    set: std::sync::Arc<Dataset>,
    readme: String,
}

fn bundled() -> Bundled {
    let folder = fixture_path(DATA);
    Bundled {
        set: formats::open(&PackageFiles::open(&folder).unwrap())
            .unwrap()
            .dataset,
        readme: std::fs::read_to_string(folder.join("README.md")).unwrap(),
    }
}

/// The rows of the Markdown table whose first column has a name, without its header.
fn table(readme: &str, first_column: &str) -> Vec<Vec<String>> {
    let cells = |line: &str| -> Vec<String> {
        let inside = line.trim().trim_start_matches('|').trim_end_matches('|');
        inside.split('|').map(|cell| cell.trim().to_owned()).collect()
    };
    let lines = readme.lines().skip_while(|line| {
        !(line.starts_with('|') && cells(line).first().is_some_and(|cell| cell == first_column))
    });
    lines
        .skip(2)
        .take_while(|line| line.starts_with('|'))
        .map(cells)
        .collect()
}

/// The section of the README under a heading.
fn section<'r>(readme: &'r str, heading: &str) -> &'r str {
    let at = readme.find(&format!("## {heading}\n")).unwrap_or(readme.len());
    let behind = &readme[at..];
    let end = behind[2.min(behind.len())..]
        .find("\n## ")
        .map_or(behind.len(), |end| end + 2);
    &behind[..end]
}

/// The words between back quotes.
fn quoted(text: &str) -> Vec<&str> {
    text.split('`').skip(1).step_by(2).collect()
}

fn quoted_in(rows: &[Vec<String>]) -> BTreeSet<&str> {
    rows.iter().flatten().flat_map(|cell| quoted(cell)).collect()
}

fn is_known(set: &Dataset, id: &str) -> bool {
    set.event_by_id(id).is_some()
        || set.period_by_id(id).is_some()
        || set.lane_by_id(id).is_some()
        || set.place_by_id(id).is_some()
        || set.actor_by_id(id).is_some()
        || set.series_by_id(id).is_some()
        || set.scene_by_id(id).is_some()
        || set.source_by_id(id).is_some()
}

/// Everything that must cite a source, by name, with what it cites. Of a series, each figure.
fn cited(set: &Dataset) -> Vec<(String, Vec<SourceIx>)> {
    let mut cited = Vec::new();
    let mut add = |name: String, sources: &[SourceIx]| cited.push((name, sources.to_vec()));
    for event in set.events().map(|ix| set.event(ix)) {
        add(format!("the event {}", event.id), &event.sources);
    }
    for period in set.periods().map(|ix| set.period(ix)) {
        add(format!("the period {}", period.id), &period.sources);
    }
    for lane in set.lanes().map(|ix| set.lane(ix)) {
        add(format!("the lane {}", lane.id), &lane.sources);
    }
    for place in set.places().map(|ix| set.place(ix)) {
        add(format!("the place {}", place.id), &place.sources);
    }
    for actor in set.actors().map(|ix| set.actor(ix)) {
        add(format!("the actor {}", actor.id), &actor.sources);
    }
    for series in set.all_series().map(|ix| set.series(ix)) {
        for point in &series.points {
            add(
                format!("the figure {} of {}", series.id, point.when),
                &point.sources,
            );
        }
    }
    for scene in set.scenes().map(|ix| set.scene(ix)) {
        for words in &scene.words {
            add(
                format!("the scene {} in '{}'", scene.id, words.language),
                &words.sources(),
            );
        }
    }
    cited
}

#[test]
fn each_paragraph_the_caption_and_each_note_of_the_article_has_a_row() {
    let Bundled { readme, .. } = bundled();
    let named = |first_column: &str| -> BTreeSet<String> {
        let rows = table(&readme, first_column).into_iter();
        rows.filter_map(|row| row.into_iter().next()).collect()
    };
    let numbers = |last: usize| (1..=last).map(|n| n.to_string());
    let paragraphs: BTreeSet<String> = numbers(PARAGRAPHS).chain(["caption".to_owned()]).collect();
    assert_eq!(named("paragraph"), paragraphs);
    assert_eq!(named("note"), numbers(NOTES).collect());
}

#[test]
fn every_id_in_the_tables_exists() {
    let Bundled { set, readme } = bundled();
    let mut unknown = Vec::new();
    for first_column in ["paragraph", "note"] {
        let rows = table(&readme, first_column);
        let ids = quoted_in(&rows);
        assert!(
            ids.len() > 20,
            "the table by {first_column} names {} ids",
            ids.len()
        );
        unknown.extend(
            ids.into_iter()
                .filter(|id| !is_known(&set, id))
                .map(str::to_owned),
        );
    }
    assert!(unknown.is_empty(), "nothing has the id {unknown:?}");
}

#[test]
fn every_event_period_series_and_scene_is_in_the_table_of_paragraphs() {
    let Bundled { set, readme } = bundled();
    let rows = table(&readme, "paragraph");
    let named = quoted_in(&rows);
    let events = set.events().map(|ix| set.event(ix).id.as_str());
    let periods = set.periods().map(|ix| set.period(ix).id.as_str());
    let series = set.all_series().map(|ix| set.series(ix).id.as_str());
    let scenes = set.scenes().map(|ix| set.scene(ix).id.as_str());
    let all = events.chain(periods).chain(series).chain(scenes);
    let lost: Vec<&str> = all.filter(|id| !named.contains(id)).collect();
    assert!(lost.is_empty(), "no paragraph leads to {lost:?}");
}

#[test]
fn everything_cites_a_source() {
    let Bundled { set, .. } = bundled();
    let cited = cited(&set);
    assert!(cited.len() > 200, "only {} things were found", cited.len());
    let bare: Vec<_> = cited
        .iter()
        .filter(|(_, sources)| sources.is_empty())
        .map(|(name, _)| name)
        .collect();
    assert!(bare.is_empty(), "without a source: {bare:?}");
}

#[test]
fn the_table_of_disagreements_has_what_the_data_say_that_sources_differ_on() {
    let Bundled { set, readme } = bundled();
    let section = section(&readme, "Where sources disagree");
    let header = section
        .lines()
        .find(|line| line.starts_with('|'))
        .unwrap_or_default();
    let first_column = header.split('|').nth(1).unwrap_or_default().trim().to_owned();
    let rows = table(section, &first_column);
    let listed: BTreeSet<&str> = rows
        .iter()
        .filter_map(|row| row.first())
        .flat_map(|cell| quoted(cell))
        .collect();
    let differing = |item: Item| set.differs(item);
    let events = set
        .events()
        .filter(|ix| differing(Item::Event(*ix)))
        .map(|ix| set.event(ix).id.as_str());
    let periods = set
        .periods()
        .filter(|ix| differing(Item::Period(*ix)))
        .map(|ix| set.period(ix).id.as_str());
    let lanes = set
        .lanes()
        .filter(|ix| differing(Item::Lane(*ix)))
        .map(|ix| set.lane(ix).id.as_str());
    let places = set
        .places()
        .filter(|ix| differing(Item::Place(*ix)))
        .map(|ix| set.place(ix).id.as_str());
    let series = set
        .all_series()
        .filter(|ix| differing(Item::Series(*ix)))
        .map(|ix| set.series(ix).id.as_str());
    let expected: BTreeSet<&str> = events
        .chain(periods)
        .chain(lanes)
        .chain(places)
        .chain(series)
        .collect();
    assert!(!expected.is_empty(), "nothing has sources under 'differs'");
    let missing: Vec<_> = expected.difference(&listed).collect();
    let surplus: Vec<_> = listed.difference(&expected).collect();
    assert!(
        missing.is_empty() && surplus.is_empty(),
        "not in the table's first column: {missing:?}; there, and without 'differs': {surplus:?}"
    );
}

#[test]
fn whatever_is_disputed_says_in_a_note_what_differs() {
    let Bundled { set, .. } = bundled();
    let notes = set
        .events()
        .map(|ix| set.event(ix))
        .map(|e| (&e.id, &e.differs, &e.note))
        .chain(
            set.places()
                .map(|ix| set.place(ix))
                .map(|p| (&p.id, &p.differs, &p.note)),
        )
        .chain(
            set.lanes()
                .map(|ix| set.lane(ix))
                .map(|l| (&l.id, &l.differs, &l.note)),
        )
        .chain(
            set.periods()
                .map(|ix| set.period(ix))
                .map(|p| (&p.id, &p.differs, &p.note)),
        );
    for (id, differs, note) in notes {
        assert!(
            differs.is_empty() || !note.is_empty(),
            "{id}: sources differ, and the note says nothing"
        );
    }
}

#[test]
fn tables_and_sections_are_found_in_a_readme() {
    let readme = "# A\n\n## Where\n\n| no. | what |\n|---|---|\n| 1 | `a`; `b-2` |\n| 2 | |\n\n## Next\n| x | y |\n|---|---|\n| `c` | |\n";
    let rows = table(readme, "no.");
    assert_eq!(rows, [vec!["1", "`a`; `b-2`"], vec!["2", ""]]);
    assert_eq!(quoted_in(&rows), BTreeSet::from(["a", "b-2"]));
    assert!(section(readme, "Where").contains("b-2") && !section(readme, "Where").contains("`c`"));
    assert!(section(readme, "Nowhere").is_empty());
}
