//! `atau lexicon`: tend the lexicons. One file a subcommand.

mod apply;
mod check;
mod format;
mod forms;
mod learn;
mod stats;
mod suggest;
mod trial;

use atau::Error;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Tend the lexicons: check, repair, count, look into them, learn from them.
#[derive(clap::Args)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(clap::Subcommand)]
enum Command {
    Apply(apply::Args),
    Check(check::Args),
    Format(format::Args),
    Stats(stats::Args),
    Forms(forms::Args),
    Learn(learn::Args),
    Suggest(suggest::Args),
    Try(trial::Args),
}

pub fn run(args: Args) -> Result<ExitCode, Error> {
    match args.command {
        Command::Apply(args) => apply::run(args),
        Command::Check(args) => check::run(args),
        Command::Format(args) => format::run(args),
        Command::Stats(args) => stats::run(args),
        Command::Forms(args) => forms::run(args),
        Command::Learn(args) => learn::run(args),
        Command::Suggest(args) => suggest::run(args),
        Command::Try(args) => trial::run(args),
    }
}

/// Where the lexicons are; every subcommand takes it.
#[derive(clap::Args)]
struct Folder {
    /// Folder of the lexicons.
    #[arg(long = "lexicons", value_name = "DIR", default_value = "lexicons", env = "ATAU_LEXICONS")]
    path: PathBuf,
}

/// Writes to standard output.
fn print(text: &str) -> Result<(), Error> {
    super::write_result(Path::new("-"), text)
}
