//! The data of the page as JSON that can stand inside a `<script>` element.

use super::fold::Folding;
use super::messages::Messages;
use super::tables::{DOCUMENTS_MAX, EntityRow, Line, RunTables, Spelling};
use serde_json::{Value, json};

/// Bars of the chart of mentions along the documents, at most.
const BARS_MAX: usize = 60;
/// Keys of one entity in the search, at most.
const KEYS_EACH_MAX: usize = 30;

/// All that the script of the page works on. Rows are arrays, for size; the script names their cells.
pub(super) fn json(run: &RunTables, messages: &Messages) -> String {
    let chart = Chart::new(run);
    let value = json!({
        "messages": messages.all(),
        "language": messages.language(),
        "totals": {
            "documents": run.totals.documents,
            "entities": run.totals.entities,
            "mentions": run.totals.mentions,
            "lines": run.totals.lines_shown,
            "review": run.totals.review,
            "in_three": run.totals.in_three,
        },
        "documents": run.documents.iter().map(|d| json!([d.name, d.title, d.year])).collect::<Vec<_>>(),
        "documentRows": DOCUMENTS_MAX,
        "bars": chart.labels,
        "byYear": chart.by_year,
        "entities": run.entities.iter().map(|e| entity(e, &chart, &messages.folding)).collect::<Vec<_>>(),
        "pairs": run.pairs.iter().map(|(a, b, n)| json!([a, b, n])).collect::<Vec<_>>(),
        "review": run.review.iter().map(|r| json!([
            r.item, r.kind, r.language, r.surface, r.entity, r.candidates, r.score, r.evidence,
        ])).collect::<Vec<_>>(),
        "unresolved": run.unresolved.iter().map(|u| json!([
            u.surface, u.entity_type, u.language, u.mentions,
        ])).collect::<Vec<_>>(),
        "folding": { "letters": Folding::letters(), "rules": messages.folding.rules() },
    });
    for_script(&value.to_string())
}

/// JSON stays the same value when characters of its strings are written as escapes; what could end the element, or
/// begin another, is.
fn for_script(json: &str) -> String {
    let mut text = String::with_capacity(json.len() + json.len() / 16);
    for c in json.chars() {
        match c {
            '<' | '>' | '&' | '\u{2028}' | '\u{2029}' => text.push_str(&format!("\\u{:04x}", u32::from(c))),
            _ => text.push(c),
        }
    }
    text
}

fn entity(entity: &EntityRow, chart: &Chart, folding: &Folding) -> Value {
    json!({
        "id": entity.id,
        "type": entity.entity_type,
        "status": entity.status,
        "names": entity.names,
        "mentions": entity.mentions,
        "documents": entity.documents,
        "confidence": entity.confidence,
        "wikidata": entity.wikidata,
        "description": entity.description,
        "spellings": entity.spellings.iter().map(spelling).collect::<Vec<_>>(),
        "spellingsAll": entity.spellings_all,
        "lines": entity.lines.iter().map(line).collect::<Vec<_>>(),
        "along": chart.bars(entity),
        "keys": keys(entity, folding),
    })
}

fn spelling(s: &Spelling) -> Value {
    json!([s.language, s.variant, s.forms, s.forms_all, s.mentions, s.documents, s.method, s.score, s.listed])
}

fn line(l: &Line) -> Value {
    json!([l.document, l.line, l.page, l.language, l.left, l.surface, l.right, l.method, l.score])
}

/// What an entity is found by: its names first, then its spellings and written forms; each key once.
fn keys(entity: &EntityRow, folding: &Folding) -> Vec<String> {
    let names = entity.names.iter();
    let spellings = entity.spellings.iter().map(|s| &s.variant);
    let forms = entity.spellings.iter().flat_map(|s| &s.forms);
    let mut keys: Vec<String> = Vec::new();
    for name in names.chain(spellings).chain(forms) {
        let key = folding.key(name);
        if !key.is_empty() && !keys.contains(&key) && keys.len() < KEYS_EACH_MAX {
            keys.push(key);
        }
    }
    keys
}

/// The bars of the charts: documents in their order, several to a bar where there are many; or years, where most
/// documents have one.
struct Chart {
    /// Position of the bar of each document; `None` for a document without a year in a chart of years.
    bar_of: Vec<Option<usize>>,
    labels: Vec<String>,
    by_year: bool,
}

impl Chart {
    fn new(run: &RunTables) -> Chart {
        let with_mentions = run.documents.iter().take_while(|d| d.mentions.iter().any(|n| *n > 0));
        let documents: Vec<_> = with_mentions.collect();
        let years: Vec<i32> = documents.iter().filter_map(|d| d.year).collect();
        let by_year = years.len() * 2 > documents.len();
        if let (true, Some(first), Some(last)) = (by_year, years.iter().min(), years.iter().max()) {
            let span = (last - first) as usize + 1;
            let each = span.div_ceil(BARS_MAX);
            let labels = (0..span.div_ceil(each)).map(|bar| {
                let from = *first as i64 + (bar * each) as i64;
                let to = (from + each as i64 - 1).min(i64::from(*last));
                if from == to { from.to_string() } else { format!("{from}–{to}") }
            });
            let bar_of = documents.iter().map(|d| d.year.map(|year| (year - first) as usize / each));
            return Chart { bar_of: bar_of.collect(), labels: labels.collect(), by_year };
        }
        let each = documents.len().div_ceil(BARS_MAX).max(1);
        let labels = documents.chunks(each).map(|chunk| match chunk {
            [one] => one.name.clone(),
            [first, .., last] => format!("{} … {}", first.name, last.name),
            [] => String::new(),
        });
        let bar_of = (0..documents.len()).map(|document| Some(document / each));
        Chart { bar_of: bar_of.collect(), labels: labels.collect(), by_year: false }
    }

    /// Mentions by bar: position and count, one after the other, for the bars that have any.
    fn bars(&self, entity: &EntityRow) -> Vec<u32> {
        let mut bars = std::collections::BTreeMap::new();
        for (document, mentions) in &entity.along {
            if let Some(Some(bar)) = self.bar_of.get(*document as usize) {
                *bars.entry(*bar as u32).or_insert(0) += mentions;
            }
        }
        bars.into_iter().flat_map(|(bar, mentions)| [bar, mentions]).collect()
    }
}
