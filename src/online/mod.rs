//! Payments through a gateway: attempts, what is heard of them from browsers, webhooks and our own
//! looking, and refunds through the same gateway.
//!
//! Promises: only captured money is money; whatever comes twice, late or in any order ends in the
//! same state; another amount than was asked for is never accepted; nothing here holds an order up.

mod back;
mod feed;
mod hear;
mod look;
mod mismatch;
mod model;
mod open;
mod page;
mod refund;
mod routes;
mod sql;
mod tend;
mod ways;

#[cfg(test)]
mod tests;

pub use hear::{believe, digest_waiting, note_in};
pub use mismatch::{Mismatch, Resolution, mismatches};
pub use model::{Attempt, AttemptState};
pub use routes::routes;
pub use tend::{METHODS, tend};
