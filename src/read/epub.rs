//! EPUB: the chapters in the order of the spine, one document.

use super::archive::{Budget, Package};
use super::extract::Extract;
use super::xml::{self, Element, Flow, Handler};
use super::{ReadOptions, html, plain, problems};
use crate::model::{Document, Problem};
use hashbrown::HashMap;

const CONTAINER: &str = "META-INF/container.xml";

/// Reads a book.
///
/// # Errors
/// The problem for which it is left out.
pub(super) fn book(
    name: &str,
    package: &mut Package<'_>,
    options: &ReadOptions,
    budget: &mut Budget,
    found: &mut Vec<Problem>,
) -> Result<Document, Problem> {
    let limits = &options.limits;
    let mut read = |member: &str| -> Result<(String, Option<Problem>), Problem> {
        let bytes = package.part(member, limits, budget)?;
        plain::text(name, &bytes, None, None, limits)
    };
    let mut container = Container::default();
    xml::walk(name, CONTAINER, &read(CONTAINER)?.0, limits, &mut container, found);
    let opf = container.root.ok_or_else(|| problems::no_part(name, "rootfile"))?;
    let mut spine = Spine::default();
    xml::walk(name, &opf, &read(&opf)?.0, limits, &mut spine, found);

    let mut extract = Extract::default();
    if let Some(code) = &spine.language {
        extract.declare_language(code.trim());
    }
    for chapter in spine.chapters() {
        let member = resolve(&opf, chapter);
        match read(&member) {
            Ok((text, problem)) => {
                found.extend(problem);
                extract = html::add(&text, extract);
            }
            Err(problem) => found.push(problem),
        }
    }
    Ok(extract.finish(name))
}

/// The path of a chapter inside the archive: its address is relative to the package file and may be percent-encoded.
fn resolve(opf: &str, address: &str) -> String {
    let address = address.split('#').next().unwrap_or_default();
    let folder = opf.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in address.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    percent_decoded(&parts.join("/"))
}

fn percent_decoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let digits = bytes.get(at + 1..at + 3).and_then(|d| std::str::from_utf8(d).ok());
        match digits.and_then(|d| u8::from_str_radix(d, 16).ok()) {
            Some(byte) if bytes[at] == b'%' => {
                decoded.push(byte);
                at += 3;
            }
            _ => {
                decoded.push(bytes[at]);
                at += 1;
            }
        }
    }
    String::from_utf8_lossy(&decoded).into_owned()
}

/// `META-INF/container.xml`: where the package file is.
#[derive(Default)]
struct Container {
    root: Option<String>,
}

impl Handler for Container {
    fn start(&mut self, element: &Element<'_>) -> Flow {
        if element.name == "rootfile" && self.root.is_none() {
            self.root = element.attribute("full-path");
        }
        Flow::Enter
    }

    fn end(&mut self, _name: &str) {}

    fn text(&mut self, _text: &str) {}
}

/// The package file: what there is, and in which order it is read.
#[derive(Default)]
struct Spine {
    addresses: HashMap<String, String>,
    order: Vec<String>,
    language: Option<String>,
    in_language: bool,
}

impl Spine {
    fn chapters(&self) -> impl Iterator<Item = &str> {
        self.order.iter().filter_map(|id| self.addresses.get(id)).map(String::as_str)
    }
}

impl Handler for Spine {
    fn start(&mut self, element: &Element<'_>) -> Flow {
        match element.name {
            "item" => {
                let (id, address) = (element.attribute("id"), element.attribute("href"));
                if let (Some(id), Some(address)) = (id, address) {
                    self.addresses.insert(id, address);
                }
            }
            "itemref" => self.order.extend(element.attribute("idref")),
            "language" => self.in_language = true,
            _ => {}
        }
        Flow::Enter
    }

    fn end(&mut self, name: &str) {
        self.in_language &= name != "language";
    }

    fn text(&mut self, text: &str) {
        if self.in_language && self.language.is_none() {
            self.language = Some(text.to_owned());
        }
    }
}
