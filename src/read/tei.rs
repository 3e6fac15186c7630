//! TEI XML: the reading text of `<text>`, without notes and header unless they are asked for.
//!
//! Of a `<choice>` the corrected, regularised or expanded side is read, of an `<app>` the first reading; running
//! heads (`fw`) and deletions (`del`) are left out. A line break ends a line, or joins the parts of a word
//! (`break="no"`); a page break is noted with its number. Marked names keep their place, type and key.

use super::extract::Extract;
use super::xml::{Element, Flow, Handler};
use crate::model::EntityType;
use hashbrown::HashSet;
use std::sync::LazyLock;

/// Elements that are paragraphs of their own.
static BLOCKS: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    "ab argument back bibl body byline castItem cell closer date dateline div div1 div2 div3 docAuthor \
     docDate docImprint docTitle epigraph figure front group head item label lg list opener p postscript \
     row salute signed sp speaker stage table teiHeader text titlePage titlePart trailer"
        .split_whitespace()
        .collect()
});
/// Elements that are blocks only where they stand between blocks: inside a sentence they are words of it.
const BLOCKS_OUTSIDE_PARAGRAPHS: [&str; 4] = ["bibl", "date", "label", "list"];
/// What is no part of the reading text.
const LEFT_OUT: [&str; 7] = ["fw", "del", "facsimile", "sourceDoc", "standOff", "surface", "figDesc"];

pub(super) struct Tei {
    pub(super) extract: Extract,
    include_notes: bool,
    include_header: bool,
    /// Names of the elements open.
    path: Vec<String>,
    /// Elements open that say what is read: `text`, and `teiHeader` if it is asked for.
    reading: usize,
    paragraphs: usize,
    /// For each `app` open, whether a reading of it was taken: the first one is.
    readings: Vec<bool>,
}

impl Tei {
    pub(super) fn new(include_notes: bool, include_header: bool) -> Self {
        Tei {
            extract: Extract::default(),
            include_notes,
            include_header,
            path: Vec::new(),
            reading: 0,
            paragraphs: 0,
            readings: Vec::new(),
        }
    }

    fn is_block(&self, name: &str) -> bool {
        let inside = self.paragraphs > 0 && BLOCKS_OUTSIDE_PARAGRAPHS.contains(&name);
        BLOCKS.contains(name) && !inside
    }

    /// Whether an element has no part in the reading text.
    fn left_out(&self, name: &str) -> bool {
        match name {
            "note" => !self.include_notes,
            "teiHeader" => !self.include_header,
            // Outside a choice they are all that there is of the word.
            "sic" | "orig" | "abbr" => self.path.last().is_some_and(|parent| parent == "choice"),
            _ => LEFT_OUT.contains(&name),
        }
    }

    /// Whether an element is a reading of an `app` after the first, which is noted.
    fn is_later_reading(&mut self, name: &str) -> bool {
        matches!(name, "lem" | "rdg")
            && self.readings.last_mut().is_some_and(|taken| std::mem::replace(taken, true))
    }

    fn line_break(&mut self, element: &Element<'_>) {
        if element.attribute("break").is_some_and(|value| value == "no") {
            self.extract.join();
        } else {
            self.extract.line();
        }
    }
}

impl Handler for Tei {
    fn start(&mut self, element: &Element<'_>) -> Flow {
        let name = element.name;
        if self.left_out(name) || self.is_later_reading(name) {
            return Flow::Skip;
        }
        if matches!(name, "TEI" | "text" | "body")
            && let Some(code) = element.attribute("lang")
        {
            self.extract.declare_language(&code);
        }
        if matches!(name, "text" | "teiHeader") {
            self.reading += 1;
        }
        if self.is_block(name) {
            self.extract.paragraph();
        }
        match name {
            "app" => self.readings.push(false),
            "p" | "ab" | "head" => self.paragraphs += 1,
            "lb" | "cb" => self.line_break(element),
            "l" => self.extract.line(),
            "pb" => {
                self.line_break(element);
                self.extract.page(element.attribute("n").unwrap_or_default());
            }
            "space" | "gap" => self.extract.space(),
            "note" => self.extract.open_note(),
            _ if is_name(name) => {
                let entity_type = type_of(name, element.attribute("type").as_deref());
                let key = element.attribute("ref").or_else(|| element.attribute("key"));
                let key = key.map(|key| key.trim().trim_start_matches('#').to_owned());
                self.extract.open_markup(entity_type, key.filter(|key| !key.is_empty()));
            }
            _ => {}
        }
        self.path.push(name.to_owned());
        Flow::Enter
    }

    fn end(&mut self, name: &str) {
        self.path.pop();
        match name {
            "p" | "ab" | "head" => self.paragraphs = self.paragraphs.saturating_sub(1),
            "text" | "teiHeader" => self.reading = self.reading.saturating_sub(1),
            "note" => self.extract.close_note(),
            "app" => {
                self.readings.pop();
            }
            "l" => self.extract.line(),
            _ if is_name(name) => self.extract.close_markup(),
            _ => {}
        }
        if self.is_block(name) {
            self.extract.paragraph();
        }
    }

    fn text(&mut self, text: &str) {
        // White space between the sides of a choice is no part of the word.
        let between =
            self.path.last().is_some_and(|parent| matches!(parent.as_str(), "choice" | "app" | "subst"));
        if self.reading > 0 && !between {
            self.extract.text(text);
        }
    }
}

fn is_name(element: &str) -> bool {
    matches!(
        element,
        "persName"
            | "placeName"
            | "orgName"
            | "geogName"
            | "name"
            | "rs"
            | "country"
            | "region"
            | "settlement"
    )
}

/// The type of a marked name; `name` and `rs` say it in `@type`.
fn type_of(element: &str, declared: Option<&str>) -> Option<EntityType> {
    match (element, declared) {
        ("persName", _) => Some(EntityType::Person),
        ("placeName" | "geogName" | "country" | "region" | "settlement", _) => Some(EntityType::Place),
        ("orgName", _) => Some(EntityType::Organisation),
        (_, Some("person" | "pers" | "per" | "PER")) => Some(EntityType::Person),
        (_, Some("place" | "geog" | "loc" | "LOC")) => Some(EntityType::Place),
        (_, Some("org" | "organisation" | "organization" | "ORG")) => Some(EntityType::Organisation),
        (_, Some("people" | "ethnic" | "tribe" | "GRP")) => Some(EntityType::People),
        (_, Some("title" | "office" | "role" | "TTL")) => Some(EntityType::Title),
        (_, Some("event" | "EVT")) => Some(EntityType::Event),
        _ => None,
    }
}
