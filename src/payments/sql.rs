use crate::base::{Day, Result};
use crate::billing::Payment;
use crate::store::{Tx, params};

pub fn insert_payment(tx: &Tx, payment: &Payment, day: Day) -> Result<()> {
    tx.run(
        "INSERT INTO payment (id, bill_id, method, amount_paise, received_paise, change_paise,
            business_day, at, who, device)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        params![
            payment.id,
            payment.bill_id,
            payment.method,
            payment.amount_paise,
            payment.received_paise,
            payment.change_paise,
            day,
            payment.at,
            payment.by,
            tx.actor().device
        ],
    )?;
    Ok(())
}
