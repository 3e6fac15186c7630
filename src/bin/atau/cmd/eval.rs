//! `atau eval`: how good a run is.

use atau::evaluate::{self, Bootstrap, Slice, formats};
use atau::{Error, files};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Names of a kind shown in a note; the rest is counted.
const SHOWN_MAX: usize = 5;

/// Measure the names found by a run against names that a person marked.
#[derive(clap::Args)]
pub struct Args {
    /// Marked texts: CSV with the columns of mentions.csv, CoNLL, brat, WebAnno TSV 3; a file, folder or zip.
    gold: PathBuf,
    /// mentions.csv of a run, or its output folder; also any format of the gold.
    mentions: PathBuf,
    /// Spans that count neither way: CSV with document,start,end.
    #[arg(long, value_name = "FILE")]
    neutral: Option<PathBuf>,
    /// Types of gold that count neither way.
    #[arg(long, value_name = "TYPES", value_delimiter = ',')]
    neutral_types: Vec<String>,
    /// The only types that count.
    #[arg(long, value_name = "TYPES", value_delimiter = ',')]
    types: Vec<String>,
    /// Types by other names in gold or run, such as PERS=PER,GPE=LOC.
    #[arg(long, value_name = "FROM=TO", value_delimiter = ',')]
    map_types: Vec<String>,
    /// Documents that count: names or patterns with * and ?, or a file with one a line [default: those of the gold].
    #[arg(long, value_name = "LIST", value_delimiter = ',')]
    documents: Vec<String>,
    /// Break down by language, type, document, method, status.
    #[arg(long, value_name = "SLICES", value_delimiter = ',', default_value = "language,type")]
    by: Vec<String>,
    /// Also break down by these entities of the gold and the others: a file with one id a line.
    #[arg(long, value_name = "FILE")]
    entities: Option<PathBuf>,
    /// Confidence intervals from so many samples of the documents.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    bootstrap: Option<u32>,
    /// Where the samples start from.
    #[arg(long, value_name = "S", default_value_t = 1)]
    seed: u64,
    /// Write every miss, spurious name, wrong span, type and link here, as CSV; `-` is standard output.
    #[arg(long, value_name = "FILE")]
    errors: Option<PathBuf>,
    /// The texts, for context in the errors and for the places of CoNLL words: a folder of UTF-8 files.
    #[arg(long, value_name = "FOLDER")]
    texts: Option<PathBuf>,
    #[arg(long, value_enum, default_value = "table")]
    format: OutputFormat,
    /// Where the figures go; `-` is standard output.
    #[arg(long, value_name = "FILE", default_value = "-")]
    out: PathBuf,
    /// Format of the gold, where it cannot be told from the files.
    #[arg(long, value_enum, value_name = "FORMAT")]
    gold_format: Option<GoldFormat>,
    /// Whose marks count in an INCEpTION project [default: the curator's].
    #[arg(long, value_name = "NAME")]
    annotator: Option<String>,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum OutputFormat {
    Table,
    Csv,
    Json,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum GoldFormat {
    Csv,
    Conll,
    Brat,
    Webanno,
}

pub fn run(args: Args) -> Result<ExitCode, Error> {
    let texts = match &args.texts {
        Some(folder) => files::read_marked(folder, &[])?.into_iter().collect(),
        None => BTreeMap::new(),
    };
    let options = options(&args)?;
    let annotator = args.annotator.as_deref();
    let gold_format = args.gold_format.map(|format| match format {
        GoldFormat::Csv => formats::Format::Table,
        GoldFormat::Conll => formats::Format::Conll,
        GoldFormat::Brat => formats::Format::Brat,
        GoldFormat::Webanno => formats::Format::Webanno,
    });
    let mut gold = formats::parse(&marked(&args.gold)?, gold_format, &texts, annotator)?;
    for document in &mut gold.documents {
        document.text = document.text.take().or_else(|| texts.get(&document.name).cloned());
    }
    let found = formats::parse(&marked(&args.mentions)?, None, &texts, annotator)?;
    let evaluation = evaluate::evaluate(&gold, &found, &options);
    notes(&evaluation.coverage);
    if evaluation.coverage.documents == 0 {
        return Err(Error::Usage("no document of the gold counts; see --documents".to_owned()));
    }
    let figures = match args.format {
        OutputFormat::Table => evaluate::report_table(&evaluation),
        OutputFormat::Csv => evaluate::report_csv(&evaluation),
        OutputFormat::Json => evaluate::report_json(&evaluation),
    };
    super::write_result(&args.out, &figures)?;
    if let Some(path) = &args.errors {
        super::write_result(path, &evaluate::errors_csv(&evaluation.errors))?;
    }
    Ok(ExitCode::SUCCESS)
}

fn options(args: &Args) -> Result<evaluate::Options, Error> {
    let neutral = match &args.neutral {
        Some(path) => formats::neutral_spans(&path.to_string_lossy(), &files::read_text(path)?)
            .map_err(|fault| Error::Tables(vec![*fault]))?,
        None => BTreeMap::new(),
    };
    let mut by = Vec::new();
    for code in args.by.iter().map(|code| code.trim()).filter(|code| !code.is_empty()) {
        let slice = Slice::from_code(code).ok_or_else(|| {
            Error::Usage(format!("--by {code}: write some of language, type, document, method, status"))
        })?;
        if !by.contains(&slice) {
            by.push(slice);
        }
    }
    if let Some(path) = &args.entities {
        by.push(Slice::Entities(lines(path)?.into_iter().collect()));
    }
    let mut type_names = Vec::new();
    for mapping in &args.map_types {
        let (from, to) = mapping
            .split_once('=')
            .ok_or_else(|| Error::Usage(format!("--map-types {mapping}: write it like PERS=PER")))?;
        type_names.push((from.trim().to_owned(), to.trim().to_owned()));
    }
    Ok(evaluate::Options {
        neutral,
        neutral_types: args.neutral_types.clone(),
        types: args.types.clone(),
        documents: documents(&args.documents)?,
        type_names,
        by,
        bootstrap: args.bootstrap.map(|samples| Bootstrap { samples, seed: args.seed }),
    })
}

/// A single name that is a file is a list of names.
fn documents(list: &[String]) -> Result<Option<Vec<String>>, Error> {
    match list {
        [] => Ok(None),
        [one] if Path::new(one).is_file() => lines(Path::new(one)).map(Some),
        names => Ok(Some(names.to_vec())),
    }
}

fn lines(path: &Path) -> Result<Vec<String>, Error> {
    let text = files::read_text(path)?;
    Ok(text.lines().map(str::trim).filter(|l| !l.is_empty()).map(str::to_owned).collect())
}

/// The files of gold or run; of an output folder, `mentions.csv` alone.
fn marked(path: &Path) -> Result<Vec<(String, String)>, Error> {
    let mentions = path.join("mentions.csv");
    let path = if mentions.is_file() { &mentions } else { path };
    files::read_marked(path, &["csv", "tsv", "ann", "txt", "conll", "bio", "iob", "iob2"])
}

/// What a reader of the figures should know, on standard error.
fn notes(coverage: &evaluate::Coverage) {
    if !coverage.documents_without_found.is_empty() {
        let names = some(coverage.documents_without_found.to_vec());
        eprintln!("atau: nothing was found in {names}; all their names count as missed");
    }
    if !coverage.renamed.is_empty() {
        let names = some(coverage.renamed.iter().map(|(gold, found)| format!("{gold} is {found}")).collect());
        eprintln!("atau: documents taken for the same: {names}");
    }
    if !coverage.unknown_types.is_empty() {
        let types = some(coverage.unknown_types.iter().map(|(label, n)| format!("{label} ({n})")).collect());
        eprintln!(
            "atau: types that are none of PER, LOC, GRP, ORG, TTL, EVT: {types}; see --map-types, --neutral-types"
        );
    }
}

/// The first few of them.
fn some(mut names: Vec<String>) -> String {
    let rest = names.len().saturating_sub(SHOWN_MAX);
    names.truncate(SHOWN_MAX);
    if rest > 0 {
        names.push(format!("and {rest} more"));
    }
    names.join(", ")
}
