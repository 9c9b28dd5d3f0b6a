//! Unit values: `2.5 million tonnes worth $500 million, at an average of $200 a tonne`.
//!
//! The price of a unit is the value over the quantity. All three must stand in one sentence, the only ones of their kind, and the unit
//! of the price must be that of the quantity.

use super::phrase::{Phrase, amounts, unit_word};
use super::{Candidate, Judgement, Kind, Manual, SignRule, Signed, Tie};
use crate::link::Linked;
use crate::quantities::Unit;
use crate::read::Text;
use crate::relation::Relation;

pub(super) const KIND: Kind = Kind {
    name: "unit_value",
    about: "the average price of a unit is the value over the quantity",
    manual: Manual {
        checks: "A price a tonne, a barrel or another unit of quantity, called an average or introduced by `at`, against the value and \
                 the quantity of the same sentence.",
        holds: "Miners shipped 2.5 million tonnes worth $500 million, at an average of $200 a tonne.",
        fails: Some("Miners shipped 2.5 million tonnes worth $500 million, at an average of $250 a tonne."),
        leaves: "Prices that may be those of a market or a day, prices of another unit, and sentences with several values or quantities.",
    },
    find,
};

fn find(text: &Text, linked: &Linked) -> Vec<Candidate> {
    (0..linked.sentences.len()).filter_map(|index| of_sentence(text, linked, index)).collect()
}

fn of_sentence(text: &Text, linked: &Linked, sentence: usize) -> Option<Candidate> {
    let amounts = amounts(linked, sentence);
    let of =
        |unit: Unit| -> Vec<usize> { amounts.iter().copied().filter(|at| linked.figures[*at].unit == unit).collect() };
    let &[quantity] = of(Unit::Weight).as_slice() else { return None };
    let (prices, values): (Vec<usize>, Vec<usize>) =
        of(Unit::Money).into_iter().partition(|at| priced_by(text, linked, *at, &unit_word(text, linked, quantity)));
    let (&[price], &[value]) = (prices.as_slice(), values.as_slice()) else { return None };
    if !linked.comparable(price, value) {
        return None;
    }
    let joined = joins(text, linked, quantity, value);
    Some(Candidate {
        form: Candidate::LINKED,
        kind: KIND.name,
        reported: Signed::plus(price),
        operands: vec![Signed::plus(value), Signed::plus(quantity)],
        sentence,
        tie: if joined && is_average(text, linked, price) { Tie::Stated } else { Tie::Inferred },
        judgement: Judgement::Arithmetic { relation: Relation::Ratio, sign: SignRule::Signed },
    })
}

/// Whether an amount is one for each `unit`: `$200 a tonne`, `$200/tonne`.
fn priced_by(text: &Text, linked: &Linked, at: usize, unit: &str) -> bool {
    let after = Phrase::after(text, linked, at);
    !unit.is_empty()
        && ["a", "per", "the", "each", "for each", "for every", "/"]
            .iter()
            .any(|each| after.starts_with(&format!("{each} {unit}")))
}

/// Whether a price is the one that the value and the quantity of the sentence make.
fn is_average(text: &Text, linked: &Linked, price: usize) -> bool {
    let before = Phrase::before(text, linked, price);
    let near: Vec<&str> = before.words().rev().take(6).collect();
    // `a tonne at the port of arrival` is another price; `$200/tonne` and `$200 a tonne` are two words long.
    if !Phrase::after(text, linked, price).is_over_after(2) {
        return false;
    }
    let called = near.iter().any(|word| matches!(*word, "average" | "averaging" | "averaged" | "unit" | "mean"));
    called || before.ends_with_any(&["at", ", or", "( or", "i . e ."])
}

/// Whether the value is that of the quantity: `2.5 million tonnes worth $500 million`.
fn joins(text: &Text, linked: &Linked, quantity: usize, value: usize) -> bool {
    const WORTH: &[&str] =
        &["worth", "valued at", "for", "earning", "fetching", "fetched", "worth of", "at a value of", "at a cost of"];
    let between = Phrase::between(text, linked, quantity, value);
    let priced = between.ends_with_any(WORTH) || between.starts_with_any(&["worth"]);
    let plain = !between.has_any(&[";", "and", "while", "but", "from", "compared", "against", "up", "down"]);
    let paid_for = value < quantity && between.ends_with_any(&["for", "on"]);
    plain && (priced || paid_for) && linked.placed[quantity].when == linked.placed[value].when
}
