//! The ways out of the box. Each kind of service is one type that hides which provider it is.

mod breaker;
mod call;
mod form;
pub mod pay;
pub mod sms;
mod socket;

pub use breaker::Breaker;
pub use call::{Ask, CallError, Caller, Reply};
pub use socket::{Dialled, Heard, Socket};
