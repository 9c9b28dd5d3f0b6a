//! The way in: shell completions, manual pages, the wheel, the hook and the action.

use std::path::Path;
use std::process::Command as Process;

use assert_cmd::Command;
use tempfile::TempDir;

const SHELLS: [&str; 5] = ["bash", "elvish", "fish", "powershell", "zsh"];

fn printed(args: &[&str]) -> String {
    let run = Command::cargo_bin("tradeproof").unwrap().args(args).assert().success();
    String::from_utf8(run.get_output().stdout.clone()).unwrap()
}

/// The commands that `--help` lists.
fn commands() -> Vec<String> {
    let help = printed(&["--help"]);
    let (_, rest) = help.split_once("Commands:\n").unwrap();
    let lines = rest.lines().take_while(|line| !line.is_empty());
    let named = lines.filter(|line| !line.starts_with("   ")).filter_map(|line| line.split_whitespace().next());
    named.filter(|name| *name != "help").map(str::to_owned).collect()
}

fn pages() -> Vec<(String, String)> {
    let folder = TempDir::new().unwrap();
    let target = folder.path().join("share/man1");
    assert_eq!(printed(&["man", "-o", target.to_str().unwrap()]), "");
    let entries = std::fs::read_dir(&target).unwrap().map(|entry| entry.unwrap());
    let mut pages: Vec<(String, String)> = entries
        .map(|entry| (entry.file_name().into_string().unwrap(), std::fs::read_to_string(entry.path()).unwrap()))
        .collect();
    pages.sort();
    pages
}

#[test]
fn every_command_has_a_page_and_is_completed() {
    let mut expected: Vec<String> = commands().iter().map(|name| format!("tradeproof-{name}.1")).collect();
    assert!(expected.len() > 10, "{expected:?}");
    expected.push("tradeproof.1".to_owned());
    expected.sort();
    let pages = pages();
    assert_eq!(pages.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>(), expected);
    for shell in SHELLS {
        let script = printed(&["completions", shell]);
        for name in commands() {
            assert!(script.contains(&name), "{shell} does not complete {name}");
        }
    }
}

#[test]
fn pages_carry_options_examples_and_status_and_no_date() {
    let pages = pages();
    assert!(pages == self::pages(), "the same every time");
    let page = |name: &str| &pages.iter().find(|(file, _)| file == name).unwrap().1;
    let check = page("tradeproof-check.1");
    let head = concat!(".TH tradeproof-check 1  \"tradeproof ", env!("CARGO_PKG_VERSION"), "\" tradeproof");
    assert!(check.lines().any(|line| line == head), "{check}");
    for part in [".SH EXAMPLES", ".SH \"EXIT STATUS\"", "\\-\\-write\\-baseline", "tradeproof check speech.md"] {
        assert!(check.contains(part), "{part}: {check}");
    }
    assert_eq!(&printed(&["man"]), page("tradeproof.1"));
}

#[test]
fn pages_that_cannot_be_written_are_named() {
    let folder = TempDir::new().unwrap();
    std::fs::write(folder.path().join("taken"), "").unwrap();
    let run = Command::cargo_bin("tradeproof").unwrap().current_dir(&folder).args(["man", "-o", "taken/man1"]).assert();
    let run = run.code(2);
    let told = String::from_utf8(run.get_output().stderr.clone()).unwrap();
    assert!(told.starts_with("error: cannot write taken/man1\n  cause: "), "{told}");
}

#[cfg(unix)]
#[test]
fn bash_completes_a_command_and_its_options() {
    if Process::new("bash").arg("--version").output().is_err() {
        return;
    }
    let folder = TempDir::new().unwrap();
    let script = folder.path().join("tradeproof.bash");
    std::fs::write(&script, printed(&["completions", "bash"])).unwrap();
    let complete = |words: &str, at: usize| {
        let ask = format!(
            "source '{}' && COMP_WORDS=(tradeproof {words}) && COMP_CWORD={at} && \
             _tradeproof tradeproof \"${{COMP_WORDS[{at}]}}\" \"${{COMP_WORDS[{at}-1]}}\" && echo \"${{COMPREPLY[*]}}\"",
            script.display()
        );
        let output = Process::new("bash").args(["--norc", "-c", &ask]).output().unwrap();
        String::from_utf8([output.stdout, output.stderr].concat()).unwrap()
    };
    assert_eq!(complete("re", 1), "report\n");
    assert_eq!(complete("check --write", 2), "--write-baseline\n");
    assert_eq!(complete("check --format sa", 3), "sarif\n");
}

fn file(name: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).unwrap()
}

#[test]
fn the_wheel_is_the_package_of_cargo() {
    let project: toml::Table = file("pyproject.toml").parse().unwrap();
    let about = project["project"].as_table().unwrap();
    // The name of the package is another product's there; the command keeps it.
    assert_eq!(about["name"].as_str(), Some("tradeproof-cli"));
    assert!(file("README.md").contains("tradeproof-cli"));
    // What Cargo.toml says is not said twice, so that it cannot disagree.
    let taken: Vec<&str> = about["dynamic"].as_array().unwrap().iter().filter_map(toml::Value::as_str).collect();
    for key in ["version", "description", "license", "readme"] {
        assert!(taken.contains(&key) && !about.contains_key(key), "{key}");
    }
    assert_eq!(project["tool"]["maturin"]["bindings"].as_str(), Some("bin"));
}

/// The last script of the action, as a runner would hand it to bash.
fn check_step() -> String {
    let action = file("action.yml");
    let (_, script) = action.rsplit_once("      run: |\n").unwrap();
    script.lines().map(|line| format!("{}\n", line.trim_start_matches("        "))).collect()
}

#[cfg(unix)]
#[test]
fn the_action_passes_on_the_status_and_writes_sarif() {
    let folder = TempDir::new().unwrap();
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    write("good.md", "Trade came to $422.6 million, 26 per cent more than the year before ($334.3 million).\n");
    write("bad.md", "Trade came to $422.6 million, 21 per cent more than the year before ($334.3 million).\n");
    write("trade.csv", &file("data/kazakhstan-uk/trade.csv"));
    let binary = Path::new(env!("CARGO_BIN_EXE_tradeproof")).parent().unwrap();
    let path = format!("{}:{}", binary.display(), std::env::var("PATH").unwrap());
    let step = |files: &str, data: &str, baseline: &str| {
        let envs =
            [("FILES", files), ("DATA", data), ("BASELINE", baseline), ("SARIF", "found.sarif"), ("PATH", &path)];
        let args = ["--noprofile", "--norc", "-e", "-o", "pipefail", "-c", &check_step()];
        let output = Process::new("bash").args(args).envs(envs).current_dir(&folder).output().unwrap();
        (output.status.code().unwrap(), String::from_utf8([output.stdout, output.stderr].concat()).unwrap())
    };
    assert_eq!(step("good.md", "*.csv", "").0, 0);
    write("a good one.md", &std::fs::read_to_string(folder.path().join("good.md")).unwrap());
    assert_eq!(step("  a good one.md\n\n  good.md\n", "", "").0, 0, "names keep their spaces");
    let (status, told) = step("*.md", "trade.csv", "");
    assert_eq!((status, told.contains("bad.md:1:")), (1, true), "{told}");
    let sarif = std::fs::read_to_string(folder.path().join("found.sarif")).unwrap();
    assert!(sarif.contains("\"bad.md\"") && sarif.contains("2.1.0"), "{sarif}");
    let (status, told) = step("*.pdf", "", "");
    assert_eq!((status, told.contains("no file matches `*.pdf`")), (2, true), "{told}");
    assert_eq!(step("good.md", "*.dat", "").0, 2);
    let (status, told) = step("good.md", "", "accepted.json");
    assert_eq!((status, told.contains("accepted.json")), (2, true), "{told}");
}

#[test]
fn the_hook_names_a_command_that_exists() {
    let hooks = file(".pre-commit-hooks.yaml");
    let entry = hooks.lines().find_map(|line| line.trim().strip_prefix("entry: tradeproof ")).unwrap();
    assert!(commands().contains(&entry.to_owned()), "{entry}");
}
