//! Days as lists write them: in titles, in cells, and as Excel numbers.

use chrono::{Days, NaiveDate};

/// A day in a cell.
pub(super) fn of(text: &str) -> Option<NaiveDate> {
    let text = text.split(['T', ' ']).next().filter(|day| day.contains(['-', '/'])).unwrap_or(text).trim();
    let formats = ["%Y-%m-%d", "%d/%m/%Y", "%d-%b-%Y", "%d %B %Y", "%d %b %Y", "%Y/%m/%d"];
    formats.iter().find_map(|format| NaiveDate::parse_from_str(text, format).ok()).or_else(|| serial(text))
}

/// Excel counts days from the end of 1899; whole numbers of this size are days from 1954 to 2119.
fn serial(text: &str) -> Option<NaiveDate> {
    let number: u64 = text.strip_suffix(".0").unwrap_or(text).parse().ok()?;
    let epoch = NaiveDate::from_ymd_opt(1899, 12, 30)?;
    (20_000..80_000).contains(&number).then(|| epoch.checked_add_days(Days::new(number)))?
}

/// The first day that a title names: `Instruments as at 30 June 2026`, `List of all companies - 2017-04-28`.
pub(super) fn in_title(text: &str) -> Option<NaiveDate> {
    let words: Vec<&str> = text
        .split(|mark: char| mark.is_whitespace() || "(),:;".contains(mark))
        .filter(|word| !word.is_empty())
        .collect();
    let single = words.iter().filter(|word| word.contains(['-', '/'])).find_map(|word| of(word));
    single.or_else(|| {
        words.windows(3).find_map(|three| {
            let day = three[0].trim_end_matches(|letter: char| letter.is_ascii_alphabetic());
            of(&format!("{day} {} {}", three[1], three[2]))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_read_in_every_writing() {
        let day = NaiveDate::from_ymd_opt(2017, 4, 28);
        for text in
            ["2017-04-28", "28/04/2017", "28-Apr-2017", "28 April 2017", "42853", "42853.0", "2017-04-28 00:00:00"]
        {
            assert_eq!(of(text), day, "{text}");
        }
        for text in ["", "-", "2017", "1,659.20", "28/2017"] {
            assert_eq!(of(text), None, "{text}");
        }
    }

    #[test]
    fn titles_name_their_day() {
        let day = NaiveDate::from_ymd_opt(2017, 4, 28);
        for text in [
            "Instrument list as at 28 April 2017",
            "Companies: 28th April 2017 (all)",
            "List - 28/04/2017",
            "2017-04-28",
        ] {
            assert_eq!(in_title(text), day, "{text}");
        }
        assert_eq!(in_title("All companies on the Main Market"), None);
    }
}
