//! Lists in order: `the largest markets were Ardland ($5 billion), followed by Bessia ($4 billion) and Cissia ($3 billion)`.
//!
//! What follows in an order must not be larger than what leads. `in descending order` binds the whole list, `followed by` its first
//! entry, `second only to` and `behind` the two amounts on both sides. A list that is merely headed `the largest` binds nothing.

use std::ops::Range;

use super::phrase::{Phrase, amounts, in_one_unit, is_one_of, words_in};
use super::{Candidate, Judgement, Kind, Manual, Mend, Signed, Tie};
use crate::link::{Linked, Role};
use crate::quantities::{Figure, Unit};
use crate::read::Text;

pub(super) const KIND: Kind = Kind {
    name: "rank_order",
    about: "amounts that a text puts in order are in that order",
    manual: Manual {
        checks: "Amounts or shares in a list that is said to be in order: `in descending order`, `…, followed by …`, \
                 `second only to …`, `behind … and …`. An amount may equal the one before it, and rounding is allowed for.",
        holds: "Ardland was the largest market ($5.0 billion), followed by Bessia ($4.0 billion) and Cissia ($3.0 billion).",
        fails: Some(
            "Ardland was the largest market ($3.5 billion), followed by Bessia ($4.0 billion) and Cissia ($3.0 billion).",
        ),
        leaves: "Lists that are only headed `the largest`, growth rates, and the order of those that follow the first.",
    },
    find,
};

/// What an order says of one amount and several others; those are not ordered among themselves.
struct Order {
    one: usize,
    others: Vec<usize>,
    /// Whether the others should be no larger, or no smaller.
    others_below: bool,
    tie: Tie,
}

fn find(text: &Text, linked: &Linked) -> Vec<Candidate> {
    let mut found = Vec::new();
    for index in 0..linked.sentences.len() {
        let listed: Vec<usize> = amounts(linked, index).into_iter().filter(|at| is_listed(text, linked, *at)).collect();
        if listed.len() < 2 {
            continue;
        }
        let orders = followed(text, linked, index, &listed).into_iter().chain(sorted(text, linked, index, &listed));
        let all = orders.chain(behind(text, linked, index, &listed));
        found.extend(all.filter_map(|order| candidate(text, linked, index, &order)));
    }
    found
}

/// Whether a figure can be one of a list: an amount or a share, and no growth.
fn is_listed(text: &Text, linked: &Linked, at: usize) -> bool {
    let figure = &linked.figures[at];
    let kind = matches!(figure.unit, Unit::Money | Unit::Weight | Unit::Percent);
    let role = !matches!(linked.placed[at].role, Role::Growth(_) | Role::Change(_) | Role::Converted);
    // `($4 billion, up 5 %, against $3 billion)`: what is said of an entry is none itself.
    const SAID_OF_ENTRY: &[&str] = &[
        "up",
        "down",
        "by",
        "from",
        "rose",
        "fell",
        "or",
        "+",
        "−",
        "against",
        "than",
        "compared with",
        "compared to",
        "versus",
    ];
    let aside = Phrase::before(text, linked, at).ends_with_any(SAID_OF_ENTRY);
    kind && role && !aside && !figure.signed
}

/// The first place in a sentence where `phrase` stands.
fn place(text: &Text, linked: &Linked, sentence: usize, phrase: &[&str]) -> Option<Range<usize>> {
    let words = words_in(text, linked, linked.sentences[sentence].span.clone());
    words.windows(phrase.len()).find_map(|window| {
        let said = window.iter().zip(phrase).all(|(token, word)| token.text(&text.prose).eq_ignore_ascii_case(word));
        said.then(|| window[0].start..window[phrase.len() - 1].end)
    })
}

/// `largest … A, followed by B and C`: A is ahead of both.
fn followed(text: &Text, linked: &Linked, sentence: usize, listed: &[usize]) -> Option<Order> {
    let said = place(text, linked, sentence, &["followed", "by"])?;
    let largest_first = largest_first(text, linked, sentence, said.start)?;
    let split = listed.partition_point(|at| linked.figures[*at].span.start < said.start);
    let ahead = *listed.get(split.checked_sub(1)?)?;
    let after = one_list(text, linked, &listed[split..], said.end);
    // Between what is ahead and `followed by` nothing may start another clause.
    let joined = Phrase::of(text, linked, linked.figures[ahead].span.end..said.start).words().count() <= 6;
    let tie = if joined && linked.periods_within(&linked.sentences[sentence].span).len() <= 1 {
        Tie::Stated
    } else {
        Tie::Inferred
    };
    Some(Order { one: ahead, others: after, others_below: largest_first, tie })
}

/// Whether the list starts with the largest or the smallest; `None` where the words before `until` say neither.
fn largest_first(text: &Text, linked: &Linked, sentence: usize, until: usize) -> Option<bool> {
    let before = Phrase::of(text, linked, linked.sentences[sentence].span.start..until);
    let rank = before.words().rev().find_map(|word| match word {
        "largest" | "biggest" | "main" | "leading" | "top" | "highest" | "led" => Some(true),
        "smallest" | "lowest" => Some(false),
        _ => None,
    })?;

    (!before.has_any(OTHERWISE_RANKED)).then_some(rank)
}

/// Words that say that a rank is not one by the amounts: by growth, by weight, by number.
const OTHERWISE_RANKED: &[&str] = &[
    "fastest",
    "growth",
    "growing",
    "grew",
    "increase",
    "increases",
    "rise",
    "rises",
    "fall",
    "falls",
    "drop",
    "drops",
    "decline",
    "declines",
    "gain",
    "gains",
    "jump",
    "change",
    "per head",
    "per capita",
    "by volume",
    "in volume",
    "by weight",
    "by number",
    "by area",
    "population",
];

/// Amounts of one unit after the byte `from`, up to where something other than a list begins.
fn one_list(text: &Text, linked: &Linked, amounts: &[usize], from: usize) -> Vec<usize> {
    const CLAUSES: &[&str] =
        &[";", "while", "but", "which", "whereas", "compared", "against", "total", "together", "rest", "others"];
    const VERBS: &str = "was were is are came reached stood rose fell had amounted exceeded bringing taking";
    let mut start = from;
    let mut list: Vec<usize> = Vec::new();
    for at in amounts {
        let gap = Phrase::of(text, linked, start..linked.figures[*at].span.start);
        let same = list.first().is_none_or(|first| in_one_unit(text, linked, *first, *at));
        // `in descending order, are …` leads to the list.
        let leads = list.is_empty() && gap.starts_with_any(&["are", ", are", "were", ", were"]);
        let verb = !leads && gap.words().any(|word| is_one_of(word, VERBS));
        if verb || gap.has_any(CLAUSES) || gap.ends_with_any(&["to", "from"]) || gap.words().count() > 12 || !same {
            break;
        }
        list.push(*at);
        start = linked.figures[*at].span.end;
    }
    list
}

/// `in descending order`: every entry is ahead of the next.
fn sorted(text: &Text, linked: &Linked, sentence: usize, listed: &[usize]) -> Vec<Order> {
    let said = |phrase: &[&str]| place(text, linked, sentence, phrase);
    let descending =
        said(&["descending", "order"]).or_else(|| said(&["decreasing", "order"])).map(|place| (place, true));
    let ascending =
        || said(&["ascending", "order"]).or_else(|| said(&["increasing", "order"])).map(|place| (place, false));
    let Some((place, largest_first)) = descending.or_else(ascending) else { return Vec::new() };
    let after = listed.partition_point(|at| linked.figures[*at].span.start < place.start);
    let list =
        if after == listed.len() { listed.to_vec() } else { one_list(text, linked, &listed[after..], place.end) };
    let pairs = list.windows(2);
    pairs
        .map(|pair| Order { one: pair[0], others: vec![pair[1]], others_below: largest_first, tie: Tie::Stated })
        .collect()
}

/// Whether a place in an order stands before `place`: only then does `after` rank.
fn has_rank_before(linked: &Linked, sentence: usize, place: &Range<usize>) -> bool {
    let mut figures = linked.sentences[sentence].figures.clone().map(|at| &linked.figures[at]);
    figures.any(|figure| figure.unit == Unit::Ordinal && figure.span.end <= place.start)
}

/// `A, second only to B`, `third-largest, behind B and C` or `after B and C`: those named after are ahead.
fn behind(text: &Text, linked: &Linked, sentence: usize, listed: &[usize]) -> Option<Order> {
    let second = place(text, linked, sentence, &["second", "only", "to"]);
    let ranked = || {
        let after =
            || place(text, linked, sentence, &["after"]).filter(|place| has_rank_before(linked, sentence, place));
        let place = place(text, linked, sentence, &["behind"]).or_else(after)?;
        largest_first(text, linked, sentence, place.start).filter(|largest| *largest).map(|_| place)
    };
    let place = second.clone().or_else(ranked)?;
    let split = listed.partition_point(|at| linked.figures[*at].span.start < place.start);
    let one = *listed.get(split.checked_sub(1)?)?;
    let near = Phrase::of(text, linked, linked.figures[one].span.end..place.start).words().count() <= 10;
    let mut ahead = one_list(text, linked, &listed[split..], place.end);
    if second.is_some() {
        ahead.truncate(1);
    }
    let undated = linked.periods_within(&linked.sentences[sentence].span).len() <= 1;
    let tie = if near && undated { Tie::Stated } else { Tie::Inferred };
    Some(Order { one, others: ahead, others_below: false, tie })
}

fn candidate(text: &Text, linked: &Linked, sentence: usize, order: &Order) -> Option<Candidate> {
    let others: Vec<usize> =
        order.others.iter().copied().filter(|at| in_one_unit(text, linked, *at, order.one)).collect();
    let print = |at: usize| &text.content[linked.figures[at].span.clone()];
    let misplaced = others.iter().copied().find(|at| !fits(linked, order, *at));
    let [side, other_side] = if order.others_below { ["larger", "smaller"] } else { ["smaller", "larger"] };
    let one = print(order.one);
    let detail = match misplaced {
        Some(at) => format!("in this order {} should be no {side} than {one}", print(at)),
        None => {
            format!(
                "as rounded, {} can be no {side} than {one}",
                others.iter().map(|at| print(*at)).collect::<Vec<_>>().join(", ")
            )
        }
    };
    let mends = misplaced.map_or_else(Vec::new, |at| {
        vec![
            Mend { figure: order.one, to: format!("no {other_side} than {}", print(at)), slip: None },
            Mend { figure: at, to: format!("no {side} than {one}"), slip: None },
        ]
    });
    let tie = if of_one_thing(text, linked, std::iter::once(order.one).chain(others.iter().copied())) {
        order.tie
    } else {
        Tie::Inferred
    };
    let reported = misplaced.or(others.first().copied())?;
    Some(Candidate {
        form: Candidate::LINKED,
        kind: KIND.name,
        reported: Signed::plus(reported),
        operands: std::iter::once(order.one).chain(others).filter(|at| *at != reported).map(Signed::plus).collect(),
        sentence,
        tie,
        judgement: Judgement::Stated { holds: misplaced.is_none(), detail, mends },
    })
}

/// Whether amounts are of one thing: `$3.5 billion of oil` and `$4.0 billion` are not, `24 per cent of exports` and `26 per cent` are.
fn of_one_thing(text: &Text, linked: &Linked, listed: impl Iterator<Item = usize>) -> bool {
    let mut things: Vec<String> = Vec::new();
    for at in listed {
        let after = Phrase::after(text, linked, at);
        if !after.starts_with("of") {
            continue;
        }
        if linked.figures[at].unit != Unit::Percent {
            return false;
        }
        things.extend(after.words().nth(1).map(str::to_owned));
    }
    things.windows(2).all(|pair| pair[0] == pair[1])
}

/// Whether one of the others may stand where it does, given how both were rounded.
fn fits(linked: &Linked, order: &Order, other: usize) -> bool {
    let [one, other] = [order.one, other].map(|at| &linked.figures[at]);
    let open = |figure: &Figure| figure.bound.is_some() || figure.hedge.is_some();
    let (a, b) = (one.rounded_interval(), other.rounded_interval());
    open(one) || open(other) || if order.others_below { b.low <= a.high } else { b.high >= a.low }
}
