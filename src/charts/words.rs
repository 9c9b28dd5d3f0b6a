//! The few fixed words that a chart adds of itself, by language.

/// Fixed words; languages without an entry get English.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Words {
    pub source: &'static str,
    pub hatched: &'static str,
    pub dashed: &'static str,
    /// How an area shows a period that is not whole.
    pub paler: &'static str,
    /// How a point does.
    pub hollow: &'static str,
    /// Between a period and what it covers.
    pub covers: &'static str,
    pub missing: &'static str,
    /// What the letter after a period stands for.
    pub provisional: &'static str,
    /// Before the variant of a metric.
    pub metric: &'static str,
    /// Where only some points carry their names.
    pub named_where_room: &'static str,
    /// Before economies that a map has no place for.
    pub off_map: &'static str,
    /// Before the count of grey lines without a name.
    pub grey: &'static str,
    /// Equal figures in a ranking.
    pub ties: &'static str,
    pub not_hundred: &'static str,
    pub interval: &'static str,
    /// Headings of the columns of `interval`.
    pub printed: &'static str,
    pub allowed: &'static str,
    /// What contributions come to.
    pub total: &'static str,
    /// The measure of a Lorenz curve, and what its axes and its diagonal show.
    pub gini: &'static str,
    pub smallest: &'static str,
    pub their_share: &'static str,
    pub diagonal: &'static str,
    /// Before names that found no room.
    pub unnamed: &'static str,
    /// Between the ends of an interval.
    pub to: &'static str,
    /// Exports less imports.
    pub balance: &'static str,
    /// After the name of the flow below zero.
    pub downwards: &'static str,
}

const ENGLISH: Words = Words {
    source: "Source",
    hatched: "Hatched",
    dashed: "Dashed",
    paler: "Paler",
    hollow: "Hollow",
    covers: "covers",
    missing: "no figure",
    provisional: "provisional",
    metric: "Metric",
    named_where_room: "Names stand where there is room.",
    off_map: "Not on the map",
    grey: "Grey, not named",
    ties: "Equal figures are ranked as they come.",
    not_hundred: "Shares may not add up to 100 because of rounding.",
    interval: "Point: the printed figure. Bar: what the rounded figures allow; orange where the printed figure lies outside.",
    to: " to ",
    printed: "Printed",
    allowed: "The figures allow",
    unnamed: "Not named",
    gini: "Gini",
    smallest: "The smallest, % of all",
    their_share: "Their share of the total, %",
    diagonal: "Diagonal: all are equally large.",
    total: "Total",
    balance: "Balance",
    downwards: "are drawn downwards",
};

const RUSSIAN: Words = Words {
    source: "Источник",
    hatched: "Штриховка",
    dashed: "Пунктир",
    paler: "Бледнее",
    hollow: "Пустая точка",
    covers: "—",
    missing: "нет данных",
    provisional: "предварительные данные",
    metric: "Показатель",
    named_where_room: "Подписаны только точки, для которых хватило места.",
    off_map: "Нет на карте",
    grey: "Серым, без подписи",
    ties: "Равные значения идут в исходном порядке.",
    not_hundred: "Сумма долей может отличаться от 100 из-за округления.",
    interval: "Точка — опубликованное значение, полоса — пределы, которые допускает округление; оранжевым — вне пределов.",
    to: " – ",
    printed: "Напечатано",
    allowed: "Допустимо",
    unnamed: "Не подписаны",
    gini: "Джини",
    smallest: "Наименьшие, % от всех",
    their_share: "Их доля в сумме, %",
    diagonal: "Диагональ: все одинаковы.",
    total: "Всего",
    balance: "Сальдо",
    downwards: "— вниз от нуля",
};

const KAZAKH: Words = Words {
    source: "Дереккөз",
    hatched: "Сызықталған",
    dashed: "Үзік сызық",
    paler: "Ашық түс",
    hollow: "Қуыс нүкте",
    covers: "—",
    missing: "дерек жоқ",
    provisional: "алдын ала дерек",
    metric: "Көрсеткіш",
    named_where_room: "Орын жеткен жерде ғана жазылған.",
    off_map: "Картада жоқ",
    grey: "Сұр, аты жазылмаған",
    ties: "Тең мәндер бастапқы ретпен берілген.",
    not_hundred: "Дөңгелектеуге байланысты үлестер 100-ге тең болмауы мүмкін.",
    interval: "Нүкте — жарияланған мән, жолақ — дөңгелектеу жол беретін аралық; қызғылт сары — аралықтан тыс.",
    to: " – ",
    printed: "Жарияланған",
    allowed: "Мүмкін аралық",
    unnamed: "Аты жазылмаған",
    gini: "Джини",
    smallest: "Ең кішілері, барлығының %",
    their_share: "Олардың жалпы үлесі, %",
    diagonal: "Диагональ: бәрі тең.",
    total: "Барлығы",
    balance: "Сальдо",
    downwards: "— нөлден төмен",
};

const GERMAN: Words = Words {
    source: "Quelle",
    hatched: "Schraffiert",
    dashed: "Gestrichelt",
    paler: "Blasser",
    hollow: "Hohler Punkt",
    covers: "umfasst",
    missing: "keine Angabe",
    provisional: "vorläufig",
    metric: "Kennzahl",
    named_where_room: "Namen stehen, wo Platz ist.",
    off_map: "Nicht auf der Karte",
    grey: "Grau, ohne Namen",
    ties: "Gleiche Werte stehen in der Reihenfolge der Daten.",
    not_hundred: "Anteile ergeben wegen Rundung nicht immer 100.",
    interval: "Punkt: der gedruckte Wert. Balken: was die gerundeten Werte zulassen; orange, wo der gedruckte Wert außerhalb liegt.",
    to: " bis ",
    printed: "Gedruckt",
    allowed: "Die Werte erlauben",
    unnamed: "Ohne Namen",
    gini: "Gini",
    smallest: "Die kleinsten, % von allen",
    their_share: "Ihr Anteil am Ganzen, %",
    diagonal: "Diagonale: alle sind gleich groß.",
    total: "Insgesamt",
    balance: "Saldo",
    downwards: "nach unten abgetragen",
};

const FRENCH: Words = Words {
    source: "Source",
    hatched: "Hachuré",
    dashed: "Tireté",
    paler: "Plus pâle",
    hollow: "Point creux",
    covers: "couvre",
    missing: "pas de donnée",
    provisional: "provisoire",
    metric: "Indicateur",
    named_where_room: "Les noms figurent où la place le permet.",
    off_map: "Hors de la carte",
    grey: "En gris, sans nom",
    ties: "Les valeurs égales suivent l’ordre des données.",
    not_hundred: "En raison des arrondis, les parts ne totalisent pas toujours 100.",
    interval: "Point : la valeur imprimée. Barre : ce que permettent les valeurs arrondies ; en orange si la valeur imprimée est en dehors.",
    to: " à ",
    printed: "Imprimé",
    allowed: "Les valeurs permettent",
    unnamed: "Sans nom",
    gini: "Gini",
    smallest: "Les plus petits, % du nombre",
    their_share: "Leur part du total, %",
    diagonal: "Diagonale : tous sont égaux.",
    total: "Total",
    balance: "Solde",
    downwards: "vers le bas",
};

const SPANISH: Words = Words {
    source: "Fuente",
    hatched: "Rayado",
    dashed: "Discontinuo",
    paler: "Más claro",
    hollow: "Punto hueco",
    covers: "abarca",
    missing: "sin dato",
    provisional: "provisional",
    metric: "Indicador",
    named_where_room: "Los nombres aparecen donde hay espacio.",
    off_map: "Fuera del mapa",
    grey: "En gris, sin nombre",
    ties: "Los valores iguales siguen el orden de los datos.",
    not_hundred: "Por el redondeo, las cuotas no siempre suman 100.",
    interval: "Punto: la cifra impresa. Barra: lo que permiten las cifras redondeadas; en naranja si la cifra impresa queda fuera.",
    to: " a ",
    printed: "Impreso",
    allowed: "Las cifras permiten",
    unnamed: "Sin nombre",
    gini: "Gini",
    smallest: "Los más pequeños, % del número",
    their_share: "Su cuota del total, %",
    diagonal: "Diagonal: todos son iguales.",
    total: "Total",
    balance: "Saldo",
    downwards: "hacia abajo",
};

impl Words {
    /// The words of a primary language tag.
    #[must_use]
    pub fn of(language: &str) -> Self {
        match language {
            "de" => GERMAN,
            "fr" => FRENCH,
            "es" => SPANISH,
            "ru" => RUSSIAN,
            "kk" => KAZAKH,
            _ => ENGLISH,
        }
    }
}
