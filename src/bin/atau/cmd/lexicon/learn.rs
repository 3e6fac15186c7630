//! `atau lexicon learn`: what letters cost, from pairs known to be the same.

use atau::Error;
use atau::compare::costs;
use atau::compare::learn::LearnOptions;
use atau::compare::lessons::Lessons;
use atau::files;
use atau::lexicon::Lexicon;
use atau::model::Language;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// What a name of the lexicons counts beside a pair given: they are alike in kind, and many are not alike in sound.
const LEXICON_WEIGHT: f64 = 0.3;

/// Learn the costs of the letter pairs from names known to be the same, and write them as a table.
#[derive(clap::Args)]
pub struct Args {
    /// Pairs (CSV): columns `ru,en`, `kk,en` or `kk,ru` with an optional `count`, or `name_a,name_b,language_a,language_b`
    /// with an optional `expected`, of which the rows with `same` are used.
    pairs: Vec<PathBuf>,
    /// Folder with the lexicons, whose names are learned from, too.
    #[arg(long, default_value = "lexicons", env = "ATAU_LEXICONS")]
    lexicons: PathBuf,
    /// Learn from the pairs alone.
    #[arg(long)]
    no_lexicon: bool,
    /// Where to write the costs; `chance.csv` is written beside it. [default: costs.csv of the lexicons]
    #[arg(long)]
    out: Option<PathBuf>,
    /// List a unit after another only if that changes its cost by so many hundredths of a nat.
    #[arg(long, default_value_t = 30)]
    least: i32,
}

pub fn run(args: Args) -> Result<ExitCode, Error> {
    let mut lessons = Lessons::default();
    for path in &args.pairs {
        add_pairs(&mut lessons, path)?;
    }
    if !args.no_lexicon {
        lessons.add_lexicon(&Lexicon::parse(&files::read_lexicon_folder(&args.lexicons)?)?, LEXICON_WEIGHT);
    }
    if lessons.is_empty() {
        return Err(Error::Usage("no pairs to learn from".to_owned()));
    }
    let tables = lessons.learn(&LearnOptions::default());
    for ((a, b), table) in &tables {
        eprintln!(
            "{}-{}: {} units, {} in context",
            a.code(),
            b.code(),
            table.units.len() - 1,
            table.contexts().count()
        );
    }
    let out = args.out.unwrap_or_else(|| args.lexicons.join("costs.csv"));
    files::write_whole(&out, costs::write(&tables, args.least).as_bytes())?;
    files::write_whole(&out.with_file_name("chance.csv"), costs::write_chance(&lessons.chance()).as_bytes())?;
    Ok(ExitCode::SUCCESS)
}

fn add_pairs(lessons: &mut Lessons, path: &Path) -> Result<(), Error> {
    let text = files::read_text(path)?;
    let fault = |what: &str| Error::Usage(format!("{}: {what}", path.display()));
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
    let header = reader.headers().map_err(|e| fault(&e.to_string()))?.clone();
    let column = |name: &str| header.iter().position(|h| h == name);
    let plain: Vec<(usize, Language)> =
        Language::KNOWN.into_iter().filter_map(|l| Some((column(l.code())?, l))).collect();
    let named = (column("name_a"), column("name_b"), column("language_a"), column("language_b"));
    for record in reader.records() {
        let record = record.map_err(|e| fault(&e.to_string()))?;
        let cell = |i: usize| record.get(i).unwrap_or("");
        let language = |i: usize| Language::from_code(cell(i)).unwrap_or_default();
        if let (Some(a), Some(b), Some(la), Some(lb)) = named {
            if column("expected").is_none_or(|e| cell(e) == "same") {
                lessons.add((cell(a), language(la)), (cell(b), language(lb)), 1.0);
            }
        } else if let [(a, la), (b, lb), ..] = plain[..] {
            let count: f64 = column("count").and_then(|c| cell(c).parse().ok()).unwrap_or(1.0);
            lessons.add((cell(a), la), (cell(b), lb), 1.0 + 0.3 * count.max(1.0).ln());
        } else {
            return Err(fault(
                "needs columns for two languages (kk, ru, en), or name_a,name_b,language_a,language_b",
            ));
        }
    }
    Ok(())
}
