//! Guests who have shown, by a code sent to it, that a phone number is theirs. The code is kept
//! only as a keyed hash and may be forgotten; wrong tries and locks are in SQLite.

mod ask;
mod codes;
mod model;
mod routes;
mod sql;
mod texts;
mod verify;

pub use ask::{Asked, ask};
pub use model::{CustomerRow, Reach};
pub use routes::routes;
pub use sql::{customer_of, find_phone, reach};
pub use texts::opt_out;
pub use verify::verify;
