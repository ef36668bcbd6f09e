//! `periplus figure`: a view of a data set as PNG, SVG or PDF, from the same scene as the window.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum, builder::RangedI64ValueParser};

use crate::basemap::Basemap;
use crate::chronology::Edtf;
use crate::compose::{FigureParts, World};
use crate::export::{self, ExportError, FigureFormat, Page};
use crate::formats::{self, FilesError, OpenError, Opened, Severity, reason};
use crate::geography::{PassageId, SeaNetwork, SeaNetworkError};
use crate::i18n::Messages;
use crate::scene::FontStore;
use crate::view::{ViewError, ViewSpec, resolve_lanes};

use super::report::{complain, count, files, remark};
use super::size::{PageSize, SizeError, TooManyPixels};
use super::{DONE, FAILED, UNUSABLE};

pub(super) const AFTER_HELP: &str = "\
The view is the data set's opening view, with what --view or --at says laid over it. A view file is what
the window saves: JSON such as {\"periplus_view\": 1, \"time\": {\"window\": \"2015/2016\"}}.

Examples:
  periplus figure -o map.pdf
  periplus figure my-history/ --at 1979/1992 --size 84x60mm --dpi 600 -o war.png
  periplus figure --view seminar.json --language vi --size 1920x1080px -o slide.png
  periplus figure --without timeline --text-size 140 --size 1920x1080px -o last-row.png

In pixels, the layout is that of a slide and the same at any number of them; in mm, cm, in or pt it is that
of a printed page, with letters of about 7 pt.

Exit codes:
  0  the figure is written
  1  it cannot be drawn or written
  2  the data set, the view or an option cannot be used";

/// What the command takes.
#[derive(Clone, Debug, Args)]
pub struct FigureArgs {
    /// A folder, a zip, or a datapackage.json. Without one, the bundled data set.
    pub dataset: Option<PathBuf>,
    /// A view that the window saved, or a figure made of one; what it leaves out is as in the opening view.
    #[arg(long, value_name = "FILE", conflicts_with = "at")]
    pub view: Option<PathBuf>,
    /// The time to show, as EDTF: 2016-04-12, 2015-09, 1979/1992, -0146.
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub at: Option<Edtf>,
    /// Width and height, in mm, cm, in, pt, or px of the picture.
    #[arg(
        long,
        default_value = "160x100mm",
        value_name = "WxH",
        allow_hyphen_values = true
    )]
    pub size: PageSize,
    /// Dots per inch of a PNG; SVG and PDF have none.
    #[arg(long, default_value_t = 300, allow_hyphen_values = true, value_parser = RangedI64ValueParser::<u32>::new().range(36..=2400))]
    pub dpi: u32,
    /// The size of letters, symbols and lines in per cent of the usual one.
    #[arg(long, default_value_t = 100, value_name = "PERCENT", allow_hyphen_values = true, value_parser = RangedI64ValueParser::<u32>::new().range(40..=400))]
    pub text_size: u32,
    /// A part to leave out; may be given more than once.
    #[arg(long, value_enum, value_name = "PART")]
    pub without: Vec<Part>,
    /// The style, by name.
    #[arg(long, value_name = "NAME")]
    pub style: Option<String>,
    /// The language of names and texts, such as en or vi.
    #[arg(long, value_name = "LANG", value_parser = language)]
    pub language: Option<unic_langid::LanguageIdentifier>,
    /// The file to write; its ending says the format: .png, .svg or .pdf.
    #[arg(short, long, value_name = "FILE", value_parser = Output::parse)]
    pub output: Output,
}

/// A part of a figure that can be left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Part {
    /// The title and the window of time in words.
    Title,
    /// The timeline below the map.
    Timeline,
}

/// A file to write and the format that its ending says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Output {
    /// Where the figure goes.
    pub path: PathBuf,
    /// What it is written as.
    pub format: FigureFormat,
}

impl Output {
    fn parse(text: &str) -> Result<Self, String> {
        let path = PathBuf::from(text);
        let ending = path.extension().and_then(|e| e.to_str()).unwrap_or_default();
        let format = FigureFormat::from_extension(ending).ok_or_else(|| match ending {
            "" => "the file needs an ending that says the format: .png, .svg or .pdf".to_owned(),
            other => format!("figures are written as .png, .svg or .pdf, not as .{other}"),
        })?;
        Ok(Self { path, format })
    }
}

/// A figure that can be drawn: everything is read and checked.
#[derive(Clone, Debug)]
pub struct Figure {
    /// The data set and its opening view.
    pub opened: Opened,
    /// What is shown.
    pub view: ViewSpec,
    /// The page.
    pub page: Page,
    /// What it is written as.
    pub format: FigureFormat,
}

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
}

impl FigureError {
    fn exit_code(&self) -> u8 {
        match self {
            Self::Export(ExportError::NoStyle { .. }) => UNUSABLE,
            Self::Write { .. } | Self::Export(_) | Self::SeaNetwork(_) => FAILED,
            _ => UNUSABLE,
        }
    }
}

/// Draws the figure and gives the exit code.
pub(super) fn run(args: &FigureArgs) -> u8 {
    match prepare(args).and_then(|figure| write(&figure, &args.output.path)) {
        Ok(()) => DONE,
        Err(error) => {
            complain(&error);
            error.exit_code()
        }
    }
}

/// Opens the data set and the view and checks the page, before anything slow is done.
pub(super) fn prepare(args: &FigureArgs) -> Result<Figure, FigureError> {
    let dpi = f64::from(args.dpi);
    let mut page = args.size.page(dpi)?.enlarged(f64::from(args.text_size) / 100.0);
    page = page.with(FigureParts {
        title: !args.without.contains(&Part::Title),
        timeline: !args.without.contains(&Part::Timeline),
    });
    if args.output.format == FigureFormat::Png {
        args.size.check_pixels(dpi)?;
    }
    check_place(&args.output.path)?;
    let files = files(args.dataset.as_deref())?;
    let opened = formats::open(&files)?;
    if opened.problems.iter().any(|p| p.severity == Severity::Error) {
        let name = files.name();
        remark(&format!(
            "{name}: {}; 'periplus check' lists them",
            count(&opened.problems)
        ));
    }
    let view = view(args, &opened)?;
    Ok(Figure {
        opened,
        view,
        page,
        format: args.output.format,
    })
}

/// Whether a file can be where the figure is to go, as far as folders tell.
fn check_place(path: &Path) -> Result<(), FigureError> {
    if path.is_dir() {
        return Err(FigureError::IsFolder(path.to_owned()));
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    match folder.filter(|folder| !folder.is_dir()) {
        Some(folder) => Err(FigureError::NoFolder {
            path: path.to_owned(),
            folder: folder.to_owned(),
        }),
        None => Ok(()),
    }
}

fn language(text: &str) -> Result<unic_langid::LanguageIdentifier, String> {
    text.parse()
        .map_err(|_| "write a language tag such as en, vi, ja or zh-Hant".to_owned())
}

/// What of a figure is not in the language that its view asks for, if anything.
fn said_of_language(figure: &Figure, basemap: &Basemap) -> Option<String> {
    let (dataset, language) = (&figure.opened.dataset, &figure.view.language);
    if dataset.languages().contains(language) {
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

fn view(args: &FigureArgs, opened: &Opened) -> Result<ViewSpec, FigureError> {
    let mut view = opened.opening_view.clone();
    if let Some(path) = &args.view {
        let bytes = std::fs::read(path).map_err(|source| FigureError::ViewFile {
            path: path.clone(),
            source,
        })?;
        let read = ViewSpec::read(&bytes, &view, &opened.dataset);
        let (given, warnings) = read.map_err(|source| FigureError::View {
            path: path.clone(),
            source,
        })?;
        for warning in warnings {
            remark(&format!("{}: {warning}", path.display()));
        }
        view = given;
    }
    if let Some(date) = &args.at {
        view.show_time(date.span(), &opened.dataset);
    }
    if let Some(language) = &args.language {
        view.language = language.to_string();
    }
    if let Some(style) = &args.style {
        view.style.clone_from(style);
    }
    Ok(view)
}

fn write(figure: &Figure, path: &Path) -> Result<(), FigureError> {
    let bytes = draw(figure)?;
    std::fs::write(path, bytes).map_err(|source| FigureError::Write {
        path: path.to_owned(),
        source,
    })
}

/// The bytes of the figure's file.
fn draw(figure: &Figure) -> Result<Vec<u8>, FigureError> {
    let basemap = Basemap::embedded();
    let network = SeaNetwork::embedded()?;
    let fonts = FontStore::embedded();
    let words = Messages::english().picture_words();
    let unknown = |id: &&PassageId| network.passage(id).is_none();
    for id in figure.view.closed_passages.iter().filter(unknown) {
        let known: Vec<&str> = network.passages().iter().map(|p| p.id.as_str()).collect();
        remark(&format!(
            "there is no passage '{id}' to close; there are {}",
            known.join(", ")
        ));
    }
    if let Some(said) = said_of_language(figure, &basemap) {
        remark(&said);
    }
    let lanes = resolve_lanes(&figure.opened.dataset, &network, &figure.view.closed_passages);
    let world = World {
        dataset: &figure.opened.dataset,
        lanes: &lanes,
        basemap: &basemap,
        fonts: &fonts,
    };
    let bytes = export::figure(&world, &figure.view, &words, figure.page, figure.format)?;
    for problem in basemap.take_problems() {
        remark(&problem.to_string());
    }
    Ok(bytes)
}
