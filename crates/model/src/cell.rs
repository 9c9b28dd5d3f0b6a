//! What a cell of a table says: a figure, or why there is none.

use std::fmt;
use std::str::FromStr;

use thiserror::Error;

/// The state of one cell. Absent, zero, suppressed and not yet reported are four different things.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum CellState {
    /// A figure.
    #[default]
    Value,
    /// Nothing was traded; the figure is zero.
    Zero,
    /// The source does not have it.
    Missing,
    /// The source has it and keeps it confidential.
    Suppressed,
    /// The period is not closed or the reporter has not delivered.
    NotYetReported,
    /// A figure that the source expects to revise.
    Provisional,
    /// A figure that the source estimated.
    Estimated,
}

/// A state that could not be read.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("`{0}` is not a state: expected blank or one of {list}", list = CellState::names().join(", "))]
pub struct CellStateError(pub String);

impl CellState {
    /// Every state.
    pub const ALL: [Self; 7] = [
        Self::Value,
        Self::Zero,
        Self::Missing,
        Self::Suppressed,
        Self::NotYetReported,
        Self::Provisional,
        Self::Estimated,
    ];

    /// The name in tidy files.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Value => "value",
            Self::Zero => "zero",
            Self::Missing => "missing",
            Self::Suppressed => "suppressed",
            Self::NotYetReported => "not_yet_reported",
            Self::Provisional => "provisional",
            Self::Estimated => "estimated",
        }
    }

    /// The mark that statistical tables print for the state; empty for a plain figure.
    #[must_use]
    pub fn symbol(self) -> &'static str {
        match self {
            Self::Value => "",
            Self::Zero => "-",
            Self::Missing => "..",
            Self::Suppressed => "c",
            Self::NotYetReported => "...",
            Self::Provisional => "p",
            Self::Estimated => "e",
        }
    }

    /// Whether the cell has a figure beside it.
    #[must_use]
    pub fn has_value(self) -> bool {
        !matches!(self, Self::Missing | Self::Suppressed | Self::NotYetReported)
    }

    fn names() -> Vec<&'static str> {
        Self::ALL.iter().map(|state| state.name()).collect()
    }
}

impl FromStr for CellState {
    type Err = CellStateError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let name = text.trim().to_ascii_lowercase().replace([' ', '-'], "_");
        if name.is_empty() {
            return Ok(Self::Value);
        }
        Self::ALL.into_iter().find(|state| state.name() == name).ok_or_else(|| CellStateError(text.trim().to_owned()))
    }
}

impl fmt::Display for CellState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_read_back_and_blank_is_a_value() {
        for state in CellState::ALL {
            assert_eq!(state.name().parse(), Ok(state));
        }
        assert_eq!("".parse(), Ok(CellState::Value));
        assert_eq!("Not yet reported".parse(), Ok(CellState::NotYetReported));
        assert!("secret".parse::<CellState>().is_err());
    }

    #[test]
    fn symbols_are_distinct() {
        let mut symbols: Vec<_> = CellState::ALL.iter().map(|state| state.symbol()).collect();
        symbols.sort_unstable();
        symbols.dedup();
        assert_eq!(symbols.len(), CellState::ALL.len());
    }
}
