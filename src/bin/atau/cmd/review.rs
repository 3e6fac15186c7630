//! `atau review`: the review queue in the terminal, one key a decision.

use atau::curate::session::Session;
use atau::curate::workbook;
use atau::{Error, files};
use console::{Key, Term, style};
use std::collections::{BTreeMap, VecDeque};
use std::fmt::Write;
use std::io::{IsTerminal, Read};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

const HELP: &str =
    "a accept  r reject  1-9 same as that candidate  s same as an id  n new entity  x not a name  u unsure
space leave open  z undo  q end";

/// Walk through the review of a run, one key a decision; every decision is saved at once in its review.csv.
#[derive(clap::Args)]
#[command(
    after_help = "Keys: a accept, r reject, 1-9 same as that candidate, s same as an id, n new entity, x not a
name, u unsure, space leave open, z undo, q end. Then: atau lexicon apply RUN/review.csv"
)]
pub struct Args {
    /// Output folder of a run, or its review.csv.
    #[arg(default_value = "output")]
    run: PathBuf,
    /// Hide scores, and what was decided by them
    #[arg(long)]
    blind: bool,
    /// Who decides
    #[arg(long, value_name = "NAME", env = "ATAU_REVIEWER", default_value = "")]
    by: String,
    /// Date of the decisions [default: today]
    #[arg(long, value_name = "DATE")]
    date: Option<String>,
    /// Write the review as review.xlsx beside review.csv instead, for a spreadsheet
    #[arg(long)]
    xlsx: bool,
}

pub fn run(args: Args) -> Result<ExitCode, Error> {
    let path = if args.run.is_dir() { args.run.join("review.csv") } else { args.run.clone() };
    let text = files::read_table(&path)?;
    if args.xlsx {
        let book = workbook::review(&text).map_err(Error::Usage)?;
        let place = path.with_extension("xlsx");
        files::write_whole(&place, &book)?;
        println!("written to {}", place.display());
        return Ok(ExitCode::SUCCESS);
    }
    let mut session = Session::new(&path.to_string_lossy(), &text).map_err(|f| Error::Tables(vec![*f]))?;
    let names = names(path.parent().unwrap_or(Path::new(".")))?;
    let date = args.date.clone().unwrap_or_else(super::today);
    let mut keys = Keys::new()?;
    println!("{HELP}");
    while !session.is_done() {
        print!("{}", shown(&session, &names, args.blind));
        let Some(key) = keys.next()? else { break };
        let decision = match key {
            'a' if !args.blind => "accept".to_owned(),
            'r' if !args.blind => "reject".to_owned(),
            'n' => "new entity".to_owned(),
            'x' => "not a name".to_owned(),
            'u' => "unsure".to_owned(),
            's' => match keys.line("same as: ")? {
                id if id.is_empty() => continue,
                id => format!("same as {id}"),
            },
            '1'..='9' => {
                let number = key as usize - '1' as usize;
                match choices(&session, args.blind).get(number) {
                    Some(id) => format!("same as {id}"),
                    None => continue,
                }
            }
            ' ' => {
                session.pass_over();
                continue;
            }
            'z' => {
                if session.undo() {
                    files::write_whole(&path, session.csv().as_bytes())?;
                }
                continue;
            }
            'q' => break,
            _ => {
                println!("{HELP}");
                continue;
            }
        };
        println!("  {decision}");
        session.decide(&decision, &args.by, &date);
        files::write_whole(&path, session.csv().as_bytes())?;
    }
    let (decided, all) = session.progress();
    println!("{decided} of {all} decided; next: atau lexicon apply {}", path.display());
    Ok(ExitCode::SUCCESS)
}

/// Best names of the entities of the run, by id.
fn names(run: &Path) -> Result<BTreeMap<String, String>, Error> {
    let path = run.join("entity_index.csv");
    if !path.is_file() {
        return Ok(BTreeMap::new());
    }
    let text = files::read_text(&path)?;
    let table =
        atau::text::table::Table::parse("entity_index.csv", &text).map_err(|f| Error::Tables(vec![*f]))?;
    let name = |row: &atau::text::table::NamedRow| {
        let names = ["name_kk", "name_ru", "name_en"].map(|column| row.get(column));
        names.into_iter().filter(|n| !n.is_empty()).collect::<Vec<_>>().join(" · ")
    };
    Ok(table.rows().map(|row| (row.get("entity_id").to_owned(), name(&row))).collect())
}

/// The ids that a digit chooses from. Those who decide blindly see what was decided among the others, in the order of
/// ids, which says nothing.
fn choices(session: &Session, blind: bool) -> Vec<String> {
    let others = session.candidates().into_iter().map(|(id, _)| id.to_owned());
    if !blind {
        return others.collect();
    }
    let decided = Some(session.cell("entity_id").to_owned()).filter(|id| !id.is_empty());
    let mut all: Vec<String> = decided.into_iter().chain(others).collect();
    all.sort();
    all.dedup();
    all
}

/// A row as it is asked about.
fn shown(session: &Session, names: &BTreeMap<String, String>, blind: bool) -> String {
    let mut text = String::new();
    let (decided, all) = session.progress();
    let [kind, language, surface] = ["kind", "language", "surface"].map(|column| session.cell(column));
    let _ = writeln!(text, "\n[{}/{all}] {kind}, {language}: {}", decided + 1, style(surface).bold());
    let named = |id: &str| names.get(id).map_or(String::new(), |name| format!("  {name}"));
    let entity = session.cell("entity_id");
    if !blind {
        let decided = if entity.is_empty() { "nothing" } else { entity };
        let _ = writeln!(text, "    decided for {decided}{} ({})", named(entity), session.cell("score"));
    }
    for (number, id) in choices(session, blind).iter().enumerate() {
        let score =
            session.candidates().iter().find(|(other, _)| other == id).map_or("", |(_, score)| *score);
        let score = if blind { "" } else { score };
        let _ = writeln!(text, "  {} {id}{} {score}", number + 1, named(id));
    }
    let evidence = session.cell("evidence");
    // The lead of the best candidate is a score as well.
    let evidence = if blind && evidence.starts_with("lead ") {
        evidence.split_once("; ").map_or("", |(_, sentence)| sentence)
    } else {
        evidence
    };
    let mut marked = String::new();
    for (i, part) in evidence.split(['«', '»']).enumerate() {
        let _ = if i % 2 == 1 {
            write!(marked, "{}", style(format!("«{part}»")).reverse())
        } else {
            write!(marked, "{part}")
        };
    }
    let _ = writeln!(text, "    {marked}");
    text
}

/// Keys from a terminal one by one, or from a file that stands for one.
enum Keys {
    Terminal(Term),
    Piped(VecDeque<char>),
}

impl Keys {
    fn new() -> Result<Keys, Error> {
        if std::io::stdin().is_terminal() {
            return Ok(Keys::Terminal(Term::stdout()));
        }
        let mut text = String::new();
        std::io::stdin().read_to_string(&mut text).map_err(Error::file("-", "read"))?;
        Ok(Keys::Piped(text.chars().collect()))
    }

    /// The next key; `None` when there are no more.
    fn next(&mut self) -> Result<Option<char>, Error> {
        match self {
            Keys::Piped(keys) => {
                while keys.front().is_some_and(|c| matches!(c, '\n' | '\r')) {
                    keys.pop_front();
                }
                Ok(keys.pop_front())
            }
            Keys::Terminal(terminal) => match terminal.read_key().map_err(Error::file("-", "read"))? {
                Key::Char(key) => Ok(Some(key.to_ascii_lowercase())),
                Key::Escape | Key::CtrlC => Ok(None),
                Key::Backspace => Ok(Some('z')),
                _ => Ok(Some('?')),
            },
        }
    }

    /// A line that is typed.
    fn line(&mut self, prompt: &str) -> Result<String, Error> {
        match self {
            Keys::Piped(keys) => {
                let line: String = keys.iter().take_while(|c| **c != '\n').collect();
                keys.drain(..line.chars().count());
                Ok(line.trim().to_owned())
            }
            Keys::Terminal(terminal) => {
                terminal.write_str(prompt).map_err(Error::file("-", "write"))?;
                Ok(terminal.read_line().map_err(Error::file("-", "read"))?.trim().to_owned())
            }
        }
    }
}
