//! Names that shells complete: the metrics, kinds of chart, formats, kinds of claim and dimensions there are.
//!
//! They are offered and not enforced: a name that is none gets its error from the catalogue, which knows what is near.

use std::ffi::OsStr;
use std::sync::LazyLock;

use clap::builder::{PossibleValue, StringValueParser, TypedValueParser};

use crate::model::Kind;
use crate::{charts, check, metrics, sources};

/// A parser of texts that offers known ones.
#[derive(Clone)]
pub struct Known(fn() -> Vec<&'static str>);

impl TypedValueParser for Known {
    type Value = String;

    fn parse_ref(
        &self,
        command: &clap::Command,
        argument: Option<&clap::Arg>,
        value: &OsStr,
    ) -> Result<String, clap::Error> {
        StringValueParser::new().parse_ref(command, argument, value)
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new((self.0)().into_iter().map(PossibleValue::new)))
    }
}

/// Metrics, and their variants where there are several.
pub fn variants() -> Known {
    static LABELS: LazyLock<Vec<String>> = LazyLock::new(|| {
        let of = |metric: &metrics::Metric| {
            let several = metric.variants.iter().filter(|_| metric.variants.len() > 1);
            let labels = several.map(|variant| metric.label(variant));
            std::iter::once(metric.name.to_owned()).chain(labels).collect::<Vec<_>>()
        };
        metrics::ALL.iter().flat_map(|metric| of(metric)).collect()
    });
    Known(|| LABELS.iter().map(String::as_str).collect())
}

/// Metrics.
pub fn metric_names() -> Known {
    Known(|| metrics::ALL.iter().map(|metric| metric.name).collect())
}

/// Kinds of chart.
pub fn charts() -> Known {
    Known(|| charts::kinds::KINDS.iter().map(|kind| kind.name()).collect())
}

/// Formats of files.
pub fn sources() -> Known {
    Known(|| sources::registry::ALL.iter().map(|source| source.name).collect())
}

/// Kinds of claim.
pub fn claims() -> Known {
    Known(|| check::claims::pages().map(|page| page.name).collect())
}

/// Dimensions of figures of every kind, each once.
pub fn dimensions() -> Known {
    Known(|| {
        let mut names: Vec<&str> = Vec::new();
        for name in Kind::FIGURES.iter().flat_map(|kind| kind.dimensions()) {
            if !names.contains(name) {
                names.push(name);
            }
        }
        names
    })
}
