//! The one place where commands change the state.

use crate::chronology::Day;
use crate::model::Item;
use crate::view::{Layer, TimeView, ViewSpec};

use super::camera_moves::settled;
use super::command::{Command, FigureOf, Gesture, ListFace, Pane};
use super::effects::Effect;
use super::flight::Flight;
use super::history::Moment;
use super::package::Package;
use super::state::State;
use super::time_moves;

/// The layers that a flat map does without.
const FLATTENED: [Layer; 2] = [Layer::Depth, Layer::Relief];

/// Whether neither depth nor relief is seen.
pub(crate) fn is_flat(view: &ViewSpec) -> bool {
    FLATTENED.iter().all(|layer| !view.layers.shows(*layer))
}

/// Zoom of one key press.
const KEY_ZOOM: f64 = 1.5;

impl State {
    /// Does what a command says. `now` is in seconds of any steady clock.
    pub(crate) fn apply(&mut self, command: Command, now: f64) {
        use Command as C;
        match command {
            C::ZoomIn => self.zoom(KEY_ZOOM, now),
            C::ZoomOut => self.zoom(1.0 / KEY_ZOOM, now),
            C::Pan(dx, dy) => {
                let to = self.camera().panned(dx, dy).framing();
                self.camera_to(to, Gesture::Keys, now);
            }
            C::HomeView => self.fly_to(self.package.opening.framing, now),
            C::FitSelection => {
                if let Some(framing) = self.selected().and_then(|item| self.framing_of(item)) {
                    self.fly_to(framing, now);
                }
            }
            C::CameraTo(framing, gesture) => self.camera_to(framing, gesture, now),
            C::MapResized(size) => self.map_size = size,
            C::FlightTick => self.fly_on(now),
            C::Select(item) => {
                self.keep_for_double_click(now);
                self.select(item, now);
            }
            C::TakeBackClick => self.take_back_click(now),
            C::GoTo(item) => self.go_to(item, now),
            C::ClearSelection => {
                self.keep_for_double_click(now);
                if self.view.selection.is_some() {
                    self.note(Gesture::Once, now);
                    self.set_selection(None);
                }
            }
            C::Undo => self.step_history(true),
            C::Redo => self.step_history(false),
            C::Toggle(pane) => self.toggle_pane(pane),
            C::ToggleSeries(series) => {
                let id = self.dataset().series(series).id.clone();
                self.change(now, |view| {
                    if !view.indicators.remove(&id) {
                        view.indicators.insert(id);
                    }
                });
            }
            C::ToggleReducedMotion => self.reduced_motion = !self.reduced_motion,
            C::ToggleMovingDashes => self.moving_dashes = !self.moving_dashes,
            C::DismissMessage => self.message = None,
            other => self.apply_to_time(other, now),
        }
    }

    fn apply_to_time(&mut self, command: Command, now: f64) {
        use Command as C;
        let time = self.view.time;
        match command {
            C::SetCursor(day, gesture) => {
                let day = self.within_data(day);
                self.set_time(time_moves::with_cursor(time, day), gesture, now);
            }
            C::SetWindow(span, gesture) => {
                let span = time_moves::meeting(span, self.time_span);
                self.set_time(time_moves::with_window(time, span), gesture, now);
            }
            C::SetShownTime(span, gesture) => {
                let shown = time_moves::with_shown(time, span, self.time_span);
                self.set_time(shown, gesture, now);
            }
            C::StepTime(steps) => {
                let by = time_moves::step_days(time).saturating_mul(i64::from(steps));
                let day = self.within_data(time.cursor.plus_days(by));
                self.set_time(time_moves::with_cursor(time, day), Gesture::Keys, now);
            }
            C::ZoomTime(factor) => {
                let to = time_moves::zoomed_about(time, factor, time.cursor, self.time_span);
                self.set_time(to, Gesture::Keys, now);
            }
            C::FirstDay => {
                let to = time_moves::with_cursor(time, self.time_span.first());
                self.set_time(to, Gesture::Once, now);
            }
            C::LastDay => {
                let to = time_moves::with_cursor(time, self.time_span.last());
                self.set_time(to, Gesture::Once, now);
            }
            C::WholeTime => {
                let to = time_moves::with_window(time, self.time_span).showing(self.time_span);
                self.set_time(to, Gesture::Once, now);
            }
            C::NextEvent => self.step_event(true, now),
            C::PreviousEvent => self.step_event(false, now),
            C::PlayPause => self.play_or_pause(now),
            C::PlayTick(seconds) => self.play_on(seconds, now),
            other => self.apply_to_window(other, now),
        }
    }

    pub(super) fn apply_to_looks(&mut self, command: Command, now: f64) {
        use Command as C;
        match command {
            C::ToggleLayer(layer) => {
                let shown = self.view.layers.shows(layer);
                self.change(now, |view| view.layers.set(layer, !shown));
            }
            C::LightEverything => self.change(now, |view| view.focus = Default::default()),
            C::ShowEverything => self.change(now, |view| {
                view.filter = Default::default();
                view.focus = Default::default();
                for layer in Layer::ALL {
                    if layer != Layer::Graticule {
                        view.layers.set(layer, true);
                    }
                }
            }),
            C::SetLanguage(language) => self.change(now, |view| view.language = language),
            C::SetProjection(kind) => {
                self.land();
                self.change(now, |view| view.projection = kind);
            }
            C::SetNames(names) => self.change(now, |view| view.names = names),
            C::ToggleFlat => {
                let flat = is_flat(&self.view);
                self.change(now, |view| {
                    for layer in FLATTENED {
                        view.layers.set(layer, flat);
                    }
                });
            }
            C::SetStyle(style) => self.change(now, |view| view.style = style),
            C::ToggleStyle => {
                let style = if self.style.dark { "light" } else { "dark" };
                self.change(now, |view| style.clone_into(&mut view.style));
            }
            other => self.apply_to_filter(other, now),
        }
    }

    /// Commands that reach beyond the state.
    pub(super) fn pass_on(&mut self, command: Command) {
        use Command as C;
        let effect = match command {
            C::OpenDataset => Effect::PickDataset,
            C::OpenDatasetAt(path) => Effect::OpenDataset(path),
            C::OpenBundled => {
                let package = (self.services.bundled)();
                self.open(package, None);
                return;
            }
            C::OpenStyle => Effect::PickStyle,
            C::OpenStyleAt(path) => Effect::ReadStyle(path),
            C::OpenView => Effect::PickView,
            C::OpenViewAt(path) => Effect::ReadView(path),
            C::SaveView => Effect::PickViewTarget,
            C::SaveViewAt(path) => Effect::WriteView(path),
            C::ExportFigure(FigureOf::Lane, _) if self.selected_lane().is_none() => {
                self.warn(self.words.get("no-lane-selected").to_owned());
                return;
            }
            C::ExportFigure(of, format) => Effect::PickFigureTarget(of, format),
            C::ExportFigureAt(of, format, path) => Effect::WriteFigure(of, format, path),
            C::Fullscreen => Effect::Fullscreen,
            C::Quit => Effect::Quit,
            C::FocusSearch if self.story.presenting.is_some() => {
                self.panes.insert(Pane::Palette);
                return;
            }
            C::FocusSearch => {
                self.panes.insert(Pane::List);
                Effect::FocusSearch
            }
            C::FocusDate => {
                self.panes.insert(Pane::Timeline);
                Effect::FocusDate
            }
            C::FocusFilter => {
                self.show_list(ListFace::Events);
                Effect::FocusFilter
            }
            C::OpenCount => Effect::OpenCount,
            C::NextPanel => Effect::MoveFocus { forward: true },
            C::PreviousPanel => Effect::MoveFocus { forward: false },
            C::MoveInList(to) => Effect::MoveInList(to),
            C::Copy(text) => Effect::Copy(text),
            C::OpenUrl(url) => Effect::OpenUrl(url),
            _ => return,
        };
        self.effects.push(effect);
    }

    /// Shows another package; the one before can be had back by undo.
    pub(crate) fn open(&mut self, package: Package, view: Option<ViewSpec>) {
        self.history.end_gesture();
        self.note(Gesture::Once, 0.0);
        let view = view.unwrap_or_else(|| ViewSpec {
            style: self.view.style.clone(),
            ..package.opening.clone()
        });
        self.set_moment(Moment {
            package: package.into(),
            view,
        });
    }

    /// Shows a view of the opened package.
    pub(crate) fn show_view(&mut self, view: ViewSpec) {
        self.history.end_gesture();
        self.note(Gesture::Once, 0.0);
        self.flight = None;
        self.set_view(view);
    }

    /// Tells that the pointer's button was let go: the next drag is another step of undo.
    pub(crate) fn end_gesture(&mut self) {
        if self.playing.is_none() {
            self.history.end_gesture();
        }
    }

    /// Keeps what is shown, or flown to, before a change.
    pub(super) fn note(&mut self, gesture: Gesture, now: f64) {
        let Self {
            history,
            package,
            view,
            flight,
            ..
        } = self;
        history.note(gesture, now, || Moment {
            package: package.clone(),
            view: settled(view, *flight),
        });
    }

    pub(super) fn change(&mut self, now: f64, edit: impl FnOnce(&mut ViewSpec)) {
        let mut view = self.view.clone();
        edit(&mut view);
        if view != self.view {
            self.note(Gesture::Once, now);
            self.set_view(view);
        }
    }

    fn step_history(&mut self, back: bool) {
        self.playing = None;
        self.land();
        self.story.aside = false;
        let current = self.moment();
        let moment = if back {
            self.history.undo(current)
        } else {
            self.history.redo(current)
        };
        if let Some(moment) = moment {
            self.set_moment(moment);
        }
    }

    fn toggle_pane(&mut self, pane: Pane) {
        if !self.panes.remove(&pane) {
            self.panes.insert(pane);
        }
    }

    fn select(&mut self, item: Item, now: f64) {
        if self.story.presenting.is_none() {
            self.panes.insert(Pane::Reading);
        }
        // Also what the scene itself has selected can be turned to.
        self.story.aside = true;
        if self.selected() == Some(item) {
            return;
        }
        self.note(Gesture::Once, now);
        self.land_time();
        self.set_selection(Some(item));
        if let Item::Event(ix) = item {
            let day = time_moves::first_known_day(self.dataset().event(ix).when.span());
            if let Some(day) = day {
                self.put_time(time_moves::at_day(self.view.time, day));
            }
        }
    }

    pub(super) fn go_to(&mut self, item: Item, now: f64) {
        self.select(item, now);
        if let Item::Period(ix) = item
            && let Some(span) = time_moves::bounded(self.dataset().period(ix).when.span())
        {
            self.put_time(time_moves::with_window(self.view.time, span));
        }
        // Part of the step that selecting was: no step of its own.
        self.bring_into_view(item, now);
    }

    /// Flies to a thing that lies outside the map in view. Notes no step of undo.
    pub(super) fn bring_into_view(&mut self, item: Item, now: f64) {
        let out_of_view = self.extent_of(item).is_some_and(|bounds| {
            let [width, height] = self.map_size;
            let at = self.camera().screen_from_lon_lat(bounds.center());
            at.is_none_or(|[x, y]| !(0.0..=width).contains(&x) || !(0.0..=height).contains(&y))
        });
        if out_of_view && let Some(framing) = self.framing_of(item) {
            self.set_out(framing, now);
        }
    }

    pub(super) fn set_time(&mut self, time: TimeView, gesture: Gesture, now: f64) {
        if time != self.view.time {
            self.note(gesture, now);
            self.flight = self.flight.map(Flight::without_time);
            self.put_time(time);
        }
    }

    pub(super) fn put_time(&mut self, time: TimeView) {
        let mut view = self.view.clone();
        view.time = time;
        self.set_view(view);
    }

    pub(super) fn within_data(&self, day: Day) -> Day {
        day.clamp(self.time_span.first(), self.time_span.last())
    }
}
