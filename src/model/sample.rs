//! A small data set for unit tests of the model and of what stands on it.

use crate::geography::LonLat;

use super::{
    Actor, ActorIx, Basis, Block, BlockKind, Dataset, DatasetBuilder, Event, Inline, Lane, LaneIx, Localized,
    MarkerShape, Period, Place, PlaceGeometry, PlaceIx, PlaceName, Prose, Rgb, Scene, SceneWords, Series,
    SeriesPoint, Theme, ThemeIx,
};

/// Everything that the sample refers to, while it is built.
pub(crate) struct Sample {
    pub(crate) builder: DatasetBuilder,
    pub(crate) trade: ThemeIx,
    pub(crate) war: ThemeIx,
    pub(crate) emperor: ActorIx,
    pub(crate) da_nang: PlaceIx,
    pub(crate) malacca: PlaceIx,
    pub(crate) road: LaneIx,
}

impl Sample {
    /// Themes, an actor, two places and a lane between them; no events yet.
    pub(crate) fn new() -> Self {
        let mut builder = DatasetBuilder::new("Sample");
        builder.set_meta(
            "sample".into(),
            "CC0".into(),
            String::new(),
            vec!["en".into(), "vi".into()],
        );
        let trade = builder.add_theme(theme("trade")).unwrap();
        let war = builder.add_theme(theme("war")).unwrap();
        let emperor = builder.add_actor(Actor {
            id: "emperor".into(),
            name: Localized::new("The Emperor").with("vi", "Hoàng đế"),
            kind: "person".into(),
            when: None,
            sources: Vec::new(),
        });
        let da_nang = builder.add_place(place(
            "da-nang",
            &[("vi", "Đà Nẵng"), ("en", "Da Nang")],
            108.2,
            16.1,
        ));
        let malacca = builder.add_place(place("malacca", &[("en", "Strait of Malacca")], 100.0, 3.0));
        let (da_nang, malacca) = (da_nang.unwrap(), malacca.unwrap());
        let road = builder.add_lane(Lane {
            id: "road".into(),
            title: Localized::new("The sea road"),
            via: vec![malacca, da_nang],
            theme: None,
            summary: Localized::default(),
            when: Some("1900/1910".parse().unwrap()),
            sources: Vec::new(),
            note: String::new(),
            differs: Vec::new(),
        });
        Self {
            trade,
            war,
            emperor: emperor.unwrap(),
            da_nang,
            malacca,
            road: road.unwrap(),
            builder,
        }
    }

    /// An event of the sample, as a record under the theme of trade and nowhere.
    pub(crate) fn event(&self, id: &str, title: &str, when: &str) -> Event {
        Event {
            id: id.to_owned(),
            title: Localized::new(title),
            when: when.parse().unwrap(),
            places: Vec::new(),
            lanes: Vec::new(),
            theme: self.trade,
            actors: Vec::new(),
            basis: Basis::Record,
            summary: Localized::default(),
            sources: Vec::new(),
            note: String::new(),
            differs: Vec::new(),
            weight: 3,
        }
    }
}

/// The sample with a port call at Da Nang on a day of 2016, a voyage along the road in the autumn of
/// 2015, a war from 1979 to 1992, and somebody's reading of the year 2013.
pub(crate) fn dataset() -> Dataset {
    let mut sample = Sample::new();
    let call = Event {
        places: vec![sample.da_nang],
        actors: vec![sample.emperor],
        ..sample.event("call", "A port call", "2016-04-12")
    };
    let voyage = Event {
        lanes: vec![sample.road],
        summary: Localized::new("Past Malacca to Đà Nẵng"),
        ..sample.event("voyage", "A voyage", "2015-09/2015-11")
    };
    let war = Event {
        theme: sample.war,
        places: vec![sample.malacca],
        ..sample.event("war", "A war", "1979/1992")
    };
    let reading = Event {
        basis: Basis::Assessment,
        ..sample.event("reading", "A reading", "2013~")
    };
    for event in [call, voyage, war, reading] {
        sample.builder.add_event(event).unwrap();
    }
    let period = Period {
        id: "peace".into(),
        title: Localized::new("The long peace"),
        when: "1992/..".parse().unwrap(),
        theme: None,
        summary: Localized::default(),
        sources: Vec::new(),
        note: String::new(),
        differs: Vec::new(),
    };
    sample.builder.add_period(period).unwrap();
    let point = |when: &str, value| SeriesPoint {
        when: when.parse().unwrap(),
        value,
        sources: Vec::new(),
        note: String::new(),
        differs: Vec::new(),
    };
    let series = Series {
        id: "ships".into(),
        title: Localized::new("Ships"),
        unit: "ships".into(),
        about: Vec::new(),
        points: vec![
            point("2015", Some(2.0)),
            point("1975", Some(1.0)),
            point("1999", None),
        ],
    };
    sample.builder.add_series(series).unwrap();
    sample.builder.build()
}

/// [`dataset`] with a story of two scenes: the war, and a place alone.
pub(crate) fn dataset_with_story() -> Dataset {
    let set = dataset();
    let scene = |id: &str, title: &str, view: serde_json::Value| Scene {
        id: id.to_owned(),
        words: vec![SceneWords {
            language: "en".to_owned(),
            title: title.to_owned(),
            body: Prose {
                blocks: vec![Block {
                    kind: BlockKind::Paragraph,
                    content: vec![Inline::Text {
                        text: format!("What is told of {title}."),
                        emphasis: false,
                        strong: false,
                    }],
                }],
            },
            notes: Prose::default(),
        }],
        view: view.as_object().cloned().unwrap_or_default(),
    };
    let war = serde_json::json!({"time": {"window": "1979/1992"}, "selection": {"event": "war"}});
    let place = serde_json::json!({"framing": {"center": {"lon": 108.2, "lat": 16.1}, "width_km": 100.0, "height_km": 80.0}});
    set.with_story(vec![
        scene("01-war", "the war", war),
        scene("02-da-nang", "Da Nang", place),
    ])
}

fn theme(id: &str) -> Theme {
    Theme {
        id: id.to_owned(),
        title: Localized::new(id),
        color: Rgb(0, 0x72, 0xB2),
        shape: MarkerShape::Circle,
    }
}

fn place(id: &str, names: &[(&str, &str)], lon: f64, lat: f64) -> Place {
    let position = LonLat::new(lon, lat).unwrap();
    let name = |(lang, text): &(&str, &str)| PlaceName {
        lang: (*lang).to_owned(),
        text: (*text).to_owned(),
        when: None,
        policy: None,
    };
    Place {
        id: id.to_owned(),
        names: names.iter().map(name).collect(),
        aliases: vec![format!("alias of {id}")],
        kind: "port".into(),
        rank: 1,
        geometry: PlaceGeometry::Points(vec![position]),
        anchor: position,
        uncertain: None,
        when: None,
        status: None,
        replaces: Vec::new(),
        basemap_countries: Vec::new(),
        sources: Vec::new(),
        note: String::new(),
        differs: Vec::new(),
    }
}
