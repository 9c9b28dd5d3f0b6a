//! A workbook: what the CSV holds, with numbers as numbers and the header kept in sight; what columns hold, and notes, on a
//! sheet of their own, so that the first one is a table and nothing else.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use super::table::{Cell, Table};

/// The sheet of the table.
const SHEET: &str = "Figures";
/// The sheet that says what the columns hold.
const ABOUT: &str = "Columns";
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
    about(workbook.add_worksheet().set_name(ABOUT)?, table)?;
    workbook.save_to_buffer()
}

fn header(sheet: &mut Worksheet, table: &Table) -> Result<(), XlsxError> {
    let bold = Format::new().set_bold().set_text_wrap();
    for (column, name) in (0_u16..).zip(&table.columns) {
        let place = usize::from(column);
        sheet.write_string_with_format(0, column, name, &bold)?;
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

/// Every column with what it holds, and the notes below.
fn about(sheet: &mut Worksheet, table: &Table) -> Result<(), XlsxError> {
    let bold = Format::new().set_bold();
    for (column, (head, width)) in (0..).zip([("column", 32.0), ("holds", 64.0)]) {
        sheet.write_string_with_format(0, column, head, &bold)?;
        sheet.set_column_width(column, width)?;
    }
    for (row, (place, name)) in (1..).zip(table.columns.iter().enumerate()) {
        sheet.write_string(row, 0, name)?;
        sheet.write_string(row, 1, table.label(place))?;
    }
    let first = table.columns.len() as u32 + 2;
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
        let usd = "USD".parse().unwrap();
        let table = Table {
            columns: vec!["partner".into(), "level_sum_usd".into()],
            labels: vec!["partner".into(), "level:sum (USD)".into()],
            rows: vec![
                vec![Cell::text("=1+1"), Cell::money("331700000".into(), "331.7".into(), usd)],
                vec![Cell::text("GBR"), Cell::none()],
            ],
            foot: vec!["[1] none".into()],
            ..Table::default()
        };
        let bytes = workbook(&table).unwrap();
        assert!(bytes == workbook(&table).unwrap(), "two runs differ");
        let mut read: Xlsx<_> = Xlsx::new(std::io::Cursor::new(bytes)).unwrap();
        let mut rows = |sheet: &str| -> Vec<Vec<Data>> {
            read.worksheet_range(sheet).unwrap().rows().map(<[Data]>::to_vec).collect()
        };
        let text = |text: &str| Data::String(text.into());
        assert_eq!(
            rows(SHEET),
            [
                vec![text("partner"), text("level_sum_usd")],
                vec![text("=1+1"), Data::Float(331_700_000.0)],
                vec![text("GBR"), Data::Empty],
            ]
        );
        let about = rows(ABOUT);
        assert_eq!(about[2], [text("level_sum_usd"), text("level:sum (USD)")]);
        assert_eq!(about[4][0], text("[1] none"));
    }
}
