//! The hands that take money and give it back at the counter: cash, UPI, a card terminal. Promises
//! that nothing is taken twice, however often it is asked, and that a reference is money once.
//! The book itself is kept by billing.

mod refund;
mod routes;
mod take;
mod upi;
mod verify;

pub use refund::pay_refund;
pub use routes::routes;
pub use take::{Taken, Taking, receive_in, receive_odd_in, take, take_in};
pub use upi::{UpiCode, code as upi_code};
pub use verify::verify;
