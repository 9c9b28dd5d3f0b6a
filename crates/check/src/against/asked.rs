//! What a figure says that figures of official data can answer.

use crate::candidate::{SignRule, Signed};
use crate::link::{Direction, Event, Flow, Linked, Role, When};
use crate::quantities::Unit;

/// A figure as an assertion about one series.
#[derive(Debug, Clone)]
pub(super) struct Asked {
    pub figure: usize,
    /// The kind of claim.
    pub kind: &'static str,
    pub measure: Measure,
    pub flow: Flow,
    pub reported: Signed,
    pub sign: SignRule,
    pub when: When,
    /// Whether it is what something else is compared with.
    pub is_base: bool,
    /// What a change is measured against.
    pub base: When,
    pub event: usize,
    pub sentence: usize,
}

/// What is said of the series.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Measure {
    Level,
    /// In the unit of the level.
    Change,
    /// In per cent.
    Growth,
    /// Of the same flow with all partners, in per cent.
    Share,
}

/// All assertions that a text makes, in the order of their figures.
pub(super) fn asked(linked: &Linked) -> Vec<Asked> {
    (0..linked.figures.len()).filter_map(|figure| of_figure(linked, figure)).collect()
}

fn of_figure(linked: &Linked, figure: usize) -> Option<Asked> {
    let placed = linked.placed.get(figure)?;
    let event = linked.events.get(placed.event)?;
    let unit = linked.figures[figure].unit;
    let (measure, direction) = match (placed.role, unit) {
        (Role::Level | Role::Base, Unit::Money) => (Measure::Level, Direction::Up),
        (Role::Change(direction), Unit::Money) => (Measure::Change, direction),
        (Role::Growth(direction), Unit::Percent) => (Measure::Growth, direction),
        (Role::Share, Unit::Percent) => (Measure::Share, Direction::Up),
        _ => return None,
    };
    // "A difference of" is said without a direction, and a balance without a sign.
    let sizes = direction == Direction::Unstated || (measure == Measure::Level && flow(event) == Some(Flow::Balance));
    Some(Asked {
        figure,
        kind: kind(measure, flow(event)?),
        measure,
        flow: flow(event)?,
        reported: linked.directed(figure, event_direction(event, measure, direction)),
        sign: if sizes { SignRule::Size } else { SignRule::Signed },
        when: placed.when,
        is_base: placed.role == Role::Base,
        base: event.base_when.unwrap_or_else(|| event.when.year_earlier()),
        event: placed.event,
        sentence: placed.sentence,
    })
}

/// What is shared is the whole that the sentence names, otherwise the series itself.
fn flow(event: &Event) -> Option<Flow> {
    event.series.flow.or_else(|| event.share_of.as_ref().and_then(|series| series.flow))
}

/// The direction of the whole event, where the words next to the figure leave it open.
fn event_direction(event: &Event, measure: Measure, direction: Direction) -> Direction {
    match (measure, direction) {
        (Measure::Growth | Measure::Change, Direction::Unstated) => event.direction.unwrap_or(direction),
        _ => direction,
    }
}

fn kind(measure: Measure, flow: Flow) -> &'static str {
    match measure {
        Measure::Level if flow.is_balance() => "balance",
        Measure::Level => super::LEVEL,
        Measure::Change => "change",
        Measure::Growth => "growth",
        Measure::Share => "share",
    }
}
