//! The review as a workbook, for those who decide in a spreadsheet.
//!
//! Every cell is text: what begins with `=`, `+` or `-` in a text of the 18th century is no formula.

use crate::text::table::Table;
use rust_xlsxwriter::{Color, DataValidation, Format, FormatAlign, FormatBorder, Workbook, XlsxError};

/// What the drop-down of the column `decision` offers; `same as ID` may be typed.
const CHOICES: [&str; 5] = ["accept", "reject", "new entity", "not a name", "unsure"];
/// Rows of a worksheet that Excel can hold, without the header.
pub const ROWS_MAX: usize = 1_048_575;
/// Characters that a cell can hold.
const CELL_MAX: usize = 32_767;

/// A review as XLSX: header frozen, filters, a drop-down for the decision, wide evidence.
///
/// # Errors
/// What is wrong with the table, or why the workbook cannot be made.
pub fn review(text: &str) -> Result<Vec<u8>, String> {
    let table = Table::parse("review.csv", text).map_err(|fault| fault.to_string())?;
    workbook(&table).map_err(|error| error.to_string())
}

fn workbook(table: &Table) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.set_name("review")?;
    let plain = Format::new().set_num_format("@").set_align(FormatAlign::Top);
    let wrapped = plain.clone().set_text_wrap();
    let to_fill = plain.clone().set_background_color(Color::RGB(0x00FF_F8E1)).set_border(FormatBorder::Hair);
    let head =
        Format::new().set_bold().set_background_color(Color::RGB(0x00DC_EDF0)).set_align(FormatAlign::Top);
    // The columns that the reviewer fills, and two by which a name can be put right.
    let mut columns: Vec<&str> = table.header().iter().map(String::as_str).collect();
    for more in ["type", "name"] {
        if !columns.contains(&more) {
            columns.push(more);
        }
    }
    let rows = table.len().min(ROWS_MAX) as u32;
    for (at, column) in (0u16..).zip(&columns) {
        sheet.write_string_with_format(0, at, *column, &head)?;
        let (width, format) = match *column {
            "evidence" => (80.0, &wrapped),
            "candidates" | "comment" => (36.0, &wrapped),
            "surface" | "name" | "entity_id" => (26.0, &plain),
            "decision" => (16.0, &to_fill),
            _ => (12.0, &plain),
        };
        let filled = ["decision", "decided_by", "decided_at", "comment", "type", "name"].contains(column);
        let format = if filled { &to_fill } else { format };
        sheet.set_column_width(at, width)?;
        sheet.set_column_format(at, format)?;
        for (line, row) in (1u32..).zip(table.rows().take(ROWS_MAX)) {
            let cell: String = row.get(column).chars().take(CELL_MAX).collect();
            if !cell.is_empty() || filled {
                sheet.write_string_with_format(line, at, cell, format)?;
            }
        }
        if *column == "decision" && rows > 0 {
            let choices = DataValidation::new()
                .allow_list_strings(&CHOICES)?
                .ignore_blank(true)
                .set_input_title("Decision")?
                .set_input_message("accept, reject, same as ID, new entity, not a name, unsure")?
                // `same as per:ablai-khan` is typed: the list is an offer, not a fence.
                .show_error_message(false);
            sheet.add_data_validation(1, at, rows, at, &choices)?;
        }
    }
    sheet.set_freeze_panes(1, 0)?;
    if let Some(last) = (columns.len() as u16).checked_sub(1) {
        sheet.autofilter(0, 0, rows, last)?;
    }
    workbook.save_to_buffer()
}

#[cfg(test)]
mod tests {
    use super::*;
    use calamine::{Data, Reader, Xlsx};

    #[test]
    fn cells_are_text_and_come_back() {
        let text =
            "item,surface,decision,evidence\nr1,\"=HYPERLINK(\"\"x\"\")\",,+1 -2 @3\nr2,Даваци,accept,\n";
        let mut book: Xlsx<_> = Xlsx::new(std::io::Cursor::new(review(text).unwrap())).unwrap();
        let sheet = book.worksheet_range_at(0).unwrap().unwrap();
        assert_eq!(sheet.get((1, 1)), Some(&Data::String("=HYPERLINK(\"x\")".to_owned())));
        assert_eq!(sheet.get((1, 3)), Some(&Data::String("+1 -2 @3".to_owned())));
        assert_eq!(sheet.get((2, 2)), Some(&Data::String("accept".to_owned())));
        assert!(book.worksheet_formula("review").unwrap().is_empty());
    }
}
