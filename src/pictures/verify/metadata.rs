//! Years, units, currencies, flows and economies that the words of a chart name, held against those of the figures.

use super::{Claimed, plain, year};
use crate::charts::Lint;
use crate::model::{Economy, Grain, Period, spoken};
use crate::pictures::facts::Measure;

/// Currencies as words name them.
const CURRENCIES: [(&str, &[&str]); 7] = [
    ("EUR", &["€", "eur", "euro", "euros"]),
    ("GBP", &["£", "gbp", "sterling"]),
    ("USD", &["us$", "usd"]),
    ("JPY", &["jpy", "yen"]),
    ("CNY", &["cny", "rmb", "yuan", "renminbi"]),
    ("KZT", &["₸", "kzt", "tenge"]),
    ("RUB", &["₽", "rub", "rouble", "roubles", "rubles"]),
];
/// Magnitudes as words name them.
const MAGNITUDES: [(&str, &[&str]); 4] = [
    ("thousand", &["thousand", "thousands", "tsd"]),
    ("million", &["million", "millions", "mio", "m", "mn"]),
    ("billion", &["billion", "billions", "mrd", "milliards", "bn"]),
    ("trillion", &["trillion", "trillions", "tn"]),
];

/// What a text says of the figures that they are not.
pub fn wrong(claimed: &Claimed) -> Vec<Lint> {
    if claimed.text.trim().is_empty() {
        return Vec::new();
    }
    [years(claimed), unit(claimed), flow(claimed), economies(claimed)].into_iter().flatten().collect()
}

/// A year in which nothing is drawn.
fn years(claimed: &Claimed) -> Option<Lint> {
    let drawn = periods(claimed);
    let (first, last) = (drawn.iter().map(|p| p.start()).min()?, drawn.iter().map(Period::end).max()?);
    use chrono::Datelike as _;
    // A comparison may name the year before the first, the base of an index, or when somebody joined or left.
    let compared = claimed.facts.map_or(0, |facts| i32::from(matches!(facts.metric.name, "growth" | "contribution")));
    let (first, last) = (first.year() - compared, last.year());
    let wrong = claimed.years.iter().find(|year| match claimed.role {
        // A year that is no year of the figures, although others would be.
        "title" => **year < first || **year > last,
        _ => **year < first && !basis(claimed, **year) || **year > last,
    })?;
    let span = if first + compared == last { last.to_string() } else { format!("{} to {last}", first + compared) };
    Some(claimed.lint(format!("names {wrong}, and the figures are of {span}")))
}

/// Whether a year is named as that of prices or of an index.
fn basis(claimed: &Claimed, year: i32) -> bool {
    let text = claimed.text;
    text.contains(&format!("{year} = 100"))
        || text.contains(&format!("{year}=100"))
        || text.contains(&format!("{year} prices"))
        || text.contains(&format!("HS {year}"))
}

/// The periods of the drawn figures.
fn periods(claimed: &Claimed) -> Vec<Period> {
    if let Some(facts) = claimed.facts.filter(|facts| !facts.periods.is_empty()) {
        return facts.periods.clone();
    }
    let mut periods: Vec<Period> = Vec::new();
    for table in claimed.tables {
        periods.extend(table.places.iter().filter_map(|place| place.period));
        let series: Option<Vec<Period>> = table.series.iter().map(|series| series.name.parse().ok()).collect();
        periods.extend(series.into_iter().flatten().filter(|period| (1900..2100).contains(&year(period))));
    }
    // What a subtitle says is the only word on a table without periods.
    if periods.is_empty() && claimed.role == "title" {
        periods = super::years(&claimed.spec.subtitle).into_iter().filter_map(Period::year).collect();
    }
    periods.retain(|period| period.grain() != Grain::Day);
    periods
}

/// A currency or magnitude that the figures are not in.
fn unit(claimed: &Claimed) -> Option<Lint> {
    let words: Vec<String> = plain_with_signs(claimed.text);
    let has = |list: &[&str]| list.iter().any(|word| words.iter().any(|known| known == word));
    let number = &claimed.spec.number;
    let facts = claimed.facts;
    if let Some(facts) = facts
        && claimed.role == "subtitle"
        && facts.metrics == 1
    {
        let money = facts.measure == Measure::Money;
        let percent =
            claimed.text.contains('%') || claimed.text.contains("per cent") || claimed.text.contains("percent");
        let shares = crate::pictures::caption::draws_shares(claimed.spec);
        let has_money = CURRENCIES.iter().any(|(_, list)| has(list)) || claimed.text.contains('$');
        if money && percent && !has_money && !shares {
            return Some(claimed.lint("gives the unit as per cent, and the figures are amounts".to_owned()));
        }
        if facts.measure == Measure::Percent && has_money && !percent {
            return Some(claimed.lint("gives the unit as an amount of money, and the figures are per cent".to_owned()));
        }
    }
    let currency = facts.and_then(|facts| facts.currency).map(crate::model::Currency::code);
    let currency = currency.or_else(|| {
        let stated = number.currency.as_deref()?.trim().to_lowercase();
        CURRENCIES.iter().find(|(_, list)| list.contains(&stated.as_str())).map(|(code, _)| *code)
    });
    if let Some(currency) = currency.filter(|code| CURRENCIES.iter().any(|(known, _)| known == code)) {
        let of = |code: &str| CURRENCIES.iter().find(|(known, _)| *known == code).is_some_and(|(_, list)| has(list));
        let other = CURRENCIES.iter().map(|(code, _)| *code).find(|code| *code != currency && of(code));
        if let (false, Some(other)) = (of(currency), other) {
            return Some(claimed.lint(format!("names {other}, and the figures are in {currency}")));
        }
    }
    let magnitude = number.magnitude.as_deref()?;
    let is = |list: &[&str]| list.contains(&magnitude.to_lowercase().trim_end_matches('.'));
    let (own, list) = MAGNITUDES.iter().find(|(_, list)| is(list))?;
    let other = MAGNITUDES.iter().find(|(name, list)| name != own && list[..2].iter().any(|word| has(&[word])))?;
    let wrong = claimed.role == "subtitle" && !has(list);
    wrong.then(|| claimed.lint(format!("says {}, and the figures are in {magnitude}", other.0)))
}

/// Words in small letters, currency signs as words of their own.
fn plain_with_signs(text: &str) -> Vec<String> {
    let mut spaced = String::new();
    for letter in text.to_lowercase().replace("us$", " us$ ").chars() {
        match letter {
            '€' | '£' | '₸' | '₽' => spaced.extend([' ', letter, ' ']),
            letter if letter.is_alphanumeric() || letter == '$' => spaced.push(letter),
            _ => spaced.push(' '),
        }
    }
    spaced.split_whitespace().map(str::to_owned).collect()
}

/// Imports where exports are drawn, or the other way round.
fn flow(claimed: &Claimed) -> Option<Lint> {
    let flow = claimed.facts?.flow.as_deref()?;
    let words = plain(claimed.text);
    let words: Vec<&str> = words.split(' ').collect();
    let says = |list: &[&str]| words.iter().any(|word| list.contains(word));
    let exports = [
        "export",
        "exports",
        "exported",
        "ausfuhr",
        "ausfuhren",
        "exportations",
        "exportaciones",
        "экспорт",
        "экспорта",
    ];
    let imports =
        ["import", "imports", "imported", "einfuhr", "einfuhren", "importations", "importaciones", "импорт", "импорта"];
    let wrong = match flow {
        "export" | "re-export" => says(&imports) && !says(&exports),
        "import" | "re-import" => says(&exports) && !says(&imports),
        _ => false,
    };
    wrong.then(|| claimed.lint(format!("names the other flow, and the figures are {flow}s")))
}

/// An economy of which nothing is drawn.
fn economies(claimed: &Claimed) -> Option<Lint> {
    let facts = claimed.facts?;
    let drawn = claimed.drawn();
    let known = |economy: Economy| -> bool {
        let same = |name: &str| name.parse::<Economy>().is_ok_and(|other| other.code() == economy.code());
        facts.reporter.is_some_and(|reporter| reporter.code() == economy.code())
            || economy.is_group()
            || economy.is_world()
            || facts.fixed.values().any(|value| same(value))
            || drawn.iter().any(|name| plain(name).contains(&plain(economy.name())))
            || drawn.iter().any(|name| same(name) || *name == economy.name_in(claimed.spec.language()))
    };
    let is_economies = drawn.iter().any(|name| name.parse::<Economy>().is_ok()) || facts.reporter.is_some();
    // A currency is no country.
    let text = claimed.text.replace("US$", "$");
    // A union goes by several codes; any of them will do.
    let is_known = |mention: &spoken::Mention| mention.codes.iter().filter_map(|code| code.parse().ok()).any(known);
    let other = spoken::economies(&text).into_iter().find(|mention| !is_known(mention)).filter(|_| is_economies)?;
    let other: Economy = other.codes.first()?.parse().ok()?;
    Some(claimed.lint(format!("names {}, of which nothing is drawn", other.name())))
}
