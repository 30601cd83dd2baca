use uuid::Uuid;

use super::model::{LINK_SECONDS, PersonRole, SERVICE, Token, check_email, email_hash};
use super::sql;
use crate::base::{Error, Result, new_id};
use crate::hub::Hub;
use crate::hub::db::Tx;

/// Lets somebody choose a password, once, within a week.
#[derive(Clone)]
pub struct Link(Token);

impl Link {
    /// A page of the hub's. What follows the # is never sent to a server.
    pub fn path(&self) -> String {
        format!("/welcome#{}", self.0.text())
    }
}

/// Lets somebody run the service. Asked again, it is another link for the same person.
///
/// Errors: `invalid_value` for what is no address; `name_taken` for an owner's.
pub async fn add_admin(hub: &Hub, email: &str) -> Result<Link> {
    let email = check_email(email)?;
    let tx = hub.db.as_tenant(SERVICE).await?;
    let link = invite_in(hub, &tx, SERVICE, &email, PersonRole::Admin).await?;
    tx.commit().await?;
    Ok(link)
}

/// Lets somebody in as owner of a tenant. Asked again, it is another link for the same person.
///
/// Errors: `invalid_value`; `not_found` for a tenant that is none; `name_taken` for the address
/// of another tenant's owner.
pub async fn add_owner(hub: &Hub, tenant: Uuid, email: &str) -> Result<Link> {
    let tx = hub.db.as_tenant(tenant).await?;
    if !sql::is_tenant(&tx, tenant).await? {
        return Err(Error::not_found("tenant"));
    }
    let link = invite_in(hub, &tx, tenant, &check_email(email)?, PersonRole::Owner).await?;
    tx.commit().await?;
    Ok(link)
}

/// Lets the first owner of a tenant in, in a transaction of the tenant's. None where somebody of
/// it has a password already: they sign in as they are used to.
///
/// Errors: `invalid_value`, `name_taken`.
pub async fn welcome_owner_in(
    hub: &Hub,
    tx: &Tx,
    tenant: Uuid,
    email: &str,
) -> Result<Option<Link>> {
    if sql::has_owner(tx, tenant).await? {
        return Ok(None);
    }
    invite_in(hub, tx, tenant, &check_email(email)?, PersonRole::Owner).await.map(Some)
}

async fn invite_in(
    hub: &Hub,
    tx: &Tx,
    tenant: Uuid,
    email: &str,
    role: PersonRole,
) -> Result<Link> {
    let hash = email_hash(&hub.key, email);
    let person = match sql::find_own_mailbox(tx, tenant, &hash).await? {
        Some(person) => person,
        None => {
            let person = new_id(hub.clock.now());
            sql::insert_person(tx, (tenant, person), email, role).await?;
            sql::insert_mailbox(tx, (tenant, person), &hash).await?;
            person
        }
    };
    let token = Token::new(tenant);
    sql::insert_welcome(tx, (tenant, person), &token.hash(), LINK_SECONDS).await?;
    Ok(Link(token))
}
