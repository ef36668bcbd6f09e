//! What closing passages changes about a lane: the way that it would take, how much longer the present one is, and
//! where the old one is barred.

use std::collections::HashSet;
use std::ops::Range;

use crate::geography::{ClosedPassages, LonLat, Meters, NoRoute, SeaNetwork};

use super::bundles::{Point, point};
use super::straits::crossings;
use super::{Changed, ResolvedLane};

/// A lane that closed passages have sent another way, or have left without any.
#[derive(Clone, Copy, Debug)]
pub struct Detour<'a> {
    /// The lane with nothing closed but what is by default: its path, length and passages.
    pub open: &'a ResolvedLane,
    /// The lane as it is now, or why it has no way.
    pub now: Result<&'a ResolvedLane, &'a NoRoute>,
    /// The parts of the open path that the present one does not sail, as indices of its points: from
    /// `path[start]` to `path[end - 1]`.
    pub left: &'a [Range<usize>],
    /// The parts of the present path that the open one does not sail, likewise.
    pub taken: &'a [Range<usize>],
    /// Where the open path meets the gates that are closed.
    pub barred: &'a [LonLat],
}

impl Detour<'_> {
    /// How much longer the present way is, or shorter if below zero; `None` where there is none.
    pub fn longer_by(&self) -> Option<Meters> {
        let now = self.now.ok()?;
        Some(Meters(now.length.0 - self.open.length.0))
    }

    /// The same in hundredths of the open way; `None` where there is none.
    pub fn longer_by_percent(&self) -> Option<f64> {
        Some(self.longer_by()?.0 / self.open.length.0 * 100.0).filter(|percent| percent.is_finite())
    }
}

impl Changed {
    /// What is different between a lane with everything open and the lane as it is; `None` where nothing is.
    pub(super) fn between(
        open: ResolvedLane,
        now: Option<&ResolvedLane>,
        network: &SeaNetwork,
        closed: &ClosedPassages,
    ) -> Option<Self> {
        let left = parts_not_in(&open.path, now.map_or(&[][..], |now| &now.path));
        if now.is_some() && left.is_empty() {
            return None;
        }
        let gates = network.passages().iter().filter(|p| closed.contains(&p.id));
        let barred = gates.flat_map(|p| crossings(&p.gate, open.path.windows(2).map(|w| [w[0], w[1]])));
        Some(Self {
            barred: barred.collect(),
            taken: now.map_or_else(Vec::new, |now| parts_not_in(&now.path, &open.path)),
            left,
            open,
        })
    }
}

/// The parts of a path whose steps another one does not take, in either direction.
fn parts_not_in(path: &[LonLat], other: &[LonLat]) -> Vec<Range<usize>> {
    let step = |pair: &[LonLat]| -> [Point; 2] {
        let mut ends = [point(pair[0]), point(pair[1])];
        ends.sort_unstable();
        ends
    };
    let sailed: HashSet<[Point; 2]> = other.windows(2).map(step).collect();
    let mut parts: Vec<Range<usize>> = Vec::new();
    for (at, pair) in path.windows(2).enumerate() {
        if sailed.contains(&step(pair)) {
            continue;
        }
        match parts.last_mut() {
            Some(part) if part.end == at + 1 => part.end = at + 2,
            _ => parts.push(at..at + 2),
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_another_path_sails_too_is_not_left_whichever_way_it_goes() {
        let at = |lon: i32| LonLat::wrapped(f64::from(lon), 0.0);
        let aside = |lon: i32| LonLat::wrapped(f64::from(lon), 5.0);
        let path: Vec<LonLat> = (0..8).map(at).collect();
        let mut other = vec![at(0), at(1), at(2), aside(3), aside(4), at(5), at(6), at(7)];
        let ends = |other: &[LonLat]| -> Vec<(usize, usize)> {
            let parts = parts_not_in(&path, other).into_iter();
            parts.map(|part| (part.start, part.end)).collect()
        };
        assert_eq!(ends(&other), [(2, 6)]);
        other.reverse();
        assert_eq!(ends(&other), [(2, 6)]);
        assert_eq!(ends(&path), []);
        assert_eq!(ends(&[]), [(0, 8)]);
    }
}
