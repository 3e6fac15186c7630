//! PDF: its text layer, and files made to harm their reader.
#![cfg(feature = "pdf")]

use super::{read, refusal};

/// A PDF file of these objects; the first is the catalogue.
fn file(objects: &[Vec<u8>]) -> Vec<u8> {
    let mut file = b"%PDF-1.4\n".to_vec();
    let mut table = String::from("0000000000 65535 f \n");
    for (number, object) in objects.iter().enumerate() {
        table.push_str(&format!("{:010} 00000 n \n", file.len()));
        file.extend(format!("{} 0 obj\n", number + 1).bytes());
        file.extend(object);
        file.extend(b"\nendobj\n");
    }
    let (start, size) = (file.len(), objects.len() + 1);
    file.extend(format!("xref\n0 {size}\n{table}trailer\n<< /Size {size} /Root 1 0 R >>\n").bytes());
    file.extend(format!("startxref\n{start}\n%%EOF\n").bytes());
    file
}

fn stream(dictionary: &str, data: &[u8]) -> Vec<u8> {
    let head = format!("<< {dictionary} /Length {} >>\nstream\n", data.len());
    [head.as_bytes(), data, b"\nendstream"].concat()
}

/// Catalogue, pages, a font and so many pages; the contents of page n stand in object 5 + 2n.
fn frame(pages: usize) -> Vec<Vec<u8>> {
    let kids: Vec<String> = (0..pages).map(|page| format!("{} 0 R", 4 + 2 * page)).collect();
    let kids = format!("<< /Type /Pages /Kids [{}] /Count {pages} >>", kids.join(" "));
    vec![
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        kids.into_bytes(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".to_vec(),
    ]
}

fn page(number: usize, resources: &str) -> Vec<u8> {
    format!(
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {} 0 R \
         /Resources << /Font << /F1 3 0 R >> {resources} >> >>",
        5 + 2 * number
    )
    .into_bytes()
}

/// A page for each text, in letters of ASCII; `|` ends a line.
fn pages(texts: &[&str]) -> Vec<u8> {
    let mut objects = frame(texts.len());
    for (number, text) in texts.iter().enumerate() {
        let lines: Vec<String> = text.split('|').map(|line| format!("({line}) Tj 0 -14 Td")).collect();
        objects.push(page(number, ""));
        objects.push(stream("", format!("BT /F1 12 Tf 72 700 Td {} ET", lines.join(" ")).as_bytes()));
    }
    file(&objects)
}

#[test]
fn lines_and_pages_are_kept() {
    let outcome = read("a.pdf", pages(&["Ablai Khan met Amur-|sana", "", "and left"]));
    assert_eq!(outcome.problems, []);
    let document = &outcome.documents[0];
    assert_eq!(document.text, "Ablai Khan met Amur-\nsana\n\nand left");
    let pages: Vec<_> =
        document.pages.iter().map(|(at, page)| (&document.text[*at..], page.as_str())).collect();
    assert_eq!(pages, [(document.text.as_str(), "1"), ("and left", "3")]);
}

#[test]
fn files_cut_off_and_files_without_text_are_problems() {
    let whole = pages(&["Ablai Khan"]);
    assert!(refusal("a.pdf", &whole[..whole.len() / 2]).contains("damaged PDF file"));
    assert_eq!(refusal("a.pdf", pages(&[""])), ": no text in it: its pages are pictures, empty or damaged");
}

#[test]
fn a_page_without_sense_does_not_cost_the_others() {
    let mut objects = frame(2);
    objects.extend([page(0, ""), stream("", b"BT /F9 12 Tf (lost) Tj ET")]);
    objects.extend([page(1, ""), stream("", b"BT /F1 12 Tf 72 700 Td (Ablai) Tj ET")]);
    let outcome = read("a.pdf", file(&objects));
    assert_eq!(outcome.documents[0].text, "Ablai");
    assert_eq!((outcome.problems.len(), outcome.problems[0].place.as_str()), (1, "page 1"));
}

#[test]
fn a_form_that_draws_itself_is_refused_and_one_that_does_not_is_read() {
    let mut objects = frame(1);
    objects.extend([page(0, "/XObject << /X 6 0 R >>"), stream("", b"/X Do")]);
    let form = "/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /Font << /F1 3 0 R >>";
    objects.push(stream(&format!("{form} >>"), b"BT /F1 12 Tf 72 700 Td (Do Ablai) Tj ET"));
    assert_eq!(read("a.pdf", file(&objects)).documents[0].text, "Do Ablai");
    objects[5] = stream(&format!("{form} /XObject << /X 6 0 R >> >>"), b"/X Do");
    assert_eq!(refusal("a.pdf", file(&objects)), ": damaged PDF file: a form in it draws itself");
    objects[5] = stream("/Type /XObject /Subtype /Form /BBox [0 0 9 9]", b"/X Do");
    assert_eq!(refusal("a.pdf", file(&objects)), ": damaged PDF file: a form in it draws itself");
}

#[test]
fn a_page_that_is_its_own_parent_does_not_hang() {
    let mut objects = frame(1);
    objects.extend([b"<< /Type /Page /Parent 4 0 R /Contents 5 0 R >>".to_vec(), stream("", b"BT ET")]);
    let outcome = read("a.pdf", file(&objects));
    assert_eq!((outcome.documents.len(), outcome.problems[0].place.as_str()), (0, "page 1"));
}

#[test]
fn a_stream_that_unpacks_to_the_size_of_the_memory_is_refused() {
    use std::io::Write;
    let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    let spaces = vec![b' '; 1 << 20];
    (0..129).for_each(|_| encoder.write_all(&spaces).unwrap());
    let mut objects = frame(1);
    objects.extend([page(0, ""), stream("/Filter /FlateDecode", &encoder.finish().unwrap())]);
    assert!(refusal("a.pdf", file(&objects)).contains("unpacks to more than 134217728 bytes"));
}
