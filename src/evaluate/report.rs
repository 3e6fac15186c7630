//! The figures as a table to read, as CSV and as JSON.

use super::{Coverage, Evaluation, Interval, Measure, Ratio, Row};
use std::fmt::Write;

/// Columns of [`csv`]; a row is one measure of one value of one slice.
const COLUMNS: [&str; 16] = [
    "by",
    "value",
    "measure",
    "found",
    "found_right",
    "gold",
    "gold_right",
    "precision",
    "recall",
    "f1",
    "precision_low",
    "precision_high",
    "recall_low",
    "recall_high",
    "f1_low",
    "f1_high",
];

/// What a slice shows in the table, where there is no room for everything.
const SHOWN: [Measure; 6] = [
    Measure::Exact,
    Measure::Overlapping,
    Measure::Typed,
    Measure::Linked,
    Measure::BCubed,
    Measure::CrossLingual,
];

/// A table for people: all measures over everything, then F1 of the main ones for each slice.
pub fn table(evaluation: &Evaluation) -> String {
    let mut text = String::new();
    // Writing to a string cannot fail.
    let _ = coverage(&mut text, &evaluation.coverage);
    let mut rows = evaluation.rows.iter();
    if let Some(all) = rows.next() {
        let _ = everything(&mut text, all);
    }
    let rows: Vec<&Row> = rows.collect();
    for slice in rows.chunk_by(|a, b| a.by == b.by) {
        let _ = by_slice(&mut text, slice);
    }
    text
}

fn coverage(text: &mut String, coverage: &Coverage) -> std::fmt::Result {
    let Coverage { documents, gold, found, .. } = coverage;
    writeln!(text, "{documents} documents, {gold} names in the gold, {found} found")?;
    if coverage.documents_left_out > 0 {
        let (documents, found) = (coverage.documents_left_out, coverage.found_left_out);
        writeln!(
            text,
            "left out: {documents} documents that the gold does not have, {found} names found in them"
        )?;
    }
    if coverage.found_of_other_types > 0 {
        writeln!(text, "left out: {} names found of types that do not count", coverage.found_of_other_types)?;
    }
    if coverage.gold_neutral + coverage.found_neutral > 0 {
        let Coverage { gold_neutral, found_neutral, .. } = coverage;
        writeln!(
            text,
            "neutral: {gold_neutral} names of the gold for their type, {found_neutral} found for their place"
        )?;
    }
    Ok(())
}

fn everything(text: &mut String, all: &Row) -> std::fmt::Result {
    writeln!(
        text,
        "\n{:<21} {:>9} {:>9} {:>9}{}",
        "",
        "precision",
        "recall",
        "F1",
        match all.intervals {
            Some(_) => "   95 in 100 samples of F1",
            None => "",
        }
    )?;
    for (i, measure) in Measure::ALL.into_iter().enumerate() {
        let [precision, recall, f1] = all.ratio(measure).figures().map(shown);
        write!(text, "{:<21} {precision:>9} {recall:>9} {f1:>9}", measure.code())?;
        if let Some(Some(Interval { low, high })) = all.intervals.map(|intervals| intervals[i][2]) {
            write!(text, "   {low:.3} - {high:.3}")?;
        }
        writeln!(text)?;
    }
    Ok(())
}

fn by_slice(text: &mut String, slice: &[&Row]) -> std::fmt::Result {
    let title = slice.first().map_or("", |row| row.by);
    let named = |row: &Row| if row.value.is_empty() { "-".to_owned() } else { row.value.clone() };
    let width = slice.iter().map(|row| named(row).chars().count()).chain([title.len()]).max().unwrap_or(0);
    // Method and status are known of found names only: their figure is precision.
    let of_run = ["method", "status"].contains(&title);
    writeln!(text, "\n{} by {title}", if of_run { "precision" } else { "F1" })?;
    write!(text, "{:<width$} {:>7} {:>7}", "", "gold", "found")?;
    SHOWN.iter().try_for_each(|measure| write!(text, " {:>13}", measure.code()))?;
    writeln!(text)?;
    for row in slice {
        let spans = row.ratio(Measure::Overlapping);
        let pad = " ".repeat(width - named(row).chars().count());
        let gold = if of_run { "-".to_owned() } else { spans.gold.to_string() };
        write!(text, "{}{pad} {gold:>7} {:>7}", named(row), spans.found)?;
        for measure in SHOWN {
            let [precision, _, f1] = row.ratio(measure).figures();
            write!(text, " {:>13}", shown(if of_run { precision } else { f1 }))?;
        }
        writeln!(text)?;
    }
    Ok(())
}

fn shown(figure: Option<f64>) -> String {
    figure.map_or("-".to_owned(), |f| format!("{f:.3}"))
}

/// The figures as CSV, one measure of one value of one slice a row; an undefined figure is an empty cell.
pub fn csv(evaluation: &Evaluation) -> String {
    let mut rows = vec![COLUMNS.map(str::to_owned).to_vec()];
    for row in &evaluation.rows {
        for (i, measure) in Measure::ALL.into_iter().enumerate() {
            let ratio = row.ratio(measure);
            let mut cells = vec![row.by.to_owned(), row.value.clone(), measure.code().to_owned()];
            cells.extend([ratio.found, ratio.found_right, ratio.gold, ratio.gold_right].map(amount));
            cells.extend(ratio.figures().map(figure));
            for interval in row.intervals.map_or([None; 3], |intervals| intervals[i]) {
                cells.push(figure(interval.map(|i| i.low)));
                cells.push(figure(interval.map(|i| i.high)));
            }
            rows.push(cells);
        }
    }
    csv_text(&rows)
}

/// A count as it is, a sum of shares to four places.
fn amount(value: f64) -> String {
    if value.fract() == 0.0 { format!("{value:.0}") } else { format!("{value:.4}") }
}

fn figure(value: Option<f64>) -> String {
    value.map_or(String::new(), |v| format!("{v:.4}"))
}

/// The figures and what they rest on as JSON.
pub fn json(evaluation: &Evaluation) -> String {
    let coverage = &evaluation.coverage;
    let rows: Vec<serde_json::Value> = evaluation
        .rows
        .iter()
        .map(|row| {
            let mut object = serde_json::Map::new();
            object.insert("by".to_owned(), row.by.into());
            object.insert("value".to_owned(), row.value.as_str().into());
            for (i, measure) in Measure::ALL.into_iter().enumerate() {
                let intervals = row.intervals.map(|intervals| intervals[i]);
                object.insert(measure.code().to_owned(), json_ratio(row.ratio(measure), intervals));
            }
            object.into()
        })
        .collect();
    let whole = serde_json::json!({
        "documents": coverage.documents,
        "gold": coverage.gold,
        "found": coverage.found,
        "gold_neutral": coverage.gold_neutral,
        "found_neutral": coverage.found_neutral,
        "found_of_other_types": coverage.found_of_other_types,
        "documents_left_out": coverage.documents_left_out,
        "found_left_out": coverage.found_left_out,
        "documents_without_found": coverage.documents_without_found,
        "figures": rows,
    });
    let mut text = serde_json::to_string_pretty(&whole).unwrap_or_default();
    text.push('\n');
    text
}

fn json_ratio(ratio: &Ratio, intervals: Option<[Option<Interval>; 3]>) -> serde_json::Value {
    let rounded = |value: f64| (value * 1e6).round() / 1e6;
    let [precision, recall, f1] = ratio.figures().map(|f| f.map(rounded));
    let mut value = serde_json::json!({
        "precision": precision, "recall": recall, "f1": f1,
        "found": rounded(ratio.found), "found_right": rounded(ratio.found_right),
        "gold": rounded(ratio.gold), "gold_right": rounded(ratio.gold_right),
    });
    if let Some([precision, recall, f1]) = intervals {
        let pair = |i: Option<Interval>| i.map(|i| [rounded(i.low), rounded(i.high)]);
        value["interval"] =
            serde_json::json!({ "precision": pair(precision), "recall": pair(recall), "f1": pair(f1) });
    }
    value
}

/// Rows as CSV with LF. Writing to memory cannot fail; if it did, the text would be empty.
pub(super) fn csv_text(rows: &[Vec<String>]) -> String {
    let mut writer = csv::WriterBuilder::new().from_writer(Vec::new());
    let written = rows.iter().try_for_each(|row| writer.write_record(row));
    match (written, writer.into_inner()) {
        (Ok(()), Ok(bytes)) => String::from_utf8(bytes).unwrap_or_default(),
        _ => String::new(),
    }
}
