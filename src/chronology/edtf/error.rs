//! What is wrong with a text that is no EDTF, where, and what to write instead; and what a lenient
//! reading changed.

/// Why a text is no EDTF date: what was found, where, and what to write instead.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}: {problem}; {remedy}", shortened(.text))]
pub struct EdtfError {
    pub(super) text: String,
    pub(super) column: usize,
    pub(super) problem: String,
    pub(super) remedy: String,
    pub(super) suggestion: Option<String>,
}

impl EdtfError {
    /// The text that was read.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Where it went wrong: characters from the start of the text, the first being 0.
    pub fn column(&self) -> usize {
        self.column
    }

    /// What is wrong there, in plain words.
    pub fn problem(&self) -> &str {
        &self.problem
    }

    /// What was expected or what to do, in plain words.
    pub fn remedy(&self) -> &str {
        &self.remedy
    }

    /// An EDTF text that may be what was meant, when there is a likely one.
    pub fn suggestion(&self) -> Option<&str> {
        self.suggestion.as_deref()
    }
}

/// A long text is not repeated whole in a message.
fn shortened(text: &str) -> String {
    const MOST: usize = 60;
    if text.chars().count() <= MOST {
        return format!("'{text}'");
    }
    format!("'{}…'", text.chars().take(MOST).collect::<String>())
}

/// Something that a lenient reading took for something else.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EdtfWarning {
    /// A form of the draft of 2012, replaced by the specification of 2019.
    #[error("'{written}' is a form of the old EDTF draft; read as '{read_as}'")]
    OldDraft {
        /// The text as written.
        written: String,
        /// The text that it was taken for.
        read_as: String,
    },
    /// Spaces, dashes or brackets that EDTF does not have.
    #[error("'{written}' has spaces or dashes that EDTF does not have; read as '{read_as}'")]
    Typography {
        /// The text as written.
        written: String,
        /// The text that it was taken for.
        read_as: String,
    },
}
