//! Forms: each listed once, one of them preferred, and known if two entities claim it.

use super::sheet::{ENTITIES, Folder, Name};
use crate::lexicon::patterns::pattern_words;
use crate::model::{Diagnostic, Entity, EntityId, FormKind, Language};
use crate::text::key::key;
use crate::text::letters::Letters;
use crate::text::words::Words;
use hashbrown::HashMap;

/// What must be equal for recognition to find two forms in the same places.
fn form_key(letters: &Letters, form: &str) -> String {
    pattern_words(form).map(|word| key(letters, word)).collect::<Vec<_>>().join(" ")
}

/// What must be equal for a form to add nothing: its words in small letters.
fn plain_key(form: &str) -> String {
    Words::new(form).map(|word| form[word].to_lowercase()).collect::<Vec<_>>().join(" ")
}

/// Reports a form that its entity has already in this language, and one that finds nothing another does not find.
pub(super) fn twice(folder: &Folder, found: &mut Vec<Diagnostic>) {
    let mut seen: HashMap<(EntityId, Language, String), u32> = HashMap::new();
    let mut keys: HashMap<(EntityId, Language, String), Vec<(u32, String)>> = HashMap::new();
    for name in folder.names() {
        let (form, cell) = (name.form(), name.columns.form);
        if let Some(first) = seen.insert((name.entity, name.language, form.to_owned()), name.row.line) {
            let message = format!("`{form}` is listed in line {first} already");
            found.push(*name.row.error("E035", cell, message, "remove one of the two rows"));
            continue;
        }
        let others = keys.entry((name.entity, name.language, plain_key(form))).or_default();
        let capital = |text: &str| text.starts_with(char::is_uppercase);
        if let Some((line, other)) = others.iter().find(|(_, other)| capital(other) == capital(form)) {
            let message = format!("`{form}` adds nothing to `{other}` in line {line}");
            let help =
                "capitals, hyphens and the English possessive make no difference: remove one of the two rows";
            found.push(*name.row.warning("W036", cell, message, help));
        }
        others.push((name.row.line, form.to_owned()));
    }
}

/// Reports entities without a preferred name in one of the languages, and second ones.
pub(super) fn preferred(folder: &Folder, found: &mut Vec<Diagnostic>) {
    let mut first: HashMap<(EntityId, Language), u32> = HashMap::new();
    for name in folder.names().filter(|n| n.kind() == FormKind::Preferred.code()) {
        if let Some(line) = first.insert((name.entity, name.language), name.row.line) {
            let message = format!("a second preferred name; the first stands in line {line}");
            let help = "make one of the two a variant";
            found.push(*name.row.error("E039", name.columns.kind, message, help));
        }
    }
    let Some(sheet) = folder.sheet(ENTITIES) else { return };
    for row in &sheet.rows {
        let Some(id) = folder.lexicon.by_key(row.cell(0)) else { continue };
        for language in Language::KNOWN.into_iter().filter(|l| !first.contains_key(&(id, *l))) {
            let message = format!("`{}` has no preferred name in {language}", row.cell(0));
            let help = "add one to the table of its type in names/, kind `preferred`";
            found.push(*row.error("E038", 0, message, help));
        }
    }
}

/// Reports forms that several entities have in one language, with what will decide between them.
pub(super) fn claimed(folder: &Folder, found: &mut Vec<Diagnostic>) {
    let letters = &folder.lexicon.letters;
    let mut claims: HashMap<(Language, String), Vec<Name>> = HashMap::new();
    for name in folder.names() {
        let key = (name.language, form_key(letters, name.form()));
        let rivals = claims.entry(key).or_default();
        if rivals.iter().any(|r| r.entity == name.entity) {
            continue;
        }
        if let Some(rival) = rivals.first() {
            let (own, other) = (folder.lexicon.entity(name.entity), folder.lexicon.entity(rival.entity));
            let more =
                if rivals.len() > 1 { format!(" and {} more", rivals.len() - 1) } else { String::new() };
            let message = format!("`{}` is also a name of `{}`{more}", name.form(), other.key);
            let (code, help) = match decides(own, name.kind(), other, rival.kind()) {
                by if by.is_empty() => ("W052", NOTHING_DECIDES.to_owned()),
                by => ("W037", format!("decided by {}", by.join(", "))),
            };
            found.push(*name.row.warning(code, name.columns.form, message, &help));
        }
        rivals.push(name);
    }
}

const NOTHING_DECIDES: &str =
    "nothing will decide between them: add dates or relations, or join the two if they are one";

/// What will decide between two entities of one name.
fn decides(own: &Entity, own_kind: &str, other: &Entity, other_kind: &str) -> Vec<String> {
    let mut by = Vec::new();
    if own.entity_type != other.entity_type {
        by.push(format!("the type ({} or {})", own.entity_type, other.entity_type));
    }
    let short = FormKind::Short.code();
    if (own_kind == short) != (other_kind == short) {
        let (strong, weak) = if own_kind == short { (other, own) } else { (own, other) };
        by.push(format!("the kind (`short` of `{}` gives way to `{}`)", weak.key, strong.key));
    }
    if let (Some(a), Some(b)) = (years(own), years(other))
        && (a.1 < b.0 || b.1 < a.0)
    {
        by.push(format!("dates ({}-{} or {}-{})", a.0, a.1, b.0, b.1));
    }
    let only = |one: &Entity, two: &Entity| {
        let relation = one.related.iter().find(|r| two.related.iter().all(|other| other.key != r.key));
        relation.map(|r| format!("{} {}", r.kind, r.key))
    };
    let relations: Vec<String> = [only(own, other), only(other, own)].into_iter().flatten().collect();
    if !relations.is_empty() {
        by.push(format!("relations in the context ({})", relations.join(" or ")));
    }
    by
}

/// First and last year of an entity, as far as either is known.
fn years(entity: &Entity) -> Option<(i32, i32)> {
    let from = entity.from.or(entity.to)?;
    Some((from, entity.to.unwrap_or(from)))
}
