use super::hello::hash_in;
use super::model::Held;
use super::sql;
use crate::base::{Code, Error, Result, Word as _, new_id};
use crate::hub::db::{self, Tx};
use crate::hub::fleet::{Machine, note_heard, require_active_in, ring};
use crate::hub::{Hub, sales, snapshots};
use crate::wire::BEGINNING;
use crate::wire::sync::{AlarmKind, Batch, BatchHead, DeviceState, Ingested, Sealed};

/// Keeps a batch. Sent again it is answered again; what of it is held already must be the same.
///
/// Errors: `malformed_request`; `gap` with the number that is expected; `fork` when the log says
/// otherwise, which rings and lays the batch aside. What comes from a box whose place is taken is
/// kept apart.
pub async fn keep(hub: &Hub, machine: &Machine, raw: &[u8]) -> Result<Ingested> {
    if machine.state == DeviceState::Fenced {
        return snapshots::keep_late(hub, machine, raw).await;
    }
    let kept = db::again(|| keep_once(hub, machine, raw)).await;
    let held = match kept {
        Ok(held) => held,
        Err(error) if matches!(error.code(), Code::Fork | Code::BrokenChain | Code::Gap) => {
            complain(hub, machine, Some(raw), &error).await?;
            return Err(error);
        }
        Err(error) => return Err(error),
    };
    Ok(Ingested {
        hub: "tiffin".into(),
        now: hub.clock.now(),
        state: machine.state,
        held: held.head(),
        commands_waiting: 0,
    })
}

async fn keep_once(hub: &Hub, machine: &Machine, raw: &[u8]) -> Result<Held> {
    let place = machine.place();
    let head = Batch::head_of(raw)?;
    let tx = hub.db.as_tenant(machine.tenant).await?;
    let held = sql::hold(&tx, place, &head.epoch).await?;
    let mut held = held.ok_or_else(|| Error::not_found("epoch"))?;
    // Its place may have been taken since it was let in: from then on nothing counts any more.
    require_active_in(&tx, machine).await?;
    let before = before(&tx, machine, &held, &head).await?;
    let batch = Batch::decode(raw, |_| Ok(before)).map_err(|error| match error.code() {
        // Its facts do not end where it says they do, or do not follow on ours.
        Code::BrokenChain => held.fork(held.seq, &held.hash),
        _ => error,
    })?;
    let (known, new): (Vec<_>, Vec<_>) =
        batch.facts.into_iter().partition(|fact| fact.seq <= held.seq);
    require_same(&tx, machine, &held, known.last()).await?;
    let before = held.clone();
    if let Some(last) = new.last() {
        sql::insert_facts(&tx, place, &held.epoch, &new).await?;
        sales::project_in(&tx, place, &held.epoch, &new).await?;
        (held.seq, held.hash) = (last.seq, last.hash);
    }
    // Rows without the facts they came with are of no use: the box sends both anew.
    if let Some(changes) = head.changes.filter(|c| c.last_no > held.no && c.head_seq <= held.seq) {
        sql::insert_change(&tx, place, &held.epoch, &changes, &batch.sealed).await?;
        held.no = changes.last_no;
    }
    if (held.seq, held.no) != (before.seq, before.no) {
        sql::mark_held(&tx, place, &held).await?;
        if held.cut.is_some_and(|cut| held.seq > cut) {
            let what = "A life of the book that another took over from goes on being written.";
            let kind = AlarmKind::TwoBoxes.as_str();
            ring(&tx, place, new_id(hub.clock.now()), kind, what).await?;
        }
    }
    note_heard(&tx, place, held.seq).await?;
    tx.commit().await?;
    Ok(held)
}

/// The hash that the first fact of a batch follows on.
async fn before(tx: &Tx, machine: &Machine, held: &Held, head: &BatchHead) -> Result<[u8; 32]> {
    match head.first {
        0 => Ok(BEGINNING),
        first if first > held.seq + 1 => Err(held.gap()),
        first if first <= held.base_seq => Err(Code::MalformedRequest.into()),
        first => hash_in(tx, machine.place(), held, first - 1).await,
    }
}

/// What came again is what is held: a chain whose last hash is the same is the same throughout.
async fn require_same(
    tx: &Tx,
    machine: &Machine,
    held: &Held,
    last: Option<&Sealed>,
) -> Result<()> {
    let Some(last) = last else { return Ok(()) };
    let ours = hash_in(tx, machine.place(), held, last.seq).await?;
    match ours == last.hash {
        true => Ok(()),
        false => Err(held.fork(last.seq, &ours)),
    }
}

/// Rings, and keeps what was sent where the two books part.
pub async fn complain(
    hub: &Hub,
    machine: &Machine,
    raw: Option<&[u8]>,
    error: &Error,
) -> Result<()> {
    db::again(|| complain_once(hub, machine, raw, error)).await
}

async fn complain_once(
    hub: &Hub,
    machine: &Machine,
    raw: Option<&[u8]>,
    error: &Error,
) -> Result<()> {
    let now = hub.clock.now();
    let (place, said) = (machine.place(), error.to_string());
    let tx = hub.db.as_tenant(machine.tenant).await?;
    let kind = match error.code() {
        Code::Gap => AlarmKind::Gap,
        _ => AlarmKind::Fork,
    };
    if let (AlarmKind::Fork, Some(raw)) = (kind, raw) {
        let what = (said.as_str(), raw);
        sql::insert_quarantine(&tx, place, new_id(now), &machine.epoch, what).await?;
    }
    ring(&tx, place, new_id(now), kind.as_str(), &said).await?;
    tx.commit().await
}
