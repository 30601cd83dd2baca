//! The first start: whoever reads the code the box printed names the restaurant, its tax and its
//! tables, and becomes its first owner. It happens once.

mod code;
mod model;
mod open;
mod routes;

pub use code::code;
pub use model::{Draft, OwnerDraft};
pub use open::open;
pub use routes::routes;
