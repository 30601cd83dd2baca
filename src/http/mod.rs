//! The way in: what every request passes through, and how errors and files leave.

mod error;
mod extract;

pub use extract::{Json, Keyed, Path, Query, bytes};
