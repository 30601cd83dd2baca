//! What may be forgotten: values with a time to live, kept in sled.
//!
//! Promises: opening never fails and nothing here ever stops the box. A folder that cannot be
//! read is set aside, a fresh one takes its place and [`Ephemeral::was_reset`] says so; what was
//! in it is then simply absent. Within one run a value lives exactly as long as it was given,
//! whatever the wall clock does; over a restart the wall clock decides, and never in favour of a
//! longer life. A crash may lose what was put in the last second or so.
//!
//! All calls block, but only for memory and, now and then, a short write: well under a
//! millisecond. They may be made from async code.

mod folder;
mod keep;
mod value;

#[cfg(test)]
mod tests;

pub use keep::Ephemeral;
