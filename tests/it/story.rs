//! Stories: scenes are read with their words, links, citations and views; every fault of one is reported by
//! line and column while the rest opens; and each is a figure on the command line.

use periplus::formats::{self, Opened, PackageFiles, Severity};
use periplus::model::{Block, BlockKind, Dataset, Inline, Item, LinkTarget, Prose, Scene};
use periplus::view::{Layer, Selection, ViewSpec, view_of_scene};
use proptest::prelude::*;

use crate::packages::{fixture_path, listed};

fn silk_roads() -> Opened {
    formats::open(&PackageFiles::open(&fixture_path("silk-roads")).unwrap()).unwrap()
}

/// The silk roads with other scenes, by the names of their files.
fn told(scenes: &[(&str, &[u8])]) -> Opened {
    let sound = PackageFiles::open(&fixture_path("silk-roads")).unwrap();
    let others = sound.paths().filter(|path| !path.starts_with("story/"));
    let files = others.map(|path| (path.to_owned(), sound.get(path).unwrap().to_vec()));
    let scenes = scenes
        .iter()
        .map(|(name, text)| (format!("story/{name}"), text.to_vec()));
    formats::open(&PackageFiles::from_memory("silk-roads", files.chain(scenes))).unwrap()
}

fn scene<'a>(set: &'a Dataset, id: &str) -> &'a Scene {
    set.scene(set.scene_by_id(id).unwrap())
}

fn view(opened: &Opened, id: &str) -> ViewSpec {
    let scene = opened.dataset.scene_by_id(id).unwrap();
    view_of_scene(&opened.dataset, scene, &opened.opening_view, &opened.opening_view)
}

fn links(prose: &Prose) -> Vec<(&str, &LinkTarget)> {
    let inlines = prose.blocks.iter().flat_map(|block| &block.content);
    inlines
        .filter_map(|inline| match inline {
            Inline::Link { text, target } => Some((text.as_str(), target)),
            _ => None,
        })
        .collect()
}

#[test]
fn scenes_come_in_the_order_of_their_files_with_words_in_each_language() {
    let Opened {
        dataset, problems, ..
    } = silk_roads();
    assert!(problems.is_empty(), "{}", listed(&problems));
    let ids: Vec<_> = dataset.scenes().map(|ix| dataset.scene(ix).id.as_str()).collect();
    assert_eq!(
        ids,
        ["01-down-the-red-sea", "02-before-carthage", "10-pots-under-water"]
    );
    let first = scene(&dataset, "01-down-the-red-sea");
    assert_eq!(first.words("en").title, "Down the Red Sea");
    assert_eq!(first.words("el").title, "Κατά την Ερυθρά");
    assert_eq!(first.words("vi").title, "Down the Red Sea");
    assert!(first.words("el").notes.plain_text().contains("άνεμο"));
}

#[test]
fn words_lead_to_things_scenes_and_sources() {
    let Opened { dataset, .. } = silk_roads();
    let words = scene(&dataset, "01-down-the-red-sea").words("en");
    let targets = links(&words.body);
    let place = dataset.place_by_id("berenike").unwrap();
    assert_eq!(targets[0], ("Berenike", &LinkTarget::Item(Item::Place(place))));
    let next = dataset.scene_by_id("02-before-carthage").unwrap();
    assert_eq!(targets[4], ("at Carthage", &LinkTarget::Scene(next)));
    let url = "https://example.org/periplus";
    assert_eq!(links(&words.notes), [(url, &LinkTarget::Url(url.to_owned()))]);
    let cited: Vec<_> = words
        .body
        .citations()
        .map(|c| {
            (
                dataset.source(c.source).id.as_str(),
                c.prefix.as_str(),
                c.locator.as_str(),
            )
        })
        .collect();
    let expected = [
        ("periplus", "", ""),
        ("strabo", "see", "bk. 2"),
        ("test-report", "", ""),
    ];
    assert_eq!(cited, expected);
    assert_eq!(words.sources().len(), 3);
}

#[test]
fn markdown_becomes_paragraphs_quotes_and_items() {
    let Opened { dataset, .. } = silk_roads();
    let words = scene(&dataset, "01-down-the-red-sea").words("en");
    let kinds = |prose: &Prose| prose.blocks.iter().map(|block| block.kind).collect::<Vec<_>>();
    use BlockKind::{Item, Paragraph, Quote};
    assert_eq!(kinds(&words.body), [Paragraph, Quote, Paragraph]);
    let item = |number| Item { depth: 0, number };
    assert_eq!(kinds(&words.notes), [item(Some(1)), item(Some(2))]);
    let text = words.body.plain_text();
    assert!(
        text.starts_with("Ships went from Berenike down the Red Sea and across open water with the monsoon,"),
        "{text}"
    );
    let slanted =
        |inline: &Inline| matches!(inline, Inline::Text { text, emphasis: true, .. } if text == "across");
    assert!(words.body.blocks[0].content.iter().any(slanted));
    let second: &Block = &words.notes.blocks[1];
    assert!(second.content.contains(&Inline::Break), "{second:?}");
    let bowls = scene(&dataset, "10-pots-under-water").words("en");
    assert_eq!(kinds(&bowls.body), [Paragraph, item(None), item(None)]);
}

#[test]
fn a_scene_shows_what_it_asks_for_over_the_opening_view() {
    let opened = silk_roads();
    let road = view(&opened, "01-down-the-red-sea");
    assert_eq!(road.time.window.to_string(), "-0120-01-01/0070-12-31");
    assert!(!road.layers.shows(Layer::Towns) && road.layers.shows(Layer::Graticule));
    assert_eq!(
        road.selection,
        Some(Selection::Lane("red-sea-to-india".to_owned()))
    );
    assert_eq!(road.language, "en");
    let carthage = view(&opened, "02-before-carthage");
    assert_eq!(carthage.time.cursor.to_string(), "-0146-01-01");
    assert!((carthage.framing.width_km - 900.0).abs() < 1e-9);
    assert_eq!(carthage.language, "el");
    let pots = view(&opened, "10-pots-under-water");
    assert_eq!(pots.style, "dark");
    assert!(pots.filter.hidden_themes.contains("empire"));
}

#[test]
fn a_framing_around_a_lane_holds_the_places_that_it_passes() {
    let opened = silk_roads();
    let set = &opened.dataset;
    let framing = view(&opened, "01-down-the-red-sea").framing;
    // From Berenike (35.5° E, 23.9° N) to Muziris (76.2° E, 10.2° N), and 0.15 of that on each side.
    assert!((framing.center.lon() - 55.8).abs() < 0.5, "{framing:?}");
    let lane = set.lane(set.lane_by_id("red-sea-to-india").unwrap());
    let anchors = lane.via.iter().map(|ix| set.place(*ix).anchor);
    let bare = periplus::view::framing_around(anchors, opened.opening_view.projection, 0.0).unwrap();
    assert!((framing.width_km / bare.width_km - 1.3).abs() < 1e-6);
    let keys = &scene(set, "01-down-the-red-sea").view["framing"];
    assert!(keys.get("around").is_none() && keys.get("center").is_some());
}

#[test]
fn scenes_are_found_by_title_and_by_words() {
    let Opened { dataset, .. } = silk_roads();
    let found = |text: &str| -> Vec<(String, u8)> {
        let found = dataset.search_scenes(text).into_iter();
        found
            .map(|f| (dataset.scene(f.scene).id.clone(), f.grade))
            .collect()
    };
    assert_eq!(found("red sea"), [("01-down-the-red-sea".to_owned(), 2)]);
    assert_eq!(found("ερυθρα"), [("01-down-the-red-sea".to_owned(), 2)]);
    assert_eq!(
        found("sixty thousand bowls"),
        [("10-pots-under-water".to_owned(), 4)]
    );
    assert!(found("atlantis").is_empty() && found(" ").is_empty());
}

/// A scene with a fault on most of its lines.
const FAULTY: &str = "+++
title = 7
time = { window = \"soon\" }
framing = { around = [\"rome\", \"atlantis\"], margin = -1 }
selection = { event = \"vesuvios\" }
filter = { hidden_themes = [\"weather\"], hide_everything = true }
layers = { tows = false }
projektion = \"mercator\"
focus = { events = [\"vesuvius\", \"etna\"], lanes = [\"rome\"] }
style =
language = \"q\"
+++
See [there](place:atlantis), [here](romme), [Rome](event:rome), [@perriplus; @strabo] and @strabo.
<b>Bold</b> and ![a picture](x.png) and [that](scene:02-befor).

<div>
no
</div>
";

#[test]
fn every_fault_of_a_scene_is_reported_by_line_and_column_and_the_rest_opens() {
    let opened = told(&[
        ("01-faulty.md", FAULTY.as_bytes()),
        ("02-before.md", b"+++\ntitle = \"Sound\"\n+++\nAll is well."),
    ]);
    let said = listed(&opened.problems);
    for fault in [
        "01-faulty.md:2:9 (key 'title'): the title is '7' and no text",
        "01-faulty.md:3:19 (key 'time.window'): 'time.window': 'soon'",
        "01-faulty.md:4:22 (key 'framing.around'): there is no place or lane 'atlantis'",
        "01-faulty.md:4:53 (key 'framing.margin'): '-1' is no margin",
        "01-faulty.md:5:23 (key 'selection.event'): there is no event 'vesuvios'. Nothing is selected. Did you mean 'vesuvius'?",
        "01-faulty.md:6:28 (key 'filter.hidden_themes'): there is no theme 'weather'",
        "01-faulty.md:6:59 (key 'filter.hide_everything'): the key 'hide_everything' is not known",
        "01-faulty.md:7:19 (key 'layers.tows'): there is no layer 'tows' in this version; it is kept as it is. A newer version may know it. Did you mean 'towns'?",
        "01-faulty.md:8:14 (key 'projektion'): the key 'projektion' is not known. It is passed over. Did you mean 'projection'?",
        "01-faulty.md:9:20 (key 'focus.events'): there is no event 'etna'",
        "01-faulty.md:9:50 (key 'focus.lanes'): there is no lane 'rome'",
        "01-faulty.md:10:8: this is not TOML:",
        "01-faulty.md:11:12 (key 'language'): 'q' is no language tag",
        "01-faulty.md:13:5: there is no place 'atlantis'",
        "01-faulty.md:13:30: the link 'romme' leads nowhere",
        "01-faulty.md:13:45: there is no event 'rome'. The link's words are shown as plain text. Did you mean 'place:rome'?",
        "01-faulty.md:13:66: there is no source 'perriplus'. It is not cited. Did you mean 'periplus'?",
        "01-faulty.md:13:91: '@strabo' is not in square brackets",
        "01-faulty.md:14:1: HTML is not shown",
        "01-faulty.md:14:17: an image is not shown",
        "01-faulty.md:14:41: there is no scene '02-befor'. The link's words are shown as plain text. Did you mean '02-before'?",
        "01-faulty.md:16:1: HTML is not shown",
    ] {
        assert!(said.contains(fault), "{fault}\nis not among\n{said}");
    }
    assert_eq!(opened.problems.len(), 22, "{said}");
    for problem in &opened.problems {
        assert!(!problem.remedy.is_empty(), "{problem}");
    }
    let set = &opened.dataset;
    let faulty = scene(set, "01-faulty");
    assert_eq!(faulty.words("en").title, "01-faulty");
    let text = faulty.words("en").body.plain_text();
    assert!(
        text.starts_with("See there, here, Rome,") && text.contains("Bold and  and that."),
        "{text}"
    );
    assert_eq!(faulty.words("en").sources().len(), 1);
    let keys: Vec<_> = faulty.view.keys().map(String::as_str).collect();
    assert_eq!(keys, ["framing", "filter", "layers", "focus"]);
    assert_eq!(set.scenes().len(), 2);
}

#[test]
fn what_is_wrong_with_a_file_as_a_whole_is_said_of_the_file() {
    let opened = told(&[
        ("README.md", b"Notes."),
        ("01-a.md", b"Words without front matter."),
        ("02-b.md", b"+++\ntitle = \"No end\"\n\nBody."),
        ("03-c.md", b"+++\ntitle = \"No body\"\n+++\n\n???\nNotes."),
        ("04-d.md", b""),
        ("05-e.md", b"+++\ntitle = \"Bytes\"\n+++\nCaf\xe9."),
        ("05-e.vi.md", b"+++\ntitle = \"B\"\nstyle = \"dark\"\n+++\nWords."),
        ("05-e.en.md", b"+++\n+++\nWords."),
        ("05-e.ja.md", b"+++\n+++\nWords."),
        ("06-f.vi.md", b"+++\n+++\nWords."),
    ]);
    let said = listed(&opened.problems);
    for fault in [
        "story/README.md: the file is no scene of the story",
        "story/01-a.md:1:1: the scene does not begin with a line +++",
        "story/01-a.md:1:1 (key 'title'): the scene has no title",
        "story/02-b.md:1:1: no second line +++ ends the front matter",
        "story/03-c.md:4:1: the scene has no words",
        "story/04-d.md: the file is empty",
        "story/05-e.md:4:4: the byte 0xE9 is not UTF-8",
        "story/05-e.vi.md:3:9 (key 'style'): 'style' stands in a translation",
        "story/05-e.en.md: 'en' is the data set's first language already",
        "story/05-e.ja.md: 'ja' is not among the data set's languages",
        "story/05-e.ja.md:2:1 (key 'title'): the translation has no title. It is shown as 'Bytes'",
        "story/06-f.vi.md: there is no scene '06-f' to translate",
    ] {
        assert!(said.contains(fault), "{fault}\nis not among\n{said}");
    }
    assert_eq!(opened.problems.len(), 12, "{said}");
    let set = &opened.dataset;
    let titles: Vec<_> = set
        .scenes()
        .map(|ix| set.scene(ix).words("en").title.as_str())
        .collect();
    assert_eq!(titles, ["01-a", "No end", "No body", "Bytes"]);
    assert_eq!(scene(set, "02-b").words("en").body.plain_text(), "Body.");
    assert_eq!(scene(set, "05-e").words("ja").title, "Bytes");
}

#[test]
fn a_time_that_the_timeline_does_not_hold_is_warned_of() {
    let text = b"+++\ntitle = \"A\"\ntime = { window = \"1500/1600\" }\n+++\nWords.";
    let opened = told(&[("01-a.md", text)]);
    let said = listed(&opened.problems);
    assert!(
        said.contains("does not hold the window 1500-01-01/1600-12-31"),
        "{said}"
    );
    assert!(
        said.contains("the cursor, at 0166-01-01, is not in the window"),
        "{said}"
    );
    assert!(opened.problems.iter().all(|p| p.severity == Severity::Warning));
    assert_eq!(opened.problems.len(), 2, "{said}");
}

#[test]
fn an_opening_view_may_name_a_scene() {
    let sound = PackageFiles::open(&fixture_path("silk-roads")).unwrap();
    let files = sound.paths().map(|path| {
        let text = String::from_utf8(sound.get(path).unwrap().to_vec()).unwrap();
        let named = "\"periplus_view\": 1,\n      \"scene\": \"02-before-carthage\",";
        (
            path.to_owned(),
            text.replace("\"periplus_view\": 1,", named).into_bytes(),
        )
    });
    let opened = formats::open(&PackageFiles::from_memory("silk-roads", files)).unwrap();
    assert!(opened.problems.is_empty(), "{}", listed(&opened.problems));
    assert_eq!(opened.opening_view.scene.as_deref(), Some("02-before-carthage"));
}

#[test]
fn the_example_of_the_readme_is_a_scene_without_a_fault() {
    let readme = include_str!("../../README.md");
    let example = readme
        .split("```\n")
        .find(|part| part.starts_with("+++\n"))
        .unwrap();
    let sound = formats::bundled();
    let others = sound.paths().filter(|path| !path.starts_with("story/"));
    let files = others.map(|path| (path.to_owned(), sound.get(path).unwrap().to_vec()));
    let next = "+++\ntitle = \"The settlement\"\n+++\nWords.";
    let scenes = [
        ("story/02-sanctions.md", example),
        ("story/03-settlement.md", next),
    ];
    let scenes = scenes.map(|(path, text)| (path.to_owned(), text.as_bytes().to_vec()));
    let opened = formats::open(&PackageFiles::from_memory("readme", files.chain(scenes))).unwrap();
    let mut faults = opened.problems.clone();
    faults.retain(|problem| problem.at.file.starts_with("story/"));
    assert!(faults.is_empty(), "{}", listed(&faults));
    let words = scene(&opened.dataset, "02-sanctions").words("en");
    assert_eq!(words.title, "Japan joins the sanctions");
    assert_eq!((words.sources().len(), words.body.blocks.len()), (2, 3));
    assert_eq!(scene(&opened.dataset, "02-sanctions").view.len(), 7);
}

fn assert_well_reported(opened: &Opened, file: &str, bytes: &[u8]) {
    let lines = bytes.iter().filter(|b| matches!(b, b'\n' | b'\r')).count() + 1;
    for problem in opened.problems.iter().filter(|problem| problem.at.file == file) {
        assert!(
            !problem.to_string().contains('\n') && !problem.remedy.is_empty(),
            "{problem}"
        );
        assert!(
            problem.at.line.is_none_or(|line| line as usize <= lines),
            "{problem}"
        );
    }
    for scene in opened.dataset.scenes() {
        view_of_scene(&opened.dataset, scene, &opened.opening_view, &opened.opening_view);
        assert!(!opened.dataset.scene(scene).words.is_empty());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn no_bytes_at_all_make_a_scene_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        assert_well_reported(&told(&[("01-a.md", &bytes)]), "story/01-a.md", &bytes);
    }

    #[test]
    fn no_pieces_of_a_scene_in_any_order_make_it_panic(
        pieces in prop::collection::vec(prop::sample::select(vec![
            "+++\n", "???\n", "title", " = ", "\"", "time", "{", "}", "[", "]", "1979", "window", ".", "\n", "\r",
            "[@", "@strabo", "; ", "(", ")", "place:", "rome", "*", "**", "> ", "- ", "1. ", "    ", "`", "<b>",
            "<!--", "![", "framing", "around", "-", "é", "\u{1F30A}", "&amp;", "\\", "#", "'''", "0x", "inf", "\0",
        ]), 0..60),
        closed in any::<bool>(),
    ) {
        let mut text = if closed { "+++\ntitle = \"A\"\n+++\n".to_owned() } else { String::new() };
        text.extend(pieces);
        assert_well_reported(&told(&[("01-a.md", text.as_bytes())]), "story/01-a.md", text.as_bytes());
    }
}
