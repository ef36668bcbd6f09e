//! The values that lanes are compared by: where a data set has figures of several lanes in one unit.

use crate::chronology::{Day, DaySpan};
use crate::model::{Dataset, LaneIx, Series, SeriesIx, Subject};

use super::super::{Highlights, Light, TimeView};

/// The lanes that can be compared in one unit.
#[derive(Clone, Debug, PartialEq)]
pub struct LaneValues {
    /// The unit of all values, as the data set has it.
    pub unit: String,
    /// The greatest value of any lane at any time, above zero: time does not change the scale.
    pub most: f64,
    /// The series of each lane, where it has one.
    series: Vec<Option<SeriesIx>>,
}

impl LaneValues {
    /// The values that lanes are compared by: those of series about one lane each, in the unit that most lanes have;
    /// `None` where no day has two lanes with one. A unit in which a lane has several series says nothing clear of
    /// it, and a series about several lanes does not tell them apart.
    pub(super) fn of(dataset: &Dataset) -> Option<Self> {
        let about_one = |ix: SeriesIx| {
            let mut lanes = dataset
                .series(ix)
                .about
                .iter()
                .filter_map(|subject| match subject {
                    Subject::Lane(lane) => Some(*lane),
                    Subject::Place(_) | Subject::Actor(_) => None,
                });
            let lane = lanes.next()?;
            lanes.next().is_none().then_some((lane, ix))
        };
        let of_lanes: Vec<(LaneIx, SeriesIx)> = dataset.all_series().filter_map(about_one).collect();
        let mut best: Option<(usize, Self)> = None;
        for (_, first) in &of_lanes {
            let unit = &dataset.series(*first).unit;
            let of_unit = of_lanes
                .iter()
                .filter(|(_, ix)| dataset.series(*ix).unit == *unit);
            let values = Self::of_unit(dataset, unit, of_unit.copied());
            if let Some(values) = values {
                let count = values.series.iter().flatten().count();
                if best.as_ref().is_none_or(|(most, _)| count > *most) {
                    best = Some((count, values));
                }
            }
        }
        best.map(|(_, values)| values)
    }

    fn of_unit(
        dataset: &Dataset,
        unit: &str,
        of_unit: impl Iterator<Item = (LaneIx, SeriesIx)>,
    ) -> Option<Self> {
        let mut series: Vec<Option<SeriesIx>> = vec![None; dataset.lanes().len()];
        for (lane, ix) in of_unit {
            if series[lane.index()].replace(ix).is_some() {
                return None;
            }
        }
        let all: Vec<&Series> = series.iter().flatten().map(|ix| dataset.series(*ix)).collect();
        let figures = || all.iter().flat_map(|s| s.points.iter().filter_map(|p| p.value));
        let most = figures().fold(0.0, f64::max);
        let together = all.iter().enumerate().any(|(i, one)| {
            let spans = || {
                one.points
                    .iter()
                    .filter(|p| p.value.is_some())
                    .map(|p| p.when.span())
            };
            spans().any(|span| {
                all[i + 1..]
                    .iter()
                    .any(|other| value(other, span, span.first()).is_some())
            })
        });
        let is_amount = figures().all(|v| v >= 0.0) && most > 0.0;
        (is_amount && together).then(|| Self {
            unit: unit.to_owned(),
            most,
            series,
        })
    }

    /// The value of every lane in a window of time, at its cursor if there is one: `None` for those without, and for
    /// all where fewer than two have one.
    pub fn at(&self, dataset: &Dataset, time: &TimeView, highlights: &Highlights) -> Vec<Option<f64>> {
        let day = time.cursor.clamp(time.window.first(), time.window.last());
        let of_lane = |series: &Option<SeriesIx>| {
            let ix = (*series)?;
            let is_kept = highlights.series(ix) != Light::Hidden;
            value(dataset.series(ix), time.window, day).filter(|_| is_kept)
        };
        let values: Vec<Option<f64>> = self.series.iter().map(of_lane).collect();
        match values.iter().flatten().count() {
            0 | 1 => vec![None; values.len()],
            _ => values,
        }
    }

    /// The greatest value of a lane at any time, if it has values.
    pub fn greatest(&self, dataset: &Dataset, lane: LaneIx) -> Option<f64> {
        let series = dataset.series((*self.series.get(lane.index())?)?);
        Some(series.points.iter().filter_map(|p| p.value).fold(0.0, f64::max))
    }

    /// Whether every lane has values.
    pub fn has_all(&self) -> bool {
        self.series.iter().all(Option::is_some)
    }

    /// Two or three round values for a legend, the greatest first: none above the greatest value.
    pub fn samples(&self) -> Vec<f64> {
        let top = round_below(self.most);
        let below = [top, round_below(top / 2.0), round_below(top / 5.0)];
        let mut samples = below.to_vec();
        samples.dedup();
        samples
    }
}

/// The greatest of 1, 2 and 5 times a power of ten that is no more than a value.
fn round_below(value: f64) -> f64 {
    let power = 10f64.powf(value.log10().floor());
    let parts = [5.0, 2.0, 1.0];
    // A little more than the value is still it: powers are no round numbers in binary.
    let fits = |part: &f64| part * power <= value * (1.0 + 1e-9);
    power * parts.into_iter().find(fits).unwrap_or(1.0)
}

/// The figure of a series for a window of time: one that holds on the day, else the last before it, else the first.
fn value(series: &Series, window: DaySpan, day: Day) -> Option<f64> {
    let figures = || {
        let points = series.points.iter();
        points
            .filter(|p| p.when.span().meets(window))
            .filter_map(|p| Some((p.when.span(), p.value?)))
    };
    let holding = figures().find(|(span, _)| span.contains(day));
    let before = || figures().rfind(|(span, _)| span.last() < day);
    let found = holding.or_else(before).or_else(|| figures().next());
    found.map(|(_, value)| value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn round_values_are_one_two_or_five_times_a_power_of_ten() {
        let rounded = [1.0, 1.9, 2.0, 4.99, 5.0, 99.0, 100.0, 0.3].map(round_below);
        for (got, wanted) in rounded
            .into_iter()
            .zip([1.0, 1.0, 2.0, 2.0, 5.0, 50.0, 100.0, 0.2])
        {
            assert!((got - wanted).abs() < 1e-9, "{got} for {wanted}");
        }
    }
}
