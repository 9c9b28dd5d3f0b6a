//! The machine-readable result.

use serde::Serialize;

use crate::Findings;

/// The findings as JSON, indented, with a newline at the end.
#[must_use]
pub fn render(findings: &Findings) -> String {
    of(findings)
}

/// Anything of strings, numbers, lists and maps as JSON, indented, with a newline at the end.
///
/// # Panics
/// Never, for such values.
#[must_use]
pub fn of(value: &impl Serialize) -> String {
    let mut out = serde_json::to_string_pretty(value).expect("plain values serialise");
    out.push('\n');
    out
}
