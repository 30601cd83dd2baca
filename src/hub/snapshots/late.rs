use serde::Serialize;
use serde_json::Value;
use uuid::Uuid;

use super::sql;
use crate::base::{At, Code, Paise, Result, new_id};
use crate::hub::Hub;
use crate::hub::db::{self, Tx};
use crate::hub::fleet::{Machine, ring};
use crate::hub::ingest::{hash_at, hold};
use crate::wire::sync::{Batch, Head, Ingested, Sealed, hex};

/// Most facts that are shown at once.
const SHOWN: i64 = 1_000;
/// Invoices an alarm names.
const NAMED: usize = 5;

/// Something that was written by a box whose place was taken already.
#[derive(Clone, Debug, Serialize)]
pub struct Late {
    pub seq: i64,
    pub at: At,
    pub kind: String,
    pub body: String,
}

/// What is held of a box whose place was taken: what counts, and after it what came late.
///
/// Error: `fenced` for a life nobody knows.
pub async fn greet_late(tx: &Tx, machine: &Machine, epoch: &str) -> Result<Head> {
    let held = hold(tx, machine.place(), epoch).await?.ok_or(Code::Fenced)?;
    let late = sql::find_last_late(tx, machine.place(), (&machine.key_id, epoch)).await?;
    let (seq, hash) = late.filter(|(seq, _)| *seq > held.seq).unwrap_or((held.seq, held.hash));
    Ok(Head { epoch: epoch.to_owned(), seq, hash: hex(&hash), no: i64::MAX })
}

/// Keeps what a box whose place was taken had not sent. It is shown, rung for, and counted
/// nowhere; a person enters it at the new box.
///
/// Errors: `gap`, `fork`, `malformed_request` as for any batch.
pub async fn keep_late(hub: &Hub, machine: &Machine, raw: &[u8]) -> Result<Ingested> {
    let held = db::again(|| keep_once(hub, machine, raw)).await?;
    Ok(Ingested {
        hub: "tiffin".into(),
        now: hub.clock.now(),
        state: machine.state,
        held,
        commands_waiting: 0,
    })
}

async fn keep_once(hub: &Hub, machine: &Machine, raw: &[u8]) -> Result<Head> {
    let place = machine.place();
    let head = Batch::head_of(raw)?;
    let tx = hub.db.as_tenant(machine.tenant).await?;
    let known = greet_late(&tx, machine, &head.epoch).await?;
    let held = hold(&tx, place, &head.epoch).await?.ok_or(Code::Fenced)?;
    if head.first > known.seq + 1 || head.first <= held.base_seq {
        return Err(held.gap());
    }
    let before = match head.first - 1 {
        seq if seq == known.seq => crate::wire::sync::unhex(&known.hash)?,
        seq if seq <= held.seq => hash_at(&tx, place, &held, seq).await?,
        _ => return Err(held.gap()),
    };
    let batch = Batch::decode(raw, |_| Ok(before)).map_err(|error| match error.code() {
        Code::BrokenChain => held.fork(held.seq, &held.hash),
        _ => error,
    })?;
    let late: Vec<_> = batch.facts.into_iter().filter(|fact| fact.seq > known.seq).collect();
    if !late.is_empty() {
        sql::insert_late(&tx, place, (&machine.key_id, &head.epoch), &late).await?;
        let all = sql::list_late(&tx, place, SHOWN).await?;
        ring(&tx, place, new_id(hub.clock.now()), "LATE_FACTS", &told(&all)).await?;
    }
    tx.commit().await?;
    let (seq, hash) = match late.last() {
        Some(last) => (last.seq, hex(&last.hash)),
        None => (known.seq, known.hash),
    };
    Ok(Head { epoch: head.epoch, seq, hash, no: i64::MAX })
}

/// What came late, in a sentence that names invoices and their sum.
fn told(late: &[Sealed]) -> String {
    let invoices: Vec<(String, i64)> = late.iter().filter_map(invoice).collect();
    let sum = Paise(invoices.iter().map(|(_, total)| total).sum());
    let mut named: Vec<_> =
        invoices.iter().take(NAMED).map(|(number, _)| number.as_str()).collect();
    if invoices.len() > NAMED {
        named.push("…");
    }
    let (facts, count) = (late.len(), invoices.len());
    let which = if count > 0 { format!(": {}", named.join(", ")) } else { String::new() };
    format!(
        "The box that was replaced wrote {facts} more facts, which are counted nowhere, with \
         {count} invoices of {sum} together{which}."
    )
}

fn invoice(fact: &Sealed) -> Option<(String, i64)> {
    let body: Value =
        (fact.kind == "bill_paid").then(|| serde_json::from_str(&fact.body).ok())??;
    let data = &body["data"];
    Some((data["invoice_number"].as_str()?.to_owned(), data["total_paise"].as_i64()?))
}

/// What boxes of a place sent after it was taken from them: the first thousand.
pub async fn list_late(hub: &Hub, (tenant, device): (Uuid, Uuid)) -> Result<Vec<Late>> {
    let tx = hub.db.as_tenant(tenant).await?;
    let late = sql::list_late(&tx, (tenant, device), SHOWN).await?;
    tx.commit().await?;
    let shown = |fact: Sealed| {
        let Sealed { seq, at, kind, body, .. } = fact;
        Late { seq, at, kind, body }
    };
    Ok(late.into_iter().map(shown).collect())
}
