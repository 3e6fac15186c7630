//! `atau lexicon check`: what is wrong in the tables, where, and what to do.

use super::{Folder, format, print};
use crate::diagnostics;
use atau::lexicon::rules;
use atau::model::Severity;
use atau::{Error, files};
use std::path::PathBuf;
use std::process::ExitCode;

/// Warnings of one kind that are shown in full without `--all`.
const SHOWN_OF_A_KIND: usize = 5;

/// Report what is wrong in the lexicons, with file, line and column; exit code 2 if anything is an error.
#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    folder: Folder,
    /// How to report: `text` for people, `json` for programs.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Repair what is certain (order, NFC, spaces, look-alike letters) first, and show what was changed.
    #[arg(long)]
    fix: bool,
    /// Lexicons of the release before: every id of theirs must still be there.
    #[arg(long, value_name = "DIR")]
    previous: Option<PathBuf>,
    /// Show every warning, not only the first few of each kind.
    #[arg(long)]
    all: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    Text,
    Json,
}

pub fn run(args: Args) -> Result<ExitCode, Error> {
    let folder = &args.folder.path;
    if args.fix {
        let diff = format::repair(folder)?;
        // JSON on stdout stays JSON.
        match args.format {
            Format::Json => eprint!("{diff}"),
            Format::Text => print(&diff)?,
        }
    }
    let tables = files::read_tables(folder)?;
    let texts: Vec<(String, String)> = tables.iter().map(|t| (t.name.clone(), t.text.clone())).collect();
    let previous = args.previous.map(|folder| files::read_lexicon_folder(&folder)).transpose()?;
    let mut found = rules::check(&texts, previous.as_deref());
    for diagnostic in &mut found {
        // The file as it is, so that a terminal can open it.
        let table = tables.iter().find(|t| t.name == diagnostic.place.file);
        let path = table.map_or_else(|| folder.join(&diagnostic.place.file), |t| t.path.clone());
        diagnostic.place.file = path.to_string_lossy().replace('\\', "/");
    }
    let errors = found.iter().filter(|d| d.severity == Severity::Error).count();
    let shown = if args.all { usize::MAX } else { SHOWN_OF_A_KIND };
    print(&match args.format {
        Format::Json => diagnostics::json(&found),
        Format::Text => diagnostics::text(&found, shown),
    })?;
    Ok(if errors > 0 { ExitCode::from(2) } else { ExitCode::SUCCESS })
}
