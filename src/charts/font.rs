//! The charts' own face: what it holds, how wide a text is, and the bytes to embed.

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::LazyLock;

use harfrust::{FontRef, ShapeOptions, ShaperData, UnicodeBuffer};

use super::ChartError;

/// The family name that SVG text asks for.
pub const FAMILY: &str = "Tradeproof Sans";

static REGULAR: &[u8] = include_bytes!("fonts/TradeproofSans-Regular.otf");
static SEMI_BOLD: &[u8] = include_bytes!("fonts/TradeproofSans-SemiBold.otf");

static FACES: LazyLock<[Face; 2]> = LazyLock::new(|| [Face::new(REGULAR), Face::new(SEMI_BOLD)]);

/// The two weights that charts are set in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Weight {
    Regular,
    SemiBold,
}

impl Weight {
    /// Both weights.
    pub const ALL: [Self; 2] = [Self::Regular, Self::SemiBold];

    /// The value of CSS `font-weight`.
    #[must_use]
    pub fn css(self) -> u16 {
        match self {
            Self::Regular => 400,
            Self::SemiBold => 600,
        }
    }

    /// The OpenType file of this weight.
    #[must_use]
    pub fn bytes(self) -> &'static [u8] {
        match self {
            Self::Regular => REGULAR,
            Self::SemiBold => SEMI_BOLD,
        }
    }

    fn face(self) -> &'static Face {
        match self {
            Self::Regular => &FACES[0],
            Self::SemiBold => &FACES[1],
        }
    }
}

/// A glyph of a set text, in units of the face.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Glyph {
    pub id: u16,
    /// With kerning.
    pub advance: i32,
    /// From the pen, to the right and upwards.
    pub shift: (i32, i32),
    /// The byte of the text where its characters begin.
    pub from: usize,
}

struct Face {
    font: FontRef<'static>,
    data: ShaperData,
}

impl Face {
    fn new(bytes: &'static [u8]) -> Self {
        let font = FontRef::new(bytes).expect("the bundled face is a valid OpenType file");
        let data = ShaperData::new(&font);
        Self { font, data }
    }

    /// The glyphs of a text as they are set, in units of the face.
    fn glyphs(&self, text: &str) -> Vec<Glyph> {
        let shaper = self.data.shaper(&self.font).build();
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(text);
        buffer.guess_segment_properties();
        let set = shaper.shape(buffer, ShapeOptions::new());
        let pairs = set.glyph_infos().iter().zip(set.glyph_positions());
        let glyph = |(info, position): (&harfrust::GlyphInfo, &harfrust::GlyphPosition)| Glyph {
            id: info.glyph_id as u16,
            advance: position.x_advance,
            shift: (position.x_offset, position.y_offset),
            from: info.cluster as usize,
        };
        pairs.map(glyph).collect()
    }

    /// The advance in em, and the byte offset of the first character without a glyph.
    fn shape(&self, text: &str) -> (f64, Option<usize>) {
        let shaper = self.data.shaper(&self.font).build();
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(text);
        buffer.guess_segment_properties();
        let glyphs = shaper.shape(buffer, ShapeOptions::new());
        let advance: i64 = glyphs.glyph_positions().iter().map(|position| i64::from(position.x_advance)).sum();
        let missing = glyphs.glyph_infos().iter().find(|info| info.glyph_id == 0).map(|info| info.cluster as usize);
        (advance as f64 / f64::from(shaper.units_per_em()), missing)
    }
}

/// The glyphs of `text` as the rasteriser sets them.
#[must_use]
pub fn glyphs(text: &str, weight: Weight) -> Vec<Glyph> {
    weight.face().glyphs(text)
}

/// Advances kept for reuse; when there are more, the memory starts afresh.
const MOST_KEPT: usize = 20_000;

thread_local! {
    /// Layout asks for the same words again and again, and shaping is its whole cost.
    static ADVANCES: RefCell<[HashMap<String, f64>; 2]> = RefCell::default();
}

/// How wide `text` is set at `size`, in the unit of `size`; shaped as the rasteriser shapes it.
#[must_use]
pub fn width(text: &str, size: f64, weight: Weight) -> f64 {
    let known = ADVANCES.with_borrow(|advances| advances[weight as usize].get(text).copied());
    let advance = known.unwrap_or_else(|| {
        let advance = weight.face().shape(text).0;
        ADVANCES.with_borrow_mut(|advances| keep(&mut advances[weight as usize], text, advance));
        advance
    });
    advance * size
}

fn keep(advances: &mut HashMap<String, f64>, text: &str, advance: f64) {
    if advances.len() >= MOST_KEPT {
        advances.clear();
    }
    advances.insert(text.to_owned(), advance);
}

/// Refuses a text that the face cannot set, instead of printing boxes.
///
/// # Errors
/// [`ChartError::MissingGlyph`] names the first character that has no glyph.
pub fn check(text: &str) -> Result<(), ChartError> {
    let Some(at) = Weight::Regular.face().shape(text).1 else {
        return Ok(());
    };
    let character = text[at..].chars().next().unwrap_or('\u{fffd}');
    Err(ChartError::MissingGlyph { character, code: character.into(), text: text.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_tabular_in_both_weights() {
        for weight in Weight::ALL {
            let eight = width("8888", 16.0, weight);
            for digit in '0'..='9' {
                let run: String = std::iter::repeat_n(digit, 4).collect();
                let set = width(&run, 16.0, weight);
                assert!((set - eight).abs() < 1e-9, "{digit} {set} {eight} {weight:?}");
            }
            assert!((width("1741", 16.0, weight) - eight).abs() < 1e-9);
        }
    }

    #[test]
    fn both_weights_hold_the_same_characters() {
        let sample = "Ελλάδα Україна Қазақстан Türkiye Česká Việt Nam ₸₽€£¥₺₴ −–—…’“”«»→±≈≤≥%‰·\u{202f}\u{2009}\u{a0}";
        for weight in Weight::ALL {
            assert_eq!(weight.face().shape(sample).1, None);
        }
    }

    #[test]
    fn a_missing_character_is_named() {
        let error = check("Japan 日本").unwrap_err().to_string();
        assert!(error.contains("'日' (U+65E5)"), "{error}");
    }

    #[test]
    fn pairs_are_kerned() {
        let apart = width("A", 20.0, Weight::Regular) + width("V", 20.0, Weight::Regular);
        assert!(width("AV", 20.0, Weight::Regular) < apart);
    }
}
