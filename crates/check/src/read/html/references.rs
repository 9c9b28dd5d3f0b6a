//! Character references: `&pound;`, `&#8239;`.

use html5gum::{Token, Tokenizer};

/// A run of source text, and what it stands for when that is something else.
pub(super) struct Piece<'s> {
    pub source: &'s str,
    pub decoded: Option<String>,
}

/// The references of a text and what stands between them.
pub(super) fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        let end = at + reference_len(&rest[at..]);
        if at > 0 {
            pieces.push(Piece { source: &rest[..at], decoded: None });
        }
        let source = &rest[at..end];
        pieces.push(Piece { source, decoded: Some(decoded(source)) });
        rest = &rest[end..];
    }
    if !rest.is_empty() {
        pieces.push(Piece { source: rest, decoded: None });
    }
    pieces
}

/// The longest that may be one reference: the sign, a name or number, and a semicolon.
fn reference_len(text: &str) -> usize {
    let name = text[1..].find(|c: char| !c.is_ascii_alphanumeric() && c != '#').map_or(text.len(), |end| end + 1);
    name + usize::from(text[name..].starts_with(';'))
}

fn decoded(reference: &str) -> String {
    let mut text = String::new();
    // Reading from memory cannot fail: the error type has no value.
    for token in Tokenizer::new(reference).flatten() {
        if let Token::String(value) = token {
            text.push_str(&String::from_utf8_lossy(&value));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_stand_for_characters() {
        let shown: String = pieces("&pound;5&#8239;bn AT&T &amp; R&D; &frac12")
            .iter()
            .map(|piece| piece.decoded.clone().unwrap_or_else(|| piece.source.to_owned()))
            .collect();
        assert_eq!(shown, "£5\u{202f}bn AT&T & R&D; ½");
    }
}
