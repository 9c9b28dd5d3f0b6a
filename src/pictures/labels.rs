//! Names for codes, in the language of the chart.

use std::collections::BTreeMap;

use polars::prelude::{ChunkApply as _, DataFrame, IntoColumn as _, PolarsError};

use super::axes::Axes;
use super::facts::{Facts, distinct};
use super::phrases::{self, Phrases};
use crate::charts::ChartSpec;
use crate::metrics;
use crate::model::schema::{COUNTERPART, COUNTRY, FLOW, INCORPORATION, METRIC, PARTNER, PRODUCT, REPORTER};
use crate::model::{Classification, Economy};

/// A longer name of a product is cut to its code.
const LONGEST: usize = 60;

/// Where UN trade statistics keep the trade of Taiwan.
const OTHER_ASIA: (&str, &str) = ("490", "Other Asia, nes (Taiwan)");

/// What a value of a column is called.
#[must_use]
pub fn called(column: &str, value: &str, classification: Option<&str>, words: &Phrases) -> Option<String> {
    match column {
        REPORTER | PARTNER | COUNTRY | INCORPORATION => {
            if value == OTHER_ASIA.0 {
                return Some(OTHER_ASIA.1.to_owned());
            }
            let economy: Economy = value.parse().ok()?;
            Some(economy.name_in(words.lang).to_owned())
        }
        FLOW => match value {
            "export" => Some(words.exports.to_owned()),
            "import" => Some(words.imports.to_owned()),
            "re-export" => Some(words.re_exports.to_owned()),
            _ => None,
        },
        PRODUCT | COUNTERPART => {
            let classification: Option<Classification> = classification.and_then(|name| name.parse().ok());
            let title = classification?.title(value)?;
            (words.is_english() && title.len() <= LONGEST).then(|| format!("{value} {title}"))
        }
        METRIC => {
            let (metric, _) = metrics::find(value).ok()?;
            Some(metric.title.to_owned())
        }
        _ => None,
    }
}

/// Puts names in place of codes, in the frame and in what the spec names; a name that two codes would share stays a code.
pub fn name(
    frame: DataFrame,
    spec: &mut ChartSpec,
    axes: &Axes,
    facts: &Facts,
    own: &BTreeMap<String, String>,
) -> Result<DataFrame, PolarsError> {
    let words = phrases::of(spec.lang.split('-').next().unwrap_or("en"));
    let mut frame = frame;
    let drawn: Vec<String> =
        [Some(&spec.x), spec.by.as_ref(), spec.facet.as_ref()].into_iter().flatten().cloned().collect();
    // A map places economies by their codes and names them itself.
    let is_map = spec.kind == "choropleth";
    for column in drawn {
        let known = axes.question.by.contains(&column) || column == METRIC || column == FLOW;
        if frame.column(&column).is_err() || frame.column(&column)?.str().is_err() {
            continue;
        }
        let codes = distinct(&frame, &column)?;
        let mut names: BTreeMap<String, String> = BTreeMap::new();
        for code in &codes {
            let own_name = || called(&column, code, facts.classification.as_deref(), words).filter(|_| known);
            let name = own.get(code).cloned().or_else(own_name).unwrap_or_else(|| code.clone());
            let taken = names.values().any(|known| *known == name);
            names.insert(code.clone(), if taken { code.clone() } else { name });
        }
        if is_map && column == spec.x {
            for wanted in &mut spec.highlight {
                *wanted = code_of(&column, wanted, &codes);
            }
            continue;
        }
        let of = |code: &str| names.get(code).cloned().unwrap_or_else(|| code.to_owned());
        let renamed = frame.column(&column)?.str()?.apply_values(|code| of(code).into()).into_column();
        frame.with_column(renamed)?;
        let wanted = |lists: &mut Vec<String>| {
            for name in lists {
                *name = of(&code_of(&column, name, &codes));
            }
        };
        wanted(&mut spec.highlight);
        wanted(&mut spec.order);
        wanted(&mut spec.last);
    }
    Ok(frame)
}

/// The code in the figures that a code or a name of a person means.
fn code_of(column: &str, wanted: &str, codes: &[String]) -> String {
    if codes.iter().any(|code| code == wanted) {
        return wanted.to_owned();
    }
    let economy = [REPORTER, PARTNER, COUNTRY].contains(&column).then(|| wanted.parse::<Economy>().ok()).flatten();
    let same =
        |code: &&String| economy.is_some_and(|economy| economy.code() == **code) || code.eq_ignore_ascii_case(wanted);
    codes.iter().find(same).cloned().unwrap_or_else(|| wanted.to_owned())
}
