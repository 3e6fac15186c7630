//! Words that look like names and are none.

use super::sheet::Folder;
use crate::model::{Diagnostic, FormKind, Language};
use crate::text::key::key;
use hashbrown::HashMap;

const COMMON_WORDS: &str = "writing/common-words.csv";

/// Reports forms of one word that are common words too, unless the lexicon says that they are weak (`short`).
pub(super) fn words(folder: &Folder, found: &mut Vec<Diagnostic>) {
    let Some(sheet) = folder.sheet(COMMON_WORDS) else { return };
    let letters = &folder.lexicon.letters;
    let (Some(language), Some(form), Some(reason)) =
        (sheet.column("language"), sheet.column("form"), sheet.column("reason"))
    else {
        return;
    };
    let mut common: HashMap<(Language, String), &str> = HashMap::new();
    for row in &sheet.rows {
        if let Some(language) =
            Language::from_code(row.cell(language)).filter(|l| *l != Language::Undetermined)
        {
            common.insert((language, key(letters, row.cell(form))), row.cell(reason));
        } else {
            let message = format!("unknown language `{}`", row.cell(language));
            found.push(*row.error("E006", language, message, "write kk, ru or en"));
        }
    }
    for name in folder.names().filter(|n| n.kind() != FormKind::Short.code()) {
        if let Some(reason) = common.get(&(name.language, key(letters, name.form())))
            && !name.form().contains([' ', '-', '.'])
        {
            let message = format!("`{}` is also a common word ({reason})", name.form());
            let help = "mark it `short`, and list a fuller form; recognition asks for evidence before it believes it";
            found.push(*name.row.warning("W050", name.columns.form, message, help));
        }
    }
}
