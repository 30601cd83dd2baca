//! The hub's own page, for whoever runs the service and for owners. Promises that no box carries
//! any of it.

mod routes;

pub use routes::routes;
