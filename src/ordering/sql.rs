pub mod amend;
pub mod portions;
pub mod reseat;
pub mod tickets;

use super::model::{OrderLine, Step};
use crate::base::{
    AreaId, At, BillId, Bps, Day, Error, GuestId, LineId, OrderId, Paise, Result, SittingId,
    TableId, Word,
};
use crate::pricing::Discount;
use crate::store::{Read, Row, RowExt, Tx, params};
use crate::wire::{LineStatus, MoneyStatus, OrderStatus, Source};

/// One order's own row.
pub struct OrderRow {
    pub id: OrderId,
    pub number: u32,
    pub business_day: Day,
    pub sitting_id: SittingId,
    pub bill_id: BillId,
    pub table_id: TableId,
    pub table_name: String,
    pub status: OrderStatus,
    pub money: MoneyStatus,
    pub source: Source,
    pub placed_by: String,
    pub guest_id: Option<GuestId>,
    pub notes: String,
    pub round_to: i64,
    pub placed_at: At,
    pub accepted_at: Option<At>,
    pub version: u32,
    pub area_id: Option<AreaId>,
    pub accept_at: Option<At>,
    pub is_rush: bool,
    pub passed_at: Option<At>,
}

/// A line with what its price needs besides.
pub struct LineRow {
    pub line: OrderLine,
    pub discount: Discount,
    pub tax_class: String,
}

/// What a list of orders is narrowed to. Newest first; `before` is the last id of the page before.
#[derive(Default)]
pub struct Filter {
    pub status: Option<OrderStatus>,
    pub table: Option<TableId>,
    pub before: Option<OrderId>,
    pub limit: usize,
}

const ORDER: &str = "SELECT id, number, business_day, sitting_id, bill_id, table_id, table_name,
    status, money, source, placed_by, guest_id, notes, round_to, placed_at, accepted_at, version,
    area_id, accept_at, is_rush, passed_at FROM orders";

fn order(row: &Row) -> rusqlite::Result<OrderRow> {
    Ok(OrderRow {
        id: row.parsed(0)?,
        number: row.get(1)?,
        business_day: row.parsed(2)?,
        sitting_id: row.parsed(3)?,
        bill_id: row.parsed(4)?,
        table_id: row.parsed(5)?,
        table_name: row.get(6)?,
        status: row.word(7)?,
        money: row.word(8)?,
        source: row.word(9)?,
        placed_by: row.get(10)?,
        guest_id: row.maybe_parsed(11)?,
        notes: row.get(12)?,
        round_to: row.get(13)?,
        placed_at: row.at(14)?,
        accepted_at: row.maybe_at(15)?,
        version: row.get(16)?,
        area_id: row.maybe_parsed(17)?,
        accept_at: row.maybe_at(18)?,
        is_rush: row.get(19)?,
        passed_at: row.maybe_at(20)?,
    })
}

pub fn find_order(read: &Read, id: OrderId) -> Result<Option<OrderRow>> {
    read.one(&format!("{ORDER} WHERE id = ?1"), [id], order)
}

/// All orders of a bill, in the order they were placed.
pub fn list_of_bill(read: &Read, bill: BillId, limit: usize) -> Result<Vec<OrderRow>> {
    let sql = format!("{ORDER} WHERE bill_id = ?1 ORDER BY placed_at, id LIMIT ?2");
    read.list(&sql, params![bill, limit as i64], order)
}

/// Orders somebody still has to do something about, oldest first.
pub fn list_open(read: &Read, limit: usize) -> Result<Vec<OrderRow>> {
    let sql = format!(
        "{ORDER} WHERE status IN ('PAYMENT_PENDING', 'PENDING', 'CONFIRMED', 'PREPARING', 'READY',
         'SERVED', 'OUT_FOR_DELIVERY', 'DELIVERED') ORDER BY placed_at, id LIMIT ?1"
    );
    read.list(&sql, [limit as i64], order)
}

pub fn list_orders(read: &Read, by: &Filter) -> Result<Vec<OrderRow>> {
    // A table's own orders are found by its index, not among all there ever were.
    let table = if by.table.is_some() { "table_id = ?2" } else { "?2 IS NULL" };
    let sql = format!(
        "{ORDER} WHERE (?1 IS NULL OR status = ?1) AND {table}
         AND (?3 IS NULL OR id < ?3) ORDER BY id DESC LIMIT ?4"
    );
    read.list(&sql, params![by.status, by.table, by.before, by.limit as i64], order)
}

pub fn list_of_sitting(read: &Read, sitting: SittingId, by: &Filter) -> Result<Vec<OrderRow>> {
    let sql = format!(
        "{ORDER} WHERE sitting_id = ?1 AND (?2 IS NULL OR status = ?2)
         AND (?3 IS NULL OR id < ?3) ORDER BY id DESC LIMIT ?4"
    );
    read.list(&sql, params![sitting, by.status, by.before, by.limit as i64], order)
}

pub fn list_lines(read: &Read, order: OrderId) -> Result<Vec<LineRow>> {
    let mut lines = read.list(
        "SELECT id, menu_item_id, name, name_local, variant_name, modifiers, quantity, unit_paise,
            discount_bps, discount_amount, tax_class, diet, prep_minutes, special_instructions,
            guest_name, status, fired_at, done_at, course, seat, voided_quantity, fire_at,
            (SELECT coalesce(sum(f.quantity), 0) FROM fired f WHERE f.line_id = l.id)
         FROM order_line l WHERE order_id = ?1 ORDER BY position",
        [order],
        line,
    )?;
    for (id, station) in tickets::list_stations(read, order)? {
        if let Some(row) = lines.iter_mut().find(|row| row.line.id == id) {
            row.line.stations.push(station);
        }
    }
    Ok(lines)
}

fn line(row: &Row) -> rusqlite::Result<LineRow> {
    let (quantity, voided, unit) = (row.get::<_, u32>(6)?, row.get::<_, u32>(20)?, row.paise(7)?);
    let status = row.word(15)?;
    let counted = if status == LineStatus::Voided { quantity } else { quantity - voided };
    let discount = match (row.get::<_, u32>(8)?, row.paise(9)?) {
        (0, Paise::ZERO) => Discount::None,
        (0, amount) => Discount::Amount(amount),
        (bps, _) => Discount::Percent(Bps(bps)),
    };
    let total_paise = unit.times(counted);
    Ok(LineRow {
        discount,
        tax_class: row.get(10)?,
        line: OrderLine {
            id: row.parsed(0)?,
            menu_item_id: row.parsed(1)?,
            name: row.get(2)?,
            name_local: row.get(3)?,
            variant_name: row.get(4)?,
            modifiers: row.json(5)?,
            quantity,
            unit_paise: unit,
            total_paise,
            discount_paise: discount.off(total_paise),
            diet: row.word(11)?,
            prep_minutes: row.get(12)?,
            special_instructions: row.get(13)?,
            guest_name: row.get(14)?,
            status,
            fired_at: row.maybe_at(16)?,
            done_at: row.maybe_at(17)?,
            course: row.get(18)?,
            seat: row.get(19)?,
            voided_quantity: voided,
            fire_at: row.maybe_at(21)?,
            stations: Vec::new(),
            fired_quantity: row.get(22)?,
        },
    })
}

pub fn list_steps(read: &Read, order: OrderId) -> Result<Vec<Step>> {
    read.list(
        "SELECT from_status, to_status, at, who, role, device, reason FROM order_step
         WHERE order_id = ?1 ORDER BY id",
        [order],
        |row| {
            let from = row.get::<_, Option<String>>(0)?;
            Ok(Step {
                from: from.map(|_| row.word(0)).transpose()?,
                to: row.word(1)?,
                at: row.at(2)?,
                by: row.get(3)?,
                role: row.get(4)?,
                device: row.get(5)?,
                reason: row.get(6)?,
            })
        },
    )
}

/// The order a line is of.
pub fn find_order_of_line(read: &Read, line: LineId) -> Result<Option<OrderId>> {
    let sql = "SELECT order_id FROM order_line WHERE id = ?1";
    read.one(sql, [line], |row| row.parsed(0))
}

/// Which of these lines were ordered before, by whatever order.
pub fn list_known_lines(read: &Read, lines: &[LineId]) -> Result<Vec<LineId>> {
    let ids = serde_json::to_string(lines).map_err(Error::internal)?;
    let sql = "SELECT id FROM order_line WHERE id IN (SELECT value FROM json_each(?1))";
    read.list(sql, [ids], |row| row.parsed(0))
}

/// The next number of the business day, from 1.
pub fn next_number(tx: &Tx, day: Day) -> Result<u32> {
    let sql = "INSERT INTO order_counter (business_day, last) VALUES (?1, 1)
               ON CONFLICT (business_day) DO UPDATE SET last = last + 1 RETURNING last";
    tx.one(sql, [day], |row| row.get(0))?.ok_or_else(|| Error::internal("no order number"))
}

pub fn insert_order(tx: &Tx, row: &OrderRow, total: Paise) -> Result<()> {
    tx.run(
        "INSERT INTO orders (id, number, business_day, sitting_id, bill_id, table_id, table_name,
            status, money, source, placed_by, guest_id, notes, round_to, total_paise, placed_at,
            area_id, accept_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18)",
        params![
            row.id,
            row.number,
            row.business_day,
            row.sitting_id,
            row.bill_id,
            row.table_id,
            row.table_name,
            row.status,
            row.money,
            row.source,
            row.placed_by,
            row.guest_id,
            row.notes,
            row.round_to,
            total,
            row.placed_at,
            row.area_id,
            row.accept_at
        ],
    )?;
    Ok(())
}

pub fn insert_line(tx: &Tx, order: OrderId, position: usize, row: &LineRow) -> Result<()> {
    let line = &row.line;
    let modifiers = serde_json::to_string(&line.modifiers).map_err(Error::internal)?;
    tx.run(
        "INSERT INTO order_line (id, order_id, position, menu_item_id, name, name_local,
            variant_name, modifiers, quantity, unit_paise, tax_class, diet, prep_minutes,
            special_instructions, guest_name, course, seat)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)",
        params![
            line.id,
            order,
            position as i64,
            line.menu_item_id,
            line.name,
            line.name_local,
            line.variant_name,
            modifiers,
            line.quantity,
            line.unit_paise,
            row.tax_class,
            line.diet,
            line.prep_minutes,
            line.special_instructions,
            line.guest_name,
            line.course,
            line.seat
        ],
    )?;
    for (position, station) in line.stations.iter().enumerate() {
        tickets::insert_station(tx, line.id, position, station)?;
    }
    Ok(())
}

pub fn insert_step(
    tx: &Tx,
    order: OrderId,
    from: Option<OrderStatus>,
    to: OrderStatus,
    reason: &str,
) -> Result<()> {
    let by = tx.actor();
    let role = by.role.map_or("BOX", Word::as_str);
    tx.run(
        "INSERT INTO order_step (order_id, from_status, to_status, at, who, role, device, reason)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        params![order, from, to, tx.now(), by.who, role, by.device, reason],
    )?;
    Ok(())
}

pub fn mark_status(tx: &Tx, order: OrderId, to: OrderStatus) -> Result<()> {
    tx.run(
        "UPDATE orders SET status = ?2, version = version + 1,
            accepted_at = CASE WHEN ?2 IN ('CONFIRMED', 'PREPARING')
                THEN coalesce(accepted_at, ?3) ELSE accepted_at END
         WHERE id = ?1",
        params![order, to, tx.now()],
    )?;
    Ok(())
}

/// What the order comes to now.
pub fn mark_total(tx: &Tx, order: OrderId, total: Paise) -> Result<()> {
    let sql = "UPDATE orders SET total_paise = ?2 WHERE id = ?1 AND total_paise <> ?2";
    tx.run(sql, params![order, total])?;
    Ok(())
}

pub fn mark_money(tx: &Tx, order: OrderId, money: MoneyStatus) -> Result<()> {
    let sql = "UPDATE orders SET money = ?2, version = version + 1 WHERE id = ?1";
    tx.run(sql, params![order, money])?;
    Ok(())
}

/// Something about the order's lines changed.
pub fn mark_changed(tx: &Tx, order: OrderId) -> Result<()> {
    tx.run("UPDATE orders SET version = version + 1 WHERE id = ?1", [order])?;
    Ok(())
}

pub fn mark_line(tx: &Tx, line: LineId, to: LineStatus) -> Result<()> {
    tx.run(
        "UPDATE order_line SET status = ?2,
            fired_at = CASE WHEN ?2 = 'FIRED' THEN coalesce(fired_at, ?3) ELSE fired_at END,
            done_at = CASE ?2 WHEN 'DONE' THEN ?3 WHEN 'COOKING' THEN NULL ELSE done_at END
         WHERE id = ?1",
        params![line, to, tx.now()],
    )?;
    Ok(())
}

pub fn insert_fired(tx: &Tx, line: LineId, quantity: u32) -> Result<()> {
    let sql = "INSERT INTO fired (line_id, quantity, at) VALUES (?1, ?2, ?3)";
    tx.run(sql, params![line, quantity, tx.now()])?;
    Ok(())
}

pub fn mark_discount(tx: &Tx, line: LineId, discount: Discount, reason: &str) -> Result<()> {
    let (bps, amount) = match discount {
        Discount::None => (Bps(0), Paise::ZERO),
        Discount::Percent(rate) => (rate, Paise::ZERO),
        Discount::Amount(paise) => (Bps(0), paise),
    };
    tx.run(
        "UPDATE order_line SET discount_bps = ?2, discount_amount = ?3, discount_reason = ?4
         WHERE id = ?1",
        params![line, bps, amount, reason],
    )?;
    Ok(())
}
