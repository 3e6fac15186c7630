//! `atau cache`: what earlier runs left behind.

use atau::Error;
use atau::files::CacheFolder;
use std::path::PathBuf;
use std::process::ExitCode;

#[derive(clap::Subcommand)]
pub enum Command {
    /// Remove what earlier runs kept
    Clear(Args),
    /// Say what earlier runs kept
    Stats(Args),
}

#[derive(clap::Args)]
pub struct Args {
    /// The folder that was given to `atau align --cache`
    #[arg(default_value = ".atau-cache", env = "ATAU_CACHE")]
    folder: PathBuf,
}

pub fn run(command: Command) -> Result<ExitCode, Error> {
    match command {
        Command::Clear(args) => CacheFolder::new(&args.folder).clear()?,
        Command::Stats(args) => {
            let stats = CacheFolder::new(&args.folder).stats();
            println!(
                "{} results and {} editions of the names, {:.1} MB, in {}",
                stats.results,
                stats.editions,
                stats.bytes as f64 / 1e6,
                args.folder.display()
            );
        }
    }
    Ok(ExitCode::SUCCESS)
}
