//! What came in for a bill, and what goes back.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::base::{At, BillId, Paise, PartId, PaymentId, RefundId};
use crate::wire::{PayMethod, PaymentState, RefundReason, RefundState};

/// Money that came in. `received = amount + tip + surplus + change`.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Payment {
    pub id: PaymentId,
    pub bill_id: BillId,
    /// Whose part of a shared bill it was.
    pub part_id: Option<PartId>,
    pub method: PayMethod,
    #[serde(default = "taken")]
    #[schema(required)]
    pub state: PaymentState,
    /// Taken off the bill.
    pub amount_paise: Paise,
    #[serde(default)]
    #[schema(required)]
    pub tip_paise: Paise,
    /// Nothing was due for it: owed back.
    #[serde(default)]
    #[schema(required)]
    pub surplus_paise: Paise,
    pub received_paise: Paise,
    pub change_paise: Paise,
    /// A UTR, a slip's number or a gateway's payment. Empty for cash.
    #[serde(default)]
    #[schema(required)]
    pub reference: String,
    pub at: At,
    pub by: String,
}

fn taken() -> PaymentState {
    PaymentState::Taken
}

impl Payment {
    /// It turned out otherwise for those that were rejected.
    pub fn counts(&self) -> bool {
        self.state != PaymentState::Rejected
    }
}

/// Money that goes back, the way it came or in cash.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Refund {
    pub id: RefundId,
    pub payment_id: PaymentId,
    /// While it is not sure that the payment came, nothing of it goes back.
    #[serde(default = "taken")]
    #[schema(required)]
    pub payment_state: PaymentState,
    pub bill_id: BillId,
    pub method: PayMethod,
    /// Of the payment: what a gateway knows it by.
    pub payment_reference: String,
    pub amount_paise: Paise,
    pub reason: RefundReason,
    pub state: RefundState,
    /// The credit note or voucher it is paid on.
    pub note: String,
    pub reference: String,
    pub failure: String,
    pub due_at: At,
    pub done_at: Option<At>,
    pub done_by: String,
    /// Of money nothing was due for from the start: it never was the bill's.
    #[serde(skip)]
    pub is_of_surplus: bool,
}

impl Refund {
    /// Money that went back, or will.
    pub fn counts(&self) -> bool {
        self.state != RefundState::Withdrawn
    }

    /// It is still to be made.
    pub fn is_open(&self) -> bool {
        !matches!(self.state, RefundState::Done | RefundState::Withdrawn)
    }
}
