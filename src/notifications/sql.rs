use super::model::{Message, Note, Outgoing, Sending, Texting, good_for};
use crate::base::{At, Error, MessageId, Phone, Result, Word};
use crate::store::{Read, RowExt, Tx, params};

/// False when this phone has been told of this subject already.
pub fn insert(tx: &Tx, id: MessageId, note: &Note, sending: &Sending) -> Result<bool> {
    let (kind, state) = (note.kind.to_string(), sending.state.to_string());
    let gateway = sending.gateway.map(|gateway| gateway.to_string());
    let good_until = note.at.plus_seconds(good_for(note.kind));
    let inserted = tx.run(
        "INSERT INTO message (id, kind, subject, phone, text, at, state, gateway, provider_id, why,
             good_until)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11) ON CONFLICT DO NOTHING",
        params![
            id,
            kind,
            note.subject,
            note.phone.e164(),
            note.text,
            tx.now(),
            state,
            gateway,
            sending.provider_id,
            sending.why,
            good_until
        ],
    )?;
    Ok(inserted > 0)
}

/// The oldest text that waits, marked as being sent. Those it is too late for are not told any more.
pub fn claim_next(tx: &Tx) -> Result<Option<Outgoing>> {
    tx.run(
        "UPDATE message SET state = 'EXPIRED' WHERE state = 'QUEUED' AND NOT is_claimed
             AND good_until <= ?1",
        [tx.now()],
    )?;
    tx.one(
        "UPDATE message SET is_claimed = 1, tries = tries + 1 WHERE id =
         (SELECT id FROM message WHERE state = 'QUEUED' AND NOT is_claimed ORDER BY id LIMIT 1)
         RETURNING id, kind, phone, text, good_until",
        [],
        |row| {
            Ok(Outgoing {
                id: row.parsed(0)?,
                kind: row.word(1)?,
                phone: row.parsed(2)?,
                text: row.get(3)?,
                good_until: row.at(4)?,
            })
        },
    )
}

pub fn mark(tx: &Tx, id: MessageId, sending: &Sending) -> Result<()> {
    let gateway = sending.gateway.map(|gateway| gateway.to_string());
    tx.run(
        "UPDATE message SET state = ?2, is_claimed = 0, gateway = ?3, provider_id = ?4, why = ?5
         WHERE id = ?1",
        params![id, sending.state.to_string(), gateway, sending.provider_id, sending.why],
    )?;
    Ok(())
}

/// Gives up what was being sent when the box, or the sender, was cut off.
pub fn mark_cut_off(tx: &Tx) -> Result<()> {
    let sql = "UPDATE message SET state = 'FAILED', is_claimed = 0,
                   why = 'cut off while it was sent'
               WHERE state = 'QUEUED' AND is_claimed";
    tx.run(sql, [])?;
    Ok(())
}

/// Gives up whatever waits.
pub fn mark_given_up(tx: &Tx) -> Result<()> {
    let sql = "UPDATE message SET state = 'FAILED', is_claimed = 0,
                   why = 'the box was put back' WHERE state = 'QUEUED'";
    tx.run(sql, []).map(drop)
}

/// Gives up what waits for this phone, but for what is being sent.
pub fn mark_called_off(tx: &Tx, phone: &Phone) -> Result<()> {
    let sql = "UPDATE message SET state = 'FAILED', why = 'this number wants no texts'
               WHERE state = 'QUEUED' AND NOT is_claimed AND phone = ?1";
    tx.run(sql, [phone.e164()])?;
    Ok(())
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
        "SELECT id, kind, phone, text, at, state, gateway, why FROM message
         WHERE ?1 IS NULL OR id < ?1 ORDER BY id DESC LIMIT ?2",
        params![cursor, limit as i64],
        |row| {
            let gateway: Option<String> = row.get(6)?;
            Ok(Message {
                id: row.parsed(0)?,
                kind: row.word(1)?,
                phone_masked: row.parsed::<Phone>(2)?.masked(),
                text: row.get(3)?,
                at: row.at(4)?,
                state: row.word(5)?,
                gateway: gateway.and_then(|gateway| Word::parse(&gateway).ok()),
                why: row.get(7)?,
            })
        },
    )
}

/// How the house wants its texts sent, or as it is before anybody said.
pub fn texting(read: &Read) -> Result<Texting> {
    let sql = "SELECT gateway_order, modem_agreed_at, modem_agreed_by FROM texting WHERE one = 1";
    let set = read.one(sql, [], |row| {
        let agreed_at: Option<i64> = row.get(1)?;
        let by: Option<String> = row.get(2)?;
        let modem_agreed = agreed_at.map(|at| (At::from_millis(at), by.unwrap_or_default()));
        Ok(Texting { order: row.json(0)?, modem_agreed })
    })?;
    Ok(set.unwrap_or_else(|| Texting { order: Texting::ORDER.into(), modem_agreed: None }))
}

pub fn upsert_texting(tx: &Tx, texting: &Texting) -> Result<()> {
    let order = serde_json::to_string(&texting.order).map_err(Error::internal)?;
    let (at, by) = texting.modem_agreed.clone().unzip();
    tx.run(
        "INSERT INTO texting (one, gateway_order, modem_agreed_at, modem_agreed_by)
         VALUES (1, ?1, ?2, ?3) ON CONFLICT (one) DO UPDATE
         SET gateway_order = excluded.gateway_order, modem_agreed_at = excluded.modem_agreed_at,
             modem_agreed_by = excluded.modem_agreed_by",
        params![order, at, by],
    )?;
    Ok(())
}
