use super::*;

const HEAD: &str =
    "item,kind,language,surface,entity_id,candidates,score,evidence,decision,decided_by,decided_at,comment";

fn lexicon() -> Vec<(String, String)> {
    [
        ("entities.csv", "entity_id,type,description,from,to,related,wikidata,source\nper:ablai,PER,khan,,,,,book\nper:dawaci,PER,,,,,,book\n"),
        ("names/persons.csv", "entity_id,language,form,kind,tradition,source,note\nper:ablai,en,Ablai Khan,preferred,popular-en,book,\nper:dawaci,en,Dawaci,preferred,popular-en,book,\nper:dawaci,ru,Даваци,preferred,ru,book,\n"),
        ("sources.csv", "source,kind,reference,note\nbook,book,A book,\n"),
        ("writing/common-words.csv", "language,form,reason,source\nen,April,month,book\n"),
    ]
    .map(|(name, text)| (name.to_owned(), text.to_owned()))
    .to_vec()
}

/// Applies rows `kind,language,surface,entity,candidates,decision`.
fn applied(tables: &[(String, String)], rows: &[[&str; 6]]) -> Result<Applied, String> {
    let mut review = format!("{HEAD}\n");
    for [kind, language, surface, entity, candidates, decision] in rows {
        review += &format!("r,{kind},{language},{surface},{entity},{candidates},0.9,,{decision},,,\n");
    }
    let said =
        |faults: Vec<Diagnostic>| faults.iter().map(Diagnostic::to_string).collect::<Vec<_>>().join("\n");
    let decisions = decisions("review.csv", &review, "A. B.", "2026-01-02").map_err(said)?;
    let mentions = "document,line,surface,entity_id\na.txt,7,Davachi,per:dawaci\n";
    let variants = "entity_id,language,variant,forms\nper:new-zhaohui,en,Zhaohui,Zhaohui\nper:new-zhaohui,ru,Чжаохуэй,Чжаохуэя\n";
    let attested = Attested::read(&decisions, mentions, variants).unwrap();
    apply(&decisions, &attested, tables).map_err(said)
}

fn rows(applied: &Applied) -> Vec<String> {
    applied.added.iter().map(|a| format!("{}:{} {}", a.table, a.line, a.row)).collect()
}

/// The folder after an application.
fn after(tables: &[(String, String)], applied: &Applied) -> Vec<(String, String)> {
    let mut new: std::collections::BTreeMap<String, String> = tables.iter().cloned().collect();
    new.extend(applied.tables.iter().cloned());
    new.into_iter().collect()
}

#[test]
fn a_spelling_that_is_accepted_is_a_row_with_its_place() {
    let found = applied(&lexicon(), &[["spelling", "en", "Davachi", "per:dawaci", "", "accept"]]).unwrap();
    assert_eq!(
        rows(&found),
        [
            "names/persons.csv:3 per:dawaci,en,Davachi,variant,popular-en,review,attested a.txt:7; A. B. 2026-01-02",
            "sources.csv:3 review,documents,Decisions of the people who reviewed runs: notes and judgements.csv name them,",
        ]
    );
}

#[test]
fn a_proposed_entity_comes_with_all_its_names() {
    let found =
        applied(&lexicon(), &[["proposed", "en", "Zhaohui", "per:new-zhaohui", "", "accept"]]).unwrap();
    let found = rows(&found);
    assert_eq!(found[0], "entities.csv:4 per:zhaohui,PER,,,,,,review");
    assert!(found[1].starts_with("names/persons.csv:5 per:zhaohui,en,Zhaohui,preferred,popular-en,review,"));
    assert!(
        found[2].starts_with("names/persons.csv:6 per:zhaohui,ru,Чжаохуэй,preferred,ru,review,"),
        "{found:?}"
    );
}

#[test]
fn applied_twice_it_changes_nothing() {
    let review = [
        ["spelling", "en", "Davachi", "per:dawaci", "", "accept"],
        ["proposed", "en", "Zhaohui", "per:new-zhaohui", "", "accept"],
        ["proposed", "en", "Abstract", "per:new-abstract", "", "not a name"],
        ["merge", "en", "Fude", "per:new-fude", "per:new-futeh=0.7", "reject"],
        ["spelling", "en", "Dardan", "per:dawaci", "", "unsure"],
    ];
    let first = applied(&lexicon(), &review).unwrap();
    assert_eq!(first.tables.len(), 5, "{:?}", rows(&first));
    let folder = after(&lexicon(), &first);
    let second = applied(&folder, &review).unwrap();
    assert_eq!((rows(&second), second.tables.len(), second.known), (vec![], 0, 7));
}

#[test]
fn what_was_there_stays_byte_for_byte() {
    let found = applied(&lexicon(), &[["spelling", "en", "Davachi", "per:dawaci", "", "accept"]]).unwrap();
    for (name, text) in &found.tables {
        let old = &lexicon().into_iter().find(|(n, _)| n == name).unwrap().1;
        let kept: String = text.lines().filter(|l| !l.contains("review")).map(|l| format!("{l}\n")).collect();
        assert_eq!(&kept, old);
    }
}

#[test]
fn contradictions_are_reported_also_through_others() {
    let mut tables = lexicon();
    tables.push((
        "judgements.csv".to_owned(),
        "name_a,name_b,verdict,who,when,why\nDabachi,Davadzhi,same,x,,\nDavadzhi,Davasi,same,x,,\n"
            .to_owned(),
    ));
    let reject = ["merge", "en", "Dabachi", "per:new-dabachi", "per:new-davasi=0.8", "reject"];
    let said = applied(&tables, &[reject]).unwrap_err();
    assert!(
        said.starts_with(
            "review.csv:2: error[R011]: `dabachi` ≠ `davasi` (line 2), but `dabachi` = `davadzhi`"
        ),
        "{said}"
    );
    for (rows, code) in [
        // One name, two entities.
        (
            vec![
                ["spelling", "en", "Dava", "per:dawaci", "", "accept"],
                ["spelling", "en", "Dava", "per:ablai", "", "accept"],
            ],
            "R012",
        ),
        // A name and no name.
        (
            vec![
                ["spelling", "en", "Dava", "per:dawaci", "", "accept"],
                ["spelling", "en", "Dava", "per:dawaci", "", "not a name"],
            ],
            "R010",
        ),
        // A listed name of another.
        (vec![["spelling", "en", "Ablai Khan", "per:dawaci", "", "accept"]], "R010"),
        (vec![["spelling", "en", "Dava", "per:dawaci", "", "same as per:nobody"]], "R003"),
        (vec![["spelling", "en", "Dava", "per:dawaci", "", "perhaps"]], "R001"),
        // Accepted and rejected.
        (
            vec![
                ["spelling", "en", "Dava", "per:dawaci", "", "accept"],
                ["spelling", "en", "Dava", "per:dawaci", "", "reject"],
            ],
            "R011",
        ),
        // Settled the other way before.
        (vec![["merge", "en", "Dabachi", "per:new-dabachi", "per:new-davadzhi=0.8", "reject"]], "R010"),
    ] {
        let said = applied(&tables, &rows).unwrap_err();
        assert!(said.contains(code), "{code}: {said}");
    }
}

#[test]
fn reviews_come_back_from_spreadsheets() {
    let text = "\u{feff}item;kind;language;surface;entity_id;candidates;decision\r\nr1;spelling;en;Davachi;per:dawaci;;Accept\r\nr2;spelling;en;X;per:dawaci;;\r\n";
    let found = decisions("review.csv", text, "", "").unwrap();
    assert_eq!(found[0].choice, Some(Choice::Accept));
    assert_eq!((found[1].choice.clone(), found[1].line), (None, 3));
}
