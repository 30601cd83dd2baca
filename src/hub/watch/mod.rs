//! How the boxes are: heard when, how far behind, with which alarms. For whoever runs the service
//! of all places, for owners of their own. Promises that the service sees no book and no menu, and
//! that an alarm is cleared by a person of its tenant only.

mod model;
mod routes;
mod sql;

pub use model::SILENT_SECONDS;
pub use routes::routes;
