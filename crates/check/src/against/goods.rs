//! Which goods a figure is of: everything that narrows it must be understood, or nothing is said.

use super::clause::Clause;
use crate::link::Series;
use crate::read::Text;
use crate::words::{Token, is_any, tokens};
use tradeproof_model::Product;
use tradeproof_model::evidence::Holding;
use tradeproof_model::schema::PRODUCT;

/// Words that narrow nothing.
const GENERIC: &[&str] = &[
    "goods",
    "merchandise",
    "commodities",
    "commodity",
    "products",
    "product",
    "visible",
    "mutual",
    "turnover",
    "tune",
    "went",
];

/// Adverbs that do narrow.
const OFTEN: &[&str] = &["daily", "weekly", "monthly", "quarterly", "yearly"];

/// Words that say in which classification a code stands.
const CLASSIFICATION: &[&str] =
    &["hs", "harmonised", "harmonized", "system", "chapter", "heading", "code", "sitc", "hs-code"];

/// The products that a clause may speak of, and whether it says so.
///
/// # Errors
/// The goods that the data do not have.
pub(super) fn products(
    text: &Text,
    clause: &Clause,
    series: &Series,
    there: &Holding,
) -> Result<Vec<(String, bool)>, String> {
    if let Some(word) = part_named(text, clause) {
        return Err(format!("not looked up: “{word}” narrows the series, and the data do not say how"));
    }
    let left = narrowing(clause, series);
    if let Some(code) = code(text, clause) {
        // The words beside a code describe it.
        return if there.has(PRODUCT, &code) {
            Ok(vec![(code, true)])
        } else {
            Err(format!("the data have no product {code}"))
        };
    }
    let words: Vec<&str> = left.iter().map(String::as_str).filter(|word| !GENERIC.contains(word)).collect();
    let together = text.prose[clause.span.clone()].to_lowercase().contains("goods and services");
    let said = |word: &str| series.terms.contains(word);
    let services = said("services") || (together && !said("merchandise"));
    let goods = said("goods") || said("merchandise") || services && together;
    let others: Vec<&&str> = words.iter().filter(|word| **word != "services").collect();
    if !others.is_empty() {
        let named: Vec<String> = others.iter().map(|word| format!("“{word}”")).collect();
        return Err(format!("the data do not know figures narrowed by {}", named.join(" and ")));
    }
    let wanted: &[&str] = match (goods, services) {
        (true, true) => &[Product::GOODS_AND_SERVICES],
        (false, true) => &[Product::SERVICES],
        (true, false) => &[Product::TOTAL, Product::GOODS],
        (false, false) => &[Product::TOTAL],
    };
    let known: Vec<&&str> = wanted.iter().filter(|product| there.has(PRODUCT, product)).collect();
    match (known.first(), goods || services) {
        (Some(product), _) => Ok(vec![((**product).to_owned(), true)]),
        // Plain "exports" may be of goods, or of goods and services.
        (None, false) => {
            let totals = [Product::GOODS, Product::GOODS_AND_SERVICES].into_iter();
            let there: Vec<(String, bool)> = totals
                .filter(|product| there.has(PRODUCT, product))
                .map(|product| (product.to_owned(), false))
                .collect();
            if there.is_empty() { Err("the data have no total of all products".to_owned()) } else { Ok(there) }
        }
        (None, true) => {
            let asked = match (goods, services) {
                (true, true) => "goods and services together",
                (true, false) => "goods alone",
                _ => "services",
            };
            Err(format!("the data have no figures of {asked}"))
        }
    }
}

/// `Cars made up £75 million of exports`: the subject is a part of the flow that is named after it.
fn part_named(text: &Text, clause: &Clause) -> Option<String> {
    let words = tokens(&text.prose, clause.span.clone());
    let word = |at: usize| words.get(at).map_or("", |token| token.text(&text.prose));
    let verb = (1..words.len()).find(|at| {
        let made = is_any(word(*at), &["made", "make", "makes", "making"]) && is_any(word(at + 1), &["up"]);
        made || is_any(word(*at), &["comprised", "constituted"])
            || (is_any(word(*at), &["accounted", "accounts", "accounting"]) && is_any(word(at + 1), &["for"]))
    })?;
    let subject = word(verb - 1).to_lowercase();
    let named = subject.chars().all(char::is_alphabetic)
        && !subject.is_empty()
        && !clause.party_words.contains(&subject)
        && !GENERIC.contains(&subject.as_str())
        && crate::link::lexicon::term(&subject).is_none();
    named.then_some(subject)
}

/// Refuses words that narrow a series in a way that the data do not know.
///
/// # Errors
/// Names them.
pub(super) fn understood(clause: &Clause, series: &Series) -> Result<(), String> {
    const OF_INVESTMENT: &[&str] = &["fdi", "foreign", "direct", "capital", "inward", "outward", "stock", "flows"];
    let left = narrowing(clause, series);
    match left.iter().find(|word| !GENERIC.contains(&word.as_str()) && !OF_INVESTMENT.contains(&word.as_str())) {
        Some(word) => Err(format!("the data do not know figures narrowed by “{word}”")),
        None => Ok(()),
    }
}

/// The words that narrow a series, without the economies and the words of a classification.
fn narrowing(clause: &Clause, series: &Series) -> Vec<String> {
    let adverb = |word: &str| word.ends_with("ly") && word.len() > 4 && !OFTEN.contains(&word);
    let known = |word: &String| {
        is_economy(word) || clause.party_words.contains(word) || CLASSIFICATION.contains(&word.as_str()) || adverb(word)
    };
    series.terms.iter().filter(|word| !known(word)).cloned().collect()
}

/// Whether a term is the code of an economy; words are in lower case.
fn is_economy(term: &str) -> bool {
    !term.chars().any(char::is_lowercase)
}

/// `HS 27`, `HS code 8542`, `chapter 27`.
fn code(text: &Text, clause: &Clause) -> Option<String> {
    let words = tokens(&text.prose, clause.span.clone());
    let word = |token: &Token| token.text(&text.prose).to_owned();
    let at = words.iter().position(|token| is_any(token.text(&text.prose), &["hs", "chapter", "heading"]))?;
    let next = words[at + 1..].iter().map(word).find(|word| !is_any(word, &["code", "codes", "chapter", "heading"]))?;
    (matches!(next.len(), 2 | 4 | 6) && next.bytes().all(|byte| byte.is_ascii_digit())).then_some(next)
}
