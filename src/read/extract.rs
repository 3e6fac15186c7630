//! The text of a marked-up document as it grows: white space collapsed, breaks kept, marked names with their places.
//!
//! A break of a line is one line feed, the end of a paragraph (a heading, a cell, an item of a list) an empty line:
//! a name may run over the first, never over the second.

use crate::model::{Document, EntityType, Language, Markup};

/// What stands between two stretches of text; of several the greatest stays.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Gap {
    #[default]
    Nothing,
    Space,
    Line,
    Paragraph,
    /// A break that the source says is inside a word: nothing at all, whatever white space stands around it.
    Joined,
}

/// A text being extracted.
#[derive(Debug, Default)]
pub(super) struct Extract {
    main: Flow,
    /// Notes: they follow the text, so that none of them breaks a name of it.
    notes: Flow,
    /// Notes inside one another that are open.
    notes_open: usize,
    language: Option<Language>,
}

#[derive(Debug, Default)]
struct Flow {
    text: String,
    gap: Gap,
    open: Vec<OpenMarkup>,
    markup: Vec<Markup>,
    pages: Vec<(usize, String)>,
    /// A page that begins with the next character.
    page: Option<String>,
}

#[derive(Debug)]
struct OpenMarkup {
    /// The first character's place, once there is one.
    start: Option<usize>,
    entity_type: Option<EntityType>,
    key: Option<String>,
}

impl Extract {
    fn flow(&mut self) -> &mut Flow {
        if self.notes_open > 0 { &mut self.notes } else { &mut self.main }
    }

    /// Adds text; runs of white space become one space.
    pub(super) fn text(&mut self, text: &str) {
        self.flow().text(text, false);
    }

    /// Adds text whose line breaks mean something (`<pre>`).
    pub(super) fn preformatted(&mut self, text: &str) {
        self.flow().text(text, true);
    }

    pub(super) fn space(&mut self) {
        self.flow().widen(Gap::Space);
    }

    pub(super) fn line(&mut self) {
        self.flow().widen(Gap::Line);
    }

    pub(super) fn paragraph(&mut self) {
        self.flow().widen(Gap::Paragraph);
    }

    /// A break inside a word.
    pub(super) fn join(&mut self) {
        self.flow().widen(Gap::Joined);
    }

    /// A page of this number or name begins here.
    pub(super) fn page(&mut self, number: String) {
        self.main.page = Some(number);
    }

    pub(super) fn open_note(&mut self) {
        self.notes_open += 1;
        self.notes.widen(Gap::Paragraph);
    }

    pub(super) fn close_note(&mut self) {
        self.notes.widen(Gap::Paragraph);
        self.notes_open = self.notes_open.saturating_sub(1);
    }

    pub(super) fn open_markup(&mut self, entity_type: Option<EntityType>, key: Option<String>) {
        self.flow().open.push(OpenMarkup { start: None, entity_type, key });
    }

    pub(super) fn close_markup(&mut self) {
        let flow = self.flow();
        if let Some(OpenMarkup { start: Some(start), entity_type, key }) = flow.open.pop() {
            flow.markup.push(Markup { bytes: start..flow.text.len(), entity_type, key });
        }
    }

    /// Notes the language that the format declares, if it is one that the program knows; the first one counts.
    pub(super) fn declare_language(&mut self, code: &str) {
        self.language = self.language.or_else(|| language_of(code));
    }

    /// The document, notes last, markup in rising order of start (the longer first).
    pub(super) fn finish(mut self, name: &str) -> Document {
        if !self.notes.text.is_empty() {
            if !self.main.text.is_empty() {
                self.main.text.push_str("\n\n");
            }
            let offset = self.main.text.len();
            self.main.text.push_str(&self.notes.text);
            self.main.markup.extend(self.notes.markup.into_iter().map(|mut markup| {
                markup.bytes = markup.bytes.start + offset..markup.bytes.end + offset;
                markup
            }));
        }
        let mut markup = self.main.markup;
        markup.sort_by_key(|m| (m.bytes.start, std::cmp::Reverse(m.bytes.end)));
        let (text, pages) = (self.main.text, self.main.pages);
        Document { name: name.to_owned(), text, markup, pages, declared_language: self.language }
    }
}

impl Flow {
    fn widen(&mut self, gap: Gap) {
        self.gap = self.gap.max(gap);
    }

    fn text(&mut self, text: &str, lines_count: bool) {
        for (at, piece) in pieces(text) {
            let white = &text[at..piece.start];
            match memchr::memchr_iter(b'\n', white.as_bytes()).count() {
                _ if white.is_empty() => {}
                1 if lines_count => self.widen(Gap::Line),
                2.. if lines_count => self.widen(Gap::Paragraph),
                _ => self.widen(Gap::Space),
            }
            if !piece.is_empty() {
                self.word(&text[piece]);
            }
        }
    }

    /// Adds characters that are not white space.
    fn word(&mut self, word: &str) {
        if !self.text.is_empty() {
            self.text.push_str(match self.gap {
                Gap::Nothing | Gap::Joined => "",
                Gap::Space => " ",
                Gap::Line => "\n",
                Gap::Paragraph => "\n\n",
            });
        }
        self.gap = Gap::Nothing;
        let start = self.text.len();
        if let Some(page) = self.page.take() {
            self.pages.push((start, page));
        }
        for open in self.open.iter_mut().rev().take_while(|open| open.start.is_none()) {
            open.start = Some(start);
        }
        self.text.push_str(word);
    }
}

/// The words between white space, each with the byte at which the white space before it begins; the last may be
/// empty. A no-break space is a character like any other.
fn pieces(text: &str) -> impl Iterator<Item = (usize, std::ops::Range<usize>)> + '_ {
    let is_white = |b: &u8| matches!(b, b' ' | b'\t' | b'\n' | b'\r');
    let mut at = 0;
    std::iter::from_fn(move || {
        if at == text.len() {
            return None;
        }
        let rest = &text.as_bytes()[at..];
        let start = at + rest.iter().position(|b| !is_white(b)).unwrap_or(rest.len());
        let rest = &text.as_bytes()[start..];
        let end = start + rest.iter().position(is_white).unwrap_or(rest.len());
        let before = std::mem::replace(&mut at, end);
        Some((before, start..end))
    })
}

/// The language of a tag such as `kk-Cyrl-KZ`, by its two-letter or three-letter code.
fn language_of(tag: &str) -> Option<Language> {
    let code = tag.trim().split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
    let code = match code.as_str() {
        "kaz" => "kk",
        "rus" => "ru",
        "eng" => "en",
        other => other,
    };
    Language::from_code(code).filter(|language| *language != Language::Undetermined)
}
