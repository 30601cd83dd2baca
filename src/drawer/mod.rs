//! Cash in the house: each cashier's drawer from the float to the blind count. Promises that an
//! entry is never changed, that a payment is in a drawer once, and that who counts is not told what
//! there should be.

mod close;
mod enter;
mod model;
mod open;
mod routes;
mod sql;
mod view;

#[cfg(test)]
mod tests;

pub use close::{close, close_in};
pub use enter::{enter_in, has_open, move_cash, move_cash_in};
pub use model::{Counts, Drawer, DrawerEntry, DrawerSums, MoveKind, signed};
pub use open::{open, open_in};
pub use routes::routes;
pub use sql::list_entries_of_day;
pub use view::{drawers_of_day, find, list_open};
