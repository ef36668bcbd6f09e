//! The files of a data package as bytes, from a folder, a zip or the program itself. The only file of
//! the layers below `app` and `cli` that opens data files.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use std::path::Path;

use super::files_error::{FilesError, zip_reason};

/// The name of the file that makes a folder a data package.
pub const DATAPACKAGE: &str = "datapackage.json";

/// What a package may hold. A zip can claim to be small and unpack to anything, and a folder chosen by
/// mistake can hold a whole disk.
#[derive(Clone, Copy, Debug)]
struct Limits {
    files: usize,
    bytes: u64,
    depth: usize,
}

const LIMITS: Limits = Limits {
    files: 4096,
    bytes: 512 * 1024 * 1024,
    depth: 4,
};

/// The kinds of file that are read; anything else in the folder is somebody else's.
const READ: [&str; 9] = [
    "json", "csv", "geojson", "md", "png", "jpg", "jpeg", "webp", "svg",
];

/// The files of one data package, by their path within it (`story/01-start.md`).
#[derive(Clone, Debug)]
pub struct PackageFiles {
    name: String,
    files: BTreeMap<String, Cow<'static, [u8]>>,
}

impl PackageFiles {
    /// The package at a path: a folder, a zip of one, or the `datapackage.json` within a folder.
    ///
    /// # Errors
    /// When there is no package there or it cannot be read.
    pub fn open(path: &Path) -> Result<Self, FilesError> {
        let io = |source| FilesError::Io {
            path: path.to_owned(),
            source,
        };
        let meta = std::fs::metadata(path).map_err(io)?;
        if meta.is_dir() {
            return Self::from_folder(path);
        }
        // To open a pipe is to wait for somebody to write into it.
        if !meta.is_file() {
            return Err(FilesError::Irregular(path.to_owned()));
        }
        if path.file_name().is_some_and(|n| n == DATAPACKAGE) {
            let folder = path.parent().filter(|p| !p.as_os_str().is_empty());
            return Self::from_folder(folder.unwrap_or(Path::new(".")));
        }
        let mut file = std::fs::File::open(path).map_err(io)?;
        let mut magic = [0; 4];
        let is_zip = file.read_exact(&mut magic).is_ok() && magic.starts_with(b"PK");
        let says_zip = path.extension().is_some_and(|e| e.eq_ignore_ascii_case("zip"));
        if !is_zip && !says_zip {
            return Err(FilesError::NeitherFolderNorZip(path.to_owned()));
        }
        if meta.len() > LIMITS.bytes {
            return Err(too_large(&display_name(path), LIMITS));
        }
        Self::from_zip(&display_name(path), &std::fs::read(path).map_err(io)?)
    }

    /// The package in a folder.
    ///
    /// # Errors
    /// When the folder or a file of it cannot be read, or it holds no `datapackage.json`.
    pub fn from_folder(folder: &Path) -> Result<Self, FilesError> {
        let name = display_name(folder);
        if !folder.join(DATAPACKAGE).is_file() {
            let mut found = Vec::new();
            find_packages(folder, 0, &mut LIMITS.files.clone(), &mut found);
            return Err(FilesError::NoDataPackage { name, found });
        }
        let mut package = Self::empty(name);
        let mut left = LIMITS;
        package.add_folder(folder, "", &mut left)?;
        Ok(package)
    }

    /// The package in the bytes of a zip, with `datapackage.json` at its root or in its only folder.
    ///
    /// # Errors
    /// When the bytes are no zip, unpack to more than a package needs, or hold no `datapackage.json`.
    pub fn from_zip(name: &str, bytes: &[u8]) -> Result<Self, FilesError> {
        Self::from_zip_within(name, bytes, LIMITS)
    }

    /// The package in files that are part of the program.
    pub fn from_embedded(name: &str, files: &[(&str, &'static [u8])]) -> Self {
        let mut package = Self::empty(name.to_owned());
        for (path, bytes) in files {
            package.files.insert((*path).to_owned(), Cow::Borrowed(bytes));
        }
        package
    }

    /// The package in files that are in memory already.
    pub fn from_memory(name: &str, files: impl IntoIterator<Item = (String, Vec<u8>)>) -> Self {
        Self {
            name: name.to_owned(),
            files: files.into_iter().map(|(p, b)| (p, Cow::Owned(b))).collect(),
        }
    }

    /// The name of the folder or zip, for messages.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The bytes of a file.
    pub fn get(&self, path: &str) -> Option<&[u8]> {
        self.files.get(path).map(AsRef::as_ref)
    }

    /// The path of every file, in order.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }

    fn empty(name: String) -> Self {
        Self {
            name,
            files: BTreeMap::new(),
        }
    }

    fn add_folder(&mut self, folder: &Path, prefix: &str, left: &mut Limits) -> Result<(), FilesError> {
        let io = |source| FilesError::Io {
            path: folder.to_owned(),
            source,
        };
        for entry in std::fs::read_dir(folder).map_err(io)? {
            let entry = entry.map_err(io)?;
            let (name, path) = (entry.file_name(), entry.path());
            let Some(name) = name.to_str().filter(|n| !n.starts_with('.')) else {
                continue;
            };
            let within = format!("{prefix}{name}");
            // A link that leads nowhere is as good as absent.
            let Ok(meta) = std::fs::metadata(&path) else {
                continue;
            };
            if meta.is_dir() && prefix.matches('/').count() < left.depth {
                self.add_folder(&path, &format!("{within}/"), left)?;
            } else if meta.is_file() && is_read(name) {
                self.take(left, meta.len())?;
                let bytes = std::fs::read(&path).map_err(|source| FilesError::Io { path, source })?;
                self.files.insert(within, Cow::Owned(bytes));
            }
        }
        Ok(())
    }

    /// Takes a file of some bytes off what is still allowed.
    fn take(&self, left: &mut Limits, bytes: u64) -> Result<(), FilesError> {
        match (left.files.checked_sub(1), left.bytes.checked_sub(bytes)) {
            (Some(files), Some(bytes)) => {
                (left.files, left.bytes) = (files, bytes);
                Ok(())
            }
            _ => Err(too_large(&self.name, LIMITS)),
        }
    }

    fn from_zip_within(name: &str, bytes: &[u8], limits: Limits) -> Result<Self, FilesError> {
        let failed = |why: String| FilesError::Zip {
            name: name.to_owned(),
            why,
        };
        let mut archive =
            zip::ZipArchive::new(Cursor::new(bytes)).map_err(|error| failed(zip_reason(&error)))?;
        if archive.len() > limits.files {
            return Err(too_large(name, limits));
        }
        let mut package = Self::empty(name.to_owned());
        let mut left = limits.bytes;
        for index in 0..archive.len() {
            let mut entry = archive
                .by_index(index)
                .map_err(|error| failed(zip_reason(&error)))?;
            let Some(path) = tidy_path(entry.name()).map_err(&failed)? else {
                continue;
            };
            if !entry.is_file() {
                continue;
            }
            // The size that the zip states may be a lie: what is unpacked is counted.
            let mut unpacked = Vec::new();
            let read = entry.by_ref().take(left + 1).read_to_end(&mut unpacked);
            let size = read.map_err(|error| {
                failed(format!(
                    "its file {path} is damaged ({error}); copy or download it again"
                ))
            })? as u64;
            left = left.checked_sub(size).ok_or_else(|| too_large(name, limits))?;
            package.files.entry(path).or_insert(Cow::Owned(unpacked));
        }
        package.step_into_only_folder()?;
        Ok(package)
    }

    /// Takes the one folder with a `datapackage.json` for the root.
    fn step_into_only_folder(&mut self) -> Result<(), FilesError> {
        if self.files.contains_key(DATAPACKAGE) {
            return Ok(());
        }
        let roots = self.files.keys().filter_map(|p| p.strip_suffix(DATAPACKAGE));
        let roots: Vec<String> = roots
            .filter(|root| root.ends_with('/'))
            .map(str::to_owned)
            .collect();
        let mut shallow = roots.iter().filter(|root| root.matches('/').count() == 1);
        let (Some(root), None) = (shallow.next().cloned(), shallow.next()) else {
            return Err(FilesError::NoDataPackage {
                name: self.name.clone(),
                found: roots,
            });
        };
        self.files = std::mem::take(&mut self.files)
            .into_iter()
            .filter_map(|(path, bytes)| Some((path.strip_prefix(&root)?.to_owned(), bytes)))
            .collect();
        Ok(())
    }
}

/// Adds the folders below a folder that are packages, to say which one to open instead. Looks at a
/// bounded number of entries: the folder may be a whole disk.
fn find_packages(folder: &Path, depth: usize, left: &mut usize, found: &mut Vec<String>) {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return;
    };
    let mut folders = Vec::new();
    for entry in entries.flatten() {
        let Some(rest) = left.checked_sub(1) else {
            return;
        };
        *left = rest;
        let hidden = entry.file_name().to_string_lossy().starts_with('.');
        // Links are not followed: they may lead in a circle.
        if !hidden && entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            folders.push(entry.path());
        }
    }
    folders.sort();
    for folder in folders {
        if folder.join(DATAPACKAGE).is_file() {
            found.push(folder.display().to_string());
        } else if depth < LIMITS.depth {
            find_packages(&folder, depth + 1, left, found);
        }
    }
}

fn display_name(path: &Path) -> String {
    let named = path.file_name().map(|n| n.to_string_lossy().into_owned());
    named.unwrap_or_else(|| path.display().to_string())
}

fn is_read(name: &str) -> bool {
    Path::new(name)
        .extension()
        .and_then(|e| e.to_str())
        .is_some_and(|e| READ.contains(&e.to_ascii_lowercase().as_str()))
}

fn too_large(name: &str, limits: Limits) -> FilesError {
    FilesError::TooLarge {
        name: name.to_owned(),
        limit: format!("{} files or {} MiB", limits.files, limits.bytes / (1024 * 1024)),
    }
}

/// The path of a zip's entry with `/` between folders; `None` for what is no part of a package (hidden
/// files, other kinds), an error for a path that leads out of the zip.
fn tidy_path(raw: &str) -> Result<Option<String>, String> {
    let path = raw.replace('\\', "/");
    let odd =
        path.starts_with('/') || path.contains('\0') || path.split('/').any(|p| p == ".." || p.contains(':'));
    if odd {
        return Err(format!(
            "{raw:?} leads out of the zip; make the zip anew from the folder"
        ));
    }
    let hidden = path.split('/').any(|p| p.starts_with('.') || p == "__MACOSX");
    Ok((!hidden && is_read(&path)).then_some(path))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;
    use zip::write::SimpleFileOptions;

    fn zip_of(files: &[(&str, &[u8])]) -> Vec<u8> {
        let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (path, bytes) in files {
            writer.start_file(*path, SimpleFileOptions::default()).unwrap();
            writer.write_all(bytes).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    fn paths(package: &PackageFiles) -> Vec<&str> {
        package.paths().collect()
    }

    #[test]
    fn a_zip_of_the_files_and_a_zip_of_the_folder_are_the_same_package() {
        let flat = zip_of(&[(DATAPACKAGE, b"{}"), ("story/01-a.md", b"x")]);
        let nested = zip_of(&[
            ("set/datapackage.json", b"{}"),
            ("set\\story\\01-a.md", b"x"),
            ("__MACOSX/set/datapackage.json", b""),
            ("set/.hidden.json", b""),
        ]);
        for zip in [flat, nested] {
            let package = PackageFiles::from_zip("set.zip", &zip).unwrap();
            assert_eq!(paths(&package), [DATAPACKAGE, "story/01-a.md"]);
            assert_eq!(package.get("story/01-a.md"), Some(&b"x"[..]));
        }
    }

    #[test]
    fn a_folder_is_read_with_its_stories_and_without_hidden_or_foreign_files() {
        let folder = tempfile::tempdir().unwrap();
        let write = |path: &str| {
            let path = folder.path().join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, b"{}").unwrap();
        };
        for path in [
            DATAPACKAGE,
            "story/01-a.md",
            ".git/config.json",
            "events.csv",
            "a.exe",
        ] {
            write(path);
        }
        let expected = [DATAPACKAGE, "events.csv", "story/01-a.md"];
        assert_eq!(paths(&PackageFiles::open(folder.path()).unwrap()), expected);
        let by_file = PackageFiles::open(&folder.path().join(DATAPACKAGE)).unwrap();
        assert_eq!(paths(&by_file), expected);
    }

    #[test]
    fn what_is_no_package_is_refused_with_a_reason() {
        let folder = tempfile::tempdir().unwrap();
        let text = folder.path().join("notes.txt");
        std::fs::write(&text, b"hello").unwrap();
        let refused = |result: Result<PackageFiles, FilesError>| result.unwrap_err().to_string();
        assert!(refused(PackageFiles::open(folder.path())).contains("no datapackage.json"));
        assert!(refused(PackageFiles::open(&text)).contains("neither a folder"));
        assert!(refused(PackageFiles::open(&folder.path().join("none"))).contains("cannot be read"));
        let sound = zip_of(&[(DATAPACKAGE, &[b' '; 500]), ("events.csv", b"id")]);
        let cut = refused(PackageFiles::from_zip("z", &sound[..sound.len() / 2]));
        assert!(
            cut.contains("z cannot be read: it is cut off") && cut.contains("again"),
            "{cut}"
        );
        let named = folder.path().join("notes.zip");
        std::fs::write(&named, b"hello").unwrap();
        assert!(refused(PackageFiles::open(&named)).contains("no zip"));
    }

    #[test]
    fn a_package_that_lies_deeper_is_named_with_what_to_give_instead() {
        let refused = |result: Result<PackageFiles, FilesError>| result.unwrap_err().to_string();
        let two = zip_of(&[("a/datapackage.json", b"{}"), ("b/datapackage.json", b"{}")]);
        let said = refused(PackageFiles::from_zip("z", &two));
        assert!(said.contains("there are two, in a/ and in b/"), "{said}");
        let deep = zip_of(&[("a/b/datapackage.json", b"{}")]);
        let said = refused(PackageFiles::from_zip("z", &deep));
        assert!(said.contains("there is one in a/b/"), "{said}");

        let folder = tempfile::tempdir().unwrap();
        assert!(refused(PackageFiles::open(folder.path())).contains("\"title\": \"My history\""));
        let inner = folder.path().join("histories").join("silk");
        std::fs::create_dir_all(&inner).unwrap();
        std::fs::write(inner.join(DATAPACKAGE), "{}").unwrap();
        let said = refused(PackageFiles::open(folder.path()));
        assert!(
            said.contains(&format!("there is one in {}", inner.display())),
            "{said}"
        );
    }

    #[test]
    fn a_zip_that_unpacks_to_too_much_or_leads_outside_is_refused() {
        let limits = Limits {
            files: 2,
            bytes: 1000,
            depth: 1,
        };
        let bomb = zip_of(&[(DATAPACKAGE, b"{}"), ("events.csv", &[b' '; 5000])]);
        assert!(bomb.len() < 1000);
        let refused = PackageFiles::from_zip_within("z", &bomb, limits);
        assert!(matches!(refused, Err(FilesError::TooLarge { .. })));
        let many = zip_of(&[(DATAPACKAGE, b"{}"), ("a.csv", b""), ("b.csv", b"")]);
        let refused = PackageFiles::from_zip_within("z", &many, limits);
        assert!(matches!(refused, Err(FilesError::TooLarge { .. })));
        for path in [
            "../events.csv",
            "/etc/events.csv",
            "c:\\events.csv",
            "a/../../events.csv",
        ] {
            let zip = zip_of(&[(DATAPACKAGE, b"{}"), (path, b"")]);
            let refused = PackageFiles::from_zip("z", &zip);
            assert!(matches!(refused, Err(FilesError::Zip { .. })), "{path}");
        }
    }
}
