//! One table: which of its columns are what, and what the words around it say of its figures.

use std::collections::BTreeSet;

use super::columns::{self, Column, Role, flow};
use super::facts::{self, Context, Found};
use super::figures;
use super::grid::{Grid, Line};
use super::layout::{self, Layout};
use super::mapping::{Mapping, Texts};
use super::names;
use super::refusal::{Open, Refusal};
use super::settings::Settings;
use super::times;
use super::totals;
use super::understood::{Understood, listed};
use super::unit;
use super::words;

/// A table on its way to a mapping.
pub(super) struct Draft<'a> {
    pub grid: &'a Grid,
    pub body: Vec<&'a Line>,
    pub columns: Vec<Column>,
    pub context: &'a Context,
    pub settings: &'a Settings,
    pub mapping: Mapping,
    pub understood: Understood,
    pub open: Vec<Open>,
}

/// What a table is; `None` where it holds no figures.
///
/// # Errors
/// [`Refusal::Unsettled`] when it leaves open what figures need.
pub fn understand(
    grid: &Grid,
    layout: &Layout,
    context: &Context,
    settings: &Settings,
) -> Result<Option<(Mapping, Understood)>, Refusal> {
    let lines = |rows: &[usize]| rows.iter().map(|row| &grid.lines[*row]).collect::<Vec<&Line>>();
    let (header, body) = (lines(&layout.header), lines(&layout.body));
    let headers = layout::headers(grid, &header);
    let mut columns = columns::columns(&headers, &layout::labels(&headers), &body);
    for column in &mut columns {
        if settings.names.get(&format!("column:{}", column.label)).is_some_and(String::is_empty) {
            column.role = Role::Aside("left out by --set");
        }
    }
    // Lists of companies have a reader of their own, which says what they lack.
    let listing = headers.iter().flatten().any(|part| words::says(part, "listing"));
    if listing || !columns.iter().any(|column| column.role == Role::Figures) {
        return Ok(None);
    }
    let mut context = context.clone();
    // The header of the names may say the unit: `Country (USD million)`.
    let names = columns.iter().filter(|column| column.role != Role::Figures && !matches!(column.role, Role::Aside(_)));
    context.around.extend(names.map(|column| facts::Around { text: column.header(), place: "the header" }));
    let mapping = Mapping {
        sheet: Some(grid.name.clone()).filter(|name| !name.is_empty()),
        header: header.iter().map(|line| line.number).collect(),
        last: body.last().map(|line| line.number),
        delimiter: grid.delimiter.filter(|mark| *mark != ','),
        ..Mapping::default()
    };
    let mut draft = Draft {
        grid,
        body,
        columns,
        context: &context,
        settings,
        mapping,
        understood: Understood::default(),
        open: Vec::new(),
    };
    draft.beyond_header(&header)?;
    draft.marks()?;
    times::settle(&mut draft);
    draft.sections();
    let flow = draft.flows();
    let flow = if draft.is_investment() { draft.direction().map(str::to_owned) } else { flow };
    draft.economies(flow.as_deref());
    draft.products();
    figures::settle(&mut draft);
    draft.names();
    draft.constants();
    let Draft { mapping, mut understood, open, columns, .. } = draft;
    let aside: Vec<String> = columns
        .iter()
        .filter_map(|column| match &column.role {
            Role::Aside(what) => Some(format!("`{}` ({what})", column.label)),
            _ => None,
        })
        .collect();
    if !aside.is_empty() {
        understood.audit.push(format!("columns set aside: {}", listed(&aside)));
    }
    if open.is_empty() {
        return Ok(Some((mapping, understood)));
    }
    if open.len() > 3 {
        let labels: Vec<String> = columns
            .iter()
            .filter(|column| column.role != Role::Blank)
            .map(|column| format!("`{}`", column.label))
            .collect();
        let flags: Vec<String> = open.into_iter().map(|open| open.flag).collect();
        return Err(Refusal::NoTable {
            seen: format!("a table of {}, which says nothing of trade", listed(&labels)),
            help: format!("if its figures are of trade, say what they are: {}", flags.join(" ")),
        });
    }
    Err(Refusal::Unsettled { open, understood: understood.lines })
}

impl Draft<'_> {
    pub(super) fn constant(&mut self, field: &str, text: &str) {
        self.mapping.constants.insert(field.to_owned(), text.to_owned());
    }

    pub(super) fn column(&mut self, field: &str, label: &str) {
        self.mapping.columns.insert(field.to_owned(), label.to_owned());
    }

    pub(super) fn open(&mut self, what: &str, flag: &str) {
        self.open.push(Open::new(what, flag));
    }

    pub(super) fn with(&self, role: &Role) -> Vec<usize> {
        self.columns.iter().filter(|column| column.role == *role).map(|column| column.place).collect()
    }

    /// Rows with more cells than headers: a decimal comma between commas, most often.
    fn beyond_header(&self, header: &[&Line]) -> Result<(), Refusal> {
        let width = header.iter().map(|line| line.cells.len()).max().unwrap_or(0);
        let Some(line) = self.body.iter().find(|line| line.cells.len() > width && self.grid.delimiter.is_some()) else {
            return Ok(());
        };
        Err(Refusal::Cell {
            place: format!("row {}", line.number),
            found: line.joined(),
            expected: format!("{width} cells, as in the header; here are {}", line.cells.len()),
            help: "put figures with a comma in double quotes, or separate the cells by semicolons".to_owned(),
        })
    }

    /// The decimal mark, out of all cells that hold figures.
    fn marks(&mut self) -> Result<(), Refusal> {
        let numeric = |role: &Role| matches!(role, Role::Figures | Role::Aside(_));
        let places: Vec<usize> =
            self.columns.iter().filter(|column| numeric(&column.role)).map(|column| column.place).collect();
        let cells = self.body.iter().flat_map(|line| places.iter().map(|place| line.cell(*place)));
        let (decimal, doubt) = figures::decimal(cells, self.settings.get("decimal"), self.is_english())?;
        self.mapping.decimal = decimal;
        self.understood.doubts.extend(doubt);
        Ok(())
    }

    /// Whether the table is written with the letters and the marks of English.
    fn is_english(&self) -> bool {
        let headers = self.columns.iter().all(|column| column.headers.iter().all(|part| part.is_ascii()));
        headers && self.grid.delimiter.is_none_or(|mark| mark != ';')
    }

    /// Rows of one cell between rows of figures: a flow, a year or an economy for the rows below them.
    fn sections(&mut self) {
        let texts: Vec<&str> = self
            .body
            .iter()
            .filter(|line| line.filled() == 1 && !line.cells.iter().any(|cell| cell.is_number()))
            .map(|line| line.cells.iter().find(|cell| !cell.is_blank()).map_or("", |cell| cell.text.as_str()))
            .collect();
        if texts.is_empty() {
            return;
        }
        let all = |test: &dyn Fn(&str) -> bool| texts.iter().all(|text| test(text));
        let no_economy = self.with(&Role::Economy).is_empty();
        let field = match () {
            () if all(&|text| flow(text).is_some()) => Some("flow"),
            () if all(&|text| super::when::period(text).is_some()) => Some("period"),
            () if no_economy && all(&|text| names::economy(text).is_some()) => Some("partner"),
            () => None,
        };
        let shown: Vec<String> = texts.iter().map(|text| format!("`{text}`")).collect();
        match field {
            Some(field) => self.understood.line(format!("sections say the {field}: {}", listed(&shown))),
            None => self.understood.audit.push(format!("rows without figures are headings: {}", listed(&shown))),
        }
        self.mapping.sections = field.map(str::to_owned);
    }

    /// Where the flow stands; the flow itself, where all figures have the same.
    fn flows(&mut self) -> Option<String> {
        if let [place, ..] = self.with(&Role::Flow).as_slice() {
            let label = self.columns[*place].label.clone();
            self.column("flow", &label);
            self.understood.line(format!("flows in `{label}`"));
            return None;
        }
        let headers: Vec<Option<&str>> =
            self.with(&Role::Figures).iter().map(|place| flow(&self.columns[*place].header())).collect();
        if self.mapping.sections.as_deref() == Some("flow") {
            return None;
        }
        if self.settings.get("flow").is_none() && headers.iter().all(Option::is_some) {
            let flows: BTreeSet<&str> = headers.into_iter().flatten().collect();
            let only = (flows.len() == 1).then(|| flows.first().map(|flow| (*flow).to_owned())).flatten();
            self.understood.line(format!(
                "{} (from the header)",
                flows.iter().map(|flow| plural(flow)).collect::<Vec<_>>().join(", ")
            ));
            return only;
        }
        let found =
            facts::set(self.settings, "flow").or_else(|| self.context.flow()).or_else(|| self.flow_of_parties());
        match found {
            Some((flow, place)) => {
                self.constant("flow", &flow);
                self.understood.line(format!("{} (from {place})", plural(&flow)));
                Some(flow)
            }
            None if self.is_investment() => None,
            None => {
                self.open("whether the figures are exports or imports is not said", "--set flow=export");
                None
            }
        }
    }

    /// Exporters beside importers are on the two sides of exports; countries of origin are those of imports.
    fn flow_of_parties(&self) -> Found<String> {
        let headers: Vec<String> =
            self.with(&Role::Economy).iter().map(|place| self.columns[*place].header()).collect();
        let says = |meaning: &str| headers.iter().any(|header| words::says(header, meaning));
        let flow = match () {
            () if says("reporter") && says("importer") => "export",
            () if says("origin") => "import",
            () => return None,
        };
        Some((flow.to_owned(), "the headers".to_owned()))
    }

    /// Whether a header or a text around the table says a word of this meaning.
    fn said(&self, meaning: &str) -> bool {
        let headed = self.with(&Role::Figures).iter().any(|place| words::says(&self.columns[*place].header(), meaning));
        headed || self.context.says(meaning)
    }

    fn direction(&self) -> Option<&'static str> {
        match self.settings.get("direction") {
            Some("inward") => return Some("inward"),
            Some("outward") => return Some("outward"),
            _ => {}
        }
        match (self.said("inward"), self.said("outward")) {
            (true, false) => Some("inward"),
            (false, true) => Some("outward"),
            _ => None,
        }
    }

    pub(super) fn is_investment(&self) -> bool {
        let settled = self.settings.get("direction").is_some() || self.settings.get("measure").is_some();
        settled
            || self.settings.get("flow").is_none() && self.context.says("investment")
            || self.with(&Role::Figures).iter().any(|place| words::says(&self.columns[*place].header(), "investment"))
    }

    /// Codes and names of goods.
    fn products(&mut self) {
        if self.is_investment() {
            return;
        }
        let (codes, names) = (self.with(&Role::Code), self.with(&Role::Product));
        let label = |draft: &Self, place: &usize| draft.columns[*place].label.clone();
        match (codes.first(), names.first()) {
            (Some(code), name) => {
                let (code, name) = (label(self, code), name.map(|name| label(self, name)));
                self.column("product", &code);
                self.understood.line(format!("goods by code in `{code}`"));
                if let Some(name) = name {
                    self.column("product_name", &name);
                }
                let said = facts::set(self.settings, "classification").map(|found| found.0);
                let said =
                    said.or_else(|| (words::says(&code, "hs") || self.context.says("hs")).then(|| "HS".to_owned()));
                if let Some(classification) = said {
                    self.constant("classification", &classification);
                } else {
                    self.understood
                        .doubt("the classification of the codes is not said: --set classification=\"HS 2022\"");
                }
            }
            (None, Some(name)) => {
                let name = label(self, name);
                self.column("product", &name);
                self.understood.line(format!("goods by name in `{name}`"));
            }
            (None, None) => {
                let found = facts::set(self.settings, "product").map_or_else(|| "TOTAL".to_owned(), |found| found.0);
                self.constant("product", &found);
            }
        }
    }

    /// What the names of rows mean.
    fn names(&mut self) {
        let figures: Vec<usize> = self.with(&Role::Figures);
        for field in ["reporter", "partner", "product", "product_name"] {
            let Some(label) = self.mapping.columns.get(field).cloned() else { continue };
            let Some(place) = self.columns.iter().position(|column| column.label == label) else { continue };
            let economies = !field.starts_with("product");
            let named = totals::named(self.grid, &self.mapping, place, &figures);
            // Long tables repeat their names, and a total is one of its period.
            let meanings = totals::meanings(&named, &self.settings.names, economies);
            let quoted = |names: &[String]| names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>();
            if economies {
                let distinct: BTreeSet<&str> = named.rows.iter().map(|row| row.0).collect();
                let count = distinct.iter().filter(|name| !meanings.values.contains_key(**name)).count();
                self.understood.line(format!("{count} {field}{} in `{label}`", if count == 1 { "" } else { "s" }));
            }
            if !meanings.totals.is_empty() {
                let code = if economies { "World" } else { "TOTAL" };
                self.understood.line(format!("total row {} set apart as {code}", listed(&quoted(&meanings.totals))));
            }
            if !meanings.rest.is_empty() {
                self.understood.line(format!("{} read as areas not specified (899)", listed(&quoted(&meanings.rest))));
            }
            if !meanings.subtotals.is_empty() {
                self.understood.line(format!("subtotals left out: {}", listed(&quoted(&meanings.subtotals))));
            }
            self.understood.doubts.extend(meanings.doubts);
            for name in &meanings.unknown {
                let near = names::nearest(name).map_or_else(String::new, |near| format!(", near `{near}`"));
                self.open(
                    &format!("`{name}` in `{label}` is no economy that is known{near}"),
                    &format!("--set \"name:{name}=skip\""),
                );
            }
            let field = if field == "product_name" { "product" } else { field };
            if !meanings.values.is_empty() {
                self.mapping.values.entry(field.to_owned()).or_default().extend(meanings.values);
            }
        }
        for (text, meaning) in self.settings.names.iter().filter(|(text, _)| !text.starts_with("column:")) {
            for field in ["reporter", "partner", "product"] {
                if self.mapping.columns.contains_key(field) {
                    let words: &mut Texts = self.mapping.values.entry(field.to_owned()).or_default();
                    words.insert(text.clone(), meaning.clone());
                }
            }
        }
    }

    /// What the user settles beyond what a table needs.
    fn constants(&mut self) {
        // What nearly tidy files say of figures beyond their dimensions.
        for field in ["valuation", "vintage", "classification", "note"] {
            let column = self
                .columns
                .iter()
                .find(|column| column.headers.last().is_some_and(|header| header.eq_ignore_ascii_case(field)));
            if let Some((label, place)) =
                column.filter(|column| column.role != Role::Blank).map(|column| (column.label.clone(), column.place))
            {
                self.column(field, &label);
                self.columns[place].role = Role::Text;
                self.mapping.constants.remove(field);
            }
        }
        self.understood.doubts.retain(|doubt| {
            !doubt.starts_with("the classification") || !self.mapping.columns.contains_key("classification")
        });
        for field in ["valuation", "vintage"] {
            if let Some((text, _)) = facts::set(self.settings, field) {
                self.constant(field, &text);
            }
        }
        if !self.is_investment() {
            return;
        }
        self.mapping.constants.remove("product");
        self.mapping.constants.remove("flow");
        let direction = self.direction();
        let says = |meaning: &str| self.said(meaning);
        let measure = match (says("stock"), says("flow") || says("inward") || says("outward")) {
            (true, false) => Some("stock"),
            (false, true) => Some("flow"),
            _ => None,
        };
        for (field, found, flag) in
            [("direction", direction, "--set direction=inward"), ("measure", measure, "--set measure=flow")]
        {
            match facts::set(self.settings, field).map(|found| found.0).or_else(|| found.map(str::to_owned)) {
                Some(text) => {
                    self.understood.line(format!("direct investment, {field} {text}"));
                    self.constant(field, &text);
                }
                None => self.open(&format!("the {field} of the direct investment is not said"), flag),
            }
        }
    }
}

/// What figures of a flow are called.
pub(super) fn plural(flow: &str) -> String {
    match flow {
        "total" => "turnover".to_owned(),
        "export" | "import" | "re-export" | "re-import" => format!("{flow}s"),
        other => other.to_owned(),
    }
}

/// The unit of a text where it is whole.
pub(super) fn whole_unit(said: unit::Said) -> Option<String> {
    said.unit().map(|unit| unit.to_string())
}
