//! Pale dashes that run along lit lanes while time plays: in the window alone, never in a picture that is kept.

use std::sync::Arc;

use crate::compose::map::MapContext;
use crate::compose::world::{picture_rect, world_copies};
use crate::scene::{Group, Node, Path, Polylines, Rect, Stroke};
use crate::view::{Highlights, Light};

use super::arrows::within;
use super::beside::at_along;
use super::look::{LaneLook, values_at};
use super::strand::{Knot, mix};
use super::{MARGIN, copy, lines};

/// The length of a dash, and from the start of one to that of the next, in points.
const DASH: f64 = 7.0;
const PERIOD: f64 = 26.0;
/// How far dashes run in a second, in points.
const SPEED: f64 = 34.0;
/// Their width as a part of the line's.
const WIDTH: f32 = 0.42;

/// The dashes on lanes that are lit, so many seconds after they began to run.
pub(in crate::compose) fn nodes(map: &MapContext, highlights: &Highlights, seconds: f64) -> Node {
    let &MapContext {
        world,
        view,
        style,
        camera,
        ..
    } = map;
    let values = values_at(world, &view.time, highlights);
    let phase = (seconds * SPEED).rem_euclid(PERIOD);
    let room = picture_rect(camera).grown(MARGIN);
    let mut children = Vec::new();
    for line in lines(world, style, camera) {
        let light = highlights.lane(line.lane);
        if light < Light::Uncertain {
            continue;
        }
        let look = LaneLook::new(world, style, light, &values, line.lane);
        for shift in world_copies(camera, MARGIN) {
            let by = shift * camera.points_per_world();
            let mut here = room;
            (here.left, here.right) = (room.left - by, room.right - by);
            let dashes = line
                .strands
                .iter()
                .flat_map(|strand| dashes(strand, phase, &here));
            children.push(Node::Path(Path {
                shape: Arc::new(Polylines::new(dashes, false)).into(),
                transform: copy(camera, shift),
                fill: None,
                stroke: Some(Stroke::solid(look.casing.color, look.line.width * WIDTH)),
                key: None,
            }));
        }
    }
    Node::Group(Group::named("currents", children))
}

/// The dashes of a line within a room, each as the points that it runs over.
fn dashes(line: &[Knot], phase: f64, room: &Rect) -> Vec<Vec<[f64; 2]>> {
    let mut dashes = Vec::new();
    let Some(last) = line.last() else { return dashes };
    for pair in line.windows(2) {
        // Those that begin on the part of this piece that is near the picture.
        let Some(part) = within(pair[0].at, pair[1].at, room) else {
            continue;
        };
        let [begins, ends] = part.map(|part| mix(&pair[0], &pair[1], part).along);
        let mut start = ((begins - phase) / PERIOD).ceil() * PERIOD + phase;
        while start < ends {
            let end = (start + DASH).min(last.along);
            let inner = line.iter().skip(line.partition_point(|k| k.along <= start));
            let inner = inner.take_while(|knot| knot.along < end).map(|knot| knot.at);
            let tips = [start, end].map(|along| at_along(line, along).map(|knot| knot.at));
            dashes.push(tips[0].into_iter().chain(inner).chain(tips[1]).collect());
            start += PERIOD;
        }
    }
    dashes
}

#[cfg(test)]
mod tests {
    use super::super::strand::distance;
    use super::*;

    #[test]
    fn dashes_run_forward_along_the_line_and_come_back_after_a_period() {
        let knot = |x: f64, y: f64, along: f64| Knot {
            at: [x, y],
            along,
            index: along,
        };
        let line = [
            knot(0.0, 0.0, 0.0),
            knot(60.0, 0.0, 60.0),
            knot(60.0, 80.0, 140.0),
        ];
        let room = Rect::from_xywh(-10.0, -10.0, 200.0, 200.0);
        let now = dashes(&line, 3.0, &room);
        let later = dashes(&line, 5.0, &room);
        assert_eq!(now[0][0], [3.0, 0.0]);
        assert_eq!(later[0][0], [5.0, 0.0]);
        assert_eq!(now.len(), 6);
        let long = |dash: &Vec<[f64; 2]>| dash.windows(2).map(|w| distance(w[0], w[1])).sum::<f64>();
        assert!(now.iter().take(5).all(|dash| (long(dash) - DASH).abs() < 1e-9));
        assert_eq!(now, dashes(&line, 3.0 + PERIOD - PERIOD, &room));
    }

    #[test]
    fn a_dash_goes_round_a_corner() {
        let knot = |x: f64, y: f64, along: f64| Knot {
            at: [x, y],
            along,
            index: along,
        };
        let line = [knot(0.0, 0.0, 0.0), knot(4.0, 0.0, 4.0), knot(4.0, 9.0, 13.0)];
        let room = Rect::from_xywh(-10.0, -10.0, 200.0, 200.0);
        assert_eq!(
            dashes(&line, 1.0, &room),
            [vec![[1.0, 0.0], [4.0, 0.0], [4.0, 4.0]]]
        );
    }
}
