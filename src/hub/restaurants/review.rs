use uuid::Uuid;

use super::model::{Restaurant, Status};
use super::sql;
use crate::base::{Code, Error, Result, Word as _, clean_note, limits, new_id};
use crate::hub::db::Tx;
use crate::hub::fleet::add_place_in;
use crate::hub::people::{Link, Person, welcome_owner_in};
use crate::hub::search::show_in;
use crate::hub::{Hub, db};

/// What a review led to.
pub struct Reviewed {
    pub restaurant: Restaurant,
    /// Lets its owner in for the first time: to be passed on with the notice. None for owners who
    /// have a password.
    pub link: Option<Link>,
}

/// Takes a registration in, or refuses it with a reason. The same word again changes nothing.
///
/// Errors: `not_found`; `illegal_transition` for one that was decided otherwise; `reason_required`;
/// `name_taken` where the contact's address signs in for somebody else.
pub async fn review(
    hub: &Hub,
    by: &Person,
    id: Uuid,
    to: Status,
    reason: &str,
) -> Result<Reviewed> {
    let reason = clean_note("reason", reason, limits::MAX_NOTE)?;
    if to == Status::Rejected && reason.is_empty() {
        return Err(Code::ReasonRequired.into());
    }
    db::again(|| review_once(hub, by, id, to, &reason)).await
}

async fn review_once(
    hub: &Hub,
    by: &Person,
    id: Uuid,
    to: Status,
    reason: &str,
) -> Result<Reviewed> {
    let missing = || Error::not_found("restaurant");
    let admin = hub.db.as_admin().await?;
    let tenant = sql::find_tenant(&admin, id).await?.ok_or_else(missing)?;
    admin.commit().await?;
    let tx = hub.db.as_tenant(tenant).await?;
    let status = sql::hold_status(&tx, tenant, id).await?.ok_or_else(missing)?;
    match (status, to) {
        (Status::Pending, Status::Active | Status::Rejected) => {
            sql::set_status(&tx, (tenant, id), to, reason, &by.email).await?;
        }
        (now, same) if now == same && to != Status::Pending => {}
        _ => return Err(Code::IllegalTransition.into()),
    }
    let restaurant = sql::find_restaurant(&tx, tenant, id).await?.ok_or_else(missing)?;
    let link = match to {
        Status::Active => take_in(hub, &tx, &restaurant, status).await?,
        _ => {
            sql::delete_licence(&tx, tenant, id).await?;
            None
        }
    };
    if status == Status::Pending {
        let said = notice(&restaurant, link.is_some());
        let notice = new_id(hub.clock.now());
        sql::insert_notice(&tx, (tenant, id), notice, to.as_str(), &said).await?;
    }
    let restaurant = sql::find_restaurant(&tx, tenant, id).await?.ok_or_else(missing)?;
    tx.commit().await?;
    Ok(Reviewed { restaurant, link })
}

/// Makes the tenant, the place of its box, and its owner's way in; shows it to everybody.
async fn take_in(hub: &Hub, tx: &Tx, restaurant: &Restaurant, was: Status) -> Result<Option<Link>> {
    let (tenant, said) = (restaurant.tenant, &restaurant.said);
    if was == Status::Pending {
        sql::insert_tenant(tx, tenant, &said.name).await?;
        add_place_in(hub, tx, tenant, &said.name, restaurant.id).await?;
        show_in(tx, &restaurant.listing()).await?;
    }
    welcome_owner_in(hub, tx, tenant, &said.contact.email).await
}

/// A licence that was refused may be registered anew, with what was wrong put right.
fn notice(restaurant: &Restaurant, has_link: bool) -> String {
    let name = &restaurant.said.name;
    match (restaurant.status, has_link) {
        (Status::Active, true) => {
            format!("{name} is verified. Choose a password by the link that comes with this.")
        }
        (Status::Active, false) => format!("{name} is verified. Sign in as you are used to."),
        _ => format!(
            "{name} was not taken in: {} Register again when it is put right.",
            sentence(&restaurant.reason)
        ),
    }
}

fn sentence(reason: &str) -> String {
    match reason.ends_with(['.', '!', '?', '।']) {
        true => reason.to_owned(),
        false => format!("{reason}."),
    }
}
