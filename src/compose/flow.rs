//! Pieces of signs and words that follow one another in lines, as words do.

use crate::scene::{Group, Node};

use super::moved::moved_group;

/// What stays together in a line. Its baseline is at 0.
pub(super) struct Piece {
    pub(super) nodes: Vec<Node>,
    pub(super) width: f64,
}

/// Space between pieces of a line, in points.
pub(super) const BETWEEN: f64 = 16.0;

/// In which line each of some widths stands, and where it begins, between two edges.
pub(super) fn lines(widths: impl IntoIterator<Item = f64>, [left, right]: [f64; 2]) -> Vec<(usize, f64)> {
    let (mut line, mut x) = (0, left);
    let place = |width: f64| {
        if x > left && x + width > right {
            line += 1;
            x = left;
        }
        let at = (line, x);
        x += width + BETWEEN;
        at
    };
    widths.into_iter().map(place).collect()
}

/// How many lines some widths take.
pub(super) fn count(widths: impl IntoIterator<Item = f64>, edges: [f64; 2]) -> usize {
    lines(widths, edges).last().map_or(0, |(line, _)| line + 1)
}

/// Pieces between two edges, their lines `step` points high; the first has its baseline at `baseline`.
pub(super) fn flow(name: &str, pieces: Vec<Piece>, edges: [f64; 2], baseline: f64, step: f64) -> Node {
    let places = lines(pieces.iter().map(|piece| piece.width), edges);
    let put = |(piece, (line, x)): (Piece, (usize, f64))| {
        moved_group("piece", piece.nodes, [x, baseline + step * line as f64])
    };
    let nodes = pieces.into_iter().zip(places).map(put).collect();
    Node::Group(Group::named(name, nodes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_that_do_not_fit_go_to_the_next_line() {
        let placed = lines([40.0, 30.0, 30.0, 200.0], [10.0, 110.0]);
        assert_eq!(placed, [(0, 10.0), (0, 66.0), (1, 10.0), (2, 10.0)]);
        assert_eq!(count([40.0, 30.0, 30.0], [10.0, 110.0]), 2);
        assert_eq!(count([], [0.0, 1.0]), 0);
    }
}
