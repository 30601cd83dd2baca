//! Tiffin: a whole restaurant on one small box. `ARCHITECTURE.md` is the map.

pub mod base;
pub mod config;
pub mod ledger;
pub mod store;
pub mod wire;
