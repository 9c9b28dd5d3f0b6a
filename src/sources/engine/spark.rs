//! A session by Spark Connect, the protocol of Apache Spark and Sail.

#![expect(clippy::result_large_err, reason = "the error is the client's own, and read in one place")]

use std::io::Cursor;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::sync::{Arc, Once};
use std::time::{Duration, Instant};

use polars::prelude::DataFrame;
use polars_io::SerReader as _;
use polars_io::ipc::IpcReader;
use spark_connect::{SparkError, SparkSession};

use super::super::reading::Watch;
use super::error::EngineError;
use super::remote::Session;
use super::sql::Table;
use super::{Engine, TOKEN, exchange};

/// How long a first answer may take at most; a server of another kind may never give one.
const GREETING: Duration = Duration::from_secs(30);
/// How often a waiting thread looks whether it was told to stop.
const GLANCE: Duration = Duration::from_millis(50);

/// A session on an engine.
pub struct Spark {
    session: SparkSession,
    engine: Engine,
    name: String,
    /// Never shown.
    token: Option<String>,
}

impl Spark {
    /// # Errors
    /// When nobody answers in time, or the token is refused.
    pub fn connect(engine: &Engine, watch: &Watch) -> Result<Self, EngineError> {
        listen_for_cancellation();
        let token = std::env::var(TOKEN).ok().filter(|token| !token.is_empty());
        let greeting = GREETING.min(engine.deadline);
        let unreachable = |said: String| EngineError::Unreachable { address: engine.address.to_string(), said };
        engine.address.knock(greeting).map_err(|error| unreachable(error.to_string()))?;
        let url = url(engine, token.as_deref());
        let (session, version) = match within(greeting, move || greeted(&url)) {
            Ok(Ok(opened)) => opened,
            Ok(Err(error)) => return Err(refused(engine.address.to_string(), &said(&error, token.as_deref()))),
            Err(Stopped::Cancelled) => return Err(EngineError::Cancelled { address: engine.address.to_string() }),
            Err(Stopped::Late) => return Err(unreachable(format!("no answer within {} seconds", greeting.as_secs()))),
        };
        let watch = watch.clone();
        session.register_progress_handler(move |progress| {
            let of = |tasks: fn(&_) -> i64| progress.stages.iter().map(tasks).sum::<i64>().unsigned_abs();
            watch.tell(of(|stage| stage.num_completed_tasks), Some(of(|stage| stage.num_tasks)));
        });
        Ok(Self { session, engine: engine.clone(), name: format!("Spark Connect {version}"), token })
    }

    /// Runs work of the session, within the deadline.
    fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(SparkSession) -> Result<T, SparkError> + Send + 'static,
        failed: impl FnOnce(String) -> EngineError,
    ) -> Result<T, EngineError> {
        let session = self.session.clone();
        match within(self.engine.deadline, move || work(session)) {
            Ok(done) => done.map_err(|error| failed(said(&error, self.token.as_deref()))),
            Err(stopped) => {
                // The engine may be beyond answering this as well.
                let session = self.session.clone();
                let _ = within(Duration::from_secs(5), move || session.interrupt_all().is_ok());
                let address = self.address();
                Err(match stopped {
                    Stopped::Cancelled => EngineError::Cancelled { address },
                    Stopped::Late => EngineError::Deadline { address, seconds: self.engine.deadline.as_secs() },
                })
            }
        }
    }
}

impl Session for Spark {
    fn name(&self) -> &str {
        &self.name
    }

    fn address(&self) -> String {
        self.engine.address.to_string()
    }

    fn view(&self, table: &Table, name: &str) -> Result<Vec<String>, EngineError> {
        let (wanted, name) = (table.clone(), name.to_owned());
        let work = move |session: SparkSession| {
            // Paths and names travel as they are, in no query.
            let frame = match wanted {
                Table::Parquet(path) => session.read().parquet(&path),
                Table::Named(table) => session.table(&table)?,
            };
            frame.create_or_replace_temp_view(&name)?;
            frame.columns()
        };
        let (address, table) = (self.address(), table.to_string());
        self.run(work, |said| EngineError::Table { address, table, said })
    }

    fn run(&self, query: &str) -> Result<DataFrame, EngineError> {
        let folder = self.engine.exchange.as_deref().map(exchange::Folder::new).transpose()?;
        let target = folder.as_ref().map(exchange::Folder::path);
        let sql = query.to_owned();
        let work = move |session: SparkSession| {
            let answer = session.sql(&sql)?;
            match target {
                Some(target) => answer.write().parquet(&target).map(|()| None),
                None => answer.to_arrow().map(Some),
            }
        };
        let (address, query) = (self.address(), query.to_owned());
        let bytes = self.run(work, |said| EngineError::Query { address, said, query })?;
        match (bytes, folder) {
            (Some(bytes), _) => ipc(bytes),
            (None, Some(folder)) => folder.read(),
            (None, None) => Ok(DataFrame::empty()),
        }
    }
}

/// A session that has answered, and the version of what answers.
fn greeted(url: &str) -> Result<(SparkSession, String), SparkError> {
    let session = SparkSession::builder().remote(url).get_or_create()?;
    let version = match session.version() {
        Ok(version) => version,
        // Sail tells no version where PySpark is not installed beside it.
        Err(_) => session.sql("SELECT 1 AS answers")?.collect().map(|_| "of an unnamed version".to_owned())?,
    };
    Ok((session, version))
}

/// The address as the client takes it; every host but this one is spoken to under TLS.
fn url(engine: &Engine, token: Option<&str>) -> String {
    let mut url = format!("{}/;user_agent=tradeproof", engine.address);
    if !engine.address.is_loopback() {
        url.push_str(";use_ssl=true");
    }
    if let Some(token) = token {
        let encoded = token.bytes().map(|byte| format!("%{byte:02X}")).collect::<String>();
        url.push_str(";token=");
        url.push_str(&encoded);
    }
    url
}

/// What an engine says, without the token and in one line that a person can read.
fn said(error: &SparkError, token: Option<&str>) -> String {
    const LONGEST: usize = 400;
    let mut text = error.message();
    if let Some(token) = token {
        text = text.replace(token, "…");
    }
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}

fn refused(address: String, said: &str) -> EngineError {
    let lower = said.to_lowercase();
    let said = said.to_owned();
    match ["unauthenticated", "permission", "token", "authentic"].iter().any(|word| lower.contains(word)) {
        true => EngineError::Refused { address, said },
        false => EngineError::Unreachable { address, said },
    }
}

fn ipc(bytes: Vec<u8>) -> Result<DataFrame, EngineError> {
    let read = tradeproof_host::without_panic(|| IpcReader::new(Cursor::new(bytes)).finish());
    match read {
        Some(Ok(frame)) => Ok(frame),
        Some(Err(error)) => Err(EngineError::Answer { said: error.to_string() }),
        None => Err(EngineError::Answer { said: "it is damaged".to_owned() }),
    }
}

/// Why work was given up.
enum Stopped {
    Late,
    Cancelled,
}

/// The result of work on a thread of its own; the client blocks and may wait for ever, so the thread is left behind when the
/// time is over.
fn within<T: Send + 'static>(deadline: Duration, work: impl FnOnce() -> T + Send + 'static) -> Result<T, Stopped> {
    let (sender, receiver) = channel();
    std::thread::spawn(move || sender.send(work()));
    let started = Instant::now();
    loop {
        match receiver.recv_timeout(GLANCE) {
            Ok(done) => return Ok(done),
            // The work ended in a panic, which has been reported.
            Err(RecvTimeoutError::Disconnected) => return Err(Stopped::Cancelled),
            Err(RecvTimeoutError::Timeout) if cancelled().load(Ordering::Relaxed) => return Err(Stopped::Cancelled),
            Err(RecvTimeoutError::Timeout) if started.elapsed() >= deadline => return Err(Stopped::Late),
            Err(RecvTimeoutError::Timeout) => {}
        }
    }
}

fn cancelled() -> &'static Arc<AtomicBool> {
    static CANCELLED: std::sync::LazyLock<Arc<AtomicBool>> = std::sync::LazyLock::new(Arc::default);
    &CANCELLED
}

/// From now on the first Ctrl-C cancels the query and the second one ends the program.
fn listen_for_cancellation() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        // Without a handler Ctrl-C ends the program as ever.
        let _ = ctrlc::set_handler(|| {
            if cancelled().swap(true, Ordering::Relaxed) {
                std::process::exit(130);
            }
        });
    });
}
