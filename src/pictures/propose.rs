//! The charts that suit a file, for somebody who names none.

use super::{Made, Wish, make};
use crate::charts::render;
use crate::sources::Loaded;
use crate::summary::{Asked, Question};

/// So many are proposed.
const WANTED: usize = 3;

/// What is tried, in order: what develops, who is largest, how it is made up, and what changed.
const TRIED: [&str; 10] =
    ["line", "ranked", "waterfall", "treemap", "bump", "slope", "butterfly", "heatmap", "stacked", "choropleth"];

/// The first three charts that can be drawn from the figures without a warning about them; fewer where fewer can.
#[must_use]
pub fn propose(loaded: &Loaded, filters: &[(String, String)], asked: &[Asked], lang: &str) -> Vec<Made> {
    let tried = TRIED.iter().filter_map(|kind| {
        let mut wish = Wish::of(kind);
        wish.spec.lang = lang.to_owned();
        wish.asked = asked.to_vec();
        wish.question = Question { filters: filters.to_vec(), ..Question::default() };
        let made = make(loaded, &wish).ok()?;
        // A line of one period or a treemap of one part says nothing.
        let drawing = render(&made.spec, &made.frame).ok()?;
        let figures = drawing.table().values().count();
        (figures > 2).then_some(made)
    });
    tried.take(WANTED).collect()
}
