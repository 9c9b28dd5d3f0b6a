//! Areas that ISO 3166 does not have: the remainders and the former states of trade statistics, and groups of
//! economies.

/// An area by its code, its name, and its UN numeric code.
pub(super) type Area = (&'static str, &'static str, u16);

/// One economy each, or what a reporter could not assign to one: they overlap with nothing else in their years.
pub(super) const AREAS: [Area; 58] = [
    ("WLD", "World", 0),
    ("XKX", "Kosovo", 412),
    ("58", "Belgium-Luxembourg (to 1998)", 58),
    ("80", "British Antarctic Territory", 80),
    ("129", "Caribbean, not elsewhere specified", 129),
    ("200", "Czechoslovakia (to 1992)", 200),
    ("221", "Eastern Europe, not elsewhere specified", 221),
    ("230", "Ethiopia (to 1992)", 230),
    ("278", "German Democratic Republic (to 1990)", 278),
    ("280", "Federal Republic of Germany (to 1990)", 280),
    ("290", "Northern Africa, not elsewhere specified", 290),
    ("356", "India (to 1974)", 356),
    ("457", "Sarawak (to 1963)", 457),
    ("459", "Peninsula Malaysia (to 1963)", 459),
    ("461", "Sabah (to 1963)", 461),
    ("471", "Central American Common Market, not elsewhere specified", 471),
    ("472", "Africa CAMEU region, not elsewhere specified", 472),
    ("473", "Latin American Integration Association, not elsewhere specified", 473),
    ("488", "Midway Islands", 488),
    ("490", "Other Asia, not elsewhere specified", 490),
    ("492", "European Union, not elsewhere specified", 492),
    ("527", "Oceania, not elsewhere specified", 527),
    ("530", "Netherlands Antilles (to 2010)", 530),
    ("532", "Netherlands Antilles and Aruba (to 1985)", 532),
    ("536", "Neutral Zone (to 1991)", 536),
    ("568", "Other Europe, not elsewhere specified", 568),
    ("577", "Other Africa, not elsewhere specified", 577),
    ("582", "Pacific Islands (to 1991)", 582),
    ("588", "East and West Pakistan (to 1971)", 588),
    ("590", "Panama without the Canal Zone (to 1977)", 590),
    ("592", "Panama Canal Zone (to 1977)", 592),
    ("636", "Rest of America, not elsewhere specified", 636),
    ("637", "North and Central America, not elsewhere specified", 637),
    ("647", "Ryukyu Islands (to 1972)", 647),
    ("658", "Saint Kitts, Nevis and Anguilla (to 1980)", 658),
    ("697", "EFTA, not elsewhere specified", 697),
    ("698", "Sikkim (to 1974)", 698),
    ("711", "Southern African Customs Union (to 1999)", 711),
    ("717", "Rhodesia and Nyasaland (to 1964)", 717),
    ("720", "Democratic Yemen (to 1990)", 720),
    ("736", "Sudan (to 2011)", 736),
    ("810", "USSR (to 1991)", 810),
    ("830", "Channel Islands", 830),
    ("835", "Tanganyika (to 1964)", 835),
    ("836", "Zanzibar and Pemba (to 1964)", 836),
    ("837", "Bunkers", 837),
    ("838", "Free zones", 838),
    ("839", "Special categories", 839),
    ("841", "United States and Puerto Rico (to 1980)", 841),
    ("849", "United States miscellaneous Pacific islands", 849),
    ("866", "Democratic Republic of Viet Nam (to 1974)", 866),
    ("868", "Republic of Viet Nam (to 1974)", 868),
    ("872", "Wake Island", 872),
    ("879", "Western Asia, not elsewhere specified", 879),
    ("886", "Yemen Arab Republic (to 1990)", 886),
    ("890", "Socialist Federal Republic of Yugoslavia (to 1991)", 890),
    ("891", "Serbia and Montenegro (to 2005)", 891),
    ("899", "Areas, not elsewhere specified", 899),
];

/// Numeric codes of UN trade statistics that differ from ISO 3166.
pub(super) const TRADE_NUMERIC: [(u16, &str); 9] = [
    (1, "WLD"),
    (97, "EU"),
    (251, "FRA"),
    (381, "ITA"),
    (579, "NOR"),
    (699, "IND"),
    (757, "CHE"),
    (842, "USA"),
    (975, "ASEAN"),
];

/// Where goods went that belong to no country, and parts of countries, by Eurostat's codes. They overlap with nothing.
pub(super) const PLACES: [(&str, &str); 14] = [
    ("QP", "High seas"),
    ("QQ", "Stores and provisions"),
    ("QR", "Stores and provisions, intra-EU"),
    ("QS", "Stores and provisions, extra-EU"),
    ("QU", "Countries not specified"),
    ("QV", "Countries not specified, intra-EU"),
    ("QW", "Countries not specified, extra-EU"),
    ("QX", "Countries not specified for commercial or military reasons"),
    ("QY", "Countries not specified for commercial or military reasons, intra-EU"),
    ("QZ", "Countries not specified for commercial or military reasons, extra-EU"),
    ("XC", "Ceuta"),
    ("XI", "Northern Ireland"),
    ("XL", "Melilla"),
    ("XU", "United Kingdom without Northern Ireland"),
];

/// Places by codes that only HMRC still writes: three emirates, and the regions that Eurostat split up long ago.
pub(super) const FORMER_PLACES: [(&str, &str); 7] = [
    ("DH", "Abu Dhabi"),
    ("DU", "Dubai"),
    ("HA", "Sharjah and the northern emirates"),
    ("XA", "American Oceania"),
    ("XO", "Australian Oceania"),
    ("XR", "Polar regions"),
    ("ZY", "Trade below the threshold, extra-EU"),
];
