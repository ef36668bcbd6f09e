//! Dates as scholars write them (EDTF), spans of days, the time axis and its ticks. Knows no event.
