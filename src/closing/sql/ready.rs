use super::super::ready::{DueRefund, MAX_LISTED, OddPayment, OpenBill, UnsurePayment};
use crate::base::{Day, Result};
use crate::store::{Read, RowExt, params};
/// Orders up to a day that no invoice was issued for, and money on bills that came to nothing.
pub fn list_open_bills(read: &Read, day: Day) -> Result<Vec<OpenBill>> {
    read.list(
        "SELECT o.bill_id, min(o.table_name) FROM orders o
         WHERE o.business_day <= ?1
            AND o.status IN ('PAYMENT_PENDING', 'PENDING', 'CONFIRMED', 'PREPARING', 'READY',
                'SERVED', 'OUT_FOR_DELIVERY', 'DELIVERED')
            AND NOT EXISTS (SELECT 1 FROM invoice i WHERE i.bill_id = o.bill_id)
         GROUP BY o.bill_id
         UNION
         SELECT p.bill_id, coalesce((SELECT min(o.table_name) FROM orders o
                WHERE o.bill_id = p.bill_id), '')
         FROM payment p
         WHERE p.business_day <= ?1 AND p.state <> 'REJECTED'
            AND NOT EXISTS (SELECT 1 FROM invoice i WHERE i.bill_id = p.bill_id)
         GROUP BY p.bill_id
         HAVING sum(p.amount_paise + p.surplus_paise) > (SELECT coalesce(sum(r.amount_paise), 0)
            FROM refund r WHERE r.bill_id = p.bill_id AND r.state <> 'WITHDRAWN')
         ORDER BY 2, 1 LIMIT ?2",
        params![day, MAX_LISTED as i64],
        |row| Ok(OpenBill { bill_id: row.parsed(0)?, table_name: row.get(1)? }),
    )
}

/// What is owed back on papers up to a day: what nobody has asked a gateway for, or what is on its
/// way through one.
pub fn list_refunds(read: &Read, day: Day, is_pending: bool) -> Result<Vec<DueRefund>> {
    read.list(
        "SELECT r.id, r.bill_id, r.amount_paise, r.reason, r.state, r.failure
         FROM refund r JOIN credit_note n ON n.number = r.note
         WHERE r.state NOT IN ('DONE', 'WITHDRAWN') AND (r.state = 'PENDING') = ?3
            AND n.business_day <= ?1
         ORDER BY r.due_at LIMIT ?2",
        params![day, MAX_LISTED as i64, is_pending],
        |row| {
            let amount_paise = row.paise(2)?;
            let (reason, state, failure) = (row.word(3)?, row.word(4)?, row.get(5)?);
            let (refund_id, bill_id) = (row.parsed(0)?, row.parsed(1)?);
            Ok(DueRefund { refund_id, bill_id, amount_paise, reason, state, failure })
        },
    )
}

/// Money no manager has seen to that was not what was asked for.
pub fn list_mismatches(read: &Read) -> Result<Vec<OddPayment>> {
    read.list(
        "SELECT p.attempt_id, a.bill_id, p.payment, p.mismatch_paise
         FROM attempt_payment p JOIN attempt a ON a.id = p.attempt_id
         WHERE p.mismatch_paise IS NOT NULL AND p.resolution IS NULL
         ORDER BY p.flagged_at LIMIT ?1",
        [MAX_LISTED as i64],
        |row| {
            let (attempt_id, bill_id) = (row.parsed(0)?, row.parsed(1)?);
            let (payment, came_paise) = (row.get(2)?, row.paise(3)?);
            Ok(OddPayment { attempt_id, bill_id, payment, came_paise })
        },
    )
}

pub fn list_unverified(read: &Read, day: Day) -> Result<Vec<UnsurePayment>> {
    read.list(
        "SELECT id, bill_id, amount_paise + tip_paise FROM payment
         WHERE state = 'UNVERIFIED' AND business_day <= ?1 ORDER BY at LIMIT ?2",
        params![day, MAX_LISTED as i64],
        |row| {
            let amount_paise = row.paise(2)?;
            Ok(UnsurePayment { payment_id: row.parsed(0)?, bill_id: row.parsed(1)?, amount_paise })
        },
    )
}
