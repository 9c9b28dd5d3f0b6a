//! One slip, one finding: contradictions that one edit would mend are one, which names the figure that it turns on.

use std::collections::{BTreeMap, BTreeSet};

use crate::choose::Chosen;
use crate::claims::Judgement;
use crate::finding::Verdict;
use crate::link::Linked;
use crate::repair::{Claims, edits};

/// Leaves, of contradictions that one edit would mend, the one that reports the figure to edit, or else the first.
pub fn one_finding_each(linked: &Linked, chosen: Vec<Chosen>) -> Vec<Chosen> {
    let mut open: BTreeSet<usize> =
        (0..chosen.len()).filter(|index| chosen[*index].decision.verdict == Verdict::Contradictory).collect();
    if open.len() < 2 {
        return chosen;
    }
    let claims = Claims::of(linked, &chosen);
    let mended: Vec<(usize, usize, BTreeSet<usize>)> = open
        .iter()
        .flat_map(|index| {
            let with_others = edits(linked, &claims, *index).into_iter().filter(|edit| !edit.also_satisfies.is_empty());
            with_others
                .map(|edit| (edit.figure, edit.breaks, edit.also_satisfies.into_iter().chain([*index]).collect()))
                .collect::<Vec<_>>()
        })
        .collect();
    let mut dropped: BTreeSet<usize> = said_by_another(&chosen, &open);
    open = open.difference(&dropped).copied().collect();
    loop {
        let gain = |all: &BTreeSet<usize>| all.intersection(&open).count();
        let best = mended
            .iter()
            .max_by_key(|(figure, breaks, all)| (gain(all), std::cmp::Reverse(*breaks), std::cmp::Reverse(*figure)));
        let Some((figure, _, all)) = best.filter(|(_, _, all)| gain(all) >= 2) else { break };
        let together: Vec<usize> = all.intersection(&open).copied().collect();
        let kept = together
            .iter()
            .copied()
            .find(|index| chosen[*index].candidate.reported.figure == *figure)
            .unwrap_or(together[0]);
        dropped.extend(together.iter().copied().filter(|index| *index != kept));
        open = open.difference(&together.into_iter().collect()).copied().collect();
    }
    chosen.into_iter().enumerate().filter(|(index, _)| !dropped.contains(index)).map(|(_, chosen)| chosen).collect()
}

/// What states no more than another contradiction computes: the direction of two levels whose growth is wrong, the same figures as another kind.
fn said_by_another(chosen: &[Chosen], open: &BTreeSet<usize>) -> BTreeSet<usize> {
    let figures: BTreeMap<usize, BTreeSet<usize>> =
        open.iter().map(|index| (*index, chosen[*index].candidate.figures().collect())).collect();
    let computes = |index: usize| matches!(chosen[index].candidate.judgement, Judgement::Arithmetic { .. });
    let mut dropped = BTreeSet::new();
    for index in open {
        let within = open.iter().any(|other| {
            let more = figures[index].is_subset(&figures[other]) && other != index && !dropped.contains(other);
            more && (figures[index].len() < figures[other].len()
                || (computes(*other) && (!computes(*index) || other < index)))
        });
        if within {
            dropped.insert(*index);
        }
    }
    dropped
}
