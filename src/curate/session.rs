//! A review walked through row by row: what is open, what is decided, and the way back.

use crate::model::Diagnostic;
use crate::text::table::{Table, written};

/// A review being decided.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Session {
    header: Vec<String>,
    rows: Vec<Vec<String>>,
    /// The row that is shown.
    at: usize,
    /// Rows decided or passed over, with their cells as they were.
    past: Vec<(usize, Vec<String>)>,
}

impl Session {
    /// Takes up a review at its first open row.
    ///
    /// # Errors
    /// A column that is missing.
    pub fn new(file: &str, text: &str) -> Result<Session, Box<Diagnostic>> {
        let table = Table::parse(file, text)?;
        for column in ["surface", "decision"] {
            table.require(column)?;
        }
        let rows = table.rows().map(|row| row.cells().map(str::to_owned).collect()).collect();
        let mut session = Session { header: table.header().to_vec(), rows, ..Session::default() };
        for column in ["decided_by", "decided_at", "comment"] {
            if !session.header.iter().any(|h| h == column) {
                session.header.push(column.to_owned());
                session.rows.iter_mut().for_each(|row| row.push(String::new()));
            }
        }
        session.go_on(0);
        Ok(session)
    }

    /// Goes to the first open row from `at` on.
    fn go_on(&mut self, at: usize) {
        let decision = self.column("decision");
        let open = |row: &Vec<String>| decision.is_none_or(|c| row[c].trim().is_empty());
        self.at = (at..self.rows.len()).find(|&i| open(&self.rows[i])).unwrap_or(self.rows.len());
    }

    fn column(&self, name: &str) -> Option<usize> {
        self.header.iter().position(|h| h == name)
    }

    /// Whether all rows are decided or passed over.
    pub fn is_done(&self) -> bool {
        self.at >= self.rows.len()
    }

    /// A cell of the row that is shown; empty if there is none.
    pub fn cell(&self, column: &str) -> &str {
        let row = self.rows.get(self.at);
        row.zip(self.column(column)).map_or("", |(row, column)| row[column].as_str())
    }

    /// Candidates of the row that is shown: id and score.
    pub fn candidates(&self) -> Vec<(&str, &str)> {
        let cell = self.cell("candidates");
        cell.split('|').filter(|c| !c.is_empty()).map(|c| c.rsplit_once('=').unwrap_or((c, ""))).collect()
    }

    /// Rows decided, and all rows.
    pub fn progress(&self) -> (usize, usize) {
        let decision = self.column("decision");
        let decided = self.rows.iter().filter(|row| decision.is_some_and(|c| !row[c].trim().is_empty()));
        (decided.count(), self.rows.len())
    }

    /// Decides the row that is shown and goes on to the next open one.
    pub fn decide(&mut self, decision: &str, who: &str, when: &str) {
        let cells = [("decision", decision), ("decided_by", who), ("decided_at", when)];
        let columns: Vec<_> = cells.iter().map(|(name, text)| (self.column(name), *text)).collect();
        let Some(row) = self.rows.get_mut(self.at) else { return };
        self.past.push((self.at, row.clone()));
        for (column, text) in columns {
            if let Some(column) = column {
                row[column] = text.to_owned();
            }
        }
        self.go_on(self.at + 1);
    }

    /// Leaves the row that is shown open.
    pub fn pass_over(&mut self) {
        if let Some(row) = self.rows.get(self.at) {
            self.past.push((self.at, row.clone()));
            self.go_on(self.at + 1);
        }
    }

    /// Goes back to the row before and takes its decision away; `false` at the beginning.
    pub fn undo(&mut self) -> bool {
        let Some((at, row)) = self.past.pop() else { return false };
        self.rows[at] = row;
        self.at = at;
        true
    }

    /// The review as it is now.
    pub fn csv(&self) -> String {
        let line = |cells: &[String]| cells.iter().map(|c| written(c)).collect::<Vec<_>>().join(",") + "\n";
        std::iter::once(&self.header).chain(&self.rows).map(|cells| line(cells)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const REVIEW: &str = "item,surface,candidates,decision\nr1,Ili,plc:ili=0.900|plc:emil=0.800,\nr2,Emba,,accept\nr3,\"A, B\",,\n";

    #[test]
    fn open_rows_are_walked_and_decisions_taken_back() {
        let mut session = Session::new("review.csv", REVIEW).unwrap();
        assert_eq!((session.cell("surface"), session.progress()), ("Ili", (1, 3)));
        assert_eq!(session.candidates(), [("plc:ili", "0.900"), ("plc:emil", "0.800")]);
        session.decide("same as plc:emil", "A", "2026-01-02");
        assert_eq!(session.cell("surface"), "A, B");
        session.pass_over();
        assert!(session.is_done());
        assert!(session.undo() && session.undo() && !session.undo());
        assert_eq!((session.cell("surface"), session.cell("decision")), ("Ili", ""));
        session.decide("reject", "A", "2026-01-02");
        let csv = session.csv();
        assert!(csv.contains("r1,Ili,plc:ili=0.900|plc:emil=0.800,reject,A,2026-01-02,\n"), "{csv}");
        assert!(csv.contains("r2,Emba,,accept,,,\nr3,\"A, B\",,,,,\n"), "{csv}");
        assert_eq!(Session::new("review.csv", &csv).unwrap().progress(), (2, 3));
    }
}
