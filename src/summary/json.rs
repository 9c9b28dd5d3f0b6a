//! JSON: an array of objects in column order; empty cells are null.

use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::Number;

use super::table::{Cell, Table};

pub(super) fn render(table: &Table) -> String {
    let rows: Vec<Row<'_>> = table.rows.iter().map(|cells| Row { columns: &table.columns, cells }).collect();
    let mut text = serde_json::to_string_pretty(&rows).unwrap_or_default();
    text.push('\n');
    text
}

struct Row<'a> {
    columns: &'a [String],
    cells: &'a [Cell],
}

impl Serialize for Row<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.columns.len()))?;
        for (column, cell) in self.columns.iter().zip(self.cells) {
            match exact_number(cell) {
                Some(number) => map.serialize_entry(column, &number)?,
                None if cell.exact.is_empty() => map.serialize_entry(column, &())?,
                None => map.serialize_entry(column, &cell.exact)?,
            }
        }
        map.end()
    }
}

/// The cell as a JSON number where that prints the same digits; longer decimals stay text.
fn exact_number(cell: &Cell) -> Option<Number> {
    if !cell.numeric {
        return None;
    }
    let number: Number = serde_json::from_str(&cell.exact).ok()?;
    (number.to_string() == cell.exact).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_kept() {
        let number = |text: &str| Cell::number(text.into(), text.into());
        let table = Table {
            columns: vec!["z".into(), "a".into(), "why".into()],
            rows: vec![vec![number("331.7"), number("12345678901234567.25"), Cell::default()]],
            ..Table::default()
        };
        insta::assert_snapshot!(render(&table), @r#"
        [
          {
            "z": 331.7,
            "a": "12345678901234567.25",
            "why": null
          }
        ]
        "#);
    }
}
