//! CSV: exact cells, one header line, line feeds.

use super::table::{Cell, Table};

pub(super) fn render(table: &Table) -> String {
    let names: Vec<&str> = table.columns.iter().map(String::as_str).collect();
    header(&names) + &rows(table)
}

pub(super) fn header(names: &[&str]) -> String {
    let mut text = String::new();
    line(&mut text, names.iter().copied());
    text
}

pub(super) fn rows(table: &Table) -> String {
    let mut text = String::new();
    for row in &table.rows {
        line(&mut text, row.iter().map(|cell: &Cell| cell.exact.as_str()));
    }
    text
}

fn line<'a>(text: &mut String, cells: impl Iterator<Item = &'a str>) {
    for (place, cell) in cells.enumerate() {
        if place > 0 {
            text.push(',');
        }
        if cell.contains([',', '"', '\n', '\r']) {
            text.push_str(&format!("\"{}\"", cell.replace('"', "\"\"")));
        } else {
            text.push_str(cell);
        }
    }
    text.push('\n');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commas_and_quotes_are_quoted() {
        let table = Table {
            columns: vec!["a".into(), "b".into()],
            rows: vec![vec![Cell::text("x, \"y\""), Cell::number("1.5".into(), "1.50".into())]],
            ..Table::default()
        };
        insta::assert_snapshot!(render(&table), @r#"
        a,b
        "x, ""y""",1.5
        "#);
    }
}
