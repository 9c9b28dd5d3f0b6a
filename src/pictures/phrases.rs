//! The words of captions, by language. Languages without an entry get English.

/// The words of one language.
#[derive(Debug, Clone, Copy)]
pub struct Phrases {
    pub lang: &'static str,
    /// What stands for everything that is not shown.
    pub other: &'static str,
    pub exports: &'static str,
    pub imports: &'static str,
    pub goods_exports: &'static str,
    pub goods_imports: &'static str,
    pub goods_trade: &'static str,
    pub re_exports: &'static str,
    pub inward: &'static str,
    pub outward: &'static str,
    pub share: &'static str,
    pub growth: &'static str,
    pub contribution: &'static str,
    pub place: &'static str,
    pub by_partner: &'static str,
    pub by_product: &'static str,
    pub by_reporter: &'static str,
    pub per_cent: &'static str,
    pub points: &'static str,
    /// Thousand, million, billion, trillion as they stand after a number.
    pub magnitudes: [&'static str; 4],
    /// A part of exports in a year, with `{name}`, `{share}` and `{year}`.
    pub took_exports: &'static str,
    pub took_imports: &'static str,
}

const ENGLISH: Phrases = Phrases {
    lang: "en",
    other: "Other",
    exports: "Exports",
    imports: "Imports",
    goods_exports: "Goods exports",
    goods_imports: "Goods imports",
    goods_trade: "Goods trade",
    re_exports: "Re-exports",
    inward: "Inward direct investment",
    outward: "Outward direct investment",
    share: "Share of",
    growth: "Growth of",
    contribution: "Contribution to the growth of",
    place: "Rank in",
    by_partner: "by partner",
    by_product: "by product",
    by_reporter: "by reporting economy",
    per_cent: "%",
    points: "percentage points",
    magnitudes: ["thousand", "million", "billion", "trillion"],
    took_exports: "",
    took_imports: "",
};

const GERMAN: Phrases = Phrases {
    lang: "de",
    other: "Übrige",
    exports: "Ausfuhr",
    imports: "Einfuhr",
    goods_exports: "Warenausfuhr",
    goods_imports: "Wareneinfuhr",
    goods_trade: "Warenhandel",
    re_exports: "Wiederausfuhr",
    inward: "Direktinvestitionen im Inland",
    outward: "Direktinvestitionen im Ausland",
    share: "Anteile",
    growth: "Veränderung",
    contribution: "Beiträge zur Veränderung",
    place: "Rang",
    by_partner: "nach Partnern",
    by_product: "nach Waren",
    by_reporter: "nach Meldeland",
    per_cent: "%",
    points: "Prozentpunkte",
    magnitudes: ["Tsd.", "Mio.", "Mrd.", "Bio."],
    took_exports: "{name}: {share} % der Ausfuhr {year}",
    took_imports: "{name}: {share} % der Einfuhr {year}",
};

const FRENCH: Phrases = Phrases {
    lang: "fr",
    other: "Autres",
    exports: "Exportations",
    imports: "Importations",
    goods_exports: "Exportations de biens",
    goods_imports: "Importations de biens",
    goods_trade: "Commerce de biens",
    re_exports: "Réexportations",
    inward: "Investissement direct entrant",
    outward: "Investissement direct sortant",
    share: "Parts",
    growth: "Variation",
    contribution: "Contributions à la variation",
    place: "Rang",
    by_partner: "par partenaire",
    by_product: "par produit",
    by_reporter: "par pays déclarant",
    per_cent: "%",
    points: "points de pourcentage",
    magnitudes: ["milliers", "millions", "milliards", "billions"],
    took_exports: "{name} : {share} % des exportations en {year}",
    took_imports: "{name} : {share} % des importations en {year}",
};

const SPANISH: Phrases = Phrases {
    lang: "es",
    other: "Otros",
    exports: "Exportaciones",
    imports: "Importaciones",
    goods_exports: "Exportaciones de bienes",
    goods_imports: "Importaciones de bienes",
    goods_trade: "Comercio de bienes",
    re_exports: "Reexportaciones",
    inward: "Inversión directa recibida",
    outward: "Inversión directa emitida",
    share: "Cuotas",
    growth: "Variación",
    contribution: "Contribuciones a la variación",
    place: "Puesto",
    by_partner: "por socio",
    by_product: "por producto",
    by_reporter: "por país declarante",
    per_cent: "%",
    points: "puntos porcentuales",
    magnitudes: ["miles", "millones", "miles de millones", "billones"],
    took_exports: "{name}: {share} % de las exportaciones en {year}",
    took_imports: "{name}: {share} % de las importaciones en {year}",
};

const RUSSIAN: Phrases = Phrases {
    lang: "ru",
    other: "Прочие",
    exports: "Экспорт",
    imports: "Импорт",
    goods_exports: "Экспорт товаров",
    goods_imports: "Импорт товаров",
    goods_trade: "Торговля товарами",
    re_exports: "Реэкспорт",
    inward: "Входящие прямые инвестиции",
    outward: "Исходящие прямые инвестиции",
    share: "Доли",
    growth: "Прирост",
    contribution: "Вклад в прирост",
    place: "Место",
    by_partner: "по партнёрам",
    by_product: "по товарам",
    by_reporter: "по странам",
    per_cent: "%",
    points: "п. п.",
    magnitudes: ["тыс.", "млн", "млрд", "трлн"],
    took_exports: "{name}: {share} % экспорта, {year}",
    took_imports: "{name}: {share} % импорта, {year}",
};

const KAZAKH: Phrases = Phrases {
    lang: "kk",
    other: "Басқалары",
    exports: "Экспорт",
    imports: "Импорт",
    goods_exports: "Тауар экспорты",
    goods_imports: "Тауар импорты",
    goods_trade: "Тауар саудасы",
    re_exports: "Реэкспорт",
    inward: "Тартылған тікелей инвестиция",
    outward: "Салынған тікелей инвестиция",
    share: "Үлестер",
    growth: "Өсім",
    contribution: "Өсімге үлес",
    place: "Орын",
    by_partner: "серіктестер бойынша",
    by_product: "тауарлар бойынша",
    by_reporter: "елдер бойынша",
    per_cent: "%",
    points: "пайыздық тармақ",
    magnitudes: ["мың", "млн", "млрд", "трлн"],
    took_exports: "{name}: экспорттың {share} %, {year}",
    took_imports: "{name}: импорттың {share} %, {year}",
};

const ALL: [&Phrases; 6] = [&ENGLISH, &GERMAN, &FRENCH, &SPANISH, &RUSSIAN, &KAZAKH];

/// The words of a primary language tag.
#[must_use]
pub fn of(language: &str) -> &'static Phrases {
    ALL.into_iter().find(|phrases| phrases.lang == language).unwrap_or(&ENGLISH)
}

impl Phrases {
    #[must_use]
    pub fn is_english(&self) -> bool {
        self.lang == "en"
    }
}
