//! Styles: what a style file must hold to, whatever it looks like.

use periplus::compose::Style;
use periplus::scene::Color;

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
    let found: Vec<String> = Style::embedded_names()
        .flat_map(|name| faults(&Style::embedded(name).unwrap().unwrap()))
        .collect();
    assert!(found.is_empty(), "under {LEAST}:\n{}", found.join("\n"));
}

#[test]
fn a_style_with_pale_letters_is_found_out() {
    let mut style = Style::embedded("light").unwrap().unwrap();
    style.labels.town = style.map.land;
    assert!(faults(&style).iter().any(|fault| fault.contains("town on land")));
}
