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
}

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
        hints
    }

    /// What a word says of the language of its sentence.
    pub(super) fn points(&self, word: &str) -> Points {
        let lower = word.to_lowercase();
        let mut sum = [0u32; 3];
        let mut add = |points: &Points| (0..3).for_each(|i| sum[i] += u32::from(points[i]));
        for c in lower.chars() {
            if let Some(points) = self.letters.get(&c) {
                add(points);
            }
        }
        if let Some(points) = self.words.get(lower.as_str()) {
            add(points);
        } else {
            let ending = lower.char_indices().skip(2).find_map(|(i, _)| self.endings.get(&lower[i..]));
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
    let mut end_before = 0usize;
    for (i, token) in tokens.iter().enumerate() {
        let gap = &text[end_before..token.start as usize];
        if i == 0 || (gap.len() > 1 && ends_sentence(gap)) {
            sentences.push(Sentence { tokens: i..i, points: [0; 3], latin: 0, cyrillic: 0 });
        }
        end_before = token.end as usize;
        let Some(sentence) = sentences.last_mut() else { continue };
        sentence.tokens.end = i + 1;
        for (sum, points) in sentence.points.iter_mut().zip(points[token.word.0 as usize]) {
            *sum += u32::from(points);
        }
        match text.as_bytes()[token.start as usize] {
            b'a'..=b'z' | b'A'..=b'Z' => sentence.latin += 1,
            0xD0..=0xD3 => sentence.cyrillic += 1,
            _ => {}
        }
    }
    sentences
}

/// Whether a gap between two words ends a sentence or a paragraph.
fn ends_sentence(gap: &str) -> bool {
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
