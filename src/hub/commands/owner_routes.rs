use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::{get, post, put};
use axum::{Json as Answer, Router};
use serde::Deserialize;
use serde_json::json;
use uuid::Uuid;

use super::ask::{ask, find};
use super::model::{CommandView, Once, Wish};
use super::order::{OrderDraft, order};
use crate::base::{Error, Result};
use crate::http::{Json, Keyed, Path};
use crate::hub::Hub;
use crate::hub::people::OwnerOf;
use crate::wire::sync::SettingsSet;

/// Seconds a wish may wait for a box that is away: a copy a day, a setting a month.
const COPY_FOR: i64 = 86_400;
const SETTING_FOR: i64 = 30 * 86_400;

/// What owners ask of their boxes. Answered 202 with the command: what came of it is read there.
pub fn owner_routes() -> Router<Hub> {
    Router::new()
        .route("/owner/devices/{id}/backup", post(post_backup))
        .route("/owner/devices/{id}/settings", put(put_settings))
        .route("/owner/devices/{id}/commands/{command}", get(get_command))
        .route("/owner/outlets/{id}/orders", post(post_order))
}

type Asked = Result<(StatusCode, Answer<CommandView>)>;

/// A whole copy of the box, now. One that waits already is that one.
async fn post_backup(State(hub): State<Hub>, owner: OwnerOf, Path(device): Path<Uuid>) -> Asked {
    let once = Once::WhileItWaits;
    let wish = Wish { kind: "backup", body: json!({}), good_for: COPY_FOR, once };
    let view = ask(&hub, &owner, device, &wish).await?;
    Ok((StatusCode::ACCEPTED, Answer(view)))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SettingsBody {
    /// Kilobits a second that may be sent; 0: no cap.
    cap_kbps: Option<u32>,
    is_taking_remote_orders: Option<bool>,
}

/// Settings of the box; what is left out stays.
async fn put_settings(
    State(hub): State<Hub>,
    owner: OwnerOf,
    Path(device): Path<Uuid>,
    Json(body): Json<SettingsBody>,
) -> Asked {
    let SettingsBody { cap_kbps, is_taking_remote_orders } = body;
    let said = SettingsSet { cap_kbps, is_taking_remote_orders };
    if said == SettingsSet::default() {
        return Err(Error::invalid("settings", "Say what is to be set."));
    }
    let body = serde_json::to_value(said).map_err(Error::internal)?;
    let wish = Wish { kind: "settings_set", body, good_for: SETTING_FOR, once: Once::Never };
    let view = ask(&hub, &owner, device, &wish).await?;
    Ok((StatusCode::ACCEPTED, Answer(view)))
}

/// An order from afar, for somebody of the house to accept. What came of it is read at the command:
/// the order's number, or why the box does not take it.
async fn post_order(
    State(hub): State<Hub>,
    owner: OwnerOf,
    Path(device): Path<Uuid>,
    keyed: Keyed<OrderDraft>,
) -> Asked {
    let (once, draft) = keyed.by(format!("person:{}", owner.person.id))?;
    let view = order(&hub, &owner, device, &once, draft).await?;
    Ok((StatusCode::ACCEPTED, Answer(view)))
}

/// A command, and what came of it.
async fn get_command(
    State(hub): State<Hub>,
    owner: OwnerOf,
    Path((device, command)): Path<(Uuid, Uuid)>,
) -> Result<Answer<CommandView>> {
    find(&hub, (owner.tenant, device), command).await.map(Answer)
}
