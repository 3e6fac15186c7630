use super::*;

fn lexicon(entities: &str, names: &str) -> (Vec<(String, String)>, Lexicon) {
    let header = "entity_id,type,description,from,to,related,wikidata,source\n";
    let names_header = "entity_id,language,form,kind,tradition,source,note\n";
    let files: Vec<(String, String)> = [
        ("entities.csv", format!("{header}{entities}")),
        ("names/persons.csv", format!("{names_header}{names}")),
        ("writing/declension-ru.csv", include_str!("../../lexicons/writing/declension-ru.csv").to_owned()),
        ("writing/suffixes-kk.csv", include_str!("../../lexicons/writing/suffixes-kk.csv").to_owned()),
        ("writing/stems-kk.csv", include_str!("../../lexicons/writing/stems-kk.csv").to_owned()),
        ("writing/letters.csv", include_str!("../../lexicons/writing/letters.csv").to_owned()),
        ("writing/prereform.csv", include_str!("../../lexicons/writing/prereform.csv").to_owned()),
    ]
    .map(|(name, text)| (name.to_owned(), text))
    .to_vec();
    let lexicon = Lexicon::parse(&files).unwrap();
    (files, lexicon)
}

fn beginnings(text: &str, lexicon: &Lexicon) -> Beginnings {
    let mut beginnings = Beginnings::default();
    text.split(' ').for_each(|word| beginnings.add_word(word, lexicon));
    beginnings.close();
    beginnings
}

const TWO: &str = "per:a,PER,,,,,,s\nper:b,PER,,,,,,s\n";
const OLD: &str = "per:a,ru,Амурсана,preferred,,s,\nper:b,ru,Галдан Церен,preferred,,s,\n";

#[test]
fn only_files_with_words_of_the_change_are_touched() {
    let (old, _) = lexicon(TWO, OLD);
    let (_, new) = lexicon(TWO, &format!("{OLD}per:b,ru,Хунтайджи,variant,,s,\n"));
    let (entities, forms) = Lexicon::names(&old);
    let change = Change::between((&entities, &forms), &new).unwrap();
    for (text, touched) in [
        ("послал хунтайджию дары", true),
        ("с Галданом Цереном", true),
        ("с Галданом одним", false),
        ("Амурсаной были посланы", false),
        ("ХУНТАЙДЖІЙ", true),
    ] {
        assert_eq!(change.touches(&beginnings(text, &new)), touched, "{text}");
    }
    assert_eq!(change.entities, [Some(EntityId(0)), None]);
    assert_eq!(change.forms, [Some(FormId(0)), None]);
}

#[test]
fn numbers_follow_what_was_put_before() {
    let (old, _) = lexicon(TWO, OLD);
    let (_, new) =
        lexicon(&format!("per:0,PER,,,,,,s\n{TWO}"), &format!("per:0,ru,Аблай,preferred,,s,\n{OLD}"));
    let (entities, forms) = Lexicon::names(&old);
    let change = Change::between((&entities, &forms), &new).unwrap();
    assert_eq!(change.entities, [Some(EntityId(1)), Some(EntityId(2))]);
    assert_eq!(change.forms, [Some(FormId(1)), Some(FormId(2))]);
    let (_, turned) = lexicon(TWO, &OLD.lines().rev().map(|l| format!("{l}\n")).collect::<String>());
    assert!(Change::between((&entities, &forms), &turned).is_none());
}

#[test]
fn a_damaged_record_is_none() {
    let record = Record { edition: [7; 32], ..Record::default() };
    let bytes = record.to_bytes().unwrap();
    assert_eq!(Record::from_bytes(&bytes), Some(record));
    for at in 0..bytes.len() {
        let mut damaged = bytes.clone();
        damaged[at] ^= 1;
        assert_eq!(Record::from_bytes(&damaged), None);
    }
    assert_eq!(Record::from_bytes(&bytes[..bytes.len() - 1]), None);
}

#[test]
fn a_key_says_all_that_bears_on_a_record() {
    let one = key("a.txt", b"text", "options", &[0; 32]);
    assert_ne!(one, key("b.txt", b"text", "options", &[0; 32]));
    assert_ne!(one, key("a.txt", b"texts", "options", &[0; 32]));
    assert_ne!(one, key("a.txt", b"text", "option", &[0; 32]));
    assert_ne!(one, key("a.txt", b"text", "options", &[1; 32]));
}
