//! Figures in numbers handed out in batches, as a file that is scanned is.

use chrono::NaiveDate;
use polars::prelude::{
    Column, DataFrame, DataType, IntoColumn as _, NamedFrom as _, PlSmallStr, PolarsResult, Scalar, Series as Values,
};

use crate::model::schema::{
    PARTNER, PERIOD_END, PERIOD_START, PRODUCT, PRODUCT_LEVEL, QUANTITY_MILLI, REPORTER, ROW, ULP_MINOR, VALUE_MINOR,
    WEIGHT_G,
};
use crate::model::{Kind, Product};

use super::super::error::SourceError;
use super::super::inspection::Inspection;
use super::super::scan::texts::{NUMBERING, TEXTS};
use super::super::scan::{Cube, Each, Scan, parts_only};
use super::{ABSENT, Aspect, Columns, Figures, sums};

/// How many rows are handed out at once.
const ROWS: usize = 1 << 18;

/// How many characters a product's code has, as the schema wants it.
pub fn level(product: &str) -> i64 {
    product.parse::<Product>().map_or(0, |product| i64::from(product.level()))
}

/// A day of an aspect's period, from 1970.
pub fn day(aspect: &Aspect, column: &str) -> i32 {
    let day = if column == PERIOD_START { aspect.period.start() } else { aspect.period.end() };
    (day - NaiveDate::default()).num_days() as i32
}

/// Rows that are handed out together: parts, each with the rows that are meant.
type Batch<'a> = Vec<(&'a Columns, std::ops::Range<usize>)>;

impl Figures {
    fn cut(&self) -> Vec<Batch<'_>> {
        let mut batches: Vec<Batch<'_>> = Vec::new();
        let mut room = 0;
        for part in &self.parts {
            let mut from = 0;
            while from < part.len() {
                if room == 0 {
                    batches.push(Vec::new());
                    room = ROWS;
                }
                let to = part.len().min(from + room);
                room -= to - from;
                batches.last_mut().expect("one was just pushed").push((part, from..to));
                from = to;
            }
        }
        batches
    }

    fn column(&self, batch: &Batch<'_>, name: &str, numbers: &Numbers) -> PolarsResult<Column> {
        fn of<T: Copy, U>(batch: &Batch<'_>, cells: impl Fn(&Columns) -> &Vec<T>, cell: impl Fn(T) -> U) -> Vec<U> {
            batch.iter().flat_map(|(part, rows)| cells(part)[rows.clone()].iter().map(|value| cell(*value))).collect()
        }
        let present = |figure: i64| Some(figure).filter(|figure| *figure != ABSENT);
        let whole = |figures: Vec<Option<i64>>| Values::new(name.into(), figures).into_column();
        let aspects = &self.named.aspects.known;
        Ok(match name {
            ROW => whole(of(batch, |part| &part.line, |line| Some(i64::from(line)))),
            VALUE_MINOR => whole(of(batch, |part| &part.value, present)),
            WEIGHT_G => whole(of(batch, |part| &part.weight, present)),
            QUANTITY_MILLI => whole(of(batch, |part| &part.quantity, present)),
            ULP_MINOR => whole(of(batch, |part| &part.aspect, |number| aspects[number as usize].ulp_minor)),
            REPORTER => numbered(name, of(batch, |part| &part.reporter, |number| numbers.reporters[number as usize])),
            PARTNER => numbered(name, of(batch, |part| &part.partner, |number| numbers.partners[number as usize])),
            PRODUCT => numbered(name, of(batch, |part| &part.product, |number| numbers.products[number as usize])),
            PRODUCT_LEVEL => whole(of(batch, |part| &part.product, |number| Some(numbers.levels[number as usize]))),
            PERIOD_START | PERIOD_END => {
                let days: Vec<i32> = aspects.iter().map(|aspect| day(aspect, name)).collect();
                let days = of(batch, |part| &part.aspect, |number| days[number as usize]);
                Values::new(name.into(), days).cast(&DataType::Date)?.into_column()
            }
            _ => self.texts(batch, name),
        })
    }

    /// A column of texts that aspects decide, kept once where it is the same throughout.
    fn texts(&self, batch: &Batch<'_>, name: &str) -> Column {
        let texts: Vec<String> =
            self.named.aspects.known.iter().map(|aspect| aspect.text(name).unwrap_or_default()).collect();
        let rows = batch.iter().map(|(_, rows)| rows.len()).sum();
        let numbers = || batch.iter().flat_map(|(part, rows)| part.aspect[rows.clone()].iter().map(|n| *n as usize));
        let mut met = vec![false; texts.len()];
        numbers().for_each(|number| met[number] = true);
        let mut met = texts.iter().zip(&met).filter(|(_, met)| **met).map(|(text, _)| text);
        if let Some(first) = met.next()
            && met.all(|text| text == first)
        {
            return Column::new_scalar(name.into(), Scalar::from(PlSmallStr::from(first.as_str())), rows);
        }
        let texts: Vec<&str> = numbers().map(|number| texts[number].as_str()).collect();
        Values::new(name.into(), texts).into_column()
    }
}

fn numbered(name: &str, numbers: Vec<u32>) -> Column {
    Values::new(name.into(), numbers).into_column()
}

/// Names as numbers of [`TEXTS`], and the levels of products.
struct Numbers {
    reporters: Vec<u32>,
    partners: Vec<u32>,
    products: Vec<u32>,
    levels: Vec<i64>,
}

impl Numbers {
    fn of(figures: &Figures) -> Self {
        let numbers = |texts: &[String]| texts.iter().map(|text| TEXTS.number(text)).collect();
        Self {
            reporters: numbers(&figures.named.reporters.texts),
            partners: numbers(&figures.named.partners.texts),
            products: numbers(&figures.named.products.texts),
            levels: figures.named.products.texts.iter().map(|text| level(text)).collect(),
        }
    }
}

impl Scan for Figures {
    fn kind(&self) -> Kind {
        Kind::Trade
    }

    fn batches(&self, wanted: &[&str], each: &mut Each<'_>) -> Result<(), SourceError> {
        let numbers = Numbers::of(self);
        for batch in self.cut() {
            let rows = batch.iter().map(|(_, rows)| rows.len()).sum();
            let columns: PolarsResult<Vec<Column>> =
                wanted.iter().map(|name| self.column(&batch, name, &numbers)).collect();
            let frame = columns.and_then(|columns| DataFrame::new(rows, columns));
            each(frame.map_err(|error| SourceError::frame(&self.path, error))?)?;
        }
        Ok(())
    }

    fn numbers(&self, column: &str, text: &str) -> Option<Vec<u32>> {
        [REPORTER, PARTNER, PRODUCT].contains(&column).then(|| vec![TEXTS.number(text)])
    }

    fn text(&self, _column: &str, number: u32) -> String {
        TEXTS.text(number)
    }

    fn numbering(&self) -> &'static str {
        NUMBERING
    }

    fn parts_only(&self) -> Vec<&'static str> {
        let of = |column| self.distinct(column);
        parts_only(&of(PARTNER), &of(PRODUCT_LEVEL), &of(PRODUCT))
    }

    fn summed(&self, cube: &Cube) -> Option<Result<DataFrame, SourceError>> {
        sums::summed(self, cube, &self.parts_only())
    }

    fn values(&self, column: &str) -> Option<Result<Vec<String>, SourceError>> {
        Some(Ok(self.distinct(column)))
    }

    fn inspect(&self) -> Result<Inspection, SourceError> {
        super::inspect::inspect(self)
    }

    fn figures(&self) -> Option<&Figures> {
        Some(self)
    }
}

impl Figures {
    /// The values of a column of text, each once, in order.
    fn distinct(&self, column: &str) -> Vec<String> {
        self.counts(column).into_keys().collect()
    }
}
