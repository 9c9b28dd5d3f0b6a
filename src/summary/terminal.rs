//! The terminal: aligned columns without frames.

use comfy_table::presets::NOTHING;
use comfy_table::{CellAlignment, ContentArrangement, Table as Grid};

use super::table::Table;

pub(super) fn render(table: &Table) -> String {
    let mut grid = Grid::new();
    grid.load_style(NOTHING).set_content_arrangement(ContentArrangement::Disabled);
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
