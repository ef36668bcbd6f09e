//! Everything that can be done in the window, as one enum. Menus, keys, the palette, panels and tests all
//! speak it; `apply` alone acts on it.

use crate::export::FigureFormat;
use std::path::PathBuf;

use crate::chronology::{Day, DaySpan};
use crate::geography::{Framing, ProjectionKind};
use crate::model::{Basis, Item, SceneIx, SeriesIx, ThemeIx};
use crate::view::{Layer, NameChoice};

/// A thing to do.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Closer, about the middle of the map.
    ZoomIn,
    /// Farther, about the middle of the map.
    ZoomOut,
    /// Moves the map's ground by points of the picture: right and down are positive.
    Pan(f64, f64),
    /// The framing that the data set opens with.
    HomeView,
    /// Brings what is selected into the middle of the map.
    FitSelection,
    /// Puts the map where a hand has moved it.
    CameraTo(Framing, Gesture),
    /// Tells how large the map panel is, in points.
    MapResized([f64; 2]),
    /// Goes on with a flight of the map that is under way.
    FlightTick,

    /// Selects a thing where it stands.
    Select(Item),
    /// Selects a thing and brings time and map to it.
    GoTo(Item),
    /// Selects nothing.
    ClearSelection,
    /// Takes back what the first click of a double click selected or cleared, with its step of undo.
    TakeBackClick,

    /// Moves the cursor, and the window of time with it.
    SetCursor(Day, Gesture),
    /// Sets the window of time.
    SetWindow(DaySpan, Gesture),
    /// Sets what the timeline shows from edge to edge.
    SetShownTime(DaySpan, Gesture),
    /// Moves the cursor by steps of the timeline's scale, backwards if negative.
    StepTime(i32),
    /// Shows more (below 1) or less time around the cursor.
    ZoomTime(f64),
    /// The cursor to the data's first day.
    FirstDay,
    /// The cursor to the data's last day.
    LastDay,
    /// The window around all of the data's time.
    WholeTime,
    /// Selects the next event in time.
    NextEvent,
    /// Selects the event before.
    PreviousEvent,
    /// Starts or stops the run of time.
    PlayPause,
    /// Chooses how fast time runs.
    SetSpeed(Speed),
    /// Lets time run on by some seconds of the clock.
    PlayTick(f64),

    /// Reads a scene of the story: its words, its view.
    GoToScene(SceneIx),
    /// The scene after the one that is read; the first where none is.
    NextScene,
    /// The scene before.
    PreviousScene,
    /// The first scene.
    FirstScene,
    /// The last scene.
    LastScene,
    /// Back to the view of the scene that is read.
    ReturnToScene,
    /// Reads the story no longer; the view stays.
    LeaveStory,
    /// Switches the left panel between the list of scenes and the list of events.
    ToggleStoryList,
    /// Opens or folds the speaker's notes below a scene.
    ToggleSceneNotes,
    /// Presents from the scene that is read, or from the first.
    Present,
    /// Presents from the first scene.
    PresentFromStart,
    /// Ends presenting.
    EndPresenting,
    /// While presenting: a blank screen, and back.
    BlankScreen,
    /// While presenting: the speaker's notes in a window of their own, and away.
    ToggleSpeakerWindow,
    /// While presenting: a digit of the number of a scene to go to.
    SceneDigit(u8),
    /// While presenting: goes to the scene whose number was typed; on, where none was.
    GoToTypedScene,
    /// Puts the view, as a scene's file has it, on the clipboard.
    CopyViewForScene,

    /// Switches a layer of the map.
    ToggleLayer(Layer),
    /// Leaves the events of a theme out, or back in.
    ToggleTheme(ThemeIx),
    /// Leaves records or assessments out, or back in.
    ToggleBasis(Basis),
    /// Lights what the view is not about, too.
    LightEverything,
    /// Takes every event back in.
    ShowEverything,
    /// Plots an indicator, or no longer.
    ToggleSeries(SeriesIx),

    /// The language of names and texts, a BCP 47 tag.
    SetLanguage(String),
    /// How the globe is laid flat. The camera stays where it is.
    SetProjection(ProjectionKind),
    /// In which languages names stand on the map, and how what is disputed is named.
    SetNames(NameChoice),
    /// Depth, relief and tints off, or all on again: a flat map.
    ToggleFlat,
    /// The look, a name of `assets/styles`.
    SetStyle(String),
    /// Asks for a style file and draws in its style.
    OpenStyle,
    /// Draws in the style of a file.
    OpenStyleAt(PathBuf),
    /// Light to dark and back.
    ToggleStyle,
    /// Lets the map jump instead of fly.
    ToggleReducedMotion,

    /// Asks for a data set and opens it.
    OpenDataset,
    /// Opens a data set.
    OpenDatasetAt(PathBuf),
    /// Opens the data set inside the program.
    OpenBundled,
    /// Asks for a view file and shows it.
    OpenView,
    /// Shows a view file.
    OpenViewAt(PathBuf),
    /// Asks for a place and writes the view there.
    SaveView,
    /// Writes the view.
    SaveViewAt(PathBuf),
    /// Asks for a place and writes the figure there.
    ExportFigure(FigureFormat),
    /// Writes the figure.
    ExportFigureAt(FigureFormat, PathBuf),

    /// The view before the last change.
    Undo,
    /// The view that was undone.
    Redo,

    /// Opens or closes a side window.
    Toggle(Pane),
    /// Full screen and back.
    Fullscreen,
    /// Closes the program.
    Quit,
    /// Puts the keyboard into the search field.
    FocusSearch,
    /// The keyboard to the next panel.
    NextPanel,
    /// The keyboard to the panel before.
    PreviousPanel,
    /// Moves along the list.
    MoveInList(ListMove),
    /// Puts text on the clipboard.
    Copy(String),
    /// Opens an address in the machine's browser.
    OpenUrl(String),
    /// Takes the last message away.
    DismissMessage,
}

/// How a change counts for undo: changes of one running gesture are one step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gesture {
    /// A change by itself.
    Once,
    /// A part of a drag of the map.
    MapDrag,
    /// A part of a burst of the wheel or a pinch over the map.
    MapWheel,
    /// A part of a drag on the timeline.
    TimeDrag,
    /// A part of a burst of the wheel over the timeline.
    TimeWheel,
    /// A key held down or pressed again and again.
    Keys,
    /// A run of play.
    Play,
}

/// How fast time runs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Speed {
    /// A month of history in a second.
    Month,
    /// Three months.
    Quarter,
    /// A year.
    #[default]
    Year,
    /// Five years.
    FiveYears,
    /// A quarter of a century.
    TwentyFiveYears,
    /// A century.
    Century,
}

impl Speed {
    /// Every speed, the slowest first.
    pub const ALL: [Self; 6] = [
        Self::Month,
        Self::Quarter,
        Self::Year,
        Self::FiveYears,
        Self::TwentyFiveYears,
        Self::Century,
    ];

    /// Days of history in a second of the clock, in Gregorian years of 365.2425 days.
    pub fn days_per_second(self) -> f64 {
        let year = 365.2425;
        match self {
            Self::Month => year / 12.0,
            Self::Quarter => year / 4.0,
            Self::Year => year,
            Self::FiveYears => year * 5.0,
            Self::TwentyFiveYears => year * 25.0,
            Self::Century => year * 100.0,
        }
    }

    /// The slowest speed that is through a number of days within a minute.
    pub fn for_days(days: f64) -> Self {
        Self::ALL
            .into_iter()
            .find(|s| s.days_per_second() * 60.0 >= days)
            .unwrap_or(Self::Century)
    }

    /// The key of its words.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Month => "speed-month",
            Self::Quarter => "speed-quarter",
            Self::Year => "speed-year",
            Self::FiveYears => "speed-five-years",
            Self::TwentyFiveYears => "speed-twenty-five-years",
            Self::Century => "speed-century",
        }
    }
}

/// A part of the window that can be there or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Pane {
    /// The list at the left.
    List,
    /// The reading pane at the right.
    Reading,
    /// The timeline below.
    Timeline,
    /// The plots below the timeline.
    Indicators,
    /// The command palette.
    Palette,
    /// Keys and hints.
    Help,
    /// What this program is.
    About,
    /// What is wrong with the opened package.
    Problems,
}

/// A move along the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListMove {
    /// One up.
    Up,
    /// One down.
    Down,
    /// A screenful up.
    PageUp,
    /// A screenful down.
    PageDown,
    /// To its first row.
    Top,
    /// To its last row.
    Bottom,
    /// Goes to what is marked.
    Open,
}
