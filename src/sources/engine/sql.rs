//! A cube as a query in the dialect that Spark and Sail share.
//!
//! Identifiers are ours and constant; every text of a user's is written as the hexadecimal of its bytes, so that no quote,
//! backslash or semicolon in it can end anything.

use std::fmt::{self, Write as _};

use polars::prelude::DataType;

use crate::model::Kind;
use crate::model::schema::{
    BOUND, CURRENCY, PERIOD, PERIOD_END, PERIOD_START, PRODUCT_LEVEL, STATE, ULP_MINOR, VALUE_MINOR,
};

use super::super::scan::sums::{SUMMED, state_ranks};
use super::super::scan::{Cube, Filter};

/// Where the engine finds figures in the tidy layout.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Table {
    /// A file, folder or pattern that the engine sees.
    Parquet(String),
    /// A name in the engine's own catalogue.
    Named(String),
}

impl Table {
    /// `table:NAME`, or a path.
    #[must_use]
    pub fn of(text: &str) -> Self {
        match text.strip_prefix("table:") {
            Some(name) => Self::Named(name.to_owned()),
            None => Self::Parquet(text.to_owned()),
        }
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Parquet(path) => f.write_str(path),
            Self::Named(name) => write!(f, "table:{name}"),
        }
    }
}

/// A view of the engine's session on one table, and the columns it has.
#[derive(Debug, Clone)]
pub struct View {
    pub name: String,
    pub columns: Vec<String>,
}

/// Which columns a tidy table must have for its kind.
#[must_use]
pub fn needed(kind: Kind) -> Vec<&'static str> {
    let level = (kind == Kind::Trade).then_some(PRODUCT_LEVEL);
    let rest = [PERIOD, PERIOD_START, PERIOD_END, CURRENCY, VALUE_MINOR, STATE];
    kind.dimensions().iter().copied().chain(level).chain(rest).collect()
}

/// The cube's sums: its keys, then every [measure](Cube::measures), each with what `aggregates` says.
#[must_use]
pub fn cube(views: &[View], cube: &Cube, parts_only: &[&str]) -> String {
    let (kind, keys) = (cube.kind(), cube.keys(parts_only));
    let measures = cube.measures();
    let mut wanted = [keys.clone(), measures.clone()].concat();
    wanted.extend(
        cube.filters().iter().map(|filter| filter.column).filter(|name| !keys.contains(name)).collect::<Vec<_>>(),
    );
    wanted.dedup();
    let alias = |name: &str| {
        wanted.iter().position(|wanted| *wanted == name).map_or_else(String::new, |place| format!("c{place}"))
    };
    let grouped: Vec<String> = keys.iter().map(|name| alias(name)).collect();
    let summed = measures.iter().flat_map(|name| aggregates(name, &alias(name)));
    let selected: Vec<String> = grouped.iter().cloned().chain(summed).collect();
    let mut query = format!("SELECT {} FROM {}", selected.join(", "), rows(views, kind, &wanted));
    let conditions: Vec<String> =
        cube.filters().iter().map(|filter| condition(filter, &alias(filter.column))).collect();
    if !conditions.is_empty() {
        let _ = write!(query, " WHERE {}", conditions.join(" AND "));
    }
    let _ = write!(query, " GROUP BY {}", grouped.join(", "));
    query
}

/// The values of a column, each once, with how many rows have it.
#[must_use]
pub fn counts(views: &[View], kind: Kind, column: &'static str) -> String {
    format!(
        "SELECT CAST(c0 AS STRING) AS v, COUNT(*) AS n FROM {} GROUP BY CAST(c0 AS STRING)",
        rows(views, kind, &[column])
    )
}

/// What is asked of a measure: of one that is added up the sum, how many figures it lacks, and a float that says in time
/// when it comes near 64 bits; of any other the largest.
fn aggregates(measure: &str, alias: &str) -> Vec<String> {
    if SUMMED.contains(&measure) {
        return vec![
            format!("SUM({alias}) AS s{alias}"),
            format!("SUM(CASE WHEN {alias} IS NULL THEN 1 ELSE 0 END) AS g{alias}"),
            format!("SUM(ABS(CAST({alias} AS DOUBLE))) AS b{alias}"),
        ];
    }
    if measure == STATE {
        let ranks: String =
            state_ranks().map(|(state, rank)| format!(" WHEN {} THEN {rank}", literal(state))).collect();
        return vec![format!("MAX(CASE {alias}{ranks} ELSE 0 END) AS r{alias}")];
    }
    vec![format!("MAX({alias}) AS x{alias}")]
}

/// The rows of all views with the wanted columns as `c0`, `c1`, …; what a table may leave out is filled in.
fn rows(views: &[View], kind: Kind, wanted: &[&str]) -> String {
    let schema = crate::model::schema::tidy(kind);
    let of = |view: &View| {
        let columns = wanted.iter().enumerate().map(|(place, name)| {
            let dtype = schema.get(name).map_or("STRING", sql_type);
            let value = if view.columns.iter().any(|column| column == name) {
                format!("`{name}`")
            } else {
                filled_in(name, dtype)
            };
            format!("CAST({value} AS {dtype}) AS c{place}")
        });
        format!("SELECT {} FROM {}", columns.collect::<Vec<_>>().join(", "), view.name)
    };
    format!("({}) AS figures", views.iter().map(of).collect::<Vec<_>>().join(" UNION ALL "))
}

fn filled_in(name: &str, dtype: &str) -> String {
    match (name, dtype) {
        (ULP_MINOR, _) => "1".to_owned(),
        (BOUND, _) | (_, "STRING") => literal(""),
        _ => "NULL".to_owned(),
    }
}

fn sql_type(dtype: &DataType) -> &'static str {
    match dtype {
        DataType::Int64 => "BIGINT",
        DataType::Float64 => "DOUBLE",
        DataType::Date => "DATE",
        _ => "STRING",
    }
}

fn condition(filter: &Filter, alias: &str) -> String {
    let values: Vec<String> = filter.values.iter().map(|value| literal(value)).collect();
    let is_in = if filter.excludes { "NOT IN" } else { "IN" };
    match values.is_empty() {
        true => filter.excludes.to_string().to_uppercase(),
        false => format!("CAST({alias} AS STRING) {is_in} ({})", values.join(", ")),
    }
}

/// Any text as a constant.
#[must_use]
pub fn literal(text: &str) -> String {
    let bytes = text.bytes().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02X}");
        hex
    });
    format!("CAST(X'{bytes}' AS STRING)")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::schema::{PARTNER, REPORTER};

    fn view(columns: &[&str]) -> View {
        View { name: "figures_0".to_owned(), columns: columns.iter().map(|name| (*name).to_owned()).collect() }
    }

    #[test]
    fn no_text_of_a_user_stands_in_a_query() {
        let hostile = "NA'; DROP TABLE x; -- \\ \n \"`";
        let filters =
            vec![Filter { column: PARTNER, values: vec![hostile.to_owned(), "NAM".to_owned()], excludes: false }];
        let query =
            cube(&[view(&needed(Kind::Trade))], &Cube::new(Kind::Trade).by(&[REPORTER]).filtered_by(filters), &[]);
        assert!(!query.contains("DROP") && !query.contains('"') && !query.contains(';'), "{query}");
        assert!(query.contains("IN (CAST(X'4E41273B20"), "{query}");
        assert!(query.contains("CAST(X'4E414D' AS STRING))"), "{query}");
    }

    #[test]
    fn what_a_table_leaves_out_is_filled_in() {
        let query = cube(&[view(&needed(Kind::Trade))], &Cube::new(Kind::Trade), &[PARTNER, "product"]);
        assert!(query.contains("CAST(1 AS BIGINT)") && query.contains("CAST(NULL AS BIGINT)"), "{query}");
        assert!(!query.contains("`partner`"), "added over: {query}");
    }

    #[test]
    fn several_tables_are_read_below_each_other() {
        let views = [view(&needed(Kind::Trade)), View { name: "figures_1".to_owned(), ..view(&needed(Kind::Trade)) }];
        let query = counts(&views, Kind::Trade, PARTNER);
        assert_eq!(query.matches("UNION ALL").count(), 1, "{query}");
    }

    #[test]
    fn tables_and_paths_are_told_apart() {
        assert_eq!(Table::of("table:customs.trade"), Table::Named("customs.trade".to_owned()));
        assert_eq!(Table::of("/data/*.parquet"), Table::Parquet("/data/*.parquet".to_owned()));
    }
}
