//! Nodes put elsewhere: transforms are resolved here, so that writers need no transforms of groups.

use crate::scene::{Affine, Clip, Group, Image, Node, Path, Rect, Text};

/// Nodes moved by an offset, as a group.
pub(super) fn moved_group(name: &str, nodes: Vec<Node>, by: [f64; 2]) -> Node {
    let shift = Affine::translation(by[0], by[1]);
    Node::Group(Group::named(
        name,
        nodes.into_iter().map(|n| moved(n, &shift, by)).collect(),
    ))
}

/// A node moved by an offset, given as a transform and as numbers.
pub(super) fn moved(node: Node, shift: &Affine, by: [f64; 2]) -> Node {
    match node {
        Node::Group(g) => Node::Group(Group {
            clip: g.clip.map(|c| Clip {
                shapes: c.shapes.into_iter().map(|(s, t)| (s, t.then(shift))).collect(),
                ..c
            }),
            children: g.children.into_iter().map(|n| moved(n, shift, by)).collect(),
            ..g
        }),
        Node::Path(p) => Node::Path(Path {
            transform: p.transform.then(shift),
            ..p
        }),
        Node::Text(t) => Node::Text(Text {
            transform: t.transform.then(shift),
            ..t
        }),
        Node::Image(i) => Node::Image(Image {
            rect: Rect {
                left: i.rect.left + by[0],
                right: i.rect.right + by[0],
                top: i.rect.top + by[1],
                bottom: i.rect.bottom + by[1],
            },
            ..i
        }),
    }
}
