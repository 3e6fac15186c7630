//! How far the work is, on standard error: a bar on a terminal, plain lines otherwise, nothing if asked.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::IsTerminal;
use std::sync::atomic::{AtomicU64, Ordering};

/// Without a terminal, a line is printed each time this share of the bytes is done.
const LINE_EVERY_PERCENT: u64 = 20;

pub struct Progress {
    bar: ProgressBar,
    plain: bool,
    total: u64,
    files: u64,
    done: AtomicU64,
    files_done: AtomicU64,
    names: AtomicU64,
}

impl Progress {
    pub fn new(total_bytes: u64, files: u64, quiet: bool) -> Progress {
        let terminal = std::io::stderr().is_terminal();
        let bar = if quiet || !terminal {
            ProgressBar::with_draw_target(Some(total_bytes), ProgressDrawTarget::hidden())
        } else {
            ProgressBar::new(total_bytes)
        };
        let template = "{bar:30} {bytes}/{total_bytes}  {msg}  {eta} left";
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        Progress {
            bar,
            plain: !quiet && !terminal,
            total: total_bytes.max(1),
            files,
            done: AtomicU64::new(0),
            files_done: AtomicU64::new(0),
            names: AtomicU64::new(0),
        }
    }

    /// A file is done.
    pub fn file(&self, bytes: u64, names: u64) {
        let files = self.files_done.fetch_add(1, Ordering::Relaxed) + 1;
        let names = self.names.fetch_add(names, Ordering::Relaxed) + names;
        let before = self.done.fetch_add(bytes, Ordering::Relaxed);
        self.bar.set_message(format!("{files}/{} files, {names} names", self.files));
        self.bar.inc(bytes);
        let step = |bytes: u64| bytes * 100 / self.total / LINE_EVERY_PERCENT;
        if self.plain && step(before + bytes) > step(before) {
            eprintln!("{files}/{} files, {names} names", self.files);
        }
    }

    pub fn finish(&self) {
        self.bar.finish_and_clear();
    }
}
