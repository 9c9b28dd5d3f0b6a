//! `tradeproof report --watch`: the report again, whenever a file of the project changes.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use crate::report::{self, Inputs, Memory, Options};

use super::CliError;

/// How often files are looked at. Looking is cheap, and works on every file system.
const EVERY: Duration = Duration::from_millis(300);

/// When each file was written last, and how long it is.
type Stamps = BTreeMap<PathBuf, (Option<SystemTime>, u64)>;

/// Makes the report, and again after every change, until the process is ended. An error is told and waited out.
pub fn watch(inputs: &Inputs, out: &Path, options: &Options, quiet: bool) -> ! {
    let folder = inputs.path(Path::new(""));
    let folder = if folder.as_os_str().is_empty() { PathBuf::from(".") } else { folder };
    let out_there = || out.canonicalize().unwrap_or_else(|_| out.to_owned());
    let mut memory = Memory::kept();
    let mut seen = stamps(&folder, &out_there());
    loop {
        match report::run_again(inputs, out, options, &mut memory) {
            Ok(report) => {
                if !quiet {
                    let made = if memory.made.is_empty() { "nothing".to_owned() } else { memory.made.join(", ") };
                    anstream::eprintln!("made again: {made}");
                    super::report::tell(&report, out);
                }
            }
            Err(error) => tradeproof_host::complain(&CliError::from(error)),
        }
        seen = settled_after(&seen, || stamps(&folder, &out_there()));
    }
}

/// Waits for the files to differ from `seen`, and then until two looks agree: a program that saves empties a file first
/// and fills it after, and what lies between is nobody's text.
fn settled_after(seen: &Stamps, look: impl Fn() -> Stamps) -> Stamps {
    let mut last = look();
    loop {
        std::thread::sleep(EVERY);
        let now = look();
        if now == last && now != *seen {
            return now;
        }
        last = now;
    }
}

/// The files of a project's folder, without those of the report.
fn stamps(folder: &Path, out: &Path) -> Stamps {
    let mut stamps = Stamps::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).into_iter().flatten().flatten() {
            let (path, hidden) = (entry.path(), entry.file_name().to_string_lossy().starts_with('.'));
            let Ok(about) = entry.metadata() else { continue };
            if hidden || path.canonicalize().is_ok_and(|path| path == out) {
                continue;
            }
            if about.is_dir() {
                folders.push(path);
            } else {
                stamps.insert(path, (about.modified().ok(), about.len()));
            }
        }
    }
    stamps
}
