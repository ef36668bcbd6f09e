//! What names on the map are called: in a language of their own, two together, each place's own; what is disputed by
//! the policy that the view states.

use periplus::compose::{self, Furniture, MapContext, Styles};
use periplus::geography::{Camera, Framing, Kilometers, LonLat};
use periplus::model::Item;
use periplus::scene::{Key, Node};
use periplus::view::{DisputedNames, Highlights, LOCAL, NameChoice, ViewSpec};

use crate::pictures::Studio;

/// The names on a map of the South China Sea, with those below each other as one text.
fn names(studio: &Studio, change: impl FnOnce(&mut ViewSpec)) -> Vec<String> {
    let mut view = studio.opened.opening_view.clone();
    view.selection = None;
    view.framing = Framing::new(
        LonLat::new(110.0, 13.0).unwrap(),
        Kilometers(3400.0),
        Kilometers(2500.0),
    );
    change(&mut view);
    let styles = Styles::embedded().unwrap();
    let camera = Camera::new(&view.framing, view.projection, 1500.0, 1100.0);
    let world = studio.world();
    let map = MapContext {
        world: &world,
        view: &view,
        style: styles.named("light").unwrap(),
        words: &studio.words,
        camera: &camera,
        furniture: Furniture::default(),
    };
    let highlights = Highlights::new(&studio.opened.dataset, &view);
    let is_on_lane = |key: Option<Key>| {
        let item = key.and_then(|key| compose::item_of(key, &studio.opened.dataset));
        matches!(item, Some(Item::Series(_)))
    };
    let Node::Group(group) = compose::map_labels(&map).nodes(map.style, &camera, &highlights) else {
        panic!("names are a group");
    };
    let texts = group.children.into_iter().filter_map(|node| match node {
        // What is written on a lane are words of the data, no names.
        Node::Text(text) if is_on_lane(text.key) => None,
        Node::Text(text) => Some(text.shaped.text.to_string()),
        _ => None,
    });
    texts.collect()
}

fn has(names: &[String], part: &str) -> bool {
    let part = part.to_lowercase();
    names.iter().any(|name| name.to_lowercase().contains(&part))
}

fn choice(disputed: DisputedNames) -> NameChoice {
    NameChoice {
        disputed,
        ..NameChoice::default()
    }
}

#[test]
fn disputed_waters_and_islands_are_named_by_the_policy_that_the_view_states() {
    let studio = Studio::bundled();
    let named = |language: &str, policy: DisputedNames| {
        names(&studio, |view| {
            view.language = language.to_owned();
            view.names = choice(policy);
        })
    };
    let vietnamese = named("vi", DisputedNames::ByLanguage);
    assert!(
        has(&vietnamese, "Biển Đông") && has(&vietnamese, "Hoàng Sa"),
        "{vietnamese:?}"
    );
    assert!(!has(&vietnamese, "South China Sea") && !has(&vietnamese, "Paracel"));
    // In English whatever the language; what nobody disputes stays in the language.
    let english = named("vi", DisputedNames::English);
    assert!(
        has(&english, "South China Sea") && has(&english, "Paracel"),
        "{english:?}"
    );
    assert!(
        !has(&english, "Biển Đông") && has(&english, "Thái Lan"),
        "{english:?}"
    );
    // With every other name, the same for readers of every language; the first alone where there is no room for all.
    for language in ["vi", "zh", "en"] {
        let all = named(language, DisputedNames::All);
        for name in ["South China Sea", "Paracel", "Hoàng Sa", "西沙"] {
            assert!(has(&all, name), "{name} in {language}: {all:?}");
        }
    }
}

#[test]
fn names_stand_in_two_languages_and_in_each_places_own() {
    let studio = Studio::bundled();
    let two = names(&studio, |view| {
        view.names = NameChoice {
            second: Some("vi".to_owned()),
            ..NameChoice::default()
        };
    });
    let both = |first: &str, second: &str| {
        let pair =
            |name: &String| name.to_lowercase().contains(&first.to_lowercase()) && name.contains(second);
        two.iter().any(pair)
    };
    assert!(
        both("Da Nang", "Đà Nẵng") && both("Thailand", "Thái Lan"),
        "{two:?}"
    );
    let own = names(&studio, |view| {
        view.names = NameChoice {
            language: Some(LOCAL.to_owned()),
            ..NameChoice::default()
        };
    });
    for name in ["ไทย", "ລາວ", "កម្ពុជា", "Đà Nẵng"] {
        assert!(has(&own, name), "{name}: {own:?}");
    }
}
