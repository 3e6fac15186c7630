//! `datapackage.json`: the Frictionless description of the CSV files (Data Package specification, version 1).

use super::csv::{ColumnType, TABLES};
use serde_json::{Value, json};

pub(super) fn describe() -> Vec<u8> {
    let resources: Vec<Value> = TABLES
        .iter()
        .map(|table| {
            let fields: Vec<Value> = table
                .columns
                .iter()
                .map(|(name, column_type, meaning)| {
                    let frictionless = match column_type {
                        ColumnType::Text | ColumnType::List => "string",
                        ColumnType::Integer => "integer",
                        ColumnType::Score => "number",
                    };
                    json!({ "name": name, "type": frictionless, "description": meaning })
                })
                .collect();
            json!({
                "name": table.file.trim_end_matches(".csv"),
                "path": table.file,
                "title": table.title,
                "profile": "tabular-data-resource",
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "dialect": { "delimiter": ",", "lineTerminator": "\n", "quoteChar": "\"", "header": true },
                "schema": { "fields": fields, "missingValues": [""] },
            })
        })
        .collect();
    let package = json!({
        "profile": "tabular-data-package",
        "name": "atau-index",
        "title": "Aligned entity index",
        "resources": resources,
    });
    let mut bytes = serde_json::to_vec_pretty(&package).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}
