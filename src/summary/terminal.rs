//! The terminal: aligned columns without frames.

use comfy_table::presets::NOTHING;
use comfy_table::{CellAlignment, ContentArrangement, Table as Grid};

use super::table::Table;

pub(super) fn render(table: &Table) -> String {
    let mut grid = Grid::new();
    grid.load_style(NOTHING).set_content_arrangement(ContentArrangement::Disabled);
    grid.set_header(&table.columns);
    for row in &table.rows {
        grid.add_row(row.iter().map(|cell| cell.shown.as_str()));
    }
    for place in 0..table.columns.len() {
        if let Some(column) = grid.column_mut(place) {
            column.set_padding((0, 2));
            if table.is_numeric(place) {
                column.set_cell_alignment(CellAlignment::Right);
            }
        }
    }
    let mut text = String::new();
    for line in grid.lines() {
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}
