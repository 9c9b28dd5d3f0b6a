//! The forms of English verbs and nouns, by rule.

/// The forms of a verb: third person, past, participle, and the form in -ing, beside the verb itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Forms {
    pub verb: String,
    pub third: String,
    pub past: String,
    pub participle: String,
    pub ing: String,
}

impl Forms {
    /// The forms of a verb; `past` and `participle` where the rule does not give them.
    ///
    /// ```
    /// use tradeproof_language::forms::Forms;
    /// let forms = Forms::of("slip", None, None);
    /// assert_eq!([forms.third, forms.past, forms.ing], ["slips", "slipped", "slipping"]);
    /// let forms = Forms::of("rise", Some("rose"), Some("risen"));
    /// assert_eq!([forms.past, forms.participle, forms.ing], ["rose", "risen", "rising"]);
    /// ```
    #[must_use]
    pub fn of(verb: &str, past: Option<&str>, participle: Option<&str>) -> Self {
        let past = past.map_or_else(|| with_ed(verb), str::to_owned);
        let participle = participle.map_or_else(|| past.clone(), str::to_owned);
        Self { verb: verb.to_owned(), third: with_s(verb), past, participle, ing: with_ing(verb) }
    }

    /// Every form once.
    pub fn all(&self) -> impl Iterator<Item = &str> {
        let mut all = vec![&self.verb, &self.third, &self.past, &self.participle, &self.ing];
        all.dedup();
        all.into_iter().map(String::as_str)
    }
}

/// The third person of a verb, and the plural of a noun: `rises`, `crashes`, `rallies`.
#[must_use]
pub fn with_s(word: &str) -> String {
    match word.strip_suffix('y') {
        Some(stem) if !ends_in_vowel(stem) => format!("{stem}ies"),
        _ if ["s", "x", "z", "ch", "sh"].iter().any(|end| word.ends_with(end)) => format!("{word}es"),
        _ => format!("{word}s"),
    }
}

fn with_ed(verb: &str) -> String {
    match verb.strip_suffix('y') {
        Some(stem) if !ends_in_vowel(stem) => format!("{stem}ied"),
        _ if verb.ends_with('e') => format!("{verb}d"),
        _ => format!("{}ed", doubled(verb)),
    }
}

fn with_ing(verb: &str) -> String {
    match verb.strip_suffix('e') {
        Some(stem) if !stem.ends_with('e') => format!("{stem}ing"),
        _ => format!("{}ing", doubled(verb)),
    }
}

/// The stem before an ending: `dropp`, but `boost`, `plummet` and `narrow`.
fn doubled(verb: &str) -> String {
    let letters: Vec<char> = verb.chars().collect();
    let [.., before, vowel, last] = letters.as_slice() else { return verb.to_owned() };
    let short = is_vowel(*vowel) && !is_vowel(*before) && !is_vowel(*last) && !matches!(last, 'w' | 'x' | 'y');
    let syllables = letters.iter().filter(|letter| is_vowel(**letter)).count();
    if short && syllables == 1 { format!("{verb}{last}") } else { verb.to_owned() }
}

fn ends_in_vowel(word: &str) -> bool {
    word.chars().next_back().is_some_and(is_vowel)
}

fn is_vowel(letter: char) -> bool {
    matches!(letter, 'a' | 'e' | 'i' | 'o' | 'u')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(verb: &str) -> [String; 3] {
        let forms = Forms::of(verb, None, None);
        [forms.third, forms.past, forms.ing]
    }

    #[test]
    fn endings_follow_the_last_letters() {
        assert_eq!(said("rally"), ["rallies", "rallied", "rallying"]);
        assert_eq!(said("crash"), ["crashes", "crashed", "crashing"]);
        assert_eq!(said("ease"), ["eases", "eased", "easing"]);
        assert_eq!(said("trim"), ["trims", "trimmed", "trimming"]);
        assert_eq!(said("plummet"), ["plummets", "plummeted", "plummeting"]);
        assert_eq!(said("narrow"), ["narrows", "narrowed", "narrowing"]);
        assert_eq!(said("soar"), ["soars", "soared", "soaring"]);
        assert_eq!(said("stay"), ["stays", "stayed", "staying"]);
    }
}
