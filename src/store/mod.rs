//! The one place where things are kept: SQLite, one writer, many readers.
//!
//! Promises: whoever got an answer from [`Store::write`] finds it again after any crash; a job that
//! fails undoes itself and nobody else's; [`Tx`] exists only on the writer's thread and [`Read`]
//! only on a connection that cannot write. It has never heard of a restaurant.

mod backup;
mod connection;
mod errors;
mod health;
mod migrate;
mod mirror;
mod once;
mod readers;
mod replay;
mod rows;
mod tx;
mod writer;

#[cfg(test)]
mod tests;

pub use connection::{Files, Store};
pub use health::Storage;
pub use mirror::{
    Shipment, drop_shipments_in, forget_shipments, mirror_in, shipments_after, waiting_bytes,
    whole_from,
};
pub use replay::{Copied, Replay, copy_rows, newest_schema, put_in_place};
pub use rows::RowExt;
pub use rusqlite::{Row, params};
pub use tx::{Read, Tx};
pub use writer::Hooks;
