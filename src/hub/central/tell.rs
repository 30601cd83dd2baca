use serde_json::Value;
use uuid::Uuid;

use super::sql;
use crate::base::{At, Error, Result};
use crate::hub::commands::{Asking, give_in};
use crate::hub::db::Tx;
use crate::wire::sync::{CentralItem, CentralPrice, MenuDrop, MenuPut, PricePut};

/// How long a box may be away and still be told. One that comes back later is told the whole.
const GOOD_FOR: i64 = 400 * 86_400;
/// Bytes of dishes in one command, and dishes named in one.
const MOST_BYTES: usize = 256 << 10;
const MOST_NAMED: usize = 1_000;

/// What became another, for the boxes.
#[derive(Clone, Debug)]
pub enum Change {
    Put(Vec<CentralItem>),
    Price(Vec<CentralPrice>),
    Drop(Vec<Uuid>),
}

/// The revision of head office's menu; nobody gives out another until the transaction ends.
pub async fn hold_in(tx: &Tx, tenant: Uuid) -> Result<i64> {
    sql::hold_rev(tx, tenant).await
}

/// Asks every box that stands somewhere. Who comes later is told by [`tell_in`].
pub async fn tell_all_in(
    tx: &Tx,
    tenant: Uuid,
    now: At,
    rev: i64,
    changes: &[Change],
) -> Result<()> {
    // In one order everywhere: two that write at once wait for each other, and not in a circle.
    for device in sql::list_boxes(tx, tenant).await? {
        for change in changes {
            ask_in(tx, (tenant, device), now, rev, change).await?;
        }
    }
    Ok(())
}

/// Tells a box that comes, or comes back from a backup, the whole. What it has already it passes
/// over. The caller holds the revision ([`hold_in`]) since before it let the box in.
pub async fn tell_in(tx: &Tx, place: (Uuid, Uuid), now: At, rev: i64) -> Result<()> {
    let dropped = sql::list_dropped(tx, place.0).await?;
    ask_in(tx, place, now, rev, &Change::Drop(dropped)).await?;
    let items = sql::list_items(tx, place.0).await?;
    ask_in(tx, place, now, rev, &Change::Put(items)).await
}

async fn ask_in(tx: &Tx, place: (Uuid, Uuid), now: At, rev: i64, change: &Change) -> Result<()> {
    let (kind, bodies) = match change {
        Change::Put(items) => ("menu_put", put_bodies(rev, items)?),
        Change::Price(items) => ("price_put", vec![json(&PricePut { rev, items: items.clone() })?]),
        Change::Drop(ids) => {
            let body = |ids: &[Uuid]| json(&MenuDrop { rev, central_ids: ids.to_vec() });
            ("menu_drop", ids.chunks(MOST_NAMED).map(body).collect::<Result<_>>()?)
        }
    };
    for body in &bodies {
        let expires_at = now.plus_seconds(GOOD_FOR);
        give_in(tx, place, now, &Asking { kind, body, expires_at, digest: None }).await?;
    }
    Ok(())
}

/// As many commands as it takes: each dish is changed for itself.
fn put_bodies(rev: i64, items: &[CentralItem]) -> Result<Vec<Value>> {
    let mut bodies = Vec::new();
    let (mut some, mut bytes) = (Vec::new(), 0);
    for item in items {
        let size = json(item)?.to_string().len();
        if bytes + size > MOST_BYTES && !some.is_empty() {
            bodies.push(json(&MenuPut { rev, items: std::mem::take(&mut some) })?);
            bytes = 0;
        }
        bytes += size;
        some.push(item.clone());
    }
    if !some.is_empty() {
        bodies.push(json(&MenuPut { rev, items: some })?);
    }
    Ok(bodies)
}

fn json(of: &impl serde::Serialize) -> Result<Value> {
    serde_json::to_value(of).map_err(Error::internal)
}
