//! What holds for every strip, over random lanes: of two stops and of thirty, of ten kilometres beside nine thousand.

use super::*;
use proptest::prelude::*;

/// Along, extents of stops, extents of legs.
type Lane = (Vec<f64>, Vec<f64>, Vec<f64>);

fn lane() -> impl Strategy<Value = Lane> {
    let leg = prop_oneof![Just(0.0), 0.1..50.0f64, 50.0..9000.0f64];
    prop::collection::vec((leg, 20.0..110.0f64, 20.0..60.0f64), 1..30).prop_map(|legs| {
        let mut along = vec![0.0];
        for leg in &legs {
            along.push(along[along.len() - 1] + leg.0);
        }
        let stops = legs.iter().map(|l| l.1).chain([70.0]).collect();
        (along, stops, legs.iter().map(|l| l.2).collect())
    })
}

fn wanted((along, stops, legs): &Lane) -> Wanted<'_> {
    Wanted { along, stops, legs }
}

/// Checks what holds whatever the scale: each stop once and in order, each leg labelled once, no label on another.
fn check(layout: &Layout, wanted: Wanted, length: f64) -> Result<(), TestCaseError> {
    let stops = layout
        .rows
        .iter()
        .flat_map(|row| row.stops.iter().map(|s| s.stop));
    prop_assert!(stops.eq(0..wanted.stops.len()));
    let labels = layout.rows.iter().flat_map(|row| row.legs.iter());
    let labels = labels.filter(|leg| leg.label.is_some()).map(|leg| leg.leg);
    prop_assert!(labels.eq(0..wanted.legs.len()));
    for row in &layout.rows {
        let stops = row.stops.iter().map(|s| (s.label, wanted.stops[s.stop]));
        let legs = row
            .legs
            .iter()
            .filter_map(|l| Some((l.label?, wanted.legs[l.leg])));
        for side in [stops.collect::<Vec<_>>(), legs.collect()] {
            let mut end = 0.0;
            for (middle, extent) in side {
                prop_assert!(middle - extent / 2.0 >= end - 1e-6, "{layout:?}");
                end = middle + extent / 2.0;
            }
            prop_assert!(end <= length + 1e-6);
        }
        let ticks: Vec<f64> = row.stops.iter().map(|s| s.at).collect();
        prop_assert!(ticks.is_sorted());
        let [from, to] = row.line;
        prop_assert!(ticks.iter().all(|at| (from - 1e-6..=to + 1e-6).contains(at)));
    }
    Ok(())
}

proptest! {
    #[test]
    fn every_stop_stands_once_and_in_order_and_no_label_on_another(lane in lane(), length in 230.0..1400.0f64) {
        let wanted = wanted(&lane);
        let layout = Layout::in_rows(wanted, length, 30, DEAR_ROW);
        let layout = layout.expect("a row holds the labels of one stop and one leg");
        check(&layout, wanted, length)?;
    }

    #[test]
    fn a_strip_of_one_row_is_as_long_as_it_has_to_be(lane in lane()) {
        let wanted = wanted(&lane);
        let (layout, length) = Layout::in_one_row(wanted, None).expect("some length holds any labels");
        prop_assert_eq!(layout.rows.len(), 1);
        check(&layout, wanted, length)?;
    }

    #[test]
    fn what_is_said_to_be_to_scale_is(lane in lane(), length in 230.0..1400.0f64) {
        let wanted = wanted(&lane);
        let layout = Layout::in_rows(wanted, length, 30, DEAR_ROW).unwrap();
        prop_assume!(layout.to_scale);
        let drawn = |leg: usize| -> f64 {
            let parts = layout.rows.iter().flat_map(|row| &row.legs);
            parts.filter(|part| part.leg == leg).map(|part| part.to - part.from).sum()
        };
        let sailed = |leg: usize| lane.0[leg + 1] - lane.0[leg];
        let all: f64 = (0..lane.2.len()).map(drawn).sum();
        let whole = lane.0[lane.0.len() - 1];
        for leg in 0..lane.2.len() {
            prop_assert!((drawn(leg) / all - sailed(leg) / whole).abs() < 1e-6);
        }
    }
}

#[test]
fn a_sparse_lane_is_one_row_to_scale() {
    let lane = (vec![0.0, 1000.0, 4000.0], vec![80.0; 3], vec![50.0; 2]);
    let layout = Layout::in_rows(wanted(&lane), 700.0, 4, FREE_ROW).unwrap();
    assert!(layout.to_scale && layout.rows.len() == 1);
    assert_eq!(layout.moved_most(), 0.0);
}

#[test]
fn many_ports_beside_one_long_crossing_are_not_to_scale() {
    let mut along: Vec<f64> = (0..12).map(|n| f64::from(n) * 10.0).collect();
    along.push(9000.0);
    let lane = (along, vec![80.0; 13], vec![50.0; 12]);
    let layout = Layout::in_rows(wanted(&lane), 700.0, 4, FREE_ROW).unwrap();
    assert!(
        !layout.to_scale && layout.rows.len() <= 3,
        "{}",
        layout.rows.len()
    );
}
