//! Lists of products: CEPII's beside BACI, and UN Comtrade's classifications.

use crate::model::{Classification, harmonised};

use super::super::audit::counted;
use super::super::error::SourceError;
use super::super::reading::Table;
use super::{Codes, Contents, Entry, Layout, code, is_odata, odata, results, some};

/// HS codes of six digits, the edition in the file's name.
pub(super) const CEPII: Layout = Layout {
    name: "CEPII product codes",
    what: Codes::Products,
    recognise: |head| head.headers == ["code", "description"],
    read: |input| {
        let mut contents = read(&Table::of(input)?, "code", "description")?;
        restore_zeros(&mut contents);
        contents.classification = edition(&input.path.to_string_lossy());
        let said = contents.classification.map(|edition| format!("classification {edition}, by the file's name"));
        contents.basis.extend(said);
        contents.doubts.extend(outside(&contents.entries));
        Ok(contents)
    },
};

/// A classification as Comtrade's website serves it, all levels in one list.
pub(super) const COMTRADE_JSON: Layout = Layout {
    name: "UN Comtrade classification",
    what: Codes::Products,
    recognise: |head| head.is_json() && head.text.contains("\"results\"") && head.text.contains("\"parent\""),
    read: |input| read(&results(input)?, "id", "text"),
};

/// HMRC's list of SITC, whose codes have their zeros where its numbers have lost them.
pub(super) const HMRC_SITC: Layout = Layout {
    name: "HMRC SITC",
    what: Codes::Products,
    recognise: |head| {
        ["commoditysitcid", "sitccode", "sitcdesc"].iter().all(|name| head.headers.iter().any(|header| header == name))
    },
    read: |input| sitc(&Table::of(input)?),
};

/// The same as its API answers.
pub(super) const HMRC_SITC_JSON: Layout = Layout {
    name: "HMRC SITC",
    what: Codes::Products,
    recognise: |head| is_odata(head, &["CommoditySitcId", "SitcCode", "SitcDesc"]),
    read: |input| sitc(&odata(input)?),
};

/// Codes of the levels above stand in columns of their own; what HMRC estimates has none, or a text, and is no code.
fn sitc(table: &Table) -> Result<Contents, SourceError> {
    let mut contents = Contents::default();
    let mut known = std::collections::BTreeSet::new();
    for row in &table.rows {
        let record = table.record(row);
        let levels = [
            ("sitc1code", "sitc1desc"),
            ("sitc2code", "sitc2desc"),
            ("sitc3code", "sitc3desc"),
            ("sitc4code", "sitc4desc"),
            ("sitccode", "sitcdesc"),
        ];
        for (code, name) in levels.map(|(code, name)| (record.text(code), record.text(name))) {
            if !code.is_empty() && code.bytes().all(|byte| byte.is_ascii_digit()) && known.insert(code.to_owned()) {
                let entry = Entry { line: row.line, code: code.to_owned(), name: name.to_owned(), economy: None };
                contents.entries.push(entry);
            }
        }
    }
    Ok(contents)
}

fn read(table: &Table, code_column: &str, name: &str) -> Result<Contents, SourceError> {
    let mut contents = Contents::default();
    for row in &table.rows {
        let record = table.record(row);
        let code = code(record, code_column)?;
        contents.entries.push(Entry { line: row.line, code, name: record.text(name).to_owned(), economy: None });
    }
    Ok(contents)
}

/// Where all codes have six digits but some five, a program has taken them for numbers.
fn restore_zeros(contents: &mut Contents) {
    let digits = |code: &str| code.bytes().all(|byte| byte.is_ascii_digit());
    let six = contents.entries.iter().all(|entry| digits(&entry.code) && (5..=6).contains(&entry.code.len()));
    let short: Vec<&mut Entry> = contents.entries.iter_mut().filter(|entry| six && entry.code.len() == 5).collect();
    if short.is_empty() {
        return;
    }
    let rows = counted(short.len());
    short.into_iter().for_each(|entry| entry.code.insert(0, '0'));
    contents.doubts.push(format!("codes had lost leading zeros in {rows}: they are back, six digits again"));
}

/// Codes of no chapter of the Harmonised System.
fn outside(entries: &[Entry]) -> Option<String> {
    let known = |entry: &&Entry| entry.code.get(..2).is_none_or(|chapter| harmonised::title(chapter).is_none());
    let codes: Vec<String> = entries.iter().filter(known).map(|entry| entry.code.clone()).collect();
    some(&codes, |few| format!("codes of no chapter of the Harmonised System: {few}"))
}

/// `HS17` in the file's name.
fn edition(name: &str) -> Option<Classification> {
    let (_, rest) = name.rsplit_once("_HS")?;
    format!("HS{}", rest.get(..2)?).parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_edition_is_in_the_name() {
        for (name, expected) in
            [("a/product_codes_HS17_V202301.csv", "HS 2017"), ("product_codes_HS92_V202301.csv", "HS 1992")]
        {
            assert_eq!(edition(name).unwrap().to_string(), expected);
        }
        for name in ["product_codes.csv", "a_HS", "a_HSé", "a_HS99_x"] {
            assert_eq!(edition(name), None, "{name}");
        }
    }
}
