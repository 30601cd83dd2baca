use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::base::{At, BillId, Bps, ItemId, LineId, OrderId, Paise, PaymentId, SittingId, TableId};
use crate::ordering::LineModifier;
use crate::pricing::Quote;
use crate::wire::{Diet, PayMethod, PlacedModifier};
use crate::words;

words! {
    /// Whether a bill can still change.
    pub enum BillState {
        Open = "OPEN",
        Paid = "PAID",
    }
}

/// A sitting's bill: live while it is open, as it was paid ever after.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Bill {
    pub id: BillId,
    pub sitting_id: SittingId,
    pub table_id: TableId,
    pub table_name: String,
    pub state: BillState,
    /// All orders of the sitting that were not called off; those that wait for a yes too.
    pub order_ids: Vec<OrderId>,
    /// Orders that wait for a yes: the bill cannot be paid before it is given.
    pub waiting_order_ids: Vec<OrderId>,
    pub lines: Vec<BillLine>,
    pub quote: Quote,
    pub discount: Option<BillDiscount>,
    pub paid_paise: Paise,
    pub due_paise: Paise,
    pub invoice: Option<Invoice>,
    pub opened_at: At,
    pub paid_at: Option<At>,
    /// Grows with every change: a screen keeps the higher one.
    pub version: u32,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct BillDiscount {
    pub percent_bps: Bps,
    pub amount_paise: Paise,
    pub reason: String,
}

/// A line of the bill: what it is, from which order, and what it costs.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct BillLine {
    pub line_id: LineId,
    pub order_id: OrderId,
    pub order_number: u32,
    pub menu_item_id: ItemId,
    pub name: String,
    pub name_local: String,
    pub variant_name: String,
    #[schema(value_type = Vec<LineModifier>)]
    pub modifiers: Vec<PlacedModifier>,
    pub diet: Diet,
    pub quantity: u32,
    pub unit_paise: Paise,
    pub gross_paise: Paise,
    pub discount_paise: Paise,
    pub net_paise: Paise,
    pub tax_class: String,
}

/// What was handed to the guest.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Invoice {
    /// `K1/2627/000123`: till, financial year, consecutive number. At most 16 characters.
    pub number: String,
    pub issued_at: At,
    pub seller: Seller,
    pub table_name: String,
    pub bill_id: BillId,
    pub lines: Vec<BillLine>,
    pub quote: Quote,
    pub payments: Vec<Payment>,
    /// Where its page is: opens without signing in, and cannot be guessed.
    pub receipt_path: String,
}

/// The restaurant as it was when the invoice was issued.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Seller {
    pub name: String,
    pub address: String,
    pub phone: String,
    pub gstin: String,
    pub fssai: String,
    pub sac: String,
    pub timezone: String,
}

/// Money that was taken.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Payment {
    pub id: PaymentId,
    pub bill_id: BillId,
    pub method: PayMethod,
    pub amount_paise: Paise,
    pub received_paise: Paise,
    pub change_paise: Paise,
    pub at: At,
    pub by: String,
}

impl Bill {
    pub fn is_paid(&self) -> bool {
        self.state == BillState::Paid
    }
}
