//! How long a picture takes: the promise is an SVG in under 2 ms and a PNG at 2× in under 50 ms, after start-up.
//!
//! `cargo bench --bench charts`

use divan::{Bencher, black_box};
use tradeproof::charts::gallery::{self, Case};
use tradeproof::charts::{Drawing, SvgOptions, Theme, render};

fn main() {
    // Faces and outlines are read once; that is start-up.
    for kind in KINDS {
        let _ = drawing(kind).png(1.0);
    }
    divan::main();
}

const KINDS: [&str; 8] = ["ranked", "grouped", "line", "stacked", "treemap", "heatmap", "sankey", "choropleth"];

fn case(kind: &str) -> &'static Case {
    gallery::example(kind).expect("the kind has an example")
}

fn drawing(kind: &str) -> Drawing {
    case(kind).draw().expect("the example is drawn")
}

/// From the frame to the text of the file.
#[divan::bench(args = KINDS)]
fn svg(bencher: Bencher<'_, '_>, kind: &str) {
    let case = case(kind);
    let frame = case.frame().expect("the example is a table");
    bencher.bench_local(|| render(black_box(&case.spec), &frame).map(|drawing| drawing.svg(&SvgOptions::default())));
}

#[divan::bench(args = KINDS)]
fn png(bencher: Bencher<'_, '_>, kind: &str) {
    let drawing = drawing(kind);
    bencher.bench_local(|| black_box(&drawing).png(2.0));
}

#[divan::bench(args = KINDS)]
fn pdf(bencher: Bencher<'_, '_>, kind: &str) {
    let drawing = drawing(kind);
    bencher.bench_local(|| black_box(&drawing).pdf(Theme::Light));
}

#[divan::bench]
fn preview(bencher: Bencher<'_, '_>) {
    let drawing = drawing("line");
    bencher.bench_local(|| black_box(&drawing).preview(Theme::Light, true));
}
