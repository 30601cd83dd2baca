//! What a table owes: one bill for each sitting, or for several that were
//! merged, from all their orders. Owns discounts on the whole,
//! invoice numbers and the invoices themselves, which are never changed once issued.

mod close;
mod discount;
mod model;
mod receipt;
mod regroup;
mod routes;
mod settle;
mod sql;
mod view;

pub use model::{Bill, BillDiscount, BillLine, BillState, Invoice, Payment, Seller};
pub use regroup::{orders_left_in, require_movable};
pub use routes::routes;
pub use settle::settle_in;
pub use view::{bill_of_sitting, find, find_by_order_or_bill, find_even_empty};
