//! English of trade statistics as data: what a word or phrase means, in every form in which it is written.
//!
//! Verbs of change and bases stand in the files of `data/`, one a line; short tables stand in the modules. A word that is here
//! stands nowhere else.

pub mod basis;
pub mod calendar;
pub mod change;
pub mod forms;
pub mod marks;
pub mod names;
pub mod numbers;
pub mod units;
