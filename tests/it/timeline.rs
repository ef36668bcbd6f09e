//! The timeline as a picture, over random histories: no label covers another, every event in view is shown or
//! counted, and counts say how many.

use std::collections::BTreeSet;

use periplus::chronology::{Day, DaySpan};
use periplus::compose::{
    Style, Styles, TimelineContext, TimelineForm, TimelinePicture, TimelinePlaces, TimelineRows, World,
    draw_timeline, place_timeline,
};
use periplus::model::{
    Actor, Basis, Dataset, DatasetBuilder, Event, EventIx, Localized, MarkerShape, Rgb, Theme,
};
use periplus::scene::{Group, Node, Rect, Size, Text};
use periplus::view::{Highlights, Kept, Lanes, RowsBy, Selection, ViewSpec};
use proptest::prelude::*;

use super::pictures::Studio;

const WORDS: [&str; 14] = [
    "Port",
    "treaty",
    "of",
    "the",
    "embassy",
    "Đà Nẵng",
    "giao thương",
    "南海",
    "Βερενίκη",
    "silver",
    "voyage",
    "in",
    "monsoon",
    "عهد",
];

/// An event as plain numbers: days after the first, length, how its date is written, theme, actors, weight, words.
pub(crate) type Numbers = (i64, i64, u8, usize, Vec<usize>, u8, Vec<usize>);

#[derive(Clone, Debug)]
struct Case {
    events: Vec<Numbers>,
    size: (f64, f64),
    /// The part of all time that is shown, and what the rows stand for.
    shown: (f64, f64),
    rows: usize,
    selected: usize,
    is_page: bool,
}

fn cases() -> impl Strategy<Value = Case> {
    let event = (
        0..40_000i64,
        0..4_000i64,
        0..6u8,
        0..5usize,
        prop::collection::vec(0..12usize, 0..4),
        1..6u8,
        prop::collection::vec(0..WORDS.len(), 1..9),
    );
    (
        prop::collection::vec(event, 0..220),
        (260.0..1900.0f64, 110.0..480.0f64),
        (0.0..1.0f64, 0.001..1.0f64),
        0..4usize,
        0..400usize,
        any::<bool>(),
    )
        .prop_map(|(events, size, shown, rows, selected, is_page)| Case {
            events,
            size,
            shown,
            rows,
            selected,
            is_page,
        })
}

pub(crate) fn history(events: &[Numbers]) -> Dataset {
    let mut builder = DatasetBuilder::new("Random");
    for n in 0..5usize {
        let theme = Theme {
            id: format!("theme-{n}"),
            title: Localized::new(format!("Theme {n}")),
            color: Rgb(200, 40, 40),
            shape: MarkerShape::ALL[n],
        };
        builder.add_theme(theme).unwrap();
    }
    for n in 0..12 {
        let actor = Actor {
            id: format!("actor-{n}"),
            name: Localized::new(format!("Actor of number {n}")),
            kind: "person".into(),
            when: None,
            sources: Vec::new(),
        };
        builder.add_actor(actor).unwrap();
    }
    for (n, (start, length, form, theme, actors, weight, words)) in events.iter().enumerate() {
        let first = Day::first_of_year(-40).plus_days(*start);
        let (year, month, _) = first.ymd();
        let sign = if year < 0 { "-" } else { "" };
        let year_text = format!("{sign}{:04}", year.abs());
        let when = match form {
            0 => year_text,
            1 => format!("{year_text}-{month:02}"),
            2 => format!("{first}/{}", first.plus_days(*length)),
            3 => format!("{year_text}~"),
            4 if n % 9 == 0 => format!("{first}/.."),
            _ => first.to_string(),
        };
        let title: Vec<&str> = words.iter().map(|w| WORDS[*w]).collect();
        let event = Event {
            id: format!("event-{n}"),
            title: Localized::new(title.join(" ")),
            when: when.parse().unwrap(),
            places: Vec::new(),
            lanes: Vec::new(),
            theme: builder.theme(&format!("theme-{theme}")).unwrap(),
            actors: actors
                .iter()
                .filter_map(|a| builder.actor(&format!("actor-{a}")))
                .collect(),
            basis: if n % 3 == 0 {
                Basis::Assessment
            } else {
                Basis::Record
            },
            summary: Localized::new(String::new()),
            sources: Vec::new(),
            note: String::new(),
            differs: Vec::new(),
            weight: *weight,
        };
        builder.add_event(event).unwrap();
    }
    builder.build()
}

struct Made {
    set: Dataset,
    view: ViewSpec,
    picture: TimelinePicture,
    places: TimelinePlaces,
}

impl Made {
    /// The events of every count.
    fn counted(&self) -> Vec<EventIx> {
        let counts = self.picture.counts.iter();
        counts
            .flat_map(|count| self.places.events_of(&self.set, *count))
            .collect()
    }
}

thread_local! {
    static STUDIO: Studio = Studio::bundled();
}

fn make(case: &Case) -> Made {
    let set = history(&case.events);
    let mut view = ViewSpec::for_dataset(&set);
    view.timeline.rows = RowsBy::ALL[case.rows];
    let whole = view.time.shown;
    let days = whole.duration_days() as f64;
    let length = (days * case.shown.1).max(1.0);
    let first = whole.first().plus_days(((days - length) * case.shown.0) as i64);
    view.time = view
        .time
        .showing(DaySpan::between(first, first.plus_days(length as i64)));
    if let Some(event) = set.events().nth(case.selected) {
        view.selection = Some(Selection::Event(set.event(event).id.clone()));
    }
    let style = Style::clone(Styles::embedded().unwrap().named("light").unwrap());
    let (picture, places) = STUDIO.with(|studio| {
        let lanes = Lanes::unresolved(&set);
        let world = World {
            dataset: &set,
            lanes: &lanes,
            ..studio.world()
        };
        let kept = Kept::new(&set, &view.filter);
        let context = TimelineContext {
            world: &world,
            view: &view,
            style: &style,
            words: &studio.words,
            highlights: &Highlights::of_kept(&set, &view, &kept),
            rows: &TimelineRows::new(&set, &view, &kept),
        };
        let form = if case.is_page {
            TimelineForm::Page
        } else {
            TimelineForm::Window
        };
        let size = Size {
            width: case.size.0,
            height: case.size.1,
        };
        let places = place_timeline(&context, size, form);
        (draw_timeline(&context, &places, size, form), places)
    });
    Made {
        set,
        view,
        picture,
        places,
    }
}

fn each_group<'a>(nodes: &'a [Node], visit: &mut impl FnMut(&'a Group)) {
    for node in nodes {
        if let Node::Group(group) = node {
            visit(group);
            each_group(&group.children, visit);
        }
    }
}

fn texts_in<'a>(nodes: &'a [Node], into: &mut Vec<&'a Text>) {
    for node in nodes {
        match node {
            Node::Text(text) => into.push(text),
            Node::Group(group) => texts_in(&group.children, into),
            _ => {}
        }
    }
}

/// The room of a line's letters, without the air that fonts leave above and below.
fn letters(text: &Text) -> Rect {
    let [x, y] = text.transform.apply([0.0, 0.0]);
    let size = text.shaped.runs.first().map_or(0.0, |run| f64::from(run.size));
    Rect {
        left: x,
        right: x + f64::from(text.shaped.width),
        top: y - size * 0.74,
        bottom: y + size * 0.2,
    }
}

/// Titles and counts with their rooms.
fn labels(picture: &TimelinePicture) -> Vec<(String, Rect)> {
    let mut labels = Vec::new();
    each_group(&picture.nodes, &mut |group| {
        if group.name == "titles" || group.name == "counts" {
            let mut texts = Vec::new();
            texts_in(&group.children, &mut texts);
            labels.extend(texts.into_iter().map(|t| (t.shaped.text.to_string(), letters(t))));
        }
    });
    labels
}

/// Ids of the events that are drawn as themselves.
fn drawn(made: &Made) -> BTreeSet<String> {
    let mut drawn = BTreeSet::new();
    each_group(&made.picture.nodes, &mut |group| {
        if made.set.event_by_id(&group.name).is_some() {
            drawn.insert(group.name.to_string());
        }
    });
    drawn
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(120))]

    #[test]
    fn no_label_of_the_timeline_covers_another_or_leaves_it(case in cases()) {
        let made = make(&case);
        let labels = labels(&made.picture);
        let plot = made.picture.layout.plot;
        for (i, (text, room)) in labels.iter().enumerate() {
            prop_assert!(room.left >= plot.left - 1.0 && room.right <= plot.right + 1.0, "{text}: {room:?}");
            for (other, its) in &labels[i + 1..] {
                prop_assert!(!room.overlaps(its), "{text} {room:?} and {other} {its:?}");
            }
        }
    }

    #[test]
    fn every_event_in_view_is_shown_or_counted(case in cases()) {
        let made = make(&case);
        let mut told = drawn(&made);
        told.extend(made.counted().iter().map(|ix| made.set.event(*ix).id.clone()));
        let shown = made.view.time.shown;
        let in_view: BTreeSet<String> =
            made.set.events_meeting(shown).map(|ix| made.set.event(ix).id.clone()).collect();
        let missing: Vec<_> = in_view.difference(&told).collect();
        prop_assert!(missing.is_empty(), "{missing:?} of {}", in_view.len());
    }

    #[test]
    fn a_count_says_how_many_it_stands_for_and_the_selected_event_is_never_counted(case in cases()) {
        let made = make(&case);
        let mut written: Vec<usize> = labels(&made.picture)
            .iter()
            .filter_map(|(text, _)| text.strip_prefix('+')?.parse().ok())
            .collect();
        let mut counted: Vec<usize> = made.picture.counts.iter().map(|c| c.number).collect();
        written.sort_unstable();
        counted.sort_unstable();
        prop_assert_eq!(written, counted);
        if let Some(Selection::Event(id)) = &made.view.selection {
            let selected = made.set.event_by_id(id).unwrap();
            prop_assert!(!made.counted().contains(&selected));
        }
    }
}

#[test]
fn the_same_history_is_told_more_fully_the_nearer_one_looks() {
    let events: Vec<Numbers> = (0..200)
        .map(|n| (n * 37 % 4000, 0, 5, 0, Vec::new(), 3, vec![0, 1, 2]))
        .collect();
    let counted = |shown: f64| {
        let case = Case {
            events: events.clone(),
            size: (1200.0, 300.0),
            shown: (0.5, shown),
            rows: 0,
            selected: 1000,
            is_page: false,
        };
        let made = make(&case);
        let counted: usize = made.picture.counts.iter().map(|c| c.number).sum();
        let told = counted + drawn(&made).len();
        counted as f64 / told.max(1) as f64
    };
    let [far, near, nearest] = [1.0, 0.1, 0.01].map(counted);
    assert!(
        far > 0.3 && near < far && nearest < 0.05,
        "{far} {near} {nearest}"
    );
}

/// What is filled in the strip of all time and lower than it: the bars of events.
fn bars_of_strip(picture: &TimelinePicture) -> Vec<Rect> {
    let mut bars = Vec::new();
    each_group(&picture.nodes, &mut |group| {
        if group.name == "minimap" {
            let filled = group.children.iter().filter_map(|node| match node {
                Node::Path(path) if path.fill.is_some() => Some(path.shape.bounds_on(&path.transform)),
                _ => None,
            });
            // A theme without events has an empty path.
            let bars_alone = 0.01..picture.layout.minimap.height() - 1.0;
            bars.extend(filled.filter(|bounds| bars_alone.contains(&bounds.height())));
        }
    });
    bars
}

#[test]
fn the_strip_of_all_time_holds_the_time_in_view_beyond_the_data_and_shows_no_event_there() {
    // The first one has no end.
    let event = |days, form| (days, 0, form, 0, Vec::new(), 3, vec![0]);
    for start in [0.0, 1.0] {
        let made = make(&Case {
            events: vec![event(3900, 4), event(0, 5), event(4000, 5)],
            size: (1000.0, 200.0),
            shown: (start, 2.0),
            rows: 0,
            selected: 9,
            is_page: false,
        });
        let (shown, layout) = (made.view.time.shown, &made.picture.layout);
        let data = made.set.time_span().unwrap();
        assert!(!data.encloses(shown));
        assert!(layout.minimap_axis.span().encloses(shown));
        assert!(layout.minimap_axis.span().encloses(data));
        let x = |day: Day| layout.minimap.left + layout.minimap_axis.x_from_day(day);
        let (first, end) = (x(shown.first()), x(shown.last().plus_days(1)));
        assert!((layout.brush.left - first).abs() < 0.01 && (layout.brush.right - end).abs() < 0.01);
        let bars = bars_of_strip(&made.picture);
        assert!(!bars.is_empty());
        for bar in bars {
            let within = x(data.first()) - 2.5..=x(data.last().plus_days(1)) + 2.5;
            assert!(
                within.contains(&bar.left) && within.contains(&bar.right),
                "{bar:?}"
            );
        }
    }
}

#[test]
fn the_strip_of_all_time_stands_while_time_is_panned_a_little_beyond_the_data() {
    let event = |days, form| (days, 0, form, 0, Vec::new(), 3, vec![0]);
    let strip_from = |start| {
        let case = Case {
            events: vec![event(0, 5), event(4000, 5)],
            size: (1000.0, 200.0),
            shown: (start, 2.0),
            rows: 0,
            selected: 9,
            is_page: false,
        };
        make(&case).picture.layout.minimap_axis.span()
    };
    let strips: Vec<_> = [0.1, 0.101, 0.103].into_iter().map(strip_from).collect();
    assert!(strips.windows(2).all(|pair| pair[0] == pair[1]), "{strips:?}");
    assert_ne!(strip_from(0.0), strip_from(0.5));
}
