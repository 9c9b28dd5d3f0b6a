//! A bar on the terminal while large files are read.

use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::sources::Watch;

/// Work that lasts no longer shows no bar.
const PATIENCE: Duration = Duration::from_millis(500);

/// A watch that draws bytes read on the terminal; where standard error is none, nothing is drawn.
pub fn watch() -> Watch {
    drawing("reading {wide_bar} {bytes} of {total_bytes}, {eta} left")
}

/// A watch that draws an engine's tasks.
pub fn tasks() -> Watch {
    drawing("engine {wide_bar} {pos} of {len} tasks")
}

fn drawing(template: &str) -> Watch {
    let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
    let style = ProgressStyle::with_template(template);
    bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
    let started = Instant::now();
    Watch::new(move |read, of| {
        if started.elapsed() < PATIENCE || bar.is_hidden() {
            return;
        }
        if let Some(of) = of {
            bar.set_length(of);
        }
        bar.set_position(read);
        if of.is_some_and(|of| read >= of) {
            bar.finish_and_clear();
        }
    })
}
