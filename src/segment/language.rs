//! Which language a stretch of text is in.
//!
//! Sentence by sentence, from the words alone: letters that only one language has decide first, then frequent words,
//! then word endings; each distinct word carries its points from the table `writing/language-hints.csv`. A sentence
//! without a clear winner takes the language of its neighbour in the same script. What is still doubtful is left to
//! the language-identification library.

use crate::model::{Diagnostic, Language, Segment, Token};
use crate::text::table;
use hashbrown::HashMap;

/// Path of the table below a lexicon folder.
pub const HINTS_FILE: &str = "writing/language-hints.csv";

/// Points of one word for kk, ru, en.
pub(super) type Points = [u8; 3];

/// A lead this large decides a sentence.
const LEAD_SURE: u32 = 6;
/// A short sentence that trails a decided one joins it unless it leads by this much the other way.
const POINTS_MAX: u32 = 24;

/// What letters, words and endings say of the language.
#[derive(Clone, Debug, Default)]
pub struct Hints {
    letters: HashMap<char, Points>,
    words: HashMap<Box<str>, Points>,
    endings: HashMap<Box<str>, Points>,
    /// Longest word and ending of the tables, in bytes.
    longest_word: usize,
    longest_ending: usize,
    /// By character below [`PLAIN`]: its small letter, and the points of that.
    plain: Vec<Option<(char, Points)>>,
}

/// Characters below this number have a cell in the table of plain letters: all of Latin and Cyrillic.
const PLAIN: u32 = 0x600;

impl Hints {
    /// Parses `writing/language-hints.csv` out of the files of a lexicon folder: (path below the folder, text) each.
    /// Rows that make no sense are added to the diagnostics.
    pub fn parse(files: &[(String, String)], diagnostics: &mut Vec<Diagnostic>) -> Hints {
        let mut hints = Hints::default();
        let columns = ["language", "kind", "form", "weight", "source"];
        let Some((name, text)) = files.iter().find(|(name, _)| name == HINTS_FILE) else { return hints };
        for row in table::rows(name, text, &columns, diagnostics) {
            let language = Language::from_code(row.cell(0)).filter(|l| *l != Language::Undetermined);
            let Some(language) = language else {
                diagnostics.push(*row.error("E006", 0, "unknown language".to_owned(), "write kk, ru or en"));
                continue;
            };
            let Ok(weight) = row.cell(3).parse() else {
                let help = "write a whole number from 1 to 20";
                diagnostics.push(*row.error("E022", 3, "not a weight".to_owned(), help));
                continue;
            };
            let form = row.cell(2);
            let points = match row.cell(1) {
                "letter" => hints.letters.entry(form.chars().next().unwrap_or(' ')).or_default(),
                "word" => hints.words.entry(form.into()).or_default(),
                "ending" => hints.endings.entry(form.into()).or_default(),
                other => {
                    let help = "write letter, word or ending";
                    diagnostics.push(*row.error("E022", 1, format!("unknown kind `{other}`"), help));
                    continue;
                }
            };
            points[language.index()] = weight;
        }
        hints.longest_word = hints.words.keys().map(|w| w.len()).max().unwrap_or(0);
        hints.longest_ending = hints.endings.keys().map(|e| e.len()).max().unwrap_or(0);
        let plain = |code: u32| {
            // The small letter of capital sigma depends on its place.
            let c = char::from_u32(code).filter(|c| *c != 'Σ')?;
            let mut small = c.to_lowercase();
            let (letter, None) = (small.next()?, small.next()) else { return None };
            Some((letter, hints.letters.get(&letter).copied().unwrap_or_default()))
        };
        hints.plain = (0..PLAIN).map(plain).collect();
        hints
    }

    /// The points of the letters of a word, which is left behind in small letters.
    fn letters(&self, word: &str, lower: &mut String) -> [u32; 3] {
        let mut sum = [0u32; 3];
        let mut add = |points: Points| (0..3).for_each(|i| sum[i] += u32::from(points[i]));
        lower.clear();
        if word.chars().all(|c| self.plain.get(c as usize).is_some_and(Option::is_some)) {
            for (letter, points) in word.chars().filter_map(|c| self.plain[c as usize]) {
                lower.push(letter);
                add(points);
            }
        } else {
            lower.push_str(&word.to_lowercase());
            lower.chars().filter_map(|c| self.letters.get(&c)).for_each(|points| add(*points));
        }
        sum
    }

    /// What a word says of the language of its sentence.
    ///
    /// `lower` is room for the word in small letters.
    pub(super) fn points(&self, word: &str, lower: &mut String) -> Points {
        let mut sum = self.letters(word, lower);
        let mut add = |points: &Points| (0..3).for_each(|i| sum[i] += u32::from(points[i]));
        let known = if lower.len() <= self.longest_word { self.words.get(lower.as_str()) } else { None };
        if let Some(points) = known {
            add(points);
        } else {
            let shortest = lower.len().saturating_sub(self.longest_ending);
            let ends = lower.char_indices().skip(2).filter(|(i, _)| *i >= shortest);
            let ending = ends.map(|(i, _)| &lower[i..]).find_map(|e| self.endings.get(e));
            if let Some(points) = ending {
                add(points);
            }
        }
        if lower.bytes().next().is_some_and(|b| b.is_ascii_alphabetic()) {
            sum[Language::English.index()] += 1;
        }
        sum.map(|s| s.min(POINTS_MAX) as u8)
    }
}

/// A sentence, before its language is decided.
struct Sentence {
    tokens: std::ops::Range<usize>,
    points: [u32; 3],
    latin: usize,
    cyrillic: usize,
}

/// The segments of a text: neighbouring sentences in one language are one segment.
pub(super) fn segments(
    text: &str,
    tokens: &[Token],
    points: &[Points],
    declared: Option<Language>,
) -> Vec<Segment> {
    let sentences = sentences(text, tokens, points);
    let mut languages: Vec<Option<Language>> = sentences.iter().map(decide).collect();
    lend(&sentences, &mut languages);
    let mut segments: Vec<Segment> = Vec::new();
    for (sentence, language) in sentences.iter().zip(languages) {
        let language = language.or(declared).unwrap_or_else(|| identify(text, tokens, sentence));
        let start = tokens[sentence.tokens.start].start as usize;
        let end = tokens[sentence.tokens.end - 1].end as usize;
        match segments.last_mut() {
            Some(last) if last.language == language => {
                last.bytes.end = end;
                last.tokens.end = sentence.tokens.end;
            }
            _ => segments.push(Segment { bytes: start..end, tokens: sentence.tokens.clone(), language }),
        }
    }
    segments
}

fn sentences(text: &str, tokens: &[Token], points: &[Points]) -> Vec<Sentence> {
    let mut sentences: Vec<Sentence> = Vec::new();
    let Some(first) = tokens.first() else { return sentences };
    let bytes = text.as_bytes();
    let mut sentence = Sentence { tokens: 0..0, points: [0; 3], latin: 0, cyrillic: 0 };
    let mut end_before = first.start as usize;
    for (i, token) in tokens.iter().enumerate() {
        let start = token.start as usize;
        if start - end_before > 1 && ends_sentence(text, end_before..start) {
            sentence.tokens.end = i;
            let next = Sentence { tokens: i..i, points: [0; 3], latin: 0, cyrillic: 0 };
            sentences.push(std::mem::replace(&mut sentence, next));
        }
        end_before = token.end as usize;
        for (sum, points) in sentence.points.iter_mut().zip(points[token.word.0 as usize]) {
            *sum += u32::from(points);
        }
        let letter = bytes[start];
        sentence.latin += usize::from(letter.is_ascii_alphabetic());
        sentence.cyrillic += usize::from(matches!(letter, 0xD0..=0xD3));
    }
    sentence.tokens.end = tokens.len();
    sentences.push(sentence);
    sentences
}

/// Whether a gap between two words ends a sentence or a paragraph.
#[inline]
fn ends_sentence(text: &str, gap: std::ops::Range<usize>) -> bool {
    match &text.as_bytes()[gap.clone()] {
        b", " => false,
        b". " => true,
        _ => unusual_end(&text[gap]),
    }
}

fn unusual_end(gap: &str) -> bool {
    let stop = gap.find(['.', '!', '?', '…', ';']);
    stop.is_some_and(|at| gap[at..].contains(char::is_whitespace)) || gap.matches('\n').count() > 1
}

/// The language of a sentence that its words decide.
fn decide(sentence: &Sentence) -> Option<Language> {
    let [kk, ru, en] = sentence.points;
    if sentence.latin > sentence.cyrillic {
        return (en >= LEAD_SURE).then_some(Language::English);
    }
    if kk >= ru + LEAD_SURE {
        Some(Language::Kazakh)
    } else if ru >= kk + LEAD_SURE {
        Some(Language::Russian)
    } else {
        None
    }
}

/// Undecided sentences take the language of the nearest decided one in their script, the one before first.
fn lend(sentences: &[Sentence], languages: &mut [Option<Language>]) {
    let fits = |sentence: &Sentence, language: Language| {
        (sentence.latin > sentence.cyrillic) == (language == Language::English)
            || (sentence.latin == 0 && sentence.cyrillic == 0)
    };
    let mut last = None;
    for (i, sentence) in sentences.iter().enumerate() {
        match languages[i] {
            Some(language) => last = Some(language),
            None => languages[i] = last.filter(|l| fits(sentence, *l)),
        }
    }
    let mut next = None;
    for (i, sentence) in sentences.iter().enumerate().rev() {
        match languages[i] {
            Some(language) => next = Some(language),
            None => languages[i] = next.filter(|l| fits(sentence, *l)),
        }
    }
}

/// What neither table nor neighbour decides: the library for Cyrillic, English for Latin letters.
fn identify(text: &str, tokens: &[Token], sentence: &Sentence) -> Language {
    if sentence.latin == 0 && sentence.cyrillic == 0 {
        return Language::Undetermined;
    }
    if sentence.latin > sentence.cyrillic {
        return Language::English;
    }
    let [kk, ru, _] = sentence.points;
    match kk.cmp(&ru) {
        std::cmp::Ordering::Greater => Language::Kazakh,
        std::cmp::Ordering::Less => Language::Russian,
        std::cmp::Ordering::Equal => {
            let start = tokens[sentence.tokens.start].start as usize;
            let end = tokens[sentence.tokens.end - 1].end as usize;
            match detector().detect_language_of(&text[start..end]) {
                Some(lingua::Language::Kazakh) => Language::Kazakh,
                Some(lingua::Language::Russian) => Language::Russian,
                _ => Language::Undetermined,
            }
        }
    }
}

/// The library's detector, built at its first use: most texts never need it.
fn detector() -> &'static lingua::LanguageDetector {
    static DETECTOR: std::sync::OnceLock<lingua::LanguageDetector> = std::sync::OnceLock::new();
    DETECTOR.get_or_init(|| {
        lingua::LanguageDetectorBuilder::from_languages(&[
            lingua::Language::Kazakh,
            lingua::Language::Russian,
        ])
        .build()
    })
}

#[cfg(test)]
mod tests {
    use crate::model::{Document, Language};
    use crate::segment::{Hints, Segmenter};
    use crate::text::vocabulary::Vocabulary;

    fn languages(text: &str) -> Vec<Language> {
        let table = include_str!("../../lexicons/writing/language-hints.csv").to_owned();
        let mut diagnostics = Vec::new();
        let hints = Hints::parse(&[(super::HINTS_FILE.to_owned(), table)], &mut diagnostics);
        assert_eq!(diagnostics, []);
        let mut vocabulary = Vocabulary::default();
        let document = Document { text: text.to_owned(), ..Document::default() };
        Segmenter::new(&hints)
            .document(&document, &mut vocabulary)
            .segments
            .iter()
            .map(|s| s.language)
            .collect()
    }

    #[test]
    fn sentences_of_three_languages() {
        let text =
            "Абылай хан елшілерін жіберді. Хан отправил послов в Пекин.\n\nThe khan sent envoys to Beijing.";
        assert_eq!(languages(text), [Language::Kazakh, Language::Russian, Language::English]);
    }

    #[test]
    fn kazakh_without_a_kazakh_letter() {
        assert_eq!(languages("Ол Абылай ханнан соң да аман болды."), [Language::Kazakh]);
        assert_eq!(languages("Батырлар аттан ауып, алты ай сапарда болды."), [Language::Kazakh]);
    }

    #[test]
    fn a_name_alone_follows_its_neighbour() {
        let text = "Он был ханом Среднего жуза. Аблай. После его смерти власть перешла к сыну.";
        assert_eq!(languages(text), [Language::Russian]);
    }
}
