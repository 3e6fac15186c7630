use super::*;

const ENTITIES: &str = "entity_id,type,status,name_kk,name_ru,name_en,variants_kk,variants_ru,variants_en,mentions,mentions_kk,mentions_ru,mentions_en,documents,confidence,wikidata,description\n\
    per:dawaci,PER,listed,Дауашы,Даваци,Dawaci,,Даваци,Dawaci,3,0,1,2,2,1.000,Q1,ruler\n\
    plc:ili,LOC,proposed,,,</script><script>alert(1)</script>,,,Ili,1,0,0,1,1,0.900,,\n";
const MENTIONS: &str = "document,start,end,line,language,type,surface,lemma,entity_id,status,method,score,left,right\n\
    a.txt,0,6,1,en,PER,Dawaci,Dawaci,per:dawaci,listed,exact,1.000,,fled to the Ili\n\
    a.txt,20,23,1,en,LOC,Ili,Ili,plc:ili,proposed,proposed,0.900,fled to the,<b onclick=x>&amp;\n\
    a.txt,40,46,2,en,PER,Dawaci,Dawaci,per:dawaci,listed,exact,1.000,,\n\
    \"<img src=x onerror=alert(1)>.txt\",0,6,1,ru,PER,Даваци,Даваци,per:dawaci,listed,exact,1.000,,\n\
    b.txt,0,6,1,ru,PER,Некто,Некто,,,unresolved,0.100,,\n";
const VARIANTS: &str = "entity_id,language,variant,forms,mentions,documents,method,score,listed\n\
    per:dawaci,en,Dawaci,Dawaci,2,1,exact,1.000,true\nper:dawaci,ru,Даваци,Даваци|Давацию,1,1,exact,1.000,false\n";
const RUN: &str =
    r#"{"version":"9.9","inputs":[{"name":"a.txt"},{"name":"empty.txt"}],"counts":{"documents":4}}"#;

fn run() -> RunTables {
    let files = RunFiles {
        entity_index: ENTITIES,
        mentions: MENTIONS,
        variants: VARIANTS,
        run: RUN,
        ..RunFiles::default()
    };
    RunTables::parse(&files).unwrap()
}

/// The data of a page, as the browser reads it.
fn data(page: &str) -> serde_json::Value {
    let (_, rest) = page.split_once("id=\"data\">").unwrap();
    let (json, _) = rest.split_once("</script>").unwrap();
    serde_json::from_str(json).unwrap()
}

#[test]
fn totals_are_those_of_the_tables() {
    let run = run();
    let t = &run.totals;
    assert_eq!((t.documents, t.entities, t.mentions, t.unresolved, t.proposed), (4, 2, 5, 1, 1));
    assert_eq!((t.in_two, t.in_three), (1, 0));
    assert_eq!(t.mentions_by.iter().flatten().sum::<u64>(), t.mentions);
    assert_eq!(run.pairs, [(0, 1, 2)]);
    assert_eq!(run.documents.last().unwrap().name, "empty.txt");
    assert_eq!(run.entities[0].along, [(0, 2), (1, 1)]);
}

#[test]
fn nothing_from_a_document_becomes_markup() {
    let page = html(&run(), &Messages::shipped("en"));
    assert_eq!(page.matches("<script").count(), 3, "the early script, the data, the script");
    for bad in ["<img", "<b onclick", "<script>alert"] {
        assert!(!page.contains(bad), "{bad}");
    }
    let data = data(&page);
    assert_eq!(data["entities"][1]["names"][2], "</script><script>alert(1)</script>");
    assert_eq!(data["entities"][1]["lines"][0][6], "<b onclick=x>&amp;");
}

#[test]
fn one_key_whatever_the_script_and_spelling() {
    let folding = Folding::shipped();
    for name in ["davatsi", "Dawaci", "ДАВАЦИ", "Davači", "Dawachi", "Davatzi"] {
        assert_eq!(folding.key(name), folding.key("Даваци"), "{name}");
    }
    assert_eq!(folding.key("Tsevan-Dordzhi"), folding.key("Цеван Дорджи"));
    assert_ne!(folding.key("Даваци"), folding.key("Даван"));
}

#[test]
fn translations_are_whole_and_keep_what_stands_in_braces() {
    let braces = |text: &str| {
        let mut names: Vec<String> =
            text.split('{').skip(1).filter_map(|s| s.split_once('}')).map(|(n, _)| n.to_owned()).collect();
        names.sort();
        names
    };
    let english = Messages::shipped("en");
    for (language, text) in [
        ("ru", include_str!("../../lexicons/interface/ru.csv")),
        ("kk", include_str!("../../lexicons/interface/kk.csv")),
    ] {
        let mut own = english.clone();
        own.read(language, text).unwrap();
        let table = crate::text::table::Table::parse(language, text).unwrap();
        assert_eq!(table.len(), english.all().len(), "{language}");
        for (key, message) in english.all() {
            assert_eq!(braces(message), braces(own.get(key)), "{language} {key}");
            assert!(own.all().len() == english.all().len(), "{language} has keys that English has not");
        }
    }
}

#[test]
fn every_message_that_the_page_asks_for_is_there() {
    let english = Messages::shipped("en");
    let script = page::SCRIPT;
    for (at, _) in script.match_indices("t('") {
        let part_of_a_word = script[..at].ends_with(|c: char| c.is_alphanumeric());
        let asked = script[at + 3..].split('\'').next().unwrap();
        assert!(part_of_a_word || english.all().contains_key(asked), "{asked}");
    }
    for language in UI_LANGUAGES {
        let page = html(&run(), &Messages::shipped(language));
        let body = page.split_once("<body>").unwrap().1.split_once("id=\"data\"").unwrap().0;
        for part in ["count.", "nav.", "column.", "types.", "overview."] {
            assert!(!body.contains(&format!(">{part}")), "{language} {part}");
        }
    }
}

#[test]
fn what_does_not_fit_is_left_to_the_files_and_said() {
    let mut mentions = String::from(MENTIONS);
    let mut entities = String::from(ENTITIES).replace(",3,0,1,2,", ",20003,0,1,20002,");
    for i in 0..20_000 {
        mentions +=
            &format!("c{:05}.txt,0,6,1,en,PER,Dawaci,Dawaci,per:dawaci,listed,exact,1.000,x,y\n", i / 2);
    }
    for i in 0..tables::ENTITIES_MAX {
        entities += &format!("per:p{i},PER,listed,,,P,,,,1,0,0,1,1,1.000,,\n");
    }
    let files = RunFiles { entity_index: &entities, mentions: &mentions, ..RunFiles::default() };
    let run = RunTables::parse(&files).unwrap();
    assert_eq!(run.entities.len(), tables::ENTITIES_MAX);
    assert_eq!(run.totals.entities as usize, tables::ENTITIES_MAX + 2);
    assert_eq!(run.entities[0].lines.len() as u64, tables::LINES_EACH_MAX);
    assert_eq!(run.documents.len(), 10_003);
    let page = html(&run, &Messages::shipped("en"));
    assert!(page.contains("This page shows 500 of 10\u{202f}003"), "documents");
    assert!(page.len() < 4_000_000, "{}", page.len());
}

#[test]
fn years_of_a_manifest_make_the_chart_one_of_years() {
    let manifest =
        "path,title,year\na.txt,A letter,1755\n<img src=x onerror=alert(1)>.txt,,1760\nb.txt,,1756\n";
    let files = RunFiles { entity_index: ENTITIES, mentions: MENTIONS, manifest, ..RunFiles::default() };
    let data = data(&html(&RunTables::parse(&files).unwrap(), &Messages::shipped("kk")));
    assert_eq!(data["byYear"], true);
    assert_eq!(data["bars"], serde_json::json!(["1755", "1756", "1757", "1758", "1759", "1760"]));
    assert_eq!(data["entities"][0]["along"], serde_json::json!([0, 2, 5, 1]));
    assert_eq!(data["documents"][0][1], "A letter");
}

#[test]
fn a_table_without_a_column_is_named() {
    let files = RunFiles { mentions: "document,start\n", ..RunFiles::default() };
    let fault = RunTables::parse(&files).unwrap_err();
    assert!(
        fault.to_string().starts_with("mentions.csv:1: error[T001]: there is no column `line`"),
        "{fault}"
    );
}
