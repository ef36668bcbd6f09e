//! Lengths of ways by sea against published tables and another program: `tests/fixtures/sea_distances`.

use periplus::geography::{ClosedPassages, LonLat, NauticalMiles, SeaNetwork};

const TABLE: &str = include_str!("../fixtures/sea_distances/distances.csv");
/// Ports within 450 miles of each other, with the length that searoute has, which may be the longer one by its bends.
const NEAR_PORTS: &str = include_str!("../fixtures/sea_distances/near_ports.csv");
const SOURCES: &str = include_str!("../fixtures/sea_distances/SOURCES.md");

/// Percent within which a length agrees.
const AGREES: f64 = 3.0;
/// A way between ports near each other is a long way round where it is longer than searoute's by so many percent, and by
/// so many miles more.
const ROUND_PERCENT: f64 = 7.0;
const ROUND_MILES: f64 = 6.0;

struct Row {
    pair: String,
    source: String,
    /// Where in the source it stands.
    place: String,
    theirs: f64,
    ours: f64,
    explanation: String,
}

impl Row {
    fn percent(&self) -> f64 {
        100.0 * (self.ours / self.theirs - 1.0)
    }

    fn agrees(&self) -> bool {
        self.percent().abs() <= AGREES
    }
}

fn rows() -> Vec<Row> {
    let net = SeaNetwork::embedded().unwrap();
    let place =
        |id: &str| -> LonLat { net.port_place(net.port(id).unwrap_or_else(|| panic!("no port {id}"))) };
    let mut reader = csv::Reader::from_reader(TABLE.as_bytes());
    let heads = [
        "from",
        "to",
        "closed",
        "nautical_miles",
        "source",
        "row",
        "explanation",
    ];
    assert_eq!(reader.headers().unwrap(), heads.as_slice());
    let records = reader.records().map(|row| {
        let row = row.unwrap();
        let shut = row[2].split("; ").filter(|id| !id.is_empty());
        let closed = shut.fold(ClosedPassages::default(), ClosedPassages::with);
        let route = net.route(&[place(&row[0]), place(&row[1])], &closed).unwrap();
        Row {
            pair: format!("{} to {}", &row[0], &row[1]),
            theirs: row[3].parse().unwrap(),
            ours: NauticalMiles::from(route.length).0,
            source: row[4].to_owned(),
            place: row[5].to_owned(),
            explanation: row[6].to_owned(),
        }
    });
    records.collect()
}

#[test]
fn lengths_agree_within_three_percent_or_the_difference_is_explained() {
    let mut faults = String::new();
    for row in rows() {
        if row.agrees() != row.explanation.is_empty() {
            let (pair, ours, theirs, percent) = (&row.pair, row.ours, row.theirs, row.percent());
            faults += &format!(
                "{pair}: {ours:.0} against {theirs:.0} of {}, {percent:+.1} %: {:?}\n",
                row.source, row.explanation
            );
        }
        // The farthest off goes inside of islands that the table's ships keep outside of.
        assert!(
            row.percent().abs() < 35.0,
            "{}: no explanation is good enough",
            row.pair
        );
    }
    assert!(
        faults.is_empty(),
        "explained without need, or not explained:\n{faults}"
    );
}

#[test]
fn far_more_than_thirty_published_pairs_agree() {
    let rows = rows();
    for (source, at_least) in [("pub151", 60), ("linerlib", 60), ("searoute", 20)] {
        let of_source: Vec<&Row> = rows.iter().filter(|row| row.source == source).collect();
        let agreeing = of_source.iter().filter(|row| row.agrees()).count();
        assert!(
            agreeing >= at_least,
            "{agreeing} of {} of {source}",
            of_source.len()
        );
    }
}

#[test]
fn every_figure_has_its_source_and_its_place_there() {
    for row in rows() {
        assert!(!row.place.is_empty(), "{}", row.pair);
        assert!(SOURCES.contains(&format!("`{}`", row.source)), "{}", row.source);
    }
}

#[test]
fn no_port_is_joined_to_one_near_it_by_a_long_way_round_or_the_reason_is_told() {
    let net = SeaNetwork::embedded().unwrap();
    let place = |id: &str| net.port_place(net.port(id).unwrap_or_else(|| panic!("no port {id}")));
    let mut reader = csv::Reader::from_reader(NEAR_PORTS.as_bytes());
    let mut faults = String::new();
    let mut count = 0;
    for row in reader.records().map(Result::unwrap) {
        let route = net.route(&[place(&row[0]), place(&row[1])], &ClosedPassages::default());
        let ours = NauticalMiles::from(route.unwrap().length).0;
        let theirs: f64 = row[2].parse().unwrap();
        let is_round = ours > theirs * (1.0 + ROUND_PERCENT / 100.0) + ROUND_MILES;
        if is_round == row[3].is_empty() {
            faults += &format!(
                "{} to {}: {ours:.0} against {theirs:.0}: {:?}\n",
                &row[0], &row[1], &row[3]
            );
        }
        count += 1;
    }
    assert!(count > 1_000, "{count} pairs");
    assert!(faults.is_empty(), "ways round, or told without need:\n{faults}");
}
