//! Writes a made-up corpus and its lexicon:
//! `cargo run --release --example generate_corpus -- FOLDER [--bytes N] [--forms N] [--named N] [--seed N]
//! [--listed PER_MILLE] [--unlisted PER_MILLE] [--names N] [--one-file] [--tables DIR] [--lexicon-only]`
//!
//! Texts go to `FOLDER/texts`, the lexicon to `FOLDER/lexicons`. `--names` is the number of distinct names in no lexicon.

#[path = "../benches/generate/mod.rs"]
mod generate;

use generate::{Generator, Plan};
use std::path::{Path, PathBuf};

type AnyError = Box<dyn std::error::Error>;

fn main() -> Result<(), AnyError> {
    let mut arguments = std::env::args().skip(1);
    let folder = PathBuf::from(arguments.next().ok_or("name the folder to write to")?);
    let mut plan = Plan::default();
    let mut tables = PathBuf::from("lexicons");
    let mut lexicon_only = false;
    while let Some(flag) = arguments.next() {
        if flag == "--one-file" || flag == "--lexicon-only" {
            plan.one_file |= flag == "--one-file";
            lexicon_only |= flag == "--lexicon-only";
            continue;
        }
        let value = arguments.next().ok_or_else(|| format!("{flag}: a value is missing"))?;
        match flag.as_str() {
            "--bytes" => plan.bytes = value.parse()?,
            "--forms" => plan.forms = value.parse()?,
            "--named" => plan.named = value.parse()?,
            "--seed" => plan.seed = value.parse()?,
            "--listed" => plan.listed_per_mille = value.parse()?,
            "--unlisted" => plan.unlisted_per_mille = value.parse()?,
            "--names" => plan.unlisted = value.parse()?,
            "--tables" => tables = value.into(),
            _ => return Err(format!("unknown flag {flag}").into()),
        }
    }
    let tables = atau::files::read_lexicon_folder(&tables)?;
    let mut generator = Generator::new(plan, &tables);
    if generator.languages() < 3 {
        return Err("the table of letters lacks a language".into());
    }
    let lexicons = folder.join("lexicons");
    let writing = tables.into_iter().filter(|(name, _)| name.starts_with("writing/"));
    for (name, text) in generator.lexicon().into_iter().chain(writing) {
        write(&lexicons.join(name), text.as_bytes())?;
    }
    if lexicon_only {
        return Ok(());
    }
    let mut result = Ok(());
    generator.texts(|name, bytes| {
        if result.is_ok() {
            result = write(&folder.join("texts").join(name), bytes);
        }
    });
    result
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), AnyError> {
    std::fs::create_dir_all(path.parent().unwrap_or(path))?;
    Ok(std::fs::write(path, bytes)?)
}
