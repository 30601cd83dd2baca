use std::collections::BTreeMap;

use crate::base::{BillId, CallId, OrderId, SittingId, TicketId};
use crate::wire::{Fact, Recorded};

/// What a run of facts changed: each thing once, with the number of the last fact about it.
#[derive(Default)]
pub struct Changed {
    pub orders: BTreeMap<OrderId, i64>,
    pub tickets: BTreeMap<TicketId, i64>,
    pub bills: BTreeMap<BillKey, i64>,
    pub sittings: BTreeMap<SittingId, i64>,
    pub calls: BTreeMap<CallId, i64>,
    pub menu: Option<(i64, i64)>,
    pub floor: Option<i64>,
    /// Tables have other PINs: only staff know them.
    pub pins: Option<i64>,
    /// Visits that moved: who calls from there calls from another table now.
    pub moved: BTreeMap<SittingId, i64>,
    /// Visits that pay together with others, or did.
    pub groups: BTreeMap<SittingId, i64>,
    /// Visits whose guests see less than they did.
    pub parted: BTreeMap<SittingId, i64>,
    pub stations: Option<i64>,
}

/// A bill by its own id, by a sitting that is paid with it, or by the sitting it was opened for.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
pub enum BillKey {
    Bill(BillId),
    Sitting(SittingId),
    Own(SittingId),
}

impl Changed {
    pub fn by(facts: &[Recorded]) -> Changed {
        let mut changed = Changed::default();
        for fact in facts {
            changed.take(fact.seq, &fact.fact);
        }
        changed
    }

    fn take(&mut self, seq: i64, fact: &Fact) {
        match fact {
            Fact::HouseSet { .. } | Fact::FloorSet { .. } => self.floor = Some(seq),
            Fact::MenuSet { revision, .. } => self.menu = Some((*revision, seq)),
            Fact::StationSet { .. } => self.stations = Some(seq),
            Fact::TicketsSeen { ticket_ids, .. } => {
                self.tickets.extend(ticket_ids.iter().map(|id| (*id, seq)));
            }
            Fact::SittingOpened { sitting_id, .. }
            | Fact::SittingChanged { sitting_id, .. }
            | Fact::SittingHandedOver { sitting_id, .. }
            | Fact::GuestJoined { sitting_id, .. }
            | Fact::GuestNamed { sitting_id, .. } => {
                self.sittings.insert(*sitting_id, seq);
            }
            Fact::SittingClosed { sitting_id } => {
                self.sittings.insert(*sitting_id, seq);
                self.pins = Some(seq);
            }
            Fact::TablePinSet { .. } => self.pins = Some(seq),
            Fact::SittingMoved { .. }
            | Fact::SittingMerged { .. }
            | Fact::SittingUnmerged { .. }
            | Fact::SittingSplit { .. }
            | Fact::ItemsTransferred(_) => self.regrouped(seq, fact),
            Fact::GuestCalled { call_id, sitting_id, .. }
            | Fact::CallTaken { call_id, sitting_id, .. } => {
                self.calls.insert(*call_id, seq);
                self.sittings.insert(*sitting_id, seq);
            }
            Fact::OrderPlaced(placed) => {
                self.order(seq, placed.order_id, placed.sitting_id);
                self.sittings.insert(placed.sitting_id, seq);
            }
            Fact::OrderStepped { order_id, sitting_id, .. }
            | Fact::TicketFired { order_id, sitting_id, .. }
            | Fact::TicketBumped { order_id, sitting_id, .. }
            | Fact::TicketRecalled { order_id, sitting_id, .. }
            | Fact::LineFired { order_id, sitting_id, .. }
            | Fact::StationStepped { order_id, sitting_id, .. }
            | Fact::LineChanged { order_id, sitting_id, .. }
            | Fact::ChangeConfirmed { order_id, sitting_id, .. }
            | Fact::LineVoided { order_id, sitting_id, .. }
            | Fact::LineAmended { order_id, sitting_id, .. }
            | Fact::CourseHeld { order_id, sitting_id, .. }
            | Fact::OrderRushed { order_id, sitting_id, .. }
            | Fact::OrderPassed { order_id, sitting_id, .. }
            | Fact::LineStepped { order_id, sitting_id, .. }
            | Fact::OrderSplit { order_id, sitting_id, .. }
            | Fact::LineDiscounted { order_id, sitting_id, .. } => {
                self.order(seq, *order_id, *sitting_id);
            }
            Fact::BillDiscounted { bill_id, .. }
            | Fact::BillExtraSet { bill_id, .. }
            | Fact::BillSplit { bill_id, .. }
            | Fact::BillClaimed { bill_id, .. }
            | Fact::ClaimDropped { bill_id, .. }
            | Fact::BuyerSet { bill_id, .. }
            | Fact::PaymentVerified { bill_id, .. }
            | Fact::CreditNoteIssued { bill_id, .. }
            | Fact::RefundDue { bill_id, .. }
            | Fact::RefundDone { bill_id, .. }
            | Fact::RefundFailed { bill_id, .. }
            | Fact::RefundWithdrawn { bill_id, .. }
            | Fact::BillWrittenOff { bill_id, .. } => {
                self.bills.insert(BillKey::Bill(*bill_id), seq);
            }
            Fact::PaymentTaken(taken) => {
                self.bills.insert(BillKey::Bill(taken.bill_id), seq);
                for order in &taken.order_ids {
                    self.orders.insert(*order, seq);
                }
            }
            Fact::BillPaid(paid) => {
                self.bills.insert(BillKey::Bill(paid.bill_id), seq);
                for order in &paid.order_ids {
                    self.orders.insert(*order, seq);
                }
            }
            _ => {}
        }
    }

    /// Parties that moved, joined, or parted.
    fn regrouped(&mut self, seq: i64, fact: &Fact) {
        let (sittings, orders) = match fact {
            Fact::SittingMoved { sitting_id, order_ids, .. } => {
                self.moved.insert(*sitting_id, seq);
                self.pins = Some(seq);
                (vec![*sitting_id], order_ids.clone())
            }
            Fact::SittingMerged { sitting_id, leader_id, order_ids, .. } => {
                self.bills.insert(BillKey::Own(*sitting_id), seq);
                (vec![*sitting_id, *leader_id], order_ids.clone())
            }
            Fact::SittingUnmerged { sitting_id, leader_id, order_ids, .. } => {
                (vec![*sitting_id, *leader_id], order_ids.clone())
            }
            Fact::SittingSplit { sitting_id, from_id, order_ids, left_order_ids, .. } => {
                self.parted.insert(*from_id, seq);
                (vec![*sitting_id, *from_id], [&order_ids[..], left_order_ids].concat())
            }
            Fact::ItemsTransferred(moved) => {
                self.parted.insert(moved.from_id, seq);
                let orders = [&moved.order_ids[..], &moved.left_order_ids].concat();
                (vec![moved.sitting_id, moved.from_id], orders)
            }
            _ => return,
        };
        self.orders.extend(orders.into_iter().map(|order| (order, seq)));
        for sitting in sittings {
            self.groups.insert(sitting, seq);
            self.bills.insert(BillKey::Sitting(sitting), seq);
        }
    }

    fn order(&mut self, seq: i64, order: OrderId, sitting: SittingId) {
        self.orders.insert(order, seq);
        self.bills.insert(BillKey::Sitting(sitting), seq);
    }
}
