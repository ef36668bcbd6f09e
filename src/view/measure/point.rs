//! A point of what is measured: a place, a lane or a position, as a view names it, and where it is nearest to another.

use serde::{Deserialize, Serialize};

use crate::geography::{Extent, LonLat, position_in_words};
use crate::model::{Dataset, LaneIx, PlaceGeometry, PlaceIx};
use crate::view::Lanes;

/// Where a measure begins, turns or ends. In a view file `{"place": "id"}`, `{"lane": "id"}`, or
/// `{"lon": 109.2, "lat": 11.9}`, which may have a `"name"`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Written", into = "Written")]
pub enum MeasurePoint {
    /// A place of the data set, by its id.
    Place(String),
    /// A lane of the data set, by its id.
    Lane(String),
    /// A position on the map, with the name that it was found by.
    Position(LonLat, Option<String>),
}

/// A point as a view file has it.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Written {
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    lane: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    lon: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    lat: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
}

impl TryFrom<Written> for MeasurePoint {
    type Error = String;

    fn try_from(written: Written) -> Result<Self, String> {
        match written {
            Written {
                place: Some(place),
                lane: None,
                lon: None,
                lat: None,
                ..
            } => Ok(Self::Place(place)),
            Written {
                lane: Some(lane),
                place: None,
                lon: None,
                lat: None,
                ..
            } => Ok(Self::Lane(lane)),
            Written {
                lon: Some(lon),
                lat: Some(lat),
                place: None,
                lane: None,
                name,
            } => {
                let at = LonLat::new(lon, lat).map_err(|error| error.to_string())?;
                Ok(Self::Position(at, name))
            }
            _ => Err("a point has the id of a 'place' or of a 'lane', or 'lon' and 'lat'".to_owned()),
        }
    }
}

impl From<MeasurePoint> for Written {
    fn from(point: MeasurePoint) -> Self {
        let none = Self::default();
        match point {
            MeasurePoint::Place(id) => Self {
                place: Some(id),
                ..none
            },
            MeasurePoint::Lane(id) => Self {
                lane: Some(id),
                ..none
            },
            MeasurePoint::Position(at, name) => Self {
                lon: Some(at.lon()),
                lat: Some(at.lat()),
                name,
                ..none
            },
        }
    }
}

impl MeasurePoint {
    fn place(&self, dataset: &Dataset) -> Option<PlaceIx> {
        match self {
            Self::Place(id) => dataset.place_by_id(id),
            _ => None,
        }
    }

    fn lane(&self, dataset: &Dataset) -> Option<LaneIx> {
        match self {
            Self::Lane(id) => dataset.lane_by_id(id),
            _ => None,
        }
    }

    /// The kind and the id of what the data set does not have, if that is what it names.
    fn missing(&self, dataset: &Dataset) -> Option<(&'static str, &str)> {
        match self {
            Self::Place(id) if dataset.place_by_id(id).is_none() => Some(("place", id)),
            Self::Lane(id) if dataset.lane_by_id(id).is_none() => Some(("lane", id)),
            _ => None,
        }
    }

    /// What it is called in a language: its place, its lane, the name that it was found by, else its position.
    pub fn name(&self, dataset: &Dataset, language: &str) -> String {
        match self {
            Self::Place(id) => match self.place(dataset) {
                Some(ix) => dataset.place(ix).name(language).to_owned(),
                None => id.clone(),
            },
            Self::Lane(id) => match self.lane(dataset) {
                Some(ix) => dataset.lane(ix).title.get(language).to_owned(),
                None => id.clone(),
            },
            Self::Position(_, Some(name)) => name.clone(),
            Self::Position(at, None) => position_in_words(*at),
        }
    }

    /// Calls back with all that belongs to it; `None` for what the data set or the sea network does not have.
    fn with_extent<R>(
        &self,
        dataset: &Dataset,
        lanes: &Lanes,
        ask: impl FnOnce(&Extent<'_>) -> R,
    ) -> Option<R> {
        match self {
            Self::Position(at, _) => Some(ask(&Extent::of_places(&[*at]))),
            Self::Lane(_) => {
                let lane = lanes.lane(self.lane(dataset)?).ok()?;
                Some(ask(&Extent::of_lines([&*lane.path])))
            }
            Self::Place(_) => {
                let place = dataset.place(self.place(dataset)?);
                Some(match &place.geometry {
                    // A single position of a place, but not one of several, may be off where its name stands.
                    PlaceGeometry::Points(points) => ask(&Extent::of_places(points)),
                    PlaceGeometry::Lines(lines) => ask(&Extent::of_lines(lines.iter().map(Vec::as_slice))),
                    PlaceGeometry::Areas(areas) => {
                        ask(&Extent::of_area(areas.iter().flatten().map(Vec::as_slice)))
                    }
                })
            }
        }
    }

    /// Where it and another point are nearest to each other, its own position first. `None` where the data set does
    /// not have one of them.
    pub fn nearest_to(&self, other: &Self, dataset: &Dataset, lanes: &Lanes) -> Option<[LonLat; 2]> {
        if let (Self::Position(from, _), Self::Position(to, _)) = (self, other) {
            return Some([*from, *to]);
        }
        let from = |own: &Extent<'_>| {
            if let Self::Position(to, _) = other {
                return Some([own.nearest(*to)?, *to]);
            }
            other.with_extent(dataset, lanes, |extent| own.nearest_to(extent))?
        };
        self.with_extent(dataset, lanes, from)?
    }

    /// Where it stands by itself: a lane in its middle.
    pub fn position(&self, dataset: &Dataset, lanes: &Lanes) -> Option<LonLat> {
        match self {
            Self::Position(at, _) => Some(*at),
            Self::Place(_) => Some(dataset.place(self.place(dataset)?).anchor),
            Self::Lane(_) => {
                let path = &lanes.lane(self.lane(dataset)?).ok()?.path;
                path.get(path.len() / 2).copied()
            }
        }
    }
}

/// Takes out the points that name what the data set does not have; gives the kind and the id of each.
pub(in crate::view) fn take_missing(
    points: &mut Vec<MeasurePoint>,
    dataset: &Dataset,
) -> Vec<(&'static str, String)> {
    let missing = |point: &MeasurePoint| point.missing(dataset).map(|(kind, id)| (kind, id.to_owned()));
    let all = points.iter().filter_map(missing).collect();
    points.retain(|point| missing(point).is_none());
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    prop_compose! {
        fn point()(
            lon in -180.0..180.0f64, lat in -90.0..90.0f64, kind in 0..4usize, id in "[a-z-]{1,9}",
        ) -> MeasurePoint {
            match kind {
                0 => MeasurePoint::Place(id),
                1 => MeasurePoint::Lane(id),
                2 => MeasurePoint::Position(LonLat::wrapped(lon, lat), Some(id)),
                _ => MeasurePoint::Position(LonLat::wrapped(lon, lat), None),
            }
        }
    }

    proptest! {
        #[test]
        fn a_point_written_and_read_is_the_same(point in point()) {
            let written = serde_json::to_string(&point).unwrap();
            prop_assert_eq!(serde_json::from_str::<MeasurePoint>(&written).unwrap(), point);
        }
    }

    #[test]
    fn a_point_that_is_none_says_what_one_has() {
        for (wrong, word) in [
            (json!({}), "'place'"),
            (json!({"place": "a", "lane": "b"}), "'place'"),
            (json!({"lon": 3.0}), "'lat'"),
            (json!({"lon": 200.0, "lat": 1.0}), "200"),
            (json!({"town": "a"}), "town"),
        ] {
            let error = serde_json::from_value::<MeasurePoint>(wrong)
                .unwrap_err()
                .to_string();
            assert!(error.contains(word), "{error}");
        }
    }
}
