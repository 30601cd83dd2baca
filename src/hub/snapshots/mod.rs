//! What a box is brought back from: copies of its rows and the changes since, sealed by the box
//! and never read here. Promises that the last two whole copies are kept, that who takes a box's
//! place goes on where rows and facts meet, and that what the old one still sends counts nowhere.

mod keep;
mod late;
mod restore;
mod routes;
mod sql;

pub use keep::needs_copy;
pub use late::{Late, greet_late, keep_late, list_late};
pub use restore::{begin_in, plan_in};
pub use routes::routes;
pub use sql::list_last;
