//! The face inside a PDF: only the glyphs that are set, with their widths and the characters they stand for.

use std::collections::BTreeMap;

use pdf_writer::types::{CidFontType, FontFlags, SystemInfo, UnicodeCmap};
use pdf_writer::{Finish as _, Name, Pdf, Rect, Ref, Str};
use subsetter::GlyphRemapper;

use super::pdf::packed;
use crate::charts::ChartError;
use crate::charts::font::{self, Glyph, Weight};

/// The glyphs of one weight that a document sets.
#[derive(Debug, Default)]
pub struct Used {
    remapper: GlyphRemapper,
    /// New number, advance without kerning, characters.
    glyphs: BTreeMap<u16, (i32, String)>,
}

/// A run of text as PDF shows it: glyph numbers, each with what to move back after it in thousandths of an em.
pub type Run = Vec<(u16, f32)>;

impl Used {
    /// Takes in a text and hands back how it is shown.
    pub fn run(&mut self, text: &str, weight: Weight) -> Run {
        let glyphs = font::glyphs(text, weight);
        let ends = glyphs.iter().skip(1).map(|glyph| glyph.from).chain([text.len()]);
        let ends: Vec<usize> = ends.collect();
        glyphs.iter().zip(ends).map(|(glyph, end)| self.glyph(*glyph, text.get(glyph.from..end), weight)).collect()
    }

    fn glyph(&mut self, glyph: Glyph, characters: Option<&str>, weight: Weight) -> (u16, f32) {
        let id = self.remapper.remap(glyph.id);
        let plain = advance(weight.bytes(), glyph.id).unwrap_or(glyph.advance);
        let scale = scale(weight);
        let entry = self.glyphs.entry(id).or_insert_with(|| (plain, String::new()));
        if entry.1.is_empty() {
            entry.1 = characters.unwrap_or_default().to_owned();
        }
        (id, (plain - glyph.advance) as f32 * scale)
    }

    /// Whether no text was taken in.
    pub fn is_empty(&self) -> bool {
        self.glyphs.is_empty()
    }

    /// Writes the face under `id`; five references from `id` on are its own.
    pub fn write(&self, pdf: &mut Pdf, id: Ref, weight: Weight) -> Result<(), ChartError> {
        let raw = |error: &dyn std::fmt::Display| ChartError::Draw(format!("cannot embed the face: {error}"));
        let subset = subsetter::subset(weight.bytes(), 0, &self.remapper).map_err(|error| raw(&error))?;
        let outlines = table(&subset, *b"CFF ").ok_or_else(|| raw(&"it has no outlines"))?;
        let [cid, descriptor, file, cmap] = [1, 2, 3, 4].map(|step| Ref::new(id.get() + step));
        let name = self.name(weight);
        let info = || SystemInfo { registry: Str(b"Adobe"), ordering: Str(b"Identity"), supplement: 0 };
        let mut font = pdf.type0_font(id);
        font.base_font(Name(name.as_bytes())).encoding_predefined(Name(b"Identity-H"));
        font.descendant_font(cid).to_unicode(cmap);
        font.finish();
        let mut font = pdf.cid_font(cid);
        font.subtype(CidFontType::Type0).base_font(Name(name.as_bytes())).system_info(info());
        font.font_descriptor(descriptor).default_width(0.0);
        let scale = scale(weight);
        let widths = self.glyphs.values().map(|(advance, _)| *advance as f32 * scale);
        // Numbers follow each other from the first glyph on; 0 is the glyph of what is missing.
        let first = self.glyphs.keys().next().copied().unwrap_or(1);
        font.widths().consecutive(first, widths).finish();
        font.finish();
        let mut about = pdf.font_descriptor(descriptor);
        about.name(Name(name.as_bytes())).flags(FontFlags::SYMBOLIC).italic_angle(0.0);
        about.bbox(Rect::new(-800.0, -400.0, 2600.0, 1200.0)).ascent(969.0).descent(-242.0).cap_height(727.0);
        about.stem_v(if weight == Weight::Regular { 80.0 } else { 120.0 }).font_file3(file);
        about.finish();
        let bytes = packed(outlines);
        let mut stream = pdf.stream(file, &bytes);
        stream.filter(pdf_writer::Filter::FlateDecode);
        stream.pair(Name(b"Subtype"), Name(b"CIDFontType0C"));
        stream.finish();
        let mut map = UnicodeCmap::new(Name(b"Custom"), info());
        for (glyph, (_, characters)) in &self.glyphs {
            map.pair_with_multiple(*glyph, characters.chars());
        }
        pdf.cmap(cmap, &map.finish());
        Ok(())
    }

    /// Six letters for the subset, and the name of the face.
    fn name(&self, weight: Weight) -> String {
        let sum = self.glyphs.values().fold(7u64, |sum, (advance, characters)| {
            let letters = characters.bytes().fold(*advance as u64, |sum, byte| sum.wrapping_mul(31) + u64::from(byte));
            sum.wrapping_mul(131).wrapping_add(letters)
        });
        let letter = |place: u32| char::from(b'A' + (sum / 26u64.pow(place) % 26) as u8);
        format!("{}+TradeproofSans-{weight:?}", (0..6).map(letter).collect::<String>())
    }
}

/// PDF measures glyphs in thousandths of an em; the face has units of its own.
fn scale(weight: Weight) -> f32 {
    let units =
        table(weight.bytes(), *b"head").and_then(|head| Some(u16::from_be_bytes(head.get(18..20)?.try_into().ok()?)));
    1000.0 / f32::from(units.unwrap_or(1000).max(1))
}

/// The bytes of a table of an OpenType file.
fn table(font: &[u8], tag: [u8; 4]) -> Option<&[u8]> {
    let count = usize::from(u16::from_be_bytes(font.get(4..6)?.try_into().ok()?));
    let records = font.get(12..12 + 16 * count)?.chunks_exact(16);
    let record = records.into_iter().find(|record| record[..4] == tag)?;
    let word = |at: usize| Some(u32::from_be_bytes(record.get(at..at + 4)?.try_into().ok()?) as usize);
    let (start, length) = (word(8)?, word(12)?);
    font.get(start..start + length)
}

/// The advance of a glyph without kerning.
fn advance(font: &[u8], glyph: u16) -> Option<i32> {
    let head = table(font, *b"hhea")?;
    let count = u16::from_be_bytes(head.get(34..36)?.try_into().ok()?);
    // Glyphs beyond the count share the last advance.
    let at = usize::from(glyph.min(count.checked_sub(1)?)) * 4;
    let metrics = table(font, *b"hmtx")?;
    Some(i32::from(u16::from_be_bytes(metrics.get(at..at + 2)?.try_into().ok()?)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_are_as_wide_as_they_are_measured() {
        let mut used = Used::default();
        let words = "AVATAR 12,410.5 Қазақстан";
        let run = used.run(words, Weight::Regular);
        let width: f32 =
            run.iter().map(|(glyph, back)| used.glyphs[glyph].0 as f32 * scale(Weight::Regular) - back).sum::<f32>()
                / 1000.0;
        assert!((f64::from(width) - font::width(words, 1.0, Weight::Regular)).abs() < 1e-3, "{width}");
    }
}
