use super::model::{MessageKind, MessageState};
use super::sql;
use crate::base::{At, MessageId, Phone, Result};
use crate::store::Tx;

/// Texts older than this are forgotten: a number is kept no longer than it is of use.
const KEPT_SECONDS: i64 = 90 * 86_400;

/// Lays a text about `subject` (an order, a sitting) out for sending. None: this phone has been
/// told already.
pub fn queue_in(
    tx: &Tx,
    kind: MessageKind,
    subject: &str,
    phone: &Phone,
    text: &str,
) -> Result<Option<MessageId>> {
    add_in(tx, kind, subject, phone, text, MessageState::Queued)
}

/// Writes a text down, and forgets old ones. None when it is there already.
pub(super) fn add_in(
    tx: &Tx,
    kind: MessageKind,
    subject: &str,
    phone: &Phone,
    text: &str,
    state: MessageState,
) -> Result<Option<MessageId>> {
    sql::delete_old(tx, At::from_millis(tx.now().millis() - KEPT_SECONDS * 1_000))?;
    let id = MessageId::new(tx.now());
    let is_new = sql::insert(tx, id, kind, subject, phone, text, state)?;
    Ok(is_new.then_some(id))
}
