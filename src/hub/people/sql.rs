use uuid::Uuid;

use super::model::{Person, PersonRole};
use super::patience::Patience;
use crate::base::{Code, Error, Result, Word as _};
use crate::hub::db::Tx;

/// Somebody, and what their password is checked with.
pub struct Known {
    pub person: Person,
    pub password_hash: Option<String>,
}

fn person(row: &tokio_postgres::Row) -> Result<Person> {
    let role = PersonRole::parse(row.get(3)).map_err(|_| Error::internal("a person's role"))?;
    Ok(Person { tenant: row.get(0), id: row.get(1), email: row.get(2), role })
}

/// Whose an address is.
pub async fn find_mailbox(door: &Tx, hash: &[u8]) -> Result<Option<(Uuid, Uuid)>> {
    let sql = "SELECT tenant_id, person_id FROM mailbox WHERE email_hash = $1";
    Ok(door.one(sql, &[&hash]).await?.map(|row| (row.get(0), row.get(1))))
}

pub async fn find_own_mailbox(tx: &Tx, tenant: Uuid, hash: &[u8]) -> Result<Option<Uuid>> {
    let sql = "SELECT person_id FROM mailbox WHERE tenant_id = $1 AND email_hash = $2";
    Ok(tx.one(sql, &[&tenant, &hash]).await?.map(|row| row.get(0)))
}

/// Error: `name_taken` when the address is somebody else's, whom this tenant cannot see.
pub async fn insert_mailbox(tx: &Tx, (tenant, id): (Uuid, Uuid), hash: &[u8]) -> Result<()> {
    let sql = "INSERT INTO mailbox (email_hash, tenant_id, person_id) VALUES ($1, $2, $3)
               ON CONFLICT DO NOTHING";
    match tx.run(sql, &[&hash, &tenant, &id]).await? {
        0 => Err(Error::new(Code::NameTaken).message("This address signs in elsewhere.")),
        _ => Ok(()),
    }
}

pub async fn insert_person(
    tx: &Tx,
    (tenant, id): (Uuid, Uuid),
    email: &str,
    role: PersonRole,
) -> Result<()> {
    let sql = "INSERT INTO person (tenant_id, person_id, email, role) VALUES ($1, $2, $3, $4)";
    tx.run(sql, &[&tenant, &id, &email, &role.as_str()]).await.map(drop)
}

pub async fn find_person(tx: &Tx, tenant: Uuid, id: Uuid) -> Result<Option<Known>> {
    let sql = "SELECT tenant_id, person_id, email, role, password_hash FROM person
               WHERE tenant_id = $1 AND person_id = $2";
    known(tx.one(sql, &[&tenant, &id]).await?)
}

/// As [`find_person`], and nobody changes the password meanwhile.
pub async fn hold_person(tx: &Tx, tenant: Uuid, id: Uuid) -> Result<Option<Known>> {
    let sql = "SELECT tenant_id, person_id, email, role, password_hash FROM person
               WHERE tenant_id = $1 AND person_id = $2 FOR UPDATE";
    known(tx.one(sql, &[&tenant, &id]).await?)
}

fn known(row: Option<tokio_postgres::Row>) -> Result<Option<Known>> {
    let known = |row| Ok(Known { person: person(&row)?, password_hash: row.get(4) });
    row.map(known).transpose()
}

/// Whether somebody of a tenant has chosen a password.
pub async fn has_owner(tx: &Tx, tenant: Uuid) -> Result<bool> {
    let sql = "SELECT 1 FROM person WHERE tenant_id = $1 AND password_hash IS NOT NULL LIMIT 1";
    Ok(tx.one(sql, &[&tenant]).await?.is_some())
}

pub async fn is_tenant(tx: &Tx, tenant: Uuid) -> Result<bool> {
    let sql = "SELECT 1 FROM tenant WHERE tenant_id = $1";
    Ok(tx.one(sql, &[&tenant]).await?.is_some())
}

pub async fn find_tenant_name(tx: &Tx, tenant: Uuid) -> Result<Option<String>> {
    let sql = "SELECT name FROM tenant WHERE tenant_id = $1";
    Ok(tx.one(sql, &[&tenant]).await?.map(|row| row.get(0)))
}

pub async fn set_password(tx: &Tx, (tenant, id): (Uuid, Uuid), hashed: &str) -> Result<()> {
    let sql = "UPDATE person SET password_hash = $3 WHERE tenant_id = $1 AND person_id = $2";
    tx.run(sql, &[&tenant, &id, &hashed]).await.map(drop)
}

fn seconds(seconds: i64) -> f64 {
    f64::from(i32::try_from(seconds).unwrap_or(i32::MAX))
}

pub async fn insert_session(
    tx: &Tx,
    (tenant, id): (Uuid, Uuid),
    hash: &[u8],
    lives: i64,
) -> Result<()> {
    let sql = "INSERT INTO session (tenant_id, token_hash, person_id, expires_at)
               VALUES ($1, $2, $3, now() + make_interval(secs => $4))";
    tx.run(sql, &[&tenant, &hash, &id, &seconds(lives)]).await.map(drop)
}

/// Who has an open session with this token.
pub async fn find_session(tx: &Tx, tenant: Uuid, hash: &[u8]) -> Result<Option<Person>> {
    let sql = "SELECT p.tenant_id, p.person_id, p.email, p.role
               FROM session s JOIN person p USING (tenant_id, person_id)
               WHERE s.tenant_id = $1 AND s.token_hash = $2 AND s.expires_at > now()";
    tx.one(sql, &[&tenant, &hash]).await?.as_ref().map(person).transpose()
}

pub async fn delete_session(tx: &Tx, tenant: Uuid, hash: &[u8]) -> Result<()> {
    let sql = "DELETE FROM session WHERE tenant_id = $1 AND token_hash = $2";
    tx.run(sql, &[&tenant, &hash]).await.map(drop)
}

pub async fn delete_sessions(tx: &Tx, tenant: Uuid, id: Uuid) -> Result<()> {
    let sql = "DELETE FROM session WHERE tenant_id = $1 AND person_id = $2";
    tx.run(sql, &[&tenant, &id]).await.map(drop)
}

/// Those that are over, and all but somebody's last nineteen: nobody has twenty browsers.
pub async fn delete_old_sessions(tx: &Tx, tenant: Uuid, id: Uuid) -> Result<()> {
    let sql = "DELETE FROM session WHERE tenant_id = $1 AND person_id = $2
               AND (expires_at <= now() OR token_hash IN (
                   SELECT token_hash FROM session WHERE tenant_id = $1 AND person_id = $2
                   ORDER BY created_at DESC OFFSET 19))";
    tx.run(sql, &[&tenant, &id]).await.map(drop)
}

/// A new link takes the place of those before.
pub async fn insert_welcome(
    tx: &Tx,
    (tenant, id): (Uuid, Uuid),
    hash: &[u8],
    lives: i64,
) -> Result<()> {
    let old = "DELETE FROM welcome WHERE tenant_id = $1 AND person_id = $2";
    tx.run(old, &[&tenant, &id]).await?;
    let sql = "INSERT INTO welcome (tenant_id, token_hash, person_id, expires_at)
               VALUES ($1, $2, $3, now() + make_interval(secs => $4))";
    tx.run(sql, &[&tenant, &hash, &id, &seconds(lives)]).await.map(drop)
}

pub async fn find_welcome(tx: &Tx, tenant: Uuid, hash: &[u8]) -> Result<Option<Uuid>> {
    let sql = "SELECT person_id FROM welcome
               WHERE tenant_id = $1 AND token_hash = $2 AND expires_at > now()";
    Ok(tx.one(sql, &[&tenant, &hash]).await?.map(|row| row.get(0)))
}

/// Whether it was there.
pub async fn delete_welcome(tx: &Tx, tenant: Uuid, hash: &[u8]) -> Result<bool> {
    let sql = "DELETE FROM welcome WHERE tenant_id = $1 AND token_hash = $2";
    Ok(tx.run(sql, &[&tenant, &hash]).await? > 0)
}

/// Counts a try unless its subject must wait. Whether it was counted. Who need not wait has an end
/// long ago: of transactions that wait for each other, now() of one is later than the other's.
pub async fn take_try(door: &Tx, subject: &[u8], patience: &Patience) -> Result<bool> {
    let sql = "INSERT INTO tried AS t (subject, tries, last_at, until)
               VALUES ($1, 1, now(), CASE WHEN 1 < $2::int THEN 'epoch'
                   ELSE now() + make_interval(secs => ($3::float8[])[1]) END)
               ON CONFLICT (subject) DO UPDATE SET last_at = now(),
                   (tries, until) = (SELECT n, CASE WHEN n < $2 THEN 'epoch'
                       ELSE now() + make_interval(secs =>
                           ($3::float8[])[least(n - $2 + 1, cardinality($3::float8[]))]) END
                       FROM (SELECT CASE WHEN t.last_at < now() - make_interval(secs => $4)
                           THEN 1 ELSE t.tries + 1 END AS n) AS counted)
               WHERE t.until <= now()";
    let waits: Vec<f64> = patience.waits.iter().copied().map(seconds).collect();
    let forget = seconds(patience.forget_after);
    Ok(door.run(sql, &[&subject, &patience.tries, &waits, &forget]).await? > 0)
}

/// Seconds a subject still waits.
pub async fn find_wait(door: &Tx, subject: &[u8]) -> Result<Option<i64>> {
    let sql = "SELECT ceil(extract(epoch FROM until - now()))::bigint FROM tried
               WHERE subject = $1";
    Ok(door.one(sql, &[&subject]).await?.map(|row| row.get(0)))
}

pub async fn delete_tries(door: &Tx, subject: &[u8]) -> Result<()> {
    door.run("DELETE FROM tried WHERE subject = $1", &[&subject]).await.map(drop)
}

/// A few at a time, and never one that somebody holds just now.
pub async fn delete_old_tries(door: &Tx) -> Result<()> {
    let sql = "DELETE FROM tried WHERE subject IN (
                   SELECT subject FROM tried
                   WHERE last_at < now() - interval '2 days' AND until < now()
                   ORDER BY last_at LIMIT 20 FOR UPDATE SKIP LOCKED)";
    door.run(sql, &[]).await.map(drop)
}
