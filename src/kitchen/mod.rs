//! The kitchen's board: what is to be cooked, oldest first, and the taps that move it on. Owns no
//! state of its own: a ticket is an order's lines at a station.

mod board;
mod routes;

pub use board::{Board, Ticket};
pub use routes::routes;
