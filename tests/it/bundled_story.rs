//! The story of the bundled data: as many scenes as one sitting bears, each short, cited, with notes for the
//! speaker, and with a view that shows what its words say.

use periplus::chronology::DaySpan;
use periplus::formats::{self, Opened, PackageFiles};
use periplus::geography::{Camera, LonLat};
use periplus::model::{Basis, EventIx, Inline, Item, LinkTarget, Scene, SceneIx};
use periplus::view::{Kept, ViewSpec, view_of_scene};

use crate::packages::{fixture_path, listed};

/// How many scenes a story has, and how many words a scene.
const SCENES: std::ops::RangeInclusive<usize> = 14..=20;
const WORDS: std::ops::RangeInclusive<usize> = 40..=90;

fn bundled() -> Opened {
    let files = PackageFiles::open(&fixture_path("data/japan-vietnam")).unwrap();
    formats::open(&files).unwrap()
}

/// Asserts that there is a story and that something holds of every scene of it; a failure names them all.
fn assert_of_every_scene(fault: impl Fn(&Opened, SceneIx, &Scene) -> Option<String>) {
    let opened = bundled();
    let set = &opened.dataset;
    assert!(set.scenes().len() > 0, "there is no story");
    let faults: Vec<String> = set
        .scenes()
        .filter_map(|ix| {
            let scene = set.scene(ix);
            Some(format!("{}: {}", scene.id, fault(&opened, ix, scene)?))
        })
        .collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

fn view(opened: &Opened, scene: SceneIx) -> ViewSpec {
    view_of_scene(&opened.dataset, scene, &opened.opening_view, &opened.opening_view)
}

/// Whether a framing, no more than what it asks for, shows a position.
fn shows(view: &ViewSpec, position: LonLat) -> bool {
    let framing = &view.framing;
    let camera = Camera::new(framing, view.projection, framing.width_km, framing.height_km);
    let [x, y] = camera.screen_from_lon_lat(position).unwrap();
    // A millionth of the width is rounding.
    let within = |at: f64, size: f64| (-1e-6 * size..=(1.0 + 1e-6) * size).contains(&at);
    within(x, framing.width_km) && within(y, framing.height_km)
}

/// Whether an event is lit: in the window and not hidden.
fn event_is_lit(opened: &Opened, view: &ViewSpec, of: EventIx) -> Result<(), String> {
    let set = &opened.dataset;
    let event = set.event(of);
    let (id, window) = (&event.id, view.time.window);
    if !event.when.span().meets(window) {
        return Err(format!(
            "the event {id} ({}) is not in the window {window}",
            event.when
        ));
    }
    let kept = Kept::new(set, &view.filter).event(of);
    kept.then_some(())
        .ok_or_else(|| format!("the filter hides the event {id}"))
}

/// Whether an event is lit and at least one of its places on the map.
fn event_is_seen(opened: &Opened, view: &ViewSpec, event: EventIx) -> Result<(), String> {
    event_is_lit(opened, view, event)?;
    let set = &opened.dataset;
    let event = set.event(event);
    let on_map = event
        .places
        .iter()
        .any(|place| shows(view, set.place(*place).anchor));
    let seen = event.places.is_empty() || on_map;
    seen.then_some(())
        .ok_or_else(|| format!("no place of the event {} is on the map", event.id))
}

fn item_is_seen(opened: &Opened, view: &ViewSpec, item: Item) -> Result<(), String> {
    let set = &opened.dataset;
    let on_map = |seen: bool, what: String| {
        if seen {
            Ok(())
        } else {
            Err(format!("{what} is not on the map"))
        }
    };
    match item {
        Item::Event(ix) => event_is_seen(opened, view, ix),
        Item::Place(ix) => {
            let place = set.place(ix);
            on_map(shows(view, place.anchor), format!("the place {}", place.id))
        }
        Item::Lane(ix) => {
            let lane = set.lane(ix);
            let seen = lane.via.iter().all(|place| shows(view, set.place(*place).anchor));
            on_map(seen, format!("a place of the lane {}", lane.id))
        }
        Item::Period(ix) => {
            let period = set.period(ix);
            let meets = period.when.span().meets(view.time.window);
            let what = format!(
                "the period {} is not in the window {}",
                period.id, view.time.window
            );
            if meets { Ok(()) } else { Err(what) }
        }
        Item::Actor(_) | Item::Series(_) => Ok(()),
    }
}

#[test]
fn the_story_has_as_many_scenes_as_one_sitting_bears() {
    let opened = bundled();
    let count = opened.dataset.scenes().len();
    assert!(SCENES.contains(&count), "{count} scenes");
    let faults: Vec<_> = opened
        .problems
        .iter()
        .filter(|p| p.at.file.starts_with("story/"))
        .cloned()
        .collect();
    assert!(faults.is_empty(), "{}", listed(&faults));
}

#[test]
fn a_scene_is_as_short_as_it_is_heard() {
    assert_of_every_scene(|_, _, scene| {
        let count = scene.words[0].body.plain_text().split_whitespace().count();
        (!WORDS.contains(&count)).then(|| format!("{count} words, not {WORDS:?}"))
    });
}

#[test]
fn the_speaker_has_notes_to_every_scene() {
    assert_of_every_scene(|_, _, scene| scene.words[0].notes.is_empty().then(|| "no notes".to_owned()));
}

#[test]
fn every_scene_cites_what_bears_it_out() {
    assert_of_every_scene(|_, _, scene| {
        let cites = scene.words[0].body.citations().next().is_some();
        (!cites).then(|| "its body cites nothing".to_owned())
    });
}

#[test]
fn every_scene_shows_something_of_its_own() {
    assert_of_every_scene(|opened, ix, _| {
        let mut view = view(opened, ix);
        view.scene = None;
        let mut opening = opened.opening_view.clone();
        opening.scene = None;
        if view == opening {
            return Some("its view is the opening view".to_owned());
        }
        // Not even two scenes show the same.
        let others = opened.dataset.scenes().filter(|other| *other != ix);
        let same = others.into_iter().find(|other| {
            let other = self::view(opened, *other);
            ViewSpec { scene: None, ..other } == view
        });
        same.map(|other| format!("its view is that of {}", opened.dataset.scene(other).id))
    });
}

#[test]
fn what_a_scene_selects_is_on_its_map_and_in_its_time() {
    assert_of_every_scene(|opened, ix, _| {
        let view = view(opened, ix);
        let item = view.selection.as_ref()?.item(&opened.dataset)?;
        item_is_seen(opened, &view, item).err()
    });
}

#[test]
fn what_a_scene_is_about_is_on_its_map_and_in_its_time() {
    assert_of_every_scene(|opened, ix, _| {
        let set = &opened.dataset;
        let view = view(opened, ix);
        let focus = &view.focus;
        // An event of a state may be told where the state's name is not on the map.
        let events = focus.events.iter().filter_map(|id| set.event_by_id(id));
        let unlit = events.filter_map(|event| event_is_lit(opened, &view, event).err());
        let places = focus
            .places
            .iter()
            .filter_map(|id| set.place_by_id(id).map(Item::Place));
        let lanes = focus
            .lanes
            .iter()
            .filter_map(|id| set.lane_by_id(id).map(Item::Lane));
        let items = places.chain(lanes);
        let off = items.filter_map(|item| item_is_seen(opened, &view, item).err());
        let off: Vec<String> = unlit.chain(off).collect();
        (!off.is_empty()).then(|| off.join("; "))
    });
}

#[test]
fn the_time_of_a_scene_lies_within_its_timeline() {
    let holds =
        |outer: DaySpan, inner: DaySpan| outer.first() <= inner.first() && inner.last() <= outer.last();
    assert_of_every_scene(|opened, ix, _| {
        let time = view(opened, ix).time;
        let cursor = DaySpan::of_day(time.cursor);
        let is_sound = holds(time.shown, time.window) && holds(time.window, cursor);
        (!is_sound).then(|| {
            format!(
                "shown {}, window {}, cursor {}",
                time.shown, time.window, time.cursor
            )
        })
    });
}

#[test]
fn the_places_that_a_scenes_words_lead_to_are_on_its_map() {
    assert_of_every_scene(|opened, ix, scene| {
        let view = view(opened, ix);
        let content = scene.words[0].body.blocks.iter().flat_map(|block| &block.content);
        let off: Vec<String> = content
            .filter_map(|inline| match inline {
                Inline::Link {
                    target: LinkTarget::Item(item @ Item::Place(_)),
                    ..
                } => item_is_seen(opened, &view, *item).err(),
                _ => None,
            })
            .collect();
        (!off.is_empty()).then(|| off.join("; "))
    });
}

#[test]
fn what_is_seen_is_told_from_what_is_not() {
    let opened = bundled();
    let set = &opened.dataset;
    let view = &opened.opening_view;
    let place = |id| Item::Place(set.place_by_id(id).unwrap());
    let event = |id| Item::Event(set.event_by_id(id).unwrap());
    assert_eq!(item_is_seen(&opened, view, place("da-nang")), Ok(()));
    assert!(item_is_seen(&opened, view, place("persian-gulf")).is_err());
    assert_eq!(
        item_is_seen(&opened, view, event("cam-ranh-port-call-2016")),
        Ok(())
    );
    assert!(item_is_seen(&opened, view, event("sanctions-1979")).is_err());
    let mut hidden = view.clone();
    hidden.filter.hide_record = true;
    let call = set.event(set.event_by_id("cam-ranh-port-call-2016").unwrap());
    assert_eq!(call.basis, Basis::Record);
    assert!(item_is_seen(&opened, &hidden, event("cam-ranh-port-call-2016")).is_err());
}
