//! What comparing costs: one pair, the index of a pool, one search. `cargo bench --bench compare`

use atau::compare::{CompareTables, Comparer, Pool, PreparedName, SearchOptions};
use atau::lexicon::Lexicon;
use atau::model::{Language, Score};
use criterion::{Criterion, criterion_group, criterion_main};
use std::hint::black_box;
use std::path::Path;

fn compare(c: &mut Criterion) {
    let files =
        atau::files::read_lexicon_folder(Path::new("lexicons")).expect("the lexicons beside Cargo.toml");
    let comparer = Comparer::new(&CompareTables::parse(&files).expect("sound tables"));
    let lexicon = Lexicon::parse(&files).expect("sound lexicons");
    let a = comparer.prepare("Абылай сұлтан", Language::Kazakh, None);
    let b = comparer.prepare("Sultan Ablai", Language::English, None);
    c.bench_function("compare one pair", |bench| {
        bench.iter(|| comparer.sound(black_box(&a), black_box(&b)));
    });
    let names: Vec<PreparedName> = lexicon
        .forms
        .iter()
        .filter(|form| form.language == Language::Russian)
        .map(|form| comparer.prepare(&form.text, form.language, None))
        .collect();
    assert!(names.len() > 1000, "a pool worth measuring");
    c.bench_function("index a pool", |bench| {
        bench.iter_with_setup(|| names.clone(), |names| Pool::build(&comparer, names));
    });
    let pool = Pool::build(&comparer, names);
    let options = SearchOptions::default();
    assert!(!pool.search(&comparer, &b, 5, Score::NONE, &options).is_empty());
    c.bench_function("search a pool", |bench| {
        bench.iter(|| pool.search(&comparer, black_box(&b), 5, Score::NONE, &options));
    });
}

criterion_group!(benches, compare);
criterion_main!(benches);
