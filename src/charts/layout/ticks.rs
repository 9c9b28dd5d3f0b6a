//! Round numbers along an axis: steps of 1, 2, 2.5 and 5 times a power of ten.

/// The ticks of an axis and the range it spans.
#[derive(Debug, Clone, PartialEq)]
pub struct Ticks {
    pub values: Vec<f64>,
    /// Decimals that tell neighbouring ticks apart.
    pub decimals: usize,
}

impl Ticks {
    /// About `wanted` ticks that cover `low..=high`.
    ///
    /// ```
    /// use tradeproof::charts::Ticks;
    /// assert_eq!(Ticks::over(0.0, 133.0, 6).values, [0.0, 25.0, 50.0, 75.0, 100.0, 125.0, 150.0]);
    /// ```
    #[must_use]
    pub fn over(low: f64, high: f64, wanted: usize) -> Self {
        let (low, high) = spread(low, high);
        let (mantissa, exponent) = step((high - low) / wanted.max(1) as f64);
        let size = scaled(mantissa, exponent);
        let (first, last) = ((low / size + 1e-9).floor(), (high / size - 1e-9).ceil());
        let count = (last - first).round() as usize;
        let values = (0..=count).map(|n| scaled((first + n as f64) * mantissa, exponent) + 0.0).collect();
        // A step of 2.5 needs one decimal more than its power of ten.
        let places = if mantissa == 2.5 { 1 - exponent } else { -exponent };
        Self { values, decimals: usize::try_from(places).unwrap_or(0) }
    }

    /// The first tick.
    #[must_use]
    pub fn low(&self) -> f64 {
        self.values.first().copied().unwrap_or(0.0)
    }

    /// The last tick.
    #[must_use]
    pub fn high(&self) -> f64 {
        self.values.last().copied().unwrap_or(1.0)
    }
}

/// A range that is not a point.
fn spread(low: f64, high: f64) -> (f64, f64) {
    if high > low {
        return (low, high);
    }
    let around = if low == 0.0 { 1.0 } else { low.abs() / 2.0 };
    (low.min(low - around), high + around)
}

/// The least round step that is not below `raw`: mantissa and power of ten.
fn step(raw: f64) -> (f64, i32) {
    let exponent = raw.log10().floor() as i32;
    let part = raw / scaled(1.0, exponent);
    let steps = [1.0, 2.0, 2.5, 5.0];
    match steps.into_iter().find(|mantissa| part <= mantissa * (1.0 + 1e-9)) {
        Some(mantissa) => (mantissa, exponent),
        None => (1.0, exponent + 1),
    }
}

/// `number` × 10^`exponent`, dividing where that is exact.
fn scaled(number: f64, exponent: i32) -> f64 {
    let power = (0..exponent.unsigned_abs()).fold(1.0, |power, _| power * 10.0);
    if exponent < 0 { number / power } else { number * power }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn ticks_are_round_and_written_without_noise() {
        assert_eq!(Ticks::over(0.0, 0.7, 5).values, [0.0, 0.2, 0.4, 0.6, 0.8]);
        assert_eq!(Ticks::over(0.0, 0.7, 5).decimals, 1);
        assert_eq!(Ticks::over(-21.3, 133.0, 7).values[0], -25.0);
        assert_eq!(Ticks::over(0.0, 10.0, 4).decimals, 1);
        assert_eq!(Ticks::over(0.0, 1.0, 4).decimals, 2);
        assert_eq!(Ticks::over(0.0, 1000.0, 4).decimals, 0);
    }

    #[test]
    fn one_value_still_makes_an_axis() {
        let ticks = Ticks::over(5.0, 5.0, 4);
        assert!(ticks.low() < 5.0 && ticks.high() > 5.0);
        assert!(Ticks::over(0.0, 0.0, 4).values.len() > 1);
    }

    proptest! {
        #[test]
        fn ticks_cover_the_range_in_equal_steps(low in -1e11..1e11f64, span in 1e-3..1e11f64, wanted in 2usize..9) {
            let ticks = Ticks::over(low, low + span, wanted);
            prop_assert!(ticks.low() <= low + span * 1e-6 && ticks.high() >= low + span * (1.0 - 1e-6));
            prop_assert!(ticks.values.len() <= wanted + 3, "{:?}", ticks);
            prop_assert!(ticks.values.windows(2).all(|pair| pair[1] > pair[0]));
        }
    }
}
