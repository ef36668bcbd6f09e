//! The map below the data: reads `assets/basemap`, picks the level of detail, hands out projected
//! geometry that is decoded when asked and kept while it is used. For `compose` and for tests.

mod cache;
mod container;
mod error;
mod layers;
mod level;
mod names;
mod relief;
mod rings;
mod store;
#[cfg(test)]
mod tests;

pub use error::BasemapError;
pub use layers::{Border, BorderStatus, CoastTile, CountryTint, DepthArea, NeutralArea, River};
pub use level::LevelOfDetail;
pub use names::{Capital, Country, FeatureKind, Names, PhysicalName, Town};
pub use relief::{NO_SHADING, ReliefImage};
pub use rings::Shore;

use std::sync::{Arc, Mutex, PoisonError};

use crate::geography::{GeoBounds, LonLat, Projection};
use store::Store;

/// The map inside the program. Opening reads tables only; queries may run on many threads at once.
///
/// Boxes are of longitude -180 to 180. A view that runs past the antimeridian asks again with
/// [`GeoBounds::shifted`] by a whole turn and moves what it gets by the projection's period.
#[derive(Debug)]
pub struct Basemap {
    store: Store,
    problems: Mutex<Vec<BasemapError>>,
}

impl Basemap {
    /// The basemap that was built in. A damaged part is left out and told by [`Self::take_problems`].
    pub fn embedded() -> Self {
        let (store, problems) = Store::embedded();
        Self {
            store,
            problems: Mutex::new(problems),
        }
    }

    /// What was found damaged since the last call, each once. Empty in a sound build.
    pub fn take_problems(&self) -> Vec<BasemapError> {
        std::mem::take(&mut *self.problems.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Land, lakes and their shores: those tiles that meet the box.
    pub fn land(
        &self,
        level: LevelOfDetail,
        bounds: &GeoBounds,
        projection: &Projection,
    ) -> Vec<Arc<CoastTile>> {
        self.told(|p| {
            let mut tiles = self.store.land_world(level).tiles(bounds, projection, p);
            tiles.extend(self.store.land(level).tiles(bounds, projection, p));
            tiles
        })
    }

    /// The depths of the sea, tile by tile: within one, each area lies on the one before it.
    pub fn depth_bands(
        &self,
        level: LevelOfDetail,
        bounds: &GeoBounds,
        projection: &Projection,
    ) -> Vec<Arc<Vec<DepthArea>>> {
        self.told(|p| {
            let mut tiles = self.store.depth_world.tiles(bounds, projection, p);
            tiles.extend(self.store.depth(level).tiles(bounds, projection, p));
            tiles
        })
    }

    /// The countries' tints, tile by tile, to be clipped to the land.
    pub fn country_tints(
        &self,
        level: LevelOfDetail,
        bounds: &GeoBounds,
        projection: &Projection,
    ) -> Vec<Arc<Vec<CountryTint>>> {
        self.told(|p| {
            let mut tiles = self.store.tints_world.tiles(bounds, projection, p);
            tiles.extend(self.store.tints(level).tiles(bounds, projection, p));
            tiles
        })
    }

    /// All disputed ground, to be clipped to the land and drawn above the countries' tints.
    pub fn neutral_ground(&self, projection: &Projection) -> Arc<Vec<NeutralArea>> {
        self.told(|p| {
            let mut tiles = self.store.neutral.tiles(&GeoBounds::WORLD, projection, p);
            tiles.pop().unwrap_or_default()
        })
    }

    /// The land borders that meet the box.
    pub fn borders(&self, level: LevelOfDetail, bounds: &GeoBounds, projection: &Projection) -> Vec<Border> {
        let tiles = self.told(|p| self.store.borders(level).tiles(bounds, projection, p));
        let all = tiles.iter().flat_map(|tile| tile.iter());
        all.filter(|b| b.bounds.meets(bounds)).cloned().collect()
    }

    /// The rivers up to a rank that meet the box, greatest first.
    pub fn rivers(
        &self,
        level: LevelOfDetail,
        bounds: &GeoBounds,
        max_rank: u8,
        projection: &Projection,
    ) -> Vec<River> {
        let tiles = self.told(|p| self.store.rivers(level).tiles(bounds, projection, p));
        let all = tiles.iter().flat_map(|tile| tile.iter());
        all.filter(|r| r.rank <= max_rank && r.bounds.meets(bounds))
            .cloned()
            .collect()
    }

    /// The towns of the box up to a rank, greatest first.
    pub fn places(&self, bounds: &GeoBounds, max_rank: u8) -> impl Iterator<Item = &Town> {
        let bounds = *bounds;
        self.store
            .towns
            .iter()
            .filter(move |t| t.rank <= max_rank && bounds.contains(t.at))
    }

    /// The physical names up to a rank of which a point lies in the box.
    pub fn names(&self, bounds: &GeoBounds, max_rank: u8) -> impl Iterator<Item = &PhysicalName> {
        let bounds = *bounds;
        self.store
            .names
            .iter()
            .filter(move |n| n.rank <= max_rank && n.path.iter().any(|&p| bounds.contains(p)))
    }

    /// All countries.
    pub fn countries(&self) -> &[Country] {
        &self.store.countries
    }

    /// The hillshade of a box, at about a scale in pixels per degree, in drawing order: the whole world's
    /// first, the region's own on top of it. Replace, do not multiply, where the second covers the first.
    pub fn relief(
        &self,
        pixels_per_degree: f64,
        bounds: &GeoBounds,
        projection: &Projection,
    ) -> Vec<ReliefImage> {
        self.told(|p| {
            let files = self.store.relief_for(pixels_per_degree, bounds);
            files
                .into_iter()
                .filter_map(|f| f.picture(bounds, projection, p))
                .collect()
        })
    }

    /// The hillshade at places, in the order given, at about a scale in pixels per degree: for projections in
    /// which meridians and parallels are curved. [`NO_SHADING`] where a place is `None`. `wanted` are boxes
    /// around the places, of longitude -180 to 180.
    pub fn relief_at(
        &self,
        pixels_per_degree: f64,
        wanted: &[GeoBounds],
        places: &[Option<LonLat>],
    ) -> Vec<u8> {
        self.told(|problems| {
            let mut values = vec![NO_SHADING; places.len()];
            for bounds in wanted {
                for file in self.store.relief_for(pixels_per_degree, bounds) {
                    let laid = file.at_places(places, bounds, problems);
                    for (value, (new, is_there)) in values.iter_mut().zip(laid) {
                        if is_there {
                            *value = new;
                        }
                    }
                }
            }
            values
        })
    }

    /// Whether a place is dry land, at full detail in the region.
    pub fn contains_land(&self, at: LonLat) -> bool {
        self.told(|p| self.store.is_land(at, p))
    }

    /// The country whose tint a place would take: on land, or within 0.3 degree of its coast. None on
    /// neutral ground.
    pub fn country_at(&self, at: LonLat) -> Option<&Country> {
        let id = self.told(|p| {
            if self.store.neutral_at(at, p).is_some() {
                return None;
            }
            self.store.country_at(at, p)
        })?;
        self.store.countries.get(*self.store.country_index.get(&*id)?)
    }

    /// The id of the disputed ground that a place lies on.
    pub fn neutral_ground_at(&self, at: LonLat) -> Option<Arc<str>> {
        self.told(|p| self.store.neutral_at(at, p))
    }

    /// Runs a query and keeps the problems it met.
    fn told<T>(&self, query: impl FnOnce(&mut Vec<BasemapError>) -> T) -> T {
        let mut met = Vec::new();
        let answer = query(&mut met);
        if !met.is_empty() {
            let mut kept = self.problems.lock().unwrap_or_else(PoisonError::into_inner);
            for problem in met {
                if !kept.contains(&problem) {
                    kept.push(problem);
                }
            }
        }
        answer
    }
}
