//! Typed missingness: why a derived figure does not exist.

use std::fmt;

/// The reason beside an empty derived cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Why {
    /// Growth from nothing has no rate.
    BaseZero,
    /// There is no figure to compare with.
    BaseMissing,
    /// A rate on a negative base, or one that changes sign, says nothing.
    BaseNegative,
    /// The periods do not cover the same months.
    NotLikeForLike,
    /// A figure that is needed is confidential.
    Suppressed,
    /// A figure that is needed is not there.
    ValueMissing,
    /// What would be divided by is zero or not there.
    NoDenominator,
    /// The parts have different signs, so that shares would lie outside 0–100 %.
    MixedSigns,
    /// A figure is printed as a bound, such as "more than".
    Bounded,
    /// The sum does not fit in whole smallest units.
    TooLarge,
    /// There is no logarithm of zero.
    Zero,
    /// The data hold one reporter, and so no world to compare it with.
    OneReporter,
    /// The data hold one product or partner, of which every share is the whole.
    OnePart,
    /// Nothing that would put the economy or the product into a matrix.
    Absent,
    /// The reporter is smaller than was asked for.
    TooSmall,
    /// The equations have several solutions, or none that tells economies apart.
    Undetermined,
    /// Figures that are hidden or missing decide the order.
    OpenOrder,
}

impl Why {
    /// Every reason.
    pub const ALL: [Self; 17] = [
        Self::BaseZero,
        Self::BaseMissing,
        Self::BaseNegative,
        Self::NotLikeForLike,
        Self::Suppressed,
        Self::ValueMissing,
        Self::NoDenominator,
        Self::MixedSigns,
        Self::Bounded,
        Self::TooLarge,
        Self::Zero,
        Self::OneReporter,
        Self::OnePart,
        Self::Absent,
        Self::TooSmall,
        Self::Undetermined,
        Self::OpenOrder,
    ];

    /// The name in derived frames and files.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::BaseZero => "base_zero",
            Self::BaseMissing => "base_missing",
            Self::BaseNegative => "base_negative",
            Self::NotLikeForLike => "not_like_for_like",
            Self::Suppressed => "suppressed",
            Self::ValueMissing => "value_missing",
            Self::NoDenominator => "no_denominator",
            Self::MixedSigns => "mixed_signs",
            Self::Bounded => "bounded",
            Self::TooLarge => "too_large",
            Self::Zero => "zero",
            Self::OneReporter => "one_reporter",
            Self::OnePart => "one_part",
            Self::Absent => "absent",
            Self::TooSmall => "too_small",
            Self::Undetermined => "undetermined",
            Self::OpenOrder => "open_order",
        }
    }

    /// One sentence for a reader.
    #[must_use]
    pub fn sentence(self) -> &'static str {
        match self {
            Self::BaseZero => "the base is zero: growth from nothing has no rate",
            Self::BaseMissing => "the base period has no figure",
            Self::BaseNegative => "the base is negative or the sign changes: a rate says nothing",
            Self::NotLikeForLike => "the periods do not cover the same months",
            Self::Suppressed => "a figure that is needed is confidential",
            Self::ValueMissing => "a figure that is needed is not there",
            Self::NoDenominator => "what would be divided by is zero or not there",
            Self::MixedSigns => "parts have different signs: shares would leave 0–100 %",
            Self::Bounded => "a figure is printed as a bound, such as more than",
            Self::TooLarge => "the sum does not fit in whole smallest units",
            Self::Zero => "the figure is zero, which has no logarithm",
            Self::OneReporter => {
                "one reporter alone is no world to be compared with; a filter on reporters narrows the world too"
            }
            Self::OnePart => "the data hold one product or partner: every share of it is the whole",
            Self::Absent => "nothing is traded that would give it a place in the matrix",
            Self::TooSmall => "the reporter's total is below the least that was asked for",
            Self::Undetermined => "the matrix has no single solution that tells economies apart",
            Self::OpenOrder => "figures that are confidential or missing decide the place",
        }
    }
}

impl fmt::Display for Why {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
