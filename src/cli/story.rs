//! `periplus story`: the scenes of a data set's story, as a list or as figures.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use crate::export::FigureFormat;
use crate::formats::Opened;
use crate::model::SceneIx;
use crate::view::view_of_scene;

use super::drawing::{self, Figure, FigureError, Studio};
use super::page::PageArgs;
use super::report::{complain, remark, say};
use super::{DONE, FAILED};

pub(super) const AFTER_HELP: &str = "\
The list has the number of each scene, its id, its title and the number of its words. With --out, each scene
is drawn as it is seen when the story is told, under its title, in a file named after it: 07-cam-ranh.png.
The options from --format on are those of the figures.

Examples:
  periplus story
  periplus story my-history/ --language vi
  periplus story --out slides --size 1920x1080px
  periplus story --out plates --format pdf --style dark
  periplus story --out timelines --without map --with indicators --size 240x120mm

Exit codes:
  0  the list or every figure is written
  1  a figure cannot be drawn or written, or there is no scene to draw
  2  the data set or an option cannot be used";

/// What the command takes.
#[derive(Clone, Debug, Args)]
pub struct StoryArgs {
    /// A folder, a zip, or a datapackage.json. Without one, the bundled data set.
    pub dataset: Option<PathBuf>,
    /// The folder for the figures, which is made where it is not there. Without it, the scenes are listed.
    #[arg(long, value_name = "FOLDER")]
    pub out: Option<PathBuf>,
    /// What the figures are written as.
    #[arg(long, value_enum, default_value_t = Format::Png, requires = "out")]
    pub format: Format,
    /// The page.
    #[command(flatten)]
    pub page: PageArgs,
}

/// What a figure is written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Pixels.
    Png,
    /// Vectors for the web and for drawing programs.
    Svg,
    /// A page.
    Pdf,
}

impl Format {
    fn of_figure(self) -> FigureFormat {
        match self {
            Self::Png => FigureFormat::Png,
            Self::Svg => FigureFormat::Svg,
            Self::Pdf => FigureFormat::Pdf,
        }
    }
}

/// Lists or draws the scenes and gives the exit code.
pub(super) fn run(args: &StoryArgs) -> u8 {
    let done = match &args.out {
        None => list(args),
        Some(folder) => draw_all(args, folder),
    };
    done.unwrap_or_else(|error| {
        complain(&error);
        error.exit_code()
    })
}

fn list(args: &StoryArgs) -> Result<u8, FigureError> {
    let opened = drawing::open(args.dataset.as_deref())?;
    for line in lines(&opened, &language(args, &opened)) {
        say(&line);
    }
    if opened.dataset.scenes().len() == 0 {
        remark("the data set has no story; scenes are files such as story/01-begin.md");
    }
    Ok(DONE)
}

/// The language that titles are shown in.
fn language(args: &StoryArgs, opened: &Opened) -> String {
    let asked = args.page.language.as_ref().map(ToString::to_string);
    asked.unwrap_or_else(|| opened.opening_view.language.clone())
}

/// One line for each scene, in columns: number, id, title, words.
fn lines(opened: &Opened, language: &str) -> Vec<String> {
    let set = &opened.dataset;
    let width = |text: &str| text.chars().count();
    let rows: Vec<(&str, &str, usize)> = set
        .scenes()
        .map(|scene| {
            let words = set.scene(scene).words(language);
            let count = words.body.plain_text().split_whitespace().count();
            (set.scene(scene).id.as_str(), words.title.as_str(), count)
        })
        .collect();
    let ids = rows.iter().map(|(id, ..)| width(id)).max().unwrap_or(0);
    let titles = rows.iter().map(|(_, title, _)| width(title)).max().unwrap_or(0);
    let number = rows.len().to_string().len();
    let line = |(index, (id, title, count)): (usize, &(&str, &str, usize))| {
        format!(
            "{:>number$}  {id:<ids$}  {title:<titles$}  {count:>4} words",
            index + 1
        )
    };
    rows.iter().enumerate().map(line).collect()
}

/// Draws every scene; one that cannot be drawn costs no other.
fn draw_all(args: &StoryArgs, folder: &Path) -> Result<u8, FigureError> {
    let format = args.format.of_figure();
    args.page.page(format)?;
    let opened = drawing::open(args.dataset.as_deref())?;
    if opened.dataset.scenes().len() == 0 {
        remark("the data set has no story, so there is nothing to draw");
        return Ok(FAILED);
    }
    std::fs::create_dir_all(folder).map_err(|source| FigureError::Write {
        path: folder.to_owned(),
        source,
    })?;
    let mut studio = Studio::new()?;
    let mut code = DONE;
    for scene in opened.dataset.scenes() {
        let id = &opened.dataset.scene(scene).id;
        let path = folder.join(format!("{id}.{}", format.extension()));
        let drawn = figure(args, &opened, scene, &mut studio)
            .and_then(|figure| studio.write(&opened.dataset, &figure, &path));
        match drawn {
            Ok(()) => say(&path.display().to_string()),
            Err(error) => {
                complain(&error);
                code = code.max(error.exit_code());
            }
        }
    }
    Ok(code)
}

/// A scene as a figure, as it is seen by a reader who has changed neither style nor language.
fn figure(
    args: &StoryArgs,
    opened: &Opened,
    scene: SceneIx,
    studio: &mut Studio,
) -> Result<Figure, FigureError> {
    let set = &opened.dataset;
    let mut view = view_of_scene(set, scene, &opened.opening_view, &opened.opening_view);
    args.page.dress(&mut view, studio)?;
    let format = args.format.of_figure();
    Ok(Figure {
        title: Some(set.scene(scene).words(&view.language).title.clone()),
        view,
        page: args.page.page(format)?,
        format,
    })
}
