//! Settles one assertion: the charitable reading wins, explanations come before refutation, doubt accuses nobody.

use super::asked::{Asked, Measure};
use super::bench::Bench;
use super::clause::Clause;
use super::explanations::{Explanation, explanations, vintage};
use super::lookup::{Legs, Looked, Query};
use super::plain::unplain;
use super::readings::{self, Reading, described, readings};
use super::times::{CHOICES, Time, times};
use super::{Answer, Subject};
use crate::choose::{Chosen, TELLING, charity};
use crate::exact::{ratio, whole};
use crate::finding::Verdict;
use crate::repair::{Slip, slip_of_digits};
use num_traits::{Signed as _, Zero as _};
use tradeproof_model::evidence::{Absent, Holding};

/// A reading with what was looked up and decided.
struct Trial {
    query: Query,
    looked: Looked,
    chosen: Chosen,
}

impl Trial {
    /// Whether it gives the figure. What the text leaves open counts only where chance would rarely make it fit.
    fn holds(&self, choices: usize) -> bool {
        let said = self.query.reading.stated && self.query.time.stated;
        let leeway = self.chosen.decision.leeway.unwrap_or(f64::INFINITY);
        let telling = choices <= CHOICES && leeway * choices as f64 <= TELLING_OF_OPEN;
        self.chosen.decision.holds() && (said || telling)
    }
}

/// The leeway, over all readings together, up to which a reading that the text leaves open may be confirmed.
const TELLING_OF_OPEN: f64 = 0.1;

/// What the plain readings came to.
#[derive(Default)]
struct Tried {
    plain: Vec<Trial>,
    /// The same series and period in later files.
    vintages: Vec<Query>,
    /// What is missing, by how far the look-up came.
    missing: Vec<(u8, String)>,
}

/// What the data say of an assertion.
///
/// # Errors
/// What is missing to say anything.
pub(super) fn settle(subject: &Subject<'_>, bench: &mut Bench, asked: &Asked) -> Result<Answer, String> {
    let mut tried = Tried::default();
    for holding in 0..subject.evidence.holdings().len() {
        tried.look_up(subject, bench, asked, holding);
    }
    tried.plain.sort_by_key(|trial| (charity(trial.chosen.decision.verdict), !trial.query.reading.stated));
    let choices = tried.choices().len();
    if let Some(best) = tried.plain.iter().find(|trial| trial.holds(choices)) {
        return Ok(answer(asked, best, best.chosen.clone(), None, choice(&tried)));
    }
    let explained = explained(subject, bench, asked, &tried);
    if let Some((explanation, trial)) = explained.iter().find(|(explanation, trial)| tells(explanation, trial)) {
        let mut chosen = trial.chosen.clone();
        chosen.decision.verdict = Verdict::Convention;
        chosen.decision.convention = None;
        return Ok(answer(asked, trial, chosen, Some(explanation.name), Some(explanation.sentence.clone())));
    }
    let perhaps = explained.into_iter().next().map(|(explanation, _)| explanation.sentence);
    refuted(subject, asked, tried, perhaps)
}

impl Tried {
    fn look_up(&mut self, subject: &Subject<'_>, bench: &mut Bench, asked: &Asked, holding: usize) {
        let there = &subject.evidence.holdings()[holding];
        let readings = match readings(subject, asked, holding) {
            Ok(readings) => readings,
            Err(missing) => return self.missing.push((u8::from(there.kind == readings::kind(asked.flow)), missing)),
        };
        let times = match times(subject, asked, there) {
            Ok(times) => times,
            Err(missing) => return self.missing.push((2, missing)),
        };
        for reading in &readings {
            for time in &times {
                for legs in Legs::of(asked.flow) {
                    let query = Query { reading: reading.clone(), time: *time, legs: *legs };
                    self.ask(subject, bench, asked, query);
                }
            }
        }
    }

    fn ask(&mut self, subject: &Subject<'_>, bench: &mut Bench, asked: &Asked, query: Query) {
        let known =
            |trial: &Trial| trial.query.reading.series == query.reading.series && trial.query.time == query.time;
        match query.ask(subject.evidence, asked) {
            // A later file that says the same series otherwise is another vintage.
            Ok(_)
                if self
                    .plain
                    .iter()
                    .any(|trial| known(trial) && trial.query.reading.holding != query.reading.holding) =>
            {
                self.vintages.push(query);
            }
            Ok(looked) => match bench.decide(asked, &looked) {
                Some(chosen) => self.plain.push(Trial { query, looked, chosen }),
                None => self.missing.push((5, "the data give a base of nothing".to_owned())),
            },
            Err(absent) => {
                let there = &subject.evidence.holdings()[query.reading.holding];
                self.missing.push(missing(asked, &query, there, absent));
            }
        }
    }

    /// The plain readings that differ in what they are of.
    fn choices(&self) -> Vec<(&Reading, &Time)> {
        let mut found: Vec<(&Reading, &Time)> = Vec::new();
        for trial in &self.plain {
            let (reading, time) = (&trial.query.reading, &trial.query.time);
            if !found.iter().any(|(known, when)| known.series == reading.series && *when == time) {
                found.push((reading, time));
            }
        }
        found
    }
}

/// Says that one of several readings was chosen.
fn choice(tried: &Tried) -> Option<String> {
    let others = tried.choices().len();
    (others > 1).then(|| format!("of {others} series or periods that may be meant, this one gives it"))
}

/// Whether an explanation fits that could easily not have fitted.
fn tells(explanation: &Explanation, trial: &Trial) -> bool {
    trial.chosen.decision.leeway.is_some_and(|leeway| leeway <= explanation.telling)
}

/// The explanations under which the figure is what the data give.
fn explained(subject: &Subject<'_>, bench: &mut Bench, asked: &Asked, tried: &Tried) -> Vec<(Explanation, Trial)> {
    let holdings = subject.evidence.holdings();
    let vintages = tried.vintages.iter().map(|query| vintage(query, &holdings[query.reading.holding]));
    let others = tried.plain.iter().flat_map(|trial| explanations(subject, asked, &trial.query));
    let mirrored = mirrored(subject, asked, tried).into_iter();
    let mut found = Vec::new();
    for explanation in vintages.chain(others).chain(mirrored) {
        let Ok(looked) = explanation.query.ask(subject.evidence, asked) else { continue };
        let Some(chosen) = bench.decide(asked, &looked) else { continue };
        if matches!(chosen.decision.verdict, Verdict::Consistent | Verdict::Rounding) {
            let trial = Trial { query: explanation.query.clone(), looked, chosen };
            found.push((explanation, trial));
        }
    }
    found
}

/// The partner's reports, where the data have no others.
fn mirrored(subject: &Subject<'_>, asked: &Asked, tried: &Tried) -> Vec<Explanation> {
    if !tried.plain.is_empty() {
        return Vec::new();
    }
    let holdings = subject.evidence.holdings();
    let mut found = Vec::new();
    for (holding, there) in holdings.iter().enumerate() {
        let readings = readings::mirrored(subject, asked, holding).unwrap_or_default();
        for reading in readings.into_iter().filter(|reading| reading.stated) {
            for time in times(subject, asked, there).unwrap_or_default() {
                for legs in Legs::of(asked.flow).iter().filter_map(Legs::mirrored) {
                    let sentence = "it is the same trade as the partner reports it".to_owned();
                    let query = Query { reading: reading.clone(), time, legs };
                    found.push(Explanation { name: "mirror", sentence, query, telling: TELLING });
                }
            }
        }
    }
    found
}

/// No reading gives the figure: is it wrong, or is it not clear what it is of?
fn refuted(subject: &Subject<'_>, asked: &Asked, tried: Tried, perhaps: Option<String>) -> Result<Answer, String> {
    let choices = tried.choices();
    let all_stated = tried.plain.iter().all(|trial| trial.query.reading.stated && trial.query.time.stated);
    let Some(best) = tried.plain.first() else {
        let furthest = tried.missing.into_iter().rev().max_by_key(|(stage, _)| *stage);
        return Err(furthest.map_or_else(|| "the data are empty".to_owned(), |(_, missing)| missing));
    };
    if !all_stated || !is_said(subject, asked) {
        return Err(open(asked, &choices));
    }
    let clause = Clause::around(subject.text, subject.linked, asked.sentence, asked.figure);
    if let Some(word) = unplain(subject, asked, &clause) {
        return Err(format!("the text does not report it plainly (“{word}”)"));
    }
    let doubt =
        perhaps.map(|sentence| format!("perhaps {sentence}")).or_else(|| doubt(subject, asked, best, choices.len()));
    let mut chosen = best.chosen.clone();
    if doubt.is_some() && chosen.decision.verdict == Verdict::Contradictory {
        chosen.decision.verdict = Verdict::Ambiguous;
        chosen.decision.miss = None;
    }
    Ok(answer(asked, best, chosen, None, doubt))
}

/// What a figure may be of, where the text does not say enough.
fn open(asked: &Asked, choices: &[(&Reading, &Time)]) -> String {
    let said = |(reading, time): &(&Reading, &Time)| {
        format!("{}, {}", described(asked.flow, &reading.series), when(asked, time))
    };
    let what = match choices {
        [] => "nothing that the data have".to_owned(),
        few if few.len() <= CHOICES => few.iter().map(said).collect::<Vec<_>>().join(" or of "),
        many => format!("any of {} series and periods", many.len()),
    };
    format!("the text does not say enough to decide it: it may be of {what}")
}

/// Whether the sentence itself names what the figure is of, and which of its figures belongs to what.
fn is_said(subject: &Subject<'_>, asked: &Asked) -> bool {
    let sentence = &subject.text.prose[subject.linked.sentences[asked.sentence].span.clone()];
    let listed = subject.linked.sentences[asked.sentence].figures.len() > FIGURES_OF_A_SENTENCE;
    subject.linked.events[asked.event].named && !sentence.contains("respectively") && !listed
}

/// With more figures, a sentence is a table that has lost its lines.
const FIGURES_OF_A_SENTENCE: usize = 12;

/// Why a figure that no reading gives may still be right.
fn doubt(subject: &Subject<'_>, asked: &Asked, best: &Trial, choices: usize) -> Option<String> {
    if choices > 1 {
        return Some(format!("{choices} series may be meant, and none gives it"));
    }
    if best.looked.operands.iter().any(|found| found.preliminary) {
        return Some("the data's figure is provisional or estimated: the text may report another vintage".to_owned());
    }
    is_far(subject, asked, best).then(|| "it is far from the data's figure and may be of something else".to_owned())
}

/// Whether a level is so far from the data's, without a slip that explains it, that it may be of a part or of a larger whole.
fn is_far(subject: &Subject<'_>, asked: &Asked, best: &Trial) -> bool {
    let figure = &subject.linked.figures[asked.figure];
    let Some((value, range)) = best.chosen.decision.recomputed.as_ref().filter(|_| asked.measure == Measure::Level)
    else {
        return false;
    };
    if value.is_zero() || figure.value.is_zero() {
        return false;
    }
    let times = (&figure.value / value).abs();
    let far = times > whole(2) || times < ratio(1, 2);
    let slip: Option<Slip> = slip_of_digits(figure, range);
    far && slip.is_none()
}

/// What was not found, and how far the look-up came.
fn missing(asked: &Asked, query: &Query, there: &Holding, absent: Absent) -> (u8, String) {
    let series = described(asked.flow, &query.reading.series);
    let period = when(asked, &query.time);
    match absent {
        Absent::Series => (3, format!("the data have no {series} in {}", there.name)),
        Absent::Period => (4, format!("the data have no {series}, {period}")),
        Absent::Figure(why) => (5, format!("the data have no figure for {series}, {period}: {}", why.sentence())),
        Absent::Refused(words) => (5, format!("the data do not give {series}, {period}: {words}")),
    }
}

/// The period, and what it is compared with.
fn when(asked: &Asked, time: &Time) -> String {
    match asked.measure {
        Measure::Growth | Measure::Change => format!("{} against {}", time.period, time.base),
        Measure::Level | Measure::Share => time.period.to_string(),
    }
}

fn answer(
    asked: &Asked,
    trial: &Trial,
    chosen: Chosen,
    explanation: Option<&'static str>,
    note: Option<String>,
) -> Answer {
    let Query { reading, time, legs } = &trial.query;
    let series = described(legs.flow().unwrap_or(asked.flow), &reading.series);
    let whole = if asked.measure == Measure::Share { " as a share of all partners" } else { "" };
    let queries: Vec<&str> = trial.looked.operands.iter().map(|found| found.query.as_str()).collect();
    Answer {
        chosen,
        explanation,
        series: format!("{series}{whole}, {}", when(asked, time)),
        note,
        query: queries.join("; "),
    }
}
