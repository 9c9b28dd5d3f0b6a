//! Sentences that stand between claims and make none about trade: their figures must be left alone.

pub const REMARKS: &[&str] = &[
    "The ministry counts 1,254 exporters, and 37 of them are new.",
    "Inflation was 4.5 per cent and the central bank's rate 7.25 per cent.",
    "The pipeline, 1,320 km long, opened on 3 May 2016 at a cost of $2.7 billion.",
    "A tariff of 25 per cent applies to steel and one of 10 per cent to aluminium.",
    "GDP grew 2.1 per cent in the third quarter, after 1.9 per cent in the second.",
    "Freight rates had doubled since 2021 and were still 40 per cent above their average.",
    "The agreement of 12 March 2014 covers about 90 per cent of all tariff lines.",
    "Some 48 companies took part in the fair, 12 more than a year earlier.",
    "The port handled 3.4 million containers, against 3.1 million a year earlier.",
    "No country was named in the statement.",
];
