//! Growth, in the many ways a text ties a percentage to two levels.

use super::{Form, Said, an_increase, loose, rose, stated, up};

pub const FORMS: &[Form] = &[
    stated("growth", "rose P to A from B", |s| {
        let e = s.facts.exports;
        format!(
            "Exports {} {} to {} in {}, from {} in {}.",
            rose(e),
            s.growth(e),
            s.amount(e[1]),
            s.now(),
            s.amount(e[0]),
            s.before()
        )
    }),
    stated("growth", "A, up P on last period (B)", |s| {
        let i = s.facts.imports;
        format!(
            "In {}, {}'s imports came to {}, {} {} on {} ({}).",
            s.now(),
            s.facts.economy,
            s.amount(i[1]),
            up(i),
            s.growth(i),
            s.before(),
            s.amount(i[0])
        )
    }),
    stated("growth", "from B to A, an increase of P", |s| {
        let p = s.facts.part;
        format!(
            "Exports of {} went from {} in {} to {} in {}, {} of {}.",
            s.facts.product,
            s.amount(p[0]),
            s.before(),
            s.amount(p[1]),
            s.now(),
            an_increase(p),
            s.growth(p)
        )
    }),
    stated("growth", "A against B a year earlier, P more", |s| {
        let i = s.facts.imports;
        let more = if i[1] >= i[0] { "more" } else { "less" };
        format!(
            "Imports reached {} in {}, {} {more} than the {} of a year earlier.",
            s.amount(i[1]),
            s.now(),
            s.growth(i),
            s.amount(i[0])
        )
    }),
    stated("growth", "moved from B to A (+P)", |s| {
        let e = s.facts.exports;
        let sign = if e[1] >= e[0] { "+" } else { "−" };
        format!(
            "Exports {} from {} in {} to {} in {} ({sign}{}).",
            rose(e),
            s.amount(e[0]),
            s.before(),
            s.amount(e[1]),
            s.now(),
            s.growth(e)
        )
    }),
    loose("growth", "two sentences", |s| {
        let e = s.facts.exports;
        format!(
            "Exports were {} in {}. In {} they had been {}; they thus {} by {}.",
            s.amount(e[1]),
            s.now(),
            s.before(),
            s.amount(e[0]),
            rose(e),
            s.growth(e)
        )
    }),
    stated("growth_from_change", "rose D (P) to A", |s| {
        let e = s.facts.exports;
        format!(
            "In {}, exports {} by {} ({}) to {}.",
            s.now(),
            rose(e),
            s.amount((e[1] - e[0]).abs()),
            s.growth(e),
            s.amount(e[1])
        )
    }),
    stated("growth", "a table with growth", |s| {
        let million = |thousands: i128| s.house.precise().number(thousands, 1000, 1, false);
        let row = |name: &str, said: &Said, [before, now]: [i128; 2]| {
            let sign = if now < before { "-" } else { "" };
            let growth = said.growth([before, now]).replace(s.house.percent, "");
            format!("| {name} | {} | {} | {sign}{growth} |\n", million(before), million(now))
        };
        let head = format!("| $ million | {} | {} | Growth, % |\n|---|---|---|---|\n", s.before(), s.now());
        let right = Said { wrong: false, ..*s };
        head + &row("Exports", s, s.facts.exports) + &row("Imports", &right, s.facts.imports)
    }),
    loose("growth", "hedged and bounded", |s| {
        let e = s.facts.exports;
        let [below, above] = [s.house.amount_below(e[0]), s.house.amount_above(e[1])];
        format!(
            "In {}, exports {} by about {} to nearly {above} from more than {below}.",
            s.now(),
            rose(e),
            s.growth(e)
        )
    }),
    stated("growth", "compared with B in the same period", |s| {
        let e = s.facts.exports;
        format!(
            "{} exported goods worth {} in {}, compared with {} in the same period a year earlier, {} of {}.",
            s.facts.economy,
            s.amount(e[1]),
            s.now(),
            s.amount(e[0]),
            an_increase(e),
            s.growth(e)
        )
    }),
    loose("growth", "imports and exports, one after the other", |s| {
        let (e, i) = (s.facts.exports, s.facts.imports);
        format!(
            "Exports {} by {} and imports {} by {} in {}; exports were {} and imports {}, after {} and {} in {}.",
            rose(e),
            s.growth(e),
            rose(i),
            s.growth(i),
            s.now(),
            s.amount(e[1]),
            s.amount(i[1]),
            s.amount(e[0]),
            s.amount(i[0]),
            s.before()
        )
    }),
    loose("growth", "of a product, P to A", |s| {
        let p = s.facts.part;
        format!(
            "Exports of {} {} {} to {}; in {} they had come to {}.",
            s.facts.product,
            rose(p),
            s.growth(p),
            s.amount(p[1]),
            s.before(),
            s.amount(p[0])
        )
    }),
    loose("growth", "the year's growth over several years", |s| {
        let e = [s.facts.years[0], s.facts.years[4]];
        format!(
            "Between {} and {year} exports {} from {} to {}, or by {}.",
            s.facts.period.year - 4,
            rose(e),
            s.amount(e[0]),
            s.amount(e[1]),
            s.growth(e),
            year = s.facts.period.year
        )
    }),
];
