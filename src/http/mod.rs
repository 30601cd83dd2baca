//! The way in: what every request passes through, and how errors and files leave.

mod error;
mod extract;
mod kept;

pub use extract::{Json, Keyed, Path, Query, bytes};
pub use kept::Kept;
