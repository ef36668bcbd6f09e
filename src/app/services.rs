//! What the window asks of the rest of the program, so that tests can hand it their own.

use std::path::Path;
use std::sync::{Arc, OnceLock};

use crate::basemap::Basemap;
use crate::compose::{FigureContents, Style, World};
use crate::export::{self, FigureFormat, Page};
use crate::formats;
use crate::geography::{ClosedPassages, SeaNetwork};
use crate::i18n::Messages;
use crate::model::Dataset;
use crate::scene::{FontStore, Size};
use crate::view::{Lanes, Measurement, ViewSpec, resolve_lanes};

use super::package::Package;

/// Reads the package at a path, or says why it cannot.
pub type OpenPackage = dyn Fn(&Path) -> Result<Package, String> + Send + Sync;
/// Finds the lanes of a data set.
pub type ResolveLanes = dyn Fn(&Dataset, &ClosedPassages) -> Lanes + Send + Sync;
/// Gives the sea network, where there is one.
pub type FindSeaNetwork = dyn Fn() -> Option<Arc<SeaNetwork>> + Send + Sync;
/// Makes the bytes of a figure.
pub type MakeFigure = dyn Fn(&Package, &ViewSpec, &Style, FigureContents, FigureFormat) -> Result<Vec<u8>, String>
    + Send
    + Sync;

/// What the window asks of the layers below it, so that it names no file format and tests can hand it
/// their own.
#[derive(Clone)]
pub struct Services {
    /// The package inside the program.
    pub bundled: Arc<dyn Fn() -> Package + Send + Sync>,
    /// Reads a package.
    pub open: Arc<OpenPackage>,
    /// Finds lanes; `None` where there is no sea network.
    pub lanes: Option<Arc<ResolveLanes>>,
    /// The sea network, for what is measured and for the places that it names.
    pub sea_network: Arc<FindSeaNetwork>,
    /// Makes figures; `None` where there is no composition.
    pub figure: Option<Arc<MakeFigure>>,
    /// The map below the data.
    pub basemap: Arc<Basemap>,
    /// The fonts of pictures and of the window.
    pub fonts: FontStore,
}

impl std::fmt::Debug for Services {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Services")
            .field("lanes", &self.lanes.is_some())
            .field("figure", &self.figure.is_some())
            .finish_non_exhaustive()
    }
}

/// The page of a figure from the window: 240 by 165 mm at 300 dots per inch.
const PAGE: Size = Size {
    width: 240.0 / 25.4 * 72.0,
    height: 165.0 / 25.4 * 72.0,
};
const PAGE_DPI: f64 = 300.0;
/// The height of the page of a timeline alone: 100 mm.
const TIMELINE_HEIGHT: f64 = 100.0 / 25.4 * 72.0;

/// The page of a figure from the window: a strip is as high as it takes.
fn page_for(contents: FigureContents) -> Page {
    let paper = |height: f64| Page::paper(Size { height, ..PAGE }, PAGE_DPI);
    match contents {
        FigureContents::View(parts) if parts.map => paper(PAGE.height),
        FigureContents::View(_) => paper(TIMELINE_HEIGHT),
        FigureContents::Strip { .. } => paper(TIMELINE_HEIGHT).fitting_strip(),
    }
}

impl Services {
    /// What the program has: its own map, sea network, fonts and data.
    pub fn of_program() -> Self {
        let basemap = Arc::new(Basemap::embedded());
        let fonts = FontStore::embedded();
        let network: OnceLock<Option<Arc<SeaNetwork>>> = OnceLock::new();
        let sea_network: Arc<FindSeaNetwork> = Arc::new(move || {
            let read = || SeaNetwork::embedded().ok().map(Arc::new);
            network.get_or_init(read).clone()
        });
        let of_lanes = Arc::clone(&sea_network);
        let lanes: Arc<ResolveLanes> =
            Arc::new(
                move |dataset: &Dataset, closed: &ClosedPassages| match of_lanes() {
                    Some(network) => resolve_lanes(dataset, &network, closed),
                    None => Lanes::unresolved(dataset),
                },
            );
        let figure = {
            let (basemap, fonts, lanes) = (Arc::clone(&basemap), fonts.clone(), Arc::clone(&lanes));
            let sea_network = Arc::clone(&sea_network);
            move |package: &Package,
                  view: &ViewSpec,
                  style: &Style,
                  contents: FigureContents,
                  format: FigureFormat| {
                let lanes = lanes(&package.dataset, &view.closed_passages);
                let measured = (!view.measure.is_empty()).then(|| {
                    let (network, closed) = (sea_network(), &view.closed_passages);
                    Measurement::new(
                        &package.dataset,
                        &lanes,
                        network.as_deref(),
                        &view.measure,
                        closed,
                    )
                });
                let world = World {
                    dataset: &package.dataset,
                    lanes: &lanes,
                    measured: measured.as_ref(),
                    basemap: &basemap,
                    fonts: &fonts,
                };
                let page = page_for(contents).with(contents);
                let title = match contents {
                    FigureContents::View(_) => package.dataset.title(),
                    FigureContents::Strip { lane, .. } => {
                        package.dataset.lane(lane).title.get(&view.language)
                    }
                };
                let words = Messages::english().picture_words();
                export::figure(&world, view, style, &words, page, format, title).map_err(|e| e.to_string())
            }
        };
        Self {
            bundled: Arc::new(|| Package::read(&formats::bundled()).unwrap_or_else(|_| Package::empty())),
            open: Arc::new(Package::open),
            lanes: Some(lanes),
            sea_network,
            figure: Some(Arc::new(figure)),
            basemap,
            fonts,
        }
    }
}
