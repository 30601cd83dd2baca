use serde::Serialize;
use serde_json::json;
use utoipa::ToSchema;

use super::sql::ready as sql;
use crate::base::{
    AttemptId, BillId, Code, Day, DrawerId, Error, Paise, PaymentId, RefundId, Result, limits,
};
use crate::billing::{self, DueAgain};
use crate::drawer;
use crate::printing::{self, PrintJob};
use crate::store::Read;
use crate::wire::{RefundReason, RefundState};

/// Most of each kind that are named; the others come when these are gone.
pub const MAX_LISTED: usize = 100;

/// Why a day's books cannot be closed yet, by what somebody can do about it.
#[derive(Debug, Default, Serialize, ToSchema)]
pub struct Hindrances {
    pub open_bills: Vec<OpenBill>,
    pub open_drawers: Vec<OpenDrawer>,
    pub waiting_prints: Vec<PrintJob>,
    pub refunds_due: Vec<DueRefund>,
    pub unverified: Vec<UnsurePayment>,
    /// Money that was not what was asked for, until a manager has seen to it.
    pub mismatches: Vec<OddPayment>,
    /// On their way through a gateway: they hold no day up, and stand in its report.
    pub refunds_pending: Vec<DueRefund>,
    /// Invoices of which a payment never came: they are paid, or written off.
    pub due_again: Vec<DueAgain>,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct OpenBill {
    pub bill_id: BillId,
    pub table_name: String,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct OpenDrawer {
    pub drawer_id: DrawerId,
    pub cashier: String,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct DueRefund {
    pub refund_id: RefundId,
    pub bill_id: BillId,
    pub amount_paise: Paise,
    pub reason: RefundReason,
    pub state: RefundState,
    /// Why a gateway would not, or did not yet.
    pub failure: String,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct UnsurePayment {
    pub payment_id: PaymentId,
    pub bill_id: BillId,
    pub amount_paise: Paise,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct OddPayment {
    pub attempt_id: AttemptId,
    pub bill_id: BillId,
    pub payment: String,
    pub came_paise: Paise,
}

/// What stands in the way of closing `day`.
pub fn hindrances(read: &Read, day: Day) -> Result<Hindrances> {
    let open = drawer::list_open(read)?.into_iter().filter(|d| d.business_day <= day);
    let named = |d: drawer::Drawer| OpenDrawer { drawer_id: d.id, cashier: d.cashier };
    Ok(Hindrances {
        open_bills: sql::list_open_bills(read, day)?,
        open_drawers: open.map(named).collect(),
        waiting_prints: printing::list_waiting(read, MAX_LISTED)?,
        refunds_due: sql::list_refunds(read, day, false)?,
        unverified: sql::list_unverified(read, day)?,
        mismatches: sql::list_mismatches(read)?,
        refunds_pending: sql::list_refunds(read, day, true)?,
        due_again: billing::list_due_again(read, Some(day), None, limits::MAX_PAGE)?,
    })
}

impl Hindrances {
    /// Error `day_not_ready` with the whole list, if there is anything on it that must be done
    /// first.
    pub fn none_or_error(&self) -> Result<()> {
        let none = self.open_bills.is_empty()
            && self.open_drawers.is_empty()
            && self.waiting_prints.is_empty()
            && self.refunds_due.is_empty()
            && self.unverified.is_empty()
            && self.mismatches.is_empty()
            && self.due_again.is_empty();
        match none {
            true => Ok(()),
            false => Err(Error::new(Code::DayNotReady).details(json!(self))),
        }
    }
}
