//! HTML: its text, read by the tokens of the standard (entities, raw text, broken markup), without a tree, so that
//! no depth of nesting matters. Scripts, styles and the title are left out.

use super::extract::Extract;
use super::plain::head;
use hashbrown::HashSet;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};
use std::cell::{Cell, RefCell};
use std::sync::LazyLock;

/// Elements that are paragraphs of their own.
static BLOCKS: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    "address article aside blockquote body button caption center dd details dialog dir div dl dt fieldset \
     figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html legend li main menu nav ol option p \
     pre section select summary table td textarea th tr ul"
        .split_whitespace()
        .collect()
});

/// Adds the text of an HTML page to `extract`.
pub(super) fn add(html: &str, extract: Extract) -> Extract {
    let sink = Sink { extract: RefCell::new(extract), ..Sink::default() };
    let tokenizer = Tokenizer::new(sink, TokenizerOpts::default());
    let queue = BufferQueue::default();
    // A piece of the standard's buffer is at most four gigabytes; pieces of this size end on whole characters.
    const PIECE_BYTES: usize = 1 << 20;
    let mut rest = html;
    while !rest.is_empty() {
        let piece = head(rest, PIECE_BYTES);
        queue.push_back(StrTendril::from_slice(piece));
        let _ = tokenizer.feed(&queue);
        rest = &rest[piece.len()..];
    }
    tokenizer.end();
    let mut extract = tokenizer.sink.extract.into_inner();
    extract.paragraph();
    extract
}

#[derive(Default)]
struct Sink {
    extract: RefCell<Extract>,
    /// Inside raw text that is not read: a script, a style, a title.
    hidden: Cell<bool>,
    preformatted: Cell<usize>,
    /// What stands raised, until its end shows whether it is the mark of a note.
    raised: RefCell<Option<String>>,
}

impl Sink {
    fn text(&self, text: &str) {
        if let Some(raised) = self.raised.borrow_mut().as_mut() {
            raised.push_str(text);
            return;
        }
        let mut extract = self.extract.borrow_mut();
        if self.preformatted.get() > 0 { extract.preformatted(text) } else { extract.text(text) }
    }

    /// Ends what stands raised: numbers, brackets and asterisks are marks of notes (`Абылай<sup>[1]</sup>`), which
    /// no reader takes for a part of the name.
    fn end_raised(&self) {
        let raised = self.raised.borrow_mut().take().unwrap_or_default();
        if raised.chars().any(char::is_alphabetic) {
            self.text(&raised);
        }
    }

    fn tag(&self, tag: &Tag) -> TokenSinkResult<()> {
        let name: &str = &tag.name;
        let start = tag.kind == TagKind::StartTag;
        let block = BLOCKS.contains(name);
        if block || name == "sup" {
            self.end_raised();
        }
        if name == "sup" && start {
            *self.raised.borrow_mut() = Some(String::new());
        }
        let mut extract = self.extract.borrow_mut();
        if block {
            extract.paragraph();
        }
        match name {
            "br" => extract.line(),
            "pre" if start => self.preformatted.set(self.preformatted.get() + 1),
            "pre" => self.preformatted.set(self.preformatted.get().saturating_sub(1)),
            "html" | "body" if start => {
                attributes(tag, &["lang", "xml:lang"]).for_each(|code| extract.declare_language(&code));
            }
            _ => {}
        }
        if start && attributes(tag, &["epub:type", "role"]).any(|v| v == "pagebreak" || v == "doc-pagebreak")
        {
            let number = attributes(tag, &["title", "aria-label"]).next();
            extract.page(number.unwrap_or_default());
        }
        let raw = match name {
            "script" => RawKind::ScriptData,
            "style" | "noembed" | "noframes" | "iframe" => RawKind::Rawtext,
            "title" => RawKind::Rcdata,
            _ => return TokenSinkResult::Continue,
        };
        self.hidden.set(start && !tag.self_closing);
        if self.hidden.get() { TokenSinkResult::RawData(raw) } else { TokenSinkResult::Continue }
    }
}

impl TokenSink for Sink {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        match token {
            Token::TagToken(tag) => return self.tag(&tag),
            Token::CharacterTokens(text) if !self.hidden.get() => self.text(&text),
            Token::EOFToken => self.end_raised(),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

/// The values of the attributes of these names, in the order of the tag.
fn attributes<'a>(tag: &'a Tag, names: &'a [&str]) -> impl Iterator<Item = String> + 'a {
    let named = tag.attrs.iter().filter(|attribute| names.contains(&&*attribute.name.local));
    named.map(|attribute| attribute.value.to_string())
}
