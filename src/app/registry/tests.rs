//! The table of commands: no key twice, every key in the README, each where it belongs.

use super::*;
use Context::{List, Map, Timeline};
use std::collections::HashMap;

#[test]
fn no_key_means_two_commands_in_one_context() {
    let mut taken: HashMap<(Context, KeyboardShortcut), &str> = HashMap::new();
    for entry in ENTRIES {
        for (context, key) in entry.keys {
            let before = taken.insert((*context, *key), entry.id);
            assert_eq!(
                before, None,
                "{} and {before:?} share {key:?} in {context:?}",
                entry.id
            );
        }
    }
    for ((context, key), id) in &taken {
        if *context != Global {
            assert!(
                !taken.contains_key(&(Global, *key)),
                "{id}: {key:?} is global as well"
            );
        }
    }
}

/// Each key of the README's table with the panels that its row is for.
fn keys_of_readme() -> std::collections::BTreeSet<(Context, String)> {
    let readme = include_str!("../../../README.md");
    let section = readme.split("\n## Keys\n").nth(1).unwrap();
    let rows = section.lines().skip_while(|l| !l.starts_with("|---")).skip(1);
    let mut contexts = Vec::new();
    let mut keys = std::collections::BTreeSet::new();
    for row in rows.take_while(|l| l.starts_with('|')) {
        let cells: Vec<_> = row.split('|').map(str::trim).collect();
        if !cells[1].is_empty() {
            contexts = cells[1].split(", ").collect();
        }
        for key in cells[2].split('`').skip(1).step_by(2) {
            for context in &contexts {
                let context = match *context {
                    "everywhere" => Global,
                    "map" => Map,
                    "measuring" => Context::Measuring,
                    "timeline" => Timeline,
                    "list" => List,
                    "story" => Context::Story,
                    "presenting" => Presenting,
                    other => panic!("{other}"),
                };
                assert!(keys.insert((context, key.to_owned())), "{key} stands twice");
            }
        }
    }
    keys
}

#[test]
fn the_readme_lists_every_key_and_no_other() {
    let bound = ENTRIES.iter().flat_map(|e| e.keys);
    let bound = bound.map(|(context, key)| (*context, in_writing(key, false)));
    assert_eq!(keys_of_readme(), bound.collect());
}

#[test]
fn every_command_has_an_id_of_its_own() {
    let mut ids: Vec<_> = ENTRIES.iter().map(|e| e.id).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), ENTRIES.len());
}

fn pressed(key: Key, modifiers: Modifiers, context: Context) -> Vec<Command> {
    pressed_in(key, modifiers, context, false)
}

fn pressed_in(key: Key, modifiers: Modifiers, context: Context, story: bool) -> Vec<Command> {
    let ctx = egui::Context::default();
    let input = egui::RawInput {
        events: vec![egui::Event::Key {
            key,
            physical_key: None,
            pressed: true,
            repeat: false,
            modifiers,
        }],
        ..Default::default()
    };
    let mut commands = Vec::new();
    let mut output = ctx.run_ui(input, |ui| {
        commands.extend(ui.input_mut(|i| take_commands(i, context, story)));
    });
    output.textures_delta.clear();
    commands
}

#[test]
fn plain_keys_are_letters_while_a_text_field_has_the_keyboard() {
    for entry in ENTRIES {
        for (_, key) in entry.keys {
            let plain = key.modifiers.is_none() && !(Key::F1..=Key::F12).contains(&key.logical_key);
            if plain {
                let got = pressed(key.logical_key, key.modifiers, Context::TextField);
                assert_eq!(got, [], "{key:?}");
            }
        }
    }
    assert_eq!(pressed(Key::Z, Modifiers::COMMAND, Context::TextField), []);
    let palette = Command::Toggle(Pane::Palette);
    assert_eq!(pressed(Key::K, Modifiers::COMMAND, Context::TextField), [palette]);
}

#[test]
fn the_focused_context_decides_what_a_key_means() {
    assert_eq!(
        pressed(Key::Home, Modifiers::NONE, Context::Map),
        [Command::HomeView]
    );
    assert_eq!(
        pressed(Key::Home, Modifiers::NONE, Context::Timeline),
        [Command::FirstDay]
    );
    assert_eq!(
        pressed(Key::ArrowLeft, Modifiers::SHIFT, Context::Timeline),
        [Command::StepTime(-10)]
    );
    assert_eq!(
        pressed(Key::Z, Modifiers::COMMAND | Modifiers::SHIFT, Context::Map),
        [Command::Redo]
    );
}

#[test]
fn while_a_scene_is_read_its_keys_hold_in_every_panel_but_not_in_a_text_field() {
    let paging = |context, story| pressed_in(Key::PageDown, Modifiers::NONE, context, story);
    for context in [Global, Map, Timeline, List] {
        assert_eq!(paging(context, true), [Command::NextScene], "{context:?}");
    }
    assert_eq!(paging(Context::TextField, true), []);
    assert_eq!(paging(Timeline, false), [Command::StepTime(10)]);
    assert_eq!(paging(List, false), [Command::MoveInList(ListMove::PageDown)]);
}

#[test]
fn while_something_is_measured_its_keys_win_and_the_maps_others_hold() {
    let sent = |key| pressed_in(key, Modifiers::NONE, Context::Measuring, true);
    assert_eq!(sent(Key::Backspace), [Command::MeasureBack]);
    assert_eq!(sent(Key::Escape), [Command::EndMeasure]);
    assert_eq!(sent(Key::Plus), [Command::ZoomIn]);
    assert_eq!(sent(Key::PageDown), [Command::NextScene]);
    let in_story = pressed_in(Key::Backspace, Modifiers::NONE, Map, true);
    assert_eq!(in_story, [Command::ReturnToScene]);
}

#[test]
fn what_a_clicker_sends_moves_starts_ends_and_blanks_a_presentation() {
    let sent = |key| pressed_in(key, Modifiers::NONE, Presenting, true);
    assert_eq!(sent(Key::PageDown), [Command::NextScene]);
    assert_eq!(sent(Key::PageUp), [Command::PreviousScene]);
    assert_eq!(sent(Key::F5), [Command::Present]);
    assert_eq!(sent(Key::Escape), [Command::EndPresenting]);
    assert_eq!(
        [sent(Key::B), sent(Key::Period)].concat(),
        [Command::BlankScreen, Command::BlankScreen]
    );
}

#[test]
fn the_storys_keys_hide_only_the_paging_through_list_and_timeline() {
    let keys = |context: Context| {
        let all = ENTRIES.iter().flat_map(|entry| entry.keys);
        all.filter(move |(c, _)| *c == context).map(|(_, key)| *key)
    };
    for panel in [Map, Timeline, List] {
        for key in keys(panel).filter(|key| keys(Context::Story).any(|story| story == *key)) {
            let pages = matches!(key.logical_key, Key::PageUp | Key::PageDown);
            assert!(pages, "{key:?} of {panel:?} is hidden while a scene is read");
        }
    }
}
