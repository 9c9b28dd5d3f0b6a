//! Rows that are totals of other rows: by their words, or because they are the sum of the rows beside them.

use super::grid::{Grid, Typed};
use super::mapping::{Mapping, Texts};
use super::names::{self, Name};
use super::number::{self, Mark};

/// The names of a column of a table, row by row, with their figures in exact decimals.
pub struct Named<'a> {
    pub rows: Vec<(&'a str, Vec<Option<i128>>)>,
}

/// Decimals that figures are compared with.
const PLACES: usize = 9;

/// The names in a column and the figures in others.
#[must_use]
pub fn named<'a>(grid: &'a Grid, mapping: &Mapping, name: usize, figures: &[usize]) -> Named<'a> {
    let below = mapping.header.iter().max().copied().unwrap_or(0);
    let body =
        grid.lines.iter().filter(|line| line.number > below && mapping.last.is_none_or(|last| line.number <= last));
    let decimal = if mapping.decimal == Some(',') { Mark::Comma } else { Mark::Point };
    let figure = |cell: &super::grid::Cell| {
        let figure = cell.figure()?;
        let mark = if cell.typed == Typed::Number { Mark::Point } else { decimal };
        let canonical = number::shifted(&number::canonical(&figure.body, mark)?, figure.power);
        let (whole, fraction) = canonical.split_once('.').unwrap_or((&canonical, ""));
        let fraction: String = fraction.chars().take(PLACES).collect();
        let digits: i128 = format!("{whole}{fraction:0<PLACES$}").parse().ok()?;
        Some(if figure.negative { -digits } else { digits })
    };
    let rows = body.filter(|line| !line.cell(name).is_blank());
    let rows = rows
        .map(|line| (line.cell(name).text.as_str(), figures.iter().map(|place| figure(line.cell(*place))).collect()));
    Named { rows: rows.filter(|(_, figures): &(_, Vec<Option<i128>>)| figures.iter().any(Option::is_some)).collect() }
}

/// What names of rows mean beyond what they say themselves, the rows set apart, and the names that are not known.
#[derive(Debug, Default)]
pub struct Meanings {
    pub values: Texts,
    /// Totals of all rows.
    pub totals: Vec<String>,
    /// Left out, because other rows hold the same figures.
    pub subtotals: Vec<String>,
    pub rest: Vec<String>,
    pub unknown: Vec<String>,
    /// Totals that are not the sum of the rows: name, how it stands to the sum.
    pub doubts: Vec<String>,
}

/// What the names of a column mean. `economies` says whether they should be economies.
#[must_use]
pub fn meanings(named: &Named<'_>, settled: &Texts, economies: bool) -> Meanings {
    let mut found = Meanings::default();
    for (place, (text, _)) in named.rows.iter().enumerate() {
        let clean = names::clean(text);
        if let Some(meaning) = settled.get(*text).or_else(|| settled.get(&clean)) {
            found.values.insert((*text).to_owned(), meaning.clone());
            continue;
        }
        let add = |list: &mut Vec<String>| {
            if !list.iter().any(|known| known == text) {
                list.push((*text).to_owned());
            }
        };
        match names::name(text) {
            Some(Name::Total) => {
                add(&mut found.totals);
                found.values.insert((*text).to_owned(), if economies { "World" } else { "TOTAL" }.to_owned());
            }
            Some(Name::Subtotal | Name::Within) => {
                add(&mut found.subtotals);
                found.values.insert((*text).to_owned(), String::new());
            }
            Some(Name::Rest) if economies => {
                add(&mut found.rest);
                found.values.insert((*text).to_owned(), names::REST.to_owned());
            }
            Some(Name::Economy(_)) if economies => {}
            _ if is_sum(named, place) => {
                add(&mut found.subtotals);
                found.values.insert((*text).to_owned(), String::new());
            }
            None if economies => add(&mut found.unknown),
            _ => {}
        }
    }
    if let Some(doubt) = unequal(named, &found) {
        found.doubts.push(doubt);
    }
    found
}

/// Whether a row is the sum of at least two rows just below or just above it, in every column of figures.
fn is_sum(named: &Named<'_>, place: usize) -> bool {
    let sums = |rows: &mut dyn Iterator<Item = usize>| {
        let (_, wanted) = &named.rows[place];
        let mut sum = vec![0_i128; wanted.len()];
        for (count, row) in rows.enumerate() {
            for (sum, figure) in sum.iter_mut().zip(&named.rows[row].1) {
                *sum = sum.saturating_add(figure.unwrap_or(0));
            }
            let equal = sum.iter().zip(wanted).all(|(sum, wanted)| *sum == wanted.unwrap_or(0));
            let large = sum.iter().all(|sum| sum.unsigned_abs() >= 100 * 10_u128.pow(PLACES as u32)) || sum.len() > 1;
            if count > 0 && equal && large {
                return true;
            }
        }
        false
    };
    // Tables of people are short; long ones are not looked at for every pair.
    const NEAR: usize = 60;
    sums(&mut (place + 1..named.rows.len()).take(NEAR)) || sums(&mut (0..place).rev().take(NEAR))
}

/// A total that is not the sum of the rows that are not set apart, said of the first column in which it is so.
fn unequal(named: &Named<'_>, found: &Meanings) -> Option<String> {
    let [total] = found.totals.as_slice() else { return None };
    let wanted = &named.rows.iter().find(|row| row.0 == total)?.1;
    let group = |text: &str| matches!(names::name(text), Some(Name::Economy(economy)) if economy.is_group());
    let parts: Vec<&Vec<Option<i128>>> = named
        .rows
        .iter()
        .filter(|row| {
            row.0 != total && found.values.get(row.0).is_none_or(|meaning| !meaning.is_empty()) && !group(row.0)
        })
        .map(|row| &row.1)
        .collect();
    if parts.len() < 2 || named.rows.iter().filter(|row| row.0 == total).count() > 1 {
        return None;
    }
    (0..wanted.len()).find_map(|column| {
        let sum: i128 = parts.iter().filter_map(|figures| figures[column]).sum();
        let total_here = wanted[column]?;
        // Rounded figures miss their total by a few units of the last place.
        let slack = total_here.abs() / 200;
        ((sum - total_here).abs() > slack).then(|| {
            let more = if sum > total_here { "more" } else { "less" };
            format!("the rows add up to {} ({more} than the row `{total}`, {})", printed(sum), printed(total_here))
        })
    })
}

fn printed(figure: i128) -> String {
    let unit = 10_i128.pow(PLACES as u32);
    let fraction = format!("{:09}", (figure % unit).abs());
    let fraction = fraction.trim_end_matches('0');
    let whole = figure / unit;
    if fraction.is_empty() { whole.to_string() } else { format!("{whole}.{fraction}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(rows: &[(&'static str, [i128; 2])]) -> Named<'static> {
        let unit = 10_i128.pow(PLACES as u32);
        Named {
            rows: rows
                .iter()
                .map(|(name, figures)| (*name, figures.iter().map(|figure| Some(figure * unit)).collect()))
                .collect(),
        }
    }

    #[test]
    fn sums_of_rows_beside_are_subtotals() {
        let table = named(&[
            ("Middle East", [30, 33]),
            ("UAE", [10, 11]),
            ("Iran", [20, 22]),
            ("China", [5, 6]),
            ("TOTAL", [35, 40]),
        ]);
        let found = meanings(&table, &Texts::new(), true);
        assert_eq!(found.subtotals, ["Middle East"]);
        assert_eq!(found.totals, ["TOTAL"]);
        assert!(found.unknown.is_empty());
        assert_eq!(found.doubts, ["the rows add up to 39 (less than the row `TOTAL`, 40)"]);
        let unknown = named(&[("Atlantis", [31, 33]), ("UAE", [10, 11]), ("Iran", [20, 22])]);
        assert_eq!(meanings(&unknown, &Texts::new(), true).unknown, ["Atlantis"]);
    }
}
