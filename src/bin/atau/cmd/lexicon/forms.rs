//! `atau lexicon forms`: what a row does.

use super::{Folder, print};
use atau::lexicon::{Lexicon, inflected};
use atau::model::EntityId;
use atau::{Error, files};
use std::fmt::Write;
use std::process::ExitCode;

/// Print every inflected form that will be recognised of an entity or a form, with its analysis.
#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    folder: Folder,
    /// An id (`per:ablai-khan`) or a listed form (`Абылай`).
    #[arg(value_name = "ENTITY|FORM")]
    what: String,
}

pub fn run(args: Args) -> Result<ExitCode, Error> {
    let lexicon = Lexicon::parse(&files::read_lexicon_folder(&args.folder.path)?)?;
    let by_key = lexicon.by_key(&args.what);
    let mut out = String::new();
    for (i, entity) in lexicon.entities.iter().enumerate() {
        let id = EntityId(i as u32);
        let wanted = |form: &str| by_key == Some(id) || inflected::same_key(&lexicon, form, &args.what);
        for form in lexicon.forms_of(id).filter(|f| wanted(&f.text)) {
            let _ = writeln!(out, "{}  {} {} `{}`", entity.key, form.language, form.kind.code(), form.text);
            for shape in inflected::shapes(&lexicon, form) {
                let _ = writeln!(out, "    {}  {}", shape.text, shape.analysis);
            }
        }
    }
    if !out.is_empty() {
        print(&out)?;
        return Ok(ExitCode::SUCCESS);
    }
    Err(Error::Usage(format!("`{}` is no id and no form of {}", args.what, args.folder.path.display())))
}
