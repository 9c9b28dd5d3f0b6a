//! What the words of small tables say: data in `words.txt`, looked up by meaning.

use std::collections::HashMap;
use std::sync::LazyLock;

/// One word or phrase of the list.
struct Word {
    text: String,
    /// Any ending may follow.
    open: bool,
    /// Written without blanks between words, so that it counts wherever it stands.
    anywhere: bool,
}

static WORDS: LazyLock<HashMap<&'static str, Vec<Word>>> = LazyLock::new(|| {
    let lines = include_str!("words.txt").lines().filter(|line| !line.starts_with('#'));
    let entries = lines.filter_map(|line| line.split_once(": "));
    entries.map(|(meaning, words)| (meaning, words.split_whitespace().map(word).collect())).collect()
});

fn word(entry: &str) -> Word {
    let open = entry.len() > 1 && entry.ends_with('*');
    let text = entry.strip_suffix('*').filter(|_| open).unwrap_or(entry).replace('_', " ");
    let anywhere = text.chars().all(|c| ('\u{3400}'..='\u{9FFF}').contains(&c));
    Word { text, open, anywhere }
}

/// A text in small letters with single blanks, its dashes plain.
#[must_use]
pub fn plain(text: &str) -> String {
    let letters = text.chars().map(|c| match c {
        '\u{a0}' | '\u{202f}' | '\u{2009}' | '\n' | '\r' | '\t' => ' ',
        '’' | 'ʼ' | '`' => '\'',
        'ё' | 'Ё' => 'е',
        other => other,
    });
    let text: String = letters.collect::<String>().to_lowercase();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether a text holds a word of this meaning.
///
/// ```
/// # use tradeproof::sources::any_table::words::says;
/// assert!(says("Exports, USD mn", "export"));
/// assert!(says("Доля в экспорте, %", "share"));
/// assert!(!says("Exporter", "export"));
/// ```
#[must_use]
pub fn says(text: &str, meaning: &str) -> bool {
    let text = plain(text);
    let Some(words) = WORDS.get(meaning) else { return false };
    words.iter().any(|word| stands_in(word, &text))
}

/// Whether a text is nothing but a word of this meaning.
#[must_use]
pub fn is(text: &str, meaning: &str) -> bool {
    let text = plain(text);
    let text = text.trim_end_matches([':', '.', ',', ';', '*']).trim();
    let whole = |word: &Word| match word.open {
        true => text.starts_with(&word.text) && !text.contains(' ') || text == word.text,
        false => text == word.text.trim_end_matches(['.', ':']),
    };
    !text.is_empty() && WORDS.get(meaning).is_some_and(|words| words.iter().any(whole))
}

/// As [`is`], of marks that are no words: `..`, `-`.
#[must_use]
pub fn is_exactly(text: &str, meaning: &str) -> bool {
    let text = plain(text);
    WORDS.get(meaning).is_some_and(|words| words.iter().any(|word| word.text == text))
}

/// Whether a text begins with a word of this meaning.
#[must_use]
pub fn begins(text: &str, meaning: &str) -> bool {
    let text = plain(text);
    let begins = |word: &Word| {
        let rest = text.strip_prefix(word.text.as_str());
        rest.is_some_and(|rest| word.open || word.anywhere || !rest.starts_with(char::is_alphanumeric))
    };
    WORDS.get(meaning).is_some_and(|words| words.iter().any(begins))
}

fn stands_in(word: &Word, text: &str) -> bool {
    text.match_indices(word.text.as_str()).any(|(at, found)| {
        let letter = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric());
        let first = word.text.chars().next();
        let last = word.text.chars().next_back();
        let before = text[..at].chars().next_back();
        let after = text[at + found.len()..].chars().next();
        let opens = !letter(first) || !letter(before) || word.anywhere;
        let closes = word.open || word.anywhere || !letter(last) || !letter(after);
        opens && closes
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_whole() {
        assert!(says("Part en %", "share") && !says("Partner", "share"));
        assert!(says("进出口总额", "turnover") && says("出口额", "export"));
        assert!(is("ИТОГО:", "total") && !is("Total petrochemicals", "total"));
        assert!(is_exactly("..", "missing") && begins("в том числе нефть", "within"));
    }
}
