//! `atau lexicon try`: what a change of the lexicon would do, before it is made.

use super::{Folder, print};
use atau::curate::{diff, patch};
use atau::evaluate::{self, formats};
use atau::pipeline::{self, Knowledge, Worker};
use atau::read::{self, Limits, ReadOptions};
use atau::{Document, Error, emit, files};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Show what a change of the lexicon would do over a corpus: alignments made, lost and moved; nothing is written.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  atau lexicon try 'per:dawaci,en,Davachi,variant,popular-en,general-en,'
  atau lexicon suggest output > new.csv; atau lexicon try new.csv
  atau lexicon try -- '-en,Ili,noun,general-en'
  git diff lexicons > change.patch; atau lexicon try change.patch")]
pub struct Args {
    /// Rows as they would stand in a table, or files of such rows; `-` before a row takes it away (then write
    /// `--` before the rows).
    #[arg(required = true, value_name = "PATCH|ROW")]
    changes: Vec<String>,
    #[command(flatten)]
    folder: Folder,
    /// The texts to try it on.
    #[arg(long, value_name = "PATH", default_value = "corpus", env = "ATAU_CORPUS")]
    corpus: PathBuf,
    /// Names that a person marked in them [default: gold/mentions.csv in the corpus, if it is there]
    #[arg(long, value_name = "FILE")]
    gold: Option<PathBuf>,
    /// Number of threads [default: one a processor]
    #[arg(long, value_name = "N")]
    threads: Option<usize>,
}

pub fn run(args: Args) -> Result<ExitCode, Error> {
    let mut patch = String::new();
    for change in &args.changes {
        let path = Path::new(change);
        let text = if path.is_file() { files::read_table(path)? } else { change.clone() };
        patch.push_str(&text);
        patch.push('\n');
    }
    let name = args.changes.first().map_or("", String::as_str);
    let tables = files::read_lexicon_folder(&args.folder.path)?;
    let changed = patch::patched(name, &patch, &tables).map_err(Error::Tables)?;
    let before = Knowledge::parse(&tables)?;
    let after = Knowledge::parse(&changed.tables)?;

    let threads = args.threads.unwrap_or_else(|| std::thread::available_parallelism().map_or(1, usize::from));
    let documents = documents(&args.corpus)?;
    let runs = [mentions(&documents, &before, threads), mentions(&documents, &after, threads)];
    let fault = |fault: Box<atau::model::Diagnostic>| Error::Tables(vec![*fault]);
    let [old, new] = [diff::Run::parse("before", &runs[0]), diff::Run::parse("after", &runs[1])];
    let difference = diff::diff(&old.map_err(fault)?, &new.map_err(fault)?);
    print(&format!("{} rows added, {} taken away\n", changed.added, changed.removed))?;
    print(&diff::text(&difference))?;

    let own = args.corpus.join("gold/mentions.csv");
    if let Some(gold) = args.gold.or_else(|| own.is_file().then_some(own)) {
        print(&figures(&gold, &runs)?)?;
    }
    Ok(ExitCode::SUCCESS)
}

fn documents(corpus: &Path) -> Result<Vec<Document>, Error> {
    let listing = files::list(&[corpus.to_owned()])?;
    let read = |input: &files::Input| {
        let bytes = files::read_bytes(input, Limits::default().file_bytes).ok()?;
        Some(read::documents(&input.name, &bytes, &ReadOptions::default()).documents)
    };
    Ok(listing.inputs.iter().filter_map(read).flatten().collect())
}

/// `mentions.csv` of a run over the documents.
fn mentions(documents: &[Document], knowledge: &Knowledge, threads: usize) -> String {
    let options = pipeline::Options::default();
    let start = || Worker::new(knowledge, options);
    let (found, workers) = pipeline::each(threads, documents, start, |worker, document| {
        (document.name.clone(), worker.document(document))
    });
    let index = pipeline::index(found, &pipeline::usage(&workers), knowledge, options);
    let files = emit::files(&index, &[]);
    let bytes = files.into_iter().find(|file| file.name == "mentions.csv").map(|file| file.bytes);
    String::from_utf8(bytes.unwrap_or_default()).unwrap_or_default()
}

/// F1 against gold before and after.
fn figures(gold: &Path, runs: &[String; 2]) -> Result<String, Error> {
    let texts = BTreeMap::new();
    let gold_text = files::read_text(gold)?;
    let name = gold.to_string_lossy().into_owned();
    let gold = formats::parse(&[(name, gold_text)], None, &texts, None)?;
    let mut text = String::from("\nagainst gold, before and after:\n");
    for (when, run) in ["before", "after"].iter().zip(runs) {
        let found = formats::parse(&[("mentions.csv".to_owned(), run.clone())], None, &texts, None)?;
        let evaluation = evaluate::evaluate(&gold, &found, &evaluate::Options::default());
        text.push_str(&format!("{when}\n{}\n", evaluate::report_table(&evaluation)));
    }
    Ok(text)
}
