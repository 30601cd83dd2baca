//! The owner's own systems, an accountant's program for one, told what happened: each webhook is a
//! follower of its own, told in order and at least once, under an id that stays the same, signed.
//! Promises that no webhook waits for another, and that nothing goes out but what its owner chose
//! of the house's trade: no guest's words, names or numbers.

mod desk;
mod list;
mod model;
mod routes;
mod run;
mod set;
mod signature;
mod sql;
mod tell;

#[cfg(test)]
mod tests;

pub use desk::Outcome;
pub use list::{switched_off, tally};
pub use model::{Setting, Topic, Webhook};
pub use routes::routes;
pub use run::{go_on_in, run};
pub use signature::sign;
pub use tell::follower_named;
