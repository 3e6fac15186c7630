//! Entities: ids that stay, years that can be, relations that lead somewhere.

use super::sheet::{ENTITIES, Folder};
use super::{Lexicon, table_error};
use crate::model::{Diagnostic, Entity, EntityType};
use crate::text::table::Row;
use hashbrown::HashSet;

const RELATIONS: &str = "relations.csv";

/// The rows of `entities.csv`; none if its header is not as it must be.
fn entities<'f>(folder: &'f Folder) -> impl Iterator<Item = (&'f Row, Columns)> {
    let sheet = folder.sheet(ENTITIES);
    let columns = sheet.and_then(|s| {
        Some(Columns {
            id: s.column("entity_id")?,
            kind: s.column("type")?,
            from: s.column("from")?,
            to: s.column("to")?,
            related: s.column("related")?,
        })
    });
    let rows = sheet.map_or(&[][..], |s| &s.rows);
    columns.into_iter().flat_map(move |columns| rows.iter().map(move |row| (row, columns)))
}

#[derive(Clone, Copy)]
struct Columns {
    id: usize,
    kind: usize,
    from: usize,
    to: usize,
    related: usize,
}

/// Reports ids that are not the prefix of their type, a colon and a name in small ASCII letters, digits and hyphens.
pub(super) fn ids(folder: &Folder, found: &mut Vec<Diagnostic>) {
    if folder.sheet(ENTITIES).is_none() {
        found.push(table_error(
            "E051",
            ENTITIES,
            "there is no list of entities",
            "is this a lexicon folder?",
        ));
    }
    for (row, columns) in entities(folder) {
        let id = row.cell(columns.id);
        let Some(kind) = EntityType::from_code(row.cell(columns.kind)) else { continue };
        let slug = id.strip_prefix(kind.prefix()).and_then(|rest| rest.strip_prefix(':')).unwrap_or("");
        let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
        if slug.is_empty() || !slug.bytes().all(plain) || slug.starts_with('-') || slug.ends_with('-') {
            let message = format!("`{id}` is not an id of type {kind}");
            let help = format!("write `{}:` and small ASCII letters, digits and hyphens", kind.prefix());
            found.push(*row.error("E033", columns.id, message, &help));
        }
    }
}

/// Reports entities that end before they begin.
pub(super) fn years(folder: &Folder, found: &mut Vec<Diagnostic>) {
    for (row, columns) in entities(folder) {
        let year = |column| row.cell(column).parse::<i32>().ok();
        if let (Some(from), Some(to)) = (year(columns.from), year(columns.to))
            && from > to
        {
            let message = format!("ends in {to}, before it begins in {from}");
            found.push(*row.error("E034", columns.to, message, "correct one of the two years"));
        }
    }
}

/// Reports relations that are not listed in `relations.csv` or lead to no entity.
pub(super) fn relations(folder: &Folder, found: &mut Vec<Diagnostic>) {
    let Some(known) = folder.terms(RELATIONS) else {
        let help = "write it with the columns relation,meaning";
        found.push(table_error("E051", RELATIONS, "there is no list of relations", help));
        return;
    };
    for (row, columns) in entities(folder) {
        let cell = row.cell(columns.related);
        let mut start = 0;
        for part in cell.split('|').filter(|_| !cell.is_empty()) {
            let length = part.chars().count();
            let mut fault = |message: String, help: &str, from: usize| {
                let error = row.error("E032", columns.related, message, help);
                found.push(*row.within(error, columns.related, start + from..start + length));
            };
            match part.split_once('=') {
                None => fault(format!("`{part}` is no relation"), "write `relation=entity_id`", 0),
                Some((relation, _)) if !known.contains_key(relation) => {
                    let help = "write one of relations.csv, or add it there";
                    fault(format!("unknown relation `{relation}`"), help, 0);
                }
                Some((relation, key)) if folder.lexicon.by_key(key).is_none() => {
                    let help = "add it to entities.csv, or correct the id";
                    fault(format!("unknown entity `{key}`"), help, relation.chars().count() + 1);
                }
                Some(_) => {}
            }
            start += length + 1;
        }
    }
}

/// Reports ids of the previous release that are gone or have another type: other people's tables hold them.
pub(super) fn kept(folder: &Folder, previous: &[(String, String)], found: &mut Vec<Diagnostic>) {
    let (previous, _) = Lexicon::check(previous);
    let rows: Vec<(&Row, Columns)> = entities(folder).collect();
    for old in &previous.entities {
        match rows.iter().find(|(row, columns)| row.cell(columns.id) == old.key) {
            Some((row, columns)) if row.cell(columns.kind) != old.entity_type.code() => {
                let message = format!("`{}` was {} in the previous release", old.key, old.entity_type);
                let help = "an id keeps its type; give the other thing an id of its own";
                found.push(*row.error("E047", columns.kind, message, help));
            }
            Some(_) => {}
            None => found.push(gone(folder, &previous, old, &rows)),
        }
    }
}

/// An id of the previous release that is gone: changed into one that has most of its forms, or dropped.
fn gone(folder: &Folder, previous: &Lexicon, old: &Entity, rows: &[(&Row, Columns)]) -> Diagnostic {
    let forms: HashSet<&str> = previous
        .by_key(&old.key)
        .into_iter()
        .flat_map(|id| previous.forms_of(id))
        .map(|f| f.text.as_str())
        .collect();
    let heir = folder
        .lexicon
        .entities
        .iter()
        .filter(|new| new.entity_type == old.entity_type && previous.by_key(&new.key).is_none())
        .map(|new| {
            let id = folder.lexicon.by_key(&new.key);
            let own = id.into_iter().flat_map(|id| folder.lexicon.forms_of(id));
            (own.filter(|f| forms.contains(f.text.as_str())).count(), new)
        })
        .max_by_key(|(shared, _)| *shared)
        .filter(|(shared, _)| *shared * 2 > forms.len());
    let at = |key: &str| rows.iter().find(|(row, columns)| row.cell(columns.id) == key);
    if let Some((row, columns)) = heir.and_then(|(_, new)| at(&new.key)) {
        let message = format!("`{}` was `{}` in the previous release", row.cell(columns.id), old.key);
        let help = format!("ids never change: write `{}`", old.key);
        return *row.error("E046", columns.id, message, &help);
    }
    let message = format!("`{}` of the previous release is gone", old.key);
    let help = "ids are never dropped: put the row back in here";
    let next = rows.iter().find(|(row, columns)| row.cell(columns.id) > old.key.as_str()).or(rows.last());
    match next {
        Some((row, columns)) => *row.error("E046", columns.id, message, help),
        None => table_error("E046", ENTITIES, &message, help),
    }
}
