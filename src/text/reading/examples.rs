//! Runs the examples of the tables: each says how a form is read, or with what form it shares a reading.

use super::{Expected, Lattice, Readings, Sound, TraditionId};
use crate::model::Diagnostic;

const FORM: usize = super::tradition::GRAPHEME;
const EXPECTED: usize = super::tradition::SOUNDS;

/// Reports every example that is not as it says.
pub(super) fn check(readings: &Readings, diagnostics: &mut Vec<Diagnostic>) {
    for (t, tradition) in readings.traditions.iter().enumerate() {
        let id = TraditionId(t as u8);
        for example in &tradition.examples {
            let lattice = readings.read_as(&example.form, id);
            let (cell, message) = match &example.expected {
                Expected::Sounds(sounds) => {
                    let (found, _) = lattice.best_reading();
                    if found[..] == sounds[..] {
                        continue;
                    }
                    (EXPECTED, format!("`{}` is read `{}`", example.form, readings.sounds.write(found)))
                }
                Expected::SameAs { tradition, form } => match readings.tradition_by_key(tradition) {
                    None => (EXPECTED, format!("there is no tradition `{tradition}`")),
                    Some(other) => {
                        let other = readings.read_as(form, other);
                        if share_a_reading(&lattice, &other) {
                            continue;
                        }
                        let write = |l: &Lattice| readings.sounds.write(l.best_reading().0);
                        (
                            EXPECTED,
                            format!(
                                "no reading in common: `{}` is `{}`, `{form}` is `{}`",
                                example.form,
                                write(&lattice),
                                write(&other)
                            ),
                        )
                    }
                },
                Expected::Inferred(language) => {
                    let lattice = readings.read(&example.form, *language);
                    let first = lattice.likely().first().map(|l| l.tradition);
                    if first == Some(id) {
                        continue;
                    }
                    let found = first.map_or("none", |t| &readings.tradition(t).key);
                    (FORM, format!("the likeliest tradition of `{}` is {found}", example.form))
                }
            };
            let help = "correct the rules, or the example if it is wrong";
            diagnostics.push(*example.row.error("E210", cell, message, help));
        }
    }
}

/// Whether some way through both lattices has the same sounds on either side.
pub(super) fn share_a_reading(left: &Lattice, right: &Lattice) -> bool {
    let width = right.nodes();
    let mut met = vec![false; left.nodes() * width];
    met[0] = true;
    for i in 0..left.nodes() {
        for j in 0..width {
            let silent = |e: &super::Edge| e.sound.is_none();
            let both = |s: Option<Sound>| s.is_some();
            let reached =
                left.incoming(i).iter().filter(|e| silent(e)).any(|a| met[usize::from(a.from) * width + j])
                    || right
                        .incoming(j)
                        .iter()
                        .filter(|e| silent(e))
                        .any(|b| met[i * width + usize::from(b.from)])
                    || left.incoming(i).iter().filter(|a| both(a.sound)).any(|a| {
                        right.incoming(j).iter().any(|b| {
                            b.sound == a.sound && met[usize::from(a.from) * width + usize::from(b.from)]
                        })
                    });
            met[i * width + j] |= reached;
        }
    }
    met.last().copied().unwrap_or(false)
}
