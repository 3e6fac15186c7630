use super::formats::{self, Format, Texts};
use super::*;

/// Rows `document,start,end,language,type,lemma,entity_id` as annotations.
fn table(rows: &str) -> Annotations {
    let text = format!("document,start,end,language,type,lemma,entity_id,method,status\n{rows}");
    formats::parse(&[("t.csv".to_owned(), text)], Some(Format::Table), &Texts::new(), None).unwrap()
}

fn all(gold: &Annotations, found: &Annotations, options: &Options) -> Row {
    evaluate(gold, found, options).rows.swap_remove(0)
}

/// Items 0..n with gold cluster and found cluster; a seventh is missing here, a fourth there.
fn clustered(n: u32, gold: impl Fn(u32) -> u32, found: impl Fn(u32) -> u32) -> (Annotations, Annotations) {
    let side = |left_out: u32, cluster: &dyn Fn(u32) -> u32| {
        let rows: Vec<String> = (0..n)
            .filter(|i| i % 9 != left_out)
            .map(|i| format!("d{},{},{},en,PER,x,c{}", i % 3, i * 10, i * 10 + 5, cluster(i)))
            .collect();
        table(&rows.join("\n"))
    };
    (side(7, &gold), side(4, &found))
}

fn near(ratio: &Ratio, precision: f64, recall: f64) {
    let (p, r) = (ratio.precision().unwrap(), ratio.recall().unwrap());
    assert!((p - precision).abs() < 1e-9 && (r - recall).abs() < 1e-9, "{p} {r}");
}

/// Expected numbers: B-cubed by scorch 0.2.0, LEA by coreference-eval 0.0.2 (both from PyPI).
#[test]
fn b_cubed_and_lea_agree_with_published_scorers() {
    let (gold, found) = clustered(90, |i| i * i % 13, |i| (i * i + if i % 5 == 0 { 3 } else { 0 }) % 13);
    let row = all(&gold, &found, &Options::default());
    near(row.ratio(Measure::BCubed), 0.855714285714, 0.699870129870);
    near(row.ratio(Measure::BCubedStrict), 0.659758158508, 0.538224275724);
    near(row.ratio(Measure::Lea), 0.836219336219, 0.664790764791);
    near(row.ratio(Measure::LeaStrict), 0.632436868687, 0.505037878788);
}

/// The same with clusters of one; expected numbers by scorch 0.2.0.
#[test]
fn b_cubed_with_clusters_of_one_agrees_with_a_published_scorer() {
    let (gold, found) = clustered(40, |i| i * i * i % 31, |i| (i * i + if i % 5 == 0 { i } else { 0 }) % 13);
    let row = all(&gold, &found, &Options::default());
    near(row.ratio(Measure::BCubed), 0.305803571429, 0.380208333333);
    near(row.ratio(Measure::BCubedStrict), 0.245436507937, 0.298611111111);
}

#[test]
fn lea_resolves_a_cluster_of_one_only_by_a_cluster_of_one() {
    let gold = table("d,0,1,en,PER,a,A\nd,2,3,en,PER,b,B\nd,4,5,en,PER,c,C");
    let found = table("d,0,1,en,PER,a,x\nd,2,3,en,PER,b,y\nd,4,5,en,PER,c,y");
    near(all(&gold, &found, &Options::default()).ratio(Measure::Lea), 1.0 / 3.0, 1.0 / 3.0);
}

#[test]
fn names_without_an_entity_are_clusters_of_their_own() {
    let gold = table("d,0,1,en,PER,a,\nd,2,3,en,PER,a,\nd,4,5,en,PER,c,C");
    let same = all(&gold, &gold, &Options::default());
    near(same.ratio(Measure::BCubed), 1.0, 1.0);
    let joined = table("d,0,1,en,PER,a,x\nd,2,3,en,PER,a,x\nd,4,5,en,PER,c,C");
    near(all(&gold, &joined, &Options::default()).ratio(Measure::BCubed), 2.0 / 3.0, 1.0);
}

#[test]
fn spans_are_counted_exact_overlapping_and_typed() {
    let gold = table("d,0,5,en,PER,a,A\nd,10,15,en,LOC,b,B\nd,20,25,en,LOC,c,C");
    let found = table("d,0,5,en,PER,a,A\nd,11,15,en,LOC,b,B\nd,20,25,en,PER,c,C\nd,30,35,en,PER,e,E");
    let row = all(&gold, &found, &Options::default());
    near(row.ratio(Measure::Exact), 2.0 / 4.0, 2.0 / 3.0);
    near(row.ratio(Measure::Overlapping), 3.0 / 4.0, 1.0);
    near(row.ratio(Measure::Typed), 2.0 / 4.0, 2.0 / 3.0);
    near(row.ratio(Measure::ExactTyped), 1.0 / 4.0, 1.0 / 3.0);
}

#[test]
fn neutral_spans_and_types_count_neither_way() {
    let gold = table("d,0,5,en,PER,a,A\nd,10,15,en,OTHER,b,");
    let found = table("d,0,5,en,PER,a,A\nd,10,15,en,LOC,b,B\nd,20,25,en,LOC,c,C");
    let mut options = Options { neutral_types: vec!["OTHER".to_owned()], ..Options::default() };
    near(all(&gold, &found, &options).ratio(Measure::Overlapping), 1.0 / 2.0, 1.0);
    options.neutral.insert("d".to_owned(), vec![Span { start: 19, end: 26 }]);
    let evaluation = evaluate(&gold, &found, &options);
    near(evaluation.rows[0].ratio(Measure::Exact), 1.0, 1.0);
    near(evaluation.rows[0].ratio(Measure::BCubedStrict), 1.0, 1.0);
    assert_eq!(evaluation.errors, []);
}

#[test]
fn only_types_asked_for_count() {
    let gold = table("d,0,5,en,PER,a,A\nd,10,15,en,GRP,b,B");
    let found = table("d,0,5,en,PER,a,A\nd,10,15,en,PER,b,B\nd,20,25,en,GRP,c,C");
    let options = Options { types: vec!["PER".to_owned()], ..Options::default() };
    let evaluation = evaluate(&gold, &found, &options);
    near(evaluation.rows[0].ratio(Measure::Overlapping), 1.0, 1.0);
    assert_eq!((evaluation.coverage.gold_neutral, evaluation.coverage.found_of_other_types), (1, 1));
}

#[test]
fn documents_of_the_run_alone_are_left_out() {
    let gold = table("d,0,5,en,PER,a,A\ne,0,5,en,PER,a,A");
    let found = table("d,0,5,en,PER,a,A\nf,0,5,en,PER,a,A");
    let evaluation = evaluate(&gold, &found, &Options::default());
    near(evaluation.rows[0].ratio(Measure::Overlapping), 1.0, 0.5);
    assert_eq!((evaluation.coverage.documents_left_out, evaluation.coverage.found_left_out), (1, 1));
    assert_eq!(evaluation.coverage.documents_without_found, ["e"]);
    let asked = Options { documents: Some(vec!["d*".to_owned(), "f".to_owned()]), ..Options::default() };
    near(all(&gold, &found, &asked).ratio(Measure::Overlapping), 0.5, 1.0);
}

#[test]
fn a_second_reading_is_right_as_well() {
    let gold_text = "document,start,end,language,type,lemma,entity_id,alternative\n\
                     d,0,4,en,LOC,Qing,plc:qing-empire,org:qing-dynasty\n\
                     d,9,13,en,LOC,Qing,plc:qing-empire,\n";
    let gold = [("g.csv".to_owned(), gold_text.to_owned())];
    let gold = formats::parse(&gold, None, &Texts::new(), None).unwrap();
    let found = table("d,0,4,en,ORG,Qing,org:qing-dynasty\nd,9,13,en,ORG,Qing,org:qing-dynasty");
    let row = all(&gold, &found, &Options::default());
    near(row.ratio(Measure::Typed), 0.5, 0.5);
    near(row.ratio(Measure::Linked), 0.5, 0.5);
    near(row.ratio(Measure::BCubed), 0.5, 1.0);
}

#[test]
fn entities_of_the_run_are_laid_on_those_of_the_gold() {
    let gold =
        table("d,0,1,en,PER,a,A\nd,2,3,en,PER,a,A\nd,4,5,en,PER,a,A\nd,6,7,en,PER,b,B\nd,8,9,en,PER,c,");
    let found =
        table("d,0,1,en,PER,a,x\nd,2,3,en,PER,a,x\nd,4,5,en,PER,a,y\nd,6,7,en,PER,b,\nd,8,9,en,PER,c,z");
    let evaluation = evaluate(&gold, &found, &Options::default());
    near(evaluation.rows[0].ratio(Measure::Linked), 2.0 / 3.0, 2.0 / 4.0);
    let wrong: Vec<u32> = evaluation.errors.iter().map(|e| e.gold.as_ref().unwrap().span.start).collect();
    assert_eq!(wrong, [4, 6]);
}

#[test]
fn cross_lingual_links_are_pairs_of_distinct_names() {
    let gold = table(
        "d,0,1,en,PER,Ablai,A\nd,2,3,ru,PER,Аблай,A\nd,4,5,ru,PER,АБЛАЙ,A\nd,6,7,kk,PER,Абылай,A\nd,8,9,kk,PER,Абай,B\n\
         d,10,11,ru,PER,Абай,B",
    );
    // Ablai-Аблай right; Ablai-Абай wrong; Абылай stands alone; the Russian Абай is missed.
    let found =
        table("d,0,1,en,PER,-,x\nd,2,3,ru,PER,-,x\nd,4,5,ru,PER,-,x\nd,6,7,kk,PER,-,y\nd,8,9,kk,PER,-,x");
    let options = Options { by: vec![Slice::Language], ..Options::default() };
    let rows = evaluate(&gold, &found, &options).rows;
    near(rows[0].ratio(Measure::CrossLingual), 1.0 / 3.0, 1.0 / 3.0);
    near(rows[0].ratio(Measure::CrossLingualStrict), 1.0 / 3.0, 1.0 / 4.0);
    assert_eq!(rows.iter().map(|r| r.value.as_str()).collect::<Vec<_>>(), ["", "en", "kk", "ru"]);
    near(rows[1].ratio(Measure::CrossLingual), 1.0 / 2.0, 1.0 / 2.0);
}

#[test]
fn slices_count_gold_and_found_by_their_own_values() {
    let gold = table("d,0,1,en,PER,a,A\nd,2,3,en,LOC,b,B");
    let found =
        table("d,0,1,en,LOC,a,A,exact,listed\nd,2,3,en,LOC,b,x,fuzzy,proposed\nd,5,6,en,LOC,c,,fuzzy,");
    let chosen = Slice::Entities(["B".to_owned()].into());
    let by = vec![Slice::Type, Slice::Method, Slice::Status, chosen];
    let rows = evaluate(&gold, &found, &Options { by, ..Options::default() }).rows;
    let row = |by: &str, value: &str| rows.iter().find(|r| r.by == by && r.value == value).unwrap();
    near(row("type", "LOC").ratio(Measure::Typed), 1.0 / 3.0, 1.0);
    near(row("type", "LOC").ratio(Measure::Overlapping), 2.0 / 3.0, 1.0);
    assert_eq!(row("type", "PER").ratio(Measure::Typed).figures(), [None, Some(0.0), Some(0.0)]);
    assert_eq!(row("method", "fuzzy").ratio(Measure::Overlapping).figures(), [Some(0.5), None, None]);
    near(row("status", "proposed").ratio(Measure::BCubed), 1.0, 1.0);
    near(row("entities", "chosen").ratio(Measure::Overlapping), 1.0, 1.0);
    near(row("entities", "others").ratio(Measure::Typed), 0.0, 0.0);
}

#[test]
fn intervals_enclose_the_figure_and_repeat_with_the_seed() {
    let (gold, found) = clustered(90, |i| i % 7, |i| i % 7 + i % 5);
    let with = |samples, seed| {
        let options = Options { bootstrap: Some(Bootstrap { samples, seed }), ..Options::default() };
        all(&gold, &found, &options)
    };
    let (one, again) = (with(200, 1), with(200, 1));
    assert_eq!(one.intervals, again.intervals);
    for (ratio, intervals) in one.ratios.iter().zip(one.intervals.unwrap()) {
        if let (Some(f1), Some(interval)) = (ratio.f1(), intervals[2]) {
            assert!(interval.low <= interval.high && interval.low - 0.1 < f1 && f1 < interval.high + 0.1);
        }
    }
    assert_ne!(with(2, 1).intervals, with(2, 4).intervals);
}

/// A document drawn twice is two documents: weights must say the same as copies do.
#[test]
fn weights_are_copies() {
    let gold = "0,1,en,PER,a,A\n2,3,en,PER,b,A\n4,5,en,PER,c,B\n6,7,en,PER,e,E";
    let found = "0,1,en,PER,a,x\n2,3,en,PER,b,y\n4,5,en,PER,c,y\n8,9,en,PER,f,z";
    let copies = |rows: &str, names: &[&str]| {
        let rows: Vec<String> =
            names.iter().flat_map(|n| rows.lines().map(move |l| format!("{n},{l}"))).collect();
        table(&rows.join("\n"))
    };
    let ratios = |names: &[&str], weights: &[u32]| {
        let (gold, found) = (copies(gold, names), copies(found, names));
        let (pairs, _) = pairing::pairs(&gold, &found, &Options::default());
        let matches: Vec<_> = pairs.iter().map(matching::matches).collect();
        let judged = links::judge(&pairs, &matches);
        let row = tally::Sheet::new(&judged, &[]).rows(weights).swap_remove(0);
        row.ratios.map(|r| r.figures())
    };
    assert_eq!(ratios(&["a", "b"], &[2, 1]), ratios(&["a", "b", "c"], &[1, 1, 1]));
    assert_eq!(ratios(&["a", "b"], &[1, 0]), ratios(&["a"], &[1]));
}

#[test]
fn errors_are_listed_with_their_context() {
    let gold = "В степи жил Абылай хан.\nЕму писал Галдан.";
    let files = [
        ("a.ann".to_owned(), "T1\tPER 12 22\tАбылай хан\nT2\tPER 34 40\tГалдан".to_owned()),
        ("a.txt".to_owned(), gold.to_owned()),
    ];
    let gold = formats::parse(&files, None, &Texts::new(), None).unwrap();
    let found = table("a.txt,12,18,ru,LOC,x,\na.txt,2,7,ru,LOC,x,");
    let errors = evaluate(&gold, &found, &Options::default()).errors;
    let kinds: Vec<&str> = errors.iter().map(|e| e.kind.code()).collect();
    assert_eq!(kinds, ["spurious", "boundary", "type", "missed"]);
    assert_eq!(
        (errors[3].left.as_str(), errors[3].right.as_str(), errors[3].line),
        ("В степи жил Абылай хан. Ему писал ", ".", 2)
    );
    let csv = errors_csv(&errors);
    assert!(csv.starts_with("error,document,line,"));
    assert!(csv.contains("\nboundary,a.txt,1,ru,12,22,PER,Абылай хан,,12,18,LOC,,,,,"), "{csv}");
}

#[test]
fn reports_have_all_figures() {
    let gold = table("d,0,5,en,PER,a,A\nd,10,15,kk,LOC,b,B");
    let found = table("d,0,5,en,PER,a,A,exact,listed\ne,0,5,en,PER,a,A");
    let options = Options { by: vec![Slice::Language, Slice::Method], ..Options::default() };
    let evaluation = evaluate(&gold, &found, &options);
    let text = report_table(&evaluation);
    assert!(text.contains("overlapping               1.000     0.500     0.667"), "{text}");
    assert!(text.contains("left out: 1 documents") && text.contains("precision by method"), "{text}");
    let csv = report_csv(&evaluation);
    assert!(csv.contains("\nall,,overlapping,1,1,2,1,1.0000,0.5000,0.6667,,,,,,\n"), "{csv}");
    assert_eq!(csv.lines().count(), 1 + 4 * Measure::ALL.len());
    let json: serde_json::Value = serde_json::from_str(&report_json(&evaluation)).unwrap();
    assert_eq!(json["figures"][0]["overlapping"]["recall"], 0.5);
    assert_eq!(json["figures"][2]["overlapping"]["precision"], serde_json::Value::Null);
}
