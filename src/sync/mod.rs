//! The way to the cloud: the box's book goes there as it was written, whenever there is a line.
//! Promises that nothing is let go of before the cloud has said that it holds it, that a book that
//! was put back is never taken for the one before, and that no order ever waits for any of it.

mod alarm;
mod beat;
mod copies;
mod enrol;
mod epoch;
mod hello;
mod line;
mod link;
mod listen;
mod model;
mod obey;
mod pace;
mod part;
mod poll;
mod rebuild;
mod restore;
mod routes;
mod send;
mod settle;
mod ship;
mod snapshot;
mod sql;
mod status;

#[cfg(test)]
mod tests;

pub use alarm::{Alarm, clear, ring_in};
pub use copies::keep_copies;
pub use enrol::enrol;
pub use listen::listen;
pub use model::{Cloud, CloudState};
pub use part::begin_life;
pub use restore::{Restored, Step, Wanted, restore};
pub use routes::routes;
pub use send::run;
pub use settle::{prepare, settle_in};
pub use snapshot::{Copied, snapshot};
pub use status::{CloudStatus, set_cap, status, tries};
