//! Endings of names: from the dictionary form of a word to its inflected shapes, and back.
//!
//! No stemming. For each listed word, [`Inflections::stems`] gives the stems to which endings attach, each with an
//! [`EndingClass`]; an inflected word is recognised by finding one of its prefixes among these stems and the rest
//! among the endings of the class. So a word costs a few look-ups, whatever the size of the lexicon, and every ending
//! comes from a table that a linguist can read: `suffixes-kk.csv` (one allomorph a row, chained by slot and stem
//! class), `declension-ru.csv` (one paradigm a row), `suffixes-en.csv`.

mod usage;

use super::table;
use crate::model::{Diagnostic, Language};
use hashbrown::HashMap;
use smallvec::SmallVec;

/// A set of endings that attach to the same stems.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EndingClass(u16);

/// What an ending says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ending {
    pub language: Language,
    /// `genitive`, `plural+dative`, ...
    pub gloss: Box<str>,
    pub plural: bool,
    /// Part of the ending that belongs to the lemma (`-лық` of жоңғарлықтар); empty for a mere inflection.
    pub derivation: Box<str>,
    /// First member of a compound (казахско-); good only before a hyphen.
    pub combining: bool,
}

type Endings = HashMap<Box<str>, SmallVec<[u32; 2]>>;

/// The ending tables of the three languages, ready for look-up.
#[derive(Clone, Debug, Default)]
pub struct Inflections {
    endings: Vec<Ending>,
    /// By class: an ending's letters to its readings.
    classes: Vec<Endings>,
    kazakh: Vec<KazakhClass>,
    /// Lines of all Kazakh suffixes.
    suffix_lines: Vec<u32>,
    russian: Vec<Paradigm>,
    /// Last letters, endings and line of each row.
    english: Vec<(Vec<String>, EndingClass, u32)>,
    /// Longest ending in bytes: how far back a stem may end.
    longest: usize,
}

/// Stems that end in one of `letters` take one class of suffixes.
#[derive(Clone, Debug)]
struct KazakhClass {
    letters: Vec<String>,
    /// Replaces the last letter before a possessive (қазақ, қазағы).
    voiced: String,
    class: EndingClass,
    voiced_class: EndingClass,
    /// Line of the class in its table, and lines of the suffixes in theirs.
    line: u32,
    suffix_lines: Vec<u32>,
}

/// A row of the Russian table.
#[derive(Clone, Debug)]
struct Paradigm {
    nominatives: Vec<String>,
    strip: usize,
    add: String,
    class: EndingClass,
    line: u32,
}

/// Gloss of the possessive of the third person alone, as in `suffixes-kk.csv`.
const POSSESSIVE_THIRD: &str = "possessive of the third person";
/// Fewest letters of a dictionary form that is not known.
const LEMMA_LETTERS_MIN: usize = 3;

const SUFFIXES_KK: &str = "writing/suffixes-kk.csv";
const STEMS_KK: &str = "writing/stems-kk.csv";
const DECLENSION_RU: &str = "writing/declension-ru.csv";
const SUFFIXES_EN: &str = "writing/suffixes-en.csv";

const KAZAKH_SLOTS: [&str; 4] = ["derivation", "plural", "possessive", "case"];
impl Paradigm {
    /// The dictionary forms whose stem is this one: what was added is taken off, what was stripped is put back.
    fn dictionary_forms(&self, stem: &str) -> impl Iterator<Item = String> {
        let bare = stem.strip_suffix(self.add.as_str()).unwrap_or_default().to_owned();
        self.nominatives.iter().filter_map(move |nominative| {
            let skip = nominative.chars().count().checked_sub(self.strip)?;
            let stripped: String = nominative.chars().skip(skip).collect();
            let form = format!("{bare}{stripped}");
            (!bare.is_empty() && form.ends_with(nominative.as_str())).then_some(form)
        })
    }
}

const RUSSIAN_CASES: [&str; 12] = [
    "genitive",
    "dative",
    "accusative",
    "instrumental",
    "prepositional",
    "plural_nominative",
    "plural_genitive",
    "plural_dative",
    "plural_accusative",
    "plural_instrumental",
    "plural_prepositional",
    "combining",
];

/// A row of `suffixes-kk.csv`.
struct Suffix {
    gloss: String,
    slot: usize,
    after: String,
    harmony: String,
    form: String,
    line: u32,
}

impl Inflections {
    /// Parses the four tables out of the files of a lexicon folder: (path below the folder, text) each. What makes no
    /// sense is added to the diagnostics; a table that is not there is empty.
    pub fn parse(files: &[(String, String)], diagnostics: &mut Vec<Diagnostic>) -> Inflections {
        let text = |name: &str| files.iter().find(|(n, _)| n == name).map(|(_, text)| text.as_str());
        let mut result = Inflections::default();
        if let (Some(suffixes), Some(stems)) = (text(SUFFIXES_KK), text(STEMS_KK)) {
            result.parse_kazakh(suffixes, stems, diagnostics);
        }
        if let Some(table) = text(DECLENSION_RU) {
            result.parse_russian(table, diagnostics);
        }
        if let Some(table) = text(SUFFIXES_EN) {
            result.parse_english(table, diagnostics);
        }
        let lengths = result.classes.iter().flat_map(|c| c.keys().map(|k| k.len()));
        result.longest = lengths.max().unwrap_or(0);
        result
    }

    /// The stems of a word in its dictionary form (lower case), each with the class of endings it takes. The word
    /// itself, without any ending, is not among the shapes these describe.
    pub fn stems(&self, word: &str) -> Vec<(String, EndingClass)> {
        let mut stems = Vec::new();
        for class in &self.kazakh {
            let Some(letter) = class.letters.iter().find(|l| word.ends_with(l.as_str())) else { continue };
            stems.push((word.to_owned(), class.class));
            if !class.voiced.is_empty() {
                let voiced = format!("{}{}", &word[..word.len() - letter.len()], class.voiced);
                stems.push((voiced, class.voiced_class));
            }
        }
        for paradigm in &self.russian {
            if !paradigm.nominatives.iter().any(|n| word.ends_with(n.as_str())) {
                continue;
            }
            let kept = word.char_indices().rev().nth(paradigm.strip.wrapping_sub(1)).map(|(i, _)| i);
            let kept = if paradigm.strip == 0 { Some(word.len()) } else { kept };
            if let Some(kept) = kept.filter(|k| *k > 0) {
                stems.push((format!("{}{}", &word[..kept], paradigm.add), paradigm.class));
            }
        }
        if word.is_ascii() || word.chars().next_back().is_some_and(|c| (c as u32) < 0x250) {
            for (after, class, _) in &self.english {
                if after.is_empty() || after.iter().any(|a| word.ends_with(a.as_str())) {
                    let drops = after.len() == 1 && after[0] == "y";
                    let stem = if drops { &word[..word.len() - 1] } else { word };
                    stems.push((stem.to_owned(), *class));
                }
            }
        }
        stems.sort();
        stems.dedup();
        stems
    }

    /// The bare stems of a Kazakh word that is listed with a possessive of the third person (казагы: казак), with their
    /// classes: the plural stands between stem and possessive.
    pub fn possessed_stems(&self, word: &str) -> Vec<(String, EndingClass)> {
        let mut stems = Vec::new();
        for at in word.char_indices().skip(LEMMA_LETTERS_MIN - 1).map(|(at, _)| at) {
            let (stem, letters) = word.split_at(at);
            let possessive =
                |class: EndingClass| self.endings(class, letters).any(|e| &*e.gloss == POSSESSIVE_THIRD);
            for class in &self.kazakh {
                let ends = class.letters.iter().any(|l| stem.ends_with(l.as_str()));
                if ends && possessive(class.class) {
                    stems.push((stem.to_owned(), class.class));
                }
                if let Some(bare) =
                    stem.strip_suffix(class.voiced.as_str()).filter(|_| !class.voiced.is_empty())
                    && possessive(class.voiced_class)
                {
                    stems.extend(class.letters.iter().map(|l| (format!("{bare}{l}"), class.class)));
                }
            }
        }
        stems.sort();
        stems.dedup();
        stems
    }

    /// The readings of an ending under a class; empty if the class has no such ending.
    pub fn endings(&self, class: EndingClass, letters: &str) -> impl Iterator<Item = &Ending> {
        let found = self.classes.get(class.0 as usize).and_then(|c| c.get(letters));
        found.into_iter().flatten().map(|&i| &self.endings[i as usize])
    }

    /// Like [`Inflections::endings`], as positions for [`Inflections::ending`].
    pub fn ending_ids(&self, class: EndingClass, letters: &str) -> &[u32] {
        let found = self.classes.get(class.0 as usize).and_then(|c| c.get(letters));
        found.map_or(&[], |ids| ids.as_slice())
    }

    pub fn ending(&self, id: u32) -> &Ending {
        &self.endings[id as usize]
    }

    /// Every inflected shape of a word, with what its ending says; sorted, without the word itself.
    pub fn shapes(&self, word: &str) -> Vec<(String, &Ending)> {
        let mut shapes = Vec::new();
        for (stem, class) in self.stems(word) {
            for (letters, readings) in &self.classes[class.0 as usize] {
                for &i in readings {
                    shapes.push((format!("{stem}{letters}"), &self.endings[i as usize]));
                }
            }
        }
        shapes.sort_by(|a, b| (&a.0, a.1.language, &a.1.gloss).cmp(&(&b.0, b.1.language, &b.1.gloss)));
        shapes.dedup();
        shapes
    }

    /// Dictionary forms that a word (small letters) of a language may be a singular shape of, with the number of letters
    /// of the ending; the word itself is not among them.
    pub fn lemmas(&self, word: &str, language: Language) -> Vec<(String, usize)> {
        let mut lemmas = Vec::new();
        let shortest = word.len().saturating_sub(self.longest);
        for (at, _) in word.char_indices().skip(LEMMA_LETTERS_MIN).filter(|(at, _)| *at >= shortest) {
            let (stem, letters) = word.split_at(at);
            let mut add = |lemma: String| lemmas.push((lemma, letters.chars().count()));
            match language {
                Language::Russian => {
                    for paradigm in &self.russian {
                        if self.singular(paradigm.class, letters) {
                            paradigm.dictionary_forms(stem).for_each(&mut add);
                        }
                    }
                }
                Language::Kazakh => {
                    for class in &self.kazakh {
                        let ends = class.letters.iter().any(|l| stem.ends_with(l.as_str()));
                        if ends && self.singular(class.class, letters) {
                            add(stem.to_owned());
                        }
                    }
                }
                Language::English | Language::Undetermined => {}
            }
        }
        lemmas.sort();
        lemmas.dedup();
        lemmas.retain(|(lemma, _)| lemma != word);
        lemmas
    }

    /// Whether some ending of a word that is not known says this (`locative`), at the end of its gloss.
    pub fn ends_in(&self, word: &str, language: Language, gloss: &str) -> bool {
        word.char_indices().skip(LEMMA_LETTERS_MIN).any(|(at, _)| {
            self.kazakh.iter().filter(|_| language == Language::Kazakh).any(|class| {
                class.letters.iter().any(|l| word[..at].ends_with(l.as_str()))
                    && self.endings(class.class, &word[at..]).any(|e| e.gloss.ends_with(gloss))
            })
        })
    }

    fn singular(&self, class: EndingClass, letters: &str) -> bool {
        self.endings(class, letters).any(|e| !e.plural && !e.combining && e.derivation.is_empty())
    }

    /// Length in bytes of the longest ending.
    pub fn longest(&self) -> usize {
        self.longest
    }

    fn new_class(&mut self) -> EndingClass {
        self.classes.push(Endings::new());
        EndingClass(self.classes.len() as u16 - 1)
    }

    fn add(&mut self, class: EndingClass, letters: &str, ending: Ending) {
        let known = self.endings.iter().position(|e| *e == ending);
        let id = known.unwrap_or_else(|| {
            self.endings.push(ending);
            self.endings.len() - 1
        }) as u32;
        let readings = self.classes[class.0 as usize].entry(letters.into()).or_default();
        if !readings.contains(&id) {
            readings.push(id);
        }
    }

    /// Kazakh: chains of at most one suffix a slot, in the order of the slots, one harmony through a chain.
    fn parse_kazakh(&mut self, suffixes: &str, stems: &str, diagnostics: &mut Vec<Diagnostic>) {
        let columns = ["suffix", "gloss", "slot", "after", "harmony", "form", "example", "source"];
        let mut parsed = Vec::new();
        for row in table::rows(SUFFIXES_KK, suffixes, &columns, diagnostics) {
            let Some(slot) = KAZAKH_SLOTS.iter().position(|s| *s == row.cell(2)) else {
                let help = "write derivation, plural, possessive or case";
                diagnostics.push(*row.error("E020", 2, format!("unknown slot `{}`", row.cell(2)), help));
                continue;
            };
            parsed.push(Suffix {
                gloss: row.cell(1).to_owned(),
                slot,
                after: row.cell(3).to_owned(),
                harmony: row.cell(4).to_owned(),
                form: row.cell(5).to_owned(),
                line: row.line,
            });
        }
        self.suffix_lines = parsed.iter().map(|s| s.line).collect();
        let columns = ["class", "letters", "voiced", "example", "source"];
        let classes: Vec<(String, Vec<String>, String, u32)> =
            table::rows(STEMS_KK, stems, &columns, diagnostics)
                .iter()
                .map(|row| {
                    let letters = row.cell(1).split_whitespace().map(str::to_owned).collect();
                    (row.cell(0).to_owned(), letters, row.cell(2).to_owned(), row.line)
                })
                .collect();
        let class_of = |form: &str| {
            let row =
                classes.iter().find(|(_, letters, ..)| letters.iter().any(|l| form.ends_with(l.as_str())));
            row.map_or("", |(class, ..)| class.as_str()).to_owned()
        };
        for (name, letters, voiced, line) in &classes {
            let class = self.new_class();
            let voiced_class = self.new_class();
            let mut suffix_lines = Vec::new();
            for harmony in ["back", "front"] {
                let chains = kazakh_chains(&parsed, name, harmony, &class_of);
                for chain in chains {
                    suffix_lines.extend(chain.iter().map(|s| s.line));
                    let letters: String = chain.iter().map(|s| s.form.as_str()).collect();
                    let gloss = chain.iter().map(|s| s.gloss.as_str()).collect::<Vec<_>>().join("+");
                    let derived = chain.first().filter(|s| s.slot == 0);
                    let ending = Ending {
                        language: Language::Kazakh,
                        gloss: gloss.into(),
                        plural: chain.iter().any(|s| s.slot == 1),
                        derivation: derived.map_or("", |s| s.form.as_str()).into(),
                        combining: false,
                    };
                    let before_vowel = chain.first().is_some_and(|s| s.slot == 2 && s.after == "C");
                    if before_vowel {
                        self.add(voiced_class, &letters, ending.clone());
                    }
                    self.add(class, &letters, ending);
                }
            }
            suffix_lines.sort_unstable();
            suffix_lines.dedup();
            self.kazakh.push(KazakhClass {
                line: *line,
                suffix_lines,
                letters: letters.clone(),
                voiced: voiced.clone(),
                class,
                voiced_class,
            });
        }
    }

    /// Russian: one paradigm a row; `/` parts alternatives within a cell.
    fn parse_russian(&mut self, text: &str, diagnostics: &mut Vec<Diagnostic>) {
        let mut columns = vec!["class", "nominative", "strip", "add", "number"];
        columns.extend(RUSSIAN_CASES);
        columns.extend(["example", "source"]);
        for row in table::rows(DECLENSION_RU, text, &columns, diagnostics) {
            let Ok(strip) = row.cell(2).parse() else {
                let message = "not a number of letters".to_owned();
                diagnostics.push(*row.error("E021", 2, message, "write 0, 1 or 2"));
                continue;
            };
            let class = self.new_class();
            for (column, case) in RUSSIAN_CASES.into_iter().enumerate() {
                let cell = row.cell(column + 5);
                if cell.is_empty() {
                    continue;
                }
                for letters in cell.split('/') {
                    let ending = Ending {
                        language: Language::Russian,
                        gloss: case.replace('_', "+").into(),
                        plural: case.starts_with("plural") || row.cell(4) == "plural",
                        derivation: "".into(),
                        combining: case == "combining",
                    };
                    self.add(class, letters, ending);
                }
            }
            self.russian.push(Paradigm {
                nominatives: row.cell(1).split_whitespace().map(str::to_owned).collect(),
                strip,
                add: row.cell(3).to_owned(),
                class,
                line: row.line,
            });
        }
    }

    fn parse_english(&mut self, text: &str, diagnostics: &mut Vec<Diagnostic>) {
        let columns = ["suffix", "gloss", "after", "form", "example", "source"];
        for row in table::rows(SUFFIXES_EN, text, &columns, diagnostics) {
            let class = self.new_class();
            let ending = Ending {
                language: Language::English,
                gloss: row.cell(1).into(),
                plural: true,
                derivation: "".into(),
                combining: false,
            };
            self.add(class, row.cell(3), ending);
            self.english.push((row.cell(2).split_whitespace().map(str::to_owned).collect(), class, row.line));
        }
    }
}

/// All chains of suffixes that a stem of a class takes under one harmony, at least one suffix long.
fn kazakh_chains<'a>(
    suffixes: &'a [Suffix],
    class: &str,
    harmony: &str,
    class_of: &dyn Fn(&str) -> String,
) -> Vec<Vec<&'a Suffix>> {
    let mut done: Vec<Vec<&Suffix>> = Vec::new();
    let mut open: Vec<(Vec<&Suffix>, String)> = vec![(Vec::new(), class.to_owned())];
    while let Some((chain, class)) = open.pop() {
        let first_slot = chain.last().map_or(0, |s| s.slot + 1);
        for suffix in suffixes.iter().filter(|s| s.slot >= first_slot && s.harmony == harmony) {
            let fits = suffix.after == class || (suffix.after == "C" && class != "V" && class != "P");
            if !fits {
                continue;
            }
            let mut longer = chain.clone();
            longer.push(suffix);
            // After a possessive of the third person cases have a shape of their own.
            let third = suffix.slot == 2 && (class_of(&suffix.form) == "V");
            let next = if third { "P".to_owned() } else { class_of(&suffix.form) };
            done.push(longer.clone());
            open.push((longer, next));
        }
    }
    done
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// The shipped tables.
    pub(crate) fn shipped() -> Inflections {
        let files = [
            (SUFFIXES_KK, include_str!("../../lexicons/writing/suffixes-kk.csv")),
            (STEMS_KK, include_str!("../../lexicons/writing/stems-kk.csv")),
            (DECLENSION_RU, include_str!("../../lexicons/writing/declension-ru.csv")),
            (SUFFIXES_EN, include_str!("../../lexicons/writing/suffixes-en.csv")),
        ]
        .map(|(name, text)| (name.to_owned(), text.to_owned()));
        let mut diagnostics = Vec::new();
        let inflections = Inflections::parse(&files, &mut diagnostics);
        assert_eq!(diagnostics, []);
        inflections
    }

    fn shapes(word: &str) -> Vec<String> {
        shipped().shapes(word).into_iter().map(|(shape, _)| shape).collect()
    }

    #[test]
    fn kazakh_cases_follow_the_last_letter() {
        let found = shapes("абылай");
        for shape in ["абылайдың", "абылайға", "абылаймен", "абылайлардан", "абылайдағы"]
        {
            assert!(found.iter().any(|f| f == shape), "{shape} in {found:?}");
        }
        assert!(!found.iter().any(|f| f == "абылайтың"));
        let found = shapes("қазақ");
        for shape in ["қазақтардың", "қазағы", "қазағының", "қазаққа"] {
            assert!(found.iter().any(|f| f == shape), "{shape}");
        }
        let found = shapes("хандығы");
        for shape in ["хандығының", "хандығын", "хандығына", "хандығында", "хандығымен"]
        {
            assert!(found.iter().any(|f| f == shape), "{shape}");
        }
    }

    #[test]
    fn russian_paradigms() {
        for (word, expected) in [
            ("амурсана", vec!["амурсаны", "амурсаной", "амурсаною", "амурсане"]),
            ("джунгария", vec!["джунгарии", "джунгарией", "джунгарию"]),
            ("джунгарский", vec!["джунгарских", "джунгарская", "джунгарско", "джунгарскими", "джунгарскую"]),
            ("ханство", vec!["ханства", "ханством"]),
            ("торгутец", vec!["торгутцы", "торгутцев"]),
            ("средний", vec!["среднего", "средней", "средних"]),
            ("неплюев", vec!["неплюева", "неплюевым"]),
        ] {
            let found = shapes(word);
            for shape in expected {
                assert!(found.iter().any(|f| f == shape), "{shape} of {word}");
            }
        }
    }

    #[test]
    fn english_plural() {
        assert_eq!(shapes("dzungar"), ["dzungars"]);
        assert!(shapes("dynasty").contains(&"dynasties".to_owned()));
    }
}
