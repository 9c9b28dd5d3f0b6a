//! PDF files that are not as the standard has them, and that other readers open all the same.

use std::collections::BTreeMap;

/// How far into a file its header may stand.
const LEAD: usize = 1024;

/// The file from its header on, which offsets in it count from.
#[must_use]
pub(super) fn from_header(bytes: &[u8]) -> &[u8] {
    let lead = &bytes[..bytes.len().min(LEAD)];
    let at = lead.windows(5).position(|window| window == b"%PDF-").unwrap_or(0);
    &bytes[at..]
}

/// The file with a table of its objects and a trailer written anew: every object is found by its own first line, the last of a number
/// wins. `None` where nothing says which object is the root.
#[must_use]
pub(super) fn indexed(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut objects: BTreeMap<u32, (usize, u32)> = BTreeMap::new();
    for at in places(bytes, b" obj") {
        if let Some((start, number, generation)) = head(bytes, at) {
            objects.insert(number, (start, generation));
        }
    }
    let (root, generation) = places(bytes, b"/Root").filter_map(|at| reference(bytes, at + 5)).last()?;
    objects.get(&root)?;
    let last = *objects.keys().next_back()?;
    let mut mended = bytes.to_vec();
    mended.push(b'\n');
    let start = mended.len();
    mended.extend_from_slice(b"xref\n0 1\n0000000000 65535 f \n");
    for (number, (at, generation)) in &objects {
        mended.extend_from_slice(format!("{number} 1\n{at:010} {generation:05} n \n").as_bytes());
    }
    let size = last.checked_add(1)?;
    let trailer = format!("trailer\n<< /Size {size} /Root {root} {generation} R >>\nstartxref\n{start}\n%%EOF\n");
    mended.extend_from_slice(trailer.as_bytes());
    Some(mended)
}

fn places<'b>(bytes: &'b [u8], wanted: &'b [u8]) -> impl Iterator<Item = usize> + 'b {
    (0..bytes.len().saturating_sub(wanted.len() - 1)).filter(move |at| bytes[*at..].starts_with(wanted))
}

/// Start, number and generation of an object whose ` obj` stands at `at`.
fn head(bytes: &[u8], at: usize) -> Option<(usize, u32, u32)> {
    let (generation_at, generation) = number_before(bytes, at)?;
    let gap = generation_at.checked_sub(1).filter(|gap| bytes[*gap] == b' ')?;
    let (start, number) = number_before(bytes, gap)?;
    Some((start, number, generation))
}

fn number_before(bytes: &[u8], end: usize) -> Option<(usize, u32)> {
    let digits = bytes[..end].iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
    let start = end - digits;
    Some((start, std::str::from_utf8(&bytes[start..end]).ok()?.parse().ok()?))
}

/// `7 0 R` behind `at`.
fn reference(bytes: &[u8], at: usize) -> Option<(u32, u32)> {
    let words = String::from_utf8_lossy(&bytes[at..bytes.len().min(at + 40)]).into_owned();
    let mut words = words.split_ascii_whitespace();
    let (number, generation) = (words.next()?.parse().ok()?, words.next()?.parse().ok()?);
    words.next()?.starts_with('R').then_some((number, generation))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn objects_are_found_by_their_first_lines() {
        let file = b"%PDF-1.4\n1 0 obj\n<</Type/Catalog>>\nendobj\n12 0 obj\n(a)\nendobj\ntrailer <</Root 1 0 R>>";
        let mended = String::from_utf8(indexed(file).unwrap()).unwrap();
        assert!(mended.contains("1 1\n0000000009 00000 n \n12 1\n"), "{mended}");
        assert!(mended.contains("/Size 13 /Root 1 0 R"), "{mended}");
        assert_eq!(indexed(b"%PDF-1.4\nnothing"), None);
        assert_eq!(from_header(b"HTTP/1.1 200\n\n%PDF-1.4"), b"%PDF-1.4");
    }
}
