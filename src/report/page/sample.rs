//! Findings that the page's own tests share.

use crate::check::{DocumentFindings, Quantity, check};

/// A quantity with exact decimals; its interval is the value ± half an ulp.
pub fn quantity(text: &str, value: &str, ulp: &str, unit: &str) -> Quantity {
    let middle: f64 = value.parse().unwrap();
    let half = ulp.parse::<f64>().unwrap() / 2.0;
    Quantity {
        id: String::new(),
        text: text.into(),
        start: 0,
        end: text.len(),
        line: 1,
        column: 1,
        value: value.into(),
        low: (middle - half).to_string(),
        high: (middle + half).to_string(),
        ulp: ulp.into(),
        unit: unit.into(),
        currency: text.contains('$').then(|| "USD".into()),
        bound: None,
        hedge: None,
        period: None,
        series: None,
    }
}

pub const GROWTH: &str = "# Trade\n\nTrade came to **$422.6 million**, 21 per\ncent more than before ($334.3 million). Nothing else is new.\n";

/// A text with one contradiction, checked.
pub fn growth() -> DocumentFindings {
    check("growth.md", GROWTH.as_bytes()).unwrap()
}

/// The bundled example's factsheet, checked.
pub fn factsheet() -> DocumentFindings {
    let text = include_bytes!("../../../data/kazakhstan-uk/factsheet.md");
    check("factsheet.md", text).unwrap()
}
