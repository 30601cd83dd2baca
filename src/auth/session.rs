use super::model::{Session, StaffMember};
use super::sql;
use crate::app::App;
use crate::base::{At, Result, SessionId, limits};
use crate::store::Tx;
use crate::wire::Fact;

/// Sessions that have been over for so long are forgotten; the ledger still tells of them.
const KEPT_SECONDS: i64 = 90 * 86_400;

/// Opens a session for a member of staff who has shown that they are who they say.
pub fn open_session_in(tx: &Tx, staff: &StaffMember, device: &str) -> Result<Session> {
    let now = tx.now();
    sql::delete_old_sessions(tx, At::from_millis(now.millis() - KEPT_SECONDS * 1_000))?;
    let session = Session {
        id: SessionId::new(now),
        staff: staff.clone(),
        opened_at: now,
        expires_at: now.plus_seconds(limits::STAFF_SECONDS),
    };
    sql::insert_session(tx, &session, device)?;
    tx.record(Fact::StaffLoggedIn { staff_id: staff.id });
    Ok(session)
}

/// Closes the screens of sessions that ended: signed out, another PIN, out of time. A screen is let
/// in once, but it may look only as long as its session lasts.
pub async fn expel_ended(app: &App) -> Result<()> {
    let (now, open) = (app.clock.now(), app.live.sessions());
    if open.is_empty() {
        return Ok(());
    }
    let ended = app.store.read(move |read| {
        let is_over = |id: &SessionId| sql::find_session(read, *id, now).map(|s| s.is_none());
        let mut ended = Vec::new();
        for id in open.into_iter().map(SessionId) {
            if is_over(&id)? {
                ended.push(id);
            }
        }
        Ok(ended)
    });
    ended.await?.into_iter().for_each(|id| app.live.expel(id.0));
    Ok(())
}
