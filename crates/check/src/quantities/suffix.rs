//! What stands after the digits of a figure: magnitude, currency and unit.

use tradeproof_language::numbers;

use super::super::words::{is, is_any, lower};
use super::number::Digits;
use super::unit::{self, Unit};

/// Reads what follows the digits: magnitude, currency and unit.
pub(super) struct Suffix<'t> {
    text: &'t str,
    pub(super) end: usize,
    pub(super) magnitude: i32,
    pub(super) currency: Option<String>,
    pub(super) unit: Unit,
}

impl<'t> Suffix<'t> {
    pub(super) fn new(text: &'t str, end: usize, currency: Option<String>) -> Self {
        Self { text, end, magnitude: 0, currency, unit: Unit::Number }
    }

    fn rest(&self) -> &'t str {
        &self.text[self.end..]
    }

    /// The next word, over one space or hyphen, and where it ends.
    fn next_word(&self) -> (&'t str, usize) {
        let rest = self.rest();
        let gap = rest.len() - rest.trim_start_matches([' ', '\u{a0}', '\n', '-', '\u{2011}']).len();
        let tail = &rest[gap..];
        let len = tail.find(|c: char| !c.is_alphabetic()).unwrap_or(tail.len());
        (&tail[..len], self.end + gap + len)
    }

    fn accept(&mut self, end: usize) {
        self.end = end;
    }

    /// `None` where the digits are part of a code.
    pub(super) fn read(&mut self, digits: &Digits) -> Option<()> {
        self.read_magnitude(digits)?;
        self.read_currency();
        self.read_unit(digits);
        Some(())
    }

    fn read_magnitude(&mut self, digits: &Digits) -> Option<()> {
        let joined = self.rest().starts_with(|c: char| c.is_ascii_alphabetic());
        let (word, end) = self.next_word();
        let lower = lower(word);
        if let Some(power) = unit::magnitude(&lower) {
            self.magnitude = power;
            self.accept(end);
            self.read_second_magnitude();
            return Some(());
        }
        if let Some(power) = unit::magnitude_of_tonnes(word).filter(|_| joined) {
            (self.magnitude, self.unit) = (power, Unit::Weight);
            self.accept(end);
            return Some(());
        }
        if !joined {
            let spaced = self.currency.is_some() && matches!(&*lower, "m" | "b" | "bn" | "cr");
            if let Some(power) = unit::magnitude_letter(&lower).filter(|_| spaced) {
                self.magnitude = power;
                self.accept(end);
            }
            return Some(());
        }
        if let Some(power) = unit::magnitude_letter(&lower) {
            let counted = self.currency.is_some() || digits.decimals > 0 || !matches!(&*lower, "t" | "cr");
            if counted {
                self.magnitude = power;
                self.accept(end);
                return Some(());
            }
        }
        let known = matches!(
            &*lower,
            "pc" | "pct" | "pp" | "ppt" | "bp" | "bps" | "x" | "st" | "nd" | "rd" | "th" | "percent" | "fold"
        ) || word == "s"
            || unit::is_weight(&lower)
            || unit::currency_word(word).is_some();
        known.then_some(())
    }

    /// `lakh crore`, `thousand crore`.
    fn read_second_magnitude(&mut self) {
        let (word, end) = self.next_word();
        let power = unit::magnitude(&lower(word)).filter(|power| *power > self.magnitude);
        if let Some(power) = power.filter(|_| self.magnitude <= 5) {
            self.magnitude += power;
            self.accept(end);
        }
    }

    pub(super) fn read_currency(&mut self) {
        if self.currency.is_some() {
            self.unit = Unit::Money;
            return;
        }
        let rest = self.rest().trim_start_matches([' ', '\u{a0}', '\n']);
        if let Some((sign, code)) =
            unit::sign_at(rest).filter(|(sign, _)| !sign.starts_with(|c: char| c.is_ascii_alphabetic()))
        {
            let after = rest[sign.len()..].trim_start();
            if !after.starts_with(|c: char| c.is_ascii_digit()) {
                self.end += self.rest().len() - rest.len() + sign.len();
                (self.currency, self.unit) = (Some(code.to_owned()), Unit::Money);
                return;
            }
        }
        let probe = self.end + (self.rest().len() - rest.len());
        if let Some((len, code)) = unit::named_currency(&self.text[probe..]) {
            self.end = probe + len;
            (self.currency, self.unit) = (Some(code.to_owned()), Unit::Money);
            return;
        }
        let tail = &self.text[probe + self.adjective(probe)..];
        let probe = self.text.len() - tail.len();
        let len = tail.find(|c: char| !c.is_alphabetic()).unwrap_or(tail.len());
        if let Some(code) = unit::currency_word(&tail[..len]).filter(|_| !names_an_area(&tail[len..])) {
            self.end = probe + len;
            (self.currency, self.unit) = (Some(code), Unit::Money);
        }
    }

    /// How long the name is before a currency that only one economy has: `70.2 billion Malaysian ringgit`.
    fn adjective(&self, from: usize) -> usize {
        const OWN: &[&str] = &[
            "ringgit", "baht", "yen", "yuan", "renminbi", "tenge", "won", "naira", "zloty", "rand", "reais", "rupiah",
            "dong", "hryvnia",
        ];
        let tail = &self.text[from..];
        let len = tail.find(|c: char| !c.is_alphabetic()).unwrap_or(tail.len());
        let rest = tail[len..].strip_prefix(' ').unwrap_or_default();
        let word = &rest[..rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len())];
        let names = tail.starts_with(|c: char| c.is_ascii_uppercase()) && is_any(word, OWN);
        if names { len + 1 } else { 0 }
    }

    fn read_unit(&mut self, digits: &Digits) {
        if matches!(self.unit, Unit::Money | Unit::Weight) {
            return;
        }
        let rest = self.rest();
        let trimmed = rest.trim_start_matches([' ', '\u{a0}', '\u{202f}']);
        if trimmed.starts_with('%') {
            self.end += rest.len() - trimmed.len() + 1;
            self.unit = Unit::Percent;
            self.percentage_points();
            return;
        }
        let (word, end) = self.next_word();
        let lower = lower(word);
        match &*lower {
            "per" => {
                let after = self.text[end..].trim_start_matches([' ', '\u{a0}', '\n', '-', '\u{2011}']);
                let cent = after.get(..4).is_some_and(|head| is(head, "cent"));
                if cent && !after[4..].starts_with(char::is_alphabetic) {
                    self.end = end + (self.text[end..].len() - after.len()) + 4;
                    self.unit = Unit::Percent;
                    self.percentage_points();
                }
            }
            "percent" => {
                self.set(Unit::Percent, end);
                self.percentage_points();
            }
            "pct" | "pc" => self.set(Unit::Percent, end),
            // `p.c.` and `p.p.`
            "p" if self.text[end..].starts_with(".c.") => self.set(Unit::Percent, end + 3),
            "p" if self.text[end..].starts_with(".p.") => self.set(Unit::PercentagePoint, end + 3),
            "metric" | "cubic" => {
                let measured = self.text[end..].trim_start();
                let len = measured.find(|c: char| !c.is_alphabetic()).unwrap_or(measured.len());
                let known = ["tons", "tonnes", "ton", "metres", "meters", "feet"];
                if is_any(&measured[..len], &known) {
                    self.set(Unit::Weight, self.text.len() - measured.len() + len);
                }
            }
            "percentage" => {
                self.accept(end);
                self.percentage_points();
            }
            "pp" | "ppt" | "ppts" => self.set(Unit::PercentagePoint, end),
            "bp" | "bps" => self.set(Unit::BasisPoint, end),
            "basis" => {
                self.accept(end);
                let (points, end) = self.next_word();
                if is_any(points, &["points", "point"]) {
                    self.set(Unit::BasisPoint, end);
                }
            }
            "fold" | "x" => self.set(Unit::Multiple, end),
            "times" => self.times(digits, end),
            "st" | "nd" | "rd" | "th" if rest.starts_with(|c: char| c.is_alphabetic()) => self.set(Unit::Ordinal, end),
            _ if unit::is_weight(&lower) => self.set(Unit::Weight, end),
            _ if self.counts_things(digits, word) => self.unit = Unit::Count,
            _ => {}
        }
    }

    fn set(&mut self, unit: Unit, end: usize) {
        (self.unit, self.end) = (unit, end);
    }

    fn percentage_points(&mut self) {
        let (points, end) = self.next_word();
        if is_any(points, &["point", "points", "pts"]) {
            self.set(Unit::PercentagePoint, end);
        }
    }

    /// `2.5 times`, `three times the level`; `nine times` alone counts occasions.
    fn times(&mut self, digits: &Digits, end: usize) {
        let after = self.text[end..].trim_start();
        let compared = ["more", "higher", "larger", "bigger", "greater", "as", "the", "that", "its", "what"]
            .iter()
            .any(|word| after.get(..word.len()).is_some_and(|head| is(head, word)));
        self.set(if digits.decimals > 0 || compared { Unit::Multiple } else { Unit::Count }, end);
    }

    /// A whole number before a noun counts things, unless a magnitude or a preposition says otherwise.
    fn counts_things(&self, digits: &Digits, word: &str) -> bool {
        digits.decimals == 0
            && self.magnitude == 0
            && !word.is_empty()
            && !is_any(word, numbers::NOT_NOUNS)
            && self.rest().starts_with([' ', '\u{a0}', '\n', '-'])
            && !self.rest().starts_with("\n\n")
    }
}

/// `19 euro area countries`, `the 20 euro-zone members`: the word before belongs to a name.
fn names_an_area(after: &str) -> bool {
    let after = after.trim_start_matches([' ', '-', '\u{2011}', '\u{a0}']);
    let word = &after[..after.find(|c: char| !c.is_alphabetic()).unwrap_or(after.len())];
    is_any(word, &["area", "zone", "bloc", "member", "members", "countries", "nations", "economies", "states"])
}
