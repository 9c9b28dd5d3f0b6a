//! A world map whose economies are shaded by their figures.

use super::{KeyEntry, Kind};
use crate::charts::chart::Chart;
use crate::charts::data::Cell;
use crate::charts::font::{self, Weight};
use crate::charts::layout::spots::Taken;
use crate::charts::layout::{Anchor, Group, Mark, Rect, Role, Text};
use crate::charts::number::decimals_of;
use crate::charts::theme::{HEATS, size};
use crate::charts::{ChartError, Lint, LintId, Tone, map};
use crate::model::Economy;

/// World maps.
pub struct Choropleth;

const BORDER: f64 = 0.75;
const DOT: f64 = 4.0;
/// Names stand at most so many steps from their economy.
const STEPS: u32 = 14;
/// Beyond this a name is tied to its economy.
const NEAR: f64 = 16.0;
/// So many economies that the map has no place for are named.
const MOST_OFF: usize = 4;
/// Classes on either side of zero.
const CLASSES: usize = 4;

impl Kind for Choropleth {
    fn name(&self) -> &'static str {
        "choropleth"
    }

    fn about(&self) -> &'static str {
        "a world map, equal in area, whose economies are shaded by their figures; those too small for an outline are dots"
    }

    fn when(&self) -> &'static str {
        "where in the world something is high or low: shares, growth, ratios. Amounts follow the size of an economy and are better \
         compared in `ranked`"
    }

    fn columns(&self) -> &'static str {
        "x: economies, as codes or names; y: figures, negative ones too; highlight: those to name on the map"
    }

    fn prepare(&self, chart: &mut Chart) -> Result<(), ChartError> {
        if chart.table.series.len() > 1 {
            let found = chart.table.series.len();
            let instead = "filter to one, such as one flow in one year";
            return Err(ChartError::TooManySeries { kind: "choropleth", found, instead });
        }
        let mut seen: Vec<Economy> = Vec::new();
        for place in &mut chart.table.places {
            let shape = |found| ChartError::Shape {
                kind: "choropleth",
                needed: "economies in x, each a country or territory",
                found,
                instead: "write ISO codes or English names, and leave groups and totals out",
            };
            let economy: Economy = place.name.parse().map_err(|_| shape(format!("`{}`", place.name)))?;
            if economy.is_group() || economy.is_world() {
                return Err(shape(format!("`{}`, which holds other economies", place.name)));
            }
            if seen.contains(&economy) {
                return Err(ChartError::Duplicate { place: economy.name().to_owned() });
            }
            seen.push(economy);
            // A code is for machines; readers get the name.
            place.label = economy.name().to_owned();
            place.period = None;
        }
        Ok(())
    }

    fn key(&self, chart: &Chart) -> Vec<KeyEntry> {
        let entry = |name, fill| KeyEntry { name, fill, ink: Tone::Text, line: false };
        let classes = Classes::of(chart);
        let mut key: Vec<KeyEntry> =
            classes.named(chart).into_iter().map(|(heat, name)| entry(name, Tone::Heat(heat))).collect();
        key.push(entry(chart.words.missing.to_owned(), Tone::Grid));
        key
    }

    fn remarks(&self, chart: &Chart) -> Vec<String> {
        chart.unsettled_remarks().into_iter().chain(off_map(chart)).collect()
    }

    fn highlights(&self) -> super::Named {
        super::Named::Places
    }

    fn colours_series(&self) -> bool {
        false
    }

    fn most_places(&self) -> usize {
        250
    }

    /// A large economy is dark and large at once: the eye adds up what is no sum.
    fn lints(&self, chart: &Chart) -> Vec<Lint> {
        let number = &chart.spec.number;
        let subtitle = chart.spec.subtitle.to_lowercase();
        let said = ["million", "billion", "trillion", "млн", "млрд"].iter().any(|word| subtitle.contains(word));
        let amounts = said && !subtitle.contains('%') || number.currency.is_some() || number.magnitude.is_some();
        let message = "shades of amounts follow the size of an economy".to_owned();
        let help = "map shares, growth or ratios, and compare amounts in `ranked`";
        amounts.then_some(Lint { id: LintId::MapOfAmounts, message, help }).into_iter().collect()
    }

    fn natural_height(&self, _chart: &Chart, width: f64) -> f64 {
        width * map::aspect()
    }

    fn draw(&self, chart: &Chart, body: Rect) -> Result<Vec<Group>, ChartError> {
        let at = map::fit(body);
        let classes = Classes::of(chart);
        let figures: Vec<(Economy, f64)> = figures(chart);
        let tone = |economy: Option<Economy>| {
            let figure = figures.iter().find(|(other, _)| Some(*other) == economy);
            figure.map_or(Tone::Grid, |(_, value)| Tone::Heat(classes.heat(*value)))
        };
        let mut land = Group::new(Role::Data, "");
        for outline in map::WORLD.iter() {
            for ring in &outline.rings {
                let corners: Vec<(f64, f64)> = ring.iter().map(|corner| at(*corner)).collect();
                let border = corners.iter().chain(corners.first()).copied().collect();
                land.marks.push(Mark::Polygon(corners, tone(outline.economy)));
                land.marks.push(Mark::Path(border, BORDER, Tone::Canvas));
            }
        }
        // A dot for nothing would be all that is seen of the Pacific.
        for (economy, _) in figures.iter().filter(|(economy, value)| map::is_point(*economy) && *value != 0.0) {
            if let Some(place) = map::place(*economy) {
                land.marks.push(Mark::Disc(at(place), DOT + 1.0, Tone::Canvas));
                land.marks.push(Mark::Disc(at(place), DOT, tone(Some(*economy))));
            }
        }
        let labels = names(chart, body, at)?;
        Ok(vec![land, labels])
    }
}

/// The figures of economies that the map has no place for.
fn off_map(chart: &Chart) -> Option<String> {
    let cells = chart.table.places.iter().zip(&chart.table.series[0].cells);
    let off = cells.filter(|(place, _)| place.name.parse().ok().and_then(map::place).is_none());
    // What is printed as zero weighs nothing.
    let weighs = |value: f64| chart.numbers.label(value).bytes().any(|digit| (b'1'..=b'9').contains(&digit));
    let mut off: Vec<_> = off.filter(|(_, cell)| cell.value.is_some_and(weighs)).collect();
    let size = |cell: &Cell| cell.value.unwrap_or_default().abs();
    off.sort_by(|(_, one), (_, other)| size(other).total_cmp(&size(one)));
    let mut told: Vec<String> = off.iter().take(MOST_OFF).map(|(p, cell)| named(chart, &p.label, **cell)).collect();
    // The rest have next to nothing; how many they are is enough.
    if off.len() > MOST_OFF {
        told.push(format!("+{}", off.len() - MOST_OFF));
    }
    (!told.is_empty()).then(|| format!("{}: {}.", chart.words.off_map, told.join("; ")))
}

fn figures(chart: &Chart) -> Vec<(Economy, f64)> {
    let cells = chart.table.places.iter().zip(&chart.table.series[0].cells);
    cells.filter_map(|(place, cell)| Some((place.name.parse().ok()?, cell.value?))).collect()
}

/// Names and figures of the highlighted economies, each where it is free beside its own.
fn names(chart: &Chart, body: Rect, at: impl Fn((f64, f64)) -> (f64, f64)) -> Result<Group, ChartError> {
    let mut group = Group::new(Role::Labels, "");
    let mut taken = Taken::default();
    for (place, cell) in chart.table.places.iter().zip(&chart.table.series[0].cells) {
        let economy = place.name.parse::<Economy>().ok();
        let middle = economy.and_then(map::place).map(&at);
        let (Some(middle), true) = (middle, chart.spec.highlight.contains(&place.name)) else { continue };
        let words = named(chart, &place.label, *cell);
        let box_size = (font::width(&words, size::FOOT + 0.5, Weight::SemiBold) + 6.0, size::LABEL_LINE);
        let Some(rect) = taken.place(box_size, middle, DOT, body, STEPS) else {
            return Err(chart.too_small("the names on the map", f64::from(chart.spec.width) * 1.3, "width"));
        };
        if (f64::midpoint(rect.y0, rect.y1) - middle.1).abs() > NEAR
            || rect.x0 > middle.0 + NEAR
            || rect.x1 < middle.0 - NEAR
        {
            let end = (middle.0.clamp(rect.x0, rect.x1), middle.1.clamp(rect.y0, rect.y1));
            group.marks.push(Mark::Path(vec![middle, end], 1.0, Tone::Text));
        }
        group.marks.push(Mark::Disc(middle, 2.0, Tone::Text));
        group.marks.push(Mark::Rect(rect.snapped(), Tone::Canvas));
        let label = Text::label(words, rect.x0 + 3.0, rect.y1 - 4.5, Anchor::Start, Tone::Text);
        group.marks.push(Mark::Text(label.bold().sized(size::FOOT + 0.5)));
    }
    Ok(group)
}

fn named(chart: &Chart, name: &str, cell: Cell) -> String {
    let figure = cell.value.map_or_else(|| chart.words.missing.to_owned(), |value| chart.numbers.label(value));
    format!("{name} {figure}")
}

/// Shades by size: zero is one of its own, and on either side of zero up to four classes whose members are as near each other as can
/// be (natural breaks), with round bounds; or the classes that are stated.
struct Classes {
    /// Inner bounds below and above zero, as distances from it, rising.
    below: Vec<f64>,
    above: Vec<f64>,
    has_below: bool,
    has_zero: bool,
    has_above: bool,
}

impl Classes {
    fn of(chart: &Chart) -> Self {
        let values: Vec<f64> = chart.table.values().map(|(_, _, value)| value).collect();
        let side = |sign: f64| {
            let mut sizes: Vec<f64> = values.iter().map(|value| value * sign).filter(|value| *value > 0.0).collect();
            sizes.sort_by(f64::total_cmp);
            sizes
        };
        let (below, above) = (side(-1.0), side(1.0));
        Self {
            has_below: !below.is_empty(),
            has_zero: values.contains(&0.0),
            has_above: !above.is_empty(),
            below: stated(chart, -1.0).unwrap_or_else(|| bounds(&below)),
            above: stated(chart, 1.0).unwrap_or_else(|| bounds(&above)),
        }
    }

    /// The shade of a figure.
    fn heat(&self, value: f64) -> i8 {
        if value == 0.0 {
            return 0;
        }
        let bounds = if value < 0.0 { &self.below } else { &self.above };
        let class = bounds.iter().filter(|bound| value.abs() >= **bound).count();
        let heat = stretched(class, bounds.len());
        if value < 0.0 { -heat } else { heat }
    }

    /// Every class from the lowest to the highest, in words.
    fn named(&self, chart: &Chart) -> Vec<(i8, String)> {
        // Bounds are round; rounding them again would join them.
        let words = |value: f64| chart.numbers.label_to(value, decimals_of(value));
        let span = |low: f64, high: f64| format!("{}{}{}", words(low), chart.words.to, words(high));
        let side = |bounds: &[f64], sign: f64| {
            let count = bounds.len();
            let name = move |class: usize| match (class == 0, class == count) {
                (true, true) if sign < 0.0 => format!("< {}", words(0.0)),
                (true, true) => format!("> {}", words(0.0)),
                (true, _) if sign < 0.0 => format!("> {}", words(-bounds[0])),
                (true, _) => format!("< {}", words(bounds[0])),
                (_, true) if sign < 0.0 => format!("≤ {}", words(-bounds[count - 1])),
                // The unit once, at the class that readers look for first.
                (_, true) => format!("≥ {}", chart.numbers.full_to(bounds[count - 1], decimals_of(bounds[count - 1]))),
                _ if sign < 0.0 => span(-bounds[class], -bounds[class - 1]),
                _ => span(bounds[class - 1], bounds[class]),
            };
            (0..=count).map(|class| (stretched(class, count), name(class))).collect::<Vec<_>>()
        };
        let below = if self.has_below { side(&self.below, -1.0) } else { Vec::new() };
        let above = if self.has_above { side(&self.above, 1.0) } else { Vec::new() };
        let zero = self.has_zero.then(|| (0, words(0.0)));
        below.into_iter().rev().map(|(heat, name)| (-heat, name)).chain(zero).chain(above).collect()
    }
}

/// The shade of a class: the last is always the darkest.
fn stretched(class: usize, bounds: usize) -> i8 {
    let darkest = HEATS as usize;
    (darkest - (bounds - class).min(darkest - 1)) as i8
}

/// The stated bounds on one side of zero, as distances from it, rising.
fn stated(chart: &Chart, sign: f64) -> Option<Vec<f64>> {
    let breaks = &chart.spec.breaks;
    let mut side: Vec<f64> = breaks.iter().map(|bound| bound * sign).filter(|bound| *bound > 0.0).collect();
    side.sort_by(f64::total_cmp);
    (!breaks.is_empty()).then_some(side)
}

/// Natural breaks with one digit or, where that joins two of them, two.
fn bounds(sizes: &[f64]) -> Vec<f64> {
    if sizes.len() < CLASSES {
        return Vec::new();
    }
    let breaks = natural(sizes, CLASSES);
    let rounded = |digits: i32| {
        let mut bounds: Vec<f64> = breaks.iter().map(|bound| round(*bound, digits)).collect();
        bounds.dedup();
        bounds
    };
    let coarse = rounded(1);
    let bounds = if coarse.len() == breaks.len() { coarse } else { rounded(2) };
    let (least, most) = (sizes[0], sizes[sizes.len() - 1]);
    bounds.into_iter().filter(|bound| *bound > least && *bound <= most).collect()
}

/// Where classes part so that the squared distances of all members from the middles of their classes are least (Fisher 1958, as Jenks
/// uses it on maps): for each class but the first, the point half way between its first member and the one before.
fn natural(sizes: &[f64], classes: usize) -> Vec<f64> {
    let count = sizes.len();
    let mut sums = vec![(0.0, 0.0)];
    for size in sizes {
        let (sum, squares) = sums[sums.len() - 1];
        sums.push((sum + size, squares + size * size));
    }
    // Squared distances of sizes[from..to] from their middle.
    let spread = |from: usize, to: usize| -> f64 {
        let (sum, squares) = (sums[to].0 - sums[from].0, sums[to].1 - sums[from].1);
        squares - sum * sum / (to - from) as f64
    };
    let mut least: Vec<f64> = (0..=count).map(|to| if to == 0 { 0.0 } else { spread(0, to) }).collect();
    let mut cuts = Vec::new();
    for class in 1..classes {
        let mut next = vec![f64::INFINITY; count + 1];
        let mut cut = vec![0; count + 1];
        for to in class + 1..=count {
            for from in class..to {
                let cost = least[from] + spread(from, to);
                if cost < next[to] {
                    (next[to], cut[to]) = (cost, from);
                }
            }
        }
        least = next;
        cuts.push(cut);
    }
    let mut to = count;
    let mut breaks = Vec::new();
    for cut in cuts.iter().rev() {
        to = cut[to];
        if to > 0 && sizes[to - 1] < sizes[to] {
            breaks.push(f64::midpoint(sizes[to - 1], sizes[to]));
        }
    }
    breaks.reverse();
    breaks
}

fn round(value: f64, digits: i32) -> f64 {
    let power = 10f64.powi(value.abs().log10().floor() as i32 + 1 - digits);
    // Through text, so that 0.3 is 0.3 and not its neighbour.
    let text = format!("{:.*}", 12, (value / power).round() * power);
    text.parse().unwrap_or(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_lie_where_the_figures_part() {
        // Four clusters: half way between 3 and 50, 51 and 100, 102 and 900.
        let sizes = [1.0, 2.0, 2.0, 3.0, 50.0, 51.0, 100.0, 101.0, 102.0, 900.0];
        assert_eq!(natural(&sizes, 4), [26.5, 75.5, 501.0]);
        assert_eq!(bounds(&sizes), [30.0, 80.0, 500.0]);
        assert_eq!(bounds(&[5.0; 8]), Vec::<f64>::new());
        assert_eq!(bounds(&[1.0, 2.0]), Vec::<f64>::new());
    }

    #[test]
    fn the_largest_class_is_the_darkest() {
        assert_eq!([0, 1, 2, 3].map(|class| stretched(class, 3)), [1, 2, 3, 4]);
        assert_eq!(stretched(0, 0), 4);
    }
}
