//! Groups of economies beyond those of the World Bank and Eurostat: the regions of M49, unions and blocs; and who
//! belongs to a group.

/// The regions of M49, by their numbers of three digits. M49 has no number for Taiwan, which stands here in Eastern Asia.
///
/// Code, name, and the economies or regions they are made of.
pub(super) const REGIONS: [(&str, &str, &str); 31] = [
    ("002", "Africa", "015 202"),
    ("003", "North America (M49)", "013 021 029"),
    ("005", "South America", "ARG BOL BRA BVT CHL COL ECU FLK GUF GUY PER PRY SGS SUR URY VEN"),
    ("009", "Oceania", "053 054 057 061"),
    ("011", "Western Africa", "BEN BFA CIV CPV GHA GIN GMB GNB LBR MLI MRT NER NGA SEN SHN SLE TGO"),
    ("013", "Central America", "BLZ CRI GTM HND MEX NIC PAN SLV"),
    (
        "014",
        "Eastern Africa",
        "ATF BDI COM DJI ERI ETH IOT KEN MDG MOZ MUS MWI MYT REU RWA SOM SSD SYC TZA UGA ZMB ZWE",
    ),
    ("015", "Northern Africa", "DZA EGY ESH LBY MAR SDN TUN"),
    ("017", "Middle Africa", "AGO CAF CMR COD COG GAB GNQ STP TCD"),
    ("018", "Southern Africa", "BWA LSO NAM SWZ ZAF"),
    ("019", "Americas", "021 419"),
    ("021", "Northern America", "BMU CAN GRL SPM USA"),
    (
        "029",
        "Caribbean",
        "ABW AIA ATG BES BHS BLM BRB CUB CUW CYM DMA DOM GLP GRD HTI JAM KNA LCA MAF MSR MTQ PRI SXM TCA TTO VCT VGB VIR",
    ),
    ("030", "Eastern Asia", "CHN HKG JPN KOR MAC MNG PRK TWN"),
    ("034", "Southern Asia", "AFG BGD BTN IND IRN LKA MDV NPL PAK"),
    ("035", "South-eastern Asia", "BRN IDN KHM LAO MMR MYS PHL SGP THA TLS VNM"),
    ("039", "Southern Europe", "ALB AND BIH ESP GIB GRC HRV ITA MKD MLT MNE PRT SMR SRB SVN VAT"),
    ("053", "Australia and New Zealand", "AUS CCK CXR HMD NFK NZL"),
    ("054", "Melanesia", "FJI NCL PNG SLB VUT"),
    ("057", "Micronesia (region)", "FSM GUM KIR MHL MNP NRU PLW UMI"),
    ("061", "Polynesia", "ASM COK NIU PCN PYF TKL TON TUV WLF WSM"),
    ("142", "Asia", "030 034 035 143 145"),
    ("143", "Central Asia", "KAZ KGZ TJK TKM UZB"),
    ("145", "Western Asia", "ARE ARM AZE BHR CYP GEO IRQ ISR JOR KWT LBN OMN PSE QAT SAU SYR TUR YEM"),
    ("150", "Europe", "039 151 154 155"),
    ("151", "Eastern Europe", "BGR BLR CZE HUN MDA POL ROU RUS SVK UKR"),
    ("154", "Northern Europe", "ALA DNK EST FIN FRO GBR GGY IMN IRL ISL JEY LTU LVA NOR SJM SWE"),
    ("155", "Western Europe", "AUT BEL CHE DEU FRA LIE LUX MCO NLD"),
    ("199", "Least developed countries", ""),
    ("202", "Sub-Saharan Africa (M49)", "011 014 017 018"),
    ("419", "Latin America and the Caribbean (M49)", "005 013 029"),
];

/// Further numbers of M49 for groups whose members change too often to be listed here.
pub(super) const DEVELOPMENT: [(&str, &str); 2] =
    [("432", "Landlocked developing countries"), ("722", "Small island developing states")];

/// Unions, blocs and their compositions. Code and name.
pub(super) const BLOCS: [(&str, &str); 36] = [
    ("EU6", "European Communities of 6"),
    ("EU9", "European Communities of 9"),
    ("EU10", "European Communities of 10"),
    ("EU12", "European Union of 12"),
    ("EA11", "Euro area of 11"),
    ("EA12", "Euro area of 12"),
    ("EA13", "Euro area of 13"),
    ("EA15", "Euro area of 15"),
    ("EA16", "Euro area of 16"),
    ("EA17", "Euro area of 17"),
    ("EA18", "Euro area of 18"),
    ("EA21", "Euro area of 21"),
    ("EFTA", "European Free Trade Association"),
    ("ASEAN", "Association of Southeast Asian Nations"),
    ("BRICS", "BRICS"),
    ("EAEU", "Eurasian Economic Union"),
    ("CIS", "Commonwealth of Independent States"),
    ("USMCA", "United States, Mexico and Canada (USMCA)"),
    ("NAFTA", "North American Free Trade Agreement"),
    ("MERCOSUR", "Southern Common Market (MERCOSUR)"),
    ("GCC", "Gulf Cooperation Council"),
    ("G7", "Group of Seven"),
    ("G8", "Group of Eight"),
    ("G20", "Group of Twenty"),
    ("OPEC", "Organization of the Petroleum Exporting Countries"),
    ("APEC", "Asia-Pacific Economic Cooperation"),
    ("ECOWAS", "Economic Community of West African States"),
    ("SADC", "Southern African Development Community"),
    ("COMESA", "Common Market for Eastern and Southern Africa"),
    ("CARICOM", "Caribbean Community"),
    ("EEA", "European Economic Area"),
    ("VISEGRAD", "Visegrad Group"),
    ("BENELUX", "Benelux"),
    ("SCO", "Shanghai Cooperation Organisation"),
    ("RCEP", "Regional Comprehensive Economic Partnership"),
    ("CPTPP", "Comprehensive and Progressive Agreement for Trans-Pacific Partnership"),
];

/// Compositions of a union that stay as they were: the code, the union, and a year at whose end it was so.
const COMPOSITIONS: [(&str, &str, i32); 19] = [
    ("EU6", "EU", 1972),
    ("EU9", "EU", 1980),
    ("EU10", "EU", 1985),
    ("EU12", "EU", 1994),
    ("EU15", "EU", 2003),
    ("EU25", "EU", 2006),
    ("EU27_2007", "EU", 2012),
    ("EU28", "EU", 2019),
    ("EU27_2020", "EU", 2020),
    ("EA11", "EA", 2000),
    ("EA12", "EA", 2006),
    ("EA13", "EA", 2007),
    ("EA15", "EA", 2008),
    ("EA16", "EA", 2010),
    ("EA17", "EA", 2013),
    ("EA18", "EA", 2014),
    ("EA19", "EA", 2022),
    ("EA20", "EA", 2025),
    ("EA21", "EA", 2026),
];

/// A group whose membership is settled between two years, with the year in which each member joined and, after a
/// hyphen, the year at whose end it no longer belonged.
type Membership = (&'static str, i32, i32, &'static str);

const MEMBERSHIPS: [Membership; 14] = [
    (
        "EU",
        1958,
        2026,
        "BEL 1958;DEU 1958;FRA 1958;ITA 1958;LUX 1958;NLD 1958;DNK 1973;IRL 1973;GBR 1973-2020;GRC 1981;ESP 1986;PRT 1986;\
         AUT 1995;FIN 1995;SWE 1995;CYP 2004;CZE 2004;EST 2004;HUN 2004;LTU 2004;LVA 2004;MLT 2004;POL 2004;SVK 2004;\
         SVN 2004;BGR 2007;ROU 2007;HRV 2013",
    ),
    (
        "EA",
        1999,
        2026,
        "AUT 1999;BEL 1999;DEU 1999;ESP 1999;FIN 1999;FRA 1999;IRL 1999;ITA 1999;LUX 1999;NLD 1999;PRT 1999;GRC 2001;\
         SVN 2007;CYP 2008;MLT 2008;SVK 2009;EST 2011;LVA 2014;LTU 2015;HRV 2023;BGR 2026",
    ),
    (
        "OECD",
        1962,
        2025,
        "AUT 1961;BEL 1961;CAN 1961;CHE 1961;DEU 1961;DNK 1961;ESP 1961;FRA 1961;GBR 1961;GRC 1961;IRL 1961;ISL 1961;\
         LUX 1961;NLD 1961;NOR 1961;PRT 1961;SWE 1961;TUR 1961;USA 1961;ITA 1962;JPN 1964;FIN 1969;AUS 1971;NZL 1973;\
         MEX 1994;CZE 1995;HUN 1996;KOR 1996;POL 1996;SVK 2000;CHL 2010;EST 2010;ISR 2010;SVN 2010;LVA 2016;LTU 2018;\
         COL 2020;CRI 2021",
    ),
    (
        "EFTA",
        1960,
        2025,
        "AUT 1960-1995;CHE 1960;DNK 1960-1973;GBR 1960-1973;NOR 1960;PRT 1960-1986;SWE 1960-1995;ISL 1970;FIN 1986-1995;\
         LIE 1991",
    ),
    (
        "ASEAN",
        1967,
        2025,
        "IDN 1967;MYS 1967;PHL 1967;SGP 1967;THA 1967;BRN 1984;VNM 1995;LAO 1997;MMR 1997;KHM 1999;TLS 2025",
    ),
    // Whether Saudi Arabia has joined since is told in two ways.
    ("BRICS", 2011, 2023, "BRA 2009;CHN 2009;IND 2009;RUS 2009;ZAF 2011"),
    ("EAEU", 2015, 2025, "ARM 2015;BLR 2015;KAZ 2015;KGZ 2015;RUS 2015"),
    ("USMCA", 2020, 2025, "CAN 2020;MEX 2020;USA 2020"),
    ("NAFTA", 1994, 2019, "CAN 1994;MEX 1994;USA 1994"),
    // Suspensions are counted in two ways from then on.
    ("MERCOSUR", 1991, 2011, "ARG 1991;BRA 1991;PRY 1991;URY 1991"),
    ("GCC", 1981, 2025, "ARE 1981;BHR 1981;KWT 1981;OMN 1981;QAT 1981;SAU 1981"),
    ("G7", 1976, 2025, "CAN 1976;DEU 1975;FRA 1975;GBR 1975;ITA 1975;JPN 1975;USA 1975"),
    (
        "OPEC",
        1960,
        2025,
        "IRN 1960;IRQ 1960;KWT 1960;SAU 1960;VEN 1960;QAT 1961-2019;IDN 1962-2009;LBY 1962;ARE 1967;DZA 1969;NGA 1971;\
         ECU 1973-1992;GAB 1975-1995;AGO 2007-2024;ECU 2007-2020;GAB 2016;GNQ 2017;COG 2018",
    ),
    ("BENELUX", 1958, 2025, "BEL 1958;LUX 1958;NLD 1958"),
];

/// Every group of this file: code and name.
pub(super) fn groups() -> impl Iterator<Item = (&'static str, &'static str)> {
    let regions = REGIONS.iter().map(|region| (region.0, region.1));
    regions.chain(DEVELOPMENT).chain(BLOCS)
}

/// The codes of those who belonged to a group at the end of a year, in alphabetical order; `None` where that is not
/// settled, or not known here.
pub(super) fn members(group: &str, year: i32) -> Option<Vec<&'static str>> {
    if let Some(region) = REGIONS.iter().find(|region| region.0 == group) {
        return in_region(region.2);
    }
    if let Some((_, union, at)) = COMPOSITIONS.iter().find(|fixed| fixed.0 == group) {
        return members(union, *at);
    }
    let (_, first, last, joined) = MEMBERSHIPS.iter().find(|known| known.0 == group)?;
    if !(*first..=*last).contains(&year) {
        return None;
    }
    let mut codes: Vec<&str> = joined.split(';').filter_map(|member| belongs(member, year)).collect();
    codes.sort_unstable();
    Some(codes)
}

fn in_region(parts: &'static str) -> Option<Vec<&'static str>> {
    if parts.is_empty() {
        return None;
    }
    let mut codes = Vec::new();
    for part in parts.split_whitespace() {
        match REGIONS.iter().find(|region| region.0 == part) {
            Some(region) => codes.extend(in_region(region.2)?),
            None => codes.push(part),
        }
    }
    codes.sort_unstable();
    Some(codes)
}

/// The code of `GBR 1973-2020` where the year is one of those.
fn belongs(member: &'static str, year: i32) -> Option<&'static str> {
    let (code, years) = member.split_once(' ')?;
    let (from, until) = years.split_once('-').unwrap_or((years, ""));
    let joined = from.parse::<i32>().is_ok_and(|from| from <= year);
    let left = until.parse::<i32>().is_ok_and(|until| until <= year);
    (joined && !left).then_some(code)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(group: &str, year: i32) -> Option<usize> {
        members(group, year).map(|codes| codes.len())
    }

    #[test]
    fn unions_grow_and_shrink() {
        let sizes =
            [(1958, 6), (1973, 9), (1981, 10), (1986, 12), (1995, 15), (2004, 25), (2007, 27), (2013, 28), (2020, 27)];
        for (year, members) in sizes {
            assert_eq!(count("EU", year), Some(members), "{year}");
        }
        for (year, members) in [(1999, 11), (2001, 12), (2009, 16), (2015, 19), (2023, 20), (2026, 21)] {
            assert_eq!(count("EA", year), Some(members), "{year}");
        }
        for (year, members) in [(1962, 20), (2000, 30), (2010, 34), (2021, 38)] {
            assert_eq!(count("OECD", year), Some(members), "{year}");
        }
        for (year, members) in
            [(1960, 5), (1975, 13), (2006, 11), (2008, 13), (2018, 15), (2019, 14), (2020, 13), (2024, 12)]
        {
            assert_eq!(count("OPEC", year), Some(members), "{year}");
        }
        assert_eq!(count("EFTA", 1985), Some(6));
        assert_eq!(count("EFTA", 2024), Some(4));
    }

    #[test]
    fn compositions_have_the_members_of_their_names() {
        for (code, _, _) in COMPOSITIONS.iter().filter(|fixed| fixed.0.starts_with('E')) {
            let named: String = code[2..].chars().take_while(char::is_ascii_digit).collect();
            assert_eq!(count(code, 2024), named.parse().ok(), "{code}");
        }
    }

    #[test]
    fn what_is_not_settled_is_not_said() {
        for (group, year) in
            [("BRICS", 2024), ("MERCOSUR", 2015), ("CIS", 2020), ("G20", 2020), ("EU", 1950), ("LMC", 2020)]
        {
            assert_eq!(members(group, year), None, "{group}");
        }
    }

    #[test]
    fn the_regions_of_the_world_share_no_member() {
        let mut all: Vec<&str> =
            ["002", "019", "142", "150", "009"].iter().flat_map(|code| members(code, 2020).unwrap()).collect();
        let count = all.len();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), count);
        // All of ISO 3166 but Antarctica, which is in no region.
        assert_eq!(count, rust_iso3166::ALL.len() - 1);
    }
}
