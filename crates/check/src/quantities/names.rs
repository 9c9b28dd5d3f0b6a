//! Digits that are no figures: labels and codes, telephone numbers, dates and times, scores, marks of lists and notes.

use super::super::words::{Token, is_any};
use super::unit;

/// Words before a number that make it a label: `Table 2`, `HS 7102`.
const LABELS: &[&str] = &[
    "table",
    "figure",
    "chart",
    "article",
    "section",
    "chapter",
    "page",
    "pages",
    "pp",
    "vol",
    "no",
    "nos",
    "hs",
    "sitc",
    "heading",
    "subheading",
    "code",
    "annex",
    "paragraph",
    "note",
    "step",
    "line",
    "appendix",
    "box",
    "resolution",
    "regulation",
    "directive",
    "decree",
    "version",
    "iso",
    "isbn",
    "issn",
    "tel",
    "phone",
    "fax",
    "route",
    "flight",
    "boeing",
    "airbus",
    "aged",
];

/// Where a name in digits ends that starts at the token `at`; `None` where a figure may stand.
pub(super) fn name_end(text: &str, tokens: &[Token], at: usize) -> Option<usize> {
    let token = tokens[at];
    let rest = &text[token.start..];
    let run = |marks: &[char]| {
        let len = rest.find(|c: char| !(c.is_ascii_digit() || marks.contains(&c))).unwrap_or(rest.len());
        rest[..len].trim_end_matches(marks)
    };
    let dotted = run(&['.', ':', '/']);
    let named = is_labelled(text, tokens, at) || is_odd(dotted) || is_list_mark(text, tokens, at) || is_hour(rest);
    if named || goes_on_from_name(&text[..token.start]) {
        return Some(token.start + dotted.len());
    }
    if let Some(len) = months_code(rest).filter(|_| !text[..token.start].ends_with(['$', '£', '€'])) {
        return Some(token.start + len);
    }
    let hyphened = run(&['-']);
    if is_score(hyphened, &rest[hyphened.len()..], &text[..token.start]) || hyphened.matches('-').count() >= 2 {
        return Some(token.start + hyphened.len());
    }
    let spaced = run(&['-', ' ']);
    let dials = text[..token.start].ends_with('+') || spaced.starts_with('0');
    (dials && is_telephone(spaced)).then_some(token.start + spaced.len())
}

/// How long `8M-22`, `9M22` and `9M 2022` are: so many months of a year.
fn months_code(rest: &str) -> Option<usize> {
    let digits = rest.find(|c: char| !c.is_ascii_digit()).filter(|len| (1..=2).contains(len))?;
    let after = rest[digits..].strip_prefix('M')?;
    let year = after.trim_start_matches(['-', ' ', '’', '\'']);
    let len = year.bytes().take_while(u8::is_ascii_digit).count();
    let tail = year[len..].strip_prefix(['.', ',']).unwrap_or(&year[len..]);
    let ends =
        !tail.starts_with(|c: char| c.is_ascii_digit() || c == '%') && !year[len..].starts_with(char::is_alphanumeric);
    let spaced = after.starts_with(' ');
    (ends && (len == 4 || (len == 2 && !spaced)) && after.len() - year.len() <= 1)
        .then(|| rest.len() - year.len() + len)
}

/// `Table 2`, `No. 5`, `Regulation (EU) 2016/679`.
fn is_labelled(text: &str, tokens: &[Token], at: usize) -> bool {
    let mut before = tokens[..at].iter().rev().take(5).map(|token| token.text(text)).peekable();
    // A point that shortens the label, or a bracket between it and its number.
    if before.peek() == Some(&".") {
        before.next();
        return before.next().is_some_and(|word| is_any(word, &["no", "nos", "pp", "vol", "tel", "art", "para"]));
    }
    if before.peek() == Some(&")") {
        return before.nth(3).is_some_and(|word| is_any(word, LABELS));
    }
    before.next().is_some_and(|word| is_any(word, LABELS))
}

/// `19.10.2017`, `10:30`, `3/5`, `3.2.1`.
fn is_odd(run: &str) -> bool {
    let grouped = run.split('.').skip(1).all(|group| group.len() == 3);
    run.contains(':') || run.contains('/') || (run.matches('.').count() > 1 && !grouped)
}

/// `COVID-19`, `v2.3`, `2017.31`: what is joined to letters or digits before it belongs to them.
fn goes_on_from_name(before: &str) -> bool {
    let Some(mark) = before.chars().next_back() else { return false };
    let head = &before[..before.len() - mark.len_utf8()];
    match mark {
        '-' | '\u{2011}' => head.ends_with(char::is_alphabetic),
        // "Rs.500" is an amount.
        '.' if ends_with_currency(head) => false,
        '.' | '/' | '_' | '@' => head.ends_with(char::is_alphanumeric),
        _ => false,
    }
}

fn ends_with_currency(head: &str) -> bool {
    let word = head.len() - head.trim_end_matches(char::is_alphabetic).len();
    let word = &head[head.len() - word..];
    unit::sign_at(word).is_some_and(|(sign, _)| sign == word) || unit::currency_code(word).is_some()
}

/// `1.` or `1)` at the head of a block, and `[12]` at a word.
fn is_list_mark(text: &str, tokens: &[Token], at: usize) -> bool {
    let token = tokens[at];
    let after = &text[token.end..];
    let heads = at == 0 && token.end - token.start <= 2;
    let enumerates = heads && (after == "." || after.starts_with(". ") || after.starts_with(')'));
    let opens = at.checked_sub(1).map(|before| tokens[before]).filter(|before| before.text(text) == "[");
    let noted = opens.is_some_and(|open| {
        after.starts_with(']') && text[..open.start].ends_with(|c: char| !c.is_whitespace() && c != '|')
    });
    enumerates || noted
}

/// `9 a.m.`, `5pm`.
fn is_hour(rest: &str) -> bool {
    let after = rest.trim_start_matches(|c: char| c.is_ascii_digit()).trim_start();
    let word = |name: &str| {
        let head = after.get(..name.len()).filter(|head| head.eq_ignore_ascii_case(name));
        head.is_some() && !after[name.len()..].starts_with(char::is_alphanumeric)
    };
    ["am", "pm", "a.m", "p.m", "o’clock", "o'clock"].iter().any(|name| word(name))
}

/// `2-1`: two small numbers of nothing.
fn is_score(run: &str, after: &str, before: &str) -> bool {
    let Some((a, b)) = run.split_once('-') else { return false };
    let small = [a, b].iter().all(|number| (1..=2).contains(&number.len()));
    let bare = |c: char| c.is_alphanumeric() || matches!(c, '%' | '.' | ',' | '$' | '£' | '€');
    let of_something = after.trim_start_matches([' ', '\u{a0}']).starts_with(bare) || before.ends_with(['$', '£', '€']);
    small && !of_something
}

/// Three groups of digits or more that are not those of a number.
fn is_telephone(run: &str) -> bool {
    let groups: Vec<&str> = run.split([' ', '-']).collect();
    groups.len() >= 3 && !groups.iter().skip(1).all(|group| group.len() == 3)
}
