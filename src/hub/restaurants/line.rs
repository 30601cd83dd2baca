use uuid::Uuid;

use super::model::{Line, Restaurant, Status};
use super::sql;
use crate::base::{Code, Error, Result};
use crate::hub::search::show_in;
use crate::hub::{Hub, db};

/// A person wants a restaurant seen, or not. While its box is silent it is not, and is by itself
/// once the box speaks.
///
/// Errors: `not_found`; `illegal_transition` while it is not verified.
pub async fn set_line(hub: &Hub, tenant: Uuid, id: Uuid, wish: Line) -> Result<Restaurant> {
    db::again(|| set_line_once(hub, tenant, id, wish)).await
}

async fn set_line_once(hub: &Hub, tenant: Uuid, id: Uuid, wish: Line) -> Result<Restaurant> {
    let missing = || Error::not_found("restaurant");
    let tx = hub.db.as_tenant(tenant).await?;
    if sql::hold_status(&tx, tenant, id).await?.ok_or_else(missing)? != Status::Active {
        return Err(Code::IllegalTransition.into());
    }
    sql::set_wish(&tx, tenant, id, wish).await?;
    let restaurant = sql::find_restaurant(&tx, tenant, id).await?.ok_or_else(missing)?;
    show_in(&tx, &restaurant.listing()).await?;
    tx.commit().await?;
    Ok(restaurant)
}
