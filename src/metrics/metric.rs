//! What a metric is, and what can be asked of it.

use polars::prelude::LazyFrame;

use crate::model::schema::REPORTER;
use crate::model::{Decimal, Kind, Period, Totals};

use super::companion::Companion;
use super::error::MetricError;

/// What a metric says of several parts together, and so by what the largest parts are chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OfSeveral {
    /// Nothing: it is of single parts, whose largest have the largest values.
    Nothing,
    /// What its values for the parts make together: the largest parts have the largest values.
    Sum,
    /// A value of its own, such as a rate: the largest parts have the largest levels.
    Own,
}

/// A named number with a pinned definition.
#[derive(Debug, Clone, Copy)]
pub struct Metric {
    pub name: &'static str,
    pub title: &'static str,
    /// The first is the default.
    pub variants: &'static [Variant],
    /// Where the definition is from.
    pub source: &'static str,
    /// What it needs and what it says when it cannot be computed.
    pub notes: &'static str,
    pub kinds: &'static [Kind],
    /// Dimensions that it adds up itself: they are kept, on one level, even where the result does not tell them apart.
    pub detail: &'static [&'static str],
    /// Whether it reads weights or quantities beside values.
    pub quantities: bool,
    /// Whether it means something for several parts added up, such as all that are not among the largest.
    pub of_several: OfSeveral,
    pub examples: &'static [Example],
}

/// From a tidy frame, made safe to add up, to a frame under [`derived`](crate::model::schema::derived).
pub type Plan = fn(LazyFrame, &Request) -> Result<LazyFrame, MetricError>;

/// The unit of places in an order, the largest first.
pub const RANK: &str = "rank";

/// One reading of a metric's name.
#[derive(Debug, Clone, Copy)]
pub struct Variant {
    pub name: &'static str,
    pub formula: &'static str,
    /// The unit of the result; empty for the money the figures are in.
    pub unit: &'static str,
    /// What it wants of totals that the source prints.
    pub totals: Totals,
    /// What computes this reading and no other, so that nothing is chosen by a name.
    pub plan: Plan,
}

impl Variant {
    /// Whether the result is a place in an order, of which the first ones are the smallest numbers.
    #[must_use]
    pub fn is_rank(&self) -> bool {
        self.unit == RANK
    }
}

/// Figures, a request and the result: shown by `metrics NAME`, run by the tests.
#[derive(Debug, Clone, Copy)]
pub struct Example {
    /// A tidy CSV.
    pub figures: &'static str,
    /// Names of [companions](Companion) and their CSV.
    pub companions: &'static [(&'static str, &'static str)],
    /// The rest of the command line after `summary FILE --metric`.
    pub arguments: &'static str,
    /// The result as CSV.
    pub result: &'static str,
}

/// What is asked of a metric.
#[derive(Debug, Clone)]
pub struct Request {
    pub kind: Kind,
    pub variant: &'static Variant,
    /// The dimensions that tell the results apart; figures are added up over all others, except those that are
    /// [kept apart](Kind::kept_apart).
    pub by: Vec<String>,
    /// Wanted periods; empty for all there are.
    pub periods: Vec<Period>,
    /// What to compare with, where the metric has a choice.
    pub base: Option<Period>,
    /// Printed growth by flow, in per cent: `("export", 31)`.
    pub reported_growth: Vec<(String, Decimal)>,
    /// Figures that are no trade, such as incomes, by their names.
    pub companions: Vec<Companion>,
    /// Reporters whose figures add up to less stay out of matrices, in whole units of the currency.
    pub least_total: Option<Decimal>,
    /// What imports at the importer's border are divided by to stand at the exporter's: 1.06.
    pub cif_factor: Option<Decimal>,
}

impl Request {
    /// A request for all periods.
    #[must_use]
    pub fn new(kind: Kind, variant: &'static Variant) -> Self {
        Self {
            kind,
            variant,
            by: Vec::new(),
            periods: Vec::new(),
            base: None,
            reported_growth: Vec::new(),
            companions: Vec::new(),
            least_total: None,
            cif_factor: None,
        }
    }

    /// Told apart by these dimensions.
    #[must_use]
    pub fn by(mut self, dimensions: &[&str]) -> Self {
        self.by = dimensions.iter().map(|name| (*name).to_owned()).collect();
        self
    }

    /// The dimensions of the result: those asked for and those that are always kept apart, in schema order.
    #[must_use]
    pub fn series(&self) -> Vec<&'static str> {
        let kept = self.kind.kept_apart();
        let asked = |name: &&&'static str| kept.contains(*name) || self.by.iter().any(|by| by == *name);
        self.kind.dimensions().iter().filter(asked).copied().collect()
    }

    /// The dimensions of the result but for some.
    #[must_use]
    pub fn series_besides(&self, names: &[&str]) -> Vec<&'static str> {
        self.series().into_iter().filter(|name| !names.contains(name)).collect()
    }

    /// The request with a metric's [detail](Metric::detail) told apart too.
    #[must_use]
    pub fn in_detail(&self, detail: &[&str]) -> Self {
        let mut detailed = self.clone();
        let missing = detail.iter().filter(|name| !self.by.iter().any(|by| by == *name));
        detailed.by.extend(missing.map(|name| (*name).to_owned()));
        detailed
    }

    /// The companion of a name.
    ///
    /// # Errors
    /// When it was not given.
    pub fn companion(&self, metric: &'static str, name: &'static str) -> Result<&Companion, MetricError> {
        let found = self.companions.iter().find(|companion| companion.name == name);
        found.ok_or(MetricError::NoCompanion { metric, name })
    }

    /// The dimensions that tell one whole from another. A whole never holds two flows or reporters, unless they are its
    /// parts: `--by flow` shares out exports and imports, `--by partner,flow` partners within each flow.
    #[must_use]
    pub fn whole(&self) -> Vec<&'static str> {
        let parts = self.parts();
        self.kind.kept_apart().iter().filter(|name| !parts.contains(name)).copied().collect()
    }

    /// The dimensions whose values are the parts of a whole: those asked for that may be added up; where there are none,
    /// the reporters; and otherwise what is asked for.
    #[must_use]
    pub fn parts(&self) -> Vec<&'static str> {
        let kept = self.kind.kept_apart();
        let asked: Vec<&'static str> =
            self.kind.dimensions().iter().filter(|name| self.by.iter().any(|by| by == *name)).copied().collect();
        let summed: Vec<&'static str> = asked.iter().filter(|name| !kept.contains(name)).copied().collect();
        match summed.is_empty() {
            false => summed,
            true if asked.contains(&REPORTER) => vec![REPORTER],
            true => asked,
        }
    }
}

impl Metric {
    /// The variant of a name; the default for `None`.
    ///
    /// # Errors
    /// When the metric has no such variant.
    pub fn variant(&self, name: Option<&str>) -> Result<&'static Variant, MetricError> {
        let Some(name) = name else {
            return Ok(&self.variants[0]);
        };
        let found = self.variants.iter().find(|variant| variant.name == name);
        found.ok_or_else(|| MetricError::UnknownVariant {
            metric: self.name,
            variant: name.to_owned(),
            known: self.variants.iter().map(|variant| variant.name).collect(),
        })
    }

    /// The plan of the derived frame.
    ///
    /// # Errors
    /// When the metric is not defined for the kind, a dimension is unknown, or the request lacks what it needs.
    pub fn derive(&self, frame: LazyFrame, request: &Request) -> Result<LazyFrame, MetricError> {
        self.can_be_asked(request)?;
        (request.variant.plan)(frame, request)
    }

    /// Whether the metric is defined for a kind and its dimensions, whatever the figures are.
    ///
    /// # Errors
    /// When it is not.
    pub fn can_be_asked(&self, request: &Request) -> Result<(), MetricError> {
        if !self.kinds.contains(&request.kind) {
            return Err(MetricError::WrongKind { metric: self.name, found: request.kind, expected: self.kinds });
        }
        let dimensions = request.kind.dimensions();
        if let Some(column) = request.by.iter().find(|by| !dimensions.contains(&by.as_str())) {
            return Err(MetricError::UnknownColumn {
                kind: request.kind,
                column: column.clone(),
                known: dimensions.to_vec(),
            });
        }
        Ok(())
    }

    /// `name:variant`, as results carry it.
    #[must_use]
    pub fn label(&self, variant: &Variant) -> String {
        format!("{}:{}", self.name, variant.name)
    }
}
