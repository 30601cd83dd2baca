mod link;

use std::time::Duration;

use axum::extract::{Query, State, WebSocketUpgrade};
use axum::response::Response;
use axum::routing::{get, post};
use axum::{Json, Router};
use serde::{Deserialize, Serialize};

use super::look::look;
use super::{ack, beat};
use crate::base::{At, Code, Error, Result};
use crate::hub::Hub;
use crate::hub::fleet::Signed;
use crate::wire::sync::{
    Acked, Acks, Beat, DeviceState, MAX_MESSAGE, POLL_SECONDS, Polled, VERSION,
};

pub fn routes() -> Router<Hub> {
    Router::new()
        .route("/v1/link", get(open))
        .route("/v1/commands", get(poll))
        .route("/v1/acks", post(take_acks))
        .route("/v1/beat", post(take_beat))
}

fn parse<T: serde::de::DeserializeOwned>(body: &[u8]) -> Result<T> {
    let malformed = |e: serde_json::Error| Error::new(Code::MalformedJson).message(e.to_string());
    serde_json::from_slice(body).map_err(malformed)
}

/// Opened by the box, outward: no restaurant has an address of its own.
async fn open(State(hub): State<Hub>, upgrade: WebSocketUpgrade, asked: Signed) -> Response {
    upgrade
        .max_message_size(MAX_MESSAGE)
        .max_frame_size(MAX_MESSAGE)
        .on_upgrade(move |socket| link::serve(socket, hub, asked.machine))
}

#[derive(Deserialize)]
struct Waiting {
    #[serde(default)]
    after: i64,
    #[serde(default)]
    wait: u64,
}

/// What waits for the box; while there is nothing the answer waits too.
async fn poll(
    State(hub): State<Hub>,
    Query(waiting): Query<Waiting>,
    asked: Signed,
) -> Result<Json<Polled>> {
    let machine = asked.machine;
    let mut ear = hub.wake.ear(machine.device);
    let mut news = look(&hub, &machine, waiting.after).await?;
    let until = Duration::from_secs(waiting.wait.min(POLL_SECONDS));
    let woken = async {
        while news.commands.is_empty() && news.state == DeviceState::Active {
            ear.wait().await;
            news = look(&hub, &machine, waiting.after).await?;
        }
        Ok(())
    };
    // Nothing happened until then: that is an answer too.
    if let Ok(Err(error)) = tokio::time::timeout(until, woken).await {
        return Err(error);
    }
    let (state, commands) = (news.state, news.commands);
    let now = hub.clock.now();
    Ok(Json(Polled { hub: "tiffin".into(), version: VERSION, now, state, commands }))
}

async fn take_acks(State(hub): State<Hub>, asked: Signed) -> Result<Json<Acked>> {
    let Acks { acks } = parse(&asked.body)?;
    Ok(Json(Acked { ids: ack::keep(&hub, &asked.machine, &acks).await? }))
}

#[derive(Serialize)]
struct Beaten {
    hub: &'static str,
    now: At,
    state: DeviceState,
}

async fn take_beat(State(hub): State<Hub>, asked: Signed) -> Result<Json<Beaten>> {
    let said: Beat = parse(&asked.body)?;
    let state = beat::keep(&hub, &asked.machine, &said).await?;
    Ok(Json(Beaten { hub: "tiffin", now: hub.clock.now(), state }))
}
