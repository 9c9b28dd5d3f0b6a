//! Markdown: a pipe table for readers, numbers aligned right.

use super::table::Table;

pub(super) fn render(table: &Table) -> String {
    let columns = table.shown();
    let mut text = line(columns.iter().map(|(_, head)| *head));
    let rule = columns.iter().map(|(place, _)| if table.is_numeric(*place) { "---:" } else { "---" });
    text.push_str(&line(rule));
    for row in &table.rows {
        text.push_str(&line(columns.iter().map(|(place, _)| row[*place].shown.as_str())));
    }
    for note in &table.foot {
        // A line of its own each, in every dialect.
        text.push_str(&format!("\n{}\n", note.replace('|', "\\|")));
    }
    text
}

fn line<'a>(cells: impl Iterator<Item = &'a str>) -> String {
    let escaped: Vec<String> = cells.map(|cell| cell.replace('|', "\\|").replace('\n', " ")).collect();
    format!("| {} |\n", escaped.join(" | "))
}

#[cfg(test)]
mod tests {
    use super::super::table::Cell;
    use super::*;

    #[test]
    fn numbers_stand_right_and_pipes_are_escaped() {
        let table = Table {
            columns: vec!["a".into(), "b".into()],
            rows: vec![vec![Cell::text("x|y"), Cell::number("1.23456".into(), "1.23".into())]],
            ..Table::default()
        };
        insta::assert_snapshot!(render(&table), @r"
        | a | b |
        | --- | ---: |
        | x\|y | 1.23 |
        ");
    }
}
