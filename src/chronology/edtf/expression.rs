//! What an EDTF text says, as a tree: dates with masked digits and qualified parts, intervals, sets.
//! Built by the parser alone; read by the bounds and by the words.

/// A whole EDTF text.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(in crate::chronology) enum Expression {
    /// One date.
    Date(Date),
    /// `start/end`.
    Interval { start: End, end: End },
    /// `[…]` or `{…}`; never without members.
    Set { all: bool, members: Vec<Member> },
}

/// One end of an interval.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(in crate::chronology) enum End {
    /// A date.
    Date(Date),
    /// `..`: not limited, or deliberately not said.
    Open,
    /// Nothing written: there is an end, but it is not known.
    Unknown,
}

/// A member of a set.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(in crate::chronology) enum Member {
    /// One date.
    Date(Date),
    /// `from..to`: all the values between, both included.
    Range { from: Date, to: Date },
    /// `..to`: this or earlier.
    UpTo(Date),
    /// `from..`: this or later.
    From(Date),
}

/// One date: a year, and perhaps finer parts.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(in crate::chronology) struct Date {
    pub(in crate::chronology) year: Year,
    pub(in crate::chronology) within: WithinYear,
    pub(in crate::chronology) qualifiers: Qualifiers,
}

/// The year of a date.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(in crate::chronology) enum Year {
    /// Four digits, of which some may be masked (`None`, written `X`); at least one is known or all are
    /// masked. A negative pattern never stands for year zero.
    Digits { negative: bool, digits: [Option<u8>; 4] },
    /// Beyond four digits (`Y170000002`, `Y-17E7`), astronomical.
    Long(i64),
    /// Estimated to be `estimate`, surely from `first` to `last` (`1950S2`), astronomical.
    Significant { estimate: i64, first: i64, last: i64 },
}

/// What a date says within its year.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(in crate::chronology) enum WithinYear {
    /// Only the year is given.
    Nothing,
    /// A month; digits may be masked.
    Month(TwoDigits),
    /// A season, quarter or other grouping of months, code 21 to 41.
    Grouping(u8),
    /// A month and a day; digits may be masked.
    Day { month: TwoDigits, day: TwoDigits },
    /// A whole day with a time on it.
    Time { month: u8, day: u8, time: TimeOfDay },
}

/// A time of day, kept as written.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(in crate::chronology) struct TimeOfDay {
    /// Seconds from midnight of the clock as written, 0 to 86 400 (a leap second counts as the last).
    pub(in crate::chronology) seconds: u32,
    /// The clock as written, `23:20:30` or `23:20`.
    pub(in crate::chronology) clock: String,
    /// The shift from UTC as written (`Z`, `-04`, `+04:30`), or empty for local time.
    pub(in crate::chronology) shift: String,
}

/// Two digits, either of which may be masked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(in crate::chronology) struct TwoDigits(pub(in crate::chronology) [Option<u8>; 2]);

/// What is said of the parts of a date.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(in crate::chronology) struct Qualifiers {
    pub(in crate::chronology) year: Qualifier,
    pub(in crate::chronology) month: Qualifier,
    pub(in crate::chronology) day: Qualifier,
}

/// `?` uncertain, `~` approximate, `%` both.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(in crate::chronology) struct Qualifier {
    pub(in crate::chronology) uncertain: bool,
    pub(in crate::chronology) approximate: bool,
}

impl Qualifier {
    /// The qualifier that a character stands for.
    pub(in crate::chronology) fn from_char(c: char) -> Option<Self> {
        match c {
            '?' => Some(Self {
                uncertain: true,
                approximate: false,
            }),
            '~' => Some(Self {
                uncertain: false,
                approximate: true,
            }),
            '%' => Some(Self {
                uncertain: true,
                approximate: true,
            }),
            _ => None,
        }
    }

    /// Both together.
    #[must_use]
    pub(in crate::chronology) fn and(self, other: Self) -> Self {
        Self {
            uncertain: self.uncertain || other.uncertain,
            approximate: self.approximate || other.approximate,
        }
    }

    /// Whether anything is qualified.
    pub(in crate::chronology) fn any(self) -> bool {
        self.uncertain || self.approximate
    }
}

impl Date {
    /// Every qualifier of every part together.
    pub(in crate::chronology) fn any_qualifier(&self) -> Qualifier {
        self.qualifiers
            .year
            .and(self.qualifiers.month)
            .and(self.qualifiers.day)
    }

    /// The qualifier of the date as a whole, when each of its parts has the same one.
    pub(in crate::chronology) fn whole_qualifier(&self) -> Option<Qualifier> {
        let Qualifiers { year, month, day } = self.qualifiers;
        let parts: &[Qualifier] = match self.within {
            WithinYear::Nothing => &[],
            WithinYear::Month(_) | WithinYear::Grouping(_) => &[month],
            WithinYear::Day { .. } | WithinYear::Time { .. } => &[month, day],
        };
        parts.iter().all(|part| *part == year).then_some(year)
    }

    /// Whether some digit is masked.
    pub(in crate::chronology) fn has_masked_digits(&self) -> bool {
        let year = matches!(&self.year, Year::Digits { digits, .. } if digits.contains(&None));
        year || match self.within {
            WithinYear::Month(month) => month.exact().is_none(),
            WithinYear::Day { month, day } => month.exact().is_none() || day.exact().is_none(),
            WithinYear::Nothing | WithinYear::Grouping(_) | WithinYear::Time { .. } => false,
        }
    }
}

impl Year {
    /// The one astronomical year meant, when no digit of it is masked and it is no estimate.
    pub(in crate::chronology) fn exact(&self) -> Option<i64> {
        match *self {
            Self::Digits {
                negative,
                digits: [Some(a), Some(b), Some(c), Some(d)],
            } => {
                let year = [a, b, c, d]
                    .iter()
                    .fold(0, |year, digit| year * 10 + i64::from(*digit));
                Some(if negative { -year } else { year })
            }
            Self::Long(year) => Some(year),
            Self::Digits { .. } | Self::Significant { .. } => None,
        }
    }

    /// The years meant, earliest first; may be walked from either end.
    pub(in crate::chronology) fn candidates(&self) -> Box<dyn DoubleEndedIterator<Item = i64>> {
        match *self {
            Self::Digits { negative, digits } => {
                let with = |masked: i64| {
                    digits
                        .iter()
                        .fold(0, |year, digit| year * 10 + digit.map_or(masked, i64::from))
                };
                let fits = move |year: i64| {
                    let parts = [year / 1000, year / 100 % 10, year / 10 % 10, year % 10];
                    digits
                        .iter()
                        .zip(parts)
                        .all(|(digit, part)| digit.is_none_or(|d| i64::from(d) == part))
                };
                let magnitudes = with(0)..=with(9);
                if negative {
                    let fitting = magnitudes.filter(move |m| *m > 0 && fits(*m)).rev();
                    Box::new(fitting.map(|magnitude| -magnitude))
                } else {
                    Box::new(magnitudes.filter(move |m| fits(*m)))
                }
            }
            Self::Long(year) => Box::new(std::iter::once(year)),
            Self::Significant { first, last, .. } => Box::new(first..=last),
        }
    }
}

impl TwoDigits {
    /// The number, when no digit is masked.
    pub(in crate::chronology) fn exact(self) -> Option<u8> {
        let [Some(tens), Some(ones)] = self.0 else {
            return None;
        };
        Some(tens * 10 + ones)
    }

    /// The numbers of 1 to `most` that the digits allow, ascending.
    pub(in crate::chronology) fn candidates(self, most: u8) -> impl DoubleEndedIterator<Item = u8> {
        let [tens, ones] = self.0;
        (1..=most).filter(move |n| tens.is_none_or(|t| t == n / 10) && ones.is_none_or(|o| o == n % 10))
    }
}
