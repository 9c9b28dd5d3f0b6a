//! The texts of `tests/passages`, with what must be made of each beside it.
//!
//! A text is a quotation; the lines after it say what is expected:
//!
//! ```text
//! > Exports rose 21 per cent to $422.6 million from $334.3 million.
//!
//! fails: growth
//! ```
//!
//! `holds: KIND` and `fails: KIND` want such a claim, and the first also that nobody is accused; `accuses nobody` wants no contradiction,
//! `no tie: KIND` no claim of that kind, and `no tie` none at all.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use tradeproof_check::{DocumentFindings, Verdict, check};

/// What is expected of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expected {
    Holds(String),
    Fails(String),
    AccusesNobody,
    NoTie(Option<String>),
}

impl Expected {
    fn read(line: &str) -> Option<Self> {
        let (said, kind) = line.split_once(": ").map_or((line, None), |(said, kind)| (said, Some(kind.to_owned())));
        match (said, kind) {
            ("holds", Some(kind)) => Some(Self::Holds(kind)),
            ("fails", Some(kind)) => Some(Self::Fails(kind)),
            ("accuses nobody", None) => Some(Self::AccusesNobody),
            ("no tie", kind) => Some(Self::NoTie(kind)),
            _ => None,
        }
    }

    fn is_met(&self, found: &DocumentFindings) -> bool {
        let nobody = found.contradictions().next().is_none();
        let of = |kind: &String| found.claims.iter().filter(|claim| claim.kind == *kind).collect::<Vec<_>>();
        let holds = |verdict| matches!(verdict, Verdict::Consistent | Verdict::Rounding | Verdict::Convention);
        match self {
            Self::Holds(kind) => nobody && of(kind).iter().any(|claim| holds(claim.verdict)),
            Self::Fails(kind) => of(kind).iter().any(|claim| claim.verdict == Verdict::Contradictory),
            Self::AccusesNobody => nobody,
            Self::NoTie(Some(kind)) => of(kind).is_empty(),
            Self::NoTie(None) => found.claims.is_empty(),
        }
    }
}

/// A text of a file, with what is expected of it.
pub struct Passage {
    /// The file and the line of the text.
    place: String,
    text: String,
    pub expected: Vec<Expected>,
}

impl Passage {
    /// What is wrong with it; `None` where all is as expected.
    fn wrong(&self) -> Option<String> {
        let found = check("passage.txt", self.text.as_bytes()).unwrap();
        let missed: Vec<_> = self.expected.iter().filter(|expected| !expected.is_met(&found)).collect();
        if missed.is_empty() {
            return None;
        }
        let mut said = format!("{}: {}\n  expected: {missed:?}\n  found:", self.place, self.text);
        for claim in &found.claims {
            let _ =
                write!(said, "\n    {} {:?}: {} ({})", claim.kind, claim.verdict, claim.headline, claim.explanation);
        }
        if found.claims.is_empty() {
            said += " no claim";
        }
        Some(said)
    }
}

/// The passages of one file, in order.
///
/// # Panics
/// When a text has no line that says what is expected, or a line says it in other words.
fn read(path: &Path) -> Vec<Passage> {
    let content = std::fs::read_to_string(path).unwrap();
    let name = path.strip_prefix(env!("CARGO_MANIFEST_DIR")).unwrap().display();
    let mut passages: Vec<Passage> = Vec::new();
    let mut quoting = false;
    for (line, number) in content.lines().zip(1..) {
        let place = format!("{name}:{number}");
        match (line.strip_prefix('>'), passages.last_mut()) {
            (Some(text), Some(passage)) if quoting => {
                passage.text += "\n";
                passage.text += text.strip_prefix(' ').unwrap_or(text);
            }
            (Some(text), _) => {
                let text = text.strip_prefix(' ').unwrap_or(text).to_owned();
                passages.push(Passage { place, text, expected: Vec::new() });
            }
            (None, Some(passage)) if !line.is_empty() && !line.starts_with('#') => {
                let ways = "holds: KIND, fails: KIND, accuses nobody, no tie or no tie: KIND";
                let read = Expected::read(line);
                passage.expected.push(read.unwrap_or_else(|| panic!("{place}: expected {ways}, found: {line}")));
            }
            _ => {}
        }
        quoting = line.starts_with('>');
    }
    let silent = passages.iter().find(|passage| passage.expected.is_empty());
    assert!(silent.is_none(), "{}: say below the text what is expected of it", silent.unwrap().place);
    passages
}

/// Every file of passages in a folder and the folders in it.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else if path.extension().is_some_and(|extension| extension == "md") {
            found.push(path);
        }
    }
    found.sort();
    found
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/passages")
}

/// The passages that are written for one kind of claim.
pub fn of_kind(kind: &str) -> Vec<Passage> {
    let path = folder().join("kinds").join(kind).with_extension("md");
    if path.exists() { read(&path) } else { Vec::new() }
}

#[test]
fn every_passage_is_read_as_expected() {
    let passages: Vec<Passage> = files(&folder()).iter().flat_map(|path| read(path)).collect();
    assert!(passages.len() > 300);
    let wrong: Vec<String> = passages.iter().filter_map(Passage::wrong).collect();
    assert!(wrong.is_empty(), "{} of {} passages:\n{}", wrong.len(), passages.len(), wrong.join("\n"));
}
