//! `atau match`: two lists of names.

use atau::compare::{CompareTables, Comparer, Pool, PreparedName, SearchOptions, lists};
use atau::{Error, files};
use rayon::prelude::*;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Find for every name of a list the names of another that it may stand for.
#[derive(clap::Args)]
pub struct Args {
    /// Names to find: CSV or TSV with id,name and optionally language,type.
    queries: PathBuf,
    /// Names to find them among, in the same form.
    pool: PathBuf,
    /// Names given for each query, at most.
    #[arg(long, value_name = "K", default_value_t = 5)]
    top: usize,
    /// Least score (0 to 1) of a name given.
    #[arg(long, value_name = "S", default_value = "0")]
    min_score: f64,
    /// Where the result goes; `-` is standard output.
    #[arg(long, value_name = "FILE", default_value = "-")]
    out: PathBuf,
    /// Folder with the lexicons.
    #[arg(long, value_name = "DIR", default_value = "lexicons", env = "ATAU_LEXICONS")]
    lexicons: PathBuf,
    /// Compare every query with every name, without the index: slow, and loses nothing.
    #[arg(long)]
    exhaustive: bool,
    /// Threads [default: one for each processor]
    #[arg(long, value_name = "N", env = "ATAU_THREADS")]
    threads: Option<usize>,
}

pub fn run(args: Args) -> Result<ExitCode, Error> {
    let score_min = super::score(args.min_score, "--min-score")?;
    super::threads(args.threads)?;
    let tables = CompareTables::parse(&files::read_lexicon_folder(&args.lexicons)?)?;
    let comparer = Comparer::new(&tables);
    let queries = read(&args.queries)?;
    let names = read(&args.pool)?;
    let prepare = |names: &[lists::ListedName]| -> Vec<PreparedName> {
        names.par_iter().map(|n| comparer.prepare(&n.name, n.language, n.entity_type)).collect()
    };
    let pool = Pool::build(&comparer, prepare(&names));
    let options = SearchOptions { exhaustive: args.exhaustive, ..SearchOptions::default() };
    let hits = pool.search_all(&comparer, &prepare(&queries), args.top, score_min, &options);
    let mut out = csv::Writer::from_writer(Vec::new());
    let fault = |e: csv::Error| Error::Usage(format!("cannot write the result: {e}"));
    out.write_record(["query_id", "query", "rank", "pool_id", "name", "score"]).map_err(fault)?;
    for (query, hits) in queries.iter().zip(&hits) {
        for (rank, hit) in hits.iter().enumerate() {
            let name = &names[hit.name as usize];
            let rank = (rank + 1).to_string();
            let score = hit.score.to_string();
            out.write_record([&query.id, &query.name, &rank, &name.id, &name.name, &score]).map_err(fault)?;
        }
    }
    super::write_table(&args.out, out)?;
    Ok(ExitCode::SUCCESS)
}

fn read(path: &Path) -> Result<Vec<lists::ListedName>, Error> {
    lists::names(&path.display().to_string(), &files::read_text(path)?)
}
