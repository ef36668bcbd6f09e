//! Names on the map over many views: none on another, none cut, the important ones there, nearly as many as a slow
//! search finds room for, and the same each time.

use std::sync::OnceLock;

use periplus::basemap::FeatureKind;
use periplus::compose::{self, Furniture, Labels, LegendPlace, MapContext, Style, Styles};
use periplus::geography::{Camera, Framing, GeoBounds, Kilometers, LonLat, ProjectionKind};
use periplus::i18n::Messages;
use periplus::model::Item;
use periplus::scene::{Glyph, Node, Rect, Text, place_labels};
use periplus::view::{DisputedNames, Highlights, NameChoice, ViewSpec};

use crate::pictures::Studio;
use crate::slow_placer::{Stream, most_that_fit};

const VIEWS: u64 = 200;

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
                    locator: true,
                    ..Furniture::default()
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
fn while_names_change_those_that_stay_are_seen_whole_and_the_others_in_part() {
    let studio = Studio::bundled();
    let view = &studio.opened.opening_view;
    let world = studio.world();
    let camera = Camera::new(&view.framing, view.projection, 1000.0, 700.0);
    let placed = |density: f64| {
        let mut style = Style::clone(Styles::embedded().unwrap().named("light").unwrap());
        style.labels.density = density;
        Labels::place(
            &MapContext {
                world: &world,
                view,
                style: &style,
                words: &Messages::english().picture_words(),
                camera: &camera,
                furniture: Furniture::default(),
            },
            &[],
        )
    };
    let style = Style::clone(Styles::embedded().unwrap().named("light").unwrap());
    let highlights = Highlights::new(&studio.opened.dataset, view);
    let seen = |labels: &Labels| -> Vec<(String, [f64; 2], u8, i32)> {
        let Node::Group(group) = labels.nodes(&style, &camera, &highlights) else {
            panic!("names are a group");
        };
        let texts = group.children.into_iter().filter_map(|node| match node {
            Node::Text(t) => Some((
                t.shaped.text.to_string(),
                t.transform.apply([0.0, 0.0]),
                t.color.a,
                t.shaped.width as i32,
            )),
            _ => None,
        });
        texts.collect()
    };
    let (few, many) = (placed(0.5), placed(1.6));
    let half = seen(&Labels::between(&few, &many, 0.5, &camera));
    let (few, many) = (seen(&few), seen(&many));
    let mut stayed = 0;
    for name in &half {
        let is_in = |all: &[(String, [f64; 2], u8, i32)]| {
            let near = |at: [f64; 2]| (at[0] - name.1[0]).hypot(at[1] - name.1[1]) < 1.5;
            all.iter()
                .any(|other| other.0 == name.0 && other.3 == name.3 && near(other.1))
        };
        let in_both = is_in(&few) && is_in(&many);
        stayed += usize::from(in_both);
        assert!(
            name.2 == if in_both { 255 } else { 128 } || name.2 == 127,
            "{name:?}"
        );
    }
    assert!(
        stayed > 5 && half.len() > many.len(),
        "{stayed} of {}",
        half.len()
    );
}

/// How much of a water's line must be seen for its name to be asked for.
const MOSTLY: f64 = 0.6;
/// The rank of the smallest states that are asked for: Brunei's is 7.
const SMALLEST_STATE: u8 = 5;

#[test]
fn the_opening_view_names_every_sea_state_and_key_site_inside_it() {
    let studio = Studio::bundled();
    let styles = Styles::embedded().unwrap();
    let view = &studio.opened.opening_view;
    let (world, set) = (studio.world(), &studio.opened.dataset);
    for (name, width, height) in [
        ("light", 1000.0, 760.0),
        ("light", 1500.0, 800.0),
        ("dark", 900.0, 620.0),
        ("print", 1200.0, 560.0),
        ("greyscale", 1200.0, 700.0),
    ] {
        let style = styles.named(name).unwrap();
        let camera = Camera::new(&view.framing, view.projection, width, height);
        let furniture = Furniture {
            legend: LegendPlace::FreestCorner,
            locator: true,
            ..Furniture::default()
        };
        let map = MapContext {
            world: &world,
            view,
            style,
            words: &studio.words,
            camera: &camera,
            furniture,
        };
        let texts = texts(&studio, &map);
        let inside = Rect::from_xywh(0.0, 0.0, width, height).grown(-30.0);
        let is_inside = |at: LonLat| {
            camera
                .screen_from_lon_lat(at)
                .is_some_and(|at| inside.contains(at))
        };
        let is_named = |name: &str| {
            texts
                .iter()
                .any(|t| t.shaped.text.to_lowercase() == name.to_lowercase())
        };
        let mut asked = Vec::new();
        for water in studio.basemap.names(&GeoBounds::WORLD, 1) {
            let wide = matches!(
                water.kind,
                FeatureKind::Sea | FeatureKind::Ocean | FeatureKind::Gulf
            );
            let seen = water.path.iter().filter(|p| is_inside(**p)).count();
            if wide && seen as f64 >= MOSTLY * water.path.len() as f64 {
                asked.push(water.names.in_language("en").to_owned());
            }
        }
        let states = studio.basemap.countries().iter();
        asked.extend(
            states
                .filter(|c| c.alpha2.is_some() && c.rank <= SMALLEST_STATE && is_inside(c.anchor))
                .map(|c| c.names.in_language("en").to_owned()),
        );
        let sites = set.places().map(|ix| set.place(ix));
        asked.extend(
            sites
                .filter(|p| p.rank <= 1 && p.when.is_none() && is_inside(p.anchor))
                .map(|p| p.name("en").to_owned()),
        );
        assert!(asked.len() >= 10, "{asked:?}");
        let missing: Vec<_> = asked.iter().filter(|name| !is_named(name)).collect();
        assert!(
            missing.is_empty(),
            "{name}, {width}x{height}: {missing:?} of {asked:?}"
        );
    }
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

/// How far a picture is moved in the test below, in points.
const MOVED: [f64; 2] = [37.0, -23.0];

#[test]
fn most_names_stay_in_their_places_while_the_map_is_moved() {
    let (mut stayed, mut both) = (0, 0);
    each_view(|studio, map| {
        let moved = map.camera.panned(MOVED[0], MOVED[1]);
        let after = MapContext {
            camera: &moved,
            ..*map
        };
        // Where the plane turns with the camera, letters beside a place keep their distance from it, no more.
        if map.camera.projection().kind() != ProjectionKind::Mercator {
            return;
        }
        let at = |texts: Vec<Text>| -> Vec<(String, [f64; 2])> {
            let place = |t: Text| (t.shaped.text.to_string(), t.transform.apply([0.0, 0.0]));
            texts.into_iter().map(place).collect()
        };
        let by = |place: LonLat| {
            let [a, b] = [map.camera, &moved].map(|c| c.screen_from_lon_lat(place).unwrap());
            [b[0] - a[0], b[1] - a[1]]
        };
        let [dx, dy] = by(map.camera.middle());
        let (before, now) = (at(texts(studio, map)), at(texts(studio, &after)));
        for (name, [x, y]) in before {
            let still = now.iter().filter(|other| other.0 == name);
            let nearest = still.map(|other| (other.1[0] - x - dx).hypot(other.1[1] - y - dy));
            if let Some(off) = nearest.min_by(f64::total_cmp) {
                both += 1;
                stayed += i32::from(off < 1.0);
            }
        }
    });
    assert!(
        both > 500 && f64::from(stayed) >= 0.85 * f64::from(both),
        "{stayed} of {both}"
    );
}
