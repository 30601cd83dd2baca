use super::super::leaks::{Leak, LeakKind};
use crate::base::{At, Day, Result};
use crate::store::{Read, RowExt, params};

/// Lines one report looks at: far more than a kitchen cooks in a day.
const MAX_LINES: i64 = 100_000;

/// A line that was fired, in portions.
pub struct Portions {
    pub number: u32,
    pub table_name: String,
    pub name: String,
    pub placed_by: String,
    pub fired_at: At,
    pub fired: u32,
    /// Called off after it was fired.
    pub voided: u32,
    /// Still wanted.
    pub live: u32,
    pub is_paid: bool,
    /// A discount takes off the whole price.
    pub is_free: bool,
    pub reason: String,
}

pub fn list_fired_lines(read: &Read, day: Day) -> Result<Vec<Portions>> {
    read.list(
        "SELECT o.number, o.table_name, l.name, o.placed_by, l.fired_at,
            (SELECT coalesce(sum(f.quantity), 0) FROM fired f WHERE f.line_id = l.id),
            (SELECT coalesce(sum(v.quantity), 0) FROM line_void v
             WHERE v.line_id = l.id AND v.was_fired),
            l.quantity - l.voided_quantity, o.money IN ('PAID', 'REFUND_DUE', 'REFUNDED'),
            l.discount_bps >= 10000 OR coalesce(b.discount_bps, 0) >= 10000
                OR (l.discount_amount > 0
                    AND l.discount_amount >= l.unit_paise * (l.quantity - l.voided_quantity))
                OR coalesce((SELECT sum(i.total_paise) FROM invoice i
                    WHERE i.bill_id = o.bill_id) = 0, 0),
            CASE WHEN l.discount_reason <> '' THEN l.discount_reason
                ELSE coalesce(b.discount_reason, '') END
         FROM orders o JOIN order_line l ON l.order_id = o.id
         LEFT JOIN bill b ON b.id = o.bill_id
         WHERE o.business_day = ?1 AND l.fired_at IS NOT NULL LIMIT ?2",
        params![day, MAX_LINES],
        |row| {
            Ok(Portions {
                number: row.get(0)?,
                table_name: row.get(1)?,
                name: row.get(2)?,
                placed_by: row.get(3)?,
                fired_at: row.at(4)?,
                fired: row.get(5)?,
                voided: row.get(6)?,
                live: row.get(7)?,
                is_paid: row.get(8)?,
                is_free: row.get(9)?,
                reason: row.get(10)?,
            })
        },
    )
}

/// What was called off after it was fired.
pub fn list_voids(read: &Read, day: Day) -> Result<Vec<Leak>> {
    read.list(
        "SELECT v.at, o.number, o.table_name, l.name, v.quantity, v.reason, v.who
         FROM orders o JOIN order_line l ON l.order_id = o.id JOIN line_void v ON v.line_id = l.id
         WHERE o.business_day = ?1 AND v.was_fired LIMIT ?2",
        params![day, MAX_LINES],
        |row| {
            Ok(Leak {
                at: row.at(0)?,
                number: row.get(1)?,
                table_name: row.get(2)?,
                name: row.get(3)?,
                quantity: row.get(4)?,
                what: LeakKind::Voided,
                reason: row.get(5)?,
                by: row.get(6)?,
            })
        },
    )
}
