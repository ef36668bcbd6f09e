//! The layers of the map that can be switched.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// A layer of the map.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Layer {
    /// Depth of the sea in bands.
    Depth,
    /// Shaded relief.
    Relief,
    /// Country tints.
    Countries,
    /// Land borders.
    Borders,
    /// Rivers and lakes.
    Rivers,
    /// Towns of the basemap.
    Towns,
    /// Lines of longitude and latitude.
    Graticule,
    /// Names of seas, countries and rivers.
    Names,
    /// The data set's lanes.
    Lanes,
    /// Straits, canals and capes that lanes may go through.
    Straits,
    /// The data set's places.
    Places,
    /// The data set's events.
    Events,
    /// The legend.
    Legend,
    /// The scale bar.
    ScaleBar,
    /// On a page, a small map that shows where a large-scale map lies.
    Locator,
}

impl Layer {
    /// Every layer, from the bottom of the map to its top.
    pub const ALL: [Self; 15] = [
        Self::Depth,
        Self::Relief,
        Self::Countries,
        Self::Borders,
        Self::Rivers,
        Self::Towns,
        Self::Graticule,
        Self::Names,
        Self::Lanes,
        Self::Straits,
        Self::Places,
        Self::Events,
        Self::Legend,
        Self::ScaleBar,
        Self::Locator,
    ];

    /// The name in view files and in the words of the interface: `depth`.
    pub fn id(self) -> &'static str {
        match self {
            Self::Depth => "depth",
            Self::Relief => "relief",
            Self::Countries => "countries",
            Self::Borders => "borders",
            Self::Rivers => "rivers",
            Self::Towns => "towns",
            Self::Graticule => "graticule",
            Self::Names => "names",
            Self::Lanes => "lanes",
            Self::Straits => "straits",
            Self::Places => "places",
            Self::Events => "events",
            Self::Legend => "legend",
            Self::ScaleBar => "scale_bar",
            Self::Locator => "locator",
        }
    }
}

/// Which layers are seen: every one that is not switched off. A file names only those that differ.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Layers(BTreeMap<String, bool>);

/// The same layers are seen, whether or not one was switched off and on again in between.
impl PartialEq for Layers {
    fn eq(&self, other: &Self) -> bool {
        let unknown = |layers: &Self| {
            let named = layers.unknown().map(|name| (name.to_owned(), layers.0[name]));
            named.collect::<Vec<_>>()
        };
        Layer::ALL
            .into_iter()
            .all(|layer| self.shows(layer) == other.shows(layer))
            && unknown(self) == unknown(other)
    }
}

impl Eq for Layers {}

impl Layers {
    /// Whether a layer is seen.
    pub fn shows(&self, layer: Layer) -> bool {
        self.0.get(layer.id()).copied().unwrap_or(true)
    }

    /// Switches a layer.
    pub fn set(&mut self, layer: Layer, shown: bool) {
        self.0.insert(layer.id().to_owned(), shown);
    }

    /// Only what belongs to the resting ground of the map, so that switching another layer is no change of
    /// it.
    #[must_use]
    pub fn ground(&self) -> Self {
        let ground = [
            Layer::Depth,
            Layer::Relief,
            Layer::Countries,
            Layer::Borders,
            Layer::Rivers,
        ];
        Self(
            ground
                .into_iter()
                .map(|layer| (layer.id().to_owned(), self.shows(layer)))
                .collect(),
        )
    }

    /// Names in the file that no layer bears, for a warning.
    pub fn unknown(&self) -> impl Iterator<Item = &str> {
        self.0
            .keys()
            .map(String::as_str)
            .filter(|k| Layer::ALL.iter().all(|l| l.id() != *k))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_layer_that_was_switched_off_and_on_again_makes_no_other_view() {
        let mut layers = Layers::default();
        layers.set(Layer::Depth, false);
        assert_ne!(layers, Layers::default());
        layers.set(Layer::Depth, true);
        assert_eq!(layers, Layers::default());
        let clouds: Layers = serde_json::from_str("{\"clouds\": true}").unwrap();
        assert_ne!(clouds, layers);
    }
}
