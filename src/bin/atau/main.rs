//! The command line: talks to people, and to the library's public names only.

mod cmd;

use clap::{Parser, Subcommand};
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
    /// Tend the lexicons.
    #[command(subcommand)]
    Lexicon(Lexicon),
}

#[derive(Subcommand)]
enum Lexicon {
    Learn(cmd::learn::Args),
}

fn main() -> ExitCode {
    let result = match Cli::parse().command {
        Command::Align(args) => cmd::align::run(args),
        Command::Lexicon(Lexicon::Learn(args)) => cmd::learn::run(args),
    };
    result.unwrap_or_else(|error| {
        eprintln!("atau: {error}");
        ExitCode::from(2)
    })
}
