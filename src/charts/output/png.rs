//! PNG at any scale, rasterised from our own SVG with our own face and no other.

use std::sync::{Arc, LazyLock};

use resvg::{tiny_skia, usvg};

use crate::charts::ChartError;
use crate::charts::font::{FAMILY, Weight};

/// Rasters larger than this are refused rather than attempted: 100 megapixels.
const MOST_PIXELS: f64 = 1e8;
/// Pixels to the inch at scale 1, as CSS has it.
const INCH: f64 = 96.0;

static FONTS: LazyLock<Arc<usvg::fontdb::Database>> = LazyLock::new(|| {
    let mut fonts = usvg::fontdb::Database::new();
    for weight in Weight::ALL {
        fonts.load_font_data(weight.bytes().to_vec());
    }
    fonts.set_sans_serif_family(FAMILY);
    Arc::new(fonts)
});

/// Rasterises `svg` at `scale` pixels to the CSS pixel, with texts for programs and screen readers in the file, each under a keyword
/// of the specification.
///
/// # Errors
/// [`ChartError::OutOfRange`] for a scale that makes no picture; [`ChartError::Raster`] when the rasteriser refuses.
pub fn rasterise(svg: &str, scale: f32, texts: &[(&str, &str)]) -> Result<Vec<u8>, ChartError> {
    let options = usvg::Options { font_family: FAMILY.to_owned(), fontdb: FONTS.clone(), ..usvg::Options::default() };
    let tree = usvg::Tree::from_str(svg, &options).map_err(raster)?;
    let size = tree.size();
    let pixels = f64::from(size.width()) * f64::from(size.height()) * f64::from(scale).powi(2);
    if !(scale.is_finite() && scale >= 0.1 && pixels <= MOST_PIXELS) {
        return Err(ChartError::OutOfRange {
            field: "scale",
            value: scale.to_string(),
            expected: "0.1 or more, and at most 100 megapixels in all",
        });
    }
    let side = |length: f32| (length * scale).round().max(1.0) as u32;
    let (width, height) = (side(size.width()), side(size.height()));
    let mut pixmap = tiny_skia::Pixmap::new(width, height)
        .ok_or_else(|| ChartError::Raster(format!("{width} × {height} pixels is too large")))?;
    let transform = tiny_skia::Transform::from_scale(scale, scale);
    resvg::render(&tree, transform, &mut pixmap.as_mut());
    let bytes = pixmap.encode_png().map_err(raster)?;
    let mut chunks = density(f64::from(scale) * INCH);
    for (keyword, words) in texts.iter().filter(|(_, words)| !words.trim().is_empty()) {
        chunks.extend(text(keyword, words));
    }
    Ok(with_chunks(&bytes, &chunks))
}

fn raster(error: impl std::fmt::Display) -> ChartError {
    ChartError::Raster(error.to_string())
}

/// The `pHYs` chunk, so that print programs place the picture at its size.
fn density(per_inch: f64) -> Vec<u8> {
    let per_metre = (per_inch / 0.0254).round() as u32;
    let mut data = Vec::from(per_metre.to_be_bytes());
    data.extend(per_metre.to_be_bytes());
    data.push(1);
    chunk(b"pHYs", &data)
}

/// An `iTXt` chunk: UTF-8, not compressed, without a language.
fn text(keyword: &str, words: &str) -> Vec<u8> {
    chunk(b"iTXt", &[keyword.as_bytes(), &[0, 0, 0, 0, 0], words.as_bytes()].concat())
}

fn chunk(name: &[u8; 4], data: &[u8]) -> Vec<u8> {
    let named = [name.as_slice(), data].concat();
    [(data.len() as u32).to_be_bytes().as_slice(), &named, &crc(&named).to_be_bytes()].concat()
}

/// Puts chunks after the header.
fn with_chunks(png: &[u8], chunks: &[u8]) -> Vec<u8> {
    /// Signature and IHDR chunk.
    const HEADER: usize = 8 + 25;
    [&png[..HEADER], chunks, &png[HEADER..]].concat()
}

/// CRC-32 as the PNG specification defines it (annex D); of few bytes, so the plain loop will do.
fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| if crc & 1 == 1 { 0xedb8_8320 ^ (crc >> 1) } else { crc >> 1 })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_checksum_is_that_of_the_specification() {
        assert_eq!(crc(b"IEND"), 0xae42_6082);
    }

    #[test]
    fn a_picture_has_its_size_and_density() {
        let svg = r##"<svg xmlns="http://www.w3.org/2000/svg" width="10" height="4"><rect width="5" height="4" fill="#f00"/></svg>"##;
        let png = rasterise(svg, 2.0, &[]).unwrap();
        let pixmap = tiny_skia::Pixmap::decode_png(&png).unwrap();
        assert_eq!((pixmap.width(), pixmap.height()), (20, 8));
        assert!(png.windows(4).any(|bytes| bytes == b"pHYs"));
        assert!(rasterise(svg, 0.0, &[]).is_err() && rasterise(svg, 1e6, &[]).is_err());
    }

    #[test]
    fn words_are_as_wide_as_they_were_measured() {
        let options = usvg::Options { fontdb: FONTS.clone(), ..usvg::Options::default() };
        for weight in Weight::ALL {
            for words in ["AVATAR To Ty 12,410.5", "Қазақстан (Kazakhstan)", "Ελλάδα – −7.4%", "2x4 -> fi"]
            {
                let css = weight.css();
                let text = format!(r#"<text y="50" font-family="{FAMILY}" font-size="100" font-weight="{css}">"#);
                let text = text + &words.replace('>', "&gt;") + "</text>";
                let svg = format!(r#"<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">{text}</svg>"#);
                let tree = usvg::Tree::from_str(&svg, &options).unwrap();
                let usvg::Node::Text(text) = &tree.root().children()[0] else { panic!("no text in {svg}") };
                let set = f64::from(text.bounding_box().width());
                let measured = crate::charts::font::width(words, 100.0, weight);
                assert!((set - measured).abs() < 1.0, "{words} {weight:?}: set {set}, measured {measured}");
            }
        }
    }
}
