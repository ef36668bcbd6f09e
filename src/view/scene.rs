//! What a scene of a story shows: the opening view with what the scene says over it, in the reader's own
//! style and language.

use serde_json::Value;

use crate::model::{Dataset, SceneIx};

use super::ViewSpec;

/// The view of a scene. What it leaves out comes from `opening`, the data set's opening view, never from the
/// scene before; a scene that selects nothing has nothing selected. Only style and language, unless the scene sets
/// them, and the choice of names stay as in `now`: they are the reader's, who may sit in the dark or read another
/// language.
pub fn view_of_scene(dataset: &Dataset, scene: SceneIx, opening: &ViewSpec, now: &ViewSpec) -> ViewSpec {
    let told = dataset.scene(scene);
    let mut base = opening.clone();
    base.selection = None;
    base.style.clone_from(&now.style);
    base.language.clone_from(&now.language);
    base.names.clone_from(&now.names);
    let given = Value::Object(told.view.clone());
    // A scene's view was read without error when the package was opened.
    let mut view = ViewSpec::from_value(given, &base, dataset).map_or(base, |(view, _)| view);
    view.scene = Some(told.id.clone());
    view
}

/// Whether a view is the one of the scene that it says it reads, so that there is nothing to go back to.
/// Where the scene does not matter, as in a view without one, it is not.
pub fn is_at_scene(dataset: &Dataset, opening: &ViewSpec, view: &ViewSpec) -> bool {
    let scene = view.scene.as_deref().and_then(|id| dataset.scene_by_id(id));
    scene.is_some_and(|scene| view_of_scene(dataset, scene, opening, view) == *view)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::sample;
    use crate::view::Selection;

    #[test]
    fn what_a_scene_leaves_out_comes_from_the_opening_view_and_never_from_the_scene_before() {
        let set = sample::dataset_with_story();
        let opening = ViewSpec::for_dataset(&set);
        let scenes: Vec<_> = set.scenes().collect();
        let first = view_of_scene(&set, scenes[0], &opening, &opening);
        assert_eq!(first.selection, Some(Selection::Event("war".to_owned())));
        assert_eq!(first.time.window.to_string(), "1979-01-01/1992-12-31");
        let second = view_of_scene(&set, scenes[1], &opening, &first);
        assert_eq!(second.selection, None);
        assert_eq!(second.time.window, opening.time.window);
        assert!((second.framing.width_km - 100.0).abs() < 1e-9);
    }

    #[test]
    fn a_reader_keeps_style_and_language_from_scene_to_scene() {
        let set = sample::dataset_with_story();
        let opening = ViewSpec::for_dataset(&set);
        let mut now = opening.clone();
        now.style = "dark".to_owned();
        now.language = "vi".to_owned();
        let scene = set.scenes().next().unwrap();
        let view = view_of_scene(&set, scene, &opening, &now);
        assert_eq!((view.style.as_str(), view.language.as_str()), ("dark", "vi"));
    }

    #[test]
    fn a_reader_who_looks_elsewhere_is_not_at_the_scene_until_coming_back() {
        let set = sample::dataset_with_story();
        let opening = ViewSpec::for_dataset(&set);
        assert!(!is_at_scene(&set, &opening, &opening));
        let scene = set.scenes().next().unwrap();
        let mut view = view_of_scene(&set, scene, &opening, &opening);
        assert!(is_at_scene(&set, &opening, &view));
        view.style = "dark".to_owned();
        assert!(is_at_scene(&set, &opening, &view));
        view.framing.width_km /= 2.0;
        assert!(!is_at_scene(&set, &opening, &view));
    }
}
