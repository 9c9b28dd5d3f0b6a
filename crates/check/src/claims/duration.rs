//! Stretches of time: `in the 12 years from 2005 to 2017`, `over the six months from January to June 2019`.
//!
//! The number is that of the years or months from the first to the last; whether the first counts is a matter of usage, so that one more
//! is a named convention for years, and for months the usual way.

use chrono::Datelike as _;
use num_traits::ToPrimitive as _;

use super::phrase::Phrase;
use super::{Candidate, Judgement, Kind, Manual, Mend, SignRule, Signed, Tie};
use crate::link::Linked;
use crate::quantities::{Mentioned, PeriodMention, Unit};
use crate::read::Text;
use crate::relation::Relation;

pub(super) const KIND: Kind = Kind {
    name: "duration",
    about: "a stated number of years or months is that of the span it introduces",
    manual: Manual {
        checks: "`the 12 years from 2005 to 2017` against the span: 12 years, or 13 with the first and the last both counted.",
        holds: "In the 12 years from 2005 to 2017 trade doubled.",
        fails: Some("In the 15 years from 2005 to 2017 trade doubled."),
        leaves: "Numbers that are hedged, and spans that something other than `from`, `between` or a bracket joins to the number.",
    },
    find,
};

fn find(text: &Text, linked: &Linked) -> Vec<Candidate> {
    let mut found = Vec::new();
    for (index, sentence) in linked.sentences.iter().enumerate() {
        for at in sentence.figures.clone().filter(|at| linked.figures[*at].unit == Unit::Count) {
            found.extend(of_count(text, linked, index, at));
        }
    }
    found
}

fn of_count(text: &Text, linked: &Linked, sentence: usize, count: usize) -> Option<Candidate> {
    let figure = &linked.figures[count];
    let rest = figure.span.end..linked.sentences[sentence].span.end;
    let mention = linked.periods_within(&rest).first()?;
    let unit = unit_of_span(text, linked, count, mention)?;
    if figure.bound.is_some() || figure.hedge.is_some() {
        return None;
    }
    let years: Vec<usize> =
        linked.figures_within(&mention.span).filter(|at| linked.figures[*at].unit == Unit::Year).collect();
    let lengths = lengths(mention, unit)?;
    let tie = if is_whole_span(text, linked, sentence, mention) { Tie::Stated } else { Tie::Inferred };
    let (operands, judgement) = match years.as_slice() {
        [first, last] if unit == "years" => (
            [last, first].map(|year| Signed::plus(*year)).to_vec(),
            Judgement::Arithmetic { relation: Relation::Elapsed, sign: SignRule::Signed },
        ),
        _ => (years.into_iter().map(Signed::plus).collect(), counted(text, linked, count, mention, unit, lengths)?),
    };
    Some(Candidate {
        form: Candidate::LINKED,
        kind: KIND.name,
        reported: Signed::plus(count),
        operands,
        sentence,
        tie,
        judgement,
    })
}

/// A span whose ends are no plain years.
fn counted(
    text: &Text,
    linked: &Linked,
    count: usize,
    mention: &PeriodMention,
    unit: &str,
    lengths: [i64; 2],
) -> Option<Judgement> {
    let said = linked.figures[count].value.to_i64()?;
    let found = if lengths.contains(&said) { said } else { lengths[0] };
    let span = &text.prose[mention.span.clone()];
    Some(Judgement::Counted {
        found,
        detail: format!("“{span}” is {} {unit}", lengths.map(|length| length.to_string()).join(" or ")),
        mends: vec![Mend { figure: count, to: found.to_string(), slip: Some("miscount") }],
    })
}

/// Whether nothing after a span takes years out of it or adds others: `from 2010 to 2017 without 2013`, `(2010–15 and 2017–20)`.
fn is_whole_span(text: &Text, linked: &Linked, sentence: usize, mention: &PeriodMention) -> bool {
    const CHANGES: &[&str] = &[
        "to",
        "until",
        "till",
        "through",
        "–",
        "-",
        "/",
        "and",
        "or",
        "without",
        "except",
        "excluding",
        "in which",
        "when",
        "that",
        "with",
        "where",
        "plus",
        "but",
        ", and",
        ", or",
    ];
    let after = Phrase::of(text, linked, mention.span.end..linked.sentences[sentence].span.end);
    !after.starts_with_any(CHANGES)
}

/// What a count counts, where it is the length of the span that follows: `the 12 years from`, not `in three years between`.
fn unit_of_span(text: &Text, linked: &Linked, count: usize, mention: &PeriodMention) -> Option<&'static str> {
    const UNITS: &[(&str, &str)] = &[
        ("years", "years"),
        ("months", "months"),
        ("- year period", "years"),
        ("- year span", "years"),
        ("- month period", "months"),
    ];
    let joined = Phrase::of(text, linked, linked.figures[count].span.end..mention.span.start);
    let before = Phrase::before(text, linked, count);
    let whole = before.words().rev().take(2).any(|word| matches!(word, "the" | "over" | "for" | "a" | "this"));
    let joins = |words: &str| {
        joined.is(&format!("{words} from"))
            || joined.is(&format!("{words} between"))
            || joined.is(&format!("{words} ("))
            || (joined.is(words) && starts_with_join(text, mention))
    };
    UNITS.iter().find(|(words, _)| whole && joins(words)).map(|(_, unit)| *unit)
}

/// `from 2005 to 2017`, where the preposition is part of the period as it is read.
fn starts_with_join(text: &Text, mention: &PeriodMention) -> bool {
    let printed = text.prose[mention.span.clone()].to_lowercase();
    ["from", "between", "("].iter().any(|join| printed.starts_with(join))
}

/// How long a span is: from the first to the last, and with both counted; for months the other way round.
fn lengths(mention: &PeriodMention, unit: &str) -> Option<[i64; 2]> {
    let Mentioned::Dated(period) = mention.period else { return None };
    let months = i64::from(period.months()?);
    let years = i64::from(period.end().year() - period.start().year());
    match unit {
        "years" if months % 12 == 0 && years >= 1 => Some([years, years + 1]),
        "months" if months >= 2 => Some([months, months - 1]),
        _ => None,
    }
}
