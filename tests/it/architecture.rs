//! The dependency table of the design, as a test: which module may use which, and who alone may name
//! certain crates, files, the environment and the clock.

use std::fmt::Write;
use std::path::{Path, PathBuf};

/// A module of `src` and the modules that it may import.
struct Layer {
    module: &'static str,
    may_import: &'static [&'static str],
}

const fn layer(module: &'static str, may_import: &'static [&'static str]) -> Layer {
    Layer { module, may_import }
}

/// Lowest first. A new module is added here, with what it may import, before it compiles in CI.
const LAYERS: &[Layer] = &[
    layer("chronology", &[]),
    layer("geography", &[]),
    layer("scene", &[]),
    layer("model", &["chronology", "geography"]),
    layer("view", &["model", "chronology", "geography"]),
    layer("formats", &["model", "view", "chronology", "geography"]),
    layer("basemap", &["geography", "scene"]),
    layer(
        "compose",
        &["model", "view", "basemap", "scene", "chronology", "geography"],
    ),
    layer("render", &["scene"]),
    layer("i18n", &["compose"]),
    layer("export", &["compose", "render", "view", "scene"]),
    layer(
        "app",
        &[
            "chronology",
            "geography",
            "scene",
            "model",
            "view",
            "formats",
            "basemap",
            "compose",
            "render",
            "i18n",
            "export",
        ],
    ),
    layer(
        "cli",
        &[
            "chronology",
            "geography",
            "scene",
            "model",
            "view",
            "formats",
            "basemap",
            "compose",
            "render",
            "i18n",
            "export",
        ],
    ),
];

/// A name, and the only modules or files (from `src`) that may use it.
struct Reserved {
    name: &'static str,
    only_in: &'static [&'static str],
    because: &'static str,
}

const fn reserved(name: &'static str, only_in: &'static [&'static str], because: &'static str) -> Reserved {
    Reserved {
        name,
        only_in,
        because,
    }
}

const WINDOW: &str = "only the window names its toolkit";
const WRITERS: &str = "only the writers name the rasteriser and the PDF crate";
const STORY: &str = "only the reader of stories names the Markdown parser";
const EDGE: &str = "below app and cli nothing reads files, environment or clock";

const RESERVED: &[Reserved] = &[
    reserved("egui", &["app"], WINDOW),
    reserved("eframe", &["app"], WINDOW),
    reserved("egui_plot", &["app"], WINDOW),
    reserved("epaint", &["app"], WINDOW),
    reserved("rfd", &["app"], WINDOW),
    reserved("krilla", &["render"], WRITERS),
    reserved("vello_cpu", &["render"], WRITERS),
    reserved("pulldown_cmark", &["formats/story"], STORY),
    reserved("std::fs", &["formats/files.rs", "app", "cli"], EDGE),
    reserved("std::env", &["app", "cli", "main.rs"], EDGE),
    reserved("SystemTime", &["app", "cli"], EDGE),
    reserved("Instant", &["app", "cli"], EDGE),
];

/// A line of code that breaks a rule.
#[derive(Debug, PartialEq, Eq)]
struct Breach {
    file: String,
    line: usize,
    what: String,
}

#[test]
fn modules_import_only_what_the_design_allows() {
    let mut breaches = Vec::new();
    for (file, code) in sources() {
        if let Some(module) = module_of(&file) {
            breaches.extend(imports(&file, &code).into_iter().filter_map(|(line, imported)| {
                let allowed = imported == module || may_import(module).contains(&imported.as_str());
                let known = LAYERS.iter().any(|l| l.module == imported);
                (known && !allowed).then(|| Breach {
                    file: file.clone(),
                    line,
                    what: format!("{module} may not import {imported}"),
                })
            }));
        }
    }
    report(&breaches);
}

#[test]
fn reserved_names_stay_where_they_belong() {
    let mut breaches = Vec::new();
    for (file, code) in sources() {
        breaches.extend(reserved_names(&file, &code));
    }
    report(&breaches);
}

#[test]
fn every_module_has_its_place_in_the_table() {
    let files = sources();
    for (file, _) in &files {
        let Some(module) = module_of(file) else { continue };
        let known = LAYERS.iter().any(|layer| layer.module == module);
        assert!(
            known,
            "src/{file}: the module {module} has no place in the table of tests/it/architecture.rs"
        );
    }
    assert!(
        files.iter().any(|(file, _)| file == "model/mod.rs"),
        "no sources were found"
    );
}

#[test]
fn breaches_are_found_in_every_way_of_writing_them() {
    let found = |code: &str| {
        let imports = imports("view/deep/x.rs", &plain_code(code));
        imports
            .into_iter()
            .map(|(line, name)| format!("{line} {name}"))
            .collect::<Vec<_>>()
    };
    assert_eq!(found("use crate::scene::Scene;"), ["1 scene"]);
    assert_eq!(
        found("\nuse crate::{\n  scene::{Scene, Key},\n  model,\n};"),
        ["3 scene", "4 model"]
    );
    assert_eq!(found("fn f() { crate::app::run() }"), ["1 app"]);
    assert_eq!(found("use super::super::super::scene;"), ["1 scene"]);
    assert_eq!(
        found("use super::super::spec; use super::x; use super::{a, b};"),
        Vec::<String>::new()
    );
    assert_eq!(
        found("// crate::scene\n/* crate::app */ let s = \"crate::app\";"),
        Vec::<String>::new()
    );
    assert_eq!(
        found("#[cfg(test)]\nmod tests { use crate::app; }\nuse crate::cli;"),
        ["3 cli"]
    );
    let names = |file: &str, code: &str| reserved_names(file, &plain_code(code)).len();
    assert_eq!(names("scene/mod.rs", "use egui::Color32;"), 1);
    assert_eq!(names("app/mod.rs", "use egui::Color32;"), 0);
    assert_eq!(names("scene/mod.rs", "let not_egui_plots = 1;"), 0);
    assert_eq!(names("view/mod.rs", "let x = std::time::Instant::now();"), 1);
    assert_eq!(names("formats/files.rs", "std::fs::read(p)"), 0);
    assert_eq!(names("formats/table.rs", "use std::{fmt, fs};"), 1);
}

fn may_import(module: &str) -> &'static [&'static str] {
    let layer = LAYERS.iter().find(|layer| layer.module == module);
    layer.map_or(&[], |layer| layer.may_import)
}

/// The module that a file (from `src`) belongs to; none for `lib.rs` and `main.rs`.
fn module_of(file: &str) -> Option<&str> {
    match file.split_once('/') {
        Some((module, _)) => Some(module),
        None => file.strip_suffix(".rs").filter(|m| !["lib", "main"].contains(m)),
    }
}

/// Lines and the top-level modules of this crate that they name, by `crate::` or by climbing with `super::`.
fn imports(file: &str, code: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for (at, _) in code.match_indices("crate::") {
        if !code[..at].ends_with(is_word) {
            first_names(code, at + "crate::".len(), &mut found);
        }
    }
    // `mod.rs` is its folder's module, any other file a module below its folder's.
    let depth = file.matches('/').count() + usize::from(!file.ends_with("mod.rs"));
    for (at, _) in code.match_indices("super::") {
        if code[..at].ends_with(is_word) || code[..at].ends_with("super::") {
            continue;
        }
        let climbs = code[at..]
            .split("super::")
            .take_while(|piece| piece.is_empty())
            .count();
        if climbs >= depth {
            first_names(code, at + climbs * "super::".len(), &mut found);
        }
    }
    found.sort();
    found
}

/// The names that a path goes on with at an offset: one, or the first ones of each branch in braces.
fn first_names(code: &str, at: usize, found: &mut Vec<(usize, String)>) {
    let rest = &code[at..];
    if !rest.starts_with('{') {
        found.push((line_of(code, at), word_at(rest).to_owned()));
        return;
    }
    let (mut depth, mut fresh) = (0, false);
    for (i, c) in rest.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return;
        }
        if depth == 1 && (c == ',' || i == 0) {
            fresh = true;
        } else if fresh && depth == 1 && is_word(c) {
            found.push((line_of(code, at + i), word_at(&rest[i..]).to_owned()));
            fresh = false;
        }
    }
}

fn reserved_names(file: &str, code: &str) -> Vec<Breach> {
    let mut breaches = Vec::new();
    for rule in RESERVED {
        let here = |place: &&str| file == *place || file.starts_with(&format!("{place}/"));
        if rule.only_in.iter().any(here) {
            continue;
        }
        for at in uses_of(rule.name, code) {
            breaches.push(Breach {
                file: file.to_owned(),
                line: line_of(code, at),
                what: format!("{} is used; {}", rule.name, rule.because),
            });
        }
    }
    breaches
}

/// Offsets where a name stands as a whole word, also as a branch of `std::{…}`.
fn uses_of(name: &str, code: &str) -> Vec<usize> {
    let whole = |at: usize, name: &str| {
        !code[..at].ends_with(is_word) && !code[at + name.len()..].starts_with(is_word)
    };
    let mut uses: Vec<usize> = code.match_indices(name).map(|(at, _)| at).collect();
    uses.retain(|&at| whole(at, name));
    if let Some((root, branch)) = name.split_once("::") {
        for (at, group) in code.match_indices(&format!("{root}::{{")) {
            let mut names = Vec::new();
            first_names(code, at + group.len() - 1, &mut names);
            if names.iter().any(|(_, n)| n == branch) {
                uses.push(at);
            }
        }
    }
    uses
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

fn word_at(text: &str) -> &str {
    text.split(|c| !is_word(c)).next().unwrap_or("")
}

fn line_of(code: &str, at: usize) -> usize {
    code[..at].matches('\n').count() + 1
}

/// Every file below `src` by its path from there, as code without comments, texts and tests.
fn sources() -> Vec<(String, String)> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    collect(&root, &mut files);
    files.sort();
    let from_root = |path: &Path| {
        let parts = path.strip_prefix(&root).unwrap().components();
        let parts: Vec<_> = parts
            .map(|c| c.as_os_str().to_string_lossy().into_owned())
            .collect();
        parts.join("/")
    };
    files
        .iter()
        .map(|path| {
            (
                from_root(path),
                plain_code(&std::fs::read_to_string(path).unwrap()),
            )
        })
        .collect()
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|e| e == "rs") {
            files.push(path);
        }
    }
}

/// The code with comments, texts and `#[cfg(test)]` items blanked out; lines stay where they are.
fn plain_code(source: &str) -> String {
    let mut code = blank_comments_and_texts(source);
    while let Some(start) = code.find("#[cfg(test)]") {
        let rest = &code[start..];
        let end = match (rest.find('{'), rest.find(';')) {
            (Some(brace), semicolon) if semicolon.is_none_or(|s| brace < s) => {
                start + brace + matching(&rest[brace..])
            }
            (_, Some(semicolon)) => start + semicolon + 1,
            _ => code.len(),
        };
        let blank = blanked(&code[start..end]);
        code.replace_range(start..end, &blank);
    }
    code
}

/// The length from an opening brace to behind its closing one.
fn matching(code: &str) -> usize {
    let mut depth = 0;
    for (i, c) in code.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return i + 1;
        }
    }
    code.len()
}

fn blanked(text: &str) -> String {
    text.chars().map(|c| if c == '\n' { '\n' } else { ' ' }).collect()
}

fn blank_comments_and_texts(source: &str) -> String {
    let mut code = String::with_capacity(source.len());
    let mut rest = source;
    while let Some(c) = rest.chars().next() {
        let length = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            rest.find("*/").map_or(rest.len(), |end| end + 2)
        } else if let Some(hashes) = raw_text_hashes(rest, &code) {
            let close = format!("\"{}", "#".repeat(hashes));
            let open = 2 + hashes;
            rest[open..]
                .find(&close)
                .map_or(rest.len(), |end| open + end + close.len())
        } else if c == '"' {
            text_length(rest)
        } else if rest.starts_with("'\"'") || rest.starts_with("'{'") || rest.starts_with("'}'") {
            3
        } else {
            code.push(c);
            rest = &rest[c.len_utf8()..];
            continue;
        };
        code.push_str(&blanked(&rest[..length]));
        rest = &rest[length..];
    }
    code
}

/// The number of hashes of a raw text that begins here.
fn raw_text_hashes(rest: &str, before: &str) -> Option<usize> {
    if before.ends_with(|c| is_word(c) && c != 'b') {
        return None;
    }
    let behind = rest.strip_prefix('r')?;
    let hashes = behind.len() - behind.trim_start_matches('#').len();
    behind[hashes..].starts_with('"').then_some(hashes)
}

fn text_length(rest: &str) -> usize {
    let mut escaped = false;
    for (i, c) in rest.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return i + 1,
            _ => {}
        }
    }
    rest.len()
}

fn report(breaches: &[Breach]) {
    let mut message = String::new();
    for breach in breaches {
        writeln!(message, "src/{}:{}: {}", breach.file, breach.line, breach.what).unwrap();
    }
    assert!(breaches.is_empty(), "the design does not allow:\n{message}");
}
