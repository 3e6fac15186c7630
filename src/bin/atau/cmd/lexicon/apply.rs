//! `atau lexicon apply`: the decisions of a review become rows of the lexicon.

use super::{Folder, print};
use atau::curate::apply::{self, Applied, Attested};
use atau::lexicon::rules;
use atau::model::Severity;
use atau::{Error, files};
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Turn the decisions in a review into rows of the lexicon, all of them or none.
///
/// Reads CSV (also with semicolons, as spreadsheets write it) and XLSX. A decision is one of: accept, reject, same as
/// ID, new entity, not a name, unsure. Applying a review twice changes nothing.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  atau lexicon apply output/review.csv
  atau lexicon apply output/review.xlsx --by 'A. Omarova' --dry-run")]
pub struct Args {
    /// The review, its column `decision` filled.
    review: PathBuf,
    #[command(flatten)]
    folder: Folder,
    /// Output folder of the run that the review is of [default: where the review is]
    #[arg(long, value_name = "DIR")]
    run: Option<PathBuf>,
    /// Who decided, where the review does not say
    #[arg(long, value_name = "NAME", env = "ATAU_REVIEWER", default_value = "")]
    by: String,
    /// When, where the review does not say [default: today]
    #[arg(long, value_name = "DATE")]
    date: Option<String>,
    /// Show what would be added, and write nothing
    #[arg(long)]
    dry_run: bool,
}

/// A name that is wanting (E038): a text in one language cannot give an entity its names in all three.
const NAME_WANTING: &str = "E038";

pub fn run(args: Args) -> Result<ExitCode, Error> {
    let applied = apply(&args)?;
    if !args.dry_run && !applied.tables.is_empty() {
        files::replace_tables(&args.folder.path, &applied.tables)?;
    }
    print(&told(&applied, args.dry_run))?;
    Ok(ExitCode::SUCCESS)
}

fn apply(args: &Args) -> Result<Applied, Error> {
    let name = args.review.to_string_lossy();
    let date = args.date.clone().unwrap_or_else(super::super::today);
    let decisions =
        apply::decisions(&name, &files::read_table(&args.review)?, &args.by, &date).map_err(Error::Tables)?;
    let run = args.run.as_deref().or(args.review.parent()).unwrap_or(Path::new("."));
    let text = |name: &str| {
        let path = run.join(name);
        if path.is_file() { files::read_text(&path) } else { Ok(String::new()) }
    };
    let attested = Attested::read(&decisions, &text("mentions.csv")?, &text("variants.csv")?)
        .map_err(|fault| Error::Tables(vec![*fault]))?;
    let tables = files::read_lexicon_folder(&args.folder.path)?;
    let mut applied = apply::apply(&decisions, &attested, &tables).map_err(Error::Tables)?;
    let wanting = still_whole(&tables, &applied)?;
    applied.idle.extend(wanting);
    Ok(applied)
}

/// A review must not break a lexicon: errors that were not there before stop it. Gives what is left to be done.
fn still_whole(tables: &[(String, String)], applied: &Applied) -> Result<Vec<String>, Error> {
    if applied.tables.is_empty() {
        return Ok(Vec::new());
    }
    let mut new = tables.to_vec();
    for (name, text) in &applied.tables {
        match new.iter_mut().find(|(n, _)| n == name) {
            Some((_, old)) => old.clone_from(text),
            None => new.push((name.clone(), text.clone())),
        }
    }
    new.sort();
    let errors = |tables: &[(String, String)]| {
        let found = rules::check(tables, None);
        found.into_iter().filter(|d| d.severity == Severity::Error).collect::<Vec<_>>()
    };
    let after = errors(&new);
    if after.is_empty() {
        return Ok(Vec::new());
    }
    let before = errors(tables);
    let is_new = |d: &atau::model::Diagnostic| !before.iter().any(|b| (b.code, &b.row) == (d.code, &d.row));
    let (wanting, broken): (Vec<_>, Vec<_>) =
        after.into_iter().filter(is_new).partition(|d| d.code == NAME_WANTING);
    let said = wanting.into_iter().map(|d| format!("to do: {}; {}", d.message, d.help)).collect();
    if broken.is_empty() { Ok(said) } else { Err(Error::Tables(broken)) }
}

fn told(applied: &Applied, dry_run: bool) -> String {
    let mut text = String::new();
    for added in &applied.added {
        let _ = writeln!(text, "+ {}:{}: {}", added.table, added.line, added.row);
    }
    for idle in &applied.idle {
        let _ = writeln!(text, "  {idle}");
    }
    let would = if dry_run { "would be " } else { "" };
    let (decisions, rows, known) = (applied.decisions, applied.added.len(), applied.known);
    let _ = writeln!(text, "{decisions} decisions: {rows} rows {would}added, {known} were there already");
    text
}
