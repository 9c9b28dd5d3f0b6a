//! Texts for every kind of claim.

/// A kind of claim and what the checker must make of texts that make it.
pub struct Case {
    pub kind: &'static str,
    /// Texts in which the claim is found and holds.
    pub holds: &'static [&'static str],
    /// Texts in which it is found and cannot be true.
    pub fails: &'static [&'static str],
    /// Texts that look alike and accuse nobody.
    pub silent: &'static [&'static str],
}

pub const CASES: &[Case] = &[
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
        holds: &[
            "Exports grew 2.5 times, to $100 million from $40 million.",
            "Exports more than doubled to $45 million from $20 million.",
            "Exports almost tripled, to €2.9bn in 2019 from €1.0bn in 2018.",
            "Shipments halved from 5,000 tonnes to 2,450 tonnes.",
            "Exports increased threefold from Rs 40 crore to Rs 120 crore.",
            "Imports were £80 million, three times larger than the £20 million of exports.",
            "Exports reached $45 million in 2017, more than double the $20 million of 2010.",
        ],
        fails: &[
            "Exports more than doubled to $35 million from $20 million.",
            "Exports rose fivefold to $160 million from $20 million.",
            "Imports nearly halved to £85 million in 2020 from £100 million in 2019.",
            "Exports were $100 billion in 2017, 3.5 times the $40 billion of 2010.",
            "Imports, at $9.1 billion, were four times as large as exports, at $4.0 billion.",
        ],
        silent: &[
            "Ministers met 3 times, and exports went to $100 million from $40 million.",
            "The number of firms doubled, with exports of $30 million against $28 million.",
            "Exports doubled in May; imports rose to $30 million from $28 million.",
        ],
    },
    Case {
        kind: "points",
        holds: &[
            "The share of copper rose by 2.5 percentage points, from 13.0 per cent to 15.5 per cent.",
            "The rate rose by 19 per cent, from 13.0 per cent to 15.5 per cent.",
            // Per cent for points, and points for per cent.
            "The share of copper rose by 2.5 per cent from 13.0 to 15.5 per cent.",
            "The tariff fell 10 percentage points to 18.0 per cent from 20.0 per cent.",
        ],
        fails: &[
            "The share of copper rose by 3.5 percentage points, from 13.0 per cent to 15.5 per cent.",
            "The rate fell by 1.5 percentage points to 18.0 per cent in 2018 from 20.0 per cent in 2017.",
            "The share of copper rose by 4.5 per cent from 13.0 to 15.5 per cent.",
            "The tariff was cut by 5 percentage points, from 15 per cent to 7 per cent.",
        ],
        silent: &[
            "Rates rose by 2.5 percentage points while shares of 13.0 and 19.5 per cent were sold.",
            "The rate rose by 2.5 percentage points. Shares went from 13.0 per cent to 19.5 per cent.",
        ],
    },
    Case {
        kind: "average",
        holds: &[
            "Some 64 companies were listed. The companies raised 60.4 billion yuan, an average of 944 million yuan.",
            "The 12 ports handled goods worth £6.0 billion, or £500 million per port.",
            "With a population of 5.0 million, it exported goods worth $10.0 billion, or $2,000 per head.",
        ],
        fails: &[
            "The 64 companies raised 60.4 billion yuan, an average of 844 million yuan each.",
            "The 12 ports handled goods worth £6.0 billion, or £700 million per port.",
            "With a population of 5.0 million, it exported goods worth $10.0 billion, or $3,000 per head.",
        ],
        silent: &[
            "The 64 companies raised 60.4 billion yuan; the average fee was 7 million yuan.",
            "The 64 companies raised 60.4 billion yuan; 12 million yuan each was paid in fees.",
            "The 12 countries gave $60 million, or $50 million a year.",
        ],
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
        holds: &[
            "Three firms – Alpha, Beta and Gamma – took part.",
            "Exports rose for the third year running (2015, 2016 and 2017).",
        ],
        fails: &[
            "Five firms – Alpha, Beta and Gamma – took part.",
            "Exports rose for the fourth consecutive year (2015, 2016 and 2017).",
        ],
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
    Case {
        kind: "annual_growth",
        holds: &[
            "Exports grew by 5.2 per cent a year on average between 2010 and 2015, from $10.0 billion to $12.9 billion.",
            "Exports rose from Rs 1,000 crore in 2010-11 to Rs 1,611 crore in 2015-16, a compound annual growth rate of 10.0%.",
            "Imports fell at an average annual rate of 5 per cent, from €200 million in 2010 to €154.8 million in 2015.",
            "Over five years trade grew 10 per cent per annum, from $100 million to $161 million.",
            "Exports rose to $12.9 billion in 2015 from $10.0 billion in 2010, an average annual increase of $0.58 billion.",
            // The whole growth divided by the years, and the years counted with the first.
            "Exports grew by 5.8 per cent a year on average between 2010 and 2015, from $10.0 billion to $12.9 billion.",
            "Exports grew by 4.3 per cent a year on average between 2010 and 2015, from $10.0 billion to $12.9 billion.",
        ],
        fails: &[
            "Exports grew by 8.2 per cent a year on average between 2010 and 2015, from $10.0 billion to $12.9 billion.",
            "Exports rose from Rs 1,000 crore in 2010-11 to Rs 1,611 crore in 2015-16, a compound annual growth rate (CAGR) of 12.0%.",
            "Imports fell at an average annual rate of 5 per cent, from €200 million in 2010 to €254.8 million in 2015.",
            "Over five years trade grew 15 per cent per annum, from $100 million to $161 million.",
            "Exports rose to $12.9 billion in 2015 from $10.0 billion in 2010, an average annual increase of $0.98 billion.",
        ],
        silent: &[
            "Exports grew by 8.2 per cent a year on average between 2010 and 2015; imports went from $10.0 billion to $12.9 billion.",
            "The ministry expects growth of 8 per cent a year. Exports were $10.0 billion in 2010 and $12.9 billion in 2015.",
            "Exports grew 5 per cent, after 8 per cent a year earlier, to $105 million from $100 million.",
            "Exports grew by an average of 8 per cent a year in the 1990s. In 2015 they rose to $12.9 billion from $12.0 billion in 2014.",
        ],
    },
    Case {
        kind: "fraction",
        holds: &[
            "Copper brought in $50 million, a quarter of all exports of $200 million.",
            "Copper made up half of exports of £200 million, or £100 million.",
            "Copper brought in $150 million, nearly three quarters of all exports of $200 million.",
            // Words for fractions are round.
            "Copper brought in $150 million, two thirds of all exports of $200 million.",
            "Sales to Ardland were €41 million, about one in five of the €200 million total.",
            "Exports rose by over a quarter to $126 million from $100 million.",
            "Exports fell by almost a third, from Rs 100 crore to Rs 69 crore.",
        ],
        fails: &[
            "Copper brought in $50 million, more than a third of all exports of $200 million.",
            "Copper made up half of exports of £200 million, or £150 million.",
            "Copper brought in $50 million, two thirds of all exports of $200 million.",
            "Exports fell by less than half, from $100 million to $32 million.",
            "Exports fell by almost a third, from Rs 100 crore to Rs 52 crore.",
        ],
        silent: &[
            "In the first half exports were $50 million, a quarter of last year's exports of $100 million.",
            "Copper brought in $50 million, a quarter of it from Ardland, while exports were $70 million.",
            "Exports rose by a quarter in May, when imports went to $105 million from $100 million.",
            "Half of the firms asked expect exports of $50 million, against $90 million before.",
        ],
    },
    Case {
        kind: "unit_value",
        holds: &[
            "Miners shipped 2.5 million tonnes worth $500 million, at an average of $200 a tonne.",
            "India bought 1.2 million barrels for $90 million, or $75 a barrel.",
        ],
        fails: &[
            "Miners shipped 2.5 million tonnes worth $500 million, at an average of $250 a tonne.",
            "India bought 1.2 million barrels for $90 million, or $85 a barrel.",
        ],
        silent: &[
            "Prices rose to $85 a barrel as India bought 1.2 million barrels for $90 million.",
            "India bought 1.2 million barrels for $90 million, or $85 a tonne.",
            "Miners shipped 2.5 million tonnes, and firms paid $500 million in tax; ore sells at an average of $250 a tonne.",
        ],
    },
    Case {
        kind: "exchange_rate",
        holds: &[
            "The fund lent €200 million ($226 million) to Ardland and €100 million ($113 million) to Bessia.",
            "The bank lent ₹500 crore ($60 million) to roads and ₹800 crore ($96 million) to ports.",
        ],
        fails: &[
            "The fund lent €200 million ($226 million) to Ardland and €100 million ($131 million) to Bessia.",
            "It gave €200 million ($226 million) to roads and $100 million (€113 million) to ports.",
        ],
        silent: &[
            "The fund bought it for £1.2bn ($2.4bn) and sold it for £600m ($750m).",
            "The fund lent €200 million ($226 million) in 2015 and €100 million ($131 million) in 2018.",
            "Exports fell to €200 million ($226 million) from €210 million ($290 million).",
            "The fund lent €200 million ($226 million of it guaranteed by all) and €100 million ($131 million).",
        ],
    },
    Case {
        kind: "contribution",
        holds: &[
            "Of the 5.1 per cent growth, machinery contributed 2.3 percentage points, and chemicals the remaining 2.8 percentage points.",
            "Exports rose 5.1 per cent to $105.1 billion from $100.0 billion. Machinery rose to $22.3 billion from $20.0 billion, contributing 2.3 percentage points.",
        ],
        fails: &[
            "Of the 5.1 per cent growth, machinery contributed 2.3 percentage points, and chemicals the remaining 3.8 percentage points.",
        ],
        silent: &[
            "Of the 5.1 per cent growth, machinery contributed 2.3 percentage points and chemicals 1.1 percentage points.",
            "Of the 5.1 per cent growth, machinery contributed 6.3 percentage points.",
        ],
    },
    Case {
        kind: "threshold",
        holds: &[
            "Trade exceeded $390 million, with exports of $330.1 million and imports of $60.2 million.",
            "Exports topped £1 billion for the first time, reaching £1.02 billion.",
        ],
        fails: &[
            "Trade exceeded $400 million, with exports of $330.1 million and imports of $60.2 million.",
            "Exports topped £1 billion for the first time, reaching £987 million.",
            "Imports stayed below Rs 400 crore, at Rs 412.5 crore.",
        ],
        silent: &[
            "The surplus exceeded $400 million, with exports of $330.1 million and imports of $60.2 million.",
            "Exports topped £1 billion in 2017, reaching £987 million in 2018.",
            "Trade exceeded $400 million, with exports of machinery of $330.1 million and imports of $60.2 million.",
        ],
    },
    Case {
        kind: "duration",
        holds: &[
            "In the 12 years from 2005 to 2017 trade doubled.",
            "Over the 13 years from 2005 to 2017 trade doubled.",
            "Over the six months from January to June 2019 trade fell.",
        ],
        fails: &[
            "In the 15 years from 2005 to 2017 trade doubled.",
            "Over the nine months from January to June 2019 trade fell.",
        ],
        silent: &[
            "In three years between 2005 and 2017 exports fell.",
            "In the past 20 years, and from 2005 to 2017 above all, trade grew.",
            "Over about 15 years from 2005 to 2017 trade doubled.",
        ],
    },
    Case {
        kind: "anniversary",
        holds: &[
            "The port, founded in 1992, celebrated its 25th anniversary in 2017.",
            "In 2017 the chamber marked its tenth anniversary. It was established in 2007.",
            "The port, opened in 1992, celebrated its 26th anniversary in 2017.",
        ],
        fails: &[
            "The port, founded in 1992, celebrated its 20th anniversary in 2017.",
            "In 2017 the chamber marked its tenth anniversary. It was established in 2002.",
        ],
        silent: &[
            "The port, founded in 1985, celebrated the 25th anniversary of its new terminal in 2017.",
            "The port, founded in 1985 and merged with one founded in 1999, celebrated its 25th anniversary in 2017.",
        ],
    },
    Case {
        kind: "rank_order",
        holds: &[
            "Ardland was the largest market ($5.0 billion), followed by Bessia ($4.0 billion) and Cissia ($3.0 billion).",
            "The main buyers were, in descending order, Ardland (12.5%), Bessia (11.0%) and Cissia (9.5%).",
            "Ardland bought goods worth £5.0bn, second only to Bessia with £6.0bn.",
        ],
        fails: &[
            "Ardland was the largest market ($3.5 billion), followed by Bessia ($4.0 billion) and Cissia ($3.0 billion).",
            "The main buyers were, in descending order, Ardland (12.5%), Bessia (11.0%) and Cissia (13.5%).",
            "Ardland bought goods worth £5.0bn, second only to Bessia with £4.0bn.",
            "China was the biggest customer, with 24.1 per cent of exports, followed by Russia with 26.3 per cent.",
            "Ardland was the third-largest market at Rs 310 crore, behind Bessia (Rs 520 crore) and Cissia (Rs 290 crore).",
            "Ardland was the third-largest market ($3.1bn), after Bessia ($5.2bn) and Cissia ($2.0bn).",
        ],
        silent: &[
            "The largest markets were Ardland ($5bn), Bessia ($4bn), and Cissia ($4.5bn).",
            "Ardland was the largest market ($5.0 billion), followed by Bessia ($4.0 billion) and Cissia ($4.5 billion).",
            "Ardland was the fastest growing market ($1.0 billion), followed by Bessia ($4.0 billion).",
            "The largest deficit was with Ardland ($1.0 billion in 2016), followed by Bessia ($4.0 billion in 2017).",
            "Ardland was the largest market ($3.5 billion), followed by Bessia, and exports reached $9.0 billion.",
        ],
    },
];
