//! Figures that stand in several periods of one series, as if carried forward.

use polars::prelude::{DataFrame, IntoLazy as _, PolarsResult, SortMultipleOptions, col, lit};

use crate::model::schema::{CURRENCY, FREQUENCY, Kind, PERIOD, ROW, ULP_MINOR, VALUE_MINOR};

/// Figures of fewer digits than these repeat by chance.
const DIGITS: i64 = 100_000;

/// What is said of figures with six digits or more that are the same in several periods of one frequency.
///
/// # Errors
/// When the frame is not under the schema of its kind.
pub fn repeated(kind: Kind, frame: &DataFrame) -> PolarsResult<Option<String>> {
    const TIMES: &str = "times";
    const FIRST: &str = "first";
    const UNTIL: &str = "until";
    let series = kind.dimensions().iter().copied().chain([CURRENCY, FREQUENCY, VALUE_MINOR]);
    let precise =
        col(VALUE_MINOR).gt_eq(col(ULP_MINOR) * lit(DIGITS)).or(col(VALUE_MINOR).lt_eq(col(ULP_MINOR) * lit(-DIGITS)));
    let found = frame
        .clone()
        .lazy()
        .filter(precise)
        .group_by(series.map(col).collect::<Vec<_>>())
        .agg([
            col(PERIOD).n_unique().alias(TIMES),
            col(ROW).min(),
            col(PERIOD).sort(polars::prelude::SortOptions::default()).first().alias(FIRST),
            col(PERIOD).sort(polars::prelude::SortOptions::default()).last().alias(UNTIL),
        ])
        .filter(col(TIMES).gt(lit(1)))
        .sort([ROW, VALUE_MINOR, FIRST], SortMultipleOptions::default())
        .collect()?;
    let line = found.column(ROW)?.i64()?.iter().next().flatten();
    let text = |name: &str| found.column(name).ok()?.str().ok()?.iter().next().flatten().map(str::to_owned);
    let (first, until) = (text(FIRST), text(UNTIL));
    Ok(line.zip(first.zip(until)).map(|(line, (first, until))| {
        let series = if found.height() == 1 { "1 figure".to_owned() } else { format!("{} figures", found.height()) };
        format!("{series} repeated to the last digit in another period of the same series, first on line {line} ({first} and {until}): carried forward?")
    }))
}
