//! Whether a run of words is a name, and of what type.

use super::cues::TypePoints;
use super::{Cues, Guess, GuessWord, Lemmas, Usage};
use crate::lexicon::{Lexicon, Pattern, Patterns};
use crate::model::{EntityType, Language, Mention, Origin, Score, Span};
use crate::text::vocabulary::Shape;
use std::ops::Range;

/// Below these points a run is no name: even odds.
const POINTS_MIN: i32 = 0;

/// The mention that a run is, if it is a name. Words at its start that only begin a sentence are left out.
pub fn decide(
    guess: &Guess,
    usage: &Usage,
    cues: &Cues,
    lexicon: &Lexicon,
    lemmas: &Lemmas,
) -> Option<Mention> {
    let judge = Judge { guess, usage, cues, lexicon };
    let mut first = 0;
    while first + 1 < guess.words.len() && first == 0 && guess.at_start && judge.only_begins(&guess.words[0])
    {
        first += 1;
    }
    let words = &guess.words[first..];
    let (points, entity_type) = judge.judge(words, first);
    if points < POINTS_MIN {
        return None;
    }
    Some(mention(guess, first, points, entity_type, lemmas))
}

/// The words of names that [`decide`] would find: what [`Lemmas`] are to be worked out from.
pub fn is_name(guess: &Guess, usage: &Usage, cues: &Cues, lexicon: &Lexicon) -> bool {
    decide(guess, usage, cues, lexicon, &Lemmas::default()).is_some()
}

struct Judge<'a> {
    guess: &'a Guess,
    usage: &'a Usage,
    cues: &'a Cues,
    lexicon: &'a Lexicon,
}

impl Judge<'_> {
    /// Whether a word at the start of a sentence has its capital from there alone.
    fn only_begins(&self, word: &GuessWord) -> bool {
        if word.initial || self.is_given_name(word) {
            return false;
        }
        let word_use = self.usage.of(&word.key);
        self.lexicon.is_function_word(&word.key) || (word_use.small > 0 && word_use.small >= word_use.inside)
    }

    fn is_given_name(&self, word: &GuessWord) -> bool {
        self.cues.is_given_name_in(&word.key, self.guess.language, &self.lexicon.inflections)
    }

    /// Points for being a name, and the likeliest type.
    fn judge(&self, words: &[GuessWord], first: usize) -> (i32, EntityType) {
        let types = self.types(words);
        let (best, &type_points) = types
            .iter()
            .enumerate()
            .max_by_key(|&(i, points)| (*points, std::cmp::Reverse(i)))
            .unwrap_or((0, &0));
        let mut points = self.cues.weight("bias", self.guess.language) + self.nameness(words, first);
        points += type_points * self.cues.weight("cue", self.guess.language) / 100;
        let mut entity_type = EntityType::ALL[best];
        if let Some(Some(marked)) = self.guess.marked {
            entity_type = marked;
        }
        (points, entity_type)
    }

    fn types(&self, words: &[GuessWord]) -> TypePoints {
        let mut sum: TypePoints = [0; 6];
        let language = self.guess.language.code();
        let cues = self.cues;
        cues.add("prior", language, "any", &mut sum);
        if words.len() == self.guess.words.len() {
            cues.add("before", language, &self.guess.before, &mut sum);
        }
        cues.add("after", language, &self.guess.after, &mut sum);
        let last = &words[words.len() - 1];
        cues.add_ending(language, &last.key, &mut sum);
        if self.guess.title_before.is_some() || self.guess.title_after.is_some() {
            cues.add("title", language, "any", &mut sum);
        }
        if words.iter().any(|w| self.is_given_name(w)) {
            cues.add("given", language, "any", &mut sum);
        }
        for word in words {
            for class in self.generic_classes(&word.key) {
                cues.add("generic", language, class, &mut sum);
            }
        }
        for shape in self.shapes(words) {
            cues.add("shape", language, shape, &mut sum);
        }
        sum
    }

    fn shapes(&self, words: &[GuessWord]) -> Vec<&'static str> {
        let mut shapes = Vec::new();
        if words.len() == 1 && words[0].shape == Shape::Capitals && !self.guess.capitals_line {
            shapes.push("capitals");
        }
        if self.guess.quoted {
            shapes.push("quoted");
        }
        if self.guess.initials {
            shapes.push("initials");
        }
        match words.iter().filter(|w| !w.hyphen && !w.initial).count() {
            2 => shapes.push("two-words"),
            3 => shapes.push("three-words"),
            _ => {}
        }
        if words.iter().any(|w| w.hyphen) {
            shapes.push("hyphen");
        }
        let last = &words[words.len() - 1];
        if self.guess.language == Language::Kazakh
            && self.lexicon.inflections.ends_in(&last.key, Language::Kazakh, "locative")
        {
            shapes.push("locative");
        }
        shapes
    }

    /// Classes of generic words (river, organisation) that a word is a shape of.
    fn generic_classes(&self, key: &str) -> Vec<&str> {
        let patterns = &self.lexicon.patterns;
        let mut classes = Vec::new();
        for hit in super::super::words::analyse(key, self.lexicon) {
            let Some(node) = patterns.step(Patterns::ROOT, hit.word) else { continue };
            for pattern in patterns.ends(node) {
                if let Pattern::Generic(row) = pattern {
                    let class = self.lexicon.generics[*row as usize].class.as_str();
                    if !classes.contains(&class) {
                        classes.push(class);
                    }
                }
            }
        }
        classes
    }

    /// Whether a word is a shape of a title or a generic word, which by themselves name nothing.
    fn is_title_or_generic(&self, key: &str) -> bool {
        let patterns = &self.lexicon.patterns;
        super::super::words::analyse(key, self.lexicon).iter().any(|hit| {
            let node = patterns.step(Patterns::ROOT, hit.word);
            let ends = node.map_or(&[] as &[Pattern], |node| patterns.ends(node));
            ends.iter().any(|p| matches!(p, Pattern::Title(_) | Pattern::Generic(_)))
        })
    }

    /// Points for being a name at all, whatever the type.
    fn nameness(&self, words: &[GuessWord], first: usize) -> i32 {
        let weight = |feature: &str| self.cues.weight(feature, self.guess.language);
        let guess = self.guess;
        let mut points = 0;
        points +=
            if guess.at_start && first == 0 { weight("capital-at-start") } else { weight("capital-inside") };
        if guess.capitals_line {
            points += weight("capitals-line");
        }
        if words.len() > 1 {
            points += weight("several-words");
        } else if words[0].shape == Shape::Capitals {
            points += weight("capitals-word");
        }
        if guess.marked.is_some() {
            points += weight("marked");
        }
        if words.iter().all(|w| w.initial || self.is_title_or_generic(&w.key)) {
            points += weight("titles-only");
        }
        // A run is as much a name as its least likely word.
        let worst = words.iter().filter(|w| !w.initial).map(|w| self.word_points(w)).min();
        points + worst.unwrap_or(weight("one-letter"))
    }

    fn word_points(&self, word: &GuessWord) -> i32 {
        let weight = |feature: &str| self.cues.weight(feature, self.guess.language);
        let word_use = self.usage.of(&word.key);
        let mut points = 0;
        match word.key.chars().count() {
            0 | 1 => points += weight("one-letter"),
            2 => points += weight("two-letters"),
            _ => {}
        }
        if word.shape == Shape::Capitals && self.cues.is_numeral(&word.key) {
            points += weight("numeral");
        }
        if self.lexicon.is_function_word(&word.key) {
            points += weight("function-word");
        }
        if self.lexicon.is_common_word(&word.key) {
            points += weight("common-word");
        } else if !self.is_given_name(word) && self.lexicon.is_plain_word(&word.key, self.guess.language) {
            let alone = self.guess.words.len() == 1;
            points += if alone { weight("vocabulary") } else { weight("vocabulary-in-run") };
        }
        if word_use.small > 0 {
            let often = word_use.small >= word_use.inside;
            points += if often { weight("seen-small") } else { weight("seen-small-rarely") };
        }
        if word_use.inside > u32::from(!self.guess.at_start) {
            points += weight("seen-capital-inside");
        }
        if word_use.documents > 1 {
            points += weight("repeated");
        }
        points
    }
}

fn mention(guess: &Guess, first: usize, points: i32, entity_type: EntityType, lemmas: &Lemmas) -> Mention {
    let words = &guess.words[first..];
    let last = &words[words.len() - 1];
    let core = words[0].bytes.start..last.bytes.end;
    let mut bytes = core.clone();
    let mut span = Span { start: words[0].span.start, end: last.span.end };
    let mut line = guess.line;
    let mut title_before = String::new();
    let mut title_after = String::new();
    if entity_type == EntityType::Person {
        if let Some(edge) = guess.title_before.as_ref().filter(|_| first == 0) {
            bytes.start = edge.bytes.start;
            span.start = edge.span.start;
            line = edge.line;
            title_before = plain(text(guess, &edge.bytes));
        }
        if let Some(edge) = &guess.title_after {
            bytes.end = edge.bytes.end;
            span.end = edge.span.end;
            title_after = plain(text(guess, &edge.bytes));
        }
    }
    let probability = 1.0 / (1.0 + (-f64::from(points) / 100.0).exp());
    Mention {
        span,
        line,
        language: guess.language,
        entity_type,
        surface: text(guess, &bytes).to_owned(),
        title_before,
        title_after,
        lemma: lemma(guess, words, lemmas),
        origin: Origin::Unlisted(Score::from_probability(probability)),
        type_cues: [0; 6],
        left: guess.left.clone(),
        right: guess.right.clone(),
        bytes,
        core,
        candidates: Vec::new(),
    }
}

fn text<'g>(guess: &'g Guess, bytes: &Range<usize>) -> &'g str {
    &guess.text[bytes.start - guess.offset..bytes.end - guess.offset]
}

fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A word without the hyphen and line end that part it.
fn unbroken(word: &str) -> String {
    word.split_whitespace().map(|part| part.trim_end_matches(|c: char| !c.is_alphanumeric())).collect()
}

/// The words in their dictionary forms, with what joins them: in Kazakh and English the last alone is inflected.
fn lemma(guess: &Guess, words: &[GuessWord], lemmas: &Lemmas) -> String {
    let mut result = String::new();
    for (i, word) in words.iter().enumerate() {
        if i > 0 {
            let gap = text(guess, &(words[i - 1].bytes.end..word.bytes.start));
            let joint = plain(gap);
            result.push_str(&joint);
            if gap.contains(char::is_whitespace) && !word.hyphen {
                result.push(' ');
            }
        }
        let written = unbroken(text(guess, &word.bytes));
        let inflects = guess.language == Language::Russian || i + 1 == words.len();
        if inflects && !word.initial {
            result.push_str(&lemmas.of(guess.language, &word.key, &written));
        } else {
            result.push_str(&written);
        }
    }
    result
}
