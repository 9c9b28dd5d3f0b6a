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
    let start = text.find(&quantity.text).expect(&quantity.text);
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
        placed(
            "q1",
            GROWTH,
            quantity("$422.6 million", "422600000", "100000", "money"),
        ),
        placed("q2", GROWTH, quantity("21 per\ncent", "21", "1", "percent")),
        placed(
            "q3",
            GROWTH,
            quantity("$334.3 million", "334300000", "100000", "money"),
        ),
    ];
    let start = GROWTH.find("Trade came").unwrap();
    let end = GROWTH.find(" Nothing").unwrap();
    DocumentFindings {
        path: "growth.md".into(),
        sha256: "0".repeat(64),
        text: GROWTH.into(),
        quantities,
        claims: vec![contradiction(Span { start, end })],
        not_checkable: Vec::new(),
    }
}

/// The factsheet of the bundled example with four findings: growth, a listed count, listed years, a rounding.
pub fn factsheet() -> DocumentFindings {
    let text = include_str!("../../../data/kazakhstan-uk/factsheet.md");
    let at =
        |id, printed: &str, value, ulp, unit| placed(id, text, quantity(printed, value, ulp, unit));
    let quantities = vec![
        at("q1", "$422.6 million", "422600000", "100000", "money"),
        at("q2", "21 per cent", "21", "1", "percent"),
        at("q3", "$334.3 million", "334300000", "100000", "money"),
        at("q4", "31 per cent", "31", "1", "percent"),
        at("q5", "$331.7 million", "331700000", "100000", "money"),
        at("q6", "$90.8 million", "90800000", "100000", "money"),
        counted("q7", text, "Eight", "8", "count"),
        counted("q8", text, "nine times", "9", "count"),
        counted("q9", text, "2015", "2015", "year"),
    ];
    let sentence = |from: &str, to: &str| {
        let start = text.find(from).unwrap();
        Span {
            start,
            end: start + text[start..].find(to).unwrap() + to.len(),
        }
    };
    let claims = vec![
        contradiction(sentence("Between January and April 2017", "($334.3 million).")),
        Claim {
            id: "c2".into(),
            kind: "balance".into(),
            reported: "q1".into(),
            operands: vec!["q5".into(), "q6".into()],
            recomputed: None,
            verdict: Verdict::Rounding,
            repairs: Vec::new(),
            explanation: "exports and imports give $422.5 million, the rounding of three figures explains the rest".into(),
            ..contradiction(sentence("Exports grew", "$90.8 million."))
        },
        mismatch("c3", "list_count", "q7", "Eight companies are announced, the list names 6", sentence("Eight mining", "AIM")),
        mismatch("c4", "listed_years", "q8", "2015 lies outside 1991–2014", sentence("Between 1991", "and 2015).")),
    ];
    DocumentFindings {
        path: "factsheet.md".into(),
        text: text.into(),
        quantities,
        claims,
        ..growth()
    }
}

/// A whole number, printed as a word or with digits: one point.
fn counted(id: &str, text: &str, printed: &str, value: &str, unit: &str) -> Quantity {
    let exact = quantity(printed, value, "1", unit);
    let ends = Quantity {
        low: value.into(),
        high: value.into(),
        ..exact
    };
    placed(id, text, ends)
}

fn mismatch(id: &str, kind: &str, reported: &str, explanation: &str, sentence: Span) -> Claim {
    Claim {
        id: id.into(),
        kind: kind.into(),
        reported: reported.into(),
        operands: vec!["q9".into()],
        recomputed: None,
        miss: None,
        repairs: Vec::new(),
        explanation: explanation.into(),
        ..contradiction(sentence)
    }
}

fn contradiction(sentence: Span) -> Claim {
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
        explanation: "+21 per cent does not follow from $422.6 million against $334.3 million"
            .into(),
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
