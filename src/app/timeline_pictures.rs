//! The timeline's picture, worked out in three steps of which each is kept until what it depends on changes: the rows,
//! the places of events in them, and the drawing. Moving the window of time only draws anew.

use crate::compose::{
    CountMark, TimelineContext, TimelineForm, TimelineLayout, TimelinePlaces, TimelineRows, Words, World,
    draw_timeline, place_timeline,
};
use crate::model::{Dataset, EventIx};
use crate::scene::{Node, Size};
use crate::view::{Focus, RowsBy, Selection, ShownTime, TimeView};

use super::state::State;

/// What decides which events stand in which rows.
#[derive(Clone, PartialEq)]
struct RowsKey {
    by: RowsBy,
    focus: Focus,
    kept: u64,
    dataset: u64,
}

/// What decides where they stand in them.
#[derive(Clone, PartialEq)]
struct PlacesKey {
    rows: RowsKey,
    size: Size,
    shown: ShownTime,
    style: u64,
    language: String,
    selection: Option<Selection>,
}

/// What decides how that is drawn.
#[derive(Clone, PartialEq)]
struct DrawnKey {
    places: PlacesKey,
    time: TimeView,
    lights: u64,
}

impl DrawnKey {
    fn new(size: Size, state: &State) -> Self {
        let view = state.view();
        let rows = RowsKey {
            by: view.timeline.rows,
            focus: view.focus.clone(),
            kept: state.kept_generation,
            dataset: state.dataset_generation,
        };
        Self {
            places: PlacesKey {
                rows,
                size,
                shown: view.time.shown_time(),
                style: state.style_generation,
                language: view.language.clone(),
                selection: view.selection.clone(),
            },
            time: view.time,
            lights: state.light_generation,
        }
    }
}

/// The timeline as it was drawn last.
pub(super) struct DrawnTimeline {
    key: DrawnKey,
    pub(super) nodes: Vec<Node>,
    pub(super) layout: TimelineLayout,
    pub(super) counts: Vec<CountMark>,
    /// Grows with each drawing.
    pub(super) revision: u64,
}

/// The three steps, each with what it was worked out for.
#[derive(Default)]
pub(super) struct TimelinePictures {
    rows: Option<(RowsKey, TimelineRows)>,
    places: Option<(PlacesKey, TimelinePlaces)>,
    drawn: Option<DrawnTimeline>,
    revision: u64,
}

impl TimelinePictures {
    /// The timeline that was drawn last.
    pub(super) fn drawn(&self) -> Option<&DrawnTimeline> {
        self.drawn.as_ref()
    }

    /// The events that a count of that timeline stands for, the weightiest first.
    pub(super) fn events_of(&self, dataset: &Dataset, count: CountMark) -> Vec<EventIx> {
        let places = self.places.as_ref();
        places.map_or(Vec::new(), |(_, places)| places.events_of(dataset, count))
    }

    /// Brings the picture up to date with the state at a size.
    pub(super) fn refresh(
        &mut self,
        size: Size,
        state: &State,
        world: &World,
        words: &Words,
    ) -> &DrawnTimeline {
        let key = DrawnKey::new(size, state);
        let drawn = match self.drawn.take() {
            Some(drawn) if drawn.key == key => drawn,
            _ => self.draw(key, state, world, words),
        };
        self.drawn.insert(drawn)
    }

    fn draw(&mut self, key: DrawnKey, state: &State, world: &World, words: &Words) -> DrawnTimeline {
        let (view, size) = (state.view(), key.places.size);
        let rows = match self.rows.take() {
            Some((of, rows)) if of == key.places.rows => rows,
            before => {
                let rows = TimelineRows::new(state.dataset(), view, state.kept());
                let known = before.filter(|(of, _)| of.dataset == key.places.rows.dataset);
                match known {
                    Some((_, before)) => rows.with_widths_of(&before),
                    None => rows,
                }
            }
        };
        let context = TimelineContext {
            world,
            view,
            style: state.style(),
            words,
            highlights: state.highlights(),
            rows: &rows,
        };
        let form = TimelineForm::Window;
        let places = match self.places.take() {
            Some((of, places)) if of == key.places => places,
            _ => place_timeline(&context, size, form),
        };
        let picture = draw_timeline(&context, &places, size, form);
        self.rows = Some((key.places.rows.clone(), rows));
        self.places = Some((key.places.clone(), places));
        self.revision += 1;
        DrawnTimeline {
            key,
            nodes: picture.nodes,
            layout: picture.layout,
            counts: picture.counts,
            revision: self.revision,
        }
    }
}
