//! Ties figures together: which series, which period, which part in the sentence.

mod events;
mod items;
pub mod lexicon;
mod lookup;
mod periods;
mod reading;
mod roles;
mod scope_words;
mod series;
mod sureness;
mod tables;
mod tie;

pub use events::{Event, Linked, Sentence, link};
pub use items::{Item, Items};
pub use lexicon::{Direction, Flow};
pub use lookup::{FlowGroup, FlowPair};
pub use periods::When;
pub use roles::Role;
pub use series::Series;
pub use tables::{Grid, GridCell, GridRow, Heading};
pub use tie::{Signed, Tie};
