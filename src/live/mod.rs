//! The hub of all open screens: one WebSocket each, and whoever publishes waits for none of them.
//!
//! Promises: a screen sees what it may see, in the order it was published; between what it missed
//! and what comes next nothing is lost and nothing comes twice; a screen that does not read is
//! dropped, and resumes where it was. The hub does not know what is in a message.

mod hub;
mod message;
mod socket;

#[cfg(test)]
mod tests;

pub use hub::{Live, Screen};
pub use message::{Admission, Audience, CatchUp, Hello, Message, Viewer};
pub use socket::{answer, serve};
