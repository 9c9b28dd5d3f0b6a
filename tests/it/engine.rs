//! Cubes from an engine. What needs one runs where TRADEPROOF_TEST_ENGINE holds its address and the feature `spark` is on,
//! as `.ci/run` does with Sail: `scripts/engine up sail`.

use assert_cmd::Command;

fn attempt(arguments: &[&str]) -> (i32, String, String) {
    let mut command = Command::cargo_bin("tradeproof").unwrap();
    let output = command.args(arguments).env_remove("TRADEPROOF_ENGINE_TOKEN").output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

fn refusal(address: &str) -> String {
    let (status, stdout, stderr) = attempt(&["summary", "a.parquet", "--metric", "level", "--engine", address]);
    assert_eq!((status, stdout.as_str()), (2, ""), "{stderr}");
    stderr
}

#[test]
fn an_address_is_host_and_port_and_nothing_else() {
    assert!(refusal("localhost:15002").contains("expected: sc://host:port"));
    let secret = refusal("sc://127.0.0.1:15002/;token=very-secret");
    assert!(secret.contains("TRADEPROOF_ENGINE_TOKEN"), "{secret}");
}

/// What a report of one table on an engine says when there is none; nothing may be written.
fn report_refusal(engine: &str, flags: &[&str]) -> String {
    let folder = tempfile::TempDir::new().unwrap();
    let project = format!(
        "title = \"Trade\"\nsource = \"ours\"\nfigures = [\"table:customs.trade\"]\n{engine}\n[[summary]]\nfile = \"a.csv\"\ntitle = \"A\"\ndata = {{ from = \"table:customs.trade\", metrics = [\"level\"] }}\n"
    );
    std::fs::write(folder.path().join("tradeproof.toml"), project).unwrap();
    let mut command = Command::cargo_bin("tradeproof").unwrap();
    let output = command.current_dir(folder.path()).args(["report", ".", "-o", "out"]).args(flags).output().unwrap();
    assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0));
    assert!(!folder.path().join("out").exists());
    String::from_utf8(output.stderr).unwrap()
}

#[test]
fn a_project_names_its_engine_and_a_flag_wins() {
    let closed = "sc://127.0.0.1:9";
    for engine in ["engine = \"sc://127.0.0.1:9\"", "engine = { address = \"sc://127.0.0.1:9\", deadline = 2 }"] {
        assert!(report_refusal(engine, &[]).contains(closed));
        assert!(report_refusal(engine, &["--engine", "sc://127.0.0.1:10"]).contains("sc://127.0.0.1:10"));
    }
}

#[test]
fn a_wrong_engine_of_a_project_is_named_with_its_place() {
    let told = [
        "engine = \"localhost:15002\"",
        "engine = \"sc://127.0.0.1:9/;token=very-secret\"",
        "engine = { address = \"sc://127.0.0.1:9\", dedline = 2 }",
        "engine = 7",
    ];
    insta::assert_snapshot!(told.map(|engine| report_refusal(engine, &[])).join("\n"));
}

#[cfg(not(feature = "spark"))]
#[test]
fn without_the_feature_the_error_says_how_to_build_it() {
    insta::assert_snapshot!(refusal("sc://127.0.0.1:15002"));
}

#[cfg(feature = "spark")]
mod connected;
#[cfg(feature = "spark")]
mod draws;
#[cfg(feature = "spark")]
mod faults;
