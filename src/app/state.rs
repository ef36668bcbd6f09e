//! What the window shows: the package, the view of it, and what follows from both. Panels read it;
//! `apply` alone changes it.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::chronology::{DaySpan, Edtf};
use crate::compose::{FigureContents, FigureParts, PreparedPlots, Style, Styles};
use crate::geography::{Camera, Framing};
use crate::model::{Dataset, Item, LaneIx, SeriesIx};
use crate::view::{Highlights, Kept, Lanes, Measurement, Selection, TimeMode, ViewSpec};

use super::command::{FigureOf, Pane};
use super::double_click::BeforeClick;
use super::effects::Effect;
use super::flight::Flight;
use super::history::{History, Moment};
use super::package::Package;
use super::play::{PlayStyle, Playing, Speed};
use super::services::Services;
use super::story::Telling;
use super::what_if::MovingLanes;
use super::words::Words;

/// What the window shows.
#[derive(Debug)]
pub(crate) struct State {
    pub(super) package: Arc<Package>,
    pub(super) view: ViewSpec,
    pub(super) kept: Kept,
    pub(super) highlights: Highlights,
    pub(super) lanes: Option<Arc<Lanes>>,
    /// Lanes that have not come to where they run yet.
    pub(super) moving_lanes: Option<MovingLanes>,
    /// Grows whenever lanes run elsewhere.
    pub(super) lanes_generation: u64,
    /// Grows whenever lanes are seen elsewhere: with the one above, and while they move.
    pub(super) lanes_stage: u64,
    /// Whether the left panel lists straits and lanes.
    pub(super) lists_lanes: bool,
    /// What the view measures, where it measures something.
    pub(super) measured: Option<Arc<Measurement>>,
    /// Grows whenever something else is measured.
    pub(super) measure_generation: u64,
    /// Whether clicks on the map add to it.
    pub(super) measuring: bool,
    pub(super) styles: Styles,
    pub(super) style: Arc<Style>,
    /// Grows whenever pictures are drawn in another style.
    pub(super) style_generation: u64,
    pub(super) time_span: DaySpan,
    pub(super) languages: Vec<String>,
    /// Grows whenever another data set is shown.
    pub(super) dataset_generation: u64,
    /// Grows whenever the filter keeps other events.
    pub(super) kept_generation: u64,
    /// Grows whenever lights change.
    pub(super) light_generation: u64,

    pub(super) services: Services,
    pub(super) words: Words,
    pub(super) history: History,
    pub(super) before_click: Option<BeforeClick>,
    pub(super) playing: Option<Playing>,
    pub(super) play: PlayStyle,
    /// How long the window was when it last had a length of its own, in days.
    pub(super) window_days: i64,
    pub(super) flight: Option<Flight>,
    pub(super) story: Telling,
    pub(super) map_size: [f64; 2],
    pub(super) panes: BTreeSet<Pane>,
    pub(super) reduced_motion: bool,
    pub(super) moving_dashes: bool,
    pub(super) message: Option<Message>,
    pub(super) effects: Vec<Effect>,
}

/// A line that tells how something went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Message {
    pub(crate) text: String,
    pub(crate) is_error: bool,
}

impl State {
    /// The state in which a package opens, or with a view of the caller's.
    pub(crate) fn new(package: Package, view: Option<ViewSpec>, services: Services, styles: Styles) -> Self {
        let package = Arc::new(package);
        let view = view.unwrap_or_else(|| package.opening.clone());
        let mut state = Self {
            kept: Kept::default(),
            highlights: Highlights::default(),
            lanes: None,
            moving_lanes: None,
            lanes_generation: 0,
            lanes_stage: 0,
            lists_lanes: false,
            measured: None,
            measure_generation: 0,
            measuring: false,
            style: Arc::clone(styles.named_or_first(&view.style)),
            styles,
            style_generation: 0,
            time_span: DaySpan::of_years(1901, 2000),
            languages: Vec::new(),
            dataset_generation: 0,
            kept_generation: 0,
            light_generation: 0,
            services,
            words: Words::english(),
            history: History::default(),
            before_click: None,
            playing: None,
            play: PlayStyle::default(),
            window_days: 1,
            flight: None,
            story: Telling::default(),
            map_size: [800.0, 600.0],
            panes: [Pane::List, Pane::Reading, Pane::Timeline].into(),
            reduced_motion: false,
            moving_dashes: false,
            message: None,
            effects: Vec::new(),
            package,
            view,
        };
        state.dataset_changed();
        state
    }

    /// The opened package.
    pub(crate) fn package(&self) -> &Arc<Package> {
        &self.package
    }

    /// What is known.
    pub(crate) fn dataset(&self) -> &Dataset {
        &self.package.dataset
    }

    /// What is looked at.
    pub(crate) fn view(&self) -> &ViewSpec {
        &self.view
    }

    /// What the filter keeps.
    pub(crate) fn kept(&self) -> &Kept {
        &self.kept
    }

    /// How play goes.
    pub(crate) fn play_style(&self) -> &PlayStyle {
        &self.play
    }

    /// The chosen series that the filter keeps, ready for plotting.
    pub(crate) fn plots_of_series(&self) -> PreparedPlots {
        PreparedPlots::new(self.dataset(), &self.view, &self.kept, &self.style)
    }

    /// What stands on a figure: what is open in the window, or the strip of the selected lane. `None` where no lane
    /// is selected.
    pub(super) fn figure_contents(&self, of: FigureOf) -> Option<FigureContents> {
        if of == FigureOf::Lane {
            let lane = self.selected_lane()?;
            return Some(FigureContents::Strip { lane, title: true });
        }
        Some(FigureContents::View(FigureParts {
            map: of == FigureOf::View,
            indicators: self.shows(Pane::Timeline) && self.shows(Pane::Indicators),
            ..FigureParts::default()
        }))
    }

    /// The selected lane, if it is a lane that is selected.
    pub(crate) fn selected_lane(&self) -> Option<LaneIx> {
        match self.selected() {
            Some(Item::Lane(lane)) => Some(lane),
            _ => None,
        }
    }

    /// Whether a series is chosen for plotting.
    pub(crate) fn plots(&self, series: SeriesIx) -> bool {
        self.view.indicators.contains(&self.dataset().series(series).id)
    }

    /// How strongly each thing is shown.
    pub(crate) fn highlights(&self) -> &Highlights {
        &self.highlights
    }

    /// Where the lanes run; `None` without a sea network.
    pub(crate) fn lanes(&self) -> Option<&Arc<Lanes>> {
        self.lanes.as_ref()
    }

    /// The look.
    pub(crate) fn style(&self) -> &Arc<Style> {
        &self.style
    }

    /// Every style that there is.
    pub(crate) fn styles(&self) -> &Styles {
        &self.styles
    }

    /// The words of the interface.
    pub(crate) fn words(&self) -> &Words {
        &self.words
    }

    /// The language of names and texts.
    pub(crate) fn language(&self) -> &str {
        &self.view.language
    }

    /// The languages that texts or names of places are in, the data set's own first.
    pub(crate) fn languages(&self) -> &[String] {
        &self.languages
    }

    /// From the first to the last day of the data.
    pub(crate) fn time_span(&self) -> DaySpan {
        self.time_span
    }

    /// The selected thing.
    pub(crate) fn selected(&self) -> Option<Item> {
        self.view.selection.as_ref()?.item(self.dataset())
    }

    /// Whether a part of the window is there.
    pub(crate) fn shows(&self, pane: Pane) -> bool {
        self.panes.contains(&pane)
    }

    /// Whether time runs.
    pub(crate) fn is_playing(&self) -> bool {
        self.playing.is_some()
    }

    /// Whether dashes run along the lanes now: while time plays, if the reader asked for them and for no less
    /// motion.
    pub(crate) fn moves_dashes(&self) -> bool {
        self.moving_dashes && self.is_playing() && !self.reduced_motion
    }

    /// Whether the map is in flight.
    pub(crate) fn is_flying(&self) -> bool {
        self.flight.is_some()
    }

    /// The camera of the map panel.
    pub(crate) fn camera(&self) -> Camera {
        let [width, height] = self.map_size;
        Camera::new(&self.view.framing, self.view.projection, width, height)
    }

    /// The title of a thing in the language of the view.
    pub(crate) fn title(&self, item: Item) -> &str {
        let (data, language) = (self.dataset(), self.language());
        match item {
            Item::Event(i) => data.event(i).title.get(language),
            Item::Place(i) => data.place(i).name(language),
            Item::Lane(i) => data.lane(i).title.get(language),
            Item::Period(i) => data.period(i).title.get(language),
            Item::Actor(i) => data.actor(i).name.get(language),
            Item::Series(i) => data.series(i).title.get(language),
        }
    }

    /// The date of a thing, where it has one.
    pub(crate) fn date(&self, item: Item) -> Option<&Edtf> {
        let data = self.dataset();
        match item {
            Item::Event(i) => Some(&data.event(i).when),
            Item::Place(i) => data.place(i).when.as_ref(),
            Item::Lane(i) => data.lane(i).when.as_ref(),
            Item::Period(i) => Some(&data.period(i).when),
            Item::Actor(i) => data.actor(i).when.as_ref(),
            Item::Series(_) => None,
        }
    }

    /// What is shown now, for the history.
    pub(super) fn moment(&self) -> Moment {
        Moment {
            package: Arc::clone(&self.package),
            view: self.view.clone(),
        }
    }

    /// Puts another view in place and works out anew what depends on what differs.
    pub(super) fn set_view(&mut self, view: ViewSpec) {
        let old = std::mem::replace(&mut self.view, view);
        let new = &self.view;
        let restyled = old.style != new.style;
        let lights = old.time.window != new.time.window
            || old.time.cursor != new.time.cursor
            || old.filter != new.filter
            || old.focus != new.focus
            || old.selection != new.selection;
        let refiltered = old.filter != new.filter;
        let remeasured = old.measure != new.measure;
        let closed = old.closed_passages != new.closed_passages;
        self.note_window();
        if restyled {
            self.put_style();
        }
        if closed {
            let before = self.shown_lanes().cloned();
            self.resolve_lanes();
            self.set_lanes_moving(before);
        }
        if closed || remeasured {
            self.take_measure();
        }
        if refiltered {
            self.sift();
        }
        if lights {
            self.work_out_lights();
        }
        self.follow_scene();
    }

    /// Puts another package and its view in place.
    pub(super) fn set_moment(&mut self, moment: Moment) {
        if Arc::ptr_eq(&self.package.dataset, &moment.package.dataset) {
            self.package = moment.package;
            self.set_view(moment.view);
            return;
        }
        self.package = moment.package;
        self.view = moment.view;
        self.put_style();
        self.dataset_changed();
    }

    /// Takes the style that the view names; the first where there is none of that name.
    fn put_style(&mut self) {
        let style = Arc::clone(self.styles.named_or_first(&self.view.style));
        if !Arc::ptr_eq(&style, &self.style) {
            self.style = style;
            self.style_generation += 1;
        }
    }

    /// Adds a style, or puts it in the place of the one of its name.
    pub(super) fn add_style(&mut self, style: Style) {
        self.styles.add(style);
        self.put_style();
    }

    pub(super) fn set_selection(&mut self, item: Option<Item>) {
        let mut view = self.view.clone();
        view.selection = item.map(|i| Selection::of(self.dataset(), i));
        self.set_view(view);
    }

    pub(super) fn set_framing(&mut self, framing: Framing) {
        self.view.framing = framing;
    }

    fn dataset_changed(&mut self) {
        self.playing = None;
        self.flight = None;
        self.end_presenting();
        self.dataset_generation += 1;
        self.time_span = self
            .package
            .dataset
            .time_span()
            .unwrap_or_else(|| DaySpan::of_years(1901, 2000));
        self.languages = languages(&self.package.dataset);
        let days = self.time_span.duration_days() as f64;
        self.play.speed = Speed::for_days(days);
        self.window_days = (self.time_span.duration_days() / 10).max(1);
        self.note_window();
        self.resolve_lanes();
        self.measuring = false;
        self.take_measure();
        self.sift();
        self.work_out_lights();
        self.follow_scene();
    }

    fn resolve_lanes(&mut self) {
        self.lanes = self
            .services
            .lanes
            .as_ref()
            .map(|resolve| Arc::new(resolve(&self.package.dataset, &self.view.closed_passages)));
        self.moving_lanes = None;
        self.lanes_generation += 1;
        self.lanes_stage += 1;
    }

    /// Remembers the length of a window that has one of its own.
    fn note_window(&mut self) {
        let time = self.view.time;
        let days = time.window.duration_days();
        if time.mode == TimeMode::Window && days > 1 {
            self.window_days = days;
        }
    }

    fn sift(&mut self) {
        self.kept = Kept::new(&self.package.dataset, &self.view.filter);
        self.kept_generation += 1;
    }

    fn work_out_lights(&mut self) {
        let highlights = Highlights::of_kept(&self.package.dataset, &self.view, &self.kept);
        // A small move of the window of time mostly lights nothing new: what was drawn stays then.
        if highlights != self.highlights {
            self.highlights = highlights;
            self.light_generation += 1;
        }
    }

    /// Tells how something went.
    pub(super) fn tell(&mut self, text: impl Into<String>) {
        self.message = Some(Message {
            text: text.into(),
            is_error: false,
        });
    }

    /// Tells what went wrong.
    pub(super) fn warn(&mut self, text: impl Into<String>) {
        self.message = Some(Message {
            text: text.into(),
            is_error: true,
        });
    }
}

fn languages(data: &Dataset) -> Vec<String> {
    let mut all = data.languages().to_vec();
    for place in data.places() {
        for name in &data.place(place).names {
            if !all.contains(&name.lang) {
                all.push(name.lang.clone());
            }
        }
    }
    all
}
