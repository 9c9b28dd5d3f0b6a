//! Which figures a text ties together: texts with the claims that must be read from them.

use tradeproof::check::{DocumentFindings, Verdict, check};

/// A text and one claim that stands in it.
struct Link {
    /// What the words do that tie the figures.
    because: &'static str,
    text: &'static str,
    kind: &'static str,
    /// As printed.
    reported: &'static str,
    operands: &'static [&'static str],
    verdict: Verdict,
}

const LINKS: &[Link] = &[
    Link {
        because: "a span spelled with “from … to” is a period, not a comparison",
        text: "Trade between Ardland and Bessia came to $2.6 billion in the period from January to August 2024. This is 7.6% less than in \
               the same period of 2023, when trade was $2.8 billion. Exports from Ardland to Bessia totalled $872.5 million, down 8.2 \
               percent year-on-year ($950.6 million in January-August 2023). Imports from Bessia to Ardland reached $1.7 billion from \
               January to August 2024. This figure fell by 11.7 per cent compared to the same period last year ($1.9 billion in \
               January-August 2023).",
        kind: "sum",
        reported: "$2.8 billion",
        operands: &["$950.6 million", "$1.9 billion"],
        verdict: Verdict::Rounding,
    },
    Link {
        because: "the verb after a comparison goes on with the subject and its period",
        text: "In September 2019, trade between Ardland and Bessia grew by $12 million, compared to September 2018, and exceeded $1.7 \
               billion.\n\nArdland's exports to Bessia amounted to over $224.4 million, while imports from Bessia exceeded $1.5 billion.",
        kind: "sum",
        reported: "$1.7 billion",
        operands: &["$224.4 million", "$1.5 billion"],
        verdict: Verdict::Consistent,
    },
    Link {
        because: "amounts are dealt to the flows named after them",
        text: "Trade with other countries rose to $7.62 billion, $3.59 billion of this amount accounted for exports, $4.027 billion – for \
               imports.",
        kind: "sum",
        reported: "$7.62 billion",
        operands: &["$3.59 billion", "$4.027 billion"],
        verdict: Verdict::Consistent,
    },
    Link {
        because: "two groups of partners make up a total that was given paragraphs before",
        text: "Ardland's foreign trade rose by 11.1 percent to $12.07 billion in 2017.\n\nExports were up, imports flat. Ministers were \
               pleased with both.\n\nTrade with the Union rose by 12.6 percent to $4.45 billion.\n\nThe port was widened. A second quay is \
               planned.\n\nTrade with other countries rose by 10.2 percent to $7.62 billion.",
        kind: "parts_growth",
        reported: "11.1 percent",
        operands: &["$4.45 billion", "12.6 percent", "$7.62 billion", "10.2 percent"],
        verdict: Verdict::Consistent,
    },
    Link {
        because: "a share may be the subject however long its name, and the next one goes without a verb",
        text: "Ardland's foreign trade came to $12.072 billion. Trade with the Union was $4.45 billion, trade with other countries \
               $7.62 billion. The share of the Union in Ardland’s foreign trade turnover has reached 36.9 percent, while other \
               countries’ - 63.1 percent.",
        kind: "share",
        reported: "63.1 percent",
        operands: &["$7.62 billion", "$12.072 billion"],
        verdict: Verdict::Consistent,
    },
    Link {
        because: "“from the deficit of” names the level before",
        text: "The deficit in trade in goods rose to £7.5 billion in January, up from the deficit of £7.2 billion in December. Exports of \
               goods rose by £0.5 billion, from £25.6 billion in December to £26.1 billion in January. Imports of goods rose by £0.8 \
               billion, from £32.7 billion in December to £33.6 billion in January.",
        kind: "balance",
        reported: "£7.2 billion",
        operands: &["£32.7 billion", "£25.6 billion"],
        verdict: Verdict::Rounding,
    },
    Link {
        because: "the total of a flow is meant wherever a share of it is given",
        text: "Ardland exported goods worth €152.5 billion last year. Cork came first. Tin was next. Salt followed. Imports are not \
               counted here. Exports to Bessia fell by 4% to €13.524 billion, or around 8.8% of all sales.",
        kind: "share",
        reported: "8.8%",
        operands: &["€13.524 billion", "€152.5 billion"],
        verdict: Verdict::Convention,
    },
];

#[test]
fn texts_tie_the_figures_that_belong_together() {
    for link in LINKS {
        let found = check("note.txt", link.text.as_bytes()).unwrap();
        assert!(
            found.claims.iter().any(|claim| is(&found, claim, link)),
            "{}\n{}\nfound: {:#?}",
            link.because,
            link.text,
            found.claims.iter().map(|claim| said(&found, claim)).collect::<Vec<_>>()
        );
        let accused: Vec<String> = found.contradictions().map(|claim| said(&found, claim)).collect();
        assert_eq!(accused.is_empty(), link.verdict != Verdict::Contradictory, "{}: {accused:?}", link.because);
    }
}

fn is(found: &DocumentFindings, claim: &tradeproof::check::Claim, link: &Link) -> bool {
    let print = |id: &str| found.quantity(id).unwrap().text.as_str();
    let mut operands: Vec<&str> = claim.operands.iter().map(|id| print(id)).collect();
    let mut expected = link.operands.to_vec();
    operands.sort_unstable();
    expected.sort_unstable();
    claim.kind == link.kind
        && print(&claim.reported) == link.reported
        && operands == expected
        && claim.verdict == link.verdict
}

fn said(found: &DocumentFindings, claim: &tradeproof::check::Claim) -> String {
    let print = |id: &String| found.quantity(id).unwrap().text.clone();
    let operands: Vec<String> = claim.operands.iter().map(print).collect();
    format!("{} {:?} {} <- {}", claim.kind, claim.verdict, print(&claim.reported), operands.join(" · "))
}
