//! The columns of figures: their flow, unit, economy and period; the decimal mark.

use std::collections::BTreeMap;

use super::columns::{Role, flow};
use super::facts;
use super::grid::{Cell, Typed};
use super::mapping::{COLUMN, Texts};
use super::names;
use super::number::{Mark, Marks, marks};
use super::refusal::{Open, Refusal};
use super::table::{Draft, whole_unit};
use super::times;
use super::unit;
use super::words;

/// The decimal mark of text cells, and a doubt where it is only likely.
///
/// # Errors
/// When a mark may stand between thousands as well, or two cells contradict each other.
pub(super) fn decimal<'a>(
    cells: impl Iterator<Item = &'a Cell>,
    settled: Option<&str>,
    english: bool,
) -> Result<(Option<char>, Option<String>), Refusal> {
    if let Some(mark) = settled {
        return Ok((mark.chars().next(), None));
    }
    let texts = cells.filter(|cell| cell.typed == Typed::Text);
    let bodies: Vec<String> = texts.filter_map(|cell| cell.figure()).map(|figure| figure.body).collect();
    let what = match marks(bodies.iter().map(String::as_str)) {
        Marks::Plain => return Ok((None, None)),
        Marks::Decided(mark) => return Ok((Some(mark.letter()), None)),
        Marks::Either(example, Mark::Comma) if english => {
            let whole = example.replace(',', "");
            return Ok((
                Some('.'),
                Some(format!("`{example}` is read as {whole}; --set decimal=, reads it as a decimal comma")),
            ));
        }
        Marks::Either(example, _) => {
            format!("whether `{example}` has a decimal mark or a mark between thousands is not said")
        }
        Marks::Conflict(one, other) => format!("`{one}` and `{other}` have different decimal marks"),
    };
    let open = vec![Open::new(&what, "--set decimal=. (or --set decimal=,)")];
    Err(Refusal::Unsettled { open, understood: vec!["a table of figures".to_owned()] })
}

/// Settles what the columns of figures hold.
pub(super) fn settle(draft: &mut Draft<'_>) {
    let mut places = draft.with(&Role::Figures);
    let across_economies = draft.across_economies();
    let down = ["period", "year"].iter().any(|field| draft.mapping.columns.contains_key(*field));
    let header = |draft: &Draft<'_>, place: usize| draft.columns[place].header();
    // Beside columns that say what they hold, one that does not is something else.
    let says = |draft: &Draft<'_>, place: usize| {
        let text = header(draft, place);
        flow(&text).is_some()
            || words::says(&text, "value")
            || unit::of_text(&text).currency.is_some()
            || !draft.columns[place].times().is_empty()
            || draft.columns[place]
                .headers
                .iter()
                .any(|part| names::economy(part).is_some() || words::is(part, "total"))
    };
    if places.len() > 1 && places.iter().any(|place| says(draft, *place)) {
        for place in places.clone() {
            if !says(draft, place) {
                draft.columns[place].role = Role::Aside("not understood");
                let label = draft.columns[place].label.clone();
                draft.understood.doubt(format!("what `{label}` holds is not understood: it is set aside"));
            }
        }
    } else if places.len() > 1 && down {
        let labels: Vec<String> = places.iter().map(|place| format!("`{}`", draft.columns[*place].label)).collect();
        draft.open(
            &format!("what the columns {} hold is not said", labels.join(", ")),
            "--set \"name:column:LABEL=skip\" for those to leave out",
        );
    }
    places = draft.with(&Role::Figures);
    let unit = common_unit(draft, &places);
    let mut across: Vec<Texts> = Vec::new();
    for place in &places {
        let column = &draft.columns[*place];
        let mut fields: Texts = [(COLUMN.to_owned(), column.label.clone())].into();
        if let Some(period) = times::of_header(&column.times()) {
            fields.insert("period".to_owned(), period);
        }
        let text = header(draft, *place);
        if let Some(flow) = flow(&text).filter(|_| {
            !draft.mapping.columns.contains_key("flow")
                && !draft.mapping.constants.contains_key("flow")
                && !draft.is_investment()
        }) {
            fields.insert("flow".to_owned(), flow.to_owned());
        }
        if across_economies {
            let economy = column.headers.iter().rev().find_map(|part| names::economy(&times::without_period(part)));
            let total = column.headers.iter().any(|part| words::is(part, "total"));
            let field = if draft.mapping.columns.contains_key("partner") { "reporter" } else { "partner" };
            match economy {
                Some(economy) => fields.insert(field.to_owned(), economy.code().to_owned()),
                None if total => fields.insert(field.to_owned(), "WLD".to_owned()),
                None => continue,
            };
        }
        if unit.is_none()
            && let Some(said) = column_unit(draft, &text)
        {
            fields.insert("unit".to_owned(), said);
        }
        across.push(fields);
    }
    if across_economies {
        draft.understood.line(format!("{} economies across", across.len()));
    }
    if let Some(unit) = unit {
        draft.constant("unit", &unit);
    }
    clash(draft, &across);
    match across.as_slice() {
        [only] if only.len() == 1 => {
            let label = only[COLUMN].clone();
            draft.column("value", &label);
        }
        _ => draft.mapping.across = across,
    }
}

/// The unit that all figures have, where it stands once: settled, around the table, or the same in every header.
fn common_unit(draft: &mut Draft<'_>, places: &[usize]) -> Option<String> {
    if let Some((text, _)) = facts::set(draft.settings, "unit") {
        let Some(unit) = whole_unit(unit::of_text(&text))
            .or_else(|| text.parse::<crate::model::Unit>().ok().map(|unit| unit.to_string()))
        else {
            draft.open(&format!("`{text}` is no unit"), "--set unit=\"USD million\"");
            return None;
        };
        draft.understood.line(format!("{unit} (from --set)"));
        return Some(unit);
    }
    if let [place, ..] = draft.with(&Role::Unit).as_slice() {
        let label = draft.columns[*place].label.clone();
        draft.column("unit", &label);
        draft.understood.line(format!("units in `{label}`"));
        return None;
    }
    let (around, place) = draft.context.unit();
    let mut units: BTreeMap<Option<String>, usize> = BTreeMap::new();
    let mut headed = false;
    let mut other = around.other_magnitude;
    for column in places {
        let said = unit::of_text(&draft.columns[*column].header());
        headed |= said.currency.is_some() || said.magnitude.is_some();
        other |= said.other_magnitude;
        *units.entry(joined(said, around)).or_default() += 1;
    }
    let cells = places.iter().flat_map(|place| draft.body.iter().map(|line| line.cell(*place)));
    let figures: Vec<_> = cells.filter_map(Cell::figure).collect();
    let in_cells = !figures.is_empty() && figures.iter().all(|figure| figure.currency.is_some());
    let found = match units.into_keys().collect::<Vec<_>>().as_slice() {
        [Some(only)] => Some(only.clone()),
        [None] | [] => None,
        several if several.contains(&None) => {
            draft.open("the unit of some columns is not said", "--set unit=\"USD million\"");
            return None;
        }
        several => {
            let units: Vec<String> = several.iter().flatten().cloned().collect();
            draft.understood.line(format!("{} (from the header)", units.join(", ")));
            return None;
        }
    };
    match found {
        Some(unit) => {
            let place = match (headed, place.is_empty()) {
                (true, _) => "the header".to_owned(),
                (false, _) => place,
            };
            let whole = unit.split(' ').count() == 1;
            draft.understood.line(format!("{unit} (from {place})"));
            if whole && figures.iter().all(|figure| figure.magnitude.is_none()) && largest(&figures) < 1_000_000.0 {
                draft.understood.doubt(format!(
                    "no thousand or million is said beside {unit}: the figures are taken in whole units"
                ));
            }
            Some(unit)
        }
        None if in_cells => {
            draft.understood.line("units in the cells");
            None
        }
        None => {
            let what = match (other, around.magnitude.is_some() || headed) {
                (true, _) => "the unit counts in lakhs, crores, 万 or 亿, which is not read",
                (false, true) => "the currency is not said",
                (false, false) => "the unit is not said",
            };
            draft.open(what, "--set unit=\"USD million\"");
            None
        }
    }
}

fn largest(figures: &[super::number::Figure]) -> f64 {
    let numbers = figures.iter().filter_map(|figure| figure.body.replace(',', "").parse::<f64>().ok());
    numbers.fold(0.0, f64::max)
}

/// A header's unit, its currency or magnitude out of what stands around the table where it lacks one.
fn joined(said: unit::Said, around: unit::Said) -> Option<String> {
    if said.currency.is_some()
        && said.magnitude.is_none()
        && around.currency.is_some()
        && around.currency != said.currency
    {
        return whole_unit(said);
    }
    whole_unit(said.or(around))
}

fn column_unit(draft: &Draft<'_>, header: &str) -> Option<String> {
    if draft.mapping.columns.contains_key("unit") {
        return None;
    }
    joined(unit::of_text(header), draft.context.unit().0)
}

/// Two columns that hold the same figures by what is understood of them.
fn clash(draft: &mut Draft<'_>, across: &[Texts]) {
    let mut seen: BTreeMap<Vec<(String, String)>, String> = BTreeMap::new();
    for fields in across {
        let label = fields[COLUMN].clone();
        let key: Vec<(String, String)> =
            fields.iter().filter(|(key, _)| *key != COLUMN).map(|(key, text)| (key.clone(), text.clone())).collect();
        if let Some(first) = seen.get(&key).cloned() {
            draft.open(
                &format!("`{first}` and `{label}` are the same by what their headers say"),
                &format!("--set \"name:column:{label}=skip\""),
            );
            return;
        }
        seen.insert(key, label);
    }
}
