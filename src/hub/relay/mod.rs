//! Gateways' news from the internet, brought to the box it is for. Promises that what a gateway was
//! answered 200 for is kept until the box has it, and that nobody reads or believes it here: the
//! secret it is signed with is the box's.

mod address;
mod routes;
mod sql;
mod take;

pub use address::address;
pub use routes::routes;
