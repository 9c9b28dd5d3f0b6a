//! Everything a report was made from and everything it is made of, with hashes: what `sha256sum` can hold it to.

use serde::Serialize;
use sha2::{Digest as _, Sha256};

use crate::check::render::json;
use crate::sources::registry;

/// Inputs, outputs and how the one became the other.
#[derive(Debug, Clone, Serialize)]
pub struct Manifest {
    /// Name and version.
    tool: String,
    /// As it was typed; empty where no command made it.
    command: String,
    pub inputs: Vec<Input>,
    outputs: Vec<Output>,
}

/// A file that was read.
#[derive(Debug, Clone, Serialize)]
pub struct Input {
    /// As the project names it.
    pub path: String,
    pub sha256: String,
    pub bytes: usize,
    /// The format's name, as `tradeproof sources` lists it; none for texts, lists of codes and the project itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub format: Option<String>,
    /// `trade figures, 4 rows`.
    pub read_as: String,
    /// What the format's publisher lets be done with it, as far as we know.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub licence: Option<&'static str>,
}

/// A file that was written.
#[derive(Debug, Clone, Serialize)]
struct Output {
    name: String,
    sha256: String,
    bytes: usize,
}

impl Input {
    /// A file of this content; `format` is empty where it holds no figures.
    #[must_use]
    pub fn of(path: &str, bytes: &[u8], format: &str, read_as: String) -> Self {
        let source = registry::ALL.iter().find(|source| source.name == format);
        Self {
            path: path.to_owned(),
            sha256: sha256(bytes),
            bytes: bytes.len(),
            format: source.map(|source| source.name.to_owned()),
            read_as,
            licence: source.map(|source| source.page.licence),
        }
    }
}

impl Input {
    /// Figures whose bytes only an engine read.
    #[must_use]
    pub fn unseen(path: &str, read_as: String) -> Self {
        let (sha256, bytes) = (super::engine::UNSEEN.to_owned(), 0);
        Self { path: path.to_owned(), sha256, bytes, format: None, read_as, licence: None }
    }
}

impl Manifest {
    /// A manifest of nothing yet.
    #[must_use]
    pub fn new(tool: &str, command: &str) -> Self {
        Self { tool: tool.to_owned(), command: command.to_owned(), inputs: Vec::new(), outputs: Vec::new() }
    }

    /// As JSON, with the files that were written, by name.
    #[must_use]
    pub fn render(&self, files: &[(String, Vec<u8>)]) -> Vec<u8> {
        let output = |(name, bytes): &(String, Vec<u8>)| Output {
            name: name.clone(),
            sha256: sha256(bytes),
            bytes: bytes.len(),
        };
        let whole = Self { outputs: files.iter().map(output).collect(), ..self.clone() };
        json::of(&whole).into_bytes()
    }
}

/// In lower-case hexadecimal.
pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}
