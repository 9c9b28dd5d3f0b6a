//! Who reports and with whom: the two economies of a series.

use super::Subject;
use super::asked::{Asked, Measure};
use super::clause::{self, Clause, Side};
use super::times::CHOICES;
use crate::link::Flow;
use tradeproof_model::Economy;
use tradeproof_model::evidence::Holding;
use tradeproof_model::schema::{PARTNER, REPORTER};

/// Which words put an economy on which side of a flow.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sides {
    reporter: &'static [Side],
    partner: &'static [Side],
}

impl Sides {
    /// Exports go from the reporter to the partner, imports the other way.
    pub fn of_trade(flow: Flow) -> Self {
        match flow {
            Flow::Imports => Self { reporter: &[Side::Owner, Side::To], partner: &[Side::From, Side::With] },
            _ => Self { reporter: &[Side::Owner, Side::From], partner: &[Side::To, Side::With] },
        }
    }

    /// Inward investment is reported by the economy that it goes to.
    pub fn of_investment(direction: &str) -> Self {
        let (investor, host): (&[Side], &[Side]) = (&[Side::Owner, Side::From], &[Side::In, Side::To]);
        if direction == "outward" {
            Self { reporter: investor, partner: host }
        } else {
            Self { reporter: host, partner: investor }
        }
    }

    /// As the other economy reports the same flow.
    pub fn mirrored(self) -> Self {
        Self { reporter: self.partner, partner: self.reporter }
    }
}

/// The two economies of a series, by their codes in the data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Pair {
    pub reporter: String,
    pub partner: String,
    pub stated: bool,
}

/// An economy that may be meant, and whether the text says so.
type Choice = (String, bool);

/// The pairs that a clause may speak of.
///
/// # Errors
/// What is missing: an economy that the data do not have, or that the text does not name.
pub(super) fn pairs(
    subject: &Subject<'_>,
    asked: &Asked,
    there: &Holding,
    clause: &Clause,
    sides: &Sides,
) -> Result<Vec<Pair>, String> {
    let named = Named {
        subject,
        there,
        clause,
        sentence: asked.sentence,
        context: clause::context(subject.text, subject.linked, asked.sentence),
    };
    let mut found: Vec<Pair> = Vec::new();
    for (reporter, reporter_stated) in named.reporters(sides)? {
        for (partner, partner_stated) in named.partners(asked, sides, &reporter)? {
            let both = [reporter.as_str(), partner.as_str()];
            // An economy that is neither may narrow the figure in a way that was not understood.
            let all = clause.parties.iter().all(|party| party.codes.iter().any(|code| both.contains(code)));
            let stated = reporter_stated && partner_stated && all;
            let pair = Pair { reporter: reporter.clone(), partner, stated };
            if !found.contains(&pair) {
                found.push(pair);
            }
        }
    }
    Ok(found)
}

/// The economies that a clause names, held against those of the data.
struct Named<'a> {
    subject: &'a Subject<'a>,
    there: &'a Holding,
    clause: &'a Clause,
    sentence: usize,
    context: Vec<&'static str>,
}

impl Named<'_> {
    /// Codes on these sides.
    fn on(&self, sides: &[Side]) -> Vec<&'static str> {
        sides.iter().flat_map(|side| self.clause.on(*side)).flat_map(|party| party.codes.iter().copied()).collect()
    }

    /// Those of `codes` that the data have in `column`, without `but`.
    fn there(&self, column: &str, codes: &[&str], but: &str) -> Vec<String> {
        let mut known: Vec<String> = codes
            .iter()
            .filter(|code| **code != but && self.there.has(column, code))
            .map(|code| (*code).into())
            .collect();
        known.sort_unstable();
        known.dedup();
        known
    }

    fn reporters(&self, sides: &Sides) -> Result<Vec<Choice>, String> {
        let said = self.on(sides.reporter);
        if !said.is_empty() {
            return self.all_of(REPORTER, &said, "");
        }
        let between = self.there(REPORTER, &self.on(&[Side::Between]), "");
        if !between.is_empty() {
            return Ok(stated(between));
        }
        let unsaid = self.there(REPORTER, &self.on(&[Side::Unsaid, Side::In]), "");
        if !unsaid.is_empty() {
            return Ok(stated(unsaid));
        }
        self.left_open(REPORTER, "")
    }

    fn partners(&self, asked: &Asked, sides: &Sides, reporter: &str) -> Result<Vec<Choice>, String> {
        let said = self.on(sides.partner);
        if said.iter().any(|code| *code != reporter) {
            return self.all_of(PARTNER, &said, reporter);
        }
        let between = self.there(PARTNER, &self.on(&[Side::Between]), reporter);
        if !between.is_empty() {
            return Ok(stated(between));
        }
        let unsaid = self.there(PARTNER, &self.on(&[Side::Unsaid, Side::In]), reporter);
        if asked.measure == Measure::Share && unsaid.len() == 1 {
            // "Italy accounted for 19 per cent of Kazakhstan's exports".
            return Ok(stated(unsaid));
        }
        if !unsaid.is_empty() {
            return Ok(unstated(unsaid.into_iter().chain(self.world()).collect()));
        }
        self.left_open(PARTNER, reporter)
    }

    fn world(&self) -> Option<String> {
        self.there.has(PARTNER, Economy::WORLD).then(|| Economy::WORLD.to_owned())
    }

    /// All that the text says and the data have.
    fn all_of(&self, column: &str, said: &[&'static str], but: &str) -> Result<Vec<Choice>, String> {
        let known = self.there(column, said, but);
        if !known.is_empty() {
            return Ok(stated(known));
        }
        let name = said.iter().find(|code| **code != but).map_or("", |code| code);
        Err(format!("the data have no figures of {} as {column}", full_name(name)))
    }

    /// The text names none: the whole world, who is in mind, or the only one there is.
    fn left_open(&self, column: &str, but: &str) -> Result<Vec<Choice>, String> {
        let in_mind = self.there(column, &self.context, but);
        let others: Vec<&String> = self.there.of(column).iter().filter(|code| *code != but).collect();
        let world = self.world().filter(|_| column == PARTNER);
        match (world, in_mind.as_slice(), others.as_slice()) {
            (Some(world), [], _) => Ok(stated(vec![world])),
            (Some(world), some, _) => Ok(unstated(some.iter().cloned().chain([world]).collect())),
            (None, [], [only]) => self.only(column, only),
            (None, [one], [_]) => Ok(stated(vec![one.clone()])),
            (None, [], several) if column == REPORTER => {
                let before = clause::earlier(self.subject.text, self.subject.linked, self.sentence);
                let known = self.there(column, &before, but);
                match known.as_slice() {
                    // A text that names one economy is about it.
                    [one] => Ok(vec![(one.clone(), clause::all(self.subject.text).iter().all(|code| code == one))]),
                    some if (1..=CHOICES).contains(&some.len()) => Ok(unstated(known)),
                    _ => Err(format!("the text names no {column}, and the data have {}", several.len())),
                }
            }
            (None, [], several) => Err(format!("the text names no {column}, and the data have {}", several.len())),
            (None, some, _) => Ok(unstated(some.to_vec())),
        }
    }

    /// The only economy of the data: meant by a text that names it elsewhere, and said by a text that names none at all where
    /// the data hold one series only.
    fn only(&self, column: &str, only: &str) -> Result<Vec<Choice>, String> {
        let named = clause::all(self.subject.text);
        let one_series = self.there.of(REPORTER).len() == 1 && self.there.of(PARTNER).len() == 1;
        if named.is_empty() || named.contains(&only) {
            return Ok(vec![(only.to_owned(), named.is_empty() && one_series)]);
        }
        Err(format!("the text does not name {}, the only {column} of the data", full_name(only)))
    }
}

fn full_name(code: &str) -> String {
    code.parse::<Economy>().map_or_else(|_| code.to_owned(), |economy| economy.name().to_owned())
}

fn stated(codes: Vec<String>) -> Vec<Choice> {
    codes.into_iter().map(|code| (code, true)).collect()
}

fn unstated(codes: Vec<String>) -> Vec<Choice> {
    codes.into_iter().map(|code| (code, false)).collect()
}
