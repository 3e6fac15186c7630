use super::*;
use crate::evaluate::Annotation;

fn files(files: &[(&str, &str)]) -> Vec<(String, String)> {
    files.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect()
}

fn read(given: &[(&str, &str)]) -> Annotations {
    parse(&files(given), None, &Texts::new(), None).unwrap()
}

/// Name, start, end, type, entity, surface of every mark.
fn marks(annotations: &Annotations) -> Vec<(&str, u32, u32, &str, &str, &str)> {
    annotations.documents.iter().flat_map(|d| d.annotations.iter().map(|a| mark(&d.name, a))).collect()
}

fn mark<'a>(name: &'a str, a: &'a Annotation) -> (&'a str, u32, u32, &'a str, &'a str, &'a str) {
    (name, a.span.start, a.span.end, &a.label, &a.entity, &a.surface)
}

#[test]
fn tables_may_have_their_columns_in_any_order() {
    let annotations = read(&[(
        "g.csv",
        "type,end,start,document,core_end,core_start,alternative\nPER,9,0,a.txt,9,4,x|y\nLOC,3,1,a.txt,,,\n",
    )]);
    assert_eq!(marks(&annotations), [("a.txt", 0, 9, "PER", "", ""), ("a.txt", 1, 3, "LOC", "", "")]);
    let first = &annotations.documents[0].annotations[0];
    assert_eq!(first.core, Some(Span { start: 4, end: 9 }));
    assert_eq!(first.alternatives, ["x", "y"]);
}

#[test]
fn faults_of_a_table_are_all_named() {
    let given = files(&[("g.csv", "document,start,end\na,1,x\na,5,5\na,1,2\n")]);
    let message = parse(&given, None, &Texts::new(), None).unwrap_err().to_string();
    assert!(message.contains("g.csv:2:5") && message.contains("g.csv:3:5"), "{message}");
    let given = files(&[("g.csv", "name,start\na,1\n")]);
    assert!(parse(&given, None, &Texts::new(), None).unwrap_err().to_string().contains("`document`"));
}

const CONLL: &str =
    "Хан O\nАбылай B-PER\nсұлтан I-PER\n, O\nОрта B-GRP\nжүз I-GRP\n\nГалдан I-PER\nЦерен B-PER\n";

#[test]
fn conll_without_a_text_is_rebuilt_from_its_words() {
    let annotations = read(&[("a.conll", CONLL)]);
    assert_eq!(annotations.documents[0].text.as_deref(), Some("Хан Абылай сұлтан , Орта жүз\nГалдан Церен"));
    assert_eq!(
        marks(&annotations),
        [
            ("a.txt", 4, 17, "PER", "", "Абылай сұлтан"),
            ("a.txt", 20, 28, "GRP", "", "Орта жүз"),
            ("a.txt", 29, 35, "PER", "", "Галдан"),
            ("a.txt", 36, 41, "PER", "", "Церен"),
        ]
    );
}

#[test]
fn conll_words_are_looked_up_in_the_text() {
    let texts = Texts::from([("a.txt".to_owned(), "Хан Абылай\nсұлтан, Орта жүз.  Галдан Церен".to_owned())]);
    let given = files(&[("a.bio", CONLL)]);
    let annotations = parse(&given, None, &texts, None).unwrap();
    assert_eq!(marks(&annotations)[0], ("a.txt", 4, 17, "PER", "", "Абылай\nсұлтан"));
    assert_eq!(marks(&annotations)[3], ("a.txt", 37, 42, "PER", "", "Церен"));
    let other = Texts::from([("a.txt".to_owned(), "Хан Абылай батыр".to_owned())]);
    let message = parse(&given, None, &other, None).unwrap_err().to_string();
    assert!(message.contains("a.bio:3") && message.contains("сұлтан"), "{message}");
}

#[test]
fn conll_documents_and_other_shapes_of_tags() {
    let annotations = read(&[(
        "all.txt",
        "-DOCSTART- -X- O O\n\nAbai NNP S-PER\n\n# newdoc id = b.txt\nAblai NNP B-PER\nKhan NNP E-PER\nwent VB O\n",
    )]);
    assert_eq!(
        marks(&annotations),
        [("all-1.txt", 0, 4, "PER", "", "Abai"), ("b.txt", 0, 10, "PER", "", "Ablai Khan")]
    );
    let message = parse(&files(&[("a.conll", "Abai\n")]), None, &Texts::new(), None).unwrap_err().to_string();
    assert!(message.contains("a.conll:1"), "{message}");
}

#[test]
fn brat_marks_have_references_and_are_checked_against_the_text() {
    let ann = "T1\tPERS 7 12\tАблай\nN1\tReference T1 Index:per:ablai\tАблай\nT2\tLOC 15 18;19 21\tСыр ья\n\
               T3\tPERS 0 6\tСултан\n*\tEquiv T1 T3\nR1\tOf Arg1:T1 Arg2:T2\n#1\tAnnotatorNotes T1\tsure\n";
    let annotations = read(&[("x/a.ann", ann), ("x/a.txt", "Султан Аблай, Сыр-Дарья")]);
    assert_eq!(
        marks(&annotations),
        [
            ("x/a.txt", 0, 6, "PERS", "x/a.ann#5", "Султан"),
            ("x/a.txt", 7, 12, "PERS", "per:ablai", "Аблай"),
            ("x/a.txt", 15, 21, "LOC", "", "Сыр ья"),
        ]
    );
    let given = files(&[("a.ann", "T1\tPER 0 4\tAbai"), ("a.txt", "Ablai")]);
    let message = parse(&given, None, &Texts::new(), None).unwrap_err().to_string();
    assert!(message.contains("a.ann:1") && message.contains("`Abla`"), "{message}");
    let given = files(&[("a.ann", "T1\tPER 0 40\tAbai"), ("a.txt", "Ablai")]);
    assert!(parse(&given, None, &Texts::new(), None).is_err());
}

/// The clef takes two UTF-16 units; the dependency layer before must not shift the columns.
const WEBANNO: &str = "#FORMAT=WebAnno TSV 3.3
#T_SP=de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Lemma|value
#T_RL=de.tudarmstadt.ukp.dkpro.core.api.syntax.type.dependency.Dependency|DependencyType|BT_de.Lemma
#T_SP=de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity|identifier|value


#Text=𝄞 Ablai Khan went
1-1\t0-2\t𝄞\t_\t_\t_\t_\t_\t
1-2\t3-8\tAblai\tablai\t_\t_\thttp://x/per\\_ablai[1]|_\tPER[1]|TTL\t
1-3\t9-13\tKhan\tkhan\t_\t_\thttp://x/per\\_ablai[1]\tPER[1]\t
1-4\t14-18\twent\tgo\t_\t_\t_\t_\t

#Text=Abai
2-1\t20-24\tAbai\tabai\t_\t_\t*\tPER\t
2-1.1\t20-22\tAb\t_\t_\t_\t*\tLOC\t
";

#[test]
fn webanno_units_become_code_points() {
    let annotations =
        read(&[("annotation/a.txt/anna.tsv", WEBANNO), ("annotation/a.txt/INITIAL_CAS.tsv", WEBANNO)]);
    assert_eq!(
        marks(&annotations),
        [
            ("a.txt", 2, 12, "PER", "http://x/per_ablai", "Ablai Khan"),
            ("a.txt", 2, 7, "TTL", "", "Ablai"),
            ("a.txt", 19, 23, "PER", "", "Abai"),
            ("a.txt", 19, 21, "LOC", "", "Ab"),
        ]
    );
    assert_eq!(annotations.documents[0].text.as_deref(), Some("𝄞 Ablai Khan went  Abai"));
}

#[test]
fn the_curator_wins_and_two_annotators_need_a_choice() {
    let two = [("p/annotation/a.txt/anna.tsv", WEBANNO), ("p/annotation/a.txt/bota.tsv", WEBANNO)];
    let message = parse(&files(&two), None, &Texts::new(), None).unwrap_err().to_string();
    assert!(message.contains("anna, bota"), "{message}");
    assert_eq!(parse(&files(&two), None, &Texts::new(), Some("bota")).unwrap().len(), 4);
    let curated = [two[0], two[1], ("p/curation/a.txt/CURATION_USER.tsv", WEBANNO)];
    assert_eq!(read(&curated).documents.len(), 1);
    assert_eq!(read(&[("b.txt.tsv", WEBANNO)]).documents[0].name, "b.txt");
    assert_eq!(read(&[("b.tsv", WEBANNO)]).documents[0].name, "b.txt");
}

#[test]
fn broken_webanno_files_are_named() {
    let no_layer = "#FORMAT=WebAnno TSV 3.3\n\n1-1\t0-2\tab\t_\n";
    let backwards = WEBANNO.replace("14-18", "1-18");
    for text in [no_layer, &backwards, &WEBANNO.replace("14-18", "14")] {
        let error = parse(&files(&[("a.tsv", text)]), None, &Texts::new(), None).unwrap_err();
        assert!(error.to_string().contains("a.tsv:"), "{error}");
    }
}

#[test]
fn what_is_no_known_format_is_said_so() {
    for given in [&[("a.txt", "Ablai Khan went to the river.\n")][..], &[]] {
        let message = parse(&files(given), None, &Texts::new(), None).unwrap_err().to_string();
        assert!(message.contains("--gold-format"), "{message}");
    }
}

use crate::model::Span;
