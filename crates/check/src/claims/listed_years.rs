//! Listed years against the span they are said to lie in: `between 1991 and 2014 (1991, …, 2015)`.

use chrono::Datelike;
use num_traits::ToPrimitive;

use super::list::enumerated;
use super::{Candidate, Judgement, Kind, Manual, Mend, Signed, Tie};
use crate::link::Linked;
use crate::quantities::{Mentioned, PeriodMention, Unit};
use crate::read::Text;
use tradeproof_model::Period;

pub(super) const KIND: Kind = Kind {
    name: "listed_years",
    about: "years that are listed lie inside the span that is stated",
    manual: Manual {
        checks: "Listed years against the span that is stated before them.",
        holds: "Between 2001 and 2009 ministers met three times (2001, 2005 and 2009).",
        fails: Some("Between 2001 and 2009 ministers met three times (2001, 2005 and 2011)."),
        leaves: "Years that another clause or another period stands before.",
    },
    find,
};

fn find(text: &Text, linked: &Linked) -> Vec<Candidate> {
    let mut found = Vec::new();
    for (index, sentence) in linked.sentences.iter().enumerate() {
        for mention in linked.periods_within(&sentence.span) {
            if let Some(span) = span_of_years(mention) {
                found.extend(against_list(text, linked, index, mention, span));
            }
        }
    }
    found
}

/// A span of more than one year.
fn span_of_years(mention: &PeriodMention) -> Option<Period> {
    match mention.period {
        Mentioned::Dated(period)
            if period.start().year() < period.end().year() && period.months().is_some_and(|months| months >= 24) =>
        {
            Some(period)
        }
        _ => None,
    }
}

fn against_list(
    text: &Text,
    linked: &Linked,
    sentence: usize,
    mention: &PeriodMention,
    span: Period,
) -> Option<Candidate> {
    let end = linked.sentences[sentence].span.end;
    let list = enumerated(&text.prose, mention.span.end..end)?;
    let between = mention.span.end..list.span.start;
    // Another clause or another period may be what the years belong to.
    let tied = !text.prose[between.clone()].contains([';', ':']) && linked.periods_within(&between).is_empty();
    let years: Vec<usize> =
        linked.figures_within(&list.span).filter(|at| linked.figures[*at].unit == Unit::Year).collect();
    if !tied || years.len() != list.entries.len() {
        return None;
    }
    let (first, last) = (span.start().year(), span.end().year());
    let outside: Vec<usize> = years
        .iter()
        .copied()
        .filter(|at| linked.figures[*at].value.to_integer().to_i32().is_none_or(|year| year < first || year > last))
        .collect();
    let reported = *outside.first().or(years.first())?;
    let print = |at: &usize| text.prose[linked.figures[*at].span.clone()].to_owned();
    let detail = match outside.as_slice() {
        [] => format!("all {} years lie between {first} and {last}", years.len()),
        some => format!("{} lies outside {first}–{last}", some.iter().map(print).collect::<Vec<_>>().join(", ")),
    };
    Some(Candidate {
        form: Candidate::LINKED,
        kind: KIND.name,
        reported: Signed::plus(reported),
        operands: years
            .iter()
            .copied()
            .filter(|at| *at != reported)
            .chain(linked.figures_within(&mention.span))
            .map(Signed::plus)
            .collect(),
        sentence,
        tie: Tie::Stated,
        judgement: Judgement::Stated {
            holds: outside.is_empty(),
            detail,
            mends: mends(linked, mention, &outside, &print, [first, last]),
        },
    })
}

/// Either the span reaches to the year, or the year is another.
fn mends(
    linked: &Linked,
    mention: &PeriodMention,
    outside: &[usize],
    print: &impl Fn(&usize) -> String,
    [first, last]: [i32; 2],
) -> Vec<Mend> {
    let &[only] = outside else { return Vec::new() };
    let ends: Vec<usize> = linked.figures_within(&mention.span).collect();
    let beyond = linked.figures[only].value.to_integer().to_i32().is_some_and(|year| year > last);
    let end = if beyond { ends.last() } else { ends.first() };
    let stretch = end.map(|end| Mend { figure: *end, to: print(&only), slip: Some("wrong_span") });
    let year = Mend { figure: only, to: format!("a year from {first} to {last}"), slip: None };
    stretch.into_iter().chain([year]).collect()
}
