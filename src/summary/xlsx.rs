//! A workbook: what the CSV holds, with numbers as numbers, the header kept in sight, and units above their figures.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use super::table::{Cell, Table};
use crate::model::schema::{UNIT, VALUE};

/// The sheet's name.
const SHEET: &str = "Figures";
/// Columns are as wide as their cells, within these bounds.
const WIDTHS: (usize, usize) = (8, 48);

/// The table as the bytes of a workbook; the same table gives the same bytes.
///
/// Figures are exact, in the units that the header names: whole units of a currency, or the metric's.
///
/// # Errors
/// When the table has more rows or longer texts than a sheet holds.
pub fn workbook(table: &Table) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    // A clock would make two runs differ.
    let never = ExcelDateTime::from_ymd(2000, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&never));
    let sheet = workbook.add_worksheet().set_name(SHEET)?;
    header(sheet, table)?;
    let formats = [Format::new().set_num_format("#,##0"), Format::new().set_num_format("#,##0.00####")];
    for (row, cells) in (1..).zip(&table.rows) {
        for (column, cell) in (0..).zip(cells) {
            write(sheet, row, column, cell, &formats)?;
        }
    }
    foot(sheet, table)?;
    workbook.save_to_buffer()
}

fn header(sheet: &mut Worksheet, table: &Table) -> Result<(), XlsxError> {
    let bold = Format::new().set_bold().set_text_wrap();
    for (column, name) in (0_u16..).zip(&table.columns) {
        let place = usize::from(column);
        let name = headed(table, name);
        sheet.write_string_with_format(0, column, &name, &bold)?;
        let cells = table.rows.iter().map(|row| row[place].exact.chars().count());
        let widest = cells.chain([name.chars().count()]).max().unwrap_or_default();
        sheet.set_column_width(column, (widest + 2).clamp(WIDTHS.0, WIDTHS.1) as f64)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    let (rows, columns) = (table.rows.len() as u32, table.columns.len() as u16);
    if rows > 0 && columns > 0 {
        sheet.autofilter(0, 0, rows, columns - 1)?;
    }
    Ok(())
}

/// The name of a column; the values of one unit have it beside their name.
fn headed(table: &Table, name: &str) -> String {
    let units = table.columns.iter().position(|column| column == UNIT);
    let unit = units.and_then(|place| {
        let unit = &table.rows.first()?[place].exact;
        table.rows.iter().all(|row| row[place].exact == *unit).then_some(unit)
    });
    match unit.filter(|unit| name == VALUE && !unit.is_empty()) {
        Some(unit) => format!("{name} ({unit})"),
        None => name.to_owned(),
    }
}

fn write(sheet: &mut Worksheet, row: u32, column: u16, cell: &Cell, formats: &[Format; 2]) -> Result<(), XlsxError> {
    match cell.exact.parse::<f64>() {
        Ok(number) if cell.numeric => {
            let format = &formats[usize::from(number.fract() != 0.0)];
            sheet.write_number_with_format(row, column, number, format)?;
        }
        // Texts that begin like a formula stay texts.
        _ if !cell.exact.is_empty() => {
            sheet.write_string(row, column, &cell.exact)?;
        }
        _ => {}
    }
    Ok(())
}

fn foot(sheet: &mut Worksheet, table: &Table) -> Result<(), XlsxError> {
    let first = table.rows.len() as u32 + 2;
    for (row, line) in (first..).zip(&table.foot) {
        sheet.write_string(row, 0, line)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use calamine::{Data, Reader as _, Xlsx};

    #[test]
    fn numbers_are_numbers_and_formulas_are_texts() {
        let table = Table {
            columns: vec!["partner".into(), UNIT.into(), VALUE.into()],
            rows: vec![
                vec![Cell::text("=1+1"), Cell::text("USD"), Cell::number("331700000".into(), "331.7".into())],
                vec![Cell::text("GBR"), Cell::text("USD"), Cell::default()],
            ],
            foot: vec!["[1] none".into()],
            ..Table::default()
        };
        let bytes = workbook(&table).unwrap();
        assert!(bytes == workbook(&table).unwrap(), "two runs differ");
        let mut read: Xlsx<_> = Xlsx::new(std::io::Cursor::new(bytes)).unwrap();
        let sheet = read.worksheet_range(SHEET).unwrap();
        let rows: Vec<_> = sheet.rows().map(<[Data]>::to_vec).collect();
        assert_eq!(rows[0][2], Data::String("value (USD)".into()));
        assert_eq!(rows[1][..], [Data::String("=1+1".into()), Data::String("USD".into()), Data::Float(331_700_000.0)]);
        assert_eq!(rows[2][2], Data::Empty);
        assert_eq!(rows[4][0], Data::String("[1] none".into()));
    }
}
