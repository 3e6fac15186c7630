//! `atau align`: the main job.

use atau::Error;
use std::path::PathBuf;
use std::process::ExitCode;

/// Find and align the names of files and folders.
#[derive(clap::Args)]
pub struct Args {
    /// Files and folders to read; `-` is standard input.
    #[arg(default_value = "corpus")]
    input: Vec<PathBuf>,
}

pub fn run(args: Args) -> Result<ExitCode, Error> {
    Err(Error::Usage(format!("align is not there yet ({} inputs)", args.input.len())))
}
