pub mod claims;
pub mod money;
pub mod shares;
pub mod writeoffs;

use super::consolidate::Consolidated;
use super::model::{Buyer, Invoice};
use super::skip::Skipped;
use crate::base::{BillId, Bps, Day, Error, Paise, Result, SittingId};
use crate::pricing::Discount;
use crate::store::{Read, RowExt, Tx, params};

/// Far more bills than a day has.
const MAX_MEMOS: i64 = 50_000;

/// What is kept of a bill besides its orders.
#[derive(Default)]
pub struct BillRow {
    pub discount: Discount,
    pub reason: String,
    pub version: u32,
    pub buyer: Option<Buyer>,
}

pub fn find_bill(read: &Read, id: BillId) -> Result<Option<BillRow>> {
    read.one(
        "SELECT discount_bps, discount_amount, discount_reason, version, buyer_name,
            buyer_address, buyer_gstin FROM bill WHERE id = ?1",
        [id],
        |row| {
            let discount = match (row.get::<_, u32>(0)?, row.paise(1)?) {
                (0, Paise::ZERO) => Discount::None,
                (0, amount) => Discount::Amount(amount),
                (bps, _) => Discount::Percent(Bps(bps)),
            };
            let buyer = Buyer { name: row.get(4)?, address: row.get(5)?, gstin: row.get(6)? };
            let buyer = Some(buyer).filter(|buyer| *buyer != Buyer::default());
            Ok(BillRow { discount, reason: row.get(2)?, version: row.get(3)?, buyer })
        },
    )
}

/// Makes the bill's row, or counts a change of it.
pub fn touch_bill(tx: &Tx, id: BillId, sitting: SittingId) -> Result<()> {
    tx.run(
        "INSERT INTO bill (id, sitting_id) VALUES (?1, ?2)
         ON CONFLICT (id) DO UPDATE SET version = version + 1",
        params![id, sitting],
    )?;
    Ok(())
}

/// Orders left the bill, which had counted so many changes of theirs: it still counts on.
pub fn mark_left(tx: &Tx, id: BillId, sitting: SittingId, versions: u32) -> Result<()> {
    tx.run(
        "INSERT INTO bill (id, sitting_id, version) VALUES (?1, ?2, ?3 + 1)
         ON CONFLICT (id) DO UPDATE SET version = version + excluded.version",
        params![id, sitting, versions],
    )?;
    Ok(())
}

pub fn mark_discount(tx: &Tx, id: BillId, discount: Discount, reason: &str) -> Result<()> {
    let (bps, amount) = match discount {
        Discount::None => (Bps(0), Paise::ZERO),
        Discount::Percent(rate) => (rate, Paise::ZERO),
        Discount::Amount(paise) => (Bps(0), paise),
    };
    tx.run(
        "UPDATE bill SET discount_bps = ?2, discount_amount = ?3, discount_reason = ?4
         WHERE id = ?1",
        params![id, bps, amount, reason],
    )?;
    Ok(())
}

/// The next number of a series, from 1.
pub fn next_invoice(tx: &Tx, prefix: &str) -> Result<u32> {
    let sql = "INSERT INTO invoice_series (prefix, last) VALUES (?1, 1)
               ON CONFLICT (prefix) DO UPDATE SET last = last + 1 RETURNING last";
    tx.one(sql, [prefix], |row| row.get(0))?.ok_or_else(|| Error::internal("no invoice number"))
}

/// Passes the next `count` numbers of a series over; answers the first and the last of them.
pub fn skip_numbers(tx: &Tx, prefix: &str, count: u32) -> Result<(u32, u32)> {
    let sql = "INSERT INTO invoice_series (prefix, last) VALUES (?1, ?2)
               ON CONFLICT (prefix) DO UPDATE SET last = last + ?2 RETURNING last";
    let last: Option<u32> = tx.one(sql, params![prefix, count], |row| row.get(0))?;
    let last = last.ok_or_else(|| Error::internal("no invoice number"))?;
    Ok((last - count + 1, last))
}

pub fn insert_skip(tx: &Tx, skipped: &Skipped) -> Result<()> {
    let Skipped { prefix, first, last, reason } = skipped;
    tx.run(
        "INSERT INTO series_skip (prefix, first, last, reason, at) VALUES (?1, ?2, ?3, ?4, ?5)",
        params![prefix, first, last, reason, tx.now()],
    )?;
    Ok(())
}

/// Numbers of a series that will never be on a paper, in order.
pub fn list_skipped(read: &Read, prefix: &str) -> Result<Vec<Skipped>> {
    let sql = "SELECT prefix, first, last, reason FROM series_skip WHERE prefix = ?1
               ORDER BY first LIMIT 1000";
    read.list(sql, [prefix], |row| {
        let (prefix, first, last) = (row.get(0)?, row.get(1)?, row.get(2)?);
        Ok(Skipped { prefix, first, last, reason: row.get(3)? })
    })
}

/// What the reports need of an invoice, beside its document.
pub struct IssuedRow<'a> {
    pub invoice: &'a Invoice,
    pub is_vat: bool,
    pub token: &'a str,
    pub business_day: Day,
    pub taxable: Paise,
    pub covers: u32,
}

pub fn insert_invoice(tx: &Tx, row: &IssuedRow) -> Result<()> {
    let invoice = row.invoice;
    let document = serde_json::to_string(invoice).map_err(Error::internal)?;
    tx.run(
        "INSERT INTO invoice (number, bill_id, token, business_day, issued_at, total_paise,
            taxable_paise, covers, document, is_vat)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        params![
            invoice.number,
            invoice.bill_id,
            row.token,
            row.business_day,
            invoice.issued_at,
            invoice.quote.total_paise,
            row.taxable,
            row.covers,
            document,
            row.is_vat
        ],
    )?;
    Ok(())
}

/// The papers of a bill: what is under GST first.
pub fn list_invoices(read: &Read, bill: BillId) -> Result<Vec<Invoice>> {
    let sql = "SELECT document FROM invoice WHERE bill_id = ?1 ORDER BY is_vat LIMIT 2";
    read.list(sql, [bill], |row| row.json(0))
}

pub fn find_invoice_by_token(read: &Read, token: &str) -> Result<Option<Invoice>> {
    read.one("SELECT document FROM invoice WHERE token = ?1", [token], |row| row.json(0))
}

/// Bills somebody touched or paid, newest first; `before` is the last of the page before.
pub fn list_bills(
    read: &Read,
    paid: Option<bool>,
    before: Option<BillId>,
    limit: usize,
) -> Result<Vec<BillId>> {
    read.list(
        "SELECT b.id FROM bill b
         WHERE (?1 IS NULL OR EXISTS (SELECT 1 FROM invoice i WHERE i.bill_id = b.id) = ?1)
            AND (?2 IS NULL OR b.id < ?2)
         ORDER BY b.id DESC LIMIT ?3",
        params![paid, before, limit as i64],
        |row| row.parsed(0),
    )
}

/// A day's cash memos, in the order of their numbers.
pub fn list_memos(read: &Read, day: Day) -> Result<Vec<Invoice>> {
    read.list(
        "SELECT document FROM invoice
         WHERE business_day = ?1 AND document ->> '$.kind' = 'CASH_MEMO'
         ORDER BY issued_at, number LIMIT ?2",
        params![day, MAX_MEMOS],
        |row| row.json(0),
    )
}

pub fn find_consolidated(read: &Read, day: Day) -> Result<Option<Consolidated>> {
    let sql = "SELECT document FROM consolidated_invoice WHERE business_day = ?1";
    read.one(sql, [day], |row| row.json(0))
}

pub fn insert_consolidated(tx: &Tx, whole: &Consolidated) -> Result<()> {
    let document = serde_json::to_string(whole).map_err(Error::internal)?;
    tx.run(
        "INSERT INTO consolidated_invoice (number, business_day, issued_at, total_paise, document)
         VALUES (?1, ?2, ?3, ?4, ?5)",
        params![whole.number, whole.business_day, whole.issued_at, whole.total_paise, document],
    )?;
    Ok(())
}
