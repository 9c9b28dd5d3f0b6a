//! A grid under a mapping as tidy rows: every row of figures becomes one tidy row a figure.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::money::AmountError;
use crate::model::{Economy, Period, Unit};

use super::columns::flow;
use super::grid::{Cell, Grid, Line, Typed};
use super::layout;
use super::mapping::{COLUMN, Mapping, Texts};
use super::names::{self, Name};
use super::number::{self, Mark};
use super::refusal::Refusal;
use super::unit;
use super::when::{self, Time};

/// Tidy rows, each with the number of the row of the file that it is from.
#[derive(Debug, Clone, Default)]
pub struct Tidied {
    /// Tidy columns.
    pub headers: Vec<String>,
    pub rows: Vec<(u64, Vec<String>)>,
    pub counts: Counts,
}

/// What was not a plain figure.
#[derive(Debug, Clone, Default)]
pub struct Counts {
    pub blank: usize,
    /// By what stands in the cell.
    pub states: BTreeMap<String, usize>,
    /// Rows left out, by their names.
    pub left_out: BTreeMap<String, usize>,
    /// Rows with figures and without a name.
    pub nameless: Vec<u64>,
    /// Figures finer than the smallest unit of their currency.
    pub rounded: usize,
    /// Codes that had lost their leading zero.
    pub padded: BTreeSet<String>,
}

/// Columns of the mapping that make a tidy column together, and are none themselves.
const PARTS: [&str; 4] = ["year", "quarter", "month", "product_name"];
const ECONOMIES: [&str; 2] = ["reporter", "partner"];

struct Reader<'a> {
    mapping: &'a Mapping,
    labels: Vec<String>,
    /// Field and place, without the value.
    dimensions: Vec<(&'a str, usize)>,
    /// Place, and what the figures of the column are.
    figures: Vec<(usize, Texts)>,
    decimal: Mark,
    /// Whether the codes of the row at hand are of the Harmonised System or the Combined Nomenclature.
    classified: bool,
    counts: Counts,
}

/// The rows of a grid under a mapping.
///
/// # Errors
/// [`Refusal::Cell`] when a column is not there, or a cell holds something else than its column.
pub fn tidy(grid: &Grid, mapping: &Mapping) -> Result<Tidied, Refusal> {
    let header: Vec<&Line> = mapping.header.iter().filter_map(|number| grid.line(*number)).collect();
    let mut reader = Reader::of(grid, mapping, &header)?;
    let below = mapping.header.iter().max().copied().unwrap_or(0);
    let body =
        grid.lines.iter().filter(|line| line.number > below && mapping.last.is_none_or(|last| line.number <= last));
    let mut rows: Vec<(u64, Texts)> = Vec::new();
    let mut section = Texts::new();
    let mut above = Texts::new();
    for line in body {
        if line.filled() == 1 && !reader.has_figure(line) {
            if let Some(field) = &mapping.sections {
                section = [(field.clone(), line.joined())].into();
            }
            continue;
        }
        let Some(said) = reader.dimensions(line, &section, &mut above)? else { continue };
        for place in 0..reader.figures.len() {
            if let Some(row) = reader.figure(line, place, &said)? {
                rows.push((line.number, row));
            }
        }
    }
    let mut headers: BTreeSet<String> = rows.iter().flat_map(|(_, row)| row.keys().cloned()).collect();
    headers.extend(["value", "state"].map(str::to_owned));
    let headers: Vec<String> = headers.into_iter().collect();
    let cells = |row: &Texts| headers.iter().map(|name| row.get(name).cloned().unwrap_or_default()).collect();
    let rows = rows.iter().map(|(number, row)| (*number, cells(row))).collect();
    Ok(Tidied { rows, headers, counts: reader.counts })
}

impl<'a> Reader<'a> {
    fn of(grid: &Grid, mapping: &'a Mapping, header: &[&Line]) -> Result<Self, Refusal> {
        let labels = layout::labels(&layout::headers(grid, header));
        let place = |label: &str| {
            let found = labels.iter().position(|known| known == label);
            // A header of one row may be named without what stands above it.
            let found =
                found.or_else(|| labels.iter().position(|known| known.rsplit(" · ").next() == Some(label.trim())));
            found.ok_or_else(|| Refusal::Cell {
                place: header.last().map_or_else(|| "the header".to_owned(), |line| format!("row {}", line.number)),
                found: labels.join("`, `"),
                expected: format!("a column `{label}`"),
                help: "correct the name of the column in the mapping".to_owned(),
            })
        };
        let mut dimensions = Vec::new();
        let mut figures = Vec::new();
        for (field, label) in &mapping.columns {
            match field.as_str() {
                "value" => figures.push((place(label)?, Texts::new())),
                _ => dimensions.push((field.as_str(), place(label)?)),
            }
        }
        for column in &mapping.across {
            let label = column.get(COLUMN).map_or("", String::as_str);
            let said = column.iter().filter(|(key, _)| key.as_str() != COLUMN);
            figures.push((place(label)?, said.map(|(key, text)| (key.clone(), text.clone())).collect()));
        }
        let decimal = if mapping.decimal == Some(',') { Mark::Comma } else { Mark::Point };
        Ok(Self { mapping, labels, dimensions, figures, decimal, classified: false, counts: Counts::default() })
    }

    fn has_figure(&self, line: &Line) -> bool {
        self.figures.iter().any(|(place, _)| line.cell(*place).figure().is_some())
    }

    /// What names and periods of a row say; `None` where the row is left out.
    fn dimensions(&mut self, line: &Line, section: &Texts, above: &mut Texts) -> Result<Option<Texts>, Refusal> {
        let mut said = Texts::new();
        let several = self.dimensions.len() > 1;
        // What a total leaves blank is of everything, and not what stands above it.
        let total = self.dimensions.iter().any(|(_, place)| names::name(&line.cell(*place).text) == Some(Name::Total));
        for (field, place) in self.dimensions.clone() {
            let cell = line.cell(place);
            let mut text = cell.text.clone();
            let filled_down = text.is_empty()
                && several
                && !["product_name", "note", "unit", "classification", "valuation", "vintage"].contains(&field);
            let has_code = field == "product" && self.dimensions.iter().any(|known| known.0 == "product_name");
            if filled_down && total {
                text = match field {
                    "partner" => "World".to_owned(),
                    "product" if !has_code => "TOTAL".to_owned(),
                    "reporter" | "flow" => above.get(field).cloned().unwrap_or_default(),
                    _ => String::new(),
                };
            } else if filled_down && !has_code {
                // Merged cells, and names that are written once for the rows below.
                text = above.get(field).cloned().unwrap_or_default();
            } else if !text.is_empty() && !total {
                above.insert(field.to_owned(), text.clone());
            }
            said.insert(field.to_owned(), text);
        }
        said.extend(section.iter().map(|(field, text)| (field.clone(), text.clone())));
        if let Some(name) = said.remove("product_name")
            && said.get("product").is_none_or(String::is_empty)
        {
            said.insert("product".to_owned(), name);
        }
        let name = said.get("classification").or_else(|| self.mapping.constants.get("classification"));
        self.classified = name.is_some_and(|name| name.starts_with("HS") || name.starts_with("CN"));
        let needed = ["reporter", "partner", "product", "flow", "period", "year"];
        if needed.iter().any(|field| said.get(*field).is_some_and(String::is_empty)) {
            if self.has_figure(line) {
                self.counts.nameless.push(line.number);
            }
            return Ok(None);
        }
        let fields: Vec<String> = said.keys().cloned().collect();
        for field in fields {
            let text = said.get(&field).cloned().unwrap_or_default();
            match self.meaning(&field, &text, line)? {
                Some(meaning) => said.insert(field, meaning),
                None => {
                    if self.has_figure(line) {
                        *self.counts.left_out.entry(text).or_default() += 1;
                    }
                    return Ok(None);
                }
            };
        }
        Ok(Some(said))
    }

    /// What a cell of a tidy column means; `None` where its row is left out.
    fn meaning(&mut self, field: &str, text: &str, line: &Line) -> Result<Option<String>, Refusal> {
        let listed =
            self.mapping.values.get(field).and_then(|words| words.get(text).or_else(|| words.get(&names::clean(text))));
        if let Some(meaning) = listed {
            return Ok((!meaning.is_empty()).then(|| meaning.clone()));
        }
        Ok(match field {
            _ if ECONOMIES.contains(&field) => match names::name(text) {
                Some(Name::Economy(economy)) => Some(economy.code().to_owned()),
                Some(Name::Total) => Some(Economy::WORLD.to_owned()),
                Some(Name::Rest) => Some(names::REST.to_owned()),
                Some(Name::Subtotal | Name::Within) => None,
                None => return Err(self.wrong(field, text, line, "the name or code of an economy")),
            },
            "product" => match names::name(text) {
                Some(Name::Total) => Some("TOTAL".to_owned()),
                Some(Name::Subtotal) => None,
                _ => Some(self.product(text)),
            },
            "flow" => match flow(text).or_else(|| letter(text)) {
                Some("balance") => None,
                Some(flow) => Some(flow.to_owned()),
                None => return Err(self.wrong(field, text, line, "export, import, re-export, re-import or turnover")),
            },
            _ => Some(text.to_owned()),
        })
    }

    /// A code as its classification writes it: the leading zero back, without points.
    fn product(&mut self, text: &str) -> String {
        let text = names::clean(text);
        let classified = self.classified;
        let digits: String = text.chars().filter(|c| !matches!(c, '.' | ' ')).collect();
        let code = digits.len() <= 10 && !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
        match classified && code {
            true if digits.len() % 2 == 1 => {
                self.counts.padded.insert(text);
                format!("0{digits}")
            }
            true => digits,
            false => text,
        }
    }

    /// One figure as a tidy row; `None` where the cell is blank.
    fn figure(&mut self, line: &Line, column: usize, said: &Texts) -> Result<Option<Texts>, Refusal> {
        let (place, across) = &self.figures[column];
        let (place, cell) = (*place, line.cell(*place));
        if cell.is_blank() {
            self.counts.blank += 1;
            return Ok(None);
        }
        let mut row = self.mapping.constants.clone();
        row.extend(across.iter().map(|(field, text)| (field.clone(), text.clone())));
        row.extend(said.iter().filter(|(_, text)| !text.is_empty()).map(|(field, text)| (field.clone(), text.clone())));
        let period = self.period(&row, across, line)?;
        let Some(figure) = cell.figure().filter(|figure| !figure.percent) else {
            let Some(state) = number::state(&cell.text) else {
                let expected = "a figure, a blank cell, or n/a";
                return Err(self.wrong(&self.labels[place].clone(), &cell.text, line, expected));
            };
            *self.counts.states.entry(cell.text.clone()).or_default() += 1;
            row.insert("state".to_owned(), state.to_owned());
            return Ok(Some(without_parts(row, period.0)));
        };
        let decimal = if cell.typed == Typed::Number { Mark::Point } else { self.decimal };
        let canonical = number::canonical(&figure.body, decimal).ok_or_else(|| {
            let expected = format!("a figure with `{}` as its decimal mark", decimal.letter());
            self.wrong(&self.labels[place].clone(), &cell.text, line, &expected)
        })?;
        let mut value = number::shifted(&canonical, figure.power);
        if figure.negative {
            value.insert(0, '-');
        }
        let unit = self.unit(&row, &figure, cell, place, line)?;
        if matches!(unit.amount(&value), Err(AmountError::TooFine))
            && let Ok(amount) = unit.nearest(&value)
        {
            value = unit.print(amount);
            self.counts.rounded += 1;
        }
        row.insert("value".to_owned(), value);
        row.insert("unit".to_owned(), unit.to_string());
        if let Some(state) = figure.state.or(period.1) {
            row.insert("state".to_owned(), state.to_owned());
        }
        Ok(Some(without_parts(row, period.0)))
    }

    /// The unit of one figure: what the cell says before what its column says.
    fn unit(
        &self,
        row: &Texts,
        figure: &number::Figure,
        cell: &Cell,
        place: usize,
        line: &Line,
    ) -> Result<Unit, Refusal> {
        let column = row.get("unit").and_then(|text| unit::of_unit(text)).unwrap_or_default();
        let said = unit::Said { currency: figure.currency, magnitude: figure.magnitude, ..unit::Said::default() };
        let exact = row
            .get("unit")
            .and_then(|text| text.parse::<Unit>().ok())
            .filter(|_| figure.currency.is_none() && figure.magnitude.is_none());
        exact.or_else(|| said.or(column).unit()).ok_or_else(|| {
            let expected =
                "a figure whose unit is known: a currency, and thousand, million or billion where it is counted so";
            self.wrong(&self.labels[place], &cell.text, line, expected)
        })
    }

    /// The period of a figure, out of the row, the header and what all rows hold; and the state its mark says.
    fn period(&self, row: &Texts, across: &Texts, line: &Line) -> Result<(Period, Option<&'static str>), Refusal> {
        let texts = ["period", "year", "quarter", "month"]
            .into_iter()
            .filter_map(|field| row.get(field).map(|text| (field, text)));
        // A quarter in the row and a year in the header make a period together.
        let behind = across.get("period").filter(|text| row.get("period") != Some(text)).map(|text| ("period", text));
        let mut whole: Option<Period> = None;
        let mut part = None;
        let mut state = None;
        for (field, text) in texts.chain(behind) {
            let numbered = match (field, text.trim().parse::<u32>()) {
                ("quarter", Ok(number @ 1..=4)) => Some(Time::Part(number * 3 - 2, 3)),
                ("month", Ok(number @ 1..=12)) => Some(Time::Part(number, 1)),
                _ => None,
            };
            let said = when::said(text);
            state = state.or(said.and_then(|said| said.state));
            match numbered.or(said.map(|said| said.time)) {
                Some(Time::Part(first, count)) => part = Some((first, count)),
                Some(time) => whole = whole.or(self.resolved(time)),
                None if text.parse::<Period>().is_ok() => whole = text.parse().ok(),
                None if compact(text).is_some() => whole = compact(text),
                None => {
                    return Err(self.wrong(field, text, line, "a period such as 2024, Q1 2024, Jan-24 or 31.12.2024"));
                }
            }
        }
        let period = match (whole, part) {
            (Some(whole), Some((first, count))) => {
                Period::whole_months(chrono::Datelike::year(&whole.start()), first, count)
            }
            (whole, None) => whole,
            (None, Some(_)) => None,
        };
        let period = period
            .ok_or_else(|| self.wrong("period", "", line, "a period: a year, or a year with a quarter or month"))?;
        Ok((period, state))
    }

    fn resolved(&self, time: Time) -> Option<Period> {
        let grain = self.mapping.dates.as_deref().unwrap_or("day");
        match time {
            Time::Whole(period) => Some(period),
            Time::Fiscal(year) => Period::whole_months(year, self.mapping.fiscal.unwrap_or(4), 12),
            Time::Day(day) => when::holding(day, grain),
            Time::EitherDay(day_first, month_first) => {
                when::holding(if self.mapping.day_first == Some(false) { month_first } else { day_first }, grain)
            }
            Time::Part(..) => None,
        }
    }

    fn wrong(&self, column: &str, found: &str, line: &Line, expected: &str) -> Refusal {
        let help = match column {
            "reporter" | "partner" => {
                let near = names::nearest(found).map_or_else(String::new, |name| format!("`{name}` is near; "));
                format!(
                    "{near}say what it means, or leave it out: --set \"name:{found}=KAZ\" or --set \"name:{found}=skip\""
                )
            }
            _ => "correct the cell, or leave its row out of the file".to_owned(),
        };
        let found = if found.is_empty() { "nothing" } else { found };
        Refusal::Cell {
            place: format!("row {}, `{column}`", line.number),
            found: found.to_owned(),
            expected: expected.to_owned(),
            help,
        }
    }
}

/// `X` and `M`, as statisticians abbreviate.
fn letter(text: &str) -> Option<&'static str> {
    match text.trim() {
        "X" | "x" | "exp" | "Exp" | "EXP" | "экс" => Some("export"),
        "M" | "m" | "imp" | "Imp" | "IMP" | "имп" => Some("import"),
        "T" | "total" | "Total" => Some("total"),
        _ => None,
    }
}

/// `202403` and `20240331`.
#[must_use]
pub fn compact(text: &str) -> Option<Period> {
    let text = text.trim();
    let digits = text.is_ascii() && text.bytes().all(|byte| byte.is_ascii_digit());
    match text.len() {
        6 if digits => Period::whole_months(text[..4].parse().ok()?, text[4..].parse().ok()?, 1),
        8 if digits => format!("{}-{}-{}", &text[..4], &text[4..6], &text[6..]).parse().ok(),
        _ => None,
    }
}

fn without_parts(mut row: Texts, period: Period) -> Texts {
    row.retain(|field, _| !PARTS.contains(&field.as_str()));
    row.insert("period".to_owned(), period.to_string());
    row
}
