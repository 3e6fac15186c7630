use super::*;

const HEADER: &str = "document,start,end,line,surface,entity_id,method,score,left,right\n";

fn run(rows: &str) -> Run {
    Run::parse("mentions.csv", &format!("{HEADER}{rows}")).unwrap()
}

fn example() -> Diff {
    let old = run("a,0,5,1,Ablai,per:a,exact,1.000,,\na,10,15,1,Abai,per:b,exact,1.000,,\n\
                   a,20,25,2,Zaysan,,unresolved,0.100,,\na,30,35,2,Galdan,per:g1,context,0.700,,\n\
                   a,40,45,3,Foo,per:p-1,proposed,0.600,,\nb,0,5,1,Foo,per:p-1,proposed,0.600,,\n\
                   gone,0,3,1,Ili,,unresolved,0.000,,\n");
    let new = run("a,0,5,1,Ablai,per:a,exact,1.000,,\na,20,25,2,Zaysan,plc:z,context,0.800,near <lake>,\n\
                   a,30,35,2,Galdan,per:g2,context,0.800,,\na,40,45,3,Foo,per:p-2,proposed,0.600,,\n\
                   b,0,5,1,Foo,per:p-2,proposed,0.600,,\nnew,0,3,1,\"R & \"\"Ili\"\"\",,unresolved,0.000,,\n");
    diff(&old, &new)
}

#[test]
fn alignments_are_made_lost_and_moved() {
    let diff = example();
    assert_eq!((diff.made, diff.lost, diff.moved, diff.unchanged), (1, 1, 3, 1));
    assert_eq!((diff.unresolved_new, diff.unresolved_gone), (1, 1));
    assert_eq!(
        (diff.documents_new.as_slice(), diff.documents_gone.as_slice()),
        (&["new".to_owned()][..], &["gone".to_owned()][..])
    );
    let entities: Vec<&str> = diff.entities.iter().map(|e| e.entity.as_str()).collect();
    assert_eq!(entities, ["per:b", "per:g1", "per:g2", "per:p-1", "per:p-2", "plc:z"]);
    assert_eq!(diff.entities[3].renamed_to.as_deref(), Some("per:p-2"));
    assert_eq!(diff.entities[1].renamed_to.as_deref(), Some("per:g2"));
    assert_eq!(diff.entities[0].renamed_to, None);
}

#[test]
fn a_run_does_not_differ_from_itself() {
    let same = run("a,0,5,1,Ablai,per:a,exact,1.000,,\n");
    let diff = diff(&same, &same);
    assert_eq!(diff, Diff { unchanged: 1, ..Diff::default() });
    assert_eq!(text(&diff), "made 0, lost 0, moved 0, unchanged 1\n");
}

#[test]
fn text_tells_it_entity_by_entity() {
    let text = text(&example());
    assert!(text.starts_with("made 1, lost 1, moved 3, unchanged 1\n"), "{text}");
    assert!(text.contains("\nper:p-1 -> per:p-2 (all 2 mentions)\n  moved 2 to per:p-2: Foo ×2\n"), "{text}");
    assert!(text.contains("\nplc:z (0 -> 1 mentions)\n  made 1: Zaysan\n"), "{text}");
    assert!(text.contains("\nper:b (1 -> 0 mentions)\n  lost 1: Abai\n"), "{text}");
}

#[test]
fn csv_has_a_row_for_each_side_of_a_move() {
    let csv = csv(&example());
    assert_eq!(csv.lines().count(), 1 + 1 + 1 + 2 * 3);
    assert!(
        csv.contains("\nmoved_out,per:g1,per:g2,a,30,35,2,,Galdan,,context,context,0.700,0.800,,\n"),
        "{csv}"
    );
    assert!(
        csv.contains("\nmade,plc:z,,a,20,25,2,,Zaysan,,unresolved,context,0.100,0.800,near <lake>,\n"),
        "{csv}"
    );
}

#[test]
fn html_escapes_what_the_texts_say() {
    let html = html(&example());
    assert!(html.contains("near &lt;lake&gt; <b>Zaysan</b>") && !html.contains("<lake>"), "{html}");
}
