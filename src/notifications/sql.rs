use super::model::{Message, MessageKind, MessageState, Outgoing};
use crate::base::{At, MessageId, Phone, Result};
use crate::store::{Read, RowExt, Tx, params};

/// False when this phone has been told of this subject already.
pub fn insert(
    tx: &Tx,
    id: MessageId,
    kind: MessageKind,
    subject: &str,
    phone: &Phone,
    text: &str,
    state: MessageState,
) -> Result<bool> {
    let inserted = tx.run(
        "INSERT INTO message (id, kind, subject, phone, text, at, state)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT DO NOTHING",
        params![id, kind.to_string(), subject, phone.e164(), text, tx.now(), state.to_string()],
    )?;
    Ok(inserted > 0)
}

/// The oldest text that waits and comes after `last`, marked as being sent.
pub fn claim_next(tx: &Tx, last: Option<MessageId>) -> Result<Option<Outgoing>> {
    tx.one(
        "UPDATE message SET is_claimed = 1, tries = tries + 1 WHERE id =
         (SELECT id FROM message WHERE state = 'QUEUED' AND NOT is_claimed
             AND (?1 IS NULL OR id > ?1) ORDER BY id LIMIT 1)
         RETURNING id, phone, text, tries",
        [last],
        |row| {
            let (id, phone) = (row.parsed(0)?, row.parsed(1)?);
            Ok(Outgoing { id, phone, text: row.get(2)?, tries: row.get(3)? })
        },
    )
}

pub fn mark_state(tx: &Tx, id: MessageId, state: MessageState) -> Result<()> {
    tx.run(
        "UPDATE message SET state = ?2, is_claimed = 0 WHERE id = ?1",
        params![id, state.to_string()],
    )?;
    Ok(())
}

/// Gives up what was being sent when the box, or the sender, was cut off.
pub fn mark_cut_off(tx: &Tx) -> Result<()> {
    let sql = "UPDATE message SET state = 'FAILED', is_claimed = 0
               WHERE state = 'QUEUED' AND is_claimed";
    tx.run(sql, [])?;
    Ok(())
}

/// Gives up whatever waits.
pub fn mark_given_up(tx: &Tx) -> Result<()> {
    let sql = "UPDATE message SET state = 'FAILED', is_claimed = 0 WHERE state = 'QUEUED'";
    tx.run(sql, []).map(drop)
}

/// Forgets at most 100 texts from before `before`.
pub fn delete_old(tx: &Tx, before: At) -> Result<()> {
    tx.run(
        "DELETE FROM message WHERE id IN
         (SELECT id FROM message WHERE at < ?1 ORDER BY at LIMIT 100)",
        [before],
    )?;
    Ok(())
}

/// The newest texts first, those before `cursor`.
pub fn list(read: &Read, cursor: Option<MessageId>, limit: usize) -> Result<Vec<Message>> {
    read.list(
        "SELECT id, kind, phone, text, at, state FROM message
         WHERE ?1 IS NULL OR id < ?1 ORDER BY id DESC LIMIT ?2",
        params![cursor, limit as i64],
        |row| {
            Ok(Message {
                id: row.parsed(0)?,
                kind: row.word(1)?,
                phone_masked: row.parsed::<Phone>(2)?.masked(),
                text: row.get(3)?,
                at: row.at(4)?,
                state: row.word(5)?,
            })
        },
    )
}
