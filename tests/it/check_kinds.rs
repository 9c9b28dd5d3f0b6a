//! Every kind of claim on texts of our own: one that holds, one that cannot, and one that only looks like it.

use tradeproof::check::claims::KINDS;
use tradeproof::check::{DocumentFindings, Verdict, check};

/// A kind of claim and what the checker must make of texts that make it.
struct Case {
    kind: &'static str,
    /// Texts in which the claim is found and holds.
    holds: &'static [&'static str],
    /// Texts in which it is found and cannot be true.
    fails: &'static [&'static str],
    /// Texts that look alike and accuse nobody.
    silent: &'static [&'static str],
}

const CASES: &[Case] = &[
    Case {
        kind: "growth",
        holds: &[
            "Exports rose 26 per cent to $422.6 million from $334.3 million.",
            "Imports of steel fell by a fifth of a point. Exports were up 5.0% at £210 million in 2019, compared with £200 million in 2018.",
            "Trade came to €1.1 billion, 10 per cent more than in the same period of 2016 (€1.0 billion).",
        ],
        fails: &[
            "Exports rose 21 per cent to $422.6 million from $334.3 million.",
            "Exports fell 26 per cent to $422.6 million from $334.3 million.",
            "Imports of gas stand at €11.4bn for the year to November, the previous year this figure was €4.8bn, an increase of 238%.",
        ],
        silent: &[
            "Exports rose 21 per cent. Employment reached 422,600 after 334,300.",
            "The ministry expects growth of 5 per cent; exports were $422.6 million, imports $334.3 million.",
        ],
    },
    Case {
        kind: "growth_from_change",
        holds: &["The deficit grew by $82.1 million (10.2%) to $887.3 million."],
        fails: &["The deficit grew by $82.1 million (20.2%) to $887.3 million."],
        silent: &[
            "The deficit grew by $82.1 million in a market of 887.3 million people.",
            "Exports and imports were down by 11.3% ($1.579 trillion) and 13% ($1.417 trillion), respectively.",
            "Exports were down 11.3% ($1.579 trillion); they had come to $1.78 trillion.",
        ],
    },
    Case {
        kind: "change",
        holds: &["Exports increased by £0.5 billion, from £25.6 billion to £26.1 billion."],
        fails: &["Exports increased by £1.5 billion, from £25.6 billion to £26.1 billion."],
        silent: &["Exports increased by £0.5 billion. The budget is £26.1 billion."],
    },
    Case {
        kind: "sum",
        holds: &[
            "Trade came to $422.6 million in 2017. Exports were $331.7 million and imports $90.8 million in 2017.",
        ],
        fails: &[
            "Trade came to $452.6 million in 2017. Exports were $331.7 million and imports $90.8 million in 2017.",
        ],
        silent: &[
            "Trade came to $452.6 million in 2018. Exports were $331.7 million and imports $90.8 million in 2017.",
        ],
    },
    Case {
        kind: "parts",
        holds: &[
            "Exports to Ardland came to $12.34 billion and exports to Bessia to $7.41 billion. Exports were $19.75 billion.",
        ],
        fails: &[],
        silent: &[
            "Exports to Ardland came to $12.34 billion and exports to Bessia to $7.41 billion. Exports were $29.75 billion.",
        ],
    },
    Case {
        kind: "balance",
        holds: &[
            "In 2017, exports were $331.7 million and imports $90.8 million. The trade surplus was $240.9 million in 2017.",
        ],
        fails: &[
            "In 2017, exports were $331.7 million and imports $90.8 million. The trade surplus was $204.9 million in 2017.",
        ],
        silent: &[
            "In 2017, exports were $331.7 million and imports $90.8 million. The budget surplus of 2016 was $204.9 million.",
        ],
    },
    Case {
        kind: "share",
        holds: &[
            "Exports were $200.0 million in 2019. Exports of copper came to $50.0 million, accounting for 25.0% of all exports.",
        ],
        fails: &[],
        silent: &["Exports were $200.0 million in 2019. Copper accounts for 35.0% of the reserves."],
    },
    Case {
        kind: "cover_ratio",
        holds: &["Exports reached $12.5 billion, imports $18.8 billion. The cover ratio was 66.5 per cent."],
        fails: &[],
        silent: &["Exports reached $12.5 billion, imports $18.8 billion. Insurance covered 90.5 per cent."],
    },
    Case {
        kind: "multiple",
        holds: &["Exports grew 2.5 times, to $100 million from $40 million."],
        fails: &[],
        silent: &["Ministers met 3 times, and exports went to $100 million from $40 million."],
    },
    Case {
        kind: "points",
        holds: &["The share of copper rose by 2.5 percentage points, from 13.0 per cent to 15.5 per cent."],
        fails: &[],
        silent: &["Rates rose by 2.5 percentage points while shares of 13.0 and 19.5 per cent were sold."],
    },
    Case {
        kind: "average",
        holds: &[
            "Some 64 companies were listed. The companies raised 60.4 billion yuan, an average of 944 million yuan.",
        ],
        fails: &[],
        silent: &["The 64 companies raised 60.4 billion yuan; the average fee was 7 million yuan."],
    },
    Case {
        kind: "growth_between",
        holds: &[
            "Exports were $1.3 billion in 2012, an increase of 5%. Imports were $1.1 billion, an increase of 2%. That is, trade came to \
             $2.4 billion, an increase of 3.6%.",
        ],
        fails: &[
            "Exports were $1.3 billion in 2012, an increase of 5%. Imports were $1.1 billion, an increase of 2%. That is, trade came to \
             $2.4 billion, an increase of 8%.",
        ],
        silent: &[
            "Exports were $1.3 billion in 2012, an increase of 5%. Imports were $1.1 billion, an increase of 2%. Trade in services grew \
             by 6%.",
            "Exports were $1.3 billion in 2012, an increase of 5%. Imports were $1.1 billion, an increase of 2%. That is, the surplus \
             came to $0.2 billion, an increase of 26%.",
        ],
    },
    Case {
        kind: "parts_growth",
        holds: &[
            "Trade rose by 11.1 percent to $12.07 billion. Trade with the Union rose by 12.6 percent to $4.45 billion, trade with \
             others by 10.2 percent to $7.62 billion.",
        ],
        fails: &[],
        silent: &[
            "Trade rose by 15.1 percent to $12.07 billion. Trade with the Union rose by 12.6 percent to $4.45 billion, trade with \
             others by 10.2 percent to $7.62 billion.",
        ],
    },
    Case {
        kind: "implied_growth",
        holds: &[
            "Trade rose 5.2 per cent. Exports rose 6.7 per cent to $20.80 billion, imports rose 3.2 per cent to $15.22 billion.",
        ],
        fails: &[
            "In 2019, trade rose 9.2 per cent to $36.02 billion, exports rose 6.7 per cent to $20.80 billion and imports rose 3.2 per cent to $15.22 billion.",
        ],
        silent: &["Trade rose 9.2 per cent in 2010. In 2019, exports rose 6.7 per cent to $20.80 billion."],
    },
    Case {
        kind: "implied_base",
        holds: &[
            "In 2019, exports rose 10.0 per cent to $110.0 million and imports rose 20.0 per cent to $60.0 million. Trade was $150.0 million in 2018.",
        ],
        fails: &[],
        silent: &["In 2019, exports rose 10.0 per cent to $110.0 million. Trade was $150.0 million in 2009."],
    },
    Case {
        kind: "change_sum",
        holds: &[
            "Exports fell by £5.30 billion. Exports to Ardland fell by £5.60 billion, while exports to Bessia rose by £0.30 billion.",
        ],
        fails: &[],
        silent: &[
            "Exports fell by £5.30 billion. Exports to Ardland fell by £9.6 billion, while exports to Bessia rose by £0.3 billion.",
        ],
    },
    Case {
        kind: "direction",
        holds: &["Exports stood at $820 million, up from $768 million."],
        fails: &["Exports stood at $820 million, down from $768 million."],
        silent: &["Exports stood at $820 million, down the road from $768 million of works."],
    },
    Case {
        kind: "restatement",
        holds: &["Exports were $20 billion in 2019. In 2019 exports came to $20.093 billion."],
        fails: &[],
        silent: &["Exports were $20 billion in 2019. By another count, exports came to $23.1 billion in 2019."],
    },
    Case {
        kind: "list_count",
        holds: &["Three firms – Alpha, Beta and Gamma – took part."],
        fails: &["Five firms – Alpha, Beta and Gamma – took part."],
        silent: &[
            "Five firms, among them Alpha, Beta and Gamma, took part.",
            "Five firms (with offices in Astana, Almaty and London) took part, led by Alpha.",
        ],
    },
    Case {
        kind: "listed_years",
        holds: &["Between 2001 and 2009 ministers met three times (2001, 2005 and 2009)."],
        fails: &["Between 2001 and 2009 ministers met three times (2001, 2005 and 2011)."],
        silent: &["Between 2001 and 2009 trade grew; ministers met later (2011, 2012 and 2013)."],
    },
    Case {
        kind: "rank",
        holds: &["The UK is the fourth-largest investor. The UK is one of the five largest sources of investment."],
        fails: &["The UK is the sixth-largest investor. The UK is one of the five largest sources of investment."],
        silent: &[
            "The UK is the sixth-largest investor. China is one of the five largest sources of investment.",
            "The UK is the sixth-largest investor. The UK is one of the five largest buyers of gas.",
        ],
    },
];

/// Kinds that are tested where their input is made.
const ELSEWHERE: &[&str] = &["table"];

fn found(text: &str) -> DocumentFindings {
    check("case.txt", text.as_bytes()).unwrap()
}

fn said(found: &DocumentFindings) -> Vec<String> {
    found
        .claims
        .iter()
        .map(|claim| format!("{} {:?}: {} ({})", claim.kind, claim.verdict, claim.headline, claim.explanation))
        .collect()
}

#[test]
fn every_kind_has_its_cases() {
    for kind in KINDS {
        let listed =
            CASES.iter().any(|case| case.kind == kind.name) || ELSEWHERE.iter().any(|name| kind.name.starts_with(name));
        assert!(listed, "write cases for {}", kind.name);
    }
}

#[test]
fn what_holds_is_found_and_holds() {
    let mut wrong = Vec::new();
    for case in CASES {
        for text in case.holds {
            let found = found(text);
            let holds =
                |verdict: Verdict| matches!(verdict, Verdict::Consistent | Verdict::Rounding | Verdict::Convention);
            let claimed = found.claims.iter().any(|claim| claim.kind == case.kind && holds(claim.verdict));
            if !claimed || found.contradictions().next().is_some() {
                wrong.push(format!("{}: {text}\n  {:#?}", case.kind, said(&found)));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_cannot_be_true_is_found() {
    let mut wrong = Vec::new();
    for case in CASES {
        for text in case.fails {
            let found = found(text);
            if !found.contradictions().any(|claim| claim.kind == case.kind) {
                wrong.push(format!("{}: {text}\n  {:#?}", case.kind, said(&found)));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_only_looks_alike_accuses_nobody() {
    let mut wrong = Vec::new();
    for case in CASES {
        for text in case.silent {
            let found = found(text);
            if found.contradictions().next().is_some() {
                wrong.push(format!("{}: {text}\n  {:#?}", case.kind, said(&found)));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
