//! Every shape in which a listed form is recognised: for a linguist who wants to see what a row does.

use super::Lexicon;
use super::patterns::pattern_words;
use crate::model::{Form, Language};
use crate::text::inflect::Ending;
use crate::text::key::key;
use crate::text::words::Words;

/// A shape of a form with what its endings say.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Inflected {
    pub text: String,
    /// `genitive`, `plural+dative`, ...; empty for the form as it is listed.
    pub analysis: String,
}

/// Whether recognition takes two spellings for the same words.
pub fn same_key(lexicon: &Lexicon, one: &str, other: &str) -> bool {
    let words = |form| pattern_words(form).map(|word| key(&lexicon.letters, word)).collect::<Vec<_>>();
    words(one) == words(other)
}

/// The shapes of a form, the listed one first, then by analysis. In Russian the words before the last may be inflected
/// with it (Казахского ханства) or stay (Аблай-хана); other languages inflect the last word alone.
pub fn shapes(lexicon: &Lexicon, form: &Form) -> Vec<Inflected> {
    let mut shapes = Vec::new();
    let ranges: Vec<_> = Words::new(&form.text).collect();
    let Some((last, inner)) = ranges.split_last() else { return shapes };
    let word = &form.text[last.clone()];
    for (shape, ending) in endings_of(lexicon, word, form.language) {
        let text = format!("{}{shape}{}", &form.text[..last.start], &form.text[last.end..]);
        shapes.push(Inflected { text, analysis: ending.clone() });
        if form.language != Language::Russian || inner.is_empty() {
            continue;
        }
        let mut text = String::new();
        let mut done = 0;
        for range in inner {
            let word = &form.text[range.clone()];
            let is_initial = form.text[range.end..].starts_with('.');
            let shape = endings_of(lexicon, word, form.language).into_iter().find(|(_, e)| *e == ending);
            text.push_str(&form.text[done..range.start]);
            match shape.filter(|_| !is_initial) {
                Some((shape, _)) => text.push_str(&shape),
                None => text.push_str(word),
            }
            done = range.end;
        }
        text.push_str(&form.text[done..last.start]);
        text.push_str(&shape);
        text.push_str(&form.text[last.end..]);
        shapes.push(Inflected { text, analysis: ending });
    }
    shapes.sort_by(|a, b| (&a.analysis, &a.text).cmp(&(&b.analysis, &b.text)));
    shapes.dedup();
    shapes.insert(0, Inflected { text: form.text.clone(), analysis: String::new() });
    shapes
}

/// The shapes of one word with its capitals, and what their endings say.
fn endings_of(lexicon: &Lexicon, word: &str, language: Language) -> Vec<(String, String)> {
    let lower = word.to_lowercase();
    let analysis = |ending: &Ending| {
        let joined = if ending.combining { ", before a hyphen" } else { "" };
        format!("{}{joined}", ending.gloss)
    };
    let shapes = lexicon.inflections.shapes(&lower);
    let own = shapes.iter().filter(|(_, ending)| ending.language == language);
    own.map(|(shape, ending)| (with_capitals(shape, word), analysis(ending))).collect()
}

/// A small shape with the capitals of the word it is a shape of.
fn with_capitals(shape: &str, word: &str) -> String {
    let all = word.chars().count() > 1 && word.chars().all(char::is_uppercase);
    let mut model = word.chars();
    let mut result = String::new();
    for c in shape.chars() {
        if all || model.next().is_some_and(char::is_uppercase) {
            result.extend(c.to_uppercase());
        } else {
            result.push(c);
        }
    }
    result
}
