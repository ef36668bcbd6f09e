//! Dates as scholars write them (EDTF), spans of days, the time axis and its ticks. Knows no event.
//!
//! Days are proleptic Gregorian, years astronomical (`0000` is 1 BCE). What is read by people says
//! historical years: no year zero, "147 BCE".

mod axis;
mod day;
mod edtf;
mod english;
mod index;
mod localized;
mod span;
mod step;
mod ticks;
mod words;

pub use axis::{Moment, TimeAxis};
pub use day::{Day, DayTextError, MAX_YEAR, MIN_YEAR, days_in_month, is_leap_year};
pub use edtf::{Edtf, EdtfError, EdtfWarning, Precision};
pub use english::English;
pub use index::TimeIndex;
pub use localized::date_words;
pub use span::{DaySpan, SpanError};
pub use ticks::{Tick, TickLevel, ticks, ticks_with};
pub use words::{
    DateWords, Length, Part, Phrase, day_in_words, in_words, in_words_short, in_words_with, window_in_words,
    window_in_words_with,
};
