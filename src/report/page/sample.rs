//! Findings that the page's own tests share.

use proptest::prelude::Strategy;
use proptest::sample::select;

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

/// Pieces of Markdown that put figures and markup into each other's way.
pub fn markdown_part() -> impl Strategy<Value = &'static str> {
    select(
        &[
            "Exports rose 20 per cent to $60 million from **$50 million**. ",
            "Trade grew by *21 per\ncent*, to £422.6 million (£334.3 million). ",
            "Four partners – A, B, C – buy 5% & more. ",
            "\n\n",
            "\n- ",
            "\n\n# ",
            "\n\n> ",
            "\n\n| a | 5% |\n|---|---|\n| 100 | up 10 per cent to 110 from 100 |\n\n",
            "`20 per cent to $60 million`",
            "\n```\nfrom $50 million to $60 million, 30 per cent\n```\n",
            "[up 12% to $56 million](https://example.org) from $50 million. ",
            "![rose 5% to $10 million](x.png)",
            "<b>7 per cent</b> ",
            "&pound;5 million &amp; more \\* ",
            "[^1]\n\n[^1]: rose 20 per cent to $61 million from $50 million.\n\n",
            "Тауар айналымы 12 % өсіп, €1,5 млн болды. ",
            "\r\n",
            "**",
            "[",
        ][..],
    )
}
