//! Names on the map over many views: none on another, none cut, the important ones there, nearly as many as a slow
//! search finds room for, and the same each time.

use std::sync::OnceLock;

use periplus::compose::{self, Furniture, LegendPlace, MapContext, Style, Styles};
use periplus::geography::{Camera, Framing, Kilometers, LonLat, ProjectionKind};
use periplus::model::Item;
use periplus::scene::{Glyph, LabelRequest, Node, Rect, Text, place_labels};
use periplus::view::{DisputedNames, Highlights, NameChoice, ViewSpec};

use crate::pictures::Studio;

const VIEWS: u64 = 200;

/// A stream of numbers that is the same on every run (SplitMix64, Steele and others 2014).
struct Stream(u64);

impl Stream {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn between(&mut self, from: f64, to: f64) -> f64 {
        from + (to - from) * (self.next() >> 11) as f64 / (1u64 << 53) as f64
    }

    fn one_of<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[(self.next() % all.len() as u64) as usize]
    }
}

/// A view, the style that it is drawn in, and its picture's size.
struct Asked {
    view: ViewSpec,
    style: Style,
    camera: Camera,
}

/// Any view of a data set: anywhere it reaches, at any scale from the whole lane to a bay.
fn any_view(studio: &Studio, styles: &[Style], seed: u64) -> Asked {
    let mut stream = Stream(seed);
    let mut view = studio.opened.opening_view.clone();
    let places: Vec<_> = studio.opened.dataset.places().collect();
    let near = studio.opened.dataset.place(*stream.one_of(&places)).anchor;
    let km = 10f64.powf(stream.between(1.5, 4.0));
    let off = km / 111.0 * 0.3;
    let center = LonLat::wrapped(
        near.lon() + stream.between(-off, off),
        (near.lat() + stream.between(-off, off)).clamp(-60.0, 60.0),
    );
    view.framing = Framing::new(center, Kilometers(km), Kilometers(km * 0.66));
    view.projection = *stream.one_of(&ProjectionKind::ALL);
    view.language = (*stream.one_of(&["en", "vi", "ja", "zh"])).to_owned();
    view.names = NameChoice {
        language: None,
        second: stream.next().is_multiple_of(3).then(|| "en".to_owned()),
        disputed: *stream.one_of(&DisputedNames::ALL),
    };
    let size = *stream.one_of(&[[1000.0, 660.0], [600.0, 400.0], [1400.0, 800.0], [420.0, 640.0]]);
    Asked {
        camera: Camera::new(&view.framing, view.projection, size[0], size[1]),
        style: stream.one_of(styles).clone(),
        view,
    }
}

/// Calls back with every view of both data sets.
fn each_view(mut look: impl FnMut(&Studio, &MapContext)) {
    static STUDIOS: OnceLock<[Studio; 2]> = OnceLock::new();
    let studios = STUDIOS.get_or_init(|| [Studio::bundled(), Studio::open("tests/fixtures/silk-roads")]);
    let styles: Vec<Style> = Styles::embedded()
        .unwrap()
        .iter()
        .filter(|style| style.labels.names)
        .map(|style| Style::clone(style))
        .collect();
    for seed in 0..VIEWS {
        let studio = &studios[usize::from(seed % 4 == 3)];
        let asked = any_view(studio, &styles, seed);
        let world = studio.world();
        look(
            studio,
            &MapContext {
                world: &world,
                view: &asked.view,
                style: &asked.style,
                words: &studio.words,
                camera: &asked.camera,
                furniture: Furniture {
                    legend: LegendPlace::FreestCorner,
                    credit: false,
                    locator: true,
                },
            },
        );
    }
}

/// The names that are seen.
fn texts(studio: &Studio, map: &MapContext) -> Vec<Text> {
    let highlights = Highlights::new(&studio.opened.dataset, map.view);
    let Node::Group(group) = compose::map_labels(map).nodes(map.style, map.camera, &highlights) else {
        panic!("names are a group");
    };
    let texts = group.children.into_iter().filter_map(|node| match node {
        Node::Text(text) => Some(text),
        _ => None,
    });
    texts.collect()
}

/// A box that the ink of a letter fills, more or less: corners on the picture.
type Letter = [[f64; 2]; 4];

fn letters(text: &Text) -> Vec<Letter> {
    let mut letters = Vec::new();
    for run in &text.shaped.runs {
        let (up, down) = (f64::from(run.size) * 0.62, f64::from(run.size) * 0.04);
        for glyph in &run.glyphs {
            let (sin, cos) = f64::from(glyph.angle).sin_cos();
            let advance = f64::from(glyph.advance) * 0.9;
            letters.push(
                [[0.0, -up], [advance, -up], [advance, down], [0.0, down]].map(|[x, y]| {
                    text.transform.apply([
                        f64::from(glyph.x) + x * cos - y * sin,
                        f64::from(glyph.y) + x * sin + y * cos,
                    ])
                }),
            );
        }
    }
    letters
}

/// Whether two boxes, turned as they may be, lie on one another (separating axes).
fn meet(a: &Letter, b: &Letter) -> bool {
    let apart = |of: &Letter| {
        (0..2).any(|side| {
            let (p, q) = (of[side], of[side + 1]);
            let axis = [q[1] - p[1], p[0] - q[0]];
            let reach = |all: &Letter| {
                let along = all.map(|c| c[0] * axis[0] + c[1] * axis[1]);
                let low = along.iter().copied().fold(f64::INFINITY, f64::min);
                (low, along.iter().copied().fold(f64::NEG_INFINITY, f64::max))
            };
            let ((a_low, a_high), (b_low, b_high)) = (reach(a), reach(b));
            a_high <= b_low || b_high <= a_low
        })
    };
    !apart(a) && !apart(b)
}

#[test]
fn no_name_lies_on_another_and_none_is_cut_or_upside_down_or_there_twice() {
    let mut names = 0;
    each_view(|studio, map| {
        let texts = texts(studio, map);
        names += texts.len();
        let all: Vec<Vec<Letter>> = texts.iter().map(letters).collect();
        for (i, text) in texts.iter().enumerate() {
            let name = &text.shaped.text;
            for corner in all[i].iter().flatten() {
                let inside = (0.0..=map.camera.width()).contains(&corner[0])
                    && (0.0..=map.camera.height()).contains(&corner[1]);
                assert!(inside, "{name} is cut at {corner:?} of {:?}", map.view.framing);
            }
            let glyphs: Vec<_> = text.shaped.runs.iter().flat_map(|run| &run.glyphs).collect();
            let lean = |glyph: &&Glyph| glyph.angle.cos();
            let least = glyphs.iter().map(lean).fold(1.0, f32::min);
            let mean = glyphs.iter().map(lean).sum::<f32>() / glyphs.len().max(1) as f32;
            assert!(
                least > -0.2 && mean > -0.05,
                "{name} is upside down: {least}, {mean}"
            );
            for (j, other) in texts.iter().enumerate().skip(i + 1) {
                let met = all[i].iter().any(|a| all[j].iter().any(|b| meet(a, b)));
                assert!(
                    !met,
                    "{name} lies on {} in {:?}",
                    other.shaped.text, map.view.framing
                );
                let same_thing = text.key.is_some() && text.key == other.key && other.shaped.text == *name;
                assert!(
                    !same_thing,
                    "{name} is there twice: {:?} {:?} {:?}",
                    other.shaped.text, map.view.framing, map.view.projection
                );
            }
        }
    });
    assert!(names > 2000, "{names} names in {VIEWS} views");
}

/// Key sites of the data stand at least so far from the picture's edge to be asked for, in points.
const WELL_INSIDE: f64 = 70.0;
/// The scale from which every one of them has a name: on a picture of a lane that is no larger than a hand, what
/// happened in a dozen places fills the ground.
const NAMED_FROM: f64 = 9.0;

#[test]
fn what_is_selected_and_every_key_site_well_inside_a_view_is_named() {
    let mut asked = 0;
    let mut missed = Vec::new();
    each_view(|studio, map| {
        let set = &studio.opened.dataset;
        let room = Rect::from_xywh(0.0, 0.0, map.camera.width(), map.camera.height()).grown(-WELL_INSIDE);
        let (_, obstacles, _) = compose::map_labels_asked_for(map);
        let texts = texts(studio, map);
        let named = |item: Item| texts.iter().any(|text| text.key == Some(compose::key_of(item)));
        let highlights = Highlights::new(set, map.view);
        for place in set
            .places()
            .filter(|&p| set.place(p).rank <= 1 && highlights.is_of_the_day(p))
        {
            let Some(at) = map.camera.screen_from_lon_lat(set.place(place).anchor) else {
                continue;
            };
            // The furniture's rooms are the first that names keep clear of.
            let under_furniture = obstacles
                .iter()
                .take(3)
                .any(|o| o.grown(WELL_INSIDE / 2.0).contains(at));
            let site = matches!(&set.place(place).geometry, periplus::model::PlaceGeometry::Points(p) if p.len() == 1);
            let is_asked = site && map.camera.points_per_degree() >= NAMED_FROM;
            if is_asked && room.contains(at) && !under_furniture {
                asked += 1;
                if !named(Item::Place(place)) {
                    missed.push(format!(
                        "{} is not named in {}: {}x{}, {}, {:?}, {:?}",
                        set.place(place).id,
                        map.view.language,
                        map.camera.width(),
                        map.camera.height(),
                        map.style.name,
                        map.view.names,
                        map.view.framing,
                    ));
                }
            }
        }
    });
    assert!(asked > 30, "{asked}");
    assert!(missed.is_empty(), "of {asked}:\n{}", missed.join("\n"));
}

#[test]
fn placing_again_gives_the_same_names_in_the_same_places() {
    each_view(|studio, map| {
        let places = |texts: Vec<Text>| -> Vec<_> {
            texts
                .into_iter()
                .map(|t| (t.shaped.text.clone(), t.transform))
                .collect()
        };
        assert_eq!(places(texts(studio, map)), places(texts(studio, map)));
    });
}

/// The most labels that a slow search finds room for: greedy in many orders, each made better by giving up one label
/// for two others until that is of no more use.
fn most_that_fit(requests: &[LabelRequest], obstacles: &[Rect], bounds: Rect, stream: &mut Stream) -> usize {
    const ORDERS: usize = 60;
    let count = |chosen: &[Option<usize>]| chosen.iter().filter(|c| c.is_some()).count();
    let mut most = count(&place_labels(requests, obstacles, bounds));
    for _ in 0..ORDERS {
        let mut asked = requests.to_vec();
        // Small labels first, more or less: they leave most room for others.
        for request in &mut asked {
            let area = |boxes: &Vec<Rect>| boxes.iter().map(|b| b.width() * b.height()).sum::<f64>();
            let least = request.positions.iter().map(area).fold(f64::INFINITY, f64::min);
            request.priority = -least * stream.between(0.4, 2.5);
            for i in (1..request.positions.len()).rev() {
                let j = (stream.next() % (i as u64 + 1)) as usize;
                request.positions.swap(i, j);
            }
        }
        most = most.max(count(&place_labels(&asked, obstacles, bounds)));
    }
    most
}

#[test]
fn at_least_nine_tenths_of_what_a_slow_search_finds_room_for_is_placed() {
    let (mut placed, mut possible) = (0, 0);
    let mut stream = Stream(7);
    let mut worst: (f64, String) = (1.0, String::new());
    each_view(|_, map| {
        let (requests, obstacles, bounds) = compose::map_labels_asked_for(map);
        let chosen = place_labels(&requests, &obstacles, bounds);
        let count = chosen.iter().filter(|c| c.is_some()).count();
        let most = most_that_fit(&requests, &obstacles, bounds, &mut stream);
        placed += count;
        possible += most;
        let part = count as f64 / most.max(1) as f64;
        if most >= 10 && part < worst.0 {
            worst = (part, format!("{count} of {most} in {:?}", map.view.framing));
        }
    });
    assert!(possible > 2000);
    assert!(
        placed as f64 >= 0.9 * possible as f64,
        "{placed} of {possible}; worst {}",
        worst.1
    );
    assert!(worst.0 >= 0.75, "{}", worst.1);
}
