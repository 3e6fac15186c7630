//! One form, several bearers: the cases of tests/cases/homonyms, each text run by itself.

use crate::support::{number, rows, run, table};
use atau::Document;
use std::fs;

/// Cases decided rightly, of those in the three tables, by language. Raise them with the program; never lower them
/// without a reason in the change.
const RIGHT_MIN: [(&str, usize); 3] = [("en", 21), ("kk", 20), ("ru", 19)];

/// What a run says of the first place of `form` in `text`: the entity, or how it was missed.
fn decided(language: &str, text: &str, form: &str) -> String {
    let name = format!("{language}.txt");
    let document = Document { name, text: text.to_owned(), ..Document::default() };
    let files = run(&[document], 1);
    let bytes = text.find(form).expect("the form stands in the text");
    let start = text[..bytes].chars().count();
    let end = start + form.chars().count();
    let mentions = rows(table(&files, "mentions.csv"));
    match mentions.iter().find(|m| number(m, "start") < end && start < number(m, "end")) {
        None => "not found".to_owned(),
        Some(mention) if mention["entity_id"].is_empty() => "undecided".to_owned(),
        Some(mention) => mention["entity_id"].clone(),
    }
}

#[test]
fn homonyms_are_decided_as_well_as_before() {
    let mut report = String::new();
    let mut fallen = Vec::new();
    for (language, least) in RIGHT_MIN {
        let cases = fs::read_to_string(format!("tests/cases/homonyms/{language}.csv")).expect("the cases");
        let cases = rows(&cases);
        assert!(cases.len() >= 20, "{language}: {} cases", cases.len());
        let mut right = 0;
        for case in &cases {
            let found = decided(language, &case["text"], &case["form"]);
            right += usize::from(found == case["entity_id"]);
            if found != case["entity_id"] {
                report += &format!("  {language} {}: {found}, not {}\n", case["form"], case["entity_id"]);
            }
        }
        report += &format!("{language}: {right} of {} right\n", cases.len());
        if right < least {
            fallen.push(format!("{language}: {right} right, {least} before"));
        }
    }
    println!("{report}");
    assert!(fallen.is_empty(), "{}\n{report}", fallen.join("; "));
}
