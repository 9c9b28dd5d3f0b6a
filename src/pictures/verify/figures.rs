//! Figures in words: each has to be a drawn one, or what comes of drawn ones.

use super::{Claimed, year};
use crate::charts::{Lint, Series, Table};
use crate::check::{self, Quantity};

/// “About” and its like let a figure be so far off, as a part of it.
const HEDGED: f64 = 0.06;
/// “More than” is said of a figure that is so much larger at most.
const BOUNDED: f64 = 1.5;
/// Numbers below this may count anything.
const COUNTS: f64 = 100.0;
/// So many of the largest may be added up in a text.
const FEW: usize = 12;

/// A figure of the text as an interval.
struct Sought {
    low: f64,
    high: f64,
}

impl Sought {
    fn of(quantity: &Quantity) -> Option<Self> {
        let (low, high): (f64, f64) = (quantity.low.parse().ok()?, quantity.high.parse().ok()?);
        let value: f64 = quantity.value.parse().ok()?;
        let (low, high) = match quantity.bound.as_deref() {
            Some("more_than" | "at_least") => (value.min(low), (value * BOUNDED).max(high)),
            Some("less_than" | "almost" | "up_to" | "at_most") => ((value / BOUNDED).min(low), value.max(high)),
            _ => (low, high),
        };
        let slack = if quantity.hedge.is_some() { value.abs() * HEDGED } else { 0.0 };
        Some(Self { low: low - slack, high: high + slack })
    }

    /// Whether a number, whatever its sign, would be printed like this.
    fn is(&self, number: f64) -> bool {
        let edge = 1e-9 * number.abs();
        self.low.abs().min(self.high.abs()) <= number.abs() + edge
            && number.abs() <= self.low.abs().max(self.high.abs()) + edge
    }
}

/// The figures of a text that nothing drawn explains.
pub fn unexplained(claimed: &Claimed) -> Vec<Lint> {
    let Ok(found) = check::check("caption.txt", claimed.text.as_bytes()) else { return Vec::new() };
    let mut lints = Vec::new();
    for quantity in &found.quantities {
        let Some(sought) = Sought::of(quantity).filter(|_| !is_denied(claimed.text, quantity)) else { continue };
        let value: f64 = quantity.value.parse().unwrap_or_default();
        let explained = match quantity.unit.as_str() {
            "percent" => percent(claimed, &sought),
            "percentage_point" => points(claimed, &sought),
            "multiple" => ratios(claimed, &sought),
            "money" => amounts(claimed, &sought),
            "number" if value.abs() >= COUNTS || quantity.value.contains('.') => {
                amounts(claimed, &sought) || percent(claimed, &sought) || ratios(claimed, &sought)
            }
            _ => true,
        };
        if !explained {
            let of = match (claimed.names.is_empty(), claimed.years.is_empty()) {
                (true, true) => String::new(),
                (false, true) => format!(" of {}", claimed.names.join(", ")),
                (true, false) => format!(" of {}", joined(&claimed.years)),
                (false, false) => format!(" of {} in {}", claimed.names.join(", "), joined(&claimed.years)),
            };
            lints.push(claimed.lint(format!("says {}, and no drawn figure{of} gives it", quantity.text.trim())));
        }
    }
    lints
}

/// Whether a figure is named as what is not so: “not by the 21 per cent reported”.
fn is_denied(text: &str, quantity: &Quantity) -> bool {
    let before = text.get(..quantity.start).unwrap_or_default();
    let clause = before.rsplit([',', ';', '.']).next().unwrap_or_default();
    let words: Vec<String> = clause.split_whitespace().map(str::to_lowercase).collect();
    words.iter().any(|word| ["not", "instead"].contains(&word.as_str()))
        || words.windows(2).any(|pair| pair[0] == "rather" && pair[1] == "than")
}

fn joined(years: &[i32]) -> String {
    years.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

/// Per cent: as drawn, of a sum, or of change.
fn percent(claimed: &Claimed, sought: &Sought) -> bool {
    let is = |number: f64| sought.is(number);
    claimed.tables.iter().any(|table| {
        let drawn = Drawn { claimed, table };
        let as_drawn =
            drawn.is_percent() && (drawn.values().any(is) || drawn.sums().any(is) || drawn.differences().any(is));
        as_drawn
            || drawn.sums().any(|sum| drawn.wholes().any(|whole| is(100.0 * sum / whole)))
            || drawn.pairs().any(|(from, to)| from != 0.0 && (is(100.0 * (to - from) / from) || is(100.0 * to / from)))
    })
}

fn points(claimed: &Claimed, sought: &Sought) -> bool {
    claimed.tables.iter().any(|table| {
        let drawn = Drawn { claimed, table };
        drawn.values().any(|value| sought.is(value))
            || drawn.sums().any(|sum| sought.is(sum))
            || drawn.differences().any(|difference| sought.is(difference))
    })
}

fn ratios(claimed: &Claimed, sought: &Sought) -> bool {
    claimed.tables.iter().any(|table| {
        let drawn = Drawn { claimed, table };
        drawn.pairs().any(|(from, to)| {
            from != 0.0 && to != 0.0 && (sought.is(to / from) || sought.is(from / to) || sought.is((to - from) / from))
        })
    })
}

/// Money and numbers: as drawn or before division, sums and differences.
fn amounts(claimed: &Claimed, sought: &Sought) -> bool {
    let divisor = claimed.spec.number.divisor;
    let magnitude = magnitude(claimed.spec.number.magnitude.as_deref());
    let is = |number: f64| sought.is(number) || sought.is(number * divisor) || sought.is(number * magnitude);
    let whole = claimed.facts.and_then(|facts| facts.total).is_some_and(|total| sought.is(total));
    whole
        || claimed.tables.iter().any(|table| {
            let drawn = Drawn { claimed, table };
            drawn.values().any(is) || drawn.sums().any(is) || drawn.differences().any(is)
        })
}

/// What a magnitude word multiplies by.
fn magnitude(word: Option<&str>) -> f64 {
    match word.unwrap_or_default() {
        "thousand" | "Tsd." | "milliers" | "miles" | "тыс." | "мың" => 1e3,
        "million" | "Mio." | "millions" | "millones" | "млн" => 1e6,
        "billion" | "Mrd." | "milliards" | "miles de millones" | "млрд" => 1e9,
        "trillion" | "Bio." | "billions" | "billones" | "трлн" => 1e12,
        _ => 1.0,
    }
}

/// The figures of a table that the text may speak of.
struct Drawn<'a> {
    claimed: &'a Claimed<'a>,
    table: &'a Table,
}

impl Drawn<'_> {
    fn is_percent(&self) -> bool {
        let unit = self.claimed.spec.number.unit.as_deref() == Some("%");
        unit || self.claimed.spec.subtitle.contains('%') || self.figures_make_shares()
    }

    /// A kind that draws shares has made them of amounts.
    fn figures_make_shares(&self) -> bool {
        crate::pictures::caption::draws_shares(self.claimed.spec)
    }

    /// Whether a place is one of those that the text names; all where it names none that is drawn.
    fn place(&self, row: usize) -> bool {
        let place = &self.table.places[row];
        match &place.period {
            Some(period) => {
                let years = &self.claimed.years;
                let named = |year: &i32| {
                    self.table.places.iter().any(|place| place.period.is_some_and(|p| super::year(&p) == *year))
                };
                years.is_empty() || years.contains(&year(period)) || !years.iter().any(named)
            }
            None => !self.names_places() || self.claimed.is_named(&place.label),
        }
    }

    fn series(&self, series: &Series) -> bool {
        !self.names_series() || self.claimed.is_named(&series.name) || self.series_year(series)
    }

    fn series_year(&self, series: &Series) -> bool {
        let period = series.name.parse().ok();
        period.is_some_and(|period| self.claimed.years.contains(&year(&period)))
    }

    fn names_places(&self) -> bool {
        self.table.places.iter().any(|place| place.period.is_none() && self.claimed.is_named(&place.label))
    }

    fn names_series(&self) -> bool {
        self.table.series.iter().any(|series| self.claimed.is_named(&series.name) || self.series_year(series))
    }

    fn value(&self, row: usize, series: &Series) -> Option<f64> {
        series.cells[row].value
    }

    fn rows(&self) -> impl Iterator<Item = usize> + Clone {
        (0..self.table.places.len()).filter(|row| self.place(*row))
    }

    fn all_series(&self) -> impl Iterator<Item = &Series> + Clone {
        self.table.series.iter().filter(|series| self.series(series))
    }

    /// The figures that the text may print as they are.
    fn values(&self) -> impl Iterator<Item = f64> {
        self.all_series().flat_map(move |series| self.rows().filter_map(move |row| self.value(row, series)))
    }

    /// Sums of what is named, and of the largest few, beside each other in one period or along the names of one series; single figures too.
    fn sums(&self) -> impl Iterator<Item = f64> {
        let mut sums: Vec<f64> = self.values().collect();
        for row in self.rows().filter(|row| self.table.places[*row].period.is_some() || self.table.series.len() > 1) {
            sums.extend(running(self.all_series().filter_map(|series| self.value(row, series)).collect()));
        }
        if !self.table.is_time() {
            for series in self.all_series() {
                sums.extend(running(self.rows().filter_map(|row| self.value(row, series)).collect()));
                // Those that are not named may be meant as a group: “the three largest”.
                if self.claimed.names.is_empty() {
                    let total: f64 = series.cells.iter().filter_map(|cell| cell.value).sum();
                    sums.push(total);
                }
            }
        } else {
            sums.extend(
                self.all_series().map(|series| self.rows().filter_map(|row| self.value(row, series)).sum::<f64>()),
            );
        }
        sums.into_iter()
    }

    /// What parts may be parts of.
    fn wholes(&self) -> impl Iterator<Item = f64> {
        let mut wholes: Vec<f64> = Vec::new();
        if let Some(total) = self.claimed.facts.and_then(|facts| facts.total) {
            wholes.push(total / self.claimed.spec.number.divisor);
        }
        if self.table.series.len() > 1 {
            for row in 0..self.table.places.len() {
                wholes.push(self.table.series.iter().filter_map(|series| self.value(row, series)).sum());
            }
        }
        // The drawn part of a ranking is no whole where more is known.
        if !self.table.is_time() && (wholes.is_empty() || self.claimed.facts.is_none_or(|facts| facts.total.is_none()))
        {
            for series in &self.table.series {
                wholes.push(series.cells.iter().filter_map(|cell| cell.value).sum());
            }
        }
        wholes.into_iter().filter(|whole| *whole != 0.0)
    }

    /// Figures that may be compared: two periods of a series, or two names in one period.
    fn pairs(&self) -> impl Iterator<Item = (f64, f64)> {
        let mut pairs = Vec::new();
        let count = self.table.places.len();
        let both = self.claimed.years.len() > 1;
        let sums: Vec<Option<f64>> = (0..count)
            .map(|row| self.table.series.iter().map(|series| self.value(row, series)).sum::<Option<f64>>())
            .collect();
        for from in 0..count {
            for to in 0..count {
                let named = [from, to].map(|row| self.place(row));
                let fits = match self.table.places[from].period.is_some() {
                    true if both => named[0] && named[1] && from < to,
                    true => (named[0] || named[1]) && from < to,
                    false => from != to && (named[0] || named[1]),
                };
                if !fits {
                    continue;
                }
                for series in self.all_series() {
                    pairs.extend(self.value(from, series).zip(self.value(to, series)));
                }
                if self.claimed.names.is_empty() && self.table.series.len() > 1 {
                    pairs.extend(sums[from].zip(sums[to]));
                }
            }
        }
        if self.table.series.len() > 1 {
            for row in self.rows() {
                for one in self.all_series() {
                    for other in self.table.series.iter().filter(|other| other.name != one.name) {
                        pairs.extend(self.value(row, one).zip(self.value(row, other)));
                        pairs.extend(self.value(row, other).zip(self.value(row, one)));
                    }
                }
            }
        }
        pairs.into_iter()
    }

    fn differences(&self) -> impl Iterator<Item = f64> {
        self.pairs().map(|(from, to)| to - from)
    }
}

/// The sums of the largest one, two, three and so on, and of all.
fn running(mut values: Vec<f64>) -> Vec<f64> {
    values.sort_by(|a, b| b.abs().total_cmp(&a.abs()));
    let all = values.iter().sum();
    let mut sum = 0.0;
    let few = values.into_iter().take(FEW).map(|value| {
        sum += value;
        sum
    });
    few.collect::<Vec<_>>().into_iter().chain([all]).collect()
}
