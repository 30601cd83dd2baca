use axum::extract::{DefaultBodyLimit, State};
use axum::routing::post;
use axum::{Json, Router};

use super::hello::hello;
use super::keep::keep;
use super::sql;
use crate::base::{Code, Result};
use crate::hub::Hub;
use crate::hub::fleet::Signed;
use crate::wire::sync::{Compare, Compared, HelloAnswer, Ingested, MAX_SENT, hex};

/// Numbers compared at once.
const MAX_COMPARED: usize = 64;

pub fn routes() -> Router<Hub> {
    let ingest = post(take).layer(DefaultBodyLimit::max(MAX_SENT));
    Router::new()
        .route("/v1/hello", post(greet))
        .route("/v1/ingest", ingest)
        .route("/v1/compare", post(compare))
}

async fn greet(State(hub): State<Hub>, asked: Signed) -> Result<Json<HelloAnswer>> {
    Ok(Json(hello(&hub, &asked.machine, &asked.json()?).await?))
}

async fn take(State(hub): State<Hub>, asked: Signed) -> Result<Json<Ingested>> {
    Ok(Json(keep(&hub, &asked.machine, &asked.body).await?))
}

async fn compare(State(hub): State<Hub>, asked: Signed) -> Result<Json<Compared>> {
    let Compare { epoch, seqs } = asked.json()?;
    if seqs.len() > MAX_COMPARED {
        return Err(Code::MalformedRequest.into());
    }
    let tx = hub.db.as_tenant(asked.machine.tenant).await?;
    let mut hashes = Vec::new();
    for seq in seqs {
        let found = sql::find_hash(&tx, asked.machine.place(), &epoch, seq).await?;
        hashes.push(found.map(|hash| hex(&hash)));
    }
    tx.commit().await?;
    Ok(Json(Compared { hashes }))
}
