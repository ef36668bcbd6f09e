//! EDTF as other libraries' published lists have it, level by level. The lists are in
//! `tests/fixtures/edtf`; `SOURCES.md` there says whence they are and what their columns mean.

use std::path::PathBuf;

use periplus::chronology::{Day, DaySpan, Edtf, in_words};
use periplus::i18n::Messages;

/// The lists and how many rows each has of level 0, 1, 2 and of the draft of 2012, so that none is lost.
const LISTS: [(&str, [usize; 4]); 9] = [
    ("edtf-java", [68, 59, 17, 3]),
    ("edtf-ruby", [7, 7, 4, 38]),
    ("edtf-validate", [39, 26, 7, 97]),
    ("edtf.js", [109, 46, 64, 4]),
    ("edtf_ex", [35, 35, 38, 4]),
    ("go-edtf", [19, 29, 29, 0]),
    ("professional-wiki-edtf", [28, 49, 36, 3]),
    ("python-edtf", [19, 32, 26, 15]),
    ("python-edtf-draft", [17, 15, 6, 40]),
];

const LEVELS: [&str; 4] = ["0", "1", "2", "draft"];

/// One expression of a list.
#[derive(serde::Deserialize)]
struct Row {
    level: String,
    text: String,
    /// What the library says of it: `yes`, `no`, or `differs` where our reading is another (see `note`).
    valid: String,
    /// The library's earliest and latest day, empty where its list has none.
    earliest: String,
    latest: String,
    /// With `differs`: what our reading gives and why, `refused: …`, `lenient: …`, `accepted: …` or
    /// `days FIRST LAST: …`; the reason is one of [`REASONS`].
    note: String,
}

fn folder() -> PathBuf {
    crate::packages::fixture_path("edtf")
}

fn rows(list: &str) -> Vec<Row> {
    let mut reader = csv::Reader::from_path(folder().join(format!("{list}.csv"))).unwrap();
    reader.deserialize().map(Result::unwrap).collect()
}

fn all_rows() -> impl Iterator<Item = (&'static str, Row)> {
    LISTS
        .into_iter()
        .flat_map(|(list, _)| rows(list).into_iter().map(move |row| (list, row)))
}

/// Why our reading may differ from a library's, and what is then true of the text.
type Reason = (&'static str, fn(&str) -> bool);

const REASONS: [Reason; 22] = [
    (
        "a season is three whole months, and a winter runs on into the next year",
        |text| {
            ["-21", "-22", "-23", "-24"]
                .iter()
                .any(|code| text.contains(code))
        },
    ),
    ("an unknown or open end has no limit: none is guessed", |text| {
        text.starts_with('/') || text.ends_with('/') || text.contains("unknown") || text.contains("..")
    }),
    (
        "the day is the day as written, not the day that it was in UTC",
        |text| shift(text).is_some(),
    ),
    (
        "three significant digits of four leave one free, as in the specification's Y3388E2S3",
        |text| text == "Y-20E2S3",
    ),
    (
        "the specification has no century or decade of two or three digits: 19XX and 193X say it",
        |text| {
            let digits = text.trim_start_matches('-').trim_end_matches(['?', '~', '%']);
            (2..=3).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit())
        },
    ),
    (
        "the specification's time of day has no fraction of a second",
        |text| text.contains('T') && text.contains('.'),
    ),
    ("the specification's time of day has no hour 24", |text| {
        text.contains("T24:00:00")
    }),
    (
        "the specification takes the extended format only: a shift of hours and minutes has a colon",
        |text| shift(text).is_some_and(|shift| shift.len() == 5 && !shift.contains(':')),
    ),
    ("a minus sign that is no hyphen is read leniently", |text| {
        text.contains('\u{2212}')
    }),
    (
        "shifts have no bound short of a day: local time of the past went beyond today's zones",
        |text| shift(text).is_some_and(|shift| shift[1..3] >= *"12"),
    ),
    ("a shift of -00 is no shift, and the day is the same", |text| {
        shift(text).is_some_and(|shift| shift.starts_with("-00"))
    }),
    ("second 60 is the leap second", |text| text.ends_with(":60")),
    (
        "a season may be an end of an interval, as sources have it",
        |text| text.contains('/') && text.contains("-2"),
    ),
    ("an interval that gives neither end names no day", |text| {
        text == "/"
    }),
    ("the specification keeps Y for years beyond four digits", |text| {
        text.trim_start_matches('Y').trim_start_matches('-').len() == 4
    }),
    (
        "a year beyond four digits starts with Y and stands alone",
        |text| {
            let year = text.split(['-', '?']).next().unwrap_or_default();
            year.len() == 5 && year.chars().all(|c| c.is_ascii_digit() || c == 'X')
        },
    ),
    ("a season in words is no EDTF", |text| {
        text.starts_with(char::is_alphabetic)
    }),
    (
        "an interval that ends before it starts is refused and not turned round",
        |text| {
            text.split_once('/').is_some_and(|(start, end)| {
                let day = |date: &str| date.parse::<Edtf>().unwrap().span().first();
                day(start) > day(end)
            })
        },
    ),
    ("no day of the calendar fits it", |text| text.contains("-02-")),
    ("a masked season code names no season", |text| {
        text.ends_with("-2X")
    }),
    (
        "what follows the draft's ^ has no set meaning, and the specification dropped it",
        |text| text.contains('^'),
    ),
    ("its last day is not before its first", |text| {
        text.split_once('/').is_some_and(|(start, end)| {
            let span = |date: &str| Edtf::parse_lenient(date).unwrap().0.span();
            span(start).first() <= span(end).last()
        })
    }),
];

/// The shift from UTC behind a time of day, with its sign.
fn shift(text: &str) -> Option<&str> {
    let (_, time) = text.split_once('T')?;
    time.find(['+', '-']).map(|at| &time[at..])
}

/// Holds one row against our reading: what is valid is read, keeps its text and has the stated days; what
/// is not is refused with a place and a remedy; where we differ, we do so as stated and for a reason.
fn check(list: &str, row: &Row) {
    let at = format!("{list}: '{}'", row.text);
    match row.valid.as_str() {
        "yes" => {
            let date = read(&at, row);
            assert!(agrees(row, date.span()), "{at} is {}", date.span());
            assert_eq!(row.note, "", "{at}: a note is for what differs");
        }
        "no" => refused(&at, &row.text),
        "differs" => {
            let (ours, reason) = row.note.split_once(": ").unwrap();
            let known = REASONS.iter().find(|(known, _)| *known == reason);
            let (_, holds) = known.unwrap_or_else(|| panic!("{at}: no such reason, {reason}"));
            assert!(holds(&row.text), "{at}: {reason}");
            differs(&at, row, ours);
        }
        other => panic!("{at}: {other} is not yes, no or differs"),
    }
}

/// Our reading of a row that a library reads otherwise is as the row's note states.
fn differs(at: &str, row: &Row, ours: &str) {
    match ours.split(' ').collect::<Vec<_>>().as_slice() {
        ["refused"] => {
            refused(at, &row.text);
            assert!(Edtf::parse_lenient(&row.text).is_err(), "{at}");
        }
        ["lenient"] => assert!(agrees(row, read_leniently(at, &row.text).span()), "{at}"),
        ["accepted"] => drop(read(at, row)),
        ["days", first, last] => {
            let span = read(at, row).span();
            let days = (first.parse().unwrap(), last.parse().unwrap());
            assert_eq!((span.first(), span.last()), days, "{at}");
            assert!(!agrees(row, span), "{at}: the library has the same days");
        }
        _ => panic!("{at}: '{ours}' is no outcome"),
    }
}

/// A date of levels 0 to 2 is read as it is; one in a form of the draft with a warning only.
fn read(at: &str, row: &Row) -> Edtf {
    if row.level == "draft" {
        return read_leniently(at, &row.text);
    }
    let date: Edtf = row.text.parse().unwrap_or_else(|error| panic!("{at}: {error}"));
    assert_eq!(date.to_string(), row.text, "{at}: printed as written");
    let lenient = Edtf::parse_lenient(&row.text);
    assert_eq!(lenient, Ok((date.clone(), Vec::new())), "{at}");
    date
}

fn read_leniently(at: &str, text: &str) -> Edtf {
    refused(at, text);
    let (date, warnings) = Edtf::parse_lenient(text).unwrap_or_else(|error| panic!("{at}: {error}"));
    assert!(!warnings.is_empty(), "{at}: a change without a warning");
    assert_ne!(date.as_str(), text, "{at}");
    let again = date.to_string().parse();
    assert_eq!(again, Ok(date.clone()), "{at}: what was read is today's form");
    date
}

fn refused(at: &str, text: &str) {
    let Err(error) = text.parse::<Edtf>() else {
        panic!("{at} is read");
    };
    assert_eq!(error.text(), text);
    assert!(error.column() <= text.chars().count(), "{at}: {error}");
    let says = !error.problem().is_empty() && !error.remedy().is_empty();
    assert!(says, "{at}: {error}");
}

/// Whether a span has the days that a row states.
fn agrees(row: &Row, span: DaySpan) -> bool {
    let same = |stated: &str, day: Day| stated.is_empty() || stated.parse() == Ok(day);
    same(&row.earliest, span.first()) && same(&row.latest, span.last())
}

fn check_level(level: &str) {
    let place = LEVELS.iter().position(|known| *known == level).unwrap();
    for (list, counts) in LISTS {
        let rows = rows(list);
        let of_level: Vec<&Row> = rows.iter().filter(|row| row.level == level).collect();
        assert_eq!(of_level.len(), counts[place], "{list}, level {level}");
        of_level.into_iter().for_each(|row| check(list, row));
    }
}

#[test]
fn what_other_libraries_list_of_level_0_is_read_as_they_read_it_or_differs_for_a_reason() {
    check_level("0");
}

#[test]
fn what_other_libraries_list_of_level_1_is_read_as_they_read_it_or_differs_for_a_reason() {
    check_level("1");
}

#[test]
fn what_other_libraries_list_of_level_2_is_read_as_they_read_it_or_differs_for_a_reason() {
    check_level("2");
}

#[test]
fn what_other_libraries_list_in_the_drafts_forms_is_read_leniently_with_a_warning() {
    check_level("draft");
}

#[test]
fn every_row_has_a_level_every_list_a_source_and_every_reason_a_use() {
    let sources = std::fs::read_to_string(folder().join("SOURCES.md")).unwrap();
    for entry in std::fs::read_dir(folder()).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let Some(list) = name.strip_suffix(".csv") else {
            assert_eq!(name, "SOURCES.md");
            continue;
        };
        assert!(LISTS.iter().any(|(known, _)| *known == list), "{name} is unread");
        assert!(sources.contains(&format!("## `{name}`")), "{name} has no source");
    }
    let rows: Vec<(&str, Row)> = all_rows().collect();
    for (list, row) in &rows {
        assert!(
            LEVELS.contains(&row.level.as_str()),
            "{list}: {} of '{}'",
            row.level,
            row.text
        );
    }
    for (reason, _) in REASONS {
        assert!(
            rows.iter().any(|(_, row)| row.note.ends_with(reason)),
            "unused: {reason}"
        );
        assert!(sources.contains(reason), "not in SOURCES.md: {reason}");
    }
}

#[test]
fn words_before_or_behind_a_listed_date_are_refused() {
    for (list, row) in all_rows().filter(|(_, row)| row.valid == "yes") {
        let at = format!("{list}: '{}' among words", row.text);
        for text in [format!("invalid {}", row.text), format!("{}invalid", row.text)] {
            refused(&at, &text);
            assert!(Edtf::parse_lenient(&text).is_err(), "{at}");
        }
    }
}

#[test]
fn all_listed_dates_sort_by_their_earliest_day_and_in_one_order_only() {
    let mut dates: Vec<Edtf> = all_rows()
        .filter_map(|(_, row)| Edtf::parse_lenient(&row.text).ok())
        .map(|(date, _)| date)
        .collect();
    assert!(dates.len() > 850, "{} dates", dates.len());
    let mut other_way: Vec<Edtf> = dates.iter().rev().cloned().collect();
    dates.sort();
    other_way.sort();
    assert_eq!(dates, other_way);
    for (n, earlier) in dates.iter().enumerate() {
        for later in &dates[n..] {
            assert!(earlier.cmp(later).is_le(), "{earlier} {later}");
            assert!(later.cmp(earlier).is_ge(), "{earlier} {later}");
            assert_eq!(
                earlier == later,
                earlier.as_str() == later.as_str(),
                "{earlier} {later}"
            );
            assert!(
                earlier.span().first() <= later.span().first(),
                "{earlier} {later}"
            );
        }
    }
}

#[test]
fn year_zero_of_every_list_is_1_bce_and_help_says_so() {
    let zeros: Vec<Row> = all_rows()
        .map(|(_, row)| row)
        .filter(|row| row.text == "0000")
        .collect();
    assert!(zeros.len() >= 5, "{}", zeros.len());
    for row in zeros {
        assert_eq!(in_words(&read("0000", &row)), "1 BCE");
    }
    let messages = Messages::english();
    let help = messages.get("help-dates-text");
    assert!(help.contains("0000, which is 1 BCE"), "{help}");
    assert!(help.contains("-0146 is 147 BCE"), "{help}");
    assert_eq!(
        "-0146".parse().map(|date| in_words(&date)),
        Ok("147 BCE".to_owned())
    );
}
