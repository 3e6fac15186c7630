//! Laws of the measures and of the readers of gold, on made-up annotations and broken files.

use atau::evaluate::formats::{self, Format, Texts};
use atau::evaluate::{AnnotatedDocument, Annotation, Annotations, Measure, Options, Row, evaluate};
use atau::model::Span;
use proptest::prelude::*;
use std::collections::BTreeSet;

/// Names that stand apart: place, type, cluster (0 is none).
fn names() -> impl Strategy<Value = Vec<(u32, bool, u32)>> {
    prop::collection::btree_map(0..40u32, (any::<bool>(), 0..6u32), 1..40).prop_map(|names| {
        names.into_iter().map(|(place, (person, cluster))| (place, person, cluster)).collect()
    })
}

fn annotations(names: &[(u32, bool, u32)]) -> Annotations {
    let document = |number: u32| AnnotatedDocument {
        name: number.to_string(),
        text: None,
        annotations: names
            .iter()
            .filter(|(place, ..)| place % 3 == number)
            .map(|&(place, person, cluster)| Annotation {
                span: Span { start: place * 10, end: place * 10 + 5 },
                language: ["kk", "ru", "en"][place as usize % 3].to_owned(),
                label: if person { "PER" } else { "LOC" }.to_owned(),
                lemma: (place % 7).to_string(),
                entity: if cluster == 0 { String::new() } else { format!("per:{cluster}") },
                ..Annotation::default()
            })
            .collect(),
    };
    Annotations::from_documents((0..3).map(document).collect())
}

fn all(gold: &[(u32, bool, u32)], found: &[(u32, bool, u32)]) -> Row {
    evaluate(&annotations(gold), &annotations(found), &Options::default()).rows.swap_remove(0)
}

/// B-cubed and LEA recall by counting every pair of names, the slow way; `strict` over all names of `a`.
fn by_pairs(a: &[(u32, bool, u32)], b: &[(u32, bool, u32)], strict: bool) -> Option<(f64, f64)> {
    let cluster = |names: &[(u32, bool, u32)], place: u32| {
        // A name without a cluster is alone in one that no other has.
        names.iter().find(|n| n.0 == place).map(|n| if n.2 == 0 { 1000 + place } else { n.2 })
    };
    let both: BTreeSet<u32> = a.iter().map(|n| n.0).filter(|p| cluster(b, *p).is_some()).collect();
    let counted = |names: &[(u32, bool, u32)]| -> Vec<u32> {
        names.iter().map(|n| n.0).filter(|p| strict || both.contains(p)).collect()
    };
    let (places, others) = (counted(a), counted(b));
    let (mut b_cubed, mut lea) = (0.0, 0.0);
    for &x in &places {
        let mine: Vec<u32> = places.iter().copied().filter(|y| cluster(a, *y) == cluster(a, x)).collect();
        let together =
            |x: u32, y: u32| both.contains(&x) && both.contains(&y) && cluster(b, x) == cluster(b, y);
        b_cubed += mine.iter().filter(|y| together(x, **y)).count() as f64 / mine.len() as f64;
        if mine.len() == 1 {
            let alone = others.iter().filter(|y| cluster(b, **y) == cluster(b, x)).count() == 1;
            lea += if both.contains(&x) && alone { 1.0 } else { 0.0 };
        } else {
            let pairs =
                || mine.iter().flat_map(|x| mine.iter().filter(move |y| x < *y).map(move |y| (*x, *y)));
            lea += pairs().filter(|(x, y)| together(*x, *y)).count() as f64 / pairs().count() as f64;
        }
    }
    let count = places.len() as f64;
    (!places.is_empty()).then(|| (b_cubed / count, lea / count))
}

fn near(a: Option<f64>, b: Option<f64>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => (a - b).abs() < 1e-9,
        (a, b) => a == b,
    }
}

proptest! {
    #[test]
    fn gold_against_itself_is_perfect(gold in names()) {
        for ratio in all(&gold, &gold).ratios {
            prop_assert!(ratio.figures().into_iter().flatten().all(|f| f == 1.0), "{:?}", ratio);
        }
    }

    #[test]
    fn changing_sides_changes_precision_and_recall(gold in names(), found in names()) {
        let (one, other) = (all(&gold, &found), all(&found, &gold));
        // Linking and cross-lingual names look at the gold's names and ids, so they have sides.
        for measure in [Measure::Exact, Measure::Overlapping, Measure::Typed, Measure::BCubed, Measure::BCubedStrict,
            Measure::Lea, Measure::LeaStrict] {
            prop_assert!(near(one.ratio(measure).precision(), other.ratio(measure).recall()), "{:?}", measure);
        }
    }

    #[test]
    fn clusters_are_as_counted_pair_by_pair(gold in names(), found in names()) {
        let row = all(&gold, &found);
        for (strict, b_cubed, lea) in
            [(false, Measure::BCubed, Measure::Lea), (true, Measure::BCubedStrict, Measure::LeaStrict)] {
            let (recall, precision) = (by_pairs(&gold, &found, strict), by_pairs(&found, &gold, strict));
            prop_assert!(near(row.ratio(b_cubed).recall(), recall.map(|r| r.0)));
            prop_assert!(near(row.ratio(b_cubed).precision(), precision.map(|p| p.0)));
            prop_assert!(near(row.ratio(lea).recall(), recall.map(|r| r.1)));
            prop_assert!(near(row.ratio(lea).precision(), precision.map(|p| p.1)));
        }
    }

    #[test]
    fn broken_files_are_refused_or_read_but_never_crash(
        lines in prop::collection::vec("(T1|N1|\\*|1-1|1-2\\.1|#T_SP=x\\.NamedEntity\\|value|-DOCSTART-|[a-zқ𝄞\"]{0,3})\
            ([\t ,;](PER|B-PER|I-PER|[0-9]{1,10}|[0-9]{1,10}[- ][0-9]{1,10}|Reference T1 x:y|PER\\[1\\]\\|[_*]|\\\\)){0,5}", 0..8),
        webanno in any::<bool>(),
    ) {
        let head = if webanno { "#FORMAT=WebAnno TSV 3.3\n#T_SP=x.NamedEntity|value\n" } else { "document,start,end\n" };
        let text = format!("{head}{}", lines.join("\n"));
        let files = [("a.ann".to_owned(), text.clone()), ("a.txt".to_owned(), text.clone()), ("a.tsv".to_owned(), text)];
        let texts = Texts::from([("a.txt".to_owned(), "қ𝄞 abc \"".to_owned())]);
        for format in [None, Some(Format::Table), Some(Format::Conll), Some(Format::Brat), Some(Format::Webanno)] {
            if let Ok(marked) = formats::parse(&files, format, &texts, None) {
                evaluate(&marked, &marked, &Options::default());
            }
        }
    }
}
