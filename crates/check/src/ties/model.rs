//! How probable it is that a tie is meant: a sum of weights that evidence has, learned on running text and checked in as text.

use std::collections::HashMap;
use std::sync::LazyLock;

/// The weights, in hundredths of a logit; see the head of the file for what they were learned on.
const LEARNED: &str = include_str!("model.txt");

/// Weights of all kinds together stand under this name.
pub const ANY: &str = "any";

/// The logarithm of odds is kept within these ends, in hundredths: nothing is more certain.
const ENDS: i32 = 800;

/// Weights by kind and evidence.
pub struct Model {
    weights: HashMap<&'static str, HashMap<&'static str, i32>>,
    /// What part of misreadings misses in each shape, by kind or [`ANY`].
    misses: HashMap<(&'static str, &'static str), f64>,
}

static MODEL: LazyLock<Model> = LazyLock::new(|| Model::parse(LEARNED));

impl Model {
    /// The model that is checked in.
    #[must_use]
    pub fn learned() -> &'static Self {
        &MODEL
    }

    fn parse(text: &'static str) -> Self {
        let mut model = Self { weights: HashMap::new(), misses: HashMap::new() };
        let mut kind = ANY;
        for line in text.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
            if let Some(name) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
                kind = name;
            } else if let Some((name, number)) = line.split_once('\t') {
                match name.strip_prefix("miss ") {
                    Some(shape) => drop(model.misses.insert((kind, shape), number.parse().unwrap_or(0.2))),
                    None => drop(model.weights.entry(kind).or_default().insert(name, number.parse().unwrap_or(0))),
                }
            }
        }
        model
    }

    /// The logarithm of the odds that a tie of `kind` with this evidence is meant, in hundredths.
    #[must_use]
    pub fn logit(&self, kind: &str, evidence: &[String]) -> i32 {
        let weight = |kind: &str, name: &str| self.weights.get(kind).and_then(|weights| weights.get(name)).copied();
        let sum: i32 = evidence
            .iter()
            .map(|name| {
                weight(ANY, name).unwrap_or_else(|| (prior(name) * 100.0) as i32) + weight(kind, name).unwrap_or(0)
            })
            .sum();
        sum.clamp(-ENDS, ENDS)
    }

    /// The part of misreadings of a kind that miss in this shape.
    #[must_use]
    pub fn misses(&self, kind: &str, shape: &str) -> f64 {
        let of = |kind: &str| {
            self.misses.iter().find(|((of, name), _)| *of == kind && *name == shape).map(|(_, part)| *part)
        };
        of(kind).or_else(|| of(ANY)).unwrap_or(0.2)
    }
}

/// What evidence is worth before anything is learned, in logits: a form of the language ties, nearness does not.
#[must_use]
pub fn prior(evidence: &str) -> f64 {
    match evidence.split_once(' ') {
        Some(("form", form)) if form.contains(" tie ") => 0.0,
        Some(("form", "linked")) => 0.0,
        Some(("form", _)) => 1.0,
        Some(("tie", "stated 0")) => 5.5,
        Some(("tie", said)) if said.starts_with("stated") => 4.0,
        Some(("tie", said)) if said.starts_with("inferred") => -1.5,
        Some(("tie", _)) => -3.0,
        _ => 0.0,
    }
}

/// A probability from the logarithm of odds in hundredths.
#[must_use]
pub fn probability(logit: i32) -> f64 {
    1.0 / (1.0 + (-f64::from(logit) / 100.0).exp())
}
