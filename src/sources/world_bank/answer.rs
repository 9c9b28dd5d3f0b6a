//! The JSON of the World Bank's API: `[{page, pages, …}, [{indicator, country, date, value}, …]]`.

use serde_json::Value;

use super::super::error::SourceError;
use super::super::reading::{Input, Row, Table};
use super::sheet::{CODE, NAME, STATUS, Sheet, VALUE};

const SERVICE: &str = "the World Bank's API";

/// Whether a text begins like an answer of the API.
pub fn is_one(text: &str) -> bool {
    let start = text.trim_start();
    let has = |name: &str| start.contains(&format!("\"{name}\""));
    start.starts_with('[') && (has("page") && has("per_page") || has("message") && has("key"))
}

/// The points of an answer, one a row; a row's line is the number of its record, from 1.
pub fn sheet(input: &Input, text: &str) -> Result<Sheet, SourceError> {
    let answer: Value =
        serde_json::from_str(text).map_err(|source| SourceError::Json { path: input.path.clone(), source })?;
    let about = &answer[0];
    let records: Vec<&Value> = answer[1].as_array().into_iter().flatten().filter(|record| record.is_object()).collect();
    if records.is_empty() {
        let message = &about["message"][0]["value"];
        let (said, help) = match message.as_str() {
            Some(said) => (said.to_owned(), "correct the request and ask again"),
            None => ("no record".to_owned(), "ask for other economies, years or indicators"),
        };
        return Err(SourceError::NoFigures { path: input.path.clone(), service: SERVICE, said, help });
    }
    let headers = ["indicator name", "indicator code", NAME, CODE, "time", VALUE, STATUS].map(str::to_owned).to_vec();
    let rows = records.iter().zip(1..).map(|(record, line)| Row { line, cells: cells(record) }).collect();
    let database = if about["sourceid"].as_str() == Some("2") { "World Development Indicators" } else { "" };
    let updated = about["lastupdated"].as_str().unwrap_or_default();
    let table = Table { path: input.path.clone(), headers, rows, beyond: 0 };
    let mut sheet = Sheet::new(table, database.to_owned(), updated.to_owned());
    let (page, pages) = (number(&about["page"]), number(&about["pages"]));
    if let Some(pages) = pages.filter(|pages| *pages > 1) {
        let (page, held) = (page.unwrap_or(1), records.len());
        let total = number(&about["total"]).map_or_else(|| "more".to_owned(), |total| total.to_string());
        sheet.doubts.push(format!(
            "page {page} of {pages}, {held} of {total} figures: ask again with per_page={total} for all of them"
        ));
    }
    Ok(sheet)
}

fn cells(record: &Value) -> Vec<String> {
    // Groups may lack the code of three letters.
    let code = [&record["countryiso3code"], &record["country"]["id"]].map(text);
    let code = code.iter().find(|code| !code.is_empty()).cloned().unwrap_or_default();
    let name = text(&record["country"]["value"]);
    let indicator = &record["indicator"];
    vec![
        text(&indicator["value"]),
        text(&indicator["id"]),
        name,
        code,
        text(&record["date"]),
        text(&record[VALUE]),
        text(&record[STATUS]),
    ]
}

fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        _ => String::new(),
    }
}

/// The API writes numbers about pages as numbers, and sometimes as texts.
fn number(value: &Value) -> Option<u64> {
    value.as_u64().or_else(|| value.as_str()?.parse().ok())
}
