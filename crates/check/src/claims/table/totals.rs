//! Totals and balances, down the columns and along the rows.

use num_traits::Signed as _;

use super::words;
use super::{Candidate, MOST_TOTALS, Reading, candidate};
use crate::claims::{Judgement, SignRule};
use crate::exact::{Rational, whole};
use crate::link::{Flow, Grid, Linked};
use crate::quantities::Unit;
use crate::relation::Relation;
use tradeproof_model::Period;

/// A sum that is further off than this part of the total is one of other parts than the total's.
const FAR_OFF: i64 = 10;

/// The claims of totals and balances.
pub(super) fn find(linked: &Linked, grid: &Grid) -> Vec<Candidate> {
    let mut found = Vec::new();
    for lines in [down(grid), across(grid)] {
        found.extend(sums(linked, grid, &lines));
        found.extend(balances(linked, &lines));
    }
    found
}

/// Lines of a table that have the same labels: its columns, or its rows.
struct Lines<'g> {
    labels: Vec<&'g str>,
    /// By label.
    periods: Vec<Option<Period>>,
    /// By line and label.
    figures: Vec<Vec<Option<usize>>>,
    /// Whether the labels are those of columns.
    across: bool,
}

impl Lines<'_> {
    /// Whether the period of a part, where both are dated, lies within that of its whole.
    fn is_within(&self, part: usize, whole: usize) -> bool {
        match (self.periods[whole], self.periods[part]) {
            (Some(whole), Some(part)) => whole.contains(&part),
            _ => true,
        }
    }
}

fn down(grid: &Grid) -> Lines<'_> {
    let labels = grid.rows.iter().map(|row| row.label.text.as_str()).collect();
    let periods = grid.rows.iter().map(|row| row.label.period).collect();
    let figures = (1..grid.columns.len())
        .filter(|column| !words::is_ratio(&grid.columns[*column].text))
        .map(|column| grid.rows.iter().map(|row| row.cells.get(column)?.figure()).collect())
        .collect();
    Lines { labels, periods, figures, across: false }
}

fn across(grid: &Grid) -> Lines<'_> {
    let labels: Vec<&str> = grid.columns.iter().skip(1).map(|column| column.text.as_str()).collect();
    let periods = grid.columns.iter().skip(1).map(|column| column.period).collect();
    let figures = grid
        .rows
        .iter()
        .filter(|row| !words::is_ratio(&row.label.text))
        .map(|row| (1..grid.columns.len()).map(|column| row.cells.get(column)?.figure()).collect())
        .collect();
    Lines { labels, periods, figures, across: true }
}

fn sums(linked: &Linked, grid: &Grid, lines: &Lines<'_>) -> Vec<Candidate> {
    let named = (0..lines.labels.len()).filter(|at| words::is_total(lines.labels[*at]));
    let totals: Vec<usize> = named.take(MOST_TOTALS).collect();
    let mut found = Vec::new();
    for total in &totals {
        for parts in sets_of_parts(lines, &totals, *total) {
            let claims = lines.figures.iter().filter_map(|line| sum(linked, line, *total, &parts)).collect();
            let explicit = is_explicit(grid, lines, &totals, *total, &parts);
            found.extend(
                near(linked, Reading { claims, explicit }).into_iter().flat_map(|reading| reading.settled(linked)),
            );
        }
    }
    found
}

/// The labels that may be the parts of a total, each set another reading.
fn sets_of_parts(lines: &Lines<'_>, totals: &[usize], total: usize) -> Vec<Vec<usize>> {
    let is_part = |at: &usize| {
        let label = lines.labels[*at];
        let is_balance = |label: &str| words::flow(label).is_some_and(Flow::is_balance);
        let balance = is_balance(label) && !is_balance(lines.labels[total]);
        let within = lines.is_within(*at, total);
        within
            && !totals.contains(at)
            && !label.is_empty()
            && !balance
            && !words::is_ratio(label)
            && !words::is_within(label)
    };
    let before = totals.iter().copied().filter(|other| *other < total).max().map_or(0, |other| other + 1);
    let after = totals.iter().copied().filter(|other| *other > total).min().unwrap_or(lines.labels.len());
    let of_flow = |flow: Flow| {
        let is_so = |at: &usize| words::flow(lines.labels[*at]) == Some(flow) && lines.is_within(*at, total);
        (0..lines.labels.len()).find(is_so)
    };
    let mut sets: Vec<Vec<usize>> = vec![
        (before..total).filter(is_part).collect(),
        (total + 1..after).filter(is_part).collect(),
        (0..total).filter(is_part).collect(),
        totals.iter().copied().filter(|other| *other < total).collect(),
    ];
    if let (Some(exports), Some(imports)) = (of_flow(Flow::Exports), of_flow(Flow::Imports))
        && ![exports, imports].contains(&total)
    {
        sets.push(vec![exports, imports]);
    }
    sets.retain(|set| set.len() >= 2);
    sets.sort();
    sets.dedup();
    sets
}

/// The claim of one line; `None` where a part is missing or in another unit.
fn sum(linked: &Linked, line: &[Option<usize>], total: usize, parts: &[usize]) -> Option<Candidate> {
    let total = line[total]?;
    let operands: Vec<usize> = parts.iter().map(|part| line[*part]).collect::<Option<_>>()?;
    let same = operands.iter().all(|part| in_one_unit(linked, *part, total));
    (same && is_amount(linked, total))
        .then(|| candidate(linked, "sum", total, &operands, Relation::Sum, SignRule::Signed))
}

fn in_one_unit(linked: &Linked, a: usize, b: usize) -> bool {
    let (figure, other) = (&linked.figures[a], &linked.figures[b]);
    figure.unit == other.unit && figure.magnitude == other.magnitude && figure.currency == other.currency
}

fn is_amount(linked: &Linked, figure: usize) -> bool {
    matches!(linked.figures[figure].unit, Unit::Money | Unit::Weight | Unit::Number)
}

/// Whether the labels leave no doubt that `parts` are all the parts of the total.
fn is_explicit(grid: &Grid, lines: &Lines<'_>, totals: &[usize], total: usize, parts: &[usize]) -> bool {
    let selects = words::is_selection(&grid.caption) || lines.labels.iter().any(|label| words::is_selection(label));
    let nests = lines.labels.iter().any(|label| words::is_within(label));
    let flows = parts.iter().map(|part| words::flow(lines.labels[*part])).collect::<Vec<_>>();
    let is_trade = parts.len() == 2 && flows.contains(&Some(Flow::Exports)) && flows.contains(&Some(Flow::Imports));
    let covers = lines.labels.len() == parts.len() + 1;
    let closes = total + 1 == lines.labels.len() || parts.iter().any(|part| words::is_rest(lines.labels[*part]));
    let is_world = lines.labels[total].starts_with("world");
    totals.len() == 1 && !selects && !nests && (is_trade || (covers && closes && !is_world && !lines.across))
}

/// An explicit reading whose sums are far from the totals is one of a table built otherwise.
fn near(linked: &Linked, reading: Reading) -> Option<Reading> {
    let far = |claim: &Candidate| {
        let total = &linked.figures[claim.reported.figure].value;
        let sum: Rational = claim.operands.iter().map(|part| &linked.figures[part.figure].value).sum();
        (sum - total).abs() * whole(FAR_OFF) > total.abs()
    };
    let explicit = reading.explicit && !reading.claims.iter().any(far);
    (!reading.claims.is_empty()).then_some(Reading { explicit, ..reading })
}

fn balances(linked: &Linked, lines: &Lines<'_>) -> Vec<Candidate> {
    let named = |flow: Flow| {
        (0..lines.labels.len()).filter(|at| words::flow(lines.labels[*at]) == Some(flow)).collect::<Vec<_>>()
    };
    let (exports, imports) = (named(Flow::Exports), named(Flow::Imports));
    let mut found = Vec::new();
    for flow in [Flow::Balance, Flow::Surplus, Flow::Deficit] {
        let balances = named(flow);
        for balance in &balances {
            // The last of each before the balance: tables repeat the three for each partner.
            let nearest = |of: &[usize]| {
                let same = || of.iter().copied().filter(|at| lines.periods[*at] == lines.periods[*balance]);
                let scope = words::scope(lines.labels[*balance]);
                let alike = || same().filter(|at| words::scope(lines.labels[*at]) == scope);
                let before = |at: &usize| at < balance;
                alike().filter(before).max().or_else(|| same().filter(before).max()).or_else(|| same().next())
            };
            let (Some(export), Some(import)) = (nearest(&exports), nearest(&imports)) else { continue };
            let claims: Vec<Candidate> = lines
                .figures
                .iter()
                .filter_map(|line| difference(linked, line, *balance, [export, import], flow))
                .collect();
            let explicit = balances.len() == 1 && exports.len() == 1 && imports.len() == 1;
            found.extend(signed(linked, Reading { claims, explicit }).settled(linked));
        }
    }
    found
}

fn difference(
    linked: &Linked,
    line: &[Option<usize>],
    balance: usize,
    flows: [usize; 2],
    flow: Flow,
) -> Option<Candidate> {
    let [balance, export, import] = [line[balance]?, line[flows[0]]?, line[flows[1]]?];
    let same =
        in_one_unit(linked, export, balance) && in_one_unit(linked, import, balance) && is_amount(linked, balance);
    let operands = if flow == Flow::Deficit { [import, export] } else { [export, import] };
    same.then(|| candidate(linked, "balance", balance, &operands, Relation::Difference, SignRule::Size))
}

/// Where one balance of a table has a sign, all are meant to have theirs.
fn signed(linked: &Linked, mut reading: Reading) -> Reading {
    let any = reading.claims.iter().any(|claim| linked.figures[claim.reported.figure].value.is_negative());
    let have_theirs = reading.claims.iter().all(|claim| {
        let value = |index: usize| &linked.figures[claim.operands[index].figure].value;
        any && (value(0) > value(1)) == linked.figures[claim.reported.figure].value.is_positive()
    });
    if any && have_theirs {
        for claim in &mut reading.claims {
            claim.judgement = Judgement::Arithmetic { relation: Relation::Difference, sign: SignRule::Signed };
        }
    }
    reading
}
