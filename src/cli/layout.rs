//! Text in two columns for a reader: a label and what is said under it, wrapped to the width of the terminal.

pub use tradeproof_host::width;

/// How wide text is where nobody says how wide it is shown.
pub const PLAIN_WIDTH: usize = 80;

/// Labels in a column of one width, and texts beside them.
pub struct Entries {
    text: String,
    labels: usize,
    width: usize,
}

impl Entries {
    const INDENT: usize = 2;
    const GAP: usize = 2;
    /// Beside labels, however narrow the terminal is.
    const NARROWEST: usize = 24;

    /// Entries whose labels have up to so many letters.
    pub fn new(labels: usize, width: usize) -> Self {
        Self { text: String::new(), labels, width }
    }

    /// How many letters stand beside a label.
    pub fn beside(&self) -> usize {
        self.width.saturating_sub(Self::INDENT + self.labels + Self::GAP).max(Self::NARROWEST)
    }

    /// A label and a text; nothing where there is no text.
    pub fn line(&mut self, label: &str, said: &str) {
        if said.is_empty() {
            return;
        }
        let mut label = label;
        for part in wrapped(said, self.beside()) {
            self.write(label, &part);
            label = "";
        }
    }

    /// A label and several texts, each with a dash where they are more than one.
    pub fn list<T: AsRef<str>>(&mut self, label: &str, said: &[T]) {
        let [_, _, ..] = said else {
            return said.iter().for_each(|one| self.line(label, one.as_ref()));
        };
        let mut label = label;
        for one in said {
            let mut dash = "- ";
            for part in wrapped(one.as_ref(), self.beside() - dash.len()) {
                self.write(label, &format!("{dash}{part}"));
                (label, dash) = ("", "  ");
            }
        }
    }

    fn write(&mut self, label: &str, part: &str) {
        let (indent, gap, labels) = (" ".repeat(Self::INDENT), " ".repeat(Self::GAP), self.labels);
        let line = format!("{indent}{label:<labels$}{gap}{part}");
        self.text.push_str(line.trim_end());
        self.text.push('\n');
    }

    pub fn into_text(self) -> String {
        self.text
    }
}

/// A text in lines of up to so many letters, broken at blanks; a word that is longer keeps its line.
pub fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for word in text.split_whitespace() {
        if !line.is_empty() && line.chars().count() + 1 + word.chars().count() > width {
            lines.push(std::mem::take(&mut line));
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    lines.push(line);
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_wraps_beside_its_label() {
        let mut entries = Entries::new(6, 37);
        entries.line("format", "one two three four five six seven");
        entries.line("nothing", "");
        entries.list("doubts", &["the first of them is longer", "second"]);
        entries.list("audit", &["alone"]);
        assert_eq!(
            entries.into_text(),
            "  format  one two three four five six\n          seven\n  doubts  - the first of them is\n            longer\n          - second\n  audit   alone\n"
        );
    }

    #[test]
    fn a_word_longer_than_the_line_stays_whole() {
        assert_eq!(wrapped("a bcdefgh i", 3), ["a", "bcdefgh", "i"]);
        assert_eq!(wrapped("", 3), [""]);
    }
}
