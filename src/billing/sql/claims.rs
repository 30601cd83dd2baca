use super::super::claim::{Claim, ClaimBy};
use crate::base::{At, BillId, ClaimId, GuestId, Paise, PaymentId, Result, Word as _, limits};
use crate::store::{Read, Row, RowExt, Tx, params};

const CLAIM: &str = "SELECT id, bill_id, part_id, guest_id, who, how, amount_paise, state,
    held_until, is_paying FROM bill_claim";

fn claim(row: &Row) -> rusqlite::Result<Claim> {
    Ok(Claim {
        id: row.parsed(0)?,
        bill_id: row.parsed(1)?,
        part_id: row.maybe_parsed(2)?,
        guest_id: row.maybe_parsed(3)?,
        who: row.get(4)?,
        how: row.word(5)?,
        amount_paise: row.paise(6)?,
        state: row.word(7)?,
        held_until: row.at(8)?,
        is_paying: row.get(9)?,
    })
}

pub fn find(read: &Read, id: ClaimId) -> Result<Option<Claim>> {
    read.one(&format!("{CLAIM} WHERE id = ?1"), [id], claim)
}

/// What is held of a bill at `now`, oldest first.
pub fn list_held(read: &Read, bill: BillId, now: At) -> Result<Vec<Claim>> {
    let sql = format!(
        "{CLAIM} WHERE bill_id = ?1 AND state = 'HELD' AND held_until > ?2 ORDER BY rowid LIMIT ?3"
    );
    read.list(&sql, params![bill, now, limits::MAX_CLAIMS], claim)
}

pub fn count(read: &Read, bill: BillId) -> Result<i64> {
    let sql = "SELECT count(*) FROM bill_claim WHERE bill_id = ?1";
    Ok(read.one(sql, [bill], |row| row.get(0))?.unwrap_or(0))
}

pub fn insert(tx: &Tx, claim: &Claim) -> Result<()> {
    tx.run(
        "INSERT INTO bill_claim (id, bill_id, part_id, guest_id, who, how, amount_paise, state,
            made_at, held_until, is_paying)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
        params![
            claim.id,
            claim.bill_id,
            claim.part_id,
            claim.guest_id,
            claim.who,
            claim.how.as_str(),
            claim.amount_paise,
            claim.state.as_str(),
            tx.now(),
            claim.held_until,
            claim.is_paying
        ],
    )?;
    Ok(())
}

pub fn mark_paying(tx: &Tx, id: ClaimId, until: At) -> Result<()> {
    let sql = "UPDATE bill_claim SET held_until = ?2, is_paying = 1
               WHERE id = ?1 AND state = 'HELD'";
    tx.run(sql, params![id, until])?;
    Ok(())
}

pub fn mark_not_paying(tx: &Tx, id: ClaimId) -> Result<()> {
    tx.run("UPDATE bill_claim SET is_paying = 0 WHERE id = ?1 AND state = 'HELD'", [id])?;
    Ok(())
}

pub fn mark_used(tx: &Tx, id: ClaimId, payment: PaymentId) -> Result<()> {
    let sql = "UPDATE bill_claim SET state = 'USED', payment_id = ?2 WHERE id = ?1";
    tx.run(sql, params![id, payment])?;
    Ok(())
}

pub fn mark_dropped(tx: &Tx, id: ClaimId) -> Result<()> {
    tx.run("UPDATE bill_claim SET state = 'DROPPED' WHERE id = ?1 AND state = 'HELD'", [id])?;
    Ok(())
}

/// A guest chooses one thing at a time; what they are at a gateway with stays.
pub fn drop_chosen(tx: &Tx, bill: BillId, guest: GuestId) -> Result<()> {
    tx.run(
        "UPDATE bill_claim SET state = 'DROPPED'
         WHERE bill_id = ?1 AND guest_id = ?2 AND state = 'HELD' AND NOT is_paying",
        params![bill, guest],
    )?;
    Ok(())
}

/// All else the guest of this claim held of the same bill.
pub fn drop_others(tx: &Tx, id: ClaimId) -> Result<()> {
    tx.run(
        "UPDATE bill_claim AS other SET state = 'DROPPED' FROM bill_claim c
         WHERE c.id = ?1 AND other.bill_id = c.bill_id AND other.guest_id = c.guest_id
         AND other.id <> c.id AND other.state = 'HELD'",
        [id],
    )?;
    Ok(())
}

/// What a guest paid of a bill with claims of one kind.
pub fn sum_paid(read: &Read, bill: BillId, guest: GuestId, how: ClaimBy) -> Result<Paise> {
    let sql = "SELECT coalesce(sum(p.amount_paise), 0) FROM bill_claim c
               JOIN payment p ON p.id = c.payment_id
               WHERE c.bill_id = ?1 AND c.guest_id = ?2 AND c.how = ?3 AND c.state = 'USED'
               AND p.state <> 'REJECTED'";
    let paid = read.one(sql, params![bill, guest, how.as_str()], |row| row.paise(0))?;
    Ok(paid.unwrap_or_default())
}
