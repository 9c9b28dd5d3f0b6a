//! Looks an assertion up: which figures it needs, and how they give what is reported.

use super::asked::{Asked, Measure};
use super::readings::Reading;
use super::times::Time;
use crate::candidate::SignRule;
use crate::link::Flow;
use crate::relation::Relation;
use tradeproof_model::evidence::{Absent, Evidence, Found};
use tradeproof_model::schema::{FLOW, PARTNER};
use tradeproof_model::{Economy, Period, Why};

/// The flows of the data that make up the flow of a claim: those that count, and those that are taken off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Legs {
    pub plus: &'static [&'static str],
    pub minus: &'static [&'static str],
}

const fn legs(plus: &'static [&'static str], minus: &'static [&'static str]) -> Legs {
    Legs { plus, minus }
}

impl Legs {
    /// The ways in which the data may hold a flow.
    pub fn of(flow: Flow) -> &'static [Self] {
        match flow {
            Flow::Exports => const { &[legs(&["export"], &[])] },
            Flow::Imports => const { &[legs(&["import"], &[])] },
            Flow::Trade => const { &[legs(&["total"], &[]), legs(&["export", "import"], &[])] },
            Flow::Deficit => const { &[legs(&["import"], &["export"])] },
            Flow::Surplus | Flow::Balance => const { &[legs(&["export"], &["import"])] },
            // Investment has a direction instead.
            Flow::Investment => const { &[legs(&[""], &[])] },
        }
    }

    /// The flow of a text that they are, where they are plainly one.
    pub fn flow(&self) -> Option<Flow> {
        match (self.plus, self.minus) {
            (["export"], []) => Some(Flow::Exports),
            (["import"], []) => Some(Flow::Imports),
            _ => None,
        }
    }

    /// With and without goods that only pass through.
    pub fn with_re_exports(flow: Flow) -> &'static [Self] {
        match flow {
            Flow::Exports => const { &[legs(&["export", "re-export"], &[]), legs(&["export"], &["re-export"])] },
            Flow::Imports => const { &[legs(&["import", "re-import"], &[]), legs(&["import"], &["re-import"])] },
            _ => &[],
        }
    }

    /// The same flow as the partner reports it.
    pub fn mirrored(&self) -> Option<Self> {
        match (self.plus, self.minus) {
            (["export"], []) => Some(legs(&["import"], &[])),
            (["import"], []) => Some(legs(&["export"], &[])),
            (["export"], ["import"]) => Some(legs(&["import"], &["export"])),
            (["import"], ["export"]) => Some(legs(&["export"], &["import"])),
            _ => Some(*self).filter(|legs| legs.minus.is_empty() && legs.plus != [""]),
        }
    }
}

/// The figures that decide an assertion, and how.
#[derive(Debug, Clone)]
pub(super) struct Looked {
    pub relation: Relation,
    pub operands: Vec<Found>,
}

/// One question to the data.
#[derive(Debug, Clone)]
pub(super) struct Query {
    pub reading: Reading,
    pub time: Time,
    pub legs: Legs,
}

impl Query {
    /// Asks it.
    ///
    /// # Errors
    /// [`Absent`] says what is missing.
    pub fn ask(&self, evidence: &dyn Evidence, asked: &Asked) -> Result<Looked, Absent> {
        let now = |flow: &str| self.level(evidence, flow, &self.time.period);
        let before = |flow: &str| self.level(evidence, flow, &self.time.base);
        let (relation, operands) = match (asked.measure, self.legs.plus, self.legs.minus) {
            (Measure::Level, plus, []) => (Relation::Sum, plus.iter().map(|flow| now(flow)).collect::<Result<_, _>>()?),
            (Measure::Level, [plus], [minus]) => (difference(asked), vec![now(plus)?, now(minus)?]),
            (Measure::Change, [flow], []) => (difference(asked), vec![now(flow)?, before(flow)?]),
            (Measure::Growth, [flow], []) => (Relation::Growth, vec![now(flow)?, base(before(flow)?)?]),
            (Measure::Growth, [a, b], []) => {
                (Relation::GrowthOfSums, vec![now(a)?, base(before(a)?)?, now(b)?, base(before(b)?)?])
            }
            (Measure::Share, [flow], []) => (Relation::Share, vec![now(flow)?, base(self.world(evidence, flow)?)?]),
            (Measure::Growth, [_], [_]) => (
                Relation::Growth,
                vec![self.balance(evidence, asked, true)?, base(self.balance(evidence, asked, false)?)?],
            ),
            (Measure::Change, [_], [_]) => {
                (difference(asked), vec![self.balance(evidence, asked, true)?, self.balance(evidence, asked, false)?])
            }
            _ => return Err(Absent::Refused("changes of a sum and shares of a balance are not looked up".to_owned())),
        };
        Ok(Looked { relation, operands })
    }

    fn level(&self, evidence: &dyn Evidence, flow: &str, period: &Period) -> Result<Found, Absent> {
        let series = &self.reading.series;
        let series = if flow.is_empty() { series.clone() } else { series.with(FLOW, flow) };
        evidence.level(self.reading.holding, &series, period)
    }

    /// The balance of the period or of its base, a deficit counted positively where the claim is of one.
    fn balance(&self, evidence: &dyn Evidence, asked: &Asked, now: bool) -> Result<Found, Absent> {
        let period = if now { &self.time.period } else { &self.time.base };
        let found = evidence.balance(self.reading.holding, &self.reading.series, period)?;
        let minor = if asked.flow == Flow::Deficit { -found.minor } else { found.minor };
        Ok(Found { minor, ..found })
    }

    fn world(&self, evidence: &dyn Evidence, flow: &str) -> Result<Found, Absent> {
        let whole = self.reading.series.with(FLOW, flow).with(PARTNER, Economy::WORLD);
        evidence.level(self.reading.holding, &whole, &self.time.period)
    }
}

fn difference(asked: &Asked) -> Relation {
    if asked.sign == SignRule::Size { Relation::Gap } else { Relation::Difference }
}

/// What is divided by has to be more than nothing.
fn base(found: Found) -> Result<Found, Absent> {
    match found.minor {
        0 => Err(Absent::Figure(Why::BaseZero)),
        minor if minor < 0 => Err(Absent::Figure(Why::BaseNegative)),
        _ => Ok(found),
    }
}
