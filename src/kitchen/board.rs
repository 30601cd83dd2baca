use std::collections::BTreeSet;

use serde::Serialize;
use utoipa::ToSchema;

use crate::base::{At, OrderId, Result, limits};
use crate::house;
use crate::ledger;
use crate::ordering::{self, Order, OrderLine};
use crate::store::Read;
use crate::wire::{LineStatus, OrderStatus, Source};

/// How long a finished ticket can be found again, and how many of them.
const RECENT_SECONDS: i64 = 30 * 60;
const RECENT: usize = 20;

/// All a kitchen screen shows, as of fact number `seq`.
#[derive(Serialize, ToSchema)]
pub struct Board {
    pub seq: i64,
    pub now: At,
    /// The stations that have something on the board.
    pub stations: Vec<String>,
    /// Oldest first.
    pub tickets: Vec<Ticket>,
    /// Finished in the last half hour, latest first: to be recalled.
    pub recent: Vec<Ticket>,
    pub warn_minutes: u32,
    pub late_minutes: u32,
}

/// An order's lines at the stations looked at.
#[derive(Serialize, ToSchema)]
pub struct Ticket {
    pub order_id: OrderId,
    pub number: u32,
    pub table_name: String,
    pub placed_by: String,
    pub source: Source,
    /// When the kitchen was first told.
    pub fired_at: At,
    pub status: OrderStatus,
    pub notes: String,
    pub lines: Vec<OrderLine>,
    pub version: u32,
}

/// The board at `now`, of one station or of all.
pub fn board(read: &Read, now: At, station: Option<&str>) -> Result<Board> {
    let house = house::load(read)?;
    let cooking = |o: &Order| matches!(o.status, OrderStatus::Confirmed | OrderStatus::Preparing);
    let open: Vec<Order> =
        ordering::open_orders(read, limits::MAX_OPEN_ORDERS)?.into_iter().filter(cooking).collect();
    let since = now.plus_seconds(-RECENT_SECONDS);
    let done = ordering::finished_orders(read, since, RECENT)?;
    let stations: BTreeSet<String> =
        open.iter().flat_map(|o| &o.lines).map(|l| l.station.clone()).collect();
    Ok(Board {
        seq: ledger::head(read.conn())?,
        now,
        stations: stations.into_iter().collect(),
        tickets: tickets(open, station),
        recent: tickets(done, station),
        warn_minutes: house.warn_minutes,
        late_minutes: house.late_minutes,
    })
}

fn tickets(orders: Vec<Order>, station: Option<&str>) -> Vec<Ticket> {
    let here = |line: &OrderLine| {
        line.status != LineStatus::Queued && station.is_none_or(|s| s == line.station)
    };
    let ticket = |order: Order| Ticket {
        order_id: order.id,
        number: order.number,
        table_name: order.table_name,
        placed_by: order.placed_by,
        source: order.source,
        fired_at: order.lines.iter().filter_map(|l| l.fired_at).min().unwrap_or(order.placed_at),
        status: order.status,
        notes: order.notes,
        lines: order.lines.into_iter().filter(here).collect(),
        version: order.version,
    };
    orders.into_iter().map(ticket).filter(|t| !t.lines.is_empty()).collect()
}
