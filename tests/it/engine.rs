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
mod connected {
    use std::net::TcpListener;
    use std::path::{Path, PathBuf};
    use std::time::{Duration, Instant};

    use tradeproof::metrics;
    use tradeproof::model::Kind;
    use tradeproof::sources::engine::{Engine, Table};
    use tradeproof::sources::{self, Loaded, Watch};
    use tradeproof::summary::{self, Output, Question};

    use super::{attempt, refusal};

    /// The engine's address, where a test may use one.
    fn address() -> Option<String> {
        let address = std::env::var("TRADEPROOF_TEST_ENGINE").ok();
        if address.is_none() {
            eprintln!("skipped: TRADEPROOF_TEST_ENGINE names no engine; scripts/engine up sail starts one");
        }
        address
    }

    fn engine(address: &str) -> Engine {
        Engine { deadline: Duration::from_secs(120), ..Engine::at(address.parse().unwrap()) }
    }

    /// A file as tidy Parquet in a folder.
    fn tidy(file: &Path, folder: &Path) -> PathBuf {
        let loaded = sources::load(file).unwrap();
        let target = folder.join(file.file_name().unwrap()).with_extension("parquet");
        summary::write_tidy(&loaded, &target, Output::Parquet).unwrap();
        target
    }

    fn table(path: &Path) -> Table {
        Table::of(path.to_str().unwrap())
    }

    /// What both paths answer must be the same, to the last bit, errors included.
    fn agree(here: &Loaded, there: &Loaded, question: &Question) {
        let answer = |loaded: &Loaded| match summary::derive(loaded, question) {
            Ok(answer) => Ok(answer.frame().unwrap()),
            Err(error) => Err(error.to_string()),
        };
        match (answer(here), answer(there)) {
            (Ok(here), Ok(there)) => assert!(here.equals_missing(&there), "{question:?}\n{here}\n{there}"),
            (Err(here), Err(there)) => assert_eq!(here, there, "{question:?}"),
            (here, there) => panic!("{question:?}\nhere  {here:?}\nthere {there:?}"),
        }
    }

    fn questions(kind: Kind) -> Vec<Question> {
        let dimensions = kind.dimensions();
        // Nothing told apart, partners or issuers, and everything.
        let sets = [vec![], dimensions.iter().skip(1).take(1).copied().collect(), dimensions.to_vec()];
        let metrics = metrics::ALL.iter().filter(|metric| metric.kinds.contains(&kind));
        let metrics: Vec<String> = metrics.map(|metric| metric.name.to_owned()).collect();
        sets.into_iter()
            .flat_map(|by| {
                metrics.iter().map(move |metric| Question {
                    metrics: vec![metric.clone()],
                    by: by.iter().map(|name| (*name).to_owned()).collect(),
                    ..Question::default()
                })
            })
            .collect()
    }

    #[test]
    fn every_metric_of_every_official_file_is_the_same_on_both_paths() {
        let Some(address) = address() else { return };
        let folder = tempfile::TempDir::new().unwrap();
        let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/fixtures/sources");
        for name in [
            "comtrade_plus.csv",
            "BACI_HS17_Y2022_V202401b.csv",
            "hmrc_ots.json",
            "oecd_fdi_codes.csv",
            "lse_instruments.csv",
        ] {
            let file = tidy(&fixtures.join(name), folder.path());
            let here = sources::load(&file).unwrap();
            let there = engine(&address).load(&[table(&file)], &Watch::default()).unwrap();
            for question in questions(here.kind) {
                agree(&here, &there, &question);
            }
        }
    }

    #[test]
    fn hostile_names_come_through_unharmed() {
        let Some(address) = address() else { return };
        let folder = tempfile::TempDir::new().unwrap();
        let csv = folder.path().join("a.csv");
        let names = ["O'Brien \\ Co", "a\"b;c", "two\nlines", "NA", "'; DROP VIEW figures_0; --", "`x`", "naïve Ω"];
        let rows = names.iter().map(|name| {
            let quoted = format!("\"{}\"", name.replace('"', "\"\""));
            format!("{quoted},LSE,2017,1,GBP million\n")
        });
        std::fs::write(&csv, format!("issuer,market,period,value,unit\n{}", rows.collect::<String>())).unwrap();
        let file = tidy(&csv, folder.path());
        let here = sources::load(&file).unwrap();
        let there = engine(&address).load(&[table(&file)], &Watch::default()).unwrap();
        for name in names {
            let question = Question {
                metrics: vec!["capitalisation".to_owned()],
                by: vec!["issuer".to_owned()],
                filters: vec![("issuer".to_owned(), name.to_owned())],
                ..Question::default()
            };
            agree(&here, &there, &question);
            assert_eq!(summary::derive(&there, &question).unwrap().frame().unwrap().height(), 1, "{name}");
        }
    }

    #[test]
    fn the_command_writes_the_same_bytes_and_names_the_engine() {
        let Some(address) = address() else { return };
        let folder = tempfile::TempDir::new().unwrap();
        let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/fixtures/sources/comtrade_plus.csv");
        let file = tidy(&fixture, folder.path());
        let [here, there, exchanged] = ["here.csv", "there.csv", "exchanged.csv"].map(|name| folder.path().join(name));
        let summary = |target: &Path, more: &[&str]| {
            let (file, target) = (file.to_str().unwrap(), target.to_str().unwrap());
            let arguments = [&["summary", file, "--metric", "level", "--by", "partner", "-o", target], more].concat();
            let (status, _, stderr) = attempt(&arguments);
            assert_eq!(status, 0, "{stderr}");
            stderr
        };
        summary(&here, &[]);
        let notes = summary(&there, &["--engine", &address]);
        assert!(notes.contains(&address) && notes.contains("query: SELECT"), "{notes}");
        summary(&exchanged, &["--engine", &address, "--engine-exchange", folder.path().to_str().unwrap()]);
        let bytes = |path: &Path| std::fs::read(path).unwrap();
        assert_eq!(bytes(&here), bytes(&there));
        assert_eq!(bytes(&here), bytes(&exchanged));
        let left: Vec<_> = std::fs::read_dir(folder.path()).unwrap().flatten().map(|entry| entry.file_name()).collect();
        assert!(!left.iter().any(|name| name.to_string_lossy().contains("cube")), "{left:?}");
    }

    #[test]
    fn a_table_that_is_no_tidy_one_is_named_with_what_it_lacks() {
        let Some(address) = address() else { return };
        let (status, _, stderr) =
            attempt(&["summary", "/no/such/file.parquet", "--metric", "level", "--engine", &address]);
        assert_eq!(status, 2);
        assert!(stderr.contains("/no/such/file.parquet"), "{stderr}");
    }

    #[test]
    fn nobody_at_the_address_is_said_at_once() {
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let started = Instant::now();
        let said = refusal(&format!("sc://127.0.0.1:{port}"));
        assert!(said.contains("no engine answers"), "{said}");
        assert!(started.elapsed() < Duration::from_secs(40));
    }

    #[test]
    fn a_server_of_another_kind_is_given_up_within_the_deadline() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("sc://{}", listener.local_addr().unwrap());
        // It takes connections and never says a word.
        std::thread::spawn(move || listener.incoming().map_while(Result::ok).collect::<Vec<_>>());
        let started = Instant::now();
        let (status, stdout, stderr) =
            attempt(&["summary", "a.parquet", "--metric", "level", "--engine", &address, "--engine-deadline", "2"]);
        assert_eq!((status, stdout.as_str()), (2, ""));
        assert!(stderr.contains("no engine answers"), "{stderr}");
        assert!(started.elapsed() < Duration::from_secs(20));
    }
}
