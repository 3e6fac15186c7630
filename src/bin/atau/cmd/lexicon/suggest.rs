//! `atau lexicon suggest`: lexicon lines from what a run has found.

use super::{Folder, print};
use atau::curate::apply::Usual;
use atau::curate::suggest::{self, Options};
use atau::{Error, files};
use std::path::PathBuf;
use std::process::ExitCode;

/// Show lexicon lines ready to paste: proposed entities and new spellings of a run, each with its sentences.
#[derive(clap::Args)]
pub struct Args {
    /// Output folder of a run.
    #[arg(default_value = "output")]
    run: PathBuf,
    #[command(flatten)]
    folder: Folder,
    /// Fewest mentions of a name.
    #[arg(long, value_name = "N", default_value_t = Options::default().mentions_min)]
    mentions: u64,
    /// Most names.
    #[arg(long, value_name = "N", default_value_t = Options::default().names_max)]
    names: usize,
    /// Most sentences for each name.
    #[arg(long, value_name = "N", default_value_t = Options::default().sentences_max)]
    sentences: usize,
}

pub fn run(args: Args) -> Result<ExitCode, Error> {
    let text = |name: &str| files::read_text(&args.run.join(name));
    let options =
        Options { mentions_min: args.mentions, names_max: args.names, sentences_max: args.sentences };
    let (index, variants, mentions) =
        (text("entity_index.csv")?, text("variants.csv")?, text("mentions.csv")?);
    let fault = |fault: Box<atau::model::Diagnostic>| Error::Tables(vec![*fault]);
    let usual = Usual::new(&files::read_lexicon_folder(&args.folder.path)?).map_err(fault)?;
    let lines = suggest::text(&index, &variants, &mentions, &usual, options).map_err(fault)?;
    print(&lines)?;
    Ok(ExitCode::SUCCESS)
}
