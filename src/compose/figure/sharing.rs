//! How map, timeline and indicators share the height of a page. The map comes first: a page too low for all three
//! has no indicators, one too low for two no timeline.

use super::super::indicators::GAP;

/// Space between map and timeline, in points.
pub(super) const BETWEEN_PARTS: f64 = 8.0;

/// The part of a page's height that the timeline takes at most, alone below a map or with indicators.
const MOST_FOR_TIMELINE: f64 = 0.3;
const MOST_BESIDE_INDICATORS: f64 = 0.22;
/// The part of a page's height that indicators take at most.
const MOST_FOR_INDICATORS: f64 = 0.26;
/// The part of a page's height that the map has at least beside a timeline, and beside indicators as well.
const LEAST_FOR_MAP: f64 = 0.45;
const LEAST_BESIDE_INDICATORS: f64 = 0.36;
/// The least height of a timeline, in points.
const LEAST_FOR_TIMELINE: f64 = 84.0;
/// The part of the height without a map that indicators take at most.
const MOST_WITHOUT_MAP: f64 = 0.5;
/// The least height of a map that has no timeline.
const LEAST_MAP: f64 = 40.0;

/// What a page is asked for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Wanted {
    /// Whether there is to be a map.
    pub(super) map: bool,
    /// The height that the timeline wants, if there is to be one.
    pub(super) timeline: Option<f64>,
    /// Whether there are to be indicators.
    pub(super) indicators: bool,
}

/// The height of each part that the page has.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Shares {
    pub(super) map: Option<f64>,
    pub(super) timeline: Option<f64>,
    pub(super) indicators: Option<f64>,
}

/// The height that indicators take of so much at most, if they can be read in it.
type OfIndicators<'a> = &'a dyn Fn(f64) -> Option<f64>;

/// Shares out what heading and credits leave free of a page's height.
pub(super) fn shares(wanted: Wanted, of_indicators: OfIndicators, page: f64, free: f64) -> Shares {
    let with_all = wanted.timeline.filter(|_| wanted.indicators);
    let with_all = with_all.and_then(|timeline| {
        if wanted.map {
            with_indicators(timeline, of_indicators, page, free)
        } else {
            without_map(of_indicators, free)
        }
    });
    with_all.unwrap_or_else(|| {
        let whole = free - BETWEEN_PARTS;
        if !wanted.map {
            return Shares {
                map: None,
                timeline: wanted.timeline.map(|_| whole.max(LEAST_MAP)),
                indicators: None,
            };
        }
        let timeline = wanted
            .timeline
            .map(|height| height.min((page * MOST_FOR_TIMELINE).max(LEAST_FOR_TIMELINE)));
        let timeline = timeline.filter(|height| whole - height - BETWEEN_PARTS >= page * LEAST_FOR_MAP);
        let taken = timeline.map_or(0.0, |height| height);
        Shares {
            map: Some((whole - taken).max(LEAST_MAP)),
            timeline,
            indicators: None,
        }
    })
}

/// Map, timeline and indicators, where there is room for all.
fn with_indicators(timeline: f64, of_indicators: OfIndicators, page: f64, free: f64) -> Option<Shares> {
    let timeline = timeline.min((page * MOST_BESIDE_INDICATORS).max(LEAST_FOR_TIMELINE));
    let rest = free - BETWEEN_PARTS - timeline - 2.0 * GAP;
    let most = (page * MOST_FOR_INDICATORS).min(rest - page * LEAST_BESIDE_INDICATORS);
    let indicators = of_indicators(most)?;
    Some(Shares {
        map: Some(rest - indicators),
        timeline: Some(timeline),
        indicators: Some(indicators),
    })
}

/// Timeline and indicators on a whole page.
fn without_map(of_indicators: OfIndicators, free: f64) -> Option<Shares> {
    let rest = free - 2.0 * GAP;
    let indicators = of_indicators(rest * MOST_WITHOUT_MAP)?;
    let timeline = rest - indicators;
    (timeline >= LEAST_FOR_TIMELINE).then_some(Shares {
        map: None,
        timeline: Some(timeline),
        indicators: Some(indicators),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of_indicators(most: f64) -> Option<f64> {
        (most >= 90.0).then_some(most.min(160.0))
    }

    fn all(page: f64) -> Shares {
        let wanted = Wanted {
            map: true,
            timeline: Some(200.0),
            indicators: true,
        };
        shares(wanted, &of_indicators, page, page - 90.0)
    }

    #[test]
    fn a_page_too_low_leaves_out_indicators_first_then_the_timeline() {
        let has = |page: f64| {
            let shares = all(page);
            [shares.map, shares.timeline, shares.indicators].map(|part| part.is_some())
        };
        assert_eq!(has(800.0), [true; 3]);
        assert_eq!(has(460.0), [true, true, false]);
        assert_eq!(has(240.0), [true, false, false]);
    }

    #[test]
    fn without_a_map_the_timeline_has_the_page() {
        let wanted = Wanted {
            map: false,
            timeline: Some(200.0),
            indicators: false,
        };
        let alone = shares(wanted, &of_indicators, 600.0, 500.0);
        assert_eq!((alone.map, alone.timeline), (None, Some(492.0)));
        let indicators = true;
        let both = shares(Wanted { indicators, ..wanted }, &of_indicators, 600.0, 500.0);
        assert_eq!((both.timeline, both.indicators), (Some(324.0), Some(160.0)));
        let low = shares(Wanted { indicators, ..wanted }, &of_indicators, 230.0, 180.0);
        assert_eq!((low.timeline, low.indicators), (Some(172.0), None));
    }
}
