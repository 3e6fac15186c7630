//! The cost table as text: `pair,a,b,after,cost,example`, in hundredths of a nat.
//!
//! A row without `after` holds wherever its unit stands; `^` is the start of a word, `$` its end, `ш:sh` a unit
//! before. What a unit leaves to those not listed after it follows from the rows, so a row may be changed alone.

use super::letters::LetterModel;
use super::system::System;
use super::tables::{Rows, fault};
use super::units::{EDGE, Unit, UnitId, UnitTable, key};
use crate::model::Diagnostic;
use crate::text::fold;
use hashbrown::HashMap;
use std::collections::BTreeMap;
use std::fmt::Write;

pub const COST_COLUMNS: [&str; 6] = ["pair", "a", "b", "after", "cost", "example"];
pub const CHANCE_COLUMNS: [&str; 4] = ["system", "before", "letter", "cost"];

/// Unit tables by the systems they join, in the order of [`System`].
pub type UnitTables = BTreeMap<(System, System), UnitTable>;

/// Most letters `after` of a row in the chance table can have.
const BEFORE_MAX: usize = 2;

fn probability(cost: i32) -> f64 {
    (-f64::from(cost) / 100.0).exp()
}

fn cost(probability: f64) -> i32 {
    (-probability.ln() * 100.0).round() as i32
}

pub(super) fn pair_code((a, b): (System, System)) -> String {
    format!("{}-{}", a.code(), b.code())
}

/// Reads unit tables.
pub fn read(rows: Rows, diagnostics: &mut Vec<Diagnostic>) -> UnitTables {
    struct Draft {
        units: Vec<Unit>,
        index: HashMap<(u64, u64), UnitId>,
        contexts: Vec<(u32, String, UnitId, f64)>,
    }
    let mut drafts: BTreeMap<(System, System), Draft> = BTreeMap::new();
    for (line, row) in rows.rows {
        let systems =
            row[0].split_once('-').and_then(|(a, b)| Some((System::from_code(a)?, System::from_code(b)?)));
        let Some(systems) = systems.filter(|(a, b)| a <= b) else {
            diagnostics.push(fault(
                &rows.file,
                line,
                format!("unknown pair `{}`", &row[0]),
                "write ru-en, kk-en, kk-ru, ru-ru, kk-kk or en-en",
            ));
            continue;
        };
        let Some(value) = row[4].parse::<i32>().ok().filter(|c| (0..=100_000).contains(c)) else {
            diagnostics.push(fault(
                &rows.file,
                line,
                format!("`{}` is not a cost", &row[4]),
                "write hundredths of a nat, 0 to 100000",
            ));
            continue;
        };
        let (a, b) = (fold::letters(&row[1]), fold::letters(&row[2]));
        if a.len().max(b.len()) > super::units::UNIT_LETTERS_MAX {
            diagnostics.push(fault(
                &rows.file,
                line,
                format!("unit `{}:{}` is too long", &row[1], &row[2]),
                "four letters on a side at most",
            ));
            continue;
        }
        let draft = drafts.entry(systems).or_insert_with(|| Draft {
            units: vec![Unit {
                a: [].into_iter().collect(),
                b: [].into_iter().collect(),
                probability: 0.1,
                back_off: 1.0,
                example: String::new(),
            }],
            index: HashMap::new(),
            contexts: Vec::new(),
        });
        let end = &row[1] == "$";
        let id = if end {
            EDGE
        } else {
            *draft.index.entry((key(&a), key(&b))).or_insert_with(|| {
                draft.units.push(Unit {
                    a: a.iter().copied().collect(),
                    b: b.iter().copied().collect(),
                    probability: 1e-9,
                    back_off: 1.0,
                    example: String::new(),
                });
                draft.units.len() as UnitId - 1
            })
        };
        if row[3].is_empty() {
            let unit = &mut draft.units[id as usize];
            unit.probability = probability(value);
            unit.example = row[5].to_owned();
        } else {
            draft.contexts.push((line, row[3].to_owned(), id, probability(value)));
        }
    }
    let mut tables = UnitTables::new();
    for (systems, mut draft) in drafts {
        let mut context = HashMap::new();
        let mut listed: Vec<(f64, f64)> = vec![(0.0, 0.0); draft.units.len()];
        for (line, after, next, p) in draft.contexts {
            let previous = if after == "^" {
                Some(EDGE)
            } else {
                after.split_once(':').and_then(|(a, b)| {
                    draft.index.get(&(key(&fold::letters(a)), key(&fold::letters(b)))).copied()
                })
            };
            let Some(previous) = previous else {
                diagnostics.push(fault(
                    &rows.file,
                    line,
                    format!("no unit `{after}`"),
                    "give the unit a row without `after` first",
                ));
                continue;
            };
            context.insert((previous, next), p);
            listed[previous as usize].0 += p;
            listed[previous as usize].1 += draft.units[next as usize].probability;
        }
        for (unit, (after, alone)) in draft.units.iter_mut().zip(listed) {
            unit.back_off = ((1.0 - after).max(0.01) / (1.0 - alone).max(0.01)).min(1.0);
        }
        tables.insert(systems, UnitTable::new(draft.units, context));
    }
    tables
}

/// Writes unit tables, commonest units first; contexts only where they change a cost by `least` hundredths.
pub fn write(tables: &UnitTables, least: i32) -> String {
    let mut out = COST_COLUMNS.join(",") + "\n";
    for (systems, table) in tables {
        let pair = pair_code(*systems);
        let name = |id: UnitId| {
            let unit = table.unit(id);
            if id == EDGE {
                ("$".to_owned(), "$".to_owned())
            } else {
                (fold::text(&unit.a), fold::text(&unit.b))
            }
        };
        let mut order: Vec<UnitId> = (0..table.units.len() as UnitId).collect();
        order.sort_by_key(|&id| {
            let (a, b) = name(id);
            (a, cost(table.unit(id).probability), b)
        });
        let mut contexts: HashMap<UnitId, Vec<(i32, String)>> = HashMap::new();
        for (previous, next, p) in table.contexts() {
            let backed = table.unit(previous).back_off * table.unit(next).probability;
            if (cost(p) - cost(backed)).abs() < least {
                continue;
            }
            let after = if previous == EDGE {
                "^".to_owned()
            } else {
                let (a, b) = name(previous);
                format!("{a}:{b}")
            };
            contexts.entry(next).or_default().push((cost(p), after));
        }
        let mut plain = String::new();
        let mut after = String::new();
        for id in order {
            let (a, b) = name(id);
            let unit = table.unit(id);
            let _ = writeln!(plain, "{pair},{a},{b},,{},{}", cost(unit.probability), unit.example);
            let mut rows = contexts.remove(&id).unwrap_or_default();
            rows.sort();
            for (cost, before) in rows {
                let _ = writeln!(after, "{pair},{a},{b},{before},{cost},");
            }
        }
        out += &plain;
        out += &after;
    }
    out
}

/// Reads the chance of letters.
pub fn read_chance(rows: Rows, diagnostics: &mut Vec<Diagnostic>) -> [LetterModel; 3] {
    let mut models: [LetterModel; 3] = Default::default();
    for (line, row) in rows.rows {
        let system = System::from_code(&row[0]);
        let before = fold::letters(&row[1].replace('^', "\0"));
        let value = row[3].parse::<i32>().ok();
        let (Some(system), Some(value), true) = (system, value, before.len() <= BEFORE_MAX) else {
            diagnostics.push(fault(
                &rows.file,
                line,
                "not a row of the chance table",
                "system kk, ru or en; two letters before at most; a whole cost",
            ));
            continue;
        };
        let letter = match &row[2] {
            "" => None,
            "$" => Some(0),
            other => fold::letters(other).first().copied(),
        };
        models[system.index()].set(&before, letter, probability(value));
    }
    models
}

/// Writes the chance of letters: `^` is the start, `$` the end, an empty letter what is left to shorter contexts.
pub fn write_chance(models: &[LetterModel; 3]) -> String {
    let mut out = CHANCE_COLUMNS.join(",") + "\n";
    for system in System::ALL {
        for (before, letter, p) in models[system.index()].rows() {
            let before = fold::text(&before).replace('\0', "^");
            let letter = match letter {
                None => String::new(),
                Some(0) => "$".to_owned(),
                Some(letter) => fold::text(&[letter]),
            };
            let _ = writeln!(out, "{},{before},{letter},{}", system.code(), cost(p));
        }
    }
    out
}
