//! Orders, their rounds at a table and their lines. Owns the only order state machine, the history
//! of every step, and the ledger of fired quantities, so that no portion is cooked twice.

mod discount;
mod lines;
mod list;
mod model;
mod place;
mod routes;
mod sql;
mod step;
mod view;

#[cfg(test)]
mod tests;

pub use discount::discount_line;
pub use lines::{LineStep, Which, step_line};
pub use list::{bill_of_sitting, finished_orders, of_bill, open_orders, ordered_lines};
pub use model::{LineModifier, Order, OrderLine, Step, may_step, next_steps};
pub use place::{Draft, DraftLine, place};
pub use routes::{DiscountBody, routes};
pub use step::{Move, Mover, mark_paid_in, move_order};
pub use view::{BilledLine, billed_lines, find};
