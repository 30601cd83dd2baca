use super::super::mismatch::{Mismatch, Resolution};
use crate::base::{AttemptId, Paise, Result, Word as _};
use crate::store::{Read, Row, RowExt, Tx, params};

const MISMATCH: &str = "SELECT a.id, a.bill_id, coalesce((SELECT t.name FROM sitting s
        JOIN dining_table t ON t.id = s.table_id WHERE s.bill_id = a.bill_id), ''),
    a.method, p.payment, a.amount_paise + a.tip_paise, p.mismatch_paise,
    coalesce(p.flagged_at, a.opened_at), r.state,
    coalesce(r.failure, ''), p.resolution, p.resolved_at, p.resolved_by, p.note, r.id
    FROM attempt_payment p JOIN attempt a ON a.id = p.attempt_id
    LEFT JOIN payment m ON m.method = a.method AND m.reference = p.payment AND m.amount_paise = 0
    LEFT JOIN refund r ON r.payment_id = m.id
    WHERE p.mismatch_paise IS NOT NULL";

fn mismatch(row: &Row) -> rusqlite::Result<Mismatch> {
    let refund = row.get::<_, Option<String>>(8)?;
    let resolution = row.get::<_, Option<String>>(10)?;
    Ok(Mismatch {
        attempt_id: row.parsed(0)?,
        bill_id: row.parsed(1)?,
        table_name: row.get(2)?,
        method: row.word(3)?,
        payment: row.get(4)?,
        asked_paise: row.paise(5)?,
        came_paise: row.get::<_, i64>(6).map(Paise)?,
        flagged_at: row.at(7)?,
        refund_state: refund.map(|_| row.word(8)).transpose()?,
        failure: row.get(9)?,
        resolution: resolution.map(|_| row.word(10)).transpose()?,
        resolved_at: row.maybe_at(11)?,
        resolved_by: row.get(12)?,
        note: row.get(13)?,
        refund_id: row.maybe_parsed(14)?,
    })
}

pub fn list(read: &Read, all: bool, limit: usize) -> Result<Vec<Mismatch>> {
    let sql = format!(
        "{MISMATCH} AND (?1 OR p.resolution IS NULL) ORDER BY p.flagged_at DESC, p.payment LIMIT ?2"
    );
    read.list(&sql, params![all, limit as i64], mismatch)
}

pub fn find(read: &Read, attempt: AttemptId, payment: &str) -> Result<Option<Mismatch>> {
    let sql = format!("{MISMATCH} AND p.attempt_id = ?1 AND p.payment = ?2");
    read.one(&sql, params![attempt, payment], mismatch)
}

pub fn mark_flagged(tx: &Tx, attempt: AttemptId, payment: &str) -> Result<()> {
    let sql = "UPDATE attempt_payment SET flagged_at = ?3 WHERE attempt_id = ?1 AND payment = ?2";
    tx.run(sql, params![attempt, payment, tx.now()])?;
    Ok(())
}

pub fn mark_resolved(
    tx: &Tx,
    attempt: AttemptId,
    payment: &str,
    how: Resolution,
    note: &str,
) -> Result<()> {
    tx.run(
        "UPDATE attempt_payment SET resolution = ?3, resolved_at = ?4, resolved_by = ?5, note = ?6
         WHERE attempt_id = ?1 AND payment = ?2",
        params![attempt, payment, how.as_str(), tx.now(), tx.actor().who, note],
    )?;
    Ok(())
}
