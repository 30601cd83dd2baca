//! What boxes' facts say of sales: bills paid, credited, dishes sold, days closed. Worked out in
//! the transaction that keeps the facts, so that both are there or neither. Promises that it can
//! be worked out again from the log alone, with the same rows, and that no fact is refused because
//! it cannot be read here.

mod model;
mod project;
mod rebuild;
mod routes;
mod sql;
mod today;

#[cfg(test)]
mod tests;

pub use project::project_in;
pub use rebuild::rebuild;
pub use routes::routes;
