//! One spelling tradition: `lexicons/readings/<tradition>.csv` as rules from letters to sounds.
//!
//! A rule gives the sounds of some letters, in one context or in all; of the rules for the same letters that fit at a
//! place the one with the most conditions wins, then the first. Its alternatives are parted by bars, each with its cost
//! in hundredths of a nat: `ts | ch 120 | k 250`; `-` is a letter without a sound.

use super::sounds::{Sound, Sounds};
use crate::model::{Diagnostic, Language};
use crate::text::table::{self, Row};
use hashbrown::HashMap;
use smallvec::SmallVec;

const COLUMNS: [&str; 8] = ["kind", "grapheme", "sounds", "before", "after", "position", "source", "note"];
pub(super) const GRAPHEME: usize = 1;
pub(super) const SOUNDS: usize = 2;
const BEFORE: usize = 3;
const AFTER: usize = 4;
const POSITION: usize = 5;
const SOURCE: usize = 6;

/// Sounds of one alternative; few have more than four.
pub type SoundList = SmallVec<[Sound; 4]>;

/// A tradition by its place in the order of file names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TraditionId(pub(super) u8);

impl TraditionId {
    pub fn index(self) -> usize {
        usize::from(self.0)
    }
}

/// A table, parsed.
#[derive(Clone, Debug, Default)]
pub struct Tradition {
    /// File name without `.csv`: the word used in the column `tradition` of name tables.
    pub key: String,
    /// Path below the lexicon folder.
    pub file: String,
    pub title: String,
    pub authority: String,
    /// What it costs to suppose the tradition for a word of a language (kk, ru, en, und); `None` if it is never used.
    pub languages: [Option<u16>; 4],
    pub rules: Vec<Rule>,
    pub signs: Vec<Sign>,
    pub examples: Vec<Example>,
}

/// What some letters sound like.
#[derive(Clone, Debug)]
pub struct Rule {
    pub grapheme: String,
    pub readings: Vec<Alternative>,
    pub(super) context: LetterContext,
    /// 1-based line of the table.
    pub line: u32,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alternative {
    pub sounds: SoundList,
    pub cost: u16,
}

/// Letters that speak for (negative cost) or against a tradition.
#[derive(Clone, Debug)]
pub struct Sign {
    pub grapheme: String,
    pub cost: i32,
    pub(super) context: LetterContext,
    pub line: u32,
}

/// A form of which the table says how it is to be read.
#[derive(Clone, Debug)]
pub struct Example {
    pub form: String,
    pub expected: Expected,
    pub(super) row: Row,
}

#[derive(Clone, Debug)]
pub enum Expected {
    /// The cheapest reading in this tradition.
    Sounds(SoundList),
    /// Some reading is also a reading of this form in that tradition.
    SameAs { tradition: String, form: String },
    /// The tradition that is the likeliest for the form is this one.
    Inferred(Language),
}

/// Where a rule fits: letters before and after (any of a list, or none of it), and the edge of the word.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct LetterContext {
    before: Letters,
    after: Letters,
    position: Position,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Letters {
    list: SmallVec<[char; 12]>,
    negated: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Position {
    #[default]
    Any,
    Initial,
    Final,
    /// Neither first nor last.
    Inner,
}

impl Letters {
    fn is_empty(&self) -> bool {
        self.list.is_empty()
    }
}

impl LetterContext {
    /// How many conditions; more win over fewer.
    pub(super) fn weight(&self) -> u8 {
        u8::from(!self.before.is_empty())
            + u8::from(!self.after.is_empty())
            + u8::from(self.position != Position::Any)
    }

    pub(super) fn before(&self) -> &[char] {
        &self.before.list
    }

    pub(super) fn after(&self) -> &[char] {
        &self.after.list
    }

    /// Whether the letters before and after are those that must not stand there.
    pub(super) fn negated(&self) -> (bool, bool) {
        (self.before.negated, self.after.negated)
    }

    /// Whether the place fits: whether a run of letters begins where the rule does, and ends where it does.
    pub(super) fn position_holds(&self, begins: bool, ends: bool) -> bool {
        match self.position {
            Position::Any => true,
            Position::Initial => begins,
            Position::Final => ends,
            Position::Inner => !begins && !ends,
        }
    }
}

impl Tradition {
    pub(super) fn parse(
        file: &str,
        text: &str,
        sounds: &Sounds,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Tradition {
        let key = file.rsplit('/').next().unwrap_or(file).trim_end_matches(".csv").to_owned();
        let mut tradition = Tradition { key, file: file.to_owned(), ..Tradition::default() };
        let mut sets = HashMap::new();
        let rows = table::rows(file, text, &COLUMNS, diagnostics);
        for row in &rows {
            if let Err(diagnostic) = tradition.add(row, sounds, &mut sets) {
                diagnostics.push(*diagnostic);
            }
        }
        if let Some(row) = rows.first() {
            for (value, name) in [(&tradition.title, "title"), (&tradition.authority, "authority")] {
                if value.is_empty() {
                    let help = format!("add a row `about,{name},...`");
                    diagnostics.push(*row.error("E206", 0, format!("the table has no {name}"), &help));
                }
            }
            if tradition.languages == [None; 4] {
                let message = "the table does not say in which languages it is used".to_owned();
                diagnostics.push(*row.error(
                    "E206",
                    0,
                    message,
                    "add a row such as `about,languages,kk 0 | en 150`",
                ));
            }
        }
        tradition.warn_of_idle_rules(&rows, diagnostics);
        tradition
    }

    fn add(
        &mut self,
        row: &Row,
        sounds: &Sounds,
        sets: &mut HashMap<String, Vec<char>>,
    ) -> Result<(), Box<Diagnostic>> {
        let (grapheme, value) = (row.cell(GRAPHEME), row.cell(SOUNDS));
        if grapheme.is_empty() {
            return Err(row.error("E207", GRAPHEME, "the cell is empty".to_owned(), "write letters"));
        }
        match row.cell(0) {
            "about" => match grapheme {
                "title" => value.clone_into(&mut self.title),
                "authority" => value.clone_into(&mut self.authority),
                "languages" => self.languages = languages(row)?,
                other => {
                    let help = "write title, authority or languages";
                    return Err(row.error("E206", GRAPHEME, format!("unknown property `{other}`"), help));
                }
            },
            "set" => _ = sets.insert(grapheme.to_owned(), letter_list(row, SOUNDS, value, sets)?),
            "rule" => {
                let rule = Rule {
                    grapheme: letters_of(row)?,
                    readings: alternatives(row, sounds)?,
                    context: context(row, sets)?,
                    line: row.line,
                };
                sourced(row)?;
                let same = |r: &&Rule| r.grapheme == rule.grapheme && r.context == rule.context;
                if let Some(first) = self.rules.iter().find(same) {
                    let message =
                        format!("line {} has a rule for `{grapheme}` in this place already", first.line);
                    let help = "join the two rows, with a bar between the readings";
                    return Err(row.error("E204", GRAPHEME, message, help));
                }
                self.rules.push(rule);
            }
            "sign" => {
                let cost = value.parse::<i32>().ok().filter(|c| c.abs() <= 2_000).ok_or_else(|| {
                    let help = "write a whole number from -2000 (speaks for) to 2000 (speaks against)";
                    row.error("E205", SOUNDS, format!("`{value}` is not a cost"), help)
                })?;
                let context = context(row, sets)?;
                self.signs.push(Sign { grapheme: letters_of(row)?, cost, context, line: row.line });
            }
            "example" => {
                sourced(row)?;
                let expected = Expected::Sounds(sound_list(row, sounds, value)?);
                self.examples.push(Example { form: grapheme.to_owned(), expected, row: row.clone() });
            }
            "same" => {
                sourced(row)?;
                let Some((tradition, form)) = value.split_once(':') else {
                    let help = "write the tradition, a colon and the form: `russian:аблай`";
                    return Err(row.error("E207", SOUNDS, format!("`{value}` names no tradition"), help));
                };
                let expected = Expected::SameAs { tradition: tradition.to_owned(), form: form.to_owned() };
                self.examples.push(Example { form: grapheme.to_owned(), expected, row: row.clone() });
            }
            "inferred" => {
                let language = Language::from_code(value).ok_or_else(|| {
                    row.error(
                        "E207",
                        SOUNDS,
                        format!("unknown language `{value}`"),
                        "write kk, ru, en or und",
                    )
                })?;
                let expected = Expected::Inferred(language);
                self.examples.push(Example { form: grapheme.to_owned(), expected, row: row.clone() });
            }
            other => {
                let help = "write about, set, rule, sign, example, same or inferred";
                return Err(row.error("E201", 0, format!("unknown kind `{other}`"), help));
            }
        }
        Ok(())
    }

    /// Warns of rules that no word can meet: they ask for the first and an inner place at once, or a longer rule
    /// without conditions takes each of the letters that must follow.
    fn warn_of_idle_rules(&self, rows: &[Row], diagnostics: &mut Vec<Diagnostic>) {
        for rule in &self.rules {
            let c = &rule.context;
            let needs_letter =
                |l: &Letters| !l.is_empty() && !l.negated && l.list.iter().all(|c| c.is_alphabetic());
            let torn = match c.position {
                Position::Initial => needs_letter(&c.after),
                Position::Final => needs_letter(&c.before),
                _ => false,
            };
            let taken = !c.before.is_empty()
                && !c.before.negated
                && c.before.list.iter().all(|next| {
                    let longer = format!("{}{next}", rule.grapheme);
                    self.rules.iter().any(|r| r.grapheme == longer && r.context.weight() == 0)
                });
            if let Some(row) = rows.iter().find(|row| row.line == rule.line).filter(|_| torn || taken) {
                let why = if torn {
                    "asks for a letter beyond the edge of the word"
                } else {
                    "is always overtaken by a rule for more letters"
                };
                diagnostics.push(*row.warning(
                    "W201",
                    GRAPHEME,
                    format!("the rule for `{}` can never fire: it {why}", rule.grapheme),
                    "remove it, or correct its conditions",
                ));
            }
        }
    }
}

fn sourced(row: &Row) -> Result<(), Box<Diagnostic>> {
    if row.cell(SOURCE).is_empty() {
        return Err(row.error("E103", SOURCE, "no source".to_owned(), "name a key of sources.csv"));
    }
    Ok(())
}

/// The letters of a rule, which must be as words are after normalisation: composed, small.
fn letters_of(row: &Row) -> Result<String, Box<Diagnostic>> {
    let text = row.cell(GRAPHEME);
    if text.chars().any(|c| !c.to_lowercase().eq([c])) || !unicode_normalization::is_nfc(text) {
        let message = format!("`{text}` can never fire: words are read in small, composed letters");
        return Err(row.error("E208", GRAPHEME, message, "write small letters in NFC"));
    }
    Ok(text.to_owned())
}

fn languages(row: &Row) -> Result<[Option<u16>; 4], Box<Diagnostic>> {
    let mut result = [None; 4];
    for part in row.cell(SOUNDS).split('|') {
        let mut words = part.split_whitespace();
        let language = words.next().and_then(Language::from_code);
        let cost = words.next().map_or(Some(0), |c| c.parse::<u16>().ok());
        match (language, cost) {
            (Some(language), Some(cost)) => result[language.index()] = Some(cost),
            _ => {
                let message = format!("`{}` is not a language with a cost", part.trim());
                return Err(row.error("E206", SOUNDS, message, "write such as `kk 0 | en 150 | und 50`"));
            }
        }
    }
    Ok(result)
}

fn alternatives(row: &Row, sounds: &Sounds) -> Result<Vec<Alternative>, Box<Diagnostic>> {
    let mut result: Vec<Alternative> = Vec::new();
    for part in row.cell(SOUNDS).split('|').map(str::trim) {
        let (names, cost) = match part.rsplit_once(' ').map(|(names, last)| (names, last.parse::<u16>())) {
            Some((names, Ok(cost))) => (names, cost),
            _ => (part, 0),
        };
        let alternative = Alternative { sounds: sound_list(row, sounds, names)?, cost };
        if result.iter().any(|a| a.sounds == alternative.sounds) {
            return Err(row.error(
                "E204",
                SOUNDS,
                format!("`{names}` stands twice"),
                "remove one of the two",
            ));
        }
        result.push(alternative);
    }
    Ok(result)
}

fn sound_list(row: &Row, sounds: &Sounds, names: &str) -> Result<SoundList, Box<Diagnostic>> {
    if names.trim() == "-" {
        return Ok(SoundList::new());
    }
    if names.trim().is_empty() {
        return Err(row.error(
            "E202",
            SOUNDS,
            "no sound".to_owned(),
            "write sounds, or - for a silent letter",
        ));
    }
    let sound = |name: &str| {
        sounds.by_name(name).ok_or_else(|| {
            row.error("E202", SOUNDS, format!("unknown sound `{name}`"), "write a sound of sounds.csv")
        })
    };
    names.split_whitespace().map(sound).collect()
}

fn context(row: &Row, sets: &HashMap<String, Vec<char>>) -> Result<LetterContext, Box<Diagnostic>> {
    let letters = |cell: usize| -> Result<Letters, Box<Diagnostic>> {
        let text = row.cell(cell);
        let bare = text.strip_prefix('!').unwrap_or(text);
        Ok(Letters { list: letter_list(row, cell, bare, sets)?.into(), negated: bare.len() < text.len() })
    };
    let position = match row.cell(POSITION) {
        "" => Position::Any,
        "initial" => Position::Initial,
        "final" => Position::Final,
        "inner" => Position::Inner,
        other => {
            let message = format!("unknown position `{other}`");
            return Err(row.error("E203", POSITION, message, "write initial, final or inner, or nothing"));
        }
    };
    Ok(LetterContext { before: letters(BEFORE)?, after: letters(AFTER)?, position })
}

/// Letters parted by spaces, and sets by their names in angle brackets.
fn letter_list(
    row: &Row,
    cell: usize,
    text: &str,
    sets: &HashMap<String, Vec<char>>,
) -> Result<Vec<char>, Box<Diagnostic>> {
    let mut result = Vec::new();
    for item in text.split_whitespace() {
        let mut chars = item.chars();
        if let (Some(c), None) = (chars.next(), chars.next()) {
            result.push(c);
            continue;
        }
        let set = item.strip_prefix('<').and_then(|i| i.strip_suffix('>')).and_then(|name| sets.get(name));
        result.extend(set.ok_or_else(|| {
            let message = format!("`{item}` is neither a letter nor a set named above");
            row.error(
                "E203",
                cell,
                message,
                "part letters by spaces; name a set by `set,vowel,a e i o u` and <vowel>",
            )
        })?);
    }
    Ok(result)
}
