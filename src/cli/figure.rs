//! `periplus figure`: a view of a data set as PNG, SVG or PDF, from the same scene as the window.

use std::path::{Path, PathBuf};

use clap::Args;

use crate::chronology::Edtf;
use crate::compose::FigureContents;
use crate::export::FigureFormat;
use crate::formats::Opened;
use crate::model::Item;
use crate::view::{Selection, ViewSpec, view_of_scene};

use super::DONE;
use super::drawing::{self, Figure, FigureError, Studio};
use super::page::PageArgs;
use super::report::{complain, remark};

pub(super) const AFTER_HELP: &str = "\
The view is the data set's opening view, or a scene's of its story, with what --view or --at says laid over
it. A view file is what the window saves: JSON such as {\"periplus_view\": 1, \"time\": {\"window\": \"2015/2016\"}}.

Examples:
  periplus figure -o map.pdf
  periplus figure my-history/ --at 1979/1992 --size 84x60mm --dpi 600 -o war.png
  periplus figure --scene 7 --size 1920x1080px -o slide.png
  periplus figure --view seminar.json --language vi --title \"Vịnh Cam Ranh\" -o hand-out.pdf
  periplus figure --without timeline --text-size 140 --size 1920x1080px -o last-row.png
  periplus figure --with indicators --size 1600x1067px -o figures.png
  periplus figure --without map --size 240x90mm -o timeline.pdf
  periplus figure --lane gulf-japan -o strip.pdf

In pixels, the layout is that of a slide and the same at any number of them; in mm, cm, in or pt it is that
of a printed page, with letters of about 7 pt. A page too low for all its parts leaves out the indicators
first, then the timeline.

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
    #[arg(long, value_name = "FILE", conflicts_with_all = ["at", "scene"])]
    pub view: Option<PathBuf>,
    /// A scene of the story, by its id or its number; 'periplus story' lists them.
    #[arg(long, value_name = "SCENE")]
    pub scene: Option<String>,
    /// The time to show, as EDTF: 2016-04-12, 2015-09, 1979/1992, -0146.
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub at: Option<Edtf>,
    /// Instead of map and timeline, the strip of a lane: its ports and straits in order, with the distances between
    /// them. By its id or its title.
    #[arg(long, value_name = "LANE")]
    pub lane: Option<String>,
    /// The title above the map. Without it, the lane's, the scene's, or else the data set's.
    #[arg(long, value_name = "TEXT")]
    pub title: Option<String>,
    /// The page.
    #[command(flatten)]
    pub page: PageArgs,
    /// The file to write; its ending says the format: .png, .svg or .pdf.
    #[arg(short, long, value_name = "FILE", value_parser = Output::parse)]
    pub output: Output,
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

/// Draws the figure and gives the exit code.
pub(super) fn run(args: &FigureArgs) -> u8 {
    match draw(args) {
        Ok(()) => DONE,
        Err(error) => {
            complain(&error);
            error.exit_code()
        }
    }
}

fn draw(args: &FigureArgs) -> Result<(), FigureError> {
    // What can be refused is refused before anything slow is done.
    let page = match &args.lane {
        Some(_) => args.page.page_of_strip(args.output.format)?,
        None => args.page.page(args.output.format)?,
    };
    check_place(&args.output.path)?;
    let opened = drawing::open(args.dataset.as_deref())?;
    let mut studio = Studio::new()?;
    let (mut view, mut title) = view(args, &opened, &mut studio)?;
    let mut page = page;
    if let Some(asked) = &args.lane {
        let set = &opened.dataset;
        let lane = drawing::lane(set, asked)?;
        title = Some(set.lane(lane).title.get(&view.language).to_owned());
        view.selection = Some(Selection::of(set, Item::Lane(lane)));
        page = page.with(FigureContents::Strip {
            lane,
            title: args.page.parts().title,
        });
    }
    let figure = Figure {
        view,
        title: args.title.clone().or(title),
        page,
        format: args.output.format,
    };
    studio.write(&opened.dataset, &figure, &args.output.path)
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

/// The view that is asked for, and the title of the scene that it is of.
fn view(
    args: &FigureArgs,
    opened: &Opened,
    studio: &mut Studio,
) -> Result<(ViewSpec, Option<String>), FigureError> {
    let mut view = opened.opening_view.clone();
    let mut scene = None;
    if let Some(asked) = &args.scene {
        let found = drawing::scene(&opened.dataset, asked)?;
        view = view_of_scene(&opened.dataset, found, &opened.opening_view, &opened.opening_view);
        scene = Some(found);
    }
    if let Some(path) = &args.view {
        view = view_file(path, opened)?;
    }
    if let Some(date) = &args.at {
        view.show_time(date.span(), &opened.dataset);
    }
    args.page.dress(&mut view, studio)?;
    let words = scene.map(|scene| opened.dataset.scene(scene).words(&view.language));
    Ok((view.clone(), words.map(|words| words.title.clone())))
}

/// The view of a file, laid over the opening view.
fn view_file(path: &Path, opened: &Opened) -> Result<ViewSpec, FigureError> {
    let bytes = std::fs::read(path).map_err(|source| FigureError::ViewFile {
        path: path.to_owned(),
        source,
    })?;
    let read = ViewSpec::read(&bytes, &opened.opening_view, &opened.dataset);
    let (view, warnings) = read.map_err(|source| FigureError::View {
        path: path.to_owned(),
        source,
    })?;
    for warning in warnings {
        remark(&format!("{}: {warning}", path.display()));
    }
    Ok(view)
}
