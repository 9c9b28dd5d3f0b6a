//! Places that a text gives to an economy among all partners of another: `the sixth-largest investor in Kazakhstan`.

use std::collections::BTreeMap;
use std::ops::Range;

use num_traits::ToPrimitive as _;

use super::clause::{Party, Side, parties};
use super::{Answer, Subject, Unanswered};
use crate::candidate::{Candidate, Judgement, Mend, Signed, Tie};
use crate::choose::Chosen;
use crate::quantities::Unit;
use crate::quantities::wording::{spelled, spelled_place};
use crate::solve::decide;
use crate::ties::Bet;
use crate::words::{is_any, tokens};
use tradeproof_model::evidence::{Counted, Holding, SeriesKey};
use tradeproof_model::schema::{DIRECTION, FLOW, MEASURE, PARTNER, PRODUCT, REPORTER};
use tradeproof_model::{Economy, Kind, Period, Product};

/// A place that a text gives.
struct Ranking {
    figure: usize,
    sentence: usize,
    place: i64,
    /// `one of the five largest`: that place or a better one.
    within: bool,
    field: Field,
    ranked: &'static [&'static str],
    owner: &'static [&'static str],
}

/// What partners are ranked by.
#[derive(Debug, Clone, Copy)]
struct Field {
    words: &'static [&'static str],
    kind: Kind,
    /// The flow or the direction.
    flow: &'static str,
    said: &'static str,
}

const FIELDS: &[Field] = &[
    Field {
        words: &["investor", "investors", "contributor", "contributors", "investment"],
        kind: Kind::Investment,
        flow: "inward",
        said: "investment",
    },
    Field {
        words: &["market", "markets", "destination", "destinations", "buyer", "buyers", "customer"],
        kind: Kind::Trade,
        flow: "export",
        said: "exports",
    },
    Field {
        words: &["supplier", "suppliers", "source", "sources", "origin"],
        kind: Kind::Trade,
        flow: "import",
        said: "imports",
    },
    Field { words: &["trading", "trade"], kind: Kind::Trade, flow: "total", said: "trade" },
];

/// With fewer partners in the data, a list is taken to be a choice of them and refutes nobody.
const WHOLE_LIST: usize = 10;

/// Looks up all places that can be looked up.
pub(super) fn places(subject: &Subject<'_>, answers: &mut Vec<Answer>, unanswered: &mut Vec<Unanswered>) {
    let figures = 0..subject.linked.figures.len();
    for ranking in figures.filter_map(|figure| ranking(subject, figure)) {
        match settle(subject, &ranking) {
            Some(Ok(answer)) => answers.push(answer),
            Some(Err(missing)) => unanswered.push(Unanswered { figure: ranking.figure, missing }),
            None => {}
        }
    }
}

fn ranking(subject: &Subject<'_>, index: usize) -> Option<Ranking> {
    let figure = &subject.linked.figures[index];
    let sentence = subject.linked.placed.get(index)?.sentence;
    let span = subject.linked.sentences.get(sentence)?.span.clone();
    let prose = &subject.text.prose;
    let words =
        |span: Range<usize>| -> Vec<&str> { tokens(prose, span).iter().map(|token| token.text(prose)).collect() };
    let after = words(figure.span.end..span.end.max(figure.span.end));
    let order = after.iter().find(|word| **word != "-")?;
    let before = words(span.start..figure.span.start.max(span.start));
    let counted = before.iter().rev().take(3).any(|word| is_any(word, &["of", "among"]));
    let within = match figure.unit {
        Unit::Ordinal => false,
        Unit::Count if counted => true,
        _ => return None,
    };
    if !is_any(order, &["largest", "biggest", "most"]) {
        return None;
    }
    let near: Vec<&str> = after.iter().take(8).copied().collect();
    let field = FIELDS.iter().find(|field| near.iter().any(|word| is_any(word, field.words)))?;
    let (ranked, owner) = parts(&parties(prose, &span), prose, &span, figure.span.start)?;
    Some(Ranking {
        figure: index,
        sentence,
        place: figure.value.to_integer().to_i64()?,
        within,
        field: *field,
        ranked,
        owner,
    })
}

/// Of two economies, the one that is ranked and the one among whose partners.
fn parts(
    found: &[(Party, Range<usize>)],
    prose: &str,
    span: &Range<usize>,
    figure: usize,
) -> Option<(&'static [&'static str], &'static [&'static str])> {
    let [(a, at_a), (b, at_b)] = found else { return None };
    let owns = |party: &Party, at: &Range<usize>| {
        let possessive = prose[at.end..span.end].starts_with(['\'', '’']);
        at.start > figure || possessive || party.side == Side::Owner
    };
    match (owns(a, at_a), owns(b, at_b)) {
        (false, true) => Some((a.codes, b.codes)),
        (true, false) => Some((b.codes, a.codes)),
        _ => None,
    }
}

/// `None` where the data have nothing of the kind.
fn settle(subject: &Subject<'_>, ranking: &Ranking) -> Option<Result<Answer, String>> {
    let mut missing = None;
    for (index, there) in subject.evidence.holdings().iter().enumerate() {
        let Some(series) = series(ranking, there) else { continue };
        let Some(period) = period(subject, ranking, there) else {
            missing = Some(format!("the text names no period, and the data have {}", there.periods.len()));
            continue;
        };
        match subject.evidence.place(index, &series, PARTNER, &period) {
            Ok(counted) => return Some(decided(subject, ranking, &counted, &series, &period, there)),
            Err(_) => {
                missing = Some(format!(
                    "the data do not rank {} by {} in {period}",
                    name(&series, PARTNER),
                    ranking.field.said
                ))
            }
        }
    }
    missing.map(Err)
}

/// The series whose place is asked for.
fn series(ranking: &Ranking, there: &Holding) -> Option<SeriesKey> {
    let Field { kind, flow, .. } = ranking.field;
    let one =
        |column: &str, codes: &[&str]| codes.iter().find(|code| there.has(column, code)).map(|code| (*code).to_owned());
    let [currency] = there.currencies.as_slice() else { return None };
    let mut dimensions =
        BTreeMap::from([(REPORTER, one(REPORTER, ranking.owner)?), (PARTNER, one(PARTNER, ranking.ranked)?)]);
    match kind {
        Kind::Trade => dimensions.extend([(FLOW, flow.to_owned()), (PRODUCT, Product::TOTAL.to_owned())]),
        _ => dimensions.extend([(DIRECTION, flow.to_owned()), (MEASURE, "flow".to_owned())]),
    }
    let known = dimensions.iter().all(|(column, value)| there.has(column, value));
    (there.kind == kind && known).then(|| SeriesKey { kind, dimensions, currency: currency.clone() })
}

/// The period of the sentence, or the only one there is.
fn period(subject: &Subject<'_>, ranking: &Ranking, there: &Holding) -> Option<Period> {
    let said = subject.linked.placed[ranking.figure].when.period;
    said.filter(|period| there.periods.contains(period)).or(match there.periods.as_slice() {
        [only] => Some(*only),
        _ => None,
    })
}

fn decided(
    subject: &Subject<'_>,
    ranking: &Ranking,
    counted: &Counted,
    series: &SeriesKey,
    period: &Period,
    there: &Holding,
) -> Result<Answer, String> {
    let found = counted.count;
    let holds = if ranking.within { found <= ranking.place } else { found == ranking.place };
    let partners = there.of(PARTNER).len();
    let complete = there.has(PARTNER, Economy::WORLD) || partners >= WHOLE_LIST;
    if !holds && !complete {
        return Err(format!("the data have {partners} partners, too few to refute a place among all of them"));
    }
    let detail = format!("the place is {found}");
    let figure = &subject.linked.figures[ranking.figure];
    let to = if ranking.within {
        spelled(found).map(|to| format!("{to} or more"))
    } else {
        spelled_place(found).map(str::to_owned)
    };
    let to = to.filter(|_| figure.spelled).unwrap_or_else(|| found.to_string());
    let candidate = Candidate {
        form: Candidate::LINKED,
        kind: "rank",
        reported: Signed::plus(ranking.figure),
        operands: Vec::new(),
        sentence: ranking.sentence,
        tie: Tie::Stated,
        judgement: Judgement::Stated { holds, detail, mends: vec![Mend { figure: ranking.figure, to, slip: None }] },
    };
    let decision = decide(subject.linked, &candidate).ok_or_else(|| "the place cannot be decided".to_owned())?;
    Ok(Answer {
        chosen: Chosen { candidate, decision, bet: Bet::SURE, others: Vec::new() },
        explanation: None,
        series: format!(
            "the place of {} in {} of {}, {period}",
            name(series, PARTNER),
            ranking.field.said,
            name(series, REPORTER)
        ),
        note: None,
        query: counted.query.clone(),
    })
}

fn name(series: &SeriesKey, column: &str) -> String {
    let code = series.get(column);
    code.parse::<Economy>().map_or_else(|_| code.to_owned(), |economy| economy.name().to_owned())
}
