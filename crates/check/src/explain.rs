//! Says in words what was found, with the interval arithmetic that decided.

use num_traits::{Signed as _, Zero};

use super::against::Answer;
use super::candidate::{Judgement, Meaning, Wording};
use super::choose::Chosen;
use super::exact::{Interval, Rational};
use super::finding::Verdict;
use super::link::Linked;
use super::quantities::{Figure, Unit};
use super::read::Text;
use super::relation::Relation;
use super::repair::{Change, Edit};
use super::show::{digits_of, fixed, like_printed, places_for, signed_percent};
use super::solve::{Decision, Identity, Term};

/// A finding in one line, and the arithmetic behind it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    pub headline: String,
    pub arithmetic: String,
}

/// Explains a claim.
#[must_use]
pub fn explain(text: &Text, linked: &Linked, chosen: &Chosen) -> Explanation {
    let surfaces = Surfaces { text, linked };
    match (&chosen.candidate.judgement, Identity::of(linked, &chosen.candidate)) {
        (Judgement::Arithmetic { .. }, Some(identity)) => Explanation {
            headline: headline(&surfaces, &identity, chosen.decision.verdict),
            arithmetic: arithmetic(&surfaces, &identity, &chosen.decision),
        },
        (Judgement::Worded(wording), _) => worded(&surfaces, text, wording, chosen),
        (Judgement::Counted { found, detail, .. }, _) => {
            let said = surfaces.of(chosen.candidate.reported.figure);
            let headline = if chosen.decision.holds() {
                format!("“{said}” counts its list")
            } else {
                format!("“{said}” introduces a list of {found}")
            };
            Explanation { headline, arithmetic: detail.clone() }
        }
        (Judgement::Stated { detail, .. }, _) => Explanation { headline: detail.clone(), arithmetic: detail.clone() },
        (Judgement::Arithmetic { .. }, None) => unreachable!("arithmetic claims have an identity"),
    }
}

/// What words say of figures: `“more than doubled” does not follow from $38 million against $20 million`.
fn worded(surfaces: &Surfaces<'_>, text: &Text, wording: &Wording, chosen: &Chosen) -> Explanation {
    let Chosen { candidate, decision, .. } = chosen;
    let words = &text.content[wording.words.clone()];
    let meaning = &wording.exactly;
    let names: Vec<&str> = candidate.figures().map(|figure| surfaces.of(figure)).collect();
    let verb = if matches!(decision.verdict, Verdict::Contradictory | Verdict::Doubtful) {
        "does not follow"
    } else {
        "follows"
    };
    let mut arithmetic = String::new();
    if let Some((value, range)) = &decision.recomputed {
        let ends = [&range.low, &range.high].map(|end| fixed(end, 3));
        let (value, [low, high]) = (fixed(value, 2), ends);
        arithmetic =
            format!("{} → {value} [{low}, {high}]; “{words}” means {}", names.join(" against "), meant(meaning));
    }
    if let Some(convention) = decision.convention {
        arithmetic.push_str(&format!("; {}", convention.explanation()));
    }
    Explanation { headline: format!("“{words}” {verb} from {}", names.join(" against ")), arithmetic }
}

/// The values that words leave open, in words.
fn meant(meaning: &Meaning) -> String {
    match (&meaning.low, &meaning.high) {
        (Some(low), Some(high)) => format!("[{}, {}]", fixed(low, 3), fixed(high, 3)),
        (Some(low), None) => format!("{} or more", fixed(low, 2)),
        (None, Some(high)) => format!("{} or less", fixed(high, 2)),
        (None, None) => "anything".to_owned(),
    }
}

/// An edit in words: `$334.3 million → about $349.3 million [347.8, 350.7]`.
#[must_use]
pub fn explain_edit(text: &Text, linked: &Linked, edit: &Edit) -> String {
    let figure = &linked.figures[edit.figure];
    let from = Surfaces { text, linked }.of(edit.figure);
    let to = match &edit.to {
        Change::Words(words) => words.clone(),
        Change::Value { value, within } => {
            let exact = Interval::around(value, &figure.ulp).contains(&within.low)
                && Interval::around(value, &figure.ulp).contains(&within.high);
            let to = like_printed(from, figure, value, 0);
            if exact { to } else { format!("about {to} {}", edit_bracket(figure, within)) }
        }
    };
    match edit.slip {
        Some(slip) => format!("{from} → {to} ({})", slip.explanation()),
        None => format!("{from} → {to}"),
    }
}

/// Figures as printed.
struct Surfaces<'t> {
    text: &'t Text,
    linked: &'t Linked,
}

impl<'t> Surfaces<'t> {
    fn of(&self, figure: usize) -> &'t str {
        &self.text.content[self.linked.figures[figure].span.clone()]
    }

    fn term(&self, term: &Term<'_>) -> &'t str {
        self.of(term.index)
    }
}

fn headline(surfaces: &Surfaces<'_>, identity: &Identity<'_>, verdict: Verdict) -> String {
    let reported = claimed(surfaces, identity);
    let not = matches!(verdict, Verdict::Contradictory | Verdict::Doubtful);
    let from = grounds(surfaces, identity);
    match identity.relation {
        Relation::Difference
        | Relation::Gap
        | Relation::Sum
        | Relation::Elapsed
        | Relation::Counted
        | Relation::Between => {
            let verb = if not { "is not" } else { "is" };
            format!("{reported} {verb} {from}")
        }
        _ => {
            let verb = if not { "does not follow" } else { "follows" };
            format!("{reported} {verb} from {from}")
        }
    }
}

/// The reported figure with the sign that its words give it.
fn claimed(surfaces: &Surfaces<'_>, identity: &Identity<'_>) -> String {
    let surface = surfaces.term(&identity.reported);
    match (identity.relation.is_growth(), identity.reported.negative) {
        (true, true) => format!("−{surface}"),
        (true, false) if !identity.reported.figure.signed => format!("+{surface}"),
        _ => surface.to_owned(),
    }
}

fn grounds(surfaces: &Surfaces<'_>, identity: &Identity<'_>) -> String {
    let names: Vec<&str> = identity.operands.iter().map(|term| surfaces.term(term)).collect();
    match (identity.relation, names.as_slice()) {
        (Relation::Growth, [level, base]) => format!("{level} against {base}"),
        (Relation::GrowthFromChange, [change, level]) => format!("a change of {change} to {level}"),
        (Relation::GrowthFromBase, [change, base]) => format!("a change of {change} on {base}"),
        (Relation::Share, [part, whole]) => format!("{part} of {whole}"),
        (Relation::Ratio | Relation::Excess, [a, b]) => format!("{a} over {b}"),
        // A deficit is told by its size: "160,000 is not 7.05 million less 7.1 million" is no sentence.
        (Relation::Difference | Relation::Gap, [a, b]) => {
            let smaller_first = identity.operands[0].figure.value < identity.operands[1].figure.value;
            if smaller_first { format!("the difference of {b} and {a}") } else { format!("{a} less {b}") }
        }
        (Relation::Elapsed | Relation::Counted | Relation::Between, [a, b]) => format!("the years from {b} to {a}"),
        (Relation::Compound(years) | Relation::MeanGrowth(years) | Relation::MeanChange(years), [level, base]) => {
            format!("{level} against {base} over {years} years")
        }
        (Relation::Contribution, [part, before, whole]) => format!("{part} against {before} in a whole of {whole}"),
        (Relation::Proportion, [a, b, c]) => format!("{b} at the rate of {a} for {c}"),
        (relation, [a, growth_a, b, growth_b]) if relation.is_compound() => {
            format!("{a} ({growth_a}) and {b} ({growth_b})")
        }
        (Relation::GrowthOfSums, [a, a_before, b, b_before]) => {
            format!("{a} ({a_before} before) and {b} ({b_before} before)")
        }
        (Relation::Sum, [only]) => (*only).to_owned(),
        (_, names) => format!("the sum of {}", names.join(", ")),
    }
}

fn arithmetic(surfaces: &Surfaces<'_>, identity: &Identity<'_>, decision: &Decision) -> String {
    if decision.recomputed.is_none() {
        return String::new();
    }
    format!("{} → {}", formula(surfaces, identity), outcome(surfaces, identity, decision))
}

/// What the operands give, and how what is printed compares with it.
fn outcome(surfaces: &Surfaces<'_>, identity: &Identity<'_>, decision: &Decision) -> String {
    let Some((value, range)) = &decision.recomputed else {
        return String::new();
    };
    compared(surfaces, identity, decision, result(identity, value, range))
}

/// What looked-up figures give: finer than the text prints it, and an interval only where the source rounds.
fn given(surfaces: &Surfaces<'_>, identity: &Identity<'_>, decision: &Decision) -> String {
    let Some((value, range)) = &decision.recomputed else {
        return String::new();
    };
    const FINER: usize = 2;
    let figure = identity.reported.figure;
    let show = |value: &Rational| match identity.relation {
        relation if relation.is_growth() => signed_percent(value, figure.decimals as usize + FINER),
        Relation::Share => fixed(value, figure.decimals as usize + FINER),
        _ => digits_of(figure, value, FINER),
    };
    let unit = if figure.unit == Unit::Percent { " %" } else { "" };
    let (low, high) = (show(&range.low), show(&range.high));
    let interval = if low == high { String::new() } else { format!(" [{low}, {high}]") };
    compared(surfaces, identity, decision, format!("data → {}{unit}{interval}", show(value)))
}

/// How what is printed compares with what is given in `line`.
fn compared(surfaces: &Surfaces<'_>, identity: &Identity<'_>, decision: &Decision, mut line: String) -> String {
    let reported = identity.reported.figure;
    if decision.verdict != Verdict::Consistent {
        let printed = surfaces.term(&identity.reported);
        line.push_str(&format!("; printed {printed} means {}", bracket(reported, &identity.reported.interval(), 0)));
    }
    if let Some(miss) = &decision.miss {
        line.push_str(&format!("; {} outside", distance(reported, miss)));
    }
    if let Some(convention) = decision.convention {
        line.push_str(&format!("; {}", convention.explanation()));
    }
    line
}

/// Explains what looked-up figures say of a claim; they stand in `linked` after those of the text.
#[must_use]
pub fn explain_answer(text: &Text, linked: &Linked, answer: &Answer) -> Explanation {
    let surfaces = Surfaces { text, linked };
    let chosen = &answer.chosen;
    let identity = Identity::of(linked, &chosen.candidate);
    let reported = match &identity {
        Some(identity) => claimed(&surfaces, identity),
        None => format!("“{}”", surfaces.of(chosen.candidate.reported.figure)),
    };
    let verb = match chosen.decision.verdict {
        Verdict::Contradictory | Verdict::Ambiguous => "is not",
        _ => "is",
    };
    let headline = format!("{reported} {verb} what the data give for {}", answer.series);
    let mut line = match (&identity, &chosen.candidate.judgement) {
        (Some(identity), _) => given(&surfaces, identity, &chosen.decision),
        (None, Judgement::Counted { detail, .. } | Judgement::Stated { detail, .. }) => detail.clone(),
        (None, Judgement::Arithmetic { .. } | Judgement::Worded { .. }) => String::new(),
    };
    if let Some(note) = &answer.note {
        line.push_str(&format!("; {note}"));
    }
    Explanation { headline, arithmetic: line }
}

/// The formula with the printed digits, at one magnitude: `422.6 / 334.3 − 1`.
fn formula(surfaces: &Surfaces<'_>, identity: &Identity<'_>) -> String {
    let levels: Vec<&Term<'_>> = identity.operands.iter().filter(|term| term.figure.unit != Unit::Percent).collect();
    // What is of one unit with the result is shown at one magnitude with it, or as printed.
    let result =
        Some(&identity.reported).filter(|term| levels.iter().all(|level| level.figure.unit == term.figure.unit));
    let shown: Vec<i32> = levels.iter().copied().chain(result).map(|term| term.figure.magnitude).collect();
    let same = shown.windows(2).all(|pair| pair[0] == pair[1]);
    let digits: Vec<String> = identity
        .operands
        .iter()
        .map(|term| if same { digits_of(term.figure, &term.figure.value, 0) } else { surfaces.term(term).to_owned() })
        .collect();
    match (identity.relation, digits.as_slice()) {
        (Relation::GrowthFromChange, [change, level]) if identity.operands[0].negative => {
            format!("{change} / ({level} + {change})")
        }
        (Relation::GrowthFromChange, [change, level]) => format!("{change} / ({level} − {change})"),
        (Relation::Difference | Relation::Gap | Relation::Elapsed | Relation::Counted | Relation::Between, [a, b]) => {
            format!("{a} − {b}")
        }
        (Relation::Compound(years), [level, base]) => format!("({level} / {base}) to the power of 1/{years}"),
        (Relation::MeanChange(years), [level, base]) => format!("({level} − {base}) / {years}"),
        (Relation::MeanGrowth(years), [level, base]) => format!("{level} / {base} over {years} years"),
        (Relation::Contribution, [part, before, whole]) => format!("({part} − {before}) / {whole}"),
        (Relation::Proportion, [a, b, c]) => format!("{a} × {b} / {c}"),
        (Relation::Excess, [a, b]) => format!("{a} / {b} − 1"),
        (Relation::Sum, terms) => terms.join(" + "),
        (Relation::GrowthOfSum, [a, _, b, _]) => format!("({a} + {b}) / (both before they grew)"),
        (Relation::GrowthOfDifference, [a, _, b, _]) => format!("({a} − {b}) / (both before they grew)"),
        (Relation::BaseOfSum, [a, _, b, _]) => format!("{a} + {b}, both before they grew"),
        (Relation::ShareBefore, [a, _, b, _]) => format!("{a} / {b}, both before they grew"),
        (Relation::BaseOfDifference, [a, _, b, _]) => format!("{a} − {b}, both before they grew"),
        (Relation::GrowthOfSums, [a, a_before, b, b_before]) => format!("({a} + {b}) / ({a_before} + {b_before})"),
        (_, terms) => terms.join(" / "),
    }
}

/// What the operands give, and the interval of it.
fn result(identity: &Identity<'_>, value: &Rational, range: &Interval) -> String {
    let figure = identity.reported.figure;
    let places = places_for(figure);
    match identity.relation {
        relation if relation.is_growth() => {
            format!("{} % {}", signed_percent(value, places), bracket(figure, range, 1))
        }
        Relation::Share | Relation::ShareBefore => format!("{} % {}", fixed(value, places), bracket(figure, range, 1)),
        _ => format!("{} {}", digits_of(figure, value, 0), bracket(figure, range, 0)),
    }
}

/// `[347.8, 350.7]` at the magnitude of the figure.
fn bracket(figure: &Figure, interval: &Interval, extra: usize) -> String {
    let places = places_for(figure).max(extra.min(6)) + usize::from(figure.unit == Unit::Percent) * extra;
    let show = |value: &Rational| fixed(&(value / super::exact::power_of_ten(figure.magnitude)), places);
    format!("[{}, {}]", show(&interval.low), show(&interval.high))
}

/// The values that would repair a figure, in its own precision.
fn edit_bracket(figure: &Figure, within: &Interval) -> String {
    let show =
        |value: &Rational| fixed(&(value / super::exact::power_of_ten(figure.magnitude)), figure.decimals as usize);
    format!("[{}, {}]", show(&within.low), show(&within.high))
}

/// A miss in the claim's own unit.
fn distance(figure: &Figure, miss: &Rational) -> String {
    match figure.unit {
        Unit::Percent => format!("{} points", shown_miss(miss, places_for(figure))),
        Unit::Money => format!(
            "{} {}",
            shown_miss(&(miss / super::exact::power_of_ten(figure.magnitude)), places_for(figure)),
            magnitude_name(figure)
        ),
        _ => shown_miss(&(miss / super::exact::power_of_ten(figure.magnitude)), places_for(figure)),
    }
}

/// Enough decimals that a miss is never shown as nothing.
fn shown_miss(miss: &Rational, places: usize) -> String {
    (places..places + 6)
        .map(|places| fixed(miss, places))
        .find(|shown| shown.chars().any(|c| ('1'..='9').contains(&c)) || miss.is_zero())
        .unwrap_or_else(|| fixed(&miss.abs(), places + 6))
}

fn magnitude_name(figure: &Figure) -> String {
    let currency = figure.currency.as_deref().unwrap_or("");
    let name = match figure.magnitude {
        3 => " thousand",
        5 => " lakh",
        6 => " million",
        7 => " crore",
        9 => " billion",
        12 => " trillion",
        _ => "",
    };
    format!("{}{currency}", if name.is_empty() { String::new() } else { format!("{} ", name.trim()) })
}
