//! Text of one table to rows with places; the only code that knows lexicon columns.

use crate::model::{
    Diagnostic, Entity, EntityId, EntityType, Form, FormKind, Language, Place, Relation, Severity,
};
use hashbrown::HashMap;

const ENTITY_COLUMNS: [&str; 8] =
    ["entity_id", "type", "description", "from", "to", "related", "wikidata", "source"];
const FORM_COLUMNS: [&str; 7] = ["entity_id", "language", "form", "kind", "tradition", "source", "note"];

/// Rows of a table whose header must be `columns`; each with its 1-based line.
fn rows(
    file: &str,
    text: &str,
    columns: &[&str],
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<(u32, csv::StringRecord)> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
    let mut result = Vec::new();
    match reader.headers() {
        Ok(header) if header.iter().eq(columns.iter().copied()) => {}
        Ok(header) => {
            let found: Vec<&str> = header.iter().collect();
            diagnostics.push(error(
                "E001",
                file,
                1,
                1,
                format!("the header is `{}`", found.join(",")),
                format!("write `{}`", columns.join(",")),
            ));
            return result;
        }
        Err(e) => {
            diagnostics.push(error("E001", file, 1, 1, format!("not a CSV table: {e}"), String::new()));
            return result;
        }
    }
    for record in reader.records() {
        match record {
            Ok(record) => {
                let line = record.position().map_or(0, |p| p.line() as u32);
                if record.len() == columns.len() {
                    result.push((line, record));
                } else {
                    diagnostics.push(error(
                        "E002",
                        file,
                        line,
                        1,
                        format!("{} cells, the header has {}", record.len(), columns.len()),
                        "add or remove commas; a cell with a comma inside stands in double quotes".to_owned(),
                    ));
                }
            }
            Err(e) => {
                let line = e.position().map_or(0, |p| p.line() as u32);
                diagnostics.push(error("E002", file, line, 1, e.to_string(), String::new()));
            }
        }
    }
    result
}

fn error(
    code: &'static str,
    file: &str,
    line: u32,
    column: u32,
    message: String,
    help: String,
) -> Diagnostic {
    Diagnostic {
        severity: Severity::Error,
        code,
        place: Place { file: file.to_owned(), line, column },
        message,
        help,
        row: String::new(),
        mark: 0..0,
    }
}

/// 1-based column (code points) at which a cell starts, quotes not counted.
fn column_of(record: &csv::StringRecord, cell: usize) -> u32 {
    record.iter().take(cell).map(|c| c.chars().count() as u32 + 1).sum::<u32>() + 1
}

/// Reads `entities.csv`.
pub(super) fn entities(
    file: &str,
    text: &str,
    entities: &mut Vec<Entity>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let mut seen: HashMap<String, u32> = HashMap::new();
    for (line, row) in rows(file, text, &ENTITY_COLUMNS, diagnostics) {
        let key = row[0].to_owned();
        let Some(entity_type) = EntityType::from_code(&row[1]) else {
            diagnostics.push(error(
                "E003",
                file,
                line,
                column_of(&row, 1),
                format!("unknown type `{}`", &row[1]),
                "write PER, LOC, GRP, ORG, TTL or EVT".to_owned(),
            ));
            continue;
        };
        if let Some(first) = seen.insert(key.clone(), line) {
            diagnostics.push(error(
                "E004",
                file,
                line,
                1,
                format!("entity `{key}` stands in line {first} already"),
                "give the second one an id of its own, or join the rows".to_owned(),
            ));
            continue;
        }
        let mut year = |cell: usize| {
            let value = row[cell].trim();
            let parsed = value.parse::<i32>().ok();
            if parsed.is_none() && !value.is_empty() {
                diagnostics.push(error(
                    "E005",
                    file,
                    line,
                    column_of(&row, cell),
                    format!("`{value}` is not a year"),
                    "write a year in digits, or leave the cell empty".to_owned(),
                ));
            }
            parsed
        };
        let (from, to) = (year(3), year(4));
        entities.push(Entity {
            key,
            entity_type,
            description: row[2].to_owned(),
            from,
            to,
            related: row[5]
                .split('|')
                .filter_map(|r| r.split_once('='))
                .map(|(kind, key)| Relation { kind: kind.to_owned(), key: key.to_owned() })
                .collect(),
            wikidata: row[6].to_owned(),
            source: row[7].to_owned(),
        });
    }
}

/// Reads one file of `names/`.
pub(super) fn forms(
    file: &str,
    text: &str,
    by_key: &HashMap<String, EntityId>,
    forms: &mut Vec<Form>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    for (line, row) in rows(file, text, &FORM_COLUMNS, diagnostics) {
        let mut unknown = |cell: usize, what: &str, help: &str| {
            diagnostics.push(error(
                "E006",
                file,
                line,
                column_of(&row, cell),
                format!("unknown {what} `{}`", &row[cell]),
                help.to_owned(),
            ));
        };
        let Some(&entity) = by_key.get(&row[0]) else {
            unknown(0, "entity", "add it to entities.csv, or correct the id");
            continue;
        };
        let Some(language) = Language::from_code(&row[1]).filter(|l| *l != Language::Undetermined) else {
            unknown(1, "language", "write kk, ru or en");
            continue;
        };
        let Some(kind) = FormKind::from_code(&row[3]) else {
            unknown(3, "kind", "see the list of kinds in docs/LEXICONS.md");
            continue;
        };
        if row[2].trim().is_empty() {
            unknown(2, "form", "write the name, or remove the row");
            continue;
        }
        forms.push(Form {
            entity,
            language,
            text: row[2].to_owned(),
            kind,
            tradition: row[4].to_owned(),
            source: row[5].to_owned(),
        });
    }
}
