//! Texts of any length, the same on every run: trade prose, and shapes that are hard on a reader.

/// A small generator of numbers; no text depends on the machine.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }

    fn one_of<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[self.below(list.len() as u64) as usize]
    }

    /// An amount in tenths of a million, and what it was a year before.
    fn amounts(&mut self) -> [u64; 2] {
        let before = 500 + self.below(90_000);
        [before, before * (60 + self.below(90)) / 100]
    }
}

const ECONOMIES: &[&str] = &["Kazakhstan", "Viet Nam", "Kenya", "Italy", "Chile", "India", "Georgia", "the UK"];
const PRODUCTS: &[&str] = &["copper ore", "wheat", "machinery", "medicines", "textiles", "crude oil", "timber"];
const REMARKS: &[&str] = &[
    "The ministry said that demand abroad had held up better than its forecasters had thought.",
    "Officials put this down to the weather, to freight rates and to a long strike in the ports.",
    "Analysts had expected less, and several of them said so at a conference on Tuesday.",
    "No country was named in the statement, which the agency published without a table.",
];

fn tenths(amount: u64) -> String {
    format!("{}.{}", amount / 10, amount % 10)
}

/// How an amount moved, and the size of its growth in tenths of a per cent, rounded to the nearest.
fn growth([before, after]: [u64; 2]) -> (&'static str, String) {
    let size = (before.abs_diff(after) * 2000 / before).div_ceil(2);
    (if after >= before { "rose" } else { "fell" }, tenths(size))
}

/// A sentence or two with figures that agree, or a remark without any.
fn sentence(numbers: &mut Numbers, year: u64) -> String {
    let (economy, product) = (numbers.one_of(ECONOMIES), numbers.one_of(PRODUCTS));
    let [before, after] = numbers.amounts();
    let (verb, size) = growth([before, after]);
    let (after, before) = (tenths(after), tenths(before));
    match numbers.below(8) {
        0 => format!(
            "Exports of {product} from {economy} {verb} by {size} per cent to ${after} million in {year}, from ${before} million a year earlier."
        ),
        1 => format!(
            "In January–April {year}, {economy} imported {product} worth €{after}m, against €{before}m in the same period of {}.",
            year - 1
        ),
        2 => format!(
            "{economy}'s imports of {product} {verb} {size}% to US${after} million in the first quarter of {year}."
        ),
        3 => format!(
            "Trade between {economy} and China came to ${after} million; {product} accounted for about a third of it."
        ),
        _ => numbers.one_of(REMARKS).to_owned(),
    }
}

/// Running prose in paragraphs of a few sentences.
pub fn prose(bytes: usize) -> String {
    paragraphs(bytes, |numbers| 3 + numbers.below(5))
}

/// The same prose in one paragraph.
pub fn one_paragraph(bytes: usize) -> String {
    paragraphs(bytes, |_| u64::MAX)
}

fn paragraphs(bytes: usize, length: impl Fn(&mut Numbers) -> u64) -> String {
    let (mut numbers, mut text) = (Numbers(7), String::with_capacity(bytes + 200));
    while text.len() < bytes {
        let year = 2005 + numbers.below(18);
        let mut left = length(&mut numbers);
        while left > 0 && text.len() < bytes {
            text.push_str(&sentence(&mut numbers, year));
            text.push(' ');
            left -= 1;
        }
        text.truncate(text.trim_end().len());
        text.push_str("\n\n");
    }
    text
}

/// Prose in which no sentence ends.
pub fn one_sentence(bytes: usize) -> String {
    let text = one_paragraph(bytes).replace(". ", ", and ");
    text.replace("The ", "the ")
}

/// Nothing but digits.
pub fn digits(bytes: usize) -> String {
    "7".repeat(bytes)
}

/// Nothing but short numbers.
pub fn numbers(bytes: usize) -> String {
    let mut numbers = Numbers(3);
    let mut text = String::with_capacity(bytes + 20);
    while text.len() < bytes {
        text.push_str(&tenths(numbers.below(100_000)));
        text.push(' ');
    }
    text
}

/// Paragraphs with a wrong percentage each.
pub fn wrong(paragraphs: u64) -> String {
    let mut numbers = Numbers(5);
    let wrong = |numbers: &mut Numbers| {
        let [before, after] = numbers.amounts();
        let year = 2005 + numbers.below(18);
        let (verb, _) = growth([before, after]);
        let size = before.abs_diff(after) * 100 / before + 20;
        let (before, after) = (tenths(before), tenths(after));
        format!(
            "Exports {verb} by {size} per cent to ${after} million in {year}, from ${before} million in {}.\n\n",
            year - 1
        )
    };
    (0..paragraphs).map(|_| wrong(&mut numbers)).collect()
}

/// Paragraphs that all speak of one year, so that every flow may belong to every other.
pub fn one_subject(bytes: usize) -> String {
    let (mut numbers, mut text) = (Numbers(9), String::new());
    while text.len() < bytes {
        let [exports, imports] = numbers.amounts();
        let (total, exports, imports) = (tenths(exports + imports), tenths(exports), tenths(imports));
        text.push_str(&format!("In 2019 trade came to ${total} million. Exports were ${exports} million and imports ${imports} million in 2019. "));
    }
    text
}

/// A Markdown table.
pub fn table(rows: u64) -> String {
    let mut numbers = Numbers(11);
    let mut text =
        String::from("Exports by partner, $ million\n\n| Partner | 2018 | 2019 | Growth, % |\n|---|---|---|---|\n");
    for row in 0..rows {
        let [before, after] = numbers.amounts();
        let (verb, size) = growth([before, after]);
        let sign = if verb == "fell" { "-" } else { "" };
        text.push_str(&format!("| Partner {row} | {} | {} | {sign}{size} |\n", tenths(before), tenths(after)));
    }
    text
}

/// A Markdown list.
pub fn list(bytes: usize) -> String {
    prose(bytes).replace(". ", ".\n").replace("\n\n", "\n").lines().map(|line| format!("- {line}\n")).collect()
}

/// Elements inside each other, with a sentence at the bottom.
pub fn nested_html(depth: usize) -> String {
    format!(
        "<html><body>{}<p>Exports rose 5 per cent.</p>{}</body></html>",
        "<div>".repeat(depth),
        "</div>".repeat(depth)
    )
}

/// Quotations inside each other.
pub fn nested_markdown(depth: usize) -> String {
    format!("{} Exports rose 5 per cent.\n", "> ".repeat(depth))
}
