use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::base::{At, Bps, Day, DrawerId, Paise};
use crate::drawer::DrawerSums;
use crate::wire::PayMethod;
use crate::words;

/// What the books of a business day come to. Amounts of rejected payments are nowhere but in
/// `rejected`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ZReport {
    /// 1, 2, 3 … in the order in which days were closed.
    pub number: u32,
    pub business_day: Day,
    pub house: String,
    pub gstin: String,
    /// When the day began and ended.
    pub from: At,
    pub to: At,
    pub issued_at: At,
    pub issued_by: String,
    pub sales: SalesSum,
    pub taxes: Vec<RateSum>,
    /// Of all that, what was under VAT.
    #[serde(default)]
    pub liquor: LiquorSum,
    pub payments: Vec<MethodSum>,
    /// UPI references that turned out not to be true.
    pub rejected: CountSum,
    /// Refunds that fell away on this day, because their payment never came.
    #[serde(default)]
    pub withdrawn: CountSum,
    /// Of invoices that were due again, what nobody will pay.
    #[serde(default)]
    pub written_off: CountSum,
    pub tips_paise: Paise,
    pub series: Vec<Series>,
    pub discounts: Vec<ReasonSum>,
    /// Given away whole.
    pub comps: Vec<ReasonSum>,
    pub voids: Vec<VoidSum>,
    pub credit_notes: CreditSum,
    pub vouchers: VoucherSum,
    /// Paid out on this day, by the way it went.
    pub refunds: Vec<RefundSum>,
    /// Owed when the day ended, and not made yet: on their way through a gateway.
    #[serde(default)]
    pub refunds_pending: CountSum,
    pub cash: CashSum,
    /// Opened on this day.
    pub drawers: Vec<DrawerCount>,
    pub over_paise: Paise,
    pub short_paise: Paise,
}

/// The day's invoices and bills of supply. `total = taxable + tax + round_off`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SalesSum {
    pub bills: u32,
    pub covers: u32,
    /// Before any discount.
    pub items_paise: Paise,
    pub discount_paise: Paise,
    pub taxable_paise: Paise,
    pub tax_paise: Paise,
    pub round_off_paise: Paise,
    pub total_paise: Paise,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct RateSum {
    pub label: String,
    pub rate_bps: Bps,
    pub taxable_paise: Paise,
    pub cgst_paise: Paise,
    pub sgst_paise: Paise,
    #[serde(default)]
    pub vat_paise: Paise,
}

/// What was sold on VAT invoices, and taken back on their credit notes. `total = taxable + vat +
/// round_off`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct LiquorSum {
    pub invoices: u32,
    pub taxable_paise: Paise,
    pub vat_paise: Paise,
    pub round_off_paise: Paise,
    pub total_paise: Paise,
    pub credit_notes: u32,
    pub credited_taxable_paise: Paise,
    pub credited_vat_paise: Paise,
    pub credited_paise: Paise,
}

/// What came in by one way to pay.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct MethodSum {
    pub method: PayMethod,
    pub count: u32,
    /// Taken off bills.
    pub amount_paise: Paise,
    pub tips_paise: Paise,
    /// Nothing was due for it: owed back.
    pub surplus_paise: Paise,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CountSum {
    pub count: u32,
    pub amount_paise: Paise,
}

words! {
    /// What the numbers of a series are of.
    pub enum PaperKind {
        TaxInvoice = "TAX_INVOICE",
        BillOfSupply = "BILL_OF_SUPPLY",
        /// Of a small bill: one tax invoice stands for all of a day.
        CashMemo = "CASH_MEMO",
        /// Of liquor, outside GST.
        VatInvoice = "VAT_INVOICE",
        VatCreditNote = "VAT_CREDIT_NOTE",
        CreditNote = "CREDIT_NOTE",
        RefundVoucher = "REFUND_VOUCHER",
    }
}

/// The numbers one series gave out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Series {
    pub kind: PaperKind,
    /// `K1/2627/`.
    pub prefix: String,
    pub first: String,
    pub last: String,
    pub count: u32,
    pub total_paise: Paise,
    /// Numbers between the last one before and `last` that are on no paper. There should be none.
    pub missing: Vec<u32>,
    /// Numbers in between that were left free on purpose, and why: they are not missing.
    #[serde(default)]
    pub skipped: Vec<SkippedNumbers>,
}

/// Numbers that will never be on a paper.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SkippedNumbers {
    pub first: u32,
    pub last: u32,
    pub reason: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ReasonSum {
    pub reason: String,
    /// Lines of bills.
    pub count: u32,
    pub amount_paise: Paise,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct VoidSum {
    pub reason: String,
    /// The kitchen had been told.
    pub was_fired: bool,
    pub portions: u32,
    /// At the menu's prices.
    pub amount_paise: Paise,
}

/// The day's credit notes, which take sales and their tax back.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CreditSum {
    pub count: u32,
    pub taxable_paise: Paise,
    pub tax_paise: Paise,
    pub round_off_paise: Paise,
    pub total_paise: Paise,
    /// Of it, what was not owed back, for it had never been paid: less is due instead.
    #[serde(default)]
    pub set_off_paise: Paise,
    pub taxes: Vec<RateSum>,
}

/// Vouchers for money that was no payment for anything.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct VoucherSum {
    pub count: u32,
    pub total_paise: Paise,
    /// Of it, what had been taken off a bill that came to less in the end.
    pub overpaid_paise: Paise,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct RefundSum {
    pub method: PayMethod,
    pub count: u32,
    pub amount_paise: Paise,
}

/// Cash that moved on this day, in whosever drawer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CashSum {
    /// For bills, tips included.
    pub taken_paise: Paise,
    pub in_drawers_paise: Paise,
    /// Taken by somebody without an open drawer.
    pub outside_paise: Paise,
    pub refunded_paise: Paise,
    /// Put in and taken out by hand.
    pub put_in_paise: Paise,
    pub taken_out_paise: Paise,
}

/// A drawer from its float to its count.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct DrawerCount {
    pub drawer_id: DrawerId,
    pub cashier: String,
    pub float_paise: Paise,
    pub sums: DrawerSums,
    pub expected_paise: Paise,
    pub counted_paise: Paise,
    /// Over, or short when below zero.
    pub difference_paise: Paise,
}
