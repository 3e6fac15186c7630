//! `atau report`: the report of a run, for people.

use atau::report::{self, Messages, RunFiles, RunTables, SEARCH_FILE};
use atau::{Error, files};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Write report.html for the output folder of a run: one file, no network, opens from a disk.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  atau report output                       output/report.html, in English
  atau report output --ui-language kk      in Kazakh
  atau report output --out - > page.html   to standard output")]
pub struct Args {
    /// Output folder of a run.
    #[arg(default_value = "output")]
    run: PathBuf,
    /// Where it goes; `-` is standard output [default: report.html in the folder of the run]
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Language of the report
    #[arg(long, value_name = "CODE", env = "ATAU_UI_LANGUAGE", default_value = "en",
        value_parser = clap::builder::PossibleValuesParser::new(report::UI_LANGUAGES))]
    ui_language: String,
    /// Folder with the lexicons: its interface/*.csv are the words of the report
    #[arg(long, value_name = "DIR", env = "ATAU_LEXICONS", default_value = "lexicons")]
    lexicons: PathBuf,
    /// Table of the corpus with the columns document, title and year [default: manifest.csv in a folder that was read]
    #[arg(long, value_name = "FILE")]
    manifest: Option<PathBuf>,
    /// Do not say where the report is
    #[arg(long, short)]
    quiet: bool,
}

pub fn run(args: Args) -> Result<ExitCode, Error> {
    if !args.run.join("mentions.csv").is_file() {
        let folder = args.run.display();
        return Err(Error::Usage(format!(
            "{folder} is not the output folder of a run: it has no mentions.csv; run `atau align` first"
        )));
    }
    let messages = messages(&args.lexicons, &args.ui_language)?;
    let tables = tables(&args.run, args.manifest.as_deref())?;
    let page = report::html(&tables, &messages);
    let out = args.out.unwrap_or_else(|| args.run.join("report.html"));
    super::write_result(&out, &page)?;
    if !args.quiet && out.as_os_str() != "-" {
        let size = page.len().div_ceil(1024);
        println!("written to {} ({size} KiB)", out.display());
    }
    Ok(ExitCode::SUCCESS)
}

/// Writes the report of a run that has just ended into its folder.
pub fn write(run: &Path, lexicons: &Path, language: &str) -> Result<(), Error> {
    let page = report::html(&tables(run, None)?, &messages(lexicons, language)?);
    files::write_whole(&run.join("report.html"), page.as_bytes())
}

/// The shipped messages, and over them what the folder of lexicons says.
pub fn messages(lexicons: &Path, language: &str) -> Result<Messages, Error> {
    let mut messages = Messages::shipped(language);
    let fault = |fault: Box<atau::model::Diagnostic>| Error::Tables(vec![*fault]);
    let own = lexicons.join(format!("interface/{language}.csv"));
    if own.is_file() {
        messages.read(&own.to_string_lossy(), &files::read_text(&own)?).map_err(fault)?;
    }
    let search = lexicons.join(SEARCH_FILE);
    if search.is_file() {
        let text = files::read_text(&search)?;
        messages.folding = report::Folding::parse(&search.to_string_lossy(), &text).map_err(fault)?;
    }
    Ok(messages)
}

fn tables(run: &Path, manifest: Option<&Path>) -> Result<RunTables, Error> {
    let text = |name: &str| {
        let path = run.join(name);
        if path.is_file() { files::read_text(&path) } else { Ok(String::new()) }
    };
    let run_json = text("run.json")?;
    let manifest = match manifest {
        Some(path) => files::read_text(path)?,
        None => match manifest_of(&run_json) {
            Some(path) => files::read_text(&path)?,
            None => String::new(),
        },
    };
    RunTables::parse(&RunFiles {
        entity_index: &text("entity_index.csv")?,
        mentions: &text("mentions.csv")?,
        variants: &text("variants.csv")?,
        review: &text("review.csv")?,
        problems: &text("problems.csv")?,
        run: &run_json,
        manifest: &manifest,
    })
    .map_err(|fault| Error::Tables(vec![*fault]))
}

/// `manifest.csv` of the first folder that the run has read, if it has one.
fn manifest_of(run_json: &str) -> Option<PathBuf> {
    let run: serde_json::Value = serde_json::from_str(run_json).ok()?;
    let inputs = run["options"]["input"].as_array()?;
    let folders = inputs.iter().filter_map(|input| input.as_str());
    folders.map(|folder| Path::new(folder).join("manifest.csv")).find(|path| path.is_file())
}
