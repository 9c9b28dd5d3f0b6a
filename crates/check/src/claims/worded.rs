//! What words say of two figures without printing a third: `doubled`, `a quarter of`.

use std::ops::Range;

use num_traits::Signed as _;

use super::phrase::words_in;
use super::{Candidate, Judgement, Meaning, Mend, Signed, Tie, Wording};
use crate::exact::{Rational, percent_of, ratio, whole};
use crate::link::Linked;
use crate::quantities::wording::{bound_before, hedge_before};
use crate::quantities::{Bound, Unit};
use crate::read::Text;
use crate::relation::Relation;
use crate::show::like_printed;
use crate::words::is;

/// Words that stand for a number.
#[derive(Debug, Clone)]
pub(super) struct Said {
    /// Bytes of the words, their bound or hedge included.
    pub span: Range<usize>,
    pub number: Rational,
    pub bound: Option<Bound>,
    pub hedged: bool,
    /// Whether what is `almost` the number lies above it, as in `nearly halved`.
    shrinks: bool,
}

impl Said {
    /// The words in the bytes `span` of `prose` with the bound or hedge before them, which start no earlier than `floor`.
    pub fn read(prose: &str, floor: usize, span: Range<usize>, number: Rational) -> Self {
        let before = &prose[floor..span.start];
        let bound = bound_before(before);
        let hedge = if bound.is_none() { hedge_before(before) } else { None };
        let start =
            bound.as_ref().map(|(_, span)| span).or(hedge.as_ref()).map_or(span.start, |span| floor + span.start);
        Self {
            span: start..span.end,
            number,
            bound: bound.map(|(bound, _)| bound),
            hedged: hedge.is_some(),
            shrinks: false,
        }
    }

    /// The words of a fall, whose bound is one on its size: what more than halves ends at less than a half.
    pub fn of_fall(self) -> Self {
        let bound = self.bound.map(|bound| match bound {
            Bound::MoreThan => Bound::LessThan,
            Bound::AtLeast => Bound::AtMost,
            Bound::LessThan => Bound::MoreThan,
            Bound::AtMost => Bound::AtLeast,
            Bound::Almost => Bound::Almost,
        });
        Self { bound, shrinks: true, ..self }
    }

    /// The same number as a percentage.
    pub fn in_per_cent(self) -> Self {
        Self { number: percent_of(&self.number), ..self }
    }

    /// The number give or take `part` of it, in thousandths.
    fn around(&self, part: i64) -> Meaning {
        let slack = &self.number * ratio(part, 1000);
        Meaning::between(&self.number - &slack, &self.number + slack)
    }

    /// What the words mean, exactly and roughly: words for ratios are round numbers.
    fn meanings(&self) -> [Meaning; 2] {
        let (idle, rough) = (self.around(IDLE), self.around(ROUGH));
        let number = Some(self.number.clone());
        match self.bound {
            None if self.hedged => [rough.clone(), rough],
            None => [idle, rough],
            Some(Bound::MoreThan | Bound::AtLeast) => {
                [Meaning { low: number, high: None }, Meaning { low: idle.low, high: None }]
            }
            Some(Bound::LessThan | Bound::AtMost) => {
                [Meaning { low: None, high: number }, Meaning { low: None, high: idle.high }]
            }
            Some(Bound::Almost) if self.shrinks => {
                [Meaning { low: number, high: rough.high.clone() }, Meaning { low: idle.low, high: rough.high }]
            }
            Some(Bound::Almost) => {
                [Meaning { low: rough.low.clone(), high: number }, Meaning { low: rough.low, high: idle.high }]
            }
        }
    }
}

/// Words for a number, one after another, and the number as a fraction.
pub(super) type Vocabulary = &'static [(&'static [&'static str], i64, i64)];

/// Every place in a sentence where words of the vocabulary stand outside figures and periods.
pub(super) fn said_in(text: &Text, linked: &Linked, sentence: usize, vocabulary: Vocabulary) -> Vec<Said> {
    let span = linked.sentences[sentence].span.clone();
    let words = words_in(text, linked, span.clone());
    let figures = linked.sentences[sentence].figures.clone();
    // The `five` of `one in five` is a count in words.
    let outside = |place: &Range<usize>| {
        figures.clone().map(|at| &linked.figures[at]).all(|figure| {
            let apart = figure.span.end <= place.start || place.end <= figure.span.start;
            apart || (place.start < figure.span.start && figure.unit == Unit::Count && figure.spelled)
        })
    };
    let mut found = Vec::new();
    for at in 0..words.len() {
        let spelled = |choice: &[&str]| {
            choice
                .iter()
                .enumerate()
                .all(|(next, word)| words.get(at + next).is_some_and(|token| is(token.text(&text.prose), word)))
        };
        let Some((choice, over, under)) = vocabulary.iter().find(|(choice, ..)| spelled(choice)) else { continue };
        let place = words[at].start..words[at + choice.len() - 1].end;
        if outside(&place) {
            found.push(Said::read(&text.prose, span.start, place, ratio(*over, *under)));
        }
    }
    found
}

/// How far off, in thousandths, a ratio may be for which a text says `doubled` or `more than doubled`.
const IDLE: i64 = 50;

/// How far off it may be at most: 2.4 times is still about twice, 2.6 times is not.
const ROUGH: i64 = 250;

/// The claim that the figures stand in the ratio that the words say; a fall in words is a negative percentage.
pub(super) fn candidate(
    text: &Text,
    linked: &Linked,
    kind: &'static str,
    relation: Relation,
    [reported, operand]: [usize; 2],
    said: &Said,
    falls: bool,
) -> Candidate {
    let [exactly, roughly] = said.meanings().map(|meaning| if falls { meaning.negated() } else { meaning });
    let mends = [reported, operand]
        .into_iter()
        .enumerate()
        .filter_map(|(at, figure)| mend(text, linked, relation, [reported, operand], at, figure, &exactly))
        .collect();
    Candidate {
        form: Candidate::LINKED,
        kind,
        reported: Signed::plus(reported),
        operands: vec![Signed::plus(operand)],
        sentence: linked.placed[reported].sentence,
        tie: Tie::Stated,
        judgement: Judgement::Worded(Box::new(Wording { relation, words: said.span.clone(), exactly, roughly, mends })),
    }
}

/// The value of one figure at the limit of what the words mean, the other as printed.
fn mend(
    text: &Text,
    linked: &Linked,
    relation: Relation,
    pair: [usize; 2],
    at: usize,
    figure: usize,
    meaning: &Meaning,
) -> Option<Mend> {
    let values = pair.map(|figure| linked.figures[figure].value.clone());
    let (limit, side) = match (&meaning.low, &meaning.high) {
        (Some(low), Some(high)) => ((low + high) / whole(2), None),
        (Some(low), None) => (low.clone(), Some(at == 0)),
        (None, Some(high)) => (high.clone(), Some(at == 1)),
        (None, None) => return None,
    };
    let value = relation.solve(at, &limit, &values).filter(|value| value.is_positive())?;
    let printed = &linked.figures[figure];
    let shown = like_printed(&text.content[printed.span.clone()], printed, &value, 0);
    let side = match side {
        None => "about",
        Some(true) => "at least",
        Some(false) => "at most",
    };
    Some(Mend { figure, to: format!("{side} {shown}"), slip: None })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exact::Interval;

    fn meaning(words: &str, number: i64) -> [Meaning; 2] {
        let at = words.find("doubled").unwrap();
        Said::read(words, 0, at..words.len(), whole(number)).meanings()
    }

    #[test]
    fn words_are_round_and_bounds_are_not() {
        let at = |value: Rational| Interval::point(value);
        let [exactly, roughly] = meaning("more than doubled", 2);
        assert!(exactly.meets(&at(whole(3))) && !exactly.meets(&at(ratio(199, 100))));
        assert!(roughly.meets(&at(ratio(199, 100))) && !roughly.meets(&at(ratio(18, 10))));
        let [exactly, roughly] = meaning("doubled", 2);
        assert!(exactly.meets(&at(ratio(205, 100))) && !exactly.meets(&at(ratio(22, 10))));
        assert!(roughly.meets(&at(ratio(22, 10))) && !roughly.meets(&at(ratio(26, 10))));
        let [exactly, _] = meaning("almost doubled", 2);
        assert!(exactly.meets(&at(ratio(18, 10))) && !exactly.meets(&at(ratio(21, 10))));
    }
}
