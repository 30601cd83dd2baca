//! What concerns tables and orders together: a party moves, joins another, takes part of what it
//! ordered elsewhere, gives some of it to another bill, or left long ago. Orders, tickets, bills and
//! phones follow.
//!
//! Promises: nothing is fired by any of it; every order is on one bill, that of whoever pays for its
//! sitting; a bill on which money was taken is never changed; who owes something is never sent away.

mod idle;
mod items;
mod merge;
mod place;
mod routes;
mod split;
mod transfer;
mod unmerge;

pub use idle::end_idle;
pub use items::{ItemsTransfer, Portions, Transferred, transfer_items, transfer_items_in};
pub use merge::{merge, merge_in};
pub use routes::routes;
pub use split::{Splitting, split, split_in};
pub use transfer::{transfer, transfer_in};
pub use unmerge::{unmerge, unmerge_in};
