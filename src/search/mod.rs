//! Finds dishes the way people type: half a word, wrong letters, another name, any script. Owns
//! nothing: what it searches is in memory, made from the menu at start and again within a second
//! of any change. Where the index fails every dish is looked at instead; it never answers an error
//! for any text.

mod ask;
mod catalogue;
mod find;
mod follower;
mod model;
mod routes;
mod shelf;
mod synonyms;
mod word_index;

#[cfg(test)]
mod tests;

pub use ask::search;
pub use follower::keep_fresh;
pub use model::{Eats, Query};
pub use routes::{Found, FoundItem, routes};
pub use shelf::{rebuild, revision};
