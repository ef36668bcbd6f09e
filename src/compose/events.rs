//! Events on the map: one marker for each theme at a place, side by side where there are several, with a
//! count where one marker stands for many.

use crate::geography::{Camera, LonLat};
use crate::model::{EventIx, Item, PlaceIx, ThemeIx};
use crate::scene::{Affine, Group, Node, Outline, Path, Rect, Stroke};
use crate::view::{Highlights, Light};

use super::Style;
use super::symbols::{Marker, readable_on};
use super::text::{Align, sans_semibold, write};
use super::world::{World, key_of, picture_rect};

/// The size of a count's figures for a marker's radius.
const COUNT_IN_MARKER: f64 = 1.25;

/// How far beyond the picture sites are gathered, in points.
const BEYOND: f64 = 120.0;
/// The part of a site's markers that may lie on another's, where it is lit and where it is not.
const MOST_COVERED: f64 = 0.22;
const MOST_COVERED_RECEDING: f64 = 0.5;

/// Between two markers of a place, in points.
const GAP: f64 = 2.5;

/// How many of so many markers stand side by side.
pub(super) fn columns(markers: usize) -> usize {
    if markers <= 2 {
        markers
    } else {
        markers.div_ceil(2)
    }
}

/// The events of one theme at one place that share a light.
#[derive(Clone)]
struct Cluster {
    theme: ThemeIx,
    light: Light,
    events: Vec<EventIx>,
}

/// The markers at one place.
#[derive(Clone)]
pub(super) struct Site {
    place: PlaceIx,
    anchor: LonLat,
    clusters: Vec<Cluster>,
    selected: bool,
    /// The strongest light of all.
    light: Light,
}

/// The sites with events that the filter keeps, weakest light first. Independent of the camera.
pub(super) fn sites(world: &World, highlights: &Highlights) -> Vec<Site> {
    let set = world.dataset;
    let mut sites: Vec<Site> =
        set.places()
            .filter_map(|place| {
                let mut clusters: Vec<Cluster> = Vec::new();
                for &event in set.events_at(place) {
                    let light = highlights.event(event);
                    if light == Light::Hidden {
                        continue;
                    }
                    let theme = set.columns().themes()[event.index()];
                    match clusters.iter_mut().find(|c| {
                        c.theme == theme && (c.light > Light::Receding) == (light > Light::Receding)
                    }) {
                        Some(cluster) => {
                            cluster.light = cluster.light.max(light);
                            cluster.events.push(event);
                        }
                        None => clusters.push(Cluster {
                            theme,
                            light,
                            events: vec![event],
                        }),
                    }
                }
                let light = clusters.iter().map(|c| c.light).max()?;
                // What recedes is told by one marker where nothing is lit, and left out beside what is.
                if light > Light::Receding {
                    clusters.retain(|c| c.light > Light::Receding);
                } else {
                    clusters.sort_by_key(|c| std::cmp::Reverse(c.events.len()));
                    clusters.truncate(1);
                }
                clusters.sort_by_key(|c| c.theme);
                Some(Site {
                    place,
                    anchor: set.place(place).anchor,
                    selected: highlights.place(place) == Light::Selected,
                    clusters,
                    light,
                })
            })
            .collect();
    sites.sort_by_key(|s| (s.light, s.selected));
    sites
}

impl Site {
    /// Takes the lit events of another site in, theme by theme.
    fn take_in(&mut self, other: &Self) {
        for cluster in &other.clusters {
            match self.clusters.iter_mut().find(|c| c.theme == cluster.theme) {
                Some(own) => {
                    own.light = own.light.max(cluster.light);
                    own.events.extend(&cluster.events);
                }
                None => self.clusters.push(cluster.clone()),
            }
        }
        self.clusters.sort_by_key(|c| c.theme);
        self.light = self.light.max(other.light);
    }

    fn radius(&self, world: &World, style: &Style, cluster: &Cluster) -> f64 {
        let scale = style.map.symbol_scale;
        if cluster.light <= Light::Receding {
            return 3.2 * scale;
        }
        let weight = cluster
            .events
            .iter()
            .map(|&e| world.dataset.event(e).weight)
            .max()
            .unwrap_or(1);
        let own = (4.6 + 0.7 * f64::from(weight.min(5))) * scale;
        // What bears a count is large enough for its figures.
        let count = f64::from(style.sizes.least) / COUNT_IN_MARKER;
        if cluster.events.len() > 1 {
            own.max(count)
        } else {
            own
        }
    }

    /// Middle of each marker and its radius: side by side about the anchor, in two rows from three on, so that they
    /// stand on the ground that they are about.
    fn block(&self, world: &World, style: &Style, camera: &Camera) -> Vec<([f64; 2], f64)> {
        let Some(at) = camera.screen_from_lon_lat(self.anchor) else {
            return Vec::new();
        };
        let radii: Vec<f64> = self
            .clusters
            .iter()
            .map(|c| self.radius(world, style, c))
            .collect();
        let columns = columns(radii.len());
        let rows: Vec<&[f64]> = radii.chunks(columns.max(1)).collect();
        let tall = |row: &[f64]| 2.0 * row.iter().copied().fold(0.0, f64::max);
        let whole: f64 = rows.iter().map(|row| tall(row)).sum::<f64>() + GAP * (rows.len().max(1) - 1) as f64;
        let mut y = at[1] - whole / 2.0;
        let mut placed = Vec::new();
        for row in rows {
            let wide: f64 = row.iter().map(|r| 2.0 * r).sum::<f64>() + GAP * (row.len() - 1) as f64;
            let mut x = at[0] - wide / 2.0;
            for &r in row {
                placed.push(([x + r, y + tall(row) / 2.0], r));
                x += 2.0 * r + GAP;
            }
            y += tall(row) + GAP;
        }
        placed
    }

    /// The room that the markers take.
    pub(super) fn bounds(&self, world: &World, style: &Style, camera: &Camera) -> Option<Rect> {
        self.block(world, style, camera)
            .into_iter()
            .map(|(c, r)| Rect::from_xywh(c[0] - r, c[1] - r, 2.0 * r, 2.0 * r).grown(1.5))
            .reduce(|a, b| a.union(&b))
    }

    fn nodes(&self, world: &World, style: &Style, camera: &Camera) -> Vec<Node> {
        let mut nodes = Vec::new();
        for (cluster, (at, radius)) in self.clusters.iter().zip(self.block(world, style, camera)) {
            let item = match cluster.events[..] {
                [only] => Item::Event(only),
                _ => Item::Place(self.place),
            };
            let lead = cluster
                .events
                .iter()
                .max_by_key(|&&e| world.dataset.event(e).weight)
                .copied()
                .unwrap_or(cluster.events[0]);
            let marker = Marker {
                shape: world.dataset.theme(cluster.theme).shape,
                ink: style.theme_ink(world.dataset, cluster.theme, style.map.symbol_rim),
                basis: world.dataset.event(lead).basis,
                light: cluster.light,
                radius,
                ground: style.map.symbol_rim,
                receding_opacity: style.timeline.receding_opacity,
                key: key_of(item),
            };
            nodes.push(marker.node(at));
            if cluster.events.len() > 1 && cluster.light > Light::Receding {
                let size = style.sizes.at_least((radius * COUNT_IN_MARKER) as f32);
                let color = match marker.basis {
                    crate::model::Basis::Record => readable_on(marker.ink),
                    crate::model::Basis::Assessment => style.labels.site,
                };
                let baseline = [at[0], at[1] + f64::from(size) * 0.36];
                let text = cluster.events.len().to_string();
                nodes.push(write(
                    world.fonts,
                    &text,
                    &sans_semibold(size),
                    baseline,
                    Align::Center,
                    color,
                ));
            }
        }
        if self.selected
            && let Some(b) = self.bounds(world, style, camera)
        {
            let ring = Outline::rect(b.grown(4.0), b.height() / 2.0 + 4.0);
            nodes.push(Node::Path(Path {
                shape: ring.into(),
                transform: Affine::IDENTITY,
                fill: None,
                stroke: Some(Stroke::solid(style.map.selection_ring, 1.5)),
                key: None,
            }));
        }
        nodes
    }
}

/// The markers of all sites in view. Sites whose markers would lie on one another stand as one, in the strongest
/// one's place, each theme with the count of all: farther in they come apart.
pub(super) fn nodes(world: &World, style: &Style, camera: &Camera, sites: &[Site]) -> Node {
    let children = gathered(world, style, camera, sites)
        .iter()
        .flat_map(|s| s.nodes(world, style, camera))
        .collect();
    Node::Group(Group::named("events", children))
}

/// The sites in view, those that would lie on one another as one, weakest light first.
fn gathered(world: &World, style: &Style, camera: &Camera, sites: &[Site]) -> Vec<Site> {
    // Beyond the edge too, so that what is gathered does not change as the map is moved.
    let view = picture_rect(camera).grown(BEYOND);
    let bounds = |site: &Site| site.bounds(world, style, camera);
    let mut order: Vec<&Site> = sites
        .iter()
        .filter(|s| bounds(s).is_some_and(|b| b.overlaps(&view)))
        .collect();
    order.sort_by_key(|s| {
        let count: usize = s.clusters.iter().map(|c| c.events.len()).sum();
        std::cmp::Reverse((s.selected, s.light, count, std::cmp::Reverse(s.place)))
    });
    let mut kept: Vec<(Site, Rect)> = Vec::new();
    for site in order {
        let Some(room) = bounds(site) else { continue };
        let is_lit = site.light > Light::Receding;
        let under = kept.iter_mut().find(|(other, taken)| {
            let most = if is_lit {
                MOST_COVERED
            } else {
                MOST_COVERED_RECEDING
            };
            (is_lit || other.light > Light::Receding) && !other.selected && covered(&room, taken) > most
        });
        match under {
            Some((other, taken)) if is_lit => {
                other.take_in(site);
                *taken = bounds(other).unwrap_or(*taken);
            }
            // What is out of the window of time gives way to what is in it.
            Some(_) => {}
            None => kept.push((site.clone(), room)),
        }
    }
    kept.reverse();
    kept.into_iter().map(|(site, _)| site).collect()
}

/// The part of the smaller of two rooms that both share.
fn covered(a: &Rect, b: &Rect) -> f64 {
    let width = a.right.min(b.right) - a.left.max(b.left);
    let height = a.bottom.min(b.bottom) - a.top.max(b.top);
    let least = (a.width() * a.height()).min(b.width() * b.height()).max(1e-9);
    width.max(0.0) * height.max(0.0) / least
}
