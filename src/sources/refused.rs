//! Files that are known and are not read: what they are, and what to do instead.

use super::listings::{plain, sheet};
use super::reading::Head;

/// One kind of file that is refused.
pub(super) struct Refused {
    pub what: &'static str,
    pub help: &'static str,
    recognise: fn(&Head<'_>) -> bool,
}

const ALL: [Refused; 5] = [
    Refused {
        what: "new issues and IPOs: what was admitted to the exchange, no list of the companies that are listed",
        help: "download the exchange's list of instruments or companies",
        recognise: |head| sheet::has_header(head, plain::of_admissions),
    },
    Refused {
        what: "an Arrow IPC (Feather) file",
        help: "write the frame as Parquet or CSV",
        recognise: |head| head.bytes.starts_with(b"ARROW1") || head.bytes.starts_with(b"FEA1"),
    },
    Refused {
        what: "industrial production by PRODCOM product, whose codes are those of no classification of trade",
        help: "for trade in the same goods download DS-045409 from Eurostat, by HS or CN code",
        recognise: |head| has(head, "prccode_lab") || has(head, "prccode") || has(head, "prodcom"),
    },
    Refused {
        what: "consumer prices under a header that does not say whether they are an index or yearly changes",
        help: "download FP.CPI.TOTL (the index, 2010 = 100) from data.worldbank.org",
        recognise: |head| is_dataset(head, "cpi"),
    },
    Refused {
        what: "one indicator by country and year under `Value`, without its name and its unit",
        help: "write the indicator's code into a column `Indicator Code`, such as NY.GDP.MKTP.CD for GDP in current US dollars, and its name into `Indicator Name`",
        recognise: |head| is_dataset(head, "value"),
    },
];

/// Which of them a file is that begins like this.
pub(super) fn of(head: &Head<'_>) -> Option<&'static Refused> {
    ALL.iter().find(|refused| (refused.recognise)(head))
}

fn has(head: &Head<'_>, column: &str) -> bool {
    head.headers.iter().any(|header| header == column)
}

/// Four columns: a country, its code, the year, and this one.
fn is_dataset(head: &Head<'_>, figure: &str) -> bool {
    head.headers.len() == 4
        && has(head, "country code")
        && has(head, "year")
        && has(head, figure)
        && (has(head, "country") || has(head, "country name"))
}
