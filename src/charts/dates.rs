//! Periods as readers write them: `Jan–Apr 2017`, `Q1 2017`, `2016/17`.

use chrono::{Datelike as _, NaiveDate};

use crate::model::{Grain, Period};

const ENGLISH: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const RUSSIAN: [&str; 12] = ["янв", "фев", "мар", "апр", "май", "июн", "июл", "авг", "сен", "окт", "ноя", "дек"];
const GERMAN: [&str; 12] = ["Jan", "Feb", "März", "Apr", "Mai", "Juni", "Juli", "Aug", "Sept", "Okt", "Nov", "Dez"];
const FRENCH: [&str; 12] =
    ["janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."];
const SPANISH: [&str; 12] = ["ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sept", "oct", "nov", "dic"];
const ITALIAN: [&str; 12] = ["gen", "feb", "mar", "apr", "mag", "giu", "lug", "ago", "set", "ott", "nov", "dic"];
const POLISH: [&str; 12] = ["sty", "lut", "mar", "kwi", "maj", "cze", "lip", "sie", "wrz", "paź", "lis", "gru"];
const TURKISH: [&str; 12] = ["Oca", "Şub", "Mar", "Nis", "May", "Haz", "Tem", "Ağu", "Eyl", "Eki", "Kas", "Ara"];
const GREEK: [&str; 12] = ["Ιαν", "Φεβ", "Μαρ", "Απρ", "Μαΐ", "Ιουν", "Ιουλ", "Αυγ", "Σεπ", "Οκτ", "Νοε", "Δεκ"];
const UKRAINIAN: [&str; 12] = ["січ", "лют", "бер", "кві", "тра", "чер", "лип", "сер", "вер", "жов", "лис", "гру"];
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
        "de" => &GERMAN,
        "fr" => &FRENCH,
        "es" => &SPANISH,
        "it" => &ITALIAN,
        "pl" => &POLISH,
        "tr" => &TURKISH,
        "el" => &GREEK,
        "uk" => &UKRAINIAN,
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
    fn the_face_has_every_month() {
        for language in ["en", "ru", "kk", "de", "fr", "es", "it", "pl", "tr", "el", "uk"] {
            for month in 1..=12 {
                let period = format!("2024-{month:02}").parse().unwrap();
                crate::charts::font::check(&label(&period, language)).unwrap();
            }
        }
    }

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
        assert_eq!(written("2017-04", "fr"), "avr. 2017");
        assert_eq!(written("2017-01..2017-08", "de"), "Jan–Aug 2017");
        assert_eq!(written("2017-04", "ja"), "2017-04");
    }
}
