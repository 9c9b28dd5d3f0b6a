//! How fast texts are checked, in bytes a second, and what a check of one sentence costs from nothing.
//!
//! `cargo bench --bench check`

#[path = "check/documents.rs"]
mod documents;

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use tradeproof_check::check;

fn main() {
    divan::main();
}

fn checked(bencher: Bencher<'_, '_>, path: &str, text: &str) {
    bencher.counter(BytesCount::of_str(text)).bench_local(|| check(path, black_box(text.as_bytes())));
}

const MEGABYTE: usize = 1_000_000;

/// One sentence: tables and words that are made ready once are part of it.
#[divan::bench]
fn start_up(bencher: Bencher<'_, '_>) {
    checked(bencher, "a.txt", "Exports rose 21 per cent to $422.6 million from $334.3 million.");
}

#[divan::bench(sample_count = 10)]
fn prose(bencher: Bencher<'_, '_>) {
    checked(bencher, "a.txt", &documents::prose(MEGABYTE));
}

#[divan::bench(sample_count = 10)]
fn prose_in_markdown(bencher: Bencher<'_, '_>) {
    checked(bencher, "a.md", &documents::prose(MEGABYTE));
}

#[divan::bench(sample_count = 10)]
fn one_paragraph(bencher: Bencher<'_, '_>) {
    checked(bencher, "a.txt", &documents::one_paragraph(MEGABYTE));
}

#[divan::bench(sample_count = 5)]
fn one_sentence(bencher: Bencher<'_, '_>) {
    checked(bencher, "a.txt", &documents::one_sentence(MEGABYTE));
}

#[divan::bench(sample_count = 5)]
fn one_subject(bencher: Bencher<'_, '_>) {
    checked(bencher, "a.txt", &documents::one_subject(MEGABYTE));
}

#[divan::bench(sample_count = 10)]
fn list(bencher: Bencher<'_, '_>) {
    checked(bencher, "a.md", &documents::list(MEGABYTE));
}

#[divan::bench(sample_count = 5)]
fn table(bencher: Bencher<'_, '_>) {
    checked(bencher, "a.md", &documents::table(20_000));
}

#[divan::bench(sample_count = 5)]
fn wrong_paragraphs(bencher: Bencher<'_, '_>) {
    checked(bencher, "a.txt", &documents::wrong(400));
}

#[divan::bench(sample_count = 5)]
fn short_numbers(bencher: Bencher<'_, '_>) {
    checked(bencher, "a.txt", &documents::numbers(MEGABYTE));
}

#[divan::bench(sample_count = 5)]
fn digits(bencher: Bencher<'_, '_>) {
    checked(bencher, "a.txt", &documents::digits(MEGABYTE));
}

#[divan::bench(sample_count = 5)]
fn nested_html(bencher: Bencher<'_, '_>) {
    checked(bencher, "a.html", &documents::nested_html(100_000));
}

#[divan::bench(sample_count = 5)]
fn nested_markdown(bencher: Bencher<'_, '_>) {
    checked(bencher, "a.md", &documents::nested_markdown(50_000));
}
