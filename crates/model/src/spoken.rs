//! Economies as running text calls them: names, short names and adjectives.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

use super::Economy;
use super::area::{AREAS, PLACES};
use super::group;

/// An economy that a text names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// Bytes of the text.
    pub span: Range<usize>,
    /// The codes that figures may know it by; several only for unions whose membership changed.
    pub codes: &'static [&'static str],
    /// Whether it is an adjective: `Kazakh exports`.
    pub adjective: bool,
}

/// Adjectives, and the inhabitants, by code.
const ADJECTIVES: &str = "AFG afghan;ALB albanian;DZA algerian;AGO angolan;ARG argentine argentinian;ARM armenian;\
    AUS australian;AUT austrian;AZE azerbaijani azeri;BHR bahraini;BGD bangladeshi;BLR belarusian belarussian;BEL belgian;\
    BOL bolivian;BIH bosnian;BWA botswanan;BRA brazilian;GBR british;BGR bulgarian;KHM cambodian;CMR cameroonian;\
    CAN canadian;CHL chilean;CHN chinese;COL colombian;COD congolese;CRI costa-rican;HRV croatian;CUB cuban;CYP cypriot;\
    CZE czech;DNK danish;NLD dutch;ECU ecuadorian;EGY egyptian;EST estonian;ETH ethiopian;FJI fijian;FIN finnish;\
    FRA french;GEO georgian;DEU german west-german;GHA ghanaian;GRC greek;GTM guatemalan;HUN hungarian;ISL icelandic;IND indian;\
    IDN indonesian;IRN iranian;IRQ iraqi;IRL irish;ISR israeli;ITA italian;JAM jamaican;JPN japanese;JOR jordanian;\
    KAZ kazakh kazakhstani;KEN kenyan;KOR korean south-korean;KWT kuwaiti;KGZ kyrgyz kyrgyzstani;LAO lao;LVA latvian;\
    LBN lebanese;LBY libyan;LTU lithuanian;LUX luxembourgish;MYS malaysian;MLT maltese;MEX mexican;MDA moldovan;\
    MNG mongolian;MAR moroccan;MOZ mozambican;MMR burmese;NAM namibian;NPL nepalese;NZL new-zealand;NIC nicaraguan;\
    NGA nigerian;PRK north-korean;NOR norwegian;OMN omani;PAK pakistani;PAN panamanian;PRY paraguayan;PER peruvian;\
    PHL philippine filipino;POL polish;PRT portuguese;QAT qatari;ROU romanian;RUS russian;RWA rwandan;SAU saudi \
    saudi-arabian;SEN senegalese;SRB serbian;SGP singaporean;SVK slovak;SVN slovenian;ZAF south-african;ESP spanish;\
    LKA sri-lankan;SDN sudanese;SWE swedish;CHE swiss;SYR syrian;TWN taiwanese;TJK tajik tajikistani;TZA tanzanian;\
    THA thai;TUN tunisian;TUR turkish;TKM turkmen;UGA ugandan;UKR ukrainian;ARE emirati;USA american;URY uruguayan;\
    UZB uzbek uzbekistani;VEN venezuelan;VNM vietnamese;YEM yemeni;ZMB zambian;ZWE zimbabwean;\
    ATG antiguan;BHS bahamian;BRB barbadian;BLZ belizean;BEN beninese;BTN bhutanese;BRN bruneian;BFA burkinabe;\
    BDI burundian;CPV cape-verdean;CAF central-african;TCD chadian;COM comoran comorian;DJI djiboutian;DOM dominican;\
    TLS timorese;SLV salvadoran salvadorean;GNQ equatorial-guinean;ERI eritrean;SWZ swazi;GAB gabonese;GMB gambian;\
    GRD grenadian;GIN guinean;GNB bissau-guinean;GUY guyanese;HTI haitian;HND honduran;CIV ivorian;LSO basotho;\
    LBR liberian;MDG malagasy madagascan;MWI malawian;MDV maldivian;MLI malian;MHL marshallese;MRT mauritanian;\
    MUS mauritian;FSM micronesian;MCO monegasque;MNE montenegrin;NRU nauruan;NER nigerien;\
    MKD macedonian north-macedonian;PLW palauan;PSE palestinian;PNG papua-new-guinean;WSM samoan;SYC seychellois;\
    SLE sierra-leonean;SOM somali somalian;SSD south-sudanese;SUR surinamese;TGO togolese;TON tongan;TTO trinidadian;\
    TUV tuvaluan;VUT vanuatuan ni-vanuatu;XKX kosovar kosovan;GRL greenlandic;FRO faroese;BMU bermudian;MAC macanese;\
    PRI puerto-rican";

/// Names in running text beyond those that files use, by code.
const NAMES: &str = "GBR uk|u-k|britain|great-britain|the-united-kingdom;USA us|u-s|usa|u-s-a|the-united-states;\
    ARE uae|emirates;KOR korea|republic-of-korea;RUS russian-federation;CZE czech-republic;NLD holland;MMR burma;\
    CIV ivory-coast;SWZ swaziland;MKD macedonia;HKG hong-kong;MAC macau;TUR turkey;COD democratic-republic-of-congo;\
    TLS east-timor;CPV cape-verde;LAO laos;VNM viet-nam;TWN chinese-taipei;PRK dprk;EGY egypt;SVK slovak-republic";

/// Words that hold the name of an economy and mean another place.
const OTHER_PLACES: &[&str] = &[
    "latin america",
    "latin american",
    "north america",
    "north american",
    "south america",
    "south american",
    "central america",
    "central american",
    "new mexico",
    "indian ocean",
    "south china sea",
    "east china sea",
    "gulf of mexico",
    "black sea",
    "british columbia",
    "inner mongolia",
    "british virgin islands",
];

/// Names that are written without capitals.
const COMMON: &[&str] = &["euro area", "eurozone"];

/// The euro area, by the codes of its several memberships.
const EURO_AREA: &[&str] = &["EA20", "EA19", "EA", "EMU"];

/// Words that make a name that of a currency: `US dollars`.
const MONEY: &[&str] = &[
    "dollar",
    "dollars",
    "yuan",
    "yen",
    "rupee",
    "rupees",
    "pound",
    "pounds",
    "franc",
    "francs",
    "lira",
    "liras",
    "ruble",
    "rubles",
    "rouble",
    "roubles",
    "tenge",
    "shilling",
    "shillings",
    "peso",
    "pesos",
    "won",
    "krona",
    "kronor",
    "krone",
    "crowns",
];

/// The European Union, by the codes of its several memberships.
const UNION: &[&str] = &["EU27_2020", "EUU", "EU", "EU28", "EU27_2007", "EU25", "EU15"];

/// What a run of words names.
#[derive(Clone, Copy)]
struct Named {
    codes: &'static [&'static str],
    adjective: bool,
}

/// The longest name, in words.
const LONGEST: usize = 8;

static NAMED: LazyLock<HashMap<String, Named>> = LazyLock::new(|| {
    let mut named = HashMap::new();
    let mut add = |words: &str, code: &'static str, adjective: bool| {
        let codes: &'static [&'static str] = Box::leak(Box::new([code]));
        named.entry(normal(words)).or_insert(Named { codes, adjective });
    };
    for entry in NAMES.split(';') {
        let (code, names) = entry.trim().split_once(' ').unwrap_or((entry, ""));
        names.split('|').for_each(|name| add(name, code, false));
    }
    for entry in ADJECTIVES.split(';') {
        let (code, words) = entry.trim().split_once(' ').unwrap_or((entry, ""));
        words.split_whitespace().for_each(|word| add(word, code, true));
    }
    for iso in rust_iso3166::ALL {
        if let Ok(economy) = iso.alpha3.parse::<Economy>() {
            add(economy.name(), iso.alpha3, false);
            add(iso.name, iso.alpha3, false);
        }
    }
    AREAS.iter().for_each(|area| add(area.1, area.0, false));
    PLACES.iter().for_each(|place| add(place.1, place.0, false));
    group::groups().chain(group::further()).for_each(|group| add(group.1, group.0, false));
    for words in ["eu", "european union", "the eu", "the european union"] {
        named.insert(words.to_owned(), Named { codes: UNION, adjective: false });
    }
    for words in ["euro area", "the euro area", "eurozone", "the eurozone", "euro zone"] {
        named.insert(words.to_owned(), Named { codes: EURO_AREA, adjective: false });
    }
    for words in OTHER_PLACES {
        named.insert((*words).to_owned(), Named { codes: &[], adjective: false });
    }
    named
});

/// The economies that a text names, in order; of names that hold each other, the longest.
///
/// ```
/// use tradeproof_model::spoken::economies;
/// let found = economies("Trade between Kazakhstan and the UK fell; Italian imports rose.");
/// let codes: Vec<&str> = found.iter().map(|mention| mention.codes[0]).collect();
/// assert_eq!(codes, ["KAZ", "GBR", "ITA"]);
/// assert!(economies("it cost us and turkey soup was served").is_empty());
/// ```
#[must_use]
pub fn economies(text: &str) -> Vec<Mention> {
    let words = words(text);
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let longest = (1..=longest_at(text, &words, at)).rev().find_map(|count| {
            let run = &words[at..at + count];
            let span = run[0].start..run[count - 1].end;
            named(text, run, &span)
                .map(|named| (count, Mention { span, codes: named.codes, adjective: named.adjective }))
        });
        match longest {
            Some((count, mention)) => {
                at += count;
                let money =
                    words.get(at).is_some_and(|next| MONEY.contains(&text[next.clone()].to_lowercase().as_str()));
                if !money && !mention.codes.is_empty() {
                    found.push(mention);
                }
            }
            None => at += 1,
        }
    }
    found
}

/// How many words a name that starts here may have: none where it is not written as a name.
fn longest_at(text: &str, words: &[Range<usize>], at: usize) -> usize {
    let word = &text[words[at].clone()];
    let first = word.chars().next().unwrap_or(' ');
    let named = first.is_uppercase() || first.is_numeric() || COMMON.iter().any(|name| name.starts_with(word));
    if named { LONGEST.min(words.len() - at) } else { 0 }
}

/// What a run of words names, if it is written as a name: `US` in capitals, `Turkey` with one.
fn named(text: &str, run: &[Range<usize>], span: &Range<usize>) -> Option<Named> {
    let first = text[run[0].clone()].chars().next()?;
    // Names do not reach over the end of a clause.
    let joined = run.windows(2).all(|pair| {
        let between = &text[pair[0].end..pair[1].start];
        between.chars().all(|c| c.is_whitespace() || matches!(c, '-' | '’' | '\'' | '.' | ',' | '(' | '&'))
            && between.len() <= 3
    });
    if !joined {
        return None;
    }
    let key = normal(&text[span.clone()]);
    let found = NAMED.get(&key)?;
    if !(first.is_uppercase() || first.is_numeric() || COMMON.contains(&key.as_str())) {
        return None;
    }
    let short = key.chars().filter(|c| c.is_alphabetic()).count() <= 3;
    let capitals = text[span.clone()].chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase);
    (!short || capitals || found.adjective).then_some(*found)
}

/// The words in lower case with single blanks between.
fn normal(text: &str) -> String {
    words(text).into_iter().map(|word| text[word].to_lowercase()).collect::<Vec<_>>().join(" ")
}

fn words(text: &str) -> Vec<Range<usize>> {
    let mut words: Vec<Range<usize>> = Vec::new();
    for (at, c) in text.char_indices().filter(|(_, c)| c.is_alphanumeric()) {
        match words.last_mut() {
            Some(word) if word.end == at => word.end = at + c.len_utf8(),
            _ => words.push(at..at + c.len_utf8()),
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(text: &str) -> Vec<&'static str> {
        economies(text).iter().map(|mention| mention.codes[0]).collect()
    }

    #[test]
    fn every_code_in_the_lists_is_one() {
        for entry in NAMES.split(';').chain(ADJECTIVES.split(';')) {
            let code = entry.trim().split_once(' ').unwrap().0;
            assert_eq!(code.parse::<Economy>().unwrap().code(), code);
        }
    }

    #[test]
    fn the_longest_name_counts() {
        assert_eq!(codes("South Korea and North Korea"), ["KOR", "PRK"]);
        assert_eq!(codes("South Korean exports, South African imports"), ["KOR", "ZAF"]);
        assert_eq!(codes("Latin American trade with New Mexico"), Vec::<&str>::new());
        assert_eq!(codes("Papua New Guinea, Guinea-Bissau"), ["PNG", "GNB"]);
    }

    #[test]
    fn short_names_are_capitals() {
        assert_eq!(codes("The U.S. and the UK"), ["USA", "GBR"]);
        assert_eq!(codes("38 billion U.S. dollars, 5 million US dollars, Turkish lira"), Vec::<&str>::new());
        assert_eq!(codes("Us and them; In 2017, So it was"), Vec::<&str>::new());
    }

    #[test]
    fn the_union_has_several_codes() {
        assert_eq!(codes("euro area exports"), ["EA20"]);
        assert!(economies("the European Union")[0].codes.contains(&"EU27_2020"));
    }
}
