//! The book of facts: numbered without gaps, each hash sealing all before it, written in the same
//! transaction as the change it tells of. Followers read it at their own pace and remember how far
//! they are; what they cannot digest becomes a dead letter a person can see, retry or drop.

mod book;
mod chain;
mod cursors;

#[cfg(test)]
mod tests;

pub use book::{Ledger, append, head, read_after, read_back};
pub use chain::verify;
pub use cursors::{DeadLetter, advance, bury, cursor, dead_letters, drop_letter, fact_at};
