//! A claim as a note in the margin: what is printed, what the other figures give, what would repair it.

use serde::Serialize;

use super::strip::{self, Bar};
use super::wording::Scale;
use crate::check::finding::{Claim, DATA, DocumentFindings, Quantity, Repair, Verdict};

/// What a reader is told about one claim.
#[derive(Debug, Clone, Serialize)]
pub struct Note {
    /// The claim's id, unique on the page.
    pub id: String,
    /// From 1, in the order of the text, over the notes that stand in the margin; 0 for a claim without one.
    pub number: usize,
    pub verdict: &'static str,
    /// From 1 for what cannot be true: puts claims in order of gravity.
    pub gravity: u8,
    pub badge: &'static str,
    pub kind: String,
    /// The reported figure as the text prints it.
    pub printed: String,
    /// The values that would be printed that way.
    pub printed_interval: Option<String>,
    pub given: Option<Given>,
    /// What gives it: `The other figures`, `The data`.
    pub giver: &'static str,
    /// What was looked up, one figure a line.
    pub looked_up: Vec<String>,
    /// How far the printed figure lies outside.
    pub miss: Option<String>,
    /// The finding in one line.
    pub headline: String,
    /// What decided, where neither the headline nor the two intervals say it.
    pub explanation: Option<String>,
    pub convention: Option<String>,
    pub consequential: Option<&'static str>,
    pub power: Option<String>,
    /// The reason for which someone accepts a contradiction.
    pub accepted: Option<String>,
    pub repairs: Vec<Edit>,
    /// Inline SVG that sets the two intervals against each other.
    pub strip: Option<String>,
    pub line: usize,
}

/// What the operands give.
#[derive(Debug, Clone, Serialize)]
pub struct Given {
    pub value: String,
    pub interval: String,
}

/// One single edit that would repair the claim: `$334.3 million` → `about $349.3 million` `[347.8, 350.7]`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Edit {
    pub from: String,
    pub to: String,
    /// The interval, or the slip that the edit would explain.
    pub detail: String,
}

impl Note {
    /// The note for `claim` in `document`; `scope` keeps ids apart when a page shows several texts.
    #[must_use]
    pub fn new(claim: &Claim, document: &DocumentFindings, scope: &str) -> Self {
        let reported = document.quantity(&claim.reported);
        let scale = reported.map(Scale::of);
        let given = scale.as_ref().and_then(|scale| given(claim, scale));
        Self {
            id: format!("{scope}-{}", claim.id),
            number: 0,
            verdict: class(claim.verdict),
            gravity: gravity(claim.verdict),
            badge: if claim.accepted.is_some() { "accepted" } else { badge(claim.verdict) },
            accepted: claim.accepted.clone(),
            kind: claim.kind.replace('_', " "),
            printed: reported.map_or_else(String::new, |quantity| one_line(&quantity.text)),
            printed_interval: printed_interval(reported, scale.as_ref()),
            strip: strip(claim, reported, scale.as_ref()),
            miss: claim.miss.as_ref().map(|miss| miss_in_words(&miss.value, &miss.unit)),
            headline: sentence_case(&claim.headline),
            explanation: explanation(claim, given.is_some()),
            giver: if claim.source == DATA { "The data" } else { "The other figures" },
            looked_up: claim.query.iter().flat_map(|query| query.split("; ")).map(str::to_owned).collect(),
            convention: claim.convention.as_ref().map(|name| name.replace('_', " ")),
            consequential: claim.consequential.as_deref().map(consequence),
            power: claim.power.map(power_in_words),
            repairs: claim.repairs.iter().map(edit).collect(),
            given,
            line: reported.map_or(0, |quantity| quantity.line),
        }
    }

    /// Whether the claim deserves a note in the margin rather than a line in the list of all claims.
    #[must_use]
    pub fn stands_in_margin(verdict: Verdict) -> bool {
        matches!(verdict, Verdict::Contradictory | Verdict::Ambiguous | Verdict::Convention)
    }
}

/// The verdict's name as a CSS class.
#[must_use]
pub fn class(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Consistent => "consistent",
        Verdict::Rounding => "rounding",
        Verdict::Convention => "convention",
        Verdict::Contradictory => "contradictory",
        Verdict::Ambiguous => "ambiguous",
        Verdict::Agrees => "agrees",
        Verdict::Doubtful => "doubtful",
        Verdict::NotCheckable => "not-checkable",
    }
}

fn gravity(verdict: Verdict) -> u8 {
    match verdict {
        Verdict::Contradictory => 1,
        Verdict::Ambiguous => 2,
        Verdict::Convention => 3,
        Verdict::Rounding => 4,
        Verdict::Consistent => 5,
        Verdict::Doubtful => 6,
        Verdict::Agrees => 7,
        Verdict::NotCheckable => 8,
    }
}

fn badge(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Consistent => "holds",
        Verdict::Rounding => "holds after rounding",
        Verdict::Convention => "holds by convention",
        Verdict::Contradictory => "cannot be true",
        Verdict::Ambiguous => "readings disagree",
        Verdict::Agrees => "agrees, not tested",
        Verdict::Doubtful => "look at this",
        Verdict::NotCheckable => "not checkable",
    }
}

/// What decided, where the intervals of the note do not say it. What explains looked-up figures is said in words only.
fn explanation(claim: &Claim, has_intervals: bool) -> Option<String> {
    let explained = claim.source == DATA && matches!(claim.verdict, Verdict::Convention | Verdict::Ambiguous);
    let says_more = claim.explanation != claim.headline && (explained || !has_intervals);
    says_more.then(|| sentence_case(&claim.explanation))
}

fn given(claim: &Claim, scale: &Scale) -> Option<Given> {
    let recomputed = claim.recomputed.as_ref()?;
    // Counts of things have no interval; their explanation names the things.
    if claim.kind == "list_count" {
        return None;
    }
    Some(Given { value: scale.show(&recomputed.value), interval: scale.interval(&recomputed.low, &recomputed.high) })
}

fn printed_interval(reported: Option<&Quantity>, scale: Option<&Scale>) -> Option<String> {
    let (quantity, scale) = (reported?, scale?);
    (quantity.low != quantity.high).then(|| scale.interval(&quantity.low, &quantity.high))
}

fn strip(claim: &Claim, reported: Option<&Quantity>, scale: Option<&Scale>) -> Option<String> {
    let (recomputed, quantity, scale) = (claim.recomputed.as_ref()?, reported?, scale?);
    if quantity.low == quantity.high {
        return None;
    }
    let bar = |low: &str, high: &str, label| Some(Bar { low: low.parse().ok()?, high: high.parse().ok()?, label });
    let printed = format!("printed {}", scale.show(&quantity.value));
    let given = format!("given {}", scale.show(&recomputed.value));
    strip::draw(&bar(&quantity.low, &quantity.high, printed)?, &bar(&recomputed.low, &recomputed.high, given)?)
}

/// Parts the words of an edit at its arrow and before its bracket.
fn edit(repair: &Repair) -> Edit {
    let words = one_line(&repair.text);
    let (from, rest) = words.split_once(" → ").unwrap_or(("", &words));
    let cut = rest.find(" [").or_else(|| rest.find(" (")).unwrap_or(rest.len());
    let (to, detail) = rest.split_at(cut);
    Edit { from: from.to_owned(), to: to.to_owned(), detail: detail.trim().to_owned() }
}

fn miss_in_words(value: &str, unit: &str) -> String {
    let number: f64 = value.parse().unwrap_or(f64::NAN);
    if number.is_nan() {
        return format!("{value} {}", unit.replace('_', " "));
    }
    let places = if number.fract() == 0.0 { 0 } else { 1 };
    let shown = super::wording::readable(&format!("{number:.places$}"), true);
    match unit {
        "percent" | "percentage_point" => format!("{shown} percentage points"),
        "" => shown,
        unit => format!("{shown} {}", unit.replace('_', " ")),
    }
}

fn consequence(what: &str) -> &'static str {
    match what {
        "sign" => "Mending it changes the sign.",
        "direction" => "Mending it turns a rise into a fall, or a fall into a rise.",
        "rank" => "Mending it changes the rank.",
        "threshold" => "Mending it moves the figure across a threshold that the text states.",
        _ => "Mending it changes what the sentence says.",
    }
}

fn power_in_words(power: f64) -> String {
    let tenths = (power * 10.0).round() as i64;
    match tenths {
        10 => "The check would have noticed any wrong last digit.".to_owned(),
        0 => "The figures are printed too coarsely for the check to notice a wrong last digit.".to_owned(),
        n => format!("The check would have noticed {n} of 10 wrong last digits."),
    }
}

fn sentence_case(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map_or_else(String::new, |first| first.to_uppercase().chain(characters).collect())
}

/// A figure that a line end parts, on one line.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::page::sample;

    #[test]
    fn a_contradiction_tells_intervals_miss_and_repairs() {
        let document = sample::growth();
        let note = Note::new(&document.claims[0], &document, "t1");
        assert_eq!(note.id, "t1-c1");
        assert_eq!(note.badge, "cannot be true");
        assert_eq!(note.printed, "21 per cent");
        assert_eq!(note.printed_interval.as_deref(), Some("20.5 to 21.5 per cent"));
        let given = note.given.unwrap();
        assert_eq!((given.value.as_str(), given.interval.as_str()), ("26.4 per cent", "26.38 to 26.45 per cent"));
        assert_eq!(note.miss.as_deref(), Some("4.9 percentage points"));
        let about =
            Edit { from: "$334.3 million".into(), to: "about $349.3 million".into(), detail: "[347.8, 350.7]".into() };
        assert!(note.repairs.contains(&about), "{:?}", note.repairs);
        assert!(note.strip.unwrap().contains("given 26.4 per cent"));
    }

    #[test]
    fn a_count_names_what_it_counted_instead_of_intervals() {
        let document = sample::factsheet();
        let claim = document.contradictions().find(|claim| claim.kind == "list_count").unwrap();
        let note = Note::new(claim, &document, "t1");
        assert!(note.given.is_none() && note.strip.is_none());
        assert!(note.explanation.unwrap().starts_with("The list names 6: Steppe Cement"));
    }
}
