//! The JSON Schema of a [`super::ChartSpec`], for editors that complete and check specs in JSON, TOML or YAML.

use serde_json::{Map, Value, json};

use super::kinds::KINDS;
use super::spec::SIDE;

/// The schema, as draft 2020-12 has it.
#[must_use]
pub fn schema() -> Value {
    let kinds: Vec<&str> = KINDS.iter().map(|kind| kind.name()).collect();
    let mut properties = Map::new();
    let mut put = |name: &str, about: &str, mut schema: Value| {
        schema["description"] = json!(about);
        properties.insert(name.to_owned(), schema);
    };
    put("kind", "A name of the catalogue: `tradeproof charts`", json!({ "enum": kinds }));
    put("title", "The finding, as a sentence", text());
    put("subtitle", "Measure, geography, unit and period", text());
    put("source", "Who published the figures", text());
    put("note", "What a reader has to know besides", text());
    put("metric", "Which variant of a metric is shown, for the foot", text());
    put("x", "The column of names or periods", text());
    put("y", "The column of figures", text());
    put("by", "The column that splits the figures into series", text());
    put("facet", "The column that splits the chart into small ones on a common scale", text());
    put("low", "The column of lower ends, in the unit of `y`", text());
    put("high", "The column of upper ends, in the unit of `y`", text());
    put("highlight", "Series or names to bring forward; the rest turns grey", texts());
    put("order", "Series from first to last", texts());
    put("last", "Names that stand last whatever their figure", texts());
    let covers = json!({ "type": "object", "additionalProperties": { "type": "string" } });
    put("partial", "Periods that are not whole yet, each with what it covers", covers);
    put("provisional", "Periods whose figures may still be revised", texts());
    put(
        "annotations",
        "Words above the plot, each with a line down to its place",
        list(&[("x", text()), ("text", text())]),
    );
    let levels = list(&[("y", json!({ "type": "number" })), ("text", text())]);
    put("references", "Levels across the plot, in the unit that is drawn", levels);
    put("index", "The period that is set to 100 (`line` only)", text());
    let breaks = json!({ "type": "array", "items": { "type": "number" } });
    put("breaks", "Where the classes of a map part (`choropleth` only)", breaks);
    put("ranks", "Whether the figures are places, so that 1 comes first", json!({ "type": "boolean" }));
    put("width", "In CSS pixels, or as text with its unit: `180 mm`", length(Some(850)));
    put("height", "In CSS pixels or millimetres; by default what the rows need", length(None));
    put("lang", "BCP 47: decides the decimal mark and the fixed words", json!({ "type": "string" }));
    put("number", "How figures are written", number());
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A chart of tradeproof",
        "type": "object",
        "required": ["kind", "x", "y"],
        "additionalProperties": false,
        "properties": properties,
    })
}

fn text() -> Value {
    json!({ "type": "string" })
}

fn texts() -> Value {
    json!({ "type": "array", "items": { "type": "string" } })
}

/// A list of objects, each with exactly these fields.
fn list(fields: &[(&str, Value)]) -> Value {
    let names: Vec<&str> = fields.iter().map(|(name, _)| *name).collect();
    let properties: Map<String, Value> =
        fields.iter().map(|(name, field)| ((*name).to_owned(), field.clone())).collect();
    let item = json!({ "type": "object", "required": names, "additionalProperties": false, "properties": properties });
    json!({ "type": "array", "items": item })
}

fn length(default: Option<u32>) -> Value {
    let pixels = json!({ "type": "integer", "minimum": SIDE.start(), "maximum": SIDE.end() });
    let written = json!({ "type": "string", "pattern": "^[0-9.]+ *(mm|px)?$" });
    let mut schema = json!({ "anyOf": [pixels, written] });
    if let Some(default) = default {
        schema["default"] = json!(default);
    }
    schema
}

fn number() -> Value {
    json!({
        "type": "object",
        "additionalProperties": false,
        "properties": {
            "divisor": { "type": "number", "exclusiveMinimum": 0, "default": 1, "description": "What `y` is divided by first" },
            "decimals": { "type": "integer", "minimum": 0, "maximum": 9, "description": "Decimals of value labels" },
            "currency": { "type": "string", "description": "€, £, US$" },
            "magnitude": { "type": "string", "description": "million, billion, thousand" },
            "unit": { "type": "string", "description": "%, tonnes" },
            "signed": { "type": "boolean", "default": false, "description": "A plus sign before positive figures" },
            "grouping": { "enum": ["locale", "thin", "none"], "default": "locale", "description": "How thousands are parted" },
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::charts::{Annotation, ChartSpec, Reference};

    /// A spec that has every field.
    fn full() -> ChartSpec {
        let mut spec = ChartSpec::new("line", "x", "y");
        let some = || Some("a".to_owned());
        (spec.note, spec.metric, spec.by, spec.low, spec.high, spec.index) =
            (some(), some(), some(), some(), some(), some());
        (spec.highlight, spec.order, spec.last) = (vec!["a".into()], vec!["a".into()], vec!["a".into()]);
        spec.facet = some();
        spec.provisional = vec!["a".into()];
        spec.partial.insert("a".into(), "b".into());
        spec.annotations = vec![Annotation { x: "a".into(), text: "b".into() }];
        spec.references = vec![Reference { y: 1.0, text: "b".into() }];
        spec.height = Some(300);
        (spec.breaks, spec.ranks, spec.lang) = (vec![1.0], true, "en".to_owned());
        let number = &mut spec.number;
        (number.decimals, number.currency, number.magnitude, number.unit) = (Some(1), some(), some(), some());
        spec
    }

    fn keys(value: &Value) -> Vec<&String> {
        let mut keys: Vec<&String> = value.as_object().unwrap().keys().collect();
        keys.sort();
        keys
    }

    #[test]
    fn the_schema_has_the_fields_of_a_spec_and_no_others() {
        let (schema, spec) = (schema(), serde_json::to_value(full()).unwrap());
        assert_eq!(keys(&schema["properties"]), keys(&spec));
        let at = |field: &str| keys(&schema["properties"][field]["items"]["properties"]).len();
        assert_eq!(keys(&schema["properties"]["number"]["properties"]), keys(&spec["number"]));
        for field in ["annotations", "references"] {
            assert_eq!(at(field), keys(&spec[field][0]).len());
            assert_eq!(keys(&schema["properties"][field]["items"]["properties"]), keys(&spec[field][0]));
        }
    }

    /// Fields are refused and required as the reader of specs does it.
    #[test]
    fn the_schema_says_of_types_what_serde_does() {
        let spec = serde_json::to_value(full()).unwrap();
        for (name, schema) in schema()["properties"].as_object().unwrap() {
            let of = |value: &Value| {
                let mut changed = spec.clone();
                changed[name] = value.clone();
                serde_json::from_value::<ChartSpec>(changed).is_ok()
            };
            let accepts = match schema["type"].as_str() {
                Some("string") => [true, false, false, false],
                Some("array") => [false, false, true, false],
                // serde also reads a struct from a list of its fields, which nobody writes.
                Some("object") => [false, false, of(&json!([])), true],
                _ if schema.get("enum").is_some() => [true, false, false, false],
                _ => [true, true, false, false],
            };
            let values = [json!("300"), json!(300), json!([]), json!({})];
            for (value, accepted) in values.iter().zip(accepts) {
                assert_eq!(of(value), accepted, "{name} {value}");
            }
        }
        for field in schema()["required"].as_array().unwrap() {
            let mut without = spec.clone();
            without.as_object_mut().unwrap().remove(field.as_str().unwrap());
            assert!(serde_json::from_value::<ChartSpec>(without).is_err(), "{field}");
        }
    }
}
