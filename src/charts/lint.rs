//! What an editor would mark before the picture goes out.
//!
//! Four rules hold by construction and need no lint: bars begin at zero, no label is ever cut, a share is never negative, and
//! a character without a glyph is refused; breaking them is a [`super::ChartError`]. Shares whose rounded values do
//! not add up carry their note by themselves.

use std::fmt;

use serde::Serialize;

use super::chart::Chart;
use super::kinds::Kind;

/// Which rule was broken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum LintId {
    TitleMissing,
    TitleStatesNoFinding,
    SubtitleMissing,
    SubtitleWithoutUnit,
    SubtitleWithoutPeriod,
    SourceMissing,
    SharesDoNotAddUp,
    TooManyHues,
    TooManySeries,
    TooManyRows,
    FiguresTooLong,
}

/// One mark of the editor: what is wrong and what to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Lint {
    pub id: LintId,
    pub message: String,
    pub help: &'static str,
}

const MOST_HUES: usize = 4;
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
pub fn lint(kind: &dyn Kind, chart: &Chart) -> Vec<Lint> {
    let found = [title(chart), subtitle_unit(chart), subtitle_period(chart), source(chart)];
    let more = [hues(kind, chart), series(kind, chart), rows(kind, chart), figures(chart)];
    found.into_iter().chain(more).flatten().chain(kind.lints(chart)).collect()
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
    let names_data = words < 3 || (words < 7 && title.contains(" by "));
    if names_data {
        let message = format!("“{title}” names the data, not what it shows");
        return mark(LintId::TitleStatesNoFinding, message, help);
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
    const UNITS: [&str; 28] = [
        "%", "€", "£", "$", "¥", "₸", "₽", "eur", "usd", "gbp", "kzt", "million", "billion", "thousand", "trillion",
        "per cent", "percent", "tonne", "index", "= 100", "number", "count", "ratio", "points", "млн", "млрд", "тыс",
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
