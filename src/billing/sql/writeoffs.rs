use crate::base::{BillId, Day, Paise, Result};
use crate::store::{Read, RowExt, Tx, params};

pub fn sum(read: &Read, bill: BillId) -> Result<Paise> {
    let sql = "SELECT coalesce(sum(amount_paise), 0) FROM bill_write_off WHERE bill_id = ?1";
    Ok(read.one(sql, [bill], |row| row.get::<_, i64>(0).map(Paise))?.unwrap_or_default())
}

/// Below zero it takes one back.
pub fn insert(tx: &Tx, bill: BillId, amount: Paise, reason: &str, day: Day) -> Result<()> {
    tx.run(
        "INSERT INTO bill_write_off (bill_id, amount_paise, reason, business_day, at, who, device)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        params![bill, amount, reason, day, tx.now(), tx.actor().who, tx.actor().device],
    )?;
    Ok(())
}

/// An invoice that is due again: a payment of it never came.
pub struct DueRow {
    pub bill: BillId,
    pub due: Paise,
}

/// Invoices issued up to a day that are due again, oldest first.
pub fn list_due_again(
    read: &Read,
    day: Option<Day>,
    after: Option<BillId>,
    limit: usize,
) -> Result<Vec<DueRow>> {
    read.list(
        "SELECT i.bill_id, sum(i.total_paise)
            - (SELECT coalesce(sum(p.amount_paise), 0) FROM payment p
               WHERE p.bill_id = i.bill_id AND p.state <> 'REJECTED')
            + (SELECT coalesce(sum(r.amount_paise), 0) FROM refund r
               JOIN credit_note n ON n.number = r.note
               WHERE r.bill_id = i.bill_id AND r.state <> 'WITHDRAWN'
                AND n.cause NOT LIKE 'surplus:%')
            - (SELECT coalesce(sum(n.total_paise), 0) FROM credit_note n
               WHERE n.bill_id = i.bill_id AND n.kind <> 'REFUND_VOUCHER')
            - (SELECT coalesce(sum(w.amount_paise), 0) FROM bill_write_off w
               WHERE w.bill_id = i.bill_id) AS due
         FROM invoice i
         WHERE i.bill_id IN (SELECT bill_id FROM payment WHERE state = 'REJECTED')
            AND (?1 IS NULL OR i.business_day <= ?1) AND (?2 IS NULL OR i.bill_id > ?2) 
         GROUP BY i.bill_id HAVING due > 0 ORDER BY i.bill_id LIMIT ?3",
        params![day, after, limit as i64],
        |row| Ok(DueRow { bill: row.parsed(0)?, due: row.paise(1)? }),
    )
}
