//! Scratch.
use atau::compare::learn::*;
use atau::compare::letters::LetterModel;
use atau::compare::trie::*;
use atau::text::fold::*;
use rayon::prelude::*;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::time::Instant;

fn rows(path: &str) -> Vec<HashMap<String, String>> {
    let mut r = csv::Reader::from_path(path).unwrap();
    r.deserialize().map(|x| x.unwrap()).collect()
}

fn main() {
    let dev = "/work/shared/dev/";
    let mut held: HashSet<String> = HashSet::new();
    for t in ["persons-ru-en", "fullnames-en-ru", "inflected-ru-en"] {
        for r in rows(&format!("{dev}names/{t}/queries.csv")) {
            for w in words(&r["name"]) { held.insert(w.text); }
        }
    }
    let mut ex = vec![];
    let mut seen: HashMap<char, u32> = HashMap::new();
    let learn_rows = rows(&format!("{dev}pairs-ru-en-learn.csv"));
    for r in &learn_rows { for c in r["en"].chars() { *seen.entry(c).or_default() += 1; } }
    let rare = |l: Letter| -> Letter { let c = char::from_u32(l as u32).unwrap(); if seen.get(&c).copied().unwrap_or(0) < 4 { base(l) } else { l } };
    for r in &learn_rows {
        if held.contains(&r["ru"]) || held.contains(&r["en"]) { continue; }
        let a = words(&r["ru"]); let b = words(&r["en"]);
        if a.len() != 1 || b.len() != 1 { continue; }
        let n: f64 = r["count"].parse().unwrap();
        ex.push(Example { a: letters(&a[0].text), b: letters(&b[0].text).into_iter().map(rare).collect(), weight: 1.0 + 0.3 * n.ln() });
    }
    println!("{} examples", ex.len());
    let t = Instant::now();
    let table = learn(&ex, &LearnOptions::default());
    println!("learned {} units {} contexts in {:?}", table.units.len(), table.contexts().count(), t.elapsed());
    let task = std::env::args().nth(1).unwrap_or("persons-ru-en".into());
    let q = rows(&format!("{dev}names/{task}/queries.csv"));
    let p = rows(&format!("{dev}names/{task}/pool.csv"));
    let mut gold: HashMap<String, HashSet<String>> = HashMap::new();
    for r in rows(&format!("{dev}names/{task}/gold.csv")) { gold.entry(r["query_id"].clone()).or_default().insert(r["pool_id"].clone()); }
    let mut pool: BTreeMap<Letters, Vec<String>> = BTreeMap::new();
    for r in &p {
        let w: Letters = words(&r["name"]).iter().flat_map(|w| letters(&w.text)).map(rare).collect();
        pool.entry(w).or_default().push(r["id"].clone());
    }
    let plist: Vec<Letters> = pool.keys().cloned().collect();
    let ids: Vec<&Vec<String>> = pool.values().collect();
    let chance = LetterModel::learn(plist.iter().map(|w| (&w[..], 1.0)));
    let t = Instant::now();
    let trie = Trie::build(&plist, &chance);
    println!("trie {} nodes {:?}", trie.len(), t.elapsed());
    let targets = TargetTable::new(&table, false);
    let k: usize = std::env::var("K").ok().map_or(100, |s| s.parse().unwrap());
    let b: usize = std::env::var("B").ok().map_or(2000, |s| s.parse().unwrap());
    let t = Instant::now();
    let opt = WalkOptions { states_max: b, ..Default::default() };
    let found: Vec<Vec<(WordId, f32)>> = q.par_iter().map(|r| {
        let x: Letters = words(&r["name"]).iter().flat_map(|w| letters(&w.text)).collect();
        let mut f = trie.search(&x, &targets, &opt); f.truncate(k); f
    }).collect();
    println!("walk {:?} per query", t.elapsed() / q.len() as u32);
    let t = Instant::now();
    let scored: Vec<Vec<(WordId, f32)>> = q.par_iter().zip(&found).map(|(r, f)| {
        let x: Letters = words(&r["name"]).iter().flat_map(|w| letters(&w.text)).collect();
        let mut s: Vec<(WordId, f32)> = f.iter().map(|&(w, _)| (w, (table.log_probability(&x, &plist[w as usize])) as f32 - trie.chance(w))).collect();
        s.sort_by(|x, y| y.1.total_cmp(&x.1).then(x.0.cmp(&y.0)));
        s
    }).collect();
    println!("score {:?} per query", t.elapsed() / q.len() as u32);
    let rank = |list: &Vec<Vec<(WordId, f32)>>, k: usize| {
        let n = q.iter().zip(list).filter(|(r, f)| {
            let mut seen = 0; let g = &gold[&r["id"]];
            f.iter().any(|(w, _)| { let ok = seen < k && ids[*w as usize].iter().any(|i| g.contains(i)); seen += ids[*w as usize].len(); ok })
        }).count();
        n as f64 / q.len() as f64
    };
    println!("walk R@1 {:.4} R@5 {:.4} R@K {:.4}", rank(&found, 1), rank(&found, 5), rank(&found, 100000));
    println!("full R@1 {:.4} R@5 {:.4}", rank(&scored, 1), rank(&scored, 5));
    if std::env::var("SHOW").is_ok() {
        let name: HashMap<&str, &str> = p.iter().map(|r| (r["id"].as_str(), r["name"].as_str())).collect();
        for (r, s) in q.iter().zip(&scored) {
            let g = &gold[&r["id"]];
            if s.is_empty() || !ids[s[0].0 as usize].iter().any(|i| g.contains(i)) {
                let gs: Vec<String> = g.iter().map(|i| {
                    let y: Letters = words(name[i.as_str()]).iter().flat_map(|w| letters(&w.text)).map(rare).collect();
                    let w = plist.binary_search(&y).unwrap();
                    format!("{}({})", name[i.as_str()], s.iter().find(|x| x.0 as usize == w).map_or("-".into(), |x| format!("{:.1}", x.1))) }).collect();
                println!("{} = {} ; got {:?}", r["name"], gs.join("|"), s.iter().take(3).map(|x| format!("{}({:.1})", text(&plist[x.0 as usize]), x.1)).collect::<Vec<_>>());
            }
        }
    }
}
