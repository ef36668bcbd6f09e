//! Everything that can be done in the window, as one enum. Menus, keys, the palette, panels and tests all
//! speak it; `apply` alone acts on it.

use crate::export::FigureFormat;
use std::path::PathBuf;

use crate::chronology::{Day, DaySpan};
use crate::geography::{Framing, GeoBounds, Knots, PassageId, ProjectionKind};
use crate::model::{ActorIx, Basis, Item, PlaceIx, SceneIx, SeriesIx, SourceIx, ThemeIx};
use crate::view::{Facet, Layer, MeasurePoint, NameChoice, RowsBy, ShownTime, TimeMode};

use super::play::Speed;

/// What a figure shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FigureOf {
    /// The whole view: map, timeline, and the indicators where they are open.
    View,
    /// The timeline alone, with the indicators where they are open.
    Timeline,
    /// The strip of the selected lane.
    Lane,
}

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
    SetShownTime(ShownTime, Gesture),
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
    /// Shows the window of time with some room around it.
    FitWindow,
    /// The window begins on the cursor's day.
    WindowFromCursor,
    /// The window ends on the cursor's day.
    WindowToCursor,
    /// How the window goes with the cursor.
    SetTimeMode(TimeMode),
    /// What the rows of the timeline stand for.
    SetRows(RowsBy),
    /// Selects the next event in time.
    NextEvent,
    /// Selects the event before.
    PreviousEvent,
    /// Starts or stops the run of time.
    PlayPause,
    /// Chooses how fast time runs.
    SetSpeed(Speed),
    /// Twice as fast, or by event half as long at each.
    Faster,
    /// Half as fast, or by event twice as long at each.
    Slower,
    /// How long each event is looked at when play goes by event, in seconds.
    SetEventSeconds(f64),
    /// At the end of time, play starts again, or no longer.
    ToggleLoop,
    /// Play goes from event to event instead of evenly, or evenly again.
    TogglePlayByEvent,
    /// Play slows down at events, or no longer.
    ToggleEase,
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

    /// What the left panel lists.
    ShowList(ListFace),
    /// The list of straits and lanes comes to the front, or goes.
    ToggleLaneList,
    /// Closes a strait, canal or cape to all lanes, or opens it again.
    TogglePassage(PassageId),
    /// Opens what was closed, and closes what is closed by default.
    ResetPassages,
    /// The speed of ships that days under way are reckoned with.
    SetShipSpeed(Knots),
    /// Goes on with lanes that move from one way to another.
    LanesTick,

    /// Switches a layer of the map.
    ToggleLayer(Layer),
    /// Leaves the events of a theme out, or back in.
    ToggleTheme(ThemeIx),
    /// Leaves records or assessments out, or back in.
    ToggleBasis(Basis),
    /// Keeps the events of an actor, a place or a source, with those of others chosen so; or no longer.
    ToggleChoice(Choice),
    /// Keeps events in whose texts these words stand.
    FilterText(String),
    /// Keeps events in an area of the map; `None` in all.
    FilterArea(Option<GeoBounds>),
    /// Keeps the events on the ground that the map shows.
    FilterToMap,
    /// Keeps the events of the window of time.
    FilterToWindow,
    /// Takes one part of the filter back.
    OpenFacet(Facet),
    /// Leaves no event out.
    ClearFilter,
    /// Lights what the view is not about, too.
    LightEverything,
    /// Takes every event back in.
    ShowEverything,
    /// Plots an indicator, or no longer.
    ToggleSeries(SeriesIx),

    /// Begins to measure on the map, with what was measured before, or ends it.
    Measure,
    /// Clicks on the map add nothing more to what is measured.
    EndMeasure,
    /// Adds a point to what is measured.
    MeasureAdd(MeasurePoint),
    /// Adds the selected place, lane, or place of an event.
    MeasureAddSelected,
    /// Adds the middle of the map.
    MeasureAddMiddle,
    /// Adds the place that a text names, or the position that it is.
    MeasureAddNamed(String),
    /// Takes the last point back.
    MeasureBack,
    /// Measures nothing more.
    MeasureClear,

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
    /// Lets dashes run along lit lanes while time plays.
    ToggleMovingDashes,

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
    ExportFigure(FigureOf, FigureFormat),
    /// Writes the figure.
    ExportFigureAt(FigureOf, FigureFormat, PathBuf),

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
    /// Puts the keyboard into the field for a date.
    FocusDate,
    /// Opens the list of the count on the timeline that is nearest to the cursor.
    OpenCount,
    /// Puts the keyboard into the field for words that the filter keeps.
    FocusFilter,
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
    /// Typing in a field of the filter.
    Typing,
}

/// A thing of which the filter keeps the events alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Choice {
    /// An actor.
    Actor(ActorIx),
    /// A place.
    Place(PlaceIx),
    /// A source.
    Source(SourceIx),
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

/// What the left panel can list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListFace {
    /// Events, with what filters them.
    Events,
    /// The scenes of the story.
    Scenes,
    /// Straits to close, and what that does to the lanes.
    Lanes,
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
