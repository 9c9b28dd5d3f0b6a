//! Sentence forms: patterns over the things of a sentence that say outright which figure follows from which.
//!
//! A form is written in words. `{r}` is the reported figure, `{1}` to `{4}` its operands in the order of the relation; `%` after the name asks for a
//! percentage, `p` for percentage points, and without either it is an amount. A word in capitals is a class (`CHANGE`, `EXPORTS`), one in small
//! letters itself, `a|b` either, `a?` may be left out, `!a` must not come next. `_` is a stretch that says only of what or when; `~` may have commas and verbs in it too.

use super::gloss::{Gloss, Piece};
use crate::claims::{Candidate, Judgement, SignRule, Signed, Tie};
use crate::exact::Rational;
use crate::link::Linked;
use crate::link::lexicon::{Direction, Flow};
use crate::quantities::Unit;
use crate::read::Text;
use crate::relation::Relation;
use num_traits::Zero as _;

/// A form of sentence and what it asserts.
pub struct Form {
    /// What the evidence knows it by.
    pub name: &'static str,
    pub kind: &'static str,
    pub relation: Relation,
    pub pattern: &'static str,
    /// Which way it moves where no word of the pattern says it.
    pub direction: Option<Direction>,
    /// A sentence that holds and one that cannot be true.
    pub holds: &'static str,
    pub fails: &'static str,
}

const fn form(
    name: &'static str,
    kind: &'static str,
    relation: Relation,
    pattern: &'static str,
    [holds, fails]: [&'static str; 2],
) -> Form {
    Form { name, kind, relation, pattern, direction: None, holds, fails }
}

use Relation::{Difference, Growth, GrowthFromBase, GrowthFromChange, Share, Sum};

/// All forms, the more telling first.
pub const FORMS: &[Form] = &[
    form(
        "rose N to A from B",
        "growth",
        Growth,
        "CHANGE UP? by? {r%} _ to|at _ {1} _ from _ {2}",
        [
            "Exports rose 10 per cent to $110 million from $100 million.",
            "Exports rose 31 per cent to $110 million from $100 million.",
        ],
    ),
    form(
        "rose N to A against B",
        "growth",
        Growth,
        "CHANGE UP? by? {r%} _ to|at _ {1} _ ,? as? AGAINST with|to? _ {2}",
        [
            "Exports rose 10 per cent to $110 million, compared with $100 million in May.",
            "Exports rose 31 per cent to $110 million, compared with $100 million in May.",
        ],
    ),
    form(
        "rose N to A (year: B)",
        "growth",
        Growth,
        "CHANGE UP? by? {r%} _ to _ {1} ( @|from :? {2}",
        [
            "Revenue rose 25% to £1.25 billion (2012: £1.00 billion).",
            "Revenue rose 52% to £1.25 billion (2012: £1.00 billion).",
        ],
    ),
    form(
        "up N at A from B",
        "growth",
        Growth,
        "UP by? {r%} _ to|at _ {1} _ from _ {2}",
        [
            "Exports were up 10 per cent at $110 million from $100 million.",
            "Exports were up 31 per cent at $110 million from $100 million.",
        ],
    ),
    form(
        "rose N from B to A",
        "growth",
        Growth,
        "CHANGE UP? by? {r%} _ from _ {2} _ to _ {1}",
        [
            "Exports rose by 10 per cent from $100 million to $110 million.",
            "Exports rose by 31 per cent from $100 million to $110 million.",
        ],
    ),
    form(
        "rose N to move from B to A",
        "growth",
        Growth,
        "CHANGE by? {r%} to w from {2} to {1}",
        [
            "The share gained 10 percent to move from N1.00 to N1.10.",
            "The share gained 31 percent to move from N1.00 to N1.10.",
        ],
    ),
    form(
        "rose to A from B, a rise of N",
        "growth",
        Growth,
        "to _ {1} _ from _ {2} _ ,|–? w? CHANGE of|by? _ {r%}",
        [
            "Imports fell to $90 million from $100 million, a drop of 10 per cent.",
            "Imports fell to $90 million from $100 million, a drop of 31 per cent.",
        ],
    ),
    form(
        "rose from B to A, a rise of N",
        "growth",
        Growth,
        "from _ {2} _ to _ {1} _ ,|–? w? CHANGE of|by? _ {r%}",
        [
            "Imports fell from $100 million to $90 million, a drop of 10 per cent.",
            "Imports fell from $100 million to $90 million, a drop of 31 per cent.",
        ],
    ),
    form(
        "A against B, a rise of N",
        "growth",
        Growth,
        "WAS|to|at _ {1} ~ AGAINST with|to? ~ {2} ~ CHANGE of|by? _ {r%}",
        [
            "Imports were $90 million, compared with $100 million in May, a drop of 10 per cent.",
            "Imports were $90 million, compared with $100 million in May, a drop of 31 per cent.",
        ],
    ),
    form(
        "A, or N more than B",
        "growth",
        Growth,
        "{1} ,? or|(|–? {r%} )? MORE than _ {2}",
        [
            "Sales were $110 million, or 10 per cent more than the $100 million of May.",
            "Sales were $110 million, or 31 per cent more than the $100 million of May.",
        ],
    ),
    form(
        "A, up N from B",
        "growth",
        Growth,
        "{1} _ ,|(|–? UP|CHANGE by? {r%} _ from|on|AGAINST|than with|to? _ {2}",
        [
            "Sales were $110 million, up 10 per cent from $100 million in May.",
            "Sales were $110 million, up 31 per cent from $100 million in May.",
        ],
    ),
    form(
        "A, a rise of N from B",
        "growth",
        Growth,
        "{1} _ ,|(|–? w? CHANGE of {r%} _ from|on|AGAINST with|to? _ {2}",
        [
            "Sales were $110 million, an increase of 10 per cent from $100 million in May.",
            "Sales were $110 million, an increase of 31 per cent from $100 million in May.",
        ],
    ),
    form(
        "up from B to A (N)",
        "growth",
        Growth,
        "from _ {2} _ to _ {1} _ ( +|UP|CHANGE? {r%}",
        [
            "Sales went up from $100 million to $110 million (up 10 per cent).",
            "Sales went up from $100 million to $110 million (up 31 per cent).",
        ],
    ),
    form(
        "rose by D to A from B",
        "change",
        Difference,
        "CHANGE|UP by? {r} _ to _ {1} _ from _ {2}",
        [
            "Investment rose by $10 million to $110 million from $100 million.",
            "Investment rose by $31 million to $110 million from $100 million.",
        ],
    ),
    form(
        "rose by D from B to A",
        "change",
        Difference,
        "CHANGE|UP by {r} _ ,? from _ {2} _ to _ {1}",
        [
            "Investment rose by $10 million from $100 million to $110 million.",
            "Investment rose by $31 million from $100 million to $110 million.",
        ],
    ),
    form(
        "from B to A, a rise of D",
        "change",
        Difference,
        "from _ {2} _ to _ {1} _ ,|– w? CHANGE|MOVE of _ {r}",
        [
            "Investment rose from $100 million to $110 million, an increase of $10 million.",
            "Investment rose from $100 million to $110 million, an increase of $31 million.",
        ],
    ),
    form(
        "to A from B, a rise of D",
        "change",
        Difference,
        "to _ {1} _ from _ {2} _ ,|– w? CHANGE|MOVE of _ {r}",
        [
            "Investment rose to $110 million from $100 million, an increase of $10 million.",
            "Investment rose to $110 million from $100 million, an increase of $31 million.",
        ],
    ),
    form(
        "points to A from B",
        "points",
        Difference,
        "to _ {1%} _ from _ {2%} _ ,|–? w? CHANGE|MOVE of|by? _ {rp}",
        [
            "The share rose to 10.5 per cent from 8.0 per cent, a difference of 2.5 percentage points.",
            "The share rose to 10.5 per cent from 8.0 per cent, a difference of 3.9 percentage points.",
        ],
    ),
    form(
        "points from B to A",
        "points",
        Difference,
        "from _ {2%} _ to _ {1%} _ ,|–? w? CHANGE|MOVE of|by? _ {rp}",
        [
            "The share rose from 8.0 per cent to 10.5 per cent, a difference of 2.5 percentage points.",
            "The share rose from 8.0 per cent to 10.5 per cent, a difference of 3.9 percentage points.",
        ],
    ),
    form(
        "points by D to A from B",
        "points",
        Difference,
        "CHANGE|UP by? {rp} _ to _ {1%} _ from _ {2%}",
        [
            "The share rose 2.5 percentage points to 10.5 per cent from 8.0 per cent.",
            "The share rose 3.9 percentage points to 10.5 per cent from 8.0 per cent.",
        ],
    ),
    form(
        "rose by D, or N, to A",
        "growth_from_change",
        GrowthFromChange,
        "CHANGE|UP by? {1} ,? or|( {r%} )? ,? to _ {2}",
        [
            "Exports rose by $10 million, or 10 per cent, to $110 million.",
            "Exports rose by $10 million, or 31 per cent, to $110 million.",
        ],
    ),
    form(
        "rose by N, or D, to A",
        "growth_from_change",
        GrowthFromChange,
        "CHANGE|UP by? {r%} ,? or|( {1} )? ,? to _ {2}",
        [
            "Exports rose by 10 per cent, or $10 million, to $110 million.",
            "Exports rose by 31 per cent, or $10 million, to $110 million.",
        ],
    ),
    form(
        "A, a rise of N or D",
        "growth_from_change",
        GrowthFromChange,
        "{2} _ ,|(|– w? CHANGE|UP of|by? {r%} ,? or|( {1}",
        [
            "Exports came to $110 million, an increase of 10 per cent or $10 million.",
            "Exports came to $110 million, an increase of 31 per cent or $10 million.",
        ],
    ),
    form(
        "A, a rise of D or N",
        "growth_from_change",
        GrowthFromChange,
        "{2} _ ,|(|– w? CHANGE|UP of|by? {1} ,? or|( {r%}",
        [
            "Exports came to $110 million, an increase of $10 million or 10 per cent.",
            "Exports came to $110 million, an increase of $10 million or 31 per cent.",
        ],
    ),
    form(
        "up D, or N, from B",
        "growth_from_change",
        GrowthFromBase,
        "CHANGE|UP by? {1} ,? or|( {r%} )? ,? from _ {2}",
        [
            "Exports rose by $10 million, or 10 per cent, from $100 million.",
            "Exports rose by $10 million, or 31 per cent, from $100 million.",
        ],
    ),
    form(
        "P, or N of W",
        "share",
        Share,
        "{1} ,|– or? {r%} ,? of _ {2}",
        [
            "Machinery accounted for £10 million, 10 per cent of the total of £100 million.",
            "Machinery accounted for £10 million, 31 per cent of the total of £100 million.",
        ],
    ),
    form(
        "P or N of W",
        "share",
        Share,
        "{1} or|( {r%} )? ,? of _ {2}",
        [
            "Machinery accounted for £10 million or 10 per cent of the total of £100 million.",
            "Machinery accounted for £10 million or 31 per cent of the total of £100 million.",
        ],
    ),
    form(
        "P out of W (N)",
        "share",
        Share,
        "{1} w of {2} ( {r%}",
        ["It scored 30 out of 40 (75 per cent).", "It scored 30 out of 40 (57 per cent)."],
    ),
    form(
        "of W, P or N",
        "share",
        Share,
        "of _ {2} _ ,? {1} ,? or|( {r%} )? !MORE|CHANGE|UP|AGAINST|from",
        [
            "Of exports of $100 million, $10 million or 10 per cent went to Ardland.",
            "Of exports of $100 million, $10 million or 31 per cent went to Ardland.",
        ],
    ),
    form(
        "E covered N of I",
        "cover_ratio",
        Share,
        "EXPORTS _ of|at|WAS {1} ~ covered|covering|cover {r%} _ IMPORTS of|at|WAS? _ {2}",
        [
            "Exports of $30 million covered 60 per cent of imports of $50 million.",
            "Exports of $30 million covered 96 per cent of imports of $50 million.",
        ],
    ),
    form(
        "E and I, a surplus of D",
        "balance",
        Difference,
        "EXPORTS _ {1} ~ and|while|with|against ~ IMPORTS _ {2} ~ SURPLUS _ {r}",
        [
            "Exports came to $50 million and imports to $30 million, leaving a surplus of $20 million.",
            "Exports came to $50 million and imports to $30 million, leaving a surplus of $42 million.",
        ],
    ),
    form(
        "I and E, a deficit of D",
        "balance",
        Difference,
        "IMPORTS _ {1} ~ and|while|with|against ~ EXPORTS _ {2} ~ DEFICIT _ {r}",
        [
            "Imports came to $50 million and exports to $30 million, for a deficit of $20 million.",
            "Imports came to $50 million and exports to $30 million, for a deficit of $42 million.",
        ],
    ),
    form(
        "E and I, a deficit of D",
        "balance",
        Difference,
        "EXPORTS _ {2} ~ and|while|with|against ~ IMPORTS _ {1} ~ DEFICIT _ {r}",
        [
            "Exports came to $30 million and imports to $50 million, for a deficit of $20 million.",
            "Exports came to $30 million and imports to $50 million, for a deficit of $42 million.",
        ],
    ),
    form(
        "I and E, a surplus of D",
        "balance",
        Difference,
        "IMPORTS _ {2} ~ and|while|with|against ~ EXPORTS _ {1} ~ SURPLUS _ {r}",
        [
            "Imports came to $30 million and exports to $50 million, leaving a surplus of $20 million.",
            "Imports came to $30 million and exports to $50 million, leaving a surplus of $42 million.",
        ],
    ),
    form(
        "T: E and I",
        "sum",
        Sum,
        "TRADE ~ {r} ~ :|,|( including|with? _ EXPORTS ~ {1} ~ and ~ IMPORTS _ {2}",
        [
            "Trade totalled $80 million: exports $50 million and imports $30 million.",
            "Trade totalled $80 million: exports $50 million and imports $57 million.",
        ],
    ),
    form(
        "E and I. The deficit was D",
        "balance",
        Difference,
        "EXPORTS and IMPORTS ~ {2} and {1} ~ . ~ DEFICIT ~ {r}",
        [
            "Exports and imports were $30 million and $50 million, respectively. The deficit was $20 million.",
            "Exports and imports were $30 million and $50 million, respectively. The deficit was $42 million.",
        ],
    ),
    form(
        "E and I. The surplus was D",
        "balance",
        Difference,
        "EXPORTS and IMPORTS ~ {1} and {2} ~ . ~ SURPLUS ~ {r}",
        [
            "Exports and imports were $50 million and $30 million, respectively. The surplus was $20 million.",
            "Exports and imports were $50 million and $30 million, respectively. The surplus was $42 million.",
        ],
    ),
    form(
        "E, I. The deficit was D",
        "balance",
        Difference,
        "EXPORTS ~ {2} ~ and|while|, ~ IMPORTS ~ {1} ~ . ~ DEFICIT ~ {r}",
        [
            "Exports were $30 million and imports $50 million in May. The trade deficit was $20 million in May.",
            "Exports were $30 million and imports $50 million in May. The trade deficit was $42 million in May.",
        ],
    ),
    form(
        "I, E. The deficit was D",
        "balance",
        Difference,
        "IMPORTS ~ {1} ~ and|while|, ~ EXPORTS ~ {2} ~ . ~ DEFICIT ~ {r}",
        [
            "Imports were $50 million and exports $30 million in May. The trade deficit was $20 million in May.",
            "Imports were $50 million and exports $30 million in May. The trade deficit was $42 million in May.",
        ],
    ),
    form(
        "E, I. The surplus was D",
        "balance",
        Difference,
        "EXPORTS ~ {1} ~ and|while|, ~ IMPORTS ~ {2} ~ . ~ SURPLUS ~ {r}",
        [
            "Exports were $50 million and imports $30 million in May. The trade surplus was $20 million in May.",
            "Exports were $50 million and imports $30 million in May. The trade surplus was $42 million in May.",
        ],
    ),
    form(
        "The deficit was D. I and E",
        "balance",
        Difference,
        "DEFICIT ~ {r} ~ . ~ IMPORTS ~ {1} ~ and|while|, ~ EXPORTS ~ {2}",
        [
            "The trade deficit was $20 million in May. Imports were $50 million in May and exports $30 million in May.",
            "The trade deficit was $42 million in May. Imports were $50 million in May and exports $30 million in May.",
        ],
    ),
    form(
        "The deficit was D. E and I",
        "balance",
        Difference,
        "DEFICIT ~ {r} ~ . ~ EXPORTS ~ {2} ~ and|while|, ~ IMPORTS ~ {1}",
        [
            "The trade deficit was $20 million in May. Exports were $30 million in May and imports $50 million in May.",
            "The trade deficit was $42 million in May. Exports were $30 million in May and imports $50 million in May.",
        ],
    ),
    form(
        "The surplus was D. E and I",
        "balance",
        Difference,
        "SURPLUS ~ {r} ~ . ~ EXPORTS ~ {1} ~ and|while|, ~ IMPORTS ~ {2}",
        [
            "The trade surplus was $20 million in May. Exports were $50 million in May and imports $30 million in May.",
            "The trade surplus was $42 million in May. Exports were $50 million in May and imports $30 million in May.",
        ],
    ),
    form(
        "T. E and I",
        "sum",
        Sum,
        "TRADE ~ {r} ~ . ~ EXPORTS ~ {1} ~ and|while|, ~ IMPORTS ~ {2}",
        [
            "Trade came to $80 million in 2017. Exports were $50 million and imports $30 million in 2017.",
            "Trade came to $80 million in 2017. Exports were $50 million and imports $57 million in 2017.",
        ],
    ),
    form(
        "E and I. T",
        "sum",
        Sum,
        "EXPORTS ~ {1} ~ and|while|, ~ IMPORTS ~ {2} ~ . ~ TRADE ~ {r}",
        [
            "Exports were $50 million and imports $30 million in 2017. Trade came to $80 million in 2017.",
            "Exports were $50 million and imports $57 million in 2017. Trade came to $80 million in 2017.",
        ],
    ),
    form(
        "T, E and I",
        "sum",
        Sum,
        "TRADE ~ {r} ~ , EXPORTS ~ {1} ~ and IMPORTS ~ {2}",
        [
            "Trade was $80 million, exports were $50 million and imports were $30 million.",
            "Trade was $80 million, exports were $50 million and imports were $57 million.",
        ],
    ),
    form(
        "total. Re-exports and domestic exports",
        "sum",
        Sum,
        "w EXPORTS ~ {r} ~ . re - EXPORTS ~ {1} ~ and domestic EXPORTS ~ {2}",
        [
            "Total exports fell to $80 million. Re-exports fell to $50 million and domestic exports to $30 million.",
            "Total exports fell to $80 million. Re-exports fell to $50 million and domestic exports to $57 million.",
        ],
    ),
    form(
        "A from B. This brought both to T",
        "sum",
        Sum,
        "to _ {1} _ from _ {2} ~ . it brought|brings|took ~ @ ~ to {r}",
        [
            "Exports rose to $50 million in February from $30 million in January. This brought total exports for the first two months of 2017 to $80 million.",
            "Exports rose to $50 million in February from $57 million in January. This brought total exports for the first two months of 2017 to $80 million.",
        ],
    ),
    form(
        "P, Q, R, S. In total T",
        "sum",
        Sum,
        "{1} _ @ _ , {2} _ @ _ , {3} _ @ _ and {4} _ @ _ . in w , {r}",
        [
            "Exports were 10 million kilograms in July, 20 million in August, 30 million in September and 40 million in October. In total, 100 million kilograms were exported.",
            "Exports were 10 million kilograms in July, 20 million in August, 30 million in September and 40 million in October. In total, 140 million kilograms were exported.",
        ],
    ),
    form(
        "W (P and Q)",
        "sum",
        Sum,
        "{r} ( {1} _ and {2}",
        [
            "They raised $80 million ($50 million at listing and $30 million later).",
            "They raised $80 million ($50 million at listing and $57 million later).",
        ],
    ),
    form(
        "W: P, Q and R",
        "sum",
        Sum,
        "{r} _ : {1} _ ,? {2} _ ,? and {3}",
        [
            "The group runs 800 shops: 500 in Ardland, 200 in Bessia and 100 in Cissia.",
            "The group runs 800 shops: 500 in Ardland, 200 in Bessia and 175 in Cissia.",
        ],
    ),
];

/// One element of a pattern.
#[derive(Debug, Clone)]
enum Element {
    Figure {
        operand: Option<usize>,
        unit: Asked,
    },
    Words {
        any: Vec<&'static str>,
        optional: bool,
    },
    /// None of these comes next.
    Not {
        any: Vec<&'static str>,
    },
    Gap {
        long: bool,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Asked {
    Amount,
    Percent,
    Points,
}

fn parse(pattern: &'static str) -> Vec<Element> {
    pattern
        .split(' ')
        .map(|token| match token {
            "_" => Element::Gap { long: false },
            "~" => Element::Gap { long: true },
            _ if token.starts_with('{') => {
                let inner = token.trim_matches(['{', '}']);
                let unit = if inner.ends_with('%') {
                    Asked::Percent
                } else if inner.ends_with('p') {
                    Asked::Points
                } else {
                    Asked::Amount
                };
                let operand = inner.chars().next().and_then(|name| name.to_digit(10)).map(|number| number as usize - 1);
                Element::Figure { operand, unit }
            }
            _ if token.starts_with('!') => Element::Not { any: token[1..].split('|').collect() },
            _ => {
                let optional = token.ends_with('?');
                Element::Words { any: token.trim_end_matches('?').split('|').collect(), optional }
            }
        })
        .collect()
}

/// The forms, read.
pub struct Forms(Vec<(&'static Form, Vec<Element>)>);

impl Default for Forms {
    fn default() -> Self {
        Self(FORMS.iter().map(|form| (form, parse(form.pattern))).collect())
    }
}

/// What a pattern has matched so far.
#[derive(Debug, Clone, Default)]
struct Found {
    reported: Option<usize>,
    operands: [Option<usize>; 4],
    direction: Option<Direction>,
}

struct Matcher<'a> {
    linked: &'a Linked,
    pieces: &'a [Piece],
    /// Whether exports and imports are told apart, so that no stretch goes over one of them.
    of_flows: bool,
}

/// Pieces that a stretch may have: what says of what or when.
const STRETCH: &[&str] = &["w", "N", "@", "in", "on", "at", "for", "of", "during", "it", "-", "FLOW", "WAS"];
const LONG_STRETCH: &[&str] = &[
    "w", "N", "@", "in", "on", "at", "for", "of", "during", "it", "-", "FLOW", "WAS", ",", "with", "as", "over", "to",
    "and", "leaving", "giving", "making", "bringing", "from", "the", "SHARE", "–",
];

impl Matcher<'_> {
    fn matches(&self, elements: &[Element], at: usize, found: &Found) -> Option<Found> {
        let Some((first, rest)) = elements.split_first() else { return Some(found.clone()) };
        match first {
            Element::Gap { long } => {
                let (allowed, reach) = if *long { (LONG_STRETCH, 14) } else { (STRETCH, 8) };
                for skip in 0..=reach {
                    if let Some(found) = self.matches(rest, at + skip, found) {
                        return Some(found);
                    }
                    let goes_on = |piece: &Piece| {
                        let other = self.of_flows && matches!(piece.flow, Some(Flow::Exports | Flow::Imports));
                        allowed.contains(&piece.class) && !other
                    };
                    if !self.pieces.get(at + skip).is_some_and(goes_on) {
                        return None;
                    }
                }
                None
            }
            Element::Figure { operand, unit } => {
                let figure = self.pieces.get(at)?.figure?;
                let of = &self.linked.figures[figure];
                let fits = match unit {
                    Asked::Percent => of.unit == Unit::Percent,
                    Asked::Points => of.unit == Unit::PercentagePoint,
                    Asked::Amount => of.is_level() || of.unit == Unit::Count,
                };
                if !fits {
                    return None;
                }
                let mut found = found.clone();
                match operand {
                    Some(operand) => found.operands[*operand] = Some(figure),
                    None => found.reported = Some(figure),
                }
                self.matches(rest, at + 1, &found)
            }
            Element::Not { any } => {
                let stands = self.pieces.get(at).is_some_and(|piece| any.iter().any(|word| piece.is(word)));
                if stands { None } else { self.matches(rest, at, found) }
            }
            Element::Words { any, optional } => {
                if let Some(piece) = self.pieces.get(at).filter(|piece| any.iter().any(|word| piece.is(word))) {
                    let mut next = found.clone();
                    next.direction = piece.direction.or(next.direction);
                    if let Some(found) = self.matches(rest, at + 1, &next) {
                        return Some(found);
                    }
                }
                if *optional { self.matches(rest, at, found) } else { None }
            }
        }
    }
}

impl Forms {
    /// What the forms find in every sentence, and in every two of a paragraph that follow each other.
    pub fn find(&self, text: &Text, linked: &Linked, into: &mut Vec<Candidate>) {
        let mut before: Option<Gloss> = None;
        for sentence in 0..linked.sentences.len() {
            let gloss = Gloss::of(text, linked, sentence);
            let amounts = gloss.pieces.iter().filter(|piece| piece.figure.is_some()).count();
            if amounts >= 2 {
                self.find_in(linked, sentence, &gloss.pieces, false, into);
            }
            let block = |sentence: usize| linked.sentences[sentence].block;
            if let Some(before) = before.filter(|before| {
                sentence > 0 && block(sentence - 1) == block(sentence) && amounts > 0 && !before.pieces.is_empty()
            }) {
                let stop = Piece { class: ".", ..Piece::default() };
                let both: Vec<Piece> =
                    before.pieces.into_iter().chain([stop]).chain(gloss.pieces.iter().cloned()).collect();
                self.find_in(linked, sentence, &both, true, into);
            }
            before = Some(gloss);
        }
    }

    fn find_in(&self, linked: &Linked, sentence: usize, pieces: &[Piece], pair: bool, into: &mut Vec<Candidate>) {
        for (form, elements) in self.0.iter().filter(|(form, _)| form.pattern.contains(" . ") == pair) {
            let matcher = Matcher { linked, pieces, of_flows: matches!(form.kind, "sum" | "balance") };
            for at in 0..pieces.len() {
                let Some(found) = matcher.matches(elements, at, &Found::default()) else { continue };
                if let Some(candidate) = candidate(linked, sentence, form, &found)
                    && !into.iter().any(|known| known.same_as(&candidate))
                {
                    into.push(candidate);
                }
            }
        }
    }
}

fn candidate(linked: &Linked, sentence: usize, form: &'static Form, found: &Found) -> Option<Candidate> {
    let reported = found.reported?;
    let operands: Vec<usize> = found.operands.iter().flatten().copied().collect();
    let amounts: Vec<usize> =
        std::iter::once(reported).chain(operands.iter().copied()).filter(|figure| is_amount(linked, *figure)).collect();
    let negative = |figure: usize| linked.figures[figure].value < Rational::zero();
    if !amounts.windows(2).all(|pair| linked.comparable(pair[0], pair[1])) {
        return None;
    }
    let down = found.direction == Some(Direction::Down);
    let signed = |figure: usize, turns: bool| Signed { figure, negative: turns && down && !negative(figure) };
    let moves =
        matches!(form.relation, Growth | GrowthFromBase | GrowthFromChange) || matches!(form.kind, "change" | "points");
    let unstated = moves && matches!(found.direction, None | Some(Direction::Unstated));
    let change_first = matches!(form.relation, GrowthFromBase | GrowthFromChange);
    Some(Candidate {
        form: form.name,
        kind: form.kind,
        reported: signed(reported, moves),
        operands: operands.iter().enumerate().map(|(at, figure)| signed(*figure, change_first && at == 0)).collect(),
        sentence,
        tie: Tie::Stated,
        judgement: Judgement::Arithmetic {
            relation: form.relation,
            sign: if unstated { SignRule::Size } else { SignRule::Signed },
        },
    })
}

fn is_amount(linked: &Linked, figure: usize) -> bool {
    let figure = &linked.figures[figure];
    figure.is_level() || figure.unit == Unit::Count
}

impl Piece {
    fn is(&self, word: &str) -> bool {
        let flow = |flow: Flow| self.flow == Some(flow);
        match word {
            "EXPORTS" => flow(Flow::Exports),
            "IMPORTS" => flow(Flow::Imports),
            "TRADE" => flow(Flow::Trade),
            "SURPLUS" => flow(Flow::Surplus),
            "DEFICIT" => flow(Flow::Deficit),
            _ => self.class == word || self.word == word,
        }
    }
}
