//! What was understood of a table, in the words of `inspect`.

use super::mapping::Mapping;
use super::rows::Counts;

/// What was understood, what was left out, and what may be wrong.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Understood {
    /// One line a matter.
    pub lines: Vec<String>,
    pub audit: Vec<String>,
    pub doubts: Vec<String>,
}

impl Understood {
    pub(super) fn line(&mut self, text: impl Into<String>) {
        self.lines.push(text.into());
    }

    pub(super) fn doubt(&mut self, text: impl Into<String>) {
        self.doubts.push(text.into());
    }

    /// What reading the cells found.
    pub(super) fn count(&mut self, counts: &Counts, mapping: &Mapping) {
        if counts.blank > 0 {
            self.line(format!("{} left blank", cells(counts.blank)));
        }
        for (text, times) in &counts.states {
            self.line(format!("{} `{text}`: no figure", cells(*times)));
            if text.chars().all(|c| matches!(c, '-' | '–' | '—')) {
                self.doubt(format!("`{text}` is taken as no figure, not as zero"));
            }
        }
        if !counts.left_out.is_empty() {
            let names: Vec<String> = counts.left_out.keys().map(|name| format!("`{name}`")).collect();
            self.audit.push(format!("left out {}: set apart from the rows they hold", listed(&names)));
        }
        if !counts.nameless.is_empty() {
            let rows: Vec<String> = counts.nameless.iter().map(u64::to_string).collect();
            self.doubt(format!("left out figures without a name in row {}", listed(&rows)));
        }
        if !counts.padded.is_empty() {
            let codes: Vec<String> = counts.padded.iter().map(|code| format!("{code} as 0{code}")).collect();
            self.audit.push(format!("codes that had lost their leading zero: {}", listed(&codes)));
        }
        if counts.rounded > 0 {
            self.audit
                .push(format!("{} finer than the smallest unit of the currency: rounded to it", cells(counts.rounded)));
        }
        if let Some(mark) = mapping.decimal {
            self.line(format!("`{mark}` between whole and fraction"));
        }
    }
}

fn cells(count: usize) -> String {
    if count == 1 { "1 cell".to_owned() } else { format!("{count} cells") }
}

/// The first of several, and how many more there are.
#[must_use]
pub fn listed(texts: &[String]) -> String {
    const SHOWN: usize = 6;
    let more = texts.len().saturating_sub(SHOWN);
    let shown = texts.iter().take(SHOWN).cloned().collect::<Vec<_>>().join(", ");
    if more == 0 { shown } else { format!("{shown} and {more} more") }
}
