use super::sql;
use crate::base::{Code, Error, Result, limits};
use crate::hub::Hub;

/// How many tries of one subject are borne, and how long the next one then waits.
#[derive(Clone, Copy, Debug)]
pub struct Patience {
    pub tries: i32,
    /// Seconds to wait after the last try that is borne, after the one following it, and so on.
    pub waits: &'static [i64],
    /// Seconds without a try after which the earlier ones no longer count.
    pub forget_after: i64,
    /// What who must wait hears.
    pub code: Code,
}

/// Of one address that signs in: as staff's PINs at a box.
pub const OF_EMAIL: Patience = Patience {
    tries: limits::PIN_TRIES as i32,
    waits: &limits::PIN_WAITS_SECONDS,
    forget_after: 86_400,
    code: Code::Locked,
};

/// Of one network address that signs in, whatever names it tries.
pub const OF_ADDRESS: Patience =
    Patience { tries: 30, waits: &[300, 900], forget_after: 900, code: Code::Locked };

/// Counts a try of `subject`, at whatever node. It is counted before it is known to be wrong, so
/// that many at once are no more than one after another; [`forgive`] takes it back.
///
/// Error: the patience's, with the seconds to wait.
pub async fn take(hub: &Hub, subject: &str, patience: &Patience) -> Result<()> {
    let key = subject_key(hub, subject);
    let door = hub.db.as_door().await?;
    sql::delete_old_tries(&door).await?;
    let taken = sql::take_try(&door, &key, patience).await?;
    let wait = match taken {
        true => None,
        false => sql::find_wait(&door, &key).await?,
    };
    door.commit().await?;
    match (taken, wait) {
        (true, _) => Ok(()),
        (false, seconds) => {
            let seconds = seconds.unwrap_or(1).max(1).unsigned_abs();
            let details = serde_json::json!({ "retry_after": seconds });
            Err(Error::new(patience.code).retry_after(seconds).details(details))
        }
    }
}

/// Forgets all tries of `subject`.
pub async fn forgive(hub: &Hub, subject: &str) -> Result<()> {
    let door = hub.db.as_door().await?;
    sql::delete_tries(&door, &subject_key(hub, subject)).await?;
    door.commit().await
}

fn subject_key(hub: &Hub, subject: &str) -> Vec<u8> {
    hub.key.derive("tried").mac(&[subject.as_bytes()]).to_vec()
}
