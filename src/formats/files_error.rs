//! Why the files of a package cannot be had, in words that say what to do. For [`super::files`] and
//! whoever opens a package.

use std::io::ErrorKind;
use std::path::PathBuf;

use zip::result::ZipError;

use super::files::DATAPACKAGE;

/// Why the files of a package cannot be had.
#[derive(Debug, thiserror::Error)]
pub enum FilesError {
    /// A file or folder cannot be read.
    #[error("{} cannot be read: {}", path.display(), reason(source))]
    Io {
        /// What was to be read.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// A file that is no package.
    #[error(
        "{} is neither a folder with a {DATAPACKAGE} nor a zip of one; give the folder of the data set",
        .0.display()
    )]
    NeitherFolderNorZip(PathBuf),
    /// A pipe, a device or a socket, which may never end.
    #[error(
        "{} is neither a file nor a folder but a pipe, a device or a socket; give a folder or a zip",
        .0.display()
    )]
    Irregular(PathBuf),
    /// A folder or zip without a descriptor at its root.
    #[error(
        "there is no {DATAPACKAGE} in {name}, so it is no data package; {}",
        elsewhere(found)
    )]
    NoDataPackage {
        /// The folder's or zip's name.
        name: String,
        /// What has one further down, by path; for a folder, paths that can be opened.
        found: Vec<String>,
    },
    /// A zip that cannot be unpacked.
    #[error("the zip {name} cannot be read: {why}")]
    Zip {
        /// The zip's name.
        name: String,
        /// What is wrong with it, and what to do.
        why: String,
    },
    /// More than any package needs.
    #[error("{name} is too large for a data package: more than {limit}; is it the folder that was meant?")]
    TooLarge {
        /// The folder's or zip's name.
        name: String,
        /// What it exceeds.
        limit: String,
    },
}

/// What the system's error about a file means to people, and what to do.
pub fn reason(error: &std::io::Error) -> String {
    match error.kind() {
        ErrorKind::NotFound => "there is no such file or folder; check the path".to_owned(),
        ErrorKind::PermissionDenied => "you are not allowed to; check its permissions".to_owned(),
        _ => error.to_string(),
    }
}

/// What to give in place of a folder or zip that has no descriptor at its root.
fn elsewhere(found: &[String]) -> String {
    match found {
        [] => format!(
            "give the folder that holds one, or write one that begins with \
             {{\"name\": \"my-history\", \"title\": \"My history\"}} into a {DATAPACKAGE}"
        ),
        [one] => format!("there is one in {one}: give that folder, or a zip of it alone"),
        [first, second] => format!("there are two, in {first} and in {second}: give one of these folders"),
        [first, second, ..] => {
            format!("there are several, in {first}, in {second} and in others: give one of these folders")
        }
    }
}

/// What is wrong with a zip, and what to do.
pub(super) fn zip_reason(error: &ZipError) -> String {
    match error {
        ZipError::InvalidArchive(_) | ZipError::Io(_) => {
            "it is cut off, damaged or no zip; copy or download it again".to_owned()
        }
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) | ZipError::InvalidPassword => {
            "it is locked with a password; make one without".to_owned()
        }
        ZipError::CompressionMethodNotSupported(_) | ZipError::UnsupportedArchive(_) => {
            "it is packed in an unusual way; make it anew, with the usual compression (deflate)".to_owned()
        }
        other => other.to_string(),
    }
}
