use super::sql;
use crate::base::{Code, Error, Result};
use crate::hub::fleet::Machine;
use crate::hub::{Hub, db};
use crate::wire::sync::{Beat, DeviceState};

/// Alarms one beat names, and characters of each.
const MAX_ALARMS: usize = 50;
const MAX_SAID: usize = 600;

/// Keeps what a box says of itself. What one says whose place is another's is not the place's.
///
/// Error: `malformed_request`.
pub async fn keep(hub: &Hub, machine: &Machine, beat: &Beat) -> Result<DeviceState> {
    let long =
        |alarm: &crate::wire::sync::BeatAlarm| alarm.kind.len() + alarm.text.len() > MAX_SAID;
    let words = beat.version.len() > MAX_SAID || beat.epoch.len() > MAX_SAID;
    if words || beat.alarms.len() > MAX_ALARMS || beat.alarms.iter().any(long) {
        return Err(Error::new(Code::MalformedRequest).message("This beat says too much."));
    }
    db::again(|| keep_once(hub, machine, beat)).await
}

async fn keep_once(hub: &Hub, machine: &Machine, beat: &Beat) -> Result<DeviceState> {
    let tx = hub.db.as_tenant(machine.tenant).await?;
    let standing = sql::find_standing(&tx, machine.place(), &machine.key_id).await?;
    if standing.state == DeviceState::Active {
        // Their clock when they asked; of a link, when it was opened: nothing rests on it.
        let skew = machine.at.millis() - hub.clock.now().millis();
        sql::save_beat(&tx, machine.place(), beat, skew).await?;
    }
    tx.commit().await?;
    Ok(standing.state)
}
