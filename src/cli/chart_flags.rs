//! The flags of `tradeproof chart` that are fields of a spec.

use clap::{Args, ValueEnum};

use crate::charts::{Annotation, ChartSpec, Grouping, Reference, pixels};

#[derive(Debug, Args)]
#[command(next_help_heading = "Columns")]
pub struct Columns {
    /// Names or periods
    #[arg(long, value_name = "COLUMN")]
    pub x: Option<String>,
    /// Figures
    #[arg(long, value_name = "COLUMN")]
    pub y: Option<String>,
    /// What splits the figures into series
    #[arg(long, value_name = "COLUMN")]
    by: Option<String>,
    /// What splits the chart into small ones on a common scale
    #[arg(long, value_name = "COLUMN")]
    facet: Option<String>,
    /// Lower ends of intervals
    #[arg(long, value_name = "COLUMN")]
    low: Option<String>,
    /// Upper ends of intervals
    #[arg(long, value_name = "COLUMN")]
    high: Option<String>,
    /// Series (or names) to bring forward; repeatable
    #[arg(long, value_name = "NAME")]
    highlight: Vec<String>,
    /// Series from first to last; repeatable
    #[arg(long, value_name = "NAME")]
    order: Vec<String>,
    /// Names that stand last whatever their figure, such as Other; repeatable
    #[arg(long, value_name = "NAME")]
    last: Vec<String>,
    /// A period that is not whole yet, and what it covers; repeatable
    #[arg(long, value_name = "PERIOD=WHAT", value_parser = pair)]
    partial: Vec<(String, String)>,
    /// A period whose figures may still be revised; repeatable
    #[arg(long, value_name = "PERIOD")]
    provisional: Vec<String>,
    /// Words above the plot with a line down to their place, such as 2022=War; repeatable
    #[arg(long, value_name = "PLACE=WORDS", value_parser = pair)]
    annotate: Vec<(String, String)>,
    /// A level across the plot, such as 3.2='Average of 2015–2019'; repeatable
    #[arg(long, value_name = "LEVEL=WORDS", value_parser = level)]
    reference: Vec<(f64, String)>,
    /// Where the classes of a map part, such as 1,5,20; by default where the figures do
    #[arg(long, value_name = "FIGURES", value_delimiter = ',', allow_negative_numbers = true)]
    breaks: Vec<f64>,
    /// The figures are places, so that 1 comes first
    #[arg(long)]
    ranks: bool,
    /// The period that is set to 100: 2015 or 2015=100
    #[arg(long, value_name = "PERIOD", value_parser = index)]
    index: Option<String>,
}

#[derive(Debug, Args)]
#[command(next_help_heading = "Words")]
pub struct Words {
    /// The finding, as a sentence; of official figures one is written from them where none is given
    #[arg(long)]
    title: Option<String>,
    /// Measure, geography, unit and period
    #[arg(long)]
    subtitle: Option<String>,
    /// Who published the figures
    #[arg(long)]
    source: Option<String>,
    /// What the foot calls the metric; of one that --metric derives, its name and variant
    #[arg(long, value_name = "WORDS")]
    metric_name: Option<String>,
    /// What a reader has to know besides
    #[arg(long)]
    note: Option<String>,
    /// What names and codes are called: a CSV of code,name with a header row; they win over the names that are known
    #[arg(long, value_name = "FILE")]
    labels: Option<std::path::PathBuf>,
    /// Language of the fixed words, of names and of the decimal mark: en, de, fr, es, ru, kk
    #[arg(long, value_name = "TAG")]
    lang: Option<String>,
}

#[derive(Debug, Args)]
#[command(next_help_heading = "Figures and size")]
pub struct Look {
    /// What figures are divided by first
    #[arg(long, value_name = "NUMBER")]
    divisor: Option<f64>,
    /// Decimals of value labels; by default what three figures of the largest need
    #[arg(long, value_name = "COUNT")]
    decimals: Option<usize>,
    /// €, £, US$
    #[arg(long, value_name = "SIGN")]
    currency: Option<String>,
    /// million, billion
    #[arg(long, value_name = "WORD")]
    magnitude: Option<String>,
    /// %, tonnes
    #[arg(long, value_name = "WORD")]
    unit: Option<String>,
    /// Write a plus sign before positive figures
    #[arg(long)]
    signed: bool,
    /// How thousands are parted
    #[arg(long, value_enum)]
    grouping: Option<Parted>,
    /// In CSS pixels, or in millimetres: 180mm
    #[arg(long, value_name = "LENGTH", value_parser = pixels)]
    width: Option<u32>,
    /// In CSS pixels or millimetres; by default what the rows need
    #[arg(long, value_name = "LENGTH", value_parser = pixels)]
    height: Option<u32>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Parted {
    Locale,
    Thin,
    None,
}

fn pair(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((period, what)) if !period.trim().is_empty() && !what.trim().is_empty() => {
            Ok((period.trim().to_owned(), what.trim().to_owned()))
        }
        _ => Err("expected PERIOD=WHAT, such as 2025=January–August".to_owned()),
    }
}

fn index(text: &str) -> Result<String, String> {
    match text.split_once('=') {
        None => Ok(text.trim().to_owned()),
        Some((period, "100")) => Ok(period.trim().to_owned()),
        Some(_) => Err("expected PERIOD or PERIOD=100, such as 2015=100".to_owned()),
    }
}

fn level(text: &str) -> Result<(f64, String), String> {
    let wrong = || "expected LEVEL=WORDS, such as 3.2=Average".to_owned();
    let (level, words) = pair(text).map_err(|_| wrong())?;
    Ok((level.parse().map_err(|_| wrong())?, words))
}

fn put<T: Clone>(value: &Option<T>, place: &mut T) {
    if let Some(value) = value {
        place.clone_from(value);
    }
}

fn put_some<T: Clone>(value: &Option<T>, place: &mut Option<T>) {
    if value.is_some() {
        place.clone_from(value);
    }
}

fn put_list(values: &[String], place: &mut Vec<String>) {
    if !values.is_empty() {
        *place = values.to_vec();
    }
}

impl Columns {
    /// Puts what was stated over a spec.
    pub fn over(&self, spec: &mut ChartSpec) {
        put(&self.x, &mut spec.x);
        put(&self.y, &mut spec.y);
        put_some(&self.by, &mut spec.by);
        put_some(&self.facet, &mut spec.facet);
        put_some(&self.low, &mut spec.low);
        put_some(&self.high, &mut spec.high);
        put_list(&self.highlight, &mut spec.highlight);
        put_list(&self.order, &mut spec.order);
        put_list(&self.last, &mut spec.last);
        spec.partial.extend(self.partial.iter().cloned());
        put_list(&self.provisional, &mut spec.provisional);
        let note = |(x, text): &(String, String)| Annotation { x: x.clone(), text: text.clone() };
        spec.annotations.extend(self.annotate.iter().map(note));
        spec.references.extend(self.reference.iter().map(|(y, text)| Reference { y: *y, text: text.clone() }));
        put_some(&self.index, &mut spec.index);
        if !self.breaks.is_empty() {
            spec.breaks.clone_from(&self.breaks);
        }
        spec.ranks |= self.ranks;
    }
}

impl Words {
    /// The file of names.
    #[must_use]
    pub fn labels(&self) -> Option<&std::path::Path> {
        self.labels.as_deref()
    }

    /// The language, where it is stated.
    #[must_use]
    pub fn lang(&self) -> Option<&str> {
        self.lang.as_deref()
    }

    /// Puts what was stated over a spec.
    pub fn over(&self, spec: &mut ChartSpec) {
        put(&self.title, &mut spec.title);
        put(&self.subtitle, &mut spec.subtitle);
        put(&self.source, &mut spec.source);
        put_some(&self.note, &mut spec.note);
        put_some(&self.metric_name, &mut spec.metric);
        put(&self.lang, &mut spec.lang);
    }
}

impl Look {
    /// Puts what was stated over a spec.
    pub fn over(&self, spec: &mut ChartSpec) {
        put(&self.divisor, &mut spec.number.divisor);
        put_some(&self.decimals, &mut spec.number.decimals);
        put_some(&self.currency, &mut spec.number.currency);
        put_some(&self.magnitude, &mut spec.number.magnitude);
        put_some(&self.unit, &mut spec.number.unit);
        spec.number.signed |= self.signed;
        if let Some(grouping) = self.grouping {
            spec.number.grouping = match grouping {
                Parted::Locale => Grouping::Locale,
                Parted::Thin => Grouping::Thin,
                Parted::None => Grouping::None,
            };
        }
        put(&self.width, &mut spec.width);
        put_some(&self.height, &mut spec.height);
    }
}
