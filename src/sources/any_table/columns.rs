//! What every column of a table is: names, codes, periods, figures, or something that is set aside.

use super::grid::{Cell, Line};
use super::names::{self, Name};
use super::unit;
use super::when::{self, Time};
use super::words;

/// A column as its header and its cells show it.
#[derive(Debug, Clone)]
pub struct Column {
    pub place: usize,
    pub label: String,
    /// From top to bottom.
    pub headers: Vec<String>,
    pub role: Role,
}

/// What a column holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Role {
    Blank,
    Economy,
    /// Names or words of goods.
    Product,
    Code,
    Flow,
    Unit,
    Period,
    Year,
    Quarter,
    Month,
    Figures,
    /// Left out, and what it is.
    Aside(&'static str),
    Text,
}

impl Column {
    /// The header in one line.
    #[must_use]
    pub fn header(&self) -> String {
        self.headers.join(" ")
    }

    /// The period that the header says, whole or put together of its rows.
    #[must_use]
    pub fn times(&self) -> Vec<Time> {
        self.headers
            .iter()
            .filter_map(|part| when::said(part).or_else(|| embedded(part)))
            .map(|said| said.time)
            .collect()
    }
}

/// The period in a header that says more: `Exports 2023, USD mn`.
#[must_use]
pub fn embedded(text: &str) -> Option<when::Said> {
    let pieces: Vec<&str> = text.split([',', '(', ')', ';', '[', ']']).map(str::trim).collect();
    let found: Vec<when::Said> = pieces
        .iter()
        .filter_map(|piece| when::said(piece))
        .filter(|said| !matches!(said.time, Time::Part(..)))
        .collect();
    if let [only] = found.as_slice() {
        return Some(*only);
    }
    if found.len() > 1 {
        return None;
    }
    let words: Vec<&str> = text.split([' ', ',', '(', ')', ';', ':']).filter(|word| !word.is_empty()).collect();
    // The longest run of words that is a period; a text with two of them says none.
    let mut hits = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let run = (1..=4.min(words.len() - at)).rev().find_map(|count| {
            let said = when::said(&words[at..at + count].join(" "))?;
            let whole = !matches!(said.time, Time::Part(..));
            // A run neither begins nor ends with a word that says nothing.
            let digits = |word: &str| word.chars().any(|c| c.is_ascii_digit());
            let tight = digits(words[at]) || digits(words[at + count - 1]) || count == 1;
            (whole && tight && words[at..at + count].iter().any(|word| digits(word))).then_some((count, said))
        });
        match run {
            Some((count, said)) => {
                hits.push(said);
                at += count;
            }
            None => at += 1,
        }
    }
    match hits.as_slice() {
        [only] => Some(*only),
        _ => None,
    }
}

/// The columns of a table, by header and cells.
#[must_use]
pub fn columns(headers: &[Vec<String>], labels: &[String], body: &[&Line]) -> Vec<Column> {
    // Rows without figures are names of sections.
    let rows: Vec<&&Line> = body.iter().filter(|line| line.filled() > 1).collect();
    let mut columns: Vec<Column> = (0..headers.len())
        .map(|place| {
            let cells: Vec<&Cell> = rows.iter().map(|line| line.cell(place)).filter(|cell| !cell.is_blank()).collect();
            let role = role(&headers[place].join(" "), &headers[place], &cells);
            Column { place, label: labels[place].clone(), headers: headers[place].clone(), role }
        })
        .collect();
    settle(&mut columns, &rows);
    columns
}

/// What a column's header and cells say by themselves.
fn role(header: &str, parts: &[String], cells: &[&Cell]) -> Role {
    if cells.is_empty() {
        return Role::Blank;
    }
    let lowest = parts.last().map_or("", String::as_str);
    let share = |test: &dyn Fn(&Cell) -> bool| cells.iter().filter(|cell| test(cell)).count() * 100 / cells.len();
    let says = |meaning: &str| words::says(header, meaning);
    let numbers = share(&|cell| cell.figure().is_some() || super::number::state(&cell.text).is_some());
    let times = share(&|cell| cell.time().is_some());
    let dated = parts.iter().any(|part| when::said(part).is_some());
    if numbers >= 50 || dated && times < 50 {
        return numeric(header, parts, cells, dated);
    }
    if ["note"].iter().any(|word| words::is(lowest, word)) {
        return Role::Aside("notes");
    }
    if times >= 80 {
        let part = cells.iter().all(|cell| matches!(cell.time().map(|said| said.time), Some(Time::Part(..))));
        return match part {
            true if cells.iter().any(|cell| matches!(cell.time().map(|said| said.time), Some(Time::Part(_, 3)))) => {
                Role::Quarter
            }
            true => Role::Month,
            false => Role::Period,
        };
    }
    if share(&|cell| flow(&cell.text).is_some()) >= 60 {
        return Role::Flow;
    }
    if share(&|cell| unit::of_text(&cell.text).unit().is_some()) >= 80 && !says("product") {
        return Role::Unit;
    }
    let known = share(&|cell| matches!(names::name(&cell.text), Some(Name::Economy(_) | Name::Rest | Name::Total)));
    let economies = share(&|cell| names::economy(&cell.text).is_some());
    let asked = ["country", "partner", "reporter", "importer", "origin"].iter().any(|word| says(word));
    let goods = says("product") && !asked;
    if !goods && (economies > 0 && known >= 60 || asked) || goods && economies >= 80 {
        return Role::Economy;
    }
    if words::is(lowest, "code") && share(&|cell| cell.text.chars().any(|c| c.is_ascii_digit())) >= 60 {
        return Role::Code;
    }
    if says("product") || words::is(lowest, "code") {
        return Role::Product;
    }
    Role::Text
}

fn numeric(header: &str, parts: &[String], cells: &[&Cell], dated: bool) -> Role {
    let lowest = parts.last().map_or("", String::as_str);
    let says = |meaning: &str| words::says(header, meaning);
    let whole: Vec<Option<i64>> = cells.iter().map(|cell| cell.text.parse().ok()).collect();
    let among =
        |low: i64, high: i64| whole.iter().all(|number| number.is_some_and(|number| (low..=high).contains(&number)));
    let money = unit::of_text(header).currency.is_some() || flow(header).is_some();
    if !money && !dated {
        let coded = ["code", "hs"].iter().any(|word| words::is(lowest, word) || words::begins(lowest, word));
        if coded || says("product") && !says("value") {
            return Role::Code;
        }
        if words::is(lowest, "year") && cells.iter().any(|cell| cell.time().is_some())
            || among(1900, 2100) && !says("value")
        {
            return Role::Year;
        }
        if says("quarter") && among(1, 4) {
            return Role::Quarter;
        }
        if says("month") && among(1, 12) {
            return Role::Month;
        }
        if cells.iter().filter(|cell| cell.time().is_some()).count() * 10 >= cells.len() * 8 {
            return Role::Period;
        }
        if words::is(lowest, "rank")
            || header.is_empty() && whole.iter().enumerate().all(|(place, number)| *number == Some(place as i64 + 1))
        {
            return Role::Aside("ranks");
        }
    }
    let percents = cells.iter().filter(|cell| cell.figure().is_some_and(|figure| figure.percent)).count();
    let aside = [
        ("share", "shares"),
        ("change", "changes"),
        ("average", "averages"),
        ("weight", "weights"),
        ("quantity", "quantities"),
        ("price", "no money of trade"),
    ];
    // A unit of money decides against weights: `USD per tonne` is a price all the same.
    let found = aside.iter().find(|(meaning, _)| match *meaning {
        "weight" | "quantity" => says(meaning) && unit::of_text(header).currency.is_none(),
        _ => says(meaning),
    });
    if let Some((_, name)) = found {
        return Role::Aside(name);
    }
    if percents * 2 > cells.len() {
        return Role::Aside("per cent");
    }
    if flow(header) == Some("balance") {
        return Role::Aside("balances");
    }
    Role::Figures
}

/// The flow that words say, `balance` among them; `None` where they say none, or more than one.
#[must_use]
pub fn flow(text: &str) -> Option<&'static str> {
    if words::says(text, "balance") {
        return Some("balance");
    }
    if words::says(text, "turnover") {
        return Some("total");
    }
    let re = ["re-export", "re-import"].into_iter().find(|flow| words::says(text, flow));
    if re.is_some() {
        return re;
    }
    match (words::says(text, "export"), words::says(text, "import")) {
        (true, false) => Some("export"),
        (false, true) => Some("import"),
        _ => None,
    }
}

/// What only the columns together say.
fn settle(columns: &mut [Column], rows: &[&&Line]) {
    let count = |columns: &[Column], role: &Role| columns.iter().filter(|column| column.role == *role).count();
    // A year beside figures is a year; the only figures of a table are no years.
    if count(columns, &Role::Figures) == 0 {
        let years: Vec<usize> =
            columns.iter().filter(|column| column.role == Role::Year).map(|column| column.place).collect();
        if let [.., last] = years.as_slice()
            && !words::is(columns[*last].headers.last().map_or("", String::as_str), "year")
        {
            columns[*last].role = Role::Figures;
        }
    }
    // The first column of text names the rows where nothing else does.
    let named =
        columns.iter().any(|column| matches!(column.role, Role::Economy | Role::Product | Role::Code | Role::Flow));
    if !named && let Some(column) = columns.iter_mut().find(|column| column.role == Role::Text) {
        let distinct = rows
            .iter()
            .map(|line| line.cell(column.place).text.as_str())
            .collect::<std::collections::BTreeSet<_>>()
            .len();
        if distinct > 1 {
            column.role = Role::Product;
        }
    }
    let coded = count(columns, &Role::Code) > 0;
    if coded
        && count(columns, &Role::Product) == 0
        && let Some(column) = columns.iter_mut().find(|column| column.role == Role::Text)
    {
        column.role = Role::Product;
    }
    // Codes beside names of economies are theirs.
    if coded && count(columns, &Role::Economy) > 0 {
        for column in columns.iter_mut().filter(|column| column.role == Role::Code) {
            let economies = rows.iter().filter(|line| names::economy(&line.cell(column.place).text).is_some()).count();
            if economies * 2 > rows.len() || words::says(&column.header(), "country") {
                column.role = Role::Aside("codes of economies");
            }
        }
    }
    for column in columns.iter_mut().filter(|column| column.role == Role::Text) {
        column.role = Role::Aside("text");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sources::any_table::{layout, text};

    fn roles(text: &str) -> Vec<Role> {
        let grid = text::grid(text, Some(','));
        let table = &layout::tables(&grid)[0];
        let lines = |rows: &[usize]| rows.iter().map(|row| &grid.lines[*row]).collect::<Vec<_>>();
        let headers = layout::headers(&grid, &lines(&table.header));
        columns(&headers, &layout::labels(&headers), &lines(&table.body))
            .into_iter()
            .map(|column| column.role)
            .collect()
    }

    #[test]
    fn columns_are_what_header_and_cells_say() {
        use Role::{Aside, Code, Economy, Figures, Product, Year};
        assert_eq!(
            roles("Country,Year,\"Exports, USD mn\"\nChina,2023,10.5\nItaly,2024,20\n"),
            [Economy, Year, Figures]
        );
        assert_eq!(
            roles("Country,2023,2024,\"Growth, %\",Share 2024\nChina,10,12,20%,0.5\nItaly,10,12,20%,0.5\n"),
            [Economy, Figures, Figures, Aside("changes"), Aside("shares")]
        );
        assert_eq!(roles("HS,Product,2023\n2709,Crude oil,10\n304,Fish,11\n"), [Code, Product, Figures]);
        assert_eq!(roles("№,Страна,2023\n1,Китай,10\n2,Италия,11\n"), [Aside("ranks"), Economy, Figures]);
        assert_eq!(
            roles("Year,Exports,Imports,Balance\n2023,10,8,2\n2024,11,9,2\n"),
            [Year, Figures, Figures, Aside("balances")]
        );
    }

    #[test]
    fn periods_stand_within_headers() {
        let said = |text: &str| embedded(text).map(|said| said.time);
        assert_eq!(said("Exports 2023, USD mn"), Some(Time::Whole("2023".parse().unwrap())));
        assert_eq!(said("Exports, USD mn"), None);
        assert_eq!(said("Exports in Q1 2024"), Some(Time::Whole("2024-Q1".parse().unwrap())));
        assert_eq!(said("Growth 2023 to 2024"), None);
    }
}
