//! Where the bytes of an extracted text stand in the file it was read from.

use std::ops::Range;

/// How places are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// Line and column of the source file; the text is the file itself.
    Lines,
    /// Line and column of the source file; the text was extracted from it.
    Markup,
    /// Number of the paragraph and character in it.
    Paragraphs,
    /// Page and line on it.
    Pages,
}

/// Maps offsets of the extracted text to places in the source.
#[derive(Debug, Clone)]
pub struct Places {
    layout: Layout,
    /// Ascending by offset.
    anchors: Vec<Anchor>,
}

/// The farthest that characters are counted for a column, in bytes.
const STRIDE: usize = 1000;

/// From `offset` on, the text runs on in the source from this place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Anchor {
    offset: usize,
    line: usize,
    column: usize,
}

/// A part of a text to show to a reader.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Window {
    /// Bytes of the extracted text, whole lines.
    pub span: Range<usize>,
    /// The number to count the lines of the window from.
    pub first_line: usize,
    /// The page that the window starts on.
    pub page: Option<usize>,
}

impl Places {
    /// Places of a text whose lines are the lines or the paragraphs of the source.
    pub(super) fn of_lines(layout: Layout, content: &str) -> Self {
        let mut places = Self::new(layout);
        places.anchor(0, 1, 1);
        for (number, (at, _)) in content.match_indices('\n').enumerate() {
            places.anchor(at + 1, number + 2, 1);
        }
        places
    }

    pub(super) fn new(layout: Layout) -> Self {
        Self { layout, anchors: Vec::new() }
    }

    /// Says that the text goes on at `line` and `column` of the source from `offset` on, which is no less than those before.
    pub(super) fn anchor(&mut self, offset: usize, line: usize, column: usize) {
        match self.anchors.last_mut() {
            Some(last) if last.offset == offset => *last = Anchor { offset, line, column },
            _ => self.anchors.push(Anchor { offset, line, column }),
        }
    }

    /// Adds places inside long lines, so that no column has to be counted from far away.
    pub(super) fn within_lines(mut self, content: &str) -> Self {
        if self.layout == Layout::Pages {
            return self;
        }
        let mut found = Vec::with_capacity(self.anchors.len());
        let ends = self.anchors.iter().skip(1).map(|anchor| anchor.offset).chain([content.len()]);
        for (anchor, end) in self.anchors.iter().zip(ends) {
            let mut at = *anchor;
            found.push(at);
            while end - at.offset > STRIDE {
                let next = content.floor_char_boundary(at.offset + STRIDE);
                at.column += content[at.offset..next].chars().count();
                at.offset = next;
                found.push(at);
            }
        }
        self.anchors = found;
        self
    }

    #[must_use]
    pub fn layout(&self) -> Layout {
        self.layout
    }

    /// The place of a byte of `content`, both numbers from 1: line and column in characters; in a DOCX the paragraph and the
    /// character in it; in a PDF the page and the line on it.
    #[must_use]
    pub fn of(&self, content: &str, offset: usize) -> (usize, usize) {
        let after = self.anchors.partition_point(|anchor| anchor.offset <= offset);
        let Some(anchor) = after.checked_sub(1).map(|at| self.anchors[at]) else { return (1, 1) };
        match self.layout {
            Layout::Pages => (anchor.line, anchor.column),
            _ => (anchor.line, anchor.column + content[anchor.offset..offset].chars().count()),
        }
    }

    /// What to show of `content` around `span`: the whole text where it is its own source, else the lines with the span.
    #[must_use]
    pub fn window(&self, content: &str, span: Range<usize>) -> Window {
        let from = content[..span.start].rfind('\n').map_or(0, |at| at + 1);
        let to = content[span.end..].find('\n').map_or(content.len(), |at| span.end + at);
        let (line, column) = self.of(content, from);
        match self.layout {
            Layout::Lines | Layout::Paragraphs => Window { span: 0..content.len(), first_line: 1, page: None },
            Layout::Markup => Window { span: from..to, first_line: self.of(content, span.start).0, page: None },
            Layout::Pages => Window { span: from..to, first_line: column, page: Some(line) },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_from_the_last_anchor() {
        let mut places = Places::new(Layout::Markup);
        places.anchor(0, 3, 4);
        places.anchor(7, 5, 1);
        let content = "é trade\nwas";
        assert_eq!(places.of(content, 0), (3, 4));
        assert_eq!(places.of(content, 3), (3, 6));
        assert_eq!(places.of(content, 8), (5, 2));
    }

    #[test]
    fn columns_of_long_lines_are_what_they_were() {
        let content = format!("{}\nnext", "é ".repeat(4000));
        let (near, far) = (Places::of_lines(Layout::Lines, &content), Places::of_lines(Layout::Lines, &content));
        let near = near.within_lines(&content);
        assert!(near.anchors.len() > far.anchors.len());
        for offset in [0, 2, 999, 1002, 5001, content.len() - 2].map(|at| content.floor_char_boundary(at)) {
            assert_eq!(near.of(&content, offset), far.of(&content, offset));
        }
    }

    #[test]
    fn the_window_on_a_page_counts_its_lines() {
        let mut places = Places::new(Layout::Pages);
        places.anchor(0, 1, 1);
        places.anchor(4, 2, 1);
        places.anchor(8, 2, 2);
        let window = places.window("one\ntwo\nsix\n", 8..11);
        assert_eq!(window, Window { span: 8..11, first_line: 2, page: Some(2) });
    }
}
