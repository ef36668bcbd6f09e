//! Data packages on disk: the sound ones open without a word, every fault of the broken ones is
//! reported by file, line and column while the rest opens, and no damage at all ends in a panic.

use std::path::PathBuf;

use periplus::formats::{self, At, Field, OpenError, Opened, PackageFiles, Problem, Severity};
use periplus::model::{Basis, Item, SourceIx};
use proptest::prelude::*;

/// A package of `tests/fixtures`, or of `data` by its path from the root.
pub(crate) fn fixture_path(name: &str) -> PathBuf {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    if name.contains('/') {
        root.join(name)
    } else {
        root.join("tests/fixtures").join(name)
    }
}

fn files_of(name: &str) -> PackageFiles {
    PackageFiles::open(&fixture_path(name)).unwrap()
}

fn opened(name: &str) -> Opened {
    formats::open(&files_of(name)).unwrap()
}

pub(crate) fn listed(problems: &[Problem]) -> String {
    problems.iter().map(|p| format!("{p}\n")).collect()
}

/// Where a fault is expected: file, line, column or key, and words that the message must hold.
type Fault = (&'static str, Option<u32>, Option<&'static str>, &'static str);

fn field_name(at: &At) -> Option<&str> {
    at.field.as_ref().map(|field| match field {
        Field::Column(name) | Field::Key(name) => name.as_str(),
    })
}

/// Asserts that the problems are these faults and no others.
fn assert_faults(problems: &[Problem], faults: &[Fault]) {
    let is = |problem: &Problem, (file, line, field, words): &Fault| {
        problem.at.file == *file
            && problem.at.line == *line
            && field_name(&problem.at) == *field
            && problem.to_string().contains(words)
    };
    for fault in faults {
        let found = problems.iter().any(|problem| is(problem, fault));
        assert!(found, "{fault:?} is not among\n{}", listed(problems));
    }
    for problem in problems {
        let expected = faults.iter().any(|fault| is(problem, fault));
        assert!(expected, "nobody expected: {problem:?}");
        assert!(!problem.remedy.is_empty(), "no remedy: {problem}");
        assert!(
            problem.at.line.is_some() == problem.at.column.is_some(),
            "{problem}"
        );
    }
}

#[test]
fn the_bundled_package_and_the_silk_roads_open_without_a_word() {
    for name in ["data/japan-vietnam", "silk-roads"] {
        let opened = opened(name);
        assert!(opened.problems.is_empty(), "{}", listed(&opened.problems));
    }
    let bundled = formats::open(&formats::bundled()).unwrap();
    let folder = opened("data/japan-vietnam");
    assert_eq!(bundled.opening_view, folder.opening_view);
    assert_eq!(bundled.dataset.events().len(), folder.dataset.events().len());
}

#[test]
fn every_file_of_the_bundled_package_is_part_of_the_program() {
    let folder = files_of("data/japan-vietnam");
    let in_folder: Vec<&str> = folder.paths().filter(|path| *path != "README.md").collect();
    let bundled = formats::bundled();
    let in_program: Vec<&str> = bundled.paths().collect();
    assert_eq!(
        in_program, in_folder,
        "name every file in src/formats/bundled.rs, such as \"story/01-begin.md\""
    );
    for path in in_program {
        assert_eq!(
            bundled.get(path),
            folder.get(path),
            "{path}: build the program anew"
        );
    }
}

#[test]
fn the_bundled_package_holds_what_the_first_issue_asks_for() {
    let Opened {
        dataset,
        opening_view,
        ..
    } = opened("data/japan-vietnam");
    assert!(dataset.events().len() >= 30);
    assert!(dataset.periods().len() >= 3);
    assert!(dataset.places().len() >= 25);
    assert!(dataset.lanes().len() >= 4);
    assert!(dataset.all_series().len() >= 6);
    let call = dataset.event_by_id("cam-ranh-port-call-2016").unwrap();
    let places = &dataset.event(call).places;
    assert!(
        places
            .iter()
            .any(|p| dataset.place(*p).name("en").contains("Cam Ranh"))
    );
    assert_eq!(dataset.event(call).basis, Basis::Record);
    assert_eq!(opening_view.time.window.to_string(), "2015-01-01/2016-12-31");
    assert_eq!(opening_view.time.shown.to_string(), "2011-01-01/2016-12-31");
    let source = dataset.source_by_id("zhang-niu-2017").unwrap();
    assert_eq!(dataset.source(source).short, "Zhang and Niu 2017");
}

#[test]
fn the_silk_roads_open_with_their_own_dates_scripts_and_themes() {
    let Opened { dataset, .. } = opened("silk-roads");
    let counts = [
        dataset.events().len(),
        dataset.periods().len(),
        dataset.places().len(),
        dataset.lanes().len(),
        dataset.actors().len(),
        dataset.all_series().len(),
    ];
    assert_eq!(counts, [24, 4, 28, 3, 15, 2]);
    assert!(dataset.theme_by_id("craft").is_some());
    let cosmas = dataset.source(dataset.source_by_id("cosmas-topography").unwrap());
    assert!(
        cosmas.short.starts_with("Cosmas Indicopleustes "),
        "{}",
        cosmas.short
    );
    assert!(cosmas.short.contains("550"), "{}", cosmas.short);
    assert!(
        cosmas.citation.contains("Χριστιανικὴ Τοπογραφία"),
        "{}",
        cosmas.citation
    );
    let first = dataset.events().next().unwrap();
    assert!(dataset.event(first).when.as_str().contains("/-"));
    for place in dataset.places() {
        assert!(!dataset.place(place).name("vi").is_empty());
    }
}

#[test]
fn a_row_names_the_sources_that_say_otherwise() {
    let Opened { dataset, .. } = opened("silk-roads");
    let names = |sources: &[SourceIx]| -> Vec<String> {
        sources.iter().map(|&ix| dataset.source(ix).id.clone()).collect()
    };
    let event = dataset.event_by_id("vesuvius").unwrap();
    assert_eq!(names(&dataset.event(event).differs), ["test-report", "periplus"]);
    let place = dataset.place_by_id("erythraean-sea").unwrap();
    assert_eq!(names(&dataset.place(place).differs), ["strabo"]);
    let period = dataset.period_by_id("late-antiquity").unwrap();
    let series = dataset.series_by_id("ships-to-india").unwrap();
    for item in [
        Item::Event(event),
        Item::Place(place),
        Item::Period(period),
        Item::Series(series),
    ] {
        assert!(dataset.differs(item), "{item:?}");
    }
    let agreed = dataset.series_by_id("silk-price").unwrap();
    assert!(!dataset.differs(Item::Series(agreed)));
    let differing = dataset.events().filter(|ix| dataset.differs(Item::Event(*ix)));
    assert_eq!(differing.count(), 1);
}

#[test]
fn every_fault_of_the_broken_package_is_reported_and_the_rest_opens() {
    let Opened {
        dataset, problems, ..
    } = opened("broken");
    assert_faults(
        &problems,
        &[
            ("events.csv", Some(3), Some("when"), "month"),
            ("events.csv", Some(4), Some("where"), "'atlantis'"),
            ("events.csv", Some(6), Some("id"), "in use already on line 5"),
            ("events.csv", Some(7), Some("sources"), "'ghost-book'"),
            ("events.csv", Some(8), Some("theme"), "'weather'"),
            ("periods.csv", Some(3), Some("id"), "0xE9"),
            ("actors.csv", Some(1), None, "'name' is missing"),
            ("lanes.csv", Some(3), Some("via"), "'lemuria'"),
            ("lanes.csv", Some(3), Some("via"), "two known places"),
            (
                "lanes.csv",
                Some(2),
                Some("differs"),
                "Say in the note what differs",
            ),
            ("lanes.csv", Some(2), Some("differs"), "'ghost-atlas'"),
            ("indicators.csv", None, None, "the file is empty"),
            ("places.geojson", Some(5), None, "swapped"),
        ],
    );
    let bad_byte = problems.iter().find(|p| p.at.file == "periods.csv").unwrap();
    assert_eq!(bad_byte.at.column, Some(4));
    let bad_month = problems.iter().find(|p| p.at.line == Some(3)).unwrap();
    assert_eq!(bad_month.severity, Severity::Error);
    for id in [
        "good-one",
        "good-two",
        "lost-place",
        "twice",
        "twice-2",
        "no-source",
        "no-theme",
    ] {
        assert!(dataset.event_by_id(id).is_some(), "{id}");
    }
    let lost_place = dataset.event(dataset.event_by_id("lost-place").unwrap());
    assert_eq!(lost_place.places, [dataset.place_by_id("alexandria").unwrap()]);
    assert!(
        dataset
            .event(dataset.event_by_id("no-source").unwrap())
            .sources
            .is_empty()
    );
    assert_eq!(dataset.periods().len(), 3);
    assert_eq!(dataset.places().len(), 3);
    assert!(dataset.lane_by_id("good-lane").is_some() && dataset.lane_by_id("lost-lane").is_none());
    assert_eq!(
        dataset.actor(dataset.actor_by_id("captain").unwrap()).name.base(),
        "captain"
    );
}

#[test]
fn every_fault_of_the_second_broken_package_is_reported_and_the_rest_opens() {
    let Opened {
        dataset,
        problems,
        opening_view,
    } = opened("broken-2");
    let events = |line, field, words| ("events.csv", Some(line), field, words);
    let listed_file = problems
        .iter()
        .find(|p| p.what.contains("'periods-not-there.csv'"));
    let line = listed_file.and_then(|p| p.at.line);
    let resources = ("datapackage.json", line, Some("path"), "'periods-not-there.csv'");
    let view: Vec<Fault> = problems
        .iter()
        .filter(|p| p.at.file == "datapackage.json" && p.at.line != resources.1)
        .zip(["newer version", "90", "'soon'", "'nobody-home'", "'sparkle'"])
        .map(|(p, words)| ("datapackage.json", p.at.line, field_name(&p.at).map(leak), words))
        .collect();
    assert_eq!(view.len(), 5, "{}", listed(&problems));
    let mut faults = vec![
        resources,
        events(4, None, "4 fields, the header 11"),
        events(5, Some("weight"), "read as 5"),
        events(6, Some("basis"), "'rumour'"),
        events(7, Some("id"), "no id"),
        events(8, Some("when"), "'0090/0080'"),
        events(9, Some("actors"), "'nemo'"),
        ("actors.csv", Some(1), Some("shoe size"), "not known"),
        ("lanes.csv", Some(2), Some("via"), "two known places"),
        ("indicators.csv", Some(2), Some("value"), "'twelve'"),
        ("indicators.csv", Some(3), Some("value"), "decimal point"),
        ("indicators.csv", Some(4), Some("unit"), "'dozen ships'"),
        ("places.geojson", Some(3), None, "not JSON"),
        (
            "lanes.csv",
            Some(2),
            Some("via"),
            "nothing of places.geojson could be read. The name is left out. It comes back with places.geojson. … and",
        ),
        ("sources.json", Some(3), Some("id"), "in use already on line 2"),
        ("sources.json", Some(4), Some("id"), "no id"),
    ];
    faults.extend(view);
    assert_faults(&problems, &faults);
    let good = dataset.event(dataset.event_by_id("good-one").unwrap());
    assert_eq!(good.title.base(), "A title with a \"quoted\" word, and a comma");
    assert_eq!(good.summary.base(), "A summary\nover two lines.");
    assert!(dataset.event_by_id("backwards").is_none());
    assert_eq!(dataset.all_series().len(), 1);
    assert_eq!(
        dataset
            .series(dataset.series_by_id("ships").unwrap())
            .points
            .len(),
        1
    );
    assert!(opening_view.selection.is_none() && opening_view.unknown.contains_key("sparkle"));
}

fn leak(text: &str) -> &'static str {
    Box::leak(text.to_owned().into_boxed_str())
}

#[test]
fn a_package_of_which_nothing_can_be_read_is_refused_with_its_problems() {
    let bare = PackageFiles::from_memory("bare", [("events.csv".to_owned(), b"id,when\na,2000".to_vec())]);
    assert!(matches!(formats::open(&bare), Err(OpenError::NoDataPackage(_))));
    let files = [
        ("datapackage.json".to_owned(), b"{}".to_vec()),
        ("events.csv".to_owned(), b"id,title\na,b".to_vec()),
    ];
    let error = formats::open(&PackageFiles::from_memory("empty", files)).unwrap_err();
    assert!(matches!(error, OpenError::Nothing { .. }));
    assert!(
        listed(error.problems()).contains("the column 'when' is missing"),
        "{}",
        listed(error.problems())
    );
}

/// The bundled package with one file replaced, or taken out.
pub(crate) fn bundled_with(file: &str, bytes: Option<&[u8]>) -> PackageFiles {
    let sound = formats::bundled();
    let others = sound.paths().filter(|path| *path != file);
    let files = others.map(|path| (path.to_owned(), sound.get(path).unwrap().to_vec()));
    PackageFiles::from_memory(
        "japan-vietnam",
        files.chain(bytes.map(|b| (file.to_owned(), b.to_vec()))),
    )
}

#[test]
fn a_table_from_a_spreadsheet_with_semicolons_is_read_and_said_so() {
    let events = "id;title;when;where\na;\"Eins; zwei\";2000;\nb;Zwei;2001;\n";
    let files = [
        (
            "datapackage.json".to_owned(),
            br#"{"name": "a", "title": "A"}"#.to_vec(),
        ),
        ("events.csv".to_owned(), events.as_bytes().to_vec()),
    ];
    let opened = formats::open(&PackageFiles::from_memory("a", files)).unwrap();
    assert_eq!(opened.dataset.events().len(), 2);
    let said = listed(&opened.problems);
    assert!(
        said.contains("events.csv: the columns are separated by semicolons."),
        "{said}"
    );
    let a = opened.dataset.event_by_id("a").unwrap();
    assert_eq!(opened.dataset.event(a).title.base(), "Eins; zwei");
}

#[test]
fn columns_point_at_the_fault_even_behind_quoted_line_breaks() {
    let events = "id,title,when,summary,sources\nA,\"Đà\nNẵng\",2016-13,\"x\ny\",nobody\n";
    let files = [
        (
            "datapackage.json".to_owned(),
            br#"{"name": "a", "title": "A"}"#.to_vec(),
        ),
        (
            "events.csv".to_owned(),
            format!("{events}B,b,2000,,nobody\n").into_bytes(),
        ),
        ("sources.json".to_owned(), b"[]".to_vec()),
    ];
    let opened = formats::open(&PackageFiles::from_memory("a", files)).unwrap();
    let at = |column: &str, line: u32| {
        let found = opened
            .problems
            .iter()
            .find(|p| field_name(&p.at) == Some(column) && p.at.line == Some(line));
        found
            .unwrap_or_else(|| panic!("{}", listed(&opened.problems)))
            .at
            .column
    };
    // Line 3 is `Nẵng",2016-13,"x`: the date begins at character 7, its month at character 12.
    assert_eq!(at("when", 3), Some(12));
    assert_eq!(at("sources", 5), Some(11));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn no_damage_to_any_file_ends_in_a_panic(
        name in prop::sample::select(vec!["silk-roads", "broken", "broken-2", "data/japan-vietnam"]),
        file in any::<prop::sample::Index>(),
        hits in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0u8..4), 1..12),
    ) {
        let sound = files_of(name);
        let paths: Vec<&str> = sound.paths().filter(|p| !p.ends_with("README.md")).collect();
        let target = paths[file.index(paths.len())];
        let mut bytes = sound.get(target).unwrap().to_vec();
        for (at, byte, how) in hits {
            if bytes.is_empty() {
                break;
            }
            let at = at.index(bytes.len());
            match how {
                0 => bytes[at] = byte,
                1 => bytes.insert(at, byte),
                2 => { bytes.remove(at); }
                _ => { let last = at + (bytes.len() - at) / 16; bytes.drain(at..last); }
            }
        }
        let files = paths.iter().map(|path| {
            let content = if *path == target { bytes.clone() } else { sound.get(path).unwrap().to_vec() };
            ((*path).to_owned(), content)
        });
        let damaged = PackageFiles::from_memory(name, files);
        let problems = match formats::open(&damaged) {
            Ok(opened) => opened.problems,
            Err(error) => error.problems().to_vec(),
        };
        for problem in &problems {
            prop_assert!(!problem.to_string().contains('\n'));
            if let (Some(line), Some(bytes)) = (problem.at.line, damaged.get(&problem.at.file)) {
                let lines = bytes.iter().filter(|b| matches!(b, b'\n' | b'\r')).count() + 1;
                prop_assert!(line as usize <= lines, "{problem}");
            }
        }
    }

    #[test]
    fn no_bytes_at_all_make_a_zip_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let mut zip = b"PK\x03\x04".to_vec();
        zip.extend(bytes);
        prop_assert!(PackageFiles::from_zip("x.zip", &zip).is_err());
    }
}
