//! The characters of a page as lines, in the order in which the page prints them.

/// One character, or a few that are one glyph, with its place on the page in points.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Glyph {
    pub x: f64,
    /// From the bottom.
    pub y: f64,
    pub end: f64,
    pub size: f64,
    pub text: String,
}

/// A line of a page: its text in runs with wide gaps between.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Line {
    pub runs: Vec<String>,
    pub x: f64,
    pub y: f64,
    pub end: f64,
    pub size: f64,
}

/// Gaps in parts of the size of the letters: narrower ones are kerning, wider ones separate columns.
const WORD_GAP: f64 = 0.17;
const COLUMN_GAP: f64 = 1.5;

impl Line {
    pub fn text(&self) -> String {
        self.runs.join("\t")
    }

    pub fn has_words(&self) -> bool {
        self.runs.iter().any(|run| run.chars().any(char::is_alphanumeric))
    }

    fn start(glyph: &Glyph) -> Self {
        Self { runs: vec![String::new()], x: glyph.x, y: glyph.y, end: glyph.x, size: glyph.size }
    }

    /// Whether the glyph stands in this line, to the right of what is there.
    fn takes(&self, glyph: &Glyph) -> bool {
        let size = self.size.max(glyph.size);
        (glyph.y - self.y).abs() < 0.5 * size && glyph.x > self.end - size
    }

    /// A small figure above the line marks a note; it is no digit of the number before it.
    fn is_note_mark(&self, glyph: &Glyph) -> bool {
        let small = glyph.size < 0.8 * self.size && glyph.y - self.y > 0.15 * self.size;
        small && glyph.text.starts_with(|c: char| c.is_ascii_digit() || "*†‡[]()".contains(c))
    }

    fn push(&mut self, glyph: &Glyph) {
        let gap = glyph.x - self.end;
        let text = readable(&glyph.text);
        if text.trim().is_empty() {
            // A gap that is filled with spaces is still one gap.
            if gap <= COLUMN_GAP * self.size {
                self.space();
            }
        } else {
            if gap > COLUMN_GAP * self.size {
                self.runs.push(String::new());
            } else if gap > WORD_GAP * self.size {
                self.space();
            }
            if let Some(run) = self.runs.last_mut() {
                run.push_str(&text);
            }
            self.end = glyph.end.max(glyph.x);
        }
    }

    fn space(&mut self) {
        if let Some(run) = self.runs.last_mut().filter(|run| !run.is_empty() && !run.ends_with(' ')) {
            run.push(' ');
        }
    }

    fn finish(mut self) -> Option<Self> {
        for run in &mut self.runs {
            run.truncate(run.trim_end().len());
        }
        self.runs.retain(|run| !run.is_empty());
        (!self.runs.is_empty()).then_some(self)
    }
}

/// Puts the glyphs of a page into lines.
pub(super) fn lines(glyphs: &[Glyph]) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut open: Option<Line> = None;
    let whole =
        |glyph: &&Glyph| glyph.x.is_finite() && glyph.y.is_finite() && glyph.end.is_finite() && glyph.size > 0.0;
    for glyph in glyphs.iter().filter(whole) {
        if let Some(line) = &mut open {
            if line.takes(glyph) {
                if !line.is_note_mark(glyph) {
                    line.push(glyph);
                }
                continue;
            }
            lines.extend(open.take().and_then(Line::finish));
        }
        if !glyph.text.trim().is_empty() {
            let mut line = Line::start(glyph);
            line.push(glyph);
            open = Some(line);
        }
    }
    lines.extend(open.and_then(Line::finish));
    lines
}

/// Ligatures as letters, odd spaces as spaces, unreadable codes as nothing.
fn readable(text: &str) -> String {
    let mut plain = String::new();
    for c in text.chars() {
        match c {
            'ﬀ' => plain.push_str("ff"),
            'ﬁ' => plain.push_str("fi"),
            'ﬂ' => plain.push_str("fl"),
            'ﬃ' => plain.push_str("ffi"),
            'ﬄ' => plain.push_str("ffl"),
            'ﬅ' | 'ﬆ' => plain.push_str("st"),
            '\t' | '\n' | '\r' => plain.push(' '),
            c if c.is_control() => {}
            c => plain.push(c),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    fn glyphs(text: &str, x: f64, y: f64, size: f64) -> Vec<Glyph> {
        let glyph = |(at, c): (usize, char)| {
            let x = x + at as f64 * size * 0.5;
            Glyph { x, y, end: x + size * 0.5, size, text: c.to_string() }
        };
        text.chars().enumerate().map(glyph).collect()
    }

    #[test]
    fn gaps_make_words_and_columns() {
        let page =
            [glyphs("Trade", 0.0, 100.0, 10.0), glyphs("was", 28.0, 100.0, 10.0), glyphs("5.2", 80.0, 100.0, 10.0)];
        let page = [page.concat(), glyphs("ﬁne", 0.0, 88.0, 10.0)].concat();
        let found: Vec<Vec<String>> = lines(&page).into_iter().map(|line| line.runs).collect();
        assert_eq!(found, [vec!["Trade was", "5.2"], vec!["fine"]]);
    }

    #[test]
    fn note_marks_are_left_out() {
        let page =
            [glyphs("422.6", 0.0, 100.0, 10.0), glyphs("1", 25.0, 104.0, 6.0), glyphs("m", 30.5, 100.0, 10.0)].concat();
        assert_eq!(lines(&page)[0].text(), "422.6 m");
    }
}
