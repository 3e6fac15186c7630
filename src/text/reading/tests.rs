use super::*;

const SOUNDS: &str = "sound,class,place,manner,voicing,height,backness,rounding,length,ipa,note\n\
    k,consonant,velar,stop,voiceless,,,,,k,\ns,consonant,dental,fricative,voiceless,,,,,s,\n\
    sh,consonant,palatal,fricative,voiceless,,,,,ʃ,\na,vowel,,,voiced,low,back,unrounded,short,a,\n\
    i,vowel,,,voiced,high,front,unrounded,short,i,\n";
const DISTANCES: &str = "kind,feature,a,b,before,after,position,cost,example,source\n\
    feature,place,dental,palatal,,,,70,,x\ndrop,,vowel,,,,,200,,x\ndrop,,consonant,,,,,300,,x\n\
    drop,,i,,,,,90,,x\ndrop,,a,,s,,initial,50,,x\nsubstitute,,k,s,,,final,40,,x\n";
const HEAD: &str = "kind,grapheme,sounds,before,after,position,source,note\nabout,title,A,,,,,\n\
    about,authority,B,,,,,\nabout,languages,en 0 | und 10,,,,,\n";

fn files(tables: &[(&str, &str)]) -> Vec<(String, String)> {
    let table = |(name, rows): &(&str, &str)| (format!("readings/{name}.csv"), format!("{HEAD}{rows}"));
    let mut files: Vec<(String, String)> = tables.iter().map(table).collect();
    files.push((SOUNDS_FILE.to_owned(), SOUNDS.to_owned()));
    files.push((DISTANCES_FILE.to_owned(), DISTANCES.to_owned()));
    files
}

fn readings(tables: &[(&str, &str)]) -> Readings {
    Readings::parse(&files(tables)).unwrap_or_else(|e| panic!("{e}"))
}

/// What is said about a table with these rows, as `line:column code`.
fn said(rows: &str) -> Vec<String> {
    let (_, diagnostics) = Readings::check(&files(&[("t", rows)]));
    diagnostics.iter().map(|d| format!("{}:{} {}", d.place.line, d.place.column, d.code)).collect()
}

fn best(readings: &Readings, word: &str) -> (String, u32) {
    let (sounds, cost) = readings.read(word, Language::English).best_reading();
    (readings.sounds.write(sounds), cost)
}

#[test]
fn the_longest_grapheme_and_the_closest_context_win() {
    let r = readings(&[(
        "t",
        "set,front,i e,,,,,\nrule,c,k,,,,x,\nrule,c,s | sh 50,<front>,,,x,\nrule,ch,sh,,,,x,\nrule,h,-,,,,x,\n\
         rule,a,a,,,,x,\nrule,i,i,,,,x,\nrule,a,i a,,,initial,x,\nrule,s,s,!a,,,x,\n",
    )]);
    assert_eq!(best(&r, "ca"), ("k a".to_owned(), 0));
    assert_eq!(best(&r, "ci"), ("s i".to_owned(), 0));
    assert_eq!(best(&r, "chi"), ("sh i".to_owned(), 0));
    assert_eq!(best(&r, "ac-ac"), ("i a k i a k".to_owned(), 0));
    assert_eq!(best(&r, "is"), ("i s".to_owned(), 0));
    assert_eq!(best(&r, "sa"), ("a".to_owned(), 400), "s before a has no rule");
}

#[test]
fn a_segmentation_that_reads_every_letter_wins_over_a_longer_grapheme() {
    let r = readings(&[("t", "rule,ka,k a,,,,x,\nrule,kas,k a s,,,,x,\nrule,si,s i,,,,x,\n")]);
    assert_eq!(best(&r, "kasi"), ("k a s i".to_owned(), 0));
}

#[test]
fn signs_choose_the_tradition_and_both_stay_in_the_lattice() {
    let tables = [
        ("a", "rule,c,k,,,,x,\nrule,a,a,,,,x,\nsign,ca,100,,,,,\n"),
        ("b", "rule,c,s,,,,x,\nrule,a,a,,,,x,\n"),
    ];
    let r = readings(&tables);
    let lattice = r.read("ca", Language::English);
    let likely: Vec<(&str, u16)> =
        lattice.likely().iter().map(|l| (r.tradition(l.tradition).key.as_str(), l.cost)).collect();
    assert_eq!(likely, [("b", 0), ("a", 100)]);
    // The unlikely tradition's cost is spread over its two graphemes; `a` is shared and free.
    let arcs: Vec<(String, u16, u64)> = lattice
        .arcs()
        .iter()
        .map(|a| (r.sounds().write(a.sounds.iter().copied()), a.cost, a.traditions))
        .collect();
    assert_eq!(arcs, [("s".to_owned(), 0, 2), ("k".to_owned(), 50, 1), ("a".to_owned(), 0, 3)]);
    let mut turned = files(&tables);
    turned.reverse();
    let other = Readings::parse(&turned).map(|r| r.read("ca", Language::English).arcs().to_vec());
    assert_eq!(other.ok(), Some(lattice.arcs().to_vec()), "the order of files is nothing");
}

#[test]
fn costs_depend_on_the_place() {
    let rows = "rule,k,k,,,,x,\nrule,s,s,,,,x,\nrule,a,a,,,,x,\nrule,i,i,,,,x,\nrule,x,sh,,,,x,\n";
    let r = readings(&[("t", rows)]);
    let distance = |a: &str, b: &str| {
        let (a, b) = (r.read(a, Language::English), r.read(b, Language::English));
        let there = a.distance(&b, r.costs());
        assert_eq!(there, b.distance(&a, r.costs()));
        assert_eq!(there, a.best_path(&b, r.costs()).cost);
        there
    };
    assert_eq!(distance("sas", "sas"), 0);
    assert_eq!(distance("sas", "sax"), 70, "place of articulation alone differs");
    assert_eq!(distance("ka", "kia"), 90, "i has a row of its own");
    assert_eq!(distance("as", "s"), 50, "a first vowel before s");
    assert_eq!(distance("kas", "ks"), 200, "any other vowel");
    assert_eq!(distance("sak", "sas"), 40, "k and s at the end");
    assert_eq!(distance("", "ka"), 500);
    assert_eq!(distance("", ""), 0);
}

#[test]
fn learned_costs_overrule_the_table() {
    let mut r = readings(&[("t", "rule,s,s,,,,x,\nrule,x,sh,,,,x,\n")]);
    let table = "kind,feature,a,b,before,after,position,cost,example,source\nsubstitute,,s,sh,,,,7,,x\n\
                 substitute,,s,zz,,,,7,,x\n";
    let diagnostics = r.overrule_costs("costs.csv", table);
    assert_eq!(diagnostics.iter().map(|d| d.place.to_string()).collect::<Vec<_>>(), ["costs.csv:3:15"]);
    let (s, x) = (r.read("s", Language::English), r.read("x", Language::English));
    assert_eq!(s.distance(&x, r.costs()), 7);
}

#[test]
fn bad_rows_are_named_with_their_place() {
    assert_eq!(said("rule,c,zz,,,,x,\n"), ["5:8 E202"]);
    assert_eq!(said("rule,c,,,,,x,\n"), ["5:8 E202"]);
    assert_eq!(said("rule,c,k | k 20,,,,x,\n"), ["5:8 E204"]);
    assert_eq!(said("rule,c,k,<front>,,,x,\n"), ["5:10 E203"]);
    assert_eq!(said("rule,c,k,,,middle,x,\n"), ["5:12 E203"]);
    assert_eq!(said("rule,c,k,,,,,\n"), ["5:13 E103"]);
    assert_eq!(said("rule,C,k,,,,x,\n"), ["5:6 E208"]);
    assert_eq!(said("rool,c,k,,,,x,\n"), ["5:1 E201"]);
    assert_eq!(said("rule,c,k,,,,x,\nrule,c,s,,,,x,\n"), ["6:6 E204"]);
    assert_eq!(said("sign,c,many,,,,,\n"), ["5:8 E205"]);
    assert_eq!(said("about,langages,kk 0,,,,,\n"), ["5:7 E206"]);
    assert_eq!(said("about,languages,tt 0,,,,,\n"), ["5:17 E206"]);
    assert_eq!(said("rule,c,k,,,,x\n"), ["5:1 E002"]);
}

#[test]
fn rules_that_can_never_fire_are_named() {
    assert_eq!(said("rule,c,k,h,,,x,\nrule,ch,sh,,,,x,\nrule,h,-,,,,x,\n"), ["5:6 W201"]);
    assert_eq!(said("rule,c,k,,a,initial,x,\n"), ["5:6 W201"]);
    assert_eq!(said("rule,c,k,h,,,x,\nrule,ch,sh,,,final,x,\n"), [] as [&str; 0]);
}

#[test]
fn examples_are_run() {
    let rules = "rule,c,k | s 20,,,,x,\nrule,s,s,,,,x,\nrule,a,a,,,,x,\n";
    assert_eq!(said(&format!("{rules}example,ca,k a,,,,x,\nsame,ca,t:sa,,,,x,\n")), [] as [&str; 0]);
    assert_eq!(said(&format!("{rules}example,ca,s a,,,,x,\n")), ["8:12 E210"]);
    assert_eq!(said(&format!("{rules}same,ca,t:a,,,,x,\n")), ["8:9 E210"]);
    assert_eq!(said(&format!("{rules}same,ca,u:a,,,,x,\n")), ["8:9 E210"]);
    assert_eq!(said(&format!("{rules}inferred,ca,en,,,,x,\n")), [] as [&str; 0]);
}

#[test]
fn without_tables_a_word_is_silent() {
    let lattice = Readings::default().read("абай", Language::Kazakh);
    assert_eq!(lattice.best_reading(), (vec![], 0));
    assert_eq!(lattice.nodes(), 5);
}
