//! JSON: an array of objects in column order, or one object a line; empty cells are null, numbers as they are printed.

use super::table::{Cell, Table};

/// An array, one row a line.
pub(super) fn render(table: &Table) -> String {
    let rows: Vec<String> = table.rows.iter().map(|cells| format!("  {}", object(&table.columns, cells))).collect();
    if rows.is_empty() { "[]\n".to_owned() } else { format!("[\n{}\n]\n", rows.join(",\n")) }
}

/// One row a line, without an array around them.
pub(super) fn lines(table: &Table) -> String {
    table.rows.iter().map(|cells| object(&table.columns, cells) + "\n").collect()
}

fn object(columns: &[String], cells: &[Cell]) -> String {
    let entries: Vec<String> =
        columns.iter().zip(cells).map(|(column, cell)| format!("{}: {}", text(column), value(cell))).collect();
    format!("{{{}}}", entries.join(", "))
}

/// A number has the digits of every other format: what reads JSON decides how many of them it keeps.
fn value(cell: &Cell) -> String {
    match cell {
        Cell { exact, .. } if exact.is_empty() => "null".to_owned(),
        Cell { exact, numeric: true, .. } => exact.clone(),
        Cell { exact, .. } => text(exact),
    }
}

fn text(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_kept() {
        let number = |text: &str| Cell::number(text.into(), text.into());
        let table = Table {
            columns: vec!["z".into(), "a".into(), "why".into()],
            rows: vec![
                vec![number("331.7"), number("12345678901234567.25"), Cell::default()],
                vec![number("1"), number("-0.5"), Cell::text("\"no\"")],
            ],
            ..Table::default()
        };
        insta::assert_snapshot!(render(&table), @r#"
        [
          {"z": 331.7, "a": 12345678901234567.25, "why": null},
          {"z": 1, "a": -0.5, "why": "\"no\""}
        ]
        "#);
        insta::assert_snapshot!(lines(&table), @r#"
        {"z": 331.7, "a": 12345678901234567.25, "why": null}
        {"z": 1, "a": -0.5, "why": "\"no\""}
        "#);
        assert_eq!(render(&Table::default()), "[]\n");
    }
}
