//! Options from `atau.toml`: what neither a flag nor an `ATAU_*` variable says.

use atau::Error;
use serde::Deserialize;
use std::path::{Path, PathBuf};

/// The file that is read without being named, if it is there.
const DEFAULT_FILE: &str = "atau.toml";

/// The keys of `atau.toml`: the long flags of `align`, with `_` for `-`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    pub input: Option<Vec<PathBuf>>,
    pub lexicons: Option<PathBuf>,
    pub out: Option<PathBuf>,
    pub threads: Option<usize>,
    pub encoding: Option<String>,
    pub text_column: Option<String>,
    pub id_column: Option<String>,
    pub include_notes: Option<bool>,
    pub keep_text: Option<bool>,
    pub listed_only: Option<bool>,
    pub cache: Option<PathBuf>,
    pub quiet: Option<bool>,
}

impl Config {
    /// Reads the file named, or `atau.toml` if it is there.
    pub fn read(named: Option<&Path>) -> Result<Config, Error> {
        let path = named.unwrap_or(Path::new(DEFAULT_FILE));
        if named.is_none() && !path.exists() {
            return Ok(Config::default());
        }
        let text = atau::files::read_text(path)?;
        toml::from_str(&text).map_err(|e| Error::Usage(format!("{}: {e}", path.display())))
    }
}
