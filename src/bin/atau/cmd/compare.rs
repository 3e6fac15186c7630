//! `atau compare`: a list of pairs.

use atau::compare::{CompareTables, Comparer, Comparison, Judge, Limits, lists};
use atau::lexicon::Lexicon;
use atau::model::EntityType;
use atau::{Error, files};
use rayon::prelude::*;
use std::path::PathBuf;
use std::process::ExitCode;

/// Say of every pair of a list whether the two names are the same.
#[derive(clap::Args)]
pub struct Args {
    /// Pairs: CSV or TSV with name_a,name_b and optionally language_a,language_b,type; other columns are kept.
    pairs: PathBuf,
    /// Where the result goes; `-` is standard output.
    #[arg(long, value_name = "FILE", default_value = "-")]
    out: PathBuf,
    /// Folder with the lexicons.
    #[arg(long, value_name = "DIR", default_value = "lexicons", env = "ATAU_LEXICONS")]
    lexicons: PathBuf,
    /// Go by the sound alone, without the names of the lexicons and the settled pairs.
    #[arg(long)]
    no_lexicon: bool,
    /// Score (0 to 1) from which a pair is the same.
    #[arg(long, value_name = "S")]
    same: Option<f64>,
    /// Score (0 to 1) below which a pair is different.
    #[arg(long, value_name = "S")]
    different: Option<f64>,
    /// Add a column for every feature the score was made from.
    #[arg(long)]
    features: bool,
    /// Threads [default: one for each processor]
    #[arg(long, value_name = "N", env = "ATAU_THREADS")]
    threads: Option<usize>,
}

pub fn run(args: Args) -> Result<ExitCode, Error> {
    let mut limits = Limits::default();
    if let Some(same) = args.same {
        limits.same = super::score(same, "--same")?;
    }
    if let Some(different) = args.different {
        limits.different = super::score(different, "--different")?;
    }
    super::threads(args.threads)?;
    let tables_text = files::read_lexicon_folder(&args.lexicons)?;
    let comparer = Comparer::new(&CompareTables::parse(&tables_text)?);
    let lexicon = if args.no_lexicon { Lexicon::default() } else { Lexicon::parse(&tables_text)? };
    let mut judge = Judge::by_sound(&comparer, limits);
    if !args.no_lexicon {
        judge = Judge::with_lexicon(&comparer, limits, &lexicon);
        for (name, text) in tables_text.iter().filter(|(name, _)| name == super::JUDGEMENTS_FILE) {
            judge.add_judgements(name, text)?;
        }
    }
    let file = args.pairs.display().to_string();
    let table = lists::Table::parse(&file, &files::read_text(&args.pairs)?)?;
    let (Some(a), Some(b)) = (table.column("name_a"), table.column("name_b")) else {
        return Err(Error::Usage(format!("{file}: needs the columns name_a and name_b")));
    };
    let (la, lb, t) = (table.column("language_a"), table.column("language_b"), table.column("type"));
    let compared: Result<Vec<Comparison>, Error> = table
        .rows
        .par_iter()
        .map(|(line, row)| {
            let cell = |column: Option<usize>| column.map_or("", |c| row[c].as_str());
            let entity_type = EntityType::from_code(cell(t).trim());
            let name_a = comparer.prepare(&row[a], lists::language_of(&file, *line, cell(la))?, entity_type);
            let name_b = comparer.prepare(&row[b], lists::language_of(&file, *line, cell(lb))?, entity_type);
            Ok(judge.compare(&name_a, &name_b))
        })
        .collect();
    let mut out = csv::Writer::from_writer(Vec::new());
    let fault = |e: csv::Error| Error::Usage(format!("cannot write the result: {e}"));
    let mut header = table.header.clone();
    header.extend(["score", "verdict", "method", "evidence"].map(str::to_owned));
    if args.features {
        header.extend(atau::compare::Features::CODES.map(str::to_owned));
    }
    out.write_record(&header).map_err(fault)?;
    for ((_, row), comparison) in table.rows.iter().zip(compared?) {
        let mut row = row.clone();
        row.push(comparison.score.to_string());
        row.push(comparison.verdict.code().to_owned());
        row.push(comparison.method.code().to_owned());
        row.push(comparison.evidence.join(" | "));
        if args.features {
            row.extend(comparison.features.values().map(|v| format!("{v:.3}")));
        }
        out.write_record(&row).map_err(fault)?;
    }
    super::write_table(&args.out, out)?;
    Ok(ExitCode::SUCCESS)
}
