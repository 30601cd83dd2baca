use crate::base::{At, LineId, OrderId, Result, TicketId};
use crate::ordering::model::LineStation;
use crate::ordering::ticket::Ticket;
use crate::store::{Read, Row, RowExt, Tx, params};
use crate::wire::LineStatus;

/// The stations of each line of an order.
pub fn list_stations(read: &Read, order: OrderId) -> Result<Vec<(LineId, LineStation)>> {
    read.list(
        "SELECT s.line_id, s.station, s.status, s.fired_at, s.started_at, s.done_at, s.ticket_id
         FROM line_station s JOIN order_line l ON l.id = s.line_id
         WHERE l.order_id = ?1 ORDER BY l.position, s.position",
        [order],
        |row| {
            let station = LineStation {
                name: row.get(1)?,
                status: row.word(2)?,
                fired_at: row.maybe_at(3)?,
                started_at: row.maybe_at(4)?,
                done_at: row.maybe_at(5)?,
                ticket_id: row.maybe_parsed(6)?,
            };
            Ok((row.parsed(0)?, station))
        },
    )
}

pub fn insert_station(tx: &Tx, line: LineId, position: usize, at: &LineStation) -> Result<()> {
    tx.run(
        "INSERT INTO line_station (line_id, station, position, status) VALUES (?1, ?2, ?3, ?4)",
        params![line, at.name, position as i64, at.status],
    )?;
    Ok(())
}

/// The station is told to cook the line, with this ticket.
pub fn mark_fired(tx: &Tx, line: LineId, station: &str, ticket: TicketId) -> Result<()> {
    tx.run(
        "UPDATE line_station SET status = 'FIRED', ticket_id = ?3, fired_at = ?4
         WHERE line_id = ?1 AND station = ?2",
        params![line, station, ticket, tx.now()],
    )?;
    Ok(())
}

pub fn mark_station(tx: &Tx, line: LineId, station: &str, to: LineStatus) -> Result<()> {
    tx.run(
        "UPDATE line_station SET status = ?3,
            started_at = CASE WHEN ?3 IN ('COOKING', 'DONE') THEN coalesce(started_at, ?4)
                ELSE started_at END,
            done_at = CASE ?3 WHEN 'DONE' THEN ?4 WHEN 'COOKING' THEN NULL ELSE done_at END
         WHERE line_id = ?1 AND station = ?2",
        params![line, station, to, tx.now()],
    )?;
    Ok(())
}

/// The whole line was called off: nobody cooks it any more.
pub fn mark_all_voided(tx: &Tx, line: LineId) -> Result<()> {
    tx.run("UPDATE line_station SET status = 'VOIDED' WHERE line_id = ?1", [line])?;
    Ok(())
}

/// The station's next number, from 1.
pub fn next_seq(tx: &Tx, station: &str) -> Result<u32> {
    let sql = "INSERT INTO ticket_counter (station, last) VALUES (?1, 1)
               ON CONFLICT (station) DO UPDATE SET last = last + 1 RETURNING last";
    let next = tx.one(sql, [station], |row| row.get(0))?;
    next.ok_or_else(|| crate::base::Error::internal("no ticket number"))
}

const TICKET: &str = "SELECT id, station, seq, kind, order_id, course, fired_at, seen_at, seen_by,
    bumped_at, bumped_by, recalled_at, recalled_by, version FROM ticket";

fn ticket(row: &Row) -> rusqlite::Result<Ticket> {
    Ok(Ticket {
        id: row.parsed(0)?,
        station: row.get(1)?,
        seq: row.get(2)?,
        kind: row.word(3)?,
        order_id: row.parsed(4)?,
        course: row.get(5)?,
        fired_at: row.at(6)?,
        seen_at: row.maybe_at(7)?,
        seen_by: row.get(8)?,
        bumped_at: row.maybe_at(9)?,
        bumped_by: row.get(10)?,
        recalled_at: row.maybe_at(11)?,
        recalled_by: row.get(12)?,
        version: row.get(13)?,
    })
}

pub fn find_ticket(read: &Read, id: TicketId) -> Result<Option<Ticket>> {
    read.one(&format!("{TICKET} WHERE id = ?1"), [id], ticket)
}

pub fn list_of_order(read: &Read, order: OrderId) -> Result<Vec<Ticket>> {
    read.list(&format!("{TICKET} WHERE order_id = ?1 ORDER BY fired_at, station"), [order], ticket)
}

/// Tickets somebody has still to do something about, at one station or all, oldest first. Where
/// there are more than `limit`, those that were forgotten long ago are left out.
pub fn list_open(read: &Read, station: Option<&str>, limit: usize) -> Result<Vec<Ticket>> {
    // Two short lists by their own indexes, and not all tickets there ever were.
    let sql = format!(
        "{TICKET} WHERE id IN (SELECT id FROM ticket WHERE bumped_at IS NULL
             UNION SELECT ticket_id FROM line_change WHERE confirmed_at IS NULL)
         AND (?1 IS NULL OR lower(station) = lower(?1))
         ORDER BY (SELECT is_rush FROM orders o WHERE o.id = order_id) DESC, fired_at DESC
         LIMIT ?2"
    );
    let mut tickets = read.list(&sql, params![station, limit as i64], ticket)?;
    tickets.sort_by_key(|ticket| (ticket.fired_at, ticket.seq));
    Ok(tickets)
}

/// A search for a table or a number looks through the last so many tickets: months of them.
const SEARCHED: usize = 20_000;

/// What a search among bumped tickets is narrowed to: the page after (`bumped_at`, id).
pub struct Bumped {
    pub station: Option<String>,
    /// An order's number, or part of a table's name.
    pub query: Option<String>,
    pub before: Option<TicketId>,
    pub limit: usize,
}

/// Bumped tickets, the latest first.
pub fn list_bumped(read: &Read, by: &Bumped) -> Result<Vec<Ticket>> {
    let sql = format!(
        "{TICKET} t WHERE bumped_at IS NOT NULL
         AND (?2 IS NULL OR bumped_at >= (SELECT min(bumped_at) FROM
              (SELECT bumped_at FROM ticket WHERE bumped_at IS NOT NULL
               ORDER BY bumped_at DESC LIMIT {SEARCHED})))
         AND (?1 IS NULL OR lower(station) = lower(?1))
         AND (?2 IS NULL OR EXISTS (SELECT 1 FROM orders o WHERE o.id = t.order_id
              AND (CAST(o.number AS TEXT) = ?2 OR instr(lower(o.table_name), lower(?2)) > 0)))
         AND (?3 IS NULL OR (bumped_at, id) <
              (SELECT bumped_at, id FROM ticket WHERE id = ?3 AND bumped_at IS NOT NULL))
         ORDER BY bumped_at DESC, id DESC LIMIT ?4"
    );
    read.list(&sql, params![by.station, by.query, by.before, by.limit as i64], ticket)
}

/// Tickets fired before `at` that no screen has drawn yet, oldest first.
pub fn list_unseen(read: &Read, at: At, limit: usize) -> Result<Vec<Ticket>> {
    let sql = format!(
        "{TICKET} WHERE seen_at IS NULL AND fired_at <= ?1 AND bumped_at IS NULL
         AND kind = 'NEW'
         ORDER BY fired_at, id LIMIT ?2"
    );
    read.list(&sql, params![at, limit as i64], ticket)
}

/// The highest number each station has given.
pub fn list_last(read: &Read) -> Result<Vec<(String, u32)>> {
    let sql = "SELECT station, last FROM ticket_counter ORDER BY station LIMIT 500";
    read.list(sql, [], |row| Ok((row.get(0)?, row.get(1)?)))
}

/// The last number a station gave out.
pub fn find_last(read: &Read, station: &str) -> Result<Option<u32>> {
    let sql = "SELECT last FROM ticket_counter WHERE station = ?1";
    read.one(sql, [station], |row| row.get(0))
}

pub fn rename_station(tx: &Tx, from: &str, to: &str) -> Result<()> {
    for sql in [
        "UPDATE ticket_counter SET station = ?2 WHERE station = ?1",
        "UPDATE ticket SET station = ?2, version = version + 1 WHERE station = ?1",
        "UPDATE line_station SET station = ?2 WHERE station = ?1",
    ] {
        tx.run(sql, params![from, to])?;
    }
    Ok(())
}

pub fn is_busy(read: &Read, station: &str) -> Result<bool> {
    let found = read.one(
        "SELECT 1 FROM ticket WHERE bumped_at IS NULL AND lower(station) = lower(?1)
         UNION ALL
         SELECT 1 FROM orders o JOIN order_line l ON l.order_id = o.id
         JOIN line_station s ON s.line_id = l.id
         WHERE o.status IN ('PAYMENT_PENDING', 'PENDING', 'CONFIRMED', 'PREPARING', 'READY',
             'SERVED', 'OUT_FOR_DELIVERY', 'DELIVERED')
         AND l.status = 'QUEUED' AND lower(s.station) = lower(?1) LIMIT 1",
        [station],
        |_| Ok(()),
    )?;
    Ok(found.is_some())
}

pub fn insert_ticket(tx: &Tx, ticket: &Ticket) -> Result<()> {
    tx.run(
        "INSERT INTO ticket (id, station, seq, kind, order_id, course, fired_at, seen_at, seen_by,
            bumped_at, bumped_by, recalled_at, recalled_by)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
        params![
            ticket.id,
            ticket.station,
            ticket.seq,
            ticket.kind,
            ticket.order_id,
            ticket.course,
            ticket.fired_at,
            ticket.seen_at,
            ticket.seen_by,
            ticket.bumped_at,
            ticket.bumped_by,
            ticket.recalled_at,
            ticket.recalled_by
        ],
    )?;
    Ok(())
}

/// 1 when nobody had seen it before.
pub fn mark_seen(tx: &Tx, id: TicketId, by: &str) -> Result<usize> {
    tx.run(
        "UPDATE ticket SET seen_at = ?2, seen_by = ?3, version = version + 1
         WHERE id = ?1 AND seen_at IS NULL",
        params![id, tx.now(), by],
    )
}

pub fn mark_bumped(tx: &Tx, id: TicketId) -> Result<usize> {
    tx.run(
        "UPDATE ticket SET bumped_at = ?2, bumped_by = ?3, version = version + 1,
            seen_at = coalesce(seen_at, ?2), seen_by = coalesce(seen_by, ?3)
         WHERE id = ?1 AND bumped_at IS NULL",
        params![id, tx.now(), tx.actor().who],
    )
}

/// Takes it back among those that are cooked; 1 when it had been bumped.
pub fn mark_recalled(tx: &Tx, id: TicketId) -> Result<usize> {
    tx.run(
        "UPDATE ticket SET bumped_at = NULL, bumped_by = NULL, recalled_at = ?2, recalled_by = ?3,
            version = version + 1
         WHERE id = ?1 AND bumped_at IS NOT NULL",
        params![id, tx.now(), tx.actor().who],
    )
}

/// Something on the tickets of an order is another.
pub fn mark_changed(tx: &Tx, order: OrderId) -> Result<()> {
    tx.run("UPDATE ticket SET version = version + 1 WHERE order_id = ?1", [order])?;
    Ok(())
}

/// Puts a line onto another ticket of the same station.
pub fn move_line(tx: &Tx, line: LineId, from: TicketId, to: TicketId) -> Result<()> {
    tx.run(
        "UPDATE line_station SET ticket_id = ?3 WHERE line_id = ?1 AND ticket_id = ?2",
        params![line, from, to],
    )?;
    tx.run(
        "UPDATE line_change SET ticket_id = ?3 WHERE line_id = ?1 AND ticket_id = ?2",
        params![line, from, to],
    )?;
    Ok(())
}
