//! The floor that speeds are measured against: reads the files of a folder and iterates their words with
//! unicode-segmentation, doing nothing else. `cargo run --release --example floor -- FOLDER [THREADS]`
//!
//! Prints the seconds of three rounds, one a line, best first, and the words of one.

use atau::{files, pipeline};
use std::path::PathBuf;
use std::time::Instant;
use unicode_segmentation::UnicodeSegmentation;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let folder = PathBuf::from(arguments.next().ok_or("name a folder")?);
    let threads = arguments.next().map_or(Ok(1), |n| n.parse())?;
    let listing = files::list(&[folder])?;
    let mut seconds = Vec::new();
    let mut words = 0;
    for _ in 0..3 {
        let start = Instant::now();
        let (counts, _) = pipeline::each(
            threads,
            &listing.inputs,
            || (),
            |_, input| {
                let bytes = files::read_bytes(input, u64::MAX).unwrap_or_default();
                std::str::from_utf8(&bytes).map_or(0, |text| text.unicode_words().count())
            },
        );
        words = counts.iter().sum();
        seconds.push(start.elapsed().as_secs_f64());
    }
    seconds.sort_by(f64::total_cmp);
    seconds.iter().for_each(|s| println!("{s:.3}"));
    println!("{words} words");
    Ok(())
}
