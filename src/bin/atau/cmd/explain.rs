//! `atau explain`: two names, step by step.

use atau::compare::{CompareTables, Comparer, Judge, Limits, explain};
use atau::lexicon::Lexicon;
use atau::model::{EntityType, Language};
use atau::text::reading::Readings;
use atau::{Error, files};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Tell how two names are read, aligned and scored, and why they are or are not the same.
#[derive(clap::Args)]
pub struct Args {
    name_a: String,
    name_b: String,
    /// Languages of the two names (kk, ru, en) [default: told from the letters]
    #[arg(long, value_name = "CODE")]
    language_a: Option<String>,
    #[arg(long, value_name = "CODE")]
    language_b: Option<String>,
    /// What they name: PER, LOC, GRP, ORG, TTL, EVT.
    #[arg(long = "type", value_name = "TYPE")]
    entity_type: Option<String>,
    /// Folder with the lexicons.
    #[arg(long, value_name = "DIR", default_value = "lexicons", env = "ATAU_LEXICONS")]
    lexicons: PathBuf,
    /// Go by the sound alone, without the names of the lexicons and the settled pairs.
    #[arg(long)]
    no_lexicon: bool,
    /// Language of the explanation: en, ru or kk.
    #[arg(long, value_name = "CODE", default_value = "en", env = "ATAU_UI_LANGUAGE")]
    ui_language: String,
}

pub fn run(args: Args) -> Result<ExitCode, Error> {
    let language = |code: Option<&str>| {
        let code = code.unwrap_or("");
        Language::from_code(code)
            .ok_or_else(|| Error::Usage(format!("unknown language `{code}`; write kk, ru or en")))
    };
    let entity_type = match &args.entity_type {
        None => None,
        Some(code) => Some(EntityType::from_code(code).ok_or_else(|| {
            Error::Usage(format!("unknown type `{code}`; write PER, LOC, GRP, ORG, TTL or EVT"))
        })?),
    };
    let texts = files::read_lexicon_folder(&args.lexicons)?;
    let comparer = Comparer::new(&CompareTables::parse(&texts)?);
    let readings = Readings::parse(&texts)?;
    let lexicon = if args.no_lexicon { Lexicon::default() } else { Lexicon::parse(&texts)? };
    let mut judge = Judge::by_sound(&comparer, Limits::default());
    if !args.no_lexicon {
        judge = Judge::with_lexicon(&comparer, Limits::default(), &lexicon);
        for (name, text) in texts.iter().filter(|(name, _)| name == super::JUDGEMENTS_FILE) {
            judge.add_judgements(name, text)?;
        }
    }
    let a = comparer.prepare(&args.name_a, language(args.language_a.as_deref())?, entity_type);
    let b = comparer.prepare(&args.name_b, language(args.language_b.as_deref())?, entity_type);
    let reader = language(Some(&args.ui_language))?;
    super::write_result(Path::new("-"), &explain::explain(&judge, &readings, &a, &b, reader))?;
    Ok(ExitCode::SUCCESS)
}
