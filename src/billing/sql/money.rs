use super::super::credit::CreditNote;
use super::super::money::{Payment, Refund};
use crate::base::{
    BillId, Day, Error, LineId, OrderId, Paise, PaymentId, RefundId, Result, Word as _, limits,
};
use crate::store::{Read, RowExt, Tx, params};
use crate::wire::{PayMethod, PaymentState, RefundState};

const PAYMENT: &str = "SELECT id, bill_id, part_id, method, state, amount_paise, tip_paise,
    surplus_paise, received_paise, change_paise, reference, at, who FROM payment";

fn payment(row: &rusqlite::Row) -> rusqlite::Result<Payment> {
    let (tip_paise, surplus_paise) = (row.paise(6)?, row.paise(7)?);
    Ok(Payment {
        id: row.parsed(0)?,
        bill_id: row.parsed(1)?,
        part_id: row.maybe_parsed(2)?,
        method: row.word(3)?,
        state: row.word(4)?,
        amount_paise: row.paise(5)?,
        tip_paise,
        surplus_paise,
        // The table holds what was given for the bill alone.
        received_paise: row.paise(8)? + tip_paise + surplus_paise,
        change_paise: row.paise(9)?,
        reference: row.get(10)?,
        at: row.at(11)?,
        by: row.get(12)?,
    })
}

pub fn list_payments(read: &Read, bill: BillId) -> Result<Vec<Payment>> {
    let sql = format!("{PAYMENT} WHERE bill_id = ?1 ORDER BY rowid LIMIT ?2");
    read.list(&sql, params![bill, limits::MAX_PAYMENTS as i64], payment)
}

pub fn find_payment(read: &Read, id: PaymentId) -> Result<Option<Payment>> {
    read.one(&format!("{PAYMENT} WHERE id = ?1"), [id], payment)
}

pub fn find_payment_by_reference(
    read: &Read,
    method: PayMethod,
    reference: &str,
) -> Result<Option<Payment>> {
    let sql = format!("{PAYMENT} WHERE method = ?1 AND reference = ?2 AND reference <> ''");
    read.one(&sql, params![method, reference], payment)
}

/// Payments nobody has said of whether they are true, newest first.
pub fn list_unverified(read: &Read, limit: usize) -> Result<Vec<Payment>> {
    let sql = format!("{PAYMENT} WHERE state = 'UNVERIFIED' ORDER BY rowid DESC LIMIT ?1");
    read.list(&sql, [limit as i64], payment)
}

pub fn sum_unverified(read: &Read, day: Day) -> Result<Paise> {
    let sql = "SELECT coalesce(sum(amount_paise + tip_paise), 0) FROM payment
               WHERE state = 'UNVERIFIED' AND business_day = ?1";
    Ok(read.one(sql, [day], |row| row.paise(0))?.unwrap_or_default())
}

pub fn insert_payment(tx: &Tx, payment: &Payment, day: Day) -> Result<()> {
    tx.run(
        "INSERT INTO payment (id, bill_id, part_id, method, state, amount_paise, tip_paise,
            surplus_paise, received_paise, change_paise, reference, business_day, at, who, device)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?6 + ?9, ?9, ?10, ?11, ?12, ?13, ?14)",
        params![
            payment.id,
            payment.bill_id,
            payment.part_id,
            payment.method,
            payment.state,
            payment.amount_paise,
            payment.tip_paise,
            payment.surplus_paise,
            payment.change_paise,
            payment.reference,
            day,
            payment.at,
            payment.by,
            tx.actor().device
        ],
    )?;
    Ok(())
}

/// Somebody said on `day` whether it came.
pub fn mark_judged(tx: &Tx, id: PaymentId, state: PaymentState, day: Day) -> Result<()> {
    let sql = "UPDATE payment SET state = ?2, judged_day = ?3 WHERE id = ?1";
    tx.run(sql, params![id, state, day])?;
    Ok(())
}

/// The business day a payment belongs to, and that on which somebody said whether it came.
pub fn find_days(read: &Read, id: PaymentId) -> Result<Option<(Day, Option<Day>)>> {
    let sql = "SELECT business_day, judged_day FROM payment WHERE id = ?1";
    read.one(sql, [id], |row| Ok((row.parsed(0)?, row.maybe_parsed(1)?)))
}

/// Whether money that counts came for the bill an order is on, and no invoice was issued.
pub fn holds_money(read: &Read, order: OrderId) -> Result<Option<BillId>> {
    read.one(
        "SELECT o.bill_id FROM orders o WHERE o.id = ?1
            AND EXISTS (SELECT 1 FROM payment p WHERE p.bill_id = o.bill_id)
            AND NOT EXISTS (SELECT 1 FROM invoice i WHERE i.bill_id = o.bill_id)",
        [order],
        |row| row.parsed(0),
    )
}

const REFUND: &str = "SELECT r.id, r.payment_id, r.bill_id, p.method, p.reference,
    r.amount_paise, r.reason, r.state, r.note, r.reference, r.failure, r.due_at, r.done_at,
    r.done_by, p.state, n.cause LIKE 'surplus:%'
    FROM refund r JOIN payment p ON p.id = r.payment_id JOIN credit_note n ON n.number = r.note";

fn refund(row: &rusqlite::Row) -> rusqlite::Result<Refund> {
    Ok(Refund {
        id: row.parsed(0)?,
        payment_id: row.parsed(1)?,
        bill_id: row.parsed(2)?,
        method: row.word(3)?,
        payment_reference: row.get(4)?,
        amount_paise: row.paise(5)?,
        reason: row.word(6)?,
        state: row.word(7)?,
        note: row.get(8)?,
        reference: row.get(9)?,
        failure: row.get(10)?,
        due_at: row.at(11)?,
        done_at: row.maybe_at(12)?,
        done_by: row.get(13)?,
        payment_state: row.word(14)?,
        is_of_surplus: row.get(15)?,
    })
}

pub fn list_refunds(read: &Read, bill: BillId) -> Result<Vec<Refund>> {
    let sql = format!("{REFUND} WHERE r.bill_id = ?1 ORDER BY r.rowid LIMIT ?2");
    read.list(&sql, params![bill, limits::MAX_PAYMENTS as i64], refund)
}

pub fn find_refund(read: &Read, id: RefundId) -> Result<Option<Refund>> {
    read.one(&format!("{REFUND} WHERE r.id = ?1"), [id], refund)
}

/// Refunds that are still to be made, oldest first.
pub fn list_open_refunds(read: &Read, limit: usize) -> Result<Vec<Refund>> {
    let sql = format!(
        "{REFUND} WHERE r.state NOT IN ('DONE', 'WITHDRAWN') ORDER BY r.due_at, r.rowid LIMIT ?1"
    );
    read.list(&sql, [limit as i64], refund)
}

/// Refunds of one way to pay that nobody was asked for yet, oldest first. Those that wait for an
/// answer or were refused hold none of them up.
pub fn list_refunds_to_ask(read: &Read, method: PayMethod, limit: usize) -> Result<Vec<Refund>> {
    let sql = format!(
        "{REFUND} WHERE r.state = 'DUE' AND r.state NOT IN ('DONE', 'WITHDRAWN')
            AND p.method = ?1 AND p.state NOT IN ('UNVERIFIED', 'REJECTED')
         ORDER BY r.due_at, r.rowid LIMIT ?2"
    );
    read.list(&sql, params![method, limit as i64], refund)
}

/// What goes back of each payment of a bill, made or not.
pub fn list_refunded(read: &Read, bill: BillId) -> Result<Vec<(PaymentId, Paise)>> {
    read.list(
        "SELECT payment_id, sum(amount_paise) FROM refund
         WHERE bill_id = ?1 AND state <> 'WITHDRAWN' GROUP BY payment_id LIMIT ?2",
        params![bill, limits::MAX_PAYMENTS as i64],
        |row| Ok((row.parsed(0)?, row.paise(1)?)),
    )
}

pub fn insert_refund(tx: &Tx, refund: &Refund) -> Result<()> {
    tx.run(
        "INSERT INTO refund (id, payment_id, bill_id, amount_paise, reason, note, state, due_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        params![
            refund.id,
            refund.payment_id,
            refund.bill_id,
            refund.amount_paise,
            refund.reason,
            refund.note,
            refund.state,
            refund.due_at
        ],
    )?;
    Ok(())
}

pub fn mark_refund(tx: &Tx, id: RefundId, state: RefundState, failure: &str) -> Result<()> {
    let sql = "UPDATE refund SET state = ?2, failure = ?3 WHERE id = ?1";
    tx.run(sql, params![id, state, failure])?;
    Ok(())
}

pub fn mark_refund_withdrawn(tx: &Tx, id: RefundId, day: Day) -> Result<()> {
    let sql = "UPDATE refund SET state = 'WITHDRAWN', withdrawn_day = ?2 WHERE id = ?1";
    tx.run(sql, params![id, day])?;
    Ok(())
}

pub fn mark_refund_done(tx: &Tx, id: RefundId, reference: &str, day: Day) -> Result<()> {
    tx.run(
        "UPDATE refund SET state = 'DONE', failure = '', reference = ?2, done_at = ?3,
            done_day = ?4, done_by = ?5 WHERE id = ?1",
        params![id, reference, tx.now(), day, tx.actor().who],
    )?;
    Ok(())
}

/// What the reports need of a credit note, beside its document.
pub struct CreditRow<'a> {
    pub note: &'a CreditNote,
    pub cause: &'a str,
    pub token: &'a str,
    pub business_day: Day,
    pub taxable: Paise,
}

pub fn insert_credit_note(tx: &Tx, row: &CreditRow) -> Result<()> {
    let note = row.note;
    let document = serde_json::to_string(note).map_err(Error::internal)?;
    tx.run(
        "INSERT INTO credit_note (number, kind, bill_id, cause, token, business_day, issued_at,
            total_paise, taxable_paise, document)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        params![
            note.number,
            note.kind.as_str(),
            note.bill_id,
            row.cause,
            row.token,
            row.business_day,
            note.issued_at,
            note.total_paise,
            row.taxable,
            document
        ],
    )?;
    Ok(())
}

pub fn list_credit_notes(read: &Read, bill: BillId) -> Result<Vec<CreditNote>> {
    let sql = "SELECT document FROM credit_note WHERE bill_id = ?1 ORDER BY issued_at, number
               LIMIT ?2";
    read.list(sql, params![bill, limits::MAX_PAYMENTS as i64], |row| row.json(0))
}

pub fn find_credit_note_by_cause(read: &Read, cause: &str) -> Result<Option<CreditNote>> {
    read.one("SELECT document FROM credit_note WHERE cause = ?1", [cause], |row| row.json(0))
}

pub fn find_credit_note_by_token(read: &Read, token: &str) -> Result<Option<CreditNote>> {
    read.one("SELECT document FROM credit_note WHERE token = ?1", [token], |row| row.json(0))
}

/// How much of each line was taken back.
pub fn list_taken_back(read: &Read, bill: BillId) -> Result<Vec<(LineId, u32)>> {
    read.list(
        "SELECT line_id, sum(quantity) FROM taken_back WHERE bill_id = ?1 GROUP BY line_id
         LIMIT ?2",
        params![bill, limits::MAX_ORDERS_PER_SITTING as i64 * 100],
        |row| Ok((row.parsed(0)?, row.get(1)?)),
    )
}

pub fn insert_taken_back(
    tx: &Tx,
    bill: BillId,
    note: &str,
    (line, quantity): (LineId, u32),
) -> Result<()> {
    let sql = "INSERT INTO taken_back (line_id, note, bill_id, quantity) VALUES (?1, ?2, ?3, ?4)";
    tx.run(sql, params![line, note, bill, quantity])?;
    Ok(())
}
