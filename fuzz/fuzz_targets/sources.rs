//! Official files: whatever the bytes are, they are read or refused.
#![no_main]

use std::path::Path;

use libfuzzer_sys::fuzz_target;
use tradeproof::sources::{self, Input};

fuzz_target!(|bytes: &[u8]| {
    if let Ok(loaded) = sources::read(Input::from_bytes(Path::new("fuzz"), bytes.to_vec())) {
        let _ = loaded.inspection();
        let _ = loaded.tidy.whole();
    }
});
