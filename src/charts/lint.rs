//! What an editor would mark before the picture goes out.
//!
//! The rules that no figures can break need no lint: [`RULES`] lists them with those that are marked here.

use std::fmt;

use serde::Serialize;

use super::chart::Chart;
use super::data::Series;
use super::kinds::Kind;
use crate::model::Grain;

/// Which rule was broken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum LintId {
    TitleMissing,
    TitleStatesNoFinding,
    TitleTooLong,
    SubtitleMissing,
    SubtitleWithoutUnit,
    SubtitleWithoutPeriod,
    SourceMissing,
    SharesDoNotAddUp,
    TooManyHues,
    TooManySeries,
    TooManyRows,
    FiguresTooLong,
    FlowsDoNotBalance,
    LastPeriodMayBePartial,
    TooManyNotes,
    MapOfAmounts,
    WordsContradictFigures,
}

/// One mark of the editor: what is wrong and what to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Lint {
    pub id: LintId,
    pub message: String,
    pub help: &'static str,
}

const MOST_HUES: usize = 4;
const MOST_TITLE_WORDS: usize = 20;
const MOST_FACETS: usize = 6;
const MOST_NOTES: usize = 4;
/// A last period that falls by more than this, and more than any before, may not be whole.
const FALL: f64 = 0.25;
/// Digits of a value label beyond which nobody reads it.
const MOST_DIGITS: usize = 7;

impl fmt::Display for LintId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, letter) in format!("{self:?}").char_indices() {
            if letter.is_uppercase() && place > 0 {
                f.write_str("-")?;
            }
            write!(f, "{}", letter.to_ascii_lowercase())?;
        }
        Ok(())
    }
}

impl fmt::Display for Lint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}; {}", self.id, self.message, self.help)
    }
}

/// All marks, in the order of reading: words, then colours, then figures.
pub fn lint(kind: &dyn Kind, chart: &Chart, facets: &[(String, Chart)]) -> Vec<Lint> {
    let found = [title(chart), subtitle_unit(chart), subtitle_period(chart), source(chart)];
    let more = [hues(kind, chart), series(kind, chart), rows(kind, chart), figures(chart), notes(chart), last(chart)];
    found.into_iter().chain(more).flatten().chain(kind.lints(chart)).chain(facet_count(facets)).collect()
}

fn mark(id: LintId, message: impl Into<String>, help: &'static str) -> Option<Lint> {
    Some(Lint { id, message: message.into(), help })
}

fn title(chart: &Chart) -> Option<Lint> {
    let title = chart.spec.title.trim();
    let help = "state the finding as a sentence, such as “Exports doubled in 2022”";
    if title.is_empty() {
        return mark(LintId::TitleMissing, "the chart has no title", help);
    }
    let words = title.split_whitespace().count();
    // "Exports by partner", "Trade, 2015–2024": a name of the data rather than what it shows.
    // "Overtook by 2015" is a verb and its time.
    let split = title.split(" by ").nth(1).is_some_and(|what| !what.starts_with(|first: char| first.is_ascii_digit()));
    let names_data = words < 3 || (words < 7 && split);
    if names_data {
        let message = format!("“{title}” names the data, not what it shows");
        return mark(LintId::TitleStatesNoFinding, message, help);
    }
    if words > MOST_TITLE_WORDS {
        let message = format!("the title has {words} words");
        return mark(LintId::TitleTooLong, message, "keep the finding, and move measure and period to the subtitle");
    }
    None
}

fn subtitle_unit(chart: &Chart) -> Option<Lint> {
    let subtitle = chart.spec.subtitle.as_str();
    if subtitle.trim().is_empty() {
        let help = "say measure, geography, unit and period, such as “Goods exports of Kestria, € million, 2024”";
        return mark(LintId::SubtitleMissing, "the chart has no subtitle", help);
    }
    let number = &chart.spec.number;
    let stated = [&number.currency, &number.magnitude, &number.unit];
    let missing: Vec<&str> =
        stated.into_iter().flatten().map(String::as_str).filter(|unit| !subtitle.contains(unit)).collect();
    let help = "write the unit once, in the subtitle";
    if !missing.is_empty() {
        let message = format!("the subtitle does not name the unit ({})", missing.join(" "));
        return mark(LintId::SubtitleWithoutUnit, message, help);
    }
    if stated.into_iter().all(Option::is_none) && !names_unit(subtitle) {
        return mark(LintId::SubtitleWithoutUnit, "the subtitle names no unit", help);
    }
    None
}

/// Whether a subtitle names a unit that trade figures come in.
fn names_unit(subtitle: &str) -> bool {
    const UNITS: [&str; 36] = [
        "rank",
        "largest",
        "prozent",
        "mio.",
        "mrd.",
        "milliard",
        "millones",
        "место",
        "%",
        "€",
        "£",
        "$",
        "¥",
        "₸",
        "₽",
        "eur",
        "usd",
        "gbp",
        "kzt",
        "million",
        "billion",
        "thousand",
        "trillion",
        "per cent",
        "percent",
        "tonne",
        "index",
        "= 100",
        "number",
        "count",
        "ratio",
        "points",
        "млн",
        "млрд",
        "тыс",
        "тонн",
    ];
    let subtitle = subtitle.to_lowercase();
    UNITS.iter().any(|unit| subtitle.contains(unit))
}

fn subtitle_period(chart: &Chart) -> Option<Lint> {
    let subtitle = chart.spec.subtitle.as_str();
    let digits = subtitle.split(|c: char| !c.is_ascii_digit());
    let year = |run: &str| run.len() == 4 && (run.starts_with("19") || run.starts_with("20"));
    if subtitle.trim().is_empty() || digits.into_iter().any(year) {
        return None;
    }
    let help = "name the year or years the figures cover";
    mark(LintId::SubtitleWithoutPeriod, "the subtitle names no period", help)
}

fn source(chart: &Chart) -> Option<Lint> {
    let help = "name who published the figures, and the data set";
    chart.spec.source.trim().is_empty().then(|| mark(LintId::SourceMissing, "the chart has no source", help))?
}

fn hues(kind: &dyn Kind, chart: &Chart) -> Option<Lint> {
    if !kind.colours_series() {
        return None;
    }
    let chosen = chart.spec.highlight.len();
    let series = chart.table.series.len();
    // Grey is no hue: the first four take colours, and one more may be grey.
    let (coloured, most) = match chosen == 0 {
        true => (series, MOST_HUES + 1),
        false => (chosen, MOST_HUES),
    };
    let message = format!("{coloured} series ask for a colour each; readers tell {MOST_HUES} and grey apart");
    let help = "set `highlight` to the series that matter, or join the small ones as “Other”";
    (coloured > most).then(|| mark(LintId::TooManyHues, message, help))?
}

fn series(kind: &dyn Kind, chart: &Chart) -> Option<Lint> {
    let (series, most) = (chart.table.series.len(), kind.most_series());
    let message = format!("{series} series are more than a reader follows (at most {most})");
    let help = "keep the largest and join the rest as “Other”";
    (series > most).then(|| mark(LintId::TooManySeries, message, help))?
}

fn facet_count(facets: &[(String, Chart)]) -> Option<Lint> {
    let message = format!("{} facets are more than a reader compares (at most {MOST_FACETS})", facets.len());
    let help = "keep those that the finding is about, or use `multiples`";
    (facets.len() > MOST_FACETS).then(|| mark(LintId::TooManySeries, message, help))?
}

fn rows(kind: &dyn Kind, chart: &Chart) -> Option<Lint> {
    let (rows, most) = (chart.table.places.len(), kind.most_places());
    let too_many = rows > most && !chart.table.is_time();
    let message = format!("{rows} rows are a table, not a picture (at most {most})");
    let help = "keep the top ones and join the rest as “Other”";
    too_many.then(|| mark(LintId::TooManyRows, message, help))?
}

fn figures(chart: &Chart) -> Option<Lint> {
    let label = chart.numbers.label(chart.table.largest());
    let digits = label.chars().filter(char::is_ascii_digit).count();
    let message = format!("labels as long as {label} are not read");
    let help = "set `number.divisor` and `number.decimals`, and name the magnitude in the subtitle";
    (digits > MOST_DIGITS).then(|| mark(LintId::FiguresTooLong, message, help))?
}

fn notes(chart: &Chart) -> Option<Lint> {
    let count = chart.spec.annotations.len() + chart.spec.references.len();
    let message = format!("{count} annotations and levels are a text, not a picture (at most {MOST_NOTES})");
    let help = "keep those that explain the finding";
    (count > MOST_NOTES).then(|| mark(LintId::TooManyNotes, message, help))?
}

/// A year that is not whole yet reads as a fall: every series falls by more than a quarter, and more than it ever did.
fn last(chart: &Chart) -> Option<Lint> {
    let places = &chart.table.places;
    let place = places.last().filter(|place| !place.is_unsettled() && places.len() > 3)?;
    let annual = place.period.is_some_and(|period| period.grain() == Grain::Year);
    let falls = |series: &Series| {
        let figures: Vec<f64> = series.cells.iter().filter_map(|cell| cell.value).collect();
        let fall = |pair: &[f64]| if pair[0] > 0.0 { 1.0 - pair[1] / pair[0] } else { 0.0 };
        let falls: Vec<f64> = figures.windows(2).map(fall).collect();
        let (last, before) = falls.split_last()?;
        let ended = series.cells.last().is_some_and(|cell| cell.value.is_some());
        (ended && *last > FALL && before.iter().all(|other| other < last)).then_some(())
    };
    let all =
        chart.table.is_split() && chart.table.series.len() > 1 && chart.table.series.iter().all(|s| falls(s).is_some());
    let message =
        format!("every series falls by more than a quarter in {}, and never before: is it whole?", place.label);
    let help = "say in `partial` what the period covers, or in `note` why it fell";
    (annual && all && chart.spec.note.is_none()).then(|| mark(LintId::LastPeriodMayBePartial, message, help))?
}

/// A rule that charts keep, and how it is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule {
    pub says: &'static str,
    pub held: Held,
}

/// What keeps a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Held {
    /// Breaking it is marked.
    Marked(&'static [LintId]),
    /// Figures that would break it are refused.
    Refused,
    /// No spec can break it.
    Always,
}

/// Every rule, in the order of reading.
pub const RULES: &[Rule] = &[
    Rule {
        says: "the title states the finding, in a sentence that is not too long",
        held: Held::Marked(&[LintId::TitleMissing, LintId::TitleStatesNoFinding, LintId::TitleTooLong]),
    },
    Rule {
        says: "the subtitle says measure, unit and period",
        held: Held::Marked(&[LintId::SubtitleMissing, LintId::SubtitleWithoutUnit, LintId::SubtitleWithoutPeriod]),
    },
    Rule {
        says: "what title, subtitle and annotations say is borne out by the drawn figures",
        held: Held::Marked(&[LintId::WordsContradictFigures]),
    },
    Rule { says: "a source line, always", held: Held::Marked(&[LintId::SourceMissing]) },
    Rule { says: "at most four hues and grey", held: Held::Marked(&[LintId::TooManyHues]) },
    Rule { says: "no more series or facets than a reader follows", held: Held::Marked(&[LintId::TooManySeries]) },
    Rule { says: "no more rows than a picture holds", held: Held::Marked(&[LintId::TooManyRows]) },
    Rule { says: "figures of at most seven digits", held: Held::Marked(&[LintId::FiguresTooLong]) },
    Rule { says: "few annotations", held: Held::Marked(&[LintId::TooManyNotes]) },
    Rule {
        says: "a period that is not whole is hatched, dashed or hollow, and named",
        held: Held::Marked(&[LintId::LastPeriodMayBePartial]),
    },
    Rule { says: "shares that come as per cent add up to 100", held: Held::Marked(&[LintId::SharesDoNotAddUp]) },
    Rule { says: "what goes into a node comes out of it", held: Held::Marked(&[LintId::FlowsDoNotBalance]) },
    Rule { says: "a map shows rates, not amounts", held: Held::Marked(&[LintId::MapOfAmounts]) },
    Rule { says: "a negative figure is never an area, a share or a cell of a treemap", held: Held::Refused },
    Rule { says: "a character that the face does not have is never a box", held: Held::Refused },
    Rule { says: "a size that would cut a label or squeeze a plot is not drawn", held: Held::Refused },
    Rule { says: "a field that a kind does not draw is not left out without a word", held: Held::Refused },
    Rule { says: "bars begin at zero", held: Held::Always },
    Rule { says: "one axis of values, never two", held: Held::Always },
    Rule { says: "names stand at what they name wherever a kind has room for them", held: Held::Always },
    Rule { says: "text is horizontal, and no text lies over another", held: Held::Always },
    Rule { says: "missing periods are gaps, and a missing figure is not zero", held: Held::Always },
    Rule { says: "shares whose rounded values miss 100 carry a note", held: Held::Always },
    Rule { says: "a true minus, grouped thousands, the unit once, years without decimals", held: Held::Always },
    Rule { says: "contrast of words, and hues that stay apart for every sight and on grey paper", held: Held::Always },
];
