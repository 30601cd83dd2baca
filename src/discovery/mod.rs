//! How the box is found: it announces itself on the LAN as `<name>.local` by multicast DNS, and
//! knows the address that phones on the LAN reach it by.
//!
//! Promises: without a network, or without multicast, nothing fails and nothing waits; when a
//! cable is plugged in the box announces itself there within seconds; when another box has its
//! name already it takes the next, `<name>-2.local`, and says so.

mod announce;
mod lan;

pub use announce::Discovery;
pub use lan::lan_address;
