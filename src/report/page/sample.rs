//! Hand-built findings that the page's own tests share.

use crate::check::finding::{
    Claim, DocumentFindings, Miss, Quantity, Recomputed, Repair, Span, Verdict,
};

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

/// `quantity`, found in `text` where its printed form stands, named `id`.
pub fn placed(id: &str, text: &str, quantity: Quantity) -> Quantity {
    let start = text.find(&quantity.text).unwrap();
    Quantity {
        id: id.into(),
        start,
        end: start + quantity.text.len(),
        ..quantity
    }
}

pub const GROWTH: &str = "# Trade\n\nTrade came to **$422.6 million**, 21 per\ncent more than before ($334.3 million). Nothing else is new.\n";

/// One contradiction, with its three repairs.
pub fn growth() -> DocumentFindings {
    let quantities = vec![
        placed("q1", GROWTH, quantity("$422.6 million", "422600000", "100000", "money")),
        placed("q2", GROWTH, quantity("21 per\ncent", "21", "1", "percent")),
        placed("q3", GROWTH, quantity("$334.3 million", "334300000", "100000", "money")),
    ];
    let start = GROWTH.find("Trade came").unwrap();
    let end = GROWTH.find(" Nothing").unwrap();
    DocumentFindings {
        path: "growth.md".into(),
        sha256: "0".repeat(64),
        text: GROWTH.into(),
        quantities,
        claims: vec![claim(Span { start, end })],
        not_checkable: Vec::new(),
    }
}

fn claim(sentence: Span) -> Claim {
    Claim {
        id: "c1".into(),
        kind: "growth".into(),
        reported: "q2".into(),
        operands: vec!["q1".into(), "q3".into()],
        sentence,
        recomputed: Some(Recomputed {
            value: "26.413401".into(),
            low: "26.3795".into(),
            high: "26.4474".into(),
        }),
        verdict: Verdict::Contradictory,
        convention: None,
        miss: Some(Miss {
            value: "4.88".into(),
            unit: "percentage_point".into(),
            ulps: "4.88".into(),
        }),
        power: Some(1.0),
        consequential: None,
        explanation: "+21 per cent does not follow from $422.6 million against $334.3 million".into(),
        repairs: vec![
            repair("q2", "21", "26", "26", "26"),
            repair("q3", "334300000", "349000000", "347777777.8", "350746887.9"),
            repair("q1", "422600000", "404500000", "402771250", "406235250"),
        ],
        source: "text",
        query: None,
    }
}

fn repair(quantity: &str, from: &str, to: &str, low: &str, high: &str) -> Repair {
    Repair {
        quantity: quantity.into(),
        from: from.into(),
        to: to.into(),
        low: Some(low.into()),
        high: Some(high.into()),
        also_satisfies: Vec::new(),
        slip: None,
    }
}
