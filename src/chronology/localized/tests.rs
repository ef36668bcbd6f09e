//! Dates in every language of the table: against ICU, and that nothing is left unsaid.

use super::table::{Language, TABLE, TEXT, Table};
use super::*;
use crate::chronology::{Day, DaySpan, Edtf, TimeAxis, in_words_with, ticks_with, window_in_words_with};
use proptest::prelude::*;

/// Written by `tests/fixtures/dates_by_language.mjs`, which names the ICU.
const BY_ICU: &str = include_str!("../../../tests/fixtures/dates_by_language.csv");

/// Dates of every kind that EDTF knows.
const EVERY_KIND: &[&str] = &[
    "2016-04-12",
    "2015-09",
    "1973",
    "0476",
    "-0146",
    "0000",
    "-0043-03-15",
    "2013~",
    "2012-12?",
    "2004-06-11%",
    "201X",
    "201X~",
    "20XX",
    "-01XX",
    "XXXX",
    "1979/1992",
    "1979~/1992?",
    "1992/..",
    "../1985",
    "1985/",
    "/1985",
    "../..",
    "/..",
    "../",
    "2014-21",
    "2014-24",
    "2014-28",
    "2014-29",
    "2001-33",
    "2001-34",
    "-0100-35",
    "2001-36",
    "2001-37",
    "2001-39",
    "2001-40",
    "2001-41",
    "201X-24",
    "201X-34",
    "2004-XX",
    "1984-1X",
    "1985-04-XX",
    "1985-XX-XX",
    "1985-04-1X",
    "1985-1X-0X",
    "156X-12-25",
    "15XX-12-25",
    "XXXX-12-XX",
    "2004-06~-11",
    "?2004-06-~11",
    "Y170000002",
    "Y-17E7",
    "Y-13799999999",
    "1950S2",
    "1985-04-12T23:20:30",
    "1985-04-12T23:20:30Z",
    "1985-04-12T23:20:30+04:30",
    "[1667,1668,1670..1672]",
    "{1960,1961-12}",
    "[..1984]",
    "{1984..}",
];

fn say(language: &str, date: &str, length: Length) -> String {
    in_words_with(&date.parse::<Edtf>().unwrap(), date_words(language), length)
}

fn languages() -> impl Iterator<Item = (&'static str, &'static Language)> {
    TABLE
        .languages
        .iter()
        .map(|(tag, language)| (tag.as_str(), language))
}

/// Something is said, and no pattern is left in it.
fn is_said(text: &str) -> bool {
    !text.trim().is_empty() && !text.contains(['{', '}'])
}

#[test]
fn the_table_is_read_and_every_field_of_its_patterns_is_known() {
    let table: Table = serde_json::from_str(TEXT).unwrap();
    assert_eq!(table.languages.len(), 23);
    let known = "0 1 y G d M MMM MMMM LLL LLLL Q QQQ QQQQ qqq qqqq H HH mm";
    for piece in TEXT
        .split('{')
        .skip(1)
        .filter(|piece| !piece.starts_with(['\n', '"']))
    {
        let field = piece.split('}').next().unwrap();
        assert!(known.split(' ').any(|k| k == field), "{{{field}}}");
    }
    for (tag, language) in languages() {
        for names in [&language.months.within, &language.months.alone] {
            assert!(names.iter().all(|names| names.len() == 12), "{tag}");
        }
        for names in [&language.quarters.within, &language.quarters.alone] {
            assert!(names.iter().all(|names| names.len() == 4), "{tag}");
        }
        assert_eq!(language.digits.chars().count(), 10, "{tag}");
    }
}

#[test]
fn dates_are_written_as_icu_writes_them() {
    let mut reader = csv::Reader::from_reader(BY_ICU.as_bytes());
    let mut seen = std::collections::BTreeSet::new();
    let mut wrong = Vec::new();
    for row in reader.records() {
        let row = row.unwrap();
        let [language, date, length, expected] = [0, 1, 2, 3].map(|column| row[column].to_owned());
        let length_of = |name: &str| {
            if name == "full" {
                Length::Full
            } else {
                Length::Short
            }
        };
        let text = say(&language, &date, length_of(&length));
        if text != expected {
            wrong.push(format!("{language} {date} {length}: {text:?}, ICU {expected:?}"));
        }
        seen.insert(language);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(seen.len(), TABLE.languages.len());
}

#[test]
fn a_tag_leads_to_its_language_and_what_is_not_here_to_english() {
    let april = |tag: &str| say(tag, "2016-04", Length::Full);
    for (tag, expected) in [
        ("de", "April 2016"),
        ("de-AT", "April 2016"),
        ("FR", "avril 2016"),
        ("fr-Latn-CA", "avril 2016"),
        ("pt-PT", "abril de 2016"),
        ("tl", "Abril 2016"),
        ("zh", "2016年4月"),
        ("ja-JP-u-nu-latn", "2016年4月"),
        ("ja-Latn", "April 2016"),
        ("zh-Latn", "April 2016"),
        ("zh-Latn-pinyin", "April 2016"),
        ("en", "April 2016"),
        ("en-GB", "April 2016"),
        ("la", "April 2016"),
        ("local", "April 2016"),
        ("", "April 2016"),
        ("-", "April 2016"),
    ] {
        assert_eq!(april(tag), expected, "{tag}");
    }
    let quarter = |tag: &str| say(tag, "2016-34", Length::Full);
    for (tag, expected) in [
        ("zh-Hans-TW", "2016年第2季度"),
        ("zh-TW", "2016年第2季"),
        ("zh-Hant-HK", "2016年第2季"),
    ] {
        assert_eq!(quarter(tag), expected, "{tag}");
    }
}

#[test]
fn what_has_no_words_is_said_with_signs() {
    for (date, german, japanese) in [
        ("2013~", "~2013", "≈2013年"),
        ("2012-12?", "Dezember 2012?", "2012年12月?"),
        ("2004-06-11%", "~11. Juni 2004?", "≈2004年6月11日?"),
        ("156X", "1560–1569", "1560年～1569年"),
        ("XXXX", "?", "?年"),
        ("1979/1992", "1979\u{2009}–\u{2009}1992", "1979年～1992年"),
        ("1992/..", "1992–", "1992年–"),
        ("/1985", "?–1985", "?–1985年"),
        ("../..", "∞", "∞"),
        (
            "2014-24",
            "~Dezember 2014\u{2009}–\u{2009}Februar 2015",
            "≈2014年12月～2015年2月",
        ),
        ("2014-21", "~März\u{2009}–\u{2009}Mai 2014", "≈2014年3～5月"),
        ("2001-34", "2. Quartal 2001", "2001年第2四半期"),
        ("-0100-34", "2. Quartal 101 v. u. Z.", "紀元前101年第2四半期"),
        ("2001-41", "Juli\u{2009}–\u{2009}Dezember 2001", "2001年7～12月"),
        (
            "1984-1X",
            "Oktober, November oder Dezember 1984",
            "1984年10、11、または12月",
        ),
        (
            "1985-04-1X",
            "10\u{2009}–\u{2009}19. April 1985",
            "1985年4月10～19日",
        ),
        ("1985-04-XX", "?. April 1985", "1985年4月?日"),
        (
            "156X-12-25",
            "25. Dezember (1560–1569)",
            "12月25日 (1560年～1569年)",
        ),
        (
            "?2004-06-~11",
            "11. Juni 2004 (Jahr? und ~Tag)",
            "2004年6月11日 (年?、≈日)",
        ),
        ("1950S2", "~1950 (1900–1999)", "≈1950年 (1900年～1999年)"),
        (
            "1985-04-12T23:20:30Z",
            "12. April 1985, 23:20:30 UTC",
            "1985年4月12日 23:20:30 UTC",
        ),
        ("[1667,1668]", "1667 oder 1668", "1667年または1668年"),
        (
            "{1960,1961,1962}",
            "1960, 1961 und 1962",
            "1960年、1961年、1962年",
        ),
        ("Y170000002", "170.000.002 u. Z.", "西暦170,000,002年"),
    ] {
        let said = (say("de", date, Length::Full), say("ja", date, Length::Full));
        assert_eq!((said.0.as_str(), said.1.as_str()), (german, japanese), "{date}");
    }
}

#[test]
fn calendars_digits_and_clocks_are_those_of_the_language() {
    for (language, date, expected) in [
        ("th", "1973", "พ.ศ. 2516"),
        ("th", "197X", "พ.ศ. 2513 – พ.ศ. 2522"),
        ("th", "XXXX", "พ.ศ. ?"),
        ("th", "-0542", "พ.ศ. 1"),
        ("th", "-0543", "ก่อน ส.ศ. 544"),
        ("fa", "1973", "۱۹۷۳"),
        ("my", "1973", "၁၉၇၃"),
        ("hi", "Y-1234566", "12,34,567 ईसवी पूर्व"),
        ("id", "1985-04-12T03:20:30", "12 April 1985 03.20.30"),
        ("vi", "1985-04-12T03:20", "3:20 12 tháng 4, 1985"),
        (
            "ja",
            "1985-04-12T03:20:30+04:30",
            "1985年4月12日 3:20:30 UTC+04:30",
        ),
    ] {
        assert_eq!(say(language, date, Length::Full), expected, "{language} {date}");
    }
    let minutes = |language| date_words(language).say(&Phrase::Clock(185), Length::Short);
    assert_eq!(
        ["de", "ja", "th", "fa"].map(minutes),
        ["03:05", "3:05", "03:05 น.", "۳:۰۵"]
    );
}

#[test]
fn a_window_is_an_interval() {
    let window = |span| window_in_words_with(span, date_words("vi"), Length::Short);
    let two_years = DaySpan::of_years(2014, 2015);
    assert_eq!(window(two_years), "1 thg 1, 2014\u{2009}–\u{2009}31 thg 12, 2015");
    assert_eq!(window(DaySpan::of_day(two_years.first())), "1 thg 1, 2014");
    assert_eq!(window(DaySpan::ALL), "∞");
}

#[test]
fn every_kind_of_date_is_said_in_every_language() {
    for (tag, language) in languages() {
        for date in EVERY_KIND {
            for length in [Length::Short, Length::Full] {
                let text = in_words_with(&date.parse().unwrap(), language, length);
                assert!(is_said(&text), "{tag} {date}: {text:?}");
                assert_eq!(
                    text.contains(language.about()),
                    date.contains(['~', '%', 'S']) || is_season(date),
                    "{tag} {date}: {text}"
                );
            }
        }
        for code in 0..=255 {
            for year in [None, Some(-5_000_000), Some(2016)] {
                let text = language.say(&Phrase::Grouping { code, year }, Length::Short);
                assert!(is_said(&text), "{tag} {code}: {text:?}");
            }
        }
    }
}

fn is_season(date: &str) -> bool {
    date.len() == 7 && date.ends_with(|c| "123489".contains(c)) && date.contains("-2")
}

/// From an hour to all of time, at different times.
fn axes() -> Vec<TimeAxis> {
    let day = |year, month| Day::from_ymd(year, month, 1).unwrap();
    let hour = TimeAxis::new(DaySpan::of_day(day(2016, 4)), 900.0).zoomed(20.0, 300.0);
    let spans = [
        DaySpan::of_day(day(2016, 4)),
        DaySpan::of_day(day(-146, 9)),
        DaySpan::between(day(2016, 3), day(2016, 5)),
        DaySpan::between(day(-44, 2), day(-42, 12)),
        DaySpan::of_years(2014, 2015),
        DaySpan::of_years(1973, 2016),
        DaySpan::of_years(-799, 600),
        DaySpan::of_years(-20_000, 2000),
        DaySpan::of_years(-66_000_000, 2000),
        DaySpan::of_years(-13_799_999_999, 2016),
    ];
    let all = spans.map(|span| TimeAxis::new(span, 900.0));
    all.into_iter().chain([hour]).collect()
}

#[test]
fn every_axis_has_labels_in_every_language_and_no_two_are_taken_for_each_other() {
    let width = |text: &str| text.chars().count() as f64 * 6.0;
    for (tag, language) in languages() {
        for axis in axes() {
            let ticks = ticks_with(&axis, 64.0, &width, language);
            let labelled: Vec<_> = ticks
                .iter()
                .filter_map(|tick| Some((tick, tick.label.as_deref()?)))
                .collect();
            assert!(labelled.len() > 1, "{tag}: {labelled:?}");
            assert!(
                labelled.iter().all(|(_, label)| is_said(label)),
                "{tag}: {labelled:?}"
            );
            let year_of = |day: Day| language.counted(day.year()).number;
            assert!(
                labelled
                    .iter()
                    .any(|(tick, label)| label.contains(&year_of(tick.day))),
                "{tag}: {labelled:?}"
            );
            let is_in_years = labelled
                .iter()
                .all(|(tick, _)| tick.day.ymd().1 == 1 && tick.offset == 0.0);
            for (place, (tick, label)) in labelled.iter().enumerate() {
                // Months come again each year, and hours each day.
                let may_share = |other: &Day| {
                    !is_in_years
                        && (other.year() != tick.day.year() || (tick.offset > 0.0 && *other != tick.day))
                };
                for (other, _) in labelled[..place].iter().filter(|(_, same)| same == label) {
                    assert!(may_share(&other.day), "{tag}: {label} twice in {labelled:?}");
                }
            }
        }
    }
}

proptest! {
    #[test]
    fn every_day_is_said_and_told_from_the_next(days in -5_000_000_000_000..5_000_000_000_000i64, pick in 0..23usize) {
        let (tag, language) = languages().nth(pick).unwrap();
        let day = Day(days);
        for length in [Length::Short, Length::Full] {
            let said = |day| crate::chronology::day_in_words(day, language, length);
            prop_assert!(is_said(&said(day)), "{tag} {}", said(day));
            prop_assert_ne!(said(day), said(day.plus_days(1)), "{}", tag);
            prop_assert_ne!(said(day), said(day.plus_months(1)), "{}", tag);
            prop_assert_ne!(said(day), said(day.plus_months(12)), "{}", tag);
        }
    }
}
