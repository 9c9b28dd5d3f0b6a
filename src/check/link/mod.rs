//! Ties figures together: which series, which period, which part in the sentence.

pub mod lexicon;
mod events;
mod items;
mod lookup;
mod periods;
mod roles;
mod series;

pub use events::{Event, Linked, Sentence, link};
pub use lookup::FlowGroup;
pub use items::{Item, Items};
pub use lexicon::{Direction, Flow};
pub use periods::When;
pub use roles::Role;
pub use series::Series;
