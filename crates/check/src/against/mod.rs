//! The claims of a text against loaded figures.
//!
//! `asked` says which figures assert something of a series; `readings` (by `clause`, `parties`, `goods` and `times`) which series
//! and periods may be meant; `lookup` asks the evidence; `bench` decides. What its plain readings do not give is tried under
//! `explanations`, each by its name, and only a figure whose series and period are all said is refuted. `ranks` and `listed` do the same for
//! places and for numbers of companies.

mod asked;
mod bench;
mod clause;
mod explanations;
mod goods;
mod listed;
mod lookup;
mod parties;
mod plain;
mod ranks;
mod readings;
mod settle;
mod times;

use super::choose::Chosen;
use super::finding::Verdict;
use super::link::Linked;
use super::read::Text;
use bench::Bench;
use tradeproof_model::Evidence;

/// The kinds of claims that only data can decide, with what they assert in one line.
pub const LOOKED_UP: &[(&str, &str)] = &[
    (LEVEL, "a figure is what the data give for its series and period"),
    (LISTED, "a number of companies is that of the list"),
];

const LEVEL: &str = "level";
const LISTED: &str = "listed_count";

/// What is checked against what.
pub(super) struct Subject<'a> {
    pub text: &'a Text,
    pub linked: &'a Linked,
    pub evidence: &'a dyn Evidence,
}

/// What the data say of one figure.
#[derive(Debug, Clone)]
pub struct Answer {
    pub chosen: Chosen,
    /// What explains a figure that its plain reading does not give, by name.
    pub explanation: Option<&'static str>,
    /// The series and the period in words.
    pub series: String,
    /// What a reader should know besides the arithmetic.
    pub note: Option<String>,
    /// What was asked of the data, and where the answers stand.
    pub query: String,
}

/// A figure that the data cannot decide, and what is missing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unanswered {
    pub figure: usize,
    pub missing: String,
}

/// All that the data say of a text.
pub struct Answers {
    /// The figures of the text, followed by those that were looked up.
    pub linked: Linked,
    pub answers: Vec<Answer>,
    pub unanswered: Vec<Unanswered>,
}

/// Looks up every figure of a text that can be looked up. `claims` are those the text makes by itself.
pub fn answers(text: &Text, linked: &Linked, claims: &[Chosen], evidence: &dyn Evidence) -> Answers {
    let subject = Subject { text, linked, evidence };
    let mut bench = Bench::of(linked);
    let mut found = Answers { linked: Linked::default(), answers: Vec::new(), unanswered: Vec::new() };
    for asked in asked::asked(linked) {
        match settle::settle(&subject, &mut bench, &asked) {
            Ok(answer) => found.answers.push(answer),
            Err(missing) => found.unanswered.push(Unanswered { figure: asked.figure, missing }),
        }
    }
    ranks::places(&subject, &mut found.answers, &mut found.unanswered);
    listed::counts(&subject, &mut found.answers);
    found.answers.sort_by_key(|answer| answer.chosen.candidate.reported.figure);
    found.linked = bench.linked;
    excuse(&mut found.answers, claims);
    doubt_strangers(linked, &mut found.answers);
    found
}

/// Says of figures that are refuted that they follow from others as the text rounds them.
fn excuse(answers: &mut [Answer], claims: &[Chosen]) {
    let excused: Vec<bool> = answers.iter().map(|answer| follows_from_rounded(answer, claims, answers)).collect();
    for (answer, _) in answers.iter_mut().zip(excused).filter(|(_, excused)| *excused) {
        answer.chosen.decision.verdict = Verdict::Convention;
        answer.explanation = Some("rounded_figures");
        answer.note = Some("it follows from the figures as the text rounds them".to_owned());
    }
}

/// Where the data confirm nothing and refute several figures, of one event or of the whole text, these are more likely of
/// something else than all wrong.
fn doubt_strangers(linked: &Linked, answers: &mut [Answer]) {
    let event = |answer: &Answer| linked.placed[answer.chosen.candidate.reported.figure].event;
    let strangers = |of: &dyn Fn(&Answer) -> bool| {
        let measured = answers.iter().filter(|answer| !answer.chosen.candidate.operands.is_empty());
        let of: Vec<&Answer> = measured.filter(|answer| of(answer)).collect();
        of.len() > 1 && of.iter().all(|answer| !answer.chosen.decision.holds())
    };
    let all = strangers(&|_| true);
    let doubted: Vec<bool> =
        answers.iter().map(|answer| all || strangers(&|other| event(other) == event(answer))).collect();
    for (answer, _) in answers.iter_mut().zip(doubted).filter(|(_, doubted)| *doubted) {
        let decision = &mut answer.chosen.decision;
        if decision.verdict == Verdict::Contradictory && decision.miss.is_some() {
            (decision.verdict, decision.miss) = (Verdict::Ambiguous, None);
            answer.note =
                Some("the data confirm no figure beside it: all may be of another series or vintage".to_owned());
        }
    }
}

/// Whether a refuted figure follows, as printed, from figures of the text that the data confirm.
fn follows_from_rounded(answer: &Answer, claims: &[Chosen], answers: &[Answer]) -> bool {
    let refuted = answer.chosen.decision.verdict == Verdict::Contradictory;
    let confirmed = |figure: usize| {
        let mut of = answers.iter().filter(|other| other.chosen.candidate.reported.figure == figure);
        of.any(|other| other.chosen.decision.holds())
    };
    let reported = answer.chosen.candidate.reported.figure;
    refuted
        && claims.iter().any(|claim| {
            claim.candidate.reported.figure == reported
                && claim.decision.verdict == Verdict::Consistent
                && !claim.candidate.operands.is_empty()
                && claim.candidate.operands.iter().all(|operand| confirmed(operand.figure))
        })
}
