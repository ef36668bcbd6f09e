//! The geometry of a GeoJSON feature (RFC 7946, section 3.1) with every fault at its place in the file,
//! and the point where its name stands. For [`super::places_geojson`].

use geo::{Haversine, InteriorPoint, InterpolatableLine};

use crate::geography::LonLat;
use crate::model::PlaceGeometry;

use super::json::{Document, Node, Object};
use super::problem::{At, Problems, quoted};

/// What a place whose geometry is wrong comes to.
const LEFT_OUT: &str = "The place is left out.";

/// Reads geometry; the first fault in it is reported and nothing is drawn, for a place at a guessed
/// position would be worse than none.
pub(super) struct GeometryReader<'r, 'a> {
    pub(super) document: &'r Document<'a>,
    pub(super) problems: &'r mut Problems,
}

impl<'a> GeometryReader<'_, 'a> {
    /// The geometry of a GeoJSON geometry object.
    pub(super) fn read(&mut self, node: Node<'a>) -> Option<PlaceGeometry> {
        let object = Object::read(self.document, node, "a geometry", self.problems)?;
        let kind = object.text("type", self.problems).unwrap_or_default();
        let Some(coordinates) = object.get("coordinates") else {
            let what = match kind.as_str() {
                "GeometryCollection" => "a GeometryCollection is no shape of a place".to_owned(),
                _ => "the geometry has no coordinates".to_owned(),
            };
            return self.fail(object.at(), what, "Give it a point, a line or an area.");
        };
        match kind.as_str() {
            "Point" => Some(PlaceGeometry::Points(vec![self.position(coordinates)?])),
            "MultiPoint" => Some(PlaceGeometry::Points(self.list(
                coordinates,
                1,
                Self::position,
            )?)),
            "LineString" => Some(PlaceGeometry::Lines(vec![self.line(coordinates)?])),
            "MultiLineString" => Some(PlaceGeometry::Lines(self.list(coordinates, 1, Self::line)?)),
            "Polygon" => Some(PlaceGeometry::Areas(vec![self.area(coordinates)?])),
            "MultiPolygon" => Some(PlaceGeometry::Areas(self.list(coordinates, 1, Self::area)?)),
            other => {
                let what = format!("there is no geometry {} in GeoJSON", quoted(other));
                let remedy = "Write Point, LineString, Polygon or the Multi form of one of them.";
                self.fail(object.at_key("type"), what, remedy)
            }
        }
    }

    fn position(&mut self, node: Node<'a>) -> Option<LonLat> {
        match position(node) {
            Ok(position) => Some(position),
            Err((what, remedy)) => self.fail(self.document.at(node), what, remedy),
        }
    }

    /// The position that a data set gives for the name and the markers of a place. A wrong one is reported
    /// and the shape's own middle stands for it.
    pub(super) fn anchor(&mut self, node: Node<'a>) -> Option<LonLat> {
        let found = position(node);
        if let Err((what, remedy)) = &found {
            let remedy = format!("The middle of the shape is taken instead. {remedy}");
            self.problems.error(self.document.at(node), what.clone(), remedy);
        }
        found.ok()
    }

    fn line(&mut self, node: Node<'a>) -> Option<Vec<LonLat>> {
        self.list(node, 2, Self::position)
    }

    fn area(&mut self, node: Node<'a>) -> Option<Vec<Vec<LonLat>>> {
        self.list(node, 1, Self::ring)
    }

    fn ring(&mut self, node: Node<'a>) -> Option<Vec<LonLat>> {
        let mut ring = self.list(node, 3, Self::position)?;
        let (first, last) = (ring.first().copied()?, ring.last().copied()?);
        if first != last {
            self.problems.warning(
                self.document.at(node),
                "the ring of an area does not end where it begins",
                "It is closed. Repeat its first position as its last.",
            );
            ring.push(first);
        }
        Some(ring)
    }

    /// A list of at least some parts, each read in its way.
    fn list<T>(
        &mut self,
        node: Node<'a>,
        least: usize,
        read: impl Fn(&mut Self, Node<'a>) -> Option<T>,
    ) -> Option<Vec<T>> {
        let items = node.items().unwrap_or_default();
        if items.len() < least {
            let what = format!(
                "{} is no list of {least} or more positions or parts",
                quoted(node.raw())
            );
            let remedy = "Compare the brackets with the geometry's type.";
            return self.fail(self.document.at(node), what, remedy);
        }
        items.into_iter().map(|item| read(self, item)).collect()
    }

    fn fail<T>(&mut self, at: At, what: String, remedy: &str) -> Option<T> {
        self.problems.error(at, what, format!("{LEFT_OUT} {remedy}"));
        None
    }
}

/// A position as GeoJSON writes it, or what is wrong with it and what to do.
fn position(node: Node<'_>) -> Result<LonLat, (String, &'static str)> {
    let items = node.items().unwrap_or_default();
    let numbers: Option<Vec<f64>> = items.into_iter().map(Node::number).collect();
    let Some([lon, lat, ..]) = numbers.as_deref() else {
        let remedy = "A position is a list of two numbers, longitude first: [109.2, 11.9].";
        return Err((format!("{} is no position", quoted(node.raw())), remedy));
    };
    LonLat::new(*lon, *lat).map_err(|error| {
        let remedy = "Write longitude (-180 to 180) first, then latitude (-90 to 90), in degrees.";
        (error.to_string(), remedy)
    })
}

/// Where the name of a place stands: on its first point, in the middle of its longest line, or inside
/// its largest area.
pub(super) fn anchor(geometry: &PlaceGeometry) -> Option<LonLat> {
    let found = match geometry {
        PlaceGeometry::Points(_) => None,
        PlaceGeometry::Lines(lines) => lines
            .iter()
            .max_by(|a, b| length(a).total_cmp(&length(b)))
            .and_then(|line| line_string(line).point_at_ratio_from_start(&Haversine, 0.5)),
        PlaceGeometry::Areas(areas) => {
            let polygons = areas.iter().filter_map(|rings| {
                let mut rings = rings.iter().map(|ring| line_string(ring));
                Some(geo::Polygon::new(rings.next()?, rings.collect()))
            });
            geo::MultiPolygon::new(polygons.collect()).interior_point()
        }
    };
    let found = found.and_then(|point| LonLat::new(point.x(), point.y()).ok());
    found.or_else(|| geometry.positions().next())
}

fn line_string(line: &[LonLat]) -> geo::LineString {
    line.iter().map(|p| (p.lon(), p.lat())).collect()
}

fn length(line: &[LonLat]) -> f64 {
    use geo::Length;
    Haversine.length(&line_string(line))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::problem::Problem;
    use proptest::prelude::*;

    fn read(text: &str) -> (Option<PlaceGeometry>, Vec<Problem>) {
        let document = Document::new("places.geojson", text);
        let mut problems = Problems::default();
        let node = document.root(&mut problems).unwrap();
        let geometry = GeometryReader {
            document: &document,
            problems: &mut problems,
        }
        .read(node);
        (geometry, problems.sorted())
    }

    #[test]
    fn a_swapped_position_is_reported_where_it_stands() {
        let (geometry, problems) =
            read("{\"type\": \"LineString\", \"coordinates\": [\n  [109.2, 11.9],\n  [11.9, 109.2]]}");
        assert_eq!(geometry, None);
        assert_eq!(problems.len(), 1);
        assert_eq!((problems[0].at.line, problems[0].at.column), (Some(3), Some(3)));
        assert!(problems[0].what.contains("swapped"), "{}", problems[0]);
    }

    #[test]
    fn wrong_shapes_are_named_and_left_out() {
        for (text, said) in [
            (
                r#"{"type": "Circle", "coordinates": [1, 2]}"#,
                "no geometry 'Circle'",
            ),
            (r#"{"type": "Point", "coordinates": [1]}"#, "no position"),
            (r#"{"type": "Point", "coordinates": ["1", 2]}"#, "no position"),
            (r#"{"type": "Point", "coordinates": [190, 2]}"#, "longitude 190"),
            (
                r#"{"type": "LineString", "coordinates": [[1, 2]]}"#,
                "no list of 2",
            ),
            (
                r#"{"type": "Polygon", "coordinates": [[1, 2], [3, 4], [5, 6]]}"#,
                "no list of 3",
            ),
            (r#"{"type": "GeometryCollection", "geometries": []}"#, "no shape"),
            (r#"{"type": "Point"}"#, "no coordinates"),
        ] {
            let (geometry, problems) = read(text);
            assert_eq!(geometry, None, "{text}");
            assert!(problems[0].to_string().contains(said), "{}", problems[0]);
        }
    }

    #[test]
    fn an_open_ring_is_closed_and_said_so() {
        let (geometry, problems) = read(r#"{"type": "Polygon", "coordinates": [[[0, 0], [2, 0], [2, 2]]]}"#);
        let Some(PlaceGeometry::Areas(areas)) = geometry else {
            panic!("no area");
        };
        assert_eq!(areas[0][0].len(), 4);
        assert!(problems[0].what.contains("does not end"), "{}", problems[0]);
    }

    #[test]
    fn the_anchor_is_in_the_middle_of_a_line_and_inside_a_bent_area() {
        let p = |lon, lat| LonLat::new(lon, lat).unwrap();
        let line = PlaceGeometry::Lines(vec![vec![p(0.0, 0.0), p(1.0, 0.0), p(4.0, 0.0)]]);
        assert!((anchor(&line).unwrap().lon() - 2.0).abs() < 1e-9);
        // The middle of this bracket's box lies outside it.
        let bracket = [
            (0.0, 0.0),
            (5.0, 0.0),
            (5.0, 1.0),
            (1.0, 1.0),
            (1.0, 4.0),
            (5.0, 4.0),
            (5.0, 5.0),
            (0.0, 5.0),
            (0.0, 0.0),
        ];
        let area = PlaceGeometry::Areas(vec![vec![bracket.iter().map(|&(x, y)| p(x, y)).collect()]]);
        let inside = anchor(&area).unwrap();
        assert!(
            inside.lon() < 1.0 || inside.lat() < 1.0 || inside.lat() > 4.0,
            "{inside:?}"
        );
    }

    proptest! {
        #[test]
        fn any_shape_at_all_has_an_anchor(
            rings in prop::collection::vec(
                prop::collection::vec((-3i8..3, -3i8..3), 1..9).prop_map(|ring| {
                    ring.into_iter()
                        .map(|(x, y)| LonLat::new(f64::from(x), f64::from(y)).unwrap())
                        .collect::<Vec<_>>()
                }),
                1..3,
            )
        ) {
            prop_assert!(anchor(&PlaceGeometry::Lines(rings.clone())).is_some());
            prop_assert!(anchor(&PlaceGeometry::Areas(vec![rings])).is_some());
        }
    }
}
