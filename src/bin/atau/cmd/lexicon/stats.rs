//! `atau lexicon stats`: how much the lexicons hold, and of what.

use super::{Folder, print};
use atau::lexicon::Lexicon;
use atau::model::{EntityType, FormKind, Language};
use atau::{Error, files};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::process::ExitCode;

/// Count entities and forms by type, language, kind, tradition and source.
#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    folder: Folder,
    /// Entities to name that lack a preferred form in some language.
    #[arg(long, value_name = "N", default_value_t = 20)]
    missing: usize,
}

pub fn run(args: Args) -> Result<ExitCode, Error> {
    let out = &mut String::new();
    let lexicon = Lexicon::parse(&files::read_lexicon_folder(&args.folder.path)?)?;
    let _ = writeln!(out, "{} entities, {} forms", lexicon.entities.len(), lexicon.forms.len());
    types(out, &lexicon);
    let forms = &lexicon.forms;
    table(out, "kind", forms.iter().map(|f| (f.kind.code().to_owned(), f.language)));
    table(out, "tradition", forms.iter().map(|f| (f.tradition.clone(), f.language)));
    table(out, "source", forms.iter().map(|f| (f.source.clone(), f.language)));
    let mut of_entities: BTreeMap<&str, usize> = BTreeMap::new();
    for entity in &lexicon.entities {
        *of_entities.entry(&entity.source).or_default() += 1;
    }
    let _ = writeln!(out, "\n{:<24}{:>9}", "source of entities", "entities");
    for (source, count) in descending(of_entities) {
        let _ = writeln!(out, "{source:<24}{count:>9}");
    }
    missing(out, &lexicon, args.missing);
    print(out)?;
    Ok(ExitCode::SUCCESS)
}

fn types(out: &mut String, lexicon: &Lexicon) {
    let mut counts: BTreeMap<EntityType, (usize, [usize; 4])> = BTreeMap::new();
    for entity in &lexicon.entities {
        counts.entry(entity.entity_type).or_default().0 += 1;
    }
    for form in &lexicon.forms {
        let counts = counts.entry(lexicon.entity(form.entity).entity_type).or_default();
        counts.1[form.language.index()] += 1;
    }
    let _ = writeln!(out, "\n{:<24}{:>9}{:>9}{:>9}{:>9}{:>9}", "type", "entities", "forms", "kk", "ru", "en");
    for (kind, (entities, [kk, ru, en, _])) in counts {
        let _ = writeln!(out, "{:<24}{entities:>9}{:>9}{kk:>9}{ru:>9}{en:>9}", kind.code(), kk + ru + en);
    }
}

/// Forms by some property and language, most first.
fn table(out: &mut String, name: &str, rows: impl Iterator<Item = (String, Language)>) {
    let mut counts: BTreeMap<String, [usize; 4]> = BTreeMap::new();
    for (value, language) in rows {
        counts.entry(value).or_default()[language.index()] += 1;
    }
    let _ = writeln!(out, "\n{name:<24}{:>9}{:>9}{:>9}{:>9}", "forms", "kk", "ru", "en");
    let mut rows: Vec<_> = counts.into_iter().map(|(value, c)| (c.iter().sum::<usize>(), value, c)).collect();
    rows.sort_by(|a, b| (b.0, &a.1).cmp(&(a.0, &b.1)));
    for (sum, value, [kk, ru, en, _]) in rows {
        let _ = writeln!(out, "{value:<24}{sum:>9}{kk:>9}{ru:>9}{en:>9}");
    }
}

fn descending(counts: BTreeMap<&str, usize>) -> Vec<(&str, usize)> {
    let mut rows: Vec<_> = counts.into_iter().collect();
    rows.sort_by(|a, b| (b.1, a.0).cmp(&(a.1, b.0)));
    rows
}

/// Entities without a preferred name in a language.
fn missing(out: &mut String, lexicon: &Lexicon, most: usize) {
    let mut lines = Vec::new();
    for (i, entity) in lexicon.entities.iter().enumerate() {
        let id = atau::model::EntityId(i as u32);
        let has =
            |language| lexicon.forms_of(id).any(|f| f.language == language && f.kind == FormKind::Preferred);
        let languages: Vec<&str> =
            Language::KNOWN.into_iter().filter(|l| !has(*l)).map(Language::code).collect();
        if !languages.is_empty() {
            lines.push(format!("{}  {}", entity.key, languages.join(" ")));
        }
    }
    let _ = writeln!(out, "\n{} entities lack a preferred name in some language", lines.len());
    for line in lines.iter().take(most) {
        let _ = writeln!(out, "{line}");
    }
}
