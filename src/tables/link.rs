use super::sql;
use crate::base::{CustomerId, Error, GuestId, Result};
use crate::store::Tx;

/// Remembers whose phone number a guest has shown.
pub fn link_customer_in(tx: &Tx, guest: GuestId, customer: CustomerId) -> Result<()> {
    match sql::mark_customer(tx, guest, customer)? {
        0 => Err(Error::not_found("guest")),
        _ => Ok(()),
    }
}
