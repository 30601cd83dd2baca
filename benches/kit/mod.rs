//! What the benchmarks share: a box with the sample restaurant, people in it, a lean HTTP client,
//! and sums. Each benchmark uses a part.
#![allow(dead_code, unused_imports)]

mod client;
mod house;
mod postgres;
mod process;
mod sums;

pub use client::Client;
pub use house::{House, PIN, disk};
pub use postgres::Postgres;
pub use process::{Memory, Process};
pub use sums::{Row, micros, millis, percentile, print};

/// A number from the environment, or what a run takes that nobody tuned.
pub fn setting(name: &str, usual: usize) -> usize {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(usual)
}
