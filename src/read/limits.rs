//! Everything has a bound, and every bound has its name here. What is over a bound is a [`Problem`] that says which.
//!
//! [`Problem`]: crate::model::Problem

/// A file as it lies on the disk, in bytes. Offsets of tokens are 32 bits wide; memory gives out earlier.
pub const FILE_BYTES_MAX: u64 = 256 << 20;
/// One line of a text, in bytes. A book has two megabytes; a longer line is a dump, not a text.
pub const LINE_BYTES_MAX: usize = 32 << 20;
/// Elements inside one another (XML).
pub const NESTING_DEPTH_MAX: usize = 256;
/// Archives inside one another: `a.zip/b.zip/c.txt` has two.
pub const ARCHIVE_DEPTH_MAX: usize = 2;
/// What an archive, or an office document, may unpack to in all, in bytes; archives within count towards it.
pub const UNPACKED_BYTES_MAX: u64 = 1 << 30;
/// Unpacked bytes for one packed byte. Prose packs to a third, repetitive markup to a fiftieth; bombs are made of
/// thousandths.
pub const UNPACKED_RATIO_MAX: u64 = 250;
/// Bytes below which the ratio is not asked for: a small file that packs well harms nobody.
pub const RATIO_FLOOR_BYTES: u64 = 4 << 20;
/// Members of one archive.
pub const ARCHIVE_MEMBERS_MAX: usize = 20_000;
/// Rows of one table, each of which is a document.
pub const TABLE_ROWS_MAX: usize = 2_000_000;
/// A PDF file, in bytes: its whole object tree is held in memory at many times its size.
pub const PDF_BYTES_MAX: usize = 64 << 20;
/// Time for one PDF file, in seconds; a damaged one can lead its reader in a circle.
pub const PDF_SECONDS_MAX: u64 = 60;
/// What one stream of a PDF file may unpack to, in bytes.
pub const PDF_STREAM_BYTES_MAX: u64 = 128 << 20;
/// Forms of a PDF file that draw one another, and folders of pages inside one another.
pub const PDF_FORM_DEPTH_MAX: usize = 64;
/// Stack of the thread that reads a PDF file, in bytes: forms and outlines nest.
pub const PDF_STACK_BYTES: usize = 64 << 20;
/// Problems of one kind told for one document; the rest are summed up in one row.
pub const PROBLEMS_PER_DOCUMENT_MAX: usize = 20;

/// The bounds of one call, so that a test can try them on small inputs and a caller with more memory can raise them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// See [`FILE_BYTES_MAX`].
    pub file_bytes: u64,
    /// See [`LINE_BYTES_MAX`].
    pub line_bytes: usize,
    /// See [`NESTING_DEPTH_MAX`].
    pub nesting_depth: usize,
    /// See [`ARCHIVE_DEPTH_MAX`].
    pub archive_depth: usize,
    /// See [`UNPACKED_BYTES_MAX`].
    pub unpacked_bytes: u64,
    /// See [`UNPACKED_RATIO_MAX`].
    pub unpacked_ratio: u64,
    /// See [`ARCHIVE_MEMBERS_MAX`].
    pub archive_members: usize,
    /// See [`TABLE_ROWS_MAX`].
    pub table_rows: usize,
    /// See [`PDF_BYTES_MAX`].
    pub pdf_bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Limits {
            file_bytes: FILE_BYTES_MAX,
            line_bytes: LINE_BYTES_MAX,
            nesting_depth: NESTING_DEPTH_MAX,
            archive_depth: ARCHIVE_DEPTH_MAX,
            unpacked_bytes: UNPACKED_BYTES_MAX,
            unpacked_ratio: UNPACKED_RATIO_MAX,
            archive_members: ARCHIVE_MEMBERS_MAX,
            table_rows: TABLE_ROWS_MAX,
            pdf_bytes: PDF_BYTES_MAX,
        }
    }
}
