//! Areas over time, one on the other.

use super::Kind;
use crate::charts::chart::Chart;
use crate::charts::layout::axis;
use crate::charts::layout::beside::Beside;
use crate::charts::layout::timeline::{self, Timeline};
use crate::charts::layout::{Group, Mark, Rect, Role, notes, stack};
use crate::charts::{ChartError, Hue, Tone};

/// Areas.
pub struct Area;

const PLOT_HEIGHT: f64 = 360.0;
/// Two thirds of the way from the first to the last period have to be under the areas.
const LEAST_SPANNED: (usize, usize) = (2, 3);
/// Line between neighbours.
const SEAM: f64 = 1.0;

impl Kind for Area {
    fn name(&self) -> &'static str {
        "area"
    }

    fn about(&self) -> &'static str {
        "areas over time from zero, one on the other where there are several, named where they end"
    }

    fn when(&self) -> &'static str {
        "how a total and its parts develop over many periods; over few use `stacked`, and to compare the parts `line`"
    }

    fn columns(&self) -> &'static str {
        "x: periods; y: figures, none negative; by: parts (optional), the first lowest"
    }

    fn prepare(&self, chart: &mut Chart) -> Result<(), ChartError> {
        chart.table.fill_gaps(chart.spec.language());
        stack::refuse_negative(chart, "area", "`line`")?;
        over_time(chart, "area")?;
        mostly_whole(chart, "area")
    }

    fn remarks(&self, chart: &Chart) -> Vec<String> {
        chart.partial_remarks(chart.words.paler).into_iter().chain(chart.missing_remarks()).collect()
    }

    fn details(&self, chart: &Chart) -> Vec<String> {
        if chart.table.is_split() { super::stacked::totals_told(chart) } else { Vec::new() }
    }

    fn draws_facets(&self) -> bool {
        true
    }

    fn range(&self, chart: &Chart) -> Option<(f64, f64)> {
        Some(stack::range(chart))
    }

    fn draws_notes(&self) -> bool {
        true
    }

    fn natural_height(&self, chart: &Chart, width: f64) -> f64 {
        natural_height(chart, width)
    }

    fn draw(&self, chart: &Chart, body: Rect) -> Result<Vec<Group>, ChartError> {
        draw(chart, body)
    }
}

/// Refuses names across and a single period: neither spans an area.
pub fn over_time(chart: &Chart, kind: &'static str) -> Result<(), ChartError> {
    let places = chart.table.places.len();
    if chart.table.is_time() && places > 1 {
        return Ok(());
    }
    let found = if chart.table.is_time() { "one".to_owned() } else { format!("{places} names") };
    Err(ChartError::Shape {
        kind,
        needed: "two or more periods in x",
        found,
        instead: "for names use `ranked` or `stacked`",
    })
}

/// Refuses figures with so many gaps that areas would be slivers.
pub fn mostly_whole(chart: &Chart, kind: &'static str) -> Result<(), ChartError> {
    let count = chart.table.places.len();
    let whole: Vec<bool> = (0..count).map(|row| stack::is_whole(chart, row)).collect();
    let spanned = whole.windows(2).filter(|pair| pair[0] && pair[1]).count();
    if spanned * LEAST_SPANNED.1 >= (count - 1) * LEAST_SPANNED.0 {
        return Ok(());
    }
    let there = whole.iter().filter(|whole| **whole).count();
    Err(ChartError::Shape {
        kind,
        needed: "figures of all parts in most periods",
        found: format!("{there} whole of {count}"),
        instead: "leave out the parts that lack figures; `line` and `stacked` draw gaps",
    })
}

pub fn natural_height(chart: &Chart, width: f64) -> f64 {
    PLOT_HEIGHT.max(names(chart, width).height() + 40.0)
}

pub fn draw(chart: &Chart, body: Rect) -> Result<Vec<Group>, ChartError> {
    let beside = names(chart, body.width());
    // Half of the last year's label stands out where no name does.
    let right = beside.width().max(18.0);
    let area = Rect { x1: (body.x1 - right).floor(), y0: body.y0 + 6.0, ..body };
    let (time, mut groups) = timeline::above_places(chart, stack::range(chart), area, 0.0)?;
    let runs = runs(chart, &time);
    groups.extend(series(chart, &time, &runs));
    groups.extend(notes::draw(chart, body, &time.plot, time.plot.rect.y1, |row| time.across.x[row]));
    groups.push(axis::zero_line(&time.plot));
    groups.push(time.places.draw(|row| time.across.x[row], time.plot.rect.y1, body));
    let at = name_rows(chart, &time);
    groups.push(beside.draw(chart, time.plot.rect.x1, &at, (body.y0, time.plot.rect.y1 + 8.0))?);
    Ok(groups)
}

/// Rows that follow each other, each with all its parts; where one is missing the sum is unknown and the area ends.
fn runs(chart: &Chart, time: &Timeline) -> Vec<Vec<usize>> {
    let mut runs: Vec<Vec<usize>> = Vec::new();
    for row in 0..chart.table.places.len() {
        if !stack::is_whole(chart, row) {
            continue;
        }
        let follows = row > 0 && time.across.follows[row] && stack::is_whole(chart, row - 1);
        match runs.last_mut().filter(|_| follows) {
            Some(run) => run.push(row),
            None => runs.push(vec![row]),
        }
    }
    runs
}

/// The areas of every series; the way to a period that is not whole is paler.
fn series(chart: &Chart, time: &Timeline, runs: &[Vec<usize>]) -> Vec<Group> {
    let top = chart.table.series.len() - 1;
    let hues = chart.hues();
    let mut groups = Vec::new();
    for (number, series) in chart.table.series.iter().enumerate() {
        let mut group = Group::new(Role::Data, &series.name);
        for run in runs {
            group.marks.extend(areas(chart, time, run, number, hues[number]));
        }
        if number < top {
            group.marks.extend(runs.iter().filter(|run| run.len() > 1).map(|run| {
                let line = run.iter().map(|row| (time.across.x[*row], edges(chart, time, *row, number).1));
                Mark::Path(line.collect(), SEAM, Tone::Canvas)
            }));
        }
        groups.push(group);
    }
    // Seams would vanish under the areas above them.
    let (mut areas, mut seams) = (Vec::new(), Group::new(Role::Data, ""));
    for mut group in groups {
        let (paths, marks) = group.marks.into_iter().partition(|mark| matches!(mark, Mark::Path(..)));
        group.marks = marks;
        seams.marks.extend::<Vec<Mark>>(paths);
        areas.push(group);
    }
    areas.push(seams);
    areas
}

/// One run of one series: a polygon for whole periods, a paler one for those that are not; a lone period is a column.
fn areas(chart: &Chart, time: &Timeline, run: &[usize], number: usize, hue: Hue) -> Vec<Mark> {
    if let [row] = run {
        let (low, high) = edges(chart, time, *row, number);
        let x = time.across.x[*row];
        let (x0, x1) = ((x - 2.0).max(time.plot.rect.x0), (x + 2.0).min(time.plot.rect.x1));
        return vec![Mark::Rect(Rect { x0, y0: high, x1, y1: low }.snapped(), Tone::Fill(hue))];
    }
    let partial = |row: usize| chart.table.places[row].is_unsettled();
    let mut marks = Vec::new();
    let mut rest = run;
    while rest.len() > 1 {
        let pale = partial(rest[1]);
        let count = rest[1..].iter().take_while(|row| partial(**row) == pale).count();
        let tone = if pale { Tone::Soft(hue) } else { Tone::Fill(hue) };
        marks.push(polygon(chart, time, &rest[..=count], number, tone));
        rest = &rest[count..];
    }
    marks
}

fn polygon(chart: &Chart, time: &Timeline, rows: &[usize], number: usize, tone: Tone) -> Mark {
    let upper = rows.iter().map(|row| (time.across.x[*row], edges(chart, time, *row, number).1));
    let lower = rows.iter().rev().map(|row| (time.across.x[*row], edges(chart, time, *row, number).0));
    Mark::Polygon(upper.chain(lower).collect(), tone)
}

/// Foot and top of a series at a place, in pixels.
fn edges(chart: &Chart, time: &Timeline, row: usize, number: usize) -> (f64, f64) {
    let part = stack::parts(chart, row).into_iter().find(|part| part.series == number);
    part.map_or((0.0, 0.0), |part| (time.plot.y(part.from), time.plot.y(part.to)))
}

/// The last place with all its parts; without one, the last at all.
fn last_row(chart: &Chart) -> usize {
    let count = chart.table.places.len();
    (0..count).rev().find(|row| stack::is_whole(chart, *row)).unwrap_or(count - 1)
}

fn names(chart: &Chart, width: f64) -> Beside {
    let row = last_row(chart);
    let place = &chart.table.places[row];
    let labels = chart.table.series.iter().zip(chart.hues()).rev().map(|(series, hue)| {
        let value = series.cells[row].value.map(|value| chart.numbers.label(value));
        let value = match row + 1 < chart.table.places.len() {
            true => value.map(|value| format!("{value} ({})", place.label)),
            false => value,
        };
        (series.name.clone(), value, hue)
    });
    Beside::new(labels.collect(), width)
}

/// The middle of every part where names stand, from top to bottom.
fn name_rows(chart: &Chart, time: &Timeline) -> Vec<f64> {
    let row = last_row(chart);
    let split = chart.table.is_split();
    let middle = |number| {
        let (low, high) = edges(chart, time, row, number);
        // One area is named at its top, which is what it shows.
        if split { f64::midpoint(low, high) } else { high }
    };
    (0..chart.table.series.len()).rev().map(middle).collect()
}
