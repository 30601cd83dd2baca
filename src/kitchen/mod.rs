//! The kitchen's screens: tickets at their stations, expo, what was bumped, what nobody has seen.
//! Owns no state of its own: a ticket is the part of an order that a station was told to cook.

mod board;
mod delivery;
mod model;
mod routes;
mod stations;
mod ticket;

pub use board::Board;
pub use delivery::{Delivery, delivery};
pub use model::{Change, Ticket, TicketLine};
pub use routes::routes;
pub use ticket::{of_order, ticket};
