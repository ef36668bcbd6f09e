//! The story of a data set: scenes in order, each with words that are parsed already and the part of a view
//! that it asks for. `formats` makes it, `view` turns a scene into a view, `app` and `compose` show it.

use serde_json::{Map, Value};

use super::{Item, SourceIx};

/// A scene of a story, by its place in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SceneIx(pub(super) u32);

impl SceneIx {
    /// Position in the story, from 0.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// One scene: what is told, and what is shown while it is told.
#[derive(Clone, Debug, PartialEq)]
pub struct Scene {
    /// Stable id, the stem of its file: `07-cam-ranh`.
    pub id: String,
    /// Its words, the data set's first language first; at least one.
    pub words: Vec<SceneWords>,
    /// The keys of a view that it asks for, as in a view file; what it leaves out comes from the data set's
    /// opening view. They were read once without error.
    pub view: Map<String, Value>,
}

impl Scene {
    /// The words in a language, else those in the data set's first language.
    pub fn words(&self, language: &str) -> &SceneWords {
        let in_language = self.words.iter().find(|words| words.language == language);
        in_language.unwrap_or(&self.words[0])
    }
}

/// The words of a scene in one language.
#[derive(Clone, Debug, PartialEq)]
pub struct SceneWords {
    /// A BCP 47 tag.
    pub language: String,
    /// Shown title.
    pub title: String,
    /// What the reader reads.
    pub body: Prose,
    /// What only the speaker sees.
    pub notes: Prose,
}

impl SceneWords {
    /// The works cited in body and notes, each once, in order of their first citation.
    pub fn sources(&self) -> Vec<SourceIx> {
        let mut sources = Vec::new();
        for citation in self.body.citations().chain(self.notes.citations()) {
            if !sources.contains(&citation.source) {
                sources.push(citation.source);
            }
        }
        sources
    }
}

/// Running text, parsed: the same for the window's panels and for pages.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Prose {
    /// In reading order.
    pub blocks: Vec<Block>,
}

impl Prose {
    /// Whether there is nothing to read.
    pub fn is_empty(&self) -> bool {
        self.blocks.is_empty()
    }

    /// Every citation, in reading order.
    pub fn citations(&self) -> impl Iterator<Item = &Citation> {
        let inlines = self.blocks.iter().flat_map(|block| block.content.iter());
        inlines
            .filter_map(|inline| match inline {
                Inline::Cite(citations) => Some(citations),
                _ => None,
            })
            .flatten()
    }

    /// The words alone, without citations, blocks on lines of their own: to count, to search, to read aloud.
    pub fn plain_text(&self) -> String {
        let mut text = String::new();
        for block in &self.blocks {
            if !text.is_empty() {
                text.push('\n');
            }
            for inline in &block.content {
                match inline {
                    Inline::Text { text: words, .. } | Inline::Link { text: words, .. } => {
                        text.push_str(words);
                    }
                    Inline::Break => text.push(' '),
                    // What it leaves behind is punctuation, which follows the words before it.
                    Inline::Cite(_) => text.truncate(text.trim_end_matches(' ').len()),
                }
            }
        }
        text
    }
}

/// A paragraph or its like.
#[derive(Clone, Debug, PartialEq)]
pub struct Block {
    /// What kind of block it is.
    pub kind: BlockKind,
    /// Its words, in reading order.
    pub content: Vec<Inline>,
}

/// What kind of block a text stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlockKind {
    /// Plain running text.
    Paragraph,
    /// A heading within the scene.
    Heading,
    /// Words of somebody else, set in.
    Quote,
    /// An item of a list.
    Item {
        /// How deep the list is within others, from 0.
        depth: u8,
        /// Its number in a numbered list, `None` in a list of dots.
        number: Option<u64>,
    },
}

/// A piece of a line.
#[derive(Clone, Debug, PartialEq)]
pub enum Inline {
    /// Words.
    Text {
        /// The words.
        text: String,
        /// Set apart, usually in italics.
        emphasis: bool,
        /// Set apart strongly, usually in bold.
        strong: bool,
    },
    /// Words that lead somewhere.
    Link {
        /// The words.
        text: String,
        /// Where they lead.
        target: LinkTarget,
    },
    /// Works that bear out what stands before, as one bracket: `[@a, p. 3; @b]`.
    Cite(Vec<Citation>),
    /// A new line within the block.
    Break,
}

/// Where a link of a text leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkTarget {
    /// To a thing of the data set, written `[words](place:cam-ranh-bay)`.
    Item(Item),
    /// To another scene, written `[words](scene:07-cam-ranh)`.
    Scene(SceneIx),
    /// To an address on the net, opened by the reader's browser.
    Url(String),
}

/// One work within a bracket of citations.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Citation {
    /// The work.
    pub source: SourceIx,
    /// Words before it: `see`.
    pub prefix: String,
    /// Words after it, usually the place in the work: `p. 17`.
    pub locator: String,
}
