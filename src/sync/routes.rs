use axum::extract::State;
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::listen::Way;
use super::status::{CloudReach, CloudStatus, Desk, reach, status};
use super::{begin_life, clear, enrol, set_cap};
use crate::app::App;
use crate::auth::{By, Device, Floor, Managers, Owners};
use crate::base::Result;
use crate::http::{Json, Path};
use crate::wire::sync::AlarmKind;

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(show, cap))
        .routes(routes!(show_reach))
        .routes(routes!(let_in))
        .routes(routes!(try_now))
        .routes(routes!(begin))
        .routes(routes!(seen))
}

/// How the line to the cloud is.
#[utoipa::path(get, path = "/api/cloud", tag = "cloud",
    responses((status = 200, body = CloudStatus)),
    security(("bearer" = ["OWNER", "MANAGER"])))]
async fn show(State(app): State<App>, _: By<Managers>) -> Result<axum::Json<CloudStatus>> {
    Ok(axum::Json(status(&app).await?))
}

/// Whether the cloud is reached, for whoever works at a screen.
#[utoipa::path(get, path = "/api/cloud/reach", tag = "cloud",
    responses((status = 200, body = CloudReach)),
    security(("bearer" = ["OWNER", "MANAGER", "CASHIER", "WAITER"])))]
async fn show_reach(State(app): State<App>, _: By<Floor>) -> Result<axum::Json<CloudReach>> {
    Ok(axum::Json(reach(&app).await?))
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EnrolBody {
    /// `https://` and a name.
    pub hub_url: String,
    /// As it was read out: `XXXX-XXXX-XXXX`.
    pub code: String,
}

/// Make this box one of the cloud's. The same code with the same box is safe to send again.
#[utoipa::path(post, path = "/api/cloud/enrol", tag = "cloud", request_body = EnrolBody,
    responses((status = 200, body = CloudStatus), (status = 401, description = "wrong_code"),
        (status = 409, description = "already_enrolled"),
        (status = 503, description = "cloud_away")),
    security(("bearer" = ["OWNER"])))]
async fn let_in(
    State(app): State<App>,
    By(staff, ..): By<Owners>,
    Device(device): Device,
    Json(body): Json<EnrolBody>,
) -> Result<axum::Json<CloudStatus>> {
    let EnrolBody { hub_url, code } = body;
    enrol(&app, &staff.actor(&device), &hub_url, &code).await.map(axum::Json)
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TryBody {}

/// Try the cloud now.
#[utoipa::path(post, path = "/api/cloud/try", tag = "cloud", request_body = TryBody,
    responses((status = 200, body = CloudStatus)),
    security(("bearer" = ["OWNER", "MANAGER"])))]
async fn try_now(
    State(app): State<App>,
    _: By<Managers>,
    _body: Json<TryBody>,
) -> Result<axum::Json<CloudStatus>> {
    app.room::<Desk>().hurry.notify_one();
    app.room::<Way>().hurry.notify_one();
    Ok(axum::Json(status(&app).await?))
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CapBody {
    /// Kilobits a second; 0: no cap.
    pub cap_kbps: u32,
}

/// Cap what is sent on a line that is paid by the byte.
#[utoipa::path(put, path = "/api/cloud", tag = "cloud", request_body = CapBody,
    responses((status = 200, body = CloudStatus),
        (status = 404, description = "not_found: there is no cloud")),
    security(("bearer" = ["OWNER"])))]
async fn cap(
    State(app): State<App>,
    By(staff, ..): By<Owners>,
    Device(device): Device,
    Json(body): Json<CapBody>,
) -> Result<axum::Json<CloudStatus>> {
    set_cap(&app, &staff.actor(&device), body.cap_kbps).await.map(axum::Json)
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BeginBody {
    pub reason: String,
}

/// Say that the book here is the one that goes on, where the cloud's says otherwise.
#[utoipa::path(post, path = "/api/cloud/begin-epoch", tag = "cloud", request_body = BeginBody,
    responses((status = 200, body = CloudStatus),
        (status = 404, description = "not_found: there is no cloud"),
        (status = 409, description = "illegal_transition: the books do not disagree"),
        (status = 503, description = "cloud_away")),
    security(("bearer" = ["OWNER"])))]
async fn begin(
    State(app): State<App>,
    By(staff, ..): By<Owners>,
    Device(device): Device,
    Json(body): Json<BeginBody>,
) -> Result<axum::Json<CloudStatus>> {
    begin_life(&app, &staff.actor(&device), &body.reason).await.map(axum::Json)
}

/// Clear an alarm: somebody has seen to it.
#[utoipa::path(delete, path = "/api/cloud/alarms/{kind}", tag = "cloud",
    params(("kind" = AlarmKind, Path)),
    responses((status = 200, body = CloudStatus),
        (status = 404, description = "not_found: there is no cloud")),
    security(("bearer" = ["OWNER", "MANAGER"])))]
async fn seen(
    State(app): State<App>,
    By(staff, ..): By<Managers>,
    Device(device): Device,
    Path(kind): Path<AlarmKind>,
) -> Result<axum::Json<CloudStatus>> {
    clear(&app, &staff.actor(&device), kind).await?;
    Ok(axum::Json(status(&app).await?))
}
