//! Tenants, the places their boxes stand at, and the keys boxes sign with. Promises that a code
//! lets one box in once, that one key of a place is active, and that every request of a box is
//! believed by its signature alone.

mod codes;
mod enrol;
mod extract;
mod model;
mod owner_routes;
mod people;
mod routes;
mod sql;

pub use codes::add_restore_code;
pub use enrol::{Enrolled, Enrolling};
pub use extract::{Machine, Signed, require_active_in};
pub use owner_routes::owner_routes;
pub use people::{Invited, add_device, add_place_in, add_tenant};
pub use routes::routes;
pub use sql::{note_heard, note_seen, ring};
