use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::{get, post};
use axum::{Json, Router};
use serde::Serialize;
use uuid::Uuid;

use super::model::{Alarm, Watched};
use super::sql;
use crate::base::{Error, Result};
use crate::http::Path;
use crate::hub::Hub;
use crate::hub::people::{Admin, OwnerOf};

pub fn routes() -> Router<Hub> {
    Router::new()
        .route("/admin/fleet", get(get_fleet))
        .route("/admin/alarms", get(get_alarms))
        .route("/owner/fleet", get(get_own_fleet))
        .route("/owner/alarms", get(get_own_alarms))
        .route("/owner/alarms/{id}/clear", post(post_clear))
}

#[derive(Serialize)]
struct Listed<T> {
    items: Vec<T>,
}

/// Every place of every tenant, who was heard longest ago first.
async fn get_fleet(State(hub): State<Hub>, _: Admin) -> Result<Json<Listed<Watched>>> {
    let tx = hub.db.as_admin().await?;
    let items = sql::list_boxes(&tx, None).await?;
    tx.commit().await?;
    Ok(Json(Listed { items }))
}

async fn get_alarms(State(hub): State<Hub>, _: Admin) -> Result<Json<Listed<Alarm>>> {
    let tx = hub.db.as_admin().await?;
    let items = sql::list_alarms(&tx, None).await?;
    tx.commit().await?;
    Ok(Json(Listed { items }))
}

async fn get_own_fleet(State(hub): State<Hub>, owner: OwnerOf) -> Result<Json<Listed<Watched>>> {
    let tx = hub.db.as_tenant(owner.tenant).await?;
    let items = sql::list_boxes(&tx, Some(owner.tenant)).await?;
    tx.commit().await?;
    Ok(Json(Listed { items }))
}

async fn get_own_alarms(State(hub): State<Hub>, owner: OwnerOf) -> Result<Json<Listed<Alarm>>> {
    let tx = hub.db.as_tenant(owner.tenant).await?;
    let items = sql::list_alarms(&tx, Some(owner.tenant)).await?;
    tx.commit().await?;
    Ok(Json(Listed { items }))
}

/// Somebody looked at it: the same trouble rings anew.
async fn post_clear(
    State(hub): State<Hub>,
    owner: OwnerOf,
    Path(id): Path<Uuid>,
) -> Result<StatusCode> {
    let tx = hub.db.as_tenant(owner.tenant).await?;
    if !sql::mark_cleared(&tx, owner.tenant, id).await? {
        return Err(Error::not_found("alarm"));
    }
    tx.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}
