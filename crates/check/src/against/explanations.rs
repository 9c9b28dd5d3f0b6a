//! What may explain that a figure is not what its plain reading gives: tried by name before anything is refuted.

use super::Subject;
use super::asked::{Asked, Measure};
use super::lookup::{Legs, Query};
use super::readings::Reading;
use super::times::{self, Time};
use crate::choose::TELLING;
use tradeproof_model::evidence::Holding;
use tradeproof_model::schema::{PARTNER, PRODUCT, REPORTER};
use tradeproof_model::{Economy, Kind, Period, Product};

/// Another reading, and why a text may mean it.
#[derive(Debug, Clone)]
pub(super) struct Explanation {
    /// The name in the machine-readable result.
    pub name: &'static str,
    /// What a reader is told.
    pub sentence: String,
    pub query: Query,
    /// The [leeway](crate::solve::Decision::leeway) up to which a fit says something.
    pub telling: f64,
}

/// Where several explanations of a kind are tried, one of them fits more easily by chance.
const TELLING_OF_SEVERAL: f64 = TELLING / 4.0;

/// All explanations of a plain query, in the order of their plausibility.
pub(super) fn explanations(subject: &Subject<'_>, asked: &Asked, plain: &Query) -> Vec<Explanation> {
    let there = &subject.evidence.holdings()[plain.reading.holding];
    let makers = [named_periods, comparisons, years, to_date, re_exports, mirror, currencies, coverage, neighbours];
    makers.iter().flat_map(|maker| maker(&Tried { subject, asked, plain, there })).collect()
}

/// The data's figure of another vintage.
pub(super) fn vintage(query: &Query, there: &Holding) -> Explanation {
    let sentence = format!("it is the figure of another vintage, {}", there.name);
    // It is the same figure in the same words: chance plays no part.
    Explanation { name: "vintage", sentence, query: query.clone(), telling: f64::INFINITY }
}

/// What is tried.
struct Tried<'a> {
    subject: &'a Subject<'a>,
    asked: &'a Asked,
    plain: &'a Query,
    there: &'a Holding,
}

impl Tried<'_> {
    fn at(&self, name: &'static str, period: Period, base: Period, sentence: String) -> Explanation {
        let time = Time { period, base, stated: false };
        Explanation { name, sentence, query: Query { time, ..self.plain.clone() }, telling: TELLING }
    }

    fn of(&self, name: &'static str, reading: Reading, legs: Legs, sentence: String) -> Explanation {
        Explanation { name, sentence, query: Query { reading, legs, time: self.plain.time }, telling: TELLING }
    }

    fn compares(&self) -> bool {
        matches!(self.asked.measure, Measure::Growth | Measure::Change)
    }
}

/// The period of another figure of the sentence.
fn named_periods(tried: &Tried<'_>) -> Vec<Explanation> {
    let others = times::also_named(tried.subject, tried.asked, &tried.plain.time).into_iter();
    let others = others.filter(|_| !tried.compares());
    others
        .map(|period| {
            let sentence = format!("it is the figure of {period}, which the sentence also names");
            tried.at("other_period", period, period.same_a_year_earlier(), sentence)
        })
        .collect()
}

/// The year before and the year after: a text that says another date nearby may have been misread, so this only raises doubt.
fn neighbours(tried: &Tried<'_>) -> Vec<Explanation> {
    let period = tried.plain.time.period;
    let years = [Some(period.same_a_year_earlier()), period.a_year_later()].into_iter().flatten();
    years
        .map(|other| {
            let sentence = format!("it is the figure of {other}");
            let other = tried.at("other_period", other, other.same_a_year_earlier(), sentence);
            Explanation { telling: 0.0, ..other }
        })
        .collect()
}

/// Month on month for year on year, and the other way round.
fn comparisons(tried: &Tried<'_>) -> Vec<Explanation> {
    let time = tried.plain.time;
    if !tried.compares() {
        return Vec::new();
    }
    let bases = [time.period.preceding(), Some(time.period.same_a_year_earlier())].into_iter().flatten();
    bases
        .filter(|base| *base != time.base)
        .map(|base| {
            let sentence = format!("it is the change from {base}, not from {}", time.base);
            tried.at("comparison_period", time.period, base, sentence)
        })
        .collect()
}

/// A fiscal year for the calendar year, and the other way round.
fn years(tried: &Tried<'_>) -> Vec<Explanation> {
    let years = times::other_years(&tried.plain.time.period).into_iter();
    years
        .map(|year| {
            let sentence = format!("it is the figure of the twelve months {year}");
            let year = tried.at("fiscal_year", year, year.same_a_year_earlier(), sentence);
            Explanation { telling: TELLING_OF_SEVERAL, ..year }
        })
        .collect()
}

/// The year so far for the month, the month for the year so far, and twelve months.
fn to_date(tried: &Tried<'_>) -> Vec<Explanation> {
    let period = tried.plain.time.period;
    let rolling = times::twelve_months(&period).map(|months| ("twelve_months", months));
    let to_date = times::year_to_date(&period).into_iter().map(|other| ("year_to_date", other));
    to_date
        .chain(rolling)
        .map(|(name, other)| {
            let sentence = format!("it is the figure of {other}, not of {period}");
            let other = tried.at(name, other, other.same_a_year_earlier(), sentence);
            Explanation { telling: TELLING_OF_SEVERAL, ..other }
        })
        .collect()
}

fn re_exports(tried: &Tried<'_>) -> Vec<Explanation> {
    let ways = Legs::with_re_exports(tried.asked.flow).iter();
    ways.map(|legs| {
        let sentence = match (legs.plus, legs.minus) {
            ([_, again], _) => format!("it holds with the data's {again}s counted in"),
            (_, [again]) => format!("it holds with the data's {again}s taken off"),
            _ => String::new(),
        };
        tried.of("re_exports", tried.plain.reading.clone(), *legs, sentence)
    })
    .collect()
}

/// The same trade as the partner reports it: imports are valued with freight and insurance, exports without.
fn mirror(tried: &Tried<'_>) -> Vec<Explanation> {
    let reading = &tried.plain.reading;
    let (reporter, partner) = (reading.series.get(REPORTER), reading.series.get(PARTNER));
    let there = tried.there.has(REPORTER, partner) && tried.there.has(PARTNER, reporter);
    let Some(legs) = tried.plain.legs.mirrored().filter(|_| there && tried.there.kind == Kind::Trade) else {
        return Vec::new();
    };
    let series = reading.series.with(REPORTER, partner).with(PARTNER, reporter);
    let name = partner.parse::<Economy>().map_or_else(|_| partner.to_owned(), |economy| economy.name().to_owned());
    let sentence = format!("it is the same trade as {name} reports it");
    vec![tried.of("mirror", Reading { series, ..reading.clone() }, legs, sentence)]
}

fn currencies(tried: &Tried<'_>) -> Vec<Explanation> {
    let reading = &tried.plain.reading;
    let others = tried.there.currencies.iter().filter(|currency| **currency != reading.series.currency);
    others
        .map(|currency| {
            let mut other = reading.clone();
            other.series.currency = currency.clone();
            tried.of("currency", other, tried.plain.legs, format!("it is the data's figure in {currency}"))
        })
        .collect()
}

/// Goods alone, or goods and services together.
fn coverage(tried: &Tried<'_>) -> Vec<Explanation> {
    let reading = &tried.plain.reading;
    let products = [Product::TOTAL, Product::GOODS, Product::GOODS_AND_SERVICES].into_iter();
    let others = products.filter(|product| {
        let series = &reading.series;
        let total = [Product::TOTAL, Product::GOODS, Product::GOODS_AND_SERVICES].contains(&series.get(PRODUCT));
        total && *product != series.get(PRODUCT) && tried.there.has(PRODUCT, product)
    });
    others
        .map(|product| {
            let other = Reading { series: reading.series.with(PRODUCT, product), ..reading.clone() };
            tried.of("coverage", other, tried.plain.legs, format!("it is the data's figure of {product}"))
        })
        .collect()
}
