//! What we know: entities, their names, and the tables of a lexicon folder. It parses text; it opens no files.

mod parse;

use crate::model::{Diagnostic, Entity, EntityId, Error, Form, FormId, Severity};
use hashbrown::HashMap;

/// The tables of a lexicon folder, parsed.
#[derive(Clone, Debug, Default)]
pub struct Lexicon {
    /// Sorted by key; an [`EntityId`] is a position here.
    pub entities: Vec<Entity>,
    /// In the order of the files; a [`FormId`] is a position here.
    pub forms: Vec<Form>,
    by_key: HashMap<String, EntityId>,
    forms_of: Vec<Vec<FormId>>,
}

impl Lexicon {
    /// Parses the files of a lexicon folder: (path below the folder, text) each.
    ///
    /// # Errors
    /// [`Error::Tables`] with every error found; warnings are left to `lexicon check`.
    pub fn parse(files: &[(String, String)]) -> Result<Lexicon, Error> {
        let mut diagnostics = Vec::new();
        let mut entities = Vec::new();
        for (name, text) in files.iter().filter(|(name, _)| name == "entities.csv") {
            parse::entities(name, text, &mut entities, &mut diagnostics);
        }
        entities.sort_by(|a: &Entity, b: &Entity| a.key.cmp(&b.key));
        let by_key: HashMap<String, EntityId> =
            entities.iter().enumerate().map(|(i, e)| (e.key.clone(), EntityId(i as u32))).collect();
        let mut forms = Vec::new();
        for (name, text) in files.iter().filter(|(name, _)| name.starts_with("names/")) {
            parse::forms(name, text, &by_key, &mut forms, &mut diagnostics);
        }
        if diagnostics.iter().any(|d: &Diagnostic| d.severity == Severity::Error) {
            return Err(Error::Tables(diagnostics));
        }
        let mut forms_of = vec![Vec::new(); entities.len()];
        for (i, form) in forms.iter().enumerate() {
            forms_of[form.entity.0 as usize].push(FormId(i as u32));
        }
        Ok(Lexicon { entities, forms, by_key, forms_of })
    }

    pub fn entity(&self, id: EntityId) -> &Entity {
        &self.entities[id.0 as usize]
    }

    pub fn form(&self, id: FormId) -> &Form {
        &self.forms[id.0 as usize]
    }

    pub fn by_key(&self, key: &str) -> Option<EntityId> {
        self.by_key.get(key).copied()
    }

    /// The forms of an entity, in the order of the files.
    pub fn forms_of(&self, id: EntityId) -> impl Iterator<Item = &Form> {
        self.forms_of[id.0 as usize].iter().map(|&f| self.form(f))
    }
}
