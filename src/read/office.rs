//! DOCX and ODT: paragraphs of the running text. Deleted text of tracked changes, field codes, comments, headers
//! and footers are left out; footnotes follow the text if notes are asked for.

use super::archive::{Budget, Package};
use super::extract::Extract;
use super::xml::{self, Element, Flow, Handler};
use super::{ReadOptions, encoding};
use crate::model::{Document, Problem};

/// Reads a DOCX package.
///
/// # Errors
/// The problem for which it is left out.
pub(super) fn docx(
    name: &str,
    package: &mut Package<'_>,
    options: &ReadOptions,
    budget: &mut Budget,
    problems: &mut Vec<Problem>,
) -> Result<Document, Problem> {
    let mut handler = Docx::default();
    let mut members = vec!["word/document.xml"];
    if options.include_notes {
        let notes = ["word/footnotes.xml", "word/endnotes.xml"];
        members.extend(notes.into_iter().filter(|member| package.has(member)));
    }
    for member in members {
        let bytes = package.part(member, &options.limits, budget)?;
        let text = encoding::decode(&bytes, None, None).text;
        xml::walk(name, member, &text, &options.limits, &mut handler, problems);
        handler.extract.paragraph();
    }
    Ok(handler.extract.finish(name))
}

/// Reads an ODT package.
///
/// # Errors
/// The problem for which it is left out.
pub(super) fn odt(
    name: &str,
    package: &mut Package<'_>,
    options: &ReadOptions,
    budget: &mut Budget,
    problems: &mut Vec<Problem>,
) -> Result<Document, Problem> {
    let bytes = package.part("content.xml", &options.limits, budget)?;
    let text = encoding::decode(&bytes, None, None).text;
    let mut handler = Odt { include_notes: options.include_notes, ..Odt::default() };
    xml::walk(name, "content.xml", &text, &options.limits, &mut handler, problems);
    Ok(handler.extract.finish(name))
}

#[derive(Default)]
struct Docx {
    extract: Extract,
    /// Inside `w:t`; all other text is for machines.
    in_text: bool,
}

impl Handler for Docx {
    fn start(&mut self, element: &Element<'_>) -> Flow {
        match element.name {
            // Deleted or moved away; the second rendering of a drawing; separators of footnotes.
            "del" | "moveFrom" | "Fallback" => return Flow::Skip,
            "footnote" | "endnote" if element.attribute("type").is_some_and(|t| t != "normal") => {
                return Flow::Skip;
            }
            "t" => self.in_text = true,
            "tab" | "ptab" => self.extract.space(),
            "br" | "cr" => self.extract.line(),
            "noBreakHyphen" => self.extract.text("\u{2011}"),
            "softHyphen" => self.extract.text("\u{ad}"),
            _ => {}
        }
        Flow::Enter
    }

    fn end(&mut self, name: &str) {
        match name {
            "t" => self.in_text = false,
            "p" => self.extract.paragraph(),
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if self.in_text {
            self.extract.text(text);
        }
    }
}

#[derive(Default)]
struct Odt {
    extract: Extract,
    include_notes: bool,
    /// Paragraphs and headings open: text outside them is white space.
    paragraphs: usize,
}

impl Handler for Odt {
    fn start(&mut self, element: &Element<'_>) -> Flow {
        match element.name {
            "annotation" | "tracked-changes" | "note-citation" | "ruby-text" | "forms" => return Flow::Skip,
            "note" if !self.include_notes => return Flow::Skip,
            "note" => self.extract.open_note(),
            "p" | "h" => {
                self.paragraphs += 1;
                self.extract.paragraph();
            }
            "s" | "tab" => self.extract.space(),
            "line-break" => self.extract.line(),
            _ => {}
        }
        Flow::Enter
    }

    fn end(&mut self, name: &str) {
        match name {
            "note" => self.extract.close_note(),
            "p" | "h" => {
                self.paragraphs = self.paragraphs.saturating_sub(1);
                self.extract.paragraph();
            }
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if self.paragraphs > 0 {
            self.extract.text(text);
        }
    }
}
