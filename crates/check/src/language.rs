//! Whether a text is in the language whose ties are read.

use crate::read::Text;

/// Words that hardly an English sentence does without.
const GRAMMAR: &[&str] = &[
    "the", "of", "and", "to", "in", "a", "from", "was", "were", "for", "on", "by", "at", "is", "are", "up", "with",
    "as", "than", "that", "its", "it", "has", "this", "an", "rose", "fell", "be", "or", "per", "year",
];

/// Fewer words than these tell nothing.
const FEWEST: usize = 7;

/// Words that are looked at.
const MOST: usize = 2000;

/// Whether the words of a text are those of English; `true` where there are too few to tell.
#[must_use]
pub fn is_english(text: &Text) -> bool {
    let (mut all, mut known) = (0, 0);
    for block in &text.blocks {
        for word in text.prose[block.span.clone()].split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()) {
            all += 1;
            known += usize::from(GRAMMAR.iter().any(|listed| word.eq_ignore_ascii_case(listed)));
            if all == MOST {
                return known * 100 >= all * 6;
            }
        }
    }
    all < FEWEST || known * 100 >= all * 6
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_are_told_by_their_small_words() {
        let of = |text: &str| is_english(&Text::read("a.txt", text.as_bytes()).unwrap());
        assert!(of("Exports rose 26 per cent to $422.6 million from $334.3 million."));
        assert!(!of(
            "Die Ausfuhren stiegen um 21 Prozent auf 422,6 Milliarden Euro, nach 334,3 Milliarden Euro im Vorjahr."
        ));
        assert!(!of("Экспорт вырос на 21% до 422,6 млн долларов против 334,3 млн долларов годом ранее."));
    }
}
