//! Days that a drag on the timeline catches at: where events that the filter keeps begin and end. Pure.

use crate::chronology::{Day, DaySpan};
use crate::model::Dataset;
use crate::view::Kept;

/// Which end of events a drag catches at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum EventEnd {
    /// The earliest day.
    First,
    /// The latest day.
    Last,
}

/// What a drag catches at.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Snapping<'a> {
    pub(crate) dataset: &'a Dataset,
    pub(crate) kept: &'a Kept,
    /// How far it reaches, in days; 0 for not at all.
    pub(crate) reach_days: i64,
}

impl Snapping<'_> {
    /// The day on which the nearest event begins or ends, if it is within reach; else the day itself.
    pub(crate) fn snapped(&self, day: Day, end: EventEnd) -> Day {
        if self.reach_days <= 0 {
            return day;
        }
        let near = DaySpan::between(day.plus_days(-self.reach_days), day.plus_days(self.reach_days));
        let spans = self.dataset.columns().spans();
        let days = self
            .dataset
            .events_meeting(near)
            .filter(|ix| self.kept.event(*ix))
            .map(|ix| match end {
                EventEnd::First => spans[ix.index()].first(),
                EventEnd::Last => spans[ix.index()].last(),
            });
        let within = days.filter(|found| near.contains(*found) && !found.is_limit());
        within
            .min_by_key(|found| found.days_since(day).abs())
            .unwrap_or(day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::sample;
    use crate::view::Filter;

    #[test]
    fn a_day_near_the_end_of_an_event_is_that_end_unless_nothing_is_to_be_caught() {
        let set = sample::dataset();
        let snap = |day: &str, end, reach_days, filter: &Filter| {
            let kept = Kept::new(&set, filter);
            let snapping = Snapping {
                dataset: &set,
                kept: &kept,
                reach_days,
            };
            snapping.snapped(day.parse().unwrap(), end).to_string()
        };
        let all = Filter::default();
        assert_eq!(snap("2016-04-08", EventEnd::First, 10, &all), "2016-04-12");
        assert_eq!(snap("2016-04-08", EventEnd::First, 0, &all), "2016-04-08");
        assert_eq!(snap("2016-04-08", EventEnd::First, 3, &all), "2016-04-08");
        assert_eq!(snap("1993-01-03", EventEnd::Last, 5, &all), "1992-12-31");
        assert_eq!(snap("1993-01-03", EventEnd::First, 5, &all), "1993-01-03");
        let without_war = Filter {
            hidden_themes: ["war".to_owned()].into(),
            ..Filter::default()
        };
        assert_eq!(snap("1993-01-03", EventEnd::Last, 5, &without_war), "1993-01-03");
    }
}
