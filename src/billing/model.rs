use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::credit::CreditNote;
use super::money::{Payment, Refund};
use super::share::BillPart;
use crate::base::{At, BillId, Bps, ItemId, LineId, OrderId, Paise, SittingId, TableId};
use crate::ordering::LineModifier;
use crate::pricing::Quote;
use crate::wire::{Diet, MoneyStatus, PlacedModifier};
use crate::words;

words! {
    /// Whether a bill can still change.
    pub enum BillState {
        Open = "OPEN",
        Paid = "PAID",
    }
}

words! {
    /// What a line of a bill is.
    pub enum LineKind {
        Dish = "DISH",
        /// Something that is not on the menu.
        Open = "OPEN",
        Packing = "PACKING",
        Delivery = "DELIVERY",
    }
}

words! {
    /// What the law calls the paper.
    pub enum DocumentKind {
        TaxInvoice = "TAX_INVOICE",
        /// Of who collects no tax.
        BillOfSupply = "BILL_OF_SUPPLY",
        /// Of a small bill: one invoice at the close of the day stands for all of them.
        CashMemo = "CASH_MEMO",
        /// Of liquor, which is under a state's VAT and not under GST.
        VatInvoice = "VAT_INVOICE",
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
    pub money: MoneyStatus,
    /// All orders of the sitting that were not called off; those that wait for a yes too.
    pub order_ids: Vec<OrderId>,
    /// Orders that wait for a yes: the bill cannot be paid before it is given.
    pub waiting_order_ids: Vec<OrderId>,
    pub lines: Vec<BillLine>,
    pub quote: Quote,
    pub discount: Option<BillDiscount>,
    pub buyer: Option<Buyer>,
    /// How it is shared; empty when it is not.
    pub parts: Vec<BillPart>,
    /// Oldest first; those that turned out not to be true among them.
    pub payments: Vec<Payment>,
    pub refunds: Vec<Refund>,
    pub credit_notes: Vec<CreditNote>,
    pub paid_paise: Paise,
    /// What was paid, less what went or goes back of it.
    #[serde(default)]
    #[schema(required)]
    pub kept_paise: Paise,
    /// Beside the bill: free, and not taxed.
    pub tips_paise: Paise,
    pub credited_paise: Paise,
    /// What nobody will pay any more.
    #[serde(default)]
    #[schema(required)]
    pub written_off_paise: Paise,
    pub due_paise: Paise,
    /// More was kept than it comes to: owed back as soon as nothing can be added to it.
    #[serde(default)]
    #[schema(required)]
    pub overpaid_paise: Paise,
    /// Of what is under GST; of all, where all is under VAT.
    pub invoice: Option<Invoice>,
    /// Of what is under VAT, beside the other.
    #[serde(default)]
    pub vat_invoice: Option<Invoice>,
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

/// Whom the invoice names. GSTIN is empty for who is not registered.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Buyer {
    pub name: String,
    pub address: String,
    pub gstin: String,
}

/// A line of the bill: what it is, from which order, and what it costs.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct BillLine {
    pub line_id: LineId,
    #[serde(default = "dish")]
    #[schema(required)]
    pub kind: LineKind,
    /// None for what was not ordered but put on the bill.
    pub order_id: Option<OrderId>,
    pub order_number: Option<u32>,
    pub menu_item_id: Option<ItemId>,
    pub name: String,
    pub name_local: String,
    pub variant_name: String,
    #[schema(value_type = Vec<LineModifier>)]
    pub modifiers: Vec<PlacedModifier>,
    pub diet: Option<Diet>,
    pub quantity: u32,
    pub unit_paise: Paise,
    pub gross_paise: Paise,
    pub discount_paise: Paise,
    pub net_paise: Paise,
    pub tax_class: String,
}

fn dish() -> LineKind {
    LineKind::Dish
}

fn tax_invoice() -> DocumentKind {
    DocumentKind::TaxInvoice
}

/// What was handed to the guest.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Invoice {
    /// `K1/2627/000123`: till, financial year, consecutive number. At most 16 characters.
    pub number: String,
    #[serde(default = "tax_invoice")]
    #[schema(required)]
    pub kind: DocumentKind,
    pub issued_at: At,
    pub seller: Seller,
    pub buyer: Option<Buyer>,
    pub table_name: String,
    pub bill_id: BillId,
    pub lines: Vec<BillLine>,
    pub quote: Quote,
    /// For all of the bill; on the first of its papers only.
    pub payments: Vec<Payment>,
    /// The other paper of the same bill.
    #[serde(default)]
    pub beside: Option<Beside>,
    /// Where its page is: opens without signing in, and cannot be guessed.
    pub receipt_path: String,
}

/// A paper that stands beside another, for the same bill.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Beside {
    pub number: String,
    pub total_paise: Paise,
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

impl Invoice {
    pub fn is_vat(&self) -> bool {
        self.kind == DocumentKind::VatInvoice
    }
}

impl Bill {
    /// Its invoice was issued.
    pub fn is_paid(&self) -> bool {
        self.state == BillState::Paid
    }

    /// Its papers, once it is paid.
    pub fn invoices(&self) -> impl Iterator<Item = &Invoice> {
        self.invoice.iter().chain(&self.vat_invoice)
    }
}
