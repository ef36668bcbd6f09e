//! `story/NN-name.md`: the scenes of a story, each with what it shows (TOML between `+++` lines), what it
//! tells (Markdown) and what the speaker says (behind a line `???`). For [`super::package`] alone.

mod citations;
mod front_matter;
mod links;
mod prose;
mod scene_view;
mod text;

use crate::model::{Dataset, Scene, SceneWords};
use crate::view::ViewSpec;

use super::files::PackageFiles;
use super::ledger::Ledger;
use super::position::is_unreadable;
use super::problem::{At, Problems, quoted};
use super::references::suggestion;
use front_matter::FrontMatter;
use links::Names;
use text::SceneText;

/// The folder of the scenes.
const FOLDER: &str = "story/";
/// The ending of their files.
const ENDING: &str = ".md";
/// The key of the title, the only one that is not a view's.
const TITLE: &str = "title";

/// A scene whose words are read; what it shows is only known once there is an opening view to lay it over.
#[derive(Debug)]
pub(super) struct Draft {
    /// The scene, without a view.
    pub(super) scene: Scene,
    front_matter: FrontMatter,
}

/// What the name of a file of a story says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Name<'a> {
    /// `07-cam-ranh`.
    id: &'a str,
    /// The language of a translation, `vi`.
    language: Option<&'a str>,
}

impl<'a> Name<'a> {
    /// Reads `07-cam-ranh.md` or `07-cam-ranh.vi.md`; `None` for any other name.
    fn parse(file_name: &'a str) -> Option<Self> {
        let stem = file_name.strip_suffix(ENDING)?;
        let (id, language) = match stem.split_once('.') {
            Some((id, language)) => (id, Some(language)),
            None => (stem, None),
        };
        let (number, name) = id.split_once('-')?;
        let is_number = !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit());
        let is_name = !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_');
        let is_language = |tag: &str| tag.parse::<unic_langid::LanguageIdentifier>().is_ok();
        (is_number && is_name && language.is_none_or(is_language)).then_some(Self { id, language })
    }
}

/// Reads the words of every scene, in the order of their files. Links and citations lead into `dataset`.
pub(super) fn read(
    files: &PackageFiles,
    dataset: &Dataset,
    ledger: &Ledger,
    problems: &mut Problems,
) -> Vec<Draft> {
    let mut scenes: Vec<(Name, &str, &[u8])> = Vec::new();
    let mut translations = Vec::new();
    for path in files.paths().filter(|path| path.starts_with(FOLDER)) {
        let Some(name) = path.strip_prefix(FOLDER).and_then(Name::parse) else {
            let what = "the file is no scene of the story";
            let remedy = "It is not read. A scene is named such as 07-cam-ranh.md, a translation of it 07-cam-ranh.vi.md; anything else has another folder.";
            problems.warning(At::file(path), what, remedy);
            continue;
        };
        let bytes = files.get(path).unwrap_or_default();
        if is_unreadable(path, bytes, problems) {
            continue;
        }
        match name.language {
            None => scenes.push((name, path, bytes)),
            Some(language) => translations.push((name, language, path, bytes)),
        }
    }
    // By name, so that `10` does not come before `09` for the hyphen behind it in one and not in the other.
    scenes.sort_by_key(|(name, _, _)| name.id);
    let names = Names::new(dataset, ledger, scenes.iter().map(|(name, _, _)| name.id));
    let mut drafts: Vec<Draft> = scenes
        .iter()
        .map(|(name, path, bytes)| draft(name.id, path, bytes, &names, problems))
        .collect();
    for (name, language, path, bytes) in translations {
        let Some(index) = scenes.iter().position(|(scene, _, _)| scene.id == name.id) else {
            let near = suggestion(name.id, scenes.iter().map(|(scene, _, _)| scene.id));
            let what = format!("there is no scene {} to translate", quoted(name.id));
            let remedy = format!("It is not read.{near} A translation is named after its scene.");
            problems.error(At::file(path), what, remedy);
            continue;
        };
        if is_of_use(language, path, dataset, problems)
            && let Some(draft) = drafts.get_mut(index)
        {
            let title = draft.scene.words.first().map_or("", |words| &words.title);
            let words = translation((language, path, bytes), title, &names, problems);
            draft.scene.words.push(words);
        }
    }
    drafts
}

/// The scenes with what they show, which is read over the data set's opening view.
pub(super) fn with_views(
    drafts: Vec<Draft>,
    known: (&Dataset, &Ledger),
    opening: &ViewSpec,
    problems: &mut Problems,
) -> Vec<Scene> {
    let finish = |draft: Draft| Scene {
        view: scene_view::read(draft.front_matter, known, opening, problems),
        ..draft.scene
    };
    drafts.into_iter().map(finish).collect()
}

/// Whether somebody can choose the language of a translation.
fn is_of_use(language: &str, path: &str, dataset: &Dataset, problems: &mut Problems) -> bool {
    let first = dataset.languages().first().map_or("", String::as_str);
    if language == first {
        let what = format!("'{language}' is the data set's first language already");
        let remedy = "It is not read. The words in it stand in the file without a language.";
        problems.warning(At::file(path), what, remedy);
        return false;
    }
    if !dataset.languages().iter().any(|known| known == language) {
        let what = format!("'{language}' is not among the data set's languages");
        let remedy = "It is read all the same. Add it to 'languages' in datapackage.json.";
        problems.warning(At::file(path), what, remedy);
    }
    true
}

fn draft(id: &str, path: &str, bytes: &[u8], names: &Names, problems: &mut Problems) -> Draft {
    let text = SceneText::read(path, bytes, problems);
    let mut front_matter = FrontMatter::read(&text, problems);
    let title = front_matter.take_title("the scene", id, problems);
    let language = names.dataset.languages().first();
    let words = SceneWords {
        language: language.cloned().unwrap_or_default(),
        title,
        body: prose::read(&text, text.body(), names, problems),
        notes: prose::read(&text, text.notes(), names, problems),
    };
    report_empty(&text, &words, problems);
    Draft {
        scene: Scene {
            id: id.to_owned(),
            words: vec![words],
            view: serde_json::Map::new(),
        },
        front_matter,
    }
}

fn translation(
    (language, path, bytes): (&str, &str, &[u8]),
    title: &str,
    names: &Names,
    problems: &mut Problems,
) -> SceneWords {
    let text = SceneText::read(path, bytes, problems);
    let mut front_matter = FrontMatter::read(&text, problems);
    let title = front_matter.take_title("the translation", title, problems);
    for (key, _) in front_matter.keys() {
        let what = format!("{} stands in a translation", quoted(key));
        let remedy = "It is passed over: a scene shows the same in every language. Write it in the scene's own file, or delete it.";
        problems.warning(front_matter.at(key), what, remedy);
    }
    let words = SceneWords {
        language: language.to_owned(),
        title,
        body: prose::read(&text, text.body(), names, problems),
        notes: prose::read(&text, text.notes(), names, problems),
    };
    report_empty(&text, &words, problems);
    words
}

fn report_empty(text: &SceneText, words: &SceneWords, problems: &mut Problems) {
    if words.body.is_empty() {
        let remedy = "It is shown with its title alone. Write what is told below the second line +++.";
        problems.error(text.at(text.body().start), "the scene has no words", remedy);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_files_name_says_which_scene_it_is_and_in_which_language() {
        let parsed = |name| Name::parse(name).map(|n| (n.id, n.language));
        assert_eq!(parsed("07-cam-ranh.md"), Some(("07-cam-ranh", None)));
        assert_eq!(parsed("07-cam-ranh.vi.md"), Some(("07-cam-ranh", Some("vi"))));
        assert_eq!(parsed("1-a.zh-Hant.md"), Some(("1-a", Some("zh-Hant"))));
        for other in [
            "README.md",
            "07.md",
            "07-.md",
            "-a.md",
            "07-a.vietnamese-please.md",
            "7 a.md",
            "07-a.csv",
            "deep/07-a.md",
        ] {
            assert_eq!(parsed(other), None, "{other}");
        }
    }
}
