use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

use crate::base::{
    AreaId, At, BillId, Code, Day, Error, GuestId, ItemId, LineId, OrderId, Paise, Result,
    SittingId, TableId, TicketId, Word,
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
    /// The part of the house the table is in.
    pub area_id: Option<AreaId>,
    pub placed_at: At,
    pub accepted_at: Option<At>,
    /// Accepted by itself at this time; until then whoever placed it may take it back.
    pub accept_at: Option<At>,
    /// To be cooked before everything else.
    #[serde(default)]
    pub is_rush: bool,
    /// When expo had it complete, in a house with two levels of expo.
    pub passed_at: Option<At>,
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
    /// As ordered; see `voided_quantity`.
    pub quantity: u32,
    /// How much of it was called off.
    #[serde(default)]
    pub voided_quantity: u32,
    pub unit_paise: Paise,
    /// What is not called off times unit, before any discount.
    pub total_paise: Paise,
    pub discount_paise: Paise,
    pub special_instructions: String,
    pub diet: Diet,
    /// 1 is fired when the order is accepted; later courses wait.
    #[serde(default = "first_course")]
    pub course: u32,
    /// Which chair it is for, where somebody said so.
    pub seat: Option<u32>,
    /// A line that waits fires by itself at this time.
    pub fire_at: Option<At>,
    /// Every station that cooks it.
    #[serde(default)]
    pub stations: Vec<LineStation>,
    /// What the stations have made of it together.
    pub status: LineStatus,
    /// How much of it the kitchen was told to cook.
    pub fired_quantity: u32,
    pub fired_at: Option<At>,
    pub done_at: Option<At>,
    pub prep_minutes: u32,
    pub guest_name: String,
}

/// The course of whatever was ordered before there were courses.
fn first_course() -> u32 {
    1
}

/// A line at one station.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct LineStation {
    pub name: String,
    pub status: LineStatus,
    pub fired_at: Option<At>,
    pub started_at: Option<At>,
    pub done_at: Option<At>,
    #[serde(skip)]
    pub ticket_id: Option<TicketId>,
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

    /// True once its bill's invoice was issued.
    pub fn is_settled(&self) -> bool {
        use MoneyStatus::{Paid, RefundDue, Refunded};
        matches!(self.money, Paid | RefundDue | Refunded)
    }

    /// True while it waits for a person's or a payment's yes.
    pub fn is_waiting(&self) -> bool {
        matches!(self.status, OrderStatus::Pending | OrderStatus::PaymentPending)
    }

    /// True while it is with the kitchen.
    pub fn is_cooking(&self) -> bool {
        matches!(self.status, OrderStatus::Confirmed | OrderStatus::Preparing | OrderStatus::Ready)
    }

    /// The courses that have not been fired, in their order.
    pub fn held_courses(&self) -> BTreeSet<u32> {
        let held = self.lines.iter().filter(|line| line.status == LineStatus::Queued);
        held.map(|line| line.course).collect()
    }

    /// True when part of it is at the table.
    pub fn has_served(&self) -> bool {
        self.lines.iter().any(|line| line.status == LineStatus::Served)
    }

    /// True when all that was not called off is at the table.
    pub fn is_all_served(&self) -> bool {
        let mut live =
            self.lines.iter().filter(|line| line.status != LineStatus::Voided).peekable();
        live.peek().is_some() && live.all(|line| line.status == LineStatus::Served)
    }

    /// The state the order should be in now, by what the kitchen has made of the lines it was told
    /// of. A course that waits holds nothing up: firing it takes a ready order back to the stove.
    pub fn kitchen_says(&self) -> Option<OrderStatus> {
        use LineStatus::{Cooking, Done, Queued, Served, Voided};
        let live = || self.lines.iter().filter(|l| !matches!(l.status, Voided | Queued));
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

impl LineStation {
    /// A station that will be told of a line.
    pub fn queued(name: String) -> LineStation {
        let status = LineStatus::Queued;
        LineStation {
            name,
            status,
            fired_at: None,
            started_at: None,
            done_at: None,
            ticket_id: None,
        }
    }
}

impl OrderLine {
    /// What is still wanted of it.
    pub fn live_quantity(&self) -> u32 {
        self.quantity.saturating_sub(self.voided_quantity)
    }

    /// What it is priced by: a line that was called off as a whole still shows what it would have
    /// cost.
    pub fn counted_quantity(&self) -> u32 {
        if self.status == LineStatus::Voided { self.quantity } else { self.live_quantity() }
    }

    /// The state of the whole line, by what its stations have made of it.
    pub fn stations_say(&self) -> LineStatus {
        use LineStatus::{Cooking, Done, Fired, Queued, Served, Voided};
        let at = |status| self.stations.iter().filter(move |s| s.status == status).count();
        match self.status {
            Queued | Served | Voided => self.status,
            _ if at(Done) == self.stations.len() => Done,
            _ if at(Done) + at(Cooking) > 0 => Cooking,
            _ => Fired,
        }
    }
}
