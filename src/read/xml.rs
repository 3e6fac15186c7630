//! A walk over XML, the same for every format written in it: bounds on depth, no entity of the document's own
//! expanded, and after damage what was read so far is kept.

use super::extract::Extract;
use super::limits::Limits;
use super::problems;
use crate::model::Problem;
use quick_xml::XmlVersion;
use quick_xml::escape::resolve_html5_entity;
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::reader::Reader;

/// What a format makes of elements; names come without their prefix.
pub(super) trait Handler {
    fn start(&mut self, element: &Element<'_>) -> Flow;
    fn end(&mut self, name: &str);
    fn text(&mut self, text: &str);
}

/// Whether the walk goes into an element or round it (then its `end` is not told either).
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Flow {
    Enter,
    Skip,
}

/// The start of an element.
pub(super) struct Element<'a> {
    pub(super) name: &'a str,
    start: &'a BytesStart<'a>,
}

impl Element<'_> {
    /// An attribute by its name without prefix; entities but the five of XML stay as they stand.
    pub(super) fn attribute(&self, name: &str) -> Option<String> {
        let mut attributes = self.start.attributes();
        let found = attributes.with_checks(false).flatten().find(|a| local(a.key.0) == name)?;
        let value = found.normalized_value(XmlVersion::Implicit1_0);
        Some(value.map_or_else(|_| found.value.as_ref().to_owned(), |value| value.into_owned()))
    }
}

/// A name without its prefix.
fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

/// Walks over `text`; what is wrong with it goes to `problems`, its place below `member` where there is one.
pub(super) fn walk(
    document: &str,
    member: &str,
    text: &str,
    limits: &Limits,
    handler: &mut impl Handler,
    problems: &mut Vec<Problem>,
) {
    let mut reader = Reader::from_str(text);
    reader.config_mut().expand_empty_elements = true;
    reader.config_mut().allow_dangling_amp = true;
    let place = |byte: u64| {
        let before = &text.as_bytes()[..(byte as usize).min(text.len())];
        let line = format!("line {}", 1 + memchr::memchr_iter(b'\n', before).count());
        if member.is_empty() { line } else { format!("member {member}, {line}") }
    };
    let mut depth = 0;
    // Elements open inside one that is gone round, itself included.
    let mut skipped = 0usize;
    let mut unexpanded: Option<(u64, String, usize)> = None;
    loop {
        match reader.read_event() {
            Ok(Event::Start(start)) => {
                depth += 1;
                if depth > limits.nesting_depth {
                    let (place, limit) = (place(reader.buffer_position()), limits.nesting_depth as u64);
                    let what = "elements inside one another";
                    problems.push(problems::over_limit(document, place, what, depth as u64, limit, "deep"));
                    break;
                }
                let element = Element { name: local(start.name().0), start: &start };
                if skipped > 0 || handler.start(&element) == Flow::Skip {
                    skipped += 1;
                }
            }
            Ok(Event::End(end)) => {
                depth = depth.saturating_sub(1);
                if skipped > 0 {
                    skipped -= 1;
                } else {
                    handler.end(local(end.name().0));
                }
            }
            Ok(Event::Text(text)) if skipped == 0 => handler.text(&text),
            Ok(Event::CData(text)) if skipped == 0 => handler.text(&text),
            Ok(Event::GeneralRef(reference)) if skipped == 0 => match resolve(&reference) {
                Some(text) => handler.text(&text),
                None => {
                    let at = reader.buffer_position();
                    handler.text(&format!("&{};", &*reference));
                    unexpanded.get_or_insert_with(|| (at, reference.to_string(), 0)).2 += 1;
                }
            },
            Ok(Event::Eof) => {
                if depth > 0 {
                    let place = place(text.len() as u64);
                    problems.push(problems::damaged(document, place, "XML", "it ends inside an element"));
                }
                break;
            }
            Ok(_) => {}
            Err(error) => {
                problems.push(problems::damaged(document, place(reader.error_position()), "XML", error));
                break;
            }
        }
    }
    if let Some((at, name, times)) = unexpanded {
        problems.push(problems::unexpanded_entity(document, place(at), &name, times));
    }
}

/// A character reference, or an entity of XML or HTML; those that a document declares itself are not expanded.
fn resolve(reference: &BytesRef<'_>) -> Option<String> {
    match reference.resolve_char_ref() {
        Ok(Some(c)) => Some(c.to_string()),
        Ok(None) => resolve_html5_entity(reference).map(str::to_owned),
        Err(_) => None,
    }
}

/// XML of a kind that is not known: all its text. Where one element ends and the next begins with no text between
/// them, a paragraph ends, unless they stand on one line with a space between them.
pub(super) struct AnyXml {
    pub(super) extract: Extract,
    after_end: bool,
    white: String,
}

impl AnyXml {
    pub(super) fn new() -> Self {
        AnyXml { extract: Extract::default(), after_end: false, white: String::new() }
    }
}

impl Handler for AnyXml {
    fn start(&mut self, element: &Element<'_>) -> Flow {
        // Pictures in FictionBook, written out in letters.
        if element.name == "binary" {
            return Flow::Skip;
        }
        if let Some(code) = element.attribute("lang") {
            self.extract.declare_language(&code);
        }
        if self.after_end && (self.white.is_empty() || self.white.contains('\n')) {
            self.extract.paragraph();
        }
        self.after_end = false;
        Flow::Enter
    }

    fn end(&mut self, _name: &str) {
        if self.after_end {
            self.extract.paragraph();
        }
        self.after_end = true;
        self.white.clear();
    }

    fn text(&mut self, text: &str) {
        self.extract.text(text);
        if text.trim().is_empty() {
            self.white.push_str(text);
        } else {
            self.after_end = false;
        }
    }
}
