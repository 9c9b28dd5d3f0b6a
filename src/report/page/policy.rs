//! What a browser lets the page do: run its own script and nothing else, load nothing.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest as _, Sha256};

/// A script as it stands between its tags: HTML and XML read it alike.
#[must_use]
pub fn script(code: &str) -> String {
    format!("//<![CDATA[\n{}\n//]]>\n", code.trim_end())
}

/// The content security policy of a page whose only script is this one.
///
/// Styles need `unsafe-inline` for the attributes of pictures; nothing that they could load is allowed.
#[must_use]
pub fn policy(script: &str) -> String {
    let hash = STANDARD.encode(Sha256::digest(script));
    format!(
        "default-src 'none'; script-src 'sha256-{hash}'; style-src 'unsafe-inline'; img-src data:; font-src data:; \
         base-uri 'none'; form-action 'none'"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_script_is_allowed_by_its_hash() {
        // printf 'alert(1)' | openssl dgst -sha256 -binary | base64
        assert!(policy("alert(1)").contains("'sha256-bhHHL3z2vDgxUt0W3dWQOrprscmda2Y5pLsLg4GF+pI='"));
        assert_eq!(script("a\n"), "//<![CDATA[\na\n//]]>\n");
    }
}
