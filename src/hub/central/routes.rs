use axum::extract::State;
use axum::routing::{get, put};
use axum::{Json as Answer, Router};
use uuid::Uuid;

use super::follow::{CentralMenu, menu};
use super::model::{MenuDraft, PriceDraft};
use super::price::put_price;
use super::put::put_menu;
use crate::base::Result;
use crate::http::{Json, Path};
use crate::hub::Hub;
use crate::hub::people::OwnerOf;

pub fn routes() -> Router<Hub> {
    Router::new()
        .route("/owner/menu", get(get_menu).put(put_whole))
        .route("/owner/menu/items/{id}/price", put(put_one))
}

/// Head office's menu, and how far the outlets follow it.
async fn get_menu(State(hub): State<Hub>, owner: OwnerOf) -> Result<Answer<CentralMenu>> {
    menu(&hub, owner.tenant).await.map(Answer)
}

/// The whole menu, as it shall be at every outlet.
async fn put_whole(
    State(hub): State<Hub>,
    owner: OwnerOf,
    Json(draft): Json<MenuDraft>,
) -> Result<Answer<CentralMenu>> {
    put_menu(&hub, owner.tenant, draft).await.map(Answer)
}

/// What one dish costs, at every outlet.
async fn put_one(
    State(hub): State<Hub>,
    owner: OwnerOf,
    Path(id): Path<Uuid>,
    Json(draft): Json<PriceDraft>,
) -> Result<Answer<CentralMenu>> {
    put_price(&hub, owner.tenant, id, draft).await.map(Answer)
}
