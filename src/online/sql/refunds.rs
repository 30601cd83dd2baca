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
}

const REFUND: &str = "SELECT key, method, refund_id, payment, amount_paise, state, gateway_refund,
    tries FROM gateway_refund";

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
    })
}

/// Whether the gateway was asked for this refund, or will be.
pub fn is_asked(read: &Read, id: RefundId) -> Result<bool> {
    let sql = "SELECT 1 FROM gateway_refund WHERE refund_id = ?1";
    Ok(read.one(sql, [id], |_| Ok(()))?.is_some())
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
            failure = ?6 WHERE key = ?1",
        params![row.key, row.state, row.gateway_refund, row.tries, next, failure],
    )?;
    Ok(())
}

/// The gateway has news of it.
pub fn mark_refund_soon(tx: &Tx, key: &str) -> Result<()> {
    let sql = "UPDATE gateway_refund SET next_at = ?2 WHERE key = ?1 AND next_at IS NOT NULL";
    tx.run(sql, params![key, tx.now()])?;
    Ok(())
}

/// One the gateway refused is asked for once more, under the name it had.
pub fn mark_refund_again(tx: &Tx, key: &str) -> Result<()> {
    tx.run(
        "UPDATE gateway_refund SET state = 'DUE', tries = 0, next_at = ?2, gateway_refund = ''
         WHERE key = ?1 AND state = 'FAILED'",
        params![key, tx.now()],
    )?;
    Ok(())
}

/// One the gateway refused went back in another way.
pub fn mark_refund_elsewhere(tx: &Tx, key: &str) -> Result<()> {
    let sql = "UPDATE gateway_refund SET state = 'DONE', next_at = NULL
               WHERE key = ?1 AND state = 'FAILED'";
    tx.run(sql, params![key])?;
    Ok(())
}
