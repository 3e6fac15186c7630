//! The first sheet of a spreadsheet as the text of a table.

use calamine::{Data, Reader, Xlsx};
use std::io::{Cursor, Error, ErrorKind};

/// The first sheet of an XLSX file as CSV. A year stays a year: whole numbers are written without a fraction.
pub(super) fn first_sheet(bytes: &[u8]) -> Result<String, Error> {
    let invalid = |e: calamine::XlsxError| Error::new(ErrorKind::InvalidData, e);
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(invalid)?;
    let sheet = workbook
        .worksheet_range_at(0)
        .ok_or_else(|| Error::new(ErrorKind::InvalidData, "the workbook has no sheet"))?
        .map_err(invalid)?;
    let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
    for row in sheet.rows() {
        writer.write_record(row.iter().map(cell))?;
    }
    let bytes = writer.into_inner().map_err(|e| Error::other(e.to_string()))?;
    String::from_utf8(bytes).map_err(|e| Error::new(ErrorKind::InvalidData, e))
}

fn cell(data: &Data) -> String {
    match data {
        Data::Empty => String::new(),
        Data::String(text) => text.clone(),
        other => other.to_string(),
    }
}
