//! PostgreSQL is named here and in the slices' `sql.rs`. One login that owns nothing; each
//! transaction takes the role it needs and the tenant it is about, so that a forgotten WHERE
//! shows nobody anything.

mod listen;
mod migrate;
mod pool;

pub use migrate::migrate;
pub use pool::{Db, Tx, again};
