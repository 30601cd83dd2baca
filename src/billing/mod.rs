//! The book of what a table owes and what it paid: one bill for each sitting, or for several that
//! were merged, from all their orders. Owns discounts on the whole, what is on a bill without
//! having been ordered, how it is shared, the payments on it, invoices and credit notes, which are
//! never changed once issued, and what is owed back. How money comes and goes is for others.

mod buyer;
mod claim;
mod close;
mod consolidate;
mod credit;
mod discount;
mod enter;
mod extra;
mod hold;
mod judge;
mod model;
mod money;
mod receipt;
mod refund;
mod regroup;
mod routes;
mod settle;
mod settle_up;
mod share;
mod skip;
mod split;
mod sql;
mod view;
mod write_off;

#[cfg(test)]
mod tests;

pub use claim::{Choice, Claim, ClaimBy, ClaimState, Claims, Payer, claim_in, claims};
pub use consolidate::{Consolidated, consolidate_in};
pub use credit::{
    CreditKind, CreditNote, TakingBack, owe_surplus_in, take_back_in, take_order_back_in,
};
pub use enter::{Entry, enter_payment_in};
pub use hold::{find_claim_of, hold_for_payment_in, not_paying_in, use_claim_in};
pub use judge::verify_payment_in;
pub use model::{
    Beside, Bill, BillDiscount, BillLine, BillState, Buyer, DocumentKind, Invoice, LineKind, Seller,
};
pub use money::{Payment, Refund};
pub use receipt::{Paper, PaperLine};
pub use refund::{refund_asked_in, refund_done_in, refund_failed_in, refund_waits_in};
pub use regroup::{orders_left_in, require_movable};
pub use routes::routes;
pub use settle::{may_settle, settle_in};
pub use settle_up::{settle_up_in, unsettled_bill_of};
pub use share::{BillPart, PartLine, PartState, ShareBy};
pub use skip::{Skipped, skip_numbers_in};
pub use sql::money::{
    find_credit_note_by_token, find_payment, find_payment_by_reference, find_refund,
    list_open_refunds, list_refunds_to_ask, list_unverified, sum_unverified,
};
pub use sql::{find_consolidated, list_skipped};
pub use view::{bill_of_sitting, find, find_by_order_or_bill, find_even_empty};
pub use write_off::{DueAgain, list_due_again, write_off};
