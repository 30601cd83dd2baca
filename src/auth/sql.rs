use super::model::Staff;
use crate::base::{At, Result, SessionId};
use crate::store::{Read, RowExt, params};

/// The active staff member whose session is open at `now`.
pub fn find_session(read: &Read, session: SessionId, now: At) -> Result<Option<Staff>> {
    read.one(
        "SELECT s.id, s.name, s.role FROM staff_session t JOIN staff s ON s.id = t.staff_id
         WHERE t.id = ?1 AND t.ended_at IS NULL AND t.expires_at > ?2 AND s.is_active",
        params![session, now],
        |row| {
            let (id, name, role) = (row.parsed(0)?, row.get(1)?, row.word(2)?);
            Ok(Staff { id, name, role, session })
        },
    )
}

/// Is there anybody who may run the box?
pub fn has_owner(read: &Read) -> Result<bool> {
    let sql = "SELECT 1 FROM staff WHERE role = 'OWNER' AND is_active LIMIT 1";
    Ok(read.one(sql, [], |_| Ok(()))?.is_some())
}
