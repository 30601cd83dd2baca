//! Tenants, the places their boxes stand at, and the keys boxes sign with. Promises that a code
//! lets one box in once, that one key of a place is active, and that every request of a box is
//! believed by its signature alone.

mod enrol;
mod extract;
mod model;
mod people;
mod routes;
mod sql;

pub use enrol::{Enrolled, Enrolling};
pub use extract::{Machine, Signed, require_active_in};
pub use people::{Invited, add_device, add_restore_code, add_tenant};
pub use routes::routes;
pub use sql::{note_heard, note_seen, ring};
