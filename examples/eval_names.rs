//! How often the right name comes first: `cargo run --release --example eval_names -- [--lexicons DIR] FOLDER...`
//!
//! Each folder holds `queries.csv`, `pool.csv` (`id,name,language,type`) and `gold.csv` (`query_id,pool_id`). The
//! table gives the share of queries whose right name comes first, and among five: atau without its names, and the
//! best of strsim's measures after folding to ASCII (any_ascii).

use atau::compare::{CompareTables, Comparer, Hit, Pool, PreparedName, SearchOptions};
use atau::model::{EntityType, Language, Score};
use rayon::prelude::*;
use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::time::Instant;

type AnyError = Box<dyn std::error::Error>;

struct Row {
    id: String,
    name: String,
    language: Language,
    entity_type: Option<EntityType>,
}

struct Task {
    queries: Vec<Row>,
    pool: Vec<Row>,
    gold: Vec<HashSet<usize>>,
}

fn main() -> Result<(), AnyError> {
    let mut arguments = std::env::args().skip(1);
    let mut lexicons = PathBuf::from("lexicons");
    let (mut folders, mut baseline, mut misses, mut exhaustive, mut half) =
        (Vec::new(), true, 0, false, None);
    while let Some(argument) = arguments.next() {
        let mut value = || arguments.next().ok_or(format!("{argument} needs a value"));
        match argument.as_str() {
            "--lexicons" => lexicons = PathBuf::from(value()?),
            "--no-baseline" => baseline = false,
            "--exhaustive" => exhaustive = true,
            "--misses" => misses = value()?.parse()?,
            "--half" => half = Some(value()?.parse::<usize>()?),
            _ => folders.push(PathBuf::from(argument)),
        }
    }
    let tables = CompareTables::parse(&atau::files::read_lexicon_folder(&lexicons)?)?;
    let comparer = Comparer::new(&tables);
    println!("task,queries,pool,R@1,R@5,strsim R@1,strsim R@5,strsim measure,index s,search s");
    for folder in folders {
        let task = read(&folder, half)?;
        let prepare = |rows: &[Row]| -> Vec<PreparedName> {
            rows.par_iter().map(|r| comparer.prepare(&r.name, r.language, r.entity_type)).collect()
        };
        let start = Instant::now();
        let pool = Pool::build(&comparer, prepare(&task.pool));
        let built = start.elapsed();
        let start = Instant::now();
        let options = SearchOptions { exhaustive, ..SearchOptions::default() };
        let hits = pool.search_all(&comparer, &prepare(&task.queries), 20, Score::NONE, &options);
        let searched = start.elapsed();
        let ours: Vec<Vec<usize>> =
            hits.iter().map(|h| h.iter().map(|hit: &Hit| hit.name as usize).collect()).collect();
        let (best, measure) = if baseline { strsim_best(&task) } else { ([0.0, 0.0], "-") };
        println!(
            "{},{},{},{:.4},{:.4},{:.4},{:.4},{measure},{:.2},{:.2}",
            folder.file_name().unwrap_or_default().to_string_lossy(),
            task.queries.len(),
            task.pool.len(),
            recall(&task, &ours, 1),
            recall(&task, &ours, 5),
            best[0],
            best[1],
            built.as_secs_f64(),
            searched.as_secs_f64(),
        );
        show_misses(&task, &hits, misses);
    }
    Ok(())
}

fn read(folder: &Path, half: Option<usize>) -> Result<Task, AnyError> {
    let rows = |file: &str| -> Result<Vec<Row>, AnyError> {
        let mut reader = csv::Reader::from_path(folder.join(file))?;
        let mut rows = Vec::new();
        for record in reader.deserialize::<HashMap<String, String>>() {
            let mut record = record?;
            let mut take = |column: &str| record.remove(column).unwrap_or_default();
            rows.push(Row {
                id: take("id"),
                name: take("name"),
                language: Language::from_code(&take("language")).unwrap_or_default(),
                entity_type: EntityType::from_code(&take("type")),
            });
        }
        Ok(rows)
    };
    let (mut queries, pool) = (rows("queries.csv")?, rows("pool.csv")?);
    if let Some(half) = half {
        let mut i = 0;
        queries.retain(|_| {
            i += 1;
            i % 2 == half
        });
    }
    let ids: HashMap<&str, usize> = pool.iter().enumerate().map(|(i, r)| (r.id.as_str(), i)).collect();
    let query_ids: HashMap<&str, usize> =
        queries.iter().enumerate().map(|(i, r)| (r.id.as_str(), i)).collect();
    let mut gold = vec![HashSet::new(); queries.len()];
    for record in csv::Reader::from_path(folder.join("gold.csv"))?.deserialize::<(String, String)>() {
        let (query, id) = record?;
        if let (Some(&q), Some(&p)) = (query_ids.get(query.as_str()), ids.get(id.as_str())) {
            gold[q].insert(p);
        }
    }
    Ok(Task { queries, pool, gold })
}

/// Share of queries with a right name among the first `k`.
fn recall(task: &Task, found: &[Vec<usize>], k: usize) -> f64 {
    let right =
        |(gold, list): &(&HashSet<usize>, &Vec<usize>)| list.iter().take(k).any(|id| gold.contains(id));
    task.gold.iter().zip(found).filter(right).count() as f64 / task.queries.len() as f64
}

fn strsim_best(task: &Task) -> ([f64; 2], &'static str) {
    let fold = |rows: &[Row]| -> Vec<String> {
        rows.iter().map(|r| any_ascii::any_ascii(&r.name).to_lowercase()).collect()
    };
    let (queries, pool) = (fold(&task.queries), fold(&task.pool));
    type Measure = fn(&str, &str) -> f64;
    let measures: [(&str, Measure); 3] = [
        ("normalized_levenshtein", strsim::normalized_levenshtein),
        ("jaro_winkler", strsim::jaro_winkler),
        ("sorensen_dice", strsim::sorensen_dice),
    ];
    let mut best = ([-1.0, 0.0], "-");
    for (name, measure) in measures {
        let found: Vec<Vec<usize>> = queries
            .par_iter()
            .map(|q| {
                let mut scores: Vec<(f64, usize)> = pool.iter().map(|p| measure(q, p)).zip(0..).collect();
                scores.sort_by(|x, y| y.0.total_cmp(&x.0).then(x.1.cmp(&y.1)));
                scores.truncate(5);
                scores.into_iter().map(|s| s.1).collect()
            })
            .collect();
        let result = [recall(task, &found, 1), recall(task, &found, 5)];
        if result[0] > best.0[0] {
            best = (result, name);
        }
    }
    best
}

fn show_misses(task: &Task, hits: &[Vec<Hit>], most: usize) {
    let missed = task
        .gold
        .iter()
        .zip(hits)
        .enumerate()
        .filter(|(_, (gold, list))| !list.first().is_some_and(|h| gold.contains(&(h.name as usize))));
    for (i, (gold, list)) in missed.take(most) {
        let mut right: Vec<usize> = gold.iter().copied().collect();
        right.sort_unstable();
        let nats = |id: usize| list.iter().find(|h| h.name as usize == id).map(|h| format!("{:.1}", h.nats));
        let right: Vec<String> = right
            .iter()
            .map(|&id| format!("{} ({})", task.pool[id].name, nats(id).unwrap_or("-".to_owned())))
            .collect();
        let found: Vec<String> = list
            .iter()
            .take(3)
            .map(|h| format!("{} ({:.1})", task.pool[h.name as usize].name, h.nats))
            .collect();
        println!("  {} = {} | found {}", task.queries[i].name, right.join("; "), found.join("; "));
    }
}
