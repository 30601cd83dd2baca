use super::model::CustomerRow;
use crate::base::{CustomerId, GuestId, Phone, Result};
use crate::store::{Read, RowExt, Tx, params};

/// Makes the customer of this number, or notes that they were seen again.
pub fn upsert_seen(tx: &Tx, phone: &Phone) -> Result<CustomerRow> {
    let id = CustomerId::new(tx.now());
    tx.run(
        "INSERT INTO customer (id, phone, created_at, seen_at) VALUES (?1, ?2, ?3, ?3)
         ON CONFLICT (phone) DO UPDATE SET seen_at = excluded.seen_at",
        params![id, phone.e164(), tx.now()],
    )?;
    let sql = "SELECT id FROM customer WHERE phone = ?1";
    let id = tx.one(sql, [phone.e164()], |row| row.parsed(0))?.unwrap_or(id);
    Ok(CustomerRow { id, phone: phone.clone() })
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
