//! Pictures to the pixel, on the platform and the versions that the lock file pins: what an eye would have to find otherwise.

use sha2::{Digest as _, Sha256};
use tradeproof::charts::gallery;
use tradeproof::charts::kinds::KINDS;

/// Rasterisers round differently on other processors.
#[cfg(all(target_arch = "x86_64", target_os = "linux"))]
#[test]
fn every_kind_has_the_pixels_it_had() {
    let mut hashes = String::new();
    for kind in KINDS {
        let png = gallery::example(kind.name()).unwrap().draw().unwrap().png(1.0).unwrap();
        let pixmap = resvg::tiny_skia::Pixmap::decode_png(&png).unwrap();
        let hash = Sha256::digest(pixmap.data());
        let hash: String = hash.iter().take(8).map(|byte| format!("{byte:02x}")).collect();
        hashes += &format!("{:<14} {} × {} {hash}\n", kind.name(), pixmap.width(), pixmap.height());
    }
    insta::assert_snapshot!("chart_rasters", hashes);
}
