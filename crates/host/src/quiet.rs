//! Runs code of others that may panic on bad bytes.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook, take_hook};
use std::sync::Once;
use std::sync::atomic::{AtomicUsize, Ordering};

thread_local! {
    static QUIET: Cell<bool> = const { Cell::new(false) };
}

/// How many calls are under way. Polars decodes on threads of its own, whose panics come back to the caller.
static UNDER_WAY: AtomicUsize = AtomicUsize::new(0);

/// Whether a panic of this thread comes back to a caller of [`without_panic`].
fn is_quiet() -> bool {
    let of_polars = || std::thread::current().name().is_some_and(|name| name.starts_with("polars"));
    QUIET.get() || UNDER_WAY.load(Ordering::Relaxed) > 0 && of_polars()
}

/// What `act` returns, or `None` where it panics, which is not printed.
///
/// The libraries that read PDF and XLSX panic on many a file that breaks the format, and a wrong input must end in a message. What it was working on
/// is dropped or only read after that, so half-done changes do no harm.
///
/// ```
/// use tradeproof_host::without_panic;
/// assert_eq!(without_panic(|| 5), Some(5));
/// ```
pub fn without_panic<T>(act: impl FnOnce() -> T) -> Option<T> {
    static HOOK: Once = Once::new();
    // Set once: panics elsewhere, in other threads too, are reported as before.
    HOOK.call_once(|| {
        let before = take_hook();
        set_hook(Box::new(move |info| {
            if !is_quiet() {
                before(info);
            }
        }));
    });
    let outer = QUIET.replace(true);
    UNDER_WAY.fetch_add(1, Ordering::Relaxed);
    let result = catch_unwind(AssertUnwindSafe(act));
    UNDER_WAY.fetch_sub(1, Ordering::Relaxed);
    QUIET.set(outer);
    result.ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_nothing() {
        assert_eq!(without_panic(|| 5), Some(5));
        let none = "five".parse::<i32>();
        assert_eq!(without_panic(|| none.unwrap()), None);
        assert!(!QUIET.get());
    }
}
