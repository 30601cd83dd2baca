use axum::extract::State;
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::list::list;
use super::model::{Setting, Webhook};
use super::set;
use super::signature::{secret_of, written};
use super::tell::{self, Test};
use crate::app::App;
use crate::auth::{By, Device, Owners};
use crate::base::{Result, WebhookId};
use crate::http::{Json, Keyed, Path};

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list_webhooks, add_webhook))
        .routes(routes!(set_webhook, drop_webhook))
        .routes(routes!(test_webhook))
        .routes(routes!(try_webhook))
}

#[derive(Serialize, ToSchema)]
pub struct Webhooks {
    pub items: Vec<Webhook>,
}

/// The owner's own systems that are told facts, and how each does.
#[utoipa::path(get, path = "/api/webhooks", tag = "webhooks",
    responses((status = 200, body = Webhooks)),
    security(("bearer" = ["OWNER"])))]
async fn list_webhooks(State(app): State<App>, _: By<Owners>) -> Result<axum::Json<Webhooks>> {
    Ok(axum::Json(Webhooks { items: list(&app).await? }))
}

#[derive(Serialize, ToSchema)]
pub struct WebhookMade {
    pub webhook: Webhook,
    /// What its messages are signed with: `whsec_` and base64. It is told here and nowhere else.
    pub secret: String,
}

/// Have a system told facts, from now on. There can be ten.
#[utoipa::path(post, path = "/api/webhooks", tag = "webhooks",
    params(("Idempotency-Key" = String, Header, description = "The webhook's own name")),
    request_body = Setting,
    responses((status = 200, body = WebhookMade), (status = 409, description = "limit_reached"),
        (status = 422, description = "invalid_value")),
    security(("bearer" = ["OWNER"])))]
async fn add_webhook(
    State(app): State<App>,
    By(staff, ..): By<Owners>,
    Device(device): Device,
    keyed: Keyed<Setting>,
) -> Result<axum::Json<WebhookMade>> {
    let (key, setting) = keyed.by(staff.scope())?;
    let webhook = set::add(&app, &staff.actor(&device), key, setting).await?;
    let secret = written(&secret_of(&app, webhook.id));
    Ok(axum::Json(WebhookMade { webhook, secret }))
}

/// Set a webhook, or switch it off and on. It is tried at once.
#[utoipa::path(put, path = "/api/webhooks/{id}", tag = "webhooks",
    params(("id" = WebhookId, Path)), request_body = Setting,
    responses((status = 200, body = Webhook), (status = 422, description = "invalid_value")),
    security(("bearer" = ["OWNER"])))]
async fn set_webhook(
    State(app): State<App>,
    By(staff, ..): By<Owners>,
    Device(device): Device,
    Path(id): Path<WebhookId>,
    Json(setting): Json<Setting>,
) -> Result<axum::Json<Webhook>> {
    set::set(&app, &staff.actor(&device), id, setting).await.map(axum::Json)
}

/// Tell a system nothing more, not even what waits for it.
#[utoipa::path(delete, path = "/api/webhooks/{id}", tag = "webhooks",
    params(("id" = WebhookId, Path)), responses((status = 204)),
    security(("bearer" = ["OWNER"])))]
async fn drop_webhook(
    State(app): State<App>,
    By(staff, ..): By<Owners>,
    Device(device): Device,
    Path(id): Path<WebhookId>,
) -> Result<StatusCode> {
    set::drop_webhook(&app, &staff.actor(&device), id).await?;
    Ok(StatusCode::NO_CONTENT)
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TellBody {}

/// Send a message of kind `test` now, and say what came of it.
#[utoipa::path(post, path = "/api/webhooks/{id}/test", tag = "webhooks",
    params(("id" = WebhookId, Path)), request_body = TellBody,
    responses((status = 200, body = Test)),
    security(("bearer" = ["OWNER"])))]
async fn test_webhook(
    State(app): State<App>,
    _: By<Owners>,
    Path(id): Path<WebhookId>,
    _body: Json<TellBody>,
) -> Result<axum::Json<Test>> {
    tell::test(&app, id).await.map(axum::Json)
}

/// Try one now that waits.
#[utoipa::path(post, path = "/api/webhooks/{id}/try", tag = "webhooks",
    params(("id" = WebhookId, Path)), request_body = TellBody,
    responses((status = 200, body = Webhook)),
    security(("bearer" = ["OWNER"])))]
async fn try_webhook(
    State(app): State<App>,
    _: By<Owners>,
    Path(id): Path<WebhookId>,
    _body: Json<TellBody>,
) -> Result<axum::Json<Webhook>> {
    set::try_now(&app, id).await.map(axum::Json)
}
