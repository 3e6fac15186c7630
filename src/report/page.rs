//! The page itself: its head, what can be read without the script, and the places that the script fills.

use super::messages::Messages;
use super::tables::{DOCUMENTS_MAX, RunTables};
use crate::model::EntityType;
use sha2::{Digest, Sha256};

const STYLE: &str = concat!(include_str!("assets/theme.css"), include_str!("assets/report.css"));
pub(super) const SCRIPT: &str = concat!(
    "(() => {\n'use strict';\n",
    include_str!("assets/base.js"),
    include_str!("assets/search.js"),
    include_str!("assets/list.js"),
    include_str!("assets/entity.js"),
    include_str!("assets/network.js"),
    include_str!("assets/review.js"),
    include_str!("assets/main.js"),
    "})();\n",
);
/// Runs before anything is drawn, so that a chosen theme does not flash.
const EARLY: &str = include_str!("assets/early.js");

/// The views, in the order of the navigation; each has a message `nav.NAME`.
const VIEWS: [&str; 4] = ["overview", "entities", "network", "review"];
const LANGUAGES: [&str; 4] = ["kk", "ru", "en", "und"];

pub(super) fn html(run: &RunTables, messages: &Messages, data: &str) -> String {
    let m = |key: &str| escape(messages.get(key));
    let mut page = String::with_capacity(data.len() + 64 * 1024);
    page.push_str(&format!(
        "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src data:; \
         style-src '{}'; script-src '{}' '{}'; base-uri 'none'; form-action 'none'\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<link rel=\"icon\" href=\"data:,\">\n\
         <title>{}</title>\n<script>{EARLY}</script>\n<style>{STYLE}</style>\n</head>\n<body>\n",
        messages.language(),
        digest(STYLE),
        digest(EARLY),
        digest(SCRIPT),
        m("title"),
    ));
    page.push_str(&format!(
        "<a class=\"skip\" href=\"#main\">{}</a>\n<header class=\"top\">\n<a class=\"brand\" href=\"#overview\">\
         <span class=\"mark\" aria-hidden=\"true\">атау</span><span class=\"brand-text\">{}</span></a>\n\
         <div class=\"search\" id=\"search\"></div>\n<nav aria-label=\"{}\">\n",
        m("skip"),
        m("title"),
        m("nav")
    ));
    for view in VIEWS {
        page.push_str(&format!("<a href=\"#{view}\">{}</a>\n", m(&format!("nav.{view}"))));
    }
    page.push_str(&format!(
        "</nav>\n<button type=\"button\" id=\"theme\" class=\"icon\" hidden></button>\n</header>\n\
         <main id=\"main\" tabindex=\"-1\">\n<noscript><p class=\"note\">{}</p></noscript>\n",
        m("noscript")
    ));
    overview(&mut page, run, messages);
    for view in ["entities", "entity", "network", "review"] {
        page.push_str(&format!("<section id=\"view-{view}\" class=\"view\" hidden></section>\n"));
    }
    page.push_str(&format!(
        "</main>\n<footer><p>{}</p></footer>\n<div id=\"live\" class=\"unseen\" aria-live=\"polite\"></div>\n\
         <script type=\"application/json\" id=\"data\">{data}</script>\n<script>{SCRIPT}</script>\n</body>\n</html>\n",
        escape(&messages.with("footer", &[("version", &run.version)])),
    ));
    page
}

/// What came in, what was found, and what went wrong: readable without the script.
fn overview(page: &mut String, run: &RunTables, messages: &Messages) {
    let m = |key: &str| escape(messages.get(key));
    let t = &run.totals;
    page.push_str(&format!(
        "<section id=\"view-overview\" class=\"view\">\n<h1 tabindex=\"-1\">{}</h1>\n<p class=\"lead\">{}</p>\n\
         <dl class=\"tiles\">\n",
        m("overview.title"),
        m("overview.lead")
    ));
    let tiles = [
        ("documents", t.documents, "#documents"),
        ("mentions", t.mentions, "#entities"),
        ("entities", t.entities, "#entities"),
        ("in_three", t.in_three, "#entities?met=3"),
        ("in_two", t.in_two, "#entities?met=2"),
        ("proposed", t.proposed, "#entities?status=proposed"),
        ("review", t.review, "#review"),
        ("unresolved", t.unresolved, "#review?kind=unresolved"),
        ("problems", t.problems, "#problems"),
    ];
    for (key, value, link) in tiles {
        let quiet = if value == 0 { " class=\"none\"" } else { "" };
        page.push_str(&format!(
            "<div{quiet}><dt>{}</dt><dd><a href=\"{link}\">{}</a></dd></div>\n",
            m(&format!("count.{key}")),
            grouped(value)
        ));
    }
    page.push_str("</dl>\n");
    types(page, run, messages);
    page.push_str("<div id=\"showcase\"></div>\n");
    documents(page, run, messages);
    problems(page, run, messages);
    page.push_str("</section>\n");
}

/// Mentions and entities by type and language.
fn types(page: &mut String, run: &RunTables, messages: &Messages) {
    let m = |key: &str| escape(messages.get(key));
    page.push_str(&format!(
        "<h2>{}</h2>\n<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"{0}\"><table class=\"figures\">\n\
         <thead><tr><th scope=\"col\">{}</th>",
        m("types.title"),
        m("column.type")
    ));
    for language in LANGUAGES {
        page.push_str(&format!("<th scope=\"col\" class=\"n\">{}</th>", m(&format!("language.{language}"))));
    }
    page.push_str(&format!("<th scope=\"col\" class=\"n\">{}</th></tr></thead>\n<tbody>\n", m("all")));
    let t = &run.totals;
    let most = t.mentions_by.iter().map(|row| row.iter().sum::<u64>()).max().unwrap_or(0).max(1);
    for (i, kind) in EntityType::ALL.iter().enumerate() {
        let code = kind.code();
        page.push_str(&format!(
            "<tr><th scope=\"row\"><a class=\"type {code}\" href=\"#entities?type={code}\">{}</a></th>",
            m(&format!("type.{code}"))
        ));
        for language in 0..4 {
            let (mentions, entities) = (t.mentions_by[i][language], t.entities_by[i][language]);
            page.push_str(&cell(messages, mentions, entities));
        }
        let all: u64 = t.mentions_by[i].iter().sum();
        page.push_str(&cell(messages, all, t.entities_of_type[i]).replace("</td>", ""));
        page.push_str(&format!(
            "<svg class=\"bar {code}\" viewBox=\"0 0 100 4\" preserveAspectRatio=\"none\" aria-hidden=\"true\">\
             <rect width=\"{}\" height=\"4\" rx=\"1\"/></svg></td></tr>\n",
            all * 100 / most
        ));
    }
    page.push_str("</tbody>\n<tfoot><tr>");
    page.push_str(&format!("<th scope=\"row\">{}</th>", m("all")));
    for language in 0..4 {
        let sum = |rows: &[[u64; 4]; 6]| rows.iter().map(|row| row[language]).sum();
        page.push_str(&cell(messages, sum(&t.mentions_by), sum(&t.entities_by)));
    }
    page.push_str(&cell(messages, t.mentions, t.entities));
    page.push_str(&format!("</tr></tfoot>\n</table></div>\n<p class=\"hint\">{}</p>\n", m("types.hint")));
}

fn cell(messages: &Messages, mentions: u64, entities: u64) -> String {
    if mentions == 0 && entities == 0 {
        return "<td class=\"n none\">0</td>".to_owned();
    }
    let of = messages.with("types.entities", &[("n", &grouped(entities))]);
    format!("<td class=\"n\">{}<small>{}</small></td>", grouped(mentions), escape(&of))
}

fn documents(page: &mut String, run: &RunTables, messages: &Messages) {
    let m = |key: &str| escape(messages.get(key));
    page.push_str(&format!(
        "<h2 id=\"documents\" tabindex=\"-1\">{}</h2>\n<div class=\"wide\" tabindex=\"0\" role=\"region\" \
         aria-label=\"{0}\"><table class=\"documents\">\n<thead><tr><th scope=\"col\">{}</th>",
        m("documents.title"),
        m("column.document")
    ));
    for language in LANGUAGES {
        page.push_str(&format!("<th scope=\"col\" class=\"n\">{}</th>", m(&format!("language.{language}"))));
    }
    page.push_str(&format!(
        "<th scope=\"col\" class=\"n\">{}</th></tr></thead>\n<tbody>\n",
        m("count.mentions")
    ));
    for document in run.documents.iter().take(DOCUMENTS_MAX) {
        let title = if document.title.is_empty() {
            String::new()
        } else {
            format!("<small>{}</small>", escape(&document.title))
        };
        page.push_str(&format!("<tr><th scope=\"row\">{}{title}</th>", escape(&document.name)));
        let all: u64 = document.mentions.iter().sum();
        for n in document.mentions.into_iter().chain([all]) {
            let none = if n == 0 { " none" } else { "" };
            page.push_str(&format!("<td class=\"n{none}\">{}</td>", grouped(n)));
        }
        page.push_str("</tr>\n");
    }
    page.push_str("</tbody></table></div>\n");
    left_out(
        page,
        messages,
        run.documents.len().min(DOCUMENTS_MAX),
        run.documents.len() as u64,
        "mentions.csv",
    );
}

fn problems(page: &mut String, run: &RunTables, messages: &Messages) {
    let m = |key: &str| escape(messages.get(key));
    page.push_str(&format!("<h2 id=\"problems\" tabindex=\"-1\">{}</h2>\n", m("problems.title")));
    if run.problems.is_empty() {
        page.push_str(&format!("<p class=\"good\">{}</p>\n", m("problems.none")));
        return;
    }
    page.push_str("<div class=\"wide\" tabindex=\"0\" role=\"region\"><table>\n<thead><tr>");
    for column in ["document", "place", "problem", "action"] {
        page.push_str(&format!("<th scope=\"col\">{}</th>", m(&format!("column.{column}"))));
    }
    page.push_str("</tr></thead>\n<tbody>\n");
    for problem in &run.problems {
        let cells: Vec<String> = problem.iter().map(|cell| format!("<td>{}</td>", escape(cell))).collect();
        page.push_str(&format!("<tr>{}</tr>\n", cells.concat()));
    }
    page.push_str("</tbody></table></div>\n");
    left_out(page, messages, run.problems.len(), run.totals.problems, "problems.csv");
}

/// Says so where the page holds less than the run.
fn left_out(page: &mut String, messages: &Messages, shown: usize, all: u64, file: &str) {
    if (shown as u64) < all {
        let values = [("shown", &*grouped(shown as u64)), ("all", &*grouped(all)), ("file", file)];
        page.push_str(&format!("<p class=\"hint\">{}</p>\n", escape(&messages.with("left_out", &values))));
    }
}

/// A number in groups of three digits, parted by narrow spaces.
fn grouped(n: u64) -> String {
    let digits = n.to_string();
    let mut text = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            text.push('\u{202f}');
        }
        text.push(digit);
    }
    text
}

/// Text as the content of an element or of an attribute in double quotes.
pub(super) fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            // HTML has no way to write it.
            '\0' => safe.push('\u{fffd}'),
            _ => safe.push(c),
        }
    }
    safe
}

/// What a content security policy knows an inline element by.
fn digest(text: &str) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut base64 = String::from("sha256-");
    for three in Sha256::digest(text.as_bytes()).chunks(3) {
        let bits =
            three.iter().fold(0u32, |bits, byte| bits << 8 | u32::from(*byte)) << (8 * (3 - three.len()));
        for digit in 0..4 {
            let there = digit <= three.len();
            let value = (bits >> (18 - 6 * digit)) & 63;
            base64.push(if there { char::from(DIGITS[value as usize]) } else { '=' });
        }
    }
    base64
}
