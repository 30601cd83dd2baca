//! Boxes' books as they come: continuity and hashes are checked, facts are kept as they were
//! written, and what is held is answered once it is committed. Promises that the log of an epoch
//! has neither gap nor double, whatever is sent how often.

mod hello;
mod keep;
mod model;
mod routes;
mod sql;

pub use hello::{hash_in as hash_at, register_in};
pub use routes::routes;
pub use sql::{hold, insert_epoch};
