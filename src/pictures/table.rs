//! What a table of a person's own says by itself: names for codes, and the magnitude.

use std::collections::BTreeMap;

use polars::prelude::{ChunkApply as _, DataFrame, DataType, IntoColumn as _, PolarsError};

use super::facts::distinct;
use super::scale;
use crate::charts::ChartSpec;
use crate::model::Economy;

/// Of so many letters are codes of economies.
const CODE: usize = 3;
/// Figures of so many digits are not read as they are, whatever they count.
const UNREADABLE: f64 = 1e7;

/// Puts labels, and the names of economies in place of their codes where a drawn column holds nothing else, and the magnitude into the subtitle where
/// nothing is stated about either.
///
/// # Errors
/// When the frame cannot be read.
pub fn fill(
    spec: &mut ChartSpec,
    frame: DataFrame,
    labels: &BTreeMap<String, String>,
) -> Result<DataFrame, PolarsError> {
    let mut frame = frame;
    let language = spec.language().to_owned();
    let drawn: Vec<String> =
        [Some(&spec.x), spec.by.as_ref(), spec.facet.as_ref()].into_iter().flatten().cloned().collect();
    for column in drawn {
        let is_text = frame.column(&column).is_ok_and(|column| column.dtype() == &DataType::String);
        if !is_text || spec.kind == "choropleth" {
            continue;
        }
        let codes = distinct(&frame, &column)?;
        let economy = |code: &str| -> Option<Economy> {
            let alike = code.len() == CODE && code.bytes().all(|letter| letter.is_ascii_uppercase());
            code.parse().ok().filter(|economy: &Economy| alike && economy.code() == code)
        };
        let known = codes.iter().all(|code| economy(code).is_some());
        if codes.is_empty() || !known && !codes.iter().any(|code| labels.contains_key(code)) {
            continue;
        }
        let name = |code: &str| match (labels.get(code), economy(code)) {
            (Some(label), _) => label.clone(),
            (None, Some(economy)) if known => economy.name_in(&language).to_owned(),
            _ => code.to_owned(),
        };
        let named = frame.column(&column)?.str()?.apply_values(|code| name(code).into()).into_column();
        frame.with_column(named)?;
        for list in [&mut spec.highlight, &mut spec.order, &mut spec.last] {
            list.iter_mut().for_each(|code| *code = name(code));
        }
        for note in &mut spec.annotations {
            note.x = name(&note.x);
        }
    }
    let number = &spec.number;
    let stated = number.divisor != 1.0
        || number.magnitude.is_some()
        || number.unit.is_some()
        || !spec.subtitle.trim().is_empty();
    if !stated && let Ok(figures) = frame.column(&spec.y) {
        let figures = figures.cast(&DataType::Float64)?;
        let largest = figures.f64()?.iter().flatten().map(f64::abs).fold(0.0, f64::max);
        // Without a unit nobody knows whether smaller figures are millions already.
        if largest >= UNREADABLE {
            scale::magnitude(&mut spec.number, largest, &language);
        }
        if let Some(magnitude) = &spec.number.magnitude {
            let currency = spec.number.currency.as_deref().unwrap_or_default().trim();
            spec.subtitle = format!("{currency} {magnitude}").trim().to_owned();
        }
    }
    Ok(frame)
}
