//! Lengths as people write them: pixels or millimetres.

use serde::{Deserialize, Deserializer};

/// CSS pixels to the millimetre.
const PER_MM: f64 = 96.0 / 25.4;

/// Whole CSS pixels from `850`, `850px` or `180 mm`.
///
/// ```
/// use tradeproof::charts::pixels;
/// assert_eq!(pixels("180 mm"), Ok(680));
/// assert_eq!(pixels("850"), Ok(850));
/// assert!(pixels("7 in").is_err());
/// ```
///
/// # Errors
/// What was expected, in words.
pub fn pixels(text: &str) -> Result<u32, String> {
    let text = text.trim();
    let (number, per_unit) = match (text.strip_suffix("mm"), text.strip_suffix("px")) {
        (Some(number), _) => (number, PER_MM),
        (_, Some(number)) => (number, 1.0),
        _ => (text, 1.0),
    };
    let wrong = || format!("`{text}` is no length: expected pixels such as 850, or millimetres such as 180mm");
    let length = number.trim().parse::<f64>().map_err(|_| wrong())? * per_unit;
    let usable = length.is_finite() && (0.0..=1e6).contains(&length);
    if usable { Ok(length.round() as u32) } else { Err(wrong()) }
}

/// A number of pixels, or a text with its unit.
#[derive(Deserialize)]
#[serde(untagged)]
enum Written {
    Pixels(u32),
    Text(String),
}

impl Written {
    fn pixels<E: serde::de::Error>(self) -> Result<u32, E> {
        match self {
            Self::Pixels(pixels) => Ok(pixels),
            Self::Text(text) => pixels(&text).map_err(E::custom),
        }
    }
}

pub(super) fn read<'de, D: Deserializer<'de>>(from: D) -> Result<u32, D::Error> {
    Written::deserialize(from)?.pixels()
}

pub(super) fn read_some<'de, D: Deserializer<'de>>(from: D) -> Result<Option<u32>, D::Error> {
    Option::<Written>::deserialize(from)?.map(Written::pixels).transpose()
}
