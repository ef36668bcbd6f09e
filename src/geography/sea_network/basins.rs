//! Basins: the waters that the passages part from one another. Few of them and few links between them, so that
//! whether closed passages bar a way is known without looking for one.

use std::collections::VecDeque;

use super::{Arc, LegEnd};

/// The basin of every node, and the passages between basins.
#[derive(Debug)]
pub(super) struct Basins {
    of_node: Vec<u16>,
    /// How many nodes lie in each.
    sizes: Vec<u32>,
    /// Two basins and the passages, as bits, that a track from one to the other goes through.
    links: Vec<(u16, u16, u64)>,
}

impl Basins {
    /// The basins of a network whose arcs leave its nodes as told; local arcs lead nowhere and do not count.
    pub(super) fn of<'a>(nodes: usize, arcs_of: impl Fn(usize) -> &'a [Arc]) -> Self {
        let mut of_node = vec![u16::MAX; nodes];
        let mut sizes = Vec::new();
        for first in 0..nodes {
            if of_node[first] != u16::MAX {
                continue;
            }
            // Numbers run out for lone local nodes only, which no way goes by.
            let number = u16::try_from(sizes.len())
                .unwrap_or(u16::MAX - 1)
                .min(u16::MAX - 1);
            let (mut next, mut size) = (vec![first], 0);
            while let Some(node) = next.pop() {
                if of_node[node] != u16::MAX {
                    continue;
                }
                of_node[node] = number;
                size += 1;
                let open = arcs_of(node).iter().filter(|arc| !arc.local && arc.through == 0);
                next.extend(open.map(|arc| arc.to as usize));
            }
            sizes.push(size);
        }
        let mut links: Vec<(u16, u16, u64)> = (0..nodes)
            .flat_map(|node| arcs_of(node).iter().map(move |arc| (node, arc)))
            .filter(|(_, arc)| !arc.local && arc.through != 0)
            .map(|(node, arc)| (of_node[node], of_node[arc.to as usize], arc.through))
            .collect();
        links.sort_unstable();
        links.dedup();
        Self {
            of_node,
            sizes,
            links,
        }
    }

    /// Whether these closed passages part two nodes; then, which of them lies in the smaller water.
    pub(super) fn parted(&self, start: u32, end: u32, closed: u64) -> Option<LegEnd> {
        let [start, end] = [start, end].map(|node| self.of_node[node as usize]);
        let from_start = self.reached(start, end, closed)?;
        let from_end = self.reached(end, start, closed)?;
        Some(if from_end < from_start {
            LegEnd::End
        } else {
            LegEnd::Start
        })
    }

    /// The passages, as bits, of the links of a way by as few basins as can be, in order; `None` if there is
    /// no way even with every passage open.
    pub(super) fn links_between(&self, start: u32, end: u32) -> Option<Vec<u64>> {
        let [start, end] = [start, end].map(|node| self.of_node[node as usize]);
        let mut came_by: Vec<Option<(u16, u64)>> = vec![None; self.sizes.len()];
        let mut next = VecDeque::from([end]);
        came_by[usize::from(end)] = Some((end, 0));
        // From the end back, so that following `came_by` from the start is in the order of sailing.
        while let Some(at) = next.pop_front() {
            for &(_, to, through) in self.links_of(at) {
                if came_by[usize::from(to)].is_none() {
                    came_by[usize::from(to)] = Some((at, through));
                    next.push_back(to);
                }
            }
        }
        let (mut at, mut links) = (start, Vec::new());
        while at != end {
            let (towards, through) = came_by[usize::from(at)]?;
            links.push(through);
            at = towards;
        }
        Some(links)
    }

    fn links_of(&self, basin: u16) -> &[(u16, u16, u64)] {
        let from = self.links.partition_point(|link| link.0 < basin);
        let to = self.links.partition_point(|link| link.0 <= basin);
        &self.links[from..to]
    }

    /// How many nodes a ship reaches from a basin without the closed passages; `None` if `other` is reached.
    fn reached(&self, basin: u16, other: u16, closed: u64) -> Option<u32> {
        let mut seen = vec![false; self.sizes.len()];
        let mut next = vec![basin];
        let mut count = 0;
        while let Some(at) = next.pop() {
            if at == other {
                return None;
            }
            if std::mem::replace(&mut seen[usize::from(at)], true) {
                continue;
            }
            count += self.sizes[usize::from(at)];
            let open = self.links_of(at).iter().filter(|link| link.2 & closed == 0);
            next.extend(open.map(|link| link.1));
        }
        Some(count)
    }
}
