use uuid::Uuid;

use super::model::Held;
use super::sql;
use crate::base::{At, Code, Error, Result};
use crate::hub::db::Tx;
use crate::hub::fleet::{Machine, note_seen};
use crate::hub::{Hub, db, snapshots};
use crate::wire::BEGINNING;
use crate::wire::sync::{
    DeviceState, Epoch, Head, Hello, HelloAnswer, Limits, MAX_FACTS, MAX_RAW, VERSION, unhex,
};

/// Most lives of a book that are told at once.
const MAX_EPOCHS: usize = 1_000;

/// Hears a box that was away: what is held of its book.
///
/// Errors: `version_unsupported`; `fork` when it goes on from something that is not held like
/// that; `gap` when what it goes on from is not held yet.
pub async fn hello(hub: &Hub, machine: &Machine, said: &Hello) -> Result<HelloAnswer> {
    if said.version < 1 {
        return Err(Code::VersionUnsupported.into());
    }
    db::again(|| hello_once(hub, machine, said)).await
}

async fn hello_once(hub: &Hub, machine: &Machine, said: &Hello) -> Result<HelloAnswer> {
    let now = hub.clock.now();
    let place = machine.place();
    let tx = hub.db.as_tenant(machine.tenant).await?;
    if machine.state == DeviceState::Fenced {
        let held = snapshots::greet_late(&tx, machine, &said.head.epoch).await?;
        tx.commit().await?;
        return Ok(answer(machine, now, held, false));
    }
    note_seen(&tx, place, &said.program, said.schema, (machine.at, now)).await?;
    for epoch in said.epochs.iter().rev().take(MAX_EPOCHS).rev() {
        register_in(&tx, place, epoch).await?;
    }
    let held = sql::hold(&tx, place, &said.head.epoch).await?;
    let held = held.ok_or_else(|| Error::not_found("epoch"))?;
    let theirs = match said.head.seq {
        seq if seq == held.seq => Some(said.head.hash.clone()),
        _ => None,
    };
    if theirs.is_some_and(|hash| hash != crate::wire::sync::hex(&held.hash)) {
        return Err(held.fork(held.seq, &held.hash));
    }
    let needs = snapshots::needs_copy(&tx, place, &held.epoch, held.no).await?;
    tx.commit().await?;
    Ok(answer(machine, now, held.head(), needs))
}

fn answer(machine: &Machine, now: At, held: Head, needs_snapshot: bool) -> HelloAnswer {
    HelloAnswer {
        hub: "tiffin".into(),
        version: VERSION,
        now,
        state: machine.state,
        held,
        needs_snapshot,
        limits: Limits { max_facts: MAX_FACTS, max_bytes: MAX_RAW },
    }
}

/// Takes a life of a book in, once. What it goes on from must be held, and be the same.
///
/// Errors: `gap`, `fork`, `malformed_request`.
pub async fn register_in(tx: &Tx, place: (Uuid, Uuid), epoch: &Epoch) -> Result<()> {
    let base_hash = unhex(&epoch.base_hash)?;
    if epoch.base_seq < 0 || !is_name(&epoch.epoch) {
        return Err(Code::MalformedRequest.into());
    }
    if let Some(known) = sql::hold(tx, place, &epoch.epoch).await? {
        return match (known.base_seq, known.base_hash) == (epoch.base_seq, base_hash) {
            true => Ok(()),
            false => Err(known.fork(known.base_seq, &known.base_hash)),
        };
    }
    match &epoch.base_epoch {
        None if epoch.base_seq == 0 && base_hash == BEGINNING => {}
        // A book that was long before it had a cloud is sent from its beginning.
        None => return Err(Code::MalformedRequest.into()),
        Some(base) => {
            let held = sql::hold(tx, place, base).await?;
            let held = held.ok_or_else(|| Error::not_found("epoch"))?;
            if epoch.base_seq > held.seq {
                return Err(held.gap());
            }
            let ours = hash_in(tx, place, &held, epoch.base_seq).await?;
            if ours != base_hash {
                return Err(held.fork(epoch.base_seq, &ours));
            }
        }
    }
    sql::insert_epoch(tx, place, epoch, &base_hash).await
}

/// The hash under a number that is held.
pub async fn hash_in(tx: &Tx, place: (Uuid, Uuid), held: &Held, seq: i64) -> Result<[u8; 32]> {
    match seq {
        seq if seq == held.seq => Ok(held.hash),
        seq if seq == held.base_seq => Ok(held.base_hash),
        seq => {
            let found = sql::find_hash(tx, place, &held.epoch, seq).await?;
            found.ok_or_else(|| Error::not_found("fact"))
        }
    }
}

fn is_name(epoch: &str) -> bool {
    epoch.len() == 16 && epoch.bytes().all(|c| matches!(c, b'0'..=b'9' | b'a'..=b'f'))
}
