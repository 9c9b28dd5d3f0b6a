//! How much is said on standard error, and in which colours: what every command takes.

use std::fmt::Display;
use std::sync::atomic::{AtomicU8, Ordering};

use clap::{Args, ValueEnum};

use crate::sources::Loaded;

/// Options of every command.
#[derive(Debug, Clone, Args)]
pub struct VoiceArgs {
    /// Colours: where a terminal shows them, always, or never (as NO_COLOR says)
    #[arg(long, value_enum, value_name = "WHEN", global = true, default_value_t = Colour::Auto, help_heading = "Every command")]
    color: Colour,
    /// Say nothing but results and errors
    #[arg(short, long, global = true, help_heading = "Every command")]
    quiet: bool,
    /// Say also which files were read, and as what
    #[arg(short, long, global = true, conflicts_with = "quiet", help_heading = "Every command")]
    verbose: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Colour {
    Auto,
    Always,
    Never,
}

const QUIET: u8 = 0;
const PLAIN: u8 = 1;
const VERBOSE: u8 = 2;

/// Set once, before the command runs.
static LOUD: AtomicU8 = AtomicU8::new(PLAIN);

impl VoiceArgs {
    /// Lets the rest of the program speak like this.
    pub fn take_effect(&self) {
        match self.color {
            Colour::Auto => {}
            Colour::Always => anstream::ColorChoice::Always.write_global(),
            Colour::Never => anstream::ColorChoice::Never.write_global(),
        }
        let loud = match (self.quiet, self.verbose) {
            (true, _) => QUIET,
            (_, true) => VERBOSE,
            _ => PLAIN,
        };
        LOUD.store(loud, Ordering::Relaxed);
    }
}

/// Whether nothing but results and errors is wanted.
pub fn is_quiet() -> bool {
    LOUD.load(Ordering::Relaxed) == QUIET
}

/// A line for people, beside the result.
pub fn say(line: impl Display) {
    if !is_quiet() {
        anstream::eprintln!("{line}");
    }
}

/// A line for people who want to know more.
pub fn tell(line: impl Display) {
    if LOUD.load(Ordering::Relaxed) == VERBOSE {
        anstream::eprintln!("{line}");
    }
}

/// Which files were read, and as what.
pub fn tell_read(loaded: &Loaded) {
    for from in &loaded.provenance {
        tell(format_args!("read: {} as {} ({})", from.path.display(), from.source, loaded.kind));
    }
}
