//! The way in: what every request passes through, and how errors and files leave.

mod address;
mod docs;
mod drain;
mod error;
mod extract;
mod guard;
mod kept;
mod limit;
mod server;
mod stack;
mod web;

#[cfg(test)]
mod tests;

pub use address::Address;
pub use docs::{STYLE as DOCS_STYLE, page as docs_page};
pub use extract::{Json, Keyed, Path, Query, bytes};
pub use kept::Kept;
pub use limit::{Rate, RateLimit};
pub use server::{serve, told_to_stop};
pub use stack::{Rules, stack};
pub use web::{Site, asset, page};
