//! Runs of words with capitals, and what stands beside them.

use super::super::gaps::{Gap, begins_sentence, between, is_initial};
use super::super::words::Memory;
use super::super::{Scene, known};
use super::{Edge, Guess, GuessWord};
use crate::lexicon::{Pattern, Patterns};
use crate::model::{CodePointCursor, EntityType, FormKind, Language, Mention};
use crate::text::key::key;
use crate::text::vocabulary::Shape;
use std::ops::Range;

/// Most words of an unlisted name.
const WORDS_MAX: usize = 8;
/// Words of context kept on each side.
const CONTEXT_WORDS: usize = 6;

/// The runs of a document that no listed mention covers, in the order of the text.
pub(crate) fn candidates(scene: &Scene, mentions: &[Mention], memory: &mut Memory) -> Vec<Guess> {
    let tokens = &scene.segmentation.tokens;
    let mut found = Vec::new();
    let mut cursor = CodePointCursor::new(&scene.document.text);
    let mut covered = mentions.iter().peekable();
    for segment in &scene.segmentation.segments {
        let mut at = segment.tokens.start;
        while at < segment.tokens.end {
            while covered.peek().is_some_and(|m| m.bytes.end <= tokens[at].start as usize) {
                covered.next();
            }
            let inside = covered.peek().is_some_and(|m| m.bytes.start < tokens[at].end as usize);
            if inside || !is_capital(scene, at) {
                at += 1;
                continue;
            }
            let limit = covered.peek().map_or(segment.tokens.end, |m| {
                let next = tokens.partition_point(|t| (t.start as usize) < m.bytes.start);
                next.min(segment.tokens.end)
            });
            let end = run_end(scene, at, limit);
            guesses(scene, memory, at..end, segment.language, &mut cursor, &mut found);
            at = end;
        }
    }
    found
}

fn is_capital(scene: &Scene, at: usize) -> bool {
    let shape = scene.vocabulary.shape(scene.segmentation.tokens[at].word);
    matches!(shape, Shape::Capitalised | Shape::Capitals | Shape::Mixed)
}

/// The end of the run of capital words that starts at a token.
fn run_end(scene: &Scene, start: usize, limit: usize) -> usize {
    let tokens = &scene.segmentation.tokens;
    let text = &scene.document.text;
    let mut end = word_end(scene, start);
    while end < limit && end - start < WORDS_MAX && is_capital(scene, end) {
        let joined = match between(text, tokens[end - 1], tokens[end]) {
            Gap::Space => !text[tokens[end - 1].end as usize..tokens[end].start as usize].contains("\n\n"),
            Gap::Hyphen | Gap::Break => true,
            Gap::Stop => is_initial(text, tokens[end - 1]),
            _ => false,
        };
        if !joined {
            break;
        }
        end = word_end(scene, end);
    }
    end.min(limit.max(start + 1))
}

/// The end of the word that starts at a token: one token, or two that a line end parts.
fn word_end(scene: &Scene, at: usize) -> usize {
    if known::may_be_broken(scene, at) { at + 2 } else { at + 1 }
}

/// Where a run falls into several names: after an abbreviation (президент США Дональд Трамп), and before a given name
/// that no given name or initial precedes (канцлер Германии Ангела Меркель).
fn splits(words: &[GuessWord], scene: &Scene, language: Language) -> Vec<usize> {
    let given =
        |word: &GuessWord| scene.cues.is_given_name_in(&word.key, language, &scene.lexicon.inflections);
    let mut starts = vec![0];
    for i in 1..words.len() {
        let (before, word) = (&words[i - 1], &words[i]);
        if word.hyphen || before.initial || word.initial {
            continue;
        }
        let abbreviation = |w: &GuessWord| w.shape == Shape::Capitals && w.key.chars().count() > 1;
        let after_abbreviation = abbreviation(before) && !abbreviation(word);
        let starts_person = language != Language::English && given(word) && !given(before);
        if after_abbreviation || starts_person {
            starts.push(i);
        }
    }
    starts
}

/// Listed mentions that are but a part of an unlisted name: a given name or short form of one word with another capital
/// word beside it (Александр Вяткин). They are taken out, and the run has them.
pub(crate) fn release_parts(scene: &Scene, mentions: &mut Vec<Mention>) {
    let tokens = &scene.segmentation.tokens;
    let edges: Vec<(usize, usize)> = mentions.iter().map(|m| (m.bytes.start, m.bytes.end)).collect();
    let mut place = 0usize;
    mentions.retain(|mention| {
        let me = place;
        place += 1;
        let titled = !mention.title_before.is_empty() || !mention.title_after.is_empty();
        if titled || mention.entity_type != EntityType::Person || mention.surface.contains([' ', '-', '.']) {
            return true;
        }
        let short = mention.candidates.iter().all(|c| scene.lexicon.form(c.form).kind == FormKind::Short);
        if !short && !scene.cues.is_given_name(&mention.lemma.to_lowercase()) {
            return true;
        }
        let at = tokens.partition_point(|t| (t.start as usize) < mention.bytes.start);
        let free = |other: usize| {
            let token = tokens[other];
            let listed = edges[me.saturating_sub(1)..(me + 2).min(edges.len())]
                .iter()
                .any(|&(start, end)| start < token.end as usize && (token.start as usize) < end);
            let key = key(&scene.lexicon.letters, &scene.document.text[token.bytes()]);
            !listed
                && scene.vocabulary.shape(token.word) == Shape::Capitalised
                && key.chars().count() > 2
                && !scene.lexicon.is_function_word(&key)
                && !scene.lexicon.is_common_word(&key)
        };
        let text = &scene.document.text;
        let before = at > 0
            && between(text, tokens[at - 1], tokens[at]) == Gap::Space
            && !begins_sentence(text, tokens, at - 1)
            && free(at - 1);
        let after = at + 1 < tokens.len()
            && between(text, tokens[at], tokens[at + 1]) == Gap::Space
            && !text[tokens[at].end as usize..tokens[at + 1].start as usize].contains("\n\n")
            && free(at + 1);
        !before && !after
    });
}

/// The names that a run may be, one after another.
fn guesses(
    scene: &Scene,
    memory: &mut Memory,
    run: Range<usize>,
    language: Language,
    cursor: &mut CodePointCursor,
    found: &mut Vec<Guess>,
) {
    let words = words(scene, &run, cursor);
    let mut starts = splits(&words, scene, language);
    starts.push(words.len());
    let mut words = words.into_iter();
    for pair in starts.windows(2) {
        let part: Vec<GuessWord> = words.by_ref().take(pair[1] - pair[0]).collect();
        found.extend(guess(scene, memory, part, language, cursor));
    }
}

/// The words of a run; two tokens that a line end parts are one.
fn words(scene: &Scene, run: &Range<usize>, cursor: &mut CodePointCursor) -> Vec<GuessWord> {
    let tokens = &scene.segmentation.tokens;
    let text = &scene.document.text;
    let mut words = Vec::with_capacity(run.len());
    let mut at = run.start;
    while at < run.end {
        let end = word_end(scene, at).min(run.end);
        let bytes = known::bytes(tokens, &(at..end));
        let whole: String = tokens[at..end].iter().map(|t| &text[t.bytes()]).collect();
        words.push(GuessWord {
            key: key(&scene.lexicon.letters, &whole),
            shape: scene.vocabulary.shape(tokens[at].word),
            span: cursor.locate(bytes.clone()).0,
            bytes,
            hyphen: at > run.start
                && matches!(between(text, tokens[at - 1], tokens[at]), Gap::Hyphen | Gap::Break),
            initial: is_initial(text, tokens[at]),
        });
        at = end;
    }
    words
}

fn guess(
    scene: &Scene,
    memory: &mut Memory,
    words: Vec<GuessWord>,
    language: Language,
    cursor: &mut CodePointCursor,
) -> Option<Guess> {
    let tokens = &scene.segmentation.tokens;
    let text = &scene.document.text;
    let mut words = words;
    let before_inside = leading_titles(scene, memory, &words);
    let titles: Vec<GuessWord> = words.drain(..before_inside).collect();
    let after_inside = trailing_titles(scene, memory, &words);
    let closing: Vec<GuessWord> = words.split_off(words.len() - after_inside);
    let bytes = words.first()?.bytes.start..words.last()?.bytes.end;
    let start = tokens.partition_point(|t| (t.start as usize) < bytes.start);
    let run = start..tokens.partition_point(|t| (t.start as usize) < bytes.end);
    let title_before = match titles.first() {
        Some(first) => Some(tokens.partition_point(|t| (t.start as usize) < first.bytes.start)..run.start),
        None => title(scene, memory, run.start, true),
    };
    let title_after = match closing.last() {
        Some(last) => Some(run.end..tokens.partition_point(|t| (t.start as usize) < last.bytes.end)),
        None => title(scene, memory, run.end, false),
    };
    let first = title_before.as_ref().map_or(run.start, |r| r.start);
    let last = title_after.as_ref().map_or(run.end, |r| r.end);
    let before_edge = title_before.map(|r| edge(scene, cursor, r));
    let (_, line) = cursor.locate(bytes.clone());
    let after_edge = title_after.map(|r| edge(scene, cursor, r));
    let offset = tokens[first].start as usize;
    let neighbour = |at: usize, left: usize, right: usize| {
        let near = right < tokens.len() && between(text, tokens[left], tokens[right]) == Gap::Space;
        if near { text[tokens[at].bytes()].to_lowercase() } else { String::new() }
    };
    let before = run.start.checked_sub(1).map_or_else(String::new, |b| neighbour(b, b, run.start));
    let after = neighbour(run.end, run.end - 1, run.end);
    Some(Guess {
        initials: words.len() > 1
            && words.iter().any(|w| w.initial)
            && words.iter().any(|w| !w.initial && w.key.chars().count() > 2),
        words,
        language,
        line,
        before,
        after,
        at_start: begins_sentence(text, tokens, run.start),
        capitals_line: capitals_around(scene, &run),
        quoted: quoted(text, &bytes),
        marked: markup(scene, &bytes),
        title_before: before_edge,
        title_after: after_edge,
        left: context(scene, first.saturating_sub(CONTEXT_WORDS), first, true),
        right: context(scene, last, (last + CONTEXT_WORDS).min(tokens.len()), false),
        text: text[offset..tokens[last - 1].end as usize].to_owned(),
        offset,
    })
}

/// Number of words at the start of a run that are titles (Major Peremyshlsky), at least one word left.
fn leading_titles(scene: &Scene, memory: &mut Memory, words: &[GuessWord]) -> usize {
    let most = words.len().saturating_sub(1);
    (0..most).find(|&i| words[i].initial || !is_title_word(scene, memory, &words[i], true)).unwrap_or(most)
}

fn trailing_titles(scene: &Scene, memory: &mut Memory, words: &[GuessWord]) -> usize {
    let most = words.len().saturating_sub(1);
    let title =
        |i: usize, memory: &mut Memory| is_title_word(scene, memory, &words[words.len() - 1 - i], false);
    (0..most).find(|&i| !title(i, memory)).unwrap_or(most)
}

fn is_title_word(scene: &Scene, memory: &mut Memory, word: &GuessWord, before: bool) -> bool {
    let tokens = &scene.segmentation.tokens;
    let at = tokens.partition_point(|t| (t.start as usize) < word.bytes.start);
    is_title(scene, memory, at, before)
}

fn edge(scene: &Scene, cursor: &mut CodePointCursor, range: Range<usize>) -> Edge {
    let bytes = known::bytes(&scene.segmentation.tokens, &range);
    let (span, line) = cursor.locate(bytes.clone());
    Edge { span, line, bytes }
}

/// The token beside a run, if it is a title of a person that attaches on that side.
fn title(scene: &Scene, memory: &mut Memory, at: usize, before: bool) -> Option<Range<usize>> {
    let tokens = &scene.segmentation.tokens;
    let token = if before { at.checked_sub(1)? } else { at };
    if token >= tokens.len() || at == 0 || at >= tokens.len() + usize::from(!before) {
        return None;
    }
    let gap = between(&scene.document.text, tokens[at - 1], *tokens.get(at)?);
    if !matches!(gap, Gap::Space | Gap::Hyphen) {
        return None;
    }
    is_title(scene, memory, token, before).then_some(token..token + 1)
}

/// Whether the word at a token is a title in the singular that attaches before, or after, a name.
fn is_title(scene: &Scene, memory: &mut Memory, token: usize, before: bool) -> bool {
    let tokens = &scene.segmentation.tokens;
    let patterns = &scene.lexicon.patterns;
    memory.hits(tokens[token].word).iter().any(|hit| {
        let plural = hit.ending.is_some_and(|e| scene.lexicon.inflections.ending(e).plural);
        let node = patterns.step(Patterns::ROOT, hit.word);
        let ends = node.map_or(&[] as &[Pattern], |node| patterns.ends(node));
        !plural
            && ends.iter().any(|pattern| match pattern {
                Pattern::Title(row) => {
                    let title = &scene.lexicon.titles[*row as usize];
                    if before { title.before } else { title.after }
                }
                _ => false,
            })
    })
}

/// Whether the neighbours of a run are in capitals: a heading says nothing about its words.
fn capitals_around(scene: &Scene, run: &Range<usize>) -> bool {
    let tokens = &scene.segmentation.tokens;
    let shape = |at: usize| tokens.get(at).map(|t| scene.vocabulary.shape(t.word));
    let all = run.clone().all(|i| shape(i) == Some(Shape::Capitals));
    all && (run.len() > 2
        || (run.start > 0 && shape(run.start - 1) == Some(Shape::Capitals))
        || shape(run.end) == Some(Shape::Capitals))
}

fn quoted(text: &str, bytes: &Range<usize>) -> bool {
    let before = text[..bytes.start].chars().next_back();
    let after = text[bytes.end..].chars().next();
    matches!(before, Some('«' | '"' | '“' | '„')) && matches!(after, Some('»' | '"' | '”' | '“'))
}

fn markup(scene: &Scene, bytes: &Range<usize>) -> Option<Option<EntityType>> {
    let marks = scene.document.markup.iter();
    marks.filter(|m| m.bytes.start < bytes.end && bytes.start < m.bytes.end).map(|m| m.entity_type).next()
}

fn context(scene: &Scene, from: usize, to: usize, left: bool) -> String {
    let tokens = &scene.segmentation.tokens;
    if from >= to {
        return String::new();
    }
    let (start, end) = if left {
        let end = tokens.get(to).map_or(scene.document.text.len(), |t| t.start as usize);
        (tokens[from].start as usize, end)
    } else {
        (tokens[from - 1].end as usize, tokens[to - 1].end as usize)
    };
    scene.document.text[start..end].split_whitespace().collect::<Vec<_>>().join(" ")
}
