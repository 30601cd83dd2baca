use uuid::Uuid;

use super::model::{KINDS, Kept};
use super::project::project_kept_in;
use super::sql;
use crate::base::Result;
use crate::hub::Hub;

/// Facts read at once.
const BATCH: i64 = 1_000;

/// Works everything out again from the log, a place at a time; what comes meanwhile waits. Answers
/// how many facts about sales there are.
pub async fn rebuild(hub: &Hub) -> Result<u64> {
    let admin = hub.db.as_admin().await?;
    let tenants = sql::list_tenants(&admin).await?;
    admin.commit().await?;
    let mut read = 0;
    for tenant in tenants {
        let tx = hub.db.as_tenant(tenant).await?;
        let devices = sql::list_devices(&tx, tenant).await?;
        tx.commit().await?;
        for device in devices {
            read += rebuild_place(hub, (tenant, device)).await?;
        }
    }
    Ok(read)
}

async fn rebuild_place(hub: &Hub, place: (Uuid, Uuid)) -> Result<u64> {
    let tx = hub.db.as_tenant(place.0).await?;
    let epochs = sql::hold_epochs(&tx, place).await?;
    sql::clear(&tx, place).await?;
    let mut read = 0;
    for epoch in epochs {
        let mut after = 0;
        loop {
            let facts = sql::list_facts(&tx, place, &epoch, &KINDS, (after, BATCH)).await?;
            let Some((last, ..)) = facts.last() else { break };
            after = *last;
            read += facts.len() as u64;
            let kept = facts.iter().map(|(seq, kind, body)| Kept { seq: *seq, kind, body });
            project_kept_in(&tx, place, &epoch, kept).await?;
        }
    }
    tx.commit().await?;
    Ok(read)
}
