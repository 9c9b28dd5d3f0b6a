//! Figures of trade in numbers, as compact as they can be held: what a row has in common with many others stands once.
//!
//! A row takes forty bytes: its reporter, partner and product as numbers of texts, everything else that repeats (flow,
//! period, currency, attributes, state, note) as the number of an [`Aspect`], and three whole numbers. Threads that read a
//! file side by side number texts on their own; [`Figures::of`] brings their numbers together.

mod aspect;
mod identity;
mod inspect;
mod joined;
pub mod reading;
mod scan;
mod sums;

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;

use foldhash::fast::FixedState;

use crate::model::Kind;
use crate::model::schema::{CLASSIFICATION, VALUATION, VINTAGE};

use super::error::SourceError;
use super::inspection::Inspection;
use super::loaded::{Loaded, Provenance};
use super::observation::{Observation, Parsed, Quantity};
use super::scan::Tidy;

pub use aspect::{Aspect, Aspects};
pub use identity::Identities;

/// Stands for a figure, weight or quantity that is not there.
pub const ABSENT: i64 = i64::MIN;

/// One figure in numbers.
#[derive(Debug, Clone, Copy)]
pub struct Row {
    pub series: Series,
    pub line: u64,
    /// In the smallest unit of the currency, or [`ABSENT`].
    pub value: i64,
    /// In grams, or [`ABSENT`].
    pub weight: i64,
    /// In thousandths of the aspect's unit, or [`ABSENT`].
    pub quantity: i64,
}

/// What a figure is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Series {
    pub reporter: u16,
    pub partner: u16,
    pub product: u32,
    pub aspect: u32,
}

/// Figures one below the other.
#[derive(Debug, Default, Clone)]
pub struct Columns {
    pub reporter: Vec<u16>,
    pub partner: Vec<u16>,
    pub product: Vec<u32>,
    pub aspect: Vec<u32>,
    pub line: Vec<u32>,
    pub value: Vec<i64>,
    pub weight: Vec<i64>,
    pub quantity: Vec<i64>,
}

impl Columns {
    #[inline]
    pub fn push(&mut self, row: Row) {
        let Series { reporter, partner, product, aspect } = row.series;
        self.reporter.push(reporter);
        self.partner.push(partner);
        self.product.push(product);
        self.aspect.push(aspect);
        self.line.push(row.line.min(u64::from(u32::MAX)) as u32);
        self.value.push(row.value);
        self.weight.push(row.weight);
        self.quantity.push(row.quantity);
    }

    #[must_use]
    pub fn len(&self) -> usize {
        self.value.len()
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.value.is_empty()
    }

    #[must_use]
    pub fn series(&self, row: usize) -> Series {
        Series {
            reporter: self.reporter[row],
            partner: self.partner[row],
            product: self.product[row],
            aspect: self.aspect[row],
        }
    }

    /// Gives back the room that was kept for more rows.
    pub fn fit(&mut self) {
        self.reporter.shrink_to_fit();
        self.partner.shrink_to_fit();
        self.product.shrink_to_fit();
        self.aspect.shrink_to_fit();
        self.line.shrink_to_fit();
        for measure in [&mut self.value, &mut self.weight, &mut self.quantity] {
            measure.shrink_to_fit();
        }
    }

    fn renumber(&mut self, numbers: &Numbers) {
        self.reporter.iter_mut().for_each(|number| *number = numbers.reporters[*number as usize] as u16);
        self.partner.iter_mut().for_each(|number| *number = numbers.partners[*number as usize] as u16);
        self.product.iter_mut().for_each(|number| *number = numbers.products[*number as usize]);
        self.aspect.iter_mut().for_each(|number| *number = numbers.aspects[*number as usize]);
    }
}

/// Texts, each once, by the order in which they were met.
#[derive(Debug, Default, Clone)]
pub struct Names {
    numbers: HashMap<String, u32, FixedState>,
    pub texts: Vec<String>,
}

impl Names {
    /// The number of a text, a new one for a text not met before.
    pub fn number(&mut self, text: &str) -> u32 {
        if let Some(number) = self.numbers.get(text) {
            return *number;
        }
        let number = self.texts.len() as u32;
        self.numbers.insert(text.to_owned(), number);
        self.texts.push(text.to_owned());
        number
    }
}

/// What the numbers of one thread stand for.
#[derive(Debug, Default, Clone)]
pub struct Named {
    pub reporters: Names,
    pub partners: Names,
    pub products: Names,
    pub aspects: Aspects,
}

/// The numbers of a thread as those of all.
struct Numbers {
    reporters: Vec<u32>,
    partners: Vec<u32>,
    products: Vec<u32>,
    aspects: Vec<u32>,
}

impl Named {
    /// An observation as a row.
    pub fn row(&mut self, observation: &Observation) -> Row {
        let [reporter, partner, _, product] = [0, 1, 2, 3].map(|place| observation.dimensions[place].as_str());
        let series = Series {
            reporter: self.reporters.number(reporter) as u16,
            partner: self.partners.number(partner) as u16,
            product: self.products.number(product),
            aspect: self.aspects.number(&Aspect::of(observation)),
        };
        Row {
            series,
            line: observation.row.unsigned_abs(),
            value: observation.amount.map_or(ABSENT, |amount| amount.minor),
            weight: observation.weight_g.unwrap_or(ABSENT),
            quantity: observation.quantity.as_ref().map_or(ABSENT, |quantity| quantity.milli),
        }
    }

    /// Whether all numbers fit into a row.
    #[must_use]
    pub fn fits(&self) -> bool {
        const MOST: usize = 1 << 16;
        self.reporters.texts.len() <= MOST && self.partners.texts.len() <= MOST
    }

    fn take_in(&mut self, other: &Self) -> Numbers {
        let all = |names: &mut Names, other: &Names| other.texts.iter().map(|text| names.number(text)).collect();
        Numbers {
            reporters: all(&mut self.reporters, &other.reporters),
            partners: all(&mut self.partners, &other.partners),
            products: all(&mut self.products, &other.products),
            aspects: other.aspects.known.iter().map(|aspect| self.aspects.number(aspect)).collect(),
        }
    }
}

/// What a source has to say of a file beyond its figures.
#[derive(Debug, Clone, Default)]
pub struct Said {
    pub basis: Vec<String>,
    pub audit: Vec<String>,
    pub doubts: Vec<String>,
}

/// All figures of a file, or of several.
pub struct Figures {
    pub path: PathBuf,
    /// The names of the formats.
    pub formats: Vec<&'static str>,
    pub named: Named,
    parts: Vec<Columns>,
    rows: usize,
    /// How many rows have each name and aspect; names that no row has were met in rows that were left out.
    used: Used,
    pub said: Said,
}

#[derive(Default)]
struct Used {
    reporters: Vec<usize>,
    partners: Vec<usize>,
    products: Vec<usize>,
    aspects: Vec<usize>,
}

impl Figures {
    /// What threads read, each part with the number of the thread whose names it has. `also` are series in the same
    /// numbers that are no figures, renumbered in place.
    #[must_use]
    pub fn of(
        path: PathBuf,
        format: &'static str,
        threads: &[Named],
        mut parts: Vec<(usize, Columns)>,
        also: &mut [(usize, Vec<Series>)],
    ) -> Self {
        let mut named = Named::default();
        let numbers: Vec<Numbers> = threads.iter().map(|thread| named.take_in(thread)).collect();
        parts.retain(|(_, part)| !part.is_empty());
        parts.iter_mut().for_each(|(thread, part)| part.renumber(&numbers[*thread]));
        for (thread, series) in also {
            let numbers = &numbers[*thread];
            for one in series {
                one.reporter = numbers.reporters[one.reporter as usize] as u16;
                one.partner = numbers.partners[one.partner as usize] as u16;
                one.product = numbers.products[one.product as usize];
                one.aspect = numbers.aspects[one.aspect as usize];
            }
        }
        let parts: Vec<Columns> = parts.into_iter().map(|(_, part)| part).collect();
        let rows = parts.iter().map(Columns::len).sum();
        let mut figures =
            Self { path, formats: vec![format], named, parts, rows, used: Used::default(), said: Said::default() };
        figures.count();
        figures
    }

    fn count(&mut self) {
        let mut used = Used {
            reporters: vec![0; self.named.reporters.texts.len()],
            partners: vec![0; self.named.partners.texts.len()],
            products: vec![0; self.named.products.texts.len()],
            aspects: vec![0; self.named.aspects.known.len()],
        };
        for part in &self.parts {
            part.reporter.iter().for_each(|number| used.reporters[*number as usize] += 1);
            part.partner.iter().for_each(|number| used.partners[*number as usize] += 1);
            part.product.iter().for_each(|number| used.products[*number as usize] += 1);
            part.aspect.iter().for_each(|number| used.aspects[*number as usize] += 1);
        }
        self.used = used;
    }

    /// Files of fewer rows are held as frames.
    const LARGE: usize = 1 << 17;

    /// The figures as a file that was read: in numbers where there are many, otherwise as a frame.
    ///
    /// # Errors
    /// When the figures do not fit a table.
    pub fn loaded(mut self, provenance: impl FnOnce(&'static str) -> Provenance) -> Result<Loaded, SourceError> {
        let provenance = provenance(self.formats[0]);
        if self.rows >= Self::LARGE {
            let audit = self.said.audit.clone();
            return Ok(Loaded::scanned(Arc::new(self), provenance).with_audit(audit));
        }
        let (path, format) = (self.path.clone(), self.formats[0]);
        let Said { basis, audit, doubts } = std::mem::take(&mut self.said);
        let frame = Tidy::Scanned(Arc::new(self)).whole()?.collect();
        let frame = frame.map_err(|error| SourceError::frame(&path, error))?;
        let parsed = Parsed { kind: Kind::Trade, frame, basis, audit, doubts };
        let inspection = Inspection::of(format, &parsed).map_err(|error| SourceError::frame(&path, error))?;
        Ok(Loaded::held(parsed, inspection, provenance))
    }

    /// How many figures there are.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// Every figure's part and place in it, in the order of the file.
    fn each(&self) -> impl Iterator<Item = (&Columns, usize)> {
        self.parts.iter().flat_map(|part| (0..part.len()).map(move |row| (part, row)))
    }

    /// How many rows have each aspect.
    pub fn aspects(&self) -> impl Iterator<Item = (&Aspect, usize)> {
        self.named.aspects.known.iter().zip(self.used.aspects.iter().copied()).filter(|(_, rows)| *rows > 0)
    }

    /// Puts more observations below those that are there.
    pub fn add(&mut self, observations: &[Observation]) {
        let mut part = Columns::default();
        observations.iter().for_each(|observation| part.push(self.named.row(observation)));
        self.rows += part.len();
        self.parts.extend(Some(part).filter(|part| !part.is_empty()));
        self.count();
    }

    /// A figure as an observation.
    fn observation(&self, part: &Columns, row: usize) -> Observation {
        let Series { reporter, partner, product, aspect } = part.series(row);
        let aspect = &self.named.aspects.known[aspect as usize];
        let present = |figure: i64| Some(figure).filter(|figure| *figure != ABSENT);
        let dimensions = vec![
            self.named.reporters.texts[reporter as usize].clone(),
            self.named.partners.texts[partner as usize].clone(),
            aspect.flow.clone(),
            self.named.products.texts[product as usize].clone(),
        ];
        Observation {
            currency: aspect.currency,
            amount: aspect.amount(part.value[row]),
            weight_g: present(part.weight[row]),
            quantity: present(part.quantity[row]).map(|milli| Quantity { milli, unit: aspect.unit.clone() }),
            attributes: vec![
                (VALUATION, aspect.valuation.clone()),
                (CLASSIFICATION, aspect.classification.clone()),
                (VINTAGE, aspect.vintage.clone()),
            ],
            state: aspect.state,
            note: aspect.note.clone(),
            ..Observation::new(i64::from(part.line[row]), dimensions, aspect.period)
        }
    }

    /// Refuses a second figure of a series, with the lines of both.
    ///
    /// # Errors
    /// As [`super::observation::refuse_duplicates`].
    pub fn refuse_duplicates(&self) -> Result<(), SourceError> {
        identity::refuse_duplicates(self)
    }
}
