//! Lexicon lines ready to paste, from what a run has found and no lexicon lists: proposed entities and new spellings
//! of listed ones, best evidence first, each with its sentences.

use crate::curate::apply::{REVIEW_SOURCE, Usual};
use crate::model::Diagnostic;
use crate::text::table::{Table, written};
use std::collections::BTreeMap;
use std::fmt::Write;

/// What to suggest.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// Names with fewer mentions are passed over.
    pub mentions_min: u64,
    /// At most as many names.
    pub names_max: usize,
    /// At most as many sentences each.
    pub sentences_max: usize,
}

impl Default for Options {
    fn default() -> Self {
        Options { mentions_min: 2, names_max: 50, sentences_max: 3 }
    }
}

/// A name that a lexicon could take up.
struct Suggestion<'t> {
    entity: &'t str,
    status: &'t str,
    description: &'t str,
    language: &'t str,
    form: &'t str,
    mentions: u64,
    documents: u64,
    score: &'t str,
}

/// Suggestions as text: lines of `names/` (and of `entities.csv` before the first name of a proposed entity), each
/// under its sentences, which begin with `#`. Without those lines it can be pasted.
///
/// # Errors
/// A table of the run that lacks a column.
pub fn text(
    entity_index: &str,
    variants: &str,
    mentions: &str,
    lexicon: &Usual,
    options: Options,
) -> Result<String, Box<Diagnostic>> {
    let index = Table::parse("entity_index.csv", entity_index)?;
    let id = index.require("entity_id")?;
    let entities: BTreeMap<&str, (&str, &str)> =
        index.rows().map(|row| (row.cell(id), (row.get("status"), row.get("description")))).collect();
    let table = Table::parse("variants.csv", variants)?;
    for column in ["entity_id", "language", "variant", "mentions", "documents", "score", "listed"] {
        table.require(column)?;
    }
    let mut found: Vec<Suggestion> = Vec::new();
    for row in table.rows().filter(|row| row.get("listed") != "true" && row.get("language") != "und") {
        let entity = row.get("entity_id");
        let (status, description) = entities.get(entity).copied().unwrap_or_default();
        let number = |column: &str| row.get(column).parse().unwrap_or(0);
        found.push(Suggestion {
            entity,
            status,
            description,
            language: row.get("language"),
            form: row.get("variant"),
            mentions: number("mentions"),
            documents: number("documents"),
            score: row.get("score"),
        });
    }
    found.retain(|s| s.mentions >= options.mentions_min);
    // Attested in most documents first, then most often, then surest; the rest is only for a fixed order.
    found.sort_by(|a, b| {
        let key = |s: &Suggestion| (s.documents, s.mentions);
        key(b)
            .cmp(&key(a))
            .then_with(|| b.score.cmp(a.score))
            .then_with(|| (a.entity, a.form).cmp(&(b.entity, b.form)))
    });
    let all = found.len();
    found.truncate(options.names_max);
    let sentences = sentences(mentions, &found, options.sentences_max)?;
    let mut text = String::new();
    let mut made = std::collections::BTreeSet::new();
    for (s, sentences) in found.iter().zip(sentences) {
        let _ = writeln!(text, "# {} mentions in {} documents, score {}", s.mentions, s.documents, s.score);
        for sentence in sentences {
            let _ = writeln!(text, "#   {sentence}");
        }
        let is_new = s.status == "proposed";
        let id = if is_new { s.entity.replacen(":new-", ":", 1) } else { s.entity.to_owned() };
        if is_new && made.insert(s.entity) {
            let kind = crate::model::EntityType::ALL
                .into_iter()
                .find(|t| id.starts_with(&format!("{}:", t.prefix())))
                .map_or("", |t| t.code());
            let _ = writeln!(text, "{id},{kind},{},,,,,{REVIEW_SOURCE}", written(s.description));
        }
        let kind = if is_new { "preferred" } else { "variant" };
        let tradition = lexicon.tradition(&id, s.language);
        let _ = writeln!(text, "{id},{},{},{kind},{tradition},{REVIEW_SOURCE},", s.language, written(s.form));
    }
    if all > found.len() {
        let _ = writeln!(text, "# {} more: see --names", all - found.len());
    }
    Ok(text)
}

/// The first sentences of each suggestion, in their order, with their places.
fn sentences(
    mentions: &str,
    found: &[Suggestion],
    limit: usize,
) -> Result<Vec<Vec<String>>, Box<Diagnostic>> {
    let table = Table::parse("mentions.csv", mentions)?;
    let columns = ["document", "line", "language", "surface", "lemma", "entity_id", "left", "right"];
    let mut positions = Vec::with_capacity(columns.len());
    for column in columns {
        positions.push(table.require(column)?);
    }
    let at: BTreeMap<_, usize> =
        found.iter().enumerate().map(|(i, s)| ((s.entity, s.language, s.form), i)).collect();
    let mut sentences = vec![Vec::new(); found.len()];
    for row in table.rows() {
        let cell = |i: usize| positions.get(i).map_or("", |&column| row.cell(column));
        let Some(&suggestion) = at.get(&(cell(5), cell(2), cell(4))) else { continue };
        if sentences[suggestion].len() < limit {
            let shown = format!("{}:{}: {} «{}» {}", cell(0), cell(1), cell(6), cell(3), cell(7));
            sentences[suggestion].push(shown.split_whitespace().collect::<Vec<_>>().join(" "));
        }
    }
    Ok(sentences)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_come_with_their_sentences_best_evidence_first() {
        let index = "entity_id,status,description\nper:dawaci,listed,\nper:new-zhaohui,proposed,\n";
        let variants = "entity_id,language,variant,forms,mentions,documents,score,listed\n\
                        per:dawaci,en,Dawaci,,9,3,1.000,true\nper:dawaci,en,Davachi,,2,1,0.910,false\n\
                        per:new-zhaohui,en,Zhaohui,,5,2,0.800,false\nper:dawaci,en,Dabachi,,1,1,0.9,false\n";
        let mentions = "document,line,language,surface,lemma,entity_id,left,right\n\
                        a.txt,4,en,Zhaohui's,Zhaohui,per:new-zhaohui,the army of,\"came\nlate\"\n";
        let text = text(index, variants, mentions, &Usual::default(), Options::default()).unwrap();
        assert_eq!(
            text,
            "# 5 mentions in 2 documents, score 0.800\n#   a.txt:4: the army of «Zhaohui's» came late\n\
             per:zhaohui,PER,,,,,,review\nper:zhaohui,en,Zhaohui,preferred,,review,\n\
             # 2 mentions in 1 documents, score 0.910\nper:dawaci,en,Davachi,variant,,review,\n"
        );
    }
}
