//! Which format a file is in: by what it holds, then by its name.

use std::path::Path;

use super::ReadError;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    Plain,
    Markdown,
    Html,
    Docx,
    Pdf,
}

impl Format {
    /// As readers call it.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Plain => "plain text",
            Self::Markdown => "Markdown",
            Self::Html => "HTML",
            Self::Docx => "Word (DOCX)",
            Self::Pdf => "PDF",
        }
    }
}

/// How far into a file its magic bytes may stand; some programs write a line before them.
const LEAD: usize = 1024;

/// # Errors
/// When the bytes are of a format that holds no text to check.
pub(super) fn recognise(path: &str, bytes: &[u8]) -> Result<Format, ReadError> {
    const FOREIGN: &[(&[u8], &str)] = &[
        (b"\x89PNG", "a picture"),
        (b"\xFF\xD8\xFF", "a picture"),
        (b"GIF8", "a picture"),
        (b"\xD0\xCF\x11\xE0", "an old Office file (.doc, .xls) or one that a password protects"),
        (b"\x1F\x8B", "a gzip archive"),
        (b"PAR1", "a Parquet file"),
        (b"{\\rtf", "a rich text file (.rtf)"),
    ];
    if let Some((_, found)) = FOREIGN.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Err(ReadError::Unsupported { path: path.to_owned(), found });
    }
    let lead = &bytes[..bytes.len().min(LEAD)];
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return Ok(Format::Docx);
    }
    let is_pdf = bytes.starts_with(b"%PDF-") || (has_extension(path, &["pdf"]) && contains(lead, b"%PDF-"));
    if is_pdf {
        return Ok(Format::Pdf);
    }
    if starts_as_html(lead) || has_extension(path, &["html", "htm", "xhtml"]) {
        return Ok(Format::Html);
    }
    for (extensions, expected) in [(&["pdf"], "PDF"), (&["docx"], "Word document (.docx)")] {
        if has_extension(path, extensions) {
            let reason = if bytes.is_empty() { "an empty file" } else { "a file that starts like none" };
            return Err(ReadError::Damaged { path: path.to_owned(), format: expected, reason: reason.to_owned() });
        }
    }
    Ok(if has_extension(path, &["md", "markdown"]) { Format::Markdown } else { Format::Plain })
}

fn has_extension(path: &str, known: &[&str]) -> bool {
    let extension = Path::new(path).extension();
    extension.is_some_and(|extension| known.iter().any(|known| extension.eq_ignore_ascii_case(known)))
}

/// `<!doctype html` or `<html`, after a byte-order mark, white space, an XML declaration or comments.
fn starts_as_html(lead: &[u8]) -> bool {
    let lead = String::from_utf8_lossy(lead.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(lead)).to_lowercase();
    let mut rest = lead.trim_start();
    while let Some((open, close)) = [("<?", "?>"), ("<!--", "-->")].into_iter().find(|(open, _)| rest.starts_with(open))
    {
        let Some(end) = rest[open.len()..].find(close) else { return false };
        rest = rest[open.len() + end + close.len()..].trim_start();
    }
    rest.starts_with("<!doctype html") || rest.starts_with("<html")
}

fn contains(haystack: &[u8], needle: &[u8]) -> bool {
    haystack.windows(needle.len()).any(|window| window == needle)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_content_tells_before_the_name() {
        let of = |path: &str, bytes: &[u8]| recognise(path, bytes).ok();
        assert_eq!(of("a.txt", b"<!-- x -->\n<!DOCTYPE html><p>"), Some(Format::Html));
        assert_eq!(of("a.txt", b"<?xml version='1.0'?> <html xmlns=''>"), Some(Format::Html));
        assert_eq!(of("a.HTM", b"<p>5"), Some(Format::Html));
        assert_eq!(of("a.md", b"%PDF-1.7"), Some(Format::Pdf));
        assert_eq!(of("a", b"PK\x03\x04"), Some(Format::Docx));
        assert_eq!(of("a.md", b"<table>"), Some(Format::Markdown));
        assert_eq!(of("-", b"text"), Some(Format::Plain));
        assert_eq!(of("a.docx", b"text"), None);
    }
}
