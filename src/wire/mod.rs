//! What is written down for ever and sent to others: facts, and who made them.
//!
//! A fact says what happened, in the past tense, with all that another box or the cloud needs to
//! understand it. Fields may be added with a default; none is ever renamed, removed or reused.
//! No fact carries a phone number, a PIN or a code.

mod chain;
mod fact;
pub mod sync;
mod words;

pub use chain::{BEGINNING, chain};
pub use fact::{
    Actor, BillPaid, Fact, ItemsTransferred, LineTransferred, OrderPlaced, PaymentTaken,
    PlacedLine, PlacedModifier, Recorded, TaxPaid,
};
pub use words::{
    CallKind, ChangeKind, Diet, EntryKind, LineStatus, MessageKind, MoneyStatus, OrderStatus,
    PayMethod, PaymentState, RefundReason, RefundState, Role, Source, TaxKind, TicketKind,
};
