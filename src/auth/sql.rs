use super::model::{Session, Staff, StaffMember};
use crate::base::{At, Result, SessionId, StaffId, limits};
use crate::store::{Read, Row, RowExt, Tx, params};

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

pub fn insert_session(tx: &Tx, session: &Session, device: &str) -> Result<()> {
    tx.run(
        "INSERT INTO staff_session (id, staff_id, device, opened_at, expires_at)
         VALUES (?1, ?2, ?3, ?4, ?5)",
        params![session.id, session.staff.id, device, session.opened_at, session.expires_at],
    )?;
    Ok(())
}

pub fn mark_session_ended(tx: &Tx, session: SessionId) -> Result<()> {
    tx.run(
        "UPDATE staff_session SET ended_at = ?2 WHERE id = ?1 AND ended_at IS NULL",
        params![session, tx.now()],
    )?;
    Ok(())
}

pub fn mark_sessions_ended(tx: &Tx, staff: StaffId) -> Result<()> {
    tx.run(
        "UPDATE staff_session SET ended_at = ?2 WHERE staff_id = ?1 AND ended_at IS NULL",
        params![staff, tx.now()],
    )?;
    Ok(())
}

/// Sessions that were over before `before`.
pub fn delete_old_sessions(tx: &Tx, before: At) -> Result<()> {
    tx.run("DELETE FROM staff_session WHERE expires_at < ?1", [before])?;
    Ok(())
}

/// Is there anybody who may run the box?
pub fn has_owner(read: &Read) -> Result<bool> {
    Ok(count_acting_owners(read)? > 0)
}

pub fn count_acting_owners(read: &Read) -> Result<i64> {
    let sql = "SELECT count(*) FROM staff WHERE role = 'OWNER' AND is_active";
    Ok(read.one(sql, [], |row| row.get(0))?.unwrap_or(0))
}

pub fn count_staff(read: &Read) -> Result<usize> {
    let count = read.one("SELECT count(*) FROM staff", [], |row| row.get::<_, u32>(0))?;
    Ok(count.unwrap_or(0) as usize)
}

fn member(row: &Row) -> rusqlite::Result<StaffMember> {
    Ok(StaffMember {
        id: row.parsed(0)?,
        name: row.get(1)?,
        role: row.word(2)?,
        is_active: row.get(3)?,
        created_at: row.at(4)?,
    })
}

/// Everybody, those who left too; by name.
pub fn list_staff(read: &Read) -> Result<Vec<StaffMember>> {
    read.list(
        "SELECT id, name, role, is_active, created_at FROM staff ORDER BY name_key LIMIT ?1",
        [limits::MAX_STAFF as i64],
        member,
    )
}

pub fn find_staff(read: &Read, id: StaffId) -> Result<Option<StaffMember>> {
    let sql = "SELECT id, name, role, is_active, created_at FROM staff WHERE id = ?1";
    read.one(sql, [id], member)
}

pub fn find_staff_by_name(read: &Read, name_key: &str) -> Result<Option<StaffMember>> {
    let sql = "SELECT id, name, role, is_active, created_at FROM staff WHERE name_key = ?1";
    read.one(sql, [name_key], member)
}

/// The PIN's hash as a PHC string.
pub fn find_pin_hash(read: &Read, id: StaffId) -> Result<Option<String>> {
    read.one("SELECT pin_hash FROM staff WHERE id = ?1", [id], |row| row.get(0))
}

pub fn insert_staff(tx: &Tx, member: &StaffMember, name_key: &str, pin_hash: &str) -> Result<()> {
    let StaffMember { id, name, role, is_active, created_at } = member;
    tx.run(
        "INSERT INTO staff (id, name, name_key, role, pin_hash, is_active, created_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        params![id, name, name_key, role.to_string(), pin_hash, is_active, created_at],
    )?;
    Ok(())
}

pub fn update_staff(tx: &Tx, member: &StaffMember, name_key: &str) -> Result<()> {
    let StaffMember { id, name, role, is_active, .. } = member;
    tx.run(
        "UPDATE staff SET name = ?2, name_key = ?3, role = ?4, is_active = ?5 WHERE id = ?1",
        params![id, name, name_key, role.to_string(), is_active],
    )?;
    Ok(())
}

pub fn update_pin_hash(tx: &Tx, id: StaffId, pin_hash: &str) -> Result<()> {
    tx.run("UPDATE staff SET pin_hash = ?2 WHERE id = ?1", params![id, pin_hash])?;
    Ok(())
}

/// Wrong tries of one subject.
pub struct Lockout {
    pub failures: u32,
    /// Not after `last_at` when it may try.
    pub locked_until: At,
    pub last_at: At,
}

pub fn find_lockout(read: &Read, subject: &str) -> Result<Option<Lockout>> {
    read.one(
        "SELECT failures, locked_until, last_at FROM lockout WHERE subject = ?1",
        [subject],
        |row| {
            let (failures, locked_until, last_at) = (row.get(0)?, row.at(1)?, row.at(2)?);
            Ok(Lockout { failures, locked_until, last_at })
        },
    )
}

pub fn upsert_lockout(tx: &Tx, subject: &str, failures: u32, locked_until: At) -> Result<()> {
    tx.run(
        "INSERT INTO lockout (subject, failures, locked_until, last_at) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (subject) DO UPDATE SET failures = excluded.failures,
             locked_until = excluded.locked_until, last_at = excluded.last_at",
        params![subject, failures, locked_until, tx.now()],
    )?;
    Ok(())
}

pub fn delete_lockout(tx: &Tx, subject: &str) -> Result<()> {
    tx.run("DELETE FROM lockout WHERE subject = ?1", [subject])?;
    Ok(())
}

/// Forgets at most 100 subjects that last went wrong before `before`.
pub fn delete_old_lockouts(tx: &Tx, before: At) -> Result<()> {
    tx.run(
        "DELETE FROM lockout WHERE subject IN
         (SELECT subject FROM lockout WHERE last_at < ?1 ORDER BY last_at LIMIT 100)",
        [before],
    )?;
    Ok(())
}
