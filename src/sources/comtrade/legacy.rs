//! UN Comtrade before 2022: the 22 columns of the old website and the 35 of its API.

use crate::model::schema::Kind;

use super::super::error::SourceError;
use super::super::figures::Figures;
use super::super::figures::reading::in_any_encoding;
use super::super::observation::Parsed;
use super::super::reading::{Head, Input, Place, Table};
use super::super::registry::{Field, Page, Source, has_all, missing};
use super::flows::Flow;
use super::{Breakdown, Layout, answer, batched, read};

const COLUMNS: [Field; 14] = [
    Field::required("classification", "H0 to H5 for the Harmonised System of 1992 to 2017, S1 to S4, EB02 …"),
    Field::required("period", "a year or a month: 2017, 201704"),
    Field::required("trade flow code", "1 import, 2 export, 3 re-export, 4 re-import"),
    Field::required("reporter code", "the economy that reports, by its UN number"),
    Field::required("partner code", "the economy on the other side; 0 is World"),
    Field::optional("2nd partner code", "only 0 or blank (all) is read"),
    Field::optional("customs proc. code", "only C00 or blank (all) is read"),
    Field::optional("mode of transport code", "only 0 or blank (all) is read"),
    Field::required("commodity code", "product with its leading zeros, or TOTAL"),
    Field::optional("qty", "a quantity in the unit beside it; 0 or blank where there is none"),
    Field::optional("netweight (kg)", "0 or blank where there is none"),
    Field::required("trade value (us$)", "US dollars: CIF for imports, FOB for exports"),
    Field::optional("cif trade value (us$)", "and FOB: which of them the value is"),
    Field::optional("flag", "2 where the quantity is estimated, 4 the net weight, 6 both"),
];

/// The registry's entry.
pub const SOURCE: Source = Source {
    name: "comtrade-legacy",
    title: "UN Comtrade before 2022",
    description: "Trade by reporter, partner and product, as the old website and API gave it.",
    kinds: &[Kind::Trade],
    columns: &COLUMNS,
    page: Page {
        from: "UN Comtrade before 2022, its website (22 columns) and API (35, or JSON)",
        units: "US dollars; net weight in kilograms; quantities in the unit the row names",
        valuation: "by rule imports CIF, exports FOB; said of a row where its CIF or FOB value is its figure",
        frequency: "annual or monthly",
        classification: "in every row: H0 to H5 are the Harmonised System of 1992 to 2017, S1 to S4 SITC",
        vintage: "not in the file",
        licence: "UN Comtrade's terms: own use is free with the source named; passing data on in bulk needs permission",
        totals: &[
            "only rows for all customs procedures, second partners and modes of transport are read",
            "partner 0 is World, commodity TOTAL is all goods; 2, 4 and 6 digits contain each other",
        ],
        quirks: &[
            "a quantity or weight is blank to 2016 and 0 in 2017 where there is none",
            "names in the spellings of the website, of the API for programs (rtCode, cmdCode) and of R (Trade.Value..US..)",
            "flags are about weights and quantities, never about values; they become notes of the row",
            "500, 50,000, 100,000 or 250,000 rows exactly are the limits of an answer: it may be cut off, and it is said",
        ],
    },
    recognise,
    read: read_input,
};

const LAYOUT: Layout = Layout {
    flow,
    period: "period",
    reporter: "reporter code",
    partner: "partner code",
    flow_code: "trade flow code",
    product: "commodity code",
    value: "trade value (us$)",
    cif_and_fob: ["cif trade value (us$)", "fob trade value (us$)"],
    weight: "netweight (kg)",
    quantity: ["qty", "qty unit", "qty unit code"],
    estimated: "flag",
    // The old layouts have one flag for both, and say nothing of sums.
    estimates: ["", ""],
    aggregated: "",
    reported: "",
    classification: "classification",
    original: "",
    type_code: "",
    breakdowns: &[
        Breakdown { column: "2nd partner code", name: "second partner", totals: &["0"] },
        Breakdown { column: "customs proc. code", name: "customs procedure", totals: &["C00"] },
        Breakdown { column: "mode of transport code", name: "mode of transport", totals: &["0"] },
    ],
    limits: &[500, 50_000, 100_000, 250_000],
};

/// Other spellings of the columns that are read, in small letters, with blanks for everything else.
const SPELLINGS: [(&str, &str); 31] = [
    ("pfcode", "classification"),
    ("trade flow code", "trade flow code"),
    ("rgcode", "trade flow code"),
    ("reporter code", "reporter code"),
    ("rtcode", "reporter code"),
    ("partner code", "partner code"),
    ("ptcode", "partner code"),
    ("2nd partner code", "2nd partner code"),
    ("x2nd partner code", "2nd partner code"),
    ("ptcode2", "2nd partner code"),
    ("customs proc code", "customs proc. code"),
    ("cstcode", "customs proc. code"),
    ("mode of transport code", "mode of transport code"),
    ("motcode", "mode of transport code"),
    ("commodity code", "commodity code"),
    ("cmdcode", "commodity code"),
    ("tradequantity", "qty"),
    ("qty unit", "qty unit"),
    ("qtdesc", "qty unit"),
    ("qty unit code", "qty unit code"),
    ("qtcode", "qty unit code"),
    ("netweight kg", "netweight (kg)"),
    ("netweight", "netweight (kg)"),
    ("trade value us", "trade value (us$)"),
    ("trade value usd", "trade value (us$)"),
    ("tradevalue", "trade value (us$)"),
    ("cif trade value us", "cif trade value (us$)"),
    ("cifvalue", "cif trade value (us$)"),
    ("fob trade value us", "fob trade value (us$)"),
    ("fobvalue", "fob trade value (us$)"),
    ("estcode", "flag"),
];

fn recognise(head: &Head<'_>) -> bool {
    has_all(&COLUMNS, &names(&head.headers)) || answer::is_legacy(head.text)
}

/// The columns under the names of the website.
fn names(headers: &[String]) -> Vec<String> {
    let plain = |header: &String| {
        let letters = header.replace(|letter: char| !letter.is_alphanumeric(), " ");
        letters.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let known = |header: &String| {
        let plain = plain(header);
        SPELLINGS.iter().find(|spelling| spelling.0 == plain).map_or_else(|| header.clone(), |known| known.1.to_owned())
    };
    headers.iter().map(known).collect()
}

fn flow(code: &str) -> Option<Flow> {
    Some(Flow::Read(match code {
        "1" => "import",
        "2" => "export",
        "3" => "re-export",
        "4" => "re-import",
        _ => return None,
    }))
}

/// The table of a file, read into numbers; an answer in JSON is none.
pub fn numbered(place: &Place) -> Result<Option<Figures>, SourceError> {
    in_any_encoding(place, names, |opening| match has_all(&COLUMNS, &opening.headers) {
        true => batched::read(place, opening, &LAYOUT, SOURCE.name),
        false => Ok(None),
    })
}

fn read_input(input: &Input) -> Result<Parsed, SourceError> {
    let text = input.text()?;
    let (mut table, doubt) = match text.trim_start().starts_with('{') {
        true => answer::table(input, &text, "dataset")?,
        false => (Table::of(input)?, None),
    };
    drop(text);
    table.headers = names(&table.headers);
    if !has_all(&COLUMNS, &table.headers) {
        return Err(missing(input.path.clone(), &table.headers, &SOURCE));
    }
    let mut parsed = read(table, &LAYOUT)?;
    parsed.doubts.extend(doubt);
    Ok(parsed)
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_spelling_leads_to_the_names_of_the_website() {
        let named = |names: &str| super::names(&names.split(',').map(str::to_owned).collect::<Vec<_>>()).join(",");
        let website = "classification,trade flow code,2nd partner code,netweight (kg),trade value (us$),flag";
        for names in [
            website,
            "classification,trade.flow.code,x2nd.partner.code,netweight..kg.,trade.value..us..,flag",
            "pfcode,rgcode,ptcode2,netweight,tradevalue,estcode",
            "classification,trade_flow_code,2nd_partner_code,netweight_kg,trade_value_usd,flag",
        ] {
            assert_eq!(named(names), website, "{names}");
        }
        assert_eq!(named("year,partner"), "year,partner");
    }
}
