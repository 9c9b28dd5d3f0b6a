//! Shares: `$49.7 billion, 33 per cent of all exports`.

use super::phrase::Phrase;
use super::{Candidate, Judgement, Kind, Manual, SignRule, Signed, Tie};
use crate::link::{Event, Linked, Role};
use crate::read::Text;
use crate::relation::Relation;

pub(super) const KIND: Kind = Kind {
    name: "share",
    about: "a share in per cent is the part over the whole",
    manual: Manual {
        checks: "A share in per cent against the part and the whole: `$50.0 million, accounting for 25.0 % of all exports`.",
        holds: "Exports were $200.0 million in 2019. Exports of copper came to $50.0 million, accounting for 25.0% of all exports.",
        fails: Some(
            "Exports to the Union hit $13.6 billion, making up 80.5 percent of total exports of $16.4 billion.",
        ),
        leaves: "Shares that do not fit, unless part, share and whole stand side by side: elsewhere the whole is rarely named beyond \
                 doubt, so a miss accuses nobody.",
    },
    find,
};

fn find(text: &Text, linked: &Linked) -> Vec<Candidate> {
    linked.events.iter().enumerate().flat_map(|(index, event)| of_event(text, linked, index, event)).collect()
}

fn of_event(text: &Text, linked: &Linked, index: usize, event: &Event) -> Vec<Candidate> {
    let Some(share) = event.share else {
        return Vec::new();
    };
    let parts = event
        .level
        .or_else(|| restated(text, linked, share))
        .map_or_else(|| linked.levels_just_before(share), |level| vec![level]);
    let mut found = by_fit(linked, event, share);
    found.extend(spelled_out(text, linked, event, share));
    for part in parts {
        for (whole, tie) in linked.wholes_of(index, part) {
            if whole != part && linked.comparable(part, whole) {
                let part_tie = if event.level.is_some() { Tie::Stated } else { Tie::Inferred };
                found.push(candidate(event, share, [part, whole], tie.min(part_tie)));
            }
        }
    }
    found
}

/// `$13.6 billion, making up 80.5 per cent of total exports of $16.4 billion`: part, share and whole side by side.
fn spelled_out(text: &Text, linked: &Linked, event: &Event, share: usize) -> Option<Candidate> {
    const MAKES_UP: &[&str] = &[
        "accounting for",
        "making up",
        "representing",
        "comprising",
        "constituting",
        "or",
        "which is",
        "equal to",
        "were",
        "was",
    ];
    const BREAKS: &[&str] =
        &[",", ";", "(", ")", "and", "in", "from", "compared", "while", "with", "up", "down", "than"];
    let (part, whole) = (share.checked_sub(1)?, share + 1);
    let together = linked.sentences[event.sentence].figures.contains(&part)
        && linked.sentences[event.sentence].figures.contains(&whole)
        && linked.placed[part].role == Role::Level
        // Fractions in words are another kind.
        && !linked.figures[share].spelled;
    if !together || !linked.comparable(part, whole) || !linked.figures[part].is_money() {
        return None;
    }
    let lead = Phrase::between(text, linked, part, share);
    let of = Phrase::between(text, linked, share, whole);
    let says = lead.ends_with_any(MAKES_UP) && lead.words().count() <= 4;
    let names = of.starts_with("of") && of.words().count() <= 8 && !of.has_any(BREAKS);
    (says && names).then(|| candidate(event, share, [part, whole], Tie::Stated))
}

fn candidate(event: &Event, share: usize, [part, whole]: [usize; 2], tie: Tie) -> Candidate {
    Candidate {
        form: Candidate::LINKED,
        kind: KIND.name,
        reported: Signed::plus(share),
        operands: vec![Signed::plus(part), Signed::plus(whole)],
        sentence: event.sentence,
        tie,
        judgement: Judgement::Arithmetic { relation: Relation::Share, sign: SignRule::Signed },
    }
}

/// The amount that restates a share: `33% of all exports, or €49.655 billion`.
fn restated(text: &Text, linked: &Linked, share: usize) -> Option<usize> {
    let next = share + 1;
    let (this, after) = (linked.figures.get(share)?, linked.figures.get(next)?);
    let between = text.prose.get(this.span.end..after.span.start)?;
    let same_sentence = linked.placed[share].sentence == linked.placed[next].sentence;
    (after.is_money() && same_sentence && between.trim_end().ends_with(" or")).then_some(next)
}

/// Shares that are told apart from the levels: `the share of the region reached 36.9 per cent`.
///
/// Whole percentages are left out: among a few levels, chance makes some pair fit.
fn by_fit(linked: &Linked, event: &Event, share: usize) -> Vec<Candidate> {
    if linked.figures[share].decimals == 0 || event.series.flow.is_none() {
        return Vec::new();
    }
    let levels = linked.levels_of_flow(event);
    let pairs = levels.iter().flat_map(|part| levels.iter().map(move |whole| [*part, *whole]));
    pairs
        .filter(|[part, whole]| linked.figures[*part].value < linked.figures[*whole].value)
        .filter(|[part, whole]| linked.comparable(*part, *whole))
        .map(|levels| candidate(event, share, levels, Tie::Fitting))
        .collect()
}
