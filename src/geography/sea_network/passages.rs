//! Passages: straits, canals and capes that a lane may go through, each with a gate from shore to shore.
//! A track that crosses the gate goes through the passage; a closed passage bars every such track.

use std::collections::BTreeSet;
use std::sync::Arc;

use geo::line_intersection::{LineIntersection, line_intersection};
use geo::{Densify, Euclidean, Intersects, Line, LineString};
use serde::{Deserialize, Serialize};

use super::super::LonLat;
use super::SeaNetworkError;
use super::sphere::{self, GreatCircle};

/// The id of a passage, such as `hormuz`. Any text is an id; the network knows some.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PassageId(Arc<str>);

impl PassageId {
    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<&str> for PassageId {
    fn from(id: &str) -> Self {
        Self(id.into())
    }
}

impl std::fmt::Display for PassageId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// What a passage is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PassageKind {
    /// A natural strait.
    Strait,
    /// A canal, whose tracks cross land.
    Canal,
    /// The way round a cape.
    Cape,
}

/// A passage with its names.
#[derive(Clone, Debug, PartialEq)]
pub struct Passage {
    /// Its id.
    pub id: PassageId,
    /// What it is.
    pub kind: PassageKind,
    /// Whether it is closed unless a view opens it, for want of a season or of water.
    pub closed_by_default: bool,
    /// The line from shore to shore that every track through it crosses; at least two points.
    pub gate: Vec<LonLat>,
    names: [(&'static str, String); 4],
    aliases: Vec<String>,
}

impl Passage {
    /// All its names: those of the languages, English first, and others that it is looked for by.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let names = self.names.iter().map(|(_, name)| name.as_str());
        names.chain(self.aliases.iter().map(String::as_str))
    }

    /// Its name in a language (`en`, `vi`, `ja`, `zh`), in English where it has none.
    pub fn name(&self, language: &str) -> &str {
        let found = self.names.iter().find(|(lang, _)| *lang == language);
        &found.unwrap_or(&self.names[0]).1
    }
}

/// A set of closed passages. The default closes the Northwest Passage and the Bering Strait, which
/// merchant ships of this history did not use.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ClosedPassages(BTreeSet<PassageId>);

impl Default for ClosedPassages {
    fn default() -> Self {
        Self(["bering", "northwest"].into_iter().map(PassageId::from).collect())
    }
}

impl ClosedPassages {
    /// The set in which everything is open.
    pub fn none() -> Self {
        Self(BTreeSet::new())
    }

    /// This set and one passage more.
    #[must_use]
    pub fn with(mut self, id: impl Into<PassageId>) -> Self {
        self.0.insert(id.into());
        self
    }

    /// This set less one passage.
    #[must_use]
    pub fn without(mut self, id: &PassageId) -> Self {
        self.0.remove(id);
        self
    }

    /// Whether a passage is closed.
    pub fn contains(&self, id: &PassageId) -> bool {
        self.0.contains(id)
    }

    /// The closed passages by id.
    pub fn iter(&self) -> impl Iterator<Item = &PassageId> {
        self.0.iter()
    }
}

impl FromIterator<PassageId> for ClosedPassages {
    fn from_iter<I: IntoIterator<Item = PassageId>>(ids: I) -> Self {
        Self(ids.into_iter().collect())
    }
}

#[derive(Deserialize)]
struct Row {
    id: String,
    name_en: String,
    name_vi: String,
    name_ja: String,
    name_zh: String,
    #[serde(default)]
    aliases: String,
    kind: PassageKind,
    default: String,
    gate: String,
}

/// Reads `passages.csv`. At most 64 passages: the network keeps them as bits.
pub(super) fn read(bytes: &[u8]) -> Result<Vec<Passage>, SeaNetworkError> {
    let problem = |problem: String| SeaNetworkError::Table {
        table: "passages.csv",
        problem,
    };
    let mut passages = Vec::new();
    for row in csv::Reader::from_reader(bytes).deserialize::<Row>() {
        let row = row.map_err(|e| problem(e.to_string()))?;
        let gate = outline(&row.gate).filter(|gate| gate.len() >= 2);
        let gate = gate.ok_or_else(|| {
            problem(format!(
                "the gate of {} is no line of longitudes and latitudes",
                row.id
            ))
        })?;
        passages.push(Passage {
            id: PassageId::from(row.id.as_str()),
            kind: row.kind,
            closed_by_default: row.default == "closed",
            gate,
            names: [
                ("en", row.name_en),
                ("vi", row.name_vi),
                ("ja", row.name_ja),
                ("zh", row.name_zh),
            ],
            aliases: super::pieces(&row.aliases),
        });
    }
    if passages.len() > 64 {
        return Err(problem(format!(
            "{} passages, but at most 64 can be told apart",
            passages.len()
        )));
    }
    Ok(passages)
}

/// "lon lat; lon lat; ..." as positions.
pub(super) fn outline(text: &str) -> Option<Vec<LonLat>> {
    text.split(';')
        .map(|point| {
            let (lon, lat) = point.trim().split_once(' ')?;
            LonLat::new(lon.parse().ok()?, lat.parse().ok()?).ok()
        })
        .collect()
}

/// The gates of all passages, to ask which ones a new track crosses.
#[derive(Debug)]
pub(super) struct Gates(Vec<Gate>);

/// A line across a passage, straight in longitude and latitude.
#[derive(Debug)]
struct Gate {
    line: LineString,
    /// The middle of a cap of the globe that holds the line, and the cap's radius in radians.
    middle: sphere::UnitVector,
    radius: f64,
}

/// Tracks are asked in pieces of this many radians (100 km), each taken for straight in longitude and latitude.
const PIECE: f64 = 100.0 / 6371.0;
/// How far such a piece lies off its great circle at most, in radians, with much to spare.
const SLACK: f64 = 0.02;
/// A gate's cap holds points of it at every so many degrees.
const GATE_STEP: f64 = 1.0;

impl Gate {
    fn of(gate: &[LonLat]) -> Self {
        let line: LineString = gate.iter().map(|p| (p.lon(), p.lat())).collect();
        let points: Vec<sphere::UnitVector> = Euclidean
            .densify(&line, GATE_STEP)
            .coords()
            .map(|c| sphere::unit_vector(LonLat::wrapped(c.x, c.y)))
            .collect();
        let sum = |k: usize| points.iter().map(|v| v[k]).sum();
        let middle = sphere::unit_vector(sphere::lon_lat([sum(0), sum(1), sum(2)]));
        let away = points.iter().map(|&v| sphere::angle(middle, v));
        // Between two of the points the line may leave the cap by less than half a step.
        let radius = away.fold(0.0, f64::max) + GATE_STEP.to_radians() / 2.0;
        Self { line, middle, radius }
    }

    /// Whether a track comes near enough to be asked piece by piece.
    fn is_near(&self, track: &GreatCircle) -> bool {
        let half = track.length / 2.0;
        sphere::angle(track.at(half), self.middle) <= half + self.radius + SLACK
    }
}

impl Gates {
    pub(super) fn of(passages: &[Passage]) -> Self {
        Self(passages.iter().map(|passage| Gate::of(&passage.gate)).collect())
    }

    /// Those of the passages of `some`, as bits, whose gates are near the track from `a` to `b`: numbers and gates.
    fn near(&self, a: LonLat, b: LonLat, some: u64) -> impl Iterator<Item = (u8, &LineString)> {
        let track = GreatCircle::between(sphere::unit_vector(a), sphere::unit_vector(b));
        let gates = (0u8..).zip(&self.0);
        let near = gates.filter(move |&(n, gate)| some >> n & 1 == 1 && gate.is_near(&track));
        near.map(|(n, gate)| (n, &gate.line))
    }

    /// The numbers of the passages between `a` and `b`, in order.
    pub(super) fn crossed(&self, a: LonLat, b: LonLat) -> Vec<u8> {
        let near: Vec<(u8, &LineString)> = self.near(a, b, u64::MAX).collect();
        if near.is_empty() {
            return Vec::new();
        }
        let crossed = |piece: Line| near.iter().filter(move |(_, gate)| gate.intersects(&piece));
        let mut numbers: Vec<u8> = pieces(a, b).flat_map(crossed).map(|&(n, _)| n).collect();
        numbers.dedup();
        numbers
    }

    /// Where the track from `a` to `b` first crosses the gate of a passage.
    pub(super) fn crossing(&self, number: u8, a: LonLat, b: LonLat) -> Option<LonLat> {
        let gate = &self.0[usize::from(number)].line;
        let meets = |piece: Line| gate.lines().find_map(|line| line_intersection(line, piece));
        let at = match pieces(a, b).find_map(meets)? {
            LineIntersection::SinglePoint { intersection, .. } => intersection,
            LineIntersection::Collinear { intersection } => intersection.start,
        };
        Some(LonLat::wrapped(at.x, at.y))
    }

    /// Whether one of the passages of `closed`, as bits, lies between `a` and `b`.
    pub(super) fn bar(&self, a: LonLat, b: LonLat, closed: u64) -> bool {
        let mut gates = self.near(a, b, closed);
        gates.any(|(_, gate)| pieces(a, b).any(|piece| gate.intersects(&piece)))
    }
}

/// The track as straight lines, those over the antimeridian left out: no gate lies there.
fn pieces(a: LonLat, b: LonLat) -> impl Iterator<Item = Line> {
    let mut points = sphere::points_along(a, b, PIECE);
    let mut from = points.next().unwrap_or(a);
    points.filter_map(move |to| {
        let piece = Line::new((from.lon(), from.lat()), (to.lon(), to.lat()));
        let whole = (from.lon() - to.lon()).abs() <= 180.0;
        from = to;
        whole.then_some(piece)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_default_closes_what_the_table_says() {
        let passages = read(include_bytes!("../../../assets/sea_network/passages.csv")).unwrap();
        let closed: ClosedPassages = passages
            .iter()
            .filter(|p| p.closed_by_default)
            .map(|p| p.id.clone())
            .collect();
        assert_eq!(closed, ClosedPassages::default());
    }

    #[test]
    fn a_passage_has_its_names_and_english_for_other_languages() {
        let passages = read(include_bytes!("../../../assets/sea_network/passages.csv")).unwrap();
        let malacca = passages.iter().find(|p| p.id.as_str() == "malacca").unwrap();
        assert_eq!(malacca.name("vi"), "Eo biển Malacca");
        assert_eq!(malacca.name("fr"), "Strait of Malacca");
    }

    #[test]
    fn a_track_across_two_gates_names_them_in_the_order_of_sailing() {
        let passages = read(include_bytes!("../../../assets/sea_network/passages.csv")).unwrap();
        let gates = Gates::of(&passages);
        let (west, east) = (LonLat::wrapped(100.5, 2.9), LonLat::wrapped(104.2, 1.05));
        let names = |numbers: Vec<u8>| -> Vec<&str> {
            numbers
                .into_iter()
                .map(|n| passages[usize::from(n)].id.as_str())
                .collect()
        };
        assert_eq!(names(gates.crossed(west, east)), ["malacca", "singapore"]);
        assert_eq!(names(gates.crossed(east, west)), ["singapore", "malacca"]);
    }

    #[test]
    fn a_gate_that_is_no_line_is_reported_by_id() {
        let table = "id,name_en,name_vi,name_ja,name_zh,kind,default,gate\nx,a,b,c,d,strait,open,1 2\n";
        let error = read(table.as_bytes()).unwrap_err().to_string();
        assert!(error.contains("gate of x"), "{error}");
    }

    #[test]
    fn closed_passages_are_a_plain_list_in_a_file() {
        let closed = ClosedPassages::default().with("malacca");
        let text = serde_json::to_string(&closed).unwrap();
        assert_eq!(text, r#"["bering","malacca","northwest"]"#);
        assert_eq!(serde_json::from_str::<ClosedPassages>(&text).unwrap(), closed);
    }

    proptest! {
        #[test]
        fn no_gate_that_a_track_crosses_is_taken_for_far(
            number in 0..42usize, lon in -180.0..180.0f64, lat in -80.0..80.0f64, past in 0.0..2.0f64,
        ) {
            let passages = read(include_bytes!("../../../assets/sea_network/passages.csv")).unwrap();
            let gates = Gates::of(&passages);
            // From anywhere towards a gate's end and past it.
            let start = LonLat::wrapped(lon, lat);
            let end = passages[number % passages.len()].gate[0];
            let circle = GreatCircle::between(sphere::unit_vector(start), sphere::unit_vector(end));
            prop_assume!(circle.length < 1.5);
            let beyond = sphere::lon_lat(circle.at(circle.length + past * 0.1));
            let meets = |gate: &Gate| pieces(start, beyond).any(|piece| gate.line.intersects(&piece));
            let mut expected: Vec<u8> = (0u8..).zip(&gates.0).filter(|(_, gate)| meets(gate)).map(|(n, _)| n).collect();
            let mut found = gates.crossed(start, beyond);
            found.sort_unstable();
            found.dedup();
            expected.sort_unstable();
            prop_assert_eq!(found, expected);
        }
    }
}
