//! The embedded files and their caches. For `Basemap` only.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use super::cache::Cache;
use super::container::{Feature, Frame, TiledFile};
use super::layers::{Border, CoastTile, CountryTint, DepthArea, NeutralArea, River, string};
use super::names::{self, Country, PhysicalName, Town};
use super::relief::ReliefFile;
use super::{BasemapError, LevelOfDetail, rings};
use crate::geography::{GeoBounds, LonLat, Projection};
use crate::scene::Polylines;

/// A file of the basemap: its name and its bytes.
macro_rules! embedded {
    ($name:literal) => {
        (
            $name,
            include_bytes!(concat!("../../assets/basemap/", $name)).as_slice(),
        )
    };
}

type File = (&'static str, &'static [u8]);

/// Files that are read in two ways: statics, so that their bytes stand in the program once.
static LAND_FULL: File = embedded!("gshhg/land_full.bin");
static LAND_WORLD: File = embedded!("naturalearth/land_world_detail.bin");
static TINTS: File = embedded!("naturalearth/tints_detail.bin");
static TINTS_WORLD: File = embedded!("naturalearth/tints_world.bin");
static NEUTRAL: File = embedded!("naturalearth/neutral_ground.bin");

/// Points that the cache of one layer may hold, at 16 bytes each: twice what the busiest view touches.
const COAST_POINTS: usize = 300_000;
const OTHER_POINTS: usize = 200_000;

/// A layer whose tiles are built for a projection when they are first asked for.
#[derive(Debug)]
pub(super) struct Layer<T> {
    file: Option<TiledFile>,
    built: Cache<(usize, Projection), Built<T>>,
    build: fn(&[Feature], &Frame, &Projection) -> T,
    points: fn(&T) -> usize,
}

/// A tile, or why there is none; the reason is kept so that it is told once and not found again.
#[derive(Debug)]
struct Built<T> {
    tile: Arc<T>,
    problem: Mutex<Option<BasemapError>>,
}

impl<T: Default> Layer<T> {
    fn open(
        (name, bytes): File,
        budget: usize,
        build: fn(&[Feature], &Frame, &Projection) -> T,
        points: fn(&T) -> usize,
        problems: &mut Vec<BasemapError>,
    ) -> Self {
        Self {
            file: TiledFile::open(name, bytes).map_err(|e| problems.push(e)).ok(),
            built: Cache::new(budget),
            build,
            points,
        }
    }

    /// The tiles that meet a box.
    pub(super) fn tiles(
        &self,
        bounds: &GeoBounds,
        projection: &Projection,
        problems: &mut Vec<BasemapError>,
    ) -> Vec<Arc<T>> {
        let Some(file) = &self.file else {
            return Vec::new();
        };
        file.tiles_in(bounds)
            .map(|index| {
                let built = self.built.get_or_make((index, *projection), || {
                    let (tile, problem) = match file.decode(index) {
                        Ok(features) => ((self.build)(&features, &file.frame(index), projection), None),
                        Err(problem) => (T::default(), Some(problem)),
                    };
                    let weight = (self.points)(&tile) + 16;
                    let tile = Arc::new(tile);
                    let problem = Mutex::new(problem);
                    (Built { tile, problem }, weight)
                });
                let mut problem = built.problem.lock().unwrap_or_else(PoisonError::into_inner);
                problems.extend(problem.take());
                Arc::clone(&built.tile)
            })
            .collect()
    }
}

/// Tiles as they are in the file, for questions about single places.
#[derive(Debug)]
struct RawLayer {
    file: Option<TiledFile>,
    decoded: Cache<usize, Vec<Feature>>,
}

impl RawLayer {
    fn open((name, bytes): File, problems: &mut Vec<BasemapError>) -> Self {
        Self {
            file: TiledFile::open(name, bytes).map_err(|e| problems.push(e)).ok(),
            decoded: Cache::new(400_000),
        }
    }

    /// The features of the tile that holds a place.
    fn at(&self, at: LonLat, problems: &mut Vec<BasemapError>) -> Option<Arc<Vec<Feature>>> {
        let file = self.file.as_ref()?;
        let point = GeoBounds {
            west: at.lon(),
            south: at.lat(),
            east: at.lon(),
            north: at.lat(),
        };
        let index = file.tiles_in(&point).next()?;
        Some(self.decoded.get_or_make(index, || {
            let features = file.decode(index).unwrap_or_else(|problem| {
                problems.push(problem);
                Vec::new()
            });
            let weight = features
                .iter()
                .flat_map(|f| &f.parts)
                .map(Vec::len)
                .sum::<usize>()
                + 16;
            (features, weight)
        }))
    }
}

/// Everything that is embedded.
#[derive(Debug)]
pub(super) struct Store {
    land: [Layer<CoastTile>; 5],
    land_world: [Layer<CoastTile>; 2],
    depth: [Layer<Vec<DepthArea>>; 2],
    pub(super) depth_world: Layer<Vec<DepthArea>>,
    tints: [Layer<Vec<CountryTint>>; 2],
    pub(super) tints_world: Layer<Vec<CountryTint>>,
    pub(super) neutral: Layer<Vec<NeutralArea>>,
    borders: [Layer<Vec<Border>>; 2],
    rivers: [Layer<Vec<River>>; 2],
    pub(super) towns: Vec<Town>,
    pub(super) names: Vec<PhysicalName>,
    pub(super) countries: Vec<Country>,
    /// Where each country stands in `countries`, by its id.
    pub(super) country_index: HashMap<Box<str>, usize>,
    relief: Vec<ReliefFile>,
    raw_land: [RawLayer; 2],
    raw_tints: [RawLayer; 2],
    raw_neutral: RawLayer,
}

impl Store {
    /// Opens all files; what is damaged stays empty and is told.
    pub(super) fn embedded() -> (Self, Vec<BasemapError>) {
        let mut problems = Vec::new();
        let p = &mut problems;
        let coast =
            |file, p: &mut _| Layer::open(file, COAST_POINTS, CoastTile::build, CoastTile::point_count, p);
        let depth = |file, p: &mut _| {
            let points = |areas: &Vec<DepthArea>| areas.iter().map(|a| a.area.point_count() * 2).sum();
            Layer::open(file, OTHER_POINTS, DepthArea::build, points, p)
        };
        let tints = |file, p: &mut _| {
            let points = |tints: &Vec<CountryTint>| sum(tints.iter().map(|t| &t.area));
            Layer::open(file, OTHER_POINTS, CountryTint::build, points, p)
        };
        let borders = |file, p: &mut _| {
            let points = |borders: &Vec<Border>| sum(borders.iter().map(|b| &b.line));
            Layer::open(file, OTHER_POINTS, Border::build, points, p)
        };
        let rivers = |file, p: &mut _| {
            let points = |rivers: &Vec<River>| sum(rivers.iter().map(|r| &r.line));
            Layer::open(file, OTHER_POINTS, River::build, points, p)
        };
        let (name, bytes) = embedded!("names/countries.csv");
        let (countries, bad) = names::countries(name, bytes);
        p.extend(bad);
        let store = Self {
            land: [
                coast(embedded!("gshhg/land_overview.bin"), p),
                coast(embedded!("gshhg/land_coarse.bin"), p),
                coast(embedded!("gshhg/land_middle.bin"), p),
                coast(embedded!("gshhg/land_fine.bin"), p),
                coast(LAND_FULL, p),
            ],
            land_world: [
                coast(embedded!("naturalearth/land_world_overview.bin"), p),
                coast(LAND_WORLD, p),
            ],
            depth: [
                depth(embedded!("etopo5/depth_coarse.bin"), p),
                depth(embedded!("etopo5/depth_detail.bin"), p),
            ],
            depth_world: depth(embedded!("etopo5/depth_world.bin"), p),
            tints: [
                tints(embedded!("naturalearth/tints_coarse.bin"), p),
                tints(TINTS, p),
            ],
            tints_world: tints(TINTS_WORLD, p),
            neutral: Layer::open(
                NEUTRAL,
                OTHER_POINTS,
                NeutralArea::build,
                |areas| sum(areas.iter().map(|a| &a.area)),
                p,
            ),
            borders: [
                borders(embedded!("naturalearth/borders_coarse.bin"), p),
                borders(embedded!("naturalearth/borders_detail.bin"), p),
            ],
            rivers: [
                rivers(embedded!("naturalearth/rivers_coarse.bin"), p),
                rivers(embedded!("naturalearth/rivers_detail.bin"), p),
            ],
            towns: towns(embedded!("naturalearth/places.bin"), p),
            names: physical_names(p),
            country_index: {
                let index = countries.iter().enumerate().map(|(i, c)| (c.id.clone(), i));
                index.collect()
            },
            countries,
            relief: relief(p),
            raw_land: [RawLayer::open(LAND_FULL, p), RawLayer::open(LAND_WORLD, p)],
            raw_tints: [RawLayer::open(TINTS, p), RawLayer::open(TINTS_WORLD, p)],
            raw_neutral: RawLayer::open(NEUTRAL, p),
        };
        problems.dedup();
        (store, problems)
    }

    /// The region's land at a level.
    pub(super) fn land(&self, level: LevelOfDetail) -> &Layer<CoastTile> {
        &self.land[level as usize]
    }

    /// The land outside of the region at a level.
    pub(super) fn land_world(&self, level: LevelOfDetail) -> &Layer<CoastTile> {
        &self.land_world[usize::from(level > LevelOfDetail::Overview)]
    }

    /// The region's depths at a level.
    pub(super) fn depth(&self, level: LevelOfDetail) -> &Layer<Vec<DepthArea>> {
        &self.depth[usize::from(level.is_detailed())]
    }

    /// The region's tints at a level.
    pub(super) fn tints(&self, level: LevelOfDetail) -> &Layer<Vec<CountryTint>> {
        &self.tints[usize::from(level.is_detailed())]
    }

    /// The borders at a level.
    pub(super) fn borders(&self, level: LevelOfDetail) -> &Layer<Vec<Border>> {
        &self.borders[usize::from(level.is_detailed())]
    }

    /// The rivers at a level.
    pub(super) fn rivers(&self, level: LevelOfDetail) -> &Layer<Vec<River>> {
        &self.rivers[usize::from(level.is_detailed())]
    }

    /// The hillshades for a scale that meet a box, coarsest first.
    pub(super) fn relief_for(&self, pixels_per_degree: f64, bounds: &GeoBounds) -> Vec<&ReliefFile> {
        // A shading may be magnified by half again before the next finer one is taken.
        let fit = self
            .relief
            .iter()
            .find(|f| f.scale() * 1.5 >= pixels_per_degree)
            .or(self.relief.last());
        let Some(fit) = fit else {
            return Vec::new();
        };
        let b = fit.bounds();
        let covered = b.west <= bounds.west
            && b.east >= bounds.east
            && b.south <= bounds.south
            && b.north >= bounds.north;
        let base = self
            .relief
            .first()
            .filter(|f| !covered && f.scale() < fit.scale());
        base.into_iter().chain([fit]).collect()
    }

    /// Whether a place is dry land.
    pub(super) fn is_land(&self, at: LonLat, problems: &mut Vec<BasemapError>) -> bool {
        self.raw_land.iter().any(|layer| {
            layer.at(at, problems).is_some_and(|features| {
                rings::odd_rings_hold(features.iter().flat_map(|f| f.rings_near(at)), at)
            })
        })
    }

    /// The id of the country whose tint holds a place.
    pub(super) fn country_at(&self, at: LonLat, problems: &mut Vec<BasemapError>) -> Option<Arc<str>> {
        self.raw_tints
            .iter()
            .find_map(|layer| holder(&layer.at(at, problems)?, at))
    }

    /// The id of the disputed ground that holds a place.
    pub(super) fn neutral_at(&self, at: LonLat, problems: &mut Vec<BasemapError>) -> Option<Arc<str>> {
        holder(&self.raw_neutral.at(at, problems)?, at)
    }
}

/// The first string of the feature that holds a place.
fn holder(features: &[Feature], at: LonLat) -> Option<Arc<str>> {
    let found = features
        .iter()
        .find(|f| rings::odd_rings_hold(f.rings_near(at), at))?;
    Some(string(found, 0))
}

fn sum<'a>(lines: impl Iterator<Item = &'a Arc<Polylines>>) -> usize {
    lines.map(|l| l.point_count()).sum()
}

fn towns((name, bytes): File, problems: &mut Vec<BasemapError>) -> Vec<Town> {
    let features = TiledFile::open(name, bytes).and_then(|file| file.decode(0));
    match features {
        Ok(features) => features.iter().filter_map(Town::build).collect(),
        Err(problem) => {
            problems.push(problem);
            Vec::new()
        }
    }
}

fn physical_names(problems: &mut Vec<BasemapError>) -> Vec<PhysicalName> {
    let (name, bytes) = embedded!("names/physical.csv");
    let (mut all, bad) = names::physical(name, bytes);
    problems.extend(bad);
    let (name, bytes) = embedded!("names/lakes.csv");
    let (lakes, bad) = names::lakes(name, bytes);
    problems.extend(bad);
    all.extend(lakes);
    all.sort_by_key(|n| n.rank);
    all
}

fn relief(problems: &mut Vec<BasemapError>) -> Vec<ReliefFile> {
    [
        embedded!("relief/hillshade_world.bin"),
        embedded!("relief/hillshade_coarse.bin"),
        embedded!("relief/hillshade_detail.bin"),
    ]
    .into_iter()
    .filter_map(|(name, bytes)| ReliefFile::open(name, bytes).map_err(|e| problems.push(e)).ok())
    .collect()
}
