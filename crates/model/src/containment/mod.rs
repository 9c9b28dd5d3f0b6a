//! What holds what: areas by their membership in a year, goods by their classification.
//!
//! Nothing is guessed: where lists and classifications do not say whether one holds the other, the answer is
//! [`Relation::Unknown`].

pub mod areas;
pub mod goods;

/// How what two codes stand for relates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Relation {
    /// Both stand for the same.
    Same,
    /// The first holds the second.
    Holds,
    /// The second holds the first.
    Within,
    /// They have nothing in common.
    Apart,
    /// They have something in common and neither holds the other, or it is not known whether they have.
    Unknown,
}

impl Relation {
    /// The relation of the second to the first.
    #[must_use]
    pub fn reversed(self) -> Self {
        match self {
            Self::Holds => Self::Within,
            Self::Within => Self::Holds,
            Self::Same | Self::Apart | Self::Unknown => self,
        }
    }

    /// Whether the first holds all of the second.
    #[must_use]
    pub fn covers(self) -> bool {
        matches!(self, Self::Same | Self::Holds)
    }

    /// The relation of two things that have several sides, from the relations of their sides: goods to one country.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Apart, _) | (_, Self::Apart) => Self::Apart,
            (Self::Unknown, _) | (_, Self::Unknown) => Self::Unknown,
            (Self::Same, other) | (other, Self::Same) => other,
            (Self::Holds, Self::Holds) => Self::Holds,
            (Self::Within, Self::Within) => Self::Within,
            // Chapter 27 to the world and all goods to Germany have chapter 27 to Germany in common.
            (Self::Holds, Self::Within) | (Self::Within, Self::Holds) => Self::Unknown,
        }
    }
}
