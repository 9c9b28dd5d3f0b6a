//! Tables that break charts: long names, other scripts, no sum, one point, gaps, ties, extremes.

use super::Case;
use crate::charts::{Annotation, ChartSpec, Reference};

/// What a kind wants across, how many of it, and how many series.
struct Shape {
    time: bool,
    places: usize,
    series: usize,
    names: Names,
}

/// What a kind takes for names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Names {
    Any,
    /// Those of x are not those of `by`.
    Apart,
    Economies,
}

const ECONOMIES: [&str; 30] = [
    "KAZ", "CHN", "RUS", "DEU", "SGP", "USA", "BRA", "ZAF", "MLT", "HKG", "FRA", "GBR", "TUR", "IND", "JPN", "AUS",
    "NZL", "CAN", "MEX", "NGA", "EGY", "KEN", "MUS", "BHR", "IDN", "CHL", "NOR", "FIN", "GRL", "FJI",
];

/// What is hard about a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Trouble {
    Cyrillic,
    Greek,
    Negative,
    OnePoint,
    Orders,
    Missing,
    Ties,
    Zero,
    Unsettled,
    Many,
    Months,
    Notes,
    Narrow,
    Wide,
}

const TROUBLES: [Trouble; 14] = [
    Trouble::Cyrillic,
    Trouble::Greek,
    Trouble::Negative,
    Trouble::OnePoint,
    Trouble::Orders,
    Trouble::Missing,
    Trouble::Ties,
    Trouble::Zero,
    Trouble::Unsettled,
    Trouble::Many,
    Trouble::Months,
    Trouble::Notes,
    Trouble::Narrow,
    Trouble::Wide,
];

const LATIN: [&str; 8] = [
    "Machinery and transport equipment",
    "Chemicals",
    "Food and live animals",
    "Mineral fuels, lubricants and related materials",
    "Beverages",
    "Crude materials",
    "Miscellaneous manufactured articles",
    "Other",
];
const CYRILLIC: [&str; 8] = [
    "Соединённое Королевство Великобритании и Северной Ирландии",
    "Қазақстан Республикасы",
    "Минеральное топливо, смазочные масла и аналогичные материалы",
    "Сельскохозяйственное машиностроение",
    "Демократическая Республика Конго",
    "Өңдеуші өнеркәсіп",
    "Ұлыбритания",
    "Прочее",
];
const GREEK: [&str; 8] = [
    "Ηνωμένο Βασίλειο",
    "Ελλάδα",
    "Ορυκτά καύσιμα, λιπαντικά και συναφή υλικά",
    "Μηχανήματα και εξοπλισμός μεταφορών",
    "Κύπρος",
    "Τρόφιμα",
    "Χημικά προϊόντα",
    "Λοιπά",
];

fn shape(kind: &str) -> Option<Shape> {
    let (time, places, series) = match kind {
        "ranked" | "treemap" | "waterfall" | "lorenz" | "interval" => (false, 8, 1),
        "grouped" => (true, 6, 3),
        "line" | "stacked" | "stacked-share" => (true, 8, 4),
        "area" | "area-share" => (true, 20, 4),
        "share" => (false, 3, 5),
        "balance" => (true, 10, 2),
        "butterfly" | "dumbbell" | "scatter" => (false, 8, 2),
        "slope" => (true, 2, 6),
        "bump" => (true, 6, 7),
        "multiples" => (true, 12, 8),
        "heatmap" => (true, 10, 8),
        "sankey" => (false, 4, 5),
        "product-space" => (false, 8, 8),
        "choropleth" => (false, 8, 1),
        _ => return None,
    };
    let names = match kind {
        "sankey" | "product-space" => Names::Apart,
        "choropleth" => Names::Economies,
        _ => Names::Any,
    };
    Some(Shape { time, places, series, names })
}

/// The hard cases of one kind; none of a kind without a shape.
pub fn cases(kind: &str) -> Vec<Case> {
    let Some(shape) = shape(kind) else { return Vec::new() };
    TROUBLES.into_iter().filter_map(|trouble| case(kind, &shape, trouble)).collect()
}

fn case(kind: &str, shape: &Shape, trouble: Trouble) -> Option<Case> {
    let intervals = matches!(kind, "interval");
    let noted = matches!(kind, "line" | "grouped" | "area" | "stacked" | "balance");
    if (trouble == Trouble::Months && !shape.time) || (trouble == Trouble::Notes && !noted) {
        return None;
    }
    let whiskers = intervals || (trouble == Trouble::Notes && matches!(kind, "line" | "grouped"));
    let table = Cells { shape, trouble, whiskers };
    let name = format!("{kind}-{}", format!("{trouble:?}").to_lowercase());
    Some(Case { csv: table.csv(), spec: spec(kind, shape, trouble, whiskers), name })
}

/// The table of a case.
struct Cells<'a> {
    shape: &'a Shape,
    trouble: Trouble,
    whiskers: bool,
}

impl Cells<'_> {
    fn count(&self) -> (usize, usize) {
        let Shape { places, series, .. } = *self.shape;
        match self.trouble {
            Trouble::OnePoint => (1, series),
            Trouble::Many if series > 2 => (places, 30),
            Trouble::Many => (30, series),
            Trouble::Months if places > 2 => (36, series),
            _ => (places, series),
        }
    }

    fn place(&self, row: usize) -> String {
        match (self.shape.time, self.trouble) {
            (true, Trouble::Months) => format!("{}-{:02}", 2022 + row / 12, row % 12 + 1),
            (true, Trouble::Missing) => (2005 + row + usize::from(row > 2)).to_string(),
            (true, _) => (2006 + row).to_string(),
            (false, _) if self.shape.names == Names::Economies => ECONOMIES[row % ECONOMIES.len()].to_owned(),
            (false, _) => self.name(row),
        }
    }

    fn name(&self, number: usize) -> String {
        let names = match self.trouble {
            Trouble::Cyrillic => CYRILLIC,
            Trouble::Greek => GREEK,
            _ => LATIN,
        };
        match names.get(number) {
            Some(name) => (*name).to_owned(),
            None => format!("Partner {number}"),
        }
    }

    fn series(&self, number: usize) -> String {
        match self.shape.names {
            Names::Apart => format!("{} →", self.name(number)),
            _ if self.shape.series == 2 => ["Exports", "Imports"][number].to_owned(),
            _ => self.name(number),
        }
    }

    fn value(&self, row: usize, number: usize) -> Option<f64> {
        // A fixed walk that looks like trade: levels by series, a trend, a wobble.
        let wobble = ((row * 37 + number * 61 + row * number * 13) % 29) as f64;
        let usual = 120.0 / (number + 1) as f64 * (1.0 + row as f64 * 0.06) + wobble;
        let usual = if self.shape.time { usual } else { usual * 40.0 / (row as f64 + 3.0) };
        match self.trouble {
            Trouble::Negative => Some(-usual),
            Trouble::Orders => Some(10f64.powi(((row * 5 + number * 3) % 12) as i32 - 2) * (1.0 + wobble / 10.0)),
            Trouble::Missing if (row + number) % 5 == 3 => None,
            Trouble::Ties => Some(50.0),
            Trouble::Zero => Some(0.0),
            _ => Some((usual * 10.0).round() / 10.0),
        }
    }

    fn csv(&self) -> String {
        let (places, series) = self.count();
        let mut out = csv::Writer::from_writer(Vec::new());
        let mut put = |row: [String; 5]| out.write_record(row).is_ok();
        put(["x", "by", "value", "low", "high"].map(str::to_owned));
        for number in 0..series {
            for row in 0..places {
                let value = self.value(row, number);
                let end = |part: f64| match (value, self.whiskers) {
                    (Some(value), true) => (value + value.abs() * part).to_string(),
                    _ => String::new(),
                };
                let value = value.map(|value| value.to_string()).unwrap_or_default();
                put([self.place(row), self.series(number), value, end(-0.08), end(0.05)]);
            }
        }
        out.into_inner().ok().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default()
    }
}

fn spec(kind: &str, shape: &Shape, trouble: Trouble, whiskers: bool) -> ChartSpec {
    let mut spec = ChartSpec::new(kind, "x", "value");
    let cells = Cells { shape, trouble, whiskers };
    spec.by = (shape.series > 1).then(|| "by".to_owned());
    spec.title = format!("Kestria’s trade looks like this when the case is {trouble:?}").to_lowercase();
    spec.title = spec.title.replacen('k', "K", 1);
    spec.subtitle = "Goods trade of Kestria, € million, 2006–2025".to_owned();
    spec.source = "invented figures".to_owned();
    spec.number.decimals = Some(1);
    if whiskers {
        (spec.low, spec.high) = (Some("low".to_owned()), Some("high".to_owned()));
    }
    match trouble {
        Trouble::Cyrillic => {
            spec.lang = "ru".to_owned();
            spec.title = "Экспорт Кестрии вырос вдвое, а доля минерального топлива сократилась на треть".to_owned();
            spec.subtitle = "Экспорт товаров, млн евро, 2006–2025".to_owned();
        }
        Trouble::Greek => {
            spec.lang = "el".to_owned();
            spec.title = "Οι εξαγωγές της Κεστρίας διπλασιάστηκαν".to_owned();
        }
        Trouble::Unsettled => {
            let last = cells.count().0;
            spec.partial.insert(cells.place(last - 1), "January–August".to_owned());
            spec.provisional = vec![cells.place(last.saturating_sub(2))];
        }
        Trouble::Many if shape.series > 2 => spec.highlight = vec![cells.series(1)],
        Trouble::Notes => {
            let note = |row: usize, text: &str| Annotation { x: cells.place(row), text: text.to_owned() };
            spec.annotations = vec![
                note(1, "New tariff"),
                note(4, "Accession to the customs union, and the first full year of the new nomenclature"),
                note(shape.places - 1, "Method changed"),
            ];
            spec.references = vec![Reference { y: 100.0, text: "Average of 2006–2010".to_owned() }];
        }
        Trouble::Narrow => spec.width = 360,
        Trouble::Wide => spec.width = 1200,
        _ => {}
    }
    spec
}
