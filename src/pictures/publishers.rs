//! Who publishes the figures of a format, and what the data set is called: the source line of a chart.

/// The format's name, who publishes it, and the data set.
const PUBLISHERS: &[(&str, &str, &str)] = &[
    ("ons-all-countries", "Office for National Statistics", "UK trade in goods by country"),
    ("hmrc-ots", "HM Revenue & Customs", "Overseas trade statistics"),
    ("hmrc", "HM Revenue & Customs", "Trade statistics"),
    ("comtrade", "United Nations", "UN Comtrade"),
    ("comext", "Eurostat", "Comext"),
    ("eurostat", "Eurostat", ""),
    ("baci", "CEPII", "BACI"),
    ("unctad", "UNCTAD", "UNCTADstat"),
    ("imf-dots", "International Monetary Fund", "Direction of Trade Statistics"),
    ("imf-imts", "International Monetary Fund", "International Merchandise Trade Statistics"),
    ("imf", "International Monetary Fund", ""),
    ("world-bank", "World Bank", "World Development Indicators"),
    ("wto", "World Trade Organization", "WTO Stats"),
    ("oecd-fdi", "OECD", "Foreign direct investment statistics"),
    ("oecd", "OECD", ""),
    ("lse", "London Stock Exchange", ""),
    ("ecb", "European Central Bank", ""),
    ("wits", "World Bank", "World Integrated Trade Solution"),
    ("trade-map", "International Trade Centre", "Trade Map"),
    ("trademap", "International Trade Centre", "Trade Map"),
    ("atlas", "Harvard Growth Lab", "Atlas of Economic Complexity"),
    ("wiiw", "wiiw", "FDI Database"),
    ("national", "National statistics", ""),
];

/// Publisher and data set of a format, by its longest known beginning; `None` for layouts that anyone may write.
#[must_use]
pub fn of(format: &str) -> Option<String> {
    let known = PUBLISHERS.iter().filter(|(name, _, _)| format == *name || format.starts_with(&format!("{name}-")));
    let (_, publisher, data_set) = known.max_by_key(|(name, _, _)| name.len())?;
    Some(if data_set.is_empty() { (*publisher).to_owned() } else { format!("{publisher}, {data_set}") })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_official_format_has_a_publisher_and_every_own_layout_has_none() {
        for source in crate::sources::ALL {
            let own = source.name.starts_with("tidy") || source.name.ends_with("table");
            assert_eq!(of(source.name).is_none(), own, "{}", source.name);
        }
    }
}
