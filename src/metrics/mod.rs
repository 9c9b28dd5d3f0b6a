//! Derived metrics, one file each: formula, source, plan, examples that run.
//!
//! A metric is a plan from a tidy frame to a derived frame. It never returns a number it cannot stand behind: the
//! value is null and the column `why` names the reason. Adding one is a file and a line in [`ALL`]; a family that shares
//! its figures has a folder. What a metric can be read as is an enum, and plans tell the readings apart with a `match` that
//! names every one; that there is no `_` among them is clippy's to see.

#![deny(clippy::wildcard_enum_match_arm, clippy::match_wildcard_for_single_variants)]

mod advantage;
mod amounts;
mod balance;
mod basket;
mod calendar;
mod capitalisation;
mod catalogue;
mod cms;
mod companion;
pub mod complexity;
mod concentration;
mod contribution;
mod cumulated;
mod error;
mod growth;
mod grubel_lloyd;
pub mod implied_base;
mod incorporated_abroad;
mod index;
mod investment;
mod lafay;
mod level;
mod listed_count;
mod margins;
mod metric;
mod mirror;
mod openness;
mod panel;
mod price_index;
mod price_volume;
mod rank;
mod reduce;
mod results;
mod runs;
mod share;
mod sophistication;
mod spans;
mod structure;
mod terms_of_trade;
mod trade_intensity;
mod trend;
mod two_way;
mod unit_value;
mod variants;
mod world;

pub use calendar::tiles;
pub use catalogue::{markdown, page};
pub use companion::Companion;
pub use error::MetricError;
pub use metric::{Example, Metric, OfSeveral, Plan, Request, Variant};

/// Every metric, in the order of the catalogue.
pub const ALL: &[Metric] = &[
    level::METRIC,
    growth::METRIC,
    index::METRIC,
    share::METRIC,
    rank::METRIC,
    contribution::METRIC,
    balance::BALANCE,
    balance::COVER_RATIO,
    balance::NORMALISED_BALANCE,
    openness::METRIC,
    implied_base::METRIC,
    cumulated::METRIC,
    listed_count::METRIC,
    capitalisation::METRIC,
    concentration::hhi::METRIC,
    concentration::theil::METRIC,
    concentration::entropy::METRIC,
    concentration::gini::METRIC,
    concentration::hoover::METRIC,
    unit_value::METRIC,
    price_index::PRICE,
    price_index::VOLUME,
    terms_of_trade::METRIC,
    price_volume::METRIC,
    cms::METRIC,
    mirror::METRIC,
    investment::BALANCE,
    investment::HOST_SHARE,
    incorporated_abroad::METRIC,
    advantage::rca::METRIC,
    advantage::rsca::METRIC,
    advantage::log_rca::METRIC,
    advantage::nrca::METRIC,
    advantage::presence::METRIC,
    lafay::METRIC,
    trade_intensity::METRIC,
    structure::complementarity::METRIC,
    structure::similarity::METRIC,
    structure::diversification::METRIC,
    structure::krugman::METRIC,
    grubel_lloyd::METRIC,
    margins::METRIC,
    sophistication::prody::METRIC,
    sophistication::expy::METRIC,
    complexity::eci::METRIC,
    complexity::pci::METRIC,
    complexity::proximity::METRIC,
    complexity::density::METRIC,
    complexity::coi::METRIC,
    complexity::cog::METRIC,
    complexity::product_space::METRIC,
];

/// The metrics and variants of `name`, `name:variant` or `name:all`.
///
/// # Errors
/// As [`find`].
pub fn find_all(text: &str) -> Result<Vec<(&'static Metric, &'static Variant)>, MetricError> {
    let Some(name) = text.strip_suffix(":all") else {
        return Ok(vec![find(text)?]);
    };
    let (metric, _) = find(name)?;
    Ok(metric.variants.iter().map(|variant| (metric, variant)).collect())
}

/// The metric and variant of `name` or `name:variant`.
///
/// # Errors
/// When there is no such metric or variant.
///
/// ```
/// let (metric, variant) = tradeproof::metrics::find("growth:yoy").unwrap();
/// assert_eq!(metric.label(variant), "growth:yoy");
/// assert!(tradeproof::metrics::find("gdp").is_err());
/// ```
pub fn find(text: &str) -> Result<(&'static Metric, &'static Variant), MetricError> {
    let (name, variant) = match text.split_once(':') {
        Some((name, variant)) => (name, Some(variant)),
        None => (text, None),
    };
    let name = name.replace('-', "_");
    let metric = ALL.iter().find(|metric| metric.name == name);
    let metric = metric.ok_or_else(|| MetricError::UnknownMetric { near: near(&name), name: name.clone() })?;
    Ok((metric, metric.variant(variant)?))
}

/// The names that are written much like one that is none.
fn near(name: &str) -> Vec<&'static str> {
    let few = name.chars().count() / 3;
    let slips = |known: &str| strsim::damerau_levenshtein(known, name);
    let mut near: Vec<(usize, &str)> = ALL.iter().map(|metric| (slips(metric.name), metric.name)).collect();
    near.retain(|(slips, known)| *slips <= few || known.contains(name));
    near.sort_by_key(|(slips, _)| *slips);
    near.into_iter().map(|(_, known)| known).take(3).collect()
}
