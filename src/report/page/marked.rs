//! The checked text as HTML: figures marked by verdict, notes beside the sentences they concern.
//!
//! Nothing of the text becomes live: raw HTML is shown as text, pictures become their description, and only links
//! to web and mail addresses stay links.

use std::collections::{BTreeSet, VecDeque};
use std::ops::Range;

use pulldown_cmark::{CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd, html};

use super::marks::{Mark, marks};
use super::strip::escaped;
use super::structure;
use crate::check::finding::DocumentFindings;

/// A rendered note and the sentence it belongs to.
#[derive(Debug, Clone)]
pub struct Anchored {
    /// The claim's id.
    pub claim: String,
    /// As it is numbered on the page.
    pub number: usize,
    /// Bytes of the text.
    pub sentence: Range<usize>,
    /// Inline-level HTML, inserted where the sentence ends.
    pub html: String,
}

/// Renders the text of `document` with its figures marked and `notes` in place.
///
/// `scope` starts every id, so that several texts can share a page. A text whose name does not end in `.md` or
/// `.markdown` is shown by the structure of its own where it has one, else as plain paragraphs.
#[must_use]
pub fn render(document: &DocumentFindings, notes: Vec<Anchored>, scope: &str) -> String {
    let mut weaver = Weaver::new(document, marks(document, &notes, scope), notes);
    if is_markdown(&document.path) {
        let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH;
        weaver.levels = Parser::new_ext(&document.text, options).filter_map(level).collect();
        for (event, span) in Parser::new_ext(&document.text, options).into_offset_iter() {
            weaver.event(event, span);
        }
    } else if structure::has_structure(document) {
        weaver.levels.insert(structure::HEADING);
        for (event, span) in structure::events(document) {
            weaver.event(event, span);
        }
    } else {
        for (event, span) in paragraphs(&document.text) {
            weaver.event(event, span);
        }
    }
    // What has no paragraph to end, such as a code block, gives its notes up here.
    weaver.notes_begun_before(usize::MAX);
    let mut out = String::new();
    html::push_html(&mut out, weaver.out.into_iter());
    out
}

fn is_markdown(path: &str) -> bool {
    let extension = path.rsplit_once('.').map_or("", |(_, extension)| extension);
    extension.eq_ignore_ascii_case("md") || extension.eq_ignore_ascii_case("markdown")
}

/// Plain text as events: an empty line parts paragraphs.
fn paragraphs(text: &str) -> Vec<(Event<'_>, Range<usize>)> {
    let mut events = Vec::new();
    let mut start = 0;
    let mut open = false;
    for line in text.split_inclusive('\n') {
        let words = line.trim();
        let from = start + line.find(words).unwrap_or(0);
        let span = from..from + words.len();
        match (words.is_empty(), open) {
            (true, true) => events.push((Event::End(TagEnd::Paragraph), span.clone())),
            (false, false) => events.push((Event::Start(Tag::Paragraph), span.clone())),
            (false, true) => events.push((Event::SoftBreak, span.start..span.start)),
            (true, false) => {}
        }
        open = !words.is_empty();
        if open {
            events.push((Event::Text(words.into()), span));
        }
        start += line.len();
    }
    if open {
        events.push((Event::End(TagEnd::Paragraph), text.len()..text.len()));
    }
    events
}

/// Follows the parser and weaves marks and notes into its events.
struct Weaver<'t> {
    text: &'t str,
    /// What readers call the text, escaped.
    name: String,
    /// The levels that the text's headings have, from the highest.
    levels: BTreeSet<HeadingLevel>,
    /// The level on the page of the last heading.
    heading: usize,
    marks: Vec<Mark>,
    /// Notes still to come, in the order of their sentences' ends.
    notes: VecDeque<Anchored>,
    out: Vec<Event<'t>>,
    /// How many inline elements are open: a note waits until none is.
    inline: usize,
    in_table: bool,
    in_comment: bool,
    /// How many tables have begun.
    tables: usize,
    /// For each open link whether it is kept.
    links: Vec<bool>,
    /// For each mark whether its first piece is out.
    begun: Vec<bool>,
}

impl<'t> Weaver<'t> {
    fn new(document: &'t DocumentFindings, marks: Vec<Mark>, mut notes: Vec<Anchored>) -> Self {
        let text = document.text.as_str();
        notes.sort_by_key(|note| note.sentence.end);
        Self {
            text,
            name: escaped(&document.path),
            levels: BTreeSet::new(),
            heading: OWN_LEVELS,
            begun: vec![false; marks.len()],
            marks,
            notes: notes.into(),
            out: Vec::new(),
            inline: 0,
            in_table: false,
            in_comment: false,
            tables: 0,
            links: Vec::new(),
        }
    }

    fn event(&mut self, event: Event<'t>, span: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag, span.end),
            Event::Text(words) => self.words(words, span),
            Event::Html(raw) | Event::InlineHtml(raw) => self.raw(raw),
            other => self.whole(other, span),
        }
    }

    /// Raw HTML is shown as text; a comment, which addresses no reader, is not.
    fn raw(&mut self, raw: CowStr<'t>) {
        let opens = raw.trim_start().starts_with("<!--");
        let commented = self.in_comment || opens;
        self.in_comment = commented && !raw.contains("-->");
        if !commented {
            self.out.push(Event::Text(raw));
        }
    }

    fn start(&mut self, tag: Tag<'t>) {
        match tag {
            Tag::Emphasis | Tag::Strong | Tag::Strikethrough => self.inline += 1,
            Tag::Image { .. } => return,
            Tag::Link { ref dest_url, .. } => {
                let kept = is_address(dest_url);
                self.links.push(kept);
                if !kept {
                    return;
                }
                self.inline += 1;
            }
            Tag::Table(_) => {
                self.in_table = true;
                self.tables += 1;
                let open = format!(
                    r#"<div class="scroll" role="region" tabindex="0" aria-label="Table {} of {}">"#,
                    self.tables, self.name
                );
                self.out.push(Event::Html(open.into()));
            }
            Tag::Heading { level, id, classes, attrs } => {
                let level = self.lowered(level);
                let heading = Tag::Heading { level, id, classes, attrs };
                return self.out.push(Event::Start(heading));
            }
            _ => {}
        }
        self.out.push(Event::Start(tag));
    }
}

impl Weaver<'_> {
    /// The level on the page: below the page's own, and never more than one below the heading before, so that whoever
    /// listens to the headings misses none.
    fn lowered(&mut self, level: HeadingLevel) -> HeadingLevel {
        let rank = OWN_LEVELS + 1 + self.levels.iter().take_while(|higher| **higher < level).count();
        self.heading = rank.min(self.heading + 1).min(6);
        page_level(self.heading)
    }

    fn end(&mut self, tag: TagEnd, at: usize) {
        match tag {
            TagEnd::Image => return,
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough => self.inline -= 1,
            TagEnd::Link => {
                if !self.links.pop().unwrap_or(true) {
                    return;
                }
                self.inline -= 1;
            }
            TagEnd::Paragraph | TagEnd::Item if !self.in_table => self.notes_begun_before(at),
            TagEnd::Heading(_) => {
                self.notes_begun_before(at);
                return self.out.push(Event::End(TagEnd::Heading(page_level(self.heading))));
            }
            TagEnd::Table => {
                self.in_table = false;
                self.out.extend([Event::End(tag), Event::Html("</div>".into())]);
                return self.notes_begun_before(at);
            }
            _ => {}
        }
        self.out.push(Event::End(tag));
    }
}

impl<'t> Weaver<'t> {
    /// Text whose bytes are the source's own: cut where marks begin and end and where sentences end.
    fn words(&mut self, words: CowStr<'t>, span: Range<usize>) {
        if self.text.get(span.clone()) != Some(&*words) {
            return self.whole(Event::Text(words), span);
        }
        let mut at = span.start;
        for cut in self.cuts(&span) {
            self.piece(at..cut);
            at = cut;
            self.notes_ended_by(at);
        }
    }

    /// Where to cut a run of text, its own end last.
    fn cuts(&self, span: &Range<usize>) -> Vec<usize> {
        let inside = self.marks[self.first_mark(span)..].iter().take_while(|mark| mark.span.start < span.end);
        let marks = inside.flat_map(|mark| [mark.span.start, mark.span.end]);
        let notes = self.notes.iter().map(|note| note.sentence.end).take_while(|end| *end < span.end);
        let mut cuts: Vec<usize> = marks
            .chain(notes)
            .filter(|cut| span.start < *cut && *cut < span.end && self.text.is_char_boundary(*cut))
            .chain([span.end])
            .collect();
        cuts.sort_unstable();
        cuts.dedup();
        cuts
    }

    fn piece(&mut self, span: Range<usize>) {
        let words = Event::Text(self.text[span.clone()].into());
        self.marked(words, &span);
    }

    /// An event that cannot be cut: code, an entity, a line break.
    fn whole(&mut self, event: Event<'t>, span: Range<usize>) {
        self.marked(event, &span);
        self.notes_ended_by(span.end);
    }

    fn marked(&mut self, event: Event<'t>, span: &Range<usize>) {
        let at = self.first_mark(span);
        let Some(mark) = self.marks.get(at).filter(|mark| mark.span.start < span.end) else {
            return self.out.push(event);
        };
        // An id stands once, on the first piece of a figure that markup or a line end parts.
        let attributes = if self.begun[at] { "" } else { &mark.attributes };
        let open = format!(r#"<mark class="{}"{attributes}>"#, mark.class);
        self.begun[at] = true;
        self.out.extend([inline_html(open), event, inline_html("</mark>")]);
        if mark.span.end <= span.end && !mark.pointers.is_empty() {
            self.out.push(inline_html(mark.pointers.clone()));
        }
    }

    /// The first mark that ends behind the start of `span`.
    fn first_mark(&self, span: &Range<usize>) -> usize {
        self.marks.partition_point(|mark| mark.span.end <= span.start)
    }

    fn notes_ended_by(&mut self, at: usize) {
        if self.inline > 0 || self.in_table {
            return;
        }
        while let Some(note) = self.notes.pop_front_if(|note| note.sentence.end <= at) {
            self.out.push(inline_html(note.html));
        }
    }

    fn notes_begun_before(&mut self, at: usize) {
        while let Some(note) = self.notes.pop_front_if(|note| note.sentence.start < at) {
            self.out.push(inline_html(note.html));
        }
    }
}

fn inline_html<'t>(html: impl Into<CowStr<'t>>) -> Event<'t> {
    Event::InlineHtml(html.into())
}

/// The page's own headings are the first two levels.
const OWN_LEVELS: usize = 2;

fn level(event: Event<'_>) -> Option<HeadingLevel> {
    match event {
        Event::Start(Tag::Heading { level, .. }) => Some(level),
        _ => None,
    }
}

fn page_level(level: usize) -> HeadingLevel {
    HeadingLevel::try_from(level).unwrap_or(HeadingLevel::H6)
}

fn is_address(target: &str) -> bool {
    ["https://", "http://", "mailto:"].iter().any(|scheme| target.starts_with(scheme))
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;
    use proptest::sample::select;
    use resvg::usvg::roxmltree::Document;

    use super::*;
    use crate::check::{Verdict, check};
    use crate::report::page::sample;

    fn note(document: &DocumentFindings) -> Vec<Anchored> {
        let span = document.claims[0].sentence;
        vec![Anchored {
            claim: "c1".into(),
            number: 1,
            sentence: span.start..span.end,
            html: "<span>NOTE</span>".into(),
        }]
    }

    #[test]
    fn figures_are_marked_and_the_note_follows_the_sentence() {
        let document = sample::growth();
        let html = render(&document, note(&document), "t1");
        insta::assert_snapshot!(html, @r##"
<h3>Trade</h3>
<p>Trade came to <strong><mark class="contradictory" id="t1-q1" aria-describedby="note-t1-c1">$422.6 million</mark></strong>, <mark class="contradictory" id="t1-q2" aria-describedby="note-t1-c1">21 per</mark><mark class="contradictory">
</mark><mark class="contradictory">cent</mark> more than before (<mark class="contradictory" id="t1-q3" aria-describedby="note-t1-c1">$334.3 million</mark>).<span>NOTE</span> Nothing else is new.</p>
"##);
    }

    #[test]
    fn plain_text_becomes_paragraphs() {
        let mut document = sample::growth();
        document.path = "growth.txt".into();
        let html = render(&document, note(&document), "t1");
        insta::assert_snapshot!(html, @r##"
<p># Trade</p>
<p>Trade came to **<mark class="contradictory" id="t1-q1" aria-describedby="note-t1-c1">$422.6 million</mark>**, <mark class="contradictory" id="t1-q2" aria-describedby="note-t1-c1">21 per</mark><mark class="contradictory">
</mark><mark class="contradictory">cent</mark> more than before (<mark class="contradictory" id="t1-q3" aria-describedby="note-t1-c1">$334.3 million</mark>).<span>NOTE</span> Nothing else is new.</p>
"##);
    }

    #[test]
    fn nothing_of_the_text_becomes_live() {
        let mut document = sample::growth();
        document.claims.clear();
        document.text =
            "<!-- for\nnobody\nfor nobody -->\n\nafter it <!-- for nobody -->\n\n<script>alert(1)</script>\n\nSee ![a map](http://example.org/m.png), [x](javascript:alert(1)) and \
                         [y](https://example.org) <b onclick=1>."
                .into();
        let html = render(&document, Vec::new(), "t1");
        assert!(!html.contains("<script") && !html.contains("<img") && !html.contains("<b "), "{html}");
        assert!(!html.contains("javascript:"), "{html}");
        assert!(!html.contains("for nobody") && html.contains("after it"), "{html}");
        assert!(html.contains("a map") && html.contains(r#"<a href="https://example.org">y</a>"#), "{html}");
    }

    proptest! {
        #[test]
        fn whatever_the_text_all_notes_are_there_and_tags_close(
            parts in vec(sample::markdown_part(), 1..12),
            extension in select(&["md", "txt"][..]),
        ) {
            let document = check(&format!("any.{extension}"), parts.concat().as_bytes());
            prop_assume!(document.is_ok());
            let mut document = document.unwrap();
            // Every claim gets a note, whatever was decided.
            document.claims.iter_mut().for_each(|claim| claim.verdict = Verdict::Ambiguous);
            let text = crate::report::page::Text::new(&document, "t").unwrap();
            let page = format!("<div>{}</div>", text.html);
            let page = Document::parse(&page).map_err(|error| TestCaseError::fail(format!("{error}: {page}")))?;
            let ids: Vec<&str> = page.descendants().filter_map(|node| node.attribute("id")).collect();
            for claim in &document.claims {
                let id = format!("note-t-{}", claim.id);
                prop_assert_eq!(ids.iter().filter(|other| **other == id).count(), 1);
            }
            let marked: Vec<&str> = ids.iter().copied().filter(|id| id.starts_with("t-q")).collect();
            let mut once = marked.clone();
            once.sort_unstable();
            once.dedup();
            prop_assert_eq!(once.len(), marked.len());
        }
    }

    #[test]
    fn headings_go_down_one_level_at_a_time() {
        let mut document = sample::growth();
        document.quantities.clear();
        document.claims.clear();
        document.text = "## A\n\n#### B\n\n#### C\n\n###### D\n\n## E\n".into();
        let html = render(&document, Vec::new(), "t1");
        insta::assert_snapshot!(html, @r"
        <h3>A</h3>
        <h4>B</h4>
        <h4>C</h4>
        <h5>D</h5>
        <h3>E</h3>
        ");
        document.text = "## A\n\n# B\n\n## C\n".into();
        let html = render(&document, Vec::new(), "t1");
        assert_eq!(html, "<h3>A</h3>\n<h3>B</h3>\n<h4>C</h4>\n");
    }

    #[test]
    fn notes_on_a_table_stand_after_it() {
        let mut document = sample::growth();
        document.text = "| Trade | 21% |\n|---|---|\n| a | 422.6 |\n\nEnd.\n".into();
        document.quantities.clear();
        document.claims.clear();
        let cell = Anchored { claim: "c1".into(), number: 1, sentence: 10..13, html: "<span>NOTE</span>".into() };
        let html = render(&document, vec![cell], "t1");
        assert!(html.find("</table>") < html.find("NOTE") && html.find("NOTE") < html.find("End."), "{html}");
    }
}
