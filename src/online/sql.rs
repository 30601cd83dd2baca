use super::model::{Attempt, AttemptState, Known, Tally};
use crate::base::{At, AttemptId, BillId, Paise, Result, Word as _};
use crate::gateways::pay::Progress;
use crate::store::{Read, Row, RowExt, Tx, params};
use crate::wire::PayMethod;

mod events;
pub mod mismatches;
mod refunds;

pub use events::{
    EventRow, forget_events, insert_event, list_waiting_events, mark_event_done, mark_event_failed,
    mark_event_tried,
};
pub use refunds::{
    RefundRow, find_due_refund, find_refund, insert_refund, list_refunds, mark_refund,
    mark_refund_heard,
};

const ATTEMPT: &str = "SELECT id, method, page, bill_id, part_id, amount_paise, tip_paise, state,
    gateway_order, url, opened_at, claim_id FROM attempt";

fn attempt(row: &Row) -> rusqlite::Result<Attempt> {
    Ok(Attempt {
        id: row.parsed(0)?,
        method: row.word(1)?,
        page: row.word(2)?,
        bill_id: row.parsed(3)?,
        part_id: row.maybe_parsed(4)?,
        amount_paise: row.paise(5)?,
        tip_paise: row.paise(6)?,
        state: row.word(7)?,
        gateway_order: row.get(8)?,
        url: row.get(9)?,
        opened_at: row.at(10)?,
        claim_id: row.maybe_parsed(11)?,
    })
}

pub fn find_attempt(read: &Read, id: AttemptId) -> Result<Option<Attempt>> {
    read.one(&format!("{ATTEMPT} WHERE id = ?1"), [id], attempt)
}

pub fn find_attempt_by_order(
    read: &Read,
    method: PayMethod,
    order: &str,
) -> Result<Option<Attempt>> {
    let sql = format!("{ATTEMPT} WHERE method = ?1 AND gateway_order = ?2 AND gateway_order <> ''");
    read.one(&sql, params![method, order], attempt)
}

/// The attempt a gateway's payment belongs to, once it was heard of.
pub fn find_attempt_by_payment(read: &Read, payment: &str) -> Result<Option<Attempt>> {
    let sql = format!(
        "{ATTEMPT} WHERE id = (SELECT attempt_id FROM attempt_payment WHERE payment = ?1 LIMIT 1)"
    );
    read.one(&sql, [payment], attempt)
}

pub fn count_attempts(read: &Read, bill: BillId) -> Result<i64> {
    let sql = "SELECT count(*) FROM attempt WHERE bill_id = ?1";
    Ok(read.one(sql, [bill], |row| row.get(0))?.unwrap_or(0))
}

/// Newest first: of one bill, or those to which other money came than was asked for.
pub fn list_attempts(read: &Read, bill: Option<BillId>, limit: usize) -> Result<Vec<Attempt>> {
    match bill {
        Some(bill) => {
            let sql = format!("{ATTEMPT} WHERE bill_id = ?1 ORDER BY id DESC LIMIT ?2");
            read.list(&sql, params![bill, limit as i64], attempt)
        }
        None => {
            let sql = format!("{ATTEMPT} WHERE state = 'MISMATCHED' ORDER BY id DESC LIMIT ?1");
            read.list(&sql, [limit as i64], attempt)
        }
    }
}

pub fn insert_attempt(tx: &Tx, attempt: &Attempt) -> Result<()> {
    tx.run(
        "INSERT INTO attempt (id, method, page, bill_id, part_id, amount_paise, tip_paise, state,
            opened_at, who, device, claim_id)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
        params![
            attempt.id,
            attempt.method,
            attempt.page.as_str(),
            attempt.bill_id,
            attempt.part_id,
            attempt.amount_paise,
            attempt.tip_paise,
            attempt.state.as_str(),
            attempt.opened_at,
            tx.actor().who,
            tx.actor().device,
            attempt.claim_id
        ],
    )?;
    Ok(())
}

/// The gateway has opened it. False when that was known.
pub fn mark_opened(
    tx: &Tx,
    id: AttemptId,
    order: &str,
    url: Option<&str>,
    next_look: At,
) -> Result<bool> {
    let sql = "UPDATE attempt SET gateway_order = ?2, url = ?3, state = 'OPEN', next_look_at = ?4
               WHERE id = ?1 AND state = 'OPENING'";
    Ok(tx.run(sql, params![id, order, url, next_look])? == 1)
}

pub fn mark_state(tx: &Tx, id: AttemptId, state: AttemptState) -> Result<()> {
    tx.run("UPDATE attempt SET state = ?2 WHERE id = ?1", params![id, state.as_str()])?;
    Ok(())
}

/// Looked at, for good or in vain; `next` is when it is looked at again.
pub fn mark_looked(tx: &Tx, id: AttemptId, looks: u32, next: Option<At>) -> Result<()> {
    let sql = "UPDATE attempt SET looks = ?2, looked_at = ?3, next_look_at = ?4 WHERE id = ?1";
    tx.run(sql, params![id, looks, tx.now(), next])?;
    Ok(())
}

/// The gateway refused to say how it stands; `next` is when it is asked again.
pub fn mark_refused(tx: &Tx, id: AttemptId, next: Option<At>) -> Result<()> {
    let sql = "UPDATE attempt SET refused = refused + 1, looked_at = ?2, next_look_at = ?3
               WHERE id = ?1";
    tx.run(sql, params![id, tx.now(), next])?;
    Ok(())
}

pub fn count_refused(read: &Read, id: AttemptId) -> Result<u32> {
    let sql = "SELECT refused FROM attempt WHERE id = ?1";
    Ok(read.one(sql, [id], |row| row.get(0))?.unwrap_or_default())
}

/// How often it was looked at, and when last.
pub fn find_looks(read: &Read, id: AttemptId) -> Result<(u32, Option<At>)> {
    let sql = "SELECT looks, looked_at FROM attempt WHERE id = ?1";
    Ok(read.one(sql, [id], |row| Ok((row.get(0)?, row.maybe_at(1)?)))?.unwrap_or_default())
}

/// Attempts it is time to look at.
pub fn list_due(read: &Read, method: PayMethod, now: At, limit: usize) -> Result<Vec<Attempt>> {
    let sql = format!(
        "{ATTEMPT} WHERE method = ?1 AND next_look_at <= ?2 ORDER BY next_look_at LIMIT ?3"
    );
    read.list(&sql, params![method, now, limit as i64], attempt)
}

/// Who opened it.
pub fn find_opener(read: &Read, id: AttemptId) -> Result<String> {
    let sql = "SELECT who FROM attempt WHERE id = ?1";
    Ok(read.one(sql, [id], |row| row.get(0))?.unwrap_or_default())
}

pub fn find_tally(read: &Read, attempt: &Attempt) -> Result<Tally> {
    let known = read.list(
        "SELECT payment, progress, is_received, mismatch_paise FROM attempt_payment
         WHERE attempt_id = ?1 LIMIT 1000",
        [attempt.id],
        |row| {
            let mismatch = row.get::<_, Option<i64>>(3)?.map(Paise);
            let progress = progress(&row.get::<_, String>(1)?);
            Ok((row.get(0)?, Known { progress, is_received: row.get(2)?, mismatch }))
        },
    )?;
    Ok(Tally { payments: known.into_iter().collect(), ..Tally::new(attempt.asked()) })
}

pub fn save_tally(tx: &Tx, id: AttemptId, tally: &Tally) -> Result<()> {
    for (payment, known) in &tally.payments {
        tx.run(
            "INSERT INTO attempt_payment (attempt_id, payment, progress, is_received,
                mismatch_paise) VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT (attempt_id, payment) DO UPDATE SET progress = excluded.progress,
                is_received = excluded.is_received, mismatch_paise = excluded.mismatch_paise",
            params![id, payment, word(known.progress), known.is_received, known.mismatch],
        )?;
    }
    Ok(())
}

fn word(progress: Progress) -> &'static str {
    match progress {
        Progress::Begun => "BEGUN",
        Progress::Failed => "FAILED",
        Progress::Authorized => "AUTHORIZED",
        Progress::Captured => "CAPTURED",
    }
}

fn progress(word: &str) -> Progress {
    match word {
        "CAPTURED" => Progress::Captured,
        "AUTHORIZED" => Progress::Authorized,
        "FAILED" => Progress::Failed,
        _ => Progress::Begun,
    }
}
