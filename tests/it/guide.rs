//! Every command of the guide prints what the guide says it prints.
//!
//! A page is run from top to bottom in a folder of its own with the checkout's `data` and the pages' files in it. What a ```sh block
//! prints is the ```text block below it; a status other than 0 is its last line. `UPDATE_GUIDE=1 cargo test guide` writes it anew.

#![cfg(unix)]

use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

use crate::files::pdf;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// A line that opens or closes a block of code.
const FENCE: &str = "```";

/// The pipe that this test reads stands for a terminal, where `summary` prints tables.
const TERMINAL: &str = "\
page=$(readlink /proc/$$/fd/1)
tradeproof() {
  case \" $* \" in *' -o '*|*' --format '*|*' --output '*) ;;
    ' summary '*) if [ \"$(readlink /proc/self/fd/1)\" = \"$page\" ]; then command tradeproof \"$@\" --format table; return; fi ;;
  esac
  command tradeproof \"$@\"
}
";

fn guide() -> PathBuf {
    Path::new(ROOT).join("docs/guide")
}

fn updating() -> bool {
    std::env::var_os("UPDATE_GUIDE").is_some()
}

fn pages() -> Vec<PathBuf> {
    let mut pages: Vec<PathBuf> = std::fs::read_dir(guide()).unwrap().map(|entry| entry.unwrap().path()).collect();
    pages.retain(|path| path.extension().is_some_and(|extension| extension == "md"));
    pages.sort();
    pages
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap().map(|entry| entry.unwrap()) {
        let target = to.join(entry.file_name());
        match entry.path().is_dir() {
            true => copy(&entry.path(), &target),
            false => drop(std::fs::copy(entry.path(), target).unwrap()),
        }
    }
}

/// A folder that looks like the checkout where the guide's commands look.
fn checkout() -> TempDir {
    let folder = TempDir::new().unwrap();
    for part in ["data", "docs/guide/files", "tests/it/fixtures/sources"] {
        copy(&Path::new(ROOT).join(part), &folder.path().join(part));
    }
    folder
}

fn run(script: &str, folder: &Path) -> String {
    let binary = Path::new(env!("CARGO_BIN_EXE_tradeproof")).parent().unwrap();
    let path = format!("{}:{}", binary.display(), std::env::var("PATH").unwrap_or_default());
    let output = Command::new("bash")
        .args(["-c", &format!("exec 2>&1\n{TERMINAL}{script}")])
        .current_dir(folder)
        .env("PATH", path)
        .env("NO_COLOR", "1")
        .env_remove("COLUMNS")
        .output()
        .expect("the guide's commands are run by bash");
    let mut printed = String::from_utf8(output.stdout).unwrap();
    match output.status.code() {
        Some(0) => {}
        Some(code) => printed.push_str(&format!("(exit status {code})\n")),
        None => printed.push_str("(killed)\n"),
    }
    printed
}

/// The page as its commands print it today.
fn replayed(page: &str, folder: &Path) -> String {
    let mut out = String::new();
    let mut lines = page.lines().peekable();
    let mut printed: Option<String> = None;
    while let Some(line) = lines.next() {
        out.push_str(line);
        out.push('\n');
        let Some(language) = line.strip_prefix(FENCE) else { continue };
        let mut body = String::new();
        for inside in lines.by_ref().take_while(|inside| *inside != FENCE) {
            body.push_str(inside);
            body.push('\n');
        }
        match (language, printed.take()) {
            ("text", Some(today)) => out.push_str(&today),
            ("sh", before) => {
                assert!(
                    before.as_deref().unwrap_or_default().is_empty(),
                    "no block shows what was printed: {before:?}"
                );
                out.push_str(&body);
                printed = Some(run(&body, folder));
            }
            _ => out.push_str(&body),
        }
        out.push_str("```\n");
    }
    assert!(printed.unwrap_or_default().is_empty(), "the last command prints and no block shows it");
    out
}

#[test]
fn every_command_of_the_guide_prints_what_is_shown() {
    for path in pages() {
        let page = std::fs::read_to_string(&path).unwrap();
        let folder = checkout();
        let today = replayed(&page, folder.path());
        if updating() {
            std::fs::write(&path, &today).unwrap();
            continue;
        }
        let differs = page.lines().zip(today.lines()).find(|(shown, printed)| shown != printed);
        assert!(page == today, "{} is stale (UPDATE_GUIDE=1 cargo test guide): {differs:?}\n{today}", path.display());
    }
}

#[test]
fn a_stale_page_is_noticed() {
    let folder = TempDir::new().unwrap();
    let page = "```sh\necho new; exit 3\n```\n\n```text\nold\n```\n";
    assert_eq!(replayed(page, folder.path()), page.replace("old\n", "new\n(exit status 3)\n"));
}

#[test]
fn the_index_names_every_page_and_links_lead_to_files() {
    let index = std::fs::read_to_string(guide().join("README.md")).unwrap();
    for page in pages() {
        let name = page.file_name().unwrap().to_str().unwrap();
        assert!(name == "README.md" || index.contains(&format!("({name})")), "{name} is not in the index");
    }
    let readme = Path::new(ROOT).join("README.md");
    for page in pages().iter().chain([&readme]) {
        let text = std::fs::read_to_string(page).unwrap();
        for target in text.split("](").skip(1).filter_map(|rest| rest.split_once(')')).map(|(target, _)| target) {
            let file = target.split('#').next().unwrap();
            let outside = file.is_empty() || file.contains("://");
            assert!(outside || page.parent().unwrap().join(file).exists(), "{}: {target}", page.display());
        }
    }
}

#[test]
fn the_release_that_the_guide_checks_is_ours() {
    let lines = [
        "Kazakhstan and the United Kingdom: trade in early 2017",
        "",
        "Between January and April 2017, trade between the two countries came",
        "to $422.6 million, 21 per cent more than in the same period of 2016",
        "($334.3 million). Exports came to $331.7 million and imports to",
        "$90.8 million.",
    ];
    let (path, made) = (guide().join("files/release.pdf"), pdf(&[&lines]));
    if updating() {
        std::fs::write(&path, &made).unwrap();
    }
    assert!(std::fs::read(&path).unwrap() == made, "UPDATE_GUIDE=1 cargo test guide writes {}", path.display());
}
