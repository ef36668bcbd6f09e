//! The story as the window tells it: which scene is read, whether its view is the one that is seen, and the
//! presentation of it. Acts on the commands that concern it; for `apply`.

use crate::geography::Framing;
use crate::model::{LinkTarget, SceneIx};
use crate::view::{ViewSpec, scene_front_matter, view_of_scene};

use super::command::{Command, Gesture, ListFace, Pane};
use super::effects::Effect;
use super::flight::Flight;
use super::state::State;

/// What the window keeps of the telling, besides the scene in the view.
#[derive(Debug, Default)]
pub(crate) struct Telling {
    /// The view of the scene that is read, with what it was worked out for.
    target: Option<Target>,
    /// Whether the reader has turned from the scene to what is selected.
    pub(super) aside: bool,
    /// Whether the left panel lists the scenes.
    pub(crate) lists_scenes: bool,
    /// Whether the speaker's notes below a scene are open.
    pub(crate) notes_are_open: bool,
    /// The presentation under way.
    pub(crate) presenting: Option<Presenting>,
}

/// A presentation under way.
#[derive(Clone, Debug, Default)]
pub(crate) struct Presenting {
    /// When it began, in seconds of the clock that commands are applied by.
    pub(crate) since: f64,
    /// How the window was before.
    pub(super) before: Before,
    /// Whether nothing is shown.
    pub(crate) is_blank: bool,
    /// Whether the speaker's window is there.
    pub(crate) speaker: bool,
    /// The number typed so far.
    pub(crate) typed: String,
}

/// What a presentation changes of the window itself, as it was before.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Before {
    /// Whether the window filled the screen.
    pub(super) is_full: bool,
    /// What had the keyboard.
    pub(super) keyboard: Option<eframe::egui::Id>,
}

/// The view that a scene asks for.
#[derive(Debug)]
struct Target {
    scene: String,
    generation: u64,
    language: String,
    style: String,
    view: ViewSpec,
}

impl State {
    /// Whether the data set tells a story.
    pub(crate) fn has_story(&self) -> bool {
        self.dataset().scenes().len() > 0
    }

    /// The scene that is read.
    pub(crate) fn scene(&self) -> Option<SceneIx> {
        self.dataset().scene_by_id(self.view.scene.as_deref()?)
    }

    /// The scene a step after (1) or before (-1) the one that is read; the first where none is read.
    pub(crate) fn scene_beside(&self, step: isize) -> Option<SceneIx> {
        match self.scene() {
            Some(now) => {
                let index = now.index().checked_add_signed(step)?;
                self.dataset().scenes().nth(index)
            }
            None => self.dataset().scenes().next(),
        }
    }

    /// The title of a scene in the language of the view.
    pub(crate) fn scene_title(&self, scene: SceneIx) -> &str {
        &self.dataset().scene(scene).words(self.language()).title
    }

    /// Whether what is seen, or flown to, is the view of the scene that is read.
    pub(crate) fn is_at_scene(&self) -> bool {
        let target = self.story.target.as_ref();
        target.is_some_and(|target| target.view == self.settled_view())
    }

    /// Whether the reading pane shows the scene: it does until the reader turns to something else, and again
    /// when nothing is selected.
    pub(crate) fn reads_scene(&self) -> bool {
        let Some(target) = self.story.target.as_ref() else {
            return false;
        };
        let selection = &self.view.selection;
        selection.is_none() || (*selection == target.view.selection && !self.story.aside)
    }

    /// The ground that the scene that is read shows, wherever the reader has moved since.
    pub(crate) fn scene_framing(&self) -> Option<Framing> {
        Some(self.story.target.as_ref()?.view.framing)
    }

    /// Whether the left panel is to list the scenes.
    pub(crate) fn lists_scenes(&self) -> bool {
        self.story.lists_scenes && self.has_story() && !self.lists_lanes()
    }

    /// The presentation under way.
    pub(crate) fn presenting(&self) -> Option<&Presenting> {
        self.story.presenting.as_ref()
    }

    /// Works out the view of the scene that is read, when it or what it depends on is another one.
    pub(super) fn follow_scene(&mut self) {
        let Some(scene) = self.scene() else {
            self.story.target = None;
            return;
        };
        let view = &self.view;
        let same = self.story.target.as_ref().is_some_and(|target| {
            Some(&target.scene) == view.scene.as_ref()
                && target.generation == self.dataset_generation
                && target.language == view.language
                && target.style == view.style
                && target.view.names == view.names
        });
        if !same {
            let opening = &self.package.opening;
            self.story.target = Some(Target {
                scene: self.dataset().scene(scene).id.clone(),
                generation: self.dataset_generation,
                language: view.language.clone(),
                style: view.style.clone(),
                view: view_of_scene(self.dataset(), scene, opening, view),
            });
        }
    }

    /// Commands that concern the story; others go on to what lies beyond the state.
    pub(super) fn apply_to_story(&mut self, command: Command, now: f64) {
        use Command as C;
        match command {
            C::GoToScene(scene) => self.go_to_scene(scene, now),
            C::NextScene => self.go_to_scene_at(self.scene_beside(1), now),
            C::PreviousScene => self.go_to_scene_at(self.scene_beside(-1), now),
            C::FirstScene => self.go_to_scene_at(self.dataset().scenes().next(), now),
            C::LastScene => self.go_to_scene_at(self.dataset().scenes().last(), now),
            C::ReturnToScene => self.go_to_scene_at(self.scene(), now),
            C::LeaveStory => self.leave_story(now),
            C::ToggleStoryList => self.toggle_story_list(),
            C::ToggleSceneNotes => self.story.notes_are_open ^= true,
            C::Present => self.present(false, now),
            C::PresentFromStart => self.present(true, now),
            C::EndPresenting => self.end_presenting(),
            C::CopyViewForScene => self.copy_view_for_scene(),
            other => self.apply_to_presentation(other, now),
        }
    }

    fn apply_to_presentation(&mut self, command: Command, now: f64) {
        use Command as C;
        match (command, &mut self.story.presenting) {
            (C::BlankScreen, Some(presenting)) => presenting.is_blank ^= true,
            (C::ToggleSpeakerWindow, Some(presenting)) => presenting.speaker ^= true,
            (C::SceneDigit(digit), Some(presenting)) => {
                // No story has a scene of so many figures.
                if presenting.typed.len() < 4 {
                    presenting.typed.push(char::from(b'0' + digit.min(9)));
                }
            }
            (C::GoToTypedScene, Some(presenting)) => {
                let typed = std::mem::take(&mut presenting.typed);
                let scene = match typed.parse::<usize>() {
                    Ok(number) => number.checked_sub(1).and_then(|i| self.dataset().scenes().nth(i)),
                    Err(_) => self.scene_beside(1),
                };
                self.go_to_scene_at(scene, now);
            }
            (other, _) => self.apply_to_measure(other, now),
        }
    }

    fn go_to_scene_at(&mut self, scene: Option<SceneIx>, now: f64) {
        if let Some(presenting) = &mut self.story.presenting {
            presenting.is_blank = false;
            presenting.typed.clear();
        }
        if let Some(scene) = scene {
            self.go_to_scene(scene, now);
        }
    }

    /// Shows a scene. What it switches is switched at once, map and time fly there together, from wherever
    /// they are now; all of it is one step of undo.
    fn go_to_scene(&mut self, scene: SceneIx, now: f64) {
        if self.story.presenting.is_none() {
            self.panes.insert(Pane::Reading);
        }
        self.story.aside = false;
        self.playing = None;
        self.history.end_gesture();
        let settled = self.settled_view();
        let target = view_of_scene(self.dataset(), scene, &self.package.opening, &settled);
        if target == settled {
            return;
        }
        self.note(Gesture::Once, now);
        if self.reduced_motion {
            self.flight = None;
            self.set_view(target);
            return;
        }
        let from = (self.camera().framing(), self.view.time);
        let to = (target.framing, target.time);
        self.set_view(ViewSpec {
            framing: from.0,
            time: from.1,
            ..target
        });
        self.flight = Some(Flight::to_scene(from, to, self.view.projection, now));
    }

    /// Ends the reading; the view stays as it is.
    fn leave_story(&mut self, now: f64) {
        self.end_presenting();
        if self.view.scene.is_some() {
            self.note(Gesture::Once, now);
            // What the scene set apart is part of its telling; place, time and layers are the reader's by now.
            self.set_view(ViewSpec {
                scene: None,
                focus: Default::default(),
                ..self.view.clone()
            });
        }
    }

    /// The list of scenes comes to the front; the list of events, where it is there already.
    fn toggle_story_list(&mut self) {
        if self.lists_scenes() && self.shows(Pane::List) {
            self.show_list(ListFace::Events);
        } else if self.has_story() {
            self.show_list(ListFace::Scenes);
        }
    }

    fn present(&mut self, from_start: bool, now: f64) {
        let first = self.dataset().scenes().next();
        let Some(scene) = self.scene().filter(|_| !from_start).or(first) else {
            return;
        };
        if self.story.presenting.is_none() {
            self.measuring = false;
            self.story.presenting = Some(Presenting {
                since: now,
                ..Presenting::default()
            });
            self.effects.push(Effect::StartPresenting);
        }
        self.go_to_scene_at(Some(scene), now);
    }

    pub(super) fn end_presenting(&mut self) {
        if let Some(presenting) = self.story.presenting.take() {
            self.effects.push(Effect::StopPresenting(presenting.before));
        }
    }

    fn copy_view_for_scene(&mut self) {
        let title = match (self.scene(), self.selected()) {
            (Some(scene), _) => self.scene_title(scene),
            (None, Some(item)) => self.title(item),
            (None, None) => "",
        };
        let text = scene_front_matter(title, &self.settled_view(), &self.package.opening);
        self.effects.push(Effect::Copy(text));
    }

    /// What a link of the story's words asks for.
    pub(crate) fn command_of_link(target: &LinkTarget) -> Command {
        match target {
            LinkTarget::Item(item) => Command::GoTo(*item),
            LinkTarget::Scene(scene) => Command::GoToScene(*scene),
            LinkTarget::Url(url) => Command::OpenUrl(url.clone()),
        }
    }
}
