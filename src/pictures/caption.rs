//! What stands around a chart: measure, flow, reporter, partners, unit and period above it, publisher, data set and vintage below.

use polars::prelude::DataFrame;

use super::facts::{Facts, Measure};
use super::phrases::{self, Phrases};
use super::{labels, publishers};
use crate::charts::ChartSpec;
use crate::charts::period_label;
use crate::model::schema::{DIRECTION, MEASURE, PARTNER, PERIOD, PRODUCT, REPORTER};
use crate::model::{Economy, Grain, Kind, Period, Product};

/// More vintages than these are a range of releases, not a release.
const MOST_VINTAGES: usize = 1;

/// Fills in subtitle, source, variant and provisional periods, unless they are stated.
pub fn fill(spec: &mut ChartSpec, facts: &Facts, frame: &DataFrame) {
    let words = phrases::of(spec.language());
    if spec.subtitle.trim().is_empty() {
        spec.subtitle = subtitle(spec, facts, words);
    }
    if spec.source.trim().is_empty() {
        spec.source = source(facts);
    }
    if spec.metric.is_none() && facts.metrics == 1 {
        spec.metric = variant(facts);
    }
    if spec.provisional.is_empty() {
        let drawn = |column: &str| super::facts::distinct(frame, column).unwrap_or_default();
        if spec.x == PERIOD {
            let texts = drawn(PERIOD);
            spec.provisional =
                texts.into_iter().filter(|text| text.parse().is_ok_and(|p| facts.provisional.contains(&p))).collect();
        } else if let (Some(latest), None) =
            (facts.periods.last().filter(|p| facts.provisional.contains(p)), &spec.note)
            && words.is_english()
        {
            spec.note = Some(format!("Figures of {} are provisional.", period_label(latest, "en")));
        }
    }
}

/// Measure, reporter, parts, unit and period.
fn subtitle(spec: &ChartSpec, facts: &Facts, words: &Phrases) -> String {
    let what = measure(spec, facts, words);
    let reporter = facts.reporter.map(|economy| economy.name_in(words.lang));
    let by = parts(spec, facts, words);
    let unit = unit(spec, facts, words);
    let periods = periods(spec, facts);
    if words.is_english() {
        let of = reporter.map(|name| format!(" of {}", with_article(name))).unwrap_or_default();
        let to =
            partner(facts).map(|name| format!(" {} {}", preposition(facts), with_article(name))).unwrap_or_default();
        let by = by.map(|by| format!(" {by}")).unwrap_or_default();
        return joined([Some(format!("{what}{of}{to}{by}")), unit, periods]);
    }
    let partner = partner_in(facts, words.lang);
    joined([Some(what), reporter.map(str::to_owned), partner, by, unit, periods])
}

fn joined<const N: usize>(parts: [Option<String>; N]) -> String {
    parts.into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

fn partner(facts: &Facts) -> Option<&'static str> {
    let economy: Economy = facts.fixed.get(PARTNER)?.parse().ok()?;
    (!economy.is_world()).then(|| economy.name())
}

fn partner_in(facts: &Facts, language: &str) -> Option<String> {
    let economy: Economy = facts.fixed.get(PARTNER)?.parse().ok()?;
    (!economy.is_world()).then(|| economy.name_in(language).to_owned())
}

fn preposition(facts: &Facts) -> &'static str {
    match facts.flow.as_deref() {
        Some("export" | "re-export" | "outward") => "to",
        Some("import" | "re-import" | "inward") => "from",
        _ => "with",
    }
}

/// What the figures are figures of: exports, goods trade, imports of copper.
pub(super) fn flow(facts: &Facts, words: &Phrases) -> String {
    if facts.kind == Kind::Investment {
        let direction = facts.fixed.get(DIRECTION).map_or("", String::as_str);
        let words = if direction == "outward" { words.outward } else { words.inward };
        let stock = facts.fixed.get(MEASURE).filter(|measure| *measure == "stock").map_or("", |_| " (stock)");
        return format!("{words}{stock}");
    }
    if facts.kind == Kind::Listings {
        return "Listed companies".to_owned();
    }
    let goods = facts.fixed.get(PRODUCT).is_none_or(|code| [Product::TOTAL, Product::GOODS].contains(&code.as_str()));
    let of_product = facts.product().and_then(|code| {
        let name = labels::called(PRODUCT, code, facts.classification.as_deref(), words);
        match (name, code) {
            (_, Product::SERVICES) if words.is_english() => Some("services".to_owned()),
            (_, Product::GOODS_AND_SERVICES) if words.is_english() => Some("goods and services".to_owned()),
            (Some(name), code) => {
                let title = name.strip_prefix(code).map_or(name.as_str(), str::trim);
                Some(format!("{} ({})", lower(title), coded(facts, code)))
            }
            (None, code) => Some(coded(facts, code)),
        }
    });
    let flow = match (facts.flow.as_deref(), goods) {
        (Some("export"), true) => words.goods_exports,
        (Some("export"), false) => words.exports,
        (Some("import"), true) => words.goods_imports,
        (Some("import"), false) => words.imports,
        (Some("re-export"), _) => words.re_exports,
        (_, true) => words.goods_trade,
        (_, false) => "Trade",
    };
    match of_product {
        Some(product) if words.is_english() => format!("{flow} of {product}"),
        Some(product) => format!("{flow}, {product}"),
        None => flow.to_owned(),
    }
}

/// A code with the system it is of: `HS 8542`.
fn coded(facts: &Facts, code: &str) -> String {
    let is_code = code.bytes().all(|digit| digit.is_ascii_digit());
    let system = facts.classification.as_deref().and_then(|name| name.split(' ').next()).filter(|_| is_code);
    system.map_or_else(|| code.to_owned(), |system| format!("{system} {code}"))
}

/// The measure: exports themselves, or a share, growth, rank of them.
fn measure(spec: &ChartSpec, facts: &Facts, words: &Phrases) -> String {
    let flow = flow(facts, words);
    let of = |words_of: &str| match words.is_english() {
        true => format!("{words_of} {}", lower(&flow)),
        false => format!("{words_of}, {flow}"),
    };
    if facts.metrics > 1 {
        return flow;
    }
    match facts.metric.name {
        "level" if draws_shares(spec) => of(words.share),
        "level" | "listed_count" => flow,
        "share" => of(words.share),
        "growth" => of(words.growth),
        "contribution" => of(words.contribution),
        "rank" => of(words.place),
        "index" => of("Index of"),
        "balance" if words.is_english() => "Trade balance in goods".to_owned(),
        _ => match spec.kind.as_str() {
            "product-space" => facts.metric.title.to_owned(),
            _ => format!("{}, {}", facts.metric.title, lower(&flow)),
        },
    }
}

/// By what the figures are told apart, and how many of them are shown.
fn parts(spec: &ChartSpec, facts: &Facts, words: &Phrases) -> Option<String> {
    let (plural, by) = match facts.part? {
        PARTNER => ("partners", words.by_partner),
        PRODUCT => ("products", words.by_product),
        REPORTER => ("economies", words.by_reporter),
        other => (other, ""),
    };
    let by = if by.is_empty() { format!("by {other}", other = facts.part?) } else { by.to_owned() };
    let few = facts.shown < facts.parts && facts.shown > 1 && !spec.last.iter().any(|name| name == words.other);
    if few && words.is_english() && facts.metrics == 1 {
        let size = if facts.metric.name == "growth" { "" } else { "largest " };
        return Some(match facts.chosen {
            true => format!("by {}, {} of {}", singular(plural), facts.shown, facts.parts),
            false => format!("by {}, {}", singular(plural), count(facts.shown, &format!("{size}{plural}"))),
        });
    }
    Some(by)
}

/// Whether a kind makes shares of amounts, and labels those.
pub(super) fn draws_shares(spec: &ChartSpec) -> bool {
    ["share", "stacked-share", "area-share", "treemap"].contains(&spec.kind.as_str())
}

fn count(number: usize, plural: &str) -> String {
    const SPELLED: [&str; 13] =
        ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    let number = SPELLED.get(number).map_or_else(|| number.to_string(), |word| (*word).to_owned());
    format!("{number} {plural}")
}

fn singular(plural: &str) -> &str {
    match plural {
        "economies" => "economy",
        other => other.strip_suffix('s').unwrap_or(other),
    }
}

/// The unit as a reader says it.
fn unit(spec: &ChartSpec, facts: &Facts, words: &Phrases) -> Option<String> {
    let number = &spec.number;
    if facts.metrics > 1 {
        return (facts.measure == Measure::Percent).then(|| words.per_cent.to_owned());
    }
    let compared = match (facts.metric.name, facts.variant.name, words.is_english()) {
        ("growth" | "contribution", "yoy", true) => " on the same period of the year before",
        ("growth" | "contribution", "simple", true) => " on the period before",
        _ => "",
    };
    match facts.measure {
        Measure::Money if draws_shares(spec) => Some(words.per_cent.to_owned()),
        Measure::Money => {
            let currency =
                number.currency.clone().or_else(|| facts.currency.map(super::scale::sign)).unwrap_or_default();
            let magnitude = number.magnitude.clone().unwrap_or_default();
            Some(format!("{} {magnitude}", currency.trim()).trim().to_owned()).filter(|unit| !unit.is_empty())
        }
        Measure::Percent => Some(format!("{}{compared}", words.per_cent)),
        Measure::Points => Some(format!("{}{compared}", words.points)),
        Measure::Place => Some(if words.is_english() { "1 = the largest".to_owned() } else { "1–n".to_owned() }),
        Measure::Count => Some("number".to_owned()),
        Measure::Plain => {
            let own = !facts.unit.is_empty() && facts.unit != facts.metric.name;
            Some(if own { facts.unit.clone() } else { "index number".to_owned() })
        }
    }
}

/// The period, or the first and the last of them.
fn periods(spec: &ChartSpec, facts: &Facts) -> Option<String> {
    let language = spec.language();
    let label = |period: &Period| period_label(period, language);
    match facts.periods.as_slice() {
        [] => None,
        [only] => Some(label(only)),
        [first, .., last] if spec.kind == "slope" || spec.kind == "dumbbell" => {
            Some(format!("{} {} {}", label(first), if language == "en" { "and" } else { "–" }, label(last)))
        }
        [first, .., last] => {
            let join = if first.grain() == Grain::Year { "–" } else { " – " };
            Some(format!("{}{join}{}", label(first), label(last)))
        }
    }
}

/// Publishers and data sets, each once, with the vintage where there is one.
fn source(facts: &Facts) -> String {
    let mut known: Vec<String> = Vec::new();
    for format in &facts.sources {
        if let Some(publisher) = publishers::of(format)
            && !known.contains(&publisher)
        {
            known.push(publisher);
        }
    }
    let vintage = match facts.vintages.as_slice() {
        vintages if vintages.len() == MOST_VINTAGES => {
            // Some sources put the name of the data set before the release.
            let named = known.iter().filter_map(|publisher| publisher.split(", ").nth(1));
            let release = named.fold(vintages[0].clone(), |release, name| release.replace(name, ""));
            format!(" ({})", release.trim())
        }
        _ => String::new(),
    };
    if known.is_empty() { String::new() } else { known.join("; ") + &vintage }
}

/// The variant, where it is not what the subtitle has said.
fn variant(facts: &Facts) -> Option<String> {
    let told = facts.variant.name == facts.metric.variants[0].name
        || matches!((facts.metric.name, facts.variant.name), ("growth" | "contribution", "yoy" | "simple"));
    (!told).then(|| format!("{} ({})", facts.metric.title, facts.variant.name.replace('_', " ")))
}

/// `United Kingdom` as it stands in a sentence.
pub(super) fn with_article(name: &str) -> String {
    const THE: [&str; 16] = [
        "United ",
        "Netherlands",
        "Philippines",
        "Bahamas",
        "Gambia",
        "Maldives",
        "Seychelles",
        "Comoros",
        "Central African",
        "Dominican Republic",
        "DR Congo",
        "Congo",
        "Solomon Islands",
        "Marshall Islands",
        "Cayman Islands",
        "European Union",
    ];
    if THE.iter().any(|start| name.starts_with(start)) { format!("the {name}") } else { name.to_owned() }
}

/// The text with its first letter small, unless it is part of an abbreviation.
pub(super) fn lower(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().unwrap_or_default();
    if letters.clone().next().is_some_and(char::is_uppercase) {
        return text.to_owned();
    }
    first.to_lowercase().chain(letters).collect()
}
