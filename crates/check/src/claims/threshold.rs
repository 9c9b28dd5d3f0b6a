//! Marks that a text says were passed: `exceeded $400 million, with exports of $330.1 million and imports of $60.2 million`.
//!
//! The mark is held against the level, or the two parts, that the same clause then gives for it. A mark alone says nothing.

use super::phrase::{Phrase, amounts, in_one_unit};
use super::{Candidate, Judgement, Kind, Manual, Mend, Signed, Tie};
use crate::exact::{Interval, ratio};
use crate::link::{Flow, Linked, Role};
use crate::quantities::{Bound, Figure};
use crate::read::Text;
use crate::relation::Relation;
use crate::show::like_printed;

pub(super) const KIND: Kind = Kind {
    name: "threshold",
    about: "a mark that is said to be passed is passed by the level, or by the parts, that follow it",
    manual: Manual {
        checks: "`exceeded`, `more than`, `below` and other bounds against the level that the clause then gives (`reaching`, `at`), or \
                 against exports and imports that it adds with `with exports of … and imports of …`.",
        holds: "Trade exceeded $390 million, with exports of $330.1 million and imports of $60.2 million.",
        fails: Some("Trade exceeded $400 million, with exports of $330.1 million and imports of $60.2 million."),
        leaves: "Bounds whose level stands in another clause or sentence, and levels with a period of their own.",
    },
    find,
};

fn find(text: &Text, linked: &Linked) -> Vec<Candidate> {
    let mut found = Vec::new();
    for index in 0..linked.sentences.len() {
        let amounts = amounts(linked, index);
        let levels = |from: usize, count: usize| amounts.get(from + 1..from + 1 + count);
        for (at, mark) in amounts.iter().enumerate().filter(|(_, mark)| is_mark(linked, **mark)) {
            let level = levels(at, 1).filter(|level| gives_level(text, linked, *mark, level[0]));
            let parts = levels(at, 2).filter(|parts| gives_parts(text, linked, *mark, [parts[0], parts[1]]));
            let given = parts.or(level).filter(|given| given.iter().all(|at| is_plain_level(text, linked, *mark, *at)));
            found.extend(given.and_then(|given| candidate(text, linked, index, *mark, given)));
        }
    }
    found
}

fn is_mark(linked: &Linked, at: usize) -> bool {
    let figure = &linked.figures[at];
    // "rose by less than $0.1 billion to reach $9.4 billion": the bound is of the change.
    let changes = matches!(linked.placed[at].role, Role::Change(_) | Role::Growth(_));
    figure.bound.is_some() && figure.is_level() && figure.hedge.is_none() && !changes
}

/// Whether a figure is exactly what is printed, in the unit of the mark.
fn is_plain_level(text: &Text, linked: &Linked, mark: usize, at: usize) -> bool {
    let figure = &linked.figures[at];
    figure.is_level() && figure.bound.is_none() && figure.hedge.is_none() && in_one_unit(text, linked, mark, at)
}

/// `exceeded $400 million, reaching $412.3 million`.
fn gives_level(text: &Text, linked: &Linked, mark: usize, level: usize) -> bool {
    const GIVES: &[&str] = &[
        "to reach",
        "reaching",
        "and reached",
        ", reaching",
        ", at",
        "totalling",
        ", totalling",
        "to stand at",
        ", to reach",
    ];
    let between = Phrase::between(text, linked, mark, level);
    let time = ["", "for the first time", "for the first time ever"];
    dateless(linked, mark, level)
        && GIVES.iter().any(|gives| time.iter().any(|time| between.is(format!("{time} {gives}").trim())))
}

/// `exceeded $400 million, with exports of $330.1 million and imports of $60.2 million`.
fn gives_parts(text: &Text, linked: &Linked, mark: usize, [first, second]: [usize; 2]) -> bool {
    let lead = Phrase::between(text, linked, mark, first);
    let join = Phrase::between(text, linked, first, second);
    let starts = lead.starts_with_any(&[
        ", with",
        "with",
        ", including",
        "(",
        ", made up of",
        ", comprising",
        ":",
        ", consisting of",
    ]);
    let flow = |phrase: &Phrase, name: &str| {
        [format!("{name} of"), format!("{name} at"), format!("{name} worth"), name.to_owned()]
            .iter()
            .any(|end| phrase.ends_with_any(&[end]))
    };
    let plain = lead.words().count() <= 4 && join.words().count() <= 4 && join.has("and");
    let flows = flow(&lead, "exports") && flow(&join, "imports") || flow(&lead, "imports") && flow(&join, "exports");
    starts && plain && flows && dateless(linked, mark, second)
}

/// Whether no period stands between two figures: a level of another time says nothing of the mark.
fn dateless(linked: &Linked, first: usize, last: usize) -> bool {
    linked.periods_within(&(linked.figures[first].span.end..linked.figures[last].span.start)).is_empty()
}

fn candidate(text: &Text, linked: &Linked, sentence: usize, mark: usize, given: &[usize]) -> Option<Candidate> {
    let intervals: Vec<Interval> = given.iter().map(|at| linked.figures[*at].interval()).collect();
    let reached = Relation::Sum.range(&intervals)?;
    let holds = respects(&linked.figures[mark], &reached)?;
    let print = |at: usize| &text.content[linked.figures[at].span.clone()];
    let parts: Vec<&str> = given.iter().map(|at| print(*at)).collect();
    let total = like_printed(parts[0], &linked.figures[given[0]], &reached.middle(), 0);
    let shown = if parts.len() == 1 { total.clone() } else { format!("{total} ({})", parts.join(" and ")) };
    let trade = linked
        .events
        .get(linked.placed[mark].event)
        .is_some_and(|event| event.series.flow.is_some_and(|flow| flow == Flow::Trade));
    let complete = given.last().is_some_and(|last| Phrase::after(text, linked, *last).is_over_after(0));
    let not = if holds { "is" } else { "is not" };
    Some(Candidate {
        form: Candidate::LINKED,
        kind: KIND.name,
        reported: Signed::plus(mark),
        operands: given.iter().copied().map(Signed::plus).collect(),
        sentence,
        // Exports and imports make trade, and no balance; `from Ardland alone` makes them parts.
        tie: if complete && (given.len() == 1 || trade) { Tie::Stated } else { Tie::Inferred },
        judgement: Judgement::Stated {
            holds,
            detail: format!("{shown} {not} {} {}", side(linked.figures[mark].bound?), print(mark)),
            mends: vec![Mend { figure: mark, to: format!("about {total}"), slip: None }],
        },
    })
}

/// On which side of its mark a bound says that something lies.
fn side(bound: Bound) -> &'static str {
    match bound {
        Bound::MoreThan => "above",
        Bound::AtLeast => "at least",
        Bound::LessThan => "below",
        Bound::AtMost => "at most",
        Bound::Almost => "just below",
    }
}

/// How far short, in hundredths, something may fall that is `almost` a mark.
const ALMOST: i64 = 25;

/// Whether what is reached respects the mark: on the right side of it, or, where the mark has decimals, within its rounding.
fn respects(mark: &Figure, reached: &Interval) -> Option<bool> {
    let near = mark.decimals > 0 && mark.rounded_interval().meets(reached);
    let (above, below) = (reached.high >= mark.value, reached.low <= mark.value);
    let sided = match mark.bound? {
        Bound::MoreThan | Bound::AtLeast => above,
        Bound::LessThan | Bound::AtMost => below,
        Bound::Almost => below && reached.high >= &mark.value * ratio(100 - ALMOST, 100),
    };
    Some(near || sided)
}
