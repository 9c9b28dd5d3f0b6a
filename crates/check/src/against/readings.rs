//! The series that a figure may be of: what the text says, and what the data leave as the only choice.

use std::collections::BTreeMap;

use super::Subject;
use super::asked::{Asked, Measure};
use super::clause::{self, Clause};
use super::goods;
use super::parties::{self, Sides};
use super::times;
use crate::link::Flow;
use tradeproof_model::evidence::{Holding, SeriesKey};
use tradeproof_model::schema::{DIRECTION, FLOW, MEASURE, PARTNER, PRODUCT, REPORTER};
use tradeproof_model::{Economy, Kind, Period, Product};

/// One series that may be meant.
#[derive(Debug, Clone)]
pub(super) struct Reading {
    pub holding: usize,
    /// For trade, its flow is that of the claim and is filled in when it is looked up.
    pub series: SeriesKey,
    /// Whether the text says all of it, or the data leave no other choice.
    pub stated: bool,
}

/// All readings of an assertion in one holding.
///
/// # Errors
/// What the holding lacks, or what the text does not say.
pub(super) fn readings(subject: &Subject<'_>, asked: &Asked, holding: usize) -> Result<Vec<Reading>, String> {
    read(subject, asked, holding, |sides| sides)
}

/// The same flows as the other economy reports them.
///
/// # Errors
/// As [`readings`].
pub(super) fn mirrored(subject: &Subject<'_>, asked: &Asked, holding: usize) -> Result<Vec<Reading>, String> {
    read(subject, asked, holding, Sides::mirrored)
}

fn read(
    subject: &Subject<'_>,
    asked: &Asked,
    holding: usize,
    turned: fn(Sides) -> Sides,
) -> Result<Vec<Reading>, String> {
    let there = &subject.evidence.holdings()[holding];
    if there.kind != kind(asked.flow) {
        return Err(format!("the data have no figures of {}", asked.flow.name()));
    }
    let clause = Clause::around(subject.text, subject.linked, asked.sentence, asked.figure);
    let currencies = currencies(subject, asked, there)?;
    let mut found = Vec::new();
    for (dimensions, sides, variant_stated) in variants(subject, asked, there, &clause)? {
        for pair in parties::pairs(subject, asked, there, &clause, &turned(sides))? {
            for currency in &currencies {
                let mut dimensions = dimensions.clone();
                dimensions.insert(REPORTER, pair.reporter.clone());
                dimensions.insert(PARTNER, pair.partner.clone());
                let series = SeriesKey { kind: there.kind, dimensions, currency: currency.clone() };
                let stated = pair.stated && variant_stated && !fronted(subject, &clause);
                found.push(Reading { holding, series, stated });
            }
        }
    }
    Ok(found)
}

/// What the dimensions besides the two economies may be, and on which side of the flow each of these stands.
type Variant = (BTreeMap<&'static str, String>, Sides, bool);

fn variants(subject: &Subject<'_>, asked: &Asked, there: &Holding, clause: &Clause) -> Result<Vec<Variant>, String> {
    let event = &subject.linked.events[asked.event];
    match there.kind {
        Kind::Trade => {
            let sides = Sides::of_trade(asked.flow);
            let products = goods::products(subject.text, clause, &event.series, there)?;
            let with = |product: String| BTreeMap::from([(FLOW, String::new()), (PRODUCT, product)]);
            Ok(products.into_iter().map(|(product, stated)| (with(product), sides, stated)).collect())
        }
        Kind::Investment => {
            goods::understood(clause, &event.series)?;
            let found = investments(subject, asked, there);
            if found.is_empty() { Err("the data have no figures of such investment".to_owned()) } else { Ok(found) }
        }
        Kind::Listings | Kind::Rates => Err(format!("the data have no figures of {}", asked.flow.name())),
    }
}

/// Flows and stocks of investment are different things; over several years, flows are added up.
fn investments(subject: &Subject<'_>, asked: &Asked, there: &Holding) -> Vec<Variant> {
    let sentence = &subject.text.prose[subject.linked.sentences[asked.sentence].span.clone()];
    let says = |word: &str| sentence.to_lowercase().contains(word);
    let long = |period: Period| period.months().is_some_and(|months| months > 12);
    let several_years = asked.when.period.is_some_and(long) || times::named(subject, asked).into_iter().any(long);
    let measures: &[&str] = if says("stock") {
        &["stock"]
    } else if several_years {
        &["cumulated", "flow"]
    } else {
        &["flow"]
    };
    let mut found = Vec::new();
    for direction in there.of(DIRECTION) {
        for measure in measures.iter().filter(|measure| there.has(MEASURE, measure)) {
            let dimensions = BTreeMap::from([(DIRECTION, direction.clone()), (MEASURE, (*measure).to_owned())]);
            found.push((dimensions, Sides::of_investment(direction), direction != "both"));
        }
    }
    found
}

/// Which kind of figures holds a flow.
pub(super) fn kind(flow: Flow) -> Kind {
    if flow == Flow::Investment { Kind::Investment } else { Kind::Trade }
}

/// The currencies that a figure may be in. Percentages may be of figures in any.
fn currencies(subject: &Subject<'_>, asked: &Asked, there: &Holding) -> Result<Vec<String>, String> {
    /// What a bare `$` can mean.
    const DOLLARS: &[&str] = &["USD", "AUD", "CAD", "NZD", "HKD", "SGD", "TWD", "BND", "FJD", "JMD", "NAD", "TTD"];
    let figure = &subject.linked.figures[asked.figure];
    let fitting = |currency: &str, bare: bool| -> Vec<String> {
        let own: Vec<String> = there.currencies.iter().filter(|known| *known == currency).cloned().collect();
        let dollars = there.currencies.iter().filter(|known| bare && DOLLARS.contains(&known.as_str()));
        if own.is_empty() { dollars.cloned().collect() } else { own }
    };
    if let (Measure::Level | Measure::Change, Some(currency)) = (asked.measure, &figure.currency) {
        let found = fitting(currency, is_bare_dollar(subject, asked.figure));
        return if found.is_empty() { Err(format!("the data have no figures in {currency}")) } else { Ok(found) };
    }
    // Beside amounts in other currencies, percentages are of other figures.
    let beside = beside(subject, asked);
    let foreign = |(figure, currency): &(usize, &str)| fitting(currency, is_bare_dollar(subject, *figure)).is_empty();
    match beside.first() {
        Some((_, currency)) if beside.iter().all(foreign) => {
            Err(format!("the data have no figures in {currency}, of which the paragraph speaks"))
        }
        _ => Ok(there.currencies.clone()),
    }
}

fn is_bare_dollar(subject: &Subject<'_>, figure: usize) -> bool {
    let surface = &subject.text.content[subject.linked.figures[figure].span.clone()];
    surface.trim_start_matches(['+', '-', '−']).starts_with('$')
}

/// Amounts of money in the paragraph of an assertion, with their currencies.
fn beside<'a>(subject: &Subject<'a>, asked: &Asked) -> Vec<(usize, &'a str)> {
    let linked = subject.linked;
    let block = subject.text.blocks.get(linked.sentences[asked.sentence].block);
    let span = block.map_or_else(|| linked.sentences[asked.sentence].span.clone(), |block| block.span.clone());
    let figures = linked.figures_within(&span);
    figures.filter_map(|figure| Some((figure, linked.figures[figure].currency.as_deref()?))).collect()
}

/// Whether the clause opens with words that may narrow it: `In agriculture, exports rose`.
fn fronted(subject: &Subject<'_>, clause: &Clause) -> bool {
    let prose = &subject.text.prose[clause.span.clone()];
    let Some((front, _)) = prose.trim_start().split_once(',') else { return false };
    let opens = ["In ", "For ", "Among ", "Within ", "Of "].iter().any(|word| front.starts_with(word));
    let span = clause.span.start..clause.span.start + prose.find(',').unwrap_or(0);
    let dated = !subject.linked.periods_within(&span).is_empty() || front.chars().any(|c| c.is_ascii_digit());
    let short = front.split_whitespace().count() <= 5;
    opens && short && !dated && clause::economies_in(&subject.text.prose, &span) == 0
}

/// What readers call a series: `exports of Kazakhstan to United Kingdom`.
pub(super) fn described(flow: Flow, series: &SeriesKey) -> String {
    let name = |column: &str| {
        let code = series.get(column);
        code.parse::<Economy>().map_or_else(|_| code.to_owned(), |economy| economy.name().to_owned())
    };
    let product = match series.get(PRODUCT) {
        "" | Product::TOTAL => String::new(),
        Product::GOODS => " of goods".to_owned(),
        Product::SERVICES => " of services".to_owned(),
        Product::GOODS_AND_SERVICES => " of goods and services".to_owned(),
        product => format!(" of product {product}"),
    };
    let partner = match (series.get(PARTNER), flow) {
        (Economy::WORLD, _) => String::new(),
        (_, Flow::Exports) => format!(" to {}", name(PARTNER)),
        (_, Flow::Imports) => format!(" from {}", name(PARTNER)),
        _ => format!(" with {}", name(PARTNER)),
    };
    match flow {
        Flow::Investment if series.get(DIRECTION) == "outward" => {
            format!("investment of {} in {}", name(REPORTER), name(PARTNER))
        }
        Flow::Investment if series.get(PARTNER) == Economy::WORLD => format!("investment in {}", name(REPORTER)),
        Flow::Investment => format!("investment of {} in {}", name(PARTNER), name(REPORTER)),
        _ => format!("{}{product} of {}{partner}", flow.name(), name(REPORTER)),
    }
}
