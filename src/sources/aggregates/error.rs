//! Why a frame cannot be made safe to add up.

use polars::prelude::PolarsError;
use thiserror::Error;

/// Why a frame cannot be made safe to add up.
#[derive(Debug, Error)]
pub enum AggregateError {
    #[error(
        "the products are of several levels ({levels}) and contain each other: {holder} holds {part}\n  expected: codes of which none holds another\n  help: choose one level with `--where product_level={first}`"
    )]
    MixedLevels { levels: String, first: i64, holder: String, part: String },
    #[error(
        "{one} and {other} may hold the same figures, which a sum would count twice ({series})\n  expected: {column}s of which it is known what they hold\n  help: leave one out with `--where \"{column}!={code}\"`, or choose one with `--where {column}=...`"
    )]
    Overlap { column: &'static str, one: String, other: String, code: String, series: String },
    #[error(
        "{one} and {other} have figures in common and neither holds the other ({series})\n  expected: one of the two, or all the parts of one\n  help: choose partners with `--where partner=...`, or goods with `--where product=...`"
    )]
    Crossing { one: String, other: String, series: String },
    #[error(
        "the goods are classified in several ways for the same reporter, flow, partner and period ({series}): {classifications}\n  expected: one classification, or no sum over them\n  help: choose one with `--where classification=\"{first}\"`"
    )]
    MixedClassifications { classifications: String, first: String, series: String },
    #[error(
        "{one}, and {other}, stand for the same and differ ({series})\n  expected: one figure\n  help: choose one with `--where`, for instance by classification or vintage"
    )]
    Differing { one: String, other: String, series: String },
    #[error(
        "product {code} lies in {sitc} as a code of SITC, and in {harmonised} as a code of the Harmonised System that has lost its leading zero\n  expected: a classification, or codes with all their digits\n  help: add a column `classification` with HS 2022 or SITC 4"
    )]
    TwoReadings { code: String, sitc: String, harmonised: String },
    #[error("the totals cannot be told from their parts")]
    Polars(#[from] PolarsError),
}
