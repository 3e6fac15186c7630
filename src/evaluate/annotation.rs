//! Names marked in documents, whoever marked them: a person (gold) or a run (found).

use crate::model::Span;

/// Marked documents, sorted by name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Annotations {
    pub documents: Vec<AnnotatedDocument>,
}

/// One document with its marks, in the order of the text, the longer first where two start together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AnnotatedDocument {
    pub name: String,
    /// The text, where the format holds it; used for context only.
    pub text: Option<String>,
    pub annotations: Vec<Annotation>,
}

/// One name marked. Types and languages are strings, since gold may know others than the program does.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Annotation {
    pub span: Span,
    /// The bare name inside a titled one, where the gold says so; found alone, it counts as exact.
    pub core: Option<Span>,
    pub language: String,
    /// Column `type`.
    pub label: String,
    pub surface: String,
    /// Empty where the format has none.
    pub lemma: String,
    /// Empty for a name that is nobody's known: a cluster of its own.
    pub entity: String,
    /// Other entities that are right as well.
    pub alternatives: Vec<String>,
    pub status: String,
    pub method: String,
    /// 1-based line, 0 where unknown.
    pub line: u32,
    pub left: String,
    pub right: String,
}

impl Annotations {
    /// Gathers documents of one name, drops none, and puts all in order.
    pub fn from_documents(mut documents: Vec<AnnotatedDocument>) -> Annotations {
        documents.sort_by(|a, b| a.name.cmp(&b.name));
        let mut gathered: Vec<AnnotatedDocument> = Vec::new();
        for document in documents {
            match gathered.last_mut().filter(|last| last.name == document.name) {
                Some(last) => {
                    last.annotations.extend(document.annotations);
                    last.text = last.text.take().or(document.text);
                }
                None => gathered.push(document),
            }
        }
        for document in &mut gathered {
            document.annotations.sort_by(|a, b| {
                (a.span.start, b.span.end, &a.label, &a.entity).cmp(&(
                    b.span.start,
                    a.span.end,
                    &b.label,
                    &b.entity,
                ))
            });
        }
        Annotations { documents: gathered }
    }

    /// Number of names marked in all documents.
    pub fn len(&self) -> usize {
        self.documents.iter().map(|d| d.annotations.len()).sum()
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}
