//! What speaks for a tie and against it: words, places and layout between its figures. Never the arithmetic, which is what a tie is tested by.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::gloss::Gloss;
use crate::claims::{Candidate, Tie};
use crate::link::{Linked, Role};
use crate::quantities::Unit;
use crate::read::Text;

/// More classes than these between two figures say only that they are far apart.
const LONG: usize = 7;

/// Glosses of the sentences that were asked for.
pub struct Reader<'t> {
    text: &'t Text,
    linked: &'t Linked,
    glosses: BTreeMap<usize, Gloss>,
}

/// How a candidate stands among those that report the same figure.
#[derive(Debug, Clone, Copy)]
pub struct Standing {
    pub rivals: usize,
    /// Its place among them by nearness.
    pub place: usize,
}

impl<'t> Reader<'t> {
    #[must_use]
    pub fn new(text: &'t Text, linked: &'t Linked) -> Self {
        Self { text, linked, glosses: BTreeMap::new() }
    }

    fn gloss(&mut self, sentence: usize) -> &Gloss {
        let (text, linked) = (self.text, self.linked);
        self.glosses.entry(sentence).or_insert_with(|| Gloss::of(text, linked, sentence))
    }

    /// The evidence for a tie, as names that the model knows weights of.
    pub fn evidence(&mut self, candidate: &Candidate, standing: Standing) -> Vec<String> {
        let linked = self.linked;
        let mut found = Vec::with_capacity(24);
        let mut figures: Vec<(usize, char)> = candidate.figures().zip("R123456789".chars()).collect();
        figures.sort_unstable();
        let order: String = figures.iter().map(|(_, name)| *name).collect();
        let tie = match candidate.tie {
            Tie::Stated => "stated",
            Tie::Inferred => "inferred",
            Tie::Fitting => "fitting",
        };
        let sentences: Vec<usize> = figures.iter().map(|(figure, _)| linked.placed[*figure].sentence).collect();
        let apart = sentences.iter().max().zip(sentences.iter().min()).map_or(0, |(last, first)| last - first);
        let roles: Vec<&str> = candidate.figures().map(|figure| role(linked.placed[figure].role)).collect();
        found.push(format!("form {}", candidate.form));
        found.push(format!("tie {tie} {}", apart.min(3)));
        found.push(format!("form {} tie {tie}", candidate.form));
        if figures.len() <= 4 {
            found.push(format!("order {order} {}", apart.min(1)));
            found.push(format!("roles {}", roles.join(" ")));
        }
        let mut between = 0;
        for (index, pair) in figures.windows(2).enumerate().take(4) {
            let [(a, _), (b, _)] = [pair[0], pair[1]];
            between += b.saturating_sub(a + 1).min(9);
            if sentences[index] == sentences[index + 1] {
                let (from, to) = (linked.figures[a].span.end, linked.figures[b].span.start);
                let classes = self.gloss(sentences[index]).between(from, to);
                let named = if classes.len() > LONG { "far".to_owned() } else { classes.join(" ") };
                found.push(format!("gap {order}{index} {named}"));
                for class in
                    ["#", ";", "while", "but", "which", "(", ")", "and", ",", "in", "AGAINST", "CHANGE", "FLOW", "N"]
                {
                    if classes.contains(&class) {
                        found.push(format!("gap{index} has {class}"));
                    }
                }
            } else {
                found.push(format!("gap {order}{index} ."));
            }
        }
        found.push(format!("between {}", between.min(4)));
        found.push(format!(
            "sketch {tie} {} {} {}",
            apart.min(2),
            between.min(3),
            if figures.len() <= 3 { roles.join(" ") } else { String::new() }
        ));
        self.surroundings(&figures, &sentences, &mut found);
        self.notions(&figures, &sentences, &mut found);
        self.series(candidate, &mut found);
        self.print(candidate, &mut found);
        found.push(format!("rivals {}", standing.rivals.min(4)));
        found.push(format!("nearest {}", standing.place.min(2)));
        found
    }

    /// The words before the first figure and after the last, and how crowded their sentence is.
    fn surroundings(&mut self, figures: &[(usize, char)], sentences: &[usize], found: &mut Vec<String>) {
        let linked = self.linked;
        let (first, last) = (figures[0].0, figures[figures.len() - 1].0);
        let (first_sentence, last_sentence) = (sentences[0], sentences[sentences.len() - 1]);
        let (start, end) = (linked.sentences[first_sentence].span.start, linked.figures[first].span.start);
        let before = self.gloss(first_sentence).between(start, end);
        found.push(format!("lead {}", before[before.len().saturating_sub(2)..].join(" ")));
        let (start, end) = (linked.figures[last].span.end, linked.sentences[last_sentence].span.end);
        let after = self.gloss(last_sentence).between(start, end);
        found.push(format!("tail {}", after[..after.len().min(2)].join(" ")));
        let others = |sentence: usize| {
            let amounts =
                linked.sentences[sentence].figures.clone().filter(|figure| linked.figures[*figure].unit != Unit::Year);
            amounts.filter(|figure| !figures.iter().any(|(of, _)| of == figure)).count()
        };
        found.push(format!("others {}", others(sentences[sentences.len() - 1]).min(5)));
        let blocks = [first_sentence, last_sentence].map(|sentence| linked.sentences[sentence].block);
        found.push(format!("block {}", if blocks[0] == blocks[1] { "same" } else { "other" }));
    }

    fn notions(&mut self, figures: &[(usize, char)], sentences: &[usize], found: &mut Vec<String>) {
        let linked = self.linked;
        let (from, to) =
            (linked.figures[figures[0].0].span.start, linked.figures[figures[figures.len() - 1].0].span.end);
        let mut seen: Vec<&str> = Vec::new();
        for sentence in [sentences[0], sentences[sentences.len() - 1]] {
            for notion in &self.gloss(sentence).notions {
                if !seen.contains(&notion.class) {
                    seen.push(notion.class);
                    let place = if (from..to).contains(&notion.start) { "inside" } else { "beside" };
                    found.push(format!("says {} {place}", notion.class));
                }
            }
        }
    }

    /// Whether the figures are of one series and which periods they are of, as far as that is said.
    fn series(&self, candidate: &Candidate, found: &mut Vec<String>) {
        let linked = self.linked;
        let mut figures = candidate.figures();
        let Some(reported) = figures.next() else { return };
        let event = |figure: usize| linked.events.get(linked.placed[figure].event);
        for (name, figure) in (1..=3).zip(figures) {
            let Some((a, b)) = event(reported).zip(event(figure)) else {
                found.push(format!("series {name} none"));
                continue;
            };
            let same = linked.placed[reported].event == linked.placed[figure].event;
            let mut said = String::new();
            if same {
                said.push_str("one");
            } else {
                let flows = if a.series.flow == b.series.flow {
                    "="
                } else if a.series.flow.is_none() || b.series.flow.is_none() {
                    "?"
                } else {
                    "/"
                };
                let scope = if a.series.same_scope(&b.series) {
                    "="
                } else if a.series.scope_may_be(&b.series) {
                    "?"
                } else {
                    "/"
                };
                let named = match (a.named, b.named) {
                    (true, true) => "both",
                    (false, false) => "neither",
                    _ => "half",
                };
                let _ = write!(said, "flow{flows} scope{scope} {named}");
            }
            found.push(format!("series {name} {said}"));
            let (x, y) = (linked.placed[reported].when, linked.placed[figure].when);
            let dated = match (x.is_named(), y.is_named()) {
                (true, true) => "both",
                (false, false) => "neither",
                _ => "half",
            };
            let when = if x == y {
                "="
            } else if x.may_be(&y) {
                "?"
            } else if y.may_be(&x.year_earlier()) || y.may_be(&x.preceding()) {
                "earlier"
            } else {
                "/"
            };
            found.push(format!("when {name} {when} {dated}"));
        }
    }

    /// The word right after a figure, which says what is counted; none where grammar follows.
    fn noun(&self, figure: usize) -> &'t str {
        let rest = self.text.prose.get(self.linked.figures[figure].span.end..).unwrap_or_default();
        let word = rest.trim_start_matches(' ');
        let end = word.find(|c: char| !c.is_alphabetic()).unwrap_or(word.len());
        let word = &word[..end];
        let grammar = word.len() < 3
            || crate::link::lexicon::term(word).is_some()
            || ["from", "and", "for", "after", "during", "last", "the"].contains(&word);
        if grammar { "" } else { word }
    }

    /// How the figures are printed.
    fn print(&self, candidate: &Candidate, found: &mut Vec<String>) {
        let figures: Vec<_> = candidate.figures().map(|figure| &self.linked.figures[figure]).collect();
        let levels: Vec<_> = figures.iter().filter(|figure| figure.is_level() || figure.unit == Unit::Count).collect();
        if let Some(first) = levels.first() {
            let unit = first.unit.name();
            let money = levels.iter().filter(|figure| figure.currency.is_some()).count();
            let magnitudes = levels.iter().all(|figure| figure.magnitude == first.magnitude);
            found.push(format!(
                "unit {unit} {} {}",
                if money == levels.len() {
                    "all"
                } else if money == 0 {
                    "none"
                } else {
                    "some"
                },
                if magnitudes { "even" } else { "uneven" }
            ));
            if levels.iter().all(|figure| figure.decimals == first.decimals) {
                found.push("print alike".to_owned());
            }
        }
        let counts = figures.iter().all(|figure| matches!(figure.unit, Unit::Count | Unit::Number));
        if counts {
            let nouns: Vec<&str> = candidate.figures().map(|figure| self.noun(figure)).collect();
            let named: Vec<&&str> = nouns.iter().filter(|noun| !noun.is_empty()).collect();
            let said = if named.len() < 2 {
                "unsaid"
            } else if named.windows(2).all(|pair| pair[0] == pair[1]) {
                "one"
            } else {
                "several"
            };
            found.push(format!("nouns {said}"));
        }
        for (name, figure) in "R123".chars().zip(&figures) {
            if figure.spelled {
                found.push(format!("print {name} spelled"));
            }
            if figure.bound.is_some() || figure.hedge.is_some() {
                found.push(format!("print {name} loose"));
            }
        }
    }
}

fn role(role: Role) -> &'static str {
    match role {
        Role::Level => "level",
        Role::Base => "base",
        Role::Change(_) => "change",
        Role::Growth(_) => "growth",
        Role::Share => "share",
        Role::Rate => "rate",
        Role::Converted => "converted",
        Role::Unknown => "unknown",
    }
}
