use crate::base::{At, Day, Result};
use crate::store::{Read, Row, RowExt, params};

/// Lines one report looks at: far more than a kitchen cooks in a quarter.
const MAX_LINES: i64 = 500_000;

/// A line that was cooked, or a station's part in one.
pub struct Cooked {
    pub name: String,
    pub portions: u32,
    pub fired_at: At,
    pub seconds: u32,
}

fn cooked(row: &Row) -> rusqlite::Result<Cooked> {
    let (fired_at, done_at) = (row.at(2)?, row.at(3)?);
    let seconds = (done_at.millis() - fired_at.millis()).max(0) / 1000;
    let seconds = u32::try_from(seconds).unwrap_or(u32::MAX);
    Ok(Cooked { name: row.get(0)?, portions: row.get(1)?, fired_at, seconds })
}

/// Lines that are done, by dish.
pub fn list_cooked(read: &Read, from: Day, to: Day) -> Result<Vec<Cooked>> {
    read.list(
        "SELECT l.name, l.quantity - l.voided_quantity, l.fired_at, l.done_at
         FROM orders o JOIN order_line l ON l.order_id = o.id
         WHERE o.business_day BETWEEN ?1 AND ?2 AND l.done_at IS NOT NULL
         AND l.fired_at IS NOT NULL AND l.status <> 'VOIDED' LIMIT ?3",
        params![from, to, MAX_LINES],
        cooked,
    )
}

/// The same for each station that cooked a line.
pub fn list_station_times(read: &Read, from: Day, to: Day) -> Result<Vec<Cooked>> {
    read.list(
        "SELECT s.station, l.quantity - l.voided_quantity, s.fired_at, s.done_at
         FROM orders o JOIN order_line l ON l.order_id = o.id
         JOIN line_station s ON s.line_id = l.id
         WHERE o.business_day BETWEEN ?1 AND ?2 AND s.done_at IS NOT NULL
         AND s.fired_at IS NOT NULL AND s.status <> 'VOIDED' LIMIT ?3",
        params![from, to, MAX_LINES],
        cooked,
    )
}
