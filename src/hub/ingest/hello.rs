use serde_json::json;
use uuid::Uuid;

use super::model::Held;
use super::{keep, sql};
use crate::base::{At, Code, Error, Result, Word as _, new_id};
use crate::hub::db::Tx;
use crate::hub::fleet::{Machine, note_seen, ring};
use crate::hub::{Hub, db, snapshots};
use crate::wire::BEGINNING;
use crate::wire::sync::{
    AlarmKind, DeviceState, Epoch, Head, Hello, HelloAnswer, Limits, VERSION, hex, unhex,
};

/// Most lives of a book that are told at once.
const MAX_EPOCHS: usize = 1_000;

/// Hears a box that was away: where in its book sending goes on.
///
/// Errors: `version_unsupported`; `fork` when it goes on from something that is not held like
/// that, which rings; `malformed_request`.
pub async fn hello(hub: &Hub, machine: &Machine, said: &Hello) -> Result<HelloAnswer> {
    if said.version < 1 {
        let spoken = json!({ "min": 1, "max": VERSION });
        return Err(Error::new(Code::VersionUnsupported).details(spoken));
    }
    match db::again(|| hello_once(hub, machine, said)).await {
        Err(error) if error.code() == Code::Fork => {
            keep::complain(hub, machine, None, &error).await?;
            Err(error)
        }
        answered => answered,
    }
}

async fn hello_once(hub: &Hub, machine: &Machine, said: &Hello) -> Result<HelloAnswer> {
    let now = hub.clock.now();
    let place = machine.place();
    let tx = hub.db.as_tenant(machine.tenant).await?;
    if machine.state == DeviceState::Fenced {
        let held = snapshots::greet_late(&tx, machine, &said.head.epoch).await?;
        tx.commit().await?;
        return Ok(answer(machine, now, held, (false, hub.limits)));
    }
    note_seen(&tx, place, said, (machine.at, now)).await?;
    let held = register_in(&tx, place, &said.epochs, now).await?;
    if held.epoch == said.head.epoch {
        compare_in(&tx, place, &held, said, now).await?;
    }
    let needs = snapshots::needs_copy(&tx, place, &held.epoch, held.no).await?;
    tx.commit().await?;
    Ok(answer(machine, now, held.head(), (needs, hub.limits)))
}

fn answer(
    machine: &Machine,
    now: At,
    held: Head,
    (needs_snapshot, limits): (bool, Limits),
) -> HelloAnswer {
    HelloAnswer {
        hub: "tiffin".into(),
        version: VERSION,
        now,
        state: machine.state,
        held,
        needs_snapshot,
        limits,
    }
}

/// Holds the two ends of the life that goes on against each other; rings where one has lost what
/// the other has.
async fn compare_in(
    tx: &Tx,
    place: (Uuid, Uuid),
    held: &Held,
    said: &Hello,
    now: At,
) -> Result<()> {
    let (ours, theirs) = (held.seq, said.head.seq);
    if ours == theirs && hex(&held.hash) != said.head.hash {
        return Err(held.fork(ours, &held.hash));
    }
    let told = match ours {
        _ if ours > theirs => {
            let what = format!("{ours} facts are held, and the box's book ends with {theirs}.");
            Some((AlarmKind::HubAhead, what))
        }
        _ if ours < said.held => {
            let what = format!("The box was told that {} facts are held: {ours} are.", said.held);
            Some((AlarmKind::Gap, what))
        }
        _ => None,
    };
    match told {
        Some((kind, what)) => ring(tx, place, new_id(now), kind.as_str(), &what).await,
        None => Ok(()),
    }
}

/// Takes the lives of a book in, oldest first, as far as what each goes on from is held; answers
/// the one that sending goes on with.
///
/// Errors: `fork`, `malformed_request`.
pub async fn register_in(tx: &Tx, place: (Uuid, Uuid), epochs: &[Epoch], now: At) -> Result<Held> {
    let mut current = None;
    for epoch in epochs.iter().take(MAX_EPOCHS) {
        match take_in(tx, place, epoch, now).await {
            Ok(()) => current = Some(epoch.epoch.as_str()),
            // What it goes on from is sent first, and the life told again then.
            Err(error) if matches!(error.code(), Code::Gap | Code::NotFound) => {}
            Err(error) => return Err(error),
        }
    }
    let current = current.ok_or_else(|| Error::from(Code::MalformedRequest))?;
    sql::hold(tx, place, current).await?.ok_or_else(|| Error::not_found("epoch"))
}

/// Takes a life in, once. What it goes on from must be held, and be the same.
async fn take_in(tx: &Tx, place: (Uuid, Uuid), epoch: &Epoch, now: At) -> Result<()> {
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
    let Some(base) = &epoch.base_epoch else {
        // A book that was long before it had a cloud is sent from its beginning.
        return match epoch.base_seq == 0 && base_hash == BEGINNING {
            true => sql::insert_epoch(tx, place, epoch, &base_hash).await,
            false => Err(Code::MalformedRequest.into()),
        };
    };
    let held = sql::hold(tx, place, base).await?.ok_or_else(|| Error::not_found("epoch"))?;
    if epoch.base_seq > held.seq {
        return Err(held.gap());
    }
    let ours = hash_in(tx, place, &held, epoch.base_seq).await?;
    if ours != base_hash {
        return Err(held.fork(epoch.base_seq, &ours));
    }
    sql::insert_epoch(tx, place, epoch, &base_hash).await?;
    sql::cut(tx, place, (base, epoch.base_seq), &epoch.epoch).await?;
    let beyond = held.seq - epoch.base_seq;
    if beyond == 0 {
        return Ok(());
    }
    let what = format!("{beyond} facts are held that the box's book does not go on from.");
    ring(tx, place, new_id(now), AlarmKind::HubAhead.as_str(), &what).await
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
