//! Time laid out along a line: which moment stands at which x. Pure geometry, for every timeline.

use super::day::{Day, MAX_YEAR, MIN_YEAR};
use super::span::DaySpan;

/// A point in time: a day and how much of it has passed.
///
/// Kept apart because a single f64 of days is good to no more than a minute 14 billion years away.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct Moment {
    day: Day,
    fraction: f64,
}

impl Moment {
    /// The moment `days` (any finite number; otherwise 0) after the start of `day`.
    pub fn new(day: Day, days: f64) -> Self {
        let days = if days.is_finite() { days } else { 0.0 };
        let whole = days.floor();
        // The cast saturates, and so does the addition.
        let moment = Self {
            day: day.plus_days(whole as i64),
            fraction: days - whole,
        };
        if moment.fraction < 1.0 {
            moment
        } else {
            Self {
                day: moment.day.plus_days(1),
                fraction: 0.0,
            }
        }
    }

    /// The day that this moment belongs to.
    pub fn day(self) -> Day {
        self.day
    }

    /// How much of the day has passed, 0 up to but not including 1.
    pub fn fraction(self) -> f64 {
        self.fraction
    }

    /// Days from `earlier` to this moment, negative when this is the earlier one. Exact to the last bits
    /// of the difference, however far away both are.
    pub fn days_since(self, earlier: Self) -> f64 {
        self.day.days_since(earlier.day) as f64 + (self.fraction - earlier.fraction)
    }

    /// This moment plus a number of days.
    #[must_use]
    pub fn plus(self, days: f64) -> Self {
        // Whole days are added as such, so that the fraction is not lost beside a large number.
        let whole = days.floor();
        Self::new(self.day.plus_days(whole as i64), self.fraction + (days - whole))
    }

    /// Days since 1970-01-01 as one number, for plots; rounded to about a minute 14 billion years away.
    pub fn to_days(self) -> f64 {
        self.day.0 as f64 + self.fraction
    }
}

impl From<Day> for Moment {
    /// The start of the day.
    fn from(day: Day) -> Self {
        Self { day, fraction: 0.0 }
    }
}

impl From<f64> for Moment {
    /// From days since 1970-01-01.
    fn from(days: f64) -> Self {
        Self::new(Day(0), days)
    }
}

/// The closest view: an hour across, in days.
const CLOSEST: f64 = 1.0 / 24.0;

/// A stretch of time along `width` points, x growing with time from 0 at the left end.
///
/// Never closer than an hour across, never beyond 20 billion years before or after our era.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TimeAxis {
    start: Moment,
    days_per_point: f64,
    width: f64,
}

impl TimeAxis {
    /// The axis that shows just the days of `span`, both included, along a positive number of points
    /// (anything else counts as 1). A side without limit is shown as far as an axis goes.
    pub fn new(span: DaySpan, width_points: f64) -> Self {
        let (first, last) = Self::limits();
        let start = Moment::from(span.first().clamp(first, last));
        let end = Moment::from(span.last().clamp(first, last).plus_days(1));
        let width = if width_points.is_finite() && width_points > 0.0 {
            width_points
        } else {
            1.0
        };
        Self {
            start,
            days_per_point: end.days_since(start) / width,
            width,
        }
        .limited()
    }

    /// The axis that shows so many days from a moment on, along a positive number of points (anything else counts
    /// as 1), within the limits of an axis.
    pub fn from_start(start: Moment, days: f64, width_points: f64) -> Self {
        let width = if width_points.is_finite() && width_points > 0.0 {
            width_points
        } else {
            1.0
        };
        let days = if days.is_finite() { days } else { 1.0 };
        Self {
            start,
            days_per_point: days.max(CLOSEST) / width,
            width,
        }
        .limited()
    }

    /// How many days it shows.
    pub fn days(&self) -> f64 {
        self.days_per_point * self.width
    }

    /// The first and the last day that an axis may show.
    fn limits() -> (Day, Day) {
        (Day::first_of_year(MIN_YEAR), Day::last_of_year(MAX_YEAR))
    }

    /// The same view held within the closest and the widest, and within the limits of time.
    fn limited(self) -> Self {
        let (first, last) = Self::limits();
        let (first, end) = (Moment::from(first), Moment::from(last.plus_days(1)));
        let days = (self.days_per_point * self.width).clamp(CLOSEST, end.days_since(first));
        let latest_start = end.plus(-days);
        let mut start = self.start;
        if latest_start < start {
            start = latest_start;
        }
        if start < first {
            start = first;
        }
        Self {
            start,
            days_per_point: days / self.width,
            width: self.width,
        }
    }

    /// The length of the axis in points.
    pub fn width(&self) -> f64 {
        self.width
    }

    /// How much time one point shows, in days.
    pub fn days_per_point(&self) -> f64 {
        self.days_per_point
    }

    /// The moment at the left end.
    pub fn start(&self) -> Moment {
        self.start
    }

    /// The moment at the right end.
    pub fn end(&self) -> Moment {
        self.moment_from_x(self.width)
    }

    /// The x of a moment: of a [`Moment`], of the start of a [`Day`], or of an f64 of days since
    /// 1970-01-01. A sentinel gives an x far outside, never an infinite one.
    pub fn x_from_day(&self, at: impl Into<Moment>) -> f64 {
        at.into().days_since(self.start) / self.days_per_point
    }

    /// The x of the start of the first and of the end of the last day of a span.
    pub fn x_range(&self, span: DaySpan) -> (f64, f64) {
        let end = Moment {
            day: span.last(),
            fraction: 0.0,
        }
        .days_since(self.start)
            + 1.0;
        (self.x_from_day(span.first()), end / self.days_per_point)
    }

    /// The moment at an x, exact to far less than a pixel at every scale and distance.
    pub fn moment_from_x(&self, x: f64) -> Moment {
        self.start.plus(x * self.days_per_point)
    }

    /// The moment at an x in days since 1970-01-01. For plots; [`Self::moment_from_x`] is exact.
    pub fn day_from_x(&self, x: f64) -> f64 {
        self.moment_from_x(x).to_days()
    }

    /// The days that are at least partly shown.
    pub fn span(&self) -> DaySpan {
        let end = self.end();
        let last = if end.fraction > 0.0 {
            end.day
        } else {
            end.day.plus_days(-1)
        };
        DaySpan::between(self.start.day, last.max(self.start.day))
    }

    /// Zoomed in by `factor` (below 1 zooms out) so that the moment at `about_x` stays where it is, as
    /// far as the limits allow.
    #[must_use]
    pub fn zoomed(&self, factor: f64, about_x: f64) -> Self {
        if !(factor.is_finite() && factor > 0.0 && about_x.is_finite()) {
            return *self;
        }
        let (first, last) = Self::limits();
        let widest = Moment::from(last.plus_days(1)).days_since(Moment::from(first));
        let days = (self.days_per_point / factor * self.width).clamp(CLOSEST, widest);
        let days_per_point = days / self.width;
        let start = self.moment_from_x(about_x).plus(-about_x * days_per_point);
        Self {
            start,
            days_per_point,
            width: self.width,
        }
        .limited()
    }

    /// Panned so that what is shown moves by `dx` points to the right, that is to earlier times for a
    /// positive one.
    #[must_use]
    pub fn panned(&self, dx: f64) -> Self {
        if !dx.is_finite() {
            return *self;
        }
        Self {
            start: self.moment_from_x(-dx),
            ..*self
        }
        .limited()
    }

    /// The same time along another number of points.
    #[must_use]
    pub fn resized(&self, width_points: f64) -> Self {
        if !(width_points.is_finite() && width_points > 0.0) {
            return *self;
        }
        let days_per_point = self.days_per_point * self.width / width_points;
        Self {
            start: self.start,
            days_per_point,
            width: width_points,
        }
        .limited()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn axis(first: i64, days: i64, width: f64) -> TimeAxis {
        TimeAxis::new(DaySpan::new(Day(first), Day(first + days - 1)).unwrap(), width)
    }

    /// Views from an hour to 20 billion years across, anywhere within 14 billion years.
    fn views() -> impl Strategy<Value = TimeAxis> {
        (
            -5_100_000_000_000..5_100_000_000_000i64,
            -1.38..12.8f64,
            100.0..4000.0f64,
            0.0..1.0f64,
        )
            .prop_map(|(first, magnitude, width, shift)| {
                let days = 10_f64.powf(magnitude);
                let start = Moment::new(Day(first), shift);
                TimeAxis {
                    start,
                    days_per_point: days / width,
                    width,
                }
                .limited()
            })
    }

    #[test]
    fn an_axis_shows_just_the_days_of_its_span() {
        let axis = axis(100, 10, 500.0);
        assert_eq!(
            (axis.x_from_day(Day(100)), axis.x_from_day(Day(110))),
            (0.0, 500.0)
        );
        assert_eq!(axis.span(), DaySpan::between(Day(100), Day(109)));
        assert_eq!(axis.x_range(DaySpan::of_day(Day(101))), (50.0, 100.0));
        assert_eq!(axis.x_from_day(100.5), 25.0);
    }

    #[test]
    fn a_day_wide_axis_14_billion_years_ago_is_right_to_a_thousandth_of_a_point() {
        let day = Day::from_ymd(-14_000_000_000, 6, 15).unwrap();
        let axis = TimeAxis::new(DaySpan::of_day(day), 1000.0);
        for x in [0.0, 0.25, 333.3, 999.9] {
            assert!((axis.x_from_day(axis.moment_from_x(x)) - x).abs() < 1e-3);
        }
        assert!((axis.x_from_day(Moment::new(day, 0.5)) - 500.0).abs() < 1e-9);
    }

    #[test]
    fn no_view_is_closer_than_an_hour_or_wider_than_time() {
        let axis = axis(0, 1, 800.0);
        let close = axis.zoomed(1e9, 400.0);
        assert!((close.days_per_point() * close.width() - CLOSEST).abs() < 1e-12);
        assert!((close.x_from_day(0.5) - 400.0).abs() < 1e-6);
        let wide = axis.zoomed(1e-30, 10.0);
        assert_eq!(wide.span(), TimeAxis::new(DaySpan::ALL, 800.0).span());
        assert_eq!(wide.panned(1e6), wide);
        assert_eq!(wide.span().first().year(), MIN_YEAR);
    }

    #[test]
    fn numbers_that_are_none_change_nothing() {
        let axis = axis(0, 30, 800.0);
        assert_eq!(axis.zoomed(f64::NAN, 3.0), axis);
        assert_eq!(axis.zoomed(0.0, 3.0), axis);
        assert_eq!(axis.panned(f64::INFINITY), axis);
        assert_eq!(axis.resized(-1.0), axis);
        assert!(axis.x_from_day(Day::MAX).is_finite() && axis.x_from_day(Day::MIN).is_finite());
    }

    proptest! {
        #[test]
        fn x_and_moment_are_inverse_to_far_less_than_half_a_pixel(axis in views(), part in 0.0..1.0f64) {
            let x = part * axis.width();
            prop_assert!((axis.x_from_day(axis.moment_from_x(x)) - x).abs() < 1e-2);
        }

        #[test]
        fn x_grows_with_time(axis in views(), a in 0.0..1.0f64, b in 0.0..1.0f64) {
            prop_assume!((a - b).abs() > 1e-6);
            let (a, b) = (a * axis.width(), b * axis.width());
            prop_assert_eq!(a < b, axis.moment_from_x(a) < axis.moment_from_x(b));
        }

        #[test]
        fn what_is_under_the_pointer_stays_there_while_zooming(axis in views(), part in 0.0..1.0f64, zoom in -1.0..1.0f64) {
            let x = part * axis.width();
            let zoomed = axis.zoomed(10_f64.powf(zoom), x);
            let (first, last) = TimeAxis::limits();
            prop_assume!(zoomed.start().day() > first && zoomed.end().day() < last);
            prop_assert!((zoomed.x_from_day(axis.moment_from_x(x)) - x).abs() < 1e-2);
        }

        #[test]
        fn panning_there_and_back_is_where_one_was(axis in views(), dx in -500.0..500.0f64) {
            let there = axis.panned(dx);
            let (first, last) = TimeAxis::limits();
            prop_assume!(there.start().day() > first && there.end().day() < last);
            let back = there.panned(-dx);
            prop_assert!(back.start().days_since(axis.start()).abs() < 1e-2 * axis.days_per_point());
        }

        #[test]
        fn zooming_and_panning_never_leave_the_limits(
            axis in views(), steps in prop::collection::vec((-3.0..3.0f64, -5000.0..5000.0f64), 1..20)
        ) {
            let (first, last) = TimeAxis::limits();
            let moved = steps.iter().fold(axis, |axis, (zoom, dx)| axis.zoomed(10_f64.powf(*zoom), 10.0).panned(*dx));
            prop_assert!(moved.start().day() >= first && moved.span().last() <= last.plus_days(1));
            prop_assert!(moved.days_per_point() * moved.width() >= CLOSEST * 0.999);
        }
    }
}
