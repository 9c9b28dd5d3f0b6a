//! The main job: a project file in; figures, charts, summaries, findings and one page out.

pub mod page;
pub mod project;
mod project_error;

pub use project::Project;
pub use project_error::ProjectError;
