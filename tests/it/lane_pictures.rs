//! Lanes as they are drawn: side by side where they share water, as wide as their values, with shares written on them,
//! and what closed straits change.

mod bundles;
mod closures;
mod shares;
mod widths;

use periplus::compose::{self, Furniture, MapContext, Style, Styles, World};
use periplus::geography::Camera;
use periplus::scene::{Group, Node, Path, Shape, Text};
use periplus::view::{Highlights, ViewSpec};

use crate::pictures::Studio;

fn light() -> Style {
    Style::clone(Styles::embedded().unwrap().named("light").unwrap())
}

/// The studio with passages closed, and its view that says so.
fn closing(ids: &[&str]) -> (Studio, ViewSpec) {
    let mut studio = Studio::bundled();
    let view = studio.close(ids);
    (studio, view)
}

/// The map's overlay for a camera.
fn overlay(world: &World, view: &ViewSpec, camera: &Camera) -> Vec<Node> {
    let (style, words) = (light(), periplus::i18n::Messages::english().picture_words());
    let map = MapContext {
        world,
        view,
        style: &style,
        words: &words,
        camera,
        furniture: Furniture::default(),
    };
    let highlights = Highlights::new(world.dataset, view);
    compose::map_overlay(&map, &highlights, &compose::map_labels(&map))
}

fn found<'a>(nodes: &'a [Node], name: &str) -> Vec<&'a Group> {
    let mut out = Vec::new();
    for node in nodes {
        if let Node::Group(group) = node {
            if group.name == name {
                out.push(group);
            }
            out.extend(found(&group.children, name));
        }
    }
    out
}

fn paths(group: &Group) -> impl Iterator<Item = &Path> {
    group.children.iter().filter_map(|node| match node {
        Node::Path(path) => Some(path),
        _ => None,
    })
}

/// The points of the lines of a group on the picture.
fn points(group: &Group) -> Vec<[f64; 2]> {
    let mut all = Vec::new();
    for path in paths(group) {
        if let Shape::Lines(lines) = &path.shape {
            all.extend(lines.lines().flatten().map(|p| path.transform.apply(*p)));
        }
    }
    all
}

fn distance(a: [f64; 2], b: [f64; 2]) -> f64 {
    (a[0] - b[0]).hypot(a[1] - b[1])
}

/// How far a point lies from a line.
fn off(p: [f64; 2], line: &[[f64; 2]]) -> f64 {
    line.windows(2)
        .map(|pair| {
            let [a, b] = [pair[0], pair[1]];
            let long = distance(a, b).max(1e-9);
            let part = ((p[0] - a[0]) * (b[0] - a[0]) + (p[1] - a[1]) * (b[1] - a[1])) / (long * long);
            let part = part.clamp(0.0, 1.0);
            distance(p, [a[0] + (b[0] - a[0]) * part, a[1] + (b[1] - a[1]) * part])
        })
        .fold(f64::INFINITY, f64::min)
}

fn texts_in(nodes: &[Node]) -> Vec<&Text> {
    let mut out = Vec::new();
    for node in nodes {
        match node {
            Node::Text(text) => out.push(text),
            Node::Group(group) => out.extend(texts_in(&group.children)),
            Node::Path(_) | Node::Image(_) => {}
        }
    }
    out
}
