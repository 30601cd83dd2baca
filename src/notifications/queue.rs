use super::model::{MessageState, Note, Sending};
use super::sql;
use crate::base::{At, MessageId, Phone, Result};
use crate::store::Tx;

/// Texts older than this are forgotten: a number is kept no longer than it is of use.
const KEPT_SECONDS: i64 = 90 * 86_400;

/// Lays a text out for sending. None: this phone has been told already.
pub fn queue_in(tx: &Tx, note: &Note) -> Result<Option<MessageId>> {
    let waits = MessageState::Queued;
    let sending = Sending { state: waits, gateway: None, provider_id: None, why: String::new() };
    add_in(tx, note, &sending)
}

/// Writes a text down, and forgets old ones. None when it is there already.
pub(super) fn add_in(tx: &Tx, note: &Note, sending: &Sending) -> Result<Option<MessageId>> {
    sql::delete_old(tx, At::from_millis(tx.now().millis() - KEPT_SECONDS * 1_000))?;
    let id = MessageId::new(tx.now());
    let is_new = sql::insert(tx, id, note, sending)?;
    Ok(is_new.then_some(id))
}

/// What waits for this phone is not told any more: it wants no texts.
pub fn call_off_in(tx: &Tx, phone: &Phone) -> Result<()> {
    sql::mark_called_off(tx, phone)
}
