//! The index to CSV and JSON; the only code that knows output columns. May import `model`.
