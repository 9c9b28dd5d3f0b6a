//! The words that say how figures relate: flows, changes, comparisons, shares.

use std::collections::HashMap;
use std::sync::LazyLock;

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

/// Which way a text says that something moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Direction {
    Up,
    Down,
    /// `changed by`, `a difference of`.
    Unstated,
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

const CHANGES: &[(Direction, &str)] = &[
    (
        Direction::Up,
        "rise rises rose risen rising increase increases increased increasing grow grows grew grown growing growth climb climbs climbed climbing \
         jump jumps jumped jumping surge surges surged surging soar soared soaring gain gains gained gaining expand expands expanded expanding expansion \
         advance advanced advancing widen widens widened widening swell swelled swollen boost boosted boosting ascended leap leapt leaped spike spiked \
         uptick upturn hike rallied rebound rebounded rebounding recovered ballooned mushroomed strengthened enlarged accelerated added",
    ),
    (
        Direction::Down,
        "fall falls fell fallen falling decline declines declined declining decrease decreases decreased decreasing drop drops dropped dropping dip dips dipped \
         dipping shrink shrinks shrank shrunk shrinking contract contracted contracting contraction slump slumped slumping plunge plunged plunging slide slid \
         sliding narrow narrows narrowed narrowing reduce reduces reduced reducing reduction dive dived dove tumble tumbled tumbling slip slipped slipping \
         plummet plummeted plummeting ease eased easing shed sank sunk sink receded crashed collapsed collapse lost downturn",
    ),
    (Direction::Unstated, "change changed difference edged nudged inched moved moving swung"),
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
    let changes = CHANGES.iter().map(|(direction, words)| (Term::Change(*direction), *words));
    let comparatives = COMPARATIVES.iter().map(|(direction, words)| (Term::Comparative(*direction), *words));
    // Where a word is in two lists, the earlier list says what it is.
    let mut terms = HashMap::new();
    for (term, words) in flows.chain(changes).chain(comparatives).chain(OTHERS.iter().copied()) {
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

/// Adjectives of countries, and the name that a possessive has: `Turkish exports` are `Turkey's exports`.
const ADJECTIVES: &[(&str, &str)] = &[
    ("american", "us"),
    ("argentine", "argentina"),
    ("australian", "australia"),
    ("austrian", "austria"),
    ("bangladeshi", "bangladesh"),
    ("belgian", "belgium"),
    ("brazilian", "brazil"),
    ("british", "uk"),
    ("bulgarian", "bulgaria"),
    ("canadian", "canada"),
    ("chilean", "chile"),
    ("chinese", "china"),
    ("colombian", "colombia"),
    ("croatian", "croatia"),
    ("czech", "czechia"),
    ("danish", "denmark"),
    ("dutch", "netherlands"),
    ("egyptian", "egypt"),
    ("estonian", "estonia"),
    ("finnish", "finland"),
    ("french", "france"),
    ("german", "germany"),
    ("ghanaian", "ghana"),
    ("greek", "greece"),
    ("hungarian", "hungary"),
    ("indian", "india"),
    ("indonesian", "indonesia"),
    ("iranian", "iran"),
    ("irish", "ireland"),
    ("israeli", "israel"),
    ("italian", "italy"),
    ("japanese", "japan"),
    ("kazakh", "kazakhstan"),
    ("kazakhstani", "kazakhstan"),
    ("kenyan", "kenya"),
    ("korean", "korea"),
    ("kyrgyz", "kyrgyzstan"),
    ("latvian", "latvia"),
    ("lithuanian", "lithuania"),
    ("malaysian", "malaysia"),
    ("mexican", "mexico"),
    ("moroccan", "morocco"),
    ("nigerian", "nigeria"),
    ("norwegian", "norway"),
    ("pakistani", "pakistan"),
    ("peruvian", "peru"),
    ("philippine", "philippines"),
    ("polish", "poland"),
    ("portuguese", "portugal"),
    ("romanian", "romania"),
    ("russian", "russia"),
    ("rwandan", "rwanda"),
    ("saudi", "saudi"),
    ("serbian", "serbia"),
    ("slovak", "slovakia"),
    ("slovenian", "slovenia"),
    ("spanish", "spain"),
    ("swedish", "sweden"),
    ("swiss", "switzerland"),
    ("taiwanese", "taiwan"),
    ("tanzanian", "tanzania"),
    ("thai", "thailand"),
    ("turkish", "turkey"),
    ("ugandan", "uganda"),
    ("ukrainian", "ukraine"),
    ("uzbek", "uzbekistan"),
    ("vietnamese", "vietnam"),
];

/// The country of an adjective, in lower case.
#[must_use]
pub fn country_of(adjective: &str) -> Option<&'static str> {
    let lower = adjective.to_ascii_lowercase();
    let at = ADJECTIVES.binary_search_by_key(&lower.as_str(), |(adjective, _)| adjective).ok()?;
    Some(ADJECTIVES[at].1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn adjectives_are_in_order_so_that_they_are_found() {
        assert!(ADJECTIVES.is_sorted());
        assert_eq!(country_of("Turkish"), Some("turkey"));
        assert_eq!(country_of("Martian"), None);
    }
}
