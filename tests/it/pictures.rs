//! What pictures of both data sets hold: places, lanes and events by name, neutral ground, names that keep
//! clear of each other. Text dumps and SVG goldens live in `tests/expected`.

use std::collections::HashMap;
use std::path::Path;

use periplus::basemap::Basemap;
use periplus::compose::{self, Furniture, Style, Styles, Words, World};
use periplus::export::{self, FigureFormat, Page};
use periplus::formats::{Opened, PackageFiles, open};
use periplus::geography::{Camera, ClosedPassages, Framing, Kilometers, LonLat, SeaNetwork};
use periplus::render::{SvgOptions, svg};
use periplus::scene::{FontStore, Node, Rect, Scene, Size};
use periplus::view::{Highlights, Lanes, Layer, Light, Measurement, ViewSpec, resolve_lanes};

/// A data set with all that pictures of it need.
pub(crate) struct Studio {
    pub(crate) opened: Opened,
    pub(crate) lanes: Lanes,
    /// What pictures measure; nothing at first.
    pub(crate) measured: Option<Measurement>,
    pub(crate) basemap: Basemap,
    pub(crate) fonts: FontStore,
    pub(crate) words: Words,
}

impl Studio {
    pub(crate) fn open(folder: &str) -> Self {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
        let opened = open(&PackageFiles::from_folder(&path).unwrap()).unwrap();
        let network = SeaNetwork::embedded().unwrap();
        Self {
            lanes: resolve_lanes(&opened.dataset, &network, &opened.opening_view.closed_passages),
            measured: None,
            opened,
            basemap: Basemap::embedded(),
            fonts: FontStore::embedded(),
            words: periplus::i18n::Messages::english().picture_words(),
        }
    }

    pub(crate) fn bundled() -> Self {
        Self::open("data/japan-vietnam")
    }

    pub(crate) fn world(&self) -> World<'_> {
        World {
            dataset: &self.opened.dataset,
            lanes: &self.lanes,
            measured: self.measured.as_ref(),
            basemap: &self.basemap,
            fonts: &self.fonts,
        }
    }

    pub(crate) fn figure(&self, view: &ViewSpec) -> Scene {
        let styles = Styles::embedded().unwrap();
        let style = styles.named(&view.style).unwrap();
        let size = Size {
            width: 900.0,
            height: 700.0,
        };
        self.figure_in(view, style, size)
    }

    /// The view as a page of a size in a style.
    pub(crate) fn figure_in(&self, view: &ViewSpec, style: &Style, size: Size) -> Scene {
        compose::figure(
            &self.world(),
            view,
            style,
            &self.words,
            size,
            compose::FigureParts::default(),
            self.opened.dataset.title(),
        )
    }

    /// Closes passages to the lanes; gives the opening view that says so.
    pub(crate) fn close(&mut self, ids: &[&str]) -> ViewSpec {
        let closed = ids
            .iter()
            .fold(ClosedPassages::default(), |closed, id| closed.with(*id));
        let network = SeaNetwork::embedded().unwrap();
        self.lanes = resolve_lanes(&self.opened.dataset, &network, &closed);
        let mut view = self.opened.opening_view.clone();
        view.closed_passages = closed;
        view
    }
}

/// All text of a scene, one line for each piece.
pub(crate) fn texts(scene: &Scene) -> Vec<String> {
    fn walk(nodes: &[Node], out: &mut Vec<String>) {
        for node in nodes {
            match node {
                Node::Group(g) => walk(&g.children, out),
                Node::Text(t) => out.push(t.shaped.text.clone()),
                Node::Path(_) | Node::Image(_) => {}
            }
        }
    }
    let mut out = Vec::new();
    walk(&scene.nodes, &mut out);
    out
}

/// Names of all groups of a scene.
fn groups(scene: &Scene) -> Vec<String> {
    fn walk(nodes: &[Node], out: &mut Vec<String>) {
        for node in nodes {
            if let Node::Group(g) = node {
                out.push(g.name.clone());
                walk(&g.children, out);
            }
        }
    }
    let mut out = Vec::new();
    walk(&scene.nodes, &mut out);
    out
}

#[test]
fn the_opening_picture_names_each_key_site_and_draws_each_lane() {
    let studio = Studio::bundled();
    let scene = studio.figure(&studio.opened.opening_view);
    let texts = texts(&scene);
    for site in [
        "Cam Ranh Bay",
        "Da Nang",
        "Strait of Malacca",
        "SOUTH CHINA SEA",
        "VIETNAM",
    ] {
        assert!(texts.iter().any(|t| t == site), "{site} is not in {texts:?}");
    }
    let groups = groups(&scene);
    let set = &studio.opened.dataset;
    for lane in set.lanes() {
        let id = &set.lane(lane).id;
        assert!(groups.contains(id), "lane {id} is not drawn");
    }
}

#[test]
fn the_opening_picture_holds_the_events_of_its_window_by_name() {
    let studio = Studio::bundled();
    let view = &studio.opened.opening_view;
    let set = &studio.opened.dataset;
    let highlights = Highlights::new(set, view);
    let scene = studio.figure(view);
    let (drawn, written) = (groups(&scene), texts(&scene));
    let lit: Vec<_> = set.events_meeting(view.time.window).collect();
    assert!(lit.len() > 20);
    let mut titled = 0;
    for &ix in &lit {
        let event = set.event(ix);
        assert!(
            highlights.event(ix) >= Light::Uncertain,
            "{} is not lit",
            event.id
        );
        titled += usize::from(written.iter().any(|t| t == event.title.get("en")));
        for &place in &event.places {
            assert!(highlights.place(place) >= Light::Uncertain);
        }
    }
    let shown: Vec<_> = set.events_meeting(view.time.shown).collect();
    let marked = shown.iter().filter(|ix| drawn.contains(&set.event(**ix).id));
    let counted = written
        .iter()
        .filter_map(|t| t.strip_prefix('+')?.parse::<usize>().ok());
    assert_eq!(
        marked.count() + counted.sum::<usize>(),
        shown.len(),
        "each is marked or counted"
    );
    assert!(titled >= 2, "only {titled} of {} titles found room", lit.len());
}

#[test]
fn both_data_sets_make_a_picture_in_every_style() {
    for folder in ["data/japan-vietnam", "tests/fixtures/silk-roads"] {
        let studio = Studio::open(folder);
        for name in Styles::embedded().unwrap().names() {
            let mut view = studio.opened.opening_view.clone();
            view.style = name.to_owned();
            let scene = studio.figure(&view);
            let least = if name == "blank" { 10 } else { 20 };
            assert!(texts(&scene).len() > least, "{folder} in {name}");
        }
        assert_eq!(studio.basemap.take_problems(), []);
    }
}

#[test]
fn names_on_the_map_are_the_same_on_each_run() {
    let studio = Studio::bundled();
    let view = &studio.opened.opening_view;
    assert_eq!(texts(&studio.figure(view)), texts(&studio.figure(view)));
}

#[test]
fn a_moved_time_cursor_moves_no_name() {
    let studio = Studio::bundled();
    let mut view = studio.opened.opening_view.clone();
    view.selection = None;
    let styles = Styles::embedded().unwrap();
    let style = styles.named("light").unwrap();
    let camera = Camera::new(&view.framing, view.projection, 900.0, 600.0);
    let furniture = Furniture {
        legend: compose::LegendPlace::UpperRight,
        credit: true,
        measure: false,
        locator: false,
    };
    let dump = |view: &ViewSpec| {
        let labels = compose::map_labels(&compose::MapContext {
            world: &studio.world(),
            view,
            style,
            words: &studio.words,
            camera: &camera,
            furniture,
        });
        let highlights = Highlights::new(&studio.opened.dataset, view);
        let node = labels.nodes(style, &camera, &highlights);
        let mut places = Vec::new();
        if let Node::Group(group) = node {
            for child in group.children {
                if let Node::Text(t) = child {
                    places.push((t.shaped.text.clone(), t.transform));
                }
            }
        }
        places
    };
    let before = dump(&view);
    view.time.window = "1973/1979".parse().unwrap();
    let after: HashMap<_, _> = dump(&view).into_iter().collect();
    // Names of places that are not of the time, or too small for the scale, come and go; none moves.
    let mut stayed = 0;
    for (name, place) in before {
        if let Some(now) = after.get(&name) {
            assert_eq!(place, *now, "{name} moved");
            stayed += 1;
        }
    }
    assert!(stayed > 40, "{stayed}");
}

#[test]
fn a_state_is_named_on_the_map_of_its_own_time() {
    let studio = Studio::bundled();
    let mut view = studio.opened.opening_view.clone();
    view.selection = None;
    let middle = LonLat::new(106.5, 17.0).unwrap();
    view.framing = Framing::new(middle, Kilometers(1500.0), Kilometers(1200.0));
    let names = |view: &ViewSpec| texts(&studio.figure(view));
    let old = "Democratic Republic of Vietnam".to_owned();
    assert!(!names(&view).contains(&old));
    view.time.window = "1973".parse().unwrap();
    let then = names(&view);
    assert!(
        then.contains(&old) && !then.contains(&"VIETNAM".to_owned()),
        "{then:?}"
    );
}

#[test]
fn disputed_ground_has_the_neutral_tint_and_no_countrys() {
    let basemap = Basemap::embedded();
    // One point on land of each feature of the design's list, read off the full coast.
    for (name, lon, lat) in [
        ("Paracels, Woody Island", 112.335, 16.835),
        ("Spratlys, Itu Aba", 114.365, 10.377),
        ("Pratas", 116.722, 20.703),
        ("Senkaku/Diaoyu, Uotsuri/Diaoyu Dao", 123.478, 25.744),
        ("Southern Kurils, Kunashir", 145.9, 44.1),
    ] {
        let at = LonLat::new(lon, lat).unwrap();
        assert!(basemap.neutral_ground_at(at).is_some(), "{name} is not neutral");
        assert!(basemap.country_at(at).is_none(), "{name} has a country's tint");
    }
    // And a control: ground that nobody disputes here.
    let hanoi = LonLat::new(105.85, 21.03).unwrap();
    assert!(basemap.neutral_ground_at(hanoi).is_none() && basemap.country_at(hanoi).is_some());
}

#[test]
fn a_framing_shows_the_same_places_on_every_size() {
    let framing = Framing::new(
        LonLat::new(109.2, 11.95).unwrap(),
        Kilometers(60.0),
        Kilometers(40.0),
    );
    for (width, height) in [(238.0, 158.0), (1024.0, 768.0), (3840.0, 2160.0)] {
        let camera = Camera::new(
            &framing,
            periplus::geography::ProjectionKind::Mercator,
            width,
            height,
        );
        let at = camera
            .screen_from_lon_lat(LonLat::new(109.15, 11.9).unwrap())
            .unwrap();
        assert!((0.0..width).contains(&at[0]) && (0.0..height).contains(&at[1]));
    }
}

/// Compares a text with a file of `tests/expected`; `UPDATE_EXPECT=1 cargo test` writes it anew.
pub(crate) fn check_expected(name: &str, text: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/expected")
        .join(name);
    expect_test::expect_file![path].assert_eq(text);
}

#[test]
fn the_opening_view_is_the_expected_svg() {
    let studio = Studio::bundled();
    // Without the relief, whose pixels as text would be most of the file.
    let mut view = studio.opened.opening_view.clone();
    view.layers.set(Layer::Relief, false);
    let scene = studio.figure(&view);
    let options = SvgOptions {
        embed_fonts: false,
        ..SvgOptions::default()
    };
    check_expected("opening.svg", &svg(&scene, &studio.fonts, &options));
}

#[test]
fn the_opening_view_holds_the_expected_scene() {
    let studio = Studio::bundled();
    let scene = studio.figure(&studio.opened.opening_view);
    check_expected("opening.txt", &scene.dump());
}

#[test]
fn an_exported_picture_gives_its_view_back() {
    let studio = Studio::bundled();
    let base = &studio.opened.opening_view;
    let mut view = base.clone();
    view.time.window = "1992/2009".parse().unwrap();
    view.selection = None;
    let page = Page::screen(320.0, 240.0, 96.0);
    let styles = Styles::embedded().unwrap();
    let style = styles.named("light").unwrap();
    for format in FigureFormat::ALL {
        let bytes =
            export::figure(&studio.world(), &view, style, &studio.words, page, format, "Any").unwrap();
        let (read, warnings) = ViewSpec::read(&bytes, base, &studio.opened.dataset).unwrap();
        assert_eq!((read, warnings), (view.clone(), vec![]), "{format:?}");
    }
}

#[test]
fn a_countrys_name_stands_on_its_own_ground_or_at_sea_with_a_line_that_leads_to_it() {
    let studio = Studio::bundled();
    let styles = Styles::embedded().unwrap();
    let style = styles.named("light").unwrap();
    let all = studio.basemap.countries();
    let mut asked = 0;
    for (width, height, lon, lat, km) in [
        (900.0, 600.0, 110.0, 12.0, 4000.0),
        (230.0, 400.0, 110.0, 12.0, 3800.0),
        (700.0, 240.0, 105.0, 13.0, 2600.0),
        (1200.0, 800.0, 77.0, 34.0, 1500.0),
        (1000.0, 700.0, 114.0, 10.0, 1500.0),
    ] {
        let mut view = studio.opened.opening_view.clone();
        let middle = LonLat::new(lon, lat).unwrap();
        view.framing = Framing::new(middle, Kilometers(km), Kilometers(km * height / width));
        let camera = Camera::new(&view.framing, view.projection, width, height);
        let labels = compose::map_labels(&compose::MapContext {
            world: &studio.world(),
            view: &view,
            style,
            words: &studio.words,
            camera: &camera,
            furniture: Furniture::default(),
        });
        let Node::Group(group) =
            labels.nodes(style, &camera, &Highlights::new(&studio.opened.dataset, &view))
        else {
            panic!("names are a group");
        };
        // The ends of all lines, on the picture.
        let ends: Vec<[f64; 2]> = (group.children.iter())
            .filter_map(|node| match node {
                Node::Path(path) if path.fill.is_none() => Some(path.shape.bounds_on(&path.transform)),
                _ => None,
            })
            .flat_map(|b| {
                [
                    [b.left, b.top],
                    [b.right, b.bottom],
                    [b.left, b.bottom],
                    [b.right, b.top],
                ]
            })
            .collect();
        for child in group.children {
            let Node::Text(text) = child else { continue };
            let named = all
                .iter()
                .find(|c| c.names.in_language("en").to_uppercase() == text.shaped.text);
            let Some(country) = named else { continue };
            let [x, y] = text.transform.apply([f64::from(text.shaped.width) / 2.0, -4.0]);
            let at = camera.lon_lat_from_screen([x, y]).unwrap();
            let there = studio.basemap.country_at(at).map(|c| &c.id);
            let [left, top] = text.transform.apply([0.0, -f64::from(text.shaped.ascent)]);
            let (wide, high) = (f64::from(text.shaped.width), f64::from(text.shaped.ascent) * 1.4);
            let room = Rect::from_xywh(left, top, wide, high).grown(4.0);
            let is_led = there.is_none() && ends.iter().any(|end| room.contains(*end));
            assert!(there == Some(&country.id) || is_led, "{}", text.shaped.text);
            asked += 1;
        }
    }
    assert!(asked > 8, "{asked}");
}
