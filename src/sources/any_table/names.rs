//! Economies by the names in cells and titles, and which rows are totals.

use crate::model::Economy;

use super::words;

/// A name without numbering, dashes before it, and footnote marks behind it.
#[must_use]
pub fn clean(text: &str) -> String {
    let mut text = text.trim().trim_start_matches(['-', '–', '—', '•', '·', '*', '>', '+', '…', ' ']);
    let numbered = text.trim_start_matches(|c: char| c.is_ascii_digit());
    if numbered.len() < text.len() && numbered.len() + 3 > text.len() {
        text = numbered.strip_prefix(['.', ')']).map_or(text, str::trim_start);
    }
    loop {
        let before = text;
        text = text.trim_end_matches(|c: char| {
            matches!(c, '*' | '†' | '‡' | ':' | ';' | ',' | '¹' | '²' | '³' | ' ') || ('⁰'..='⁹').contains(&c)
        });
        for (open, close) in [('[', ']'), ('(', ')')] {
            let inner = text
                .strip_suffix(close)
                .and_then(|inner| inner.rfind(open).map(|at| (at, &inner[at + open.len_utf8()..])));
            if let Some((at, inner)) = inner
                && inner.chars().count() <= 2
                && inner.chars().all(|c| c.is_ascii_digit())
            {
                text = text[..at].trim_end();
            }
        }
        if let Some((name, mark)) = text.strip_suffix(')').and_then(|inner| inner.rsplit_once(' '))
            && mark.chars().count() <= 2
            && mark.chars().all(|c| c.is_ascii_digit())
        {
            text = name;
        }
        if text == before {
            return text.to_owned();
        }
    }
}

/// What the name of a row says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Name {
    Economy(Economy),
    /// All rows together.
    Total,
    /// Some rows together.
    Subtotal,
    /// A part of the row above.
    Within,
    /// Economies that are not named.
    Rest,
}

/// Economies that statistics call unspecified areas.
pub const REST: &str = "899";

/// Reads the name of an economy, or of a total.
#[must_use]
pub fn name(text: &str) -> Option<Name> {
    let clean = clean(text);
    if words::begins(text, "within") || words::begins(&clean, "within") {
        return Some(Name::Within);
    }
    if words::is(&clean, "subtotal") {
        return Some(Name::Subtotal);
    }
    if words::is(&clean, "total") {
        return Some(Name::Total);
    }
    if words::is(&clean, "rest") {
        return Some(Name::Rest);
    }
    economy(&clean).map(Name::Economy)
}

/// An economy by its name or code.
#[must_use]
pub fn economy(text: &str) -> Option<Economy> {
    let text = clean(text);
    if !text.chars().any(char::is_alphabetic) {
        return None;
    }
    let short = text.chars().count() < 2;
    let known = || text.parse::<Economy>().ok();
    let union = || {
        let letters: String = text.to_uppercase().chars().filter(|c| c.is_alphanumeric()).collect();
        ["EU27", "EU28", "ЕС27", "ЕС28", "UE27", "EU27EU"].contains(&letters.as_str()).then(|| "EU".parse().ok())?
    };
    let bare = || {
        let (name, inside) = text.strip_suffix(')')?.rsplit_once('(')?;
        let inside: Result<Economy, _> = inside.parse();
        let outside: Option<Economy> = name.trim().parse().ok();
        match (outside, inside) {
            (Some(outside), Ok(inside)) if outside != inside => None,
            (outside, inside) => outside.or(inside.ok()),
        }
    };
    let prefixed = || {
        let (code, name) = text.split_once([':', '-', ' ']).filter(|(code, _)| (2..=3).contains(&code.len()))?;
        let (code, name): (Economy, Economy) = (code.parse().ok()?, name.trim().parse().ok()?);
        (code == name).then_some(code)
    };
    if short { None } else { known().or_else(union).or_else(bare).or_else(prefixed) }
}

/// How a title speaks of an economy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// `to China`.
    To,
    /// `with China`.
    With,
    /// `from China`.
    From,
    Plain,
}

const TO: &[&str] = &["to", "into", "в", "во", "nach", "vers", "a", "hacia"];
const WITH: &[&str] = &["with", "and", "с", "со", "и", "mit", "und", "avec", "et", "con", "y", "мен", "пен", "бен"];
const FROM: &[&str] = &["from", "из", "aus", "depuis", "desde", "provenance"];
/// Words that stand between a preposition and the name.
const BETWEEN: &[&str] = &[
    "the",
    "республики",
    "республику",
    "республикой",
    "der",
    "die",
    "den",
    "la",
    "le",
    "el",
    "los",
    "les",
    "l",
    "republic",
    "of",
];
/// Endings of cases; longer ones first.
const ENDINGS: &[&str] = &[
    "ның",
    "нің",
    "дың",
    "дің",
    "тың",
    "тің",
    "ский",
    "ского",
    "ской",
    "ами",
    "ией",
    "ии",
    "ию",
    "ия",
    "ой",
    "ом",
    "ем",
    "ей",
    "ы",
    "и",
    "у",
    "ю",
    "а",
    "я",
    "е",
    "s",
];
const STEMS: &[&str] = &["", "а", "я", "й", "ь", "ия", "ы"];

/// The economies that a title names, in its order.
#[must_use]
pub fn mentions(text: &str) -> Vec<(Economy, Role)> {
    let text = text.replace("US$", "$");
    let words: Vec<&str> =
        text.split(|c: char| !c.is_alphanumeric() && c != '-').filter(|word| !word.is_empty()).collect();
    let mut found: Vec<(Economy, Role)> = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let longest = (1..=5.min(words.len() - at)).rev().find_map(|count| {
            let run = &words[at..at + count];
            written(run).filter(|_| !is_money(&words, at, count)).map(|economy| (count, economy))
        });
        match longest {
            Some((count, economy)) => {
                if !found.iter().any(|known| known.0 == economy) {
                    found.push((economy, role(&words[..at])));
                }
                at += count;
            }
            None => at += 1,
        }
    }
    found
}

/// The economy that a run of words of a title names: one that begins with a capital, in any case of Russian or Kazakh.
fn written(run: &[&str]) -> Option<Economy> {
    let first = run[0].chars().next()?;
    if run.len() == 1 && run[0].chars().any(is_chinese) {
        return within_chinese(run[0]);
    }
    if !first.is_uppercase() || words::plain(run[run.len() - 1]).len() < 2 {
        return None;
    }
    let text = run.join(" ");
    let letters = text.chars().count();
    let capitals = text.chars().all(|c| c.is_uppercase() || !c.is_alphabetic());
    if letters <= 3 {
        // Two letters are words more often than codes.
        let known =
            ["UK", "US", "EU", "РФ", "РК", "ЕС", "ҚР", "UAE", "USA", "США", "КНР", "ОАЭ", "АҚШ", "ҚХР", "СНГ", "CIS"];
        let sure = capitals
            && (known.contains(&text.as_str())
                || letters == 3 && text.is_ascii() && rust_iso3166::from_alpha3(&text).is_some());
        return sure.then(|| text.parse().ok())?;
    }
    if let Ok(economy) = text.parse::<Economy>() {
        return Some(economy);
    }
    let last = run[run.len() - 1];
    let before = run[..run.len() - 1].join(" ");
    ENDINGS.iter().find_map(|ending| {
        let stem = last.strip_suffix(ending).filter(|stem| stem.chars().count() >= 3)?;
        STEMS.iter().find_map(|new| format!("{before} {stem}{new}").parse().ok())
    })
}

/// The longest name of an economy that a Chinese text begins or goes on with. Names are of Chinese letters alone: the year
/// of `2024年` holds no number of a region.
fn within_chinese(text: &str) -> Option<Economy> {
    let letters: Vec<(usize, char)> = text.char_indices().collect();
    (0..letters.len()).find_map(|start| {
        let run = letters[start..].iter().take(8).take_while(|letter| is_chinese(letter.1)).count();
        (2..=run).rev().find_map(|count| {
            let end = letters.get(start + count).map_or(text.len(), |letter| letter.0);
            text[letters[start].0..end].parse().ok()
        })
    })
}

fn is_chinese(letter: char) -> bool {
    ('\u{3400}'..='\u{9FFF}').contains(&letter)
}

/// `US dollars`, `долларов США`: a currency, no economy.
fn is_money(words: &[&str], at: usize, count: usize) -> bool {
    let money = |word: Option<&&str>| word.is_some_and(|word| words::says(word, "dollars"));
    let before = at.checked_sub(1).and_then(|before| words.get(before));
    // In Chinese a currency says by itself whose it is: an amount in 百万美元 leaves the economy before it alone.
    let after = words.get(at + count).filter(|word| !word.chars().any(is_chinese));
    money(after) || money(before) || words.get(at).is_some_and(|word| word.contains("Dollar"))
}

fn role(before: &[&str]) -> Role {
    let last = before.iter().rev().map(|word| word.to_lowercase()).find(|word| !BETWEEN.contains(&word.as_str()));
    match last {
        Some(word) if TO.contains(&word.as_str()) => Role::To,
        Some(word) if WITH.contains(&word.as_str()) => Role::With,
        Some(word) if FROM.contains(&word.as_str()) => Role::From,
        _ => Role::Plain,
    }
}

/// The name that is most like one that is not known, to ask whether it is meant.
#[must_use]
pub fn nearest(text: &str) -> Option<String> {
    let text = clean(text).to_lowercase();
    let all = rust_iso3166::ALL.iter().filter_map(|iso| iso.alpha3.parse::<Economy>().ok());
    let near =
        all.map(|economy| (strsim::normalized_damerau_levenshtein(&text, &economy.name().to_lowercase()), economy));
    let best = near.max_by(|one, other| one.0.total_cmp(&other.0))?;
    (best.0 > 0.72).then(|| best.1.name().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lose_their_marks() {
        for (text, expected) in [
            ("  - Russia²", "Russia"),
            ("1. China", "China"),
            ("Italy 1)", "Italy"),
            ("Iran [2]", "Iran"),
            ("TOTAL:", "TOTAL"),
        ] {
            assert_eq!(clean(text), expected);
        }
        let code = |text: &str| economy(text).map(Economy::code);
        assert_eq!(code("Russia (RUS)"), Some("RUS"));
        assert_eq!(code("EU (27)"), Some("EU"));
        assert_eq!(code("CN: China"), Some("CHN"));
        assert_eq!((code("x"), code("840"), code("Atlantis")), (None, None, None));
        assert_eq!(name("Прочие страны"), Some(Name::Rest));
        assert_eq!(name("Итого:"), Some(Name::Total));
        assert_eq!(name("of which: oil"), Some(Name::Within));
        assert_eq!(nearest("Kazakstan").as_deref(), Some("Kazakhstan"));
    }

    #[test]
    fn titles_name_economies() {
        let codes = |text: &str| mentions(text).iter().map(|found| (found.0.code(), found.1)).collect::<Vec<_>>();
        assert_eq!(codes("Table 3. Exports of Kazakhstan (million US dollars)"), [("KAZ", Role::Plain)]);
        assert_eq!(codes("Kazakhstan's trade with the UK"), [("KAZ", Role::Plain), ("GBR", Role::With)]);
        assert_eq!(codes("Экспорт Казахстана, млн долл. США"), [("KAZ", Role::Plain)]);
        assert_eq!(codes("Экспорт России в Китай"), [("RUS", Role::Plain), ("CHN", Role::To)]);
        assert_eq!(codes("Импорт из Германии"), [("DEU", Role::From)]);
        assert_eq!(codes("Ausfuhren Österreichs nach Ländern"), [("AUT", Role::Plain)]);
        assert_eq!(codes("Қазақстанның экспорты"), [("KAZ", Role::Plain)]);
        assert_eq!(codes("哈萨克斯坦出口额"), [("KAZ", Role::Plain)]);
        assert_eq!(codes("哈萨克斯坦出口额（百万美元）"), [("KAZ", Role::Plain)]);
        // The digits of a year are no number of M49: 202 is Sub-Saharan Africa, 199 are the least developed countries.
        for year in 1950..=2050 {
            assert_eq!(codes(&format!("{year}年哈萨克斯坦出口额")), [("KAZ", Role::Plain)], "{year}");
            assert!(codes(&format!("{year}年出口额")).is_empty(), "{year}");
        }
        assert!(codes("Exports in the US$ million of No other").is_empty());
    }
}
