//! Which columns, metrics, periods and parts a kind of chart shows where nobody says.

use polars::prelude::col;

use crate::charts::ChartSpec;
use crate::model::schema::{
    COUNTERPART, COUNTRY, DIRECTION, FLOW, MARKET, MEASURE, METRIC, PARTNER, PERIOD, PRODUCT, REPORTER, SECTOR,
    SEGMENT, VALUE_MINOR,
};
use crate::model::{Economy, Kind, Period};
use crate::sources::{Loaded, Tidy};
use crate::summary::{Asked, FIGURE, Question, longest};

use super::{PictureError, Wish};

/// Where the names and the periods of a kind go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// Names along x, in one period.
    Names,
    /// Names along x, exports and imports as series.
    NamesByFlow,
    /// Names along x, two periods as series.
    NamesByPeriod,
    /// Names along x, two metrics as series.
    NamesByMetric,
    /// Periods along x, names as series.
    Periods,
    /// Periods along x, exports and imports as series.
    PeriodsByFlow,
    /// Two periods along x, names as series.
    TwoPeriods,
    /// Pairs of names.
    Pairs,
}

/// A kind of chart as figures fill it.
struct Habit {
    kind: &'static str,
    form: Form,
    metrics: &'static [&'static str],
    /// The largest so many are shown where more are there.
    top: Option<usize>,
    /// Whether it shows parts of a whole, so that the others are a part.
    whole: bool,
    /// The last so many periods.
    periods: usize,
}

const fn habit(
    kind: &'static str,
    form: Form,
    metric: &'static [&'static str],
    top: usize,
    whole: bool,
    periods: usize,
) -> Habit {
    Habit { kind, form, metrics: metric, top: if top == 0 { None } else { Some(top) }, whole, periods }
}

const HABITS: &[Habit] = &[
    habit("ranked", Form::Names, &["level"], 12, false, 1),
    habit("grouped", Form::PeriodsByFlow, &["level"], 4, false, 10),
    habit("line", Form::PeriodsByFlow, &["level"], 5, false, 60),
    habit("share", Form::Names, &["level"], 4, true, 1),
    habit("stacked", Form::Periods, &["level"], 4, true, 10),
    habit("stacked-share", Form::Periods, &["level"], 4, true, 10),
    habit("area", Form::Periods, &["level"], 4, true, 60),
    habit("area-share", Form::Periods, &["level"], 4, true, 60),
    habit("balance", Form::PeriodsByFlow, &["level"], 0, false, 15),
    habit("butterfly", Form::NamesByFlow, &["level"], 10, false, 1),
    habit("slope", Form::TwoPeriods, &["share"], 8, false, 11),
    habit("treemap", Form::Names, &["level"], 14, true, 1),
    habit("dumbbell", Form::NamesByPeriod, &["level"], 12, false, 11),
    habit("waterfall", Form::Names, &["contribution"], 10, true, 1),
    habit("bump", Form::Periods, &["rank"], 8, false, 10),
    habit("multiples", Form::Periods, &["level"], 6, false, 30),
    habit("heatmap", Form::Periods, &["growth"], 12, false, 10),
    habit("scatter", Form::NamesByMetric, &["share", "growth"], 15, false, 1),
    habit("lorenz", Form::Names, &["level"], 0, false, 1),
    habit("sankey", Form::Pairs, &["level"], 8, true, 1),
    habit("choropleth", Form::Names, &["share"], 0, false, 1),
    habit("product-space", Form::Pairs, &["product_space"], 0, false, 1),
];

/// Kinds that draw periods with series and without.
const NEEDS_NO_SERIES: [&str; 4] = ["line", "grouped", "area", "stacked"];

/// What is drawn, decided.
#[derive(Debug, Clone)]
pub struct Axes {
    pub question: Question,
    /// The column whose values are the parts.
    pub part: Option<&'static str>,
    pub shows_whole: bool,
    /// Values of dimensions that every drawn figure has.
    pub fixed: Vec<(&'static str, String)>,
}

/// Fills in `x`, `y` and `by` of the spec, and what is asked.
///
/// # Errors
/// When the figures cannot be read, or hold nothing for the kind.
pub fn fill(loaded: &Loaded, spec: &mut ChartSpec, wish: &Wish) -> Result<Axes, PictureError> {
    let mut question = wish.question.clone();
    let known = HABITS.iter().find(|habit| habit.kind == spec.kind);
    if question.metrics.is_empty() {
        let own = known.map_or(&["level"][..], |habit| habit.metrics);
        question.metrics = own.iter().map(|name| (*name).to_owned()).collect();
    }
    // Places among those that are shown would not be places.
    if spec.kind == "bump" && question.metrics == ["level"] {
        question.metrics = vec!["rank".to_owned()];
    }
    let there = There { loaded, filters: split(&question.filters) };
    question.filters.clone_from(&there.filters);
    if spec.y.is_empty() {
        spec.y = FIGURE.to_owned();
    }
    if !wish.complete {
        columns(&there, spec, known)?;
    }
    let drawn = [Some(&spec.x), spec.by.as_ref(), spec.facet.as_ref()];
    let dimensions = loaded.kind.dimensions();
    let drawn: Vec<&'static str> = drawn
        .into_iter()
        .flatten()
        .filter_map(|name| dimensions.iter().find(|known| *known == name).copied())
        .collect();
    for column in &drawn {
        if !question.by.iter().any(|by| by == column) {
            question.by.push((*column).to_owned());
        }
    }
    if !wish.complete {
        one_flow(&there, &mut question, &drawn)?;
    }
    let apart = loaded.kind.kept_apart();
    let part = drawn.iter().find(|name| !apart.contains(name)).or_else(|| drawn.iter().find(|name| **name == REPORTER));
    let part = part.copied();
    question.periods = match wish.complete && wish.asked.is_empty() {
        true => Vec::new(),
        false => periods(&there, spec, known, &wish.asked)?,
    };
    let chosen = part.is_some_and(|part| question.filters.iter().any(|(column, _)| column.eq_ignore_ascii_case(part)));
    if let (None, Some(part), false) = (question.top, part, chosen || wish.complete)
        && let Some(top) = known.and_then(|habit| habit.top)
        // A few more than the largest are shown rather than left out.
        && there.economies_or_values(part)?.len() > top + top / 4
    {
        question.top = Some(top);
    }
    let fixed = question.filters.iter().filter_map(|(column, value)| {
        let column = dimensions.iter().find(|name| name.eq_ignore_ascii_case(column)).copied()?;
        let alone = question.filters.iter().filter(|(other, _)| other.eq_ignore_ascii_case(column)).count() == 1;
        (alone && !drawn.contains(&column)).then(|| (column, value.clone()))
    });
    let fixed = fixed.collect();
    let shows_whole = known.is_some_and(|habit| habit.whole) && part.is_some_and(|part| !apart.contains(&part));
    Ok(Axes { question, part, shows_whole, fixed })
}

/// `reporter=KAZ,UZB` is two alternatives; a name with a comma in it is one.
fn split(filters: &[(String, String)]) -> Vec<(String, String)> {
    let parts = |(column, value): &(String, String)| -> Vec<(String, String)> {
        match value.contains(',') && value.parse::<Economy>().is_err() {
            true => value
                .split(',')
                .map(str::trim)
                .filter(|v| !v.is_empty())
                .map(|v| (column.clone(), v.to_owned()))
                .collect(),
            false => vec![(column.clone(), value.clone())],
        }
    };
    filters.iter().flat_map(parts).collect()
}

/// What the figures hold.
struct There<'a> {
    loaded: &'a Loaded,
    filters: Vec<(String, String)>,
}

impl There<'_> {
    /// The values of a column that the filters leave.
    fn values(&self, column: &str) -> Result<Vec<String>, PictureError> {
        let chosen: Vec<String> = self
            .filters
            .iter()
            .filter(|(name, _)| name.eq_ignore_ascii_case(column))
            .map(|(_, value)| value.clone())
            .collect();
        if !chosen.is_empty() {
            return Ok(chosen);
        }
        let all = self.loaded.tidy.distinct(column)?;
        Ok(all.into_iter().filter(|value| !value.is_empty()).collect())
    }

    /// The values of a column without totals and groups.
    fn economies_or_values(&self, column: &str) -> Result<Vec<String>, PictureError> {
        let is_part = |value: &String| match column {
            REPORTER | PARTNER | COUNTRY => {
                value.parse::<Economy>().is_ok_and(|economy| !economy.is_group() && !economy.is_world())
            }
            _ => !matches!(value.as_str(), "TOTAL" | "GOODS" | "SERVICES" | "GOODS+SERVICES"),
        };
        Ok(self.values(column)?.into_iter().filter(is_part).collect())
    }

    /// The periods in which there is a figure.
    fn reported(&self) -> Result<Vec<String>, PictureError> {
        let reported = match &self.loaded.tidy {
            Tidy::Held(frame) if self.loaded.kind.is_money() => {
                Tidy::Held(frame.clone().filter(col(VALUE_MINOR).is_not_null()))
            }
            tidy => tidy.clone(),
        };
        Ok(reported.distinct(PERIOD)?)
    }

    fn has_both_flows(&self) -> Result<bool, PictureError> {
        let flows = self.values(FLOW)?;
        Ok(["export", "import"].iter().all(|flow| flows.iter().any(|known| known == flow)))
    }

    /// The dimension with the most interesting parts.
    fn part(&self) -> Result<Option<&'static str>, PictureError> {
        let candidates: &[&'static str] = match self.loaded.kind {
            // Figures of several reporters stand beside each other, and are no parts of one whole.
            Kind::Trade | Kind::Investment if self.economies_or_values(REPORTER)?.len() > 1 => &[REPORTER],
            Kind::Trade => &[PARTNER, PRODUCT],
            Kind::Investment => &[PARTNER],
            Kind::Listings => &[SECTOR, SEGMENT, MARKET, COUNTRY],
            Kind::Rates => &[],
        };
        for column in candidates {
            if self.economies_or_values(column)?.len() > 1 {
                return Ok(Some(column));
            }
        }
        Ok(None)
    }
}

fn columns(there: &There, spec: &mut ChartSpec, known: Option<&Habit>) -> Result<(), PictureError> {
    // Whoever states x of a kind that needs no series wants none.
    let alone = known.is_none_or(|habit| habit.form == Form::Names || NEEDS_NO_SERIES.contains(&habit.kind));
    if !spec.x.is_empty() && (spec.by.is_some() || alone) {
        return Ok(());
    }
    let refused = |needed: &str| PictureError::Columns { kind: spec.kind.clone(), needed: needed.to_owned() };
    let Some(habit) = known else { return Err(refused("it draws figures that are worked out elsewhere")) };
    let part = || -> Result<&'static str, PictureError> {
        there.part()?.ok_or_else(|| refused("it needs several partners, products or reporters"))
    };
    let both = there.loaded.kind == Kind::Trade && there.has_both_flows()?;
    let (x, by): (&str, Option<&str>) = match habit.form {
        Form::Names => (part()?, None),
        Form::NamesByFlow if both => (part()?, Some(FLOW)),
        Form::NamesByFlow => return Err(refused("it needs exports and imports")),
        Form::NamesByPeriod => (part()?, Some(PERIOD)),
        Form::NamesByMetric => (part()?, Some(METRIC)),
        Form::Periods | Form::TwoPeriods => (PERIOD, Some(part()?)),
        Form::PeriodsByFlow => match there.loaded.kind {
            Kind::Trade if both && there.economies_or_values(REPORTER)?.len() < 2 => (PERIOD, Some(FLOW)),
            _ if habit.kind == "balance" => return Err(refused("it needs exports and imports of one reporter")),
            _ => (PERIOD, there.part()?),
        },
        Form::Pairs if habit.kind == "product-space" => (PRODUCT, Some(COUNTERPART)),
        Form::Pairs => {
            let (partners, products) =
                (there.economies_or_values(PARTNER)?.len(), there.economies_or_values(PRODUCT)?.len());
            match (partners > 1, products > 1) {
                (true, true) => (PRODUCT, Some(PARTNER)),
                (true, false) => (REPORTER, Some(PARTNER)),
                _ => return Err(refused("it needs partners")),
            }
        }
    };
    // What is stated decides what else there is to show.
    if spec.x.is_empty() {
        spec.x = if spec.by.as_deref() == Some(x) { by.unwrap_or(PERIOD).to_owned() } else { x.to_owned() };
    }
    if spec.by.is_none() && spec.facet.is_none() {
        spec.by = by.filter(|by| *by != spec.x).map(str::to_owned);
    }
    Ok(())
}

/// One flow, one direction and one measure where none is drawn: the first there is, as figures of two are never added up.
fn one_flow(there: &There, question: &mut Question, drawn: &[&str]) -> Result<(), PictureError> {
    let metric = question.metrics.first().map_or("", |name| name.split(':').next().unwrap_or_default());
    let of_both = [
        "balance",
        "cover_ratio",
        "normalised_balance",
        "grubel_lloyd",
        "openness",
        "lafay",
        "mirror",
        "terms_of_trade",
    ];
    if of_both.contains(&metric) {
        return Ok(());
    }
    for (column, first) in [(FLOW, "export"), (DIRECTION, "inward"), (MEASURE, "flow")] {
        if !there.loaded.kind.dimensions().contains(&column) || drawn.contains(&column) {
            continue;
        }
        let values = there.values(column)?;
        if values.len() > 1 {
            let value = values.iter().find(|value| *value == first).unwrap_or(&values[0]);
            question.filters.push((column.to_owned(), value.clone()));
        }
    }
    Ok(())
}

/// The periods that are drawn: those asked for, or the last whole ones that suit the kind.
fn periods(
    there: &There,
    spec: &ChartSpec,
    known: Option<&Habit>,
    asked: &[Asked],
) -> Result<Vec<Period>, PictureError> {
    let texts = there.reported()?;
    let all: Vec<Period> = texts.iter().filter_map(|text| text.parse().ok()).collect();
    if !asked.is_empty() {
        return Ok(asked.iter().flat_map(|asked| asked.among(&all)).collect());
    }
    let Some(habit) = known else { return Ok(Vec::new()) };
    let alike = longest(&all);
    let over_time = spec.x == PERIOD || spec.by.as_deref() == Some(PERIOD) || spec.facet.as_deref() == Some(PERIOD);
    let count = if over_time { habit.periods.max(2) } else { 1 };
    let last = &alike[alike.len().saturating_sub(count)..];
    if spec.x == PERIOD && last.len() < 2 && habit.kind != "grouped" && !all.is_empty() {
        let needed = format!("it shows several periods, and there is only {}", all[0]);
        return Err(PictureError::Columns { kind: spec.kind.clone(), needed });
    }
    Ok(match habit.form {
        Form::TwoPeriods | Form::NamesByPeriod if last.len() > 2 => vec![last[0], last[last.len() - 1]],
        _ => last.to_vec(),
    })
}
