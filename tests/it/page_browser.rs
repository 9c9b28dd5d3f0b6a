//! The page in a real browser: `tests/browser/page.mjs` uses it as its readers do.
//!
//! Where the browser, Node or its packages are missing, the tests say so and pass; with `TRADEPROOF_BROWSER_TEST=1` they
//! fail, so that the continuous integration cannot skip them unseen.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

/// The names under which Chromium and its kin are installed.
const BROWSERS: [&str; 5] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];

const HELP: &str =
    "  help: apt-get install chromium nodejs npm (Node 20 or newer), then npm ci --prefix tests/browser\n";

fn on_path(name: &str) -> Option<PathBuf> {
    let folders = std::env::var_os("PATH")?;
    std::env::split_paths(&folders).map(|folder| folder.join(name)).find(|program| program.is_file())
}

/// The browser, or what is missing.
fn browser(scripts: &Path) -> Result<PathBuf, &'static str> {
    let browser = BROWSERS.into_iter().find_map(on_path).ok_or("no Chromium is installed")?;
    on_path("node").ok_or("no Node is installed")?;
    let new = "process.exit(parseInt(process.versions.node) < 20 ? 1 : 0)";
    let new = Command::new("node").args(["-e", new]).status().is_ok_and(|status| status.success());
    new.then_some(()).ok_or("Node is older than 20")?;
    let packages = ["playwright-core", "axe-core"];
    let there = packages.iter().all(|name| scripts.join("node_modules").join(name).is_dir());
    there.then_some(browser).ok_or("playwright-core and axe-core are not installed")
}

/// Runs all checks on what `make` writes into a folder.
fn use_page(kind: &str, make: impl FnOnce(&Path) -> PathBuf) {
    let scripts = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/browser");
    let browser = match browser(&scripts) {
        Ok(browser) => browser,
        Err(missing) => {
            assert!(std::env::var_os("TRADEPROOF_BROWSER_TEST").is_none(), "{missing}\n{HELP}");
            // Not by `eprintln!`, which a passing test keeps to itself.
            let _ = write!(std::io::stderr(), "skipped: the {kind} page in a browser: {missing}\n{HELP}");
            return;
        }
    };
    let folder = TempDir::new().unwrap();
    let page = make(folder.path());
    let mut run = Command::new("node");
    let run = run.arg(scripts.join("page.mjs")).arg(browser).arg(kind).arg(page).output().unwrap();
    let said = String::from_utf8_lossy(&run.stdout);
    assert!(run.status.success(), "{said}{}", String::from_utf8_lossy(&run.stderr));
    assert!(said.lines().count() >= 10 && said.lines().all(|line| line.starts_with("ok")), "{said}");
}

fn tradeproof(folder: &Path, arguments: &[&str]) {
    let run =
        assert_cmd::Command::cargo_bin("tradeproof").unwrap().current_dir(folder).args(arguments).output().unwrap();
    assert!(matches!(run.status.code(), Some(0 | 1)), "{}", String::from_utf8_lossy(&run.stderr));
}

#[test]
fn the_bundled_report_works_in_a_browser() {
    use_page("report", |folder| {
        tradeproof(folder, &["report", "-o", "report", "-q"]);
        folder.join("report")
    });
}

#[test]
fn the_page_of_a_checked_text_works_in_a_browser() {
    use_page("check", |folder| {
        let text = include_str!("../../data/kazakhstan-uk/factsheet.md");
        let table = "\n| Flow | 2016, US$ million | 2017, US$ million | Growth |\n|---|---|---|---|\n\
                     | Exports of goods of all kinds | 253.2 | 331.7 | 31 per cent |\n";
        std::fs::write(folder.join("text.md"), format!("{text}{table}")).unwrap();
        tradeproof(folder, &["check", "--format", "html", "-o", "text.html", "text.md"]);
        folder.join("text.html")
    });
}
