//! Dates in words. What is said is decided here as [`Phrase`]s; how it is said, a [`DateWords`]
//! decides, so that the interface can put any language behind it.

use super::day::Day;
use super::edtf::{Date, Edtf, End, Expression, Member, Qualifier, Qualifiers, TwoDigits, WithinYear, Year};
use super::english::English;
use super::span::DaySpan;

/// How long the words may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Length {
    /// For reading: "12 April 2016".
    Full,
    /// For an axis or a chip: "12 Apr 2016".
    Short,
}

/// A part of a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Part {
    /// The year.
    Year,
    /// The month.
    Month,
    /// The day of the month.
    Day,
}

/// Something to say about time. Texts within are already in the same language.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Phrase<'a> {
    /// An astronomical year: 2016 is "2016", -146 is "147 BCE".
    Year(i64),
    /// A year of which only this range (astronomical, both included) is known; `alone` when no finer
    /// part follows.
    SomeYear {
        /// The earliest possible year.
        first: i64,
        /// The latest possible year.
        last: i64,
        /// Whether it stands for the whole date rather than as one end of something.
        alone: bool,
    },
    /// A year between two, estimated to be one of them.
    EstimatedYear {
        /// The estimate.
        estimate: i64,
        /// The earliest possible year.
        first: i64,
        /// The latest possible year.
        last: i64,
    },
    /// A year of which nothing is known.
    UnknownYear,
    /// A month 1 to 12, with its astronomical year where that is exact.
    Month {
        /// 1 to 12.
        month: u8,
        /// The astronomical year.
        year: Option<i64>,
    },
    /// A day, with its astronomical year where that is exact.
    Day {
        /// 1 to 31.
        day: u8,
        /// 1 to 12.
        month: u8,
        /// The astronomical year.
        year: Option<i64>,
    },
    /// One of several months, ascending.
    SomeMonth {
        /// Each 1 to 12.
        months: &'a [u8],
        /// The astronomical year.
        year: Option<i64>,
    },
    /// One of several days of one of several months, both ascending.
    SomeDay {
        /// Each 1 to 31.
        days: &'a [u8],
        /// Each 1 to 12.
        months: &'a [u8],
        /// The astronomical year.
        year: Option<i64>,
    },
    /// A grouping of months by its EDTF code: 21 to 24 the seasons, 25 to 28 northern, 29 to 32 southern,
    /// 33 to 36 quarters, 37 to 39 thirds of a year, 40 and 41 its halves.
    Grouping {
        /// 21 to 41.
        code: u8,
        /// The astronomical year.
        year: Option<i64>,
    },
    /// A part of a year that is not exact.
    InSomeYear {
        /// The part, without a year: "25 December".
        part: &'a str,
        /// The earliest possible year.
        first: i64,
        /// The latest possible year.
        last: i64,
    },
    /// A part of a year of which nothing is known.
    InUnknownYear(&'a str),
    /// A time on a day; `shift` as EDTF writes it (`Z`, `+04:30`) or empty for local time.
    AtTime {
        /// The day in words.
        day: &'a str,
        /// The time as EDTF writes it: `23:20` or `23:20:30`.
        clock: &'a str,
        /// The shift from UTC as written.
        shift: &'a str,
    },
    /// A time of day alone, in minutes from midnight, 0 to 1439.
    Clock(u32),
    /// The whole of a date qualified; `within` when it is one end of an interval or one of a list.
    Qualified {
        /// The date in words.
        date: &'a str,
        /// What is said of it: uncertain.
        uncertain: bool,
        /// What is said of it: approximate.
        approximate: bool,
        /// Whether more words stand around it.
        within: bool,
    },
    /// A date of which only some parts are qualified.
    PartsQualified {
        /// The date in words.
        date: &'a str,
        /// The uncertain parts.
        uncertain: &'a [Part],
        /// The approximate parts.
        approximate: &'a [Part],
    },
    /// An interval between two dates in words.
    FromTo(&'a str, &'a str),
    /// An interval without an end, or a range of a set: this or later.
    From(&'a str),
    /// An interval without a start, or a range of a set: this or earlier.
    Until(&'a str),
    /// An interval whose end is not known.
    FromUnknownEnd(&'a str),
    /// An interval whose start is not known.
    UntilUnknownStart(&'a str),
    /// A moment that is not known.
    UnknownTime,
    /// All of time.
    Always,
    /// One of several dates in words.
    OneOf(&'a [String]),
    /// Several dates in words, all of them.
    AllOf(&'a [String]),
    /// A window of time between two days in words, both included.
    Window(&'a str, &'a str),
    /// A window of one day in words.
    WindowOfOneDay(&'a str),
}

/// A language for dates. Implementations say every phrase in every length.
pub trait DateWords {
    /// The phrase in words.
    fn say(&self, phrase: &Phrase<'_>, length: Length) -> String;
}

/// A date in English words for reading: "12 April 2016", "about 2013", "from 1992 on".
pub fn in_words(date: &Edtf) -> String {
    in_words_with(date, &English, Length::Full)
}

/// A date in short English words for an axis or a chip: "12 Apr 2016", "c. 2013", "1992–".
pub fn in_words_short(date: &Edtf) -> String {
    in_words_with(date, &English, Length::Short)
}

/// A date in the words of a language.
pub fn in_words_with(date: &Edtf, words: &dyn DateWords, length: Length) -> String {
    Teller { words, length }.expression(date.expression())
}

/// A calendar day in the words of a language.
pub fn day_in_words(day: Day, words: &dyn DateWords, length: Length) -> String {
    let (year, month, day) = day.ymd();
    let year = Some(year);
    words.say(&Phrase::Day { day, month, year }, length)
}

/// What a window of time includes, in English: "1 Jan 2014 to 31 Dec 2015, both days included".
pub fn window_in_words(span: DaySpan) -> String {
    window_in_words_with(span, &English, Length::Short)
}

/// What a window of time includes, in the words of a language; `length` is that of the days.
pub fn window_in_words_with(span: DaySpan, words: &dyn DateWords, length: Length) -> String {
    let first = day_in_words(span.first(), words, length);
    let last = day_in_words(span.last(), words, length);
    let phrase = match (span.first() == Day::MIN, span.last() == Day::MAX) {
        (true, true) => Phrase::Always,
        (true, false) => Phrase::Until(&last),
        (false, true) => Phrase::From(&first),
        (false, false) if span.first() == span.last() => Phrase::WindowOfOneDay(&first),
        (false, false) => Phrase::Window(&first, &last),
    };
    words.say(&phrase, Length::Full)
}

/// Walks an expression and has its parts said.
struct Teller<'a> {
    words: &'a dyn DateWords,
    length: Length,
}

impl Teller<'_> {
    fn say(&self, phrase: &Phrase<'_>) -> String {
        self.words.say(phrase, self.length)
    }

    fn expression(&self, expression: &Expression) -> String {
        match expression {
            Expression::Date(date) => self.date(date, false),
            Expression::Interval { start, end } => self.interval(start, end),
            Expression::Set { all, members } => {
                let members: Vec<String> = members.iter().map(|member| self.member(member)).collect();
                self.say(&if *all {
                    Phrase::AllOf(&members)
                } else {
                    Phrase::OneOf(&members)
                })
            }
        }
    }

    fn member(&self, member: &Member) -> String {
        match member {
            Member::Date(date) => self.date(date, true),
            Member::Range { from, to } => {
                self.say(&Phrase::FromTo(&self.date(from, true), &self.date(to, true)))
            }
            Member::UpTo(to) => self.say(&Phrase::Until(&self.date(to, true))),
            Member::From(from) => self.say(&Phrase::From(&self.date(from, true))),
        }
    }

    fn interval(&self, start: &End, end: &End) -> String {
        let unknown = self.say(&Phrase::UnknownTime);
        match (start, end) {
            (End::Date(start), End::Date(end)) => {
                self.say(&Phrase::FromTo(&self.date(start, true), &self.date(end, true)))
            }
            (End::Date(start), End::Open) => self.say(&Phrase::From(&self.date(start, true))),
            (End::Open, End::Date(end)) => self.say(&Phrase::Until(&self.date(end, true))),
            (End::Date(start), End::Unknown) => self.say(&Phrase::FromUnknownEnd(&self.date(start, true))),
            (End::Unknown, End::Date(end)) => self.say(&Phrase::UntilUnknownStart(&self.date(end, true))),
            (End::Open, End::Open) => self.say(&Phrase::Always),
            (End::Open, End::Unknown) => self.say(&Phrase::Until(&unknown)),
            (End::Unknown, End::Open) => self.say(&Phrase::From(&unknown)),
            (End::Unknown, End::Unknown) => unknown,
        }
    }

    fn date(&self, date: &Date, within: bool) -> String {
        let whole = date.whole_qualifier();
        let alone = !within && whole.is_some_and(|q| !q.any());
        let bare = match date.year.exact() {
            Some(year) => self
                .within_year(&date.within, Some(year))
                .unwrap_or_else(|| self.say(&Phrase::Year(year))),
            None => self.in_vague_year(&date.year, &date.within, alone),
        };
        match whole {
            Some(Qualifier {
                uncertain: false,
                approximate: false,
            }) => bare,
            Some(Qualifier {
                uncertain,
                approximate,
            }) => self.say(&Phrase::Qualified {
                date: &bare,
                uncertain,
                approximate,
                within,
            }),
            None => {
                let Qualifiers { year, month, day } = date.qualifiers;
                let parts = [(Part::Year, year), (Part::Month, month), (Part::Day, day)];
                let pick = |wanted: fn(&Qualifier) -> bool| -> Vec<Part> {
                    parts
                        .iter()
                        .filter(|(_, q)| wanted(q))
                        .map(|(part, _)| *part)
                        .collect()
                };
                let (uncertain, approximate) = (pick(|q| q.uncertain), pick(|q| q.approximate));
                self.say(&Phrase::PartsQualified {
                    date: &bare,
                    uncertain: &uncertain,
                    approximate: &approximate,
                })
            }
        }
    }

    /// A date whose year is masked or estimated.
    fn in_vague_year(&self, year: &Year, within: &WithinYear, alone: bool) -> String {
        if let Year::Significant {
            estimate,
            first,
            last,
        } = *year
        {
            return self.say(&Phrase::EstimatedYear {
                estimate,
                first,
                last,
            });
        }
        let (first, last) = {
            let mut years = year.candidates();
            let first = years.next().unwrap_or_default();
            (first, years.next_back().unwrap_or(first))
        };
        let unknown = matches!(
            year,
            Year::Digits {
                digits: [None, None, None, None],
                ..
            }
        );
        match self.within_year(within, None) {
            Some(part) if unknown => self.say(&Phrase::InUnknownYear(&part)),
            Some(part) => self.say(&Phrase::InSomeYear {
                part: &part,
                first,
                last,
            }),
            None if unknown => self.say(&Phrase::UnknownYear),
            None => self.say(&Phrase::SomeYear { first, last, alone }),
        }
    }

    /// What is finer than the year, or `None` when only the year is given.
    fn within_year(&self, within: &WithinYear, year: Option<i64>) -> Option<String> {
        let several = |digits: TwoDigits, most: u8| digits.candidates(most).collect::<Vec<u8>>();
        let phrase = match within {
            WithinYear::Nothing => return None,
            WithinYear::Grouping(code) => self.say(&Phrase::Grouping { code: *code, year }),
            WithinYear::Month(digits) => match digits.exact() {
                Some(month) => self.say(&Phrase::Month { month, year }),
                None => self.say(&Phrase::SomeMonth {
                    months: &several(*digits, 12),
                    year,
                }),
            },
            WithinYear::Day { month, day } => match (month.exact(), day.exact()) {
                (Some(month), Some(day)) => self.say(&Phrase::Day { day, month, year }),
                _ => {
                    let (days, months) = (several(*day, 31), several(*month, 12));
                    self.say(&Phrase::SomeDay {
                        days: &days,
                        months: &months,
                        year,
                    })
                }
            },
            WithinYear::Time { month, day, time } => {
                let day = self.say(&Phrase::Day {
                    day: *day,
                    month: *month,
                    year,
                });
                self.say(&Phrase::AtTime {
                    day: &day,
                    clock: &time.clock,
                    shift: &time.shift,
                })
            }
        };
        Some(phrase)
    }
}
