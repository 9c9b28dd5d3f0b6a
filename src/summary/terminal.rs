//! The terminal: aligned columns without frames.

use comfy_table::presets::NOTHING;
use comfy_table::{CellAlignment, ContentArrangement, Table as Grid};

use super::table::Table;

/// The table as wide as its cells.
pub(super) fn render(table: &Table) -> String {
    written(table, None)
}

/// The table within so many columns; long texts go on in the next line.
pub(super) fn fitted(table: &Table, width: u16) -> String {
    written(table, Some(width))
}

fn written(table: &Table, width: Option<u16>) -> String {
    let mut grid = Grid::new();
    grid.load_style(NOTHING).set_content_arrangement(ContentArrangement::Disabled);
    if let Some(width) = width {
        grid.set_content_arrangement(ContentArrangement::Dynamic).set_width(width);
    }
    let columns = table.shown();
    grid.set_header(columns.iter().map(|(_, head)| *head));
    for row in &table.rows {
        grid.add_row(columns.iter().map(|(place, _)| row[*place].shown.as_str()));
    }
    for (shown, (place, _)) in columns.iter().enumerate() {
        if let Some(column) = grid.column_mut(shown) {
            column.set_padding((0, 2));
            if table.is_numeric(*place) {
                column.set_cell_alignment(CellAlignment::Right);
            }
        }
    }
    let mut text = String::new();
    for line in grid.lines() {
        text.push_str(line.trim_end());
        text.push('\n');
    }
    for note in &table.foot {
        text.push_str(note);
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::super::table::Cell;
    use super::*;

    #[test]
    fn a_wide_table_goes_on_in_the_next_line() {
        let row = vec![Cell::text("a name of quite some words"), Cell::number("1".into(), "1.0".into())];
        let table = Table { columns: vec!["name".into(), "value".into()], rows: vec![row], ..Table::default() };
        assert_eq!(render(&table).lines().count(), 2);
        let fitted = fitted(&table, 24);
        assert!(fitted.lines().count() > 2 && fitted.lines().all(|line| line.chars().count() <= 24), "{fitted}");
        assert!(fitted.contains("1.0"), "{fitted}");
    }
}
