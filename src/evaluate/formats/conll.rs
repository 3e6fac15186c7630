//! CoNLL-2002 and its kin: a word a line, its tag in the last column, a blank line between sentences.
//!
//! Tags are B-I-O in any of the usual shapes (`B-PER I-PER O`, `I-` alone as in IOB1, `S-` and `E-` as in BIOES).
//! `-DOCSTART-` or `# newdoc id = NAME` begins a document (`FILE-1.txt`, `FILE-2.txt`, ... without a name); without
//! either, the file is one document, `FILE.txt`. The format holds no offsets. With the document's text each word is looked up in it, in order; without it
//! the text is taken to be the words with a space between two and a line break between sentences.

use super::{Files, Texts, fault, stem, text_of};
use crate::evaluate::{AnnotatedDocument, Annotation};
use crate::model::{Diagnostic, Span};

/// How far behind the last word the next one is looked for, in code points.
const GAP_MAX: usize = 2000;
/// Lines looked at to tell the format.
const LINES_SNIFFED: usize = 50;

const HELP_TEXT: &str = "give the texts the words were taken from with --texts, unchanged";

/// Whether the first lines are words with B-I-O tags.
pub(super) fn looks_like(text: &str) -> bool {
    let mut tagged = text
        .lines()
        .take(LINES_SNIFFED)
        .filter(|l| !l.trim().is_empty() && !l.starts_with('#') && !l.starts_with("-DOCSTART-"))
        .peekable();
    tagged.peek().is_some()
        && tagged.all(|l| {
            let mut cells = l.split_whitespace();
            cells.next().is_some() && cells.last().is_some_and(|tag| Tag::parse(tag).is_some())
        })
}

pub(super) fn documents(files: &Files, texts: &Texts) -> (Vec<AnnotatedDocument>, Vec<Diagnostic>) {
    let mut documents = Vec::new();
    let mut faults = Vec::new();
    for (name, text) in files {
        for document in split(name, text) {
            match read(name, &document, texts) {
                Ok(document) => documents.push(document),
                Err(e) => faults.push(*e),
            }
        }
    }
    (documents, faults)
}

/// The lines of one document, with their 1-based numbers.
struct Lines<'a> {
    name: String,
    lines: Vec<(usize, &'a str)>,
}

fn split<'a>(file: &str, text: &'a str) -> Vec<Lines<'a>> {
    let whole = format!("{}.txt", stem(file));
    let mut documents = vec![Lines { name: whole, lines: Vec::new() }];
    for (i, line) in text.lines().enumerate() {
        let start = line.strip_prefix("-DOCSTART-").map(|rest| {
            // What follows may be a name, or the tags `-X- O O` of CoNLL-2003.
            rest.split_whitespace().next().filter(|cell| *cell != "-X-" && *cell != "O").unwrap_or("")
        });
        let start = start.or_else(|| {
            line.strip_prefix('#')?
                .trim_start()
                .strip_prefix("newdoc")?
                .split_once('=')
                .map(|(_, id)| id.trim())
        });
        match (start, documents.last_mut()) {
            (Some(id), last) => {
                let first = last.is_some_and(|d| d.lines.iter().all(|(_, l)| l.trim().is_empty()));
                if first {
                    documents.pop();
                }
                let name = if id.is_empty() {
                    format!("{}-{}.txt", stem(file), documents.len() + 1)
                } else {
                    id.trim_matches(['(', ')', ';']).to_owned()
                };
                documents.push(Lines { name, lines: Vec::new() });
            }
            (None, Some(last)) if !line.starts_with("# ") => last.lines.push((i + 1, line)),
            _ => {}
        }
    }
    if let [only] = documents.as_mut_slice()
        && only.name == format!("{}-1.txt", stem(file))
    {
        only.name = format!("{}.txt", stem(file));
    }
    documents
}

/// A tag taken apart.
enum Tag<'a> {
    Outside,
    /// Begins a name whatever stands before.
    Begin(&'a str),
    /// Goes on with a name of the same type, or begins one.
    Inside(&'a str),
}

impl Tag<'_> {
    fn parse(tag: &str) -> Option<Tag<'_>> {
        if tag == "O" {
            return Some(Tag::Outside);
        }
        let (position, label) = tag.split_once(['-', '_'])?;
        match position {
            "B" | "S" | "U" => Some(Tag::Begin(label)),
            "I" | "E" | "L" => Some(Tag::Inside(label)),
            _ => None,
        }
    }
}

fn read(file: &str, lines: &Lines<'_>, texts: &Texts) -> Result<AnnotatedDocument, Box<Diagnostic>> {
    let mut words = match text_of(texts, &lines.name) {
        Some(text) => Words::of(text.chars().collect()),
        None => Words::rebuilt(),
    };
    let mut annotations: Vec<Annotation> = Vec::new();
    let mut open = false;
    for &(number, line) in &lines.lines {
        if line.trim().is_empty() {
            words.end_sentence();
            open = false;
            continue;
        }
        let mut cells = line.split_whitespace();
        let (Some(word), Some(tag)) = (cells.next(), cells.next_back()) else {
            let message = format!("`{line}` is a word without a tag");
            return Err(fault(
                file,
                number,
                "V002",
                message,
                "write the tag behind the word, `O` for no name",
            ));
        };
        let Some(tag) = Tag::parse(tag) else {
            let message = format!("`{tag}` is no tag");
            return Err(fault(file, number, "V002", message, "write O, B-TYPE or I-TYPE"));
        };
        let span = words.locate(word).ok_or_else(|| {
            let message = format!("the word `{word}` does not come next in the text of {}", lines.name);
            fault(file, number, "V003", message, HELP_TEXT)
        })?;
        open = match (tag, annotations.last_mut()) {
            (Tag::Outside, _) => false,
            (Tag::Inside(label), Some(last)) if open && last.label == label => {
                last.span.end = span.end;
                true
            }
            (Tag::Begin(label) | Tag::Inside(label), _) => {
                annotations.push(Annotation { span, label: label.to_owned(), ..Annotation::default() });
                true
            }
        };
    }
    for annotation in &mut annotations {
        let (start, end) = (annotation.span.start as usize, annotation.span.end as usize);
        annotation.surface = words.text.get(start..end).unwrap_or(&[]).iter().collect();
    }
    let text = Some(words.text.into_iter().collect());
    Ok(AnnotatedDocument { name: lines.name.clone(), text, annotations })
}

/// The text as far as it was walked, or as far as it was put together.
struct Words {
    text: Vec<char>,
    at: usize,
    given: bool,
    sentence_ended: bool,
}

impl Words {
    fn of(text: Vec<char>) -> Words {
        Words { text, at: 0, given: true, sentence_ended: false }
    }

    fn rebuilt() -> Words {
        Words { text: Vec::new(), at: 0, given: false, sentence_ended: false }
    }

    fn end_sentence(&mut self) {
        self.sentence_ended = true;
    }

    /// Where the next word stands; `None` if it does not come within [`GAP_MAX`].
    fn locate(&mut self, word: &str) -> Option<Span> {
        let word: Vec<char> = word.chars().collect();
        let start = if self.given {
            let last = self.text.len().checked_sub(word.len())?.min(self.at + GAP_MAX);
            (self.at..=last).find(|&i| self.text[i..].starts_with(&word))?
        } else {
            if !self.text.is_empty() {
                self.text.push(if self.sentence_ended { '\n' } else { ' ' });
            }
            self.text.extend(&word);
            self.text.len() - word.len()
        };
        self.sentence_ended = false;
        self.at = start + word.len();
        Some(Span { start: start as u32, end: self.at as u32 })
    }
}
