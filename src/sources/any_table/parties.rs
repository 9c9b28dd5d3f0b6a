//! Whose figures they are, and who is on the other side.

use super::columns::Role;
use super::facts;
use super::names;
use super::table::Draft;
use super::words;

impl Draft<'_> {
    /// Which column or text says the reporter, and which the partner.
    pub(super) fn economies(&mut self, flow: Option<&str>) {
        let places = self.with(&Role::Economy);
        let says = |draft: &Self, place: usize, meanings: &[&str]| {
            let header = draft.columns[place].header();
            meanings.iter().any(|meaning| words::says(&header, meaning))
        };
        let reporters: Vec<usize> = places.iter().copied().filter(|place| says(self, *place, &["reporter"])).collect();
        let partners: Vec<usize> = places
            .iter()
            .copied()
            .filter(|place| says(self, *place, &["partner", "importer", "origin"]) && !reporters.contains(place))
            .collect();
        let neutral: Vec<usize> =
            places.iter().copied().filter(|place| !reporters.contains(place) && !partners.contains(place)).collect();
        let (mut reporter, mut partner) = (reporters.first().copied(), partners.first().copied());
        let (said, other) = self.context.economies(flow);
        let settled = |key: &str| facts::set(self.settings, key);
        let said = settled("reporter").or_else(|| said.map(|(economy, place)| (economy.code().to_owned(), place)));
        let other = settled("partner").or_else(|| other.map(|(economy, place)| (economy.code().to_owned(), place)));
        let across = self.across_economies();
        let sections = self.mapping.sections.as_deref() == Some("partner");
        if let Some(first) = neutral.first().copied() {
            match (reporter, partner) {
                (Some(_), None) => partner = Some(first),
                (None, Some(_)) => reporter = Some(first),
                (None, None) if neutral.len() > 1 => (reporter, partner) = (Some(first), Some(neutral[1])),
                (None, None) if across && said.is_none() => reporter = Some(first),
                (None, None)
                    if said.is_none()
                        && (other.is_some() || self.context.says("reporter") || self.context.says("importer")) =>
                {
                    reporter = Some(first)
                }
                (None, None) => partner = Some(first),
                (Some(_), Some(_)) => {}
            }
        }
        self.party("reporter", reporter, said, None);
        // Without a partner, all partners together are meant.
        let world = (!across && !sections).then(|| ("WLD".to_owned(), "no partner said".to_owned()));
        self.party("partner", partner, other, world);
        for place in places.into_iter().filter(|place| Some(*place) != reporter && Some(*place) != partner) {
            self.columns[place].role = Role::Aside("economies");
        }
    }

    /// Whether the headers of figures are economies.
    pub(super) fn across_economies(&self) -> bool {
        let figures = self.with(&Role::Figures);
        let named = figures
            .iter()
            .filter(|place| self.columns[**place].headers.iter().any(|part| names::economy(part).is_some()))
            .count();
        named > 0 && named * 2 >= figures.len()
    }

    fn party(
        &mut self,
        field: &str,
        column: Option<usize>,
        said: facts::Found<String>,
        otherwise: facts::Found<String>,
    ) {
        if let Some(place) = column {
            let label = self.columns[place].label.clone();
            self.column(field, &label);
            return;
        }
        match said.or(otherwise) {
            Some((text, place)) => {
                let economy = names::economy(&text).or_else(|| text.parse().ok());
                let Some(economy) = economy else {
                    self.open(&format!("`{text}` is no economy that is known"), &format!("--set {field}=KAZ"));
                    return;
                };
                self.understood.line(
                    format!("{field} {} (from {place})", economy.name())
                        .replace("(from no partner said)", "(no partner said)"),
                );
                self.constant(field, economy.code());
            }
            None if field == "reporter" => {
                let rows = self.mapping.columns.is_empty() || self.with(&Role::Economy).is_empty();
                let what = if rows {
                    "whose figures they are is not said"
                } else {
                    "whose figures they are is not said (with --set partner=World, the rows are the reporters)"
                };
                self.open(what, "--set reporter=KAZ");
            }
            None => {}
        }
    }
}
