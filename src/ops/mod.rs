//! Watching over the box: is it alive, is it ready, how is it doing, what was laid aside, what is
//! wrong and how to mend it. Changes nothing but the list of dead letters, and each change of that
//! is a fact.

mod doctor;
mod letters;
mod metrics;
mod model;
mod ready;
mod routes;
mod sql;
mod status;
mod watchdog;

#[cfg(test)]
mod tests;

pub use doctor::doctor;
pub use letters::know_followers;
pub use metrics::Metrics;
pub use model::{Finding, FollowerStatus, FollowerWait, Status};
pub use routes::{measure, routes};
pub use watchdog::{ready, stopping, watch};
