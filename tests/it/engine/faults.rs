//! What can go wrong between this program and an engine: each is an error that says what happened, within the deadline,
//! with status 2 and nothing written; a cluster that loses a part of itself still gives the right answer.

use std::io::{Read as _, Write as _};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use polars_io::SerReader as _;
use tempfile::TempDir;

use super::connected::{address, tidy};
use super::{attempt, refusal};

#[test]
fn nobody_at_the_address_is_said_at_once() {
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let started = Instant::now();
    let said = refusal(&format!("sc://127.0.0.1:{port}"));
    assert!(said.contains("no engine answers"), "{said}");
    assert!(started.elapsed() < Duration::from_secs(10));
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

#[test]
fn a_token_that_the_server_does_not_know_is_named_as_such() {
    let address = refuses_every_token();
    let started = Instant::now();
    let mut command = assert_cmd::Command::cargo_bin("tradeproof").unwrap();
    let run = command
        .args(["summary", "a.parquet", "--metric", "level", "--engine", &address, "--engine-deadline", "20"])
        .env("TRADEPROOF_ENGINE_TOKEN", "very-secret")
        .assert()
        .code(2);
    let said = String::from_utf8(run.get_output().stderr.clone()).unwrap();
    assert!(said.contains("the engine refuses the token") && said.contains("TRADEPROOF_ENGINE_TOKEN"), "{said}");
    assert!(!said.contains("very-secret"), "{said}");
    assert!(started.elapsed() < Duration::from_secs(40));
}

#[test]
fn a_server_that_goes_in_mid_query_is_told() {
    let Some(address) = address() else { return };
    let (said, lasted) = asked_by_way_of(&Way::to(&address, Fault::Gone));
    assert!(said.contains("the engine could not run the query") || said.contains("no answer within"), "{said}");
    assert!(lasted < Duration::from_secs(40), "{lasted:?}");
}

#[test]
fn a_query_that_is_never_answered_ends_with_the_deadline() {
    let Some(address) = address() else { return };
    let (said, lasted) = asked_by_way_of(&Way::to(&address, Fault::Silent));
    assert!(said.contains("no answer within 5 seconds"), "{said}");
    assert!(lasted < Duration::from_secs(25), "{lasted:?}");
}

#[test]
fn ctrl_c_cancels_the_query() {
    let Some(address) = address() else { return };
    let folder = TempDir::new().unwrap();
    let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/fixtures/sources/comtrade_plus.csv");
    let file = tidy(&fixture, folder.path());
    let way = Way::to(&address, Fault::Silent);
    let mut command = Command::new(assert_cmd::cargo::cargo_bin("tradeproof"));
    command.args(["summary", file.to_str().unwrap(), "--metric", "level", "--engine", &way, "--engine-deadline", "60"]);
    let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    std::thread::sleep(Duration::from_secs(3));
    let interrupted = Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert!(interrupted.success());
    let started = Instant::now();
    let said = Query(child).refusal();
    assert!(said.contains("the query was cancelled"), "{said}");
    assert!(started.elapsed() < Duration::from_secs(15), "{:?}", started.elapsed());
}

/// What the command says of a small table by a way that fails, and how long that took.
fn asked_by_way_of(address: &str) -> (String, Duration) {
    let folder = TempDir::new().unwrap();
    let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/fixtures/sources/comtrade_plus.csv");
    let file = tidy(&fixture, folder.path());
    let target = folder.path().join("out.csv");
    let started = Instant::now();
    let (file, wanted) = (file.to_str().unwrap(), target.to_str().unwrap());
    let engine = ["--engine", address, "--engine-deadline", "5"];
    let (status, stdout, stderr) =
        attempt(&[&["summary", file, "--metric", "level", "-o", wanted], &engine[..]].concat());
    assert_eq!((status, stdout.as_str()), (2, ""), "{stderr}");
    assert!(!target.exists());
    (stderr, started.elapsed())
}

/// What happens once the query for the cube has come by.
#[derive(Clone, Copy)]
enum Fault {
    Gone,
    Silent,
}

/// A way to an engine that lets everything pass until the query for the cube.
struct Way;

impl Way {
    /// The address of the way's beginning.
    fn to(engine: &str, fault: Fault) -> String {
        let engine = engine.trim_start_matches("sc://").to_owned();
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("sc://{}", listener.local_addr().unwrap());
        std::thread::spawn(move || {
            // One connection; when it is gone nobody listens any more, as after a crash.
            let (client, _) = listener.accept().unwrap();
            drop(listener);
            let server = TcpStream::connect(engine).unwrap();
            let back = (server.try_clone().unwrap(), client.try_clone().unwrap());
            std::thread::spawn(move || std::io::copy(&mut &back.0, &mut &back.1));
            Self::forward(client, server, fault);
        });
        address
    }

    fn forward(mut client: TcpStream, mut server: TcpStream, fault: Fault) {
        let mut bytes = [0; 1 << 16];
        while let Ok(read @ 1..) = client.read(&mut bytes) {
            if bytes[..read].windows(4).any(|window| window == b"SUM(") {
                match fault {
                    Fault::Gone => {
                        let _ = (client.shutdown(Shutdown::Both), server.shutdown(Shutdown::Both));
                    }
                    Fault::Silent => std::thread::sleep(Duration::from_secs(60)),
                }
                return;
            }
            server.write_all(&bytes[..read]).unwrap();
        }
    }
}

/// The address of a server that answers every call with the status UNAUTHENTICATED: as much of HTTP/2 as that needs.
fn refuses_every_token() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("sc://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for stream in listener.incoming().map_while(Result::ok) {
            std::thread::spawn(move || refuse_calls(stream));
        }
    });
    address
}

fn refuse_calls(mut stream: TcpStream) -> std::io::Result<()> {
    const HEADERS: u8 = 1;
    const SETTINGS: u8 = 4;
    const PING: u8 = 6;
    const ACKNOWLEDGED: u8 = 1;
    const END_OF_STREAM: u8 = 1;
    const END_OF_HEADERS: u8 = 4;
    let mut preface = [0; 24];
    stream.read_exact(&mut preface)?;
    stream.write_all(&frame(SETTINGS, 0, [0; 4], &[]))?;
    loop {
        let mut head = [0; 9];
        stream.read_exact(&mut head)?;
        let mut payload = vec![0; u32::from_be_bytes([0, head[0], head[1], head[2]]) as usize];
        stream.read_exact(&mut payload)?;
        let (kind, flags, call) = (head[3], head[4], [head[5], head[6], head[7], head[8]]);
        match kind {
            SETTINGS if flags & ACKNOWLEDGED == 0 => stream.write_all(&frame(SETTINGS, ACKNOWLEDGED, call, &[]))?,
            PING if flags & ACKNOWLEDGED == 0 => stream.write_all(&frame(PING, ACKNOWLEDGED, call, &payload))?,
            HEADERS => stream.write_all(&frame(HEADERS, END_OF_STREAM | END_OF_HEADERS, call, &unauthenticated()))?,
            _ => {}
        }
    }
}

/// A frame of HTTP/2: length, kind, flags, stream, payload.
fn frame(kind: u8, flags: u8, stream: [u8; 4], payload: &[u8]) -> Vec<u8> {
    let length = u32::try_from(payload.len()).unwrap().to_be_bytes();
    [&length[1..], &[kind, flags], &stream, payload].concat()
}

/// The headers of an answer that is nothing but a status, each name and value as it is.
fn unauthenticated() -> Vec<u8> {
    /// `:status: 200` in the table that every connection knows.
    const OK: u8 = 0x88;
    let mut block = vec![OK];
    for (name, value) in
        [("content-type", "application/grpc"), ("grpc-status", "16"), ("grpc-message", "no such token")]
    {
        // A literal that goes into no table, its name too.
        block.push(0);
        for text in [name, value] {
            block.push(u8::try_from(text.len()).unwrap());
            block.extend(text.bytes());
        }
    }
    block
}

/// A cluster of Spark loses a worker, then all of them, then its server, each time in the middle of a query.
///
/// It kills what `scripts/engine up spark` started, and so runs only where TRADEPROOF_TEST_FAULTS asks for it:
/// `TRADEPROOF_TEST_FAULTS=1 cargo test --features spark --test it -- engine::faults::a_cluster`.
#[test]
fn a_cluster_that_loses_its_parts_one_by_one_is_right_or_says_so() {
    if std::env::var_os("TRADEPROOF_TEST_FAULTS").is_none() {
        eprintln!("skipped: it kills what `scripts/engine up spark` started; TRADEPROOF_TEST_FAULTS=1 lets it");
        return;
    }
    let folder = TempDir::new().unwrap();
    let file = many_rows(folder.path());
    // The first query finds the engine cold, and says nothing of how long the next one takes.
    assert_eq!(Query::of(&file, 600).wait().status.code(), Some(0));
    let started = Instant::now();
    let whole = Query::of(&file, 600).wait();
    let usual = started.elapsed();
    assert_eq!(whole.status.code(), Some(0), "{}", text(&whole.stderr));

    let after = Query::of(&file, 600).losing("spark-worker-2", usual / 3).wait();
    assert_eq!((after.status.code(), text(&after.stdout)), (Some(0), text(&whole.stdout)), "{}", text(&after.stderr));

    let deadline = usual.as_secs() + 20;
    let query = Query::of(&file, deadline).losing("spark-worker-1", usual / 3);
    let started = Instant::now();
    let said = query.refusal();
    assert!(said.contains("no answer within") || said.contains("could not run the query"), "{said}");
    assert!(started.elapsed() < Duration::from_secs(deadline + 20), "{:?}", started.elapsed());

    // No worker is left, so that the query waits; then nobody is there to wait for.
    let query = Query::of(&file, 600).losing("spark-connect", Duration::from_secs(5));
    let started = Instant::now();
    let said = query.refusal();
    assert!(said.contains("could not run the query") || said.contains("cannot read"), "{said}");
    assert!(started.elapsed() < Duration::from_secs(60), "{:?}", started.elapsed());
}

/// Rows enough to keep a cluster busy for some seconds.
fn many_rows(folder: &Path) -> String {
    const COPIES: usize = 400_000;
    let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/fixtures/sources/comtrade_plus.csv");
    let few = tidy(&fixture, folder);
    let rows = polars_io::prelude::ParquetReader::new(std::fs::File::open(few).unwrap()).finish().unwrap();
    let target = folder.join("many.parquet");
    let mut many = rows.clone();
    while many.height() < rows.height() * COPIES {
        many = many.vstack(&many).unwrap();
    }
    many.rechunk_mut();
    polars_io::prelude::ParquetWriter::new(std::fs::File::create(&target).unwrap()).finish(&mut many).unwrap();
    target.to_str().unwrap().to_owned()
}

/// A query under way.
struct Query(std::process::Child);

impl Query {
    fn of(file: &str, deadline: u64) -> Self {
        let mut command = Command::new(assert_cmd::cargo::cargo_bin("tradeproof"));
        command.args([
            "summary",
            file,
            file,
            file,
            "--metric",
            "level",
            "--by",
            "partner",
            "--where",
            "product_level=6",
        ]);
        command.args(["--engine", "sc://127.0.0.1:15002", "--engine-deadline", &deadline.to_string()]);
        Self(command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap())
    }

    /// A part of the cluster is killed after some time, while the query is still under way.
    fn losing(mut self, process: &str, after: Duration) -> Self {
        std::thread::sleep(after);
        assert!(self.0.try_wait().unwrap().is_none(), "the query was over before {process} was killed");
        kill(process);
        self
    }

    fn wait(self) -> Output {
        self.0.wait_with_output().unwrap()
    }

    fn refusal(self) -> String {
        let output = self.wait();
        assert_eq!((output.status.code(), text(&output.stdout)), (Some(2), String::new()), "{}", text(&output.stderr));
        text(&output.stderr)
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// Kills a process that `scripts/engine up spark` started, with everything that it started.
fn kill(wanted: &str) {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("scripts/engine");
    let pids = text(&Command::new(script).args(["pids", "spark"]).output().unwrap().stdout);
    let line = pids.lines().find(|line| line.ends_with(wanted)).unwrap_or_else(|| panic!("no {wanted} in {pids}"));
    let process = line.split(' ').next().unwrap();
    assert!(Command::new("kill").args(["-KILL", "--", &format!("-{process}")]).status().unwrap().success());
}
