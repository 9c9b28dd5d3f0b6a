//! Figures in the words of a text, as filters: `{{ figure | per_cent }}`. A figure is rounded once, when it is printed.

use minijinja::value::{Kwargs, Value};
use minijinja::{Error, ErrorKind};

use super::figure::{Amount, Figure};
use crate::model::money::Magnitude;
use crate::model::{Economy, Period};
use crate::report::page::wording::{currency_sign, period_in_words, readable};

/// The words of an ordinal up to which a text spells them out.
const ORDINALS: [&str; 10] =
    ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"];
const NUMBERS: [&str; 13] =
    ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
/// Before a number, so that a sign reads as one.
const MINUS: &str = "\u{2212}";

/// The figure behind a value of a template.
///
/// # Errors
/// When the value is none.
fn figure(value: &Value) -> Result<&Figure, Error> {
    value.downcast_object_ref::<Figure>().ok_or_else(|| {
        let message = format!("found {}, expected a figure such as trade.level(\"2024\")", value.kind());
        Error::new(ErrorKind::InvalidOperation, message)
    })
}

/// How a filter was asked to print.
struct Print {
    decimals: usize,
    magnitude: Option<Magnitude>,
    sign: Option<String>,
}

impl Print {
    fn of(figure: &Figure, named: &Kwargs) -> Result<Self, Error> {
        let decimals: Option<usize> = named.get("decimals")?;
        let within: Option<String> = named.get("in")?;
        let magnitude = match within {
            None => None,
            Some(word) => Some(magnitude(&word)?),
        };
        let print = Self { decimals: decimals.unwrap_or(figure.decimals), magnitude, sign: named.get("sign")? };
        named.assert_all_used()?;
        match print.decimals {
            0..=9 => Ok(print),
            more => Err(Error::new(ErrorKind::InvalidOperation, format!("found decimals={more}, expected 0 to 9"))),
        }
    }
}

fn magnitude(word: &str) -> Result<Magnitude, Error> {
    let all = [Magnitude::One, Magnitude::Thousand, Magnitude::Million, Magnitude::Billion, Magnitude::Trillion];
    let found = all.into_iter().find(|magnitude| magnitude.word() == word);
    found.ok_or_else(|| {
        let message = format!("found in=\"{word}\", expected thousand, million, billion, trillion or nothing");
        Error::new(ErrorKind::InvalidOperation, message)
    })
}

/// `26.4`: a number of any unit.
pub fn number(value: &Value, named: Kwargs) -> Result<String, Error> {
    let figure = figure(value)?;
    let print = Print::of(figure, &named)?;
    Ok(rounded(figure.float()?, print.decimals))
}

/// `26.4 per cent`.
pub fn per_cent(value: &Value, named: Kwargs) -> Result<String, Error> {
    let figure = figure(value)?;
    let print = Print::of(figure, &named)?;
    Ok(format!("{} per cent", in_per_cent(figure, print.decimals)?))
}

/// `26.4%`.
pub fn percent(value: &Value, named: Kwargs) -> Result<String, Error> {
    let figure = figure(value)?;
    let print = Print::of(figure, &named)?;
    Ok(format!("{}%", in_per_cent(figure, print.decimals)?))
}

/// `1.3 percentage points`.
pub fn points(value: &Value, named: Kwargs) -> Result<String, Error> {
    let figure = figure(value)?;
    let print = Print::of(figure, &named)?;
    match figure.unit.starts_with("percentage point") {
        true => Ok(format!("{} percentage points", rounded(figure.float()?, print.decimals))),
        false => Err(figure.float().err().unwrap_or_else(|| figure.is_no("percentage points"))),
    }
}

fn in_per_cent(figure: &Figure, decimals: usize) -> Result<String, Error> {
    let ratio = figure.float()?;
    match figure.unit.starts_with("percent") && !figure.unit.starts_with("percentage") {
        true => Ok(rounded(ratio, decimals)),
        false => Err(figure.is_no("per cent")),
    }
}

/// `$422.6 million`, in the largest magnitude that leaves a digit before the point unless the filter names one.
pub fn money(value: &Value, named: Kwargs) -> Result<String, Error> {
    let figure = figure(value)?;
    let print = Print::of(figure, &named)?;
    in_money(figure, &print)
}

fn in_money(figure: &Figure, print: &Print) -> Result<String, Error> {
    let (minor, currency) = figure.money()?;
    let magnitude = print.magnitude.unwrap_or_else(|| fitting(minor, currency.exponent()));
    let number = decimal(minor.unsigned_abs(), currency.exponent() + magnitude.exponent(), print.decimals);
    let sign = print.sign.clone().unwrap_or_else(|| currency_sign(currency.code()));
    let minus =
        if minor < 0 && number.bytes().any(|digit| digit.is_ascii_digit() && digit != b'0') { MINUS } else { "" };
    let word = if magnitude == Magnitude::One { String::new() } else { format!(" {}", magnitude.word()) };
    Ok(format!("{minus}{sign}{}{word}", readable(&number, true)))
}

/// The largest magnitude that leaves a digit before the point.
fn fitting(minor: i64, exponent: u32) -> Magnitude {
    let whole = u128::from(minor.unsigned_abs()) / 10_u128.pow(exponent);
    match whole {
        1_000_000_000_000.. => Magnitude::Trillion,
        1_000_000_000.. => Magnitude::Billion,
        1_000_000.. => Magnitude::Million,
        _ => Magnitude::One,
    }
}

/// `minor / 10^scale`, halves away from zero.
fn decimal(minor: u64, scale: u32, decimals: usize) -> String {
    let places = 10_u128.pow(decimals as u32);
    let unit = 10_u128.pow(scale);
    let rounded = (u128::from(minor) * places + unit / 2) / unit;
    match decimals {
        0 => rounded.to_string(),
        _ => format!("{}.{:0decimals$}", rounded / places, rounded % places),
    }
}

/// A ratio at so many places; what rounds to zero has no sign.
fn rounded(ratio: f64, decimals: usize) -> String {
    let size = format!("{:.decimals$}", ratio.abs());
    let zero = size.bytes().all(|digit| digit == b'0' || digit == b'.');
    let size = readable_keeping(&size);
    if ratio < 0.0 && !zero { format!("{MINUS}{size}") } else { size }
}

/// Grouped by thousands, with the zeros behind the point that its places have.
fn readable_keeping(number: &str) -> String {
    let (whole, fraction) = number.split_once('.').map_or((number, None), |(whole, rest)| (whole, Some(rest)));
    let mut grouped = String::new();
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && (whole.len() - place).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    fraction.map_or(grouped.clone(), |fraction| format!("{grouped}.{fraction}"))
}

/// What a figure reads as without a filter.
pub fn plain(figure: &Figure) -> Result<String, Error> {
    let print = Print { decimals: figure.decimals, magnitude: None, sign: None };
    match &figure.amount {
        Amount::Money(..) => in_money(figure, &print),
        _ if figure.unit.ends_with("rank") => ordinal_of(figure),
        _ if figure.unit.starts_with("percentage") => {
            Ok(format!("{} percentage points", rounded(figure.float()?, print.decimals)))
        }
        _ if figure.unit.starts_with("percent") => Ok(format!("{} per cent", in_per_cent(figure, print.decimals)?)),
        _ => Ok(rounded(figure.float()?, print.decimals)),
    }
}

/// `third`, `joint third`, `21st`: of a rank, or of a whole number.
pub fn ordinal(value: &Value) -> Result<String, Error> {
    match value.downcast_object_ref::<Figure>() {
        Some(figure) => ordinal_of(figure),
        None => whole(value).map(spelled_ordinal),
    }
}

fn ordinal_of(figure: &Figure) -> Result<String, Error> {
    let place = figure.float()?;
    let joint = match figure.unit.as_str() {
        "rank" => "",
        "joint rank" => "joint ",
        _ => return Err(figure.is_no("a rank")),
    };
    Ok(format!("{joint}{}", spelled_ordinal(place as u64)))
}

fn spelled_ordinal(place: u64) -> String {
    let spelled = usize::try_from(place).ok().and_then(|place| ORDINALS.get(place.checked_sub(1)?));
    if let Some(word) = spelled {
        return (*word).to_owned();
    }
    let ending = match (place % 10, place % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{place}{ending}")
}

fn whole(value: &Value) -> Result<u64, Error> {
    let found = i64::try_from(value.clone()).ok().and_then(|number| u64::try_from(number).ok());
    found.ok_or_else(|| {
        Error::new(ErrorKind::InvalidOperation, format!("found {value}, expected a whole number or a figure"))
    })
}

/// `January–April 2017` of a period, `three` of a whole number.
pub fn words(value: &Value) -> Result<String, Error> {
    if let Some(text) = value.as_str() {
        return Ok(period_in_words(text));
    }
    let number = match value.downcast_object_ref::<Figure>() {
        Some(figure) => figure.float()? as u64,
        None => whole(value)?,
    };
    let word = usize::try_from(number).ok().and_then(|number| NUMBERS.get(number));
    Ok(word.map_or_else(|| number.to_string(), |word| (*word).to_owned()))
}

/// `up`, `down` or `unchanged`, or the three words that the filter is given, by the figure as it is printed.
pub fn direction(
    value: &Value,
    up: Option<String>,
    down: Option<String>,
    same: Option<String>,
    named: Kwargs,
) -> Result<String, Error> {
    let figure = figure(value)?;
    let print = Print::of(figure, &named)?;
    let word = |given: Option<String>, usual: &str| given.unwrap_or_else(|| usual.to_owned());
    Ok(match sign(figure, &print)? {
        std::cmp::Ordering::Greater => word(up, "up"),
        std::cmp::Ordering::Less => word(down, "down"),
        std::cmp::Ordering::Equal => word(same, "unchanged"),
    })
}

/// `rose by 26.4 per cent`, `fell by $3.0 million`, `was unchanged`.
pub fn moved(value: &Value, named: Kwargs) -> Result<String, Error> {
    let figure = figure(value)?;
    let print = Print::of(figure, &named)?;
    let verb = match sign(figure, &print)? {
        std::cmp::Ordering::Greater => "rose",
        std::cmp::Ordering::Less => "fell",
        std::cmp::Ordering::Equal => return Ok("was unchanged".to_owned()),
    };
    let size = Figure { decimals: print.decimals, ..figure.size() };
    let size = match size.amount {
        Amount::Money(..) => in_money(&size, &print)?,
        _ => plain(&size)?,
    };
    Ok(format!("{verb} by {size}"))
}

/// The sign of a figure as it is printed: what rounds to zero has none.
fn sign(figure: &Figure, print: &Print) -> Result<std::cmp::Ordering, Error> {
    let printed = match &figure.amount {
        Amount::Money(..) => in_money(figure, print)?,
        _ => rounded(figure.float()?, print.decimals),
    };
    let zero = !printed.bytes().any(|digit| digit.is_ascii_digit() && digit != b'0');
    Ok(match (zero, printed.starts_with(MINUS)) {
        (true, _) => std::cmp::Ordering::Equal,
        (false, true) => std::cmp::Ordering::Less,
        (false, false) => std::cmp::Ordering::Greater,
    })
}

/// The figure without its sign, for a sentence whose verb says which way.
pub fn size(value: &Value) -> Result<Value, Error> {
    Ok(Value::from_object(figure(value)?.size()))
}

/// `Germany, France and Italy`.
pub fn listed(items: Vec<String>) -> String {
    match items.split_last() {
        None => String::new(),
        Some((last, [])) => last.clone(),
        Some((last, first)) => format!("{} and {last}", first.join(", ")),
    }
}

/// An economy's name by its code; what is no economy is named by itself.
#[must_use]
pub fn name(code: &str) -> String {
    code.parse::<Economy>().map_or_else(|_| code.to_owned(), |economy| economy.name().to_owned())
}

/// The same period of the year before.
pub fn a_year_earlier(period: &str) -> Result<String, Error> {
    let parsed: Period = period.parse().map_err(|_| {
        Error::new(ErrorKind::InvalidOperation, format!("found `{period}`, expected a period such as 2017-01..2017-04"))
    })?;
    Ok(parsed.same_a_year_earlier().to_string())
}

/// Whether there is a figure.
pub fn is_known(value: &Value) -> Result<bool, Error> {
    Ok(figure(value)?.is_known())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Currency;

    fn ratio(ratio: f64, unit: &str) -> Value {
        Value::from_object(Figure {
            asked: "trade.growth(\"2024\")".into(),
            amount: Amount::Ratio(ratio),
            unit: unit.into(),
            period: "2024".into(),
            base_period: "2023".into(),
            decimals: 1,
        })
    }

    fn dollars(cents: i64) -> Value {
        Value::from_object(Figure {
            amount: Amount::Money(cents, Currency::USD),
            unit: String::new(),
            ..figure(&ratio(0.0, "")).unwrap().clone()
        })
    }

    fn plainly() -> Kwargs {
        std::iter::empty::<(&str, Value)>().collect()
    }

    fn with(name: &'static str, value: impl Into<Value>) -> Kwargs {
        [(name, value.into())].into_iter().collect()
    }

    #[test]
    fn percentages_have_the_places_that_are_asked_for() {
        assert_eq!(per_cent(&ratio(26.41, "percent"), plainly()).unwrap(), "26.4 per cent");
        assert_eq!(percent(&ratio(1234.5, "percent"), with("decimals", 0)).unwrap(), "1,234%");
        assert_eq!(per_cent(&ratio(-0.04, "percent"), plainly()).unwrap(), "0.0 per cent");
        assert_eq!(per_cent(&ratio(-5.0, "percent"), plainly()).unwrap(), "\u{2212}5.0 per cent");
        let error = per_cent(&ratio(3.0, "rank"), plainly()).unwrap_err().to_string();
        assert!(error.contains("is in rank, expected per cent"), "{error}");
    }

    #[test]
    fn money_is_rounded_once_and_halves_go_away_from_zero() {
        assert_eq!(money(&dollars(42_260_000_000), plainly()).unwrap(), "$422.6 million");
        assert_eq!(money(&dollars(42_265_000_000), plainly()).unwrap(), "$422.7 million");
        assert_eq!(money(&dollars(-42_265_000_000), with("in", "billion")).unwrap(), "\u{2212}$0.4 billion");
        assert_eq!(money(&dollars(123_456), with("decimals", 0)).unwrap(), "$1,235");
    }

    #[test]
    fn words_follow_the_printed_sign() {
        assert_eq!(moved(&ratio(26.41, "percent"), plainly()).unwrap(), "rose by 26.4 per cent");
        assert_eq!(moved(&ratio(-0.04, "percent"), plainly()).unwrap(), "was unchanged");
        assert_eq!(moved(&ratio(-0.04, "percent"), with("decimals", 2)).unwrap(), "fell by 0.04 per cent");
        assert_eq!(moved(&dollars(-300_000_000), plainly()).unwrap(), "fell by $3.0 million");
        assert_eq!(direction(&ratio(1.0, "percent"), None, None, None, plainly()).unwrap(), "up");
    }

    #[test]
    fn ordinals_say_ties() {
        assert_eq!(ordinal(&ratio(3.0, "joint rank")).unwrap(), "joint third");
        assert_eq!(
            ["11", "21", "112", "103"].map(|n| spelled_ordinal(n.parse().unwrap())),
            ["11th", "21st", "112th", "103rd"]
        );
    }
}
