use super::sql;
use crate::base::Result;
use crate::hub::fleet::Machine;
use crate::hub::{Hub, db};
use crate::wire::sync::{Command, DeviceState, MAX_MESSAGE};

/// What there is to tell a box.
pub struct News {
    pub state: DeviceState,
    /// The newest link of its place.
    pub link_no: i64,
    pub commands: Vec<Command>,
}

/// What waits for a box after a number: at most as much as fits into one answer. A box that does not
/// stand at its place any more is told so, and asked nothing.
pub async fn look(hub: &Hub, machine: &Machine, after: i64) -> Result<News> {
    db::again(|| look_once(hub, machine, after)).await
}

async fn look_once(hub: &Hub, machine: &Machine, after: i64) -> Result<News> {
    let tx = hub.db.as_tenant(machine.tenant).await?;
    let standing = sql::find_standing(&tx, machine.place(), &machine.key_id).await?;
    let waiting = match standing.state {
        DeviceState::Active => sql::list_waiting(&tx, machine.place(), after).await?,
        DeviceState::Fenced | DeviceState::Revoked => Vec::new(),
    };
    tx.commit().await?;
    let mut room = MAX_MESSAGE;
    let mut commands = Vec::new();
    for command in waiting {
        let size = command.body.to_string().len();
        if !commands.is_empty() && size > room {
            break;
        }
        room = room.saturating_sub(size);
        commands.push(command);
    }
    Ok(News { state: standing.state, link_no: standing.link_no, commands })
}
