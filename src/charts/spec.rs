//! What a chart shows: the columns, the words around them and how figures are written.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{ChartError, length};

/// Narrowest and widest a chart may be, in CSS pixels.
pub const SIDE: std::ops::RangeInclusive<u32> = 240..=4000;

/// One chart, as a project file or `--emit spec` has it.
///
/// ```
/// use tradeproof::charts::ChartSpec;
/// let spec: ChartSpec = toml::from_str(r#"
///     kind = "ranked"
///     title = "Germany buys most"
///     subtitle = "Goods exports by partner, 2024, € million"
///     source = "Eurostat, Comext"
///     x = "partner"
///     y = "value"
/// "#).unwrap();
/// assert_eq!(spec.width, 850);
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChartSpec {
    /// A name of the catalogue, see [`super::kinds`].
    pub kind: String,
    /// The finding, as a sentence: "Exports doubled in 2022".
    #[serde(default)]
    pub title: String,
    /// Measure, geography, unit and period.
    #[serde(default)]
    pub subtitle: String,
    /// Who published the figures.
    #[serde(default)]
    pub source: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Which variant of a metric is shown, for the foot: `growth, year on year`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub metric: Option<String>,
    /// The column of names or periods.
    pub x: String,
    /// The column of figures, `i64` or `f64`.
    pub y: String,
    /// The column that splits the figures into series.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// The column that splits the chart into small ones on a common scale.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub facet: Option<String>,
    /// The column of lower ends, in the unit of `y`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub low: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub high: Option<String>,
    /// Series (or, without series, names) to bring forward; the rest turns grey.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub highlight: Vec<String>,
    /// Series from first to last; those not named follow as they come.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub order: Vec<String>,
    /// Names that stand last whatever their figure, such as "Other".
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub last: Vec<String>,
    /// Periods that are not whole yet, each with what it covers: `"2025" = "January–August"`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub partial: BTreeMap<String, String>,
    /// Periods whose figures may still be revised; they are hatched and marked with a p.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub provisional: Vec<String>,
    /// Words above the plot, each with a line down to its place.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub annotations: Vec<Annotation>,
    /// Levels to compare with, each a line across the plot that the key names.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub references: Vec<Reference>,
    /// The period that is set to 100 (`line` only).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub index: Option<String>,
    /// Where the classes of a map part (`choropleth` only); by default where the figures do.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub breaks: Vec<f64>,
    /// Whether the figures are places, so that 1 comes first (`bump` and `ranked`).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub ranks: bool,
    /// In CSS pixels; a file may also say `"180 mm"`.
    #[serde(default = "default_width", deserialize_with = "length::read")]
    pub width: u32,
    /// In CSS pixels or millimetres as `width`; by default what the rows need.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "length::read_some")]
    pub height: Option<u32>,
    /// BCP 47: `en`, `de`, `de-CH`, `fr`, `es`, `ru`, `kk`. Decides the decimal mark and the fixed words. Where nothing is stated, the
    /// project's, and English without one.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub lang: String,
    #[serde(default)]
    pub number: NumberFormat,
}

/// Something that happened, said above its place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Annotation {
    /// A value of the x column.
    pub x: String,
    pub text: String,
}

/// A level to compare with.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reference {
    /// In the unit that is drawn, after division.
    pub y: f64,
    /// What the level is, such as "average of 2015–2019".
    pub text: String,
}

/// How figures are written.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NumberFormat {
    /// What `y` is divided by first: 100 for cents, 100 000 000 for cents shown as millions.
    #[serde(default = "one")]
    pub divisor: f64,
    /// Decimals of value labels; by default what three figures of the largest value need.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decimals: Option<usize>,
    /// `€`, `£`, `US$`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub currency: Option<String>,
    /// `million`, `billion`, `thousand`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub magnitude: Option<String>,
    /// `%`, `tonnes`. A percent sign is written at value labels, other units once in the subtitle.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// Whether positive figures carry a plus sign, as changes do.
    #[serde(default)]
    pub signed: bool,
    #[serde(default)]
    pub grouping: Grouping,
}

/// How thousands are parted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Grouping {
    /// As the language does: a comma in English, a narrow space in most others.
    #[default]
    Locale,
    /// A narrow space whatever the language.
    Thin,
    None,
}

impl Default for NumberFormat {
    fn default() -> Self {
        Self {
            divisor: 1.0,
            decimals: None,
            currency: None,
            magnitude: None,
            unit: None,
            signed: false,
            grouping: Grouping::Locale,
        }
    }
}

impl ChartSpec {
    /// A spec of `kind` over two columns, everything else at its default.
    #[must_use]
    pub fn new(kind: &str, x: &str, y: &str) -> Self {
        Self {
            kind: kind.to_owned(),
            title: String::new(),
            subtitle: String::new(),
            source: String::new(),
            note: None,
            metric: None,
            x: x.to_owned(),
            y: y.to_owned(),
            by: None,
            facet: None,
            low: None,
            high: None,
            highlight: Vec::new(),
            order: Vec::new(),
            last: Vec::new(),
            partial: BTreeMap::new(),
            provisional: Vec::new(),
            annotations: Vec::new(),
            references: Vec::new(),
            index: None,
            breaks: Vec::new(),
            ranks: false,
            width: default_width(),
            height: None,
            lang: String::new(),
            number: NumberFormat::default(),
        }
    }

    /// Checks what can be checked without data.
    ///
    /// # Errors
    /// [`ChartError::OutOfRange`] for a size, divisor, number of decimals or language that cannot be used.
    pub fn validate(&self) -> Result<(), ChartError> {
        in_range("width", self.width)?;
        self.height.map_or(Ok(()), |height| in_range("height", height))?;
        let divisor = self.number.divisor;
        if !(divisor.is_finite() && divisor > 0.0) {
            return out_of_range("number.divisor", divisor, "a number above zero");
        }
        if let Some(decimals) = self.number.decimals.filter(|decimals| *decimals > 9) {
            return out_of_range("number.decimals", decimals, "0 to 9");
        }
        if let Some(reference) = self.references.iter().find(|reference| !reference.y.is_finite()) {
            return out_of_range("references.y", reference.y, "a number");
        }
        let subtags = self.lang.is_empty()
            || self
                .lang
                .split('-')
                .all(|tag| (1..=8).contains(&tag.len()) && tag.bytes().all(|b| b.is_ascii_alphanumeric()));
        if !subtags {
            return out_of_range("lang", &self.lang, "a language tag such as en, ru or kk-KZ");
        }
        Ok(())
    }

    /// The primary language: `kk` of `kk-KZ`.
    #[must_use]
    pub fn language(&self) -> &str {
        match self.lang.split('-').next() {
            None | Some("") => "en",
            Some(primary) => primary,
        }
    }
}

fn in_range(field: &'static str, side: u32) -> Result<(), ChartError> {
    if SIDE.contains(&side) {
        return Ok(());
    }
    out_of_range(field, side, "240 to 4000 pixels")
}

fn out_of_range<T>(field: &'static str, value: impl ToString, expected: &'static str) -> Result<T, ChartError> {
    Err(ChartError::OutOfRange { field, value: value.to_string(), expected })
}

fn default_width() -> u32 {
    850
}

fn one() -> f64 {
    1.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_spec_reads_back_what_it_wrote() {
        let mut spec = ChartSpec::new("line", "period", "value");
        spec.partial.insert("2025".into(), "January–August".into());
        spec.number.divisor = 1e8;
        spec.number.currency = Some("€".into());
        let text = toml::to_string(&spec).unwrap();
        assert_eq!(toml::from_str::<ChartSpec>(&text).unwrap(), spec);
        let json = serde_json::to_string(&spec).unwrap();
        assert_eq!(serde_json::from_str::<ChartSpec>(&json).unwrap(), spec);
    }

    #[test]
    fn a_misspelt_field_is_refused_by_name() {
        let error = toml::from_str::<ChartSpec>("kind='line'\nx='a'\ny='b'\ntitel='c'").unwrap_err();
        assert!(error.to_string().contains("titel"), "{error}");
    }

    #[test]
    fn sizes_and_divisors_that_cannot_be_drawn_are_refused() {
        let mut spec = ChartSpec::new("line", "a", "b");
        spec.width = 10;
        assert!(spec.validate().unwrap_err().to_string().contains("width is 10"));
        spec.width = 600;
        spec.number.divisor = 0.0;
        assert!(spec.validate().is_err());
        spec.number.divisor = 1.0;
        spec.lang = "en\"><script".into();
        assert!(spec.validate().is_err());
    }
}
