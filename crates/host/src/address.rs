//! Addresses on the network, which are no files.

use std::path::Path;

/// How they begin.
const SCHEMES: [&str; 5] = ["http://", "https://", "ftp://", "s3://", "gs://"];

/// Whether a path is an address on the network.
///
/// ```
/// assert!(tradeproof_host::is_address("https://example.org/a.csv".as_ref()));
/// assert!(!tradeproof_host::is_address("https/a.csv".as_ref()));
/// ```
#[must_use]
pub fn is_address(path: &Path) -> bool {
    let text = path.to_string_lossy().to_lowercase();
    SCHEMES.iter().any(|scheme| text.starts_with(scheme))
}
