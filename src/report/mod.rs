//! The main job: a project file in; figures, charts, summaries, findings and one page out.
//!
//! ```no_run
//! use tradeproof::report::{Inputs, Options, run};
//!
//! let report = run(&Inputs::Bundled, "tradeproof-report".as_ref(), &Options::default())?;
//! assert_eq!(report.page, "index.html");
//! # Ok::<(), tradeproof::report::ReportError>(())
//! ```

mod build;
mod checked;
mod derive;
pub mod engine;
mod error;
mod figures;
mod folder;
mod init;
mod inputs;
mod manifest;
mod mapping;
mod memory;
pub mod methods;
pub mod page;
pub mod project;
mod project_error;
pub mod schema;
mod template;
mod vintage;

use std::path::{Path, PathBuf};

pub use build::{Report, build, build_again};
pub use checked::page_of;
pub use error::ReportError;
pub use inputs::Inputs;
pub use memory::Memory;
pub use project::Project;
pub use project_error::ProjectError;

use crate::sources::Settings;
use crate::sources::engine::Engine;

/// How strict a report is, and who reads its figures.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Options {
    /// Whether a chart that breaks a rule is an error.
    pub strict: bool,
    /// The folder of the same figures as they were before, to say what was revised.
    pub before: Option<PathBuf>,
    /// What was typed, for the manifest.
    pub command: String,
    /// The engine that reads the figures, whatever the project file says; `figures` are then names that it knows.
    pub engine: Option<Engine>,
}

/// The folder that a report is written to where nobody names one.
pub const FOLDER: &str = "tradeproof-report";

/// The folder that a project says its report is written to, else [`FOLDER`].
///
/// # Errors
/// When the project file cannot be read.
pub fn folder_of(inputs: &Inputs) -> Result<PathBuf, ReportError> {
    let project = Project::parse(&build::read_text(inputs)?, &inputs.project())?;
    Ok(project.output.folder.map_or_else(|| FOLDER.into(), |folder| inputs.path(&folder)))
}

/// Builds the report of a project and writes it as the folder `out`, whole or not at all.
///
/// # Errors
/// As [`build`], and when `out` holds other files or cannot be written.
pub fn run(inputs: &Inputs, out: &Path, options: &Options) -> Result<Report, ReportError> {
    run_again(inputs, out, options, &mut Memory::default())
}

/// As [`run`], making only what is not as it was when `memory` saw it.
///
/// # Errors
/// As [`run`].
pub fn run_again(inputs: &Inputs, out: &Path, options: &Options, memory: &mut Memory) -> Result<Report, ReportError> {
    let report = build_again(inputs, options, memory)?;
    folder::replace(out, &report.files)?;
    Ok(report)
}

/// Writes a project into the folder `out` and says where its project file is: the bundled example into a new or empty
/// folder; in one that holds files, only a project file that uses them.
///
/// # Errors
/// When `out` has a project file already, holds nothing that can be used, or cannot be written.
pub fn init(out: &Path, settings: &Settings) -> Result<PathBuf, ReportError> {
    if out.is_dir() && !folder::is_empty(out) {
        return init::from_files(out, settings);
    }
    folder::create(out, &inputs::bundled_files())?;
    Ok(out.join(project::FILE_NAME))
}
