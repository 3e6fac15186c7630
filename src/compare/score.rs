//! Two names compared word by word: which words answer which, which are absent, which contradict.
//!
//! Words may swap, join and shrink to initials. An absent word costs less than one that another stands against; a
//! word that carries no name (*river*, *khan*, *von*) costs little either way.

use super::Comparer;
use super::calibrate::{Features, SOUND_MAX};
use super::prepare::{JOINED_WORDS_MAX, PreparedName, PreparedWord};
use super::tables::Role;

/// Words of the second name that are arranged exactly; of a longer one the rest stays unmatched.
const ARRANGED_WORDS_MAX: usize = 8;

/// Words speak against each other by so many nats at most before they count as without answer.
pub(super) const NATS_MIN: f32 = 6.0;

/// Weights in nats of what the words of two names say. Chosen on lists of persons and places; see docs/COMPARISON.md.
#[derive(Clone, Debug, PartialEq)]
pub struct PartWeights {
    /// A name word without answer.
    pub absent: f32,
    /// A name word without answer on both sides: they contradict each other.
    pub contradicts: f32,
    /// The same generic word, qualifier, title.
    pub generic_agrees: f32,
    pub essential_agrees: f32,
    pub qualifier_agrees: f32,
    pub title_agrees: f32,
    /// Another generic word (river, lake), qualifier (great, little), title.
    pub generic_contradicts: f32,
    pub essential_contradicts: f32,
    pub qualifier_contradicts: f32,
    pub title_contradicts: f32,
    /// A generic word, title, particle, initial without answer.
    pub generic_absent: f32,
    pub essential_absent: f32,
    pub title_absent: f32,
    pub particle_absent: f32,
    pub initial_absent: f32,
    /// An initial that fits.
    pub initial_agrees: f32,
    /// Words written as one on the other side.
    pub joined: f32,
    /// Share of its evidence that a title or generic word keeps when it is compared by sound.
    pub minor_share: f32,
    /// Words in another order.
    pub swapped: f32,
    /// A word taken for an inflected form, or for one made from the name, beside the cost of its ending.
    pub inflected: f32,
    pub derived: f32,
}

impl Default for PartWeights {
    fn default() -> Self {
        PartWeights {
            absent: 2.5,
            contradicts: 3.0,
            generic_agrees: 2.5,
            essential_agrees: 4.0,
            qualifier_agrees: 5.0,
            title_agrees: 1.5,
            generic_contradicts: 2.0,
            essential_contradicts: 4.0,
            qualifier_contradicts: 6.0,
            title_contradicts: 0.5,
            generic_absent: 1.0,
            essential_absent: 4.0,
            title_absent: 0.4,
            particle_absent: 0.1,
            initial_absent: 0.6,
            initial_agrees: 1.0,
            joined: 1.0,
            minor_share: 0.4,
            swapped: 0.2,
            inflected: 4.0,
            derived: 4.0,
        }
    }
}

/// What a part of one name found in the other.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Match {
    /// First word and number of words, in the first name and in the second.
    pub a: (u8, u8),
    pub b: (u8, u8),
    pub nats: f32,
    pub kind: MatchKind,
    /// Whether one of the words is a title, generic word or particle.
    pub minor: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MatchKind {
    /// The spellings sound alike.
    Sound,
    /// The same generic word, qualifier or title.
    Role,
    Initial,
}

/// The arrangement of two names' words with the most evidence.
#[derive(Clone, Debug, PartialEq)]
pub struct Arrangement {
    pub matches: Vec<Match>,
    /// Words without answer, of the first name and of the second.
    pub alone_a: Vec<u8>,
    pub alone_b: Vec<u8>,
    /// Name words that stand against another.
    pub contradictions: u8,
    /// Evidence in all, for ranking.
    pub nats: f32,
}

impl Arrangement {
    /// The arrangement seen from the other name.
    pub(super) fn turned(mut self) -> Arrangement {
        for found in &mut self.matches {
            std::mem::swap(&mut found.a, &mut found.b);
        }
        self.matches.sort_by_key(|m| m.a);
        std::mem::swap(&mut self.alone_a, &mut self.alone_b);
        self
    }
}

/// The kind of part a word is when it stands alone.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Name,
    Generic,
    Essential,
    Qualifier,
    Title,
    Particle,
    Initial,
}

fn part(word: &PreparedWord) -> Part {
    match &word.role {
        _ if word.initial => Part::Initial,
        None => Part::Name,
        Some(Role::Generic(_)) => Part::Generic,
        Some(Role::Essential(_)) => Part::Essential,
        Some(Role::Qualifier(_)) => Part::Qualifier,
        Some(Role::Title(_)) => Part::Title,
        Some(Role::Particle) => Part::Particle,
    }
}

impl PartWeights {
    fn absent(&self, word: &PreparedWord, rarity: f32) -> f32 {
        match part(word) {
            Part::Name => self.absent * rarity,
            Part::Qualifier => self.absent,
            Part::Generic => self.generic_absent,
            Part::Essential => self.essential_absent,
            Part::Title => self.title_absent,
            Part::Particle => self.particle_absent,
            Part::Initial => self.initial_absent,
        }
    }
}

/// Evidence of spellings (by their positions in the two names), and how rare the words are (1: as rare as can be).
pub struct Evidence<'e> {
    pub sound: &'e mut dyn FnMut(usize, usize) -> f32,
    pub rarity_a: &'e dyn Fn(usize) -> f32,
    pub rarity_b: &'e dyn Fn(usize) -> f32,
}

impl Comparer {
    /// The best arrangement of two names' words.
    pub fn arrange(&self, a: &PreparedName, b: &PreparedName, evidence: Evidence<'_>) -> Arrangement {
        let weights = &self.weights;
        let (na, nb) = (a.words.len(), b.words.len().min(ARRANGED_WORDS_MAX));
        let costs_a: Vec<f32> =
            a.words.iter().enumerate().map(|(i, w)| weights.absent(w, (evidence.rarity_a)(i))).collect();
        let costs_b: Vec<f32> =
            b.words.iter().enumerate().map(|(i, w)| weights.absent(w, (evidence.rarity_b)(i))).collect();
        let options = self.options(a, b, nb, evidence.sound);
        // best[i][mask]: words of `a` before i settled, those of `b` in the mask taken.
        let masks = 1usize << nb;
        let mut best = vec![(f32::NEG_INFINITY, u32::MAX); (na + 1) * masks];
        best[0].0 = 0.0;
        for i in 0..na {
            for mask in 0..masks {
                let here = best[i * masks + mask].0;
                if here == f32::NEG_INFINITY {
                    continue;
                }
                improve(&mut best[(i + 1) * masks + mask], here - costs_a[i], u32::MAX - 1);
                for (o, option) in options.iter().enumerate().filter(|(_, o)| usize::from(o.a.0) == i) {
                    let taken = ((1usize << option.b.1) - 1) << option.b.0;
                    if mask & taken == 0 {
                        let swapped = if mask >> option.b.0 != 0 { weights.swapped } else { 0.0 };
                        // What the words would have cost alone on the second side is saved.
                        let saved: f32 =
                            costs_b[usize::from(option.b.0)..][..usize::from(option.b.1)].iter().sum();
                        let target = &mut best[(i + usize::from(option.a.1)) * masks + (mask | taken)];
                        improve(target, here + option.nats + saved - swapped, o as u32);
                    }
                }
            }
        }
        let mut mask = (0..masks)
            .max_by(|&x, &y| best[na * masks + x].0.total_cmp(&best[na * masks + y].0).then(y.cmp(&x)))
            .unwrap_or(0);
        let mut nats = best[na * masks + mask].0 - costs_b.iter().sum::<f32>();
        let mut matches = Vec::new();
        let mut alone_a = Vec::new();
        let mut i = na;
        let alone_b: Vec<u8> =
            (0..b.words.len()).filter(|&j| j >= nb || mask & (1 << j) == 0).map(|j| j as u8).collect();
        while i > 0 {
            let choice = best[i * masks + mask].1;
            match options.get(choice as usize) {
                Some(option) => {
                    matches.push(*option);
                    mask &= !(((1usize << option.b.1) - 1) << option.b.0);
                    i -= usize::from(option.a.1);
                }
                None => {
                    i -= 1;
                    alone_a.push(i as u8);
                }
            }
        }
        matches.reverse();
        alone_a.reverse();
        let (against, contradictions) = self.contradictions(a, b, &alone_a, &alone_b);
        nats -= against;
        Arrangement { matches, alone_a, alone_b, contradictions, nats }
    }

    /// Every way a part of one name may answer a part of the other.
    fn options(
        &self,
        a: &PreparedName,
        b: &PreparedName,
        nb: usize,
        sound: &mut dyn FnMut(usize, usize) -> f32,
    ) -> Vec<Match> {
        let weights = &self.weights;
        let mut options = Vec::new();
        for (x, sa) in a.spellings.iter().enumerate() {
            for (y, sb) in b.spellings.iter().enumerate() {
                let spans = ((sa.first, sa.count), (sb.first, sb.count));
                if usize::from(sb.first + sb.count) > nb || (sa.count > 1 && sb.count > 1) {
                    continue;
                }
                let (wa, wb) = (&a.words[usize::from(sa.first)], &b.words[usize::from(sb.first)]);
                let single = sa.count == 1 && sb.count == 1;
                let is_minor = |w: &PreparedWord, count| {
                    let kinds = [Part::Generic, Part::Essential, Part::Title, Part::Particle];
                    count == 1 && kinds.contains(&part(w))
                };
                let minor = is_minor(wa, sa.count) || is_minor(wb, sb.count);
                let found = if single && (wa.initial || wb.initial) {
                    let fits = self.is_initial_of(sa, sb) || self.is_initial_of(sb, sa);
                    fits.then_some((weights.initial_agrees, MatchKind::Initial))
                } else if let (true, Some(ra), Some(rb)) = (single, &wa.role, &wb.role) {
                    self.role_evidence(ra, rb).map(|nats| (nats, MatchKind::Role))
                } else {
                    let share = if minor { weights.minor_share } else { 1.0 };
                    let nats = sound(x, y);
                    let joins = f32::from(sa.count.max(sb.count) - 1) * weights.joined;
                    (nats > -NATS_MIN)
                        .then_some((if nats > 0.0 { nats * share } else { nats } - joins, MatchKind::Sound))
                };
                if let Some((nats, kind)) = found {
                    options.push(Match { a: spans.0, b: spans.1, nats, kind, minor });
                }
            }
        }
        debug_assert!(options.iter().all(|o| usize::from(o.a.1) <= JOINED_WORDS_MAX));
        options
    }

    fn role_evidence(&self, a: &Role, b: &Role) -> Option<f32> {
        match (a, b) {
            (Role::Generic(x), Role::Generic(y)) => (x == y).then_some(self.weights.generic_agrees),
            (Role::Essential(x), Role::Essential(y)) => (x == y).then_some(self.weights.essential_agrees),
            (Role::Qualifier(x), Role::Qualifier(y)) => (x == y).then_some(self.weights.qualifier_agrees),
            (Role::Title(x), Role::Title(y)) => (x == y).then_some(self.weights.title_agrees),
            (Role::Particle, Role::Particle) => Some(self.weights.particle_absent),
            _ => None,
        }
    }

    /// What words without answer on both sides say against the names being one; and how many name words do.
    fn contradictions(
        &self,
        a: &PreparedName,
        b: &PreparedName,
        alone_a: &[u8],
        alone_b: &[u8],
    ) -> (f32, u8) {
        let count = |name: &PreparedName, alone: &[u8], wanted: Part| {
            alone.iter().filter(|&&i| part(&name.words[usize::from(i)]) == wanted).count()
        };
        let both = |wanted| count(a, alone_a, wanted).min(count(b, alone_b, wanted)) as f32;
        let weights = &self.weights;
        let names = both(Part::Name);
        let qualifiers = both(Part::Qualifier);
        let nats = names * weights.contradicts
            + qualifiers * weights.qualifier_contradicts
            + both(Part::Generic) * weights.generic_contradicts
            + both(Part::Essential) * weights.essential_contradicts
            + both(Part::Title) * weights.title_contradicts;
        (nats, (names + qualifiers) as u8)
    }
}

impl Comparer {
    /// What an arrangement says of a pair, for calibration.
    pub(super) fn features(
        &self,
        a: &PreparedName,
        b: &PreparedName,
        arrangement: &Arrangement,
        chances_a: &[f32],
        chances_b: &[f32],
    ) -> Features {
        let mut features = Features::default();
        let mut answered = 0.0;
        for found in arrangement.matches.iter().filter(|m| m.kind == MatchKind::Sound) {
            let spelling = |name: &PreparedName, (first, count)| {
                name.spellings.iter().position(|s| (s.first, s.count) == (first, count))
            };
            let (Some(x), Some(y)) = (spelling(a, found.a), spelling(b, found.b)) else { continue };
            let weight = if found.minor { self.weights.minor_share } else { 1.0 };
            let possible = (-chances_a[x]).min(-chances_b[y]) * weight;
            features.sound += found.nats.max(0.0);
            features.loss += (possible - found.nats).max(0.0);
            if !found.minor {
                answered += f32::from(found.a.1 + found.b.1);
                let letters = a.spellings[x].letters.len().min(b.spellings[y].letters.len());
                features.length = features.length.max(letters as f32 / 10.0);
            }
        }
        features.loss_share = features.loss / (features.loss + features.sound).max(1.0);
        features.sound = features.sound.min(SOUND_MAX);
        features.loss = features.loss.min(SOUND_MAX);
        let alone = |name: &PreparedName, list: &[u8], wanted: &[Part]| {
            list.iter().filter(|&&i| wanted.contains(&part(&name.words[usize::from(i)]))).count() as f32
        };
        let (alone_a, alone_b) = (&arrangement.alone_a, &arrangement.alone_b);
        let absent = alone(a, alone_a, &[Part::Name]) + alone(b, alone_b, &[Part::Name]);
        features.absent = absent / (absent + answered).max(1.0);
        features.contradictions = f32::from(arrangement.contradictions).min(2.0);
        let has_name = |name: &PreparedName| name.words.iter().any(|w| part(w) == Part::Name);
        let (name_a, name_b) = (has_name(a), has_name(b));
        features.strangers = f32::from(u8::from(answered == 0.0 && name_a && name_b));
        features.bare = f32::from(u8::from(name_a != name_b));
        if !name_a && !name_b {
            let agree = arrangement.matches.iter().filter(|m| m.kind == MatchKind::Role);
            features.roles = agree.map(|m| m.nats).sum::<f32>().min(SOUND_MAX) / 5.0;
        }
        let kinds = [Part::Essential, Part::Qualifier];
        features.kind = (alone(a, alone_a, &kinds) + alone(b, alone_b, &kinds)).min(2.0);
        features.single = f32::from(u8::from(a.words.len() == 1 && b.words.len() == 1));
        let systems = |name: &PreparedName| name.spellings.first().map(|s| s.system);
        features.same_system = f32::from(u8::from(systems(a) == systems(b)));
        features
    }
}

fn improve(cell: &mut (f32, u32), nats: f32, choice: u32) {
    if nats > cell.0 {
        *cell = (nats, choice);
    }
}
