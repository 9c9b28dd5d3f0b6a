//! What the words around a table say of all its figures: flow, unit, economies, period.

use crate::model::Economy;

use super::columns::{embedded, flow};
use super::names::{self, Role};
use super::settings::Settings;
use super::unit;
use super::when::Time;
use super::words;

/// A text around the table, and where it stands.
#[derive(Debug, Clone)]
pub struct Around {
    pub text: String,
    /// `the title`, `the sheet's name`.
    pub place: &'static str,
}

/// What stands around a table, nearest first.
#[derive(Debug, Clone, Default)]
pub struct Context {
    pub around: Vec<Around>,
    /// Without its extension.
    pub file: String,
}

/// Something found, and where.
pub type Found<T> = Option<(T, String)>;

/// What the user settled.
#[must_use]
pub fn set(settings: &Settings, key: &str) -> Found<String> {
    settings.get(key).map(|text| (text.to_owned(), "--set".to_owned()))
}

impl Context {
    fn first<T>(&self, read: impl Fn(&str) -> Option<T>) -> Found<T> {
        self.around.iter().find_map(|around| read(&around.text).map(|found| (found, around.place.to_owned())))
    }

    /// The flow, out of the words around the table, or its file's name.
    #[must_use]
    pub fn flow(&self) -> Found<String> {
        let one = |text: &str| flow(text).filter(|flow| *flow != "balance").map(str::to_owned);
        self.first(one).or_else(|| one(&self.file).map(|flow| (flow, "the file's name".to_owned())))
    }

    /// Currency and magnitude; a magnitude alone is one of a currency that stands elsewhere.
    #[must_use]
    pub fn unit(&self) -> (unit::Said, String) {
        let mut said = unit::Said::default();
        let mut places: Vec<&str> = Vec::new();
        for around in &self.around {
            let here = unit::of_text(&around.text);
            // What notes say of amounts is of something else, unless they name a currency.
            let counts = here.currency.is_some()
                || around.place != "the notes" && here.magnitude.is_some() && is_short(&around.text);
            let new = said.currency.is_none() && here.currency.is_some()
                || said.magnitude.is_none() && here.magnitude.is_some();
            if counts && new && !(said.currency.is_some() && here.currency.is_some()) {
                said = said.or(here);
                if !places.contains(&around.place) {
                    places.push(around.place);
                }
            }
        }
        (said, places.join(" and "))
    }

    /// The only period that a text around the table says.
    #[must_use]
    pub fn period(&self) -> Found<Time> {
        let headed = self.around.iter().filter(|around| around.place != "the notes");
        let found = headed.filter_map(|around| Some((embedded(&around.text)?.time, around.place.to_owned()))).next();
        found.or_else(|| {
            let file = self.file.replace(['_', '-'], " ");
            let mut years = file.split(' ').filter_map(|word| embedded(word).map(|said| said.time));
            let only = years.next().filter(|_| years.next().is_none())?;
            Some((only, "the file's name".to_owned()))
        })
    }

    /// Whose figures they are, and who is on the other side, where a title says so.
    #[must_use]
    pub fn economies(&self, flow: Option<&str>) -> (Found<Economy>, Found<Economy>) {
        let (mut reporter, mut partner) = (None, None);
        for around in self.around.iter().filter(|around| around.place != "the notes") {
            let mentions: Vec<(Economy, Role)> =
                names::mentions(&around.text).into_iter().filter(|found| !found.0.is_world()).collect();
            if mentions.len() > 2 {
                continue;
            }
            for (economy, role) in mentions {
                let place = || Some((economy, around.place.to_owned()));
                // Imports go to the reporter, and come from the partner; investment that flows in goes to the reporter too.
                let other = match role {
                    Role::With => true,
                    Role::To => !matches!(flow, Some("import" | "inward")),
                    Role::From => matches!(flow, Some("import" | "inward")),
                    Role::Plain => false,
                };
                match other {
                    true if partner.is_none() => partner = place(),
                    false if reporter.is_none() => reporter = place(),
                    _ => {}
                }
            }
        }
        (reporter, partner)
    }

    /// Whether some text says a word of this meaning.
    #[must_use]
    pub fn says(&self, meaning: &str) -> bool {
        self.around.iter().any(|around| words::says(&around.text, meaning))
    }
}

/// A line that says a unit says little else.
fn is_short(text: &str) -> bool {
    text.chars().count() <= 120
}

#[cfg(test)]
mod tests {
    use super::*;

    fn context(texts: &[&str]) -> Context {
        let around = texts.iter().map(|text| Around { text: (*text).to_owned(), place: "the title" }).collect();
        Context { around, file: String::new() }
    }

    #[test]
    fn titles_say_flow_unit_and_reporter() {
        let title = context(&["Table 3. Exports of Kazakhstan (million US dollars), 2024"]);
        assert_eq!(title.flow().unwrap().0, "export");
        assert_eq!(title.unit().0.unit().unwrap().to_string(), "USD million");
        assert_eq!(title.economies(Some("export")).0.unwrap().0.code(), "KAZ");
        assert_eq!(title.period().unwrap().0, Time::Whole("2024".parse().unwrap()));
        let split = context(&["Exports and imports of Italy", "in USD", "in millions"]);
        assert!(split.flow().is_none());
        assert_eq!(split.unit().0.unit().unwrap().to_string(), "USD million");
        let (reporter, partner) = context(&["Imports of Austria from China"]).economies(Some("import"));
        assert_eq!((reporter.unwrap().0.code(), partner.unwrap().0.code()), ("AUT", "CHN"));
        let (reporter, partner) = context(&["Imports to Kazakhstan from China"]).economies(Some("import"));
        assert_eq!((reporter.unwrap().0.code(), partner.unwrap().0.code()), ("KAZ", "CHN"));
    }
}
