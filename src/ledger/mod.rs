//! The book of facts: numbered without gaps, each hash sealing all before it, written in the same
//! transaction as the change it tells of. Followers read it at their own pace and remember how far
//! they are; what they cannot digest becomes a dead letter a person can see, retry or drop.

mod book;
mod cursors;
mod raw;
mod verify;

#[cfg(test)]
mod tests;

pub use book::{Ledger, append, head, read_after, read_back};
pub use cursors::{
    DeadLetter, advance, bury, cursor, dead_letters, drop_letter, fact_at, forget, rewind,
};
pub use raw::{hash_at, insert_raw, read_raw_after};
pub use verify::verify;
