use serde_json::Value;
use uuid::Uuid;

use super::model::{Restaurant, Status};
use super::read::read_change;
use super::sql;
use crate::base::{Error, Result};
use crate::hub::search::show_in;
use crate::hub::{Hub, db};

/// Changes what needs no new review: logo, description, cuisines, dishes, hours.
///
/// Errors: `not_found`, `invalid_fields`.
pub async fn change(hub: &Hub, tenant: Uuid, id: Uuid, body: &Value) -> Result<Restaurant> {
    db::again(|| change_once(hub, tenant, id, body)).await
}

async fn change_once(hub: &Hub, tenant: Uuid, id: Uuid, body: &Value) -> Result<Restaurant> {
    let missing = || Error::not_found("restaurant");
    let tx = hub.db.as_tenant(tenant).await?;
    let status = sql::hold_status(&tx, tenant, id).await?.ok_or_else(missing)?;
    let known = sql::find_restaurant(&tx, tenant, id).await?.ok_or_else(missing)?;
    let said = read_change(body, known.said.clone())?;
    sql::update_said(&tx, (tenant, id), &said).await?;
    let restaurant = Restaurant { said, ..known };
    if status == Status::Active {
        show_in(&tx, &restaurant.listing()).await?;
    }
    tx.commit().await?;
    Ok(restaurant)
}
