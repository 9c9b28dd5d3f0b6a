//! Results that are printed: how wide, and to whom.

use std::io::{IsTerminal as _, Write as _};

/// The columns of the terminal; `plain` where standard output is none.
#[must_use]
pub fn width(plain: usize) -> usize {
    if !std::io::stdout().is_terminal() {
        return plain;
    }
    let stated = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    let measured = || terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
    stated.or_else(measured).unwrap_or(plain)
}

/// Prints a result. A reader that has seen enough, such as `head`, is no error.
///
/// # Errors
/// When standard output cannot be written to.
pub fn print(text: &str) -> std::io::Result<()> {
    let mut stdout = anstream::stdout();
    match stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Ok(()),
        other => other,
    }
}

/// Prints an error and what caused it to standard error.
pub fn complain(error: &dyn std::error::Error) {
    anstream::eprintln!("error: {error}");
    let mut cause = error.source();
    while let Some(inner) = cause {
        anstream::eprintln!("  cause: {inner}");
        cause = inner.source();
    }
}
