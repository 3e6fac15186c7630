//! Endings: every form takes some, and every row of the ending tables is taken by some form.

use super::sheet::Folder;
use crate::lexicon::patterns::pattern_words;
use crate::model::{Diagnostic, FormKind, Language, Script};
use crate::text::key::key;
use hashbrown::HashSet;

/// Reports Kazakh and Russian forms whose last word no class of the ending tables takes.
pub(super) fn classes(folder: &Folder, found: &mut Vec<Diagnostic>) {
    let lexicon = folder.lexicon;
    for name in folder.names().filter(|n| n.language != Language::English) {
        let Some(word) = pattern_words(name.form()).last() else { continue };
        let normal = key(&lexicon.letters, word);
        let modern = lexicon.letters.modernise(&normal);
        if name.kind() == FormKind::Abbreviation.code()
            || lexicon.letters.script(word) != Script::Cyrillic
            || lexicon.inflections.takes(&normal, name.language)
            || lexicon.inflections.takes(&modern, name.language)
        {
            continue;
        }
        let message = format!("`{word}` takes no ending of the {} tables", name.language);
        let help = "correct the form, or add its class to writing/ (a class without endings if it has none)";
        let end = name.form().trim_end_matches(|c: char| !c.is_alphanumeric()).chars().count();
        let part = end.saturating_sub(word.chars().count())..end;
        let warning = name.row.warning("W048", name.columns.form, message, help);
        found.push(*name.row.within(warning, name.columns.form, part));
    }
}

/// Reports rows of the ending tables that no word of a listed name, title or generic word ever uses.
pub(super) fn idle(folder: &Folder, found: &mut Vec<Diagnostic>) {
    let lexicon = folder.lexicon;
    let titles = lexicon.titles.iter().map(|t| (t.language, t.form.as_str()));
    let generics = lexicon.generics.iter().map(|g| (g.language, g.form.as_str()));
    let forms = lexicon.forms.iter().map(|f| (f.language, f.text.as_str()));
    let mut words: HashSet<(Language, String)> = HashSet::new();
    for (language, form) in forms.chain(titles).chain(generics) {
        words.extend(pattern_words(form).map(|word| (language, key(&lexicon.letters, word))));
    }
    let words = words.iter().map(|(language, word)| (*language, word.as_str()));
    for (file, line) in lexicon.inflections.idle_rows(words) {
        let Some(row) = folder.sheet(file).and_then(|s| s.row_at(line)) else { continue };
        let message = format!("no listed word ever takes `{}`", row.cell(0));
        let help = "correct the letters it comes after, or remove the row";
        found.push(*row.warning("W049", 0, message, help));
    }
}
