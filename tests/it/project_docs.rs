//! The project file's schema and manual name every key that the program reads, and no other.

use std::path::Path;

use assert_cmd::Command;
use tradeproof::report::Project;
use tradeproof::report::schema::{SECTIONS, page};

/// The keys that the program says it expects in a section.
fn read_by_the_program(section: &str) -> Vec<String> {
    let head = "title = \"a\"\nsource = \"b\"\n";
    let text = match section {
        "project" => format!("{head}nonsense = 1\n"),
        "data" => format!("{head}[data.a]\nnonsense = 1\n"),
        "output" => format!("{head}[output]\nnonsense = 1\n"),
        list => format!("{head}[[{list}]]\nnonsense = 1\n"),
    };
    let error = Project::parse(&text, "a.toml".as_ref()).unwrap_err();
    let names = error.expected.split('`').skip(1).step_by(2);
    let mut names: Vec<String> = names.map(str::to_owned).collect();
    names.sort();
    names
}

#[test]
fn the_schema_has_every_key_and_no_other() {
    for section in SECTIONS {
        let mut known: Vec<&str> = section.keys.iter().map(|key| key.name).collect();
        known.sort_unstable();
        assert_eq!(known, read_by_the_program(section.name), "{}", section.name);
    }
}

/// Every key of the bundled example and of the guide's projects is where the schema has it.
#[test]
fn the_example_fits_the_schema() {
    let run = Command::cargo_bin("tradeproof").unwrap().args(["report", "--schema"]).assert().success();
    let schema: serde_json::Value = serde_json::from_slice(&run.get_output().stdout).unwrap();
    let text = include_str!("../../data/kazakhstan-uk/tradeproof.toml");
    let project: serde_json::Value = serde_json::to_value(toml::from_str::<toml::Value>(text).unwrap()).unwrap();
    let mut looked_at = 0;
    fits(&schema, &schema, &project, "tradeproof.toml", &mut looked_at);
    assert!(looked_at > 100, "{looked_at}");
    let mut wrong = project.clone();
    wrong["chart"][0]["data"]["metrics"] = serde_json::json!("level");
    let failed = std::panic::catch_unwind(|| fits(&schema, &schema, &wrong, "wrong", &mut 0));
    assert!(failed.is_err(), "a text passes for a list");
}

/// The parts of JSON Schema that ours uses.
fn fits(
    whole: &serde_json::Value,
    schema: &serde_json::Value,
    value: &serde_json::Value,
    at: &str,
    looked_at: &mut usize,
) {
    *looked_at += 1;
    if let Some(reference) = schema["$ref"].as_str() {
        return fits(whole, whole.pointer(reference.trim_start_matches('#')).unwrap(), value, at, looked_at);
    }
    if let Some(words) = schema["enum"].as_array() {
        assert!(words.contains(value), "{at}: {value} is none of {words:?}");
    }
    let is = match value {
        serde_json::Value::String(_) => "string",
        serde_json::Value::Array(_) => "array",
        serde_json::Value::Object(_) => "object",
        serde_json::Value::Bool(_) => "boolean",
        serde_json::Value::Number(number) if number.is_i64() => "integer",
        serde_json::Value::Number(_) => "number",
        serde_json::Value::Null => "null",
    };
    let allowed = |name: &serde_json::Value| name == is || (name == "number" && is == "integer");
    match &schema["type"] {
        serde_json::Value::Null => {}
        serde_json::Value::Array(names) => assert!(names.iter().any(allowed), "{at}: found {is}"),
        name => assert!(allowed(name), "{at}: found {is}, expected {name}"),
    }
    if let Some(items) = value.as_array() {
        items
            .iter()
            .enumerate()
            .for_each(|(place, item)| fits(whole, &schema["items"], item, &format!("{at}[{place}]"), looked_at));
    }
    let Some(table) = value.as_object() else { return };
    for name in schema["required"].as_array().into_iter().flatten() {
        assert!(table.contains_key(name.as_str().unwrap()), "{at}: no {name}");
    }
    for (name, value) in table {
        let place = format!("{at}.{name}");
        let known = &schema["properties"][name];
        let other = &schema["additionalProperties"];
        match (known.is_null(), other) {
            (false, _) => fits(whole, known, value, &place, looked_at),
            (true, serde_json::Value::Bool(false)) => panic!("{place} is not in the schema"),
            (true, serde_json::Value::Null | serde_json::Value::Bool(true)) => {}
            (true, other) => fits(whole, other, value, &place, looked_at),
        }
    }
}

#[test]
fn the_manual_of_the_project_file_is_fresh() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/project.md");
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(&path, page()).unwrap();
    }
    assert!(
        std::fs::read_to_string(&path).unwrap() == page(),
        "UPDATE_DOCS=1 cargo test project_docs writes docs/project.md"
    );
}
