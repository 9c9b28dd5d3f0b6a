//! The main job: a project file in; figures, charts, summaries, findings and one page out.
//!
//! ```no_run
//! use tradeproof::report::{Inputs, Options, run};
//!
//! let report = run(&Inputs::Bundled, "tradeproof-report".as_ref(), Options::default())?;
//! assert_eq!(report.page, "index.html");
//! # Ok::<(), tradeproof::report::ReportError>(())
//! ```

mod build;
mod checked;
mod derive;
mod error;
mod folder;
mod inputs;
pub mod methods;
pub mod page;
pub mod project;
mod project_error;

use std::path::Path;

pub use build::{Report, build};
pub use checked::page_of;
pub use error::ReportError;
pub use inputs::Inputs;
pub use project::Project;
pub use project_error::ProjectError;

/// How strict a report is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Options {
    /// Whether a chart that breaks a rule is an error.
    pub strict: bool,
}

/// Builds the report of a project and writes it as the folder `out`, whole or not at all.
///
/// # Errors
/// As [`build`], and when `out` holds other files or cannot be written.
pub fn run(inputs: &Inputs, out: &Path, options: Options) -> Result<Report, ReportError> {
    let report = build(inputs, options)?;
    folder::replace(out, &report.files)?;
    Ok(report)
}

/// Writes the bundled example's project file, figures and text as the new folder `out`.
///
/// # Errors
/// When `out` holds files already or cannot be written.
pub fn init(out: &Path) -> Result<(), ReportError> {
    folder::create(out, &inputs::bundled_files())
}
