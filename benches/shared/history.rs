//! A made-up history of 100 000 events for benches: the same on every run.

use periplus::geography::LonLat;
use periplus::model::{
    Actor, Basis, Dataset, DatasetBuilder, Event, Localized, MarkerShape, Place, PlaceGeometry, PlaceName,
    Rgb, Source, Theme,
};

const EVENTS: u32 = 100_000;
const THEMES: u32 = 6;
const ACTORS: u32 = 400;
const PLACES: u32 = 1500;
const SOURCES: u32 = 300;

/// The same numbers on every run (a linear congruential generator; Knuth's MMIX constants).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: u32) -> u32 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) % u64::from(limit)) as u32
    }
}

const WORDS: [&str; 24] = [
    "port", "treaty", "envoys", "silver", "harbour", "voyage", "of", "the", "company", "monsoon", "governor",
    "and", "fleet", "pepper", "embassy", "storm", "charter", "to", "Malacca", "Canton", "war", "letter",
    "from", "Nagasaki",
];

/// Events over two thousand years, three quarters of them in the last two hundred; one in ten lasts for years.
pub(crate) fn history() -> Dataset {
    let mut numbers = Numbers(1);
    let mut builder = DatasetBuilder::new("A made-up history");
    let plain = |text: String| Localized::new(text);
    for n in 0..THEMES {
        let theme = Theme {
            id: format!("theme-{n}"),
            title: plain(format!("Theme {n}")),
            color: Rgb((40 * n) as u8, 114, 178),
            shape: MarkerShape::ALL[n as usize],
        };
        builder.add_theme(theme).expect("ids differ");
    }
    for n in 0..SOURCES {
        let source = Source {
            id: format!("source-{n}"),
            citation: format!("Somebody, Something {n}"),
            short: format!("Somebody {n}"),
            url: None,
            csl: Default::default(),
        };
        builder.add_source(source).expect("ids differ");
    }
    for n in 0..ACTORS {
        let actor = Actor {
            id: format!("actor-{n}"),
            name: plain(format!("Actor {n}")),
            kind: "person".into(),
            when: None,
            sources: Vec::new(),
        };
        builder.add_actor(actor).expect("ids differ");
    }
    for n in 0..PLACES {
        let at = LonLat::wrapped(
            f64::from(numbers.below(360)) - 180.0,
            f64::from(numbers.below(120)) - 60.0,
        );
        let place = Place {
            id: format!("place-{n}"),
            names: vec![PlaceName {
                lang: "en".into(),
                text: format!("Place {n}"),
                when: None,
                policy: None,
            }],
            aliases: Vec::new(),
            kind: "port".into(),
            rank: 3,
            geometry: PlaceGeometry::Points(vec![at]),
            anchor: at,
            uncertain: None,
            when: None,
            status: None,
            replaces: Vec::new(),
            basemap_countries: Vec::new(),
            sources: Vec::new(),
            note: String::new(),
            differs: Vec::new(),
        };
        builder.add_place(place).expect("ids differ");
    }
    for n in 0..EVENTS {
        let event = event(n, &builder, &mut numbers);
        builder.add_event(event).expect("ids differ");
    }
    builder.build()
}

fn event(n: u32, builder: &DatasetBuilder, numbers: &mut Numbers) -> Event {
    let year = if numbers.below(4) == 0 {
        numbers.below(2000)
    } else {
        1820 + numbers.below(200)
    };
    let when = match numbers.below(10) {
        0 => format!("{year:04}/{:04}", year + 1 + numbers.below(30)),
        1 | 2 => format!("{year:04}~"),
        3 => format!("{year:04}-{:02}", 1 + numbers.below(12)),
        _ => format!(
            "{year:04}-{:02}-{:02}",
            1 + numbers.below(12),
            1 + numbers.below(28)
        ),
    };
    let words: Vec<&str> = (0..3 + numbers.below(6))
        .map(|_| WORDS[numbers.below(24) as usize])
        .collect();
    let title = format!("{} {n}", words.join(" "));
    let some = |numbers: &mut Numbers, kind: &str, limit: u32| format!("{kind}-{}", numbers.below(limit));
    let theme = builder.theme(&some(numbers, "theme", THEMES)).expect("a theme");
    let actors = (0..numbers.below(4))
        .filter_map(|_| builder.actor(&some(numbers, "actor", ACTORS)))
        .collect();
    let places = (0..1 + numbers.below(2))
        .filter_map(|_| builder.place(&some(numbers, "place", PLACES)))
        .collect();
    let sources = (0..1 + numbers.below(3))
        .filter_map(|_| builder.source(&some(numbers, "source", SOURCES)))
        .collect();
    Event {
        id: format!("event-{n}"),
        title: Localized::new(title),
        when: when.parse().expect("a date"),
        places,
        lanes: Vec::new(),
        theme,
        actors,
        basis: if numbers.below(5) == 0 {
            Basis::Assessment
        } else {
            Basis::Record
        },
        summary: Localized::new(String::new()),
        sources,
        note: String::new(),
        differs: Vec::new(),
        weight: 1 + (numbers.below(100) / 30) as u8 + u8::from(numbers.below(50) == 0),
    }
}
