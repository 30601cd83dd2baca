//! One handle to every engine. A slice gets an [`App`] and nothing else; what a slice keeps in
//! memory for itself (a cached menu, a search index) lives in a [`App::room`] named by its type.

mod follow;
mod handle;
mod rooms;
mod waits;

pub use follow::{Follower, Miss, again, follow};
pub use handle::{App, Parts};
pub use waits::{Wait, Waits};
