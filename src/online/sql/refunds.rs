use crate::base::{At, Paise, RefundId, Result};
use crate::store::{Read, Row, RowExt, Tx, params};
use crate::wire::{PayMethod, RefundState};

/// Money on its way back through a gateway.
#[derive(Clone)]
pub struct RefundRow {
    /// Names it for ever, to the gateway too.
    pub key: String,
    pub method: PayMethod,
    /// None for money that was never on a bill.
    pub refund_id: Option<RefundId>,
    pub payment: String,
    pub amount: Paise,
    pub state: RefundState,
    /// The gateway's own name, once it has one.
    pub gateway_refund: String,
    pub tries: u32,
    /// Grows with each no of the gateway's.
    pub round: u32,
}

const REFUND: &str = "SELECT key, method, refund_id, payment, amount_paise, state, gateway_refund,
    tries, round FROM gateway_refund";

fn refund(row: &Row) -> rusqlite::Result<RefundRow> {
    Ok(RefundRow {
        key: row.get(0)?,
        method: row.word(1)?,
        refund_id: row.maybe_parsed(2)?,
        payment: row.get(3)?,
        amount: row.paise(4)?,
        state: row.word(5)?,
        gateway_refund: row.get(6)?,
        tries: row.get(7)?,
        round: row.get(8)?,
    })
}

pub fn find_refund(read: &Read, key: &str) -> Result<Option<RefundRow>> {
    read.one(&format!("{REFUND} WHERE key = ?1"), [key], refund)
}

/// A refund it is still time to ask for, or after: two that look at once do not both ask.
pub fn find_due_refund(read: &Read, key: &str, now: At) -> Result<Option<RefundRow>> {
    let sql = format!("{REFUND} WHERE key = ?1 AND next_at <= ?2");
    read.one(&sql, params![key, now], refund)
}

/// Asking for what is asked for already changes nothing.
pub fn insert_refund(tx: &Tx, row: &RefundRow) -> Result<()> {
    tx.run(
        "INSERT INTO gateway_refund (key, method, refund_id, payment, amount_paise, state, next_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT DO NOTHING",
        params![row.key, row.method, row.refund_id, row.payment, row.amount, row.state, tx.now()],
    )?;
    Ok(())
}

/// Refunds it is time to ask for, or after.
pub fn list_refunds(
    read: &Read,
    method: PayMethod,
    now: At,
    limit: usize,
) -> Result<Vec<RefundRow>> {
    let sql = format!("{REFUND} WHERE method = ?1 AND next_at <= ?2 ORDER BY next_at LIMIT ?3");
    read.list(&sql, params![method, now, limit as i64], refund)
}

/// What became of it; without `next` there is nothing more to find out.
pub fn mark_refund(tx: &Tx, row: &RefundRow, next: Option<At>, failure: &str) -> Result<()> {
    tx.run(
        "UPDATE gateway_refund SET state = ?2, gateway_refund = ?3, tries = ?4, next_at = ?5,
            failure = ?6, round = ?7 WHERE key = ?1",
        params![row.key, row.state, row.gateway_refund, row.tries, next, failure, row.round],
    )?;
    Ok(())
}

/// The gateway has news of it: it is looked at, though it had been given up.
pub fn mark_refund_heard(tx: &Tx, key: &str, gateway_refund: &str) -> Result<()> {
    tx.run(
        "UPDATE gateway_refund SET next_at = ?2,
            gateway_refund = CASE gateway_refund WHEN '' THEN ?3 ELSE gateway_refund END
         WHERE key = ?1 AND state <> 'DONE'",
        params![key, tx.now(), gateway_refund],
    )?;
    Ok(())
}
