//! The restaurant as a whole: what it is called, what the law wants printed, and how it likes to
//! work. One row of settings; whoever needs one loads all.

mod check;
mod day;
mod model;
mod routes;
mod save;
mod sql;

#[cfg(test)]
mod tests;

pub use check::{checked_gstin, idle_minutes};
pub use day::{business_day, close_day_in};
pub use model::{AcceptMode, House, Opening, OtpMode, PublicHouse, TaxScheme};
pub use routes::routes;
pub use save::{save, save_in};
pub use sql::{closed_at, load};
