//! How unevenly a total is spread: the share of the smallest names against their number.

use super::{KeyEntry, Kind};
use crate::charts::chart::Chart;
use crate::charts::data::Series;
use crate::charts::font::Weight;
use crate::charts::layout::axis::{self, Plot};
use crate::charts::layout::{Anchor, Group, Mark, Rect, Role, Text, columns, stack, text};
use crate::charts::theme::size;
use crate::charts::{ChartError, Hue, NumberWriter, Tone};

/// Lorenz curves.
pub struct Lorenz;

/// The plot is a square, so that the diagonal is one.
const SIDE: f64 = 400.0;
const LEAST_SIDE: f64 = 120.0;
const STROKE: f64 = 2.5;
const DOT: f64 = 2.5;
/// More points than this are a line of their own.
const MOST_DOTS: usize = 30;
const FOOT: f64 = 20.0;
const AIR: f64 = 10.0;
impl Kind for Lorenz {
    fn name(&self) -> &'static str {
        "lorenz"
    }

    fn about(&self) -> &'static str {
        "Lorenz curves: the share of the total that the smallest names have together, with the Gini coefficient"
    }

    fn when(&self) -> &'static str {
        "how concentrated trade is on few partners or products, and whether that changed; for who they are use `ranked`"
    }

    fn columns(&self) -> &'static str {
        "x: names; y: figures, none negative; by: what is compared, such as years (optional). A missing figure counts as no name"
    }

    fn prepare(&self, chart: &mut Chart) -> Result<(), ChartError> {
        stack::refuse_negative(chart, "lorenz", "`ranked`")?;
        for series in &chart.table.series {
            if known(series).iter().sum::<f64>() <= 0.0 {
                let place = if series.name.is_empty() { "the curve".to_owned() } else { series.name.clone() };
                return Err(ChartError::ZeroTotal { place });
            }
        }
        Ok(())
    }

    fn key(&self, chart: &Chart) -> Vec<KeyEntry> {
        let series = chart.table.series.iter().zip(chart.hues());
        let entry = |(series, hue): (&Series, Hue)| KeyEntry {
            line: false,
            name: match series.name.as_str() {
                "" => gini_words(chart, series),
                name => format!("{name}: {}", gini_words(chart, series)),
            },
            fill: Tone::Fill(hue),
            ink: Tone::Ink(hue),
        };
        series.map(entry).collect()
    }

    fn remarks(&self, chart: &Chart) -> Vec<String> {
        std::iter::once(chart.words.diagonal.to_owned()).chain(chart.missing_remarks()).collect()
    }

    fn details(&self, chart: &Chart) -> Vec<String> {
        let told = chart.table.series.iter().map(|series| {
            let largest = known(series).last().copied().unwrap_or_default();
            let share = percent(chart).label(largest / known(series).iter().sum::<f64>() * 100.0);
            let words = gini_words(chart, series);
            format!("{} {words}; the largest of {} has {share}.", series.name, known(series).len()).trim().to_owned()
        });
        told.collect()
    }

    fn most_places(&self) -> usize {
        usize::MAX
    }

    fn natural_height(&self, chart: &Chart, width: f64) -> f64 {
        let [across, up] = titles(chart, width);
        let side = SIDE.min((width - 70.0).max(LEAST_SIDE));
        side + FOOT + AIR + (across.len() + up.len()) as f64 * size::LABEL_LINE
    }

    fn draw(&self, chart: &Chart, body: Rect) -> Result<Vec<Group>, ChartError> {
        let titles = titles(chart, body.width());
        let [below, above] = [0, 1].map(|side| titles[side].len() as f64 * size::LABEL_LINE);
        let area = Rect { y0: body.y0 + above + AIR, y1: body.y1 - FOOT - below, x1: body.x1 - 20.0, ..body };
        let mut plain = chart.clone();
        plain.numbers = percent(chart);
        let (plot, _) = axis::values_up(&plain, (0.0, 100.0), area)?;
        columns::check_height(chart, &plot)?;
        let side = plot.rect.width().min(plot.rect.height());
        if side < LEAST_SIDE {
            let (width, height) = (f64::from(chart.spec.width), f64::from(chart.spec.height.unwrap_or_default()));
            return Err(match plot.rect.width() < LEAST_SIDE {
                true => chart.too_small("a square for the curve", width + LEAST_SIDE - side, "width"),
                false => chart.too_small("a square for the curve", height + LEAST_SIDE - side, "height"),
            });
        }
        // Once the gutter is known the axis is laid again, beside a square.
        let area = Rect { x1: plot.rect.x0 + side, y0: area.y1 - side, ..area };
        let (plot, mut groups) = axis::values_up(&plain, (0.0, 100.0), area)?;
        let square = plot.rect;
        groups.push(across(&plain, &plot));
        groups.push(diagonal(square));
        let curves = chart.table.series.iter().zip(chart.hues());
        groups.extend(curves.map(|(series, hue)| curve(series, hue, &plot, square)));
        groups.push(axis::zero_line(&plot));
        groups.push(title_group(&titles, square, body));
        Ok(groups)
    }
}

/// The figures there are, from the smallest.
fn known(series: &Series) -> Vec<f64> {
    let mut values: Vec<f64> = series.cells.iter().filter_map(|cell| cell.value).collect();
    values.sort_by(f64::total_cmp);
    values
}

/// Twice the area between the diagonal and the curve: 0 where all are equal, 1 − 1/n where one has all.
fn gini(values: &[f64]) -> f64 {
    let count = values.len() as f64;
    let total: f64 = values.iter().sum();
    let weighted: f64 = values.iter().enumerate().map(|(place, value)| (place as f64 + 1.0) * value).sum();
    2.0 * weighted / (count * total) - (count + 1.0) / count
}

fn gini_words(chart: &Chart, series: &Series) -> String {
    let mut plain = chart.spec.clone();
    let number = &mut plain.number;
    (number.currency, number.magnitude, number.unit, number.signed) = (None, None, None, false);
    format!("{} {}", chart.words.gini, NumberWriter::new(&plain, 1.0).label_to(gini(&known(series)), 2))
}

fn percent(chart: &Chart) -> NumberWriter {
    NumberWriter::percent(&chart.spec, 1)
}

/// What the axes measure: across and upwards.
fn titles(chart: &Chart, width: f64) -> [Vec<String>; 2] {
    [chart.words.smallest, chart.words.their_share]
        .map(|words| text::wrap(words, width * 0.9, size::LABEL, Weight::SemiBold))
}

fn title_group([across, up]: &[Vec<String>; 2], square: Rect, body: Rect) -> Group {
    let line = |row: usize| row as f64 * size::LABEL_LINE;
    let up = up.iter().enumerate().map(|(row, words)| {
        Text::label(words, body.x0, body.y0 + size::LABEL - 3.0 + line(row), Anchor::Start, Tone::Muted)
    });
    let across = across
        .iter()
        .enumerate()
        .map(|(row, words)| Text::label(words, body.x0, square.y1 + FOOT + line(row + 1), Anchor::Start, Tone::Muted));
    Group::of(Role::Axis, "", up.chain(across).map(|label| Mark::Text(label.bold())).collect())
}

/// The figures across, the same as upwards.
fn across(chart: &Chart, plot: &Plot) -> Group {
    let mut group = Group::new(Role::Axis, "");
    for value in &plot.ticks.values {
        let x = plot.rect.x0 + value / plot.ticks.high() * plot.rect.width();
        let words = chart.numbers.tick(*value, 0);
        group.marks.push(Mark::Text(Text::label(words, x, plot.rect.y1 + FOOT, Anchor::Middle, Tone::Muted)));
    }
    group
}

fn diagonal(square: Rect) -> Group {
    let line = vec![(square.x0, square.y1), (square.x1, square.y0)];
    Group::of(Role::Grid, "", vec![Mark::Path(line, 1.0, Tone::Fill(Hue::Grey))])
}

fn curve(series: &Series, hue: Hue, plot: &Plot, square: Rect) -> Group {
    let values = known(series);
    let total: f64 = values.iter().sum();
    let mut sum = 0.0;
    let mut points = vec![(square.x0, plot.y(0.0))];
    for (place, value) in values.iter().enumerate() {
        sum += value;
        let x = square.x0 + (place as f64 + 1.0) / values.len() as f64 * square.width();
        points.push((x, plot.y((sum / total * 100.0).min(100.0))));
    }
    let mut group = Group::new(Role::Data, &series.name);
    if values.len() <= MOST_DOTS {
        group.marks.extend(points.iter().skip(1).map(|at| Mark::Disc(*at, DOT, Tone::Fill(hue))));
    }
    group.marks.push(Mark::Path(points, STROKE, Tone::Fill(hue)));
    group
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gini_is_zero_for_equals_and_near_one_for_one_who_has_all() {
        assert!(gini(&[5.0, 5.0, 5.0, 5.0]).abs() < 1e-12);
        assert!((gini(&[0.0, 0.0, 0.0, 8.0]) - 0.75).abs() < 1e-12);
        // Areas under the curve through (1/2, 1/4): 1/16 + 5/16 = 3/8, so that G = 1 − 2 · 3/8.
        assert!((gini(&[1.0, 3.0]) - 0.25).abs() < 1e-12);
    }
}
