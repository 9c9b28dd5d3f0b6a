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
    if areas.is_trivial() && !areas.knows(Economy::WORLD) {
        return Ok(remainders);
    }
    let over = [PARTNER, crate::model::schema::PRODUCT];
    let over = over.into_iter().filter(|name| !comparison.told.contains(name) && *name != column);
    let besides: Vec<&str> = over.chain([column]).collect();
    for rows in table.besides(&besides, kept) {
        let group = Group::of(table, column, areas, &rows);
        for (code, decision) in group.decisions(comparison)? {
            group.carry_out(code, decision, comparison, kept, notes, &mut remainders);
        }
    }
    Ok(remainders)
}

/// What becomes of a party, what stays beside it, and what that makes.
enum Decision {
    Leave { why: Why, beside: Vec<u32>, stays: Option<i128> },
    Rest { beside: Vec<u32>, value: Option<i64>, stays: Option<i128> },
}

/// What lies inside a group.
struct Inside {
    rows: Vec<u32>,
    /// A row that lies inside it in part only.
    crosses: Option<u32>,
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
    fn decisions(&self, comparison: &Comparison<'_>) -> Result<Vec<(u32, Decision)>, AggregateError> {
        let mut decisions: Vec<(u32, Decision)> = Vec::new();
        let mut left: Vec<u32> = Vec::new();
        // World last: what the groups decide says what stands beside it.
        let mut order: Vec<u32> = self.parties.keys().copied().collect();
        order.sort_by_key(|party| (self.is_world(*party), *party));
        for party in order {
            if self.is_world(party) && comparison.totals == Totals::Keep {
                continue;
            }
            if self.is_world(party) {
                let beside: Vec<u32> =
                    self.parties.keys().copied().filter(|other| *other != party && !left.contains(other)).collect();
                // Alone it is all that is known, and stands for nobody else.
                if !beside.is_empty() || (self.column == PARTNER && comparison.totals != Totals::Prefer) {
                    let outer = self.outer(&beside);
                    let stays = outer.iter().map(|part| self.table.sum(&self.parties[part])).sum();
                    decisions.push((party, Decision::Leave { why: Why::PartsAskedFor, beside: outer, stays }));
                }
                continue;
            }
            if let Some(decision) = self.of_group(party, comparison)? {
                left.push(party);
                decisions.push((party, decision));
            }
        }
        Ok(decisions)
    }

    fn of_group(&self, party: u32, comparison: &Comparison<'_>) -> Result<Option<Decision>, AggregateError> {
        let nearly_all = self.economies >= NEARLY_ALL;
        let held: Vec<u32> =
            self.parties.keys().copied().filter(|other| self.era.holders(*other).contains(&party)).collect();
        let shared = |other: &u32| self.parties.contains_key(other) && self.share_goods(party, *other);
        let unclear: Vec<u32> = self.era.unclear(party).iter().copied().filter(shared).collect();
        if !held.iter().any(shared) {
            if unclear.is_empty() || !holds_some(self.code(party)) {
                return Ok(None);
            }
            if nearly_all {
                return Ok(Some(Decision::Leave { why: Why::UnknownMembers, beside: Vec::new(), stays: None }));
            }
            return if comparison.compared { Err(self.refused(party, unclear[0], comparison)) } else { Ok(None) };
        }
        let (inside, beside) = self.inside(party, &held);
        if nearly_all {
            return Ok(Some(Decision::Leave { why: Why::MembersListed, beside, stays: self.table.sum(&inside.rows) }));
        }
        if let Some(other) = inside.crosses {
            return if comparison.compared { Err(self.crossing(party, other)) } else { Ok(None) };
        }
        let (stays, slack) = (self.table.sum(&inside.rows), self.table.slack(&inside.rows));
        let rows = &self.parties[&party];
        let rest = self.table.sum(rows).zip(stays).map(|(whole, sum)| whole - sum);
        let positive = inside.rows.iter().all(|row| self.table.sum(&[*row]).is_none_or(|value| value >= 0));
        Ok(match rest {
            Some(rest) if rest.abs() <= slack + self.table.slack(rows) => {
                Some(Decision::Leave { why: Why::PartsComplete, beside, stays })
            }
            // Members that make more than the group: the group is of another kind or time; its members are asked for.
            Some(rest) if rest < 0 && positive => Some(Decision::Leave { why: Why::MembersListed, beside, stays }),
            _ if !comparison.compared => None,
            rest => {
                if let Some(other) = self.rival(party, &held, &unclear) {
                    return Err(self.refused(party, other, comparison));
                }
                let value = rest.and_then(|rest| i64::try_from(rest).ok());
                Some(Decision::Rest { beside, value, stays })
            }
        })
    }

    /// The goods of a row; one of all where there are none.
    fn goods(&self, row: u32) -> u32 {
        self.table.products.as_ref().map_or(0, |products| products.of_row[row as usize])
    }

    /// Whether the goods of one row hold those of another.
    fn covers(&self, one: u32, other: u32) -> bool {
        let (holder, part) = (self.goods(one), self.goods(other));
        holder == part || self.table.products.as_ref().is_some_and(|products| products.holders(part).contains(&holder))
    }

    fn is_across(&self, one: u32, other: u32) -> bool {
        self.table.products.as_ref().is_some_and(|products| products.is_across(self.goods(one), self.goods(other)))
    }

    /// Whether two parties have figures of the same goods, or of goods that hold each other.
    fn share_goods(&self, one: u32, other: u32) -> bool {
        let related = |first: u32, second: u32| {
            self.covers(first, second) || self.covers(second, first) || self.is_across(first, second)
        };
        self.parties[&one].iter().any(|first| self.parties[&other].iter().any(|second| related(*first, *second)))
    }

    /// The outer rows of members that lie inside a group's rows, and whose they are.
    fn inside(&self, party: u32, held: &[u32]) -> (Inside, Vec<u32>) {
        let group = &self.parties[&party];
        let mut all: Vec<(u32, u32)> = Vec::new();
        let mut crosses = None;
        for member in held {
            for row in &self.parties[member] {
                if group.iter().any(|holder| self.covers(*holder, *row)) {
                    all.push((*member, *row));
                } else if group.iter().any(|part| self.covers(*row, *part) || self.is_across(*row, *part)) {
                    crosses = Some(*row);
                }
            }
        }
        let is_outer = |(member, row): &(u32, u32)| {
            let holds = |(other, above): &(u32, u32)| {
                self.era.holders(*member).contains(other) && self.covers(*above, *row)
                    || other == member && self.goods(*above) != self.goods(*row) && self.covers(*above, *row)
            };
            !all.iter().any(holds)
        };
        let outer: Vec<(u32, u32)> = all.iter().copied().filter(is_outer).collect();
        let mut beside: Vec<u32> = outer.iter().map(|(member, _)| *member).collect();
        beside.sort_unstable();
        beside.dedup();
        // Members that are groups themselves and lie across each other cannot be added up.
        let unclear = outer.iter().find(|(member, row)| {
            outer.iter().any(|(other, second)| {
                self.era.unclear(*member).contains(other) && (self.covers(*row, *second) || self.covers(*second, *row))
            })
        });
        let crosses = crosses.or(unclear.map(|(_, row)| *row));
        (Inside { rows: outer.into_iter().map(|(_, row)| row).collect(), crosses }, beside)
    }

    fn crossing(&self, party: u32, row: u32) -> AggregateError {
        let name = |row: u32| {
            let of = called(self.table.dimension(self.column).map_or("", |codes| codes.name(row as usize)));
            let goods = self.table.products.as_ref().map(|products| products.names[self.goods(row) as usize].clone());
            goods.map_or(of.clone(), |goods| format!("{of} in product {goods}"))
        };
        let first = self.parties[&party][0];
        AggregateError::Crossing {
            one: name(first),
            other: name(row),
            series: self.table.series(first, &[self.column]),
        }
    }

    /// A party whose figures may be in what a group's members lack.
    fn rival(&self, party: u32, held: &[u32], unclear: &[u32]) -> Option<u32> {
        let apart = |other: &u32| !held.contains(other) && !self.is_world(*other);
        let holds_it = self.era.holders(party).iter().copied().filter(|other| self.parties.contains_key(other));
        unclear
            .iter()
            .copied()
            .filter(apart)
            .chain(holds_it.filter(apart))
            .find(|other| self.share_goods(party, *other))
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
        let (why, beside, stays) = match &decision {
            Decision::Leave { why, beside, stays } => (*why, beside, *stays),
            Decision::Rest { beside, stays, .. } => (Why::Remainder, beside, *stays),
        };
        // Where a few dozen groups overlap, each line would repeat the same economies.
        let total = if why == Why::UnknownMembers { "" } else { &name };
        notes.add(Left {
            why,
            total,
            currency: self.table.currency.name(rows[0] as usize),
            period: self.table.period.name(rows[0] as usize),
            rows: rows.len(),
            dropped: vec![name.clone()],
            beside: beside.iter().map(|part| called(self.code(*part))).collect(),
            moved: self.table.sum(rows),
            stays,
        });
        rows.iter().for_each(|row| kept[*row as usize] = false);
        if let Decision::Rest { value, .. } = decision {
            remainders.push(Remainder { column: comparison.column, name: not_shown(&name), rows: rows.clone(), value });
        }
    }
}
