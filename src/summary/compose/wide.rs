//! Results laid out: one row a part and period, one column a metric, with notes below.

use std::collections::{BTreeMap, BTreeSet};

use polars::prelude::{Column, DataFrame, NamedFrom as _, PolarsError, Series};

use crate::metrics::{Metric, OfSeveral, Variant};
use crate::model::money::{Magnitude, print_decimal};
use crate::model::schema::{BASE_PERIOD, BASIS, CURRENCY, PERIOD};
use crate::model::{Amount, Currency, Unit, Why};

use super::super::derive::{DeriveError, dimensions};
use super::super::number::{DIGITS, rounded, significant};
use super::super::table::{Cell, Table, nearest};
use super::cells::{Entry, entries};
use super::kept::Kept;
use super::{Answers, Composed, Group, Is};

/// What programs find remarks in.
const NOTES: &str = "notes";

/// How many rates readers see below the table.
const SHOWN: usize = 12;

/// Everything that is laid out.
pub struct Wide {
    pub metrics: Vec<(&'static Metric, &'static Variant)>,
    pub answer: Answers,
    pub groups: Vec<Group>,
    pub parts: Vec<&'static str>,
    pub kept: Option<Kept>,
}

/// Where a row stands: its scope, its place, its labels, its currency where there are several, its time.
type Place = (Vec<String>, usize, Vec<String>, String, (bool, Option<crate::model::Period>, String));

/// Rows in their order, with one entry for each metric that has one.
type Rows = BTreeMap<Place, Vec<Option<Entry>>>;

/// One column of figures.
struct Figures {
    label: String,
    /// What the money of readers is in.
    money: Option<Unit>,
    /// The last place of it, in smallest units.
    places: i64,
    /// As the header states it; rows with another unit carry a note.
    unit: String,
    /// Places of ratios that readers see.
    decimals: usize,
    of: fn(&Entry) -> Option<i64>,
    /// Which way money is rounded for readers: ends of intervals go outwards.
    round: fn(i64, i64) -> i64,
    is_end: bool,
    metric: usize,
}

/// The columns of a metric.
struct OfMetric {
    /// For readers, with the base where all rows have one.
    head: String,
    figures: Vec<Figures>,
    has_base: bool,
}

pub fn table(wide: &Wide) -> Result<Composed, DeriveError> {
    let frames: Vec<DataFrame> = wide.answer.frames.iter().map(|(_, frame)| frame.clone()).collect();
    let dimensions = dimensions(&frames);
    let rows = rows(wide, &dimensions)?;
    let several = several_currencies(&rows);
    let metrics: Vec<OfMetric> = (0..wide.metrics.len()).map(|metric| columns(wide, metric, &rows)).collect();
    let mut table = Table::default();
    let mut notes = Notes::default();
    head(&mut table, &dimensions, several, &metrics, &rows);
    let leading = dimensions.len() + 1 + usize::from(several);
    for (place, entries) in &rows {
        let mut cells: Vec<Cell> = entries.iter().flatten().next().map_or_else(Vec::new, |entry| {
            entry.labels.iter().chain([&entry.period]).map(|text| Cell::text(text)).collect()
        });
        if several {
            cells.push(Cell::text(&place.3));
        }
        let mut remarks = Vec::new();
        for column in metrics.iter().flat_map(|metric| &metric.figures) {
            cells.push(cell(column, entries[column.metric].as_ref(), &mut notes, &mut remarks));
        }
        for (metric, entry) in metrics.iter().zip(entries) {
            if metric.has_base {
                cells.push(Cell::text(entry.as_ref().and_then(|entry| entry.base.as_deref()).unwrap_or_default()));
            }
        }
        if has_basis(&rows) {
            let basis: BTreeSet<&String> = entries.iter().flatten().filter_map(|entry| entry.basis.as_ref()).collect();
            cells.push(Cell::text(&basis.into_iter().cloned().collect::<Vec<_>>().join("; ")));
        }
        cells.push(Cell::text(&remarks.join("; ")));
        table.rows.push(cells);
    }
    table.foot = foot(wide, notes, &rows);
    let figures: Vec<&Figures> = metrics.iter().flat_map(|metric| &metric.figures).collect();
    let frame = frame(&table, &figures, &rows, leading)?;
    Ok(Composed { table, frame, audit: wide.answer.audit.clone() })
}

fn rows(wide: &Wide, dimensions: &[String]) -> Result<Rows, PolarsError> {
    let mut rows = Rows::new();
    let mut put = |metric: usize, entry: Entry, place: usize| {
        let placed = wide.kept.as_ref().map_or(&wide.parts, |kept| &kept.items);
        let is_part = |name: &String| placed.iter().any(|part| part == name);
        let pick = |part: bool| {
            let labels = dimensions.iter().zip(&entry.labels);
            labels.filter(|(name, _)| is_part(name) == part).map(|(_, label)| last_if_blank(label)).collect::<Vec<_>>()
        };
        let (scope, labels) = (pick(false), pick(true));
        let key = (scope, place, labels, entry.currency.clone(), entry.time());
        let row = rows.entry(key).or_insert_with(|| vec![None; wide.metrics.len()]);
        row[metric] = Some(entry);
    };
    for (metric, frame) in &wide.answer.frames {
        for entry in entries(frame, dimensions)? {
            let label = |name: &str| {
                let place = dimensions.iter().position(|known| known == name);
                place.map_or_else(String::new, |place| entry.labels[place].clone())
            };
            let place = wide.kept.as_ref().and_then(|kept| kept.place_of(label)).unwrap_or(0);
            put(*metric, entry, place);
        }
    }
    for (after, group) in wide.groups.iter().enumerate() {
        for (metric, frame) in group.frames.iter().enumerate() {
            for entry in frame.iter().map(|frame| entries(frame, dimensions)).collect::<Result<Vec<_>, _>>()?.concat() {
                put(metric, entry, usize::MAX - wide.groups.len() + after);
            }
        }
    }
    Ok(rows)
}

/// What a metric does not tell apart comes after what it does.
fn last_if_blank(label: &str) -> String {
    if label.is_empty() { char::MAX.to_string() } else { label.to_owned() }
}

fn several_currencies(rows: &Rows) -> bool {
    let money = rows.iter().filter(|(_, entries)| entries.iter().flatten().any(|entry| entry.minor.is_some()));
    money.map(|(place, _)| &place.3).collect::<BTreeSet<_>>().len() > 1
}

fn has_basis(rows: &Rows) -> bool {
    rows.values().flatten().flatten().any(|entry| entry.basis.is_some())
}

/// The columns of a metric: its value, and the ends of intervals where it has some; one of the two may be all there is.
fn columns(wide: &Wide, metric: usize, rows: &Rows) -> OfMetric {
    let (of, variant) = wide.metrics[metric];
    let entries: Vec<&Entry> = rows.values().filter_map(|entries| entries[metric].as_ref()).collect();
    let column = |suffix: &str, of_entry: fn(&Entry) -> Option<i64>, round: fn(i64, i64) -> i64| Figures {
        label: format!("{}{suffix}", of.label(variant)),
        money: money_unit(&entries),
        places: entries.iter().map(|entry| entry.ulp).min().unwrap_or(1),
        unit: unit(variant, &entries),
        decimals: decimals(&entries),
        of: of_entry,
        round,
        is_end: !suffix.is_empty(),
        metric,
    };
    let ends = [
        column(" low", |entry| entry.low, i64::div_euclid),
        column(" high", |entry| entry.high, |minor, places| -(-minor).div_euclid(places)),
    ];
    let filled = |end: &Figures| entries.iter().any(|entry| (end.of)(entry).is_some());
    let ends: Vec<Figures> = ends.into_iter().filter(filled).collect();
    let says = |entry: &&Entry| entry.ratio.is_some() || entry.minor.is_some() || entry.why.is_some();
    let mut figures = Vec::new();
    if ends.is_empty() || entries.iter().any(says) {
        figures.push(column("", |entry| entry.minor, nearest));
    }
    figures.extend(ends);
    let bases: BTreeSet<&String> = entries.iter().filter_map(|entry| entry.base.as_ref()).collect();
    let head = match bases.first() {
        Some(base) if bases.len() == 1 => format!("{} on {base}", of.label(variant)),
        _ => of.label(variant),
    };
    OfMetric { head, figures, has_base: !bases.is_empty() }
}

/// The unit that all rows share, otherwise the variant's own.
fn unit(variant: &Variant, entries: &[&Entry]) -> String {
    let units: BTreeSet<&String> =
        entries.iter().filter(|entry| entry.why.is_none()).map(|entry| &entry.unit).collect();
    match units.first() {
        Some(unit) if units.len() == 1 => (*unit).clone(),
        _ => variant.unit.to_owned(),
    }
}

/// Money of one currency, in a magnitude in which the largest figure has a few digits before the point, and in a larger
/// one where no figure is printed more finely than its tenth.
fn money_unit(entries: &[&Entry]) -> Option<Unit> {
    let money = || entries.iter().filter(|entry| entry.minor.or(entry.low).or(entry.high).is_some());
    let currencies: BTreeSet<&String> = money().map(|entry| &entry.currency).collect();
    let currency: Currency = currencies.first().filter(|_| currencies.len() == 1)?.parse().ok()?;
    let figures = money().flat_map(|entry| [entry.minor, entry.low, entry.high]).flatten();
    let whole = 10_u64.pow(currency.exponent());
    let largest = figures.map(i64::unsigned_abs).max()? / whole;
    let finest = money().map(|entry| entry.ulp.unsigned_abs()).min()? / whole;
    let fits = |magnitude: &Magnitude| {
        let one = 10_u64.pow(magnitude.exponent());
        largest >= 10 * one || (largest >= one && finest >= one / 10)
    };
    let magnitudes = [Magnitude::Billion, Magnitude::Million, Magnitude::Thousand];
    // Thousands are for larger figures only: 12 345 reads better than 12.3 thousand.
    let wanted = |magnitude: &Magnitude| *magnitude != Magnitude::Thousand || largest >= 1_000_000;
    let magnitude = magnitudes.into_iter().filter(wanted).find(fits).unwrap_or(Magnitude::One);
    Some(Unit { currency, magnitude })
}

fn decimals(entries: &[&Entry]) -> usize {
    let ratios = || entries.iter().filter_map(|entry| entry.ratio);
    match ratios().map(f64::abs).fold(0.0, f64::max) {
        _ if ratios().all(|ratio| ratio.fract() == 0.0) => 0,
        largest if largest < 1.0 => 4,
        _ => 2,
    }
}

fn head(table: &mut Table, dimensions: &[String], several: bool, metrics: &[OfMetric], rows: &Rows) {
    let mut add = |column: String, shown: Option<String>| {
        table.columns.push(column);
        table.heads.push(shown);
    };
    for name in dimensions.iter().map(String::as_str).chain([PERIOD]).chain(several.then_some(CURRENCY)) {
        add(name.to_owned(), Some(name.to_owned()));
    }
    let stated = |label: &str, unit: &str| if unit.is_empty() { label.to_owned() } else { format!("{label} ({unit})") };
    for metric in metrics {
        for column in &metric.figures {
            let shown = if column.is_end { &column.label } else { &metric.head };
            match column.money {
                Some(unit) => {
                    add(stated(&column.label, unit.currency.code()), Some(stated(shown, &unit.to_string())));
                }
                None => add(stated(&column.label, &column.unit), Some(stated(shown, &column.unit))),
            }
        }
    }
    for column in metrics.iter().filter(|metric| metric.has_base).filter_map(|metric| metric.figures.first()) {
        add(format!("{} {BASE_PERIOD}", column.label), None);
    }
    if has_basis(rows) {
        add(BASIS.to_owned(), None);
    }
    add(NOTES.to_owned(), None);
}

/// Remarks that readers find below the table, each once.
#[derive(Default)]
struct Notes(Vec<String>);

impl Notes {
    fn mark(&mut self, note: &str) -> String {
        let known = self.0.iter().position(|known| known == note);
        let place = known.unwrap_or_else(|| {
            self.0.push(note.to_owned());
            self.0.len() - 1
        });
        format!("[{}]", place + 1)
    }
}

fn cell(column: &Figures, entry: Option<&Entry>, notes: &mut Notes, remarks: &mut Vec<String>) -> Cell {
    let Some(entry) = entry else { return Cell::default() };
    let figure = (column.of)(entry);
    let mut cell = match (figure, entry.ratio.filter(|_| !column.is_end)) {
        (Some(minor), _) => money(column, entry, minor),
        (None, Some(ratio)) => Cell::number(significant(ratio, DIGITS), rounded(ratio, column.decimals)),
        (None, None) => Cell { numeric: true, ..Cell::default() },
    };
    if column.is_end {
        return cell;
    }
    if let Some(why) = entry.why {
        // An open rank says between which places it lies.
        let range = entry.unit.strip_prefix(&column.unit).map(str::trim).filter(|_| why == Why::OpenOrder);
        let range = range.map_or_else(String::new, |range| format!("{range} "));
        remarks.push(format!("{}: {range}{}", column.label, why.name()));
        cell.shown = format!("{range}{}", notes.mark(Why::sentence(why)));
    } else if figure.is_none() && entry.unit != column.unit {
        remarks.push(format!("{}: {}", column.label, entry.unit));
        let more = entry.unit.strip_prefix(&column.unit).map(|more| more.trim_start_matches([',', ' ']));
        cell.shown = match more {
            // "joint 3": several parts share the third place.
            _ if entry.unit.starts_with("joint ") => format!("joint {}", cell.shown),
            Some(n) if n.starts_with("n = ") => format!("{} ({n})", cell.shown),
            more => format!("{} {}", cell.shown, notes.mark(more.unwrap_or(&entry.unit))),
        };
    }
    cell
}

fn money(column: &Figures, entry: &Entry, minor: i64) -> Cell {
    let Ok(currency) = entry.currency.parse::<Currency>() else { return Cell::default() };
    let exact = print_decimal(minor, currency.exponent(), 0);
    let unit = column.money.unwrap_or(Unit { currency, magnitude: Magnitude::One });
    // One decimal of a magnitude is enough for readers; none where no figure is printed as finely.
    let tenth = 10_i64.pow(currency.exponent() + unit.magnitude.exponent().max(1) - 1);
    let places = if unit.magnitude == Magnitude::One { column.places } else { column.places.max(tenth) };
    let shown = unit.print(Amount { minor: (column.round)(minor, places) * places, ulp_minor: places });
    Cell::number(exact, shown)
}

fn foot(wide: &Wide, notes: Notes, rows: &Rows) -> Vec<String> {
    let mut foot: Vec<String> =
        notes.0.iter().enumerate().map(|(place, note)| format!("[{}] {note}", place + 1)).collect();
    let parts = wide.parts.join(" and ");
    let filled = wide.groups.iter().filter(|group| group.frames.iter().flatten().any(|frame| frame.height() > 0));
    let named: Vec<Is> = filled.map(|group| group.is).collect();
    if let Some(kept) = wide.kept.as_ref().filter(|kept| kept.left() > 0) {
        let of = kept.period.map_or_else(String::new, |period| format!(", by {} of {period}", kept.metric()));
        let rest = named.iter().find_map(|is| if let Is::Rest(label) = is { Some(*label) } else { None });
        let what = rest.map_or_else(|| "Left out:".to_owned(), |label| format!("{label} is"));
        foot.push(format!("{what} what is not among the largest{of}: {} more.", kept.left()));
        if !kept.open().is_empty() {
            let names: Vec<&str> = kept.open().iter().map(String::as_str).collect();
            foot.push(format!(
                "A figure that is confidential or missing may put among the largest: {}.",
                names.join(", ")
            ));
        }
    }
    if let Some(label) = named.iter().find_map(|is| if let Is::Whole(label) = is { Some(*label) } else { None }) {
        foot.push(format!("{label} is of every {parts} that is listed, not a total that the source prints."));
        foot.extend(single_parts_only(&wide.metrics));
    }
    let entries = || rows.values().flatten().flatten();
    let bases: BTreeSet<_> = entries().filter_map(|entry| Some((entry.time(), entry.basis.as_ref()?))).collect();
    foot.extend(bases.iter().take(SHOWN).map(|((_, _, period), basis)| format!("Basis of {period}: {basis}.")));
    if bases.len() > SHOWN {
        foot.push(format!("Basis of {} more periods: in the files of --output.", bases.len() - SHOWN));
    }
    foot
}

/// Which metrics have no value in the rows of several parts.
fn single_parts_only(metrics: &[(&Metric, &Variant)]) -> Option<String> {
    let single = metrics.iter().filter(|(metric, _)| metric.of_several == OfSeveral::Nothing);
    let labels: Vec<String> = single.map(|(metric, variant)| metric.label(variant)).collect();
    let verb = if labels.len() == 1 { "is" } else { "are" };
    (!labels.is_empty())
        .then(|| format!("No value for several parts together: {} {verb} of single ones.", labels.join(", ")))
}

/// The same for programs: texts as they are, ratios as floats, money in smallest units.
fn frame(table: &Table, figures: &[&Figures], rows: &Rows, leading: usize) -> Result<DataFrame, PolarsError> {
    let mut columns: Vec<Column> = Vec::new();
    for (place, name) in table.columns.iter().enumerate() {
        let figures = place.checked_sub(leading).and_then(|place| figures.get(place));
        let name = name.as_str();
        columns.push(match figures {
            Some(column) if column.money.is_some() => {
                let of = |entries: &Vec<Option<Entry>>| entries[column.metric].as_ref().and_then(column.of);
                Series::new(format!("{name}, smallest units").into(), rows.values().map(of).collect::<Vec<_>>()).into()
            }
            Some(column) => {
                let of = |entries: &Vec<Option<Entry>>| entries[column.metric].as_ref().and_then(|entry| entry.ratio);
                Series::new(name.into(), rows.values().map(of).collect::<Vec<_>>()).into()
            }
            None => {
                let text = |row: &Vec<Cell>| Some(row[place].exact.clone()).filter(|text| !text.is_empty());
                Series::new(name.into(), table.rows.iter().map(text).collect::<Vec<_>>()).into()
            }
        });
    }
    DataFrame::new(table.rows.len(), columns)
}
