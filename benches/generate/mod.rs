//! Texts and lexicons made up by rule from a seed: for measuring, at any size.
//!
//! Words are syllables of the letters that `lexicons/writing/letters.csv` gives a language, with endings of its tables,
//! and are drawn by Zipf's law; the most frequent are the words of `writing/language-hints.csv`. One or two words in a
//! hundred are names: of a made-up lexicon, in an inflected form, or of no lexicon. The same seed gives the same bytes
//! on every machine: all arithmetic is on integers.

mod words;

use atau::text::inflect::Inflections;
use atau::text::letters::Letters;
use atau::text::table;
use std::fmt::Write as _;
use words::{Inflector, Maker, Zipf, capitalised};

/// Codes of the languages, in the order used throughout.
const LANGUAGES: [&str; 3] = ["kk", "ru", "en"];
/// Files of a hundred in each language.
const SHARES: [u32; 3] = [35, 35, 30];
/// Distinct common words of each language.
const VOCABULARY: usize = 250_000;
/// Forms of an entity: one or two in each language.
const FORMS_AN_ENTITY: usize = 4;
/// Sizes of files in bytes.
const FILE_BYTES: std::ops::Range<usize> = 50_000..100_000;

/// What to make.
#[derive(Clone, Debug)]
pub struct Plan {
    pub seed: u64,
    pub bytes: usize,
    /// Forms of the lexicon; texts name entities of the first `named` of them.
    pub forms: usize,
    pub named: usize,
    /// Words of a thousand that are listed names, and that are names in no lexicon.
    pub listed_per_mille: u32,
    pub unlisted_per_mille: u32,
    /// Distinct names in no lexicon.
    pub unlisted: usize,
    /// All in one file.
    pub one_file: bool,
}

impl Default for Plan {
    fn default() -> Self {
        Plan {
            seed: 1,
            bytes: 100_000_000,
            forms: 100_000,
            named: 20_000,
            listed_per_mille: 12,
            unlisted_per_mille: 4,
            unlisted: 20_000,
            one_file: false,
        }
    }
}

/// A source of numbers (splitmix64): small, and the same everywhere.
#[derive(Clone, Debug)]
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Random {
        Random(seed)
    }

    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut x = self.0;
        x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        x ^ (x >> 31)
    }

    /// A number below `n`; 0 for 0.
    pub fn below(&mut self, n: usize) -> usize {
        ((u128::from(self.next()) * n as u128) >> 64) as usize
    }

    pub fn per_mille(&mut self, n: u32) -> bool {
        self.below(1000) < n as usize
    }
}

/// What texts are made from.
pub struct Generator {
    plan: Plan,
    makers: Vec<Maker>,
    inflector: Inflector,
    vocabulary: [Vec<String>; 3],
    zipf: Zipf,
    names_zipf: Zipf,
    /// For checking by eye: the forms made so far.
    forms: Vec<[String; FORMS_AN_ENTITY]>,
    unlisted: Vec<[String; 3]>,
}

impl Generator {
    /// `tables` are the files of a lexicon folder: letters, endings and frequent words come from there.
    pub fn new(plan: Plan, tables: &[(String, String)]) -> Generator {
        let (letters, _) = Letters::check(tables);
        let mut diagnostics = Vec::new();
        let inflections = Inflections::parse(tables, &mut diagnostics);
        let makers: Vec<Maker> = LANGUAGES.iter().map(|code| Maker::new(code, &letters)).collect();
        let mut inflector = Inflector::new(inflections);
        let mut random = Random::new(plan.seed);
        let vocabulary = [0, 1, 2].map(|l| vocabulary(l, &makers[l], &mut inflector, &mut random, tables));
        let forms = (0..plan.forms / FORMS_AN_ENTITY).map(|_| entity_forms(&makers, &mut random)).collect();
        let unlisted = (0..plan.unlisted)
            .map(|_| [0, 1, 2].map(|l| capitalised(&makers[l].word(3, &mut random))))
            .collect();
        let named = (plan.named.min(plan.forms) / FORMS_AN_ENTITY).max(1);
        Generator {
            zipf: Zipf::new(VOCABULARY),
            names_zipf: Zipf::new(named),
            plan,
            makers,
            inflector,
            vocabulary,
            forms,
            unlisted,
        }
    }

    /// The files of the lexicon that texts name: entities and names; the tables of writing are those given.
    pub fn lexicon(&self) -> Vec<(String, String)> {
        let mut entities = "entity_id,type,description,from,to,related,wikidata,source\n".to_owned();
        let header = "entity_id,language,form,kind,tradition,source,note\n";
        let mut names = [header.to_owned(), header.to_owned(), header.to_owned()];
        let kinds = [("PER", "per"), ("LOC", "plc"), ("GRP", "grp")];
        for (i, forms) in self.forms.iter().enumerate() {
            let (code, prefix) = kinds[i % kinds.len()];
            let _ = writeln!(entities, "{prefix}:made-{i:07},{code},made up,,,,,made-up");
            for (place, form) in forms.iter().enumerate() {
                let language = LANGUAGES[place % LANGUAGES.len()];
                let kind = if place < LANGUAGES.len() { "preferred" } else { "variant" };
                let _ = writeln!(
                    names[i % kinds.len()],
                    "{prefix}:made-{i:07},{language},{form},{kind},,made-up,"
                );
            }
        }
        let [persons, places, peoples] = names;
        vec![
            ("entities.csv".to_owned(), entities),
            ("names/persons.csv".to_owned(), persons),
            ("names/places.csv".to_owned(), places),
            ("names/peoples.csv".to_owned(), peoples),
        ]
    }

    /// Makes the texts, one after another: a name and its bytes.
    pub fn texts(&mut self, mut each: impl FnMut(&str, &[u8])) {
        let mut random = Random::new(self.plan.seed ^ 0x7465_7874);
        let mut made = 0;
        let mut number = 0;
        let mut text = String::new();
        while made < self.plan.bytes {
            let share = random.below(100) as u32;
            let language = (0..3).find(|&l| share < SHARES[..=l].iter().sum()).unwrap_or(0);
            let size = FILE_BYTES.start + random.below(FILE_BYTES.len());
            let size = size.min(self.plan.bytes - made);
            let start = text.len();
            self.text(language, size, &mut random, &mut text);
            made += text.len() - start;
            if !self.plan.one_file {
                each(
                    &format!("{:03}/{number:06}-{}.txt", number / 1000, LANGUAGES[language]),
                    text.as_bytes(),
                );
                text.clear();
            }
            number += 1;
        }
        if self.plan.one_file {
            each("all.txt", text.as_bytes());
        }
    }

    fn text(&mut self, language: usize, size: usize, random: &mut Random, text: &mut String) {
        let end = text.len() + size;
        while text.len() < end {
            for _ in 0..3 + random.below(6) {
                self.sentence(language, random, text);
            }
            text.push_str("\n\n");
        }
    }

    fn sentence(&mut self, language: usize, random: &mut Random, text: &mut String) {
        let words = 5 + random.below(21);
        let column = text.rfind('\n').map_or(text.len(), |at| text.len() - at);
        let mut width = column;
        for i in 0..words {
            if i > 0 {
                if random.per_mille(90) {
                    text.push(',');
                }
                // Lines of print: broken at about a hundred bytes.
                let breaks = width > 150;
                width = if breaks { 0 } else { width };
                text.push(if breaks { '\n' } else { ' ' });
            }
            let before = text.len();
            if random.per_mille(self.plan.listed_per_mille) {
                self.listed_name(language, random, text);
            } else if random.per_mille(self.plan.unlisted_per_mille) {
                let name = &self.unlisted[random.below(self.unlisted.len())][language];
                self.inflector.push(language, name, random, text);
            } else {
                let word = &self.vocabulary[language][self.zipf.draw(random)];
                if i == 0 { text.push_str(&capitalised(word)) } else { text.push_str(word) }
            }
            width += text.len() - before;
        }
        text.push_str(if random.per_mille(950) { ". " } else { "? " });
    }

    fn listed_name(&mut self, language: usize, random: &mut Random, text: &mut String) {
        let forms = &self.forms[self.names_zipf.draw(random)];
        let form = if language == 0 && random.per_mille(300) { &forms[3] } else { &forms[language] };
        self.inflector.push(language, form, random, text);
    }

    /// Number of makers, so that a test can see that all languages have letters.
    pub fn languages(&self) -> usize {
        self.makers.iter().filter(|m| m.has_letters()).count()
    }
}

/// The words of a language, the most frequent first.
fn vocabulary(
    language: usize,
    maker: &Maker,
    inflector: &mut Inflector,
    random: &mut Random,
    tables: &[(String, String)],
) -> Vec<String> {
    let mut words = Vec::with_capacity(VOCABULARY);
    let columns = ["language", "kind", "form", "weight", "source"];
    for (name, text) in tables.iter().filter(|(name, _)| name == "writing/language-hints.csv") {
        for row in table::rows(name, text, &columns, &mut Vec::new()) {
            if row.cell(0) == LANGUAGES[language] && row.cell(1) == "word" {
                words.push(row.cell(2).to_owned());
            }
        }
    }
    while words.len() < VOCABULARY {
        // Frequent words are short.
        let syllables = 1 + words.len().ilog(20) as usize;
        let word = maker.word(syllables.clamp(2, 5), random);
        let mut inflected = String::new();
        inflector.push(language, &word, random, &mut inflected);
        words.push(inflected);
    }
    words
}

/// The forms of one entity: Kazakh, Russian, English, and another one in Kazakh.
fn entity_forms(makers: &[Maker], random: &mut Random) -> [String; FORMS_AN_ENTITY] {
    let words = match random.below(10) {
        0..=5 => 1,
        6..=8 => 2,
        _ => 3,
    };
    [0, 1, 2, 0].map(|l| {
        let name: Vec<String> = (0..words).map(|_| capitalised(&makers[l].word(3, random))).collect();
        name.join(" ")
    })
}
