//! The sample restaurant: a house, its tables, its menu and its people, for the demonstration and
//! for the tests. It comes about through the same verbs as a real one.

mod load;

pub use load::{People, cast, load};
