//! A whole box on a port of its own, and the people who use it.
//!
//! A [`TestBox`] that is dropped checks what must hold whatever a test did: the book of facts is
//! whole, bills and payments agree, and no portion was fired twice.

mod far;
#[cfg(feature = "hub")]
pub mod hub;
#[cfg(feature = "hub")]
pub mod line;
mod mirror;
mod people;
mod printer;
mod screen;
mod shop;
#[cfg(feature = "hub")]
pub mod visitors;
mod wait;

pub use far::{Far, Message, Reply};
pub use mirror::{Mirrored, rows_of};
pub use people::{Answer, Person, client, fresh_key};
pub use printer::{Paper, Place, text_of};
pub use screen::Screen;
pub use shop::{PIN, Shop, TestBox, open};
pub use wait::{PATIENCE, found, in_time, until, within};

/// How often a test repeats itself: `often` in every run, `long` in `make soak`.
pub fn rounds(often: usize, long: usize) -> usize {
    if std::env::var_os("LONG").is_some() { long } else { often }
}
