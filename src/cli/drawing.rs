//! Draws figures without a window: opens the data set, holds what every figure needs, and writes files. For
//! the commands that draw.

use std::path::{Path, PathBuf};

use crate::basemap::Basemap;
use crate::compose::{Style, StyleError, Styles, Words, World};
use crate::export::{self, ExportError, FigureFormat, Page};
use crate::formats::{self, FilesError, OpenError, Opened, Severity, reason};
use crate::geography::{ClosedPassages, PassageId, SeaNetwork, SeaNetworkError};
use crate::i18n::Messages;
use crate::model::{Dataset, LaneIx, SceneIx, begins_with_words, likely_meant, same_words};
use crate::scene::FontStore;
use crate::view::{Lanes, Measurement, ViewError, ViewSpec, resolve_lanes};

use super::report::{count, files, remark};
use super::size::{SizeError, TooManyPixels};
use super::{FAILED, UNUSABLE};

/// Why there is no figure.
#[derive(Debug, thiserror::Error)]
pub(super) enum FigureError {
    #[error(transparent)]
    Files(#[from] FilesError),
    #[error(transparent)]
    Open(#[from] OpenError),
    #[error("the view {} cannot be read: {}", path.display(), reason(source))]
    ViewFile { path: PathBuf, source: std::io::Error },
    #[error("{}: {source}", path.display())]
    View { path: PathBuf, source: ViewError },
    #[error("the story has no scene '{asked}'; {}", scenes_there_are(*.count))]
    NoScene { asked: String, count: usize },
    #[error(transparent)]
    Size(#[from] SizeError),
    #[error(transparent)]
    TooManyPixels(#[from] TooManyPixels),
    #[error("{} cannot be written: there is no folder {}; make it first", path.display(), folder.display())]
    NoFolder { path: PathBuf, folder: PathBuf },
    #[error("{} cannot be written: it is a folder; name a file in it", .0.display())]
    IsFolder(PathBuf),
    #[error("{} cannot be written: {}", path.display(), reason(source))]
    Write { path: PathBuf, source: std::io::Error },
    #[error(transparent)]
    Export(#[from] ExportError),
    #[error(transparent)]
    SeaNetwork(#[from] SeaNetworkError),
    #[error("without map and timeline there is nothing to draw; keep one of them")]
    NoParts,
    #[error("indicators stand below the timeline, on its axis; take '--without timeline' back")]
    NoTimeline,
    #[error(
        "the strip of a lane has neither map, timeline nor indicators; take '--with' and '--without' back"
    )]
    StripAlone,
    #[error("the data set has no lane '{asked}'; {}", lanes_there_are(near, known))]
    NoLane {
        asked: String,
        near: Vec<String>,
        known: Vec<String>,
    },
    #[error("there is no style '{name}'; there are {known}, or give a style file, which ends in .toml")]
    NoStyle { name: String, known: String },
    #[error("the style {} cannot be read: {}", path.display(), reason(source))]
    StyleFile { path: PathBuf, source: std::io::Error },
    #[error("{}: {source}", path.display())]
    Style { path: PathBuf, source: StyleError },
    #[error(transparent)]
    Styles(#[from] StyleError),
}

impl FigureError {
    pub(super) fn exit_code(&self) -> u8 {
        match self {
            Self::Write { .. } | Self::Export(_) | Self::SeaNetwork(_) | Self::Styles(_) => FAILED,
            _ => UNUSABLE,
        }
    }
}

fn scenes_there_are(count: usize) -> String {
    match count {
        0 => "the data set has no story".to_owned(),
        count => format!("it has {count}, which 'periplus story' lists"),
    }
}

fn lanes_there_are(near: &[String], known: &[String]) -> String {
    match (near, known) {
        (_, []) => "it has none".to_owned(),
        ([], known) => format!("there are {}", known.join(", ")),
        (near, _) => format!("did you mean {}?", near.join(" or ")),
    }
}

/// A figure that can be drawn: everything is read and checked.
#[derive(Clone, Debug)]
pub(super) struct Figure {
    /// What is shown.
    pub(super) view: ViewSpec,
    /// What stands above it, if not the data set's title.
    pub(super) title: Option<String>,
    /// The page.
    pub(super) page: Page,
    /// What it is written as.
    pub(super) format: FigureFormat,
}

/// Opens the data set at a path, or the bundled one, and says so where something is wrong with it.
pub(super) fn open(path: Option<&Path>) -> Result<Opened, FigureError> {
    let files = files(path)?;
    let opened = formats::open(&files)?;
    if opened.problems.iter().any(|p| p.severity == Severity::Error) {
        let name = files.name();
        remark(&format!(
            "{name}: {}; 'periplus check' lists them",
            count(&opened.problems)
        ));
    }
    Ok(opened)
}

/// The scene that somebody asked for: by its id, or by its number, from 1, in the story.
pub(super) fn scene(dataset: &Dataset, asked: &str) -> Result<SceneIx, FigureError> {
    let by_number = || {
        let number: usize = asked.parse().ok()?;
        dataset.scenes().nth(number.checked_sub(1)?)
    };
    let found = dataset.scene_by_id(asked).or_else(by_number);
    found.ok_or_else(|| FigureError::NoScene {
        asked: asked.to_owned(),
        count: dataset.scenes().len(),
    })
}

/// The lane that somebody asked for: by its id, or by its title in any language.
pub(super) fn lane(dataset: &Dataset, asked: &str) -> Result<LaneIx, FigureError> {
    let titles = |ix: LaneIx| dataset.lane(ix).title.all();
    let called = |ix: &LaneIx| {
        same_words(&dataset.lane(*ix).id, asked) || titles(*ix).any(|title| same_words(title, asked))
    };
    dataset.lanes().find(called).ok_or_else(|| {
        let ids = || dataset.lanes().map(|ix| dataset.lane(ix).id.as_str());
        let begun = ids().filter(|id| begins_with_words(id, asked));
        let near: Vec<&str> = begun.chain(likely_meant(asked, ids())).collect();
        let mut near: Vec<String> = near.into_iter().map(str::to_owned).collect();
        near.dedup();
        FigureError::NoLane {
            asked: asked.to_owned(),
            near,
            known: ids().map(str::to_owned).collect(),
        }
    })
}

/// All that figures of a data set need besides the data set.
pub(super) struct Studio {
    basemap: Basemap,
    network: SeaNetwork,
    fonts: FontStore,
    words: Words,
    styles: Styles,
    /// The lanes of the figure drawn last, and what was closed to them.
    lanes: Option<(ClosedPassages, Lanes)>,
}

impl Studio {
    /// A studio with all that the program holds.
    ///
    /// # Errors
    /// When the sea network cannot be read.
    pub(super) fn new() -> Result<Self, FigureError> {
        Ok(Self {
            basemap: Basemap::embedded(),
            network: SeaNetwork::embedded()?,
            fonts: FontStore::embedded(),
            words: Messages::english().picture_words(),
            styles: Styles::embedded()?,
            lanes: None,
        })
    }

    /// Takes a style file in, and gives the style's name.
    ///
    /// # Errors
    /// When it cannot be read; what is wrong with single values is said, and they are left out.
    pub(super) fn add_style(&mut self, path: &Path) -> Result<String, FigureError> {
        let text = std::fs::read_to_string(path).map_err(|source| FigureError::StyleFile {
            path: path.to_owned(),
            source,
        })?;
        let (style, problems) = Style::read(&text).map_err(|source| FigureError::Style {
            path: path.to_owned(),
            source,
        })?;
        for problem in problems {
            remark(&format!("{}: {problem}", path.display()));
        }
        Ok(self.styles.add(style).name.clone())
    }

    /// Whether there is a style of a name.
    ///
    /// # Errors
    /// When there is none.
    pub(super) fn check_style(&self, name: &str) -> Result<(), FigureError> {
        match self.styles.named(name) {
            Some(_) => Ok(()),
            None => Err(FigureError::NoStyle {
                name: name.to_owned(),
                known: self.styles.names().collect::<Vec<_>>().join(", "),
            }),
        }
    }

    /// Draws a figure and writes it to a file.
    pub(super) fn write(
        &mut self,
        dataset: &Dataset,
        figure: &Figure,
        path: &Path,
    ) -> Result<(), FigureError> {
        let bytes = self.draw(dataset, figure)?;
        std::fs::write(path, bytes).map_err(|source| FigureError::Write {
            path: path.to_owned(),
            source,
        })
    }

    /// The bytes of the figure's file.
    fn draw(&mut self, dataset: &Dataset, figure: &Figure) -> Result<Vec<u8>, FigureError> {
        let view = &figure.view;
        self.check_style(&view.style)?;
        let style = std::sync::Arc::clone(self.styles.named_or_first(&view.style));
        self.remark_on(dataset, view);
        let closed = &view.closed_passages;
        let known = self.lanes.take().filter(|(of, _)| of == closed);
        let (_, lanes) = self.lanes.insert(known.unwrap_or_else(|| {
            let lanes = resolve_lanes(dataset, &self.network, closed);
            (closed.clone(), lanes)
        }));
        let measured = (!view.measure.is_empty())
            .then(|| Measurement::new(dataset, lanes, Some(&self.network), &view.measure, closed));
        let world = World {
            dataset,
            lanes,
            measured: measured.as_ref(),
            basemap: &self.basemap,
            fonts: &self.fonts,
        };
        let title = figure.title.as_deref().unwrap_or(dataset.title());
        let bytes = export::figure(
            &world,
            view,
            &style,
            &self.words,
            figure.page,
            figure.format,
            title,
        )?;
        for problem in self.basemap.take_problems() {
            remark(&problem.to_string());
        }
        Ok(bytes)
    }

    /// Says what a view asks for in vain.
    fn remark_on(&self, dataset: &Dataset, view: &ViewSpec) {
        let unknown = |id: &&PassageId| self.network.passage(id).is_none();
        for id in view.closed_passages.iter().filter(unknown) {
            let passages = self.network.passages().iter();
            let known: Vec<&str> = passages.map(|p| p.id.as_str()).collect();
            remark(&format!(
                "there is no passage '{id}' to close; there are {}",
                known.join(", ")
            ));
        }
        if let Some(said) = said_of_language(dataset, &view.language, &self.basemap) {
            remark(&said);
        }
    }
}

/// What of a figure is not in the language that its view asks for, if anything.
fn said_of_language(dataset: &Dataset, language: &str, basemap: &Basemap) -> Option<String> {
    if dataset.languages().iter().any(|known| known == language) {
        return None;
    }
    let own = dataset.places().flat_map(|place| &dataset.place(place).names);
    let has_names = own.into_iter().any(|name| name.lang == *language)
        || basemap
            .countries()
            .iter()
            .any(|country| country.names.get(language).is_some());
    let texts = dataset.languages().join(", ");
    Some(if has_names {
        format!("the texts of the data set are in {texts} only and stay so; names are shown in '{language}'")
    } else {
        format!("neither texts nor names are in '{language}'; the texts of the data set are in {texts}")
    })
}
