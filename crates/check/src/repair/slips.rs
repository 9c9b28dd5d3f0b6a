//! Slips of the pen and of the spreadsheet that turn the right figure into the printed one.

use num_bigint::BigInt;
use num_traits::Signed as _;

use crate::exact::{Interval, Rational, percent_of, power_of_ten, whole};
use crate::quantities::{Figure, Unit};
use crate::relation::Relation;
use crate::solve::Identity;

/// A plausible way in which a figure went wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Slip {
    /// Rose for fell.
    WrongDirection,
    /// 126 per cent of the base given as 126 per cent growth.
    RatioAsIncrease,
    /// The change divided by the new level instead of the old one.
    WrongDenominator,
    /// 264 for 26.4.
    LostDecimalPoint,
    /// 62 for 26.
    TransposedDigits,
    /// 21 for 26.
    OneWrongDigit,
    /// Million for billion.
    WrongMagnitude,
    Miscount,
    WrongSpan,
    /// Dollars to the euro taken for euros to the dollar.
    InvertedRate,
    /// The growth over all years given as that of each.
    TotalAsYearly,
}

impl Slip {
    /// The name in the machine-readable result.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::WrongDirection => "wrong_direction",
            Self::RatioAsIncrease => "ratio_as_increase",
            Self::WrongDenominator => "wrong_denominator",
            Self::LostDecimalPoint => "lost_decimal_point",
            Self::TransposedDigits => "transposed_digits",
            Self::OneWrongDigit => "one_wrong_digit",
            Self::WrongMagnitude => "wrong_magnitude",
            Self::Miscount => "miscount",
            Self::WrongSpan => "wrong_span",
            Self::InvertedRate => "inverted_rate",
            Self::TotalAsYearly => "total_as_yearly",
        }
    }

    /// What a reader is told.
    #[must_use]
    pub fn explanation(self) -> &'static str {
        match self {
            Self::WrongDirection => "the direction is the wrong way round",
            Self::RatioAsIncrease => "the ratio is given as the increase",
            Self::WrongDenominator => "the change is divided by the new level instead of the old one",
            Self::LostDecimalPoint => "a decimal point is lost or misplaced",
            Self::TransposedDigits => "two digits are transposed",
            Self::OneWrongDigit => "one digit is wrong",
            Self::WrongMagnitude => "million and billion are confused",
            Self::Miscount => "the count does not match its list",
            Self::WrongSpan => "the span ends too early or starts too late",
            Self::InvertedRate => "the exchange rate is taken the wrong way round",
            Self::TotalAsYearly => "the growth over all years is given as that of each year",
        }
    }

    /// Order of plausibility: how particular the slip is, from 0.
    #[must_use]
    pub fn implausibility(self) -> u8 {
        match self {
            Self::WrongMagnitude => 0,
            Self::LostDecimalPoint => 1,
            Self::WrongDirection => 2,
            Self::WrongDenominator | Self::InvertedRate | Self::TotalAsYearly => 3,
            Self::RatioAsIncrease => 4,
            Self::TransposedDigits => 5,
            Self::OneWrongDigit => 6,
            Self::Miscount => 7,
            Self::WrongSpan => 8,
        }
    }

    pub(super) fn named(name: &str) -> Option<Self> {
        [Self::Miscount, Self::WrongSpan, Self::WrongDirection].into_iter().find(|slip| slip.name() == name)
    }
}

/// The slip that explains a wrong reported figure; `within` holds the values it could have, as printed.
pub(super) fn of_reported(identity: &Identity<'_>, within: &Interval) -> Option<Slip> {
    let figure = identity.reported.figure;
    let printed = figure.interval();
    if printed.negated().meets(within) {
        return Some(Slip::WrongDirection);
    }
    if over_new_level(identity).is_some_and(|wrong| identity.reported.turned(printed.clone()).meets(&wrong)) {
        return Some(Slip::WrongDenominator);
    }
    if let Some((slip, wrong)) = other_way(identity)
        && identity.reported.turned(printed.clone()).meets(&wrong)
    {
        return Some(slip);
    }
    let less = Interval::new(&printed.low - whole(100), &printed.high - whole(100));
    if identity.relation.is_growth() && less.meets(within) {
        return Some(Slip::RatioAsIncrease);
    }
    of_digits(figure, within)
}

/// What the reported figure would be if the relation were taken the other way that texts take it.
fn other_way(identity: &Identity<'_>) -> Option<(Slip, Interval)> {
    let operands = identity.intervals();
    match (identity.relation, operands.as_slice()) {
        (Relation::Proportion, [a, b, c]) => {
            Some((Slip::InvertedRate, Relation::Proportion.range(&[c.clone(), b.clone(), a.clone()])?))
        }
        (Relation::Compound(_), _) => Some((Slip::TotalAsYearly, Relation::Growth.range(&operands)?)),
        _ => None,
    }
}

/// What the percentage would be if the change were divided by the new level.
fn over_new_level(identity: &Identity<'_>) -> Option<Interval> {
    let wrong = match identity.relation {
        Relation::Growth => |terms: &[Rational]| percent_of(&((&terms[0] - &terms[1]) / &terms[0])),
        Relation::GrowthFromChange => |terms: &[Rational]| percent_of(&(&terms[0] / &terms[1])),
        _ => return None,
    };
    let divisor = match identity.relation {
        Relation::Growth => identity.operands[0].interval(),
        _ => identity.operands[1].interval(),
    };
    if divisor.contains(&whole(0)) {
        return None;
    }
    let [first, second] = identity.intervals().try_into().ok()?;
    let corners = [
        [&first.low, &second.low],
        [&first.low, &second.high],
        [&first.high, &second.low],
        [&first.high, &second.high],
    ];
    let values: Vec<Rational> = corners.iter().map(|corner| wrong(&corner.map(Clone::clone))).collect();
    Some(Interval::new(values.iter().min()?.clone(), values.iter().max()?.clone()))
}

/// The slip in the digits that turns one of the values `within` into what is printed.
#[must_use]
pub fn of_digits(figure: &Figure, within: &Interval) -> Option<Slip> {
    let scaled = |exponent: i32| figure.interval().scaled(&power_of_ten(exponent)).meets(within);
    if figure.unit == Unit::Money && (scaled(3) || scaled(-3)) {
        return Some(Slip::WrongMagnitude);
    }
    // 2.532 for 2,532.
    if figure.unit != Unit::Percent && (scaled(3) || scaled(-3)) {
        return Some(Slip::LostDecimalPoint);
    }
    if scaled(-1) || scaled(1) || (figure.unit == Unit::Percent && (scaled(-2) || scaled(2))) {
        return Some(Slip::LostDecimalPoint);
    }
    let digits = digits(figure)?;
    let means =
        |digits: &[u8]| value(figure, digits).is_some_and(|value| Interval::around(&value, &figure.ulp).meets(within));
    if transpositions(&digits).any(|digits| means(&digits)) {
        return Some(Slip::TransposedDigits);
    }
    // Of a single digit everything is one digit away.
    (digits.len() > 1 && replacements(&digits).any(|digits| means(&digits))).then_some(Slip::OneWrongDigit)
}

/// The printed digits, decimals included.
fn digits(figure: &Figure) -> Option<Vec<u8>> {
    if figure.spelled {
        return None;
    }
    let printed = figure.value.abs() / power_of_ten(figure.magnitude - figure.decimals as i32);
    Some(printed.to_integer().to_string().into_bytes())
}

fn value(figure: &Figure, digits: &[u8]) -> Option<Rational> {
    let number = BigInt::parse_bytes(digits, 10)?;
    let size = Rational::from_integer(number) * power_of_ten(figure.magnitude - figure.decimals as i32);
    Some(if figure.value.is_negative() { -size } else { size })
}

fn transpositions(digits: &[u8]) -> impl Iterator<Item = Vec<u8>> + '_ {
    (1..digits.len()).filter(|at| digits[*at] != digits[at - 1]).map(|at| {
        let mut swapped = digits.to_vec();
        swapped.swap(at - 1, at);
        swapped
    })
}

fn replacements(digits: &[u8]) -> impl Iterator<Item = Vec<u8>> + '_ {
    (0..digits.len()).flat_map(move |at| {
        (b'0'..=b'9').filter(move |digit| *digit != digits[at]).map(move |digit| {
            let mut replaced = digits.to_vec();
            replaced[at] = digit;
            replaced
        })
    })
}
