//! `atau diff`: what changed between two runs.

use atau::curate::diff::{self, Run};
use atau::{Error, files};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Show what changed between two runs: alignments made, lost and moved, entity by entity.
#[derive(clap::Args)]
pub struct Args {
    /// Output folder of the earlier run, or its mentions.csv.
    old: PathBuf,
    /// Output folder of the later run, or its mentions.csv.
    new: PathBuf,
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    /// Where it goes; `-` is standard output.
    #[arg(long, value_name = "FILE", default_value = "-")]
    out: PathBuf,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum Format {
    Text,
    Csv,
    Html,
}

pub fn run(args: Args) -> Result<ExitCode, Error> {
    let diff = diff::diff(&mentions(&args.old)?, &mentions(&args.new)?);
    let shown = match args.format {
        Format::Text => diff::text(&diff),
        Format::Csv => diff::csv(&diff),
        Format::Html => diff::html(&diff),
    };
    super::write_result(&args.out, &shown)?;
    Ok(ExitCode::SUCCESS)
}

fn mentions(path: &Path) -> Result<Run, Error> {
    let file = if path.is_dir() { path.join("mentions.csv") } else { path.to_owned() };
    let text = files::read_text(&file)?;
    Run::parse(&file.to_string_lossy(), &text).map_err(|fault| Error::Tables(vec![*fault]))
}
