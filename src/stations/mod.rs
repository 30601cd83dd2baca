//! Where in the house something is cooked. A station is a name: dishes and categories carry names,
//! so that a menu can be imported into an empty house; what is set for a station stands here.
//! Promises that every dish has at least one station.

mod areas;
mod change;
mod list;
mod model;
mod route;
mod routes;
mod sql;

#[cfg(test)]
mod tests;

pub use change::{remove_in, rename_in};
pub use list::{list, with_screens};
pub use model::{ALL_STATIONS, AreaStation, Station, Stations, key, shows};
pub use route::route;
pub use routes::routes;
