//! What we know: entities, their names, and the tables of a lexicon folder. It parses text; it opens no files.

pub mod inflected;
mod parse;
mod patterns;
pub mod rules;

pub(crate) use patterns::pattern_words;
pub use patterns::{ListedWord, Node, Pattern, Patterns};

use crate::model::{Diagnostic, Entity, EntityId, Error, Form, FormId, Language, Severity};
use crate::text::inflect::Inflections;
use crate::text::letters::Letters;
use hashbrown::{HashMap, HashSet};

/// The tables of a lexicon folder, parsed.
#[derive(Clone, Debug, Default)]
pub struct Lexicon {
    /// Sorted by key; an [`EntityId`] is a position here.
    pub entities: Vec<Entity>,
    /// In the order of the files; a [`FormId`] is a position here.
    pub forms: Vec<Form>,
    by_key: HashMap<String, EntityId>,
    forms_of: Vec<Vec<FormId>>,
    pub letters: Letters,
    pub inflections: Inflections,
    pub patterns: Patterns,
    pub titles: Vec<Title>,
    pub generics: Vec<Generic>,
    /// Frequent words of the languages, and words that look like names and are none; by key.
    function_words: HashSet<String>,
    common_words: HashSet<String>,
    /// Plain words of each language, by key.
    vocabulary: [HashSet<String>; 4],
}

/// A word or phrase that attaches to a person's name (хан, Emperor); a row of `writing/titles.csv`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Title {
    pub id: String,
    pub language: Language,
    pub form: String,
    pub before: bool,
    pub after: bool,
}

/// A word that says what kind of thing a name names (river, көлі, область); a row of `writing/generics.csv`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Generic {
    pub class: String,
    pub language: Language,
    pub form: String,
}

/// Entities sorted by key, their numbers by key, and forms in the order of the files.
fn read_names(
    files: &[(String, String)],
    diagnostics: &mut Vec<Diagnostic>,
) -> (Vec<Entity>, HashMap<String, EntityId>, Vec<Form>) {
    let mut entities = Vec::new();
    for (name, text) in files.iter().filter(|(name, _)| name == "entities.csv") {
        parse::entities(name, text, &mut entities, diagnostics);
    }
    entities.sort_by(|a: &Entity, b: &Entity| a.key.cmp(&b.key));
    let by_key: HashMap<String, EntityId> =
        entities.iter().enumerate().map(|(i, e)| (e.key.clone(), EntityId(i as u32))).collect();
    let mut forms = Vec::new();
    for (name, text) in files.iter().filter(|(name, _)| name.starts_with("names/")) {
        parse::forms(name, text, &by_key, &mut forms, diagnostics);
    }
    (entities, by_key, forms)
}

impl Lexicon {
    /// Parses the files of a lexicon folder: (path below the folder, text) each.
    ///
    /// # Errors
    /// [`Error::Tables`] with every error found; warnings are left to `lexicon check`.
    pub fn parse(files: &[(String, String)]) -> Result<Lexicon, Error> {
        let (lexicon, diagnostics) = Lexicon::check(files);
        if diagnostics.iter().any(|d| d.severity == Severity::Error) {
            return Err(Error::Tables(diagnostics));
        }
        Ok(lexicon)
    }

    /// Like [`Lexicon::parse`], with what could be read and everything that the readers of the tables say of the rest.
    pub fn check(files: &[(String, String)]) -> (Lexicon, Vec<Diagnostic>) {
        let mut diagnostics = Vec::new();
        let (entities, by_key, forms) = read_names(files, &mut diagnostics);
        let (letters, mut found) = Letters::check(files);
        diagnostics.append(&mut found);
        let inflections = Inflections::parse(files, &mut diagnostics);
        let mut titles = Vec::new();
        let mut generics = Vec::new();
        let mut conjunctions = Vec::new();
        let mut function_words = HashSet::new();
        let mut common_words = HashSet::new();
        let mut vocabulary: [HashSet<String>; 4] = Default::default();
        for (name, text) in files {
            match name.as_str() {
                "writing/titles.csv" => titles = parse::titles(name, text, &mut diagnostics),
                "writing/generics.csv" => generics = parse::generics(name, text, &mut diagnostics),
                "writing/language-hints.csv" => {
                    function_words = parse::function_words(name, text, &letters, &mut diagnostics)
                }
                "writing/vocabulary.csv" => {
                    parse::vocabulary(name, text, &letters, &mut vocabulary, &mut diagnostics)
                }
                "writing/common-words.csv" => {
                    common_words = parse::common_words(name, text, &letters, &mut diagnostics)
                }
                "writing/conjunctions.csv" => {
                    conjunctions = parse::conjunctions(name, text, &mut diagnostics)
                }
                _ => {}
            }
        }
        let mut patterns = Patterns::new();
        for (i, form) in forms.iter().enumerate() {
            patterns.add(&form.text, Pattern::Form(FormId(i as u32)), &letters);
        }
        for (i, title) in titles.iter().enumerate() {
            patterns.add(&title.form, Pattern::Title(i as u32), &letters);
        }
        for (i, generic) in generics.iter().enumerate() {
            patterns.add(&generic.form, Pattern::Generic(i as u32), &letters);
        }
        for (language, form) in &conjunctions {
            patterns.add(form, Pattern::Conjunction(*language), &letters);
        }
        patterns.finish(&inflections);
        let mut forms_of = vec![Vec::new(); entities.len()];
        for (i, form) in forms.iter().enumerate() {
            forms_of[form.entity.0 as usize].push(FormId(i as u32));
        }
        let lexicon = Lexicon {
            entities,
            forms,
            by_key,
            forms_of,
            letters,
            inflections,
            patterns,
            titles,
            generics,
            function_words,
            common_words,
            vocabulary,
        };
        (lexicon, diagnostics)
    }

    /// The entities and forms of the files of a lexicon folder, numbered as [`Lexicon::parse`] numbers them; what makes
    /// no sense is passed over.
    pub fn names(files: &[(String, String)]) -> (Vec<Entity>, Vec<Form>) {
        let (entities, _, forms) = read_names(files, &mut Vec::new());
        (entities, forms)
    }

    pub fn entity(&self, id: EntityId) -> &Entity {
        &self.entities[id.0 as usize]
    }

    pub fn form(&self, id: FormId) -> &Form {
        &self.forms[id.0 as usize]
    }

    pub fn by_key(&self, key: &str) -> Option<EntityId> {
        self.by_key.get(key).copied()
    }

    /// Whether a key is that of a frequent word of one of the languages.
    pub fn is_function_word(&self, key: &str) -> bool {
        self.function_words.contains(key)
    }

    /// Whether a key is that of a word that looks like a name and is none.
    pub fn is_common_word(&self, key: &str) -> bool {
        self.common_words.contains(key)
    }

    /// Whether a key is that of a plain word of a language, or of a shape of one.
    pub fn is_plain_word(&self, key: &str, language: Language) -> bool {
        let words = &self.vocabulary[language.index()];
        words.contains(key)
            || self.inflections.lemmas(key, language).iter().any(|(lemma, _)| words.contains(lemma))
            || (language == Language::English
                && key.strip_suffix('s').is_some_and(|word| words.contains(word)))
    }

    /// Whether a key is that of a plain word of a language in its dictionary form.
    pub fn is_in_vocabulary(&self, key: &str, language: Language) -> bool {
        self.vocabulary[language.index()].contains(key)
    }

    /// Whether initials (small letters) agree with what is known of a person: each is the first letter of some word of
    /// some form. A person known by one word alone agrees with any.
    pub fn initials_agree(&self, id: EntityId, initials: &[char]) -> bool {
        let mut known = HashSet::new();
        let mut several = false;
        for form in self.forms_of(id) {
            let words: Vec<&str> =
                form.text.split([' ', '.', '-', '\u{a0}']).filter(|w| !w.is_empty()).collect();
            several |= words.len() > 1;
            known.extend(words.iter().filter_map(|w| w.chars().next()).flat_map(char::to_lowercase));
        }
        !several || initials.iter().all(|i| known.contains(i))
    }

    /// The forms of an entity, in the order of the files.
    pub fn forms_of(&self, id: EntityId) -> impl Iterator<Item = &Form> {
        self.forms_of[id.0 as usize].iter().map(|&f| self.form(f))
    }
}
