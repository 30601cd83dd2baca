//! What a table is about to order: several phones, each with its own lines and name, seen by all.
//! Kept in the ephemeral store: a cart may be lost, an order never is.

mod change;
mod model;
mod routes;
mod view;

pub use change::{forget, lines_to_order};
pub use model::{Cart, CartLine, StoredLine};
pub use routes::routes;
