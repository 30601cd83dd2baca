//! The ways out of the box. Each kind of service is one type that hides which provider it is.

pub mod pay;
mod sms;

pub use sms::{ShownCode, Sms, SmsError, Text};
