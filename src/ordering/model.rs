use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

use crate::base::{
    At, BillId, Code, Day, Error, GuestId, ItemId, LineId, OrderId, Paise, Result, SittingId,
    TableId, Word,
};
use crate::pricing::Quote;
use crate::wire::{Diet, LineStatus, MoneyStatus, OrderStatus, PlacedModifier, Source};

/// An order as every screen sees it.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Order {
    pub id: OrderId,
    /// 1, 2, 3 … of the business day.
    pub number: u32,
    pub business_day: Day,
    pub sitting_id: SittingId,
    pub bill_id: BillId,
    pub table_id: TableId,
    pub table_name: String,
    pub status: OrderStatus,
    pub money: MoneyStatus,
    pub placed_at: At,
    pub accepted_at: Option<At>,
    pub placed_by: String,
    pub placed_by_guest_id: Option<GuestId>,
    pub source: Source,
    pub lines: Vec<OrderLine>,
    pub quote: Quote,
    pub notes: String,
    /// Minutes the kitchen is expected to need; none once it is done.
    pub eta_minutes: Option<u32>,
    /// Grows with every change: a screen keeps the higher one.
    pub version: u32,
    pub history: Vec<Step>,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct OrderLine {
    pub id: LineId,
    pub menu_item_id: ItemId,
    pub name: String,
    pub name_local: String,
    pub variant_name: String,
    #[schema(value_type = Vec<LineModifier>)]
    pub modifiers: Vec<PlacedModifier>,
    pub quantity: u32,
    pub unit_paise: Paise,
    /// Quantity times unit, before any discount.
    pub total_paise: Paise,
    pub discount_paise: Paise,
    pub special_instructions: String,
    pub diet: Diet,
    pub station: String,
    pub status: LineStatus,
    /// How much of it the kitchen was told to cook.
    pub fired_quantity: u32,
    pub fired_at: Option<At>,
    pub done_at: Option<At>,
    pub prep_minutes: u32,
    pub guest_name: String,
}

/// A modifier as it was ordered.
#[derive(Serialize, Deserialize, ToSchema)]
pub struct LineModifier {
    pub name: String,
    pub price_paise: Paise,
}

/// One step of an order: who, when, from which device, why.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Step {
    pub from: Option<OrderStatus>,
    pub to: OrderStatus,
    pub at: At,
    pub by: String,
    pub role: String,
    pub device: String,
    pub reason: String,
}

/// The states an order may go to from `from`. Everything else is refused by name.
pub fn next_steps(from: OrderStatus) -> &'static [OrderStatus] {
    use OrderStatus::*;
    match from {
        PaymentPending => &[Pending, Cancelled],
        Pending => &[Confirmed, Preparing, Rejected, Cancelled],
        Confirmed => &[Preparing, Cancelled],
        Preparing => &[Ready, Cancelled],
        Ready => &[Served, OutForDelivery, Preparing],
        Served => &[Completed],
        OutForDelivery => &[Delivered, Ready],
        Delivered => &[Completed],
        Completed | Rejected | Cancelled => &[],
    }
}

/// Error `illegal_transition` names both states.
pub fn may_step(from: OrderStatus, to: OrderStatus) -> Result<()> {
    if next_steps(from).contains(&to) { Ok(()) } else { Err(illegal(from, to)) }
}

/// The states a line may go to. A line that is done may be recalled; one that was served may not.
pub fn next_line_steps(from: LineStatus) -> &'static [LineStatus] {
    use LineStatus::*;
    match from {
        Queued => &[Fired, Voided],
        Fired => &[Cooking, Done, Voided],
        Cooking => &[Done, Voided],
        Done => &[Cooking, Served, Voided],
        Served | Voided => &[],
    }
}

pub fn may_step_line(from: LineStatus, to: LineStatus) -> Result<()> {
    if next_line_steps(from).contains(&to) { Ok(()) } else { Err(illegal(from, to)) }
}

pub fn illegal<W: Word>(from: W, to: W) -> Error {
    let (from, to) = (from.as_str(), to.as_str());
    Error::new(Code::IllegalTransition)
        .message(format!("{from} cannot become {to}."))
        .details(json!({ "from": from, "to": to }))
}

impl Order {
    /// Rejected and cancelled orders are not on the bill.
    pub fn is_billed(&self) -> bool {
        !matches!(self.status, OrderStatus::Rejected | OrderStatus::Cancelled)
    }

    /// True while it waits for a person's or a payment's yes.
    pub fn is_waiting(&self) -> bool {
        matches!(self.status, OrderStatus::Pending | OrderStatus::PaymentPending)
    }

    /// The state the order should be in now, by what the kitchen has made of its lines.
    pub fn kitchen_says(&self) -> Option<OrderStatus> {
        use LineStatus::{Cooking, Done, Served, Voided};
        let live = || self.lines.iter().filter(|l| l.status != Voided);
        let all_done = live().count() > 0 && live().all(|l| matches!(l.status, Done | Served));
        let begun = live().any(|l| matches!(l.status, Cooking | Done | Served));
        match self.status {
            OrderStatus::Confirmed if begun => Some(OrderStatus::Preparing),
            OrderStatus::Preparing if all_done => Some(OrderStatus::Ready),
            OrderStatus::Ready if !all_done => Some(OrderStatus::Preparing),
            _ => None,
        }
    }

    /// The longest any line takes that is not done yet.
    pub fn eta(lines: &[OrderLine], status: OrderStatus) -> Option<u32> {
        use LineStatus::{Cooking, Fired, Queued};
        use OrderStatus::{Confirmed, Pending, Preparing};
        if !matches!(status, Pending | Confirmed | Preparing) {
            return None;
        }
        let waiting = lines.iter().filter(|l| matches!(l.status, Queued | Fired | Cooking));
        waiting.map(|l| l.prep_minutes).max()
    }
}
