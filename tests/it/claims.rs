//! The manual of claims as a user meets it.

use assert_cmd::Command;
use predicates::prelude::*;
use tradeproof::check::claims::pages;

fn claims() -> Command {
    let mut command = Command::cargo_bin("tradeproof").unwrap();
    command.arg("claims");
    command
}

#[test]
fn the_catalogue_lists_every_kind_in_a_line() {
    let output = claims().output().unwrap();
    let listed = String::from_utf8(output.stdout).unwrap();
    assert_eq!(listed.lines().count(), pages().count());
    for page in pages() {
        assert!(listed.lines().any(|line| line.starts_with(page.name) && line.ends_with(page.about)), "{}", page.name);
    }
}

#[test]
fn a_page_says_what_holds_what_fails_and_what_is_left_alone() {
    claims()
        .arg("annual_growth")
        .assert()
        .success()
        .stdout(predicate::str::contains("Holds:\n    Exports grew by 5.2 per cent a year"))
        .stdout(predicate::str::contains("Cannot be true:\n    Exports grew by 8.2 per cent a year"))
        .stdout(predicate::str::contains("Leaves alone: "));
    claims().arg("parts").assert().success().stdout(predicate::str::contains("never called contradictory"));
}

#[test]
fn an_unknown_kind_is_wrong_input_and_the_known_ones_are_named() {
    let names = "annual_growth, ";
    claims()
        .arg("anual_growth")
        .assert()
        .code(2)
        .stderr(predicate::str::contains("found `anual_growth`").and(predicate::str::contains(names)));
}

/// What the manual calls impossible is an error to `check` as well, and what it says holds is none.
#[test]
fn the_examples_end_as_check_ends() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("manual.md");
    for page in pages() {
        let examples = [(Some(page.manual.holds), 0), (page.manual.fails, 1)];
        for (text, status) in examples.iter().filter_map(|(text, status)| Some(((*text)?, *status))) {
            std::fs::write(&path, text).unwrap();
            Command::cargo_bin("tradeproof").unwrap().arg("check").arg(&path).assert().code(status);
        }
    }
}
