//! Paper: the printers there are, what waits for each, and what the documents look like on 58 and
//! 80 mm. Promises that nothing is printed twice without a mark that says so, that no printer holds
//! up another, and that no order waits for any. What was cut off in the middle is for a person to
//! decide.

mod device;
mod escpos;
mod layout;
mod model;
mod papers;
mod printers;
mod queue;
mod routes;
mod settle;
mod sql;
mod work;

#[cfg(test)]
mod tests;

pub use model::{PrintJob, PrintKind, PrintState, Printer, PrinterKind};
pub use queue::queue_for;
pub use routes::routes;
pub use sql::list_waiting;
pub use work::run;
