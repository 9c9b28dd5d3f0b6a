//! What tests of official formats share: commands run beside the fixtures, and what came of them.

use std::path::Path;

use assert_cmd::Command;

/// Exit status, standard output and standard error of a command run in the folder of the fixtures, without digests.
pub fn attempt(arguments: &[&str]) -> (i32, String, String) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/fixtures/sources");
    let mut command = Command::cargo_bin("tradeproof").unwrap();
    command.current_dir(folder).args(arguments).args(as_on_a_terminal(arguments));
    let output = command.output().unwrap();
    let text = |bytes: Vec<u8>| {
        let text = String::from_utf8(bytes).unwrap();
        let lines = text.lines().filter(|line| !line.trim_start().starts_with("sha256"));
        lines.map(|line| format!("{line}\n")).collect::<String>()
    };
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

/// What makes `summary` print as on a terminal, so that its tables can be read in tests; nothing for other commands and for files.
pub fn as_on_a_terminal(arguments: &[&str]) -> &'static [&'static str] {
    let to_file = arguments.iter().any(|word| ["-o", "--format"].contains(word));
    let shown = arguments.first() == Some(&"summary") && !to_file;
    if shown { &["--format", "table"] } else { &[] }
}

/// The standard output of a command that must not fail.
pub fn run(arguments: &[&str]) -> String {
    let (status, stdout, stderr) = attempt(arguments);
    assert_eq!(status, 0, "{stderr}");
    stdout
}

/// The tidy CSV that a file becomes.
pub fn tidy(name: &str) -> String {
    let folder = tempfile::TempDir::new().unwrap();
    let target = folder.path().join("tidy.csv");
    run(&["convert", name, "-o", target.to_str().unwrap()]);
    std::fs::read_to_string(target).unwrap()
}

/// The tidy CSV that a text becomes as a file.
pub fn tidy_of(text: &str) -> String {
    let folder = tempfile::TempDir::new().unwrap();
    let file = folder.path().join("a.csv");
    std::fs::write(&file, text).unwrap();
    tidy(file.to_str().unwrap())
}

/// The message for a wrong file of this text.
pub fn refusal(text: &str) -> String {
    let folder = tempfile::TempDir::new().unwrap();
    let file = folder.path().join("a.csv");
    std::fs::write(&file, text).unwrap();
    let (status, stdout, stderr) = attempt(&["inspect", file.to_str().unwrap()]);
    assert_eq!((status, stdout.as_str()), (2, ""), "{stderr}");
    stderr.replace(&format!("{}/", folder.path().display()), "")
}
