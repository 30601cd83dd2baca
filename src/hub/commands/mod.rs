//! What the cloud asks of a box: kept until the box has said what came of it, handed out in order
//! over a link the box opens, or a poll it holds open. Promises that what was asked at one node
//! reaches a box that is linked to another, at least once, and that only the box that stands at a
//! place now is told, and heard.

mod ack;
mod ask;
mod beat;
mod give;
mod look;
mod model;
mod order;
mod owner_routes;
mod routes;
mod sql;

pub use give::{Asking, give_in};
pub use owner_routes::owner_routes;
pub use routes::routes;
