use super::model::{CustomerRow, Reach};
use crate::base::{CustomerId, GuestId, Language, Phone, Result, Word};
use crate::store::{Read, RowExt, Tx, params};

/// Makes the customer of this number, or notes that they were seen again, and which language they
/// were seen to speak.
pub fn upsert_seen(tx: &Tx, phone: &Phone, language: Option<Language>) -> Result<CustomerRow> {
    let id = CustomerId::new(tx.now());
    tx.run(
        "INSERT INTO customer (id, phone, created_at, seen_at, locale) VALUES (?1, ?2, ?3, ?3, ?4)
         ON CONFLICT (phone) DO UPDATE SET seen_at = excluded.seen_at,
             locale = coalesce(excluded.locale, locale)",
        params![id, phone.e164(), tx.now(), language.map(Language::as_str)],
    )?;
    find_by_phone(tx, phone).map(|found| found.unwrap_or(CustomerRow::new(id, phone)))
}

pub fn find(read: &Read, id: CustomerId) -> Result<Option<CustomerRow>> {
    let sql = "SELECT id, phone, opted_out_at IS NULL FROM customer WHERE id = ?1";
    read.one(sql, [id], |row| {
        Ok(CustomerRow { id: row.parsed(0)?, phone: row.parsed(1)?, wants_texts: row.get(2)? })
    })
}

pub fn find_by_phone(read: &Read, phone: &Phone) -> Result<Option<CustomerRow>> {
    let sql = "SELECT id FROM customer WHERE phone = ?1";
    match read.one(sql, [phone.e164()], |row| row.parsed(0))? {
        Some(id) => find(read, id),
        None => Ok(None),
    }
}

/// False when it was so already.
pub fn mark_texts(tx: &Tx, id: CustomerId, wants: bool) -> Result<bool> {
    let sql = "UPDATE customer SET opted_out_at = iif(?2, NULL, ?3)
               WHERE id = ?1 AND (opted_out_at IS NULL) <> ?2";
    Ok(tx.run(sql, params![id, wants, tx.now()])? > 0)
}

/// Remembers that this guest is that customer, whoever they said to be before.
pub fn link(tx: &Tx, guest: GuestId, customer: CustomerId) -> Result<()> {
    tx.run(
        "INSERT INTO guest_customer (guest_id, customer_id, linked_at) VALUES (?1, ?2, ?3)
         ON CONFLICT (guest_id) DO UPDATE
         SET customer_id = excluded.customer_id, linked_at = excluded.linked_at",
        params![guest, customer, tx.now()],
    )?;
    Ok(())
}

/// The customer a guest has shown to be.
pub fn customer_of(read: &Read, guest: GuestId) -> Result<Option<CustomerId>> {
    let sql = "SELECT customer_id FROM guest_customer WHERE guest_id = ?1";
    read.one(sql, [guest], |row| row.parsed(0))
}

pub fn find_phone(read: &Read, customer: CustomerId) -> Result<Option<Phone>> {
    read.one("SELECT phone FROM customer WHERE id = ?1", [customer], |row| row.parsed(0))
}

/// Where a guest who has shown a phone is told things; None when they want to be told none.
pub fn reach(read: &Read, guest: GuestId) -> Result<Option<Reach>> {
    let sql =
        "SELECT c.phone, c.locale FROM guest_customer g JOIN customer c ON c.id = g.customer_id
               WHERE g.guest_id = ?1 AND c.opted_out_at IS NULL";
    read.one(sql, [guest], |row| {
        let locale: Option<String> = row.get(1)?;
        let language = locale.as_deref().and_then(Language::of_tag);
        Ok(Reach { phone: row.parsed(0)?, language })
    })
}
