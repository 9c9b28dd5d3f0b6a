//! Claims of other kinds than growth.

use super::{Form, Said, loose, rose, stated, up};
use crate::generated::house::House;

pub const FORMS: &[Form] = &[
    stated("change", "rose by D, from B to A", |s| {
        let i = s.facts.imports;
        let change = if s.wrong { (i[1] - i[0]).abs() + i[0] / 3 } else { (i[1] - i[0]).abs() };
        format!(
            "Imports {} by {}, from {} in {} to {} in {}.",
            rose(i),
            s.amount(change),
            s.amount(i[0]),
            s.before(),
            s.amount(i[1]),
            s.now()
        )
    }),
    stated("direction", "A, up from B", |s| {
        let e = s.facts.exports;
        let e = if s.wrong { [e[1], e[0]] } else { e };
        format!(
            "Exports stood at {} in {}, {} from {} in {}.",
            s.amount(s.facts.exports[1]),
            s.now(),
            up(e),
            s.amount(s.facts.exports[0]),
            s.before()
        )
    }),
    stated("sum", "trade, exports and imports", |s| {
        let (e, i) = (s.facts.exports[1], s.facts.imports[1]);
        format!(
            "Trade came to {} in {now}. Exports were {} and imports {} in {now}.",
            s.reported(e + i),
            s.amount(e),
            s.amount(i),
            now = s.now()
        )
    }),
    stated("balance", "surplus or deficit", |s| {
        let (e, i) = (s.facts.exports[1], s.facts.imports[1]);
        let name = if e >= i { "surplus" } else { "deficit" };
        let gap = if s.wrong { (e - i).abs() + e / 3 } else { (e - i).abs() };
        format!(
            "In {now}, exports amounted to {} and imports to {}. The trade {name} was {} in {now}.",
            s.amount(e),
            s.amount(i),
            s.amount(gap),
            now = s.now()
        )
    }),
    loose("share", "C of A, or S", |s| {
        let (c, e) = (s.facts.part[1], s.facts.exports[1]);
        format!(
            "Exports of {} were {} in {now}, or {} of the total of {}.",
            s.facts.product,
            s.amount(c),
            s.reported_percent(c, e),
            s.amount(e),
            now = s.now()
        )
    }),
    loose("points", "the share rose by p points", |s| {
        let f = s.facts;
        let (old, new) = (f.part[0] * 1000 / f.exports[0], f.part[1] * 1000 / f.exports[1]);
        let digits = |tenths: i128| s.house.precise().number(tenths, 10, 1, false);
        let move_by = (new - old).abs() + if s.wrong { 31 } else { 0 };
        format!(
            "The share of {} {} by {} percentage points, from {}{pct} in {} to {}{pct} in {}.",
            f.product,
            rose([old, new]),
            digits(move_by),
            digits(old),
            s.before(),
            digits(new),
            s.now(),
            pct = s.house.percent
        )
    }),
    loose("multiple", "grew M times", |s| {
        let part = [s.facts.part[0], s.facts.part[0] * 2 + s.facts.part[1]];
        let times = part[1] * 10 / part[0] + if s.wrong { 17 } else { 0 };
        // Cut, as "2.5 times" often is; the house's own mark is kept for the amounts.
        format!(
            "Exports of {} grew {}.{} times, to {} in {} from {} in {}.",
            s.facts.product,
            times / 10,
            times % 10,
            s.amount(part[1]),
            s.now(),
            s.amount(part[0]),
            s.before()
        )
    }),
    loose("average", "T over five years, V a year", |s| {
        let total: i128 = s.facts.years.iter().sum();
        format!("Over five years exports came to {}, an average of {} a year.", s.amount(total), s.reported(total / 5))
    }),
    loose("cover_ratio", "exports over imports", |s| {
        let (e, i) = (s.facts.exports[1], s.facts.imports[1]);
        format!(
            "In {}, exports reached {} and imports {}. The cover ratio was {}.",
            s.now(),
            s.amount(e),
            s.amount(i),
            s.reported_percent(e, i)
        )
    }),
    loose("parts", "to X, to Y and to Z: A", |s| {
        let [x, y, z] = s.facts.by_partner;
        let [a, b, c] = s.facts.partners;
        format!(
            "In {}, exports to {a} were {}, exports to {b} {} and exports to {c} {}; exports to the three came to {}.",
            s.now(),
            s.amount(x),
            s.amount(y),
            s.amount(z),
            s.reported(x + y + z)
        )
    }),
    stated("implied_growth", "trade grew as its parts did", |s| {
        let (e, i) = (s.facts.exports, s.facts.imports);
        let t = [e[0] + i[0], e[1] + i[1]];
        let right = Said { wrong: false, ..*s };
        format!(
            "In {}, trade {} {} to {}, exports {} {} to {} and imports {} {} to {}.",
            s.now(),
            rose(t),
            s.growth(t),
            s.amount(t[1]),
            rose(e),
            right.growth(e),
            s.amount(e[1]),
            rose(i),
            right.growth(i),
            s.amount(i[1])
        )
    }),
    stated("list_count", "N countries: A, B and C", |s| {
        let [a, b, c] = s.facts.partners;
        let count = if s.wrong { "Five" } else { "Three" };
        format!("{count} countries – {a}, {b} and {c} – signed in {}.", s.facts.period.year)
    }),
    stated("listed_years", "met three times between", |s| {
        let year = s.facts.period.year;
        let last = if s.wrong { year + 2 } else { year };
        format!("Between {} and {year} ministers met three times ({}, {} and {last}).", year - 8, year - 7, year - 3)
    }),
    stated("rank", "third-largest, one of the five", |s| {
        let place = if s.wrong { "seventh" } else { "third" };
        format!("China is the {place}-largest investor. China is one of the five largest sources of investment.")
    }),
    stated("sum", "a table with a total", |s| {
        let f = s.facts;
        let rows: Vec<(&str, i128)> = f.partners.into_iter().zip(f.by_partner).collect();
        let mut text = String::from("Exports by partner, $ million\n\n| Partner | Exports |\n|---|---|\n");
        let million = |thousands: i128| s.house.precise().number(thousands, 1000, 1, false);
        for (name, amount) in &rows {
            text.push_str(&format!("| {name} | {} |\n", million(*amount)));
        }
        let total = f.by_partner.iter().sum::<i128>();
        text.push_str(&format!("| Total | {} |\n", million(if s.wrong { total * 103 / 100 } else { total })));
        text
    }),
    loose("restatement", "given twice", |s| {
        let e = s.facts.exports[1];
        let finer = House { decimals: (s.house.decimals.0 + 1, s.house.decimals.1), ..s.house };
        let second = if s.wrong { e * 4 / 3 } else { e };
        format!(
            "Exports were {} in {now}. In {now} exports came to {}.",
            s.amount(e),
            finer.amount(second),
            now = s.now()
        )
    }),
];
