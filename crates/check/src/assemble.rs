//! From a text to its findings: the whole engine, in order.

use num_traits::Zero;
use thiserror::Error;

use super::accept::{self, AcceptError, acceptances, reason};
use super::against::{self, Answer, Answers, Unanswered};
use super::choose::{Chosen, Sureness, choose};
use super::claims;
use super::exact::{Interval, Rational, decimal};
use super::explain::{Explanation, explain, explain_answer, explain_edit};
use super::finding::{
    Claim, DATA, DocumentFindings, Findings, Miss, NotCheckable, Quantity, Reading, Recomputed, Repair, Span, Summary,
    TEXT, Tool, Verdict,
};
use super::language::is_english;
use super::link::{Linked, Role, link};
use super::once::one_finding_each;
use super::quantities::{Figure, Unit};
use super::read::{ReadError, Text};
use super::repair::{self, Change, Edit, edits};
use super::solve::{Identity, step};
use super::ties::bet::holds;
use super::together;
use tradeproof_model::Evidence;

/// Why a text cannot be checked.
#[derive(Debug, Error)]
pub enum CheckError {
    #[error(transparent)]
    Read(#[from] ReadError),
    #[error(transparent)]
    Accept(#[from] AcceptError),
}

/// What is said of a text in another language.
const UNREAD: &str = "ties between figures are read in English only, and this text seems to be in another language: its figures are listed, \
    and nothing that its sentences say of them is checked";

/// Decimals of exact numbers in the result; printed figures never have as many.
const PLACES: usize = 12;

/// Checks one text.
///
/// ```
/// let found = tradeproof::check::check("note.txt", b"Exports rose 21 per cent to $422.6 million from $334.3 million.").unwrap();
/// let claim = found.contradictions().next().unwrap();
/// assert_eq!(claim.repairs[0].to, "26");
/// ```
///
/// # Errors
/// When the bytes are no text that can be read, or an acceptance in it cannot.
pub fn check(path: &str, bytes: &[u8]) -> Result<DocumentFindings, CheckError> {
    examine(path, bytes, None, Sureness::default())
}

/// Checks one text as [`check`] or [`check_against`] do, saying that the text is wrong where it is as sure of that as `sure` asks.
///
/// # Errors
/// As [`check`].
pub fn check_with(
    path: &str,
    bytes: &[u8],
    evidence: Option<&dyn Evidence>,
    sure: Sureness,
) -> Result<DocumentFindings, CheckError> {
    examine(path, bytes, evidence, sure)
}

/// Checks one text, its figures against each other and against loaded figures.
///
/// # Errors
/// As [`check`].
pub fn check_against(path: &str, bytes: &[u8], evidence: &dyn Evidence) -> Result<DocumentFindings, CheckError> {
    examine(path, bytes, Some(evidence), Sureness::default())
}

fn examine(
    path: &str,
    bytes: &[u8],
    evidence: Option<&dyn Evidence>,
    sure: Sureness,
) -> Result<DocumentFindings, CheckError> {
    let text = Text::read(path, bytes)?;
    let accepted = acceptances(&text)?;
    let linked = link(&text);
    let mut chosen = choose(&text, &linked, claims::find(&text, &linked), sure);
    chosen.extend(together::contradictions(&text, &linked, &chosen));
    // Ties of the prose are read in English only; rows and columns add up in every language.
    let is_read = is_english(&text);
    if !is_read {
        chosen.retain(|chosen| chosen.candidate.is_of_table(&linked));
    }
    chosen = one_finding_each(&linked, chosen);
    chosen.sort_by_key(|chosen| (linked.figures[chosen.candidate.reported.figure].span.start, chosen.candidate.kind));
    let by_figure = repair::Claims::of(&linked, &chosen);
    let mut claims: Vec<Claim> =
        (0..chosen.len()).map(|index| claim(&text, &linked, &chosen[index], &by_figure, index)).collect();
    let mut sentences: Vec<usize> = chosen.iter().map(|chosen| chosen.candidate.sentence).collect();
    let mut not_checkable = not_checkable(&linked, &chosen);
    if let Some(evidence) = evidence {
        let said = against::answers(&text, &linked, &chosen, evidence);
        sentences.extend(said.answers.iter().map(|answer| answer.chosen.candidate.sentence));
        claims.extend(looked_up(&text, &chosen, &said));
        not_checkable.extend(said.unanswered.iter().map(unanswered));
    }
    for (claim, sentence) in claims.iter_mut().zip(sentences) {
        let place = accept::Place::at(&text, linked.sentences[sentence].span.start);
        claim.accepted = reason(&accepted, place, &claim.kind).filter(|_| claim.verdict == Verdict::Contradictory);
    }
    let quantities = (0..linked.figures.len()).map(|index| quantity(&text, &linked, index)).collect();
    let Text { path, sha256, bytes, format, content, places, .. } = text;
    let unread = (!is_read).then_some(UNREAD);
    Ok(DocumentFindings {
        path,
        sha256,
        bytes,
        format,
        text: content,
        places,
        unread,
        quantities,
        claims,
        not_checkable,
    })
}

impl Findings {
    /// Puts the findings of several texts together and counts them.
    #[must_use]
    pub fn of(documents: Vec<DocumentFindings>) -> Self {
        let tool = Tool { name: "tradeproof", version: env!("CARGO_PKG_VERSION") };
        let mut findings = Self { tool, documents, summary: Summary::default() };
        findings.count();
        findings
    }

    /// Counts what the documents hold.
    pub fn count(&mut self) {
        let mut summary = Summary { documents: self.documents.len(), ..Summary::default() };
        for document in &self.documents {
            summary.quantities += document.quantities.len();
            summary.claims += document.claims.len();
            summary.not_checkable += document.not_checkable.len();
            for claim in &document.claims {
                *summary.count(claim.verdict) += 1;
                summary.accepted += usize::from(claim.accepted.is_some());
            }
        }
        self.summary = summary;
    }

    /// Whether a contradiction was found that nobody has accepted.
    #[must_use]
    pub fn has_open_contradictions(&self) -> bool {
        self.summary.contradictory > self.summary.accepted
    }
}

impl Summary {
    fn count(&mut self, verdict: Verdict) -> &mut usize {
        match verdict {
            Verdict::Consistent => &mut self.consistent,
            Verdict::Rounding => &mut self.rounding,
            Verdict::Convention => &mut self.convention,
            Verdict::Contradictory => &mut self.contradictory,
            Verdict::Agrees => &mut self.agrees,
            Verdict::Doubtful => &mut self.doubtful,
            Verdict::Ambiguous => &mut self.ambiguous,
            Verdict::NotCheckable => &mut self.not_checkable,
        }
    }
}

fn quantity_id(index: usize) -> String {
    format!("q{}", index + 1)
}

fn claim_id(index: usize) -> String {
    format!("c{}", index + 1)
}

fn exact(value: &Rational) -> String {
    decimal(value, PLACES)
}

fn quantity(text: &Text, linked: &Linked, index: usize) -> Quantity {
    let figure = &linked.figures[index];
    let placed = &linked.placed[index];
    let interval = figure.interval();
    let (line, column) = text.place(figure.span.start);
    let has_period = !matches!(placed.role, Role::Unknown);
    Quantity {
        id: quantity_id(index),
        text: text.content[figure.span.clone()].to_owned(),
        start: figure.span.start,
        end: figure.span.end,
        line,
        column,
        value: exact(&figure.value),
        low: exact(&interval.low),
        high: exact(&interval.high),
        ulp: exact(&figure.ulp),
        unit: figure.unit.name().to_owned(),
        currency: figure.currency.clone(),
        bound: figure.bound.map(|bound| bound.name().to_owned()),
        hedge: figure.hedge.clone().map(|hedge| text.content[hedge].to_owned()),
        period: has_period.then(|| placed.when.period.map(|period| period.to_string())).flatten(),
        series: linked.events.get(placed.event).and_then(|event| event.series.key()),
    }
}

fn claim(text: &Text, linked: &Linked, this: &Chosen, all: &repair::Claims<'_>, index: usize) -> Claim {
    let decision = &this.decision;
    let explanation = explain(text, linked, this);
    let sentence = &linked.sentences[this.candidate.sentence].span;
    let mended = if decision.verdict == Verdict::Contradictory { edits(linked, all, index) } else { Vec::new() };
    let reported = &linked.figures[this.candidate.reported.figure];
    Claim {
        id: claim_id(index),
        kind: this.candidate.kind.to_owned(),
        reported: quantity_id(this.candidate.reported.figure),
        operands: this.candidate.operands.iter().map(|operand| quantity_id(operand.figure)).collect(),
        sentence: Span { start: sentence.start, end: sentence.end },
        recomputed: decision.recomputed.as_ref().map(|(value, range)| recomputed(value, range)),
        verdict: decision.verdict,
        tested: holds(decision.verdict) || decision.verdict == Verdict::Contradictory,
        probability: Some(probability(this)),
        convention: decision.convention.map(|convention| convention.name().to_owned()),
        miss: decision.miss.as_ref().map(|miss| self::miss(reported, miss)),
        power: decision.power,
        consequential: consequential(linked, this).map(str::to_owned),
        headline: explanation.headline,
        explanation: explanation.arithmetic,
        repairs: mended.iter().map(|edit| mend(text, linked, edit)).collect(),
        readings: this
            .others
            .iter()
            .map(|(candidate, decision)| Reading {
                operands: candidate.operands.iter().map(|operand| quantity_id(operand.figure)).collect(),
                recomputed: decision.recomputed.as_ref().map(|(value, range)| recomputed(value, range)),
                verdict: decision.verdict,
            })
            .collect(),
        fingerprint: fingerprint(text, linked, this),
        accepted: None,
        source: TEXT,
        query: None,
    }
}

/// The claims that looked-up figures decide, after those of the text.
fn looked_up(text: &Text, chosen: &[Chosen], said: &Answers) -> Vec<Claim> {
    let mut all = chosen.to_vec();
    all.extend(said.answers.iter().map(|answer| answer.chosen.clone()));
    let by_figure = repair::Claims::of(&said.linked, &all);
    let found = said.answers.iter().enumerate();
    found
        .map(|(at, answer)| of_data(text, &by_figure, (chosen.len() + at, &all[chosen.len() + at]), said, answer))
        .collect()
}

/// A claim as for the text, with what was looked up in place of operands that the text prints.
fn of_data(
    text: &Text,
    all: &repair::Claims<'_>,
    (index, chosen): (usize, &Chosen),
    said: &Answers,
    answer: &Answer,
) -> Claim {
    let mut claim = claim(text, &said.linked, chosen, all, index);
    let Explanation { headline, arithmetic } = explain_answer(text, &said.linked, answer);
    let reported = claim.reported.clone();
    claim.repairs.retain(|repair| repair.quantity == reported);
    Claim {
        operands: Vec::new(),
        convention: answer.explanation.map(str::to_owned).or(claim.convention),
        headline,
        explanation: arithmetic,
        source: DATA,
        probability: None,
        query: Some(answer.query.clone()),
        ..claim
    }
}

/// To three places, as that is all it is worth.
fn probability(chosen: &Chosen) -> f64 {
    let misses = matches!(chosen.decision.verdict, Verdict::Contradictory | Verdict::Doubtful);
    let of = if misses { chosen.bet.slip } else { chosen.bet.meant };
    (of * 1000.0).round() / 1000.0
}

fn unanswered(unanswered: &Unanswered) -> NotCheckable {
    NotCheckable { quantity: quantity_id(unanswered.figure), missing: unanswered.missing.clone(), source: DATA }
}

fn fingerprint(text: &Text, linked: &Linked, chosen: &Chosen) -> String {
    let print = |figure: usize| &text.content[linked.figures[figure].span.clone()];
    let candidate = &chosen.candidate;
    let figures: Vec<&str> =
        std::iter::once(&candidate.reported).chain(&candidate.operands).map(|signed| print(signed.figure)).collect();
    let sentence = &text.content[linked.sentences[candidate.sentence].span.clone()];
    accept::fingerprint(candidate.kind, sentence, &figures)
}

fn recomputed(value: &Rational, range: &Interval) -> Recomputed {
    Recomputed { value: exact(value), low: exact(&range.low), high: exact(&range.high) }
}

fn miss(reported: &Figure, miss: &Rational) -> Miss {
    let unit = match reported.unit {
        Unit::Percent => Unit::PercentagePoint.name().to_owned(),
        Unit::Money => reported.currency.clone().unwrap_or_else(|| Unit::Money.name().to_owned()),
        unit => unit.name().to_owned(),
    };
    Miss { value: exact(miss), unit, ulps: decimal(&(miss / step(reported)), 2) }
}

/// What flips when a contradictory claim is mended.
fn consequential(linked: &Linked, chosen: &Chosen) -> Option<&'static str> {
    if chosen.decision.verdict != Verdict::Contradictory {
        return None;
    }
    if ["rank", "rank_order"].contains(&chosen.candidate.kind) {
        return Some("rank");
    }
    let identity = Identity::of(linked, &chosen.candidate)?;
    let (value, _) = chosen.decision.recomputed.as_ref()?;
    let reported = identity.reported.value();
    let zero = Rational::zero();
    if (value < &zero) != (reported < zero) {
        return Some(if chosen.candidate.kind == "balance" { "sign" } else { "direction" });
    }
    identity.reported.figure.bound.map(|_| "threshold")
}

fn mend(text: &Text, linked: &Linked, edit: &Edit) -> Repair {
    let figure = &linked.figures[edit.figure];
    let printed = text.content[figure.span.clone()].to_owned();
    let (from, to, within) = match &edit.to {
        Change::Words(words) => (printed, words.clone(), None),
        Change::Value { value, within } => (exact(&figure.value), exact(value), Some(within)),
    };
    Repair {
        quantity: quantity_id(edit.figure),
        from,
        to,
        low: within.map(|within| exact(&within.low)),
        high: within.map(|within| exact(&within.high)),
        also_satisfies: edit.also_satisfies.iter().map(|other| claim_id(*other)).collect(),
        slip: edit.slip.map(|slip| slip.name().to_owned()),
        text: explain_edit(text, linked, edit),
    }
}

/// Figures that assert a change or a share, of which no claim could be made.
fn not_checkable(linked: &Linked, chosen: &[Chosen]) -> Vec<NotCheckable> {
    let mut claimed = vec![false; linked.figures.len()];
    for chosen in chosen.iter().filter(|chosen| chosen.decision.verdict != Verdict::Agrees) {
        for figure in std::iter::once(&chosen.candidate.reported).chain(&chosen.candidate.operands) {
            claimed[figure.figure] = true;
        }
    }
    (0..linked.figures.len())
        .filter(|index| !claimed[*index])
        .filter_map(|index| {
            missing(linked, index).map(|missing| NotCheckable {
                quantity: quantity_id(index),
                missing: missing.to_owned(),
                source: TEXT,
            })
        })
        .collect()
}

fn missing(linked: &Linked, index: usize) -> Option<&'static str> {
    let placed = &linked.placed[index];
    let of_percentage = (linked.figures[index].unit == Unit::Percent).then_some("what the percentage is made of");
    let Some(event) = linked.events.get(placed.event) else { return of_percentage };
    match placed.role {
        Role::Growth(_) | Role::Change(_) => Some(match (event.level, event.base) {
            (None, None) => "the level after the change and the level before it",
            (Some(_), None) => "the level before the change",
            (None, Some(_)) => "the level after the change",
            (Some(_), Some(_)) => "levels in one unit",
        }),
        Role::Share => Some(if event.level.is_none() {
            "the part and the whole of the share"
        } else {
            "the whole that the share is of"
        }),
        // Every percentage asserts something of figures that a reader cannot see.
        _ if linked.figures[index].unit == Unit::Percent && !linked.figures[index].spelled => {
            Some("what the percentage is made of")
        }
        _ => None,
    }
}
