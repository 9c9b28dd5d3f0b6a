//! Findings on a terminal: the sentence with its figures underlined, the arithmetic, the repairs.

use std::fmt::Write as _;
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::closing;
use crate::finding::{Claim, DATA, DocumentFindings, Findings, NotCheckable, Quantity, Verdict};
use crate::read::Layout;

/// Which claims are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Show {
    /// Contradictions, and claims whose readings disagree.
    Problems,
    /// Every claim, with how it was decided.
    Everything,
}

/// The findings for a reader, with ANSI colours when `colour` is set, no wider than `width` columns.
#[must_use]
pub fn render(findings: &Findings, show: Show, colour: bool, width: usize) -> String {
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() }.term_width(width);
    let mut out = String::new();
    for document in &findings.documents {
        if let Some(unread) = document.unread {
            let _ = writeln!(out, "note: {}: {unread}\n", document.path);
        }
        for claim in document.claims.iter().filter(|claim| shown(claim, show)) {
            out.push_str(&renderer.render(&report(document, claim)));
            out.push_str("\n\n");
        }
        for open in document.not_checkable.iter().filter(|_| show == Show::Everything) {
            out.push_str(&renderer.render(&undecided(document, open)));
            out.push_str("\n\n");
        }
    }
    out.push_str(&closing::line(findings));
    out.push('\n');
    out
}

fn shown(claim: &Claim, show: Show) -> bool {
    show == Show::Everything || matches!(claim.verdict, Verdict::Contradictory | Verdict::Ambiguous)
}

/// How sure a finding is, in words.
fn sureness(claim: &Claim) -> Option<String> {
    let probability = claim.probability?;
    let in_hundred = (probability * 100.0).min(99.0);
    match claim.verdict {
        Verdict::Contradictory => {
            Some(format!("sure to {in_hundred:.0} in 100 that the text is wrong and was not misread"))
        }
        Verdict::Doubtful => Some(format!(
            "{in_hundred:.0} in 100 that the text is wrong; else these figures are not meant to go together"
        )),
        Verdict::Agrees => {
            Some("the figures fit, but the text does not say that they must: this is no test".to_owned())
        }
        _ => None,
    }
}

fn report<'f>(document: &'f DocumentFindings, claim: &'f Claim) -> Vec<Group<'f>> {
    let level = match claim.verdict {
        Verdict::Contradictory if claim.accepted.is_some() => Level::NOTE.with_name("accepted contradiction"),
        Verdict::Contradictory => Level::ERROR.with_name("contradiction"),
        Verdict::Ambiguous => Level::WARNING.with_name("ambiguous"),
        Verdict::Convention => Level::NOTE.with_name("convention"),
        Verdict::Agrees => Level::NOTE.with_name("agrees, not tested"),
        Verdict::Doubtful => Level::WARNING.with_name("look at this"),
        Verdict::Rounding => Level::NOTE.with_name("rounding"),
        Verdict::Consistent | Verdict::NotCheckable => Level::NOTE.with_name("consistent"),
    };
    let title = Group::with_title(level.primary_title(claim.headline.as_str()));
    let mut group = match document.quantity(&claim.reported) {
        Some(reported) => shown_lines(title, document, reported, &claim.operands),
        None => title,
    };
    if claim.explanation != claim.headline {
        group = group.element(Level::NOTE.no_name().message(claim.explanation.as_str()));
    }
    if let Some(query) = &claim.query {
        group = group.element(Level::NOTE.no_name().message(format!("looked up: {}", query.replace("; ", "\n  "))));
    }
    if let Some(sureness) = sureness(claim) {
        group = group.element(Level::NOTE.no_name().message(sureness));
    }
    if let Some(power) = power(claim) {
        group = group.element(Level::NOTE.no_name().message(power));
    }
    if let Some(reason) = &claim.accepted {
        group = group.element(Level::NOTE.no_name().message(format!("accepted: {reason}")));
    }
    if !claim.repairs.is_empty() {
        group = group.element(Level::HELP.no_name().message(repairs(document, claim)));
    }
    vec![group]
}

/// A figure that nothing decides, and why.
fn undecided<'f>(document: &'f DocumentFindings, open: &'f NotCheckable) -> Vec<Group<'f>> {
    let Some(quantity) = document.quantity(&open.quantity) else { return Vec::new() };
    let name = if open.source == DATA { "not decided" } else { "not checked" };
    let title = Level::NOTE.with_name(name).primary_title(open.missing.as_str());
    vec![shown_lines(Group::with_title(title), document, quantity, &[])]
}

/// The lines with the figures, and where they stand.
fn shown_lines<'f>(
    group: Group<'f>,
    document: &'f DocumentFindings,
    reported: &'f Quantity,
    operands: &[String],
) -> Group<'f> {
    let spans: Vec<Range<usize>> = std::iter::once(reported)
        .chain(operands.iter().filter_map(|id| document.quantity(id)))
        .map(|quantity| quantity.start..quantity.end)
        .collect();
    let hull =
        spans.iter().map(|span| span.start).min().unwrap_or(0)..spans.iter().map(|span| span.end).max().unwrap_or(0);
    let window = document.places.window(&document.text, hull);
    let annotations = spans.iter().enumerate().map(|(index, span)| {
        let kind = if index == 0 { AnnotationKind::Primary } else { AnnotationKind::Context };
        kind.span(span.start - window.span.start..span.end - window.span.start)
    });
    let snippet =
        Snippet::source(&document.text[window.span.clone()]).line_start(window.first_line).annotations(annotations);
    match (window.page, document.places.layout()) {
        (Some(page), _) => group.element(snippet.path(format!("{}:page {page}", document.path))),
        // The columns of the text are not those of its markup.
        (_, Layout::Markup) => group
            .element(Origin::path(document.path.as_str()).line(reported.line).char_column(reported.column))
            .element(snippet),
        _ => group.element(snippet.path(document.path.as_str())),
    }
}

fn power(claim: &Claim) -> Option<String> {
    let power = claim
        .power
        .filter(|_| claim.tested && claim.verdict != Verdict::Contradictory && claim.recomputed.is_some())?;
    let rejected = power * 10.0;
    Some(match rejected {
        rejected if rejected >= 9.5 => "a last digit one higher or lower would have been found wrong".to_owned(),
        rejected if rejected < 0.5 => "only a much larger error would have been found".to_owned(),
        rejected => format!("of the ten nearest other figures, {rejected:.0} would have been found wrong"),
    })
}

fn repairs(document: &DocumentFindings, claim: &Claim) -> String {
    let head = if claim.repairs.len() == 1 { "this would repair it:" } else { "any one of these would repair it:" };
    let mut text = head.to_owned();
    for repair in &claim.repairs {
        let _ = write!(text, "\n  {}", repair.text);
        let others: Vec<String> = repair.also_satisfies.iter().filter_map(|id| about(document, id)).collect();
        match (claim.source, others.as_slice()) {
            (_, []) => {}
            // What the text says by itself and what the data say are told apart.
            (DATA, others) => {
                let _ = write!(text, "; with it the text's own figures agree: {}", others.join("; "));
            }
            (_, [_]) => text.push_str("; one other claim holds with it"),
            (_, many) => {
                let _ = write!(text, "; {} other claims hold with it", many.len());
            }
        }
    }
    text
}

/// What a claim is about, by its id: `growth from $422.6 million, $334.3 million`.
fn about(document: &DocumentFindings, id: &str) -> Option<String> {
    let claim = document.claims.iter().find(|claim| claim.id == *id)?;
    let figures = claim.operands.iter().filter_map(|id| document.quantity(id)).map(|quantity| quantity.text.as_str());
    Some(format!("{} from {}", claim.kind.replace('_', " "), figures.collect::<Vec<_>>().join(" and ")))
}
