//! Markdown: whatever the bytes are, the checker answers or says why it cannot.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let _ = tradeproof::check::check("fuzz.md", bytes);
});
