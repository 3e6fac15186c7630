//! The command line: talks to people, and to the library's public names only.

mod cmd;
mod config;
mod progress;
mod summary;

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
    Diff(cmd::diff::Args),
    Eval(Box<cmd::eval::Args>),
    Report(cmd::report::Args),
}

fn main() -> ExitCode {
    let result = match Cli::parse().command {
        Command::Align(args) => cmd::align::run(args),
        Command::Diff(args) => cmd::diff::run(args),
        Command::Eval(args) => cmd::eval::run(*args),
        Command::Report(args) => cmd::report::run(args),
    };
    result.unwrap_or_else(|error| {
        eprintln!("atau: {error}");
        ExitCode::from(2)
    })
}
