//! The JSON of UN Comtrade's APIs: records, or the reason why there are none.

use std::path::Path;

use serde_json::Value;

use super::super::error::SourceError;
use super::super::reading::{Input, Table};

const SERVICE: &str = "UN Comtrade";

/// Whether a text begins like an answer of the API of today.
pub fn is_current(text: &str) -> bool {
    let has = |name: &str| text.contains(&format!("\"{name}\""));
    text.trim_start().starts_with('{')
        && (has("data") && (has("cmdCode") || has("elapsedTime")) || has("statusCode") && has("message"))
}

/// Whether a text begins like an answer of the API before 2022.
pub fn is_legacy(text: &str) -> bool {
    text.trim_start().starts_with('{') && text.contains("\"validation\"") && text.contains("\"dataset\"")
}

/// The records of an answer as a table, with what there is to doubt; a record's line is its number, from 1.
pub fn table(input: &Input, text: &str, records: &str) -> Result<(Table, Option<String>), SourceError> {
    let answer: Value =
        serde_json::from_str(text).map_err(|source| SourceError::Json { path: input.path.clone(), source })?;
    let found: Vec<_> = answer[records].as_array().into_iter().flatten().filter_map(Value::as_object).collect();
    if found.is_empty() {
        return Err(without_figures(&input.path, &answer, records));
    }
    let count = answer["count"].as_u64().filter(|count| *count != found.len() as u64);
    let doubt = count.map(|count| {
        format!("the answer says that it has {count} records and holds {}: it may be cut off", found.len())
    });
    Ok((Table::of_records(&input.path, &found)?, doubt))
}

fn without_figures(path: &Path, answer: &Value, records: &str) -> SourceError {
    let status = &answer["validation"]["status"];
    let said = [&answer["message"], &answer["error"], &status["description"]];
    let said = said.into_iter().filter_map(Value::as_str).map(str::trim).find(|said| !said.is_empty());
    let code = [&answer["statusCode"], &status["value"]].into_iter().find_map(Value::as_i64);
    let (said, help) = match (code, said) {
        (None | Some(0), None) => (
            format!("no record in `{records}`"),
            "ask for other reporters, periods or products; UN Comtrade lists what it has under data availability",
        ),
        (code, said) => (
            [code.map(|code| code.to_string()), said.map(shortened)]
                .into_iter()
                .flatten()
                .collect::<Vec<_>>()
                .join(" "),
            "correct the request, such as its subscription key or its parameters, and ask again",
        ),
    };
    // Other agencies stand behind the same gateway, whose refusals do not say whose they are.
    let service = if answer["statusCode"].is_number() { "an API" } else { SERVICE };
    SourceError::NoFigures { path: path.to_owned(), service, said, help }
}

/// One line of a few words.
fn shortened(said: &str) -> String {
    const SHOWN: usize = 160;
    let line = said.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= SHOWN {
        return line;
    }
    line.chars().take(SHOWN).chain(['…']).collect()
}
