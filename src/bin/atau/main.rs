//! The command line: talks to people, and to the library's public names only.

mod cmd;
mod config;
mod diagnostics;
mod kept;
mod progress;
mod summary;

use atau::Error;
use clap::{CommandFactory, Parser, Subcommand};
use std::process::ExitCode;

/// Finds the names in Kazakh, Russian and English texts and aligns them into one entity index.
#[derive(Parser)]
#[command(name = "atau", version, about, max_term_width = 100)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Align(cmd::align::Args),
    /// Look after what earlier runs kept
    #[command(subcommand)]
    Cache(cmd::cache::Command),
    Match(cmd::matching::Args),
    Compare(cmd::compare::Args),
    Explain(cmd::explain::Args),
    Diff(cmd::diff::Args),
    Eval(Box<cmd::eval::Args>),
    Lexicon(cmd::lexicon::Args),
    /// Print a completion script for a shell
    Completions {
        shell: clap_complete::Shell,
    },
    /// Print the manual page of the program or of one of its commands
    Man {
        command: Option<String>,
    },
    Report(cmd::report::Args),
    Review(cmd::review::Args),
}

fn main() -> ExitCode {
    let result = match Cli::parse().command {
        Command::Align(args) => cmd::align::run(args),
        Command::Cache(command) => cmd::cache::run(command),
        Command::Match(args) => cmd::matching::run(args),
        Command::Compare(args) => cmd::compare::run(args),
        Command::Explain(args) => cmd::explain::run(args),
        Command::Diff(args) => cmd::diff::run(args),
        Command::Eval(args) => cmd::eval::run(*args),
        Command::Lexicon(args) => cmd::lexicon::run(args),
        Command::Completions { shell } => {
            clap_complete::generate(shell, &mut Cli::command(), "atau", &mut std::io::stdout());
            Ok(ExitCode::SUCCESS)
        }
        Command::Man { command } => manual(command.as_deref()),
        Command::Report(args) => cmd::report::run(args),
        Command::Review(args) => cmd::review::run(args),
    };
    result.unwrap_or_else(|error| {
        eprintln!("atau: {error}");
        ExitCode::from(2)
    })
}

fn manual(command: Option<&str>) -> Result<ExitCode, Error> {
    let program = Cli::command();
    let page = match command {
        None => program,
        Some(name) => program
            .find_subcommand(name)
            .cloned()
            .ok_or_else(|| Error::Usage(format!("there is no command `{name}`; see `atau --help`")))?,
    };
    clap_mangen::Man::new(page).render(&mut std::io::stdout()).map_err(Error::file("-", "write"))?;
    Ok(ExitCode::SUCCESS)
}
