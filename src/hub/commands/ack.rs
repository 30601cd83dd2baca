use uuid::Uuid;

use super::sql;
use crate::base::{Code, Error, Result, new_id};
use crate::hub::fleet::{Machine, ring};
use crate::hub::{Hub, db};
use crate::wire::sync::{Ack, DeviceState, Outcome};

/// Outcomes told at once, and bytes of what one says.
const MAX_ACKS: usize = 200;
const MAX_RESULT: usize = 64 << 10;

/// Keeps what came of commands; the same again is answered again.
///
/// Errors: `fenced` from a box whose place is another's: what it did is not what happened there;
/// `malformed_request`.
pub async fn keep(hub: &Hub, machine: &Machine, acks: &[Ack]) -> Result<Vec<Uuid>> {
    let too_long = |ack: &Ack| ack.result.to_string().len() > MAX_RESULT;
    if acks.len() > MAX_ACKS || acks.iter().any(too_long) {
        return Err(Error::new(Code::MalformedRequest).message("These are too many outcomes."));
    }
    db::again(|| keep_once(hub, machine, acks)).await
}

async fn keep_once(hub: &Hub, machine: &Machine, acks: &[Ack]) -> Result<Vec<Uuid>> {
    let place = machine.place();
    let tx = hub.db.as_tenant(machine.tenant).await?;
    let standing = sql::find_standing(&tx, place, &machine.key_id).await?;
    if standing.state != DeviceState::Active {
        return Err(Code::Fenced.into());
    }
    for ack in acks {
        sql::mark_outcome(&tx, place, ack).await?;
        if ack.outcome == Outcome::Refused && ack.result["code"] == "command_changed" {
            let said = format!("Two commands have the id {}.", ack.id);
            ring(&tx, place, new_id(hub.clock.now()), "COMMAND_CHANGED", &said).await?;
        }
    }
    tx.commit().await?;
    Ok(acks.iter().map(|ack| ack.id).collect())
}
