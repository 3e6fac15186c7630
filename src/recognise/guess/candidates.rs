//! Runs of words with capitals, and what stands beside them.

use super::super::gaps::{Gap, begins_sentence, between, is_initial};
use super::super::words::Memory;
use super::super::{Scene, known};
use super::{Edge, Guess, GuessWord};
use crate::lexicon::{Pattern, Patterns};
use crate::model::{CodePointCursor, EntityType, Mention};
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
    let mut guesses = Vec::new();
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
            guesses.push(guess(scene, memory, at..end, segment.language, &mut cursor));
            at = end;
        }
    }
    guesses
}

fn is_capital(scene: &Scene, at: usize) -> bool {
    let word = scene.vocabulary.word(scene.segmentation.tokens[at].word);
    matches!(word.shape, Shape::Capitalised | Shape::Capitals | Shape::Mixed)
}

/// The end of the run of capital words that starts at a token.
fn run_end(scene: &Scene, start: usize, limit: usize) -> usize {
    let tokens = &scene.segmentation.tokens;
    let text = &scene.document.text;
    let mut end = start + 1;
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
        end += 1;
    }
    end
}

fn guess(
    scene: &Scene,
    memory: &mut Memory,
    run: Range<usize>,
    language: crate::model::Language,
    cursor: &mut CodePointCursor,
) -> Guess {
    let tokens = &scene.segmentation.tokens;
    let text = &scene.document.text;
    let title_before = title(scene, memory, run.start, true);
    let title_after = title(scene, memory, run.end, false);
    let first = title_before.as_ref().map_or(run.start, |r| r.start);
    let last = title_after.as_ref().map_or(run.end, |r| r.end);
    let before_edge = title_before.map(|r| edge(scene, cursor, r));
    let mut words = Vec::with_capacity(run.len());
    let mut line = 0;
    for i in run.clone() {
        let (span, word_line) = cursor.locate(tokens[i].bytes());
        if i == run.start {
            line = word_line;
        }
        words.push(GuessWord {
            key: key(&scene.lexicon.letters, &text[tokens[i].bytes()]),
            shape: scene.vocabulary.word(tokens[i].word).shape,
            bytes: tokens[i].bytes(),
            span,
            hyphen: i > run.start
                && matches!(between(text, tokens[i - 1], tokens[i]), Gap::Hyphen | Gap::Break),
            initial: is_initial(text, tokens[i]),
        });
    }
    let after_edge = title_after.map(|r| edge(scene, cursor, r));
    let offset = tokens[first].start as usize;
    let neighbour = |at: Option<usize>, left: usize, right: usize| {
        at.filter(|_| right < tokens.len() && between(text, tokens[left], tokens[right]) == Gap::Space)
            .map_or_else(String::new, |i| text[tokens[i].bytes()].to_lowercase())
    };
    let before = run.start.checked_sub(1).map_or_else(String::new, |b| neighbour(Some(b), b, run.start));
    let after = neighbour((run.end < tokens.len()).then_some(run.end), run.end - 1, run.end);
    let bytes = known::bytes(tokens, &run);
    Guess {
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
    }
}

fn edge(scene: &Scene, cursor: &mut CodePointCursor, range: Range<usize>) -> Edge {
    let bytes = known::bytes(&scene.segmentation.tokens, &range);
    Edge { span: cursor.locate(bytes.clone()).0, bytes }
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
    let patterns = &scene.lexicon.patterns;
    let is_title = memory.hits(tokens[token].word, scene.vocabulary, scene.lexicon).iter().any(|hit| {
        let plural = hit.ending.is_some_and(|e| scene.lexicon.inflections.ending(e).plural);
        let node = patterns.step(Patterns::ROOT, hit.word);
        !plural
            && node.is_some_and(|node| {
                patterns.ends(node).iter().any(|p| match p {
                    Pattern::Title(row) => {
                        let title = &scene.lexicon.titles[*row as usize];
                        if before { title.before } else { title.after }
                    }
                    _ => false,
                })
            })
    });
    is_title.then_some(token..token + 1)
}

/// Whether the neighbours of a run are in capitals: a heading says nothing about its words.
fn capitals_around(scene: &Scene, run: &Range<usize>) -> bool {
    let tokens = &scene.segmentation.tokens;
    let shape = |at: usize| tokens.get(at).map(|t| scene.vocabulary.word(t.word).shape);
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
