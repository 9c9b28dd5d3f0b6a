//! The words that say how figures relate: flows, changes, comparisons, shares.

use std::collections::HashMap;
use std::sync::LazyLock;

use tradeproof_language::change;
pub use tradeproof_language::change::Direction;

/// What flows or stands: the head of a series.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Flow {
    Exports,
    Imports,
    /// Exports and imports together.
    Trade,
    Deficit,
    Surplus,
    /// A balance whose sign the word does not say.
    Balance,
    Investment,
}

impl Flow {
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Exports => "exports",
            Self::Imports => "imports",
            Self::Trade => "trade",
            Self::Deficit => "deficit",
            Self::Surplus => "surplus",
            Self::Balance => "balance",
            Self::Investment => "investment",
        }
    }

    #[must_use]
    pub fn is_balance(self) -> bool {
        matches!(self, Self::Deficit | Self::Surplus | Self::Balance)
    }
}

/// The part a word plays around figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Term {
    Flow(Flow),
    /// Verbs and nouns of change.
    Change(Direction),
    /// Words of comparison that follow a figure: `higher`, `less`, `up`.
    Comparative(Direction),
    /// `compared`, `against`, `versus`, `than`.
    Compare,
    To,
    From,
    By,
    Of,
    /// `was`, `reached`, `totalled`.
    LevelVerb,
    /// `share`, `accounted`, `represented`.
    Share,
    Average,
    Pronoun,
    Conjunction,
    /// Words that may stand between a preposition and its figure.
    Filler,
}

const FLOWS: &[(Flow, &str)] = &[
    (Flow::Exports, "export exports exported exporting exportation shipments outbound"),
    (Flow::Imports, "import imports imported importing importation inbound"),
    (Flow::Trade, "trade turnover commerce"),
    (Flow::Deficit, "deficit deficits gap shortfall"),
    (Flow::Surplus, "surplus surpluses"),
    (Flow::Balance, "balance"),
    (Flow::Investment, "fdi investment investments inflow inflows outflow outflows"),
];

const COMPARATIVES: &[(Direction, &str)] = &[
    (Direction::Up, "up higher more above bigger larger greater upward"),
    (Direction::Down, "down lower less below smaller fewer downward"),
];

const OTHERS: &[(Term, &str)] = &[
    (Term::Compare, "compared against versus vs than comparing comparison relative"),
    (Term::To, "to"),
    (Term::From, "from"),
    (Term::By, "by"),
    (Term::Of, "of"),
    (
        Term::LevelVerb,
        "was were is are stood stands stand reached reaching reach reaches totalled totaled totalling totaling amounted amounting amounts came comes valued worth hit hitting \
         recorded registered posted exceeded crossed remained made attained constituted",
    ),
    (
        Term::Share,
        "share shares accounted accounting accounts account represented representing represents represent comprised comprising comprises proportion",
    ),
    (Term::Average, "average averaged averaging mean"),
    (Term::Pronoun, "it this that these those they"),
    (Term::Conjunction, "and while whilst whereas but with as although"),
    (
        Term::Filler,
        "a an the about around approximately some nearly almost roughly just over more than under less record total overall combined whopping massive steep sharp modest only further \
         estimated respectively value about over exactly precisely already also sharply slightly significantly steadily considerably marginally strongly solid robust healthy steady \
         annual yearly monthly quarterly huge similar another additional cumulative marginal year on slight measly big",
    ),
];

static TERMS: LazyLock<HashMap<&'static str, Term>> = LazyLock::new(|| {
    let flows = FLOWS.iter().map(|(flow, words)| (Term::Flow(*flow), *words));
    let comparatives = COMPARATIVES.iter().map(|(direction, words)| (Term::Comparative(*direction), *words));
    // Where a word is in two lists, the earlier list says what it is.
    let mut terms = HashMap::new();
    for (term, words) in flows.chain(comparatives) {
        words.split_whitespace().for_each(|word| _ = terms.entry(word).or_insert(term));
    }
    for (word, direction) in change::words() {
        terms.entry(word).or_insert(Term::Change(direction));
    }
    for (term, words) in OTHERS.iter().copied() {
        for word in words.split_whitespace() {
            terms.entry(word).or_insert(term);
        }
    }
    terms
});

/// The part that a word plays, whatever its case.
#[must_use]
pub fn term(word: &str) -> Option<Term> {
    if word.len() > 14 {
        return None;
    }
    let mut lower = [0_u8; 14];
    for (to, from) in lower.iter_mut().zip(word.bytes()) {
        *to = from.to_ascii_lowercase();
    }
    let lower = std::str::from_utf8(&lower[..word.len()]).ok()?;
    TERMS.get(lower).copied()
}

/// Words after `trade` that make it no flow: a ministry does not rise by 5 per cent.
pub const TRADE_NOT_FLOW: &[&str] = &[
    "ministry",
    "minister",
    "partner",
    "partners",
    "envoy",
    "agreement",
    "agreements",
    "war",
    "policy",
    "data",
    "statistics",
    "department",
    "union",
    "association",
    "talks",
    "deal",
    "deals",
    "union",
    "secretary",
    "body",
    "group",
    "relations",
    "barriers",
    "routes",
    "fair",
    "mission",
    "office",
    "representative",
    "negotiations",
    "figures",
    "unions",
    "account",
    "accounts",
    "show",
    "shows",
];
