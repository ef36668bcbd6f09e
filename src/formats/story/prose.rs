//! The Markdown of a scene as blocks of words, links and citations. What cannot be shown is reported, and
//! the words around it stay.

use std::ops::Range;

use pulldown_cmark::{BrokenLink, CowStr, Event, LinkType, Options, Parser, Tag, TagEnd};

use super::citations::{cited, first_key, is_citation};
use super::links::Names;
use super::text::SceneText;
use crate::formats::problem::{Problems, quoted};
use crate::model::{Block, BlockKind, Citation, Inline, LinkTarget, Prose};

/// Reads a part of a scene's text.
pub(super) fn read(text: &SceneText, part: Range<usize>, names: &Names, problems: &mut Problems) -> Prose {
    let markdown = text.part(part.clone());
    // A bracket that names works is a link without a target to Markdown.
    let citations = |link: BrokenLink<'_>| {
        is_citation(&link.reference).then_some((CowStr::Borrowed(""), CowStr::Borrowed("")))
    };
    let events = Parser::new_with_broken_link_callback(markdown, Options::empty(), Some(citations));
    let mut reader = Reader {
        text,
        names,
        problems,
        blocks: Vec::new(),
        open: None,
        quotes: 0,
        lists: Vec::new(),
        begins_item: false,
        emphasis: 0,
        strong: 0,
        link: None,
        unseen: 0,
    };
    for (event, range) in events.into_offset_iter() {
        reader.take(event, range.start + part.start..range.end + part.start);
    }
    reader.close();
    Prose {
        blocks: reader.blocks,
    }
}

struct Reader<'r, 'd> {
    text: &'r SceneText<'r>,
    names: &'r Names<'d>,
    problems: &'r mut Problems,
    blocks: Vec<Block>,
    /// The block that words go into.
    open: Option<Block>,
    quotes: usize,
    /// The number of the next item of each list that is open, from the outermost.
    lists: Vec<Option<u64>>,
    /// Whether nothing of the item has been read yet.
    begins_item: bool,
    emphasis: usize,
    strong: usize,
    /// The link whose words are being read.
    link: Option<Link>,
    /// How deep we are in something whose words are not shown.
    unseen: usize,
}

struct Link {
    words: String,
    target: Option<LinkTarget>,
}

impl Reader<'_, '_> {
    fn take(&mut self, event: Event<'_>, range: Range<usize>) {
        if self.unseen > 0 {
            match event {
                Event::Start(_) => self.unseen += 1,
                Event::End(_) => self.unseen -= 1,
                _ => {}
            }
            return;
        }
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag),
            Event::Text(words) => {
                self.report_bare_key(range);
                self.push_text(&words);
            }
            Event::Code(words) => self.push_text(&words),
            Event::SoftBreak => self.push_text(" "),
            Event::HardBreak if self.link.is_some() => self.push_text(" "),
            Event::HardBreak => self.block().content.push(Inline::Break),
            // A comment is not meant to be seen, and one tag is enough to complain of.
            Event::InlineHtml(tag) if tag.starts_with("</") || tag.starts_with("<!--") => {}
            Event::InlineHtml(_) => self.report_html(range),
            Event::Rule => {
                let remedy = "It is passed over. Begin a new scene, or write a heading.";
                self.report(range, "a line across is not shown", remedy);
            }
            // The rest is of extensions that are not switched on.
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::Paragraph => self.open_paragraph(),
            Tag::Heading { .. } => self.open_as(BlockKind::Heading),
            Tag::BlockQuote(_) => {
                self.close();
                self.quotes += 1;
            }
            Tag::CodeBlock(_) => {
                let remedy =
                    "It is shown as plain words. Write it without spaces before the line, and without ```.";
                self.report(range, "a block of code is not shown as such", remedy);
                self.open_paragraph();
            }
            Tag::HtmlBlock => {
                self.close();
                self.unseen = 1;
                if !self.text.part(range.clone()).starts_with("<!--") {
                    self.report_html(range);
                }
            }
            Tag::List(first) => {
                self.close();
                self.lists.push(first);
            }
            Tag::Item => {
                self.close();
                self.begins_item = true;
            }
            Tag::Emphasis => self.emphasis += 1,
            Tag::Strong => self.strong += 1,
            Tag::Link {
                link_type, dest_url, ..
            } => self.start_link(link_type, &dest_url, range),
            Tag::Image { .. } => {
                self.unseen = 1;
                let remedy = "It is passed over. What a scene shows is its view.";
                self.report(range, "an image is not shown", remedy);
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::CodeBlock => self.close(),
            TagEnd::BlockQuote(_) => {
                self.close();
                self.quotes = self.quotes.saturating_sub(1);
            }
            TagEnd::List(_) => {
                self.close();
                self.lists.pop();
                self.begins_item = false;
            }
            TagEnd::Item => {
                self.close();
                if let Some(Some(number)) = self.lists.last_mut() {
                    *number = number.saturating_add(1);
                }
            }
            TagEnd::Emphasis => self.emphasis = self.emphasis.saturating_sub(1),
            TagEnd::Strong => self.strong = self.strong.saturating_sub(1),
            TagEnd::Link => self.end_link(),
            _ => {}
        }
    }

    fn start_link(&mut self, link_type: LinkType, address: &str, range: Range<usize>) {
        if matches!(
            link_type,
            LinkType::ShortcutUnknown | LinkType::CollapsedUnknown | LinkType::ReferenceUnknown
        ) {
            self.unseen = 1;
            self.cite(range);
            return;
        }
        let target = match self.names.target(address) {
            Ok(target) => Some(target),
            Err(unknown) => {
                unknown.report(self.text.at(range.start), self.problems);
                None
            }
        };
        self.link = Some(Link {
            words: String::new(),
            target,
        });
    }

    fn end_link(&mut self) {
        let Some(link) = self.link.take() else { return };
        match link.target {
            Some(target) if !link.words.trim().is_empty() => self.block().content.push(Inline::Link {
                text: link.words,
                target,
            }),
            _ => self.push_text(&link.words),
        }
    }

    /// The works of a bracket; those that do not exist are reported.
    fn cite(&mut self, range: Range<usize>) {
        let mut citations = Vec::new();
        for work in cited(self.text.part(range.clone())) {
            match self.names.source(work.key) {
                Ok(source) => citations.push(Citation {
                    source,
                    prefix: work.prefix,
                    locator: work.locator,
                }),
                Err(unknown) => {
                    let at = self.text.at(range.start + work.offset);
                    unknown.report(at, self.problems);
                }
            }
        }
        if !citations.is_empty() {
            self.block().content.push(Inline::Cite(citations));
        }
    }

    /// A work that is named outside of a bracket: Pandoc would cite it, and here nobody does.
    fn report_bare_key(&mut self, range: Range<usize>) {
        let words = self.text.part(range.clone());
        let Some((at, key)) = first_key(words) else { return };
        if self.names.dataset.source_by_id(key).is_some() {
            let what = format!("{} is not in square brackets", quoted(&format!("@{key}")));
            let remedy = format!("It is shown as plain text. Write [@{key}].");
            self.problems.error(self.text.at(range.start + at), what, remedy);
        }
    }

    fn report_html(&mut self, range: Range<usize>) {
        let remedy = "It is passed over. Write Markdown: *slanted*, **strong**, [words](place:hanoi).";
        self.report(range, "HTML is not shown", remedy);
    }

    fn report(&mut self, range: Range<usize>, what: &str, remedy: &str) {
        self.problems.warning(self.text.at(range.start), what, remedy);
    }

    /// Opens a block for a paragraph, of the kind that its surroundings make it. A second paragraph of an
    /// item goes on in the first one's block.
    fn open_paragraph(&mut self) {
        let in_item = !self.lists.is_empty();
        if in_item && !self.begins_item {
            let is_item = |block: &Block| matches!(block.kind, BlockKind::Item { .. });
            if self.blocks.last().is_some_and(is_item) {
                self.close();
                self.open = self.blocks.pop();
                self.block().content.push(Inline::Break);
                return;
            }
        }
        let kind = if in_item && self.begins_item {
            BlockKind::Item {
                depth: u8::try_from(self.lists.len() - 1).unwrap_or(u8::MAX),
                number: self.lists.last().copied().flatten(),
            }
        } else if self.quotes > 0 {
            BlockKind::Quote
        } else {
            BlockKind::Paragraph
        };
        self.begins_item = false;
        self.open_as(kind);
    }

    fn open_as(&mut self, kind: BlockKind) {
        self.close();
        self.open = Some(Block {
            kind,
            content: Vec::new(),
        });
    }

    /// The block that words go into: items of a dense list have no paragraph of their own.
    fn block(&mut self) -> &mut Block {
        if self.open.is_none() {
            self.open_paragraph();
        }
        self.open.get_or_insert_with(|| Block {
            kind: BlockKind::Paragraph,
            content: Vec::new(),
        })
    }

    fn push_text(&mut self, words: &str) {
        if let Some(link) = &mut self.link {
            link.words.push_str(words);
            return;
        }
        let (is_emphasis, is_strong) = (self.emphasis > 0, self.strong > 0);
        let content = &mut self.block().content;
        if content.is_empty() && words.trim().is_empty() {
            return;
        }
        if let Some(Inline::Text {
            text,
            emphasis,
            strong,
        }) = content.last_mut()
            && (*emphasis, *strong) == (is_emphasis, is_strong)
        {
            text.push_str(words);
            return;
        }
        content.push(Inline::Text {
            text: words.to_owned(),
            emphasis: is_emphasis,
            strong: is_strong,
        });
    }

    /// Ends the block that is open; one without words is left out.
    fn close(&mut self) {
        let Some(mut block) = self.open.take() else { return };
        while let Some(last) = block.content.last_mut() {
            match last {
                Inline::Break => {}
                Inline::Text { text, .. } => {
                    text.truncate(text.trim_end().len());
                    if !text.is_empty() {
                        break;
                    }
                }
                Inline::Link { .. } | Inline::Cite(_) => break,
            }
            block.content.pop();
        }
        if !block.content.is_empty() {
            self.blocks.push(block);
        }
    }
}
