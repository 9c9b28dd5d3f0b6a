//! What is known of one economy's trade, exactly, before anything is printed.

use proptest::prelude::*;

/// Amounts are in thousands of the currency; `[before, now]` where there are two.
#[derive(Debug, Clone)]
pub struct Facts {
    pub economy: &'static str,
    pub product: &'static str,
    pub partners: [&'static str; 3],
    pub period: Period,
    pub exports: [i128; 2],
    pub imports: [i128; 2],
    /// Exports of the product.
    pub part: [i128; 2],
    /// Exports to the three partners, which make the total of the period.
    pub by_partner: [i128; 3],
    /// Exports of five years, the last that of the period.
    pub years: [i128; 5],
}

/// The period that is reported, and how a text names it and the one before.
#[derive(Debug, Clone, Copy)]
pub struct Period {
    pub year: i32,
    pub kind: PeriodKind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PeriodKind {
    Year,
    FiscalYear,
    Months,
    Quarter,
    Month,
}

impl Period {
    /// `2019`, `January–April 2019`.
    pub fn name(self, years_back: i32) -> String {
        let year = self.year - years_back;
        match self.kind {
            PeriodKind::Year => format!("{year}"),
            PeriodKind::FiscalYear => format!("{}-{:02}", year - 1, year % 100),
            PeriodKind::Months => format!("January–April {year}"),
            PeriodKind::Quarter => format!("the first quarter of {year}"),
            PeriodKind::Month => format!("July {year}"),
        }
    }
}

const ECONOMIES: &[&str] =
    &["Kazakhstan", "Viet Nam", "Kenya", "Italy", "Chile", "India", "Georgia", "the UK", "Norway"];
const PRODUCTS: &[&str] = &["copper ore", "wheat", "machinery", "medicines", "textiles", "timber", "coffee"];
const PARTNERS: &[&str] = &["China", "Germany", "Turkey", "Japan", "Brazil", "Poland", "South Africa", "Egypt"];

pub fn facts() -> impl Strategy<Value = Facts> {
    let names = (0..ECONOMIES.len(), 0..PRODUCTS.len(), 0..PARTNERS.len());
    let kind = prop::sample::select(vec![
        PeriodKind::Year,
        PeriodKind::FiscalYear,
        PeriodKind::Months,
        PeriodKind::Quarter,
        PeriodKind::Month,
    ]);
    let period = (2003..2024_i32, kind).prop_map(|(year, kind)| Period { year, kind });
    let level = 5_000_000_i128..600_000_000;
    let growth = 450_i128..2600;
    let flows = (level.clone(), growth.clone(), level, growth.clone());
    let parts = (50_i128..700, growth, 200_i128..500, 200_i128..450);
    let years = prop::array::uniform4(500_i128..1500);
    (names, period, flows, parts, years).prop_map(|(names, period, flows, parts, years)| {
        let grown = |level: i128, per_mille: i128| level * per_mille / 1000 + 37;
        let exports = [flows.0, grown(flows.0, flows.1)];
        let imports = [flows.2, grown(flows.2, flows.3)];
        let part_before = exports[0] * parts.0 / 1000;
        let part = [part_before, grown(part_before, parts.1).min(exports[1] * 9 / 10)];
        let (first, second) = (exports[1] * parts.2 / 1000, exports[1] * parts.3 / 1000);
        let partner = |step: usize| PARTNERS[(names.2 + step) % PARTNERS.len()];
        let [a, b, c, _] = years.map(|year| exports[1] * year / 1000);
        Facts {
            economy: ECONOMIES[names.0],
            product: PRODUCTS[names.1],
            partners: [partner(0), partner(1), partner(2)],
            period,
            exports,
            imports,
            part,
            by_partner: [first, second, exports[1] - first - second],
            years: [a, b, c, exports[0], exports[1]],
        }
    })
}
