//! What the owner wants to know of a day. Reads any table, writes none.

mod audit;
mod csv;
mod kitchen;
mod leaks;
mod routes;
mod sql;
mod today;

pub use routes::routes;
pub use today::{Hour, Method, TaxCollected, Today, TopItem, today};
