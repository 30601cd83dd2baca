use serde::Serialize;
use utoipa::ToSchema;

use super::model::Change;
use super::ticket::noted;
use crate::base::{At, Result, TicketId, limits};
use crate::house;
use crate::ledger;
use crate::live::Live;
use crate::ordering;
use crate::stations::{self, Station};
use crate::store::Read;

/// Seconds a screen has to draw a ticket before the counter rings. With the half second in which
/// the box looks again it is less than five.
const DRAWN_WITHIN: i64 = 4;

/// What the kitchen has not taken note of.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Delivery {
    pub seq: i64,
    pub now: At,
    /// Fired a while ago and on no screen: somebody must go and tell.
    pub unseen: Vec<Unseen>,
    /// Changes no cook has confirmed.
    pub unconfirmed: Vec<Change>,
    pub stations: Vec<StationScreens>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Unseen {
    pub ticket_id: TicketId,
    pub station: String,
    pub seq: u32,
    pub number: u32,
    pub table_name: String,
    pub fired_at: At,
}

/// How many screens show a station now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct StationScreens {
    pub name: String,
    pub screens: u32,
}

/// How delivery stands at `now`.
pub fn delivery(read: &Read, now: At, live: &Live) -> Result<Delivery> {
    let late =
        ordering::unseen_tickets(read, now.plus_seconds(-DRAWN_WITHIN), limits::MAX_OPEN_TICKETS)?;
    let mut unseen = Vec::with_capacity(late.len());
    for ticket in late {
        let order = ordering::find(read, ticket.order_id)?;
        unseen.push(Unseen {
            ticket_id: ticket.id,
            station: ticket.station,
            seq: ticket.seq,
            number: order.number,
            table_name: order.table_name,
            fired_at: ticket.fired_at,
        });
    }
    let mut unconfirmed = Vec::new();
    for change in ordering::unconfirmed(read, limits::MAX_OPEN_TICKETS)? {
        unconfirmed.push(noted(&ordering::find(read, change.order_id)?, change));
    }
    let stations = stations::with_screens(stations::list(read, &house::load(read)?)?, live);
    let screens = |Station { name, screens, .. }| StationScreens { name, screens };
    let seq = ledger::head(read.conn())?;
    let stations = stations.into_iter().map(screens).collect();
    Ok(Delivery { seq, now, unseen, unconfirmed, stations })
}

impl Delivery {
    /// Whether somebody who knows `other` has nothing new to learn.
    pub fn says_the_same(&self, other: &Delivery) -> bool {
        let ids = |of: &Delivery| of.unconfirmed.iter().map(|change| change.id).collect::<Vec<_>>();
        self.unseen == other.unseen && self.stations == other.stations && ids(self) == ids(other)
    }
}
