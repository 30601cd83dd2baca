use serde::Serialize;
use utoipa::ToSchema;

use super::sql::audit::{AboutOrder, about_order, order_of_ticket, place_of_ticket};
use crate::base::{At, Calendar, Day, OrderId, Result, Word};
use crate::ledger;
use crate::store::Read;
use crate::wire::{ChangeKind, Fact, LineStatus, LineTransferred, OrderStatus, Recorded};
use crate::words;

words! {
    /// What somebody did with food or tables.
    pub enum AuditKind {
        Fired = "FIRED",
        Seen = "SEEN",
        Printed = "PRINTED",
        Started = "STARTED",
        Done = "DONE",
        Bumped = "BUMPED",
        Recalled = "RECALLED",
        Changed = "CHANGED",
        Cancelled = "CANCELLED",
        Confirmed = "CONFIRMED",
        Rushed = "RUSHED",
        Passed = "PASSED",
        Served = "SERVED",
        Moved = "MOVED",
        Merged = "MERGED",
        Unmerged = "UNMERGED",
        Split = "SPLIT",
        HandedOver = "HANDED_OVER",
    }
}

/// Who did what, when, from which device.
#[derive(Debug, Serialize, ToSchema)]
pub struct AuditEntry {
    /// Its number in the book of facts.
    pub seq: i64,
    pub at: At,
    pub by: String,
    pub role: String,
    pub device: String,
    pub what: AuditKind,
    pub station: String,
    pub number: Option<u32>,
    pub table_name: String,
    pub detail: String,
}

#[derive(Serialize, ToSchema)]
pub struct AuditPage {
    pub items: Vec<AuditEntry>,
    pub next_cursor: Option<i64>,
}

/// Kinds of facts that are about food on its way; see [`told`].
const KINDS: [&str; 17] = [
    "ticket_fired",
    "tickets_seen",
    "station_stepped",
    "ticket_bumped",
    "ticket_recalled",
    "line_changed",
    "change_confirmed",
    "order_rushed",
    "order_passed",
    "order_stepped",
    "order_split",
    "sitting_moved",
    "sitting_merged",
    "sitting_unmerged",
    "sitting_split",
    "items_transferred",
    "sitting_handed_over",
];

/// What was done on a business day, the latest first; from before fact number `before`.
pub fn audit(
    read: &Read,
    calendar: &Calendar,
    day: Day,
    before: Option<i64>,
    limit: usize,
) -> Result<AuditPage> {
    let (from, to) = calendar.bounds(day)?;
    let facts = ledger::read_back(read.conn(), (from, to), &KINDS, before, limit)?;
    let next_cursor = facts.last().map(|fact| fact.seq).filter(|_| facts.len() == limit);
    let mut items = Vec::with_capacity(facts.len());
    for fact in facts {
        items.extend(entry(read, fact)?);
    }
    Ok(AuditPage { items, next_cursor })
}

/// What a fact says of food on its way: kind, station, what it is about, and in what words.
struct Told {
    what: AuditKind,
    station: String,
    order: Option<OrderId>,
    /// Where it is about a table and not about one order.
    table: Option<String>,
    detail: String,
}

fn entry(read: &Read, recorded: Recorded) -> Result<Option<AuditEntry>> {
    let Some(told) = told(read, &recorded.fact)? else { return Ok(None) };
    let about = told.order.map(|id| about_order(read, id)).transpose()?.flatten();
    let AboutOrder { number, table_name } = about.unwrap_or_default();
    let table_name = told.table.unwrap_or(table_name);
    Ok(Some(AuditEntry {
        seq: recorded.seq,
        at: recorded.at,
        by: recorded.by.who,
        role: recorded.by.role.map_or("BOX", Word::as_str).to_owned(),
        device: recorded.by.device,
        what: told.what,
        station: told.station,
        number,
        table_name,
        detail: told.detail,
    }))
}

fn told(read: &Read, fact: &Fact) -> Result<Option<Told>> {
    use AuditKind as What;
    let about = |what, station: &str, order: &OrderId, detail: String| {
        let station = station.to_owned();
        Ok(Some(Told { what, station, order: Some(*order), table: None, detail }))
    };
    let at = |what, table: &str, detail: String| {
        let (station, table) = (String::new(), Some(table.to_owned()));
        Ok(Some(Told { what, station, order: None, table, detail }))
    };
    match fact {
        Fact::TicketFired { station, order_id, ticket_seq, .. } => {
            about(What::Fired, station, order_id, format!("ticket {ticket_seq}"))
        }
        Fact::TicketsSeen { ticket_ids, screen } => {
            let first = ticket_ids.first().copied();
            let order = first.map(|id| order_of_ticket(read, id)).transpose()?.flatten();
            let station = first.map(|id| place_of_ticket(read, id)).transpose()?.flatten();
            let what = if screen == "paper" { What::Printed } else { What::Seen };
            let detail = match ticket_ids.len() {
                1 => screen.clone(),
                many => format!("{screen}: {many} tickets"),
            };
            let station = station.unwrap_or_default();
            Ok(Some(Told { what, station, order, table: None, detail }))
        }
        Fact::StationStepped { station, order_id, from, to, .. } => match (from, to) {
            (LineStatus::Done, LineStatus::Cooking) => {
                about(What::Recalled, station, order_id, "one line".into())
            }
            (_, LineStatus::Cooking) => about(What::Started, station, order_id, String::new()),
            (_, LineStatus::Done) => about(What::Done, station, order_id, String::new()),
            _ => Ok(None),
        },
        Fact::TicketBumped { station, order_id, .. } => {
            about(What::Bumped, station, order_id, String::new())
        }
        Fact::TicketRecalled { station, order_id, .. } => {
            about(What::Recalled, station, order_id, String::new())
        }
        Fact::LineChanged { order_id, kind, old_quantity, new_quantity, reason, .. } => {
            let what = match kind {
                ChangeKind::Changed => What::Changed,
                ChangeKind::Cancelled => What::Cancelled,
            };
            about(what, "", order_id, format!("{old_quantity} → {new_quantity} {reason}"))
        }
        Fact::ChangeConfirmed { order_id, ticket_id, .. } => {
            let station = place_of_ticket(read, *ticket_id)?.unwrap_or_default();
            about(What::Confirmed, &station, order_id, String::new())
        }
        Fact::OrderRushed { order_id, is_rush, .. } => {
            let detail = if *is_rush { String::new() } else { "no more".to_owned() };
            about(What::Rushed, "", order_id, detail)
        }
        Fact::OrderPassed { order_id, .. } => about(What::Passed, "", order_id, String::new()),
        Fact::OrderStepped { order_id, to, reason, .. } => match to {
            OrderStatus::Served => about(What::Served, "", order_id, String::new()),
            OrderStatus::Cancelled | OrderStatus::Rejected => {
                about(What::Cancelled, "", order_id, reason.clone())
            }
            _ => Ok(None),
        },
        Fact::OrderSplit { order_id, from_number, .. } => {
            about(What::Split, "", order_id, format!("off order {from_number}"))
        }
        Fact::SittingMoved { table_name, from_table_name, .. } => {
            at(What::Moved, table_name, format!("from table {from_table_name}"))
        }
        Fact::SittingMerged { table_name, leader_table_name, .. } => {
            at(What::Merged, table_name, format!("with table {leader_table_name}"))
        }
        Fact::SittingUnmerged { table_name, leader_table_name, .. } => {
            at(What::Unmerged, table_name, format!("from table {leader_table_name}"))
        }
        Fact::SittingSplit { table_name, from_table_name, .. } => {
            at(What::Split, table_name, format!("from table {from_table_name}"))
        }
        Fact::ItemsTransferred(moved) => {
            let said = |line: &LineTransferred| format!("{} × {}", line.quantity, line.name);
            let lines: Vec<String> = moved.lines.iter().map(said).collect();
            let detail = format!("{} from table {}", lines.join(", "), moved.from_table_name);
            at(What::Moved, &moved.table_name, detail)
        }
        Fact::SittingHandedOver { table_name, from, to, .. } => {
            let name = |who: &Option<String>| who.clone().unwrap_or_else(|| "nobody".to_owned());
            at(What::HandedOver, table_name, format!("{} → {}", name(from), name(to)))
        }
        _ => Ok(None),
    }
}
