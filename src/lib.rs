//! Trade statistics you can stand behind: official figures into tidy frames, named metrics, charts that print
//! unchanged, and a check of every figure a text reports.
//!
//! A module is a stage; data moves one way: [`sources`] → [`metrics`] → [`charts`], [`summary`], [`check`] → [`report`].

pub mod charts;
pub mod check;
pub mod cli;
pub mod metrics;
pub mod model;
mod quiet;
pub mod report;
pub mod sources;
pub mod summary;
