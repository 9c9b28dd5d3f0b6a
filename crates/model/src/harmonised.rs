//! The Harmonised System: its sections and chapters, and which code holds which.
//!
//! Sections and chapters are the same in all editions; headings and subheadings are not.

/// A section: its numeral, a short name in our own words, its first and its last chapter.
pub type Section = (&'static str, &'static str, u8, u8);

pub const SECTIONS: [Section; 21] = [
    ("I", "Live animals and animal products", 1, 5),
    ("II", "Vegetable products", 6, 14),
    ("III", "Fats and oils", 15, 15),
    ("IV", "Prepared food, drinks and tobacco", 16, 24),
    ("V", "Minerals and fuels", 25, 27),
    ("VI", "Chemicals", 28, 38),
    ("VII", "Plastics and rubber", 39, 40),
    ("VIII", "Hides, leather and fur", 41, 43),
    ("IX", "Wood, cork and basketware", 44, 46),
    ("X", "Pulp, paper and print", 47, 49),
    ("XI", "Textiles and clothing", 50, 63),
    ("XII", "Footwear and headgear", 64, 67),
    ("XIII", "Stone, ceramics and glass", 68, 70),
    ("XIV", "Pearls, gems and precious metals", 71, 71),
    ("XV", "Base metals", 72, 83),
    ("XVI", "Machinery and electrical equipment", 84, 85),
    ("XVII", "Vehicles, aircraft and ships", 86, 89),
    ("XVIII", "Instruments, clocks and music", 90, 92),
    ("XIX", "Arms and ammunition", 93, 93),
    ("XX", "Furniture, toys and other goods", 94, 96),
    ("XXI", "Art and antiques", 97, 97),
];

/// The chapters with short names in our own words. 77 is kept free; 98 and 99 are for national use and for goods that
/// are not specified, and belong to no section.
pub const CHAPTERS: [(&str, &str); 98] = [
    ("01", "Live animals"),
    ("02", "Meat"),
    ("03", "Fish and seafood"),
    ("04", "Dairy, eggs and honey"),
    ("05", "Other animal products"),
    ("06", "Live plants and cut flowers"),
    ("07", "Vegetables"),
    ("08", "Fruit and nuts"),
    ("09", "Coffee, tea and spices"),
    ("10", "Cereals"),
    ("11", "Flour, malt and starch"),
    ("12", "Oil seeds and other seeds"),
    ("13", "Gums and resins"),
    ("14", "Other vegetable products"),
    ("15", "Fats and oils"),
    ("16", "Prepared meat and fish"),
    ("17", "Sugar"),
    ("18", "Cocoa and chocolate"),
    ("19", "Baked goods and pasta"),
    ("20", "Prepared vegetables and fruit"),
    ("21", "Other prepared food"),
    ("22", "Drinks and vinegar"),
    ("23", "Animal feed and food waste"),
    ("24", "Tobacco"),
    ("25", "Salt, stone and cement"),
    ("26", "Ores and slag"),
    ("27", "Mineral fuels and oils"),
    ("28", "Inorganic chemicals"),
    ("29", "Organic chemicals"),
    ("30", "Medicines"),
    ("31", "Fertilisers"),
    ("32", "Dyes, paints and inks"),
    ("33", "Perfumes and cosmetics"),
    ("34", "Soaps and waxes"),
    ("35", "Proteins, glues and enzymes"),
    ("36", "Explosives and matches"),
    ("37", "Photographic goods"),
    ("38", "Other chemical products"),
    ("39", "Plastics"),
    ("40", "Rubber"),
    ("41", "Hides and leather"),
    ("42", "Leather goods and bags"),
    ("43", "Fur"),
    ("44", "Wood"),
    ("45", "Cork"),
    ("46", "Straw and basketware"),
    ("47", "Pulp and waste paper"),
    ("48", "Paper"),
    ("49", "Books and print"),
    ("50", "Silk"),
    ("51", "Wool and animal hair"),
    ("52", "Cotton"),
    ("53", "Other vegetable fibres"),
    ("54", "Man-made filaments"),
    ("55", "Man-made staple fibres"),
    ("56", "Felt, yarns and ropes"),
    ("57", "Carpets"),
    ("58", "Special fabrics and lace"),
    ("59", "Coated and technical textiles"),
    ("60", "Knitted fabrics"),
    ("61", "Knitted clothing"),
    ("62", "Other clothing"),
    ("63", "Other made-up textiles"),
    ("64", "Footwear"),
    ("65", "Headgear"),
    ("66", "Umbrellas and sticks"),
    ("67", "Feathers and artificial flowers"),
    ("68", "Articles of stone and cement"),
    ("69", "Ceramics"),
    ("70", "Glass"),
    ("71", "Pearls, gems and precious metals"),
    ("72", "Iron and steel"),
    ("73", "Articles of iron and steel"),
    ("74", "Copper"),
    ("75", "Nickel"),
    ("76", "Aluminium"),
    ("78", "Lead"),
    ("79", "Zinc"),
    ("80", "Tin"),
    ("81", "Other base metals"),
    ("82", "Tools and cutlery"),
    ("83", "Other metal goods"),
    ("84", "Machinery"),
    ("85", "Electrical equipment"),
    ("86", "Railway vehicles and tracks"),
    ("87", "Road vehicles"),
    ("88", "Aircraft and spacecraft"),
    ("89", "Ships and boats"),
    ("90", "Optical, measuring and medical instruments"),
    ("91", "Clocks and watches"),
    ("92", "Musical instruments"),
    ("93", "Arms and ammunition"),
    ("94", "Furniture and lamps"),
    ("95", "Toys, games and sports goods"),
    ("96", "Other manufactured goods"),
    ("97", "Art and antiques"),
    ("98", "Goods under national provisions"),
    ("99", "Goods not specified by kind"),
];

/// What a code stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Level {
    /// A Roman numeral.
    Section,
    /// Two digits.
    Chapter,
    /// Four digits.
    Heading,
    /// Six digits; the last level that is the same in all countries.
    Subheading,
    /// Eight digits or more, of one country or of the European Union.
    National,
}

/// The level of a code; `None` where it is none.
#[must_use]
pub fn level(code: &str) -> Option<Level> {
    if SECTIONS.iter().any(|section| section.0 == code) {
        return Some(Level::Section);
    }
    match digits(code)?.len() {
        2 => Some(Level::Chapter),
        4 => Some(Level::Heading),
        6 => Some(Level::Subheading),
        8 | 10 => Some(Level::National),
        _ => None,
    }
}

/// The section of a code of any level.
///
/// ```
/// use tradeproof_model::harmonised;
/// assert_eq!(harmonised::section("270900").unwrap().0, "V");
/// assert_eq!(harmonised::parent("27").as_deref(), Some("V"));
/// assert_eq!(harmonised::parent("0802.11").as_deref(), Some("0802"));
/// ```
#[must_use]
pub fn section(code: &str) -> Option<Section> {
    match level(code)? {
        Level::Section => SECTIONS.into_iter().find(|section| section.0 == code),
        _ => {
            let chapter: u8 = digits(code)?.get(..2)?.parse().ok()?;
            let known = CHAPTERS.iter().any(|known| known.0.parse() == Ok(chapter));
            SECTIONS.into_iter().find(|section| known && (section.2..=section.3).contains(&chapter))
        }
    }
}

/// The code one level up; `None` for a section, what belongs to none, or what is no code.
#[must_use]
pub fn parent(code: &str) -> Option<String> {
    match level(code)? {
        Level::Section => None,
        Level::Chapter => section(code).map(|section| section.0.to_owned()),
        _ => {
            let mut digits = digits(code)?;
            digits.truncate(digits.len() - 2);
            Some(digits)
        }
    }
}

/// The short name of a section or chapter.
#[must_use]
pub fn title(code: &str) -> Option<&'static str> {
    let chapter = CHAPTERS.iter().find(|chapter| chapter.0 == code).map(|chapter| chapter.1);
    chapter.or_else(|| SECTIONS.iter().find(|section| section.0 == code).map(|section| section.1))
}

/// The digits of `0802.11` or `2709 00`.
fn digits(code: &str) -> Option<String> {
    let digits: String = code.chars().filter(|c| !matches!(c, '.' | ' ')).collect();
    digits.bytes().all(|byte| byte.is_ascii_digit()).then_some(digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sections_hold_all_chapters_once() {
        for (code, _) in CHAPTERS {
            let holding =
                SECTIONS.iter().filter(|section| (section.2..=section.3).contains(&code.parse().unwrap())).count();
            assert_eq!(holding, usize::from(code < "98"), "{code}");
        }
        assert!(CHAPTERS.windows(2).all(|pair| pair[0].0 < pair[1].0));
        assert_eq!(section("77"), None);
        assert_eq!(parent("99"), None);
    }

    #[test]
    fn codes_lead_up_to_their_section() {
        let mut code = "2709 00 10".to_owned();
        let mut path = Vec::new();
        while let Some(up) = parent(&code) {
            path.push(up.clone());
            code = up;
        }
        assert_eq!(path, ["270900", "2709", "27", "V"]);
        for wrong in ["", "TOTAL", "270", "2X", "IIII"] {
            assert_eq!((level(wrong), parent(wrong)), (None, None), "{wrong}");
        }
    }
}
