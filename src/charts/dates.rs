//! Periods as readers write them: `Jan–Apr 2017`, `Q1 2017`, `2016/17`.

use chrono::{Datelike as _, NaiveDate};

use crate::model::{Grain, Period};

const ENGLISH: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const RUSSIAN: [&str; 12] = ["янв", "фев", "мар", "апр", "май", "июн", "июл", "авг", "сен", "окт", "ноя", "дек"];
const KAZAKH: [&str; 12] = ["қаң", "ақп", "нау", "сәу", "мам", "мау", "шіл", "там", "қыр", "қаз", "қар", "жел"];

/// The label of a period; languages whose months we do not know get the form of the data.
#[must_use]
pub fn label(period: &Period, language: &str) -> String {
    let (start, end) = (period.start(), period.end());
    let year = start.year();
    match period.grain() {
        Grain::Year => return year.to_string(),
        Grain::FiscalYear => return format!("{year}/{:02}", end.year() % 100),
        Grain::Span if (start.month(), end.month()) == (1, 12) && period.months().is_some() => {
            return format!("{year}–{}", end.year());
        }
        _ => {}
    }
    let months = match language {
        "en" => &ENGLISH,
        "ru" => &RUSSIAN,
        "kk" => &KAZAKH,
        _ => return period.to_string(),
    };
    let month = |date: NaiveDate| months[date.month0() as usize];
    match (period.grain(), period.months()) {
        (Grain::Quarter, _) if language == "en" => format!("Q{} {year}", start.month0() / 3 + 1),
        (Grain::Half, _) if language == "en" => format!("H{} {year}", start.month0() / 6 + 1),
        (Grain::Day, _) => format!("{} {} {year}", start.day(), month(start)),
        (_, Some(1)) => format!("{} {year}", month(start)),
        (_, Some(_)) if year == end.year() => format!("{}–{} {year}", month(start), month(end)),
        (_, Some(_)) => format!("{} {year} – {} {}", month(start), month(end), end.year()),
        _ => format!("{} {} {year} – {} {} {}", start.day(), month(start), end.day(), month(end), end.year()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_are_written_as_readers_write_them() {
        let written = |text: &str, language| label(&text.parse().unwrap(), language);
        let english = [
            ("2017", "2017"),
            ("2017-Q1", "Q1 2017"),
            ("2017-04", "Apr 2017"),
            ("2017-01..2017-04", "Jan–Apr 2017"),
            ("2005..2017", "2005–2017"),
            ("FY2022-23", "2022/23"),
            ("2016-11..2017-02", "Nov 2016 – Feb 2017"),
            ("2017-04-05", "5 Apr 2017"),
        ];
        for (text, expected) in english {
            assert_eq!(written(text, "en"), expected);
        }
        assert_eq!(written("2017-Q1", "ru"), "янв–мар 2017");
        assert_eq!(written("2017-04", "fr"), "2017-04");
    }
}
