//! Rows of UN Comtrade read side by side into numbers.
//!
//! What a cell means is found out once, by the rules that read single rows, and remembered; so is what most cells of a row
//! mean together. A row that is unusual in any way is read by those rules itself.

use std::collections::HashMap;

use foldhash::fast::FixedState;

use crate::model::classification::System;
use crate::model::{Amount, Classification, Period};

use super::super::error::SourceError;
use super::super::figures::reading::{Met, Read, Rows, plain, without_rows};
use super::super::figures::{ABSENT, Aspect, Columns, Figures, Identities, Named, Series, reading};
use super::super::observation::Observation;
use super::super::reading::opening::Opening;
use super::super::reading::records::Record as Cells;
use super::super::reading::{Place, Row, Table};
use super::flows::{self, Flow};
use super::notes::Notes;
use super::row::{self, DOLLARS};
use super::{Layout, Understood, flow, nothing_left, part, release, services, understood};

/// The places of the columns that differ from row to row; those that repeat follow.
const PERIOD: usize = 0;
const REPORTER: usize = 1;
const PARTNER: usize = 2;
const PRODUCT: usize = 3;
const VALUE: usize = 4;
const CIF: usize = 5;
const FOB: usize = 6;
const WEIGHT: usize = 7;
const QUANTITY: usize = 8;
const REPEATED: usize = 9;

fn wanted(layout: &Layout) -> Vec<&'static str> {
    let [cif, fob] = layout.cif_and_fob;
    let [quantity, unit, unit_code] = layout.quantity;
    let differing = [
        layout.period,
        layout.reporter,
        layout.partner,
        layout.product,
        layout.value,
        cif,
        fob,
        layout.weight,
        quantity,
    ];
    let repeated = [
        layout.flow_code,
        layout.type_code,
        layout.classification,
        unit,
        unit_code,
        layout.estimated,
        layout.estimates[0],
        layout.estimates[1],
        layout.aggregated,
        layout.reported,
        layout.original,
    ];
    let splits = layout.breakdowns.iter().map(|split| split.column);
    differing.into_iter().chain(repeated).chain(splits).collect()
}

/// What the cells that repeat say together.
struct Shape {
    kind: Shaped,
    whole: &'static str,
    classification: String,
    services: bool,
    harmonised: bool,
    unit: Option<String>,
    holds: [bool; 5],
    /// Which of the splits it holds the total of, a bit each.
    totals: u8,
}

#[derive(Clone, PartialEq, Eq)]
enum Shaped {
    Read,
    /// Part of another row, by this rule.
    LeftOut(String),
    /// Of a flow that is part of another one, by this rule.
    Part(String),
    /// For the rules of single rows.
    Unusual,
}

/// What a cell of an economy means.
#[derive(Clone, Copy)]
enum Party {
    Known(u16),
    /// No economy that we know; it keeps its number.
    Unknown(u16, u16),
    Unusual,
}

/// What a cell of a product means.
#[derive(Clone, Copy)]
enum Goods {
    Known {
        number: u32,
        short: bool,
    },
    /// Of services, finer than what is read.
    Finer,
    Unusual,
}

/// What has to be said of some rows.
#[derive(Default)]
struct Said {
    notes: Notes,
    /// Series of rows that are parts of others.
    details: Vec<Series>,
    domestic: Vec<(String, Observation)>,
    totals: u8,
}

/// One thread's reading.
struct Reader<'a> {
    layout: &'a Layout,
    table: Table,
    separator: u8,
    vintage: &'a str,
    named: Named,
    shapes: Vec<Shape>,
    shapes_by_cells: HashMap<Vec<u8>, usize, FixedState>,
    last_shape: (Vec<u8>, usize),
    key: Vec<u8>,
    parties: [Met<Party>; 2],
    goods: [Met<Goods>; 4],
    periods: Met<Option<u16>>,
    known_periods: Vec<Period>,
    aspects: HashMap<u64, u32, FixedState>,
    last_aspect: (u64, u32),
}

/// Reads a table of CSV under the names of a layout; `None` where it has to be read as a whole.
pub fn read(
    place: &Place,
    opening: &Opening,
    layout: &Layout,
    format: &'static str,
) -> Result<Option<Figures>, SourceError> {
    let vintage = release(&place.path.to_string_lossy());
    let make = || Reader::new(place, opening, layout, &vintage);
    let Some(read) = reading::read(place, opening, &wanted(layout), make)? else { return Ok(None) };
    let totals = read.said.iter().fold(0, |totals, (_, said)| totals | said.totals);
    if totals.count_ones() as usize != layout.breakdowns.len() {
        // A split of which no row holds the total is for who sees all rows.
        return Ok(None);
    }
    let fits = read.threads.iter().all(Named::fits);
    match read.failed {
        Some(error) => Err(error),
        None if fits => finish(place, opening, layout, format, read).map(Some),
        None => Ok(None),
    }
}

fn finish(
    place: &Place,
    opening: &Opening,
    layout: &Layout,
    format: &'static str,
    read: Read<Said>,
) -> Result<Figures, SourceError> {
    let mut notes = Notes::default();
    let (mut details, mut domestic) = (Vec::new(), Vec::new());
    for (thread, said) in read.said {
        notes.merge(said.notes);
        details.push((thread, said.details));
        domestic.extend(said.domestic);
    }
    let mut figures = Figures::of(place.path.clone(), format, &read.threads, read.parts, &mut details);
    let mut details: Vec<Series> = details.into_iter().flat_map(|(_, series)| series).collect();
    if !domestic.is_empty() {
        complete(&mut figures, domestic, &mut details, &mut notes)?;
    }
    if figures.rows() == 0 {
        return Err(nothing_left(without_rows(place, opening).record(&read.first), layout, &notes));
    }
    figures.refuse_duplicates()?;
    notes.lost = lost(&figures, &details);
    let noted = |note: &str| {
        let with = figures.aspects().filter(|(aspect, _)| row::is_noted(&aspect.note, note));
        with.map(|(_, rows)| rows).sum()
    };
    figures.said = notes.said(read.rows, [opening.headers.len(), read.beyond], layout, noted);
    Ok(figures)
}

/// How many series are only there in parts.
fn lost(figures: &Figures, details: &[Series]) -> usize {
    if details.is_empty() {
        return 0;
    }
    let identities = Identities::of(figures);
    let mut parts: Vec<u128> = details.iter().map(|series| identities.key(*series)).collect();
    parts.sort_unstable();
    parts.dedup();
    let wholes = identities.sorted(figures);
    parts.iter().filter(|part| wholes.binary_search(part).is_err()).count()
}

/// Adds domestic flows and returns up where nobody gave the whole, as [`flows::complete`] does, which looks only at the
/// figures of the same series.
fn complete(
    figures: &mut Figures,
    domestic: Vec<(String, Observation)>,
    details: &mut Vec<Series>,
    notes: &mut Notes,
) -> Result<(), SourceError> {
    let series: Vec<Series> = domestic.iter().map(|(_, part)| figures.named.row(part).series).collect();
    let identities = Identities::of(figures);
    let mut alike: Vec<u128> = Vec::new();
    for (own, (_, part)) in series.iter().zip(&domestic) {
        alike.push(identities.key(*own));
        alike.extend(identities.in_flow(figures, *own, flows::parts_of(&part.dimensions[2]).1));
    }
    alike.sort_unstable();
    let mut there = figures.observations(|series| alike.binary_search(&identities.key(series)).is_ok());
    let wholes: std::collections::HashSet<flows::Key> =
        there.iter().map(|whole| flows::key(whole, &whole.dimensions[2])).collect();
    let own = |(whole, part): &&(String, Observation)| {
        wholes.contains(&flows::key(part, &part.dimensions[2])).then(|| whole.clone())
    };
    notes.wholes.extend(domestic.iter().filter_map(|pair| own(&pair)));
    let names: Vec<String> = domestic.iter().map(|(whole, _)| whole.clone()).collect();
    let before = there.len();
    let path = figures.path.clone();
    flows::complete(&path, &mut there, domestic, notes)?;
    figures.add(&there[before..]);
    let left_out = std::mem::take(&mut notes.details);
    details.extend(names.iter().zip(&series).filter(|(name, _)| left_out.contains(*name)).map(|(_, series)| *series));
    notes.wholes.clear();
    Ok(())
}

impl<'a> Reader<'a> {
    fn new(place: &Place, opening: &Opening, layout: &'a Layout, vintage: &'a str) -> Self {
        Self {
            layout,
            table: without_rows(place, opening),
            separator: opening.separator,
            vintage,
            named: Named::default(),
            shapes: Vec::new(),
            shapes_by_cells: HashMap::default(),
            last_shape: (Vec::new(), usize::MAX),
            key: Vec::new(),
            parties: Default::default(),
            goods: Default::default(),
            periods: Met::default(),
            known_periods: Vec::new(),
            aspects: HashMap::default(),
            last_aspect: (u64::MAX, 0),
        }
    }

    /// The shape of a row.
    fn shape(&mut self, cells: &Cells<'_>) -> usize {
        self.key.clear();
        for place in REPEATED..REPEATED + 11 + self.layout.breakdowns.len() {
            self.key.extend_from_slice(cells.field(place));
            self.key.push(0);
        }
        if self.last_shape.0 == self.key {
            return self.last_shape.1;
        }
        let shape = match self.shapes_by_cells.get(&self.key) {
            Some(shape) => *shape,
            None => {
                let shape = self.look(cells);
                self.shapes.push(shape);
                self.shapes_by_cells.insert(self.key.clone(), self.shapes.len() - 1);
                self.shapes.len() - 1
            }
        };
        self.last_shape.0.clone_from(&self.key);
        self.last_shape.1 = shape;
        shape
    }

    /// What the cells that repeat mean, by the rules of single rows.
    fn look(&self, cells: &Cells<'_>) -> Shape {
        let row = Row { line: cells.line, cells: cells.cells(self.separator) };
        let (record, layout) = (self.table.record(&row), self.layout);
        let flow = flow(record, layout).ok();
        let kind = match (flow, part(record, layout)) {
            (None, _) => Shaped::Unusual,
            (Some(_), Some(rule)) => Shaped::LeftOut(rule),
            (Some(Flow::Part(_, name)), None) => Shaped::Part(flows::rule(name)),
            (Some(Flow::Domestic(_)), None) => Shaped::Unusual,
            (Some(Flow::Read(_)), None) => Shaped::Read,
        };
        let classification = row::classification(record, layout);
        let known = classification.parse::<Classification>();
        let splits = layout.breakdowns.iter().enumerate();
        Shape {
            kind,
            whole: flow.map_or("", Flow::whole),
            services: services::are(record, layout),
            harmonised: known.is_ok_and(|known| known.system() == System::Hs),
            classification,
            unit: row::unit(record, layout),
            holds: row::holds(record, layout),
            totals: splits
                .filter(|(_, split)| split.is_total(record))
                .fold(0, |totals, (place, _)| totals | 1 << place),
        }
    }

    /// A party of a row, by the rules of single rows where it is met for the first time.
    fn party(&mut self, cells: &Cells<'_>, place: usize) -> Party {
        let is_reporter = place == REPORTER;
        let Self { table, layout, separator, named, .. } = self;
        self.parties[usize::from(!is_reporter)].of(cells.field(place), || {
            let row = Row { line: cells.line, cells: cells.cells(*separator) };
            let mut notes = Notes::default();
            let column = if is_reporter { layout.reporter } else { layout.partner };
            let names = if is_reporter { &mut named.reporters } else { &mut named.partners };
            match row::economy(table.record(&row), column, &mut notes) {
                Err(_) => Party::Unusual,
                Ok(code) => {
                    let number = names.number(&code) as u16;
                    notes.unknown.keys().next().map_or(Party::Known(number), |code| Party::Unknown(number, *code))
                }
            }
        })
    }

    fn goods(&mut self, cells: &Cells<'_>, shape: usize) -> Goods {
        let Self { table, layout, separator, named, shapes, .. } = self;
        let shape = &shapes[shape];
        let met = usize::from(shape.services) * 2 + usize::from(shape.harmonised);
        self.goods[met].of(cells.field(PRODUCT), || {
            let row = Row { line: cells.line, cells: cells.cells(*separator) };
            let record = table.record(&row);
            if shape.services && services::product(row::code(record, layout.product)).is_none() {
                return Goods::Finer;
            }
            let mut notes = Notes::default();
            match row::product(record, layout, &shape.classification, &mut notes) {
                Err(_) => Goods::Unusual,
                Ok(code) => Goods::Known { number: named.products.number(&code), short: notes.short_codes > 0 },
            }
        })
    }

    fn period(&mut self, cells: &Cells<'_>) -> Option<u16> {
        let Self { table, layout, separator, known_periods, .. } = self;
        self.periods.of(cells.field(PERIOD), || {
            let row = Row { line: cells.line, cells: cells.cells(*separator) };
            let period = row::period(table.record(&row), layout.period).ok()?;
            known_periods.push(period);
            u16::try_from(known_periods.len() - 1).ok()
        })
    }

    /// Remembers the series of a row that is part of another one.
    fn leave_out(&mut self, cells: &Cells<'_>, shape: usize, said: &mut Said) {
        let number = |party| match party {
            Party::Known(number) | Party::Unknown(number, _) => Some(number),
            Party::Unusual => None,
        };
        let (reporter, partner) = (number(self.party(cells, REPORTER)), number(self.party(cells, PARTNER)));
        let (goods, period) = (self.goods(cells, shape), self.period(cells));
        let (Some(reporter), Some(partner), Goods::Known { number, .. }, Some(period)) =
            (reporter, partner, goods, period)
        else {
            return;
        };
        let known = (period as u64) << 32 | shape as u64 | 1 << 63;
        let (shapes, periods) = (&self.shapes, &self.known_periods);
        let aspects = &mut self.named.aspects;
        let aspect = *self.aspects.entry(known).or_insert_with(|| {
            let period = periods[period as usize];
            aspects.number(&Aspect { currency: Some(DOLLARS.currency), ..identity_of(&shapes[shape], period) })
        });
        let series = Series { reporter, partner, product: number, aspect };
        if said.details.last() != Some(&series) {
            said.details.push(series);
        }
    }

    /// The row as the rules of single rows have it.
    fn unusual(&mut self, cells: &Cells<'_>, columns: &mut Columns, said: &mut Said) -> Result<(), SourceError> {
        let row = Row { line: cells.line, cells: cells.cells(self.separator) };
        if row.cells.iter().all(String::is_empty) {
            return Ok(());
        }
        match understood(self.table.record(&row), self.layout, self.vintage, false, &mut said.notes)? {
            Understood::LeftOut => {}
            Understood::Read(observation) => columns.push(self.named.row(&observation)),
            Understood::Domestic(whole, observation) => said.domestic.push((whole, *observation)),
        }
        Ok(())
    }

    /// The number of everything that a row has in common with others.
    fn aspect(&mut self, known: Known) -> u32 {
        let key = known.packed();
        if self.last_aspect.0 == key {
            return self.last_aspect.1;
        }
        let Self { aspects, named, shapes, known_periods, vintage, .. } = self;
        let number = *aspects.entry(key).or_insert_with(|| {
            let shape = &shapes[known.shape];
            let [weight, quantity, rest @ ..] = shape.holds;
            let amount = known.left.map(|left| Amount { minor: i64::from(!known.zero), ulp_minor: 10_i64.pow(left) });
            let unit = if known.counted { shape.unit.clone().unwrap_or_default() } else { String::new() };
            named.aspects.number(&Aspect {
                currency: Some(DOLLARS.currency),
                ulp_minor: amount.map(|amount| amount.ulp_minor),
                unit,
                valuation: known.valuation.to_owned(),
                vintage: (*vintage).to_owned(),
                state: row::state(amount),
                note: row::note([weight && known.weighed, quantity && known.counted, rest[0], rest[1], rest[2]]),
                ..identity_of(shape, known_periods[known.period as usize])
            })
        });
        self.last_aspect = (key, number);
        number
    }
}

/// What decides the aspect of a row.
struct Known {
    shape: usize,
    period: u16,
    valuation: &'static str,
    /// The power of ten of the last place; `None` where there is no figure.
    left: Option<u32>,
    zero: bool,
    weighed: bool,
    counted: bool,
}

impl Known {
    fn packed(&self) -> u64 {
        let valuation = match self.valuation {
            "cif" => 1,
            "fob" => 2,
            _ => 0,
        };
        let flags = u64::from(self.zero) | u64::from(self.weighed) << 1 | u64::from(self.counted) << 2;
        let left = u64::from(self.left.map_or(0, |left| left + 1));
        self.shape as u64 | u64::from(self.period) << 32 | valuation << 48 | flags << 50 | left << 53
    }
}

fn identity_of(shape: &Shape, period: Period) -> Aspect {
    Aspect {
        flow: shape.whole.to_owned(),
        period,
        currency: None,
        ulp_minor: None,
        unit: String::new(),
        valuation: String::new(),
        classification: shape.classification.clone(),
        vintage: String::new(),
        state: crate::model::CellState::Value,
        note: String::new(),
    }
}

/// A figure that is empty, or a plain number; `None` for what an exact reader has to look at.
fn dollars(cell: &[u8]) -> Option<Option<(i64, u32)>> {
    if cell.is_empty() { Some(None) } else { plain(cell, 2).map(Some) }
}

/// A weight or quantity that is empty, zero or a plain number.
fn measured(cell: &[u8]) -> Option<i64> {
    match cell {
        b"" | b"0" => Some(ABSENT),
        cell => plain(cell, 3).map(|(number, _)| if number == 0 { ABSENT } else { number }),
    }
}

impl Rows for Reader<'_> {
    type Said = Said;

    fn row(&mut self, cells: &Cells<'_>, columns: &mut Columns, said: &mut Said) -> Result<(), SourceError> {
        let shape = self.shape(cells);
        said.totals |= self.shapes[shape].totals;
        match self.shapes[shape].kind.clone() {
            Shaped::Read if !cells.escaped => {}
            Shaped::Read | Shaped::Unusual => return self.unusual(cells, columns, said),
            Shaped::Part(_) if matches!(self.goods(cells, shape), Goods::Finer) => {
                said.notes.audit.drop_many(services::FINER, 1);
                return Ok(());
            }
            Shaped::LeftOut(rule) | Shaped::Part(rule) => {
                said.notes.audit.drop_many(&rule, 1);
                self.leave_out(cells, shape, said);
                return Ok(());
            }
        }
        match self.read(cells, shape, said) {
            Some(Usual::Read(row)) => columns.push(row),
            Some(Usual::Finer) => said.notes.audit.drop_many(services::FINER, 1),
            None => return self.unusual(cells, columns, said),
        }
        Ok(())
    }

    fn named(self) -> Named {
        self.named
    }
}

/// What a usual row says.
enum Usual {
    Read(super::super::figures::Row),
    Finer,
}

impl Reader<'_> {
    /// A row in which nothing is unusual; nothing is noted of any other.
    fn read(&mut self, cells: &Cells<'_>, shape: usize, said: &mut Said) -> Option<Usual> {
        let goods = self.goods(cells, shape);
        let (product, short) = match goods {
            Goods::Known { number, short } => (number, short),
            Goods::Finer => return Some(Usual::Finer),
            Goods::Unusual => return None,
        };
        let (reporter, partner) = (self.party(cells, REPORTER), self.party(cells, PARTNER));
        let period = self.period(cells)?;
        let figure = dollars(cells.field(VALUE))?;
        let services = self.shapes[shape].services;
        let mut cif_and_fob = [None, None];
        for (value, place) in cif_and_fob.iter_mut().zip([CIF, FOB]).filter(|_| !services) {
            *value = dollars(cells.field(place))?.map(|(minor, _)| minor).filter(|minor| *minor != 0);
        }
        let weight = measured(cells.field(WEIGHT))?;
        let mut quantity = measured(cells.field(QUANTITY))?;
        let mut numbers = [0; 2];
        for (number, party) in numbers.iter_mut().zip([reporter, partner]) {
            *number = match party {
                Party::Known(number) => number,
                Party::Unknown(number, code) => {
                    said.notes.unknown.entry(code).or_insert(cells.line);
                    number
                }
                Party::Unusual => return None,
            };
        }
        let known = &self.shapes[shape];
        if known.unit.is_none() {
            quantity = ABSENT;
        }
        said.notes.short_codes += usize::from(short);
        said.notes.returns |= known.whole.starts_with("re-");
        let imports = known.whole.ends_with("import");
        let minor = figure.map(|(minor, _)| minor);
        // Services are neither: whichever column repeats their figure.
        let valuation = match services {
            true => "",
            false => row::valued(minor, cif_and_fob, imports, cells.line, &mut said.notes),
        };
        let aspect = self.aspect(Known {
            shape,
            period,
            valuation,
            left: figure.map(|(_, left)| left),
            zero: minor == Some(0),
            weighed: weight != ABSENT,
            counted: quantity != ABSENT,
        });
        let series = Series { reporter: numbers[0], partner: numbers[1], product, aspect };
        Some(Usual::Read(super::super::figures::Row {
            series,
            line: cells.line,
            value: minor.unwrap_or(ABSENT),
            weight,
            quantity,
        }))
    }
}
