//! Economic complexity: indices of economies and products, the product space, and what it holds out to an economy.
//!
//! The functions here are pure and take matrices; the metrics beside them lay figures out as matrices.

pub(super) mod cog;
pub(super) mod coi;
pub(super) mod density;
pub(super) mod eci;
mod eigen;
mod index;
pub(super) mod pci;
mod presence;
pub(super) mod product_space;
pub(super) mod proximity;
mod setting;
mod space;

pub use index::{Complexity, ITERATES, REFLECTIONS, eigenvector, fitness, reflections};
pub use presence::{Presence, is_advantage, rca};
pub use space::{Edge, Outlook, density, edges, outlook, proximity};
