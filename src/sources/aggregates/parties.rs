//! Reporters and partners that are told apart: groups stand beside their members only with what these lack.

use std::collections::BTreeMap;

use super::areas::{Areas, Era, holds_some};
use super::error::AggregateError;
use super::notes::{Left, Notes, Why, called};
use super::table::Table;
use crate::model::schema::{PARTNER, REPORTER, not_shown};
use crate::model::{Economy, Totals};

/// So many economies are nearly all: what a group holds is among them.
const NEARLY_ALL: usize = 100;

/// What of a group is not among its members that are there: the rows it had, and its figure, if there is one.
pub struct Remainder {
    pub column: &'static str,
    pub name: String,
    pub rows: Vec<u32>,
    pub value: Option<i64>,
}

/// How the parties of a column are compared with each other.
pub struct Comparison<'a> {
    pub column: &'static str,
    /// Whether results compare them: shares, ranks, totals of what is listed. Otherwise each stands alone.
    pub compared: bool,
    pub told: &'a [&'a str],
    pub totals: Totals,
}

/// Leaves out groups whose members are there, and says what the members lack.
///
/// # Errors
/// When it is not known whether a group holds what stands beside it.
pub fn resolve(
    table: &Table,
    comparison: &Comparison<'_>,
    kept: &mut [bool],
    notes: &mut Notes,
) -> Result<Vec<Remainder>, AggregateError> {
    let column = comparison.column;
    let areas = if column == REPORTER { &table.reporters } else { &table.partners };
    let mut remainders = Vec::new();
    if areas.is_trivial() || comparison.totals == Totals::Keep && column == PARTNER {
        return Ok(remainders);
    }
    let over = [PARTNER, crate::model::schema::PRODUCT];
    let over = over.into_iter().filter(|name| !comparison.told.contains(name) && *name != column);
    let besides: Vec<&str> = over.chain([column]).collect();
    for rows in table.besides(&besides, kept) {
        let group = Group::of(table, column, areas, &rows);
        for (code, decision) in group.decisions(comparison, table)? {
            group.carry_out(code, decision, comparison, kept, notes, &mut remainders);
        }
    }
    Ok(remainders)
}

/// What becomes of a party.
enum Decision {
    Leave { why: Why, beside: Vec<u32> },
    Rest { beside: Vec<u32>, value: Option<i64> },
}

/// The parties that stand beside each other, with their figures.
struct Group<'t> {
    table: &'t Table,
    column: &'static str,
    era: &'t Era,
    parties: BTreeMap<u32, Vec<u32>>,
    /// How many single economies there are.
    economies: usize,
}

impl<'t> Group<'t> {
    fn of(table: &'t Table, column: &'static str, areas: &'t Areas, rows: &[u32]) -> Self {
        let mut parties: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
        if let Some(codes) = table.dimension(column) {
            rows.iter().for_each(|row| parties.entry(codes.of_row[*row as usize]).or_default().push(*row));
        }
        let era = areas.era(table.period.of_row[rows[0] as usize]);
        let mut group = Self { table, column, era, parties, economies: 0 };
        let involved = |code: &&u32| !era.holders(**code).is_empty() || !era.unclear(**code).is_empty();
        if group.parties.keys().any(|code| involved(&code)) {
            group.economies = group.parties.keys().filter(|code| !holds_some(group.code(**code))).count();
        }
        group
    }

    fn code(&self, party: u32) -> &str {
        self.table.dimension(self.column).map_or("", |codes| &codes.names[party as usize])
    }

    fn is_world(&self, party: u32) -> bool {
        self.code(party) == Economy::WORLD
    }

    /// What becomes of the groups; economies stay.
    fn decisions(&self, comparison: &Comparison<'_>, table: &Table) -> Result<Vec<(u32, Decision)>, AggregateError> {
        let mut decisions: Vec<(u32, Decision)> = Vec::new();
        let mut left: Vec<u32> = Vec::new();
        // World last: what the groups decide says what stands beside it.
        let mut order: Vec<u32> = self.parties.keys().copied().collect();
        order.sort_by_key(|party| (self.is_world(*party), *party));
        for party in order {
            if self.is_world(party) {
                let beside: Vec<u32> =
                    self.parties.keys().copied().filter(|other| *other != party && !left.contains(other)).collect();
                let is_partner = self.column == PARTNER && comparison.totals != Totals::Keep;
                if is_partner || !beside.is_empty() {
                    decisions.push((party, Decision::Leave { why: Why::PartsAskedFor, beside: self.outer(&beside) }));
                }
                continue;
            }
            if let Some(decision) = self.of_group(party, comparison, table)? {
                left.push(party);
                decisions.push((party, decision));
            }
        }
        Ok(decisions)
    }

    fn of_group(
        &self,
        party: u32,
        comparison: &Comparison<'_>,
        table: &Table,
    ) -> Result<Option<Decision>, AggregateError> {
        let held: Vec<u32> =
            self.parties.keys().copied().filter(|other| self.era.holders(*other).contains(&party)).collect();
        let unclear: Vec<u32> =
            self.era.unclear(party).iter().copied().filter(|other| self.parties.contains_key(other)).collect();
        let nearly_all = self.economies >= NEARLY_ALL;
        if held.is_empty() {
            if unclear.is_empty() || !holds_some(self.code(party)) {
                return Ok(None);
            }
            if nearly_all {
                return Ok(Some(Decision::Leave { why: Why::UnknownMembers, beside: Vec::new() }));
            }
            if !comparison.compared {
                return Ok(None);
            }
            return Err(self.refused(party, unclear[0], comparison));
        }
        let beside = self.outer(&held);
        let rows = &self.parties[&party];
        let sums: Option<i128> = beside.iter().map(|part| table.sum(&self.parties[part])).sum();
        let slack: i128 = beside.iter().map(|part| table.slack(&self.parties[part])).sum::<i128>() + table.slack(rows);
        let rest = table.sum(rows).zip(sums).map(|(whole, sum)| whole - sum);
        let why = match rest {
            _ if nearly_all => Why::MembersListed,
            Some(rest) if rest.abs() <= slack => Why::PartsComplete,
            // Members that make more than the group: the group is of another kind or time; its members are asked for.
            Some(rest) if rest < 0 && beside.iter().all(|part| table.sum(&self.parties[part]) >= Some(0)) => {
                Why::MembersListed
            }
            _ if !comparison.compared => return Ok(None),
            rest => {
                let value = rest.and_then(|rest| i64::try_from(rest).ok());
                if let Some(other) = self.crossing(party, &held, &unclear) {
                    return Err(self.refused(party, other, comparison));
                }
                return Ok(Some(Decision::Rest { beside, value }));
            }
        };
        Ok(Some(Decision::Leave { why, beside }))
    }

    /// A party whose figures may be in what a group's members lack.
    fn crossing(&self, party: u32, held: &[u32], unclear: &[u32]) -> Option<u32> {
        let apart = |other: &u32| !held.contains(other) && !self.is_world(*other);
        let holds_it = self.era.holders(party).iter().copied().filter(|other| self.parties.contains_key(other));
        unclear.iter().copied().filter(apart).chain(holds_it.filter(apart)).next()
    }

    /// Of parties that hold each other, the outer ones.
    fn outer(&self, parties: &[u32]) -> Vec<u32> {
        let held = |party: &u32| parties.iter().any(|other| self.era.holders(*party).contains(other));
        parties.iter().copied().filter(|party| !held(party)).collect()
    }

    fn refused(&self, party: u32, other: u32, comparison: &Comparison<'_>) -> AggregateError {
        let row = self.parties[&party][0];
        AggregateError::Overlap {
            column: self.column,
            one: called(self.code(party)),
            other: called(self.code(other)),
            code: self.code(party).to_owned(),
            series: self.table.series(row, &[comparison.column]),
        }
    }

    fn carry_out(
        &self,
        party: u32,
        decision: Decision,
        comparison: &Comparison<'_>,
        kept: &mut [bool],
        notes: &mut Notes,
        remainders: &mut Vec<Remainder>,
    ) {
        let rows = &self.parties[&party];
        let name = called(self.code(party));
        let (why, beside) = match &decision {
            Decision::Leave { why, beside } => (*why, beside),
            Decision::Rest { beside, .. } => (Why::Remainder, beside),
        };
        // Where a few dozen groups overlap, each line would repeat the same economies.
        let total = if why == Why::UnknownMembers { "" } else { &name };
        notes.add(Left {
            why,
            total,
            currency: self.table.currency.name(rows[0] as usize),
            rows: rows.len(),
            dropped: vec![name.clone()],
            beside: beside.iter().map(|part| called(self.code(*part))).collect(),
            moved: self.table.sum(rows),
            stays: beside.iter().map(|part| self.table.sum(&self.parties[part])).sum(),
        });
        rows.iter().for_each(|row| kept[*row as usize] = false);
        if let Decision::Rest { value, .. } = decision {
            remainders.push(Remainder { column: comparison.column, name: not_shown(&name), rows: rows.clone(), value });
        }
    }
}
