//! Restaurants that register, are verified by whoever runs the service, and are seen while a
//! person wants it and their box is heard. Promises that a licence is one restaurant's, that a
//! registration sent twice is one, that nothing is shown before it was verified, and that a box's
//! silence only ever turns a restaurant off.

mod change;
mod line;
mod model;
mod read;
mod register;
mod review;
mod routes;
mod silence;
mod sql;

#[cfg(test)]
mod tests;

pub use routes::routes;
pub use silence::{count_orders, look_after, sweep};
