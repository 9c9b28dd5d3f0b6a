//! The machine-readable result.

use crate::check::Findings;

/// The findings as JSON, indented, with a newline at the end.
///
/// # Panics
/// Never: the findings hold only strings, numbers and lists.
#[must_use]
pub fn render(findings: &Findings) -> String {
    let mut out = serde_json::to_string_pretty(findings).expect("findings serialise");
    out.push('\n');
    out
}
