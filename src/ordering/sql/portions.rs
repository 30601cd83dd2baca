use crate::base::{Bps, LineId, Paise, Result};
use crate::pricing::Discount;
use crate::store::{Tx, params};

fn columns(discount: Discount) -> (Bps, Paise) {
    match discount {
        Discount::None => (Bps(0), Paise::ZERO),
        Discount::Percent(rate) => (rate, Paise::ZERO),
        Discount::Amount(paise) => (Bps(0), paise),
    }
}

/// Makes a line of so many portions like another, behind all others of its order, at the same
/// stations and on the same tickets.
pub fn copy_line(
    tx: &Tx,
    from: LineId,
    to: LineId,
    quantity: u32,
    discount: Discount,
) -> Result<()> {
    let (bps, amount) = columns(discount);
    tx.run(
        "INSERT INTO order_line (id, order_id, position, menu_item_id, name, name_local,
            variant_name, modifiers, quantity, unit_paise, discount_bps, discount_amount,
            discount_reason, tax_class, diet, prep_minutes, special_instructions, guest_name,
            status, fired_at, done_at, course, seat, fire_at)
         SELECT ?2, order_id, (SELECT max(position) + 1 FROM order_line other
                WHERE other.order_id = l.order_id), menu_item_id, name, name_local,
            variant_name, modifiers, ?3, unit_paise, ?4, ?5,
            discount_reason, tax_class, diet, prep_minutes, special_instructions, guest_name,
            status, fired_at, done_at, course, seat, fire_at
         FROM order_line l WHERE id = ?1",
        params![from, to, quantity, bps, amount],
    )?;
    tx.run(
        "INSERT INTO line_station (line_id, station, position, ticket_id, status, fired_at,
            started_at, done_at)
         SELECT ?2, station, position, ticket_id, status, fired_at, started_at, done_at
         FROM line_station WHERE line_id = ?1",
        params![from, to],
    )?;
    Ok(())
}

/// So many portions that were fired, the last first, were fired for another line.
pub fn move_fired(tx: &Tx, from: LineId, to: LineId, quantity: u32) -> Result<()> {
    let rows: Vec<(i64, u32)> = tx.list(
        "SELECT id, quantity FROM fired WHERE line_id = ?1 ORDER BY id DESC LIMIT 1000",
        [from],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    let mut left = quantity;
    for (id, fired) in rows {
        let going = left.min(fired);
        if going == 0 {
            break;
        }
        tx.run(
            "INSERT INTO fired (line_id, quantity, at) SELECT ?2, ?3, at FROM fired WHERE id = ?1",
            params![id, to, going],
        )?;
        match fired - going {
            0 => tx.run("DELETE FROM fired WHERE id = ?1", [id])?,
            rest => tx.run("UPDATE fired SET quantity = ?2 WHERE id = ?1", params![id, rest])?,
        };
        left -= going;
    }
    Ok(())
}

/// What stays of a line of which portions went.
pub fn mark_less(tx: &Tx, line: LineId, gone: u32, discount: Discount) -> Result<()> {
    let (bps, amount) = columns(discount);
    tx.run(
        "UPDATE order_line SET quantity = quantity - ?2, discount_bps = ?3, discount_amount = ?4
         WHERE id = ?1",
        params![line, gone, bps, amount],
    )?;
    Ok(())
}
