//! What a file is: by its content first, by its name where content does not say.

use super::encoding::Encoding;
use super::{ReadOptions, table};

/// What the first bytes say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    Gzip,
    /// ZIP, DOCX, ODT or EPUB: its members say which.
    Zip,
    Pdf,
    /// A known format that is not read: what it is, and what to do.
    Foreign(&'static str, &'static str),
    Text,
}

/// What a decoded text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TextFormat {
    /// Markdown as well: its marks are part of the text.
    Plain,
    Tei,
    Xml,
    Html,
    /// With its delimiter.
    Table(u8),
    JsonLines,
}

const AS_DOCX: &str = "save it as DOCX, ODT or plain text";
const AS_TEXT: &str = "it holds no text that could be read; run text recognition on it first";
const AS_ZIP: &str = "unpack it, or pack its files as ZIP";
const NOT_A_TEXT: &str = "it is not a text";

/// First bytes of formats that are recognised and not read.
const FOREIGN: [(&[u8], &str, &str); 20] = [
    (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "a Word, Excel or PowerPoint file of before 2007", AS_DOCX),
    (b"{\\rtf", "an RTF file", AS_DOCX),
    (b"\x89PNG", "a picture (PNG)", AS_TEXT),
    (b"\xFF\xD8\xFF", "a picture (JPEG)", AS_TEXT),
    (b"GIF8", "a picture (GIF)", AS_TEXT),
    (b"II*\0", "a picture (TIFF)", AS_TEXT),
    (b"MM\0*", "a picture (TIFF)", AS_TEXT),
    (b"AT&TFORM", "a DjVu file", AS_TEXT),
    (b"RIFF", "a sound, film or picture (RIFF)", NOT_A_TEXT),
    (b"ID3", "a sound (MP3)", NOT_A_TEXT),
    (b"OggS", "a sound (Ogg)", NOT_A_TEXT),
    (b"\x1A\x45\xDF\xA3", "a film (Matroska)", NOT_A_TEXT),
    (b"7z\xBC\xAF\x27\x1C", "a 7z archive", AS_ZIP),
    (b"Rar!\x1A\x07", "a RAR archive", AS_ZIP),
    (b"BZh", "a bzip2 file", AS_ZIP),
    (b"\xFD7zXZ\0", "an xz file", AS_ZIP),
    (b"\x28\xB5\x2F\xFD", "a Zstandard file", AS_ZIP),
    (b"SQLite format 3\0", "a database (SQLite)", "export its texts as CSV"),
    (b"\x7FELF", "a program", NOT_A_TEXT),
    (b"\xFE\xED\xFA", "a program", NOT_A_TEXT),
];

/// Where the mark of a tar archive stands.
const TAR_MARK: std::ops::Range<usize> = 257..262;
/// Before its mark a PDF file may have other bytes, up to here.
const PDF_MARK_WITHIN: usize = 1024;

/// Bytes in which a mark that could begin a text as well must be borne out.
const BORNE_OUT_WITHIN: usize = 512;

pub(super) fn of_bytes(name: &str, bytes: &[u8]) -> Format {
    if bytes.starts_with(b"\x1F\x8B") {
        return Format::Gzip;
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return Format::Zip;
    }
    if let Some((_, what, help)) = FOREIGN.iter().find(|(mark, ..)| is_foreign(bytes, mark)) {
        return Format::Foreign(what, help);
    }
    if bytes.get(TAR_MARK) == Some(b"ustar") {
        return Format::Foreign("a tar archive", AS_ZIP);
    }
    let head = &bytes[..bytes.len().min(PDF_MARK_WITHIN)];
    match memchr::memmem::find(head, b"%PDF-") {
        Some(0) => Format::Pdf,
        Some(_) if extension(name) == "pdf" => Format::Pdf,
        _ => Format::Text,
    }
}

/// Whether `bytes` begin with `mark` and are no text that happens to begin so (*ID3*, *RIFF*).
fn is_foreign(bytes: &[u8], mark: &[u8]) -> bool {
    let certain = mark.starts_with(b"{\\rtf") || mark.iter().any(|b| !(b' '..0x7F).contains(b));
    let head = &bytes[..bytes.len().min(BORNE_OUT_WITHIN)];
    let no_text = || {
        let broken = std::str::from_utf8(head).is_err_and(|error| error.error_len().is_some());
        broken || memchr::memchr(0, head).is_some()
    };
    bytes.starts_with(mark) && (certain || no_text())
}

pub(super) fn of_text(name: &str, text: &str, options: &ReadOptions) -> TextFormat {
    let extension = extension(name);
    let head = head(text);
    if head.starts_with('<') {
        let root = root_element(head);
        let root_name = root.rsplit(':').next().unwrap_or_default();
        if matches!(root_name, "TEI" | "TEI.2" | "teiCorpus") {
            return TextFormat::Tei;
        }
        if root_name.eq_ignore_ascii_case("html") || starts_with_doctype_html(head) {
            return TextFormat::Html;
        }
        if head.starts_with("<?xml") || matches!(extension.as_str(), "xml" | "tei" | "fb2") {
            return TextFormat::Xml;
        }
    }
    match extension.as_str() {
        "html" | "htm" | "xhtml" => TextFormat::Html,
        "csv" => TextFormat::Table(table::delimiter(text)),
        "tsv" | "tab" => TextFormat::Table(b'\t'),
        "jsonl" | "ndjson" => TextFormat::JsonLines,
        // Standard input has no name to go by: a column asked for says that it is a table.
        "" if options.text_column.is_some() && table::is_json_lines(text) => TextFormat::JsonLines,
        "" if options.text_column.is_some() => TextFormat::Table(table::delimiter(text)),
        "json" | "txt" if table::is_json_lines(text) && text.trim().contains('\n') => TextFormat::JsonLines,
        _ => TextFormat::Plain,
    }
}

/// The letters after the last point of a name, small; empty if there are none.
pub(super) fn extension(name: &str) -> String {
    let file = name.rsplit('/').next().unwrap_or_default();
    file.rsplit_once('.').map_or_else(String::new, |(_, extension)| extension.to_lowercase())
}

/// A text from its first character that is not white space, as far as telling its format needs.
fn head(text: &str) -> &str {
    const HEAD_BYTES: usize = 1 << 16;
    super::plain::head(text.trim_start(), HEAD_BYTES)
}

fn starts_with_doctype_html(head: &str) -> bool {
    const DOCTYPE: &str = "<!doctype html";
    head.get(..DOCTYPE.len()).is_some_and(|start| start.eq_ignore_ascii_case(DOCTYPE))
}

/// The name of the first element, past declarations, comments and a document type.
fn root_element(head: &str) -> &str {
    let mut rest = head;
    loop {
        rest = rest.trim_start();
        let end = if rest.starts_with("<?") {
            rest.find("?>").map(|at| at + 2)
        } else if rest.starts_with("<!--") {
            rest.find("-->").map(|at| at + 3)
        } else if rest.starts_with("<!") {
            // A document type may hold declarations between brackets.
            let close = rest.find('>');
            match (rest.find('['), close) {
                (Some(open), Some(close)) if open < close => rest
                    .find("]>")
                    .or_else(|| rest.find("] >"))
                    .and_then(|at| rest[at..].find('>').map(|more| at + more + 1)),
                _ => close.map(|at| at + 1),
            }
        } else {
            let name = rest.strip_prefix('<').unwrap_or_default();
            let end = name.find(|c: char| c.is_whitespace() || matches!(c, '>' | '/'));
            return &name[..end.unwrap_or(name.len())];
        };
        match end {
            Some(end) => rest = &rest[end..],
            None => return "",
        }
    }
}

/// The encoding that XML or HTML says it is written in; a hint for [`super::encoding::decode`].
pub(super) fn declared_encoding(bytes: &[u8]) -> Option<Encoding> {
    const WITHIN: usize = 1024;
    let head = &bytes[..bytes.len().min(WITHIN)];
    if head.trim_ascii_start().first() != Some(&b'<') {
        return None;
    }
    let head: String = head.iter().map(|b| char::from(b.to_ascii_lowercase())).collect();
    ["encoding", "charset"].into_iter().find_map(|key| {
        let value = head.split_once(key)?.1.trim_start().strip_prefix('=')?.trim_start();
        let value = value.trim_start_matches(['"', '\'']);
        let end = value.find(|c: char| matches!(c, '"' | '\'' | '>' | ';' | '?') || c.is_whitespace());
        Encoding::from_label(&value[..end?])
    })
}
