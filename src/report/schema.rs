//! Every key of a project file: its JSON Schema, for editors that complete and check, and its page in the manual.

use serde_json::{Map, Value, json};

use crate::charts::schema as chart_schema;
use crate::metrics;

/// What a key holds.
#[derive(Debug, Clone, Copy)]
pub enum Shape {
    Text,
    Texts,
    Whole,
    Wholes,
    Flag,
    /// One of these words.
    Word(&'static [&'static str]),
    /// Names and texts.
    Named,
    /// Names and lists of texts.
    NamedLists,
    /// Several of them.
    NamedList,
    /// Names, each with names and texts.
    NamedTables,
    /// Names with values of any kind.
    Anything,
    /// Names of metrics.
    Metrics,
    /// A chart as `tradeproof chart --emit schema` has it.
    Spec,
    Engine,
    /// A table of another section.
    Table(&'static str),
    /// Several of them: `[[chart]]`.
    Tables(&'static str),
    /// Several by name: `[data.trade]`.
    NamedSections(&'static str),
}

/// A key of a section.
#[derive(Debug, Clone, Copy)]
pub struct Key {
    pub name: &'static str,
    pub shape: Shape,
    pub required: bool,
    pub about: &'static str,
}

/// A table of the project file.
#[derive(Debug, Clone, Copy)]
pub struct Section {
    pub name: &'static str,
    pub about: &'static str,
    pub keys: &'static [Key],
}

const fn must(name: &'static str, shape: Shape, about: &'static str) -> Key {
    Key { name, shape, required: true, about }
}

const fn may(name: &'static str, shape: Shape, about: &'static str) -> Key {
    Key { name, shape, required: false, about }
}

/// Every section; the first is the file itself.
pub const SECTIONS: &[Section] = &[
    Section {
        name: "project",
        about: "The head of the file. Paths of inputs are relative to it; names of outputs are plain names in the output folder.",
        keys: &[
            must("title", Shape::Text, "The page's heading."),
            may("subtitle", Shape::Text, "One or two sentences below it."),
            may(
                "lang",
                Shape::Text,
                "The language of the page and its charts, as in HTML: `en` (the default), `kk`. It decides the decimal mark and the names of months.",
            ),
            must("source", Shape::Text, "Who published the figures: below every chart and at the foot of the page."),
            may(
                "figures",
                Shape::Texts,
                "Files of figures of any format that `tradeproof sources` lists. A folder or a pattern stands for the files in it, which are read as one; lists of codes and tables of the World Bank lie beside all figures.",
            ),
            may("mapping", Shape::Tables("mapping"), "How a table of one's own becomes tidy."),
            may(
                "engine",
                Shape::Engine,
                "A Spark Connect server that reads the figures and adds them up: `\"sc://host:port\"`, or a table with `address`, `deadline` in seconds and `exchange`, a folder. `figures` are then paths that it sees, or `table:NAME`.",
            ),
            may("texts", Shape::Texts, "Texts whose figures are checked, against each other and against the figures."),
            may(
                "accepted",
                Shape::Text,
                "Findings that are accepted, as `tradeproof check --write-baseline` writes them.",
            ),
            may(
                "theme",
                Shape::Word(&["light", "dark", "print"]),
                "For which ground the files of charts are drawn; the page has them for a light and a dark one.",
            ),
            may("data", Shape::NamedSections("data"), "Figures by the name that templates call them: `[data.trade]`."),
            may("template", Shape::Tables("template"), "Texts that are written from figures."),
            may("summary", Shape::Tables("summary"), "Tables on the page, and files beside it."),
            may("chart", Shape::Tables("chart"), "Charts, in the order of the page."),
            may("output", Shape::Table("output"), "The names of what is written."),
        ],
    },
    Section {
        name: "data",
        about: "What is derived from which figures: the `data` of charts and summaries, and the figures of templates.",
        keys: &[
            must("from", Shape::Text, "One of the project's `figures`."),
            may(
                "metrics",
                Shape::Metrics,
                "`level`, `growth:yoy`, … as `tradeproof metrics` names them. Charts and summaries need them; templates name the metric themselves.",
            ),
            may("by", Shape::Texts, "The columns that tell the rows apart."),
            may(
                "where",
                Shape::NamedLists,
                "Only figures whose columns hold one of these values: `{ flow = [\"export\"] }`.",
            ),
            may("periods", Shape::Texts, "Only these periods: `2024`, `2024-Q1`, `2024-06`, `2015..2024`."),
            may("base", Shape::Text, "The period to compare with, where the metric leaves a choice."),
            may("growth", Shape::Named, "Growth as a text prints it, in per cent by flow: `{ export = \"31\" }`."),
            may("top", Shape::Whole, "Only the first so many rows of each period; side by side the rest is one row."),
            may("layout", Shape::Word(&["long", "wide"]), "Metrics below each other, or side by side."),
            may("currency", Shape::Text, "All figures in this currency, by the rates of `rates`."),
            may("rates", Shape::Text, "One of the project's `figures` that holds exchange rates."),
            may(
                "rate",
                Shape::Word(&["average", "end"]),
                "How a rate stands for a period: its average, for flows, or its end, for stocks.",
            ),
            may(
                "deflator",
                Shape::Text,
                "All figures at the prices of `prices`: a CSV of reporter, period, value, unit, source.",
            ),
            may("prices", Shape::Text, "The period whose prices figures are stated at."),
            may(
                "companions",
                Shape::Named,
                "Tables that figures are measured against, by name, each a CSV of reporter, period, value, unit, source: `{ gdp = \"gdp.csv\" }`.",
            ),
            may(
                "least_total",
                Shape::Text,
                "Reporters whose figures add up to less stay out of matrices, in whole units of the currency.",
            ),
            may(
                "cif_factor",
                Shape::Text,
                "What imports at the importer's border are divided by to stand at the exporter's: `\"1.06\"`.",
            ),
            may("labels", Shape::Named, "What the page and the charts call a value: `{ export = \"Exports\" }`."),
        ],
    },
    Section {
        name: "chart",
        about: "A chart on the page and its files: SVG, PNG, PDF and CSV.",
        keys: &[
            must("file", Shape::Text, "Name of the files without extension."),
            must(
                "data",
                Shape::Table("data"),
                "What it shows. The columns to draw are those of the metrics, and `figure`, `low` and `high` in whole units of the currency or in the metric's unit.",
            ),
            must("spec", Shape::Spec, "How it is drawn, as `tradeproof charts KIND` explains it."),
        ],
    },
    Section {
        name: "summary",
        about: "A table on the page and the file that holds the same.",
        keys: &[
            must(
                "file",
                Shape::Text,
                "Name of the file; its extension says the format: .csv, .parquet, .xlsx, .json, .md or .txt.",
            ),
            must("title", Shape::Text, "The table's heading."),
            may("note", Shape::Text, "A sentence below the table: what is assumed, what is missing."),
            must("data", Shape::Table("data"), "What it holds."),
        ],
    },
    Section {
        name: "template",
        about: "A text that is written from figures, and checked against them: [a guide](guide/write-a-text-that-follows-its-figures.md).",
        keys: &[
            must("text", Shape::Text, "The template: Markdown with expressions."),
            must("files", Shape::Texts, "Names of what is written from it: .md, .html or .docx."),
            may("with", Shape::Anything, "What expressions may name besides the figures: `{ period = \"2024\" }`."),
            may(
                "decimals",
                Shape::Whole,
                "Decimal places of percentages and money where an expression asks for no others; 1 by default.",
            ),
        ],
    },
    Section {
        name: "mapping",
        about: "How a table of one's own becomes a tidy one. `tradeproof init` and `--save-mapping FILE` write it as they understood it.",
        keys: &[
            must("figures", Shape::Text, "The entry of `figures` that is meant."),
            may(
                "columns",
                Shape::Named,
                "A tidy column and the column of the file that it is: `{ value = \"Wert\" }`.",
            ),
            may("constants", Shape::Named, "What every row holds: `{ flow = \"export\", unit = \"EUR million\" }`."),
            may(
                "values",
                Shape::NamedTables,
                "By tidy column, the file's words and what they mean: `{ flow = { Ausfuhr = \"export\" } }`.",
            ),
            may("delimiter", Shape::Text, "What stands between cells; found out where it is not said."),
            may("decimal_comma", Shape::Flag, "Whether figures have a decimal comma, and points between thousands."),
            may("decimal", Shape::Word(&[".", ","]), "The mark between whole and fraction; a point by default."),
            may("sheet", Shape::Text, "The sheet of a workbook; the first by default."),
            may("header", Shape::Wholes, "The rows of the header, from 1; the first row by default."),
            may("last", Shape::Whole, "The last row of the table."),
            may(
                "across",
                Shape::NamedList,
                "Columns of figures side by side, each with what its figures are: `[{ column = \"2023\", period = \"2023\" }]`.",
            ),
            may("sections", Shape::Text, "The tidy column that rows without figures say for the rows below them."),
            may("dates", Shape::Word(&["day", "month", "quarter", "year"]), "What dates stand for; days by default."),
            may("day_first", Shape::Flag, "Whether the day stands before the month in dates such as `03/04/2024`."),
            may("fiscal", Shape::Whole, "The month that fiscal years begin with; April, 4, by default."),
        ],
    },
    Section {
        name: "output",
        about: "The names of what is written.",
        keys: &[
            may("folder", Shape::Text, "The folder, relative to the project file, where the command names none."),
            may("page", Shape::Text, "The page; `index.html` by default."),
            may("findings", Shape::Text, "What was found in the texts; `findings.json` by default."),
            may("manifest", Shape::Text, "Every input and output with its hash; `manifest.json` by default."),
        ],
    },
];

/// The JSON Schema of project files, as draft 2020-12 has it.
///
/// ```
/// let schema = tradeproof::report::schema::schema();
/// assert_eq!(schema["required"], serde_json::json!(["title", "source"]));
/// ```
#[must_use]
pub fn schema() -> Value {
    let (project, others) = SECTIONS.split_first().expect("there are sections");
    let sections: Map<String, Value> = others.iter().map(|section| (section.name.to_owned(), table(section))).collect();
    let mut schema = table(project);
    schema["$schema"] = json!("https://json-schema.org/draft/2020-12/schema");
    schema["title"] = json!("A project of tradeproof");
    schema["$defs"] = Value::Object(sections);
    schema["$defs"]["spec"] = spec();
    schema
}

fn table(section: &Section) -> Value {
    let property = |key: &Key| {
        let mut value = shape(key.shape);
        value["description"] = json!(key.about);
        (key.name.to_owned(), value)
    };
    let required: Vec<&str> = section.keys.iter().filter(|key| key.required).map(|key| key.name).collect();
    json!({
        "type": "object",
        "description": section.about,
        "required": required,
        "additionalProperties": false,
        "properties": section.keys.iter().map(property).collect::<Map<_, _>>(),
    })
}

/// A chart's, whose columns a project may leave to `figure`, without the dialect that only a whole document names.
fn spec() -> Value {
    let mut spec = chart_schema::schema();
    if let Some(whole) = spec.as_object_mut() {
        whole.remove("$schema");
    }
    spec
}

fn shape(shape: Shape) -> Value {
    let text = || json!({ "type": "string" });
    let named = |value: Value| json!({ "type": "object", "additionalProperties": value });
    let section = |name: &str| json!({ "$ref": format!("#/$defs/{name}") });
    match shape {
        Shape::Text => text(),
        Shape::Texts => json!({ "type": "array", "items": text() }),
        Shape::Whole => json!({ "type": "integer", "minimum": 0 }),
        Shape::Wholes => json!({ "type": "array", "items": { "type": "integer", "minimum": 1 } }),
        Shape::NamedList => json!({ "type": "array", "items": named(text()) }),
        Shape::Flag => json!({ "type": "boolean" }),
        Shape::Word(words) => json!({ "enum": words }),
        Shape::Named => named(text()),
        Shape::NamedLists => named(json!({ "type": "array", "items": text() })),
        Shape::NamedTables => named(named(text())),
        Shape::Anything => json!({ "type": "object" }),
        Shape::Metrics => {
            let names: Vec<&str> = metrics::ALL.iter().map(|metric| metric.name).collect();
            json!({ "type": "array", "items": { "type": "string", "examples": names } })
        }
        Shape::Spec => section("spec"),
        Shape::Engine => json!({ "type": ["string", "object"] }),
        Shape::Table(name) => section(name),
        Shape::Tables(name) => json!({ "type": "array", "items": section(name) }),
        Shape::NamedSections(name) => named(section(name)),
    }
}

/// The keys as a page of the manual.
#[must_use]
pub fn page() -> String {
    let mut text = String::from(
        "# The project file\n\n`tradeproof.toml`, as `tradeproof init` writes one and `tradeproof report` reads it. `tradeproof report --schema` prints its JSON Schema, for editors.\n\
         Written from the program by `UPDATE_DOCS=1 cargo test project_docs`.\n",
    );
    for section in SECTIONS {
        text.push_str(&format!(
            "\n## {}\n\n{}\n\n| Key | Holds | |\n|---|---|---|\n",
            heading(section.name),
            section.about
        ));
        for key in section.keys {
            let required = if key.required { "**required.** " } else { "" };
            text.push_str(&format!(
                "| `{}` | {} | {required}{} |\n",
                key.name,
                holds(key.shape),
                key.about.replace('|', "\\|")
            ));
        }
    }
    text
}

fn heading(name: &str) -> String {
    match name {
        "project" => "Head".to_owned(),
        "data" | "output" => format!("`{name}`"),
        name => format!("`[[{name}]]`"),
    }
}

fn holds(shape: Shape) -> String {
    match shape {
        Shape::Text => "text".to_owned(),
        Shape::Texts | Shape::Metrics => "list of texts".to_owned(),
        Shape::Whole => "whole number".to_owned(),
        Shape::Wholes => "whole numbers".to_owned(),
        Shape::NamedList => "list of names and texts".to_owned(),
        Shape::Flag => "`true` or `false`".to_owned(),
        Shape::Word(words) => words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", "),
        Shape::Named => "names and texts".to_owned(),
        Shape::NamedLists => "names and lists of texts".to_owned(),
        Shape::NamedTables => "names, each with names and texts".to_owned(),
        Shape::Anything => "names and values".to_owned(),
        Shape::Spec => "a chart".to_owned(),
        Shape::Engine => "text or table".to_owned(),
        Shape::Table(name) | Shape::Tables(name) | Shape::NamedSections(name) => format!("`{name}`"),
    }
}
