//! PDF with a text layer. Lines are those of the page; pages are parted by a form feed's place, an empty line.
//!
//! The reader of a damaged file may panic, nest deeply or go round in circles, so it runs in a thread of its own, with
//! a bound on its size, its stack and its time, and what a panic prints is kept from the user. What would end the
//! whole process is looked for beforehand: streams that unpack to the size of the memory, forms that draw themselves.

use super::limits::{Limits, PROBLEMS_PER_DOCUMENT_MAX};
use super::problems;
use crate::model::{Document, Problem};

/// Reads a PDF file; a page that cannot be read is told in `found`.
///
/// # Errors
/// The problem for which it is left out.
pub(super) fn document(
    name: &str,
    bytes: &[u8],
    limits: &Limits,
    found: &mut Vec<Problem>,
) -> Result<Document, Problem> {
    if bytes.len() > limits.pdf_bytes {
        let (size, limit) = (bytes.len() as u64, limits.pdf_bytes as u64);
        return Err(problems::over_limit(name, "", "the PDF file is too large", size, limit, "bytes"));
    }
    let pages = pages(bytes).map_err(|error| problems::damaged(name, "", "PDF file", error))?;
    let mut document = Document { name: name.to_owned(), ..Document::default() };
    let mut damaged = 0;
    for (number, page) in (1..).zip(&pages) {
        let Ok(page) = page else {
            damaged += 1;
            if damaged <= PROBLEMS_PER_DOCUMENT_MAX {
                let place = format!("page {number}");
                found.push(problems::damaged(name, place, "PDF file", "the page makes no sense"));
            }
            continue;
        };
        let page = page.trim_matches(['\n', '\r', ' ', '\u{c}']);
        if page.is_empty() {
            continue;
        }
        if !document.text.is_empty() {
            document.text.push_str("\n\n");
        }
        document.pages.push((document.text.len(), number.to_string()));
        document.text.push_str(&page.replace('\0', "\u{fffd}"));
    }
    if damaged > PROBLEMS_PER_DOCUMENT_MAX {
        found.push(problems::more(name, damaged - PROBLEMS_PER_DOCUMENT_MAX));
    }
    if document.text.is_empty() {
        return Err(problems::no_text(name, "its pages are pictures, empty or damaged"));
    }
    Ok(document)
}

/// A page's text, or that there is no sense in it.
type Page = Result<String, ()>;

#[cfg(not(feature = "pdf"))]
fn pages(_bytes: &[u8]) -> Result<Vec<Page>, String> {
    Err("this build of the program does not read PDF (cargo feature `pdf`)".to_owned())
}

/// The text of each page.
#[cfg(feature = "pdf")]
fn pages(bytes: &[u8]) -> Result<Vec<Page>, String> {
    use super::limits::{PDF_SECONDS_MAX, PDF_STACK_BYTES};
    use std::sync::{Once, mpsc};
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
        let pages = std::panic::catch_unwind(|| reader::pages(&bytes));
        let pages = pages.unwrap_or_else(|_| Err("its structure makes no sense".to_owned()));
        // Nobody listens any more if the time was up.
        let _ = sender.send(pages);
    };
    std::thread::Builder::new()
        .name(THREAD.to_owned())
        .stack_size(PDF_STACK_BYTES)
        .spawn(read)
        .map_err(|error| error.to_string())?;
    receiver
        .recv_timeout(std::time::Duration::from_secs(PDF_SECONDS_MAX))
        .unwrap_or_else(|_| Err(format!("not read within {PDF_SECONDS_MAX} seconds")))
}

#[cfg(feature = "pdf")]
mod reader {
    //! The library's part, inside the thread.

    use super::Page;
    use crate::read::limits::{PDF_FORM_DEPTH_MAX, PDF_STREAM_BYTES_MAX};
    use flate2::read::ZlibDecoder;
    use hashbrown::HashMap;
    use pdf_extract::{Dictionary, Document, Object, ObjectId, PlainTextOutput, output_doc_page};
    use std::io::Read;
    use std::panic::{AssertUnwindSafe, catch_unwind};

    pub(super) fn pages(bytes: &[u8]) -> Result<Vec<Page>, String> {
        check_streams(bytes)?;
        let mut file = Document::load_mem(bytes).map_err(|error| error.to_string())?;
        if file.is_encrypted() {
            file.decrypt("").map_err(|_| "it is protected by a password".to_owned())?;
        }
        check_forms(&file)?;
        let pages = file.get_pages();
        let read = |(&number, &id): (&u32, &ObjectId)| {
            if !has_root(&file, id) {
                return Err(());
            }
            let mut text = String::new();
            let page = catch_unwind(AssertUnwindSafe(|| {
                output_doc_page(&file, &mut PlainTextOutput::new(&mut text), number)
            }));
            if matches!(page, Ok(Ok(()))) { Ok(text) } else { Err(()) }
        };
        Ok(pages.iter().map(read).collect())
    }

    /// Whether the way upwards from a page has an end: the library follows it.
    fn has_root(file: &Document, page: ObjectId) -> bool {
        let parent = |id| file.get_dictionary(id).ok()?.get(b"Parent").ok()?.as_reference().ok();
        std::iter::successors(Some(page), |id| parent(*id)).nth(PDF_FORM_DEPTH_MAX).is_none()
    }

    /// Unpacks every stream once and keeps nothing of it: the library would keep it all.
    fn check_streams(bytes: &[u8]) -> Result<(), String> {
        for at in memchr::memmem::find_iter(bytes, b"stream") {
            let start = at + b"stream".len();
            let data = bytes[start..].trim_ascii_start();
            // The first byte of zlib data; other packings do not swell a thousandfold.
            if data.first() != Some(&0x78) {
                continue;
            }
            let once = ZlibDecoder::new(data);
            let twice = ZlibDecoder::new(ZlibDecoder::new(data));
            if is_too_large(once) || is_too_large(twice) {
                return Err(format!("a stream in it unpacks to more than {PDF_STREAM_BYTES_MAX} bytes"));
            }
        }
        Ok(())
    }

    /// Whether a stream goes on beyond the limit; one that is damaged goes as far as it does.
    fn is_too_large(stream: impl Read) -> bool {
        let mut stream = stream.take(PDF_STREAM_BYTES_MAX + 1);
        let mut buffer = vec![0; 1 << 16];
        let mut total = 0;
        while let Ok(length @ 1..) = stream.read(&mut buffer) {
            total += length as u64;
        }
        total > PDF_STREAM_BYTES_MAX
    }

    /// Refuses forms that draw themselves, directly or by others, or are nested too deeply: the library goes down
    /// until the stack ends, and with it the process.
    fn check_forms(file: &Document) -> Result<(), String> {
        // A form without resources draws by those of the page, whichever that is.
        let shared: Vec<ObjectId> = (file.objects.values())
            .filter_map(|object| object.as_dict().ok())
            .filter(|dictionary| dictionary.has_type(b"Page") || dictionary.has_type(b"Pages"))
            .flat_map(|page| drawn_by(file, page).unwrap_or_default())
            .collect();
        let mut heights = HashMap::new();
        for (&id, object) in &file.objects {
            if object.as_stream().is_ok() && height(file, id, &shared, &mut heights, 0).is_none() {
                return Err("a form in it draws itself".to_owned());
            }
        }
        Ok(())
    }

    /// How many forms deep a stream draws; `None` if too deep, or without end.
    fn height(
        file: &Document,
        id: ObjectId,
        shared: &[ObjectId],
        heights: &mut HashMap<ObjectId, Option<usize>>,
        depth: usize,
    ) -> Option<usize> {
        if let Some(known) = heights.get(&id) {
            return *known;
        }
        if depth > PDF_FORM_DEPTH_MAX {
            return None;
        }
        // While it is being asked for, it has none: a form met again on the way down is a circle.
        heights.insert(id, None);
        let mut height = 0;
        if let Ok(stream) = file.get_object(id).and_then(Object::as_stream)
            && stream.dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|name| name == b"Form")
        {
            let content = stream.decompressed_content().unwrap_or_else(|_| stream.content.clone());
            if memchr::memmem::find(&content, b"Do").is_some() {
                let drawn = drawn_by(file, &stream.dict).unwrap_or_else(|| shared.to_vec());
                for form in drawn {
                    height = height.max(1 + self::height(file, form, shared, heights, depth + 1)?);
                }
            }
        }
        heights.insert(id, Some(height));
        (height <= PDF_FORM_DEPTH_MAX).then_some(height)
    }

    /// What the resources of a page or form let it draw; `None` without resources of its own.
    fn drawn_by(file: &Document, holder: &Dictionary) -> Option<Vec<ObjectId>> {
        let dictionary = |object| file.dereference(object).ok()?.1.as_dict().ok();
        let resources = dictionary(holder.get(b"Resources").ok()?)?;
        let Some(drawn) = resources.get(b"XObject").ok().and_then(dictionary) else {
            return Some(Vec::new());
        };
        Some(drawn.iter().filter_map(|(_, object)| object.as_reference().ok()).collect())
    }
}
