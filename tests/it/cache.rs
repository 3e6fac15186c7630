//! Results kept from run to run: whatever is changed in between, a run that uses them writes what a run from nothing
//! writes.

use assert_cmd::Command;
use std::fs;
use std::path::Path;

const TEXTS: [(&str, &str); 4] = [
    (
        "a.txt",
        "Абылай хан Амурсанамен кездесті. Галдан Цереннің елшісі Абылайға келді. 1755 жылы Даваци қашты.",
    ),
    (
        "b.txt",
        "Амурсана бежал к Аблаю. Хан Аблай принял Амурсану, а Галдан Церен умер в 1745 году. Даваци был взят.",
    ),
    ("c.txt", "Ablai Khan met Amursana in 1755. Dawaci fled, and the envoys of Galdan Tseren came to Ablai."),
    (
        "d.txt",
        "Письмо о погоде: зима была долгой, и весна не приходила. Писал его Барак-\nсултан из Туркестана.",
    ),
];
/// Rows that are there or not, by the bits of a number.
const ROWS: [(&str, &str, &str); 9] = [
    ("per:ablai", "kk", "Абылай"),
    ("per:ablai", "ru", "Аблай"),
    ("per:ablai", "en", "Ablai"),
    ("per:amursana", "ru", "Амурсана"),
    ("per:amursana", "en", "Amursana"),
    ("per:galdan", "ru", "Галдан Церен"),
    ("per:galdan", "en", "Galdan Tseren"),
    ("per:dawaci", "en", "Dawaci"),
    ("per:barak", "ru", "Барак-султан"),
];

fn write_lexicon(folder: &Path, there: u64) {
    let mut entities = "entity_id,type,description,from,to,related,wikidata,source\n".to_owned();
    let mut names = "entity_id,language,form,kind,tradition,source,note\n".to_owned();
    let mut last = "";
    for (_, (entity, language, form)) in ROWS.iter().enumerate().filter(|(i, _)| there >> i & 1 == 1) {
        if *entity != last {
            entities.push_str(&format!("{entity},PER,a person,,,,,made-up\n"));
            last = entity;
        }
        names.push_str(&format!("{entity},{language},{form},preferred,,made-up,\n"));
    }
    fs::create_dir_all(folder.join("names")).unwrap();
    fs::write(folder.join("entities.csv"), entities).unwrap();
    fs::write(folder.join("names/persons.csv"), names).unwrap();
}

/// Runs `align`; gives the CSV files, and the number of files whose results were used again.
fn align(folder: &Path, cache: bool) -> (Vec<String>, u64) {
    let mut command = Command::cargo_bin("atau").unwrap();
    command.current_dir(folder).args(["align", "texts", "--lexicons", "lexicons", "--out", "out", "--quiet"]);
    if cache {
        command.args(["--cache", "cache"]);
    }
    command.assert().success();
    let files = ["entity_index", "mentions", "variants", "review", "problems"];
    let run = fs::read_to_string(folder.join("out/run.json")).unwrap();
    let run: serde_json::Value = serde_json::from_str(&run).unwrap();
    let read = |name| fs::read_to_string(folder.join(format!("out/{name}.csv"))).unwrap();
    (files.map(read).to_vec(), run["counts"]["files_reused"].as_u64().unwrap())
}

#[test]
fn results_used_again_are_those_of_a_run_from_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let writing = folder.join("lexicons/writing");
    fs::create_dir_all(&writing).unwrap();
    for entry in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("lexicons/writing")).unwrap() {
        let path = entry.unwrap().path();
        // Long lists that bear on nothing here.
        if path.extension().is_some_and(|e| e == "csv") && !path.ends_with("vocabulary.csv") {
            fs::copy(&path, writing.join(path.file_name().unwrap())).unwrap();
        }
    }
    fs::create_dir_all(folder.join("texts")).unwrap();
    let write_text = |(name, text): (&str, &str)| fs::write(folder.join("texts").join(name), text).unwrap();
    TEXTS.into_iter().for_each(write_text);
    let all = (1 << ROWS.len()) - 1;
    write_lexicon(&folder.join("lexicons"), all);
    assert_eq!(align(folder, true).1, 0);
    let (again, reused) = align(folder, true);
    assert_eq!(reused, 4);
    assert_eq!(again, align(folder, false).0);

    // A row that concerns the last text alone.
    write_lexicon(&folder.join("lexicons"), all >> 1);
    write_lexicon(&folder.join("lexicons"), all & !(1 << 8));
    let (changed, reused) = align(folder, true);
    assert_eq!(reused, 3);
    assert_eq!(changed, align(folder, false).0);

    let mut state = 7u64;
    for round in 0..8 {
        state = state.wrapping_mul(0x5851_f42d_4c95_7f2d).wrapping_add(0x1405_7b7e_f767_814f);
        write_lexicon(&folder.join("lexicons"), state >> 40 & all);
        if round % 3 == 2 {
            let (name, text) = TEXTS[(state >> 33) as usize % 4];
            write_text((name, &format!("{text} Амурсана {round}.")));
        }
        assert_eq!(align(folder, true).0, align(folder, false).0, "round {round}");
    }
    // Damage is not believed.
    for entry in walkdir::WalkDir::new(folder.join("cache/results")).into_iter().flatten() {
        if entry.file_type().is_file() {
            fs::write(entry.path(), b"damaged").unwrap();
        }
    }
    assert_eq!(align(folder, true), align(folder, false));
    Command::cargo_bin("atau")
        .unwrap()
        .current_dir(folder)
        .args(["cache", "clear", "cache"])
        .assert()
        .success();
    assert!(!folder.join("cache").exists());
}
