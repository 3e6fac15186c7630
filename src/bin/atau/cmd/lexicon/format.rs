//! `atau lexicon format`: repair what is certain, and show it.

use super::{Folder, print};
use atau::lexicon::rules::{self, Change};
use atau::{Error, files};
use std::fmt::Write;
use std::path::Path;
use std::process::ExitCode;

/// Write every table in its canonical shape: sorted, NFC, no stray spaces, no look-alike letters, comma and LF.
#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    folder: Folder,
}

pub fn run(args: Args) -> Result<ExitCode, Error> {
    print(&repair(&args.folder.path)?)?;
    Ok(ExitCode::SUCCESS)
}

/// Repairs the tables of a folder; what was done, as a diff.
pub(super) fn repair(folder: &Path) -> Result<String, Error> {
    let tables = files::read_tables(folder)?;
    let texts: Vec<(String, String)> = tables.iter().map(|t| (t.name.clone(), t.text.clone())).collect();
    let repaired = rules::repair(&texts);
    let mut diff = String::new();
    for table in &tables {
        let is_workbook = table.path.extension().is_some_and(|e| e == "xlsx");
        let Some(repaired) = repaired.iter().find(|r| r.name == table.name) else {
            if is_workbook {
                files::write_table(table, &table.text)?;
                let _ = writeln!(diff, "--- {}\n written as {}", table.path.display(), table.name);
            }
            continue;
        };
        files::write_table(table, &repaired.text)?;
        let _ = writeln!(diff, "--- {}", table.path.display());
        for change in &repaired.changes {
            let _ = match change {
                Change::Rewritten { from, to, old, new } => {
                    writeln!(diff, "-{from}: {old}\n+{to}: {new}")
                }
                Change::Moved { from, to, row } => writeln!(diff, " {from} to {to}: {row}"),
                Change::Dropped { from, row } => writeln!(diff, "-{from}: {row} (stands there already)"),
                Change::Shape => writeln!(diff, " written with commas and LF, quotes only where needed"),
            };
        }
    }
    Ok(diff)
}
