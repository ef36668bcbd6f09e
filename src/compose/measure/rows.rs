//! What the table of what is measured tells, row by row, in words and figures.

use crate::compose::map::MapContext;
use crate::compose::numbers::{knots_in_words, thousands};
use crate::geography::{Bearing, Kilometers, Meters, NauticalMiles, PassageId, SeaRoute};
use crate::view::{MeasuredLeg, Measurement, WayKind};

/// The way by sea may begin or end this far from a point before the table says so.
const WORTH_TELLING: Meters = Meters(5_000.0);

/// A row of the table.
pub(super) enum Row {
    /// From where to where.
    Head(String),
    /// A way: its lengths and bearings, or in their place why it has none.
    Way(WayKind, Result<[String; 4], String>),
    /// Small print.
    Note(String),
}

/// Rows of lengths alone.
pub(super) fn without_bearings(rows: Vec<Row>) -> Vec<Row> {
    let bare = |row| match row {
        Row::Way(kind, Ok([nm, km, ..])) => Some(Row::Way(kind, Ok([nm, km, String::new(), String::new()]))),
        Row::Note(_) => None,
        other => Some(other),
    };
    rows.into_iter().filter_map(bare).collect()
}

pub(super) fn leg_rows(
    map: &MapContext,
    measured: &Measurement,
    number: usize,
    leg: &MeasuredLeg,
    notes: bool,
) -> Vec<Row> {
    let name = |at: usize| {
        let point = measured.points.get(at);
        point.map_or_else(String::new, |p| p.name(map.world.dataset, &map.view.language))
    };
    let head = format!(
        "{}: {} – {}: {}",
        number + 1,
        name(number),
        number + 2,
        name(number + 1)
    );
    let mut rows = vec![Row::Head(head)];
    for (kind, way) in WayKind::ALL.into_iter().zip(leg.ways()) {
        match (kind, way) {
            (_, Some(way)) => rows.push(Row::Way(kind, Ok(cells(way.length, way.bearings)))),
            (WayKind::BySea, None) if leg.by_sea.is_some() => {
                rows.push(Row::Way(kind, Err(map.words.measure_no_way.clone())));
            }
            _ => {}
        }
    }
    if notes && let Some(Ok(route)) = &leg.by_sea {
        rows.push(Row::Note(route_in_words(map, number, route)));
    }
    rows
}

pub(super) fn sum_rows(map: &MapContext, measured: &Measurement) -> Vec<Row> {
    let last = measured.legs.len() + 1;
    let head = map
        .words
        .measure_total
        .replace("[from]", "1")
        .replace("[to]", &last.to_string());
    let mut rows = vec![Row::Head(head)];
    let has_network = measured.legs.iter().any(|leg| leg.by_sea.is_some());
    for kind in WayKind::ALL {
        match measured.total(kind) {
            Some(length) => rows.push(Row::Way(kind, Ok(cells(length, None)))),
            None if has_network => rows.push(Row::Way(kind, Err(map.words.measure_no_way.clone()))),
            None => {}
        }
    }
    if let Some(length) = measured.total(WayKind::BySea) {
        rows.push(Row::Note(days(map, length)));
    }
    rows
}

/// Nautical miles, kilometres, and the bearings at both ends where there are such.
fn cells(length: Meters, bearings: Option<[Bearing; 2]>) -> [String; 4] {
    let [departs, arrives] = match bearings {
        Some(ends) => ends.map(|bearing| bearing.to_string()),
        None => [String::new(), String::new()],
    };
    [
        figure(NauticalMiles::from(length).0),
        figure(Kilometers::from(length).0),
        departs,
        arrives,
    ]
}

/// A length to three figures at least.
fn figure(value: f64) -> String {
    if value < 99.95 {
        format!("{value:.1}")
    } else {
        thousands(value)
    }
}

fn days(map: &MapContext, length: Meters) -> String {
    let speed = map.view.ship_speed;
    let days = speed.time_for(length).0;
    let text = map.words.measure_days.replace("[days]", &format!("{days:.1}"));
    text.replace("[knots]", &knots_in_words(speed))
}

/// How long the way by sea takes, what it goes through, and how far from the points it begins and ends.
fn route_in_words(map: &MapContext, number: usize, route: &SeaRoute) -> String {
    let mut said = vec![days(map, route.length)];
    if !route.passages.is_empty() {
        let names: Vec<&str> = route.passages.iter().map(|id| passage_name(map, id)).collect();
        said.push(map.words.measure_through.replace("[passages]", &names.join(", ")));
    }
    let snaps = route.legs.first().zip(route.legs.last());
    if let Some((first, last)) = snaps {
        for (at, off) in [(number + 1, first.snaps[0]), (number + 2, last.snaps[1])] {
            if off > WORTH_TELLING {
                let off = thousands(Kilometers::from(off).0);
                let text = map.words.measure_off.replace("[km]", &off);
                said.push(text.replace("[point]", &at.to_string()));
            }
        }
    }
    said.join(" ")
}

fn passage_name<'a>(map: &MapContext<'a>, id: &'a PassageId) -> &'a str {
    let mut straits = map.world.lanes.straits().iter();
    let found = straits.find(|strait| strait.passage.id == *id);
    found.map_or(id.as_str(), |strait| strait.passage.name(&map.view.language))
}
