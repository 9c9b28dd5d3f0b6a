//! Which figures a text ties together: texts with the claims that must be read from them.

use tradeproof_check::{DocumentFindings, Verdict, check};

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
    Link {
        because: "between two dated ends, a change starts from the first and reaches the second",
        text: "The deficit narrowed to £2.8 billion in March 2015, from £3.3 billion in the previous month. Between February 2015 and March \
               2015, exports increased by £0.3 billion to £41.9 billion and imports decreased by £0.2 billion to £44.7 billion.",
        kind: "balance",
        reported: "£2.8 billion",
        operands: &["£44.7 billion", "£41.9 billion"],
        verdict: Verdict::Consistent,
    },
    Link {
        because: "the changes of both flows lead from the base to the level",
        text: "The deficit narrowed to £2.8 billion in March 2015, from £3.3 billion in the previous month. Between February 2015 and March \
               2015, exports increased by £0.3 billion to £41.9 billion and imports decreased by £0.2 billion to £44.7 billion.",
        kind: "change_sum",
        reported: "£2.8 billion",
        operands: &["£3.3 billion", "£0.2 billion", "£0.3 billion"],
        verdict: Verdict::Consistent,
    },
    Link {
        because: "growth may stand before the two levels it is of",
        text: "Imports from the neighbours jumped by 42.64 per cent in nine months. Traders brought in goods worth 2.0 trillion shillings, \
               compared to 1.4 trillion shillings in the same period a year earlier.",
        kind: "growth",
        reported: "42.64 per cent",
        operands: &["2.0 trillion shillings", "1.4 trillion shillings"],
        verdict: Verdict::Rounding,
    },
    Link {
        because: "“that is” draws the total from what was just said",
        text: "In 2012, exports to Bessia came to 1.3 billion dollars. Ardland imported goods worth 1.1 billion dollars. That is, Ardland's \
               trade with Bessia came to 3.1 billion dollars in 2012.",
        kind: "sum",
        reported: "3.1 billion dollars",
        operands: &["1.3 billion dollars", "1.1 billion dollars"],
        verdict: Verdict::Contradictory,
    },
    Link {
        because: "“with a surplus of” draws the balance from both flows",
        text: "From January to August, imports were €114.387 billion and exports €115.602 billion, with a surplus of €2.214 billion.",
        kind: "balance",
        reported: "€2.214 billion",
        operands: &["€115.602 billion", "€114.387 billion"],
        verdict: Verdict::Contradictory,
    },
    Link {
        because: "“of this amount” divides the total into both flows",
        text: "Trade with the bloc stood at $549 million. Some $233 million of this amount accounted for exports and $416 million for imports.",
        kind: "sum",
        reported: "$549 million",
        operands: &["$233 million", "$416 million"],
        verdict: Verdict::Contradictory,
    },
    Link {
        because: "parts that give the total as printed are its parts, and so their growth gives that of the year before",
        text: "Ardland’s trade with Bessia was $118.3 billion. During the previous year, trade with Bessia was $129.4 billion. Exports to \
               Bessia went up 17.7% to $77.5 billion, while imports were 6% higher at $40.8 billion.",
        kind: "implied_base",
        reported: "$129.4 billion",
        operands: &["$77.5 billion", "17.7%", "$40.8 billion", "6%"],
        verdict: Verdict::Contradictory,
    },
    Link {
        because: "the dates say which of two levels came first",
        text: "The port's score worsened, falling from 37.1 in H1 2014 as compared to 32.7 in the same period in 2013.",
        kind: "direction",
        reported: "37.1",
        operands: &["32.7"],
        verdict: Verdict::Contradictory,
    },
    Link {
        because: "what is compared with may come later",
        text: "In 1998 exports to Bessia amounted to $25 million, compared to $133 million in 2004, an increase of 432%.",
        kind: "growth",
        reported: "432%",
        operands: &["$133 million", "$25 million"],
        verdict: Verdict::Consistent,
    },
    Link {
        because: "a currency may be written to its digits",
        text: "Exports declined by 19.97 per cent to N5.93 trillion compared to N7.41 trillion in the second quarter.",
        kind: "growth",
        reported: "19.97 per cent",
        operands: &["N5.93 trillion", "N7.41 trillion"],
        verdict: Verdict::Consistent,
    },
    Link {
        because: "negative growth is a fall",
        text: "Exports were USD 92.74 billion as against USD 100.00 billion in the previous year, a negative growth of 7.26 per cent.",
        kind: "growth",
        reported: "7.26 per cent",
        operands: &["USD 92.74 billion", "USD 100.00 billion"],
        verdict: Verdict::Consistent,
    },
    Link {
        because: "“up D from Y” is a change and its base",
        text: "The deficit was $70.5 billion in February, up $2.2 billion from $67.3 billion in January.",
        kind: "change",
        reported: "$2.2 billion",
        operands: &["$70.5 billion", "$67.3 billion"],
        verdict: Verdict::Contradictory,
    },
    Link {
        because: "a part of what the paragraph is about goes by its own name",
        text: "Exports were $204.5 billion in February. Goods were $137.2 billion in February. Services were $67.3 billion in February.",
        kind: "parts",
        reported: "$204.5 billion",
        operands: &["$137.2 billion", "$67.3 billion"],
        verdict: Verdict::Consistent,
    },
    Link {
        because: "a comparison in words has a direction",
        text: "The surplus was $1.77 billion, higher than the $1.97 billion registered in the same period last year.",
        kind: "direction",
        reported: "$1.77 billion",
        operands: &["$1.97 billion"],
        verdict: Verdict::Contradictory,
    },
    Link {
        because: "the cover ratio of the year before follows from both flows and their growth",
        text: "Exports reached $12.5 billion in August, down 5.7% from the same month last year. Imports rose 20.6% to $18.8 billion. The \
               cover ratio was 66.5%, compared to 85% in August 2019.",
        kind: "cover_ratio",
        reported: "85%",
        operands: &["$12.5 billion", "5.7%", "$18.8 billion", "20.6%"],
        verdict: Verdict::Consistent,
    },
    Link {
        because: "part, share and whole stand side by side",
        text: "Imports from Bessia, at €1,060 million, were 20% of the value of total goods imports of €9,070 million.",
        kind: "share",
        reported: "20%",
        operands: &["€1,060 million", "€9,070 million"],
        verdict: Verdict::Contradictory,
    },
    Link {
        because: "large counts are levels where the words say so",
        text: "Arrivals increased 18.7 percent to 42,737 from 36,016 last year.",
        kind: "growth",
        reported: "18.7 percent",
        operands: &["42,737", "36,016"],
        verdict: Verdict::Consistent,
    },
    Link {
        because: "plain text lays out tables by lines",
        text: "Trade of Ardland\nTotal exports\n2,498.0\n-0.1\nExports of goods\n1,652.8\n-1.3\nExports of services\n845.2\n2.2\nThat was all.",
        kind: "sum",
        reported: "2,498.0",
        operands: &["1,652.8", "845.2"],
        verdict: Verdict::Consistent,
    },
];

/// Texts that look as if their figures were tied, and are not.
const APART: &[&str] = &[
    // What is compared with is of another, not of another time.
    "Trade with Ardland rose 5% to $118.3 billion, compared with $150.4 billion with Bessia.",
    // A base nearer than the one that is meant.
    "Exports rose 5 percent to $10.5 billion in May from $9.8 billion in April and $10.0 billion in May last year.",
    // The change is over another period.
    "Reserves increased by $275 million to $6.865 billion in June 2024, compared to $5.344 billion in the same period of 2023.",
    // Each has brackets of its own.
    "Ardland led with 2,224 million litres (+3.8%), ahead of Bessia (2,195 million litres, -3%) and Cork (1,440 million litres, -0.6%).",
    // The level is compared twice.
    "Reserves slipped to $21.6 billion in November from $22.3 billion the previous month, but were up 26 percent from a year earlier.",
    // What each has added.
    "Capital goods increased $1.8 billion, reflecting increases in aircraft ($0.5 billion) and in tools ($0.3 billion).",
    // The noun is said of each.
    "The main drivers were increases of €377 million (+22%) in the exports of drugs and €104 million (+25%) in oils.",
    // Two currencies.
    "Exports reached 70.2 billion ringgit (RM) (16.3 billion USD) in September, a rise of 8.8 percent compared to last year.",
    "Imports declined 4.9 percent to 9.10 trillion yen (1 yen equals 0.0065 USD).",
    // Volume against value.
    "Shrimp exports have grown by 0.33% by volume; however, they declined by 11.56% from $4,809.99 million to $4,253.86 million.",
    // A forecast was never reached.
    "Farm exports will reach $149.5 billion, higher than the earlier forecast of $142.6 billion and up 6% on the year.",
    // A price is another measure.
    "Coffee revenues rose to $38.4 million. It is an increase of 47%, due to the average price, which rose to $4.9 from $3.7 a kilo.",
    // The amount after the whole is of the part.
    "Exports rose 11% to $4.782 billion. Chips made up 51.6% of total exports, amounting to $2.470 billion compared to $2.131 billion a \
     year earlier.",
    // A row of a table.
    "Loaded exports 161,340.25 167,991.75 (6,651.50) -3.96%",
    // Under another heading, of another country.
    "# Ardland\n\nExports were $5,000 million in 2004.\n\n# Bessia\n\nIn 2005, exports fell by 55 per cent to $2,275 million.",
    // A change by less than a mark.
    "Imports rose by less than £0.1 billion to reach £9.4 billion.",
    // The comparison has named its time, and what follows is of another.
    "Exports to the region were 2.3 million tons, 22.5% more than a year before, led by Ardland with 1.7 million tons.",
    "Shipments reached 2.3 million tons, an increase of 22.5% over last year, against a target of 1.7 million tons.",
    "Output was 2.3 million tons, 22.5% more than last year, compared with 1.7 million tons in Bessia.",
    "The country sent 2.3 million tons to the Union, 22.5% more than a year earlier, mainly to Bessia (1.7 million tons).",
    "Imports were $12.6 billion, down 17.9 percent against last year, including $4.4 billion by the domestic sector.",
    // Growth is over a year, the level is of a month ago.
    "Exports rose 4.2 per cent year on year to $15.6 billion in June, down from $17.2 billion in May.",
    "The surplus widened 14 percent from a year ago to $3.7 billion from $1.2 billion in August.",
    "Exports in July fell 3.3% from the same month a year earlier to $3.7 billion, lower than the $3.98 billion expected by economists.",
    // A change over a month, and levels of the year to date.
    "Exports increased by R17.37 billion between August and September 2022. Exports for the year to date increased by 12.8% to R1 519.02 \
     billion from R1 346.54 billion over the same period during 2021.",
    // A percentage of what stands before its brackets.
    "Exports grew to JD 2,946.2 million in 2014, from JD 2,758.4 million in 2013, driven by fertilizers (up 46.7%).",
    "Exports grew to $220 million from $200 million, driven by tea, up 45%.",
    // A period, not an amount; and a zero that is there for looks.
    "Exports to Bessia amounted to $481.60 million during 8M-22, down 3.30% when compared to $498.10 million in 8M-21.",
    // A noun of its own.
    "Imports fell to $10.69 billion from $13.23 billion, with a 7.5 percent rise in tourism.",
    // One amount in two currencies.
    "The gap shrank to 1.4 billion Bordurian dollars (about 94 million U.S. dollars) in June, down from 2.8 billion Bordurian dollars.",
    "The deficit was Ft 140 billion (EUR 555 million).",
    // The balance of one partner, and the flows of all.
    "Exports rose by 13.2% to CZK 343.9bn and imports by 30.1% to CZK 350.8bn. The balance with the Union ended with a surplus of CZK \
     51.4bn, which was CZK 16.1bn lower year-on-year.",
    "Trade with Bessia came to $1.58 billion in exports and $285 million in imports. Ardland's deficit, when including this trade, was \
     $5.9 billion.",
];

#[test]
fn what_only_looks_tied_accuses_nobody() {
    for text in APART {
        let found = check("note.md", text.as_bytes()).unwrap();
        let accused: Vec<String> = found.contradictions().map(|claim| said(&found, claim)).collect();
        assert!(accused.is_empty(), "{text}\n{accused:#?}");
    }
}

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

fn is(found: &DocumentFindings, claim: &tradeproof_check::Claim, link: &Link) -> bool {
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

fn said(found: &DocumentFindings, claim: &tradeproof_check::Claim) -> String {
    let print = |id: &String| found.quantity(id).unwrap().text.clone();
    let operands: Vec<String> = claim.operands.iter().map(print).collect();
    format!("{} {:?} {} <- {}", claim.kind, claim.verdict, print(&claim.reported), operands.join(" · "))
}
