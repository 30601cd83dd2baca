//! Orders, their rounds at a table and their lines. Owns the only order state machine, the history
//! of every step, and the ledger of fired quantities, so that no portion is cooked twice.

mod amend;
mod discount;
mod due;
mod expo;
mod fire;
mod lines;
mod list;
mod model;
mod place;
mod portions;
mod remote;
mod reseat;
mod routes;
mod seen;
mod serve;
mod sql;
mod step;
mod ticket;
mod view;

#[cfg(test)]
mod tests;

pub use amend::confirm_change;
pub use discount::{discount_line, may_give};
pub use due::do_due;
pub use expo::{pass, rush};
pub use fire::require_fired;
pub use lines::{LineStep, Which, step_line};
pub use list::{of_bill, open_orders, ordered_lines};
pub use model::{LineModifier, LineStation, Order, OrderLine, Step, may_step, next_steps};
pub use place::{Draft, DraftLine, place};
pub use portions::part_portions_in;
pub use remote::{RemoteDraft, place_remote_in};
pub use reseat::{Place, of_sitting, rebill_in, reseat_in, reseat_orders_in, split_lines_in};
pub use routes::{DiscountBody, routes};
pub use seen::{print_ticket, see_tickets};
pub use step::{
    Move, Mover, mark_money_in, mark_owed_back_in, mark_paid_in, mark_refunded_in, move_order,
};
pub use ticket::{
    Bumped, Change, Ticket, bumped_tickets, find_ticket, is_cooking_at, last_tickets, open_tickets,
    rename_station_in, tickets_of, unconfirmed, unconfirmed_of, unseen_tickets,
};
pub use view::{BilledLine, billed_lines, find};
