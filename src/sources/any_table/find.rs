//! From grids to mappings: every table of figures in them, with what was understood of it.

use super::facts::{Around, Context};
use super::grid::Grid;
use super::layout::{self, Layout};
use super::mapping::Mapping;
use super::refusal::{Open, Refusal};
use super::settings::Settings;
use super::table;
use super::understood::Understood;

/// A table that was understood.
#[derive(Debug, Clone)]
pub struct Found {
    /// Its place among the grids.
    pub grid: usize,
    pub mapping: Mapping,
    pub understood: Understood,
}

/// The tables of figures in grids; `file` is the file's name without its extension.
///
/// # Errors
/// [`Refusal::NoTable`] when there is none, [`Refusal::Unsettled`] when one leaves open what figures need.
pub fn find(grids: &[Grid], settings: &Settings, file: &str) -> Result<Vec<Found>, Refusal> {
    let wanted = |grid: &Grid| match settings.get("sheet") {
        Some(name) => grid.name == name,
        None => !grid.hidden,
    };
    if let Some(name) = settings.get("sheet").filter(|_| !grids.iter().any(wanted)) {
        let sheets: Vec<String> = grids.iter().map(|grid| format!("`{}`", grid.name)).collect();
        return Err(Refusal::NoTable {
            seen: sheets.join(", "),
            help: format!("no sheet is called `{name}`: name another one"),
        });
    }
    if grids.iter().any(|grid| grid.cut) {
        let seen = format!("more than {} rows", super::text::LONGEST - 1);
        let help = "bring it into the tidy layout, which is read whatever its size: `tradeproof sources tidy-trade`"
            .to_owned();
        return Err(Refusal::NoTable { seen, help });
    }
    let laid: Vec<Vec<Layout>> =
        grids.iter().map(|grid| if wanted(grid) { layout::tables(grid) } else { Vec::new() }).collect();
    let mut found = Vec::new();
    let mut refused: Vec<(String, Refusal)> = Vec::new();
    for (place, grid) in grids.iter().enumerate() {
        for (number, table) in laid[place].iter().enumerate() {
            let context = context(grids, &laid, place, number, file);
            match table::understand(grid, table, &context, settings) {
                Ok(Some((mapping, understood))) => found.push(Found { grid: place, mapping, understood }),
                Ok(None) => {}
                Err(refusal) => refused.push((grid.name.clone(), refusal)),
            }
        }
    }
    if let Some(refusal) = refused.into_iter().next() {
        return Err(of_sheet(refusal, grids));
    }
    if found.is_empty() {
        return Err(nothing(grids));
    }
    set_aside(&mut found[0].understood, grids, settings);
    Ok(found)
}

/// Sheets without figures, and hidden ones, are named.
fn set_aside(understood: &mut Understood, grids: &[Grid], settings: &Settings) {
    let hidden: Vec<String> = grids.iter().filter(|grid| grid.hidden).map(|grid| format!("`{}`", grid.name)).collect();
    if !hidden.is_empty() && settings.get("sheet").is_none() {
        understood.doubt(format!("hidden sheets are left out: {}; --set sheet=NAME reads one", hidden.join(", ")));
    }
    let hidden_rows: usize = grids.iter().map(|grid| grid.hidden_rows).sum();
    if hidden_rows > 0 {
        understood.doubt(format!("hidden rows are read as the others: {hidden_rows}"));
    }
}

/// What a refusal of one of several sheets says.
fn of_sheet((name, refusal): (String, Refusal), grids: &[Grid]) -> Refusal {
    let several = grids.iter().filter(|grid| !grid.hidden && layout::tables(grid).len() == 1).count() > 1;
    match refusal {
        Refusal::Unsettled { mut open, mut understood } if !name.is_empty() => {
            understood.insert(0, format!("sheet `{name}`"));
            if several {
                open.push(Open::new("or only one sheet is meant", "--set sheet=NAME"));
            }
            Refusal::Unsettled { open, understood }
        }
        Refusal::Cell { place, found, expected, help } if !name.is_empty() => {
            Refusal::Cell { place: format!("sheet `{name}`, {place}"), found, expected, help }
        }
        other => other,
    }
}

/// What was seen where there is no table.
fn nothing(grids: &[Grid]) -> Refusal {
    let rows: usize = grids.iter().map(|grid| grid.lines.len()).sum();
    let first = grids.iter().flat_map(|grid| &grid.lines).next().map(|line| line.joined()).unwrap_or_default();
    let first: String = first.chars().take(60).collect();
    let headless =
        grids.iter().flat_map(|grid| &grid.lines).filter(|line| line.cells.iter().any(|cell| cell.is_number())).count();
    let help = match headless {
        0 => "no row holds a name and a figure: give the file that the figures are in",
        _ => "put one row of headers above the figures: `Country,2023,2024`",
    };
    let rows = if rows == 1 { "1 row".to_owned() } else { format!("{rows} rows") };
    Refusal::NoTable { seen: format!("{rows}, the first `{first}`"), help: help.to_owned() }
}

/// What stands around a table.
fn context(grids: &[Grid], laid: &[Vec<Layout>], place: usize, number: usize, file: &str) -> Context {
    let grid = &grids[place];
    let mut around = Vec::new();
    let mut add = |grid: &Grid, rows: &[usize], place: &'static str| {
        around.extend(rows.iter().map(|row| Around { text: grid.lines[*row].joined(), place }));
    };
    add(grid, &laid[place][number].titles, "the title");
    let name = |grid: &Grid| Around { text: grid.name.replace('_', " "), place: "the sheet's name" };
    if number > 0 {
        add(grid, &laid[place][0].titles, "the title above");
    }
    if let Some(last) = laid[place].last() {
        add(grid, &last.notes, "the notes");
    }
    around.insert(laid[place][number].titles.len(), name(grid));
    for (other, _) in grids.iter().zip(laid).filter(|(other, tables)| tables.is_empty() && !other.hidden) {
        around.extend(other.lines.iter().take(20).map(|line| Around { text: line.joined(), place: "another sheet" }));
    }
    Context { around, file: file.to_owned() }
}
