//! Plain text: paragraphs by blank lines, by bullets, and by lines that end a sentence.

use std::ops::Range;

use super::{Block, BlockKind, Parts, comments, laid_out};

pub(super) fn parts(content: &str) -> Parts {
    let prose = without_comments(content);
    let tables = laid_out::tables(&prose);
    let blocks = blocks(&without(&prose, tables.iter().map(|(span, _)| span.clone())));
    Parts { prose, blocks, tables: tables.into_iter().map(|(_, table)| table).collect() }
}

/// Comments, such as those that accept a finding, overwritten by spaces.
fn without_comments(content: &str) -> String {
    without(content, comments(content).into_iter())
}

/// The text with `spans` overwritten by spaces, so that every byte keeps its place.
fn without(content: &str, spans: impl Iterator<Item = Range<usize>>) -> String {
    let mut prose = content.to_owned();
    for span in spans {
        let blank: String = content[span.clone()].bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }).collect();
        prose.replace_range(span, &blank);
    }
    prose
}

fn blocks(content: &str) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut open: Option<Range<usize>> = None;
    for line in lines(content) {
        let text = &content[line.clone()];
        let breaks = text.trim().is_empty()
            || is_bullet(text)
            || open.as_ref().is_some_and(|span| ends_item(&content[span.clone()]) && !goes_on(text))
            || open.as_ref().is_some_and(|span| ends_sentence(&content[span.clone()]) && !goes_on(text));
        if breaks && let Some(span) = open.take() {
            push(content, &mut blocks, span);
        }
        if !text.trim().is_empty() {
            open = Some(open.map_or(line.clone(), |span| span.start..line.end));
        }
    }
    if let Some(span) = open {
        push(content, &mut blocks, span);
    }
    blocks
}

fn lines(content: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut start = 0;
    content.split_inclusive('\n').map(move |line| {
        let span = start..start + line.trim_end_matches(['\n', '\r']).len();
        start += line.len();
        span
    })
}

fn push(content: &str, blocks: &mut Vec<Block>, span: Range<usize>) {
    let kind = if is_bullet(&content[span.clone()]) { BlockKind::ListItem } else { BlockKind::Paragraph };
    blocks.push(Block { kind, span });
}

fn is_bullet(line: &str) -> bool {
    let line = line.trim_start();
    ["• ", "- ", "* ", "– ", "· ", "•\t"].iter().any(|mark| line.starts_with(mark))
}

/// Whether a line goes on with the sentence before: `trade with the U.S.` may stand at the end of a line.
fn goes_on(line: &str) -> bool {
    line.trim_start().starts_with(char::is_lowercase)
}

/// Whether a bullet's item is over: it closed a bracket or gave a figure, and what follows starts anew.
fn ends_item(text: &str) -> bool {
    is_bullet(text) && text.trim_end().ends_with([')', ']', '%', ';'])
}

fn ends_sentence(text: &str) -> bool {
    text.trim_end().ends_with(['.', '!', '?', ':', '”', '"'])
}
