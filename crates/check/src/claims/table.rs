//! What the rows and columns of a table say of each other: totals, balances, growth and shares.
//!
//! The candidates bear the names of the kinds that say the same in prose, so that a reader and an acceptance need to know one name.

mod ratios;
mod totals;
mod words;

use num_traits::Zero;

use super::{Candidate, Judgement, Kind, Manual, SignRule, Signed, Tie};
use crate::link::{Grid, Linked};
use crate::read::Text;
use crate::relation::Relation;
use crate::solve::decide;

pub(super) const KIND: Kind = Kind {
    name: "table",
    about: "totals, balances, growth and shares in a table follow from its other figures",
    manual: Manual {
        checks: "Totals, balances, growth and shares along the rows and columns of a table, whatever their headings call them; the findings bear the names of the kinds that say the same in prose.",
        holds: "| US$ million | 2018 | 2019 |\n|---|---|---|\n| Exports | 10.1 | 12.3 |\n| Imports | 8.2 | 9.1 |\n| Total | 18.3 | 21.4 |",
        fails: Some(
            "| US$ million | 2018 | 2019 |\n|---|---|---|\n| Exports | 10.1 | 12.3 |\n| Imports | 8.2 | 9.1 |\n| Total | 18.3 | 22.4 |",
        ),
        leaves: "Columns that miss again and again: they are read wrong, or hold something else.",
    },
    find,
};

/// The leeway up to which a claim that holds says something of how a table is built.
const TELLING: f64 = 0.05;

/// Of larger tables only so many totals and columns are tried: what they say of each other grows with the square.
const MOST_TOTALS: usize = 40;
const MOST_COLUMNS: usize = 24;

fn find(_: &Text, linked: &Linked) -> Vec<Candidate> {
    linked.tables.iter().flat_map(|grid| of_table(linked, grid)).collect()
}

fn of_table(linked: &Linked, grid: &Grid) -> Vec<Candidate> {
    let mut found = totals::find(linked, grid);
    found.extend(ratios::growth(linked, grid));
    found.extend(ratios::shares(linked, grid));
    found
}

/// One way to read a table, with the claims that it makes all along a row or column.
struct Reading {
    claims: Vec<Candidate>,
    /// Whether the headings leave no other reading.
    explicit: bool,
}

impl Reading {
    /// The claims, tied as surely as the headings and the figures themselves say.
    ///
    /// What holds in at least two places and nearly everywhere is how the table is built, and a rare miss is a mistake. What misses
    /// again and again was read wrong.
    fn settled(mut self, linked: &Linked) -> Vec<Candidate> {
        let (mut holds, mut misses) = (0, 0);
        for claim in &self.claims {
            match decide(linked, claim) {
                Some(decision) if decision.holds() => {
                    let tells = decision.leeway.is_some_and(|leeway| leeway <= TELLING) && !is_trivial(linked, claim);
                    holds += usize::from(tells);
                }
                Some(_) => misses += 1,
                None => {}
            }
        }
        let established = holds >= 2 && holds >= 3 * misses;
        let refuted = misses >= 2 && misses > holds;
        let tie = if established || (self.explicit && !refuted) { Tie::Stated } else { Tie::Inferred };
        for claim in &mut self.claims {
            claim.tie = tie;
        }
        self.claims
    }
}

/// Whether noughts make the claim hold: nothing of anything is nothing.
fn is_trivial(linked: &Linked, claim: &Candidate) -> bool {
    let value = |signed: &Signed| &linked.figures[signed.figure].value;
    let noughts = claim.operands.iter().filter(|operand| value(operand).is_zero()).count();
    value(&claim.reported).is_zero() || noughts + 1 >= claim.operands.len()
}

/// A claim about `reported`, tied as loosely as can be.
fn candidate(
    linked: &Linked,
    kind: &'static str,
    reported: usize,
    operands: &[usize],
    relation: Relation,
    sign: SignRule,
) -> Candidate {
    Candidate {
        form: Candidate::LINKED,
        kind,
        reported: Signed::plus(reported),
        operands: operands.iter().copied().map(Signed::plus).collect(),
        sentence: linked.placed[reported].sentence,
        tie: Tie::Inferred,
        judgement: Judgement::Arithmetic { relation, sign },
    }
}
