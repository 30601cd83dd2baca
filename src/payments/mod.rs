//! Money coming in. Owns what was taken, how, by whom, and what was given back. Promises that a
//! bill is paid once, however often it is asked.

mod cash;
mod routes;
mod sql;

pub use cash::{CashTaken, pay_cash};
pub use routes::routes;
