use std::collections::HashSet;
use std::fs::{self, File};
use std::io::{BufWriter, Read as _, Write as _};

use super::model::Cloud;
use super::restore::{Wanted, batches_of, page};
use super::settle::{GAP, settle_in};
use super::ship::{changes_key, unseal};
use super::snapshot::{about, hash_of};
use super::sql;
use crate::app::App;
use crate::base::{At, Code, Error, Result, Secret, open, unpacked};
use crate::billing::Skipped;
use crate::config::{DataDir, Settings};
use crate::ledger;
use crate::store::{Replay, Tx, mirror_in};
use crate::wire::sync::{Batch, Plan, unhex};
use crate::wire::{Actor, BEGINNING, Fact, MoneyStatus};
use crate::{ordering, outbound};

/// Facts a follower that bears hearing twice is told again: it may not have been done with them.
const AGAIN: i64 = 1_000;
/// Orders that are looked at, to say how many bills are open.
const LOOKED_AT: usize = 500;

pub struct Rebuilt {
    pub facts: i64,
    pub open_bills: usize,
    pub skipped: Vec<Skipped>,
}

/// Makes a database of what was fetched into `part`; whatever was half made is begun anew.
///
/// Errors: `storage_failed`, naming what does not hold; `newer_database`.
pub async fn rebuild(
    wanted: &Wanted,
    part: &DataDir,
    cloud: &Cloud,
    plan: &Plan,
) -> Result<Rebuilt> {
    let now = wanted.clock.now();
    let work = (part.clone(), cloud.clone(), plan.clone());
    tokio::task::spawn_blocking(move || make(&work.0, &work.1, &work.2, now))
        .await
        .map_err(Error::internal)??;
    begin_life(wanted, part, cloud, plan).await
}

fn broken(why: String) -> Error {
    Error::new(Code::StorageFailed).message(why)
}

fn make(part: &DataDir, cloud: &Cloud, plan: &Plan, now: At) -> Result<()> {
    for old in ["tiffin.db", "tiffin.db-wal", "tiffin.db-shm", "tiffin.db-journal", "running"] {
        let _ = fs::remove_file(part.root().join(old));
    }
    unpack_copy(part, cloud, plan)?;
    let mut replay = Replay::open(&part.database())?;
    let begins = plan.begins().ok_or_else(|| broken("The plan names no life.".into()))?;
    make_changes(part, cloud, plan, begins.base_seq, &mut replay, now)?;
    write_facts(part, begins.base_seq, &unhex(&begins.base_hash)?, &replay)?;
    replay.finish(now)
}

/// Opens the copy's pieces: the root key is in front, the rows behind it.
fn unpack_copy(part: &DataDir, cloud: &Cloud, plan: &Plan) -> Result<()> {
    let key = part.find_key("data").ok_or_else(|| Error::internal("no data key"))?;
    let key = key.derive("snapshot");
    let packed = part.root().join("packed");
    let mut all = BufWriter::new(File::create(&packed).map_err(Error::internal)?);
    for n in 0..plan.copy.pieces {
        let path = page(part, "piece", i64::from(n))?;
        let sealed = fs::read(&path).map_err(Error::internal)?;
        let Some(piece) = open(&key, &about(cloud, &plan.copy.sha256, n), &sealed) else {
            // The next run fetches it anew.
            let _ = fs::remove_file(path);
            return Err(broken(format!("Piece {n} of the copy cannot be opened. Begin again.")));
        };
        all.write_all(&piece).map_err(Error::internal)?;
    }
    all.flush().map_err(Error::internal)?;
    drop(all);
    if hash_of(&packed)? != unhex(&plan.copy.sha256)? {
        return Err(broken("The copy is not what was kept.".into()));
    }
    let mut plain = unpacked(File::open(&packed).map_err(Error::internal)?)?;
    let mut root = [0; 32];
    plain.read_exact(&mut root).map_err(Error::internal)?;
    part.put_key("root", &Secret::from_bytes(root))?;
    let mut rows = File::create(part.database()).map_err(Error::internal)?;
    std::io::copy(&mut plain, &mut rows).map_err(Error::internal)?;
    Ok(())
}

/// Makes the changes since the copy again, to the commit that wrote fact number `last`.
fn make_changes(
    part: &DataDir,
    cloud: &Cloud,
    plan: &Plan,
    last: i64,
    replay: &mut Replay,
    now: At,
) -> Result<()> {
    let key = changes_key(part).ok_or_else(|| Error::internal("no data key"))?;
    let epoch = &plan.copy.epoch;
    let (mut no, mut reached) = (plan.copy.no, plan.copy.head_seq);
    let mut after = no;
    loop {
        let batches =
            batches_of(&fs::read(page(part, "changes", after)?).map_err(Error::internal)?)?;
        let Some((newest, _)) = batches.last() else { break };
        after = newest.last_no;
        for (changes, sealed) in &batches {
            for shipment in unseal(cloud, &key, epoch, changes, sealed)? {
                if shipment.no <= no || shipment.head_seq > last {
                    continue;
                }
                if shipment.no != no + 1 {
                    return Err(broken(format!("Change {} is missing.", no + 1)));
                }
                (no, reached) = (shipment.no, shipment.head_seq);
                replay.apply(&[shipment], now)?;
            }
        }
    }
    match reached == last {
        true => Ok(()),
        false => Err(broken(format!("Rows end at fact {reached}, the book at {last}."))),
    }
}

/// Writes the book as it was, to fact number `last`, whose hash is known.
fn write_facts(part: &DataDir, last: i64, hash: &[u8; 32], replay: &Replay) -> Result<()> {
    let (mut after, mut before) = (0, BEGINNING);
    while after < last {
        let bytes = fs::read(page(part, "facts", after)?).map_err(Error::internal)?;
        let batch = Batch::decode(&bytes, |_| Ok(before))?;
        replay.within(|conn| ledger::insert_raw(conn, &batch.facts))?;
        let end = batch.facts.last().ok_or_else(|| broken("A page of facts is empty.".into()))?;
        (after, before) = (end.seq, end.hash);
    }
    match before == *hash {
        true => Ok(()),
        false => Err(broken("The book does not end as the cloud says.".into())),
    }
}

/// Opens what was made, as the box will, and begins its life.
async fn begin_life(
    wanted: &Wanted,
    part: &DataDir,
    cloud: &Cloud,
    plan: &Plan,
) -> Result<Rebuilt> {
    let settings =
        Settings { data_dir: part.root().to_path_buf(), mdns: false, ..wanted.settings.clone() };
    let app = App::open(settings, wanted.clock.clone(), false).await?;
    let (cloud, lives) = (cloud.clone(), plan.epochs.clone());
    let days = u32::try_from(plan.silent_days).unwrap_or(u32::MAX);
    let gap = GAP.saturating_mul(days.saturating_add(1));
    let begin = move |tx: &Tx| {
        let head = ledger::head(tx.conn())?;
        let own = |name: &String| outbound::follower_named(name).is_none();
        for follower in sql::list_followers(tx)?.into_iter().filter(own) {
            let to = if follower == "credits" { head - AGAIN } else { head };
            ledger::advance(tx.conn(), &follower, to)?;
        }
        outbound::go_on_in(tx)?;
        for life in &lives {
            sql::insert_epoch(tx, life, &unhex(&life.base_hash)?)?;
        }
        sql::mark_lives_before_settled(tx)?;
        sql::save_cloud(tx, &cloud)?;
        tx.record(Fact::BoxRestored { device_id: cloud.device, seq: head });
        mirror_in(tx)?;
        settle_in(tx, gap)
    };
    let done = app.store.write(&Actor::the_box(), begin).await;
    let look = |read: &crate::store::Read| {
        let facts = ledger::verify(read.conn(), 1)?;
        let open = ordering::open_orders(read, LOOKED_AT)?;
        let settled = [MoneyStatus::Paid, MoneyStatus::RefundDue, MoneyStatus::Refunded];
        let unpaid = open.iter().filter(|order| !settled.contains(&order.money));
        let bills: HashSet<_> = unpaid.map(|order| order.bill_id).collect();
        Ok((facts, bills.len()))
    };
    let looked = app.store.read(look).await;
    app.close().await;
    let (skipped, (facts, open_bills)) = (done?, looked?);
    Ok(Rebuilt { facts, open_bills, skipped })
}
