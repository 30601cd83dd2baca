use crate::base::{At, ChangeId, LineId, OrderId, Result, TicketId};
use crate::ordering::ticket::Change;
use crate::store::{Read, Row, RowExt, Tx, params};

const CHANGE: &str = "SELECT c.id, c.ticket_id, t.station, t.order_id, c.line_id, c.kind,
    c.old_quantity, c.new_quantity, c.old_note, c.new_note, c.reason, c.at, c.who, c.confirmed_at,
    c.confirmed_by FROM line_change c JOIN ticket t ON t.id = c.ticket_id";

fn change(row: &Row) -> rusqlite::Result<Change> {
    Ok(Change {
        id: row.parsed(0)?,
        ticket_id: row.parsed(1)?,
        station: row.get(2)?,
        order_id: row.parsed(3)?,
        line_id: row.parsed(4)?,
        kind: row.word(5)?,
        old_quantity: row.get(6)?,
        new_quantity: row.get(7)?,
        old_note: row.get(8)?,
        new_note: row.get(9)?,
        reason: row.get(10)?,
        at: row.at(11)?,
        by: row.get(12)?,
        confirmed_at: row.maybe_at(13)?,
        confirmed_by: row.get(14)?,
    })
}

pub fn find_change(read: &Read, id: ChangeId) -> Result<Option<Change>> {
    read.one(&format!("{CHANGE} WHERE c.id = ?1"), [id], change)
}

/// Changes of a ticket no cook has confirmed, oldest first.
pub fn list_unconfirmed_of(read: &Read, ticket: TicketId) -> Result<Vec<Change>> {
    let sql = format!(
        "{CHANGE} WHERE c.ticket_id = ?1 AND c.confirmed_at IS NULL ORDER BY c.at, c.rowid LIMIT 200"
    );
    read.list(&sql, [ticket], change)
}

/// Changes no cook has confirmed, oldest first.
pub fn list_unconfirmed(read: &Read, limit: usize) -> Result<Vec<Change>> {
    let sql = format!("{CHANGE} WHERE c.confirmed_at IS NULL ORDER BY c.at, c.rowid LIMIT ?1");
    read.list(&sql, [limit as i64], change)
}

pub fn insert_change(tx: &Tx, change: &Change) -> Result<()> {
    tx.run(
        "INSERT INTO line_change (id, ticket_id, line_id, kind, old_quantity, new_quantity,
            old_note, new_note, reason, at, who)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
        params![
            change.id,
            change.ticket_id,
            change.line_id,
            change.kind,
            change.old_quantity,
            change.new_quantity,
            change.old_note,
            change.new_note,
            change.reason,
            change.at,
            change.by
        ],
    )?;
    Ok(())
}

/// 1 when nobody had confirmed it before.
pub fn mark_confirmed(tx: &Tx, id: ChangeId) -> Result<usize> {
    tx.run(
        "UPDATE line_change SET confirmed_at = ?2, confirmed_by = ?3
         WHERE id = ?1 AND confirmed_at IS NULL",
        params![id, tx.now(), tx.actor().who],
    )
}

pub fn insert_void(
    tx: &Tx,
    line: LineId,
    quantity: u32,
    was_fired: bool,
    reason: &str,
) -> Result<()> {
    tx.run(
        "INSERT INTO line_void (line_id, quantity, was_fired, reason, at, who)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        params![line, quantity, was_fired, reason, tx.now(), tx.actor().who],
    )?;
    tx.run(
        "UPDATE order_line SET voided_quantity = voided_quantity + ?2 WHERE id = ?1",
        params![line, quantity],
    )?;
    Ok(())
}

/// An amount off a line is off each of its portions alike: with fewer of them, less is off.
pub fn mark_discount_share(tx: &Tx, line: LineId, before: u32, gone: u32) -> Result<()> {
    tx.run(
        "UPDATE order_line SET discount_amount = discount_amount * (?2 - ?3) / ?2
         WHERE id = ?1 AND discount_amount > 0 AND ?2 > ?3",
        params![line, before, gone],
    )?;
    Ok(())
}

pub fn mark_more(tx: &Tx, line: LineId, more: u32) -> Result<()> {
    tx.run("UPDATE order_line SET quantity = quantity + ?2 WHERE id = ?1", params![line, more])?;
    Ok(())
}

pub fn mark_note(tx: &Tx, line: LineId, note: &str) -> Result<()> {
    let sql = "UPDATE order_line SET special_instructions = ?2 WHERE id = ?1";
    tx.run(sql, params![line, note])?;
    Ok(())
}

pub fn mark_seat(tx: &Tx, line: LineId, seat: Option<u32>) -> Result<()> {
    tx.run("UPDATE order_line SET seat = ?2 WHERE id = ?1", params![line, seat])?;
    Ok(())
}

pub fn mark_course(tx: &Tx, line: LineId, course: u32) -> Result<()> {
    tx.run(
        "UPDATE order_line SET course = ?2, fire_at =
            (SELECT max(other.fire_at) FROM order_line other
             WHERE other.order_id = order_line.order_id AND other.course = ?2
             AND other.status = 'QUEUED' AND other.id <> ?1)
         WHERE id = ?1",
        params![line, course],
    )?;
    Ok(())
}

/// When a course that waits fires by itself. Answers how many lines now have another time.
pub fn mark_fire_at(tx: &Tx, order: OrderId, course: u32, at: Option<At>) -> Result<usize> {
    tx.run(
        "UPDATE order_line SET fire_at = ?3
         WHERE order_id = ?1 AND course = ?2 AND status = 'QUEUED' AND fire_at IS NOT ?3",
        params![order, course, at],
    )
}

/// Expo has to pass it again.
pub fn clear_passed(tx: &Tx, order: OrderId) -> Result<usize> {
    tx.run("UPDATE orders SET passed_at = NULL WHERE id = ?1", [order])
}

pub fn mark_rush(tx: &Tx, order: OrderId, is_rush: bool) -> Result<usize> {
    tx.run(
        "UPDATE orders SET is_rush = ?2, version = version + 1 WHERE id = ?1 AND is_rush <> ?2",
        params![order, is_rush],
    )
}

/// 1 when it had not been passed before.
pub fn mark_passed(tx: &Tx, order: OrderId) -> Result<usize> {
    tx.run(
        "UPDATE orders SET passed_at = ?2, version = version + 1
         WHERE id = ?1 AND passed_at IS NULL",
        params![order, tx.now()],
    )
}

/// Orders whose grace is over.
pub fn list_acceptable(read: &Read, now: At, limit: usize) -> Result<Vec<OrderId>> {
    let sql = "SELECT id FROM orders WHERE accept_at <= ?1 AND status = 'PENDING'
               ORDER BY accept_at LIMIT ?2";
    read.list(sql, params![now, limit as i64], |row| row.parsed(0))
}

/// Orders with the kitchen that have a line whose time has come.
pub fn list_fireable(read: &Read, now: At, limit: usize) -> Result<Vec<OrderId>> {
    let sql = "SELECT DISTINCT l.order_id FROM order_line l JOIN orders o ON o.id = l.order_id
               WHERE l.fire_at <= ?1 AND l.status = 'QUEUED'
               AND o.status IN ('CONFIRMED', 'PREPARING', 'READY') LIMIT ?2";
    read.list(sql, params![now, limit as i64], |row| row.parsed(0))
}
