//! The end of a day: whether its books can be closed, what they say then, and what goes to the
//! accountant. Promises that a closed day takes nothing more, and that its report can be worked out
//! again from the books to the paisa at any time.

mod close;
mod csv;
mod gstr1;
mod journal;
mod model;
mod ready;
mod routes;
mod series;
mod sql;
mod window;
mod z;

#[cfg(test)]
mod tests;

pub use close::{close_day, close_day_in};
pub use gstr1::Gstr1;
pub use journal::{Account, Journal, Posting, postings};
pub use model::ZReport;
pub use ready::{Hindrances, hindrances};
pub use routes::routes;
pub use z::{Issue, work_out};
