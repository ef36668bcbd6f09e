//! EDTF against the examples of its specification, and its laws as properties. Opened for this: Library of
//! Congress, "Extended Date/Time Format (EDTF) Specification", 4 February 2019 (loc.gov/standards/datetime),
//! every example of levels 0, 1 and 2. What other libraries' lists hold is in `edtf_lists`.

use periplus::chronology::{Day, DaySpan, Edtf, Precision, in_words, in_words_short};
use proptest::prelude::*;

/// Reads each text and compares its first and last day.
fn check(examples: &[(&str, &str, &str)]) {
    for (text, first, last) in examples {
        let date: Edtf = text.parse().unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(date.to_string(), *text, "printed as written");
        let span = date.span();
        assert_eq!(
            (
                span.first().to_string().as_str(),
                span.last().to_string().as_str()
            ),
            (*first, *last),
            "{text}"
        );
    }
}

#[test]
fn the_specifications_examples_of_level_0_are_read() {
    check(&[
        ("1985-04-12", "1985-04-12", "1985-04-12"),
        ("1985-04", "1985-04-01", "1985-04-30"),
        ("1985", "1985-01-01", "1985-12-31"),
        ("1985-04-12T23:20:30", "1985-04-12", "1985-04-12"),
        ("1985-04-12T23:20:30Z", "1985-04-12", "1985-04-12"),
        ("1985-04-12T23:20:30-04", "1985-04-12", "1985-04-12"),
        ("1985-04-12T23:20:30+04:30", "1985-04-12", "1985-04-12"),
        ("1964/2008", "1964-01-01", "2008-12-31"),
        ("2004-06/2006-08", "2004-06-01", "2006-08-31"),
        ("2004-02-01/2005-02-08", "2004-02-01", "2005-02-08"),
        ("2004-02-01/2005-02", "2004-02-01", "2005-02-28"),
        ("2004-02-01/2005", "2004-02-01", "2005-12-31"),
        ("2005/2006-02", "2005-01-01", "2006-02-28"),
    ]);
}

#[test]
fn the_specifications_examples_of_level_1_are_read() {
    check(&[
        ("Y170000002", "Y170000002-01-01", "Y170000002-12-31"),
        ("Y-170000002", "Y-170000002-01-01", "Y-170000002-12-31"),
        ("2001-21", "2001-03-01", "2001-05-31"),
        ("1984?", "1984-01-01", "1984-12-31"),
        ("2004-06~", "2004-06-01", "2004-06-30"),
        ("2004-06-11%", "2004-06-11", "2004-06-11"),
        ("201X", "2010-01-01", "2019-12-31"),
        ("20XX", "2000-01-01", "2099-12-31"),
        ("2004-XX", "2004-01-01", "2004-12-31"),
        ("1985-04-XX", "1985-04-01", "1985-04-30"),
        ("1985-XX-XX", "1985-01-01", "1985-12-31"),
        ("1985-04-12/..", "1985-04-12", "max"),
        ("1985-04/..", "1985-04-01", "max"),
        ("1985/..", "1985-01-01", "max"),
        ("../1985-04-12", "min", "1985-04-12"),
        ("../1985-04", "min", "1985-04-30"),
        ("../1985", "min", "1985-12-31"),
        ("1985-04-12/", "1985-04-12", "max"),
        ("1985-04/", "1985-04-01", "max"),
        ("1985/", "1985-01-01", "max"),
        ("/1985-04-12", "min", "1985-04-12"),
        ("/1985-04", "min", "1985-04-30"),
        ("/1985", "min", "1985-12-31"),
        ("-1985", "-1985-01-01", "-1985-12-31"),
    ]);
}

#[test]
fn the_specifications_examples_of_level_2_are_read() {
    check(&[
        ("Y-17E7", "Y-170000000-01-01", "Y-170000000-12-31"),
        ("1950S2", "1900-01-01", "1999-12-31"),
        ("Y171010000S3", "Y171000000-01-01", "Y171999999-12-31"),
        ("Y3388E2S3", "Y338000-01-01", "Y338999-12-31"),
        ("2001-34", "2001-04-01", "2001-06-30"),
        ("[1667,1668,1670..1672]", "1667-01-01", "1672-12-31"),
        ("[..1760-12-03]", "min", "1760-12-03"),
        ("[1760-12..]", "1760-12-01", "max"),
        ("[1760-01,1760-02,1760-12..]", "1760-01-01", "max"),
        ("[1667,1760-12]", "1667-01-01", "1760-12-31"),
        ("[..1984]", "min", "1984-12-31"),
        ("{1667,1668,1670..1672}", "1667-01-01", "1672-12-31"),
        ("{1960,1961-12}", "1960-01-01", "1961-12-31"),
        ("{..1984}", "min", "1984-12-31"),
        ("2004-06-11%", "2004-06-11", "2004-06-11"),
        ("2004-06~-11", "2004-06-11", "2004-06-11"),
        ("2004?-06-11", "2004-06-11", "2004-06-11"),
        ("?2004-06-~11", "2004-06-11", "2004-06-11"),
        ("2004-%06-11", "2004-06-11", "2004-06-11"),
        ("156X-12-25", "1560-12-25", "1569-12-25"),
        ("15XX-12-25", "1500-12-25", "1599-12-25"),
        ("XXXX-12-XX", "0000-12-01", "9999-12-31"),
        ("1XXX-XX", "1000-01-01", "1999-12-31"),
        ("1XXX-12", "1000-12-01", "1999-12-31"),
        ("1984-1X", "1984-10-01", "1984-12-31"),
        ("2004-06-~01/2004-06-~20", "2004-06-01", "2004-06-20"),
        ("2004-06-XX/2004-07-03", "2004-06-01", "2004-07-03"),
    ]);
}

#[test]
fn every_grouping_of_months_has_its_days() {
    check(&[
        ("2001-21", "2001-03-01", "2001-05-31"),
        ("2001-22", "2001-06-01", "2001-08-31"),
        ("2001-23", "2001-09-01", "2001-11-30"),
        ("2003-24", "2003-12-01", "2004-02-29"),
        ("2001-25", "2001-03-01", "2001-05-31"),
        ("2001-26", "2001-06-01", "2001-08-31"),
        ("2001-27", "2001-09-01", "2001-11-30"),
        ("2001-28", "2001-12-01", "2002-02-28"),
        ("2001-29", "2001-09-01", "2001-11-30"),
        ("2001-30", "2001-12-01", "2002-02-28"),
        ("2001-31", "2001-03-01", "2001-05-31"),
        ("2001-32", "2001-06-01", "2001-08-31"),
        ("2001-33", "2001-01-01", "2001-03-31"),
        ("2001-34", "2001-04-01", "2001-06-30"),
        ("2001-35", "2001-07-01", "2001-09-30"),
        ("2001-36", "2001-10-01", "2001-12-31"),
        ("2001-37", "2001-01-01", "2001-04-30"),
        ("2001-38", "2001-05-01", "2001-08-31"),
        ("2001-39", "2001-09-01", "2001-12-31"),
        ("2001-40", "2001-01-01", "2001-06-30"),
        ("2001-41", "2001-07-01", "2001-12-31"),
    ]);
}

#[test]
fn what_the_specification_says_beside_its_examples_holds() {
    check(&[
        ("2005-09-24T10:00:00", "2005-09-24", "2005-09-24"),
        ("Y17E8", "Y1700000000-01-01", "Y1700000000-12-31"),
        ("1985~/2004-06-11%", "1985-01-01", "2004-06-11"),
    ]);
    for none in [
        "20050924T100000",          // the basic format
        "1985-04-12T23:20:30/1986", // a time of day in an interval
        "Y2016",                    // Y when the year does not exceed four digits
        "Y00001",
        "Y-09999",
        "Y17E0", // an exponent, or a count of digits, that is not positive
        "1950S0",
        "[1667, 1668]",    // a space in a set
        "{1960..1961-12}", // two precisions around double dots
    ] {
        assert!(none.parse::<Edtf>().is_err(), "{none}");
    }
}

#[test]
fn masked_digits_find_only_days_that_exist() {
    check(&[
        ("201X-02-29", "2012-02-29", "2016-02-29"),
        ("XXXX-02-29", "0000-02-29", "9996-02-29"),
        ("-000X", "-0009-01-01", "-0001-12-31"),
        ("-15XX", "-1599-01-01", "-1500-12-31"),
        ("-15XX-12-25", "-1599-12-25", "-1500-12-25"),
        ("1984-XX-31", "1984-01-31", "1984-12-31"),
        ("1984-X1-3X", "1984-01-30", "1984-11-30"),
        ("-0043-03-15", "-0043-03-15", "-0043-03-15"),
        ("Y-13999S4", "Y-13999-01-01", "Y-13990-12-31"),
    ]);
    for none in ["X100-02-29", "1984-1X-32", "1984-02-3X", "2015-02-29", "1984-2X"] {
        assert!(none.parse::<Edtf>().is_err(), "{none}");
    }
}

#[test]
fn year_zero_is_one_before_our_era() {
    let date: Edtf = "0000-02-29".parse().unwrap();
    assert_eq!(in_words(&date), "29 February 1 BCE");
    assert_eq!(
        "-0499".parse::<Edtf>().map(|d| in_words(&d)),
        Ok("500 BCE".to_owned())
    );
    let error = "-0000".parse::<Edtf>().unwrap_err();
    assert!(error.remedy().contains("1 BCE"), "{error}");
}

#[test]
fn what_is_no_date_is_refused_with_a_place_and_a_remedy() {
    for text in [
        "",
        "/",
        "[]",
        "[1667",
        "1667]",
        "2001-21-05",
        "2016-04-12T10:00:00/2017",
        "Y2016",
        "Y123456-05",
        "1950S5",
        "Y99999999999",
        "2016-04-12T24:00:00",
        "2016~~",
        "[1667..1668-01]",
        "2016–04",
    ] {
        let error = text.parse::<Edtf>().expect_err(text);
        assert!(error.column() <= text.chars().count(), "{error}");
        assert!(
            !error.problem().is_empty() && !error.remedy().is_empty(),
            "{error}"
        );
        assert_eq!(error.text(), text);
    }
}

#[test]
fn the_certain_core_is_what_no_reading_denies() {
    for (text, core) in [
        ("2016-04-12", Some("2016-04-12/2016-04-12")),
        ("2016-04-12T14:30", Some("2016-04-12/2016-04-12")),
        ("2016-04-12?", None),
        ("2016-04", None),
        ("1979/1992", Some("1979-12-31/1992-01-01")),
        ("2016-04-12/2016-05", Some("2016-04-12/2016-05-01")),
        ("2016-04/2016-04-20", None),
        ("1992/..", Some("1992-12-31/..")),
        ("../1992", Some("../1992-01-01")),
        ("1985-04-12/", Some("1985-04-12/1985-04-12")),
        ("1985/", None),
        ("{2015-01-01,2015-01-02}", None),
    ] {
        let date: Edtf = text.parse().unwrap();
        assert_eq!(
            date.certain().map(|span| span.to_string()).as_deref(),
            core,
            "{text}"
        );
    }
}

#[test]
fn a_date_knows_what_kind_it_is() {
    let date = |text: &str| text.parse::<Edtf>().unwrap();
    assert!(date("2016-04-12").is_exact_day() && !date("2016-04").is_exact_day());
    assert!(!date("2016-04-12/2016-04-12").is_exact_day() && date("1979/1992").is_interval());
    assert!(date("2013~").is_approximate() && !date("2013~").is_uncertain());
    assert!(date("2012-12?").is_uncertain() && date("2004-%06-11").is_approximate());
    assert!(date("1950S2").is_approximate() && date("1979/1992~").is_approximate());
    assert!(date("1992/..").has_open_end() && !date("1992/..").has_unknown_end());
    assert!(date("/1992").has_unknown_start() && !date("/1992").has_open_start());
    assert!(date("[..1984]").has_open_start() && date("[..1984]").is_set());
    assert!(date("201X").has_masked_digits() && !date("2010").has_masked_digits());
    assert_eq!(date("2004-XX").precision(), Some(Precision::Month));
    assert_eq!(date("2004-02-01/2005").precision(), None);
}

#[test]
fn dates_sort_by_earliest_then_latest_day_then_time_of_day() {
    let mut dates: Vec<Edtf> = [
        "2016",
        "2016-01-01T14:30",
        "1992/..",
        "2016-01-01",
        "-0043",
        "2016-01-01T09:00:00",
        "2016-01",
    ]
    .map(|text| text.parse().unwrap())
    .to_vec();
    dates.sort();
    let texts: Vec<&str> = dates.iter().map(Edtf::as_str).collect();
    assert_eq!(
        texts,
        [
            "-0043",
            "1992/..",
            "2016-01-01",
            "2016-01-01T09:00:00",
            "2016-01-01T14:30",
            "2016-01",
            "2016"
        ]
    );
}

/// Texts of every form, nearly all of them dates: a few masks name no day, a few intervals run backwards.
/// (Boxed at each step: the nested types would need more stack than a test thread has.)
fn texts() -> BoxedStrategy<String> {
    let mark = prop_oneof![6 => Just(""), 1 => Just("?"), 1 => Just("~"), 1 => Just("%")].boxed();
    let year = prop_oneof![
        "-?[0-9]{4}",
        "-?[0-9]{3}X",
        "[0-9]{2}XX",
        "Y-?[1-9][0-9]{4,9}",
        "[1-9][0-9]{3}S[1-4]",
        "Y-?[1-9]{1,3}E[2-7]"
    ]
    .boxed();
    let short_year = prop_oneof![4 => "-?[0-9]{4}", 1 => "[0-9X]{4}"].boxed();
    let calendar_month = prop_oneof![4 => "0[1-9]|1[0-2]", 1 => "XX|0X|1X|X1"].boxed();
    let month = prop_oneof![5 => calendar_month.clone(), 1 => "2[1-9]|3[0-9]|4[01]"].boxed();
    let day = prop_oneof![4 => "0[1-9]|1[0-9]|2[0-8]", 1 => "XX|[0-2]X|29|3[01]"].boxed();
    let years = (mark.clone(), year, mark.clone())
        .prop_map(|(l, y, r)| format!("{l}{y}{r}"))
        .boxed();
    let months = (short_year.clone(), mark.clone(), month, mark.clone())
        .prop_map(|(y, l, m, r)| format!("{y}-{l}{m}{r}"))
        .boxed();
    let days = (mark.clone(), short_year, calendar_month, mark.clone(), day, mark)
        .prop_map(|(a, y, m, b, d, c)| format!("{a}{y}-{m}-{b}{d}{c}"))
        .boxed();
    let date = prop_oneof![years, months, days].boxed();
    let end = prop_oneof![6 => date.clone(), 1 => Just("..".to_owned()), 1 => Just(String::new())].boxed();
    let interval = (end.clone(), end).prop_map(|(a, b)| format!("{a}/{b}")).boxed();
    let time = "[0-9]{4}-0[1-9]-1[0-9]T(0[0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?(Z|[+-]0[0-9](:30)?)?";
    let set = (
        prop::collection::vec(date.clone(), 1..5),
        any::<bool>(),
        any::<bool>(),
    )
        .prop_map(|(dates, all, later)| {
            let inside = dates.join(",") + if later { ".." } else { "" };
            if all {
                format!("{{{inside}}}")
            } else {
                format!("[{inside}]")
            }
        })
        .boxed();
    prop_oneof![4 => date, 3 => interval, 1 => time, 1 => set].boxed()
}

fn dates() -> BoxedStrategy<Edtf> {
    texts()
        .prop_filter_map("a text of no date", |text| text.parse().ok())
        .boxed()
}

proptest! {
    #[test]
    fn a_date_prints_as_it_was_written(text in texts()) {
        if let Ok(date) = text.parse::<Edtf>() {
            prop_assert_eq!(date.to_string(), text.clone());
            prop_assert_eq!(date.as_str(), text);
            let json = serde_json::to_string(&date).unwrap();
            prop_assert_eq!(serde_json::from_str::<Edtf>(&json).unwrap(), date);
        }
    }

    #[test]
    fn the_earliest_day_is_not_after_the_latest_and_the_core_lies_between(date in dates()) {
        let span = date.span();
        prop_assert!(span.first() <= span.last());
        if let Some(core) = date.certain() {
            prop_assert!(span.encloses(core), "{} in {}", core, span);
        }
        prop_assert_eq!(date.is_exact_day() && span.duration_days() != 1, false);
    }

    #[test]
    fn the_order_of_dates_is_total(a in dates(), b in dates(), c in dates()) {
        prop_assert_eq!(a.cmp(&b), b.cmp(&a).reverse());
        prop_assert_eq!(a == b, a.cmp(&b).is_eq());
        if a <= b && b <= c {
            prop_assert!(a <= c);
        }
        if a.span().first() < b.span().first() {
            prop_assert!(a < b);
        }
    }

    #[test]
    fn a_lenient_reading_leaves_a_good_date_alone(date in dates()) {
        prop_assert_eq!(Edtf::parse_lenient(date.as_str()), Ok((date, Vec::new())));
    }

    #[test]
    fn no_text_makes_the_reader_panic_and_each_refusal_has_a_remedy(
        text in prop_oneof![any::<String>(), "[0-9X?~%/.,ESTYuxyZ\\[\\]{}() :+-]{0,24}", "[0-9 a-z]{0,12}"]
    ) {
        if let Err(error) = Edtf::parse_lenient(&text) {
            prop_assert!(!error.remedy().is_empty() && error.column() <= text.chars().count());
            if let Some(suggestion) = error.suggestion() {
                prop_assert!(suggestion.parse::<Edtf>().is_ok(), "{suggestion}");
            }
        }
    }

    #[test]
    fn every_date_has_words(date in dates()) {
        prop_assert!(!in_words(&date).trim().is_empty() && !in_words_short(&date).trim().is_empty());
        prop_assert!(!in_words(&date).contains('X'), "{}", in_words(&date));
    }

    #[test]
    fn a_day_is_a_date_of_that_day(days in -700_000..2_900_000i64) {
        let date: Edtf = Day(days).to_string().parse().unwrap();
        prop_assert_eq!(date.span(), DaySpan::of_day(Day(days)));
        prop_assert!(date.is_exact_day());
    }
}
