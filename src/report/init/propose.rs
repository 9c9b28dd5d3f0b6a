//! What could be made of figures: charts and summaries as parts of a project file, each tried before it is written.

use std::collections::BTreeSet;
use std::path::Path;

use super::write::quoted;
use crate::charts;
use polars::prelude::col;

use crate::model::schema::{
    COUNTRY, DIRECTION, FLOW, ISSUER, MARKET, MEASURE, PARTNER, PERIOD, PRODUCT, REPORTER, SECTOR, SEGMENT, VALUE_MINOR,
};
use crate::model::{Economy, Kind, Period};
use crate::report::derive::{derive, drawable};
use crate::report::figures::Figures;
use crate::report::project::Project;
use crate::report::{Inputs, ReportError};
use crate::sources::{Loaded, Tidy};

/// The largest so many parts are shown.
const TOP: usize = 10;

/// A part of a project file.
#[derive(Debug, Clone)]
pub struct Proposal {
    /// What it shows, as a comment above it.
    pub about: String,
    pub toml: String,
}

impl Proposal {
    /// Calls economies by their names.
    pub fn name(&mut self, labels: &str) {
        let top = format!("top = {TOP}\n");
        self.toml = self.toml.replacen(&top, &format!("{top}{labels}"), 1);
    }

    /// Puts the unit into the subtitle and the axis; without one, nothing stands in its place.
    pub fn scale(&mut self, scale: Option<(String, String)>) {
        match scale {
            // Counts have no unit, and a number line of their own.
            Some((unit, number)) if self.toml.contains("{unit}") => {
                self.toml = self.toml.replace("{unit}", &unit);
                self.toml.push_str(&number);
            }
            Some(_) => {}
            None => self.toml = self.toml.replace(" {unit},", ""),
        }
    }
}

/// Everything that may be made of the figures of an entry.
///
/// # Errors
/// When the figures cannot be read.
pub fn all(entry: &Path, loaded: &Loaded) -> Result<Vec<Proposal>, ReportError> {
    let about = About::of(entry, loaded)?;
    Ok(match loaded.kind {
        Kind::Trade => about.trade(),
        Kind::Investment => about.investment(),
        Kind::Listings => about.listings(),
        Kind::Rates => Vec::new(),
    })
}

/// What parts are the largest of.
struct Whole {
    /// As it stands in a project file.
    filter: String,
    words: String,
}

/// What proposals need to know of figures.
struct About {
    entry: String,
    stem: String,
    /// In order of time, those of the longest kind.
    periods: Vec<String>,
    flows: Vec<String>,
    directions: Vec<String>,
    measures: Vec<String>,
    partners: usize,
    products: usize,
    segments: Vec<&'static str>,
    reporter: Option<String>,
    reporters: usize,
}

impl About {
    fn of(entry: &Path, loaded: &Loaded) -> Result<Self, ReportError> {
        let distinct = |column: &str| -> Result<Vec<String>, ReportError> {
            match loaded.kind.dimensions().contains(&column) || column == PERIOD {
                true => Ok(loaded.tidy.distinct(column)?.into_iter().filter(|value| !value.is_empty()).collect()),
                false => Ok(Vec::new()),
            }
        };
        let several = |column: &&&str| distinct(column).is_ok_and(|values| values.len() > 1);
        let reporters = distinct(REPORTER)?;
        let economies = |values: Vec<String>| {
            values.iter().filter_map(|code| code.parse::<Economy>().ok()).filter(|economy| !economy.is_group()).count()
        };
        let entry = entry.display().to_string();
        Ok(Self {
            stem: stem(&entry),
            entry,
            periods: in_order(&reported_periods(loaded)?),
            reporters: economies(reporters.clone()),
            flows: distinct(FLOW)?,
            directions: distinct(DIRECTION)?,
            measures: distinct(MEASURE)?,
            partners: economies(distinct(PARTNER)?),
            products: distinct(PRODUCT)?.len(),
            segments: [SEGMENT, MARKET, SECTOR, COUNTRY].iter().filter(several).copied().collect(),
            reporter: match reporters.as_slice() {
                [only] => only.parse::<Economy>().ok().map(|economy| economy.name().to_owned()),
                _ => None,
            },
        })
    }

    fn trade(&self) -> Vec<Proposal> {
        // Figures of several reporters are not added up: they stand beside each other.
        let alone = self.reporters < 2;
        let mut proposals = if alone { self.over_time(FLOW) } else { Vec::new() };
        let Some(latest) = self.periods.last() else { return proposals };
        let flow = ["export", "import"].into_iter().find(|flow| self.flows.iter().any(|there| there == flow));
        let Some(flow) = flow else { return proposals };
        for (column, parts) in [(REPORTER, self.reporters), (PARTNER, self.partners), (PRODUCT, self.products)] {
            if parts > 1 && (alone || column == REPORTER) {
                let whole = Whole { filter: format!("flow = [\"{flow}\"]"), words: format!("{flow}s") };
                proposals.extend(self.largest(column, &whole, latest));
            }
        }
        proposals
    }

    fn investment(&self) -> Vec<Proposal> {
        if self.reporters < 2 {
            return self.over_time(MEASURE);
        }
        let (Some(latest), Some(direction), Some(measure)) =
            (self.periods.last(), self.directions.first(), self.measures.first())
        else {
            return Vec::new();
        };
        let whole = Whole {
            filter: format!("direction = [{}], measure = [{}]", quoted(direction), quoted(measure)),
            words: format!("{direction} direct investment ({measure})"),
        };
        self.largest(REPORTER, &whole, latest)
    }

    /// All periods as a project file lists them: as a span where they are no spans themselves.
    fn spanned(&self, first: &str, last: &str) -> String {
        if !self.periods.iter().any(|period| period.contains("..")) {
            return quoted(&format!("{first}..{last}"));
        }
        self.periods.iter().map(|period| quoted(period)).collect::<Vec<_>>().join(", ")
    }

    fn of_whom(&self) -> String {
        self.reporter.as_ref().map_or_else(String::new, |name| format!(" of {name}"))
    }

    fn over_time(&self, by: &str) -> Vec<Proposal> {
        let [first, .., last] = self.periods.as_slice() else { return Vec::new() };
        let (stem, entry, of) = (&self.stem, quoted(&self.entry), self.of_whom());
        let periods = self.spanned(first, last);
        let what = if by == FLOW { "Trade" } else { "Direct investment" };
        let line = format!(
            "[[chart]]\nfile = \"{stem}-over-time\"\n\n[chart.data]\nfrom = {entry}\nmetrics = [\"level\"]\nperiods = [{periods}]\n\n[chart.spec]\nkind = \"line\"\n\
             title = {}\nsubtitle = {}\nx = \"period\"\ny = \"figure\"\nby = \"{by}\"\n",
            quoted(&format!("{what}{of}, {first} to {last}")),
            quoted(&format!("By {by}, {{unit}}, {first}–{last}")),
        );
        let growth = format!(
            "[[summary]]\nfile = \"{stem}-growth.csv\"\ntitle = {}\n\n[summary.data]\nfrom = {entry}\nmetrics = [\"growth:yoy\"]\nperiods = [{periods}]\n",
            quoted(&format!("{what}{of}: growth on the year before")),
        );
        vec![
            Proposal { about: format!("The figures over time, by {by}."), toml: line },
            Proposal { about: "Growth on the same period of the year before.".to_owned(), toml: growth },
        ]
    }

    fn largest(&self, column: &str, whole: &Whole, period: &str) -> Vec<Proposal> {
        let Whole { filter, words } = whole;
        let (stem, entry, of) = (&self.stem, quoted(&self.entry), self.of_whom());
        let data = format!(
            "from = {entry}\nby = [\"{column}\"]\nwhere = {{ {filter} }}\nperiods = [{}]\ntop = {TOP}\n",
            quoted(period)
        );
        let word = match column {
            PARTNER => "partners",
            REPORTER => "reporters",
            _ => "products",
        };
        let chart = format!(
            "[[chart]]\nfile = \"{stem}-{word}\"\n\n[chart.data]\nmetrics = [\"level\"]\n{data}\n[chart.spec]\nkind = \"ranked\"\ntitle = {}\nsubtitle = {}\nx = \"{column}\"\ny = \"figure\"\n",
            quoted(&format!("The largest {word} in {words}{of}")),
            quoted(&format!("{} by {column}, {{unit}}, {period}", capital(words))),
        );
        let table = format!(
            "[[summary]]\nfile = \"{stem}-{word}-shares.csv\"\ntitle = {}\n\n[summary.data]\nmetrics = [\"level\", \"share\", \"rank\"]\nlayout = \"wide\"\n{data}",
            quoted(&format!("The largest {word} in {words}{of}, {period}")),
        );
        vec![
            Proposal { about: format!("The ten largest {word}, {words} of {period}."), toml: chart },
            Proposal { about: "The same with shares and ranks, the rest as one row.".to_owned(), toml: table },
        ]
    }

    fn listings(&self) -> Vec<Proposal> {
        let (stem, entry) = (&self.stem, quoted(&self.entry));
        let by = |column: &&'static str| {
            let chart = format!(
                "[[chart]]\nfile = \"{stem}-{column}\"\n\n[chart.data]\nfrom = {entry}\nmetrics = [\"listed_count\"]\nby = [\"{column}\"]\ntop = {TOP}\n\n\
                 [chart.spec]\nkind = \"ranked\"\ntitle = {}\nsubtitle = \"Number of companies by {column}{}\"\nx = \"{column}\"\ny = \"figure\"\nnumber = {{ decimals = 0 }}\n",
                quoted(&format!("Companies listed, by {column}")),
                self.periods.last().map_or_else(String::new, |period| format!(", {period}")),
            );
            Proposal { about: format!("How many companies are listed, by {column}."), toml: chart }
        };
        let mut proposals: Vec<Proposal> = self.segments.iter().map(by).collect();
        let table = format!(
            "[[summary]]\nfile = \"{stem}-capitalisation.csv\"\ntitle = \"Capitalisation\"\n\n[summary.data]\nfrom = {entry}\nmetrics = [\"capitalisation\"]\nby = [\"{ISSUER}\"]\ntop = {TOP}\n"
        );
        proposals.push(Proposal { about: "The largest companies.".to_owned(), toml: table });
        proposals
    }
}

/// Why nothing is made of figures of which nothing was proposed.
///
/// # Errors
/// When the figures cannot be read.
pub fn why_nothing(loaded: &Loaded) -> Result<&'static str, ReportError> {
    Ok(match loaded.kind {
        Kind::Rates => "exchange rates: name them as `rates` in the data of a chart or summary",
        _ if reported_periods(loaded)?.is_empty() => "no value is there: it may hold quantities only",
        _ => "one figure, or figures that stand for nothing together: see `tradeproof inspect`",
    })
}

/// The periods in which something is reported.
fn reported_periods(loaded: &Loaded) -> Result<Vec<String>, ReportError> {
    let reported = match &loaded.tidy {
        Tidy::Held(frame) if loaded.kind.is_money() => Tidy::Held(frame.clone().filter(col(VALUE_MINOR).is_not_null())),
        tidy => tidy.clone(),
    };
    Ok(reported.distinct(PERIOD)?)
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// A name for files: letters, digits and hyphens.
fn stem(entry: &str) -> String {
    let stem = entry.split('.').next().unwrap_or(entry).to_lowercase();
    let plain: String = stem.chars().map(|letter| if letter.is_ascii_alphanumeric() { letter } else { '-' }).collect();
    let joined = plain.split('-').filter(|part| !part.is_empty()).take(4).collect::<Vec<_>>().join("-");
    if joined.is_empty() { "figures".to_owned() } else { joined }
}

/// The periods of the longest kind that there are two of, in order of time.
fn in_order(texts: &[String]) -> Vec<String> {
    let mut periods: Vec<Period> = texts.iter().filter_map(|text| text.parse().ok()).collect();
    periods.sort_by_key(|period| (period.end(), period.start()));
    let alike = |period: &Period| periods.iter().filter(|other| other.months() == period.months()).count();
    let lengths = periods.iter().filter(|period| alike(period) > 1).filter_map(Period::months);
    let longest = lengths.max();
    let kept = periods.iter().filter(|period| longest.is_none() || period.months() == longest);
    kept.map(ToString::to_string).collect()
}

/// Why a project file with one part cannot be reported; nothing where it can.
pub fn refused(text: &str, path: &Path, inputs: &Inputs, figures: &Figures) -> Option<String> {
    let tried = || -> Result<(), ReportError> {
        let project = Project::parse(text, path)?;
        for plan in &project.summaries {
            derive(&project, inputs, figures, &plan.data)?;
        }
        for plan in &project.charts {
            let derived = derive(&project, inputs, figures, &plan.data)?;
            let failed = |source| ReportError::Chart { place: project.place(&plan.file), source: Box::new(source) };
            let frame = drawable(&derived, &plan.data).map_err(|error| failed(error.into()))?;
            let mut spec = plan.spec.clone();
            spec.source.clone_from(&project.source);
            charts::render(&spec, &frame).map_err(failed)?;
        }
        Ok(())
    };
    let error = tried().err()?;
    let cause = std::error::Error::source(&error).map_or_else(|| error.to_string(), ToString::to_string);
    Some(cause.lines().next().unwrap_or_default().to_owned())
}

/// What the economies of a chart are called, as the line to put below `top`; blank where there are none.
pub fn named(text: &str, path: &Path, inputs: &Inputs, figures: &Figures) -> String {
    let names = || -> Option<Vec<String>> {
        let project = Project::parse(text, path).ok()?;
        let plan = project.charts.first()?;
        let column = plan.data.by.first()?;
        let derived = derive(&project, inputs, figures, &plan.data).ok()?;
        let codes = derived.frame.column(column).ok()?.str().ok()?.iter().flatten().collect::<BTreeSet<_>>();
        let economies = codes.into_iter().filter_map(|code| Some((code, code.parse::<Economy>().ok()?.name())));
        Some(economies.map(|(code, name)| format!("{} = {}", quoted(code), quoted(name))).collect())
    };
    match names() {
        Some(names) if !names.is_empty() => format!("labels = {{ {} }}\n", names.join(", ")),
        _ => String::new(),
    }
}

/// The unit of what a part draws, and how its axis counts it: the text of `{unit}`, and the `number` line to add.
pub fn scaled(text: &str, path: &Path, inputs: &Inputs, figures: &Figures) -> Option<(String, String)> {
    let project = Project::parse(text, path).ok()?;
    let plan = project.charts.first()?;
    let derived = derive(&project, inputs, figures, &plan.data).ok()?;
    let frame = drawable(&derived, &plan.data).ok()?;
    let largest = frame.column("figure").ok()?.f64().ok()?.iter().flatten().map(f64::abs).fold(0.0, f64::max);
    let currencies = frame.column(crate::model::schema::CURRENCY).ok()?.str().ok()?.iter().flatten().map(str::to_owned);
    let currency = currencies.reduce(|one, other| if one == other { one } else { String::new() })?;
    if currency.is_empty() {
        return None;
    }
    let (divisor, word) = match largest {
        1e9.. => ("1000000000.0", " billion"),
        1e6.. => ("1000000.0", " million"),
        _ => ("1.0", ""),
    };
    let magnitude = if word.is_empty() { String::new() } else { format!(", magnitude = \"{}\"", word.trim()) };
    Some((
        format!("{currency}{word}"),
        format!("number = {{ divisor = {divisor}{magnitude}, currency = \"{currency}\" }}\n"),
    ))
}
