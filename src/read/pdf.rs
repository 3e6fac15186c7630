//! PDF with a text layer. Lines are those of the page; pages are parted by a form feed's place, an empty line.
//!
//! The reader of a damaged file may panic, nest deeply or go round in circles, so it runs in a thread of its own, with
//! a bound on its size, its stack and its time, and what a panic prints is kept from the user.

use super::limits::Limits;
#[cfg(feature = "pdf")]
use super::limits::{PDF_SECONDS_MAX, PDF_STACK_BYTES};
use super::problems;
use crate::model::{Document, Problem};

/// Reads a PDF file.
///
/// # Errors
/// The problem for which it is left out.
pub(super) fn document(name: &str, bytes: &[u8], limits: &Limits) -> Result<Document, Problem> {
    if bytes.len() > limits.pdf_bytes {
        let (size, limit) = (bytes.len() as u64, limits.pdf_bytes as u64);
        return Err(problems::over_limit(name, "", "the PDF file is too large", size, limit, "bytes"));
    }
    let mut document = Document { name: name.to_owned(), ..Document::default() };
    for (number, page) in
        pages(bytes).map_err(|e| problems::damaged(name, "", "PDF file", e))?.iter().enumerate()
    {
        let page = page.trim_matches(['\n', '\r', ' ', '\u{c}']);
        if page.is_empty() {
            continue;
        }
        if !document.text.is_empty() {
            document.text.push_str("\n\n");
        }
        document.pages.push((document.text.len(), (number + 1).to_string()));
        document.text.push_str(&page.replace('\0', "\u{fffd}"));
    }
    if document.text.is_empty() {
        return Err(problems::no_text(name, "pages are pictures, or the PDF file has none"));
    }
    Ok(document)
}

#[cfg(not(feature = "pdf"))]
fn pages(_bytes: &[u8]) -> Result<Vec<String>, String> {
    Err("this build of the program does not read PDF (cargo feature `pdf`)".to_owned())
}

/// The text of each page.
#[cfg(feature = "pdf")]
fn pages(bytes: &[u8]) -> Result<Vec<String>, String> {
    use std::sync::{Once, mpsc};
    use std::time::Duration;
    const THREAD: &str = "reader of a PDF file";
    static QUIET: Once = Once::new();
    // A panic prints before it is caught: not for this thread.
    QUIET.call_once(|| {
        let usual = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            if std::thread::current().name() != Some(THREAD) {
                usual(panic);
            }
        }));
    });
    let bytes = bytes.to_vec();
    let (sender, receiver) = mpsc::channel();
    let read = move || {
        let result = std::panic::catch_unwind(|| pdf_extract::extract_text_from_mem_by_pages(&bytes));
        let result = match result {
            Ok(Ok(pages)) => Ok(pages),
            Ok(Err(error)) => Err(error.to_string()),
            Err(_) => Err("its structure makes no sense".to_owned()),
        };
        // Nobody listens any more if the time was up.
        let _ = sender.send(result);
    };
    std::thread::Builder::new()
        .name(THREAD.to_owned())
        .stack_size(PDF_STACK_BYTES)
        .spawn(read)
        .map_err(|error| error.to_string())?;
    receiver
        .recv_timeout(Duration::from_secs(PDF_SECONDS_MAX))
        .unwrap_or_else(|_| Err(format!("not read within {PDF_SECONDS_MAX} seconds")))
}
