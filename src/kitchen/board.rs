use serde::Serialize;
use utoipa::ToSchema;

use super::model::Ticket;
use super::ticket::all;
use crate::base::{At, Result, limits};
use crate::house;
use crate::ledger;
use crate::ordering;
use crate::stations::{self, Station};
use crate::store::Read;

/// All a kitchen screen shows, as of fact number `seq`.
#[derive(Serialize, ToSchema)]
pub struct Board {
    pub seq: i64,
    pub now: At,
    /// The one station shown; null for all.
    pub station: Option<String>,
    pub stations: Vec<Station>,
    /// What is to be cooked or confirmed: rushed ones first, then the oldest.
    pub tickets: Vec<Ticket>,
    /// The highest number each station has given to a ticket.
    pub last: Vec<LastTicket>,
    /// Screens an order passes before it goes to the table: 1 or 2.
    pub expo_levels: u32,
}

#[derive(Serialize, ToSchema)]
pub struct LastTicket {
    pub station: String,
    pub seq: u32,
}

/// The board at `now`, of one station or of all.
pub fn board(read: &Read, now: At, station: Option<String>) -> Result<Board> {
    let house = house::load(read)?;
    let open = ordering::open_tickets(read, station.as_deref(), limits::MAX_OPEN_TICKETS)?;
    let mut tickets = all(read, open)?;
    tickets.sort_by_key(|ticket| (!ticket.is_rush, ticket.fired_at));
    let last = ordering::last_tickets(read)?.into_iter();
    Ok(Board {
        seq: ledger::head(read.conn())?,
        now,
        station,
        stations: stations::list(read, &house)?,
        tickets,
        last: last.map(|(station, seq)| LastTicket { station, seq }).collect(),
        expo_levels: house.expo_levels,
    })
}
