//! How a house prints its numbers: currency, magnitude, grouping, decimals, and what it does with the digits it leaves out.

use proptest::prelude::*;

/// The style of one publisher.
#[derive(Debug, Clone, Copy)]
pub struct House {
    pub money: Money,
    pub marks: Marks,
    pub percent: &'static str,
    /// Decimals of amounts and of percentages.
    pub decimals: (u32, u32),
    pub rounding: Rounding,
}

/// How an amount is written around its digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Money {
    DollarMillion,
    DollarBillion,
    PoundBn,
    EuroM,
    UsdMln,
    EurosAfter,
    YuanAfter,
    RupeeCrore,
    RupeeLakhCrore,
    /// All digits: `$334,300,000`.
    Full,
}

/// The marks that part thousands and decimals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Marks {
    English,
    Indian,
    Continental,
    Spaces,
    Swiss,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rounding {
    Nearest,
    /// Digits are cut off.
    Truncated,
    /// Percentages to the nearest half.
    HalfPoints,
    /// Amounts to two digits less than are printed: zeros stand for the rest.
    Zeros,
}

pub fn house() -> impl Strategy<Value = House> {
    let money = prop::sample::select(vec![
        Money::DollarMillion,
        Money::DollarBillion,
        Money::PoundBn,
        Money::EuroM,
        Money::UsdMln,
        Money::EurosAfter,
        Money::YuanAfter,
        Money::RupeeCrore,
        Money::RupeeLakhCrore,
        Money::Full,
    ]);
    let marks = prop::sample::select(vec![
        Marks::English,
        Marks::English,
        Marks::English,
        Marks::Continental,
        Marks::Spaces,
        Marks::Swiss,
    ]);
    let percent = prop::sample::select(vec![" per cent", " percent", "%", " %", " pct"]);
    let rounding = prop::sample::select(vec![
        Rounding::Nearest,
        Rounding::Nearest,
        Rounding::Nearest,
        Rounding::Truncated,
        Rounding::HalfPoints,
        Rounding::Zeros,
    ]);
    (money, marks, percent, (0_u32..3, 0_u32..3), rounding).prop_map(|(money, marks, percent, decimals, rounding)| {
        House { money, marks, percent, decimals, rounding }.sane()
    })
}

impl House {
    /// Rupees go with Indian grouping; a decimal comma needs a decimal that cannot be a group.
    fn sane(mut self) -> Self {
        if matches!(self.money, Money::RupeeCrore | Money::RupeeLakhCrore) {
            self.marks = Marks::Indian;
        }
        if self.marks == Marks::Continental {
            self.decimals = (self.decimals.0.max(1), self.decimals.1.max(1));
        }
        match self.money {
            Money::DollarBillion | Money::PoundBn => self.decimals.0 = self.decimals.0.max(1),
            Money::RupeeLakhCrore => self.decimals.0 = 3,
            _ => {}
        }
        if self.money == Money::Full {
            self.decimals.0 = 0;
            if self.marks == Marks::Continental {
                self.marks = Marks::English;
            }
        }
        if self.rounding == Rounding::HalfPoints {
            self.decimals.1 = 1;
        }
        self
    }

    /// The same house where it prints precisely: for errors that must be seen.
    pub fn precise(mut self) -> Self {
        self.rounding = Rounding::Nearest;
        self.decimals = (self.decimals.0.max(1), 1);
        self.sane()
    }

    /// An amount that `more than` may stand before.
    pub fn amount_below(self, thousands: i128) -> String {
        Self { rounding: Rounding::Truncated, ..self }.amount(thousands)
    }

    /// An amount that `nearly` may stand before.
    pub fn amount_above(self, thousands: i128) -> String {
        let unit = 10_i128.pow(self.power()) / 10_i128.pow(self.decimals.0);
        Self { rounding: Rounding::Truncated, ..self }.amount(thousands + unit / 1000)
    }

    /// The magnitude of the house's amounts.
    fn power(self) -> u32 {
        match self.money {
            Money::DollarBillion | Money::PoundBn => 9,
            Money::DollarMillion | Money::EuroM | Money::UsdMln | Money::EurosAfter | Money::YuanAfter => 6,
            Money::RupeeCrore => 7,
            Money::RupeeLakhCrore => 12,
            Money::Full => 0,
        }
    }

    /// An amount given in thousands.
    pub fn amount(self, thousands: i128) -> String {
        let number = self.number(thousands * 1000, 10_i128.pow(self.power()), self.decimals.0, true);
        match self.money {
            Money::DollarMillion => format!("${} million", number),
            Money::DollarBillion => format!("US${} billion", number),
            Money::PoundBn => format!("£{}bn", number),
            Money::EuroM => format!("€{}m", number),
            Money::UsdMln => format!("USD {} mln", number),
            Money::EurosAfter => format!("{} million euros", number),
            Money::YuanAfter => format!("{} million yuan", number),
            Money::RupeeCrore => format!("Rs {} crore", number),
            Money::RupeeLakhCrore => format!("₹{} lakh crore", number),
            Money::Full => format!("${}", number),
        }
    }

    /// `numer / denom` as a percentage.
    pub fn percent(self, numer: i128, denom: i128) -> String {
        format!("{}{}", self.points(numer, denom), self.percent)
    }

    /// The digits of a percentage.
    pub fn points(self, numer: i128, denom: i128) -> String {
        if self.rounding == Rounding::HalfPoints {
            let halves = nearest(numer * 200, denom);
            return self.marked(halves / 2, halves % 2 * 5, 1);
        }
        self.number(numer * 100, denom, self.decimals.1, false)
    }

    /// `numer / denom` to `decimals`, the way the house shortens numbers.
    pub fn number(self, numer: i128, denom: i128, decimals: u32, level: bool) -> String {
        let scale = 10_i128.pow(decimals);
        let shortened = match self.rounding {
            Rounding::Truncated => numer * scale / denom,
            Rounding::Zeros if level && decimals == 0 && numer > denom * 10_000 => nearest(numer, denom * 100) * 100,
            _ => nearest(numer * scale, denom),
        };
        self.marked(shortened / scale, shortened % scale, decimals)
    }

    fn marked(self, whole: i128, fraction: i128, decimals: u32) -> String {
        let (group, point) = match self.marks {
            Marks::English | Marks::Indian => (",", "."),
            Marks::Continental => (".", ","),
            Marks::Spaces => ("\u{202f}", "."),
            Marks::Swiss => ("'", "."),
        };
        let grouped = grouped(whole, group, self.marks == Marks::Indian);
        if decimals == 0 { grouped } else { format!("{grouped}{point}{fraction:0>width$}", width = decimals as usize) }
    }
}

/// Halves away from zero, of numbers above it.
fn nearest(numer: i128, denom: i128) -> i128 {
    (numer * 2 + denom) / (denom * 2)
}

fn grouped(whole: i128, mark: &str, indian: bool) -> String {
    let digits = whole.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        let left = digits.len() - at;
        let starts =
            if indian { left == 3 || (left > 3 && (left - 3).is_multiple_of(2)) } else { left.is_multiple_of(3) };
        if at > 0 && starts {
            out.push_str(mark);
        }
        out.push(digit);
    }
    out
}
