//! Texts to guests' phones: what they say, that nobody is told the same thing twice, and a record
//! of what was sent, in which numbers are masked and codes have no digits.

mod model;
mod queue;
mod routes;
mod send;
mod sql;
mod texting;
mod texts;

#[cfg(test)]
mod tests;

pub use model::{Delivered, Message, MessageState, Note, Passcode, Texting};
pub use queue::{call_off_in, queue_in};
pub use routes::routes;
pub use send::{deliver, send_code};
pub use sql::mark_given_up as give_up_waiting_in;
pub use texts::{Saying, say};
