//! Titles, subtitles and annotations held against the drawn figures and what is known of them.
//!
//! The figures of a title are read by the checker, each as the interval that its digits allow. A figure is borne out where a drawn one, or
//! a change, share, sum or ratio of drawn ones lies in that interval; names and years in the title say of which. What a title says without a
//! figure – that something rose, is the largest, passed another – is tried against the same table. Only what no reading bears out is marked.

mod figures;
mod metadata;
mod wording;

use polars::prelude::DataFrame;

use super::facts::Facts;
use crate::charts::{ChartSpec, Drawing, Lint, LintId, Table};
use crate::check;
use crate::model::{Period, spoken};

/// One text of a chart.
pub struct Claimed<'a> {
    /// What it is called in messages: `title`.
    role: &'static str,
    text: &'a str,
    tables: &'a [&'a Table],
    spec: &'a ChartSpec,
    facts: Option<&'a Facts>,
    /// Names of places and series that the text mentions.
    names: Vec<String>,
    /// Years that the text mentions.
    years: Vec<i32>,
}

/// Everything in the words of a chart that its figures do not bear out.
pub fn all(drawing: &Drawing, spec: &ChartSpec, frame: &DataFrame, facts: Option<&Facts>) -> Vec<Lint> {
    let read = Table::read(spec, frame).unwrap_or_default();
    let tables: Vec<&Table> = read.iter().map(|(_, table)| table).chain([drawing.table()]).collect();
    let mut lints = Vec::new();
    lints.extend(stated(&Claimed::new("title", &spec.title, &tables, spec, facts)));
    let subtitle = Claimed::new("subtitle", &spec.subtitle, &tables, spec, facts);
    lints.extend(metadata::wrong(&subtitle));
    for note in &spec.annotations {
        let mut claimed = Claimed::new("annotation", &note.text, &tables, spec, facts);
        // An annotation speaks of its own place.
        if let Ok(period) = note.x.parse::<Period>()
            && claimed.years.is_empty()
        {
            claimed.years.push(year(&period));
        }
        lints.extend(figures::unexplained(&claimed));
    }
    lints
}

/// What is wrong with a title.
pub fn of_title(title: &str, table: &Table, spec: &ChartSpec, facts: Option<&Facts>) -> Vec<Lint> {
    stated(&Claimed::new("title", title, &[table], spec, facts))
}

/// The drawn names that a title mentions.
pub fn mentioned(title: &str, table: &Table, spec: &ChartSpec) -> Vec<String> {
    Claimed::new("title", title, &[table], spec, None).names
}

fn stated(claimed: &Claimed) -> Vec<Lint> {
    if claimed.text.trim().is_empty() {
        return Vec::new();
    }
    let mut lints = metadata::wrong(claimed);
    lints.extend(contradictions(claimed));
    lints.extend(figures::unexplained(claimed));
    lints.extend(wording::wrong(claimed));
    lints
}

/// What the text contradicts by itself.
fn contradictions(claimed: &Claimed) -> Vec<Lint> {
    let Ok(found) = check::check("caption.txt", claimed.text.as_bytes()) else { return Vec::new() };
    let said = found.contradictions().map(|claim| claimed.lint(format!("contradicts itself: {}", claim.explanation)));
    said.collect()
}

impl<'a> Claimed<'a> {
    fn new(
        role: &'static str,
        text: &'a str,
        tables: &'a [&'a Table],
        spec: &'a ChartSpec,
        facts: Option<&'a Facts>,
    ) -> Self {
        let mut claimed = Self { role, text, tables, spec, facts, names: Vec::new(), years: years(text) };
        claimed.names = claimed.mentioned();
        claimed
    }

    fn lint(&self, message: String) -> Lint {
        Lint {
            id: LintId::WordsContradictFigures,
            message: format!("the {} {message}", self.role),
            help: "mend the words, or draw the figures that they are about",
        }
    }

    /// The names of everything that is drawn, periods left out.
    fn drawn(&self) -> Vec<&str> {
        let mut drawn: Vec<&str> = Vec::new();
        for table in self.tables {
            let places =
                table.places.iter().filter(|place| place.period.is_none() && place.name.parse::<Period>().is_err());
            drawn.extend(places.map(|place| place.label.as_str()));
            let series =
                table.series.iter().filter(|series| !series.name.is_empty() && series.name.parse::<Period>().is_err());
            drawn.extend(series.map(|series| series.name.as_str()));
        }
        drawn.sort_unstable();
        drawn.dedup();
        drawn
    }

    /// The drawn names that the text mentions, as they stand in it or as another name of the same economy.
    fn mentioned(&self) -> Vec<String> {
        let text = format!(" {} ", plain(self.text));
        let spoken: Vec<&str> =
            spoken::economies(self.text).iter().flat_map(|mention| mention.codes).copied().collect();
        let is_said = |name: &&str| {
            let alike = text.contains(&format!(" {} ", plain(name)));
            alike || name.parse::<crate::model::Economy>().is_ok_and(|economy| spoken.contains(&economy.code()))
        };
        self.drawn().into_iter().filter(is_said).map(str::to_owned).collect()
    }

    fn is_named(&self, name: &str) -> bool {
        self.names.iter().any(|known| known == name)
    }
}

/// Small letters, and a space in place of everything that is no letter or digit.
fn plain(text: &str) -> String {
    let letters: String = text.chars().map(|letter| if letter.is_alphanumeric() { letter } else { ' ' }).collect();
    letters.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The years that a text names: four digits by themselves, and the second of 2015–19 too.
fn years(text: &str) -> Vec<i32> {
    let mut years = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find(|letter: char| letter.is_ascii_digit()) {
        let before = rest[..start].chars().next_back();
        let run: String = rest[start..].chars().take_while(char::is_ascii_digit).collect();
        let after = rest[start + run.len()..].chars().next();
        let alone = !before.is_some_and(|letter| ".,€£$".contains(letter))
            && !(after == Some(',') || after == Some('.'))
            || rest[start + run.len()..].chars().nth(1).is_none_or(|letter| !letter.is_ascii_digit());
        if let (4, true, Ok(year)) = (run.len(), alone, run.parse::<i32>())
            && (1900..2100).contains(&year)
        {
            years.push(year);
        }
        rest = &rest[start + run.len()..];
    }
    years.sort_unstable();
    years.dedup();
    years
}

fn year(period: &Period) -> i32 {
    use chrono::Datelike as _;
    period.end().year()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_are_four_digits_by_themselves() {
        assert_eq!(years("Exports rose from 2015 to 2024, by 2,019 tonnes"), [2015, 2024]);
        assert_eq!(years("€ 1,990 million in 2020."), [2020]);
    }
}
