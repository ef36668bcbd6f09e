//! Styles: what a style file must hold to, whatever it looks like.

use periplus::compose::{Style, Styles};
use periplus::scene::{Color, Node, Size};

use crate::pictures::Studio;

/// The least contrast of text with its ground: level AA of the Web Content Accessibility Guidelines 2.2.
const LEAST: f64 = 4.5;

/// One kind of text and one ground that it may lie on.
struct Pair {
    what: String,
    text: Color,
    ground: Color,
}

fn pair(what: impl Into<String>, text: Color, ground: Color) -> Pair {
    let what = what.into();
    Pair { what, text, ground }
}

/// Text of the window around the map.
fn chrome_pairs(style: &Style) -> Vec<Pair> {
    let chrome = &style.chrome;
    let grounds = [
        ("background", chrome.background),
        ("panel", chrome.panel),
        ("raised", chrome.raised),
        ("selection", chrome.selection),
        ("hover", chrome.hover),
    ];
    let inks = [
        ("text", chrome.text),
        ("muted", chrome.muted),
        ("accent", chrome.accent),
        ("warning", chrome.warning),
        ("error", chrome.error),
    ];
    let mut pairs = vec![pair(
        "chrome: on_accent on accent",
        chrome.on_accent,
        chrome.accent,
    )];
    for (ground_name, ground) in grounds {
        pairs.extend(
            inks.iter()
                .map(|(name, ink)| pair(format!("chrome: {name} on {ground_name}"), *ink, ground)),
        );
    }
    pairs
}

/// Letters on the map, on their halo over every flat tint that may lie below. Relief is left out: the halo
/// covers nine tenths of it.
fn map_pairs(style: &Style) -> Vec<Pair> {
    let (map, labels) = (&style.map, &style.labels);
    let mut land = vec![("land".to_owned(), map.land), ("neutral".to_owned(), map.neutral)];
    land.extend(map.tints.iter().enumerate().map(|(i, tint)| {
        let seen = tint.faded(map.tint_opacity).over(map.land);
        (format!("tint {i}"), seen)
    }));
    let mut water = vec![("sea".to_owned(), map.sea)];
    water.extend(
        map.depth
            .iter()
            .enumerate()
            .map(|(i, c)| (format!("depth {i}"), *c)),
    );
    water.extend(map.lake.fill.map(|fill| ("lake".to_owned(), fill)));

    let anywhere = [
        ("country", labels.country),
        ("town", labels.town),
        ("site", labels.site),
        ("detail", labels.detail),
        ("river", labels.river),
    ];
    let mut pairs = Vec::new();
    for (ground_name, ground) in land.iter().chain(&water) {
        let ground = labels.halo.over(*ground);
        pairs.extend(
            anywhere
                .iter()
                .map(|(name, ink)| pair(format!("labels: {name} on {ground_name}"), *ink, ground)),
        );
    }
    for (ground_name, ground) in &water {
        let ground = labels.water_halo.over(*ground);
        pairs.push(pair(
            format!("labels: water on {ground_name}"),
            labels.water,
            ground,
        ));
    }
    pairs
}

/// Text of the timeline.
fn timeline_pairs(style: &Style) -> Vec<Pair> {
    let timeline = &style.timeline;
    let in_window = timeline.window.over(timeline.ground);
    let mut pairs = vec![
        pair(
            "timeline: tick_text on ground",
            timeline.tick_text,
            timeline.ground,
        ),
        pair("timeline: tick_text in the window", timeline.tick_text, in_window),
    ];
    for (i, tint) in timeline.period_tints.iter().enumerate() {
        let text = timeline.period_text;
        pairs.push(pair(format!("timeline: period_text on tint {i}"), text, *tint));
        let in_window = timeline.window.over(*tint);
        pairs.push(pair(
            format!("timeline: period_text on tint {i} in the window"),
            text,
            in_window,
        ));
    }
    pairs
}

/// What of a style cannot be read, a line each.
fn faults(style: &Style) -> Vec<String> {
    [chrome_pairs(style), map_pairs(style), timeline_pairs(style)]
        .into_iter()
        .flatten()
        .filter(|pair| pair.text.contrast(pair.ground) < LEAST)
        .map(|p| {
            let contrast = p.text.contrast(p.ground);
            format!(
                "{}: {} ({} on {}: {contrast:.2})",
                style.name, p.what, p.text, p.ground
            )
        })
        .collect()
}

#[test]
fn text_of_every_style_reads_on_every_ground_it_may_lie_on() {
    let styles = Styles::embedded().unwrap();
    let found: Vec<String> = styles.iter().flat_map(|style| faults(style)).collect();
    assert!(found.is_empty(), "under {LEAST}:\n{}", found.join("\n"));
}

#[test]
fn a_style_with_pale_letters_is_found_out() {
    let mut style = Style::clone(Styles::embedded().unwrap().named("light").unwrap());
    style.labels.town = style.map.land;
    assert!(faults(&style).iter().any(|fault| fault.contains("town on land")));
}

/// The style of a name.
fn style(name: &str) -> Style {
    Style::clone(Styles::embedded().unwrap().named(name).unwrap())
}

#[test]
fn the_greyscale_style_has_greys_alone() {
    let text = toml::to_string(&style("greyscale")).unwrap();
    let colors: Vec<Color> = text
        .split('"')
        .filter(|part| part.starts_with('#'))
        .map(|part| part.parse().unwrap())
        .collect();
    assert!(colors.len() > 60, "{text}");
    for color in colors {
        assert!(color.r == color.g && color.g == color.b, "{color}");
    }
}

/// Calls back with every text of some nodes.
fn each_text(nodes: &[Node], found: &mut impl FnMut(&periplus::scene::Text)) {
    for node in nodes {
        match node {
            Node::Group(group) => each_text(&group.children, found),
            Node::Text(text) => found(text),
            _ => {}
        }
    }
}

#[test]
fn no_letter_of_the_projector_style_is_under_a_fiftieth_of_the_pictures_height() {
    let style = style("projector");
    let studio = Studio::bundled();
    for (width, height) in [(1920.0, 1080.0), (1024.0, 768.0), (3840.0, 2160.0)] {
        let magnified = style.magnification(height);
        let size = Size {
            width: width / magnified,
            height: height / magnified,
        };
        let scene = studio.figure_in(&studio.opened.opening_view, &style, size);
        let (mut texts, mut least) = (0, f64::MAX);
        each_text(&scene.nodes, &mut |text| {
            texts += 1;
            for run in &text.shaped.runs {
                least = least.min(f64::from(run.size) * magnified);
            }
        });
        assert!(texts > 20, "{texts}");
        assert!(least >= height / 50.0 - 1e-3, "{least} of {height}");
    }
}

#[test]
fn a_blank_map_names_no_place() {
    let studio = Studio::bundled();
    let size = Size {
        width: 1200.0,
        height: 800.0,
    };
    let mut view = studio.opened.opening_view.clone();
    view.selection = None;
    let words = |name: &str| {
        let scene = studio.figure_in(&view, &style(name), size);
        let mut words = Vec::new();
        each_text(&scene.nodes, &mut |text| words.push(text.shaped.text.to_string()));
        words
    };
    let (named, blank) = (words("print"), words("blank"));
    let is_there = |all: &[String], name: &str| all.iter().any(|text| text.eq_ignore_ascii_case(name));
    for name in ["Da Nang", "South China Sea", "Vietnam", "Manila", "Mekong"] {
        assert!(!is_there(&blank, name), "{name}");
    }
    assert!(is_there(&named, "South China Sea"), "{named:?}");
}
