//! `atau align`: the main job.

use crate::config::Config;
use crate::kept::Kept;
use crate::progress::Progress;
use crate::summary;
use atau::cache::Record;
use atau::files::{self, Input, OutputFolder};
use atau::model::Problem;
use atau::pipeline::{self, Knowledge, Worker};
use atau::read::{self, Limits, ReadOptions};
use atau::recognise::Recognised;
use atau::{Document, Error, emit};
use serde_json::json;
use sha2::{Digest, Sha256};
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

/// Find the names in files and folders, align them, and write the entity index.
///
/// Reads text, Markdown, TEI, HTML, DOCX, ODT, EPUB, PDF, CSV/TSV/JSONL and .gz and .zip of these, in any of the
/// usual encodings, and writes entity_index.csv, mentions.csv, variants.csv, review.csv, problems.csv, run.json and
/// datapackage.json.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  atau align                                  the shipped corpus, into output/
  atau align letters/ book.epub --out index   a folder and a book
  atau align archive.zip --encoding koi8-r    texts whose encoding is known
  atau align rows.csv --text-column body --id-column signature
  cat note.txt | atau align - --out -         mentions to standard output")]
pub struct Args {
    /// Files and folders to read; `-` is standard input [default: corpus]
    input: Vec<PathBuf>,
    /// Folder with the lexicons [default: lexicons]
    #[arg(long, value_name = "DIR", env = "ATAU_LEXICONS")]
    lexicons: Option<PathBuf>,
    /// Folder to write to; `-` writes mentions.csv to standard output and nothing else [default: output]
    #[arg(long, value_name = "DIR", env = "ATAU_OUT")]
    out: Option<PathBuf>,
    /// Number of threads [default: one a processor]
    #[arg(long, value_name = "N", env = "ATAU_THREADS")]
    threads: Option<usize>,
    /// File with options [default: atau.toml, if it is there]
    #[arg(long, value_name = "FILE", env = "ATAU_CONFIG")]
    config: Option<PathBuf>,
    /// Encoding of texts without a byte order mark, instead of telling it by content
    #[arg(long, value_name = "NAME", env = "ATAU_ENCODING")]
    encoding: Option<String>,
    /// Column (CSV, TSV) or field (JSON lines) that holds the text [default: text]
    #[arg(long, value_name = "NAME", env = "ATAU_TEXT_COLUMN")]
    text_column: Option<String>,
    /// Column or field that names a row's document [default: id]
    #[arg(long, value_name = "NAME", env = "ATAU_ID_COLUMN")]
    id_column: Option<String>,
    /// Also read notes and footnotes
    #[arg(long, env = "ATAU_INCLUDE_NOTES")]
    include_notes: bool,
    /// Also write the text that spans point into, below DIR/text
    #[arg(long, env = "ATAU_KEEP_TEXT")]
    keep_text: bool,
    /// Names of the lexicons only: propose no entities for names that no lexicon lists
    #[arg(long, env = "ATAU_LISTED_ONLY")]
    listed_only: bool,
    /// Do not write report.html
    #[arg(long, env = "ATAU_NO_REPORT")]
    no_report: bool,
    /// Language of the report
    #[arg(long, value_name = "CODE", env = "ATAU_UI_LANGUAGE", default_value = "en",
        value_parser = clap::builder::PossibleValuesParser::new(atau::report::UI_LANGUAGES))]
    ui_language: String,
    /// Folder to keep what is found in each file, so that the next run looks only at what has changed
    #[arg(long, value_name = "DIR", env = "ATAU_CACHE")]
    cache: Option<PathBuf>,
    /// Look at every file, whatever earlier runs kept
    #[arg(long)]
    no_cache: bool,
    /// No progress and no summary
    #[arg(long, short, env = "ATAU_QUIET")]
    quiet: bool,
}

/// More threads than any machine has use for; each keeps a memory of its own.
const THREADS_MAX: usize = 1024;

/// What is to be done: flags, variables and the file of options together.
struct Plan {
    inputs: Vec<PathBuf>,
    lexicons: PathBuf,
    out: PathBuf,
    threads: usize,
    read: ReadOptions,
    options: pipeline::Options,
    keep_text: bool,
    /// Language of the report, if one is to be written.
    report: Option<String>,
    cache: Option<PathBuf>,
    quiet: bool,
}

impl Plan {
    fn new(args: Args) -> Result<Plan, Error> {
        let config = Config::read(args.config.as_deref())?;
        let inputs = if args.input.is_empty() { config.input.unwrap_or_default() } else { args.input };
        let encoding = match args.encoding.or(config.encoding) {
            None => None,
            Some(name) => Some(read::Encoding::from_label(&name).ok_or_else(|| {
                Error::Usage(format!("--encoding: `{name}` is no encoding the program knows"))
            })?),
        };
        let processors = std::thread::available_parallelism().map_or(1, usize::from);
        let threads = args.threads.or(config.threads).unwrap_or(processors);
        if !(1..=THREADS_MAX).contains(&threads) {
            return Err(Error::Usage(format!("--threads: write a number from 1 to {THREADS_MAX}")));
        }
        Ok(Plan {
            inputs: if inputs.is_empty() { vec![PathBuf::from("corpus")] } else { inputs },
            lexicons: args.lexicons.or(config.lexicons).unwrap_or_else(|| "lexicons".into()),
            out: args.out.or(config.out).unwrap_or_else(|| "output".into()),
            threads,
            read: ReadOptions {
                encoding,
                text_column: args.text_column.or(config.text_column),
                id_column: args.id_column.or(config.id_column),
                include_notes: args.include_notes || config.include_notes.unwrap_or(false),
                ..ReadOptions::default()
            },
            options: pipeline::Options {
                propose: !(args.listed_only || config.listed_only.unwrap_or(false)),
            },
            report: (!args.no_report).then_some(args.ui_language),
            keep_text: args.keep_text || config.keep_text.unwrap_or(false),
            cache: args.cache.or(config.cache).filter(|_| !args.no_cache),
            quiet: args.quiet || config.quiet.unwrap_or(false),
        })
    }
}

/// What came of one input.
#[derive(Default)]
struct Outcome {
    bytes: u64,
    sha256: String,
    found: Vec<(String, Recognised)>,
    texts: Vec<(String, String)>,
    problems: Vec<Problem>,
}

pub fn run(args: Args) -> Result<ExitCode, Error> {
    let plan = Plan::new(args)?;
    let started = Instant::now();
    // A pool that is there already serves as well.
    let _ = rayon::ThreadPoolBuilder::new().num_threads(plan.threads).build_global();
    let tables = files::read_lexicon_folder(&plan.lexicons)?;
    let knowledge = Knowledge::parse(&tables)?;
    let listing = files::list(&plan.inputs)?;
    let to_stdout = plan.out.as_os_str() == "-";
    let output = if to_stdout { None } else { Some(OutputFolder::open(&plan.out)?) };
    let loaded = started.elapsed();

    let sizes = listing.inputs.iter().map(files::size);
    let progress = Progress::new(sizes.sum(), listing.inputs.len() as u64, plan.quiet);
    let kept = plan.cache.as_ref().filter(|_| !plan.keep_text).map(|folder| {
        let bearing = format!("{:?} {:?}", plan.read, plan.options);
        Kept::new(folder, &tables, &knowledge.lexicon, bearing)
    });
    let (outcomes, workers) = pipeline::each(
        plan.threads,
        &listing.inputs,
        || Worker::new(&knowledge, plan.options),
        |worker, input| {
            let outcome = input_outcome(worker, input, &plan, kept.as_ref());
            let names = outcome.found.iter().map(|(_, r)| r.mentions.len() as u64).sum();
            progress.file(outcome.bytes, names);
            outcome
        },
    );
    progress.finish();
    let usage = pipeline::usage(&workers);
    drop(workers);
    let read_and_found = started.elapsed();

    let mut problems = listing.problems;
    let mut found = Vec::new();
    let mut inputs = Vec::new();
    let mut texts = Vec::new();
    for (input, outcome) in listing.inputs.iter().zip(outcomes) {
        inputs.push(json!({ "name": input.name, "bytes": outcome.bytes, "sha256": outcome.sha256 }));
        found.extend(outcome.found);
        texts.extend(outcome.texts);
        problems.extend(outcome.problems);
    }
    problems.sort();
    let documents = found.len();
    let index = pipeline::index(found, &usage, &knowledge, plan.options);
    let aligned = started.elapsed();

    let files = emit::tables(&index, &problems);
    match output {
        None => {
            let written = emit::mentions(&index, &mut std::io::stdout().lock());
            written.map_err(Error::file("-", "write"))?;
        }
        Some(mut output) => {
            let mut mentions = output.create("mentions.csv")?;
            emit::mentions(&index, &mut mentions).map_err(Error::file("mentions.csv", "write"))?;
            mentions.finish()?;
            for file in &files {
                output.write(file.name, &file.bytes)?;
            }
            for (name, text) in &texts {
                output.write(&format!("text/{name}.txt"), text.as_bytes())?;
            }
            let run = json!({
                "program": "atau",
                "version": env!("CARGO_PKG_VERSION"),
                "options": {
                    "input": plan.inputs,
                    "lexicons": plan.lexicons,
                    "out": plan.out,
                    "threads": plan.threads,
                    "encoding": plan.read.encoding.map(|e| e.name()),
                    "listed_only": !plan.options.propose,
                    "text_column": plan.read.text_column,
                    "id_column": plan.read.id_column,
                    "include_notes": plan.read.include_notes,
                    "keep_text": plan.keep_text,
                },
                "inputs": inputs,
                "lexicons": tables.iter().map(|(name, text)| json!({ "name": name, "sha256": sha256(text.as_bytes()) })).collect::<Vec<_>>(),
                "counts": {
                    "documents": documents,
                    "files_reused": kept.as_ref().map_or(0, Kept::reused),
                    "entities": index.entries.len(),
                    "mentions": index.documents.iter().map(|(_, m)| m.len()).sum::<usize>(),
                    "review": index.review.len(),
                    "problems": problems.len(),
                },
                "seconds": {
                    "load": loaded.as_secs_f64(),
                    "read_and_find": (read_and_found - loaded).as_secs_f64(),
                    "align": (aligned - read_and_found).as_secs_f64(),
                    "all": started.elapsed().as_secs_f64(),
                },
            });
            let mut bytes = serde_json::to_vec_pretty(&run).unwrap_or_default();
            bytes.push(b'\n');
            output.write("run.json", &bytes)?;
            output.commit()?;
            if let Some(language) = &plan.report {
                super::report::write(&plan.out, &plan.lexicons, language)?;
            }
        }
    }
    for problem in problems.iter().filter(|p| p.lost) {
        eprintln!("atau: {}: {} ({})", problem.document, problem.what, problem.action);
    }
    if !plan.quiet && !to_stdout {
        summary::print(&index, &problems, &plan.out);
    }
    Ok(if problems.iter().any(|p| p.lost) { ExitCode::from(1) } else { ExitCode::SUCCESS })
}

fn input_outcome(worker: &mut Worker, input: &Input, plan: &Plan, kept: Option<&Kept>) -> Outcome {
    let bytes = match files::read_bytes(input, Limits::default().file_bytes) {
        Ok(bytes) => bytes,
        Err(problem) => return Outcome { problems: vec![problem], ..Outcome::default() },
    };
    let outcome = Outcome { bytes: bytes.len() as u64, sha256: sha256(&bytes), ..Outcome::default() };
    let Some(kept) = kept else {
        let read = read::documents(&input.name, &bytes, &plan.read);
        let found = read.documents.iter().map(|d| (d.name.clone(), worker.document(d))).collect();
        let texts =
            if plan.keep_text { read.documents.into_iter().map(named_text).collect() } else { Vec::new() };
        return Outcome { found, texts, problems: read.problems, ..outcome };
    };
    let key = kept.key(&input.name, &bytes);
    let mut record = match kept.record(&key) {
        Some(record) => {
            record.documents.iter().for_each(|(_, recognised)| worker.count(&recognised.usage));
            record
        }
        None => {
            let read = read::documents(&input.name, &bytes, &plan.read);
            let mut record = Record { problems: read.problems, ..Record::default() };
            for document in &read.documents {
                let recognised = worker.document_to_keep(document, &mut record.beginnings);
                record.documents.push((document.name.clone(), recognised));
            }
            kept.keep(&key, record)
        }
    };
    // Counted already, by the worker.
    record.documents.iter_mut().for_each(|(_, recognised)| recognised.usage = Vec::new());
    Outcome { found: record.documents, problems: record.problems, ..outcome }
}

fn named_text(document: Document) -> (String, String) {
    (document.name, document.text)
}

fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}
