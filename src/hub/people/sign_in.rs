use super::model::{
    Person, PersonRole, SERVICE, Token, check_email, check_password, email_hash, session_seconds,
};
use super::{password, patience, sql};
use crate::base::{Code, Error, Result};
use crate::hub::Hub;
use crate::hub::db::Tx;

/// Somebody signed in, and what says so.
pub struct Session {
    pub token: Token,
    pub person: Person,
    pub seconds: i64,
}

/// Opens a session for who has this address and this password.
///
/// Errors: `wrong_password`, which takes as long for addresses that are not known; `locked`, also
/// for those; `busy`; `invalid_value` for what is no address.
pub async fn sign_in(hub: &Hub, from: &str, email: &str, typed: &str) -> Result<Session> {
    let email = check_email(email)?;
    let (by_email, by_address) = (format!("email|{email}"), format!("sign-in|{from}"));
    patience::take(hub, &by_email, &patience::OF_EMAIL).await?;
    patience::take(hub, &by_address, &patience::OF_ADDRESS).await?;
    let door = hub.db.as_door().await?;
    let found = sql::find_mailbox(&door, &email_hash(&hub.key, &email)).await?;
    door.commit().await?;
    // Whoever is not known is looked for among the service's own, in vain: as many steps.
    let (tenant, id) = found.unwrap_or((SERVICE, SERVICE));
    let tx = hub.db.as_tenant(tenant).await?;
    let known = sql::find_person(&tx, tenant, id).await?;
    tx.commit().await?;
    let hashed = known.as_ref().and_then(|known| known.password_hash.clone());
    let is_right = password::verify(hub, typed, hashed.clone()).await?;
    let person = match known {
        Some(known) if is_right => known.person,
        _ => return Err(Code::WrongPassword.into()),
    };
    let session = open(hub, person, hashed.as_deref()).await?;
    patience::forgive(hub, &by_email).await?;
    patience::forgive(hub, &by_address).await?;
    Ok(session)
}

/// A session, while the password is still the one that was found right.
async fn open(hub: &Hub, person: Person, hashed: Option<&str>) -> Result<Session> {
    let tx = hub.db.as_tenant(person.tenant).await?;
    let now = sql::hold_person(&tx, person.tenant, person.id).await?;
    if now.as_ref().and_then(|now| now.password_hash.as_deref()) != hashed {
        return Err(Code::WrongPassword.into());
    }
    let session = open_in(&tx, person).await?;
    tx.commit().await?;
    Ok(session)
}

async fn open_in(tx: &Tx, person: Person) -> Result<Session> {
    let (token, seconds) = (Token::new(person.tenant), session_seconds(person.role));
    sql::delete_old_sessions(tx, person.tenant, person.id).await?;
    sql::insert_session(tx, (person.tenant, person.id), &token.hash(), seconds).await?;
    Ok(Session { token, person, seconds })
}

/// Uses a link: the password is chosen and its owner signed in, everywhere else out.
///
/// Errors: `code_expired` for a link that is used, too old or none; `invalid_value`; `locked`.
pub async fn welcome(hub: &Hub, from: &str, link: &str, chosen: &str) -> Result<Session> {
    let gone = || Error::new(Code::CodeExpired).message("This link was used or is too old.");
    patience::take(hub, &format!("welcome|{from}"), &patience::OF_ADDRESS).await?;
    let token = Token::read(link).ok_or_else(gone)?;
    let tenant = token.tenant();
    let tx = hub.db.as_tenant(tenant).await?;
    let id = sql::find_welcome(&tx, tenant, &token.hash()).await?.ok_or_else(gone)?;
    let known = sql::find_person(&tx, tenant, id).await?.ok_or_else(gone)?;
    tx.commit().await?;
    check_password(chosen, &known.person.email)?;
    let hashed = password::hash(hub, chosen).await?;
    let tx = hub.db.as_tenant(tenant).await?;
    sql::hold_person(&tx, tenant, id).await?;
    // Of two who use it at once one comes first.
    if !sql::delete_welcome(&tx, tenant, &token.hash()).await? {
        return Err(gone());
    }
    sql::set_password(&tx, (tenant, id), &hashed).await?;
    sql::delete_sessions(&tx, tenant, id).await?;
    let session = open_in(&tx, known.person).await?;
    tx.commit().await?;
    patience::forgive(hub, &format!("email|{}", session.person.email)).await?;
    patience::forgive(hub, &format!("welcome|{from}")).await?;
    Ok(session)
}

/// Another password, for who says the present one. Signs out everywhere, and in anew here.
///
/// Errors: `wrong_password`, `locked`, `invalid_value`, `busy`.
pub async fn change_password(
    hub: &Hub,
    person: &Person,
    present: &str,
    chosen: &str,
) -> Result<Session> {
    check_password(chosen, &person.email)?;
    let by_email = format!("email|{}", person.email);
    patience::take(hub, &by_email, &patience::OF_EMAIL).await?;
    let tx = hub.db.as_tenant(person.tenant).await?;
    let known = sql::find_person(&tx, person.tenant, person.id).await?;
    tx.commit().await?;
    let hashed = known.and_then(|known| known.password_hash);
    if !password::verify(hub, present, hashed.clone()).await? {
        return Err(Code::WrongPassword.into());
    }
    let new = password::hash(hub, chosen).await?;
    let tx = hub.db.as_tenant(person.tenant).await?;
    let now = sql::hold_person(&tx, person.tenant, person.id).await?;
    if now.and_then(|now| now.password_hash) != hashed {
        return Err(Code::WrongPassword.into());
    }
    sql::set_password(&tx, (person.tenant, person.id), &new).await?;
    sql::delete_sessions(&tx, person.tenant, person.id).await?;
    let session = open_in(&tx, person.clone()).await?;
    tx.commit().await?;
    patience::forgive(hub, &by_email).await?;
    Ok(session)
}

/// Whose token this is.
///
/// Errors: `token_expired` for a session that is over, `unauthorized` for what is none.
pub async fn authenticate(hub: &Hub, text: &str) -> Result<Person> {
    let token = Token::read(text).ok_or(Code::Unauthorized)?;
    let tx = hub.db.as_tenant(token.tenant()).await?;
    let person = sql::find_session(&tx, token.tenant(), &token.hash()).await?;
    tx.commit().await?;
    person.ok_or_else(|| Code::TokenExpired.into())
}

/// The owner whose session a token is, in a transaction of the tenant it names.
pub async fn owner_behind(tx: &Tx, token: &Token) -> Result<Option<Person>> {
    let person = sql::find_session(tx, token.tenant(), &token.hash()).await?;
    Ok(person.filter(|person| person.role == PersonRole::Owner))
}

/// Ends a session. One that is over is over.
pub async fn sign_out(hub: &Hub, text: &str) -> Result<()> {
    let Some(token) = Token::read(text) else { return Ok(()) };
    let tx = hub.db.as_tenant(token.tenant()).await?;
    sql::delete_session(&tx, token.tenant(), &token.hash()).await?;
    tx.commit().await
}

impl Person {
    pub fn is_admin(&self) -> bool {
        self.role == PersonRole::Admin && self.tenant == SERVICE
    }

    /// The scope of this person's idempotency keys.
    pub fn scope(&self) -> String {
        format!("person:{}", self.id)
    }
}
