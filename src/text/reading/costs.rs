//! What it costs to take one sound for another, or to have a sound on one side only: `lexicons/readings/distances.csv`.
//!
//! Costs are hundredths of a nat: 69 is a thing that happens every second time, 230 every tenth, 461 one time in a
//! hundred. Without a row for two sounds their cost is the sum over the features in which they differ.

use super::sounds::{FEATURES, Sound, SoundSet, Sounds};
use crate::model::Diagnostic;
use crate::text::table::{self, Row};
use hashbrown::HashMap;

const COLUMNS: [&str; 10] =
    ["kind", "feature", "a", "b", "before", "after", "position", "cost", "example", "source"];
const FEATURE: usize = 1;
const A: usize = 2;
const B: usize = 3;
const BEFORE: usize = 4;
const AFTER: usize = 5;
const POSITION: usize = 6;
const COST: usize = 7;

/// No single cost is higher.
pub const COST_MAX: u16 = 2_000;
/// What a difference costs that the table does not speak of.
const COST_UNKNOWN: u16 = 300;

/// Where a sound stands in a lattice, as far as it can be told: with several readings, whatever one of them allows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Context {
    /// Sounds that may stand before.
    pub previous: SoundSet,
    /// Sounds that may stand after.
    pub next: SoundSet,
    pub initial: bool,
    pub last: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Position {
    #[default]
    Any,
    Initial,
    Final,
}

impl Position {
    fn holds(self, context: &Context) -> bool {
        match self {
            Position::Any => true,
            Position::Initial => context.initial,
            Position::Final => context.last,
        }
    }
}

/// The costs of a table. Symmetric.
#[derive(Clone, Debug, Default)]
pub struct SoundCosts {
    size: usize,
    substitutions: Vec<u16>,
    /// Cheaper substitutions in some places; few, looked at only where `placed_pairs` says so.
    placed: Vec<Placed>,
    placed_pairs: Vec<bool>,
    drops: Vec<Vec<Drop>>,
}

#[derive(Clone, Debug)]
struct Placed {
    a: Sound,
    b: Sound,
    condition: Condition,
    cost: u16,
}

#[derive(Clone, Debug)]
struct Drop {
    condition: Condition,
    /// Only after the same sound.
    doubled: bool,
    cost: u16,
}

#[derive(Clone, Debug, Default)]
struct Condition {
    before: SoundSet,
    after: SoundSet,
    position: Position,
}

impl Condition {
    fn is_empty(&self) -> bool {
        self.before.is_empty() && self.after.is_empty() && self.position == Position::Any
    }

    fn holds(&self, context: &Context) -> bool {
        self.position.holds(context)
            && (self.before.is_empty() || self.before.meets(context.next))
            && (self.after.is_empty() || self.after.meets(context.previous))
    }
}

impl SoundCosts {
    /// Cost of taking two sounds for one another where they stand.
    pub fn substitute(&self, a: Sound, b: Sound, at_a: &Context, at_b: &Context) -> u16 {
        let cell = a.index() * self.size + b.index();
        let cost = self.substitutions.get(cell).copied().unwrap_or(COST_MAX);
        if !self.placed_pairs.get(cell).copied().unwrap_or(false) {
            return cost;
        }
        let fits = |p: &&Placed| {
            let same = (p.a, p.b) == (a, b) || (p.a, p.b) == (b, a);
            same && p.condition.holds(at_a) && p.condition.holds(at_b)
        };
        self.placed.iter().filter(fits).map(|p| p.cost).fold(cost, u16::min)
    }

    /// Cost of a sound that the other side has not.
    pub fn drop(&self, sound: Sound, at: &Context) -> u16 {
        let rules = self.drops.get(sound.index()).map_or(&[][..], Vec::as_slice);
        let fits = |d: &&Drop| d.condition.holds(at) && (!d.doubled || at.previous.contains(sound));
        rules.iter().filter(fits).map(|d| d.cost).min().unwrap_or(COST_UNKNOWN)
    }

    pub(super) fn parse(
        file: &str,
        text: &str,
        sounds: &Sounds,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> SoundCosts {
        let rows = table::rows(file, text, &COLUMNS, diagnostics);
        let mut steps = HashMap::new();
        for row in rows.iter().filter(|row| row.cell(0) == "feature") {
            if let Err(diagnostic) = feature_step(row, &mut steps) {
                diagnostics.push(*diagnostic);
            }
        }
        let mut costs = SoundCosts::from_features(sounds, &steps);
        for row in rows.iter().filter(|row| row.cell(0) != "feature") {
            if let Err(diagnostic) = costs.add(row, sounds) {
                diagnostics.push(*diagnostic);
            }
        }
        costs
    }

    /// Adds the rows of another table, which count before those that are here.
    pub(super) fn overrule(
        &mut self,
        file: &str,
        text: &str,
        sounds: &Sounds,
        diagnostics: &mut Vec<Diagnostic>,
    ) {
        for row in table::rows(file, text, &COLUMNS, diagnostics) {
            if let Err(diagnostic) = self.add(&row, sounds) {
                diagnostics.push(*diagnostic);
            }
        }
    }

    fn from_features(sounds: &Sounds, steps: &Steps) -> SoundCosts {
        let size = sounds.len();
        let mut costs = SoundCosts {
            size,
            substitutions: vec![0; size * size],
            placed_pairs: vec![false; size * size],
            drops: vec![Vec::new(); size],
            ..SoundCosts::default()
        };
        for a in sounds.all() {
            for b in sounds.all().filter(|&b| b != a) {
                let total: u32 = (0..FEATURES.len())
                    .map(|f| (f, sounds.feature(a, f), sounds.feature(b, f)))
                    .filter(|(_, x, y)| x != y)
                    .map(|(f, x, y)| u32::from(step(steps, f, x, y)))
                    .sum();
                costs.substitutions[a.index() * size + b.index()] = total.min(u32::from(COST_MAX)) as u16;
            }
        }
        costs
    }

    fn add(&mut self, row: &Row, sounds: &Sounds) -> Result<(), Box<Diagnostic>> {
        let cost = cost(row)?;
        let condition = Condition {
            before: sound_set(row, BEFORE, sounds)?,
            after: sound_set(row, AFTER, sounds)?,
            position: match row.cell(POSITION) {
                "" => Position::Any,
                "initial" => Position::Initial,
                "final" => Position::Final,
                other => {
                    let message = format!("unknown position `{other}`");
                    return Err(row.error("E203", POSITION, message, "write initial or final, or nothing"));
                }
            },
        };
        match row.cell(0) {
            "substitute" => {
                let a = sound_set(row, A, sounds)?;
                let b = sound_set(row, B, sounds)?;
                if a.is_empty() || b.is_empty() {
                    return Err(row.error("E202", A, "a sound is missing".to_owned(), "name two sounds"));
                }
                for (a, b) in a.iter().flat_map(|a| b.iter().map(move |b| (a, b))).filter(|(a, b)| a != b) {
                    let cells = [a.index() * self.size + b.index(), b.index() * self.size + a.index()];
                    for cell in cells {
                        if condition.is_empty() {
                            self.substitutions[cell] = cost;
                        } else {
                            self.placed_pairs[cell] = true;
                        }
                    }
                    if !condition.is_empty() {
                        self.placed.push(Placed { a, b, condition: condition.clone(), cost });
                    }
                }
            }
            kind @ ("drop" | "double") => {
                let dropped = sound_set(row, A, sounds)?;
                if dropped.is_empty() {
                    return Err(row.error(
                        "E202",
                        A,
                        "a sound is missing".to_owned(),
                        "name a sound or class",
                    ));
                }
                for sound in dropped.iter() {
                    let rule = Drop { condition: condition.clone(), doubled: kind == "double", cost };
                    // A plain row for one sound replaces the plain row of its class.
                    let plain = |d: &Drop| d.condition.is_empty() && !d.doubled;
                    if plain(&rule) {
                        self.drops[sound.index()].retain(|d| !plain(d));
                    }
                    self.drops[sound.index()].push(rule);
                }
            }
            other => {
                let message = format!("unknown kind `{other}`");
                return Err(row.error("E201", 0, message, "write feature, substitute, drop or double"));
            }
        }
        Ok(())
    }
}

type Steps = HashMap<(usize, String, String), u16>;

fn step(steps: &Steps, feature: usize, a: &str, b: &str) -> u16 {
    let find = |a: &str, b: &str| steps.get(&(feature, a.to_owned(), b.to_owned())).copied();
    find(a, b).or_else(|| find(b, a)).or_else(|| find("*", "*")).unwrap_or(COST_UNKNOWN)
}

fn feature_step(row: &Row, steps: &mut Steps) -> Result<(), Box<Diagnostic>> {
    let Some(feature) = FEATURES.iter().position(|f| *f == row.cell(FEATURE)) else {
        let message = format!("unknown feature `{}`", row.cell(FEATURE));
        return Err(row.error("E211", FEATURE, message, "write a feature column of sounds.csv"));
    };
    let key = (feature, row.cell(A).to_owned(), row.cell(B).to_owned());
    if steps.insert(key, cost(row)?).is_some() {
        return Err(row.error("E204", A, "this step stands above".to_owned(), "remove one of the two rows"));
    }
    Ok(())
}

fn cost(row: &Row) -> Result<u16, Box<Diagnostic>> {
    row.cell(COST).parse::<u16>().ok().filter(|&c| c <= COST_MAX).ok_or_else(|| {
        let message = format!("`{}` is not a cost", row.cell(COST));
        row.error("E205", COST, message, "write a whole number from 0 to 2000 (hundredths of a nat)")
    })
}

/// The sounds and classes named in a cell, parted by spaces; empty for an empty cell.
fn sound_set(row: &Row, cell: usize, sounds: &Sounds) -> Result<SoundSet, Box<Diagnostic>> {
    let mut result = SoundSet::default();
    for name in row.cell(cell).split_whitespace() {
        let set = sounds.set(name).ok_or_else(|| {
            let message = format!("unknown sound `{name}`");
            row.error("E202", cell, message, "write a sound of sounds.csv, or vowel, consonant, glide")
        })?;
        result = result.union(set);
    }
    Ok(result)
}
