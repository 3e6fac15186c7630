//! The Russian spelling before 1918 and in the 18th century, rule by rule: `lexicons/writing/prereform.csv`.

use crate::model::Diagnostic;
use crate::text::table::{self, Row};
use hashbrown::HashSet;
use std::borrow::Cow;

const COLUMNS: [&str; 8] = ["old", "modern", "before", "after", "position", "aged", "source", "note"];

/// Rules in the order of the table; of those that fit at a place the longest wins, then the first.
#[derive(Clone, Debug, Default)]
pub(super) struct Reform {
    rules: Vec<Rule>,
    /// Characters with which a rule begins.
    starts: HashSet<char>,
    /// Those with which a rule begins that shows a word's age, each once: a word without them is left as it is.
    aging: Vec<char>,
}

#[derive(Clone, Debug)]
struct Rule {
    old: Vec<char>,
    modern: String,
    before: Vec<char>,
    after: Vec<char>,
    position: Position,
    /// Fits only in a word in which a rule without this condition fits too.
    aged: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Position {
    Any,
    Initial,
    Final,
}

impl Reform {
    pub(super) fn modernise<'w>(&self, word: &'w str) -> Cow<'w, str> {
        if !word.chars().any(|c| self.aging.contains(&c)) {
            return Cow::Borrowed(word);
        }
        if word.chars().any(is_foreign) {
            return Cow::Borrowed(word);
        }
        let chars: Vec<char> = word.chars().collect();
        let aged = (0..chars.len()).any(|at| self.rule_at(&chars, at, false).is_some());
        if !aged {
            return Cow::Borrowed(word);
        }
        let mut result = String::with_capacity(word.len());
        let mut at = 0;
        while at < chars.len() {
            match self.rule_at(&chars, at, true) {
                Some(rule) => {
                    result.push_str(&rule.modern);
                    at += rule.old.len();
                }
                None => {
                    result.push(chars[at]);
                    at += 1;
                }
            }
        }
        Cow::Owned(result)
    }

    fn rule_at(&self, chars: &[char], at: usize, aged: bool) -> Option<&Rule> {
        if !self.starts.contains(&chars[at]) {
            return None;
        }
        let mut best: Option<&Rule> = None;
        for rule in &self.rules {
            let longer = best.is_none_or(|b| rule.old.len() > b.old.len());
            if longer && (aged || !rule.aged) && rule.fits(chars, at) {
                best = Some(rule);
            }
        }
        best
    }
}

impl Rule {
    fn fits(&self, chars: &[char], at: usize) -> bool {
        let end = at + self.old.len();
        let next = chars.get(end).copied();
        let previous = at.checked_sub(1).map(|i| chars[i]);
        let edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphabetic());
        chars[at..].starts_with(&self.old)
            && (self.before.is_empty() || next.is_some_and(|c| self.before.contains(&c)))
            && (self.after.is_empty() || previous.is_some_and(|c| self.after.contains(&c)))
            && match self.position {
                Position::Any => true,
                Position::Initial => edge(previous),
                Position::Final => edge(next),
            }
    }
}

/// Letters of the Cyrillic alphabets of other languages: the block's extensions begin after the old Russian letters.
fn is_foreign(c: char) -> bool {
    matches!(c, '\u{48a}'..='\u{52f}') || c.is_ascii_alphabetic()
}

pub(super) fn parse(file: &str, text: &str, diagnostics: &mut Vec<Diagnostic>) -> Reform {
    let mut reform = Reform::default();
    for row in table::rows(file, text, &COLUMNS, diagnostics) {
        match rule(&row) {
            Ok(rule) => {
                reform.starts.extend(rule.old.first());
                let first = rule.old.first().filter(|c| !rule.aged && !reform.aging.contains(c));
                reform.aging.extend(first);
                let same = |other: &Rule| {
                    (&other.old, &other.before, &other.after, other.position)
                        == (&rule.old, &rule.before, &rule.after, rule.position)
                };
                if reform.rules.iter().any(same) {
                    let message = format!("a rule for `{}` in this place stands above", row.cell(0));
                    diagnostics.push(*row.error("E104", 0, message, "remove one of the two rows"));
                } else {
                    reform.rules.push(rule);
                }
            }
            Err(diagnostic) => diagnostics.push(*diagnostic),
        }
    }
    reform
}

fn rule(row: &Row) -> Result<Rule, Box<Diagnostic>> {
    let letters = |cell: usize| row.cell(cell).chars().collect::<Vec<char>>();
    if row.cell(0).is_empty() {
        return Err(row.error("E105", 0, "no letters".to_owned(), "write the old spelling"));
    }
    let position = match row.cell(4) {
        "" => Position::Any,
        "initial" => Position::Initial,
        "final" => Position::Final,
        other => {
            let message = format!("unknown position `{other}`");
            return Err(row.error("E105", 4, message, "write initial or final, or leave the cell empty"));
        }
    };
    let aged = match row.cell(5) {
        "" => false,
        "yes" => true,
        other => {
            let message = format!("`{other}` is neither yes nor empty");
            return Err(row.error("E105", 5, message, "write yes if the word must show its age elsewhere"));
        }
    };
    if row.cell(6).is_empty() {
        return Err(row.error("E103", 6, "no source".to_owned(), "name a key of sources.csv"));
    }
    Ok(Rule {
        old: letters(0),
        modern: row.cell(1).to_owned(),
        before: letters(2),
        after: letters(3),
        position,
        aged,
    })
}
