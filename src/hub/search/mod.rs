//! Restaurants near somebody, by what they and their dishes are called, typos forgiven. Promises
//! that what is shown here is public, that an answer is bounded whatever is asked, and that a
//! restaurant is within a radius by the globe and not by a box around it.

mod find;
mod globe;
mod hours;
mod model;
mod routes;
mod show;
mod sql;
mod vocabulary;

#[cfg(test)]
mod tests;

pub use hours::{Hours, minute_of_week};
pub use model::Listing;
pub use routes::routes;
pub use show::show_in;
pub use sql::find_listing;
