//! Everything about the metrics in words: for a terminal, one by one, and all together as a page of Markdown.

use std::fmt::Write as _;

use crate::model::Totals;

use super::{ALL, Example, Metric, Variant};

/// Everything about one metric, as plain text.
#[must_use]
pub fn page(metric: &Metric) -> String {
    let mut text = format!("{} ({})\n\n", metric.title, metric.name);
    for variant in metric.variants {
        let (label, unit) = (metric.label(variant), unit(variant));
        let _ = writeln!(text, "  {label}\n      {}\n      unit: {unit}; {}", variant.formula, totals(variant));
    }
    let _ = write!(text, "\n{}\n\n{}\nSource: {}\n", metric.notes, needs(metric), metric.source);
    for example in metric.examples {
        let _ = write!(
            text,
            "\nExample: {}\n{}{}  gives\n{}",
            command(example),
            indented(example.figures),
            example
                .companions
                .iter()
                .map(|(name, csv)| format!("  with {name}.csv\n{}", indented(csv)))
                .collect::<String>(),
            indented(example.result)
        );
    }
    text
}

/// The catalogue as Markdown, in the order of [`ALL`].
#[must_use]
pub fn markdown() -> String {
    let mut text = String::from(
        "# Metrics\n\n\
         Every metric with its variants, formulas, source and an example that the tests run. This page is written from the \
         registry by `UPDATE_DOCS=1 cargo test metrics_docs`; `tradeproof metrics NAME` prints the same.\n\n\
         The first variant is the default, and `NAME:all` asks for every one. A value that cannot be stood behind is empty, and \
         says why.\n\n\
         | Metric | | Variants |\n| --- | --- | --- |\n",
    );
    for metric in ALL {
        let variants: Vec<&str> = metric.variants.iter().map(|variant| variant.name).collect();
        let name = metric.name;
        let _ = writeln!(text, "| [`{name}`](#{name}) | {} | {} |", metric.title, variants.join(", "));
    }
    ALL.iter().for_each(|metric| section(&mut text, metric));
    text
}

fn section(text: &mut String, metric: &Metric) {
    let _ = write!(text, "\n## {}\n\n**{}.** {}\n\n", metric.name, metric.title, metric.notes);
    text.push_str("| Variant | Formula | Unit |\n| --- | --- | --- |\n");
    for variant in metric.variants {
        let formula = variant.formula.replace('|', "\\|");
        let _ = writeln!(text, "| `{}` | {formula} | {} |", metric.label(variant), unit(variant));
    }
    let _ = write!(text, "\n{}\n\nSource: {}.\n", needs(metric), metric.source);
    for example in metric.examples {
        let _ = write!(
            text,
            "\n`{}`\n\n```csv\n{}```\n{}\n```csv\n{}```\n",
            command(example),
            example.figures,
            example.companions.iter().map(|(_, csv)| format!("\n```csv\n{csv}```\n")).collect::<String>(),
            example.result
        );
    }
}

fn unit(variant: &Variant) -> &'static str {
    if variant.unit.is_empty() { "money" } else { variant.unit }
}

/// What becomes of totals that the source prints.
fn totals(variant: &Variant) -> &'static str {
    match variant.totals {
        Totals::Prefer => "printed totals stand for their parts",
        Totals::Parts => "of the listed parts",
        Totals::Exclude => "printed totals are left out",
        Totals::Keep => "parts against printed totals",
    }
}

fn needs(metric: &Metric) -> String {
    let kinds: Vec<&str> = metric.kinds.iter().map(|kind| kind.name()).collect();
    let detail = match metric.detail {
        [] => String::new(),
        detail => format!(" Needs figures by {}.", detail.join(" and ")),
    };
    let quantities = if metric.quantities { " Needs weights or quantities." } else { "" };
    format!("For {} figures.{detail}{quantities}", kinds.join(", "))
}

fn command(example: &Example) -> String {
    let companions = example.companions.iter().map(|(name, _)| format!(" --companion {name}={name}.csv"));
    format!("summary figures.csv --metric {}{}", example.arguments, companions.collect::<String>())
}

fn indented(text: &str) -> String {
    text.lines().map(|line| format!("    {line}\n")).collect()
}
